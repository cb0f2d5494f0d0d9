"""How well an answer is proven: four grades as dots with words."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QSizePolicy, QVBoxLayout, QWidget

from kihub_desktop.texts import _
from kihub_desktop.ui import theme
from kihub_desktop.ui.widgets.flow import FlowRow
from kihub_desktop.ui.widgets.painting import (
    LEFT_MIDDLE,
    dots_width,
    draw_dots,
    focus_ring,
    rounded,
    smooth,
)

GRADES = 4


def evidence_word(grade: int) -> str:
    """The word of a grade from 0 to 3."""
    return (_("ohne Angabe"), _("Aussage"), _("gesehen"), _("Dokument"))[grade]


class _Grade(QAbstractButton):
    """●●○○ Aussage"""

    def __init__(self, grade: int, parent: QWidget) -> None:
        super().__init__(parent)
        self._grade = grade
        self.setText(evidence_word(grade))
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        look = theme.current()
        words = QFontMetrics(look.font()).horizontalAdvance(self.text())
        return QSize(dots_width(look, GRADES) + words + look.px(28), look.px(34))

    def paintEvent(self, _event: QPaintEvent) -> None:
        look = theme.current()
        painter = smooth(QPainter(self))
        area = QRectF(self.rect())
        fill = "hover" if self.underMouse() else "card"
        if self.isChecked():
            rounded(painter, area, look.px(7), look.colour("primary_soft"), look.colour("primary"))
        else:
            rounded(painter, area, look.px(7), look.colour(fill), look.colour("field_border"))
        dots = QRect(look.px(10), 0, dots_width(look, GRADES), self.height())
        draw_dots(painter, dots, look, self._grade + 1, GRADES)
        painter.setFont(look.font())
        painter.setPen(look.colour("ink"))
        words = self.rect().adjusted(dots.right() + look.px(7), 0, 0, 0)
        painter.drawText(words, LEFT_MIDDLE, self.text())
        if self.hasFocus():
            focus_ring(painter, area, look.px(6), look.colour("primary"))
        painter.end()


class EvidencePicker(QWidget):
    """Grades 0 to 3; emits what was picked, the page shows it."""

    picked = Signal(int)

    def __init__(self, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name or _("Sicherheit der Einschätzung"))
        self._group = QButtonGroup(self)
        row = FlowRow(gap=6)
        for grade in range(GRADES):
            button = _Grade(grade, self)
            button.setAccessibleName(f"{self.accessibleName()}: {button.text()}")
            self._group.addButton(button, grade)
            row.add(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(row)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setFocusProxy(self._group.button(0))
        self._group.idClicked.connect(self.picked)

    def show_grade(self, grade: int | None) -> None:
        """Marks the grade; None marks none. Tells nobody."""
        self._group.setExclusive(False)
        for known in range(GRADES):
            self._group.button(known).setChecked(known == grade)
        self._group.setExclusive(True)
        self.setFocusProxy(self._group.button(grade or 0))

    def grade(self) -> int | None:
        checked = self._group.checkedId()
        return checked if checked >= 0 else None

    def advance(self) -> None:
        """The next grade, after the last the first (key B of the interview)."""
        grade = self.grade()
        self._group.button(0 if grade is None else (grade + 1) % GRADES).click()
