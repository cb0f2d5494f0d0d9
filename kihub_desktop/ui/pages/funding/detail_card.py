"""Everything about one programme: conditions, calculation, sources, and its place in the plan."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from kihub_desktop.analysis.funding.facts import Truth
from kihub_desktop.domain.funding_records import FundingChoice
from kihub_desktop.texts import _, render
from kihub_desktop.ui import theme
from kihub_desktop.ui.pages.funding.state import ConditionLine, ProgrammeDetail
from kihub_desktop.ui.record_entry import entry_rows
from kihub_desktop.ui.widgets.card import Card
from kihub_desktop.ui.widgets.chip import StatusPill
from kihub_desktop.ui.widgets.explanation_view import ExplanationView
from kihub_desktop.ui.widgets.labels import label
from kihub_desktop.ui.widgets.link_line import LinkLine
from kihub_desktop.ui.widgets.record_form import RecordForm

_SIGNS = {Truth.YES: "✓", Truth.NO: "✕", Truth.UNKNOWN: "?"}


class DetailCard(Card):
    fact_chosen = Signal(object)  # Fact
    toggled = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._address = ""
        self.fit = StatusPill()
        self.standing = label("", "note", wrap=True)
        self.summary = label("", "", wrap=True)
        self.conditions = _Conditions()
        self.hints = label("", "muted", wrap=True)
        self.view = ExplanationView(_("So wird der Zuschuss gerechnet"))
        self.calculation = label(_("So wird der Zuschuss gerechnet"), "label")
        self.combinations = label("", "note", wrap=True)
        self.sources = label("", "note", wrap=True)
        self.form = RecordForm(entry_rows(FundingChoice, (("step", "amount"), ("note",))))
        self.toggle = QPushButton()
        self.copy = QPushButton(_("Adresse kopieren"))
        self.body.addLayout(self._head_row())
        for part in (
            self.summary,
            self.conditions,
            self.calculation,
            self.view,
            self.hints,
            self.combinations,
            self.sources,
            self.form,
        ):
            self.add(part)
        self.body.addLayout(self._foot())
        self.conditions.chosen.connect(self.fact_chosen)
        self.toggle.clicked.connect(self.toggled)
        self.copy.clicked.connect(self._copy)

    def _head_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(theme.current().px(10))
        row.addWidget(self.fit)
        row.addWidget(self.standing, 1)
        return row

    def _foot(self) -> QHBoxLayout:
        foot = QHBoxLayout()
        foot.setSpacing(theme.current().px(10))
        foot.addStretch(1)
        foot.addWidget(self.copy)
        foot.addWidget(self.toggle)
        return foot

    def show_detail(self, detail: ProgrammeDetail) -> None:
        self.set_heading(detail.name, render(detail.note))
        self.fit.show_status(render(detail.fit), detail.tone)
        self.standing.setText(render(detail.standing))
        self.summary.setText(render(detail.summary))
        self.conditions.show_conditions(detail.conditions)
        remarks = [render(each) for each in (*detail.notes, *detail.hints)]
        _say(self.hints, "\n".join(f"· {each}" for each in remarks), needed=bool(remarks))
        for part in (self.calculation, self.view):
            part.setVisible(detail.tree is not None)
        if detail.tree is not None:
            self.view.show_node(detail.tree)
        combined = "\n".join(render(each) for each in detail.combinations)
        said = _("Kombinationen: {text}").format(text=combined)
        _say(self.combinations, said, needed=bool(combined))
        cited = "; ".join(detail.sources)
        said = _("Quellen: {sources}").format(sources=cited)
        _say(self.sources, f"{said}\n{detail.address}".strip(), needed=bool(cited))
        if detail.address != self._address:
            self.copy.setText(_("Adresse kopieren"))
        self._address = detail.address
        self.copy.setVisible(bool(detail.address))
        self.form.setVisible(detail.entries is not None)
        if detail.entries is not None:
            self.form.show_entries(detail.entries)
        self.toggle.setVisible(detail.choosable)
        chosen = detail.entries is not None
        self.toggle.setText(toggle_text(chosen=chosen))
        self.toggle.setAccessibleName(self.toggle.text())

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._address)
        self.copy.setText(_("Adresse kopiert"))


def toggle_text(*, chosen: bool) -> str:
    return _("Aus dem Fahrplan nehmen") if chosen else _("In den Fahrplan")


def _say(part: QLabel, text: str, *, needed: bool) -> None:
    part.setText(text)
    part.setVisible(needed)


class _Conditions(QWidget):
    """One line each with a sign; an open one that has an answer somewhere is a link."""

    chosen = Signal(object)  # Fact

    def __init__(self) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.current().px(2))
        self._shown: tuple[ConditionLine, ...] = ()
        self._rows: list[QWidget] = []

    def show_conditions(self, lines: tuple[ConditionLine, ...]) -> None:
        if lines == self._shown:
            return
        self._shown = lines
        for old in self._rows:
            self._column.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._rows = [self._row(each) for each in lines]
        for row in self._rows:
            self._column.addWidget(row)
        self.setVisible(bool(lines))

    def _row(self, line: ConditionLine) -> QWidget:
        text = f"{_SIGNS[line.truth]}  {render(line.text)}"
        if line.fact is None:
            return label(text, "", wrap=True)
        link = LinkLine(text)
        link.setToolTip(_("Zur Antwort"))
        link.clicked.connect(lambda _on=False, fact=line.fact: self.chosen.emit(fact))
        return link
