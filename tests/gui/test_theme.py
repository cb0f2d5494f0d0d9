"""Colours by role: readable in both themes, changed while the application runs."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from dataclasses import asdict

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from kihub_desktop.paths import resources
from kihub_desktop.ui import theme
from kihub_desktop.ui.theme import FONT_FAMILY, Appearance, load_theme, style_sheet

# (text role, ground role): whatever is read on whatever it stands on.
_TEXT_PAIRS = [
    *[(ink, ground) for ink in ("ink", "muted") for ground in ("card", "ground", "hover")],
    ("ink", "primary_soft"),
    ("muted", "primary_soft"),
    *[("ink", f"{tone}_soft") for tone in ("red", "amber", "green", "blue", "neutral")],
    *[(f"{tone}_text", f"{tone}_soft") for tone in ("red", "amber", "green", "blue", "neutral")],
    *[(f"{tone}_text", "card") for tone in ("red", "amber", "green", "blue", "primary")],
    ("green_text", "ground"),
    ("primary_text", "ground"),
    ("primary_text", "primary_soft"),
    ("red_text", "ground"),
    ("primary", "card"),
    ("primary", "ground"),
    ("on_primary", "primary"),
    ("on_primary", "primary_hover"),
    ("muted", "track"),
    *[(ink, ground) for ink in ("rail_ink", "rail_text") for ground in ("rail", "rail_card")],
    ("rail_muted", "rail"),
    ("rail_muted", "rail_card"),
    ("rail_ink", "rail_active"),
]
_MARK_PAIRS = [
    *[(mark, "card") for mark in ("primary", "amber", "red", "green", "blue", "field_border")],
    *[(mark, "ground") for mark in ("field_border", "primary", "muted")],
    ("rail_done", "rail"),
    ("rail_focus", "rail"),
    ("rail_focus", "rail_card"),
    ("rail_active", "rail_ink"),
    ("primary", "primary_soft"),
    ("ink", "track"),
]


def _contrast(one: str, other: str) -> float:
    """The contrast ratio of two `#RRGGBB` colours (WCAG 2.2, 1 to 21)."""

    def luminance(colour: str) -> float:
        parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("name", ["light", "dark"])
def test_that_every_text_can_be_read(name: str) -> None:
    roles = asdict(load_theme(name).colours)
    weak = [
        (text, ground, round(_contrast(roles[text], roles[ground]), 2))
        for text, ground in _TEXT_PAIRS
        if _contrast(roles[text], roles[ground]) < 4.5
    ]
    assert weak == []


@pytest.mark.parametrize("name", ["light", "dark"])
def test_that_every_mark_can_be_seen(name: str) -> None:
    roles = asdict(load_theme(name).colours)
    weak = [
        (mark, ground, round(_contrast(roles[mark], roles[ground]), 2))
        for mark, ground in _MARK_PAIRS
        if _contrast(roles[mark], roles[ground]) < 3
    ]
    assert weak == []


@pytest.mark.parametrize("name", ["light", "dark"])
@pytest.mark.parametrize("percent", [80, 100, 200])
def test_that_the_style_sheet_is_filled_in(name: str, percent: int) -> None:
    from dataclasses import replace

    sheet = style_sheet(replace(load_theme(name), scale=percent / 100))
    assert "@" not in sheet
    assert re.search(r"\b\d+u\b", sheet) is None
    assert f"font-size: {round(22 * percent / 100)}px" in sheet


def test_that_the_style_sheet_leaves_the_arrows_of_spin_boxes_alone() -> None:
    rules = re.findall(r"Q(?:Double)?SpinBox[^{]*\{([^}]*)\}", style_sheet(load_theme("light")))
    assert rules
    assert all("border" not in rule and "background" not in rule for rule in rules)


def test_that_the_shipped_font_is_the_one_in_use(appearance: Appearance, qtbot: QtBot) -> None:
    label = QLabel("Grüße aus Plauen")
    qtbot.addWidget(label)
    label.ensurePolished()
    assert FONT_FAMILY in QFontDatabase.families()
    assert label.fontInfo().family() == FONT_FAMILY
    assert label.font().pixelSize() == 15
    assert (resources() / "fonts" / "OFL.md").is_file()


def test_that_the_theme_changes_while_the_application_runs(
    appearance: Appearance, qapp: QApplication, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(appearance.changed) as told:
        appearance.choose("dark")
    assert told.args == [theme.current()]
    assert theme.current().dark
    window = qapp.palette().color(QPalette.ColorRole.Window)
    assert window == theme.current().colour("ground")
    appearance.toggle()
    assert not theme.current().dark


def test_that_the_theme_follows_the_system_only_when_asked_to(
    appearance: Appearance, qapp: QApplication
) -> None:
    scheme = [Qt.ColorScheme.Dark]
    following = Appearance(qapp, system_is_dark=lambda: scheme[0] == Qt.ColorScheme.Dark)
    assert not theme.current().dark
    following.choose("system")
    assert theme.current().dark
    scheme[0] = Qt.ColorScheme.Light
    qapp.styleHints().colorSchemeChanged.emit(scheme[0])
    assert not theme.current().dark
    following.deleteLater()


def test_that_the_scale_stays_between_80_and_200_percent(appearance: Appearance) -> None:
    for _ in range(20):
        appearance.larger()
    assert theme.current().px(10) == 20
    for _ in range(20):
        appearance.smaller()
    assert theme.current().px(10) == 8


_START_UP = """
import importlib, pkgutil, sys
import kihub_desktop.ui.main_window, kihub_desktop.ui.widgets as widgets
for module in pkgutil.iter_modules(widgets.__path__, widgets.__name__ + "."):
    importlib.import_module(module.name)
heavy = {"matplotlib", "numpy", "sqlalchemy", "pandas", "typst", "scipy", "babel"}
print(",".join(sorted(heavy & set(sys.modules))))
"""


def test_that_starting_the_window_imports_nothing_heavy() -> None:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [sys.executable, "-c", _START_UP],
        capture_output=True,
        text=True,
        check=True,
        env=environment,
        cwd=resources().parent,
    )
    assert done.stdout.strip() == ""
