"""The cost and benefit lines as a grid: quantities and prices as three-point estimates."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from kihub_desktop.domain.choices import Side
from kihub_desktop.domain.phrases import Amount
from kihub_desktop.domain.records import CashLine
from kihub_desktop.texts import _, amount
from kihub_desktop.ui.record_columns import GridColumn, GridSpec, Look
from kihub_desktop.ui.tones import Tone
from kihub_desktop.ui.widgets.cells import Align, Cell, TextCell

_TONES = {Side.COST.value: Tone.BAD, Side.BENEFIT.value: Tone.GOOD}
_NARROW = 1000


def line_spec() -> GridSpec:
    """The list of a use case's lines, in the language in use."""
    return GridSpec(
        CashLine,
        _("Kosten und Nutzen"),
        (
            GridColumn("label", look=Look.STRONG, stretch=4, wrap=True),
            GridColumn("side", look=Look.PILL, tones=_TONES),
            _number("first_year", _("von")),
            _number("last_year", _("bis")),
            _number("pessimistic", _("pess.")),
            _number("likely", _("wahrsch.")),
            _number("optimistic", _("opt.")),
            GridColumn("unit", stretch=1, wrap=True, recall=True),
            _number("price_pessimistic", _("€ pess."), _price("price_pessimistic")),
            _number("price_likely", _("€ wahrsch."), _price("price_likely")),
            _number("price_optimistic", _("€ opt."), _price("price_optimistic")),
            GridColumn("source", stretch=3, wrap=True),
        ),
        new=_("Neue Position …"),
        left_out=frozenset({"source"}),
        narrow=_NARROW,
    )


def _number(name: str, title: str, cell: Callable[[Any], Cell | str] | None = None) -> GridColumn:
    return GridColumn(name, title, align=Align.RIGHT, cell=cell)


def _price(name: str) -> Callable[[CashLine], Cell]:
    """A price alone is certain: it is calculated in all three cases, and shown there muted."""

    def cell(line: CashLine) -> Cell:
        own: Decimal | None = getattr(line, name)
        certain = line.price_pessimistic is None and line.price_optimistic is None
        shown = own if own is not None or not certain else line.price_likely
        if shown is None:
            return TextCell("", muted=True)
        digits = 0 if shown == shown.to_integral_value() else 2
        return TextCell(amount(Amount(shown, digits)), muted=own is None)

    return cell
