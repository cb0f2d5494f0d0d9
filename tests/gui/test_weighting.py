"""Weights by keyboard alone: points, an order, pairs; and what the page makes of them."""

from __future__ import annotations

import itertools

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from kihub_desktop.catalogues.criteria import current_criteria
from kihub_desktop.domain.choices import RandomIndexTable, RankingOrder, WeightingWay
from kihub_desktop.services.weighting import Weighting, WeightingService
from kihub_desktop.ui.pages.use_cases.weighting_dialog import WeightingDialog
from kihub_desktop.ui.widgets.editors import LineEditor
from tests.gui.conftest import click, press, type_text, unnamed_focusable
from tests.gui.test_use_cases_page import KEYS, _Desk, desk
from tests.services.conftest import workspace

__all__ = ["desk", "workspace"]
CONTROL = Qt.KeyboardModifier.ControlModifier


def _weighting(desk: _Desk) -> Weighting:
    return WeightingService(desk.services.workspace, current_criteria()).state(desk.company)


def _open(desk: _Desk, way: WeightingWay) -> WeightingDialog:
    desk.new("Sichtprüfung")
    press(desk.table(), Qt.Key.Key_G, CONTROL)
    QApplication.processEvents()
    (dialog,) = [each for each in desk.page.findChildren(WeightingDialog) if each.isVisible()]
    dialog.form.field("person").editor.set_text("Anna")
    dialog.form.committed.emit("person", "Anna")
    dialog.form.committed.emit("way", way.value)
    QApplication.processEvents()
    return dialog


def _line(editor: object) -> QWidget:
    assert isinstance(editor, LineEditor)
    return editor.line


def test_that_pairs_are_answered_by_digits_and_a_circle_is_named(desk: _Desk) -> None:
    dialog = _open(desk, WeightingWay.PAIRS)
    panel = dialog.pairs
    panel.setFocus()
    first = panel.place.text()
    press(panel, Qt.Key.Key_5)
    press(panel, Qt.Key.Key_Right)
    press(panel, Qt.Key.Key_3)
    assert first == "1 von 15"
    assert panel.place.text() == "3 von 15"
    said = _weighting(desk).pairs["Anna"]
    assert said == {
        ("economic_benefit", "strategic_fit"): 5,
        ("data_situation", "economic_benefit"): 3,
    }
    assert "Noch 13 Vergleiche offen." in dialog.notes.text()
    press(dialog, Qt.Key.Key_PageDown)
    service = WeightingService(desk.services.workspace, current_criteria())
    for pair in itertools.pairwise(KEYS):
        service.compare(desk.company, "Anna", pair, 2, _weighting(desk).as_of)
    service.compare(desk.company, "Anna", (KEYS[0], KEYS[2]), -3, _weighting(desk).as_of)
    dialog.person_named.emit("Anna")
    assert "Im Kreis: „Wirtschaftlicher Nutzen“ > „Strategische Passung“" in dialog.notes.text()
    assert "Paarvergleich (AHP) von 1 Person." in dialog.outcome.text()


def test_that_delete_takes_an_answer_back_and_a_side_turns_it(desk: _Desk) -> None:
    dialog = _open(desk, WeightingWay.PAIRS)
    panel = dialog.pairs
    press(panel, Qt.Key.Key_7)
    click(panel.back)
    click(panel.sides[1])
    assert _weighting(desk).pairs["Anna"] == {("economic_benefit", "strategic_fit"): -7}
    click(panel.back)
    press(panel, Qt.Key.Key_Delete)
    assert _weighting(desk).pairs == {}


def test_that_an_order_is_made_by_keys(desk: _Desk) -> None:
    dialog = _open(desk, WeightingWay.PLACES)
    lines = dialog.order.lines
    lines[5].setFocus()
    press(lines[5], Qt.Key.Key_Up, CONTROL)
    press(lines[4], Qt.Key.Key_Up, CONTROL)
    order = sorted(_weighting(desk).places["Anna"].items(), key=lambda item: item[1])
    assert [key for key, _place in order][3] == dialog.order._keys[3]
    assert lines[3].isChecked()
    assert not _weighting(desk).is_catalogue


def test_that_points_are_typed_and_nonsense_stays_in_its_field(desk: _Desk) -> None:
    dialog = _open(desk, WeightingWay.POINTS)
    form = dialog.points.form
    assert form is not None
    for key, typed in (("effort", "60"), ("acceptance", "20")):
        line = _line(form.field(key).editor)
        type_text(line, typed)
        press(line, Qt.Key.Key_Return)
    assert _weighting(desk).points == {"Anna": {"effort": 60, "acceptance": 20}}
    dialog.points_given.emit("effort", "viel")
    assert "0 bis 100" in dialog.trouble.text()
    assert _weighting(desk).points["Anna"]["effort"] == 60
    meters = desk.page.weights.meters
    assert meters["Umsetzungsaufwand"].accessibleName() == "Umsetzungsaufwand: 75\u00a0%"


def test_that_without_a_name_nothing_is_saved_and_it_is_said(desk: _Desk) -> None:
    dialog = _open(desk, WeightingWay.PAIRS)
    dialog.person_named.emit("  ")
    press(dialog.pairs, Qt.Key.Key_5)
    assert _weighting(desk).pairs == {}
    assert "wer gewichtet" in dialog.form.field("person").problem_line.text()


def test_that_criteria_are_switched_and_undo_brings_them_back(desk: _Desk) -> None:
    dialog = _open(desk, WeightingWay.CATALOGUE)
    dialog.criteria.open()
    click(dialog._switches["energy"])
    assert "energy" in _weighting(desk).keys
    assert "Energie und CO₂" in desk.page.weights.meters
    assert not unnamed_focusable(dialog)
    for key in ("economic_benefit", "strategic_fit", "energy"):
        dialog.counted.emit(key, False)
    assert "Mindestens ein Kriterium" in dialog.trouble.text()
    dialog.close()
    press(desk.table(), Qt.Key.Key_Z, CONTROL)
    assert "strategic_fit" in _weighting(desk).keys


def test_that_the_page_tells_rank_one_its_certainty_and_its_origin(
    desk: _Desk, qtbot: QtBot
) -> None:
    good, poor = desk.new("Gut"), desk.new("Schwach")
    desk.rate(good, "Anna", "555444")
    desk.rate(poor, "Anna", "222111")
    card = desk.page.ranking
    qtbot.waitUntil(lambda: bool(card.table.model.rows) and card.table.model.rows[0].first == 1)
    assert card.table.cell_words(0, 3) == "100\u00a0%"
    assert "Kein Gewicht allein kann Platz 1 kippen." in card.notes.text()
    assert card.explanation.labels()[0] == "Wirtschaftlicher Nutzen"
    assert "Wie oft auf welchem Rang" in card.explanation.labels()
    assert "TOPSIS: Nähe zum Ideal" in card.explanation.labels()
    click(card.topsis)
    assert _weighting(desk).order is RankingOrder.TOPSIS
    qtbot.waitUntil(lambda: card.table.cell_words(0, 2) == "1,00")
    assert card.topsis.isChecked()
    assert card.explanation.labels()[0] == "TOPSIS: Nähe zum Ideal"
    assert card.explanation.reveal("topsis")
    nearest = card.explanation.topLevelItem(0)
    assert nearest is not None
    best, worst = nearest.child(0), nearest.child(1)
    assert best is not None
    assert worst is not None
    assert (best.text(0), best.text(1)) == ("Abstand zum Ideal", "0,000")
    assert worst.childCount() == len(KEYS)
    first = worst.child(0)
    assert first is not None
    assert first.text(1).endswith("%")


def test_that_the_table_of_the_random_index_is_chosen_and_named(desk: _Desk) -> None:
    dialog = _open(desk, WeightingWay.PAIRS)
    service = WeightingService(desk.services.workspace, current_criteria())
    for pair, value in zip(itertools.pairwise(KEYS), itertools.cycle((2, 7)), strict=False):
        service.compare(desk.company, "Anna", pair, value, _weighting(desk).as_of)
    service.compare(desk.company, "Anna", (KEYS[0], KEYS[2]), 3, _weighting(desk).as_of)
    dialog.person_named.emit("Anna")
    assert "Zufallsindex: Saaty 2005." in dialog.outcome.text()
    before = dialog.outcome.text()
    picker = dialog.index
    assert picker.isVisible()
    place = picker.box.findData("donegan_dodd_1991")
    picker.box.setCurrentIndex(place)
    picker.box.activated.emit(place)
    assert _weighting(desk).table is RandomIndexTable.DONEGAN_DODD_1991
    assert "Donegan und Dodd 1991" in dialog.outcome.text()
    assert "1991" in picker.source.text()
    assert dialog.outcome.text() != before
    dialog.way_chosen.emit(WeightingWay.POINTS.value)
    assert not picker.isVisible()
