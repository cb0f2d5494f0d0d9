"""Puts the cards of partners and training beside what a page shows of a use case."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from kihub_desktop.services.partners import KINDS as PARTNER_KINDS
from kihub_desktop.services.training import KINDS as TRAINING_KINDS
from kihub_desktop.ui.regional.partner_card import PartnerCard
from kihub_desktop.ui.regional.partner_lines import partners_view
from kihub_desktop.ui.regional.training_card import TrainingCard
from kihub_desktop.ui.regional.training_lines import training_view
from kihub_desktop.ui.use_case_choice import choices_of, chosen_of

if TYPE_CHECKING:
    from kihub_desktop.ui.workbench import Workbench

PILOT = "pilot"
KINDS = PARTNER_KINDS | TRAINING_KINDS


def add_regional_cards(page: QWidget, add: Callable[[QWidget], None], bench: Workbench) -> None:
    """Called once, when the page is built; the cards read whenever the page is shown."""
    partners, training = PartnerCard(picks=False), TrainingCard()
    add(partners)
    add(training)
    desk, services = bench.desk, bench.services

    def load() -> None:
        company = desk.company()
        if company is None:
            return
        chosen = chosen_of(choices_of(services.use_cases, company), desk.use_case())
        state = services.partners.state(company, chosen) if chosen else None
        partners.setVisible(state is not None)
        if state is not None:
            partners.show_partners(partners_view(state, services.partners.catalogue))
        planned = services.training.state(company, chosen)
        training.show_training(training_view(planned, services.training.catalogue))

    host = bench.host(page, KINDS, load)
    desk.use_case_changed.connect(host.mark_stale)
    partners.pilot_requested.connect(lambda: desk.go(PILOT))
    training.plan_requested.connect(lambda: desk.go(PILOT, "plan"))
