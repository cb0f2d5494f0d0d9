"""The cards beside the question: what they say to those who cannot see them."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from kihub_desktop.domain.choices import Stage
from kihub_desktop.ui.pages.readiness.presenter import InterviewPageState, ProfileAxis
from kihub_desktop.ui.pages.readiness.side_cards import ProfileCard
from kihub_desktop.ui.widgets.bars import BandBar


def test_that_the_bands_are_told_as_bands_of_trust(qtbot: QtBot) -> None:
    card = ProfileCard()
    qtbot.addWidget(card)
    profile = (
        ProfileAxis("Daten", 2.1, 3.0, 1.8, 3.2),
        ProfileAxis("Kultur", None, 2.0, 0.5, 4.5),
        ProfileAxis("Recht", None, 2.0, None, None),
    )
    card.show_profile(InterviewPageState(None, Stage.T0, (), "R-2026-11", profile=profile))
    assert [bar.accessibleName() for bar in card.findChildren(BandBar)] == [
        "Daten: 2,1 · Vertrauensband: 1,8 bis 3,2",
        "Kultur: unbekannt · Vertrauensband: 0,5 bis 4,5",
        "Recht: unbekannt",
    ]
