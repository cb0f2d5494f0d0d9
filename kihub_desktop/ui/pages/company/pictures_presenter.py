"""Decides what the card „Fotos & Notizen“ shows, and does what is asked there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Protocol
from uuid import UUID

from kihub_desktop.domain.changes import Changes
from kihub_desktop.domain.choices import ObservationKind, PictureKind
from kihub_desktop.domain.phrases import Amount, Joined, Phrase, Value, phrase
from kihub_desktop.domain.progress import Step
from kihub_desktop.domain.quick_notes import read_note
from kihub_desktop.domain.records import Process
from kihub_desktop.domain.refusals import Refused
from kihub_desktop.domain.sketches import Drawing
from kihub_desktop.domain.visit_records import Observation, Picture
from kihub_desktop.domain.words import word
from kihub_desktop.services.picture_intake import PictureIntake, PicturePlace, PictureSource
from kihub_desktop.services.pictures import PictureService
from kihub_desktop.services.records import RecordService, RecordsState
from kihub_desktop.ui.pages.company.pictures_state import (
    Belonging,
    ComingLine,
    PictureLine,
    PicturesCardState,
    ViewerState,
)

KINDS = frozenset({"picture", "observation", "process"})
_MEGA = 1_000_000
_LONGEST_LABEL = 60


class PicturesView(Protocol):
    def show_state(self, state: PicturesCardState) -> None: ...


@dataclass(frozen=True)
class PicturesDesk:
    """What the card shares with the window: the company, who is told, what is being stored."""

    company: Callable[[], UUID | None]
    publish: Callable[[Changes], None]
    tell: Callable[[Refused], None]
    coming: Callable[[UUID | None], Sequence[ComingLine]]
    step: Callable[[], Step | None]
    today: Callable[[], date]


@dataclass(frozen=True)
class Records:
    """The services behind the card."""

    pictures: PictureService
    observations: RecordService[Observation]
    processes: RecordService[Process]


class PicturesPresenter:
    """Everything about one company's pictures and quick notes."""

    def __init__(self, view: PicturesView, records: Records, desk: PicturesDesk) -> None:
        self._view, self._records, self._desk = view, records, desk
        self._shown: RecordsState[Picture] | None = None
        self._notes = 0

    def load(self) -> None:
        """Reads the pictures of the company in hand and shows them."""
        company = self._desk.company()
        self._shown = None
        if company is not None:
            self._shown = self._records.pictures.of_company(company)
            self._notes = len(self._records.observations.of_company(company).records)
        self.show()

    def show(self) -> None:
        """Shows what was read, with what is being stored now."""
        company = self._desk.company()
        if company is None or self._shown is None:
            self._view.show_state(PicturesCardState())
            return
        self._view.show_state(
            PicturesCardState(
                company,
                tuple(self._line(each) for each in self._shown.records),
                tuple(self._desk.coming(company)),
                self._notes,
                self._desk.step(),
            )
        )

    def _line(self, picture: Picture) -> PictureLine:
        here = self._records.pictures.is_here(picture.content)
        sketch = picture.kind is PictureKind.SKETCH
        return PictureLine(picture.id, picture.thumbnail or "", _name(picture), here, sketch)

    # -- adding ------------------------------------------------------------------------------

    def intake(
        self, sources: Sequence[PictureSource], *, keep_location: bool = False
    ) -> PictureIntake | None:
        """The drop of some files, to be stored beside the window; None for nothing to store."""
        company = self._desk.company()
        if company is None or not sources:
            return None
        place = PicturePlace(company)
        return self._records.pictures.intake(place, sources, keep_location=keep_location)

    def note(self, line: str) -> bool:
        """Saves a quick note; True if it is saved and the line can be emptied."""
        company, found = self._desk.company(), read_note(line)
        if company is None or found is None:
            return found is None
        values = {"text": found.text, "kind": found.kind, "said_by": found.said_by}
        try:
            _created, changes = self._records.observations.create(
                company,
                seen_on=self._desk.today(),
                **{name: value for name, value in values.items() if value is not None},
            )
        except Refused as refusal:
            self._desk.tell(refusal)
            return False
        self._desk.publish(changes)
        return True

    def add_sketch(self, drawing: Drawing, image: bytes, caption: str) -> Callable[[], Changes]:
        """The work of storing a new sketch, to be done beside the window."""
        company = self._desk.company()
        if company is None:
            return Changes.none
        service, place = self._records.pictures, PicturePlace(company)
        return lambda: service.add_sketch(place, drawing, image, caption or None)[1]

    # -- changing ------------------------------------------------------------------------------

    def delete(self, pictures: Sequence[UUID]) -> None:
        """Deletes pictures; undo brings them back."""
        if self._shown is not None and (company := self._desk.company()) is not None:
            as_of = self._shown.as_of
            self._do(lambda: self._records.pictures.delete(company, pictures, as_of))

    def move(self, picture: UUID, by: int) -> None:
        """Changes places with the neighbour before (-1) or behind (1)."""
        other = self.neighbour(picture, by)
        company = self._desk.company()
        if company is not None and other is not None:
            self._do(lambda: self._records.pictures.swap(company, picture, other))

    def put_before(self, pictures: Sequence[UUID], before: UUID | None) -> None:
        """Puts pictures before another one (None: at the end)."""
        company = self._desk.company()
        if company is not None and pictures:
            self._do(lambda: self._records.pictures.move(company, pictures, before))

    def turn(self, picture: UUID) -> Callable[[], Changes]:
        """The work of turning a photo clockwise."""
        company, shown = self._desk.company(), self._shown
        if company is None or shown is None:
            return Changes.none
        return lambda: self._records.pictures.turn(company, picture, shown.as_of)

    def draw(self, picture: UUID, drawing: Drawing, image: bytes) -> Callable[[], Changes]:
        """The work of storing what was drawn on a picture."""
        company, shown = self._desk.company(), self._shown
        if company is None or shown is None:
            return Changes.none
        service = self._records.pictures
        return lambda: service.draw(company, picture, shown.as_of, drawing, image)

    def save(self, picture: UUID, name: str, text: str) -> None:
        """Saves the caption, or what the picture belongs to (see `Belonging`)."""
        company = self._desk.company()
        if company is None or self._shown is None:
            return
        values: dict[str, Any] = {"caption": text.strip() or None}
        if name == "belongs":
            kind, _sign, identifier = text.partition(":")
            values = {"observation": None, "process": None}
            if kind:
                values[kind] = UUID(identifier)
        as_of = self._shown.as_of
        self._do(lambda: self._records.pictures.save(company, picture, as_of, **values))

    def export(self, picture: UUID, target: Path) -> None:
        """Writes a picture to a file that the user has chosen."""
        found = self.picture(picture)
        if found is None:
            return
        try:
            self._records.pictures.export(found, target)
        except Refused as refusal:
            self._desk.tell(refusal)

    # -- asking --------------------------------------------------------------------------------

    def picture(self, identifier: UUID) -> Picture | None:
        records = self._shown.records if self._shown is not None else ()
        return next((each for each in records if each.id == identifier), None)

    def neighbour(self, identifier: UUID, by: int) -> UUID | None:
        ids = [each.id for each in self._shown.records] if self._shown is not None else []
        place = ids.index(identifier) + by if identifier in ids else -1
        return ids[place] if 0 <= place < len(ids) else None

    def drawing(self, identifier: UUID) -> Drawing | None:
        """What can be drawn on; None if it is not here."""
        found = self.picture(identifier)
        return self._records.pictures.drawing_of(found) if found is not None else None

    def viewer(self, identifier: UUID) -> ViewerState | None:
        """One picture for the viewer; None if it is gone."""
        found, shown = self.picture(identifier), self._shown
        if found is None or shown is None:
            return None
        ids = [each.id for each in shown.records]
        return ViewerState(
            id=found.id,
            as_of=shown.as_of,
            content=found.content or "",
            caption=found.caption or "",
            note=_note(found),
            place=ids.index(found.id) + 1,
            count=len(ids),
            here=self._records.pictures.is_here(found.content),
            drawn=found.drawing is not None,
            belongs=_belongs(found),
            offered=self._offered(found.company),
        )

    def _offered(self, company: UUID) -> tuple[Belonging, ...]:
        observations = self._records.observations.of_company(company).records
        processes = self._records.processes.of_company(company).records
        return (
            Belonging("", phrase("zum Unternehmen")),
            *(
                Belonging(f"process:{each.id}", phrase("Prozess: {name}", name=each.name or "–"))
                for each in processes
            ),
            *(Belonging(f"observation:{each.id}", _observed(each)) for each in observations),
        )

    def _do(self, change: Callable[[], Changes]) -> None:
        try:
            self._desk.publish(change())
        except Refused as refusal:
            self._desk.tell(refusal)


def _name(picture: Picture) -> Value:
    kind: Value = word(picture.kind) if picture.kind else phrase("Bild")
    return picture.caption or kind


def _note(picture: Picture) -> Joined:
    parts: list[Value] = []
    if picture.width and picture.height:
        parts.append(phrase("{w} × {h} px", w=picture.width, h=picture.height))
    if picture.size:
        parts.append(Amount(picture.size / _MEGA, 1, "MB"))
    if picture.taken_on:
        parts.append(phrase("aufgenommen {day}", day=picture.taken_on))
    if picture.location:
        parts.append(picture.location)
    return Joined(tuple(parts), " · ")


def _belongs(picture: Picture) -> str:
    if picture.observation is not None:
        return f"observation:{picture.observation}"
    return f"process:{picture.process}" if picture.process is not None else ""


def _observed(each: Observation) -> Phrase:
    words = " ".join((each.text or "–").split())
    short = words if len(words) <= _LONGEST_LABEL else words[: _LONGEST_LABEL - 1] + "…"
    return phrase("{kind}: {text}", kind=word(each.kind or ObservationKind.OBSERVATION), text=short)
