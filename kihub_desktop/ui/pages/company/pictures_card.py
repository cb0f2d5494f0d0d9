"""The card „Fotos & Notizen“: thumbnails, ways to add pictures, and a line for quick notes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import QEvent, QMimeData, QObject, Qt, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QGuiApplication,
    QImage,
    QKeyEvent,
    QKeySequence,
    QPixmap,
    QShortcut,
)
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from kihub_desktop.texts import _, ngettext, number, render
from kihub_desktop.ui.icons import ToolButton
from kihub_desktop.ui.pages.company.pictures_state import PicturesCardState
from kihub_desktop.ui.shortcuts import show_key, shown_keys
from kihub_desktop.ui.widgets.card import Card
from kihub_desktop.ui.widgets.fields import Field, FieldKind
from kihub_desktop.ui.widgets.form import Form
from kihub_desktop.ui.widgets.labels import label
from kihub_desktop.ui.widgets.picture_grid import PictureGrid, Tile, TileState
from kihub_desktop.ui.widgets.progress_strip import ProgressStrip
from kihub_desktop.ui.widgets.sketch_painting import as_file

NOTE = "quick_note"


class PicturesCard(Card):
    """Pictures come by drag, by Strg+V, or as files; `note_entered` carries a typed line."""

    add_requested = Signal(bool)  # keep where they were taken
    files_given = Signal(list)  # list[Path]
    image_given = Signal(bytes)
    sketch_requested = Signal()
    opened = Signal(object)  # UUID
    delete_requested = Signal(list)  # list[UUID]
    move_requested = Signal(object, int)
    moved = Signal(object, object)  # pictures, the one they come before (None: at the end)
    note_entered = Signal(str)
    cancel_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Fotos & Notizen"), parent=parent)
        self.setObjectName("picturesCard")
        self._pixmap_of: Callable[[str], QPixmap | None] = lambda _digest: None
        self.grid = PictureGrid(_("Fotos und Skizzen"), self._pixmap)
        self.hint = label(
            _("Fotos hierher ziehen, mit Strg+V einfügen oder auf + drücken."), "note", wrap=True
        )
        self.strip = ProgressStrip()
        self.quick = Form(((_note_field(),),))
        self.sketch_button = ToolButton("edit", _("Neue Skizze"))
        self.add_button = ToolButton("plus", _("Fotos hinzufügen"))
        self._build()
        self._wire()

    def _build(self) -> None:
        show_key(self.sketch_button, "Ctrl+Shift+S")
        show_key(self.add_button, "Ctrl+N")
        self.add_button.setMenu(self._menu())
        self.add_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.add_action(self.sketch_button)
        self.add_action(self.add_button)
        for part in (self.grid, self.hint, self.strip, self.quick):
            self.add(part)
        self.setAcceptDrops(True)

    def _menu(self) -> QMenu:
        menu = QMenu(self)
        for words, keys, slot in (
            (_("Fotos hinzufügen …"), "Ctrl+N", lambda: self.add_requested.emit(False)),
            (_("Fotos mit Aufnahmeort …"), "", lambda: self.add_requested.emit(True)),
            (_("Aus der Zwischenablage"), "Ctrl+V", self.paste),
            (_("Neue Skizze"), "Ctrl+Shift+S", self.sketch_requested.emit),
        ):
            menu.addAction(f"{words}\t{shown_keys(keys)}" if keys else words).triggered.connect(
                slot
            )
        return menu

    def _wire(self) -> None:
        self.grid.add_requested.connect(lambda: self.add_requested.emit(False))
        self.grid.opened.connect(lambda key: self.opened.emit(UUID(key)))
        self.grid.delete_requested.connect(self._on_delete)
        self.grid.move_requested.connect(lambda key, by: self.move_requested.emit(UUID(key), by))
        self.grid.moved.connect(self._on_moved)
        self.sketch_button.clicked.connect(self.sketch_requested)
        self.strip.cancel_requested.connect(self.cancel_requested)
        self.quick.committed.connect(lambda _name, text: self.note_entered.emit(text))
        self.quick.field(NOTE).editor.widget.installEventFilter(self)
        for keys, slot in (
            ("Ctrl+V", self.paste),
            ("Ctrl+N", lambda: self.add_requested.emit(False)),
            ("Ctrl+Shift+S", self.sketch_requested.emit),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(slot)

    def show_with(self, pixmap_of: Callable[[str], QPixmap | None]) -> None:
        """Where thumbnails come from; called once, before anything is shown."""
        self._pixmap_of = pixmap_of

    def _pixmap(self, digest: str) -> QPixmap | None:
        return self._pixmap_of(digest)

    def show_state(self, state: PicturesCardState) -> None:
        coming = [
            Tile(each.key, each.key if each.preview else "", each.name, TileState.COMING)
            for each in state.coming
        ]
        tiles = [
            Tile(
                str(each.id),
                each.image,
                render(each.name),
                TileState.READY if each.here else TileState.MISSING,
                each.sketch,
            )
            for each in state.pictures
        ]
        self.grid.show_tiles([*tiles, *coming])
        self.hint.setVisible(not tiles and not coming)
        if state.step is None:  # a new heading lays the whole page out anew
            self.set_heading(_("Fotos & Notizen"), _counted(len(tiles), state.notes))
            self.strip.finish()
        else:
            if self.strip.isHidden():
                self.strip.start(state.step.doing)
            self.strip.show_step(state.step)

    def focus_first(self) -> None:
        """Into the line for notes: the quickest way to keep what was just seen."""
        self.quick.focus_first()

    def choose(self, picture: str) -> None:
        """Makes the picture with this id current; Enter opens it."""
        self.grid.choose(picture)
        self.grid.setFocus(Qt.FocusReason.OtherFocusReason)

    def empty_note(self) -> None:
        """The note is saved; the line is free for the next one."""
        self.quick.field(NOTE).restore()

    def redraw(self) -> None:
        """Thumbnails have arrived."""
        self.grid.viewport().update()

    def _on_moved(self, keys: Sequence[str], before: str) -> None:
        moving, behind = self._stored(keys), self._stored([before])
        if moving:
            self.moved.emit(moving, behind[0] if behind else None)

    def _on_delete(self, keys: Sequence[str]) -> None:
        chosen = self._stored(keys)
        if chosen:
            self.delete_requested.emit(chosen)

    def _stored(self, keys: Sequence[str]) -> list[UUID]:
        """The records among the pictures; one that is being stored has none yet."""
        known = {tile.key for tile in self.grid.tiles() if tile.state is not TileState.COMING}
        return [UUID(key) for key in keys if key in known]

    # -- pasting and dropping ------------------------------------------------------------------

    def paste(self) -> None:
        """What the clipboard holds: files, or a picture."""
        self.give(QGuiApplication.clipboard().mimeData())

    def give(self, given: QMimeData) -> bool:
        """Takes what was dropped or pasted; False if there is no picture in it."""
        paths = [Path(url.toLocalFile()) for url in given.urls() if url.isLocalFile()]
        if paths:
            self.files_given.emit(paths)
            return True
        image = given.imageData() if given.hasImage() else None
        if isinstance(image, QPixmap):
            image = image.toImage()
        if isinstance(image, QImage) and not image.isNull():
            self.image_given.emit(as_file(image))
            return True
        return False

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if holds_pictures(event.mimeData()):
            self.setProperty("dropping", True)
            self.hint.setText(_("Loslassen fügt die Fotos hinzu."))
            self.hint.show()
            event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._end_drag()
        super().dragLeaveEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        self._end_drag()
        if self.give(event.mimeData()):
            event.acceptProposedAction()

    def _end_drag(self) -> None:
        self.hint.setText(_("Fotos hierher ziehen, mit Strg+V einfügen oder auf + drücken."))
        self.hint.setVisible(not self.grid.tiles())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A picture in the clipboard is pasted as a picture, also from inside the note."""
        keys = {QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress}
        if isinstance(event, QKeyEvent) and event.type() in keys:
            paste = event.matches(QKeySequence.StandardKey.Paste)
            if paste and holds_pictures(QGuiApplication.clipboard().mimeData()):
                if event.type() == QEvent.Type.KeyPress:
                    self.paste()
                return True
        return super().eventFilter(watched, event)


def holds_pictures(given: QMimeData) -> bool:
    """Whether files or a picture are dragged or in the clipboard."""
    return given.hasImage() or any(url.isLocalFile() for url in given.urls())


def _counted(pictures: int, notes: int) -> str:
    parts = []
    if pictures:
        parts.append(ngettext("{n} Bild", "{n} Bilder", pictures).format(n=number(pictures)))
    if notes:
        parts.append(ngettext("{n} Notiz", "{n} Notizen", notes).format(n=number(notes)))
    return " · ".join(parts)


def _note_field() -> Field:
    return Field(
        NOTE,
        _("Notiz"),
        FieldKind.TEXT,
        placeholder=_("Was fällt auf? Enter speichert"),
        hint=_(
            "„Zitat“ – Person, Idee: …, Risiko: …, Parkplatz: … werden erkannt;"
            " sonst ist es eine Beobachtung."
        ),
    )
