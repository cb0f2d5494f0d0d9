"""The thirteen obstacles as one compact list: does it apply, how heavy, a note."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from kihub_desktop.domain.choices import Barrier
from kihub_desktop.domain.visit_records import Obstacle
from kihub_desktop.domain.words import word
from kihub_desktop.texts import _, number, render
from kihub_desktop.ui import theme
from kihub_desktop.ui.pages.company.kinds import weights, yes_no_open
from kihub_desktop.ui.pages.company.state import ObstacleLine
from kihub_desktop.ui.record_entry import entry_field
from kihub_desktop.ui.widgets.card import Card
from kihub_desktop.ui.widgets.editors import FlagEditor
from kihub_desktop.ui.widgets.fields import YES, Field, FieldKind
from kihub_desktop.ui.widgets.labels import label
from kihub_desktop.ui.widgets.record_form import RecordForm

_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class ObstacleRow(QWidget):
    """One obstacle. J, N and O answer, 1 to 5 weigh, arrow up and down go to the neighbours."""

    walked = Signal(object, str, int)  # Barrier, field, -1 or +1
    committed = Signal(str, str, str)  # barrier, field, text
    restored = Signal(str, str)

    def __init__(self, barrier: Barrier, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.barrier = barrier
        self.slot: UUID | None = None
        name = render(word(barrier))
        px = theme.current().px
        self.name = label(name[:1].upper() + name[1:], wrap=True)
        self.form = RecordForm(self._fields(name))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(12))
        row.addWidget(self.name, 3)
        row.addWidget(self.form, 7)
        self.form.committed.connect(self._commit)
        self.form.restored.connect(lambda field: self.restored.emit(barrier.value, field))
        for field in ("applies", "severity"):
            for button in self.form.field(field).editor.focus_widgets():
                button.setProperty("obstacleField", field)
                button.installEventFilter(self)

    def _fields(self, name: str) -> tuple[tuple[Field, ...], ...]:
        segments: dict[str, Any] = {
            "kind": FieldKind.SEGMENTS,
            "captioned": False,
            "weight": 2,
        }
        applies = entry_field(
            Obstacle,
            "applies",
            label=f"{name}: {_('trifft zu')}",
            options=yes_no_open(),
            **segments,
        )
        severity = entry_field(
            Obstacle, "severity", label=f"{name}: {_('Gewicht')}", options=weights(), **segments
        )
        note = entry_field(
            Obstacle,
            "note",
            label=f"{name}: {_('Notiz')}",
            kind=FieldKind.TEXT,
            captioned=False,
            placeholder=_("Notiz"),
            weight=4,
        )
        return ((applies, severity, note),)

    def _commit(self, field: str, text: str) -> None:
        self.committed.emit(self.barrier.value, field, text)

    def show_line(self, line: ObstacleLine) -> None:
        self.slot = line.entries.record
        self.form.show_entries(line.entries)

    def focus(self, field: str) -> None:
        self.form.field(field).setFocus(Qt.FocusReason.TabFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            field = str(watched.property("obstacleField") or "applies")
            step = _STEPS.get(Qt.Key(event.key()))
            if step is not None:
                self.walked.emit(self.barrier, field, step)
                return True
            if field == "applies" and event.text() in set("12345"):
                self._weigh(event.text())
                return True
        return super().eventFilter(watched, event)

    def _weigh(self, digit: str) -> None:
        """A weight says that the obstacle applies."""
        applies, severity = self.form.field("applies"), self.form.field("severity")
        for box, text in ((applies, YES), (severity, digit)):
            if isinstance(box.editor, FlagEditor):
                box.editor.set_text(text)
                box.commit()


class ObstaclesCard(Card):
    """All thirteen, in the order in which companies name them most often."""

    committed = Signal(str, str, str)
    restored = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Hemmnisse"), parent=parent)
        self.body.setSpacing(theme.current().px(4))
        self.rows = {barrier: ObstacleRow(barrier) for barrier in Barrier}
        for row in self.rows.values():
            self.add(row)
            row.committed.connect(self.committed)
            row.restored.connect(self.restored)
            row.walked.connect(self._walk)

    def show_lines(self, lines: Sequence[ObstacleLine]) -> None:
        for line in lines:
            self.rows[line.barrier].show_line(line)
        said = sum(1 for line in lines if line.entries.texts.get("applies"))
        keys = _("J, N, O antworten · 1–5 wiegt · ↓ weiter")
        note = _("{n} von 13 beantwortet").format(n=number(said))
        self.set_heading(_("Hemmnisse"), f"{note} · {keys}")

    def focus(self, slot: UUID) -> None:
        """The obstacle with this record id."""
        for row in self.rows.values():
            if row.slot == slot:
                row.focus("applies")

    def focus_first(self) -> None:
        self.rows[Barrier.LEGAL_UNCERTAINTY].focus("applies")

    def _walk(self, barrier: Barrier, field: str, step: int) -> None:
        barriers = list(self.rows)
        place = min(len(barriers) - 1, max(0, barriers.index(barrier) + step))
        self.rows[barriers[place]].focus(field)
