"""What the lists of the company's page are made of: columns, and words for an empty list."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from kihub_desktop.domain.visit_records import PainPoint
from kihub_desktop.ui.pages.company.kinds import pain_options
from kihub_desktop.ui.pages.company.state import record_type
from kihub_desktop.ui.record_columns import GridColumn, GridSpec, Look
from kihub_desktop.ui.widgets.cells import Align
from kihub_desktop.ui.widgets.fields import Option

Links = Callable[[str], Sequence[Option]]
"""The records of a kind that a field can name: key is the id, label the name."""


@dataclass(frozen=True)
class ListLook:
    """A list with its columns, and what it says of itself as long as it is empty."""

    spec: GridSpec
    purpose: str
    action: str
    example: str


def yearly_cost(each: PainPoint) -> Decimal | None:
    """Euro a year: cost per case times cases per year; None as long as one is not known."""
    if each.cost_per_case is None or each.cases_per_year is None:
        return None
    return each.cost_per_case * each.cases_per_year


def total_cost(records: Sequence[Any]) -> Decimal:
    """What all pain points cost a year, as far as it is known."""
    return sum((yearly_cost(each) or Decimal(0) for each in records), Decimal(0))


def spec_of(
    kind: str,
    title: str,
    columns: Sequence[GridColumn],
    new: str,
    left_out: Sequence[str] = (),
    naming: str = "",
) -> GridSpec:
    return GridSpec(record_type(kind), title, tuple(columns), new, frozenset(left_out), naming)


def name_column(name: str = "name", stretch: int = 2) -> GridColumn:
    return GridColumn(name, look=Look.STRONG, stretch=stretch, wrap=True)


def number_column(name: str, title: str = "") -> GridColumn:
    return GridColumn(name, title, align=Align.RIGHT)


def words_column(name: str, title: str = "", stretch: int = 1) -> GridColumn:
    """A text that offers what stands in the column already."""
    return GridColumn(name, title, stretch=stretch, wrap=True, recall=True)


def link_column(name: str, links: Links) -> GridColumn:
    return GridColumn(name, stretch=1, wrap=True, links=lambda: links(name))


def pain_column(name: str) -> GridColumn:
    return GridColumn(name, look=Look.DOTS, options=pain_options()[1:], sort=_highest(name))


def _highest(name: str) -> Callable[[Any], int]:
    return lambda record: -(getattr(record, name) or 0)
