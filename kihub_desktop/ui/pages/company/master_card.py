"""The card with the master data, the class of size, and the question for the district."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from kihub_desktop.catalogues.sme import current_sme_thresholds
from kihub_desktop.domain.sme import CAVEATS, SizeClass, SmeResult
from kihub_desktop.domain.words import word
from kihub_desktop.texts import _, render
from kihub_desktop.ui import theme
from kihub_desktop.ui.pages.company.kinds import OTHER_ROWS, PLACE_ROWS, SIZE_ROWS, master_rows
from kihub_desktop.ui.pages.company.spellings import DistrictQuestion
from kihub_desktop.ui.pages.company.state import CompanyPageState
from kihub_desktop.ui.tones import Tone
from kihub_desktop.ui.widgets.card import Card
from kihub_desktop.ui.widgets.chip import StatusPill
from kihub_desktop.ui.widgets.flow import FlowRow
from kihub_desktop.ui.widgets.labels import label, set_role
from kihub_desktop.ui.widgets.record_form import RecordForm


class MasterCard(Card):
    """Three forms over one record, with what follows from them in between."""

    committed = Signal(str, str)
    restored = Signal(str)
    decision_requested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Stammdaten"), parent=parent)
        rows = (PLACE_ROWS, SIZE_ROWS, OTHER_ROWS)
        self.forms = tuple(RecordForm(master_rows(each)) for each in rows)
        place, size, other = self.forms
        self.question = DistrictStrip()
        self.size_line = SizeLine()
        for part in (place, self.question, size, self.size_line, other):
            self.add(part)
        self.question.chosen.connect(lambda key: self.committed.emit("district", key))
        for form in self.forms:
            form.committed.connect(self.committed)
            form.restored.connect(self.restored)
            form.decision_requested.connect(self.decision_requested)

    def show_state(self, state: CompanyPageState) -> None:
        if state.entries is None or state.size is None:
            return
        for form in self.forms:
            form.show_entries(state.entries)
        self.question.show_question(state.question)
        self.size_line.show_size(state.size)

    def form_with(self, name: str) -> RecordForm | None:
        """The form that holds a field."""
        return next((form for form in self.forms if name in form.texts()), None)


class DistrictStrip(QWidget):
    """Asks in which of several districts a postcode lies; one press answers."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sentence = label("", "note", wrap=True)
        self._options = FlowRow()
        self._shown: DistrictQuestion | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.current().px(6))
        column.addWidget(self._sentence)
        column.addWidget(self._options)
        self.hide()

    def show_question(self, question: DistrictQuestion | None) -> None:
        if question != self._shown:
            self._shown = question
            self._fill(question)
        self.setVisible(question is not None)

    def buttons(self) -> list[QPushButton]:
        return [each for each in self.findChildren(QPushButton) if not each.isHidden()]

    def _fill(self, question: DistrictQuestion | None) -> None:
        self._options.clear()
        if question is None:
            return
        self._sentence.setText(render(question.sentence))
        for option in question.options:
            button = QPushButton(option.label)
            set_role(button, "chip")
            button.setAccessibleName(f"{render(question.sentence)} {option.label}")
            button.clicked.connect(lambda _checked=False, key=option.key: self.chosen.emit(key))
            self._options.add(button)


class SizeLine(FlowRow):
    """The class of size as a pill, and the figures that make it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.pill = StatusPill("–")
        self.reason = label("", "note", wrap=True)
        self.add(self.pill)
        self.add(self.reason)

    def show_size(self, result: SmeResult) -> None:
        name = render(word(result.size))
        self.pill.show_status(name[:1].upper() + name[1:], _TONES.get(result.size, Tone.GOOD))
        said_of = (_without(name, render(result.reason)), *map(render, result.notes))
        self.reason.setText("\n".join(said_of))
        source = current_sme_thresholds().sources[0].citation
        said = "\n".join((*(render(each) for each in CAVEATS), source))
        for part in (self.pill, self.reason):
            part.setToolTip(said)
            part.setAccessibleDescription(said)


_TONES = {SizeClass.LARGE: Tone.NEUTRAL, SizeClass.UNKNOWN: Tone.WARN}


def _without(name: str, reason: str) -> str:
    """The reason without the class that the pill already says."""
    start = f"{name}: "
    return reason[len(start) :] if reason.casefold().startswith(start.casefold()) else reason
