"""Which table of random indices measures the consistency of pairs, with its source."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kihub_desktop.domain.choices import RandomIndexTable
from kihub_desktop.domain.phrases import Phrase, phrase
from kihub_desktop.domain.words import words
from kihub_desktop.texts import _, render
from kihub_desktop.ui import theme
from kihub_desktop.ui.widgets.choice_box import ChoiceBox
from kihub_desktop.ui.widgets.fields import Option
from kihub_desktop.ui.widgets.labels import label

_SOURCES: dict[RandomIndexTable, Phrase] = {
    RandomIndexTable.SAATY_1980: phrase(
        "T. L. Saaty: The Analytic Hierarchy Process, 1980; 1 bis 10 Kriterien."
    ),
    RandomIndexTable.SAATY_2005: phrase(
        "T. L. Saaty: Theory and Applications of the Analytic Network Process, 2005; 3 bis 15 "
        "Kriterien."
    ),
    RandomIndexTable.DONEGAN_DODD_1991: phrase(
        "H. A. Donegan, F. J. Dodd: A note on Saaty’s random indexes, 1991; 3 bis 10 Kriterien."
    ),
}


class RandomIndexPicker(QWidget):
    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.box = ChoiceBox()
        self.box.setAccessibleName(_("Zufallsindex"))
        self.box.set_options(
            [
                Option(str(each.value), render(said))
                for each, said in words(RandomIndexTable).items()
            ]
        )
        self.source = label("", "note", wrap=True)
        px = theme.current().px
        row = QHBoxLayout()
        row.setSpacing(px(10))
        row.addWidget(label(_("Zufallsindex"), "label"))
        row.addWidget(self.box, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(4))
        column.addLayout(row)
        column.addWidget(self.source)
        self.box.activated.connect(lambda _at: self.chosen.emit(self.box.key()))

    def show_table(self, table: RandomIndexTable) -> None:
        self.box.choose(str(table.value))
        self.source.setText(render(_SOURCES[table]))
