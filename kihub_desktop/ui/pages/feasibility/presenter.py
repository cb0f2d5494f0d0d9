"""Decides what the verdict page shows, and where a click on a figure leads."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol
from uuid import UUID

from kihub_desktop.composition import Services
from kihub_desktop.domain.changes import Changes
from kihub_desktop.domain.phrases import Phrase, Value, phrase, plural_phrase
from kihub_desktop.services.use_cases import VERDICT_KINDS
from kihub_desktop.ui.pages.feasibility.agreements import (
    AgreementDraft,
    Agreements,
    condition_line,
    fulfilled,
)
from kihub_desktop.ui.pages.feasibility.compared import compared, pillar_card
from kihub_desktop.ui.pages.feasibility.state import (
    EVIDENCE,
    FeasibilityState,
    QuestionLine,
    StepLine,
    VerdictState,
)
from kihub_desktop.ui.record_entry import KeptTexts
from kihub_desktop.ui.use_case_choice import NO_COMPANY, UseCaseChoice, choices_of, chosen_of

if TYPE_CHECKING:  # numpy loads with the first verdict, not with the window
    from kihub_desktop.analysis.explanation import Node
    from kihub_desktop.analysis.verdict.views import PillarView, Verdict
    from kihub_desktop.domain.method import Method
    from kihub_desktop.services.feasibility import Judged

KINDS = VERDICT_KINDS
NO_USE_CASE = phrase("Das Urteil gehört zu einem Anwendungsfall; noch ist keiner angelegt.")
_STEPS = 7


class FeasibilityView(Protocol):
    def show_state(self, state: FeasibilityState) -> None: ...


@dataclass(frozen=True)
class FeasibilityDesk:
    """What the presenter asks of its surroundings.

    `work_out` has the verdicts of a company worked out beside the window and loads again.
    """

    company: Callable[[], UUID | None]
    use_case: Callable[[], UUID | None]
    choose_use_case: Callable[[UUID | None], None]
    go: Callable[[str, str], None]
    publish: Callable[[Changes], None]
    work_out: Callable[[UUID], None]
    kept: KeptTexts = field(default_factory=KeptTexts)


class FeasibilityPresenter:
    def __init__(self, view: FeasibilityView, services: Services, desk: FeasibilityDesk) -> None:
        self._view = view
        self._services = services
        self._desk = desk
        self._agreements = Agreements(services.use_cases, desk.publish, services.today, desk.kept)
        self._explained = ""
        self._choices: tuple[UseCaseChoice, ...] = ()
        self._chosen: UUID | None = None
        self._found: Mapping[UUID, Judged | None] = {}

    # -- showing -----------------------------------------------------------------------------

    def load(self) -> None:
        """Works the verdicts out anew; what has to be simulated first is said to be due."""
        company = self._desk.company()
        if company is None:
            self._choices, self._chosen, self._found = (), None, {}
            self._view.show_state(FeasibilityState((), None, None, NO_COMPANY))
            return
        self._choices = choices_of(self._services.use_cases, company)
        self._chosen = chosen_of(self._choices, self._desk.use_case())
        if self._chosen is None:
            self._found = {}
            self._view.show_state(FeasibilityState(self._choices, None, None, NO_USE_CASE))
            return
        self._found = self._services.feasibility.at_hand(company)
        self._show()
        if None in self._found.values():
            self._desk.work_out(company)

    def _show(self) -> None:
        if self._chosen is None:
            return
        judged = self._found.get(self._chosen)
        self._view.show_state(
            FeasibilityState(
                self._choices,
                self._chosen,
                None if judged is None else self._verdict(judged),
                is_due=judged is None,
                compared=compared(self._choices, self._found, self._method.thresholds),
            )
        )

    @property
    def _method(self) -> Method:
        return self._services.feasibility.method

    # -- intents -----------------------------------------------------------------------------

    def choose(self, use_case: UUID) -> None:
        self._explained = ""
        self._desk.choose_use_case(use_case)

    def explain(self, what: str) -> None:
        """Shows where a pillar's figure comes from, or what the answers are evidenced by."""
        self._explained = what
        self._show()

    def follow(self, address: str) -> None:
        """Leads to the record behind a figure (`answer:D5.2`, `finding:…`, `money:…`)."""
        kind, _sign, rest = address.partition(":")
        if kind == "answer":
            self._desk.go("readiness", rest)
        elif kind == "money":
            self._desk.go("economics", rest.partition(":")[2])
        elif kind == "check":
            self._desk.go("data_check", rest.rpartition(":")[2])
        elif kind == "law":
            self._desk.go("legal", address.partition(", ")[0])
        elif kind in {"finding", "source", "votes"}:
            self._desk.go("findings", address)
        elif kind == "pillar":
            self.explain(rest)

    def draft(self, code: str) -> AgreementDraft | None:
        """The dialog of a condition; None if it no longer stands."""
        judged = self._judged()
        if judged is None:
            return None
        contested = self._services.companies.contested(judged.use_case.company)
        return self._agreements.draft(judged, code, contested)

    def check(self, name: str, text: str) -> Value | None:
        return self._agreements.check(name, text)

    def save(self, draft: AgreementDraft, texts: Mapping[str, str]) -> dict[str, Value]:
        """Saves what was agreed; sentences about wrong texts, none if all was saved."""
        company = self._desk.company()
        return {} if company is None else self._agreements.save(company, draft, texts)

    def _judged(self) -> Judged | None:
        return None if self._chosen is None else self._found.get(self._chosen)

    # -- state -------------------------------------------------------------------------------

    def _verdict(self, judged: Judged) -> VerdictState:
        verdict = judged.verdict
        knockouts = sum(not each.is_open_condition for each in verdict.conditions)
        explained, title, tree = self._explanation(verdict)
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
            pillars=tuple(pillar_card(view) for view in verdict.pillars),
            conditions=tuple(
                condition_line(each, judged.agreed.get(each.family)) for each in verdict.conditions
            ),
            fulfilled=fulfilled(verdict, judged.agreed, self._method),
            steps=_steps(verdict),
            questions=_questions(verdict),
            improvements=tuple(each.sentence for each in verdict.improvements),
            explained=explained,
            explained_title=title,
            tree=tree,
            edition=verdict.edition,
        )

    def _explanation(self, verdict: Verdict) -> tuple[str, Phrase, Node]:
        from kihub_desktop.services.feasibility_inputs import addressed

        if self._explained == EVIDENCE:
            title = phrase("Wie gut sind die Angaben belegt?")
            return EVIDENCE, title, addressed(verdict.evidence, verdict.use_case_id)
        weakest = min(verdict.pillars, key=lambda view: (view.is_open, view.low))
        wanted = self._explained or weakest.pillar.value
        view = next(each for each in verdict.pillars if each.pillar.value == wanted)
        return wanted, _title(view), addressed(view.tree, verdict.use_case_id)


def _title(view: PillarView) -> Phrase:
    if view.is_open:
        return phrase("Was ist bei {pillar} noch offen?", pillar=view.name)
    return phrase(
        "Woher kommt die {score} bei {pillar}?", score=math.floor(view.low), pillar=view.name
    )


def _steps(verdict: Verdict) -> tuple[StepLine, ...]:
    return tuple(
        StepLine(number, each.text, each.step if each.step != each.text else "", each.due)
        for number, each in enumerate(verdict.steps[:_STEPS], start=1)
    )


def _questions(verdict: Verdict) -> tuple[QuestionLine, ...]:
    from kihub_desktop.services.feasibility_inputs import address_of

    return tuple(
        QuestionLine(each.text, address)
        for each in verdict.questions
        if (address := address_of(verdict.use_case_id, each.key))
    )
