"""Decides which findings are asked of a use case, and saves each when its field is left."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Protocol
from uuid import UUID

from kihub_desktop.catalogues.findings import current_findings
from kihub_desktop.catalogues.method import current_method
from kihub_desktop.composition import Services
from kihub_desktop.domain.changes import Changes
from kihub_desktop.domain.choices import Evidence, SourceRole
from kihub_desktop.domain.findings import FindingQuestion
from kihub_desktop.domain.identity import slot_id
from kihub_desktop.domain.phrases import phrase
from kihub_desktop.domain.records import Answer, SourceLink, Vote
from kihub_desktop.services.records import RecordService
from kihub_desktop.services.use_cases import UseCaseState
from kihub_desktop.ui.pages.findings.reading import (
    Material,
    archetype_of,
    finding_id,
    group_states,
    sources_state,
    votes_state,
)
from kihub_desktop.ui.pages.findings.spellings import NOTE, read_value
from kihub_desktop.ui.pages.findings.state import FindingsState
from kihub_desktop.ui.record_entry import Kept, KeptTexts, RecordEntry
from kihub_desktop.ui.use_case_choice import NO_COMPANY, UseCaseChoice, choices_of, chosen_of

KINDS = frozenset(
    {"use_case", "finding", "source_link", "data_source", "vote", "answer", "assessment"}
)


class FindingsView(Protocol):
    def show_state(self, state: FindingsState) -> None: ...

    def commit_pending(self) -> None: ...

    def reveal(self, kind: str, key: str) -> None: ...


@dataclass(frozen=True)
class FindingsDesk:
    """What the presenter asks of its surroundings."""

    company: Callable[[], UUID | None]
    use_case: Callable[[], UUID | None]
    choose_use_case: Callable[[UUID | None], None]
    take_target: Callable[[], str]
    publish: Callable[[Changes], None]
    kept: KeptTexts = field(default_factory=KeptTexts)


@dataclass(frozen=True)
class FieldEdit:
    """What was typed into a field, and the `as_of` of the value that it showed before."""

    name: str
    text: str
    as_of: int


class FindingsPresenter:
    def __init__(self, view: FindingsView, services: Services, desk: FindingsDesk) -> None:
        self._view = view
        self._services = services
        self._desk = desk
        self._catalogue = current_findings()
        self._least_votes = current_method().organisation.least_votes
        self._links = RecordEntry(SourceLink, services.today, desk.kept)
        self._votes: RecordService[Vote] = RecordService(services.workspace, Vote)
        self._company: UUID | None = None
        self._state: UseCaseState | None = None

    # -- showing -----------------------------------------------------------------------------

    def load(self) -> None:
        """Reads the chosen use case and shows it; then leads to what was asked for."""
        target = self._desk.take_target()
        kind, _sign, rest = target.partition(":")
        use_case, _sign, key = rest.partition(":")
        if use_case:
            self._desk.choose_use_case(UUID(use_case))
        self._read()
        self._show()
        if kind and self._state is not None:
            self._view.reveal(kind, key)

    def choose(self, use_case: UUID) -> None:
        """Another use case; what was typed still belongs to the one on screen."""
        self._view.commit_pending()
        self._desk.choose_use_case(use_case)

    def _read(self) -> None:
        company = self._desk.company()
        chosen = chosen_of(self._choices(company), self._desk.use_case())
        if self._state is not None and chosen != self._state.use_case.id:
            self._view.commit_pending()
        self._company = company
        self._state = None
        if company is not None and chosen is not None:
            self._state = self._services.use_cases.state(company, chosen)

    def _choices(self, company: UUID | None) -> tuple[UseCaseChoice, ...]:
        return () if company is None else choices_of(self._services.use_cases, company)

    def _show(self) -> None:
        company, state = self._company, self._state
        if company is None:
            self._view.show_state(FindingsState(missing=NO_COMPANY, missing_page="companies"))
            return
        choices = self._choices(company)
        if state is None:
            missing = FindingsState(choices, missing=NO_USE_CASE, missing_page="use_cases")
            self._view.show_state(missing)
            return
        contested = self._services.companies.contested(company)
        material = Material(
            state, self._catalogue, self._answers(company), contested, self._desk.kept
        )
        self._view.show_state(
            FindingsState(
                choices=choices,
                chosen=state.use_case.id,
                as_of=state.as_of,
                groups=group_states(material),
                sources=sources_state(material, self._links),
                votes=votes_state(state.votes, self._least_votes),
            )
        )

    def _answers(self, company: UUID) -> dict[str, Answer]:
        """The interview of the latest stage, as the verdict reads it."""
        begun = self._services.interviews.stages(company)
        if not begun:
            return {}
        return dict(self._services.interviews.state(company, begun[-1]).answers)

    # -- findings ----------------------------------------------------------------------------

    def commit(self, key: str, edit: FieldEdit) -> None:
        """Saves value or note; a wrong value is kept as typed with its problem."""
        question = self._question(key)
        if question is None or self._state is None:
            return
        if edit.name == NOTE:
            self._save(key, edit.as_of, note=edit.text.strip() or None)
            return
        record = finding_id(self._state.use_case.id, key)
        parsed = read_value(question, edit.text, self._services.today())
        if parsed.problem is not None:
            self._desk.kept.keep(record, edit.name, Kept(edit.text, parsed.problem))
            self._show()
            return
        self._desk.kept.drop(record, edit.name)
        self._save(key, edit.as_of, value=parsed.value)

    def restore(self, key: str, name: str) -> None:
        """Forgets a wrong text."""
        if self._state is not None:
            self._desk.kept.drop(finding_id(self._state.use_case.id, key), name)
            self._show()

    def grade(self, key: str, evidence: int) -> None:
        if self._state is not None:
            self._save(key, self._state.as_of, evidence=Evidence(str(evidence)))

    def _save(self, key: str, as_of: int, **values: Any) -> None:
        if self._company is None or self._state is None:
            return
        use_cases, use_case = self._services.use_cases, self._state.use_case.id
        self._tell(use_cases.set_finding(self._company, use_case, key, as_of, **values))

    def _question(self, key: str) -> FindingQuestion | None:
        if self._state is None:
            return None
        try:
            return self._catalogue.question(archetype_of(self._state), key)
        except KeyError:
            return None

    # -- data sources --------------------------------------------------------------------------

    def link(self, source: UUID) -> None:
        """Links a data source as necessary; its role can be changed in its row."""
        if self._state is not None:
            self._save_link(source, self._state.as_of, role=SourceRole.NECESSARY)
            self._view.reveal("source", str(source))

    def unlink(self, source: UUID) -> None:
        """Takes a link away; undo brings it back with its grades."""
        if self._company is None or self._state is None:
            return
        state = self._state
        self._tell(
            self._services.use_cases.unlink_source(
                self._company, state.use_case.id, source, state.as_of
            )
        )

    def commit_source(self, source: UUID, edit: FieldEdit) -> None:
        """Saves role, readiness or a grade of a linked source."""
        record = self._link_id(source)
        if record is None:
            return
        parsed = self._links.take(record, edit.name, edit.text)
        if parsed.problem is not None:
            self._show()
            return
        self._save_link(source, edit.as_of, **{edit.name: parsed.value})

    def grade_source(self, source: UUID, evidence: int) -> None:
        if self._state is not None:
            self._save_link(source, self._state.as_of, evidence=Evidence(str(evidence)))

    def _save_link(self, source: UUID, as_of: int, **values: Any) -> None:
        if self._company is None or self._state is None:
            return
        use_cases, use_case = self._services.use_cases, self._state.use_case.id
        self._tell(use_cases.link_source(self._company, use_case, source, as_of, **values))

    def _link_id(self, source: UUID) -> UUID | None:
        links = self._state.links if self._state else ()
        return next((each.id for each in links if each.source == source), None)

    # -- votes -----------------------------------------------------------------------------------

    def vote(self, participant: str, value: int) -> None:
        """Records a vote 0–5; the same name votes again instead of twice."""
        name = " ".join(participant.split())
        if self._company is None or self._state is None or not name:
            return
        use_case = self._state.use_case.id
        self._tell(
            self._votes.save(
                self._company,
                slot_id("vote", use_case, name),
                self._state.as_of,
                use_case=use_case,
                participant=name,
                value=value,
            )
        )

    def delete_vote(self, vote: UUID) -> None:
        if self._company is not None and self._state is not None:
            self._tell(self._votes.delete(self._company, vote, self._state.as_of))

    def _tell(self, changes: Changes) -> None:
        """Publishing makes a visible page read again; a save without effect does it here."""
        if changes:
            self._desk.publish(changes)
        else:
            self._show()


NO_USE_CASE = phrase("Die Angaben gehören zu einem Anwendungsfall; noch ist keiner angelegt.")
