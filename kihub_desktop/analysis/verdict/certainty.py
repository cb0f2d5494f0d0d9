"""How sure the verdict is: would it hold if every answer were off by its half-width (8.4)?"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

from kihub_desktop.analysis.verdict.case import Case
from kihub_desktop.analysis.verdict.completion import BEST_STEP, Bounds
from kihub_desktop.analysis.verdict.outcome import Engine
from kihub_desktop.analysis.verdict.plan import Plan
from kihub_desktop.analysis.verdict.probe import Probe
from kihub_desktop.analysis.verdict.scale import Outcome
from kihub_desktop.analysis.verdict.sheet import Sheet

SEEN = 2
_UNSHIFTED = frozenset({"latency", "safety", "fallback", "rights"})


class Grade(IntEnum):
    """The degree of certainty, in the order in which it gets better."""

    LOW = 0
    MEDIUM = 1
    HIGH = 2


@dataclass(frozen=True)
class Certainty:
    """`low` and `high` are the outcomes with all answers shifted down and up.

    `grade` is None while the outcome itself is open. `weak_keys` are the answers whose own shift
    changes the outcome („besser belegen“); `seen` of `given` answers are seen or documented.
    """

    grade: Grade | None
    low: Outcome
    high: Outcome
    limited_by_missing_test: bool
    weak_keys: tuple[str, ...]
    seen: int
    given: int


def shifted(key: str, value: float, evidence: int, sign: int, plan: Plan) -> float:
    """A number moved by its half-width, `sign` −1 or +1; what carries no half-width stays."""
    if key in _UNSHIFTED:
        return value
    rules = plan.method.evidence
    if key.startswith("N."):
        return value * (1 + sign * rules.volume_shares[evidence])
    if key.endswith(".drl"):
        return min(max(value + sign * rules.steps[evidence], 0.0), BEST_STEP)
    if key.startswith("trl_"):
        return min(max(value + sign * rules.steps[evidence], 1.0), 9.0)
    return min(max(value + sign * rules.half_widths[evidence], 0.0), 5.0)


def shift_all(sheet: Sheet, case: Case, sign: int) -> Case:
    """The case with every given answer moved in one direction."""
    changes: dict[str, float | None] = {}
    for key in sheet.required:
        origin, value = sheet.origins.get(key), case.numbers.get(key)
        if origin is not None and value is not None:
            changes[key] = shifted(key, value, origin.evidence, sign, sheet.plan)
    return case.with_numbers(changes)


def find_certainty(sheet: Sheet, bounds: Bounds, engine: Engine) -> Certainty:
    """The certainty of a verdict; open answers stay at their worst (down) and best (up)."""
    low = engine.evaluate(shift_all(sheet, bounds.worst_case, -1)).outcome
    high = engine.evaluate(shift_all(sheet, bounds.best_case, +1)).outcome
    outcome = bounds.best.outcome
    grade = Grade(max(0, 2 - (high - low))) if bounds.is_final else None
    untested = (
        bool(sheet.plan.data_weights["X"])
        and sheet.case.skill is None
        and outcome >= Outcome.CONDITIONAL
    )
    limited = untested and grade == Grade.HIGH
    weak = _weak_keys(sheet, bounds, engine, (low, high)) if bounds.is_final else ()
    answered = [sheet.origins[key] for key in sheet.required if key in sheet.origins]
    return Certainty(
        Grade.MEDIUM if limited else grade,
        low,
        high,
        limited,
        weak,
        sum(origin.evidence >= SEEN for origin in answered),
        len(answered),
    )


def _weak_keys(
    sheet: Sheet, bounds: Bounds, engine: Engine, ends: tuple[Outcome, Outcome]
) -> tuple[str, ...]:
    outcome = bounds.best.outcome
    # By monotonicity a single shift cannot leave what all shifts together do not leave.
    sides = [
        (sign, case, Probe(engine, case))
        for sign, case, end in ((-1, bounds.worst_case, ends[0]), (1, bounds.best_case, ends[1]))
        if end != outcome
    ]
    return tuple(
        key
        for key in sheet.required
        if key in sheet.origins and any(_leaves(key, sheet, side, outcome) for side in sides)
    )


def _leaves(key: str, sheet: Sheet, side: tuple[int, Case, Probe], outcome: Outcome) -> bool:
    """Whether the shift of this answer alone changes the outcome."""
    sign, case, probe = side
    value = case.numbers[key]
    if value is None:
        return False
    moved = shifted(key, value, sheet.origins[key].evidence, sign, sheet.plan)
    return moved != value and probe.with_numbers({key: moved}).outcome != outcome
