"""Connects the card „Fotos & Notizen“ with its presenter, its dialogs and the window."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtGui import QImage
from PySide6.QtWidgets import QFileDialog
from shiboken6 import isValid

from kihub_desktop.domain.changes import Changes
from kihub_desktop.domain.progress import Progress
from kihub_desktop.domain.refusals import Refused
from kihub_desktop.domain.sketches import Drawing
from kihub_desktop.domain.visit_records import Observation
from kihub_desktop.imports.pictures import SUFFIXES
from kihub_desktop.services.picture_intake import PictureSource, sources_of
from kihub_desktop.texts import _, number, render
from kihub_desktop.ui.pages.company.pictures_card import PicturesCard
from kihub_desktop.ui.pages.company.pictures_presenter import (
    KINDS,
    PicturesDesk,
    PicturesPresenter,
    Records,
)
from kihub_desktop.ui.pages.company.pictures_state import ComingLine
from kihub_desktop.ui.picture_intakes import intakes_of
from kihub_desktop.ui.picture_loading import Thumbnails, for_screen
from kihub_desktop.ui.tones import Tone
from kihub_desktop.ui.widgets.fields import Option
from kihub_desktop.ui.widgets.message_banner import Message
from kihub_desktop.ui.widgets.picture_viewer import PictureViewer
from kihub_desktop.ui.widgets.sketch_dialog import SketchDialog
from kihub_desktop.ui.widgets.sketch_painting import as_file, rendered

if TYPE_CHECKING:
    from kihub_desktop.ui.workbench import Workbench

_ON_SCREEN, _TO_DRAW = 1800, 2400


def wire_pictures(card: PicturesCard, bench: Workbench) -> PicturesPresenter:
    """Called once, when the card is built."""
    return _Wiring(card, bench).presenter


class _Wiring:
    """What a card needs of the window; lives as long as the card."""

    def __init__(self, card: PicturesCard, bench: Workbench) -> None:
        self.card, self.bench = card, bench
        self.pictures = bench.services.pictures
        self.intakes = intakes_of(bench)
        self.thumbnails = Thumbnails(self.pictures.stored, bench.jobs, card)
        card.show_with(self.thumbnails.pixmap)
        self.thumbnails.arrived.connect(card.redraw)
        self.presenter = self._presenter()
        bench.host(card, KINDS, self._load)
        self._connect()

    def _presenter(self) -> PicturesPresenter:
        bench, services = self.bench, self.bench.services
        records = Records(self.pictures, services.records(Observation), services.processes)
        desk = PicturesDesk(
            company=bench.desk.company,
            publish=bench.desk.publish,
            tell=bench.tell,
            coming=self._coming,
            step=self.intakes.step,
            today=services.today,
        )
        return PicturesPresenter(self.card, records, desk)

    def _connect(self) -> None:
        card, presenter = self.card, self.presenter
        card.add_requested.connect(self._choose_files)
        card.files_given.connect(lambda paths: self._take(sources_of(paths)))
        card.image_given.connect(
            lambda content: self._take((PictureSource(_("Zwischenablage"), content=content),))
        )
        card.opened.connect(self._open)
        card.delete_requested.connect(presenter.delete)
        card.move_requested.connect(presenter.move)
        card.moved.connect(presenter.put_before)
        card.note_entered.connect(self._on_note)
        card.sketch_requested.connect(self._new_sketch)
        card.cancel_requested.connect(self.intakes.cancel)
        self.intakes.changed.connect(self._show_if_seen)
        self.intakes.stored.connect(self._load_if_seen)

    def _load(self) -> None:
        self.thumbnails.forget_missing()
        self.presenter.load()

    def _show_if_seen(self) -> None:
        if isValid(self.card) and self.card.isVisible():
            self.presenter.show()

    def _load_if_seen(self) -> None:
        if isValid(self.card) and self.card.isVisible():
            self.presenter.load()

    def _coming(self, company: UUID | None) -> tuple[ComingLine, ...]:
        found = self.intakes.coming(company)
        for each in found:
            if each.preview is not None:
                self.thumbnails.give(each.key, each.preview)
        return tuple(ComingLine(each.key, each.name, each.preview) for each in found)

    def _on_note(self, text: str) -> None:
        if self.presenter.note(text):
            self.card.empty_note()

    # -- adding ------------------------------------------------------------------------------

    def _choose_files(self, keep_location: bool) -> None:
        endings = " ".join(f"*{ending}" for ending in (*SUFFIXES, ".heic"))
        chosen, _filter = QFileDialog.getOpenFileNames(
            self.card, _("Fotos hinzufügen"), "", f"{_('Bilder')} ({endings})"
        )
        if chosen:
            self._take(sources_of([Path(name) for name in chosen]), keep_location=keep_location)

    def _take(self, sources: tuple[PictureSource, ...], *, keep_location: bool = False) -> None:
        intake = self.presenter.intake(sources, keep_location=keep_location)
        if intake is None:
            self.bench.window.show_message(Message(_("Darin sind keine Fotos."), tone=Tone.NOTE))
        else:
            self.intakes.start(intake)

    # -- looking -----------------------------------------------------------------------------

    def _open(self, picture: UUID) -> None:
        viewer = PictureViewer(self.card)
        _Viewing(self, viewer, picture).show()
        viewer.ask()

    # -- drawing -----------------------------------------------------------------------------

    def _new_sketch(self) -> None:
        if self.bench.desk.company() is None:
            return
        dialog = SketchDialog(_("Neue Skizze"), Drawing(), None, "", self.card)
        dialog.saved.connect(
            lambda drawing, caption: self.work(
                partial(self._add_sketch, drawing, as_file(rendered(drawing, None)), caption)
            )
        )
        dialog.ask()

    def _add_sketch(self, drawing: Drawing, image: bytes, caption: str) -> Changes:
        return self.presenter.add_sketch(drawing, image, caption)()

    def draw(self, picture: UUID, then: Callable[[], object]) -> None:
        """Opens a picture for drawing, once its pixels are read."""
        drawing = self.presenter.drawing(picture)
        found = self.presenter.picture(picture)
        if drawing is None or found is None:
            return
        caption = found.caption or ""

        def read(_progress: Progress) -> bytes | None:
            content = self.pictures.stored(drawing.base)
            return for_screen(content, _TO_DRAW) if content is not None else None

        def show(content: bytes | None) -> None:
            if content is None and drawing.base is not None:
                return
            base = QImage.fromData(content) if content is not None else None
            dialog = SketchDialog(_("Zeichnen"), drawing, base, caption, self.card)

            def save(drawn: Drawing, words: str) -> None:
                if words != caption:
                    self.presenter.save(picture, "caption", words)
                if drawn != drawing:
                    self.work(
                        self.presenter.draw(picture, drawn, as_file(rendered(drawn, base))), then
                    )

            dialog.saved.connect(save)
            dialog.ask()

        self.bench.jobs.start(self.card, read, show)

    def work(
        self, change: Callable[[], Changes], then: Callable[[], object] = lambda: None
    ) -> None:
        """A change whose pictures are made beside the window, then told to everybody."""

        def done(changes: Changes) -> None:
            self.bench.desk.publish(changes)
            then()

        def failed(error: Exception) -> None:
            if isinstance(error, Refused):
                self.bench.tell(error)

        self.bench.jobs.start(self.bench, lambda _progress: change(), done, failed)


class _Viewing:
    """A viewer that walks through the pictures of the card."""

    def __init__(self, wiring: _Wiring, viewer: PictureViewer, picture: UUID) -> None:
        self._wiring, self._viewer, self._picture = wiring, viewer, picture
        self._content = ""
        presenter = wiring.presenter
        viewer.step_requested.connect(self._step)
        viewer.caption_entered.connect(lambda text: presenter.save(self._picture, "caption", text))
        viewer.belonging_picked.connect(lambda key: presenter.save(self._picture, "belongs", key))
        viewer.turn_requested.connect(lambda: wiring.work(presenter.turn(self._picture), self.show))
        viewer.draw_requested.connect(lambda: wiring.draw(self._picture, self.show))
        viewer.move_requested.connect(self._move)
        viewer.delete_requested.connect(self._delete)
        viewer.export_requested.connect(self._export)
        viewer.destroyed.connect(self._forget)
        self._alive = True

    def _forget(self) -> None:
        self._alive = False

    def show(self) -> None:
        """Shows the picture in hand; closes the viewer when it is gone."""
        if not self._alive:
            return
        state = self._wiring.presenter.viewer(self._picture)
        if state is None:
            self._viewer.accept()
            return
        place = _("{n} von {all}").format(n=number(state.place), all=number(state.count))
        self._viewer.show_picture(
            place, render(state.note), state.caption, here=state.here, drawn=state.drawn
        )
        options = tuple(Option(each.key, render(each.label)) for each in state.offered)
        self._viewer.show_belongings(options, state.belongs)
        if state.content != self._content:
            self._content = state.content
            self._load(state.content)

    def _load(self, digest: str) -> None:
        stored = self._wiring.pictures.stored

        def read(_progress: Progress) -> bytes | None:
            content = stored(digest)
            return for_screen(content, _ON_SCREEN) if content is not None else None

        def done(content: bytes | None) -> None:
            if digest == self._content:
                image = QImage.fromData(content) if content is not None else None
                self._viewer.view.show_image(image, _("Foto folgt"))

        self._viewer.view.show_image(None)
        self._wiring.bench.jobs.start(self._viewer, read, done)

    def _step(self, by: int) -> None:
        other = self._wiring.presenter.neighbour(self._picture, by)
        if other is not None:
            self._picture = other
            self.show()

    def _move(self, by: int) -> None:
        self._wiring.presenter.move(self._picture, by)
        self.show()

    def _delete(self) -> None:
        presenter, gone = self._wiring.presenter, self._picture
        other = presenter.neighbour(gone, 1) or presenter.neighbour(gone, -1)
        presenter.delete((gone,))
        if other is None:
            self._viewer.accept()
            return
        self._picture = other
        self.show()

    def _export(self) -> None:
        found = self._wiring.presenter.picture(self._picture)
        if found is None:
            return
        ending = "png" if found.media_type == "image/png" else "jpg"
        chosen, _filter = QFileDialog.getSaveFileName(
            self._viewer, _("Als Datei sichern"), f"{_('Foto')}.{ending}", f"*.{ending}"
        )
        if chosen:
            self._wiring.presenter.export(self._picture, Path(chosen))
