"""Bars in rows: a share with its figure, and a value within a band."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from kihub_desktop.texts import _, number
from kihub_desktop.ui import theme
from kihub_desktop.ui.tones import Tone
from kihub_desktop.ui.widgets.painting import (
    LEFT_MIDDLE,
    SEMIBOLD,
    draw_bar,
    rounded,
    smooth,
)

_RIGHT_MIDDLE = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class _Row(QWidget):
    """A label at the left; what follows is painted in the rest of the row."""

    def __init__(self, label: str, label_width: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.label = label
        self._label_width = label_width
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        look = theme.current()
        return QSize(look.px(self._label_width + 120), look.px(26))

    def minimumSizeHint(self) -> QSize:
        look = theme.current()
        return QSize(look.px(140), look.px(26))

    def bar_area(self, right: int) -> QRectF:
        """The track between the label and `right` pixels at the end."""
        look = theme.current()
        left = self._label_room() + look.px(10)
        area = QRectF(left, 0, max(0, self.width() - left - right), look.px(8))
        area.moveTop((self.height() - area.height()) / 2)
        return area

    def _label_room(self) -> int:
        return min(theme.current().px(self._label_width), self.width() // 2)

    def draw_label(self, painter: QPainter, font: QFont) -> None:
        painter.setFont(font)
        painter.setPen(theme.current().colour("ink"))
        room = self._label_room()
        elide = Qt.TextElideMode.ElideRight
        shown = QFontMetrics(font).elidedText(self.label, elide, room)
        painter.drawText(QRect(0, 0, room, self.height()), LEFT_MIDDLE, shown)
        if shown != self.label:
            self.setToolTip(self.label)


class Meter(_Row):
    """A label, a share from 0 to 1 as a bar, and the figure. `stacked`: the bar lies below."""

    def __init__(
        self,
        label: str,
        *,
        stacked: bool = False,
        label_width: int = 150,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(label, label_width, parent)
        self._stacked = stacked
        self._share, self._text = 0.0, ""
        self._tone: Tone | None = None
        self._strong = False

    def show_share(
        self, share: float, text: str, *, tone: Tone | None = None, strong: bool = False
    ) -> None:
        self._share, self._text, self._tone, self._strong = share, text, tone, strong
        self.setAccessibleName(f"{self.label}: {text}")
        self.update()

    def sizeHint(self) -> QSize:
        look = theme.current()
        return QSize(super().sizeHint().width(), look.px(38 if self._stacked else 26))

    def minimumSizeHint(self) -> QSize:
        return QSize(super().minimumSizeHint().width(), self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        look = theme.current()
        painter = smooth(QPainter(self))
        tone = self._tone
        fill = look.colour("primary") if tone is None else QColor(look.tone(tone).mark)
        font = look.font(weight=SEMIBOLD if self._strong else QFont.Weight.Normal)
        text_width = QFontMetrics(font).horizontalAdvance(self._text) + 1
        if self._stacked:
            self._paint_stacked(painter, font, text_width, fill)
        else:
            self.draw_label(painter, font)
            room = max(text_width, look.px(44)) + look.px(10)
            draw_bar(painter, self.bar_area(room), look, self._share, fill)
            painter.setPen(look.colour("ink"))
            painter.drawText(self.rect(), _RIGHT_MIDDLE, self._text)
        painter.end()

    def _paint_stacked(self, painter: QPainter, font: QFont, text_width: int, fill: QColor) -> None:
        look = theme.current()
        line = QRect(0, 0, self.width(), look.px(24))
        painter.setFont(font)
        painter.setPen(look.colour("ink" if self._strong else "muted"))
        painter.drawText(line, _RIGHT_MIDDLE, self._text)
        painter.setPen(look.colour("ink"))
        room = self.width() - text_width - look.px(8)
        elide = Qt.TextElideMode.ElideRight
        shown = QFontMetrics(font).elidedText(self.label, elide, room)
        painter.drawText(line, LEFT_MIDDLE, shown)
        bar = QRectF(0, look.px(26), self.width(), look.px(8))
        draw_bar(painter, bar, look, self._share, fill)


@dataclass(frozen=True)
class Band:
    """An own value, and what it is seen against (`low` to `high`); None: not known."""

    value: float | None
    low: float | None = None
    high: float | None = None


def compared(band: Band) -> str:
    """The own value beside the middle half of the others."""
    own = own_value(band)
    if band.low is None or band.high is None:
        return _("hier {own}, kein Vergleich").format(own=own)
    return _("hier {own}, mittlere Hälfte der anderen {low} bis {high}").format(
        own=own, low=number(band.low, 1), high=number(band.high, 1)
    )


def own_value(band: Band) -> str:
    return _("unbekannt") if band.value is None else number(band.value, 1)


class BandBar(_Row):
    """Where the own value (mark) lies within a band; `say` words both for tip and speech."""

    def __init__(
        self,
        label: str,
        maximum: float = 5,
        *,
        say: Callable[[Band], str] = compared,
        label_width: int = 92,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(label, label_width, parent)
        self._maximum = maximum
        self._say = say
        self._band = Band(None)

    def show_band(self, band: Band) -> None:
        self._band = band
        said = self._say(band)
        self.setAccessibleName(f"{self.label}: {said}")
        self.setToolTip(said)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        look = theme.current()
        painter = smooth(QPainter(self))
        self.draw_label(painter, look.font())
        track = self.bar_area(look.px(4))
        rounded(painter, track, track.height() / 2, look.colour("track"))
        band = self._band
        if band.low is not None and band.high is not None:
            left, right = self._x(track, band.low), self._x(track, band.high)
            fill = look.colour("primary")
            fill.setAlphaF(0.35)
            area = QRectF(left, track.y(), max(2.0, right - left), track.height())
            rounded(painter, area, area.height() / 2, fill)
        if band.value is not None:
            mark = QRectF(0, 0, look.px(4), look.px(15))
            mark.moveCenter(track.center())
            mark.moveLeft(self._x(track, band.value) - mark.width() / 2)
            rounded(painter, mark, 2, look.colour("primary"))
        painter.end()

    def _x(self, track: QRectF, value: float) -> float:
        share = min(1.0, max(0.0, value / self._maximum))
        return track.x() + track.width() * share
