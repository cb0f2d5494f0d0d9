"""Strg+K over everything: asks beside the window, words the results, leads to what is chosen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from kihub_desktop.domain.changes import Changes, Origin
from kihub_desktop.domain.choices import Sector
from kihub_desktop.domain.phrases import phrase
from kihub_desktop.domain.progress import Progress
from kihub_desktop.domain.spelling import matches
from kihub_desktop.domain.words import word
from kihub_desktop.texts import _, ngettext, render
from kihub_desktop.ui.jobs import Jobs
from kihub_desktop.ui.page_entry import PageEntry
from kihub_desktop.ui.widgets.search_box import SearchGroup, SearchResult

if TYPE_CHECKING:
    from kihub_desktop.domain.use_case_templates import UseCaseTemplate
    from kihub_desktop.services.search import Hit, Hits
    from kihub_desktop.ui.workbench import Workbench

_LONGEST_NAME = 120
_TEMPLATES = 5
_QUIET_MS = 4_000
"""The index is brought up when nothing was saved for so long; nobody waits for it."""
_PAGES = {
    "answer": "readiness",
    "use_case": "use_cases",
    "finding": "findings",
    "condition": "feasibility",
    "business_case": "economics",
    "cash_line": "economics",
    "funding_choice": "funding",
    "roadmap_step": "roadmap",
}
"""Where a found record is shown; all other kinds stand on the page of the company."""


@dataclass(frozen=True)
class Command:
    """Something to do that can be found by its name; `keys` is portable: Ctrl+K."""

    name: str
    keys: str
    run: Callable[[], object]


@dataclass(frozen=True)
class _Answer:
    hits: Hits
    templates: tuple[UseCaseTemplate, ...]


class Searching(QObject):
    """One question at a time, in a thread of its own; only the latest answer is shown."""

    def __init__(self, bench: Workbench) -> None:
        super().__init__(bench)
        self._bench = bench
        self._jobs = Jobs(self, threads=1)
        self._asked = 0
        self._shown: dict[str, Hit] = {}
        self._commands: dict[str, Command] = {}
        self._query = ""
        self._indexing = self._ended = False
        self._quiet = QTimer(self)
        self._quiet.setSingleShot(True)
        self._quiet.setInterval(_QUIET_MS)
        self._quiet.timeout.connect(self._index)
        window = bench.window
        window.search_changed.connect(self.ask)
        window.search_chosen.connect(self.open)
        bench.desk.bus.changed.connect(self._on_changed)
        bench.desk.company_changed.connect(self._remember)

    def start(self) -> None:
        """Brings the index up beside the first page."""
        self._index()

    def shut_down(self) -> None:
        """Ends what runs; call before the workspace closes."""
        self._ended = True
        self._quiet.stop()
        self._jobs.shut_down()

    # -- asking --------------------------------------------------------------------------------

    def ask(self, query: str) -> None:
        """Searches beside the window; an empty query shows what was worked on last."""
        if self._ended:
            return
        self._asked += 1
        self._query = query
        service, number = self._bench.services.search, self._asked

        def work(_progress: Progress) -> _Answer | tuple[Hit, ...] | None:
            if number != self._asked:
                return None  # something newer was typed meanwhile
            if not query:
                return service.recent()
            return _Answer(service.find(query), self._matching_templates(query))

        self._jobs.start(self, work, done=partial(self._show, number))

    def _show(self, number: int, found: _Answer | tuple[Hit, ...] | None) -> None:
        if found is None or number != self._asked:
            return
        self._shown.clear()
        if isinstance(found, tuple):
            groups = [self._group(_("Zuletzt"), found)]
            self._bench.window.show_results(groups)
            return
        groups = [self._group(_shelf_title(shelf), hits) for shelf, hits in found.hits.shelves]
        groups.append(_template_group(found.templates))
        groups += self._pages_and_commands(self._query)
        self._bench.window.show_results(groups, complete=found.hits.complete)

    def _group(self, title: str, hits: Sequence[Hit]) -> SearchGroup:
        return SearchGroup(title, tuple(self._result(hit) for hit in hits))

    def _result(self, hit: Hit) -> SearchResult:
        key = f"record:{hit.company}:{hit.kind}:{hit.record}"
        self._shown[key] = hit
        place = " · ".join(filter(None, (render(hit.place), hit.company_name)))
        return SearchResult(key, render(hit.title)[:_LONGEST_NAME], place)

    def _matching_templates(self, query: str) -> tuple[UseCaseTemplate, ...]:
        """Runs beside the window: the catalogue is read with the first search."""
        if self._bench.desk.company() is None:
            return ()
        found = self._bench.services.use_case_templates.found(query)
        return found[:_TEMPLATES]

    def _pages_and_commands(self, query: str) -> list[SearchGroup]:
        pages = tuple(
            SearchResult(f"page:{entry.key}", entry.title, "")
            for entry in self._titles()
            if matches(query, entry.title)
        )
        self._commands = {each.name: each for each in self._bench.commands()}
        commands = tuple(
            SearchResult(f"command:{each.name}", each.name, "", each.keys)
            for each in self._commands.values()
            if matches(query, each.name)
        )
        return [SearchGroup(_("Seiten"), pages), SearchGroup(_("Befehle"), commands)]

    def _titles(self) -> Sequence[PageEntry]:
        from kihub_desktop.ui import page_list

        return [entry for entry in page_list.entries(self._bench) if entry.build is not None]

    # -- leading there --------------------------------------------------------------------------

    def open(self, key: str) -> None:
        """Leads to a result: the record on its page, a page, or does what a command says."""
        kind, _sign, rest = key.partition(":")
        if kind == "page":
            self._bench.window.go_to(rest)
        elif kind == "template":
            self._bench.window.go_to("use_cases")
            ask = getattr(self._bench.window.page("use_cases"), "ask_template", None)
            if callable(ask):
                ask(rest)
        elif kind == "command" and rest in self._commands:
            self._commands[rest].run()
        elif key in self._shown:
            self._lead_to(self._shown[key])

    def _lead_to(self, hit: Hit) -> None:
        desk = self._bench.desk
        desk.choose(hit.company)
        if hit.use_case is not None:
            desk.choose_use_case(hit.use_case)
        desk.go(_PAGES.get(hit.kind, "company"), _target(hit))

    # -- in step with the records -----------------------------------------------------------------

    def _remember(self) -> None:
        company = self._bench.desk.company()
        if company is None or self._ended:
            return
        service, remembered = self._bench.services.search, company
        self._jobs.start(self, lambda _progress: service.remember(remembered), done=_nothing)

    def _on_changed(self, changes: Changes) -> None:
        if changes.origin in {Origin.IMPORT, Origin.SYNC, Origin.STICK}:
            self._index()
        else:
            self._quiet.start()

    def _index(self) -> None:
        """One slice, then the next: a question that was asked meanwhile comes in between."""
        if self._indexing or self._ended:
            return
        self._indexing = True
        service = self._bench.services.search
        self._jobs.start(
            self, lambda _progress: service.catch_up(), done=self._go_on, failed=self._stop
        )

    def _go_on(self, more: bool) -> None:
        self._indexing = False
        if more:
            self._index()

    def _stop(self, _error: Exception) -> None:
        self._indexing = False  # the next change tries again; results do not depend on it


def commands_of(bench: Workbench) -> tuple[Command, ...]:
    """Everything that has a key of its own, and a new company."""

    def new_company() -> None:
        bench.window.go_to("companies")
        ask = getattr(bench.window.page("companies"), "ask_name", None)
        if callable(ask):
            ask()

    pages = {f"Ctrl+{step}" for step in range(1, 10)}
    bound = [
        Command(entry.does, entry.keys, slot)
        for entry, slot in bench.window.shortcuts.actions
        if entry.keys not in {*pages, "Ctrl+K"}
    ]
    undo = Command(_("Rückgängig"), "Ctrl+Z", bench.undo)
    return (Command(_("Neues Unternehmen"), "Ctrl+N", new_company), undo, *bound)


def _template_group(templates: Sequence[UseCaseTemplate]) -> SearchGroup:
    results = (
        SearchResult(
            f"template:{each.key}",
            render(phrase("Vorlage: {title}", title=phrase(each.title))),
            "" if each.sector is Sector.OTHER else render(word(each.sector)),
        )
        for each in templates
    )
    return SearchGroup(_("Vorlagen"), tuple(results))


def _target(hit: Hit) -> str:
    """How the page names the place."""
    if hit.kind == "company":
        return ""
    if hit.kind == "answer":
        return hit.code
    if hit.kind == "finding":
        return f"finding:{hit.use_case}:{hit.code}"
    if hit.kind in _PAGES:
        return ""
    return f"{hit.kind}:{hit.record}"


def _shelf_title(shelf: int) -> str:
    from kihub_desktop.domain.searching import Shelf

    return {
        Shelf.COMPANIES: ngettext("Unternehmen", "Unternehmen", 2),
        Shelf.PEOPLE: _("Menschen"),
        Shelf.PROCESSES: _("Prozesse"),
        Shelf.SYSTEMS: _("Systeme und Maschinen"),
        Shelf.SOURCES: _("Datenquellen"),
        Shelf.USE_CASES: _("Anwendungsfälle"),
        Shelf.PAINS: _("Schmerzpunkte und Hemmnisse"),
        Shelf.OBSERVATIONS: _("Beobachtungen und Bilder"),
        Shelf.VISITS: _("Termine, Beschlüsse, Aufgaben"),
        Shelf.ANSWERS: _("Antworten"),
    }[Shelf(shelf)]


def _nothing(_result: object) -> None:
    """Nobody waits for it."""
