"""One line below the heading: which answers the page on screen still needs, and the way there."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from kihub_desktop.texts import _, number, render
from kihub_desktop.ui import theme
from kihub_desktop.ui.open_point import OpenPoint
from kihub_desktop.ui.tones import Tone
from kihub_desktop.ui.widgets.chip import StatusPill
from kihub_desktop.ui.widgets.flow import FlowRow
from kihub_desktop.ui.widgets.link_line import LinkLine

_MOST = 2


class NeedsStrip(QWidget):
    """Hidden while nothing is missing; at most two links, the rest as a number."""

    chosen = Signal(object)  # OpenPoint

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: tuple[OpenPoint, ...] | None = None
        self._row = FlowRow(gap=6)
        column = QVBoxLayout(self)
        px = theme.current().px
        column.setContentsMargins(px(28), 0, px(28), px(8))
        column.addWidget(self._row)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.hide()

    def show_points(self, points: Sequence[OpenPoint]) -> None:
        """Builds the links anew only if they differ, so that a link in focus stays."""
        if tuple(points) == self._shown:
            return
        self._shown = tuple(points)
        self._row.clear()
        self.setVisible(bool(points))
        if not points:
            return
        pill = StatusPill(_("{n} offen").format(n=number(len(points))), Tone.WARN)
        self._row.add(pill)
        for point in points[:_MOST]:
            link = LinkLine(render(point.text))
            link.setToolTip(_("Zur Angabe springen"))
            link.clicked.connect(lambda _checked=False, led=point: self.chosen.emit(led))
            self._row.add(link)

    def links(self) -> list[LinkLine]:
        return [each for each in self.findChildren(LinkLine) if not each.isHidden()]
