"""The use cases of a company side by side, best verdict first (method.md 8.6)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from kihub_desktop.domain.phrases import Value, phrase
from kihub_desktop.ui.pages.feasibility.state import CompareLine, PillarCard
from kihub_desktop.ui.use_case_choice import UseCaseChoice

if TYPE_CHECKING:  # numpy loads with the first verdict, not with the window
    from kihub_desktop.analysis.verdict.comparison import Ranked
    from kihub_desktop.analysis.verdict.views import PillarView
    from kihub_desktop.domain.method import Thresholds
    from kihub_desktop.services.feasibility import Judged


def compared(
    choices: Sequence[UseCaseChoice],
    found: Mapping[UUID, Judged | None],
    thresholds: Thresholds,
) -> tuple[CompareLine, ...]:
    """A line for every use case; those still being worked out stand last and without a place."""
    from kihub_desktop.analysis.verdict.comparison import compare

    verdicts = [each.verdict for each in found.values() if each is not None]
    ranked = compare(verdicts, thresholds)
    due = [choice for choice in choices if found.get(choice.id) is None]
    return (
        *(_line(place, each) for place, each in enumerate(ranked, start=1)),
        *(CompareLine(choice.id, choice.title, is_due=True) for choice in due),
    )


def _line(place: int, ranked: Ranked) -> CompareLine:
    from kihub_desktop.analysis.verdict.wording import GRADE_NAMES

    verdict = ranked.verdict
    grade = verdict.certainty.grade
    return CompareLine(
        use_case=UUID(verdict.use_case_id),
        title=verdict.name,
        place=place,
        is_tied=ranked.is_tied,
        outcome=None if verdict.outcome is None else int(verdict.outcome),
        low=int(verdict.low),
        high=int(verdict.high),
        pillars=tuple(pillar_card(view) for view in verdict.pillars),
        conditions=len(verdict.open_conditions),
        certainty=None if grade is None else GRADE_NAMES[grade],
    )


def pillar_card(view: PillarView) -> PillarCard:
    """A pillar as its card shows it."""
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
    return phrase("stärkster Beitrag: {part}", part=best.label)
