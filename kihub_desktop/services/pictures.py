"""Photos and sketches of a company: shown, ordered, described, turned, drawn, given out."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from contextlib import suppress
from pathlib import Path
from uuid import UUID

from kihub_desktop.domain.changes import Changes
from kihub_desktop.domain.choices import PictureKind
from kihub_desktop.domain.phrases import phrase
from kihub_desktop.domain.refusals import Reason, Refused
from kihub_desktop.domain.sketches import Drawing, UnfitDrawing, read_drawing, written
from kihub_desktop.domain.visit_records import Picture
from kihub_desktop.imports import pictures as reading
from kihub_desktop.services.picture_intake import (
    Interrupted,
    PictureIntake,
    PicturePlace,
    PictureSource,
    interrupted,
    stored_fields,
)
from kihub_desktop.services.records import RecordService, RecordsState
from kihub_desktop.services.whole_file import write_whole
from kihub_desktop.store.blobs import BlobMissing, Sweep, sweep
from kihub_desktop.store.unit_of_work import UnitOfWork, writing_to
from kihub_desktop.store.workspace import Workspace

_STEP = 0x1000


class PictureService:
    """One method, one transaction; a picture is stored before a record names it."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._records = RecordService(workspace, Picture)

    # -- reading -----------------------------------------------------------------------------

    def of_company(self, company: UUID) -> RecordsState[Picture]:
        return self._records.of_company(company)

    def get(self, company: UUID, picture: UUID) -> Picture | None:
        return self._records.get(company, picture)

    def stored(self, digest: str | None) -> bytes | None:
        """A whole picture file by its SHA-256; None while it is not here („Foto folgt“)."""
        if not digest:
            return None
        with suppress(BlobMissing):
            return self._workspace.blobs.get(digest)
        return None

    def is_here(self, digest: str | None) -> bool:
        return bool(digest) and self._workspace.blobs.has(digest or "")

    def missing(self, company: UUID) -> tuple[str, ...]:
        """The contents that records name and that have not arrived."""
        named = [
            digest
            for each in self.of_company(company).records
            for digest in (each.content, each.thumbnail)
            if digest
        ]
        return tuple(each for each in dict.fromkeys(named) if not self._workspace.blobs.has(each))

    def interrupted(self) -> tuple[Interrupted, ...]:
        """Drops that the end of the program cut short; told once."""
        return interrupted(self._workspace)

    # -- adding ------------------------------------------------------------------------------

    def intake(
        self,
        place: PicturePlace,
        sources: Sequence[PictureSource],
        *,
        keep_location: bool = False,
    ) -> PictureIntake:
        """A drop, to be run beside the window."""
        return PictureIntake(self._workspace, place, sources, keep_location=keep_location)

    def add_sketch(
        self, place: PicturePlace, drawing: Drawing, image: bytes, caption: str | None = None
    ) -> tuple[UUID, Changes]:
        """A new sketch; `image` is what it looks like. Refused if it cannot be stored."""
        identifier = self._workspace.new_id()
        made, text = reading.prepare(image), self._text(drawing)
        content, thumbnail = self._put(made)
        with writing_to(self._workspace) as work:
            work.set(
                Picture,
                place.company,
                identifier,
                kind=PictureKind.SKETCH,
                drawing=text,
                caption=caption,
                position=_behind(work, place.company),
                observation=place.observation,
                process=place.process,
                **stored_fields(work, made, content, thumbnail),
            )
        return identifier, work.changes

    def draw(
        self, company: UUID, picture: UUID, as_of: int, drawing: Drawing, image: bytes
    ) -> Changes:
        """The strokes of a sketch or on a photo, and what it looks like with them.

        Without strokes a photo becomes what it was.
        """
        if drawing.base is not None and not drawing.marks:
            return self._back_to_photo(company, picture, as_of, drawing.base)
        made, text = reading.prepare(image), self._text(drawing)
        content, thumbnail = self._put(made)
        with writing_to(self._workspace, as_of) as work:
            fields = stored_fields(work, made, content, thumbnail)
            work.set(Picture, company, picture, drawing=text, **fields)
        return work.changes

    def drawing_of(self, picture: Picture) -> Drawing | None:
        """What can be drawn on: its strokes, or the photo without any.

        None if the picture is not here, or its strokes were written by something unknown.
        """
        if picture.drawing is not None:
            try:
                return read_drawing(picture.drawing)
            except UnfitDrawing:
                return None
        if not picture.content or not picture.width or not picture.height:
            return None
        return Drawing(picture.width, picture.height, picture.content)

    # -- changing ----------------------------------------------------------------------------

    def save(self, company: UUID, picture: UUID, as_of: int, **values: object) -> Changes:
        """Caption, day, observation or process of a picture."""
        return self._records.save(company, picture, as_of, **values)

    def delete(self, company: UUID, pictures: Collection[UUID], as_of: int) -> Changes:
        """Deletes records as one step; the files stay for undo and recycle bin."""
        with writing_to(self._workspace, as_of) as work:
            for picture in pictures:
                work.delete(Picture, company, picture)
        return work.changes

    def move(self, company: UUID, pictures: Sequence[UUID], before: UUID | None) -> Changes:
        """Puts pictures, in this order, before another one (None: at the end)."""
        return self._records.move(company, pictures, before)

    def swap(self, company: UUID, picture: UUID, other: UUID) -> Changes:
        """Gives two neighbours each other's place."""
        with writing_to(self._workspace) as work:
            first, second = (work.view.get(Picture, company, each) for each in (picture, other))
            if first is None or second is None or first.position == second.position:
                return Changes.none()
            work.set(Picture, company, picture, position=second.position)
            work.set(Picture, company, other, position=first.position)
        return work.changes

    def turn(self, company: UUID, picture: UUID, as_of: int, quarters: int = 1) -> Changes:
        """Turns a photo clockwise; Refused for one that is drawn on or not here."""
        found = self.get(company, picture)
        content = self.stored(found.content) if found else None
        if found is None or content is None:
            raise Refused(Reason.UNKNOWN_RECORD, phrase("Das Foto ist noch nicht hier."))
        if found.drawing is not None:
            raise Refused(
                Reason.BAD_INPUT,
                phrase("Auf diesem Bild ist gezeichnet; gedreht wird nur ohne Zeichnung."),
            )
        made = reading.turned(content, quarters)
        stored = self._put(made)
        with writing_to(self._workspace, as_of) as work:
            work.set(Picture, company, picture, **stored_fields(work, made, *stored))
        return work.changes

    # -- giving out and clearing -------------------------------------------------------------

    def export(self, picture: Picture, target: Path) -> None:
        """Writes the picture as an ordinary file, whole or not at all; Refused if it cannot."""
        content = self.stored(picture.content)
        if content is None:
            raise Refused(Reason.UNKNOWN_RECORD, phrase("Das Foto ist noch nicht hier."))
        write_whole(target, content)

    def sweep(self) -> Sweep:
        """Looks after the files: finds those nobody uses, clears what is long out of use."""
        return sweep(self._workspace)

    # -- inside ------------------------------------------------------------------------------

    def _put(self, made: reading.Prepared) -> tuple[str, str]:
        blobs = self._workspace.blobs
        return blobs.put(made.content), blobs.put(made.thumbnail)

    def _text(self, drawing: Drawing) -> str:
        try:
            return written(drawing)
        except UnfitDrawing as error:
            raise Refused(
                Reason.UNFIT_VALUE,
                phrase("Die Zeichnung ist zu groß geworden. Bitte einige Striche löschen."),
            ) from error

    def _back_to_photo(self, company: UUID, picture: UUID, as_of: int, base: str) -> Changes:
        content = self.stored(base)
        if content is None:
            raise Refused(Reason.UNKNOWN_RECORD, phrase("Das Foto ist noch nicht hier."))
        made = reading.described(content)
        thumbnail = self._workspace.blobs.put(made.thumbnail)
        with writing_to(self._workspace, as_of) as work:
            fields = stored_fields(work, made, base, thumbnail)
            work.set(Picture, company, picture, drawing=None, **fields)
        return work.changes


def _behind(work: UnitOfWork, company: UUID) -> str:
    pictures = work.view.of_company(Picture, company)
    last = max((each.position or "" for each in pictures), default="")[:8]
    number = int(last, 16) if last and set(last) <= set("0123456789abcdef") else 0
    return f"{number + _STEP:08x}"
