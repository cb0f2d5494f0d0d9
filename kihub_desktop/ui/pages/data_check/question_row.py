"""What is asked of the table: target, rows that belong together, columns to be left out."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from kihub_desktop.texts import _, ngettext
from kihub_desktop.ui import theme
from kihub_desktop.ui.pages.data_check.state import DataCheckState, ResultView
from kihub_desktop.ui.widgets.choice_box import ChoiceBox
from kihub_desktop.ui.widgets.fields import Option
from kihub_desktop.ui.widgets.labels import label
from kihub_desktop.ui.widgets.pick_dialog import PickDialog, PickEntry, PickGroup


class QuestionRow(QWidget):
    """Group and left-out columns appear with a target; the file has to be at hand for all."""

    target_chosen = Signal(str)
    group_chosen = Signal(str)
    exclusion_chosen = Signal(object)  # tuple of columns

    def __init__(self) -> None:
        super().__init__()
        self.target = ChoiceBox()
        self.target.setAccessibleName(_("Zielgröße"))
        self.target.setPlaceholderText(_("Zielgröße wählen"))
        self.target.activated.connect(lambda _at: self.target_chosen.emit(self.target.key()))
        self.group = ChoiceBox()
        self.group.setAccessibleName(_("Zusammengehörige Zeilen"))
        self.group.setToolTip(
            _(
                "Zeilen einer Charge oder Maschine bleiben beim Prüfen zusammen, damit das Modell "
                "nicht nur wiedererkennt."
            )
        )
        self.group.activated.connect(lambda _at: self.group_chosen.emit(self.group.key()))
        self.leave_out = QPushButton("")
        self.leave_out.setToolTip(
            _("Spalten, die es bei der Vorhersage noch nicht gibt oder die das Ziel verraten.")
        )
        self.leave_out.clicked.connect(self._ask_exclusion)
        self.left_out = label("", "note", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.current().px(8))
        for part in (self.target, self.group, self.leave_out, self.left_out):
            column.addWidget(part)
        self._usable: tuple[str, ...] = ()
        self._excluded: tuple[str, ...] = ()

    def show_result(self, state: DataCheckState, result: ResultView) -> None:
        self.target.set_options([Option("", _("keine")), *(Option(t, t) for t in result.targets)])
        self.target.choose(result.target)
        self._usable = tuple(each for each in result.usable if each != result.target)
        self._excluded = result.excluded
        together = [
            Option(each, _("zusammen bleibt: {column}").format(column=each))
            for each in self._usable
        ]
        self.group.set_options([Option("", _("Zeilen von selbst trennen")), *together])
        self.group.choose(result.group)
        asked = bool(result.target)
        for part in (self.target, self.group, self.leave_out):
            part.setEnabled(state.at_hand and not state.busy)
        self.group.setVisible(asked)
        self.leave_out.setVisible(asked and state.at_hand)
        count = len(self._excluded)
        self.leave_out.setText(
            ngettext("{n} Spalte weggelassen …", "{n} Spalten weggelassen …", count)
            if count
            else _("Spalten weglassen …")
        )
        self.left_out.setText(_("Weggelassen: {columns}").format(columns=", ".join(self._excluded)))
        self.left_out.setVisible(asked and count > 0)

    def _ask_exclusion(self) -> None:
        dialog = PickDialog(
            _("Spalten weglassen"),
            _(
                "Was angehakt ist, sieht das Modell nicht. Das Profil der Spalten bleibt, wie es "
                "ist; Spalten mit Personenbezug sieht das Modell nie."
            ),
            (PickGroup(_("Spalten"), tuple(PickEntry(each, each) for each in self._usable)),),
            self,
            self._excluded,
        )
        dialog.picked.connect(self.exclusion_chosen)
        dialog.open()
