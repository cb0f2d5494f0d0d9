"""The weights of the criteria: points, an order, or pairs; one person after another."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from kihub_desktop.domain.choices import WeightingWay
from kihub_desktop.domain.spelling import matches
from kihub_desktop.domain.words import words
from kihub_desktop.texts import _, number, render, with_unit
from kihub_desktop.ui import theme
from kihub_desktop.ui.pages.use_cases.random_index import RandomIndexPicker
from kihub_desktop.ui.pages.use_cases.weighting import WeightingState
from kihub_desktop.ui.pages.use_cases.weighting_parts import OrderPanel, PairPanel, PointsPanel
from kihub_desktop.ui.shortcuts import show_key
from kihub_desktop.ui.widgets.bars import Meter
from kihub_desktop.ui.widgets.fields import Field, FieldKind, Option
from kihub_desktop.ui.widgets.flow import FlowRow
from kihub_desktop.ui.widgets.fold import Fold
from kihub_desktop.ui.widgets.form import Form
from kihub_desktop.ui.widgets.labels import label, set_role

_WIDTH = 760
_TALL = 760


class WeightingDialog(QDialog):
    """Every key press is saved at once; Escape closes."""

    person_named = Signal(str)
    way_chosen = Signal(str)
    points_given = Signal(str, str)
    moved = Signal(str, int)
    judged = Signal(object)  # int or None
    stepped = Signal(int)
    counted = Signal(str, bool)
    table_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("weightingDialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Kriterien gewichten"))
        self._state: WeightingState | None = None
        ways = tuple(
            Option(str(way.value), render(said)) for way, said in words(WeightingWay).items()
        )
        self.form = Form(
            [
                [Field("person", _("Wer gewichtet"), FieldKind.SUGGESTION, suggest=self._known)],
                [Field("way", _("Gewichte der Gruppe aus"), FieldKind.SEGMENTS, options=ways)],
            ]
        )
        self.catalogue = label(
            _(
                "Es gelten die Gewichte des Katalogs, eine eigene Setzung. Wählen Sie einen der "
                "drei Wege, damit die Gruppe selbst gewichtet."
            ),
            "note",
            wrap=True,
        )
        self.points, self.order, self.pairs = PointsPanel(), OrderPanel(), PairPanel()
        self.index = RandomIndexPicker()
        self.trouble = label("", "problem", wrap=True)
        self.notes = label("", "note", wrap=True)
        self.outcome = label("", "note", wrap=True)
        self.meters = QWidget()
        self._meters = QVBoxLayout(self.meters)
        self.criteria = Fold(_("Welche Kriterien zählen"))
        self._switches: dict[str, QPushButton] = {}
        self.close_button = QPushButton(_("Fertig"))
        self._content = QWidget()
        self.area = QScrollArea()
        self._build()
        self._wire()

    def _build(self) -> None:
        px = theme.current().px
        self._content.setObjectName("scrollBody")
        inside = QVBoxLayout(self._content)
        inside.setContentsMargins(px(20), 0, px(20), px(4))
        inside.setSpacing(px(12))
        self._meters.setContentsMargins(0, 0, 0, 0)
        self._meters.setSpacing(px(2))
        rule = QFrame()
        rule.setProperty("role", "rule")
        for part in (
            self.form, self.catalogue, self.points, self.order, self.pairs, self.index,
            self.trouble, self.notes, rule, label(_("Gewichte der Gruppe"), "strong"), self.outcome,
            self.meters, self.criteria,
        ):  # fmt: skip
            inside.addWidget(part)
        inside.addStretch(1)
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setWidget(self._content)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, px(16), 0, px(16))
        column.setSpacing(px(10))
        for row in (self._head(), self.area, self._foot()):
            if isinstance(row, QHBoxLayout):
                row.setContentsMargins(px(20), 0, px(20), 0)
                column.addLayout(row)
            else:
                column.addWidget(row, 1)

    def _head(self) -> QHBoxLayout:
        head = QHBoxLayout()
        head.addWidget(label(_("Kriterien gewichten"), "card-title", wrap=True), 1)
        return head

    def _foot(self) -> QHBoxLayout:
        foot = QHBoxLayout()
        foot.addWidget(
            label(_("Alles ist sofort gespeichert; auf der Seite nimmt Strg+Z es zurück."), "note"),
            1,
        )
        foot.addWidget(self.close_button)
        show_key(self.close_button, "Esc")
        self.close_button.setAutoDefault(False)
        set_role(self.close_button, "primary")
        return foot

    def _wire(self) -> None:
        self.form.committed.connect(self._on_committed)
        self.points.given.connect(self.points_given)
        self.order.moved.connect(self.moved)
        self.pairs.judged.connect(self.judged)
        self.pairs.stepped.connect(self.stepped)
        self.index.chosen.connect(self.table_chosen)
        self.close_button.clicked.connect(self.close)
        # Not by key press: the scroll area would take these two for itself.
        for by, key in ((-1, "PgUp"), (1, "PgDown")):
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.activated.connect(lambda by=by: self.stepped.emit(by))

    def _on_committed(self, name: str, text: str) -> None:
        if name == "person":
            self.person_named.emit(text)
        else:
            self.way_chosen.emit(text)

    def ask(self) -> None:
        """Opens over the window, no larger than it."""
        look = theme.current()
        size = QSize(look.px(_WIDTH), look.px(_TALL))
        parent = self.parentWidget()
        if parent is not None:
            size = size.boundedTo(parent.window().size() - QSize(look.px(32), look.px(32)))
        self.resize(size)
        self.open()
        self._begin()

    def _begin(self) -> None:
        """The question in hand, or the name while it is missing."""
        if self._state is None or not self._state.person:
            self.form.focus_field("person")
        elif self._state.way is WeightingWay.PAIRS:
            self.pairs.setFocus()
        else:
            self.form.focus_field("way")

    def show_state(self, state: WeightingState) -> None:
        self._state = state
        self.form.show_problems({})
        self.form.show_values({"person": state.person, "way": state.way.value})
        if state.problem is not None:
            self.form.show_problems({"person": render(state.problem)})
        self.catalogue.setVisible(state.way is WeightingWay.CATALOGUE)
        self.points.setVisible(state.way is WeightingWay.POINTS)
        self.order.setVisible(state.way is WeightingWay.PLACES)
        self.pairs.setVisible(state.way is WeightingWay.PAIRS)
        self.index.setVisible(state.way is WeightingWay.PAIRS)
        self.index.show_table(state.table)
        self.points.show_lines(state.lines)
        self.order.show_order(state.order, {line.key: line.name for line in state.lines})
        self.pairs.show_pair(state.pair)
        for said, text in (
            (self.trouble, render(state.trouble) if state.trouble else ""),
            (self.notes, "\n".join(render(each) for each in state.notes)),
            (self.outcome, " ".join(_sentence(render(each)) for each in state.result)),
        ):
            said.setText(text)
            said.setVisible(bool(text))
        self._show_meters(state)
        self._show_switches(state)

    def _show_meters(self, state: WeightingState) -> None:
        while self._meters.count() > len(state.lines):
            item = self._meters.takeAt(self._meters.count() - 1)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        largest = max(line.share for line in state.lines)
        for place, line in enumerate(state.lines):
            item = self._meters.itemAt(place)
            meter = item.widget() if item is not None else None
            if not isinstance(meter, Meter):
                meter = Meter(_(line.name), label_width=200)
                self._meters.addWidget(meter)
            meter.label = _(line.name)
            meter.show_share(
                line.share / largest if largest else 0, _share(line.share, line.spread)
            )

    def _show_switches(self, state: WeightingState) -> None:
        if not self._switches:
            row = FlowRow()
            for key, name, _counts in state.switches:
                button = QPushButton(_(name))
                button.setCheckable(True)
                button.setAutoDefault(False)
                set_role(button, "chip")
                button.clicked.connect(lambda on, key=key: self.counted.emit(key, on))
                self._switches[key] = button
                row.add(button)
            self.criteria.add(row)
        for key, _name, counts in state.switches:
            self._switches[key].setChecked(counts)
        on = sum(counts for _key, _name, counts in state.switches)
        self.criteria.show_note(
            _("{n} von {total}").format(n=number(on), total=number(len(state.switches)))
        )

    def _known(self, typed: str) -> list[Option]:
        names = self._state.persons if self._state else ()
        return [Option(name, name) for name in names if matches(typed, name)]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            focused = self.focusWidget()
            if isinstance(focused, QPushButton):
                focused.click()
        else:
            super().keyPressEvent(event)

    def reject(self) -> None:
        self.form.commit_pending()
        self.points.commit_pending()
        super().reject()


def _share(share: float, spread: float | None) -> str:
    said = with_unit(number(share * 100), "%")
    return said if spread is None else f"{said} ± {number(spread * 100)}"


def _sentence(text: str) -> str:
    return text if text.endswith(".") else f"{text}."
