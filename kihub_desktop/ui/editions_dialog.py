"""What newer editions change in an assessment, and whether it shall count by them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from kihub_desktop.services.edition_comparison import Shift
from kihub_desktop.services.recalculation import Recalculation
from kihub_desktop.texts import _, render
from kihub_desktop.ui import theme
from kihub_desktop.ui.widgets.cells import Column, TextCell
from kihub_desktop.ui.widgets.data_table import DataTable
from kihub_desktop.ui.widgets.empty_state import EmptyState
from kihub_desktop.ui.widgets.labels import label, set_role


@dataclass(frozen=True)
class _Line:
    part: str
    what: str
    before: str
    after: str


class EditionsDialog(QDialog):
    """The differences in one table; taking them over is an ordinary change that can be undone."""

    adopted = Signal()

    def __init__(self, found: Recalculation, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("editionsDialog")
        self.setWindowTitle(_("Bewertung nach zwei Ausgaben"))
        self.table: DataTable[_Line] = DataTable(
            _("Unterschiede"),
            (
                Column(_("Teil"), lambda line: TextCell(line.part, muted=True)),
                Column(
                    _("Was"), lambda line: TextCell(line.what, strong=True), stretch=3, wrap=True
                ),
                Column(
                    " · ".join(found.outdated.used), lambda line: line.before, stretch=4, wrap=True
                ),
                Column(
                    " · ".join(found.outdated.newest), lambda line: line.after, stretch=4, wrap=True
                ),
            ),
            empty=EmptyState(_("Unter beiden Ausgaben kommt dasselbe heraus.")),
            grows=False,
        )
        self.keep = QPushButton(_("So lassen"))
        self.adopt = QPushButton(_("Mit neuer Ausgabe bewerten"))
        set_role(self.adopt, "primary")
        self._build(found)
        self.table.show_rows(tuple(_lines(found)))
        self.keep.clicked.connect(self.reject)
        self.adopt.clicked.connect(self._adopt)

    def _build(self, found: Recalculation) -> None:
        px = theme.current().px
        column = QVBoxLayout(self)
        column.setContentsMargins(px(20), px(16), px(20), px(16))
        column.setSpacing(px(10))
        used, newest = found.outdated.used, found.outdated.newest
        said = _(
            "{stage} ist mit Fragenkatalog {old} und Methode {old_method} bewertet. Rechts steht,"
            " was Fragenkatalog {new} und Methode {new_method} daraus machen. Bis Sie sich"
            " entscheiden, bleibt alles, wie es war."
        ).format(
            stage=found.outdated.stage.value,
            old=used[0],
            old_method=used[1],
            new=newest[0],
            new_method=newest[1],
        )
        column.addWidget(label(said, "muted", wrap=True))
        column.addWidget(self.table, 1)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.keep)
        foot.addWidget(self.adopt)
        column.addLayout(foot)
        self.resize(px(940), px(520))

    def _adopt(self) -> None:
        self.adopted.emit()
        self.accept()


def _lines(found: Recalculation) -> Iterator[_Line]:
    for part, shifts in (
        (_("Reifegrad"), found.readiness),
        (_("Urteil"), found.verdicts),
        (_("Fragen"), found.interview),
    ):
        for shift in shifts:
            yield _line(part, shift)


def _line(part: str, shift: Shift) -> _Line:
    before, after = (
        _("nicht enthalten") if each is None else render(each)
        for each in (shift.before, shift.after)
    )
    return _Line(part, render(shift.label), before, after)
