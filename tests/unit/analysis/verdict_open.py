"""Use cases of which some answers are not given yet."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from kihub_desktop.analysis.readiness_inputs import OPEN
from kihub_desktop.analysis.verdict.inputs import LawState, SourceInput, UseCaseInput
from tests.unit.analysis.verdict_random import ITEMS


def open_some(rng: Random, full: UseCaseInput) -> UseCaseInput:
    """The same use case with some answers not given yet."""

    def lost() -> bool:
        return rng.random() < 0.15

    technology, organisation, data = full.technology, full.organisation, full.data_pillar
    indicators = {code: answer for code, answer in full.indicators.items() if not lost()}
    law, economy = full.law, full.economy
    if law is not None and lost():
        worst = LawState("VERBOTEN", frozenset(ITEMS))
        law = rng.choice((None, replace(law, best=LawState("MINIMAL"), worst=worst)))
    return replace(
        full,
        indicators=indicators,
        data_pillar=replace(
            data,
            sources=() if lost() else tuple(_open_source(rng, entry) for entry in data.sources),
            volumes={key: amount for key, amount in data.volumes.items() if not lost()},
            label=OPEN if lost() else data.label,
            rights=None if lost() else data.rights,
        ),
        technology=replace(
            technology,
            integration=OPEN if lost() else technology.integration,
            market_trl=None if lost() else technology.market_trl,
            own_trl=None if lost() else technology.own_trl,
            latency=None if lost() else technology.latency,
            safety_function=None if lost() else technology.safety_function,
            fallback=None if lost() else technology.fallback,
        ),
        economy=replace(economy, without_grant=None) if lost() else economy,
        law=law,
        organisation=replace(organisation, owner=OPEN if lost() else organisation.owner),
    )


def _open_source(rng: Random, given: SourceInput) -> SourceInput:
    grades = {grade: level for grade, level in given.grades.items() if rng.random() > 0.1}
    return replace(given, grades=grades, readiness=rng.choice((None, given.readiness)))
