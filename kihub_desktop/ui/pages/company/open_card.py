"""The card with what is still open; every line leads to where it is entered."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kihub_desktop.texts import _, number, render
from kihub_desktop.ui.open_point import OpenPoint
from kihub_desktop.ui.pages.company.open_points import OpenPoints
from kihub_desktop.ui.tones import Tone
from kihub_desktop.ui.widgets.card import Card
from kihub_desktop.ui.widgets.chip import StatusPill
from kihub_desktop.ui.widgets.flow import FlowRow
from kihub_desktop.ui.widgets.labels import label
from kihub_desktop.ui.widgets.link_line import LinkLine


class OpenCard(Card):
    """Missing master data in one flow, everything else line by line."""

    point_chosen = Signal(object)  # OpenPoint

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Noch offen"), _("damit alle Analysen rechnen können"), parent=parent)
        self.pill = StatusPill("0", Tone.WARN)
        self.add_action(self.pill)
        self._fields_title = label(_("Stammdaten"), "label")
        self._fields = FlowRow(gap=2)
        self._lines = QWidget()
        self._column = QVBoxLayout(self._lines)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._done = label(_("Nichts – alle Analysen können rechnen."), "muted", wrap=True)
        for part in (self._fields_title, self._fields, self._lines, self._done):
            self.add(part)
        self._shown: OpenPoints | None = None

    def show_points(self, points: OpenPoints) -> None:
        """Builds the links anew only if they differ, so that a link in focus stays."""
        if points == self._shown:
            return
        self._shown = points
        open_now = points.count > 0
        self.pill.show_status(
            number(points.count) if open_now else _("fertig"), Tone.WARN if open_now else Tone.GOOD
        )
        self.pill.setAccessibleName(_("{n} offen").format(n=number(points.count)))
        self._fields.clear()
        for each in points.fields:
            self._fields.add(self._link(each))
        self._replace_lines(points.others)
        self._fields_title.setVisible(bool(points.fields))
        self._fields.setVisible(bool(points.fields))
        self._lines.setVisible(bool(points.others))
        self._done.setVisible(not open_now)

    def links(self) -> list[LinkLine]:
        """The links that can be seen, in their order."""
        return [each for each in self.findChildren(LinkLine) if not each.isHidden()]

    def _replace_lines(self, points: tuple[OpenPoint, ...]) -> None:
        while (item := self._column.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for each in points:
            self._column.addWidget(self._link(each))

    def _link(self, point: OpenPoint) -> LinkLine:
        link = LinkLine(render(point.text))
        link.clicked.connect(lambda: self.point_chosen.emit(point))
        return link
