"""Decides what the page of the catalogues shows: kinds, entries, differences, the draft."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Protocol

from kihub_desktop.catalogues.differences import compare_documents
from kihub_desktop.catalogues.drafting import Draft, kept_draft
from kihub_desktop.catalogues.editions import Edition, Shelf
from kihub_desktop.catalogues.entries import CatalogueEntry, document_of, entries_of, node_at
from kihub_desktop.catalogues.errors import CatalogueError
from kihub_desktop.catalogues.freshness import Freshness, all_entries, freshness
from kihub_desktop.catalogues.installing import install, withdraw
from kihub_desktop.catalogues.kinds import KINDS, CatalogueKind, kind_of
from kihub_desktop.catalogues.wording import own_translations
from kihub_desktop.domain.phrases import Joined, Phrase, Value, phrase, plural_phrase
from kihub_desktop.domain.spelling import fold, found_in, words_of
from kihub_desktop.texts import TEXTS, Texts, render
from kihub_desktop.ui.pages.catalogues.drafts import DraftDesk
from kihub_desktop.ui.pages.catalogues.state import (
    CataloguesState,
    ChangeLine,
    EntryLine,
    EntryView,
    KindLine,
    OpenedKind,
)
from kihub_desktop.ui.pages.catalogues.words import (
    ageing_lines,
    attention,
    change_lines,
    counted,
    facts_of,
)
from kihub_desktop.ui.tones import Tone

KINDS_TOUCHED: frozenset[str] = frozenset()
"""No record changes what the page shows: catalogues are files."""
_TOLD = 6


class CataloguesView(Protocol):
    def show_state(self, state: CataloguesState) -> None: ...

    def tell(self, said: Value, details: str, tone: Tone) -> None: ...


@dataclass(frozen=True)
class CataloguesDesk:
    """What the presenter asks of its surroundings; `renewed` lets all pages use new editions."""

    today: Callable[[], date]
    take_target: Callable[[], str]
    renewed: Callable[[], None]


class CataloguesPresenter:
    """Reads the shelf; whatever is installed or withdrawn is in use at once."""

    def __init__(self, view: CataloguesView, shelf: Shelf, desk: CataloguesDesk) -> None:
        self._view, self._shelf, self._desk = view, shelf, desk
        self._kind: CatalogueKind | None = None
        self._edition = self._chosen = self._query = self._compared = ""
        self._english = TEXTS.language == "en"
        self._texts: dict[str, Texts] = {}
        self.drafts = DraftDesk(self)

    @property
    def shelf(self) -> Shelf:
        return self._shelf

    # -- showing -----------------------------------------------------------------------------

    def load(self) -> None:
        """Follows the target „kind“ or „kind:entry“, then shows everything."""
        target = self._desk.take_target()
        if target:
            kind, _sign, key = target.partition(":")
            self._open(kind)
            self._chosen = key or self._chosen
        self.show()

    def show(self) -> None:
        entries = all_entries(self._shelf)
        found = freshness(self._desk.today(), entries)
        titles: dict[str, Value] = {each.kind: each.title for each in KINDS}
        self._view.show_state(
            CataloguesState(
                kinds=tuple(self._kind_lines(entries)),
                ageing=tuple(ageing_lines(found, self._desk.today(), titles)),
                faults=self._faults(),
                opened=self._opened() if self._kind else None,
            )
        )

    def _kind_lines(self, entries: tuple[CatalogueEntry, ...]) -> list[KindLine]:
        lines = []
        for kind in KINDS:
            own = tuple(each for each in entries if each.kind == kind.kind)
            if not own:
                continue
            used = self._shelf.current_edition(kind.kind)
            said, tone = counted(freshness(self._desk.today(), own))
            origin = phrase("mitgeliefert") if used.is_shipped else phrase("eingespielt")
            lines.append(
                KindLine(kind.kind, kind.title, used.name, used.stand, origin, len(own), said, tone)
            )
        return lines

    def _faults(self) -> tuple[Value, ...]:
        return tuple(
            problem.worded()
            for each in self._shelf.check_installed()
            for problem in each.problems[:_TOLD]
        )

    def _opened(self) -> OpenedKind:
        assert self._kind is not None
        edition = self.edition()
        draft = self.drafts.draft
        document = draft.document if draft else document_of(edition.path)
        entries = entries_of(self._kind, document)
        found = freshness(self._desk.today(), entries)
        lines = self._entry_lines(entries, found)
        keys = [each.key for each in lines]
        if self._chosen not in keys:
            self._chosen = keys[0] if keys else ""
        chosen = next((each for each in entries if each.key == self._chosen), None)
        return OpenedKind(
            kind=self._kind.kind,
            title=self._kind.title,
            edition=edition.name,
            about=self._about(edition, len(entries)),
            editions=tuple(each.name for each in self._shelf.editions(self._kind.kind)),
            is_shipped=edition.is_shipped,
            query=self._query,
            lines=lines,
            chosen=self._chosen,
            entry=self._entry(chosen, document, found) if chosen else None,
            draft=self.drafts.view(chosen) if draft else None,
            compared=self._compared,
            changes=self._changes(document) if self._compared else (),
        )

    def _about(self, edition: Edition, count: int) -> Value:
        origin = phrase("mitgeliefert") if edition.is_shipped else phrase("eingespielt")
        stand: Value = edition.stand or "–"
        parts: tuple[Value, ...] = (
            phrase("Ausgabe {edition}", edition=edition.name),
            phrase("Stand {day}", day=stand),
            plural_phrase("{n} Eintrag", "{n} Einträge", count),
            origin,
        )
        return Joined(parts, " · ")

    def _entry_lines(
        self, entries: tuple[CatalogueEntry, ...], found: Freshness
    ) -> tuple[EntryLine, ...]:
        typed = words_of(self._query)
        today = self._desk.today()
        lines = []
        for each in entries:
            label = TEXTS.translate(each.label)
            if typed and not found_in(typed, fold(f"{each.key} {label} {each.label}")):
                continue
            said, tone = attention(each, today, each in found.expiring)
            lines.append(
                EntryLine(
                    each.key, label, each.checked_on, each.valid_until, said or each.status, tone
                )
            )
        return tuple(lines)

    def _entry(self, entry: CatalogueEntry, document: object, found: Freshness) -> EntryView | None:
        assert self._kind is not None
        assert isinstance(document, dict)
        node = node_at(document, entry.path)
        said, _tone = attention(entry, self._desk.today(), entry in found.expiring)
        texts = self._texts_for("en" if self._english else "de")
        if self.drafts.draft:
            texts.supply("en", own_translations(self.drafts.draft.document))
        loaded = self.loaded_at(entry.path)
        return EntryView(
            key=entry.key,
            title=" · ".join(filter(None, (entry.key, texts.translate(entry.label)))),
            facts=tuple(facts_of(self._kind, node, entry, texts, loaded)),
            warnings=(said,) if said else (),
            english=self._english,
        )

    def _texts_for(self, language: str) -> Texts:
        if language == TEXTS.language:
            return TEXTS
        if language not in self._texts:
            texts = Texts()
            texts.use(language)
            self._texts[language] = texts
        return self._texts[language]

    def loaded_at(self, path: tuple[str | int, ...]) -> object | None:
        """The typed entry at the place of a document; None where the reader builds otherwise."""
        assert self._kind is not None
        value: object = self._shelf.edition(self._kind.kind, self.edition().name)
        try:
            for step in path:
                value = value[step] if isinstance(step, int) else getattr(value, step)  # type: ignore[index]
        except (AttributeError, IndexError, KeyError, TypeError):
            return None
        return value

    def _changes(self, document: object) -> tuple[ChangeLine, ...]:
        assert self._kind is not None
        assert isinstance(document, dict)
        for each in self._shelf.editions(self._kind.kind):
            if each.name == self._compared:
                old = document_of(each.path)
                return tuple(change_lines(compare_documents(self._kind, old, document)))
        return ()

    # -- which edition -----------------------------------------------------------------------

    def edition(self) -> Edition:
        """The edition on show: the chosen one, else the one in use."""
        assert self._kind is not None
        known = self._shelf.editions(self._kind.kind)
        wanted = self.drafts.draft.base if self.drafts.draft else self._edition
        used = self._shelf.current_edition(self._kind.kind)
        return next((each for each in known if each.name == wanted), used)

    def today(self) -> date:
        return self._desk.today()

    def draft_in(self, folder: Path) -> Draft | None:
        return kept_draft(self._kind.kind, folder) if self._kind else None

    # -- intents -----------------------------------------------------------------------------

    def open(self, kind: str, key: str = "") -> None:
        """Shows the entries of a kind."""
        self._open(kind)
        self._chosen = key
        self.show()

    def _open(self, kind: str) -> None:
        if self._kind is None or self._kind.kind != kind:
            self._kind = kind_of(kind)
            self._edition = self._chosen = self._query = self._compared = ""
            self.drafts.opened()

    def close(self) -> None:
        """Back to the list of kinds; a draft stays as it is."""
        self._kind = None
        self.show()

    def choose_edition(self, name: str) -> None:
        self._edition, self._compared = name, ""
        self.show()

    def choose_entry(self, key: str) -> None:
        if key != self._chosen:
            self._chosen = key
            self.show()

    @property
    def chosen(self) -> str:
        return self._chosen

    def search(self, query: str) -> None:
        self._query = query
        self.show()

    def show_english(self, english: bool) -> None:
        self._english = english
        self.show()

    def compare(self, with_edition: str) -> None:
        """Shows the differences from another edition; "" ends the comparison."""
        self._compared = with_edition
        self.show()

    def import_file(self, path: Path) -> None:
        """Checks and installs a file; what is wrong with it is told by file, entry and reason."""
        try:
            edition = install(path, self._shelf, self._desk.today())
        except CatalogueError as error:
            self.tell_refused(error)
            return
        self.settled(phrase("Ausgabe {edition} ist eingespielt.", edition=edition.name), edition)

    def export(self, path: Path) -> None:
        """Writes the edition on show as a file."""
        source = self.edition().path
        try:
            path.write_bytes(source.read_bytes())
        except OSError as error:
            said = phrase("Die Datei ließ sich nicht schreiben.")
            self._view.tell(said, str(error), Tone.BAD)
            return
        said = phrase("Geschrieben: {name}", name=path.name)
        self._view.tell(said, str(path), Tone.GOOD)

    def withdraw(self) -> None:
        """Puts the installed edition on show aside; records that name it still find it."""
        edition = self.edition()
        if edition.is_shipped:
            return
        withdraw(edition, self._shelf)
        self._edition = ""
        self.settled(
            phrase(
                "Ausgabe {edition} ist zurückgezogen. Was sie nennt, findet sie weiterhin; "
                "dieselbe Datei lässt sich wieder einlesen.",
                edition=edition.name,
            ),
            edition,
        )

    def settled(self, said: Phrase, edition: Edition) -> None:
        """Something else is in use now."""
        self._open(edition.kind)
        self._edition = self._compared = ""
        self.show()
        self._desk.renewed()
        self._view.tell(said, "", Tone.GOOD)

    def tell_refused(self, error: CatalogueError) -> None:
        lines = [render(each.worded()) for each in error.problems]
        said = phrase(
            "Nicht eingespielt, alles bleibt wie es war. {first}",
            first=error.problems[0].worded(),
        )
        self._view.tell(said, "\n".join(lines), Tone.BAD)
