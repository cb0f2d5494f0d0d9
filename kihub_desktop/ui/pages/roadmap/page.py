"""Draws the page of the plan: chart or list, filters, and the step in hand."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal, SignalInstance
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QFileDialog, QPushButton, QVBoxLayout, QWidget

from kihub_desktop.domain.phrases import Value
from kihub_desktop.texts import _, render
from kihub_desktop.ui import theme
from kihub_desktop.ui.pages.roadmap.gantt import Gantt
from kihub_desktop.ui.pages.roadmap.state import Filters, RoadmapPageState, StepNote, Zoom
from kihub_desktop.ui.record_columns import GridSpec
from kihub_desktop.ui.shortcuts import show_key
from kihub_desktop.ui.widgets.card import Card
from kihub_desktop.ui.widgets.choice_box import ChoiceBox
from kihub_desktop.ui.widgets.empty_state import EmptyState
from kihub_desktop.ui.widgets.fields import Option
from kihub_desktop.ui.widgets.flag_picker import SegmentPicker
from kihub_desktop.ui.widgets.flow import FlowRow
from kihub_desktop.ui.widgets.labels import label
from kihub_desktop.ui.widgets.progress_strip import ProgressStrip
from kihub_desktop.ui.widgets.record_grid import RecordGrid
from kihub_desktop.ui.widgets.scroll_page import ScrollPage

NEW_KEYS, VIEW_KEYS, CALENDAR_KEYS = "Ctrl+N", "Ctrl+Shift+B", "Ctrl+Shift+K"
CHART, LIST = "chart", "list"
_LOWEST, _LOW = 230, 600


class RoadmapPage(ScrollPage):
    new_requested = Signal()
    agree_requested = Signal()
    calendar_requested = Signal()
    target_chosen = Signal(object)  # Path
    filtered = Signal(str, str, str)  # group, owner, status
    companies_requested = Signal()
    cases_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Fahrplan"), parent=parent)
        self.setObjectName("roadmapPage")
        self._folder = str(Path.home())
        self._has_company = False
        self.agree = self.add_button(_("Plan festhalten"))
        self.agree.setToolTip(
            _("Hält alle vorgeschlagenen Termine fest, damit der nächste Besuch sie sieht")
        )
        self.calendar = self.add_button(_("Als Kalender (.ics)"), keys=CALENDAR_KEYS)
        self.progress = ProgressStrip()
        self.add(self.progress)
        self.empty = EmptyState(
            _(
                "Auflagen, Maßnahmen, Fristen und Aufgaben werden hier zu einem Plan: wer, bis "
                "wann, was zuerst. Er entsteht aus Reifegrad und Anwendungsfällen; eigene "
                "Schritte kommen mit Strg+N dazu."
            ),
            action=_("Alle Unternehmen"),
        )
        self.reason = label("", "strong", wrap=True)
        self._empty_card = Card()
        self._empty_card.add(self.reason)
        self._empty_card.add(self.empty)
        self.add(self._empty_card)
        self.card = Card()
        self.tools = RoadmapTools()
        self.card.add(self.tools)
        self.cut = label("", "note", wrap=True)
        self.card.add(self.cut)
        self.gantt = Gantt()
        self.card.add(self.gantt)
        self.grid: RecordGrid | None = None
        self.note = label("", "note", wrap=True)
        self.card.add(self.note)
        self.strip = StepStrip()
        self.card.add(self.strip)
        self.add(self.card)
        self._wire()

    def _wire(self) -> None:
        self.agree.clicked.connect(self.agree_requested)
        self.calendar.clicked.connect(self.calendar_requested)
        self.empty.action_requested.connect(self._on_action)
        tools = self.tools
        tools.filtered.connect(self.filtered)
        tools.new.clicked.connect(self.new_requested)
        tools.listed.connect(self._show_view)
        tools.zoomed.connect(self.gantt.set_zoom)
        self.gantt.zoom_changed.connect(tools.zoom.choose)
        self.gantt.chosen.connect(lambda _key: self.note.clear())
        for keys, slot in (
            (NEW_KEYS, self.new_requested.emit),
            (VIEW_KEYS, tools.turn),
            (CALENDAR_KEYS, self.calendar_requested.emit),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.activated.connect(slot)

    def add_list(self, spec: GridSpec) -> RecordGrid:
        """The list, in the place of the chart."""
        self.grid = RecordGrid(spec)
        self.card.body.insertWidget(self.card.body.indexOf(self.gantt) + 1, self.grid)
        self.grid.hide()
        return self.grid

    # -- showing -----------------------------------------------------------------------------

    def show_state(self, state: RoadmapPageState) -> None:
        ready = state.has_company and not state.is_due
        shown = ready and not state.is_empty
        self.set_heading(_("Fahrplan"), render(state.heading) if shown else "")
        self.card.setVisible(ready)
        self.agree.setVisible(shown and state.can_agree)
        self.calendar.setVisible(shown)
        self._empty_card.setVisible(not shown)
        self._show_empty(state)
        if not ready:
            return
        self.tools.show_filters(state.filters)
        self.cut.setText(render(state.cut) if state.cut else "")
        self.cut.setVisible(state.cut is not None)
        current = state.note.key if state.note else ""
        self.gantt.show_bars(state.bars, state.today, current)
        if self.grid is not None:
            self.grid.show_state(state.grid)
        self.strip.show_note(state.note)
        self.note.setVisible(bool(self.note.text()))
        self._fit()

    def _show_empty(self, state: RoadmapPageState) -> None:
        self._has_company = state.has_company
        if not state.has_company:
            self.reason.setText(_("Noch kein Unternehmen gewählt"))
        elif state.is_due:
            self.reason.setText(_("Die Urteile werden gerechnet; aus ihnen entsteht der Plan."))
        else:
            self.reason.setText(_("Noch kein Schritt"))
        needs = _("Zu den Anwendungsfällen") if state.has_company else _("Alle Unternehmen")
        self.empty.show_action(needs)

    def show_note(self, said: Value) -> None:
        """One sentence about what just happened."""
        self.note.setText(render(said))
        self.note.setVisible(True)

    def reveal(self) -> None:
        """Scrolls the step in hand into view."""
        self.gantt.reveal()

    def ask_target(self, name: str) -> None:
        """Asks where to save the calendar."""
        dialog = QFileDialog(
            self,
            _("Kalender speichern"),
            str(Path(self._folder) / name),
            _("Kalender (*.ics)"),
        )
        dialog.setObjectName("saveCalendar")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("ics")
        dialog.selectFile(name)
        dialog.fileSelected.connect(self._on_chosen)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _on_chosen(self, chosen: str) -> None:
        target = Path(chosen)
        self._folder = str(target.parent)
        self.target_chosen.emit(target)

    def _on_action(self) -> None:
        (self.cases_requested if self._has_company else self.companies_requested).emit()

    def _show_view(self, listed: bool) -> None:
        self.gantt.setVisible(not listed)
        if self.grid is not None:
            self.grid.setVisible(listed)
        self.tools.zoom.setVisible(not listed)
        self._fit()
        (self.grid if listed and self.grid is not None else self.gantt).setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """The chart is as tall as its steps, but leaves room for the step in hand."""
        look = theme.current()
        self.strip.hint.setVisible(self.viewport().height() > look.px(_LOW))
        tools = self.tools.heightForWidth(self.tools.width())
        strip = self.strip.heightForWidth(self.strip.width())
        around = tools + strip + look.px(92)
        room = max(look.px(_LOWEST), self.viewport().height() - around)
        height = min(self.gantt.sizeHint().height(), room)
        if self.gantt.height() != height:
            self.gantt.setFixedHeight(height)

    def focus_first(self) -> None:
        listed = self.grid is not None and self.tools.is_list()
        (self.grid if listed and self.grid is not None else self.gantt).setFocus()


class RoadmapTools(FlowRow):
    """Chart or list, what is shown of it, how wide a day is, and a new step."""

    filtered = Signal(str, str, str)
    listed = Signal(bool)
    zoomed = Signal(object)  # Zoom

    def __init__(self) -> None:
        super().__init__(gap=10)
        self.views = SegmentPicker(
            _("Ansicht"), (Option(CHART, _("Balken")), Option(LIST, _("Liste")))
        )
        self.views.choose(CHART)
        for button in self.views.buttons():
            show_key(button, VIEW_KEYS)
        self.zoom = SegmentPicker(
            _("Maßstab"),
            (Option(Zoom.WEEKS, _("Nach Wochen")), Option(Zoom.MONTHS, _("Nach Monaten"))),
        )
        self.zoom.choose(Zoom.WEEKS)
        for button, keys in zip(self.zoom.buttons(), "+-", strict=True):
            show_key(button, keys)
        self.add(self.views)
        self.add(self.zoom)
        self.group = self._box(_("Gruppe"))
        self.owner = self._box(_("Wer"))
        self.status = self._box(_("Status"))
        self.new = QPushButton(_("+ Schritt"))
        show_key(self.new, NEW_KEYS)
        self.add(self.new)
        self.views.picked.connect(lambda key: self.listed.emit(key == LIST))
        self.zoom.picked.connect(lambda key: self.zoomed.emit(Zoom(key)))

    def _box(self, name: str) -> ChoiceBox:
        box = ChoiceBox()
        box.setAccessibleName(name)
        box.setToolTip(name)
        box.setMaximumWidth(theme.current().px(190))
        box.activated.connect(lambda _index: self._emit())
        self.add(box)
        return box

    def _emit(self) -> None:
        self.filtered.emit(self.group.key(), self.owner.key(), self.status.key())

    def turn(self) -> None:
        """From the chart to the list and back."""
        listed = self.views.key() != LIST
        self.views.choose(LIST if listed else CHART)
        self.listed.emit(listed)

    def is_list(self) -> bool:
        return self.views.key() == LIST

    def show_filters(self, filters: Filters) -> None:
        for box, options, key in (
            (self.group, filters.groups, filters.group),
            (self.owner, filters.owners, filters.owner),
            (self.status, filters.statuses, filters.status),
        ):
            box.set_options(options)
            box.choose(key)


class StepStrip(QWidget):
    """What the step in hand is, what is wrong with it, and what can be done."""

    jump_requested = Signal(str)
    open_requested = Signal(str)
    tick_requested = Signal(str)
    wait_requested = Signal(str)
    forget_requested = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._key = ""
        self.title = label("", "strong", wrap=True)
        self.warning = label("", "problem", wrap=True)
        self.lines = label("", "muted", wrap=True)
        self.hint = label(
            _(
                "Ziehen oder Pfeiltasten verschieben, abhängige Schritte folgen. Umschalt ändert "
                "die Dauer, Enter öffnet, die Leertaste hakt ab. Blass ist ein Vorschlag, kräftig "
                "ist festgehalten. Gerechnet wird in Kalendertagen, ohne Feiertage auszunehmen."
            ),
            "note",
            wrap=True,
        )
        self.buttons = FlowRow()
        self.jump, self.open = QPushButton(), QPushButton(_("Bearbeiten …"))
        self.tick, self.wait = QPushButton(_("Erledigt")), QPushButton(_("Wartet auf …"))
        self.forget = QPushButton(_("Zurück zum Vorschlag"))
        show_key(self.open, "Return")
        show_key(self.tick, "Space")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme.current().px(4), 0, 0)
        column.setSpacing(theme.current().px(6))
        for part in (self.title, self.warning, self.lines, self.buttons, self.hint):
            column.addWidget(part)
        for button, signal in (
            (self.jump, self.jump_requested),
            (self.open, self.open_requested),
            (self.tick, self.tick_requested),
            (self.wait, self.wait_requested),
            (self.forget, self.forget_requested),
        ):
            self.buttons.add(button)
            button.clicked.connect(partial(self._emit, signal))

    def _emit(self, signal: SignalInstance, _checked: object = False) -> None:
        signal.emit(self._key)

    def show_note(self, note: StepNote | None) -> None:
        for part in (self.title, self.lines, self.buttons):
            part.setVisible(note is not None)
        self.warning.setVisible(note is not None and bool(note.warning))
        if note is None:
            return
        self._key = note.key
        self.title.setText(note.title)
        self.lines.setText("\n".join(note.lines))
        self.warning.setText(note.warning)
        self.jump.setText(note.jump)
        self.jump.setAccessibleName(note.jump)
        self.jump.setVisible(bool(note.jump))
        self.tick.setText(_("Erledigt") if note.is_active else _("Wieder offen"))
        show_key(self.tick, "Space")
        self.tick.setVisible(not note.is_gone)
        self.wait.setVisible(not note.is_gone)
        self.forget.setVisible(note.is_own or note.has_set)
        self.forget.setText(_("Löschen") if note.is_own else _("Zurück zum Vorschlag"))
