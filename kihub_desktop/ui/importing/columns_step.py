"""The step that assigns the columns of a file to fields."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QGridLayout, QScrollArea, QVBoxLayout, QWidget

from kihub_desktop.imports.company_rows import CONTACT, rule_of, targets
from kihub_desktop.texts import _, render
from kihub_desktop.ui import theme
from kihub_desktop.ui.importing.state import ColumnLine, ImportState
from kihub_desktop.ui.widgets.choice_box import ChoiceBox
from kihub_desktop.ui.widgets.fields import Option
from kihub_desktop.ui.widgets.labels import ElidedLabel, label


class ColumnsStep(QWidget):
    """One line per column: its name, what stands in it, the field it goes into."""

    assigned = Signal(int, str)
    header_toggled = Signal(bool)
    sheet_chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.sheet = ChoiceBox()
        self.sheet.setAccessibleName(_("Tabellenblatt"))
        self.header = QCheckBox(_("Die Tabelle hat Spaltennamen"))
        self.above = label("", "note", wrap=True)
        self.boxes: list[ChoiceBox] = []
        self._shown: tuple[tuple[str, str], ...] = ()
        self._options = target_options()
        px = theme.current().px
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(px(14))
        self._grid.setVerticalSpacing(px(6))
        self._grid.setColumnStretch(0, 3)
        self._grid.setColumnStretch(1, 4)
        self._grid.setColumnStretch(2, 4)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, px(8), 0)
        column.addLayout(self._grid)
        column.addStretch(1)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setWidget(inside)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(px(8))
        outer.addWidget(self.sheet)
        outer.addWidget(self.header)
        outer.addWidget(self.above)
        outer.addWidget(self.area, 1)
        self.header.toggled.connect(self.header_toggled)
        self.sheet.activated.connect(lambda _index: self.sheet_chosen.emit(self.sheet.key()))

    def show_state(self, state: ImportState) -> None:
        self.sheet.setVisible(len(state.sheets) > 1)
        self.sheet.set_options([Option(name, name) for name in state.sheets])
        self.sheet.choose(state.sheet)
        blocked = self.header.blockSignals(True)
        self.header.setChecked(state.header)
        self.header.blockSignals(blocked)
        self.above.setText(render(state.above))
        self.above.setVisible(bool(state.above))
        self._show_columns(state.columns)

    def _show_columns(self, columns: Sequence[ColumnLine]) -> None:
        shown = tuple((each.heading, each.samples) for each in columns)
        if shown != self._shown:
            self._shown = shown
            self._fill(columns)
        for box, each in zip(self.boxes, columns, strict=True):
            if box.key() != each.target:
                box.choose(each.target)

    def _fill(self, columns: Sequence[ColumnLine]) -> None:
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        self.boxes = []
        for place, title in enumerate((_("Spalte"), _("Beispiele"), _("geht in das Feld"))):
            self._grid.addWidget(label(title, "note"), 0, place)
        for row, each in enumerate(columns, start=1):
            name = each.heading or _("Spalte {n}").format(n=each.place + 1)
            box = ChoiceBox(self._options)
            box.setAccessibleName(_("Feld für „{column}“").format(column=name))
            box.choose(each.target)
            box.activated.connect(
                lambda _index, place=each.place, box=box: self.assigned.emit(place, box.key())
            )
            self._grid.addWidget(ElidedLabel(name, "strong"), row, 0)
            self._grid.addWidget(ElidedLabel(each.samples, "muted"), row, 1)
            self._grid.addWidget(box, row, 2)
            self.boxes.append(box)

    def focus_first(self) -> None:
        if self.boxes:
            self.boxes[0].setFocus(Qt.FocusReason.TabFocusReason)


def target_options() -> tuple[Option, ...]:
    """Every field a column can go into, in the language in use."""
    found = [Option("", _("– nicht übernehmen"))]
    for target in targets():
        words = _(rule_of(target).label)
        if target.startswith(CONTACT + "."):
            words = _("Ansprechperson: {field}").format(field=words)
        found.append(Option(target, words))
    return tuple(found)
