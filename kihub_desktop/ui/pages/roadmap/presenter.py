"""Decides what the plan shows, and what typing, dragging and ticking off record."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol
from uuid import UUID

from kihub_desktop.composition import Services
from kihub_desktop.domain.changes import Changes
from kihub_desktop.domain.phrases import Value, phrase
from kihub_desktop.domain.refusals import Refused
from kihub_desktop.domain.roadmap import Link, Span, Step, StepKind
from kihub_desktop.domain.roadmap_choices import StepStatus
from kihub_desktop.domain.roadmap_records import RoadmapStep
from kihub_desktop.services.use_cases import VERDICT_KINDS
from kihub_desktop.texts import render
from kihub_desktop.ui.pages.roadmap.editing import (
    StepDraft,
    address_of,
    backwards,
    blank_draft,
    draft_of,
    typed_span,
)
from kihub_desktop.ui.pages.roadmap.filters import chosen, with_options
from kihub_desktop.ui.pages.roadmap.rows import StepRows, row_key, step_spec
from kihub_desktop.ui.pages.roadmap.state import Filters, RoadmapPageState
from kihub_desktop.ui.pages.roadmap.wording import (
    bar_of,
    cut_text,
    heading_of,
    note_of,
    owner_of,
)
from kihub_desktop.ui.record_entry import KeptTexts, RecordEntry

if TYPE_CHECKING:
    from kihub_desktop.services.roadmap import RoadmapState

KINDS = VERDICT_KINDS | {
    "company",
    "contact",
    "funding_choice",
    "pilot",
    "roadmap_link",
    "roadmap_step",
    "task",
    "training",
    "visit",
}
_TYPED = ("title", "owner", "start", "end", "status")


class RoadmapView(Protocol):
    def show_state(self, state: RoadmapPageState) -> None: ...

    def show_note(self, said: Value) -> None: ...

    def reveal(self) -> None: ...


@dataclass(frozen=True)
class RoadmapDesk:
    """What the presenter asks of its surroundings; `work_out` simulates what is new, then loads."""

    company: Callable[[], UUID | None]
    choose_use_case: Callable[[UUID | None], None]
    take_target: Callable[[], str]
    go: Callable[[str, str], None]
    publish: Callable[[Changes], None]
    work_out: Callable[[UUID], None]
    kept: KeptTexts = field(default_factory=KeptTexts)


class RoadmapPresenter:
    def __init__(self, view: RoadmapView, services: Services, desk: RoadmapDesk) -> None:
        self._view, self._services, self._desk = view, services, desk
        self.spec = step_spec(self.owners)
        self._rows = StepRows(self.spec, services.today, desk.kept)
        self._entry: RecordEntry[Any] = RecordEntry(RoadmapStep, services.today, KeptTexts())
        self._found: RoadmapState | None = None
        self._filters = Filters()
        self._current = ""

    # -- showing -----------------------------------------------------------------------------

    def load(self) -> None:
        """Reads the plan; a business case that is new is simulated beside the window first."""
        company = self._desk.company()
        self._found = None
        if company is None:
            self._view.show_state(RoadmapPageState(self._services.today()))
            return
        if None in self._services.feasibility.at_hand(company).values():
            state = RoadmapPageState(self._services.today(), has_company=True, is_due=True)
            self._view.show_state(state)
            self._desk.work_out(company)
            return
        self._found = self._services.roadmap.state(company)
        self._aim(company)
        self._show()

    def _aim(self, company: UUID) -> None:
        """The step that undo or the search leads to."""
        target = self._desk.take_target().rpartition(":")[2]
        for step in self._found.roadmap.steps if target and self._found else ():
            if str(row_key(company, step.key)) == target:
                self._filters = Filters()
                self._current = step.key

    def _show(self) -> None:
        found = self._found
        if found is None:
            return
        roadmap = found.roadmap
        steps = tuple(chosen(roadmap, self._filters))
        keys = [each.key for each in steps]
        if self._current not in keys:
            self._current = keys[0] if keys else ""
        current = roadmap.step(self._current)
        self._view.show_state(
            RoadmapPageState(
                roadmap.today,
                has_company=True,
                heading=heading_of(roadmap),
                bars=tuple(bar_of(each, roadmap) for each in steps),
                grid=self._rows.state(found, steps),
                filters=with_options(self._filters, roadmap),
                note=note_of(current, roadmap) if current else None,
                is_empty=not roadmap.steps,
                can_agree=any(
                    each.is_active and not each.is_noted and not each.is_fixed
                    for each in roadmap.steps
                ),
                cut=cut_text(roadmap),
            )
        )

    def owners(self) -> Sequence[str]:
        """Who could do it: the company's people by function and name, and who does something."""
        company = self._desk.company()
        if company is None:
            return ()
        people = self._services.contacts.of_company(company).records
        named = [each.name for each in people] + [each.role for each in people]
        steps = self._found.roadmap.steps if self._found else ()
        named += [owner_of(each) for each in steps]
        return tuple(dict.fromkeys(each for each in named if each))

    # -- intents -----------------------------------------------------------------------------

    def filter(self, group: str, owner: str, status: str) -> None:
        self._filters = Filters(group, owner, status)
        self._show()

    def choose(self, key: str) -> None:
        if key != self._current:
            self._current = key
            self._show()

    def choose_row(self, identifier: UUID) -> None:
        """The step behind a row of the list."""
        step = self._step_of(identifier)
        if step is not None:
            self.choose(step.key)

    def move(self, key: str, wanted: Span) -> None:
        """Gives a step other days; what waits for it follows in the same step of undo."""
        found = self._found
        if found is None:
            return
        service, company = self._services.roadmap, found.company.id
        changes = service.move(company, found.roadmap, key, wanted, found.as_of)
        self._tell(changes)

    def tick(self, key: str) -> None:
        """Done, or open again."""
        step = self._step(key)
        if step is None:
            return
        done = step.status is StepStatus.DONE
        self._save(step, {"status": StepStatus.OPEN if done else StepStatus.DONE})

    def agree(self) -> None:
        """Records the proposed days, so that the next visit sees what was promised."""
        found = self._found
        if found is not None:
            service = self._services.roadmap
            self._tell(service.agree(found.company.id, found.roadmap, found.as_of))
            self._view.show_note(phrase("Alle Termine sind festgehalten – Strg+Z löst sie wieder."))

    def follow(self, key: str) -> None:
        """Leads to where a step comes from."""
        step = self._step(key)
        if step is None or not step.origin.page:
            return
        if step.origin.use_cases:
            self._desk.choose_use_case(step.origin.use_cases[0])
        page, target = address_of(step)
        self._desk.go(page, target)

    def forget(self, key: str) -> None:
        """Deletes an own step; a proposed one goes back to what is proposed."""
        found, step = self._found, self._step(key)
        if found is None or step is None:
            return
        self._tell(self._services.roadmap.forget(found.company.id, step, found.as_of))
        own = step.kind is StepKind.OWN
        self._view.show_note(
            phrase("Schritt gelöscht – Strg+Z holt ihn zurück.")
            if own
            else phrase("Zurück zum Vorschlag – Strg+Z holt das Vereinbarte zurück.")
        )

    def key_of(self, identifier: UUID) -> str:
        """The key of the step behind a row; "" for the empty one."""
        step = self._step_of(identifier)
        return step.key if step else ""

    # -- calendar ----------------------------------------------------------------------------

    def calendar_name(self) -> str:
        """The file name that is proposed."""
        return self._services.roadmap_calendar.file_name(self._desk.company())

    def write_calendar(self, target: Path) -> int:
        """Writes the plan as iCalendar; how many entries it has. Refused if it cannot."""
        company = self._desk.company()
        return self._services.roadmap_calendar.write(company, target) if company else 0

    # -- dependencies ------------------------------------------------------------------------

    def others(self, key: str) -> tuple[tuple[Step, bool], ...]:
        """The steps that a step could wait for, and whether it does."""
        step = self._step(key)
        if self._found is None or step is None:
            return ()
        return tuple(
            (each, each.key in step.after)
            for each in self._found.roadmap.steps
            if each.key != key and not each.is_gone
        )

    def turn_links(self, key: str, picked: Sequence[str]) -> None:
        """Picked steps: what was waited for no longer is, what was not now is."""
        step, found = self._step(key), self._found
        if step is None or found is None:
            return
        service, company = self._services.roadmap, found.company.id
        try:
            for before in picked:
                link = Link(before, key)
                if before in step.after:
                    changes = service.unlink(company, link, found.as_of)
                else:
                    changes = service.link(company, found.roadmap, link, found.as_of)
                self._tell(changes)
        except Refused as refusal:
            self._view.show_note(refusal.message)

    # -- list and dialog ---------------------------------------------------------------------

    def commit(self, identifier: UUID, name: str, text: str, as_of: int) -> None:
        """Saves a cell of the list; a wrong text is kept as typed."""
        found = self._found
        if found is None or name not in _TYPED:
            return
        if identifier == self._rows.new_key(found.company.id):
            self.create({name: text})
            return
        step = self._step_of(identifier)
        parsed = self._rows.take(identifier, name, text)
        if step is None or parsed.problem is not None:
            self._show()
            return
        self._set(step, name, parsed.value, as_of)

    def _set(self, step: Step, name: str, value: Any, as_of: int) -> None:
        if name == "title" and step.kind not in {StepKind.OWN, StepKind.TASK}:
            self._view.show_note(
                phrase("Der Wortlaut kommt aus der Quelle und wird dort geändert.")
            )
            self._show()
            return
        if name in {"start", "end"} and value is not None and step.span is not None:
            if name == "end" and step.is_fixed and step.kind is not StepKind.OWN:
                self._view.show_note(phrase("Eine feste Frist lässt sich nicht verschieben."))
                self._show()
                return
            self.move(step.key, typed_span(step.span, name, value))
            return
        self._save(step, {name: value}, as_of)

    def create(self, texts: Mapping[str, str]) -> None:
        """A step of one's own from the empty row of the list."""
        found = self._found
        if found is None:
            return
        blank = self._rows.new_key(found.company.id)
        values = {name: self._rows.take(blank, name, text) for name, text in texts.items()}
        given = {n: p.value for n, p in values.items() if p.problem is None and p.value is not None}
        if not given:
            self._show()
            return
        self._add(given)

    def _add(self, values: dict[str, Any]) -> None:
        found = self._found
        if found is None:
            return
        title = values.pop("title", None) or render(phrase("Neuer Schritt"))
        self._current, changes = self._services.roadmap.add(found.company.id, title, **values)
        self._filters = Filters()
        self._tell(changes)
        self._view.reveal()

    def restore(self, identifier: UUID, name: str) -> None:
        self._rows.restore(identifier, name)
        self._show()

    def delete_rows(self, identifiers: Sequence[UUID]) -> None:
        for identifier in identifiers:
            step = self._step_of(identifier)
            if step is not None:
                self.forget(step.key)

    def draft(self, key: str) -> StepDraft | None:
        """The whole form of a step; without a key that of a new one."""
        found = self._found
        if found is None:
            return None
        if not key:
            return blank_draft(self._entry, found)
        step = self._step(key)
        return None if step is None else draft_of(self._entry, found, step)

    def check(self, name: str, text: str) -> Value | None:
        return self._entry.read(name, text).problem

    def save(self, draft: StepDraft, texts: Mapping[str, str]) -> dict[str, Value]:
        """Saves what was changed; sentences about wrong texts, none if all was saved."""
        read = self._entry.read_all(texts)
        problems = dict(read.problems)
        values = dict(read.values)
        if not problems and draft.step is None and not values.get("title"):
            problems = {"title": phrase("Ein Schritt braucht einen Namen.")}
        if problems or not values:
            return problems
        if draft.step is None:
            self._add(values)
        else:
            problems = backwards(draft.step, values)
            if not problems:
                self._save(draft.step, values, draft.as_of)
        return problems

    # -- saving ------------------------------------------------------------------------------

    def _save(self, step: Step, values: dict[str, Any], as_of: int | None = None) -> None:
        found = self._found
        if found is None:
            return
        moment = found.as_of if as_of is None else as_of
        try:
            changes = self._services.roadmap.save(found.company.id, step, moment, **values)
        except Refused as refusal:
            self._view.show_note(refusal.message)
            return
        self._tell(changes)

    def _tell(self, changes: Changes) -> None:
        if changes:
            self._desk.publish(changes)
        else:
            self._show()

    def _step(self, key: str) -> Step | None:
        return None if self._found is None else self._found.roadmap.step(key)

    def _step_of(self, identifier: UUID) -> Step | None:
        if self._found is None:
            return None
        company = self._found.company.id
        steps = self._found.roadmap.steps
        return next((e for e in steps if row_key(company, e.key) == identifier), None)
