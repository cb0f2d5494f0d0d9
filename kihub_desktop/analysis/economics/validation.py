"""Whether a business case can be calculated: what is missing or wrong, and what is only odd."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from kihub_desktop.analysis.economics.case import (
    FEWEST_DRAWS,
    LONGEST_HORIZON,
    LONGEST_PILOT,
    MOST_DRAWS,
    BusinessCase,
    CashLine,
    Grant,
    Part,
    Side,
    ThreePoint,
)
from kihub_desktop.analysis.economics.copula import coupled_lines
from kihub_desktop.domain.phrases import Amount, Phrase, phrase


class Reason(StrEnum):
    """Why nothing can be calculated."""

    MISSING_COST = "missing_cost"
    MISSING_BENEFIT = "missing_benefit"
    NOT_FINITE = "not_finite"
    LIKELY_OUTSIDE = "likely_outside"
    NEGATIVE = "negative"
    YEARS_REVERSED = "years_reversed"
    YEAR_BEFORE_START = "year_before_start"
    GROWTH_OUTSIDE = "growth_outside"
    LINE_TWICE = "line_twice"
    HORIZON_OUTSIDE = "horizon_outside"
    RATE_OUTSIDE = "rate_outside"
    DRAWS_OUTSIDE = "draws_outside"
    GRANT_NOT_POSITIVE = "grant_not_positive"
    GRANT_YEAR_OUTSIDE = "grant_year_outside"
    INFLATION_OUTSIDE = "inflation_outside"
    PILOT_OUTSIDE = "pilot_outside"


class Oddity(StrEnum):
    """What is calculated all the same but deserves a look."""

    TURNED_AROUND = "turned_around"
    CUT_AT_HORIZON = "cut_at_horizon"
    AFTER_HORIZON = "after_horizon"
    NOTHING_UNCERTAIN = "nothing_uncertain"
    GRANT_ABOVE_COSTS = "grant_above_costs"
    DRIVER_ALONE = "driver_alone"


@dataclass(frozen=True)
class Problem:
    """One reason with the place it concerns; `line` and `part` are None where none is meant."""

    reason: Reason
    line: CashLine | None = None
    part: Part | None = None
    value: float | None = None


@dataclass(frozen=True)
class Notice:
    """One oddity with the place it concerns."""

    oddity: Oddity
    line: CashLine | None = None
    part: Part | None = None
    value: float | None = None


def problems(case: BusinessCase) -> tuple[Problem, ...]:
    """All that keeps the case from being calculated; empty if it can be."""
    return (*_frame_problems(case), *_line_problems(case), *_missing(case))


def notices(case: BusinessCase) -> tuple[Notice, ...]:
    """What is odd in a case that can be calculated; expects `problems(case)` to be empty."""
    return (*_line_notices(case), *_case_notices(case))


def _frame_problems(case: BusinessCase) -> Iterator[Problem]:
    if not 1 <= case.horizon_years <= LONGEST_HORIZON:
        yield Problem(Reason.HORIZON_OUTSIDE, value=case.horizon_years)
    if not 0 <= case.discount_rate <= 1:
        yield Problem(Reason.RATE_OUTSIDE, value=case.discount_rate * 100)
    if not FEWEST_DRAWS <= case.draws <= MOST_DRAWS:
        yield Problem(Reason.DRAWS_OUTSIDE, value=case.draws)
    if case.grant is not None:
        yield from _grant_problems(case.grant, case.horizon_years)
    if not -0.1 <= case.inflation <= 0.5:
        yield Problem(Reason.INFLATION_OUTSIDE, value=case.inflation * 100)
    if case.pilot is not None and not (
        0 < case.pilot.cost < math.inf and 0 <= case.pilot.months <= LONGEST_PILOT
    ):
        yield Problem(Reason.PILOT_OUTSIDE)


def _grant_problems(grant: Grant, horizon: int) -> Iterator[Problem]:
    if not (math.isfinite(grant.amount) and grant.amount > 0):
        yield Problem(Reason.GRANT_NOT_POSITIVE, value=grant.amount)
    if not 0 <= grant.year <= horizon:
        yield Problem(Reason.GRANT_YEAR_OUTSIDE, value=grant.year)


def _line_problems(case: BusinessCase) -> Iterator[Problem]:
    times = Counter(line.id for line in case.lines)
    for line in case.lines:
        if times[line.id] > 1:
            yield Problem(Reason.LINE_TWICE, line)
        yield from _year_problems(line)
        for part, estimate in line.estimates:
            yield from _estimate_problems(line, part, estimate)


def _year_problems(line: CashLine) -> Iterator[Problem]:
    if line.first_year < 0:
        yield Problem(Reason.YEAR_BEFORE_START, line, value=line.first_year)
    if line.last_year < line.first_year:
        yield Problem(Reason.YEARS_REVERSED, line)
    if not -100 < line.growth_percent <= 100:
        yield Problem(Reason.GROWTH_OUTSIDE, line, value=line.growth_percent)


def _estimate_problems(line: CashLine, part: Part, estimate: ThreePoint) -> Iterator[Problem]:
    if not estimate.is_finite:
        yield Problem(Reason.NOT_FINITE, line, part)
        return
    if not estimate.low <= estimate.likely <= estimate.high:
        yield Problem(Reason.LIKELY_OUTSIDE, line, part, estimate.likely)
    # A benefit may turn into a loss at worst; a negative cost or price is a slip of the sign.
    if estimate.low < 0 and (part is Part.PRICE or line.side is Side.COST):
        yield Problem(Reason.NEGATIVE, line, part, estimate.low)


def _missing(case: BusinessCase) -> Iterator[Problem]:
    sides = {line.side for line in case.lines if case.counts(line)}
    if Side.COST not in sides:
        yield Problem(Reason.MISSING_COST)
    if Side.BENEFIT not in sides:
        yield Problem(Reason.MISSING_BENEFIT)


def _line_notices(case: BusinessCase) -> Iterator[Notice]:
    for line in case.lines:
        if line.first_year > case.horizon_years:
            yield Notice(Oddity.AFTER_HORIZON, line, value=case.horizon_years)
        elif line.last_year > case.horizon_years:
            yield Notice(Oddity.CUT_AT_HORIZON, line, value=case.horizon_years)
        for part, estimate in line.estimates:
            if line.side.sign * (estimate.optimistic - estimate.pessimistic) < 0:
                yield Notice(Oddity.TURNED_AROUND, line, part)


def _case_notices(case: BusinessCase) -> Iterator[Notice]:
    counted = [line for line in case.lines if case.counts(line)]
    together = {line.id for members in coupled_lines(counted).values() for line in members}
    for line in counted:
        if line.driver.strip() and line.id not in together:
            yield Notice(Oddity.DRIVER_ALONE, line)
    if all(estimate.is_certain for line in counted for _, estimate in line.estimates):
        yield Notice(Oddity.NOTHING_UNCERTAIN)
    if case.grant is not None and case.grant.amount > _likely_costs(case, case.grant.year):
        yield Notice(Oddity.GRANT_ABOVE_COSTS, value=case.grant.amount)


def _likely_costs(case: BusinessCase, year: int) -> float:
    """Likely costs up to a year and the one after it, EUR: a grant is paid on costs incurred."""
    return sum(
        line.quantity.likely * (line.price.likely if line.price else 1.0)
        for line in case.lines
        if line.side is Side.COST
        for costly in case.years_of(line)
        if costly <= year + 1
    )


def problem_phrase(problem: Problem) -> Phrase:
    """The problem in one sentence that says what to mend."""
    if problem.line is not None:
        return phrase(
            "{line}: {what}",
            line=problem.line.label or problem.line.id,
            what=_line_phrase(problem),
        )
    shown = Amount(problem.value or 0.0, 2)
    return {
        Reason.MISSING_COST: phrase("Es fehlt mindestens eine Kostenzeile."),
        Reason.MISSING_BENEFIT: phrase("Es fehlt mindestens eine Nutzenzeile."),
        Reason.HORIZON_OUTSIDE: phrase(
            "Der Betrachtungszeitraum muss zwischen 1 und {most} Jahren liegen.",
            most=LONGEST_HORIZON,
        ),
        Reason.RATE_OUTSIDE: phrase(
            "Der Kalkulationszins muss zwischen 0 und 100 % liegen, nicht bei {value} %.",
            value=shown,
        ),
        Reason.DRAWS_OUTSIDE: phrase(
            "Die Zahl der Durchläufe muss zwischen {fewest} und {most} liegen.",
            fewest=FEWEST_DRAWS,
            most=MOST_DRAWS,
        ),
        Reason.GRANT_NOT_POSITIVE: phrase("Der Zuschuss muss größer als null sein."),
        Reason.GRANT_YEAR_OUTSIDE: phrase(
            "Das Jahr des Zuschusses liegt außerhalb des Betrachtungszeitraums."
        ),
        Reason.INFLATION_OUTSIDE: phrase(
            "Die Teuerung muss zwischen −10 und 50 % liegen, nicht bei {value} %.", value=shown
        ),
        Reason.PILOT_OUTSIDE: phrase(
            "Der Pilot muss etwas kosten und darf höchstens {most} Monate dauern.",
            most=LONGEST_PILOT,
        ),
    }[problem.reason]


def _line_phrase(problem: Problem) -> Phrase:
    shown = Amount(problem.value or 0.0, 2)
    where = part_phrase(problem.part or Part.QUANTITY)
    return {
        Reason.NOT_FINITE: phrase("{part} ist noch nicht vollständig.", part=where),
        Reason.LIKELY_OUTSIDE: phrase(
            "{part}: Der wahrscheinliche Wert {value} liegt nicht zwischen den beiden anderen.",
            part=where,
            value=shown,
        ),
        Reason.NEGATIVE: phrase(
            "{part} ist negativ ({value}); Kosten und Preise werden ohne Vorzeichen eingetragen.",
            part=where,
            value=shown,
        ),
        Reason.YEARS_REVERSED: phrase("Das letzte Jahr liegt vor dem ersten."),
        Reason.YEAR_BEFORE_START: phrase("Das erste Jahr liegt vor dem Start (Jahr 0)."),
        Reason.GROWTH_OUTSIDE: phrase(
            "Die jährliche Veränderung muss zwischen −100 und 100 % liegen."
        ),
        Reason.LINE_TWICE: phrase("Die Zeile ist doppelt vorhanden."),
    }[problem.reason]


def part_phrase(part: Part) -> Phrase:
    return phrase("Menge") if part is Part.QUANTITY else phrase("Preis je Einheit")


def notice_phrase(notice: Notice) -> Phrase:
    """The oddity in one sentence."""
    label = (notice.line.label or notice.line.id) if notice.line else ""
    shown = Amount(notice.value or 0.0)
    return {
        Oddity.TURNED_AROUND: phrase(
            "{line}: Pessimistisch ist hier günstiger als optimistisch – bitte prüfen.", line=label
        ),
        Oddity.CUT_AT_HORIZON: phrase(
            "{line}: Gerechnet wird nur bis Jahr {year}.", line=label, year=shown
        ),
        Oddity.AFTER_HORIZON: phrase(
            "{line}: Beginnt nach dem Betrachtungszeitraum und zählt nicht.", line=label
        ),
        Oddity.NOTHING_UNCERTAIN: phrase(
            "Alle Werte sind ohne Spanne eingetragen; das Ergebnis zeigt deshalb keine Streuung."
        ),
        Oddity.GRANT_ABOVE_COSTS: phrase(
            "Der Zuschuss ist höher als die Kosten, zu denen er gezahlt wird."
        ),
        Oddity.DRIVER_ALONE: phrase(
            "{line}: Der Treiber wirkt erst, wenn zwei Zeilen mit Spanne ihn nennen und einen "
            "Zusammenhang haben.",
            line=label,
        ),
    }[notice.oddity]
