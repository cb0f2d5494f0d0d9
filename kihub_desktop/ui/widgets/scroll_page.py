"""The base of most pages: what the header shows, and a scrolling body with columns that fold."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from kihub_desktop.ui import theme
from kihub_desktop.ui.open_texts import EDITORS
from kihub_desktop.ui.shortcuts import show_key
from kihub_desktop.ui.widgets.form import Form

FOLD_BELOW = 1200
_ONE_COLUMN_BELOW = 720


class Columns(QWidget):
    """Two or three columns side by side.

    In a window narrower than 1200 px the third goes below the others; in a very narrow one all
    stand below each other, or in a place narrower than `single_below`. `weights` are the shares
    of the width.
    """

    arranged = Signal(int)  # how many stand side by side now

    def __init__(
        self,
        weights: Sequence[int],
        parent: QWidget | None = None,
        *,
        single_below: int = _ONE_COLUMN_BELOW,
    ) -> None:
        super().__init__(parent)
        self._single_below = single_below
        self._weights = tuple(weights)
        gap = theme.current().px(16)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(gap)
        self._grid.setVerticalSpacing(gap)
        self._cells = [QWidget(self) for _weight in self._weights]
        self._columns = [self._column(cell, gap) for cell in self._cells]
        self._across = 0
        self._arrange(len(self._cells))

    def _column(self, cell: QWidget, gap: int) -> QVBoxLayout:
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        cell.setSizePolicy(policy)
        column = QVBoxLayout(cell)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(gap)
        # Cards keep the height of their content; the rest of the column stays free.
        column.addStretch(1)
        return column

    def add(self, place: int, widget: QWidget) -> None:
        """Adds below what the column already holds."""
        column = self._columns[place]
        column.insertWidget(column.count() - 1, widget)

    def add_first(self, place: int, widget: QWidget) -> None:
        """Adds above what the column already holds."""
        self._columns[place].insertWidget(0, widget)

    def across(self) -> int:
        """How many columns stand side by side now."""
        return self._across

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        scale = theme.current().scale
        if self.width() < self._single_below * scale:
            self._arrange(1)
        elif self.window().width() < FOLD_BELOW * scale:
            self._arrange(min(2, len(self._cells)))
        else:
            self._arrange(len(self._cells))

    def _arrange(self, across: int) -> None:
        if across == self._across:
            return
        self._across = across
        for place, cell in enumerate(self._cells):
            self._grid.removeWidget(cell)
            self._grid.setColumnStretch(place, self._weights[place] if place < across else 0)
        for place, cell in enumerate(self._cells):
            if place < across:
                self._grid.addWidget(cell, 0, place)
            else:
                self._grid.addWidget(cell, 1 + place - across, 0, 1, max(1, across))
        self.arranged.emit(across)


class _Body(QWidget):
    """Takes its height from its width.

    Qt would hold it to the height that all texts need at their narrowest, a tower of words.
    """

    def minimumSizeHint(self) -> QSize:
        smallest = super().minimumSizeHint()
        return QSize(smallest.width(), 0) if self.hasHeightForWidth() else smallest


class ScrollPage(QScrollArea):
    """A page whose body scrolls. The window's header shows its heading and buttons."""

    heading_changed = Signal()

    def __init__(self, title: str, subtitle: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title, self.subtitle = title, subtitle
        self.heading_buttons: list[QWidget] = []
        # Until the header takes them: a widget without parent would open as a window.
        self._aside = QWidget(self)
        self._aside.hide()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        # Not a stop of the Tab key, but arrow and page keys scroll a page without fields.
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setAccessibleName(title)
        content = _Body()
        content.setObjectName("scrollBody")
        self.setWidget(content)
        px = theme.current().px
        self.body = QVBoxLayout(content)
        self.body.setSpacing(px(16))
        self.body.addStretch(1)
        self.verticalScrollBar().installEventFilter(self)
        self._set_margins()

    def set_heading(self, title: str, subtitle: str = "") -> None:
        self.title, self.subtitle = title, subtitle
        self.setAccessibleName(title)
        self.heading_changed.emit()

    def add_button(self, text: str, *, primary: bool = False, keys: str = "") -> QPushButton:
        """A button at the right of the window's header; `keys` is shown in its tooltip."""
        button = QPushButton(text, self._aside)
        if primary:
            button.setProperty("role", "primary")
        button.setAccessibleName(text)
        if keys:
            show_key(button, keys)
        self.heading_buttons.append(button)
        self.heading_changed.emit()
        return button

    def add_heading_widget(self, widget: QWidget) -> None:
        """A choice or other control at the right of the window's header."""
        widget.setParent(self._aside)
        self.heading_buttons.append(widget)
        self.heading_changed.emit()

    def add(self, widget: QWidget) -> None:
        self.body.insertWidget(self.body.count() - 1, widget)

    def add_columns(self, *weights: int) -> Columns:
        columns = Columns(weights)
        self.add(columns)
        return columns

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in {QEvent.Type.Show, QEvent.Type.Hide}:
            self._set_margins()
        return super().eventFilter(watched, event)

    def _set_margins(self) -> None:
        """The scroll bar lies in the right margin, so that showing it moves nothing.

        It counts also while the page itself is hidden: else all would be laid out twice at the
        next showing, narrower and back.
        """
        px = theme.current().px
        bar = self.verticalScrollBar()
        taken = bar.sizeHint().width() if bar.isVisibleTo(self) else 0
        self.body.setContentsMargins(px(28), px(4), max(0, px(28) - taken), px(24))

    def focus_first(self) -> None:
        """Puts the focus where work begins: the focus proxy, the first field, else the page."""
        proxy = self.focusProxy()
        forms = self.findChildren(Form)
        if proxy is not None:
            proxy.setFocus(Qt.FocusReason.OtherFocusReason)
        elif forms:
            forms[0].focus_first()
        else:
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    def commit_pending(self) -> None:
        """Commits what was typed in any form of this page and not left yet."""
        for editor in EDITORS.inside(self):
            if isinstance(editor, Form):
                editor.commit_pending()
