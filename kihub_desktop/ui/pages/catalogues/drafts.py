"""The draft of a new edition on the page: begun, edited field by field, checked, published."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from kihub_desktop.catalogues.drafting import Draft, begin, entry_path, lacking_english
from kihub_desktop.catalogues.editions import Edition, Shelf
from kihub_desktop.catalogues.entries import CatalogueEntry, document_of, node_at
from kihub_desktop.catalogues.errors import CatalogueError, CatalogueProblem
from kihub_desktop.catalogues.schema import (
    EntryField,
    Holds,
    UnfitText,
    entry_fields,
    text_of,
    value_of,
)
from kihub_desktop.domain.phrases import Joined, Phrase, Value, phrase
from kihub_desktop.texts import render
from kihub_desktop.ui.pages.catalogues.state import DraftView, EnglishLine, FieldLine

if TYPE_CHECKING:
    from kihub_desktop.catalogues.kinds import CatalogueKind

_TOLD = 12
EDITION, STAND = "edition", "stand"


class DraftOwner(Protocol):
    """What the draft needs of the page it is on."""

    @property
    def shelf(self) -> Shelf: ...

    @property
    def chosen(self) -> str: ...

    def edition(self) -> Edition: ...

    def today(self) -> date: ...

    def draft_in(self, folder: Path) -> Draft | None: ...

    def loaded_at(self, path: tuple[str | int, ...]) -> object | None: ...

    def show(self) -> None: ...

    def choose_entry(self, key: str) -> None: ...

    def settled(self, said: Phrase, edition: Edition) -> None: ...

    def tell_refused(self, error: CatalogueError) -> None: ...


class DraftDesk:
    """One draft at a time; what cannot be understood stays in its field and is told there."""

    def __init__(self, owner: DraftOwner) -> None:
        self._owner = owner
        self.draft: Draft | None = None
        self._unfit: dict[tuple[str, str], Value] = {}

    # -- showing -----------------------------------------------------------------------------

    def view(self, entry: CatalogueEntry | None) -> DraftView:
        draft = self._must()
        problems = draft.problems(self._owner.shelf)
        path = entry.path if entry else None
        node = node_at(draft.document, path) if path is not None else {}
        loaded = self._owner.loaded_at(path) if path is not None else None
        known = entry_fields(draft.kind, node, loaded) if entry else ()
        return DraftView(
            base=draft.base,
            edition=str(draft.document.get(EDITION, "")),
            stand=self._stand(draft),
            fields=tuple(
                self._line(field, node.get(field.name), entry, problems) for field in known
            ),
            english=tuple(
                EnglishLine(german, english)
                for german, english in lacking_english(draft, path or (), self._shipped(draft.kind))
            )
            if path is not None
            else (),
            problems=tuple(each.worded() for each in problems[:_TOLD]),
            can_undo=draft.can_undo,
        )

    def _line(
        self,
        field: EntryField,
        value: object,
        entry: CatalogueEntry | None,
        problems: tuple[CatalogueProblem, ...],
    ) -> FieldLine:
        key = entry.key if entry else ""
        told = self._unfit.get((key, field.name))
        if told is None:
            told = next((each.reason for each in problems if _is_about(each, key, field)), None)
        return FieldLine(field, text_of(field, value), told)

    def _stand(self, draft: Draft) -> date:
        stand = draft.document.get(STAND)
        return stand if isinstance(stand, date) else self._owner.today()

    def _shipped(self, kind: CatalogueKind) -> Mapping[str, object] | None:
        path = self._owner.shelf.shipped / kind.file
        return document_of(path) if path.is_file() else None

    # -- intents -----------------------------------------------------------------------------

    def opened(self) -> None:
        """Another kind is on show: its draft, if one was left."""
        self._unfit.clear()
        folder = self._owner.shelf.installed
        self.draft = self._owner.draft_in(folder) if folder else None

    def begin(self) -> None:
        """Copies the edition on show, or goes on with the draft there is."""
        folder = self._owner.shelf.installed
        if folder is None:
            return
        if self.draft is None:
            self.draft = begin(self._owner.edition(), folder, self._owner.today())
        self._owner.show()

    def write(self, name: str, text: str) -> None:
        """A field of the entry on show, as typed."""
        draft = self._must()
        path = entry_path(draft, self._owner.chosen)
        if path is None:
            return
        node = node_at(draft.document, path)
        fields = entry_fields(draft.kind, node, self._owner.loaded_at(path))
        field = next(each for each in fields if each.name == name)
        place = (self._owner.chosen, name)
        self._unfit.pop(place, None)
        try:
            value = value_of(field, text)
        except UnfitText as fault:
            value = text
            self._unfit[place] = _with_line(fault, field)
        draft.set_field(path, name, value)
        if name in ("id", "key", "code") and isinstance(value, str):
            self._owner.choose_entry(value)
        self._owner.show()

    def write_head(self, name: str, text: str) -> None:
        """Number or day of the new edition."""
        draft = self._must()
        edition, stand = str(draft.document.get(EDITION, "")), self._stand(draft)
        field = EntryField(STAND, "", Holds.DAY)
        if name == EDITION:
            edition = text.strip() or edition
        else:
            try:
                stand = value_of(field, text) or stand
            except UnfitText:
                self._owner.show()
                return
        draft.set_head(edition, stand)
        self._owner.show()

    def write_english(self, german: str, english: str) -> None:
        self._must().set_english(german, english)
        self._owner.show()

    def copy_entry(self) -> None:
        """Adds a copy of the entry on show and leads to it."""
        draft = self._must()
        path = entry_path(draft, self._owner.chosen)
        if path is None:
            return
        key = f"{self._owner.chosen}-neu"
        draft.copy_entry(path, key)
        self._owner.choose_entry(key)

    def remove_entry(self) -> None:
        draft = self._must()
        path = entry_path(draft, self._owner.chosen)
        if path is not None:
            draft.remove_entry(path)
            self._owner.show()

    def undo(self) -> bool:
        """Takes back the last change of this run; False if there is none."""
        if self.draft is None or not self.draft.undo():
            return False
        self._unfit.clear()
        self._owner.show()
        return True

    def discard(self) -> None:
        """Gives the draft up; the editions stay as they are."""
        self._must().discard()
        self.draft = None
        self._unfit.clear()
        self._owner.show()

    def publish(self) -> None:
        """Installs the draft as a new edition, if it is sound."""
        draft = self._must()
        try:
            edition = draft.publish(self._owner.shelf, self._owner.today())
        except CatalogueError as error:
            self._owner.tell_refused(error)
            return
        self.draft = None
        said = phrase("Ausgabe {edition} ist in Gebrauch.", edition=edition.name)
        self._owner.settled(said, edition)

    def _must(self) -> Draft:
        assert self.draft is not None
        return self.draft


def _with_line(fault: UnfitText, field: EntryField) -> Value:
    if field.holds is not Holds.STRUCTURE or not fault.line:
        return fault.reason
    return Joined((phrase("Zeile {n}", n=fault.line), fault.reason), ": ")


def _is_about(problem: CatalogueProblem, key: str, field: EntryField) -> bool:
    """By the words of the place: the entry first, then the field."""
    parts = problem.entry.parts
    if not parts or parts[0] != key:
        return False
    named = dict(problem.reason.values).get("field")
    label = render(field.label)
    if named is not None:
        return render(named) == label
    return len(parts) > 1 and render(parts[1]) == label
