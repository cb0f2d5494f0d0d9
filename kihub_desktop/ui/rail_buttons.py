"""The painted buttons of the rail: a step, the company, the hub."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from kihub_desktop.texts import _, number
from kihub_desktop.ui import theme
from kihub_desktop.ui.icons import paint_icon
from kihub_desktop.ui.page_entry import Connection, PageEntry, StepState
from kihub_desktop.ui.widgets.labels import say
from kihub_desktop.ui.widgets.painting import (
    BOLD,
    CENTRED,
    LEFT_MIDDLE,
    SEMIBOLD,
    draw_check,
    draw_chevron,
    focus_ring,
    rounded,
    smooth,
)

_RIGHT_MIDDLE = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_WRAP = int(Qt.TextFlag.TextWordWrap.value)


class _Folding(QAbstractButton):
    """What the three share: no border, a focus ring, a tooltip when folded."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.folded = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def fold(self, folded: bool) -> None:
        self.folded = folded
        self.setToolTip(self.accessibleName() if folded else "")
        self.updateGeometry()
        self.update()

    def describe(self, text: str) -> None:
        if self.accessibleName() != text:
            self.setAccessibleName(text)
        say(self, text if self.folded else "")

    def draw_ring(self, painter: QPainter) -> None:
        if self.hasFocus():
            look = theme.current()
            focus_ring(painter, QRectF(self.rect()), look.px(7), look.colour("rail_focus"))

    def draw_text(self, painter: QPainter, area: QRect, text: str, look: tuple[QFont, str]) -> None:
        """One line that elides; the tooltip says it whole."""
        font, role = look
        painter.setFont(font)
        painter.setPen(theme.current().colour(role))
        shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, area.width())
        painter.drawText(area, LEFT_MIDDLE, shown)
        if shown != text:
            self.setToolTip(self.accessibleName())


class RailButton(_Folding):
    """A step with its number or check mark, or a place with its icon."""

    def __init__(self, entry: PageEntry, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.entry = entry
        self.state = StepState()
        self.open_count, self._needs = 0, ""
        self.setCheckable(True)
        self.setText(entry.title)
        self.show_state(self.state)

    def show_state(self, state: StepState) -> None:
        self.state = state
        self._tell()

    def show_needs(self, count: int, needs: str) -> None:
        """How many answers are missing, and the first of them in words."""
        if (count, needs) != (self.open_count, self._needs):
            self.open_count, self._needs = count, needs
            self._tell()

    def _tell(self) -> None:
        done = _("fertig") if self.state.complete else ""
        lacks = _("{n} offen").format(n=number(self.open_count)) if self.open_count else ""
        parts = (self.entry.title, self.state.text, done, lacks)
        self.describe(", ".join(part for part in parts if part))
        self.update()

    def describe(self, text: str) -> None:
        """The tooltip names what is missing, also in the wide rail."""
        if self.accessibleName() != text:
            self.setAccessibleName(text)
        told = [text] if self.folded or self._needs else []
        say(self, "\n".join([*told, *filter(None, [self._needs])]))

    def fold(self, folded: bool) -> None:
        super().fold(folded)
        self._tell()

    def nextCheckState(self) -> None:  # noqa: N802 - Qt's name
        """The window decides what is current; a click alone marks nothing."""

    def sizeHint(self) -> QSize:
        look = theme.current()
        height = 32 if self.entry.parent else 36
        return QSize(look.px(200), look.px(height - 2 if self.folded else height))

    def paintEvent(self, _event: QPaintEvent) -> None:
        look = theme.current()
        painter = smooth(QPainter(self))
        if self.isChecked() or self.underMouse():
            fill = "rail_active" if self.isChecked() else "rail_card"
            rounded(painter, QRectF(self.rect()), look.px(7), look.colour(fill))
        if self.entry.parent is None or self.folded:
            self._draw_mark(painter)
        if not self.folded:
            self._draw_words(painter)
        self.draw_ring(painter)
        painter.end()

    def _draw_mark(self, painter: QPainter) -> None:
        look = theme.current()
        side = look.px(21)
        middle = self.width() / 2 if self.folded else look.px(20)
        circle = QRectF(0, 0, side, side)
        circle.moveCenter(QPointF(middle, self.height() / 2))
        role = "rail_ink" if self.isChecked() else "rail_muted"
        if self.entry.parent is not None:
            paint_icon(painter, circle.adjusted(1, 1, -1, -1), self.entry.icon, role)
        elif self.state.complete and not self.isChecked():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.colour("rail_done"))
            painter.drawEllipse(circle)
            third = side * 0.3
            draw_check(painter, circle.adjusted(third, third, -third, -third), look.colour("rail"))
        else:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(look.colour(role), 1.2))
            painter.drawEllipse(circle)
            self._draw_in_circle(painter, circle, role)
        if self.open_count and self.entry.step is not None:
            self._draw_need(painter, circle)

    def _draw_need(self, painter: QPainter, circle: QRectF) -> None:
        """A small amber dot at the number: something is missing here."""
        look = theme.current()
        side = look.px(8)
        dot = QRectF(circle.right() - side * 0.7, circle.top() - side * 0.3, side, side)
        painter.setPen(QPen(look.colour("rail_active" if self.isChecked() else "rail"), 1.5))
        painter.setBrush(look.colour("amber"))
        painter.drawEllipse(dot)

    def _draw_in_circle(self, painter: QPainter, circle: QRectF, role: str) -> None:
        look = theme.current()
        if self.entry.step is None:
            quarter = circle.width() * 0.22
            inner = circle.adjusted(quarter, quarter, -quarter, -quarter)
            paint_icon(painter, inner, self.entry.icon, role)
            return
        painter.setFont(look.font(12, SEMIBOLD))
        painter.setPen(look.colour(role))
        painter.drawText(circle, CENTRED, str(self.entry.step))

    def _draw_words(self, painter: QPainter) -> None:
        look = theme.current()
        checked = self.isChecked()
        right = self.width() - look.px(9)
        if self.state.text:
            font = look.font(13, SEMIBOLD if checked else QFont.Weight.Normal)
            painter.setFont(font)
            painter.setPen(look.colour("rail_ink" if checked else "rail_muted"))
            painter.drawText(QRect(0, 0, right, self.height()), _RIGHT_MIDDLE, self.state.text)
            right -= QFontMetrics(font).horizontalAdvance(self.state.text) + look.px(6)
        left = look.px(39)
        area = QRect(left, 0, right - left, self.height())
        weight = BOLD if checked else QFont.Weight.Normal
        size = 14 if self.entry.parent else 15
        role = "rail_ink" if checked else "rail_text"
        self.draw_text(painter, area, self.entry.title, (look.font(size, weight), role))


class CompanyButton(_Folding):
    """The company at work on; a click chooses another."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = self._note = ""
        self.show_company("", "")

    def show_company(self, name: str, note: str) -> None:
        self._name = name or _("Kein Unternehmen gewählt")
        self._note = note
        self.setText(self._name)
        spoken = ", ".join(part for part in (self._name, note) if part)
        self.describe(_("Unternehmen wechseln: {name}").format(name=spoken))
        self.update()

    def sizeHint(self) -> QSize:
        look = theme.current()
        return QSize(look.px(200), look.px(40 if self.folded else 54))

    def paintEvent(self, _event: QPaintEvent) -> None:
        look = theme.current()
        painter = smooth(QPainter(self))
        area = QRectF(self.rect())
        line = look.colour("rail_muted" if self.underMouse() else "rail_line")
        rounded(painter, area, look.px(8), look.colour("rail_card"), line)
        if self.folded:
            icon_area = QRectF(0, 0, look.px(20), look.px(20))
            icon_area.moveCenter(area.center())
            paint_icon(painter, icon_area, "company", "rail_ink")
        else:
            self._draw_words(painter)
        self.draw_ring(painter)
        painter.end()

    def _draw_words(self, painter: QPainter) -> None:
        look = theme.current()
        left, room = look.px(12), self.width() - look.px(42)
        upper = QRect(left, look.px(7), room, look.px(22))
        lower = QRect(left, look.px(28), self.width() - 2 * left, look.px(19))
        self.draw_text(painter, upper, self._name, (look.font(15, SEMIBOLD), "rail_ink"))
        self.draw_text(painter, lower, self._note, (look.font(13), "rail_muted"))
        centre = QPointF(self.width() - look.px(18), upper.center().y() + 1)
        draw_chevron(painter, centre, look.px(9), look.colour("rail_text"))


class HubButton(_Folding):
    """Whether the hub can be reached and what waits; a click opens the exchange."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.connection = Connection(False, _("Offline"), "")
        self.show_connection(self.connection)

    def show_connection(self, connection: Connection) -> None:
        self.connection = connection
        self.setText(connection.title)
        spoken = ", ".join(part for part in (connection.title, connection.note) if part)
        self.describe(_("Abgleich öffnen: {state}").format(state=spoken))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.current().px(200), self.heightForWidth(self.width()))

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        look = theme.current()
        if self.folded:
            return look.px(40)
        note = self._note_box(max(width, look.px(120))).height() if self.connection.note else 0
        return look.px(34) + note + look.px(8 if note else 0)

    def _note_box(self, width: int) -> QRect:
        look = theme.current()
        room = QRect(look.px(12), look.px(30), width - look.px(24), 1000)
        return QFontMetrics(look.font(13)).boundingRect(room, _WRAP, self.connection.note)

    def paintEvent(self, _event: QPaintEvent) -> None:
        look = theme.current()
        painter = smooth(QPainter(self))
        area = QRectF(self.rect())
        line = look.colour("rail_muted") if self.underMouse() else None
        rounded(painter, area, look.px(8), look.colour("rail_card"), line)
        side = look.px(20 if self.folded else 17)
        sign = QRectF(0, 0, side, side)
        sign.moveCenter(area.center() if self.folded else QPointF(look.px(21), look.px(18)))
        paint_icon(painter, sign, "online" if self.connection.online else "offline", "rail_ink")
        if not self.folded:
            self._draw_words(painter)
        self.draw_ring(painter)
        painter.end()

    def _draw_words(self, painter: QPainter) -> None:
        look = theme.current()
        upper = QRect(look.px(36), look.px(7), self.width() - look.px(46), look.px(22))
        self.draw_text(painter, upper, self.connection.title, (look.font(15, SEMIBOLD), "rail_ink"))
        painter.setFont(look.font(13))
        painter.setPen(look.colour("rail_text"))
        painter.drawText(self._note_box(self.width()), _WRAP, self.connection.note)
