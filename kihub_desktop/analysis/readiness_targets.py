"""The target profile and the gaps that bring most for the planned use cases (method.md 1)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from kihub_desktop.analysis.readiness_inputs import ReadinessInput
from kihub_desktop.analysis.verdict.completion import complete
from kihub_desktop.analysis.verdict.inputs import UseCaseInput
from kihub_desktop.analysis.verdict.outcome import Engine, Evaluation
from kihub_desktop.analysis.verdict.probe import Probe
from kihub_desktop.analysis.verdict.roadmap import gain_of
from kihub_desktop.analysis.verdict.scale import Outcome
from kihub_desktop.analysis.verdict.sheet import make_sheet
from kihub_desktop.domain.method import Method

LEAST_TARGET = 2


@dataclass(frozen=True)
class Gap:
    """An indicator below its target and what closing it brings.

    `outcome_steps` and `conditions_removed` sum over the planned use cases, `points` are the
    pillar points gained, weighted as in M; `outcomes` are (use case id, before, after) where the
    outcome gets better.
    """

    indicator: str
    level: float
    target: int
    outcome_steps: int
    conditions_removed: int
    points: float
    outcomes: tuple[tuple[str, Outcome, Outcome], ...]


def target_levels(planned: Sequence[UseCaseInput], method: Method) -> dict[str, int]:
    """The target level of every indicator: the highest soft level of the planned use cases."""
    rules = method.readiness
    if not planned:
        return {
            row.id: rules.target_chain if row.dimension in rules.chain else rules.target_other
            for row in method.indicators
        }
    kinds = {use_case.archetype for use_case in planned}
    return {
        row.id: max(LEAST_TARGET, *(row.cells.get(kind, (0, 0))[1] for kind in kinds))
        for row in method.indicators
    }


def target_profile(targets: dict[str, int], method: Method) -> dict[int, float]:
    """The target of each dimension in levels: the weighted mean of its indicators."""
    profile = {}
    for dimension in method.dimensions:
        rows = [row for row in method.indicators if row.dimension == dimension.number]
        total = sum(row.weight * targets[row.id] for row in rows)
        profile[dimension.number] = total / sum(row.weight for row in rows)
    return profile


def rank_gaps(
    given: ReadinessInput, planned: Sequence[UseCaseInput], engine: Engine
) -> tuple[Gap, ...]:
    """The first seven gaps, those first that bring most for the planned use cases.

    `planned` carry the firm's answers as their indicators. Open answers of a use case stay at
    their worst, so that a gap is credited only with what it brings for sure.
    """
    method = engine.method
    targets = target_levels(planned, method)
    cases = [_Planned(use_case, engine) for use_case in planned]
    gaps = []
    for row in method.indicators:
        level, target = given.answer(row.id).level, targets[row.id]
        if level is not None and level < target:
            gaps.append(_gap(row.id, (level, target), cases, engine))
    gaps.sort(key=_order)
    return tuple(gaps[: method.readiness.gaps_shown])


def _order(gap: Gap) -> tuple[float, float, float, float]:
    # The sort is stable, so that ties stay in the order of the indicators.
    return (
        -gap.outcome_steps,
        -gap.conditions_removed,
        -gap.points,
        -(gap.target - gap.level),
    )


def _gap(code: str, ends: tuple[float, int], planned: Sequence[_Planned], engine: Engine) -> Gap:
    level, target = ends
    steps = removed = points = 0.0
    outcomes = []
    for each in planned:
        old, new = each.probe.evaluation, each.raised(code, target)
        gains = gain_of(old, new, engine)
        steps, removed, points = steps + gains[0], removed + gains[1], points + gains[2]
        if new.outcome > old.outcome:
            outcomes.append((each.use_case.id, old.outcome, new.outcome))
    return Gap(code, level, target, int(steps), int(removed), round(points, 6), tuple(outcomes))


class _Planned:
    """A use case with its worst completion, of which the firm's answers are raised one by one."""

    def __init__(self, use_case: UseCaseInput, engine: Engine) -> None:
        self.use_case = use_case
        self._plan = engine.plan(use_case.archetype)
        sheet = make_sheet(use_case, self._plan)
        self._numbers = sheet.case.numbers
        self.probe = Probe(engine, complete(sheet, sheet.open_keys))

    def raised(self, code: str, level: int) -> Evaluation:
        """The evaluation with one answer at least at this level."""
        answer = self.use_case.indicators.get(code)
        if answer is None or answer.level is None:
            return self.probe.evaluation
        higher = replace(answer, level=max(answer.level, float(level)))
        indicators = {**self.use_case.indicators, code: higher}
        # Where a use-case answer replaces the indicator, raising the firm's changes nothing.
        numbers = make_sheet(replace(self.use_case, indicators=indicators), self._plan).case.numbers
        if numbers[code] == self._numbers[code]:
            return self.probe.evaluation
        return self.probe.with_numbers({code: numbers[code]})
