"""Numbers as charts write them: euro in a fitting unit, percentages, levels."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kihub_desktop.domain.phrases import whole_percent
from kihub_desktop.texts import TEXTS, _, number, render, with_unit


@dataclass(frozen=True)
class EuroScale:
    """EUR shown in units of `divisor`, so that axis labels stay short."""

    divisor: float
    digits: int

    @property
    def unit(self) -> str:
        return {"€": "€", "T€": _("T€"), "Mio. €": _("Mio. €")}[self._unit]

    @property
    def _unit(self) -> str:
        if self.divisor >= 1e6:
            return "Mio. €"
        return "T€" if self.divisor >= 1e3 else "€"

    def bare(self, euro: float, *, signed: bool = False) -> str:
        """The number without its unit."""
        text = number(euro / self.divisor, self.digits)
        return f"+{text}" if signed and euro > 0 and text.strip("0.,") else text

    def full(self, euro: float, *, signed: bool = False) -> str:
        if not euro:
            return with_unit("0", "€")
        return with_unit(self.bare(euro, signed=signed), self._unit)


def euro_scale(amounts: Iterable[float]) -> EuroScale:
    """EUR below 10,000, thousands below 10 million, then millions."""
    largest = max((abs(amount) for amount in amounts), default=0.0)
    if largest < 1e4:
        return EuroScale(1.0, 0)
    divisor = 1e3 if largest < 1e7 else 1e6
    return EuroScale(divisor, 0 if largest / divisor >= 20 else 1)


def percent(share: float) -> str:
    """A share in whole percent; never 0 or 100 % unless it is exactly that."""
    return render(whole_percent(share))


def compact(value: float) -> str:
    """A quantity with as many digits as three significant ones need."""
    size = abs(value)
    digits = 0 if size >= 100 or float(value).is_integer() else 1 if size >= 10 else 2
    text = number(value, digits)
    separator = "," if TEXTS.language == "de" else "."
    return text.rstrip("0").rstrip(separator) if separator in text and digits else text
