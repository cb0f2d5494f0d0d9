"""Everybody in the region with every reason: who fits, who accompanies, who is elsewhere."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from kihub_desktop.domain.spelling import matches
from kihub_desktop.texts import _, render
from kihub_desktop.ui import theme
from kihub_desktop.ui.regional.partner_card import PartnerRow
from kihub_desktop.ui.regional.partner_lines import PartnerLine, PartnersView
from kihub_desktop.ui.shortcuts import show_key
from kihub_desktop.ui.widgets.labels import label

_WIDTH, _HEIGHT = 760, 720


class PartnersDialog(QDialog):
    """Typing narrows the list; choosing closes."""

    partner_chosen = Signal(str)

    def __init__(self, view: PartnersView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("partnersDialog")
        self.setWindowTitle(_("Partner in Sachsen und Thüringen"))
        px = theme.current().px
        self.search = QLineEdit()
        self.search.setPlaceholderText(_("Name, Ort oder Kompetenz"))
        self.search.setAccessibleName(_("Partner suchen"))
        self.rows: list[tuple[str, PartnerRow]] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(px(20), px(16), px(20), px(16))
        column.setSpacing(px(10))
        column.addWidget(label(render(view.note), "note", wrap=True))
        column.addWidget(self.search)
        column.addWidget(self._list(view), 1)
        close = QPushButton(_("Schließen"))
        close.setAutoDefault(False)
        show_key(close, "Esc")
        close.clicked.connect(self.reject)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(close)
        column.addLayout(foot)
        self.search.textChanged.connect(self._narrow)
        tallest = parent.window().height() - px(32) if parent is not None else px(_HEIGHT)
        self.resize(px(_WIDTH), min(px(_HEIGHT), tallest))

    def _list(self, view: PartnersView) -> QScrollArea:
        px = theme.current().px
        body = QWidget()
        self._column = QVBoxLayout(body)
        self._column.setContentsMargins(0, 0, px(8), 0)
        self._column.setSpacing(px(12))
        self._headings = [
            self._group(_("Können den Piloten umsetzen"), view.builders),
            self._group(_("Begleiten, vernetzen, fördern"), view.companions),
            self._group(_("Für einen anderen Landkreis zuständig"), view.elsewhere),
        ]
        self._column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(body)
        return area

    def _group(
        self, title: str, lines: tuple[PartnerLine, ...]
    ) -> tuple[QWidget, list[PartnerRow]]:
        heading = label(title, "card-title", wrap=True)
        heading.setVisible(bool(lines))
        self._column.addWidget(heading)
        made = [self._row(line) for line in lines]
        return heading, made

    def _row(self, line: PartnerLine) -> PartnerRow:
        row = PartnerRow(picks=True)
        row.show_line(line)
        row.chosen.connect(self._on_chosen)
        said = " ".join((line.name, render(line.place), *(render(r) for r, _t in line.reasons)))
        self.rows.append((said, row))
        self._column.addWidget(row)
        return row

    def _narrow(self, typed: str) -> None:
        for said, row in self.rows:
            row.setVisible(not typed.strip() or matches(typed, said))
        for heading, rows in self._headings:
            heading.setVisible(any(not row.isHidden() for row in rows))

    def _on_chosen(self, identifier: str) -> None:
        self.partner_chosen.emit(identifier)
        self.accept()
