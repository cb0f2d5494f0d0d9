"""The IT security check of the company: folded away until somebody opens it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kihub_desktop.texts import _, ngettext, render
from kihub_desktop.ui import theme
from kihub_desktop.ui.pages.legal.answer_rows import AnswerRows
from kihub_desktop.ui.pages.legal.pickers import grows_down
from kihub_desktop.ui.pages.legal.state import MeasureLine, SecurityPageState
from kihub_desktop.ui.widgets.bars import Meter
from kihub_desktop.ui.widgets.card import Card
from kihub_desktop.ui.widgets.chip import StatusPill
from kihub_desktop.ui.widgets.flow import FlowRow
from kihub_desktop.ui.widgets.fold import Fold
from kihub_desktop.ui.widgets.labels import label
from kihub_desktop.ui.widgets.link_line import LinkLine
from kihub_desktop.ui.widgets.scroll_page import Columns

_SINGLE_BELOW = 860


class SecurityCard(Card):
    """The line that opens says the status; the questions are built when it is opened first."""

    picked = Signal(str, str)
    opened = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.set_margins(12, 8, 8)
        self.fold = Fold(_("IT-Sicherheit des Unternehmens"))
        self.add(self.fold)
        self.parts: SecurityParts | None = None
        self._state: SecurityPageState | None = None
        self.fold.toggled.connect(self._on_toggled)

    def show_security(self, state: SecurityPageState | None) -> None:
        self._state = state
        self.setVisible(state is not None)
        if state is None:
            return
        self.fold.show_note(render(state.summary))
        if self.fold.is_open():
            self._show_parts(state)

    def lead(self, key: str) -> None:
        """Opens the check and goes to a question, "" to the first open one."""
        self.fold.open()
        if self.parts is not None:
            self.parts.lead(key)

    def _on_toggled(self, opened: bool) -> None:
        if opened and self._state is not None:
            self._show_parts(self._state)
            self.opened.emit()

    def _show_parts(self, state: SecurityPageState) -> None:
        if self.parts is None:
            self.parts = SecurityParts()
            self.parts.picked.connect(self.picked)
            self.fold.add(self.parts)
        self.parts.show_security(state)


class SecurityParts(QWidget):
    """Questions at the left; status, areas and what to do first at the right."""

    picked = Signal(str, str)

    def __init__(self) -> None:
        super().__init__()
        px = theme.current().px
        self.rows = AnswerRows()
        self.result = _Result()
        self.columns = Columns((62, 38), single_below=_SINGLE_BELOW)
        self.columns.add(0, self.rows)
        self.columns.add(1, self.result)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(8), 0, px(8), 0)
        column.addWidget(self.columns)
        grows_down(self)
        self.rows.picked.connect(self.picked)
        self.result.question_chosen.connect(self.lead)

    def show_security(self, state: SecurityPageState) -> None:
        self.rows.show_groups(state.groups)
        self.result.show_security(state)

    def lead(self, key: str) -> None:
        rows = self.rows.rows
        opened = (each.line.key for each in rows.values() if not each.line.value)
        wanted = key if key in rows else next(opened, next(iter(rows), ""))
        if wanted:
            rows[wanted].lead()


class _Result(QWidget):
    question_chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.status = label("", "figure", wrap=True)
        self.pill = StatusPill()
        self.musts = label("", "strong", wrap=True)
        self.notice = label("", "note", wrap=True)
        self.source = label("", "note", wrap=True)
        self.more = label("", "note", wrap=True)
        self.meters: list[Meter] = []
        self.measures: list[QWidget] = []
        column = QVBoxLayout(self)
        px = theme.current().px
        column.setContentsMargins(px(10), 0, 0, 0)
        column.setSpacing(px(8))
        heading = FlowRow(gap=12)
        heading.add(self.status)
        heading.add(self.pill)
        column.addWidget(heading)
        column.addWidget(self.musts)
        self._areas = QVBoxLayout()
        self._areas.setSpacing(0)
        column.addLayout(self._areas)
        self._first = label(_("Zuerst angehen"), "card-title")
        column.addWidget(self._first)
        self._list = QVBoxLayout()
        self._list.setSpacing(px(6))
        column.addLayout(self._list)
        for part in (self.more, self.notice, self.source):
            column.addWidget(part)
        grows_down(self)

    def show_security(self, state: SecurityPageState) -> None:
        self.status.setText(render(state.status))
        self.pill.show_status(render(state.status_word), state.status_tone)
        self.musts.setText(render(state.musts))
        self._show_areas(state)
        self._show_measures(state)
        self.notice.setText(render(state.notice))
        self.source.setText(render(state.source))

    def _show_areas(self, state: SecurityPageState) -> None:
        if not self.meters:
            self.meters = [Meter(render(each.name), stacked=True) for each in state.areas]
            for meter in self.meters:
                self._areas.addWidget(meter)
        for meter, each in zip(self.meters, state.areas, strict=True):
            meter.show_share(each.share or 0.0, render(each.text), tone=each.tone)

    def _show_measures(self, state: SecurityPageState) -> None:
        for old in self.measures:
            self._list.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.measures = [self._measure(each) for each in state.measures]
        for each in self.measures:
            self._list.addWidget(each)
        self._first.setVisible(bool(self.measures))
        more = state.more_measures
        self.more.setVisible(more > 0)
        said = ngettext("und {n} weitere Maßnahme", "und {n} weitere Maßnahmen", more)
        self.more.setText(said.format(n=more))

    def _measure(self, line: MeasureLine) -> QWidget:
        part = QWidget()
        grows_down(part)
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        link = LinkLine(render(line.text))
        link.clicked.connect(lambda: self.question_chosen.emit(line.key))
        detail = label(render(line.detail), "note", wrap=True)
        detail.setContentsMargins(theme.current().px(6), 0, 0, 0)
        column.addWidget(link)
        column.addWidget(detail)
        return part
