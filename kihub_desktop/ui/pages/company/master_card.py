"""The card with the master data, the class of size, and what follows from what was typed."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QApplication, QPushButton, QVBoxLayout, QWidget

from kihub_desktop.catalogues.sme import current_sme_thresholds
from kihub_desktop.domain.sme import CAVEATS, SizeClass, SmeResult
from kihub_desktop.domain.words import word
from kihub_desktop.texts import _, number, render
from kihub_desktop.ui import theme
from kihub_desktop.ui.pages.company.grid_parts import Links
from kihub_desktop.ui.pages.company.kinds import (
    FOLDS,
    PLACE_ROWS,
    SIZE_ROWS,
    STARTUP_ROWS,
    Named,
    master_rows,
)
from kihub_desktop.ui.pages.company.record_card import RecordCard
from kihub_desktop.ui.pages.company.spellings import FieldQuestion
from kihub_desktop.ui.pages.company.state import CompanyPageState
from kihub_desktop.ui.tones import Tone
from kihub_desktop.ui.widgets.card import Card
from kihub_desktop.ui.widgets.chip import StatusPill
from kihub_desktop.ui.widgets.fields import YES
from kihub_desktop.ui.widgets.flow import FlowRow
from kihub_desktop.ui.widgets.fold import Fold
from kihub_desktop.ui.widgets.labels import label, set_role
from kihub_desktop.ui.widgets.record_form import RecordForm


class MasterCard(Card):
    """The fields of the first hour open, all others folded away by what they are about."""

    committed = Signal(str, str)
    restored = Signal(str)
    decision_requested = Signal(str)

    def __init__(self, offered: Named, links: Links, parent: QWidget | None = None) -> None:
        super().__init__(_("Stammdaten"), parent=parent)
        place, size = (RecordForm(master_rows(rows, offered)) for rows in (PLACE_ROWS, SIZE_ROWS))
        self._folded = {name: RecordForm(master_rows(FOLDS[name], offered)) for name in FOLDS}
        self._startup = RecordForm(master_rows(STARTUP_ROWS, offered))
        self.forms = (place, size, *self._folded.values(), self._startup)
        self.question = QuestionStrip()
        self.newer = QuestionStrip()
        self.size_line = SizeLine()
        self.remarks = label("", "note", wrap=True)
        self.age = label("", "note", wrap=True)
        self.affiliates = RecordCard("affiliate", links, flat=True)
        for part in (place, self.question, size, self.size_line):
            self.add(part)
        self.folds = self._build_folds()
        self._wire()

    def _build_folds(self) -> dict[str, Fold]:
        titles = {
            "next": _("Nächster Schritt und Notiz"),
            "numbers": _("WZ 2025, Kennungen, Register"),
            "work": _("Betrieb und Zertifikate"),
            "funding": _("Förderung"),
            "startup": _("Start-up"),
            "affiliates": _("Beteiligungen"),
        }
        column = QWidget()
        inside = QVBoxLayout(column)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(0)
        folds = {}
        for name, title in titles.items():
            fold = folds[name] = Fold(title)
            fold.add(self._folded.get(name, self.affiliates))
            inside.addWidget(fold)
        folds["numbers"].body.insertWidget(1, self.newer)
        folds["numbers"].add(self.remarks)
        folds["startup"].add(self.age)
        folds["startup"].add(self._startup)
        self.add(column)
        return folds

    def _wire(self) -> None:
        self.question.chosen.connect(lambda key: self.committed.emit("district", key))
        self.newer.chosen.connect(lambda key: self.committed.emit("industry_2025", key))
        for form in self.forms:
            form.committed.connect(self._commit)
            form.restored.connect(self.restored)
            form.decision_requested.connect(self.decision_requested)

    def _commit(self, name: str, text: str) -> None:
        self.committed.emit(name, text)
        # The Tab that left the postcode leads to the next field only after this.
        if name == "postcode" and not QApplication.mouseButtons():
            QTimer.singleShot(0, self.skip_places)

    def show_state(self, state: CompanyPageState) -> None:
        if state.entries is None or state.size is None:
            return
        for form in self.forms:
            form.show_entries(state.entries)
        self.question.show_question(state.questions.get("district"))
        self.newer.show_question(state.questions.get("industry_2025"))
        self.size_line.show_size(state.size)
        self.remarks.setText("\n".join(render(each) for each in state.remarks))
        self.remarks.setVisible(bool(state.remarks))
        startup = state.entries.texts.get("startup") == YES
        self.age.setText(render(state.age))
        self.age.setVisible(startup)
        self._startup.setVisible(startup)
        self.affiliates.show_version(state.versions.get("affiliate", 0))
        self._show_notes(state)

    def _show_notes(self, state: CompanyPageState) -> None:
        """What is inside a fold, in a few words, so that it need not be opened to be known."""
        texts = state.entries.texts if state.entries else {}
        for name, rows in FOLDS.items():
            fields = [field for row in rows for field in row]
            filled = sum(1 for field in fields if texts.get(field))
            note = f"{number(filled)}/{number(len(fields))}" if filled else ""
            self.folds[name].show_note(note)
        self.folds["next"].show_note(texts.get("next_step", ""))
        answers = {"yes": _("ja"), "no": _("nein")}
        self.folds["startup"].show_note(answers.get(texts.get("startup", ""), ""))
        affiliates = state.counts.get("affiliate", 0)
        self.folds["affiliates"].show_note(number(affiliates) if affiliates else "")
        if state.remarks:
            self.folds["numbers"].show_note(_("bitte prüfen"))

    def form_with(self, name: str) -> RecordForm | None:
        """The form that holds a field."""
        return next((form for form in self.forms if name in form.texts()), None)

    def focus_first(self) -> None:
        """The first field that is still empty; the name of a company that lacks nothing."""
        for form in self.forms[:2]:
            empty = [name for name, text in form.texts().items() if not text]
            if empty:
                form.focus_field(empty[0])
                return
        self.forms[0].focus_first()

    def skip_places(self) -> None:
        """From the town on to the figures, if the postcode has said town and district."""
        place, size = self.forms[:2]
        town, district = place.field("town"), place.field("district")
        # The field that the Tab has reached still shows what it showed before.
        if town.has_focus() and town.stored and district.stored:
            size.focus_field(SIZE_ROWS[0][0])

    def unfold(self, name: str) -> None:
        """Opens the fold that holds a field or the affiliates, if it is in one."""
        for key, rows in FOLDS.items():
            if name in {field for row in rows for field in row}:
                self.folds[key].open()
        if name in {field for row in STARTUP_ROWS for field in row}:
            self.folds["startup"].open()
        if name == "affiliate":
            self.folds["affiliates"].open()


class QuestionStrip(QWidget):
    """Asks what a field is to hold, of a few things that fit; one press answers."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sentence = label("", "note", wrap=True)
        self._options = FlowRow()
        self._shown: FieldQuestion | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.current().px(6))
        column.addWidget(self._sentence)
        column.addWidget(self._options)
        self.hide()

    def show_question(self, question: FieldQuestion | None) -> None:
        if question != self._shown:
            self._shown = question
            self._fill(question)
        self.setVisible(question is not None)

    def buttons(self) -> list[QPushButton]:
        return [each for each in self.findChildren(QPushButton) if not each.isHidden()]

    def _fill(self, question: FieldQuestion | None) -> None:
        self._options.clear()
        if question is None:
            return
        self._sentence.setText(render(question.sentence))
        for option in question.options:
            button = QPushButton(option.label)
            set_role(button, "chip")
            button.setAccessibleName(f"{render(question.sentence)} {option.label}")
            button.setToolTip(option.label)
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
