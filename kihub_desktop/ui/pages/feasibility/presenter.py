"""Decides what the verdict page shows, and where a click on a figure leads."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Protocol
from uuid import UUID

from kihub_desktop.analysis.explanation import Node
from kihub_desktop.domain.phrases import Phrase, Value, phrase, plural_phrase
from kihub_desktop.services.use_cases import VERDICT_KINDS, UseCaseService
from kihub_desktop.ui.use_case_choice import NO_COMPANY, UseCaseChoice, choices_of, chosen_of

if TYPE_CHECKING:  # numpy loads with the first verdict, not with the window
    from kihub_desktop.analysis.verdict.conditions import Condition
    from kihub_desktop.analysis.verdict.views import PillarView, Verdict
    from kihub_desktop.services.feasibility import FeasibilityService

KINDS = VERDICT_KINDS


@dataclass(frozen=True)
class PillarCard:
    """A pillar: `low` and `high` differ while open answers decide; `status` as in the method."""

    key: str
    name: Phrase
    low: float
    high: float
    status: int | None
    note: Value


@dataclass(frozen=True)
class ConditionLine:
    code: str
    text: Phrase
    why: Phrase
    role: Phrase
    due: date
    address: str


@dataclass(frozen=True)
class StepLine:
    number: int
    text: Phrase
    detail: Value
    due: date | None


@dataclass(frozen=True)
class QuestionLine:
    """An open question that decides; `address` is where it is answered."""

    text: Phrase
    address: str


@dataclass(frozen=True)
class VerdictState:
    """One verdict as it is drawn; `outcome` is None while open answers decide."""

    title: str
    outcome: int | None
    low: int
    high: int
    headline: Phrase
    certainty: Phrase
    condition_count: Phrase
    knockout_count: Phrase
    has_knockouts: bool
    pillars: tuple[PillarCard, ...]
    conditions: tuple[ConditionLine, ...]
    steps: tuple[StepLine, ...]
    questions: tuple[QuestionLine, ...]
    improvements: tuple[Phrase, ...]
    explained: str
    tree: Node
    edition: str


@dataclass(frozen=True)
class FeasibilityState:
    """`verdict` is None without a company or a use case; `missing` says which."""

    choices: tuple[UseCaseChoice, ...]
    chosen: UUID | None
    verdict: VerdictState | None
    missing: Phrase | None = None


class FeasibilityView(Protocol):
    def show_state(self, state: FeasibilityState) -> None: ...


@dataclass(frozen=True)
class FeasibilityDesk:
    """What the presenter asks of its surroundings."""

    company: Callable[[], UUID | None]
    use_case: Callable[[], UUID | None]
    choose_use_case: Callable[[UUID | None], None]
    go: Callable[[str, str], None]


class FeasibilityPresenter:
    def __init__(
        self,
        view: FeasibilityView,
        use_cases: UseCaseService,
        feasibility: FeasibilityService,
        desk: FeasibilityDesk,
    ) -> None:
        self._view = view
        self._use_cases = use_cases
        self._feasibility = feasibility
        self._desk = desk
        self._explained = ""
        self._shown: Verdict | None = None

    def load(self) -> None:
        """Works the verdict out anew and shows it."""
        company = self._desk.company()
        if company is None:
            self._view.show_state(FeasibilityState((), None, None, NO_COMPANY))
            return
        choices = choices_of(self._use_cases, company)
        chosen = chosen_of(choices, self._desk.use_case())
        judged = None if chosen is None else self._feasibility.judged(company, chosen)
        if judged is None:
            self._view.show_state(FeasibilityState(choices, None, None, NO_USE_CASE))
            return
        self._shown = judged.verdict
        self._view.show_state(FeasibilityState(choices, chosen, self._verdict(judged.verdict)))

    def choose(self, use_case: UUID) -> None:
        self._explained = ""
        self._desk.choose_use_case(use_case)

    def explain(self, pillar: str) -> None:
        """Shows where a pillar's figure comes from."""
        self._explained = pillar
        self.load()

    def follow(self, address: str) -> None:
        """Leads to the record behind a figure (`answer:D5.2`, `finding:…`, `money:…`)."""
        kind, _sign, rest = address.partition(":")
        if kind == "answer":
            self._desk.go("readiness", rest)
        elif kind == "money":
            self._desk.go("economics", "")
        elif kind == "check":
            self._desk.go("data_check", rest.rpartition(":")[2])
        elif kind in {"finding", "source", "votes"}:
            self._desk.go("findings", address)

    def _verdict(self, verdict: Verdict) -> VerdictState:
        knockouts = sum(not each.is_open_condition for each in verdict.conditions)
        weakest = min(verdict.pillars, key=lambda view: (view.is_open, view.low))
        explained = self._explained or weakest.pillar.value
        tree = next(v.tree for v in verdict.pillars if v.pillar.value == explained)
        return VerdictState(
            title=verdict.name,
            outcome=None if verdict.outcome is None else int(verdict.outcome),
            low=int(verdict.low),
            high=int(verdict.high),
            headline=verdict.headline,
            certainty=verdict.certainty_sentence,
            condition_count=plural_phrase(
                "{n} Auflage", "{n} Auflagen", len(verdict.open_conditions)
            ),
            knockout_count=plural_phrase("{n} K.-o.", "{n} K.-o.", knockouts),
            has_knockouts=knockouts > 0,
            pillars=tuple(_card(view) for view in verdict.pillars),
            conditions=tuple(_condition(each) for each in verdict.conditions),
            steps=tuple(
                StepLine(number, each.text, each.step if each.step != each.text else "", each.due)
                for number, each in enumerate(verdict.steps[:7], start=1)
            ),
            questions=tuple(
                QuestionLine(each.text, address)
                for each in verdict.questions
                if (address := _address(verdict.use_case_id, each.key))
            ),
            improvements=tuple(each.sentence for each in verdict.improvements),
            explained=explained,
            tree=tree,
            edition=verdict.edition,
        )


def _condition(found: Condition) -> ConditionLine:
    address = found.answer_ids[0] if found.answer_ids else ""
    return ConditionLine(found.code, found.text, found.why, found.role_name, found.due, address)


def _card(view: PillarView) -> PillarCard:
    return PillarCard(
        key=view.pillar.value,
        name=view.name,
        low=view.low,
        high=view.high,
        status=None if view.status is None else int(view.status),
        note=_note(view),
    )


def _note(view: PillarView) -> Value:
    """One line below the ring: what decides the pillar most."""
    if view.is_open:
        return phrase("noch nicht geprüft")
    if view.conditions:
        return view.conditions[0].text
    best = max(
        (share for share in view.shares if share.level is not None),
        key=lambda share: share.exact,
        default=None,
    )
    if best is None:
        return phrase("trägt")
    return phrase("trägt; stärkster Beitrag: {part}", part=best.label)


_FINDING_OF_KEY = {
    "L": "label",
    "T2": "integration",
    "owner": "owner",
    "trl_market": "market_trl",
    "trl_own": "own_trl",
    "latency": "latency",
    "safety": "safety_function",
    "fallback": "fallback",
    "rights": "rights",
}


def _address(use_case: str, key: str) -> str:
    """Where the question behind a number of the verdict is answered."""
    if key == "money":
        return f"money:{use_case}"
    if key == "law":
        return ""  # no page asks for it; the headline names it
    if key == "sources" or key.startswith("S"):
        return f"source:{use_case}:"
    if key.startswith("N."):
        return f"finding:{use_case}:volume.{key[2:]}"
    if key in _FINDING_OF_KEY:
        return f"finding:{use_case}:{_FINDING_OF_KEY[key]}"
    return f"answer:{key}"


NO_USE_CASE = phrase("Das Urteil gehört zu einem Anwendungsfall; noch ist keiner angelegt.")
