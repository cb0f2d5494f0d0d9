"""What lines take from captured processes and pain points, and what these say by now."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from kihub_desktop.domain.cash_lines import CarbonFactor
from kihub_desktop.domain.choices import CashBasis, Side
from kihub_desktop.domain.phrases import Amount, Phrase, Value, phrase
from kihub_desktop.domain.records import CashLine, Process
from kihub_desktop.domain.visit_records import PainPoint
from kihub_desktop.store.view import View
from kihub_desktop.texts import render

_CENT = Decimal("0.01")
_GRAMS_PER_TONNE = 1_000_000
_ESTIMATES = ("pessimistic", "likely", "optimistic")


@dataclass(frozen=True)
class Basis:
    """What a record says of today, a year: a quantity, and a price in EUR where it knows one.

    It is the whole of today, never what a use case saves of it.
    """

    kind: CashBasis
    record: UUID
    name: str
    quantity: Decimal
    price: Decimal | None
    unit: Value

    @property
    def key(self) -> str:
        return f"{self.kind.value}:{self.record}"

    @property
    def amounts(self) -> Value:
        """Quantity and price as they are shown."""
        return amounts(self.quantity, self.price, self.unit)

    @property
    def origin(self) -> Phrase:
        if self.kind is CashBasis.CARBON:
            factor = phrase(_carbon().told)
            return phrase("Prozess „{name}“ ({factor})", name=self.name, factor=factor)
        if self.kind is CashBasis.CASES:
            return phrase("Schmerzpunkt „{name}“", name=self.name)
        return phrase("Prozess „{name}“", name=self.name)


@dataclass(frozen=True)
class BasisChange:
    """A line whose basis says something else by now than when it was taken over."""

    line: UUID
    label: str
    basis: Basis
    before: Value


def amounts(quantity: Decimal | None, price: Decimal | None, unit: Value) -> Value:
    shown = phrase("{n} {unit}", n=Amount(quantity or 0, _digits(quantity)), unit=unit)
    if price is None:
        return shown
    return phrase("{quantity} × {price}", quantity=shown, price=Amount(price, _digits(price), "€"))


def bases_of(view: View, company: UUID) -> tuple[Basis, ...]:
    """Everything of a company that a line could count, in the order it was captured."""
    processes = view.of_company(Process, company)
    pains = view.of_company(PainPoint, company)
    return (
        *(basis for process in processes for basis in _of_process(process)),
        *(basis for pain in pains for basis in _of_pain(pain)),
    )


def _of_process(process: Process) -> Iterator[Basis]:
    name, rate = process.name or "", process.cost_per_hour
    if process.hours_per_year:
        unit = phrase("Stunden/Jahr")
        yield Basis(CashBasis.HOURS, process.id, name, process.hours_per_year, rate, unit)
    if process.stops_per_year:
        hours = process.hours_per_stop
        price = None if hours is None or rate is None else (hours * rate).quantize(_CENT)
        unit = phrase("Stillstände/Jahr")
        yield Basis(CashBasis.STOPS, process.id, name, process.stops_per_year, price, unit)
    if process.scrap_rate and process.volume_per_year:
        scrap = (process.volume_per_year * process.scrap_rate / 100).quantize(_CENT)
        unit = phrase("Teile/Jahr")
        yield Basis(CashBasis.SCRAP, process.id, name, scrap, None, unit)
    if process.electricity:
        unit = phrase("kWh/Jahr")
        yield Basis(CashBasis.ENERGY, process.id, name, process.electricity, None, unit)
        tonnes = (process.electricity * _carbon().grams / _GRAMS_PER_TONNE).quantize(_CENT)
        unit = phrase("t CO₂/Jahr")
        yield Basis(CashBasis.CARBON, process.id, name, tonnes, None, unit)


def _carbon() -> CarbonFactor:
    """Read only where a process says how much electricity it uses."""
    from kihub_desktop.catalogues.cash_lines import current_cash_lines

    return current_cash_lines().electricity_carbon


def _of_pain(pain: PainPoint) -> Iterator[Basis]:
    if pain.cases_per_year:
        unit = phrase("Fälle/Jahr")
        yield Basis(
            CashBasis.CASES,
            pain.id,
            pain.name or "",
            pain.cases_per_year,
            pain.cost_per_case,
            unit,
        )


def line_values(basis: Basis, use_case: UUID, horizon: int) -> dict[str, Any]:
    """A benefit line that counts a basis: the price is taken over, the quantity stays open.

    Which part of today falls away is a judgement; it is never filled in.
    """
    labels = {
        CashBasis.HOURS: phrase("{name}: weniger Arbeitszeit", name=basis.name),
        CashBasis.STOPS: phrase("{name}: vermiedene Stillstände", name=basis.name),
        CashBasis.SCRAP: phrase("{name}: weniger Ausschuss", name=basis.name),
        CashBasis.CASES: phrase("{name}: weniger Fälle", name=basis.name),
        CashBasis.ENERGY: phrase("{name}: weniger Strom", name=basis.name),
        CashBasis.CARBON: phrase("{name}: weniger CO₂", name=basis.name),
    }
    return {
        "use_case": use_case,
        "label": render(labels[basis.kind]),
        "side": Side.BENEFIT,
        "first_year": 1,
        "last_year": horizon,
        **counted(basis),
    }


def counted(basis: Basis) -> dict[str, Any]:
    """What a line takes over when it counts a basis: unit, link and price, never a quantity."""
    values: dict[str, Any] = {
        "unit": render(basis.unit),
        "pain_point" if basis.kind is CashBasis.CASES else "process": basis.record,
        "basis": basis.kind,
        **_taken(basis),
    }
    if basis.price is not None:
        values["price_likely"] = basis.price
    return values


def _taken(basis: Basis) -> dict[str, Any]:
    """What the line remembers of its basis."""
    said = phrase("{origin}: heute {amounts}", origin=basis.origin, amounts=basis.amounts)
    return {
        "basis_quantity": basis.quantity,
        "basis_price": basis.price,
        "source": render(said),
    }


def changes_of(lines: Sequence[CashLine], bases: Sequence[Basis]) -> tuple[BasisChange, ...]:
    """The lines whose basis has changed since; a basis that is gone changes nothing."""
    known = {(each.kind, each.record): each for each in bases}
    found = []
    for line in lines:
        record = line.pain_point if line.basis is CashBasis.CASES else line.process
        if line.basis is None or record is None:
            continue
        now = known.get((line.basis, record))
        if now is not None and (now.quantity, now.price) != (line.basis_quantity, line.basis_price):
            before = amounts(line.basis_quantity, line.basis_price, now.unit)
            found.append(BasisChange(line.id, line.label or "", now, before))
    return tuple(found)


def adopted(line: CashLine, basis: Basis) -> dict[str, Any]:
    """The line's estimates in the same proportion to the basis as before, and the new basis."""
    values: dict[str, Any] = _taken(basis)
    for prefix, before, now in (
        ("", line.basis_quantity, basis.quantity),
        ("price_", line.basis_price, basis.price),
    ):
        if before and now is not None and before != now:
            for name in _ESTIMATES:
                amount: Decimal | None = getattr(line, prefix + name)
                if amount is not None:
                    values[prefix + name] = (amount * now / before).quantize(_CENT)
    return values


def kept(basis: Basis) -> dict[str, Any]:
    """The line stays as it is, and what its basis says by now is remembered."""
    return _taken(basis)


def _digits(value: Decimal | None) -> int:
    if value is None or value == value.to_integral_value():
        return 0
    return 2
