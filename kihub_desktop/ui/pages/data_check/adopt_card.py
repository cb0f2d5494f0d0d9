"""The card that takes a result over into a use case."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QPushButton

from kihub_desktop.texts import _, render
from kihub_desktop.ui.pages.data_check.state import DataCheckState, ResultView
from kihub_desktop.ui.shortcuts import show_key
from kihub_desktop.ui.widgets.card import Card
from kihub_desktop.ui.widgets.choice_box import ChoiceBox
from kihub_desktop.ui.widgets.fields import Option
from kihub_desktop.ui.widgets.flow import FlowRow
from kihub_desktop.ui.widgets.labels import label, set_role
from kihub_desktop.ui.widgets.use_case_box import UseCaseBox

ADOPT_KEY = "Ctrl+Return"


class AdoptCard(Card):
    """Use case and data source are chosen; personal columns are a suggestion to be unticked."""

    adopt_requested = Signal(object, object, bool)  # use case, source or None, says personal
    delete_requested = Signal()
    verdict_requested = Signal()

    def __init__(self) -> None:
        super().__init__(
            _("In das Urteil übernehmen"), _("Noten, Datenreife und Lernbarkeit, in einem Schritt")
        )
        self.use_case = UseCaseBox()
        self.source = ChoiceBox()
        self.source.setAccessibleName(_("Datenquelle"))
        self.personal = QCheckBox(_("Personenbezogene Daten: ja"))
        self.adopt = QPushButton(_("Übernehmen"))
        set_role(self.adopt, "primary")
        show_key(self.adopt, ADOPT_KEY)
        self.adopt.setShortcut(ADOPT_KEY)
        self.verdict = QPushButton(_("Zum Urteil"))
        self.delete = QPushButton(_("Test löschen"))
        self.adopted = label("", "note", wrap=True)
        buttons = FlowRow()
        for button in (self.adopt, self.verdict, self.delete):
            buttons.add(button)
        for part in (self.use_case, self.source, self.personal, self.adopted, buttons):
            self.add(part)
        self._test: UUID | None = None
        self.adopt.clicked.connect(self._on_adopt)
        self.verdict.clicked.connect(self.verdict_requested)
        self.delete.clicked.connect(self.delete_requested)

    def show_state(self, state: DataCheckState, result: ResultView) -> None:
        self.use_case.show_choices(state.use_cases, state.use_case)
        self.use_case.setVisible(bool(state.use_cases))
        new = Option("", _("neue Datenquelle anlegen"))
        kept = self.source.key() if state.test == self._test else ""
        self.source.set_options([new, *(Option(str(x.id), x.name) for x in state.sources)])
        self.source.choose(str(state.source) if state.source else kept)
        self.personal.setVisible(bool(result.personal))
        if state.test != self._test:
            self.personal.setChecked(bool(result.personal))
        self._test = state.test
        self.adopt.setEnabled(state.use_case is not None and not state.busy)
        words = render(state.adopted) if state.use_cases else _("Noch ist kein Anwendungsfall da.")
        self.adopted.setText(words)
        self.adopted.setVisible(bool(words))
        self.verdict.setVisible(bool(state.adopted))

    def _on_adopt(self) -> None:
        source = self.source.key()
        self.adopt_requested.emit(
            UUID(self.use_case.key()),
            UUID(source) if source else None,
            self.personal.isVisible() and self.personal.isChecked(),
        )
