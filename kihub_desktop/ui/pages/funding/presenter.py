"""Decides what the page of funding shows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from kihub_desktop.composition import Services
from kihub_desktop.domain.changes import Changes
from kihub_desktop.domain.phrases import phrase
from kihub_desktop.ui.pages.funding.state import NO_USE_CASE, FundingState
from kihub_desktop.ui.use_case_choice import NO_COMPANY, choices_of, chosen_of

KINDS = frozenset(
    {
        "company",
        "affiliate",
        "use_case",
        "business_case",
        "cash_line",
        "funding_case",
        "funding_cost",
        "funding_choice",
    }
)


class FundingView(Protocol):
    def show_state(self, state: FundingState) -> None: ...


@dataclass(frozen=True)
class FundingDesk:
    """What the presenter asks of its surroundings."""

    company: Callable[[], UUID | None]
    use_case: Callable[[], UUID | None]
    choose_use_case: Callable[[UUID | None], None]
    publish: Callable[[Changes], None]


class FundingPresenter:
    def __init__(self, view: FundingView, services: Services, desk: FundingDesk) -> None:
        self._view, self._services, self._desk = view, services, desk

    def load(self) -> None:
        """Reads what is recorded and matches the programmes with it."""
        company = self._desk.company()
        if company is None:
            self._view.show_state(FundingState(missing=NO_COMPANY))
            return
        choices = choices_of(self._services.use_cases, company)
        chosen = chosen_of(choices, self._desk.use_case())
        if chosen is None:
            self._view.show_state(FundingState(missing=NO_USE_CASE))
            return
        title = next(each.title for each in choices if each.id == chosen)
        self._view.show_state(
            FundingState(
                choices=choices, chosen=chosen, subtitle=phrase("Für „{title}“", title=title)
            )
        )

    def choose(self, use_case: UUID) -> None:
        self._desk.choose_use_case(use_case)
