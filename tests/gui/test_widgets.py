"""The smaller widgets: what they say, emit, and how they hold their place."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from kihub_desktop.analysis.explanation import Node, NodeKind
from kihub_desktop.domain.phrases import Amount, phrase
from kihub_desktop.domain.progress import Step
from kihub_desktop.ui import gallery
from kihub_desktop.ui.icons import icon
from kihub_desktop.ui.theme import Appearance, Theme
from kihub_desktop.ui.tones import Tone
from kihub_desktop.ui.widgets.bars import Band, BandBar, Meter
from kihub_desktop.ui.widgets.chip import Chip, StatusPill
from kihub_desktop.ui.widgets.evidence_picker import EvidencePicker
from kihub_desktop.ui.widgets.explanation_view import ExplanationView, contributions
from kihub_desktop.ui.widgets.figure_view import FigureView
from kihub_desktop.ui.widgets.flag_picker import FlagPicker
from kihub_desktop.ui.widgets.level_picker import Level, LevelPicker
from kihub_desktop.ui.widgets.progress_strip import ProgressStrip
from kihub_desktop.ui.widgets.radar import Axis, Radar
from kihub_desktop.ui.widgets.ring_gauge import RingGauge
from kihub_desktop.ui.widgets.stat_tile import StatTile
from tests.gui.conftest import click, press, unnamed_focusable

_LEVELS = tuple(Level(number, f"Stufe {number}", "So sieht es aus. " * 4) for number in range(6))


@pytest.fixture
def picker(qtbot: QtBot) -> LevelPicker:
    shown = LevelPicker("Stufe")
    qtbot.addWidget(shown)
    shown.show_levels(_LEVELS)
    shown.resize(420, 600)
    shown.show()
    return shown


def test_that_digits_answer_and_the_picker_waits_to_be_told(
    picker: LevelPicker, qtbot: QtBot
) -> None:
    for number in range(6):
        with qtbot.waitSignal(picker.picked) as told:
            press(picker, Qt.Key(Qt.Key.Key_0.value + number))
        assert told.args == [number]
    picker.show_choice(2)
    assert picker.choice() == 2
    picker.show_choice(None)
    assert picker.choice() is None


def test_that_letters_and_enter_lead_through_the_interview(
    picker: LevelPicker, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(picker.not_relevant_requested):
        press(picker.card(3), Qt.Key.Key_N)
    with qtbot.waitSignal(picker.evidence_requested):
        press(picker, Qt.Key.Key_B)
    with qtbot.waitSignal(picker.confirmed):
        press(picker.card(0), Qt.Key.Key_Return)
    with qtbot.assertNotEmitted(picker.picked):
        press(picker, Qt.Key.Key_7)
        press(picker, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)


def test_that_a_click_on_the_words_of_a_level_chooses_it(picker: LevelPicker, qtbot: QtBot) -> None:
    with qtbot.waitSignal(picker.picked) as told:
        click(picker.card(4).findChildren(QLabel)[0])
    assert told.args == [4]


def test_that_levels_are_as_high_as_their_words(picker: LevelPicker) -> None:
    wide = picker.card(0).height()
    picker.resize(200, 900)
    assert picker.card(0).height() > wide
    assert unnamed_focusable(picker) == []


def test_that_evidence_is_picked_and_advanced(qtbot: QtBot) -> None:
    evidence = EvidencePicker()
    qtbot.addWidget(evidence)
    picked: list[int] = []
    evidence.picked.connect(picked.append)
    for _ in range(5):
        evidence.advance()
    assert picked == [0, 1, 2, 3, 0]
    evidence.show_grade(None)
    assert evidence.grade() is None
    assert unnamed_focusable(evidence) == []


def test_that_a_flag_is_picked_by_its_first_letter(qtbot: QtBot) -> None:
    flag = FlagPicker("Gibt es einen Betriebsrat?")
    qtbot.addWidget(flag)
    picked: list[str] = []
    flag.picked.connect(picked.append)
    for key in (Qt.Key.Key_N, Qt.Key.Key_U, Qt.Key.Key_J):
        press(flag, key)
    assert picked == ["no", "unknown", "yes"]
    flag.choose("")
    assert flag.key() == ""
    assert unnamed_focusable(flag) == []


def test_that_a_gauge_says_score_range_and_unknown(qtbot: QtBot) -> None:
    gauge = RingGauge("Daten")
    qtbot.addWidget(gauge)
    assert gauge.figure() == ""
    assert "unbekannt" in gauge.accessibleName()
    gauge.show_score(59.5, Tone.GOOD, "trägt")
    assert gauge.figure() == "60"
    assert gauge.accessibleName() == "Daten, 60, trägt"
    gauge.show_range(38.2, 64, Tone.WARN)
    assert gauge.figure() == "38–64"
    with qtbot.waitSignal(gauge.clicked):
        press(gauge, Qt.Key.Key_Space)


_LONG_DIMENSIONS = (
    "Strategy and leadership", "Processes", "Data availability", "Technology",
    "Competence of people", "Culture", "Law and regulation",
)  # fmt: skip


@pytest.mark.parametrize("size", [(280, 280), (240, 240), (400, 220)])
def test_that_no_label_of_the_radar_is_cut_or_touches_another(
    qtbot: QtBot, size: tuple[int, int]
) -> None:
    radar = Radar("Profil")
    qtbot.addWidget(radar)
    radar.show_axes([Axis(name, 2.5, 4.0) for name in _LONG_DIMENSIONS])
    radar.resize(*size)
    areas = radar.label_areas()
    assert all(radar.rect().contains(area) for area in areas)
    assert not any(a.intersects(b) for i, a in enumerate(areas) for b in areas[i + 1 :])
    assert "Culture 2,5, Ziel 4,0" in radar.accessibleDescription()


def test_that_unknown_axes_are_said_and_drawn(qtbot: QtBot) -> None:
    radar = Radar("Profil")
    qtbot.addWidget(radar)
    radar.show_axes([Axis("Daten", None), Axis("Technik", 2.0), Axis("Recht", None, 3.0)])
    assert "Daten unbekannt" in radar.accessibleDescription()
    assert not radar.grab().isNull()


def test_that_bars_say_their_figures(qtbot: QtBot) -> None:
    bar, meter = BandBar("Daten"), Meter("Datenlage")
    for widget in (bar, meter):
        qtbot.addWidget(widget)
    bar.show_band(Band(2.1, 1.8, 3.2))
    assert bar.accessibleName() == "Daten: hier 2,1, mittlere Hälfte der anderen 1,8 bis 3,2"
    bar.show_band(Band(None))
    assert bar.accessibleName() == "Daten: hier unbekannt, kein Vergleich"
    meter.show_share(0.22, "22 %")
    assert meter.accessibleName() == "Datenlage: 22 %"


def test_that_a_meter_fills_its_share(qtbot: QtBot) -> None:
    meter = Meter("Daten", stacked=True)
    qtbot.addWidget(meter)
    meter.resize(200, 38)
    meter.show_share(0.5, "3/6")
    picture = meter.grab().toImage()
    full, empty = picture.pixelColor(50, 30), picture.pixelColor(150, 30)
    assert full != empty


def test_that_pills_and_chips_carry_words(qtbot: QtBot) -> None:
    pill, chip = StatusPill("machbar", Tone.GOOD), Chip("Offene Punkte", 3)
    for widget in (pill, chip):
        qtbot.addWidget(widget)
    assert pill.accessibleName() == "machbar"
    assert chip.text() == "Offene Punkte 3"
    wide = pill.sizeHint().width()
    pill.show_status("machbar unter Auflagen", Tone.WARN)
    assert pill.sizeHint().width() > wide
    pill.show_status("", Tone.NEUTRAL)
    assert pill.sizeHint().width() == 0


def test_that_a_tile_opens_and_says_its_figure(qtbot: QtBot) -> None:
    tile = StatTile("Kapitalwert", "142 T€", "P10 11 T€")
    qtbot.addWidget(tile)
    assert tile.accessibleName() == "Kapitalwert: 142 T€, P10 11 T€"
    tile.show_figure("150 T€")
    assert tile.value() == "150 T€"
    with qtbot.waitSignal(tile.clicked):
        click(tile)


def _explained() -> Node:
    leaf = Node("q", NodeKind.ANSWER, phrase("Antwort"), Amount(2), contribution=3.0, answer="D5.3")
    part = Node(
        "p", NodeKind.COMPONENT, phrase("Teil"), Amount(40), contribution=3.0, children=(leaf,)
    )
    others = tuple(
        Node(
            f"o{n}", NodeKind.ANSWER, phrase("Rest"), Amount(1), contribution=1 / 3, answer=f"D{n}"
        )
        for n in range(3)
    )
    return Node("x", NodeKind.PILLAR, phrase("Daten"), Amount(4.0, 1), children=(part, *others))


def test_that_shown_contributions_add_up_to_the_shown_figure() -> None:
    shown = contributions(_explained())
    tenths = [round(float(text.replace("+", "").replace(",", ".")) * 10) for text in shown.values()]
    assert sum(tenths) == 40
    assert shown["p"] == "+3,0"


def test_that_a_click_on_a_part_opens_it_and_on_a_leaf_leads_to_its_answer(qtbot: QtBot) -> None:
    view = ExplanationView("Woher?")
    qtbot.addWidget(view)
    view.resize(400, 100)
    view.show_node(_explained())
    view.show()
    folded = view.height()
    assert view.labels() == ["Teil", "Rest", "Rest", "Rest"]
    part = view.topLevelItem(0)
    assert part is not None
    view.itemClicked.emit(part, 0)
    assert part.isExpanded()
    assert view.height() > folded
    leaf = part.child(0)
    assert leaf is not None
    view.setCurrentItem(leaf)
    with qtbot.waitSignal(view.answer_chosen) as told:
        press(view, Qt.Key.Key_Return)
    assert told.args == ["D5.3"]


def test_that_a_chart_is_drawn_once_when_seen_and_again_for_another_theme(
    qtbot: QtBot, appearance: Appearance
) -> None:
    looks: list[str] = []

    def draw(look: Theme):  # type: ignore[no-untyped-def]
        looks.append(look.name)
        return gallery.sample_figure(look)

    view = FigureView("Verteilung", draw)
    qtbot.addWidget(view)
    assert view.canvas() is None
    with qtbot.waitSignal(view.drawn):
        view.show()
        view.show_figure(draw, "steigt")
        view.show_figure(draw, "steigt")
    assert looks == ["light"]
    with qtbot.waitSignal(view.drawn):
        appearance.choose("dark")
    assert looks == ["light", "dark"]
    assert unnamed_focusable(view) == []
    view.show_figure(None)
    qtbot.waitUntil(lambda: view.canvas() is None)


def test_that_work_is_shown_with_what_it_does_and_can_be_stopped(qtbot: QtBot) -> None:
    strip = ProgressStrip()
    qtbot.addWidget(strip)
    strip.start("Rechnet …")
    assert not strip.isVisible()
    qtbot.waitUntil(strip.isVisible)
    strip.show_step(Step(3, 10, phrase("Liest Zeile {n}", n=3)))
    assert strip.doing.text() == "Liest Zeile 3"
    assert (strip.bar.value(), strip.bar.maximum()) == (3, 10)
    with qtbot.waitSignal(strip.cancel_requested):
        click(strip.cancel)
    assert not strip.cancel.isEnabled()
    strip.finish()
    assert not strip.isVisible()


def test_that_every_icon_can_be_drawn(qapp: QApplication) -> None:
    from kihub_desktop.paths import resources

    names = [path.stem for path in sorted((resources() / "icons").glob("*.svg"))]
    assert len(names) > 20
    for name in names:
        picture = icon(name).pixmap(20, 20).toImage()
        inked = [
            picture.pixelColor(x, y).alpha()
            for x in range(picture.width())
            for y in range(picture.height())
        ]
        assert any(inked), name
