"""A ring for a score from 0 to 100, for a range while answers are missing, or for unknown."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from kihub_desktop.texts import _
from kihub_desktop.ui import theme
from kihub_desktop.ui.tones import Tone
from kihub_desktop.ui.widgets.painting import BOLD, CENTRED, SEMIBOLD, smooth

_SIDE, _WIDTH = 84, 9
_TOP, _FULL = 90 * 16, 360 * 16


class RingGauge(QAbstractButton):
    """Painted; a click or Enter asks where the figure comes from (`clicked`)."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self._low: float | None = None
        self._high: float | None = None
        self._tone = Tone.NEUTRAL
        self._word = ""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.show_unknown()

    def show_score(self, score: float, tone: Tone, word: str = "") -> None:
        """`word` says in a word what the tone means (trägt, trägt nicht)."""
        self._set(score, score, tone, word)

    def show_range(self, low: float, high: float, tone: Tone, word: str = "") -> None:
        self._set(low, high, tone, word)

    def show_unknown(self, word: str = "") -> None:
        self._set(None, None, Tone.NEUTRAL, word)

    def _set(self, low: float | None, high: float | None, tone: Tone, word: str) -> None:
        self._low, self._high, self._tone, self._word = low, high, tone, word
        parts = (self._name, self.figure() or _("unbekannt"), word)
        self.setAccessibleName(", ".join(part for part in parts if part))
        self.setToolTip(_("Woher kommt das? Klick zeigt die Teile."))
        self.update()

    def figure(self) -> str:
        """What stands in the ring: 72, 48–66 or nothing."""
        if self._low is None or self._high is None:
            return ""
        low, high = _whole(self._low), _whole(self._high)
        return str(low) if low == high else f"{low}–{high}"

    def sizeHint(self) -> QSize:
        look = theme.current()
        return QSize(look.px(_SIDE), look.px(_SIDE))

    def paintEvent(self, _event: QPaintEvent) -> None:
        look = theme.current()
        painter = smooth(QPainter(self))
        width = look.px(_WIDTH)
        side = min(self.width(), self.height()) - width - look.px(2)
        ring = QRectF(0, 0, side, side)
        ring.moveCenter(QPointF(self.width() / 2, self.height() / 2))
        self._draw_ring(painter, ring, width)
        self._draw_figure(painter, ring)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(look.colour("primary"), 2))
            inner = ring.adjusted(width, width, -width, -width)
            painter.drawEllipse(inner)
        painter.end()

    def _draw_ring(self, painter: QPainter, ring: QRectF, width: float) -> None:
        look = theme.current()
        painter.setPen(QPen(look.colour("track"), width))
        painter.drawEllipse(ring)
        if self._low is None or self._high is None:
            # Dashes: nothing is known, which is not the same as zero.
            pen = QPen(look.colour("field_border"), 2)
            pen.setDashPattern([2.5, 3])
            painter.setPen(pen)
            painter.drawEllipse(ring)
            return
        mark = QColor(look.tone(self._tone).mark)
        pen = QPen(mark, width)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        if self._high > self._low:
            faint = QColor(mark)
            faint.setAlphaF(0.4)
            painter.setPen(QPen(faint, width, c=Qt.PenCapStyle.FlatCap))
            start, end = _angle(self._low), _angle(self._high)
            painter.drawArc(ring, _TOP - start, start - end)
        painter.setPen(pen)
        if self._low > 0:
            painter.drawArc(ring, _TOP, -_angle(self._low))

    def _draw_figure(self, painter: QPainter, ring: QRectF) -> None:
        look = theme.current()
        text = self.figure()
        long = len(text) > 3
        painter.setFont(look.font(15 if long else 22, SEMIBOLD if long else BOLD))
        painter.setPen(look.colour("ink" if text else "muted"))
        painter.drawText(ring, CENTRED, text or "?")


def _whole(score: float) -> int:
    return int(score + 0.5 + 1e-9)


def _angle(score: float) -> int:
    return round(_FULL * min(100.0, max(0.0, score)) / 100)
