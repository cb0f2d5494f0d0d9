"""The head of every page: title, what is saved, the page's buttons and the search."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import time

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QWidget

from kihub_desktop.texts import _
from kihub_desktop.ui import theme
from kihub_desktop.ui.widgets.labels import ElidedLabel, label
from kihub_desktop.ui.widgets.search_box import SearchBox
from kihub_desktop.ui.widgets.step_buttons import StepButtons

_MIDDLE = Qt.AlignmentFlag.AlignVCenter
_SEARCH, _SMALL_SEARCH = 250, 190


class PageHeader(QWidget):
    """The search stands at the right edge, always.

    The buttons stand beside the title while there is room, else beside the subtitle.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("pageHeader")
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        px = theme.current().px
        self.title = ElidedLabel("", "title")
        self.subtitle = label("", "subtitle", wrap=True)
        self.saved = label("", "saved")
        self.saved.hide()
        self.search = SearchBox(self)
        self.steps = StepButtons()
        self._end = QWidget(self)
        end = QHBoxLayout(self._end)
        end.setContentsMargins(0, 0, 0, 0)
        end.setSpacing(px(10))
        end.addWidget(self.steps)
        end.addWidget(self.search)
        self._buttons = QWidget(self)
        self._aside = QWidget(self)
        self._aside.hide()
        self._shown: tuple[QWidget, ...] = ()
        self._button_row = QHBoxLayout(self._buttons)
        self._button_row.setContentsMargins(0, 0, 0, 0)
        self._button_row.setSpacing(px(8))
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(px(28), px(18), px(28), px(12))
        self._grid.setHorizontalSpacing(px(14))
        self._grid.setVerticalSpacing(px(4))
        self._grid.setColumnStretch(0, 1)
        self._grid.addWidget(self.title, 0, 0, _MIDDLE)
        self._grid.addWidget(self._end, 0, 3, _MIDDLE)
        self._wide: bool | None = None
        self._arrange(wide=True)

    def show_heading(self, title: str, subtitle: str, buttons: Sequence[QWidget] = ()) -> None:
        self.title.setText(title)
        self.subtitle.setText(subtitle)
        self.subtitle.setVisible(bool(subtitle))
        self._show_buttons(buttons)
        self._rearrange()
        # A control that can be seen can be clicked, even before the next turn of the event loop.
        for row in (self._button_row, self._grid):
            row.activate()

    def _show_buttons(self, buttons: Sequence[QWidget]) -> None:
        if self._shown == tuple(buttons):
            return
        for widget in self._shown:
            self._button_row.removeWidget(widget)
            # The page keeps its buttons, and may show and hide them out of sight.
            _move(widget, self._aside)
        self._shown = tuple(buttons)
        for button in buttons:
            _move(button, self._buttons)
            self._button_row.addWidget(button)

    def show_saved(self, moment: time | None) -> None:
        """Says when the last input was saved; None says nothing."""
        self.saved.setVisible(moment is not None)
        if moment is not None:
            self.saved.setText(_("✓ Gespeichert {time}").format(time=f"{moment:%H:%M:%S}"))
            self.saved.setAccessibleName(self.saved.text())
        self._rearrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._rearrange()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self._rearrange()  # a control has got longer words
        return super().event(event)

    def _rearrange(self) -> None:
        look = theme.current()
        self._buttons.setVisible(any(not button.isHidden() for button in self._shown))
        roomy = self.width() >= look.px(1000)
        self.search.setFixedWidth(look.px(_SEARCH if roomy else _SMALL_SEARCH))
        margins = self._grid.contentsMargins()
        room = self.width() - margins.left() - margins.right()
        parts = [self.title, self._end]
        parts += [part for part in (self.saved, self._buttons) if not part.isHidden()]
        wanted = sum(part.sizeHint().width() for part in parts)
        gaps = (len(parts) - 1) * self._grid.horizontalSpacing()
        self._arrange(wide=wanted + gaps <= room)

    def _arrange(self, *, wide: bool) -> None:
        if wide == self._wide:
            return
        self._wide = wide
        right = Qt.AlignmentFlag.AlignRight | _MIDDLE
        for part in (self.saved, self.subtitle, self._buttons):
            self._grid.removeWidget(part)
        if wide:
            self._grid.addWidget(self.saved, 0, 1, _MIDDLE)
            self._grid.addWidget(self._buttons, 0, 2, _MIDDLE)
            self._grid.addWidget(self.subtitle, 1, 0, 1, 4)
        else:
            self._grid.addWidget(self.saved, 0, 1, 1, 2, right)
            self._grid.addWidget(self.subtitle, 1, 0)
            self._grid.addWidget(self._buttons, 1, 1, 1, 3, right)


def _move(widget: QWidget, parent: QWidget) -> None:
    """To another parent; what the page has hidden stays hidden."""
    chosen = widget.testAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide)
    hidden = chosen and widget.isHidden()
    widget.setParent(parent)
    widget.setVisible(not hidden)
