"""Yes, no or unknown in one row of buttons."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QHBoxLayout, QSizePolicy, QWidget

from kihub_desktop.texts import _
from kihub_desktop.ui import theme
from kihub_desktop.ui.widgets.fields import NO, UNKNOWN, YES, Option
from kihub_desktop.ui.widgets.painting import CENTRED, SEMIBOLD, focus_ring, rounded, smooth


class _Segment(QAbstractButton):
    """One choice; the chosen one is filled and bold."""

    def __init__(self, option: Option, parent: QWidget) -> None:
        super().__init__(parent)
        self.ends = (False, False)
        self.setText(option.label)
        self.setCheckable(True)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        look = theme.current()
        width = QFontMetrics(look.font(weight=SEMIBOLD)).horizontalAdvance(self.text())
        return QSize(width + look.px(26), look.px(34))

    def _fill(self, painter: QPainter, role: str) -> None:
        """Only the outer ends are round: the box reaches beyond the inner ones."""
        look = theme.current()
        radius = look.px(6)
        first, last = self.ends
        left, right = (0 if first else -radius), (0 if last else radius)
        area = QRectF(self.rect()).adjusted(left, 0, right, 0)
        rounded(painter, area, radius, look.colour(role))

    def paintEvent(self, _event: QPaintEvent) -> None:
        look = theme.current()
        painter = smooth(QPainter(self))
        if self.isChecked():
            self._fill(painter, "primary")
            painter.setFont(look.font(weight=SEMIBOLD))
            painter.setPen(look.colour("on_primary"))
        else:
            self._fill(painter, "hover" if self.underMouse() else "card")
            painter.setFont(look.font())
            painter.setPen(look.colour("ink" if self.isEnabled() else "muted"))
        painter.drawText(self.rect(), CENTRED, self.text())
        if self.hasFocus():
            role = "on_primary" if self.isChecked() else "primary"
            area = QRectF(self.rect()).adjusted(2, 2, -2, -2)
            focus_ring(painter, area, look.px(4), look.colour(role))
        painter.end()


class SegmentPicker(QWidget):
    """One of a few options, side by side; arrow keys walk, space chooses."""

    picked = Signal(str)

    def __init__(
        self, name: str, options: tuple[Option, ...], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._keys = tuple(option.key for option in options)
        self._group = QButtonGroup(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(1, 1, 1, 1)
        row.setSpacing(1)
        for index, option in enumerate(options):
            segment = _Segment(option, self)
            segment.ends = (index == 0, index == len(options) - 1)
            segment.setAccessibleName(f"{name}: {option.label}" if name else option.label)
            self._group.addButton(segment, index)
            row.addWidget(segment)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFocusProxy(self._group.button(0))
        self._group.idClicked.connect(self._on_clicked)

    def key(self) -> str:
        index = self._group.checkedId()
        return self._keys[index] if index >= 0 else ""

    def choose(self, key: str) -> None:
        """Shows the choice without telling anybody; "" shows none."""
        self._group.setExclusive(False)
        for index, known in enumerate(self._keys):
            self._group.button(index).setChecked(known == key)
        self._group.setExclusive(True)
        chosen = self._group.checkedButton() or self._group.button(0)
        self.setFocusProxy(chosen)

    def buttons(self) -> list[QAbstractButton]:
        return self._group.buttons()

    def _on_clicked(self, index: int) -> None:
        self.setFocusProxy(self._group.button(index))
        self.picked.emit(self._keys[index])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        options = dict(zip(self._shortcut_keys(), range(len(self._keys)), strict=False))
        if event.text().lower() in options:
            self._group.button(options[event.text().lower()]).click()
        else:
            super().keyPressEvent(event)

    def _shortcut_keys(self) -> list[str]:
        """The first letters, when they differ: j, n, u."""
        firsts = [button.text()[:1].lower() for button in self._group.buttons()]
        return firsts if len(set(firsts)) == len(firsts) else []

    def paintEvent(self, _event: QPaintEvent) -> None:
        look = theme.current()
        painter = smooth(QPainter(self))
        area = QRectF(self.rect())
        rounded(painter, area, look.px(7), look.colour("field_border"))
        painter.end()


class FlagPicker(SegmentPicker):
    """Yes, no, unknown; emits the raw flag texts of `fields`."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        options = (
            Option(YES, _("ja")),
            Option(NO, _("nein")),
            Option(UNKNOWN, _("unbekannt")),
        )
        super().__init__(name, options, parent)
