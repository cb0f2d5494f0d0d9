"""What one changed number does to an evaluated case: only the pillars that read it are redone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from kihub_desktop.analysis.verdict.case import Case
from kihub_desktop.analysis.verdict.outcome import Engine, Evaluation, PillarResult, decide
from kihub_desktop.analysis.verdict.scale import Pillar


class _Recorded(Mapping[str, float | None]):
    """Numbers that remember which of them were asked for, in whatever way.

    No subclass of dict: copying one would pass over `__getitem__` and leave nothing recorded.
    """

    def __init__(self, numbers: Mapping[str, float | None]) -> None:
        self._numbers = numbers
        self.read: set[str] = set()

    def __getitem__(self, key: str) -> float | None:
        self.read.add(key)
        return self._numbers[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._numbers)

    def __len__(self) -> int:
        return len(self._numbers)


class Probe:
    """A complete case, evaluated, and what single changes of its numbers would make of it.

    A pillar is a pure function of the case. One that never asked for a number while it was
    evaluated cannot come out differently when only that number changes, so it is taken over.
    """

    def __init__(self, engine: Engine, case: Case) -> None:
        self._engine = engine
        self._case = case
        self._read: dict[Pillar, set[str]] = {}
        pillars = tuple(self._evaluated(pillar) for pillar in Pillar)
        self.evaluation = Evaluation(decide(pillars), pillars)

    def with_numbers(self, changes: Mapping[str, float | None]) -> Evaluation:
        """The evaluation with some numbers replaced; equal to evaluating the changed case."""
        touched = [pillar for pillar in Pillar if not self._read[pillar].isdisjoint(changes)]
        if not touched:
            return self.evaluation
        changed = self._case.with_numbers(changes)
        pillars = tuple(
            self._engine.evaluate_pillar(result.pillar, changed)
            if result.pillar in touched
            else result
            for result in self.evaluation.pillars
        )
        return Evaluation(decide(pillars), pillars)

    def _evaluated(self, pillar: Pillar) -> PillarResult:
        numbers = _Recorded(self._case.numbers)
        result = self._engine.evaluate_pillar(pillar, replace(self._case, numbers=numbers))
        self._read[pillar] = numbers.read
        return result
