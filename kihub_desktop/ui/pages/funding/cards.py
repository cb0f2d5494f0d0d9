"""The cards of the right column, from top to bottom."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kihub_desktop.ui.pages.funding.page import FundingPage
from kihub_desktop.ui.regional.cards_wiring import add_regional_cards

if TYPE_CHECKING:
    from kihub_desktop.ui.workbench import Workbench

RIGHT = 1
"""The column of the cards beside the programmes."""


def add_cards(page: FundingPage, bench: Workbench) -> None:
    """Fills the right column; a card connects itself with services and desk of `bench`."""
    add_regional_cards(page, lambda card: page.columns.add(RIGHT, card), bench)
    page.columns.add(RIGHT, page.facts)
