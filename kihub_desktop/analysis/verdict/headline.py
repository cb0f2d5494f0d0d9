"""The sentence at the top of the verdict, filled in and free to be edited (method.md 8.7)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kihub_desktop.analysis.verdict.conditions import FORBIDDEN, Condition, ConditionKind
from kihub_desktop.analysis.verdict.scale import Outcome
from kihub_desktop.analysis.verdict.views import ImprovementView, PillarView, QuestionView
from kihub_desktop.analysis.verdict.wording import OUTCOME_NAMES, listed
from kihub_desktop.domain.phrases import Joined, Phrase, Value, phrase, plural_phrase


@dataclass(frozen=True)
class HeadlineParts:
    """What the sentence needs."""

    name: Value
    low: Outcome
    high: Outcome
    pillars: Sequence[PillarView]
    conditions: Sequence[Condition]
    improvements: Sequence[ImprovementView]
    questions: Sequence[QuestionView]
    pilot_weeks: int | None


def headline_of(parts: HeadlineParts) -> Phrase:
    """The sentence for the outcome, or for the range if open answers decide."""
    if parts.low != parts.high:
        return phrase(
            "Noch nicht geprüft: zwischen ‚{low}‘ und ‚{high}‘. Es entscheidet vor allem: "
            "{questions}.",
            low=OUTCOME_NAMES[parts.low],
            high=OUTCOME_NAMES[parts.high],
            questions=Joined(tuple(question.text for question in parts.questions)),
        )
    return _SENTENCES[parts.low](parts)


def _feasible(parts: HeadlineParts) -> Phrase:
    if parts.pilot_weeks is None:
        return phrase(
            "{name} ist machbar. Alle fünf Säulen tragen; keine Auflage ist offen. "
            "Nächster Schritt: Pilot.",
            name=parts.name,
        )
    return phrase(
        "{name} ist machbar. Alle fünf Säulen tragen; keine Auflage ist offen. "
        "Nächster Schritt: Pilot über {weeks} Wochen.",
        name=parts.name,
        weeks=parts.pilot_weeks,
    )


def _conditional(parts: HeadlineParts) -> Phrase:
    weakest = min(parts.pillars, key=lambda view: view.low)
    return plural_phrase(
        "{name} ist machbar, wenn vor dem Pilotprojekt {n} Auflage erfüllt ist. "
        "Schwächste Säule: {pillar} ({ring}). Kein K.-o.-Kriterium ist verletzt.",
        "{name} ist machbar, wenn vor dem Pilotprojekt {n} Auflagen erfüllt sind. "
        "Schwächste Säule: {pillar} ({ring}). Kein K.-o.-Kriterium ist verletzt.",
        n=sum(entry.is_open_condition for entry in parts.conditions),
        name=parts.name,
        pillar=weakest.name,
        ring=int(weakest.low),
    )


def _project(parts: HeadlineParts) -> Phrase:
    triggers = [entry for entry in parts.conditions if entry.kind == ConditionKind.TRIGGER]
    if not triggers:
        return phrase(
            "Erst die Daten: die Säule Daten trägt noch nicht. Danach wird neu entschieden."
        )
    reasons: tuple[Value, ...] = tuple(entry.why for entry in triggers)
    weeks = max(entry.weeks for entry in triggers)
    goal = parts.improvements[0].texts if parts.improvements else [triggers[0].text]
    return phrase(
        "Erst die Daten: {reasons}. Wir empfehlen ein Datenprojekt von {weeks} Wochen mit dem "
        "Ziel: {goal}. Danach wird neu entschieden.",
        reasons=Joined(reasons, "; "),
        weeks=weeks,
        goal=listed(goal),
    )


def _infeasible(parts: HeadlineParts) -> Phrase:
    knockouts = [entry for entry in parts.conditions if entry.kind == ConditionKind.KNOCKOUT]
    reasons = Joined(tuple(entry.text for entry in knockouts), "; ")
    if any(entry.code == FORBIDDEN for entry in knockouts):
        return phrase(
            "In dieser Form derzeit nicht machbar: {reasons}. Der Zweck ist umzugestalten.",
            reasons=reasons,
        )
    if not parts.improvements:
        return phrase("In dieser Form derzeit nicht machbar: {reasons}.", reasons=reasons)
    return phrase(
        "In dieser Form derzeit nicht machbar: {reasons}. {way}",
        reasons=reasons,
        way=parts.improvements[0].sentence,
    )


_SENTENCES = {
    Outcome.FEASIBLE: _feasible,
    Outcome.CONDITIONAL: _conditional,
    Outcome.DATA_PROJECT: _project,
    Outcome.INFEASIBLE: _infeasible,
}
