"""The size of an enterprise by the European Union's recommendations, honest about what is open."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from itertools import product

from kihub_desktop.domain.phrases import Amount, Joined, Phrase, phrase

PARTNERS_MISSING = phrase(
    "Bei Partner- oder verbundenen Unternehmen müssen deren Zahlen erst hinzugerechnet werden "
    "(Partner anteilig, verbundene ganz); ohne sie gibt es keine Größenklasse."
)
CAVEATS = (
    phrase(
        "Die Größenklasse wechselt erst, wenn zwei Geschäftsjahre in Folge über oder unter der "
        "Grenze liegen."
    ),
    phrase(
        "Hält die öffentliche Hand 25 % oder mehr, gilt das Unternehmen in der Regel nicht als KMU."
    ),
)


class SizeClass(StrEnum):
    """Size classes; `LARGE` is everything that is no SME."""

    MICRO = "micro"
    SMALL = "small"
    MEDIUM = "medium"
    LARGE = "large"
    UNKNOWN = "unknown"


ORDER = (SizeClass.MICRO, SizeClass.SMALL, SizeClass.MEDIUM, SizeClass.LARGE)
SIZE_WORDS: Mapping[StrEnum, Phrase] = {
    SizeClass.MICRO: phrase("Kleinstunternehmen"),
    SizeClass.SMALL: phrase("kleines Unternehmen"),
    SizeClass.MEDIUM: phrase("mittleres Unternehmen"),
    SizeClass.LARGE: phrase("kein KMU"),
    SizeClass.UNKNOWN: phrase("noch offen"),
}
FIELD_WORDS = {
    "employees": phrase("Beschäftigte (VZÄ)"),
    "turnover": phrase("Umsatz"),
    "balance_sheet": phrase("Bilanzsumme"),
    "autonomous": phrase("Eigenständiges Unternehmen"),
    "affiliates": phrase("Zahlen der Beteiligungen"),
}


@dataclass(frozen=True)
class SizeLimit:
    """Fewer employees than the first, and at most one of the two amounts in euro."""

    employees_below: int
    turnover_up_to: int
    balance_sheet_up_to: int


@dataclass(frozen=True)
class SizeSource:
    """Where limits come from; `checked_on` is the day somebody last looked it up."""

    citation: str
    url: str
    checked_on: date


@dataclass(frozen=True)
class SmeThresholds:
    """One edition of the limits."""

    kind: str
    edition: str
    stand: date
    sources: tuple[SizeSource, ...]
    micro: SizeLimit
    small: SizeLimit
    medium: SizeLimit
    small_mid_cap: SizeLimit

    @property
    def classes(self) -> tuple[tuple[SizeClass, SizeLimit], ...]:
        """The classes of SMEs with their limits, smallest first."""
        return (
            (SizeClass.MICRO, self.micro),
            (SizeClass.SMALL, self.small),
            (SizeClass.MEDIUM, self.medium),
        )

    @property
    def limits(self) -> tuple[SizeLimit, ...]:
        return (self.micro, self.small, self.medium, self.small_mid_cap)


@dataclass(frozen=True)
class SmeResult:
    """The class, or what is open about it.

    `possible` holds every class that unknown figures still allow, smallest first; `missing` names
    the fields of a company that decide ("affiliates": figures of other enterprises);
    `small_mid_cap` is None as long as it is open; `notes` say what was added or has to be said.
    """

    size: SizeClass
    small_mid_cap: bool | None
    reason: Phrase
    missing: tuple[str, ...] = ()
    possible: tuple[SizeClass, ...] = ()
    notes: tuple[Phrase, ...] = ()


@dataclass(frozen=True)
class Figures:
    """What decides the size; None is unknown."""

    employees: Decimal | None = None
    turnover: Decimal | None = None
    balance_sheet: Decimal | None = None


def usable(value: Decimal | None) -> Decimal | None:
    """None for a figure that cannot be meant: below zero or no number."""
    return value if value is not None and value.is_finite() and value >= 0 else None


def classify(
    employees: Decimal | None,
    turnover: Decimal | None,
    balance_sheet: Decimal | None,
    autonomous: bool | None,
    thresholds: SmeThresholds,
) -> SmeResult:
    """The size class, UNKNOWN unless it is certain whatever the unknown figures may be.

    Full-time equivalents and yearly amounts in euro; None is unknown. Every case that the unknown
    figures could turn out to be is tried (at most 125), so a class is certain exactly if all of
    them agree. Figures of partner or linked enterprises only ever add: whether a company is
    autonomous does not matter if it is too large on its own.
    Sources: Recommendations 2003/361/EC (SME) and (EU) 2025/1099 (small mid-cap).
    """
    known = Figures(usable(employees), usable(turnover), usable(balance_sheet))
    cases = tuple(_cases(known, thresholds))
    sizes = {size_of(case, thresholds) for case in cases}
    possible = tuple(size for size in ORDER if size in sizes)
    if autonomous is False:
        return SmeResult(SizeClass.UNKNOWN, None, PARTNERS_MISSING, (), _upwards(possible))
    alone = _alone(known, cases, possible, thresholds)
    return alone if autonomous else _unless_autonomous(alone, known, thresholds)


def _alone(
    known: Figures,
    cases: tuple[Figures, ...],
    possible: tuple[SizeClass, ...],
    thresholds: SmeThresholds,
) -> SmeResult:
    """The result of an autonomous company."""
    middle = {is_mid_cap(case, thresholds) for case in cases}
    mid_cap = middle.pop() if len(middle) == 1 else None
    if len(possible) > 1:
        missing = deciding(known, cases, lambda case: size_of(case, thresholds))
        return SmeResult(SizeClass.UNKNOWN, mid_cap, still_open(missing), missing, possible)
    size = possible[0]
    missing = deciding(known, cases, lambda case: is_mid_cap(case, thresholds))
    return SmeResult(size, mid_cap, _reason(size, known, thresholds), missing, possible)


def _unless_autonomous(alone: SmeResult, known: Figures, thresholds: SmeThresholds) -> SmeResult:
    """The result as long as nobody has said whether the company is autonomous."""
    beyond = all(not _within(case, thresholds.small_mid_cap) for case in _cases(known, thresholds))
    mid_cap = False if beyond else None
    missing = (*alone.missing, "autonomous")
    if alone.size is SizeClass.LARGE:
        left = alone.missing if mid_cap is False else missing
        return replace(alone, small_mid_cap=mid_cap, missing=left)
    reason = still_open(missing)
    if alone.size is not SizeClass.UNKNOWN:
        reason = phrase(
            "Wenn das Unternehmen eigenständig ist: {size}; das ist noch nicht angegeben.",
            size=SIZE_WORDS[alone.size],
        )
    return SmeResult(SizeClass.UNKNOWN, mid_cap, reason, missing, _upwards(alone.possible))


def _cases(known: Figures, thresholds: SmeThresholds) -> Iterator[Figures]:
    """The figures with everything unknown filled in, once for every case that differs."""
    yield from cases_between(known, known, thresholds)


def cases_between(low: Figures, high: Figures, thresholds: SmeThresholds) -> Iterator[Figures]:
    """Every case that differs while each figure lies between two bounds.

    None below is zero, None above is no bound.
    """
    limits = thresholds.limits
    staff = [Decimal(limit.employees_below) for limit in limits]
    sales = _just_over([limit.turnover_up_to for limit in limits])
    balances = _just_over([limit.balance_sheet_up_to for limit in limits])
    for chosen in product(
        _steps(low.employees, high.employees, staff),
        _steps(low.turnover, high.turnover, sales),
        _steps(low.balance_sheet, high.balance_sheet, balances),
    ):
        yield Figures(*chosen)


def _just_over(limits: list[int]) -> list[Decimal]:
    """An amount is within its limit up to and including it; a cent more is beyond."""
    return [limit + Decimal("0.01") for limit in limits]


def _steps(low: Decimal | None, high: Decimal | None, turns: list[Decimal]) -> list[Decimal]:
    """The lowest value, every one above it at which something changes, and the highest."""
    least = low or Decimal(0)
    inside = [each for each in turns if each > least and (high is None or each < high)]
    return [least, *inside, *([high] if high is not None and high > least else [])]


def _within(case: Figures, limit: SizeLimit) -> bool:
    return (case.employees or 0) < limit.employees_below and (
        (case.turnover or 0) <= limit.turnover_up_to
        or (case.balance_sheet or 0) <= limit.balance_sheet_up_to
    )


def size_of(case: Figures, thresholds: SmeThresholds) -> SizeClass:
    fitting = (size for size, limit in thresholds.classes if _within(case, limit))
    return next(fitting, SizeClass.LARGE)


def is_mid_cap(case: Figures, thresholds: SmeThresholds) -> bool:
    large = size_of(case, thresholds) is SizeClass.LARGE
    return large and _within(case, thresholds.small_mid_cap)


def _upwards(possible: tuple[SizeClass, ...]) -> tuple[SizeClass, ...]:
    return ORDER[ORDER.index(possible[0]) :]


def deciding(
    known: Figures, cases: tuple[Figures, ...], outcome: Callable[[Figures], object]
) -> tuple[str, ...]:
    """The unknown fields whose value alone can change the outcome."""
    unknown = (each.name for each in fields(known) if getattr(known, each.name) is None)
    return tuple(name for name in unknown if _decides(name, cases, outcome))


def _decides(name: str, cases: tuple[Figures, ...], outcome: Callable[[Figures], object]) -> bool:
    seen: dict[Figures, object] = {}
    for case in cases:
        others = replace(case, **{name: None})
        if seen.setdefault(others, outcome(case)) != outcome(case):
            return True
    return False


def still_open(missing: tuple[str, ...]) -> Phrase:
    named = Joined(tuple(FIELD_WORDS[name] for name in missing))
    return phrase("Die Größenklasse ist noch offen; darüber entscheidet: {fields}.", fields=named)


def _reason(size: SizeClass, known: Figures, thresholds: SmeThresholds) -> Phrase:
    limit = dict(thresholds.classes).get(size)
    if limit is None:
        return _reason_beyond(known, thresholds.medium)
    by_turnover = known.turnover is not None and known.turnover <= limit.turnover_up_to
    amount = known.turnover if by_turnover else known.balance_sheet
    return phrase(
        "{size}: {employees} Beschäftigte (unter {below}), {name} {amount} (höchstens {up_to}).",
        size=SIZE_WORDS[size],
        employees=_count(known.employees),
        below=limit.employees_below,
        name=FIELD_WORDS["turnover" if by_turnover else "balance_sheet"],
        amount=_euro(amount),
        up_to=_euro(limit.turnover_up_to if by_turnover else limit.balance_sheet_up_to),
    )


def _reason_beyond(known: Figures, limit: SizeLimit) -> Phrase:
    if known.employees is not None and known.employees >= limit.employees_below:
        return phrase(
            "Kein KMU: {employees} Beschäftigte, ein KMU hat weniger als {below}.",
            employees=_count(known.employees),
            below=limit.employees_below,
        )
    return phrase(
        "Kein KMU: Umsatz {turnover} (über {turnover_limit}) und Bilanzsumme {balance} "
        "(über {balance_limit}).",
        turnover=_euro(known.turnover),
        turnover_limit=_euro(limit.turnover_up_to),
        balance=_euro(known.balance_sheet),
        balance_limit=_euro(limit.balance_sheet_up_to),
    )


def _count(value: Decimal | None) -> Amount:
    return exact(value, "")


def _euro(value: Decimal | int | None) -> Amount:
    return exact(value, "€")


def exact(value: Decimal | int | None, unit: str) -> Amount:
    """Two digits if there are any behind the point: 49,99 must not read like 50."""
    number = Decimal(value or 0)
    return Amount(number, 0 if number == number.to_integral_value() else 2, unit)
