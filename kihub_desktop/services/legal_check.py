"""The legal check of a use case: answers, what the capture says, and what follows from both."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from uuid import UUID

from kihub_desktop.analysis.law.check import check_law
from kihub_desktop.analysis.law.engine import LawEngine
from kihub_desktop.analysis.law.questions import next_questions
from kihub_desktop.domain.changes import Changes
from kihub_desktop.domain.identity import slot_id
from kihub_desktop.domain.law import (
    UNSURE,
    Answer,
    Fact,
    FactKind,
    Facts,
    FactScope,
    FactValue,
    LawCatalogue,
)
from kihub_desktop.domain.law_result import LegalResult
from kihub_desktop.domain.legal_records import LegalFact
from kihub_desktop.domain.phrases import phrase
from kihub_desktop.domain.records import UseCase
from kihub_desktop.domain.refusals import Reason, Refused
from kihub_desktop.services.legal_capture import (
    CAPTURE_KINDS,
    Capture,
    CompanyCapture,
    TakenOver,
    taken_over,
)
from kihub_desktop.store.unit_of_work import writing_to
from kihub_desktop.store.view import View, view_of
from kihub_desktop.store.workspace import Workspace

KINDS = CAPTURE_KINDS | {"legal_fact"}
"""The kinds of records that a legal check is made of."""
SEVERAL = ","
_KEPT_RESULTS = 256


@dataclass(frozen=True)
class FactState:
    """One fact: the record with its own answer, what the capture says, and what counts.

    An own answer goes before the capture, also „unbekannt“. What a template supposes counts for
    nothing until somebody has answered: it is shown beside the question.
    """

    fact: Fact
    record: LegalFact | None
    own: FactValue | None
    taken: TakenOver | None

    @property
    def value(self) -> FactValue | None:
        return self.own if self.own is not None else self._recorded

    @property
    def _recorded(self) -> FactValue | None:
        return None if self.taken is None or self.taken.is_supposed else self.taken.value

    @property
    def is_taken(self) -> bool:
        """Whether the answer comes from the capture."""
        return self.own is None and self._recorded is not None

    @property
    def is_supposed(self) -> bool:
        """Whether nobody has answered, but a template supposes something."""
        return self.own is None and self.taken is not None and self.taken.is_supposed

    @property
    def conflicts(self) -> bool:
        """Whether the own answer and what was recorded say different things."""
        return None not in (self.own, self._recorded) and self.own != self._recorded

    @property
    def is_answered(self) -> bool:
        """Whether there is an answer that says something."""
        return self.value is not None and not is_unsure(self.value)


@dataclass(frozen=True)
class LegalCheck:
    """The check of one use case as it was read at `as_of`; `states` by id of the fact.

    `asked` are the facts to ask now, in order. `foreign` counts own answers that this edition
    does not ask for or understand: kept, not counted.
    """

    as_of: int
    use_case: UseCase
    states: Mapping[str, FactState]
    result: LegalResult
    asked: tuple[str, ...]
    foreign: int

    @property
    def is_begun(self) -> bool:
        """Whether anything at all is known: answered here, or taken over."""
        return any(each.value is not None for each in self.states.values())

    @property
    def is_own(self) -> bool:
        """Whether somebody has answered a question about this use case."""
        return any(
            each.own is not None and each.record is not None and each.record.use_case is not None
            for each in self.states.values()
        )


def legal_fact_id(company: UUID, use_case: UUID, fact: Fact) -> UUID:
    """The slot of an answer: of the company for what holds for all its use cases."""
    whose = company if fact.scope is FactScope.FIRM else use_case
    return slot_id("legal_fact", whose, fact.id)


def is_unsure(value: FactValue) -> bool:
    """Whether „unbekannt“ was answered, alone or beside others."""
    return value == Answer.UNKNOWN or (isinstance(value, frozenset) and UNSURE in value)


class LegalService:
    """Writes each answer under the edition that it was given to; the check is worked out anew."""

    def __init__(
        self, workspace: Workspace, catalogue: LawCatalogue, today: Callable[[], date]
    ) -> None:
        self._workspace = workspace
        self.catalogue = catalogue
        self.today = today
        self._engine = LawEngine(catalogue)
        self._known: dict[object, tuple[LegalResult, tuple[str, ...]]] = {}

    def state(self, company: UUID, use_case: UUID) -> LegalCheck | None:
        """The check of one use case; None if it does not exist."""
        with view_of(self._workspace) as view:
            return self.of_view(view, company).get(use_case)

    def of_company(self, company: UUID) -> dict[UUID, LegalCheck]:
        """The checks of all use cases of a company, in their recorded order."""
        with view_of(self._workspace) as view:
            return self.of_view(view, company)

    def of_view(self, view: View, company: UUID) -> dict[UUID, LegalCheck]:
        """The same inside a view; each kind of record is read once."""
        records = {each.id: each for each in view.of_company(LegalFact, company)}
        captured = CompanyCapture.read(view, company)
        if captured is None:
            return {}
        return {
            each.id: self._check(view.as_of, each, captured.of(each), records)
            for each in captured.use_cases
        }

    def answer(
        self, company: UUID, use_case: UUID, fact: str, value: str | None, as_of: int
    ) -> Changes:
        """Saves an answer (`value` as in LegalFact, several with commas); None takes it back.

        KeyError for a fact that the edition lacks; Refused BAD_INPUT for no value of it.
        """
        asked = self.catalogue.fact_by_id[fact]
        if value is not None and read_value(asked, value) is None:
            raise Refused(Reason.BAD_INPUT, phrase("Das ist keine Antwort auf diese Frage."))
        return self._save(company, use_case, asked, as_of, value=value)

    def note(
        self, company: UUID, use_case: UUID, fact: str, note: str | None, as_of: int
    ) -> Changes:
        """Saves what was said or seen about a fact."""
        return self._save(company, use_case, self.catalogue.fact_by_id[fact], as_of, note=note)

    def _save(
        self, company: UUID, use_case: UUID, fact: Fact, as_of: int, **values: str | None
    ) -> Changes:
        whose = {} if fact.scope is FactScope.FIRM else {"use_case": use_case}
        with writing_to(self._workspace, as_of) as work:
            work.set(
                LegalFact,
                company,
                legal_fact_id(company, use_case, fact),
                fact=fact.id,
                edition=self.catalogue.edition,
                **whose,
                **values,
            )
        return work.changes

    def _check(
        self, as_of: int, use_case: UseCase, capture: Capture, records: Mapping[UUID, LegalFact]
    ) -> LegalCheck:
        states = {
            fact.id: self._fact_state(fact, use_case, capture, records)
            for fact in self.catalogue.facts
        }
        result, asked = self._result(states)
        known = {each.record.id for each in states.values() if each.record and each.own is not None}
        mine = (each for each in records.values() if each.use_case in (None, use_case.id))
        foreign = sum(each.value is not None and each.id not in known for each in mine)
        return LegalCheck(as_of, use_case, states, result, asked, foreign)

    def _fact_state(
        self, fact: Fact, use_case: UseCase, capture: Capture, records: Mapping[UUID, LegalFact]
    ) -> FactState:
        record = records.get(legal_fact_id(use_case.company, use_case.id, fact))
        own = None
        if record is not None and record.value is not None:
            own = read_value(fact, record.value)
        return FactState(fact, record, own, taken_over(fact, capture))

    def _result(self, states: Mapping[str, FactState]) -> tuple[LegalResult, tuple[str, ...]]:
        """A check takes milliseconds, but every page that lists use cases asks for it."""
        facts = {key: each.value for key, each in states.items() if each.value is not None}
        # What the capture knows in part is still asked; only an own „unbekannt“ is passed over.
        partly = {key for key, each in states.items() if each.is_taken and not each.is_answered}
        today = self.today()
        key = (today, frozenset(facts.items()), frozenset(partly))
        found = self._known.get(key)
        if found is None:
            if len(self._known) >= _KEPT_RESULTS:
                self._known.clear()
            found = (
                check_law(facts, self._engine, today),
                next_questions(_without(facts, partly), self._engine, today),
            )
            self._known[key] = found
        return found


def _without(facts: Facts, left_out: Collection[str]) -> Facts:
    return {key: value for key, value in facts.items() if key not in left_out}


def read_value(fact: Fact, text: str) -> FactValue | None:
    """What a recorded value says in this edition; None if it says nothing."""
    if text == Answer.UNKNOWN:
        return Answer.UNKNOWN
    match fact.kind:
        case FactKind.YES_NO:
            return Answer(text) if text in (Answer.YES, Answer.NO) else None
        case FactKind.ONE_OF:
            return text if any(each.key == text for each in fact.options) else None
        case FactKind.SEVERAL:
            keys = frozenset(filter(None, text.split(SEVERAL)))
            return keys if keys & {UNSURE, *(each.key for each in fact.options)} else None
        case FactKind.NUMBER:
            return _number(text)


def _number(text: str) -> Decimal | None:
    try:
        value = Decimal(text)
    except InvalidOperation:
        return None
    return value if value.is_finite() else None
