"""What long work is doing, how far it is, and a button to stop it."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QPushButton, QVBoxLayout, QWidget

from kihub_desktop.domain.phrases import Value
from kihub_desktop.domain.progress import Step
from kihub_desktop.texts import _, render
from kihub_desktop.ui import theme
from kihub_desktop.ui.widgets.labels import ElidedLabel

_PATIENCE_MS = 300


class ProgressStrip(QFrame):
    """Appears only for work that takes longer than 0.3 s."""

    cancel_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.doing = ElidedLabel("", "strong")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.cancel = QPushButton(_("Abbrechen"))
        self.cancel.clicked.connect(self._on_cancel)
        px = theme.current().px
        column = QVBoxLayout()
        column.setSpacing(px(7))
        column.addWidget(self.doing)
        column.addWidget(self.bar)
        row = QHBoxLayout(self)
        row.setContentsMargins(px(16), px(8), px(12), px(8))
        row.setSpacing(px(16))
        row.addLayout(column, 1)
        row.addWidget(self.cancel)
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(_PATIENCE_MS)
        self._patience.timeout.connect(self.show)
        self.hide()

    def start(self, doing: Value) -> None:
        """Work has begun; the strip shows itself if the work is not over soon."""
        self.cancel.setEnabled(True)
        self.show_step(Step(0, 0, doing))
        self._patience.start()

    def show_step(self, step: Step) -> None:
        """Fits `Jobs.start(progress=...)`; total 0 shows that something moves."""
        self.bar.setRange(0, step.total)
        self.bar.setValue(step.done)
        if step.doing:
            self.doing.setText(render(step.doing))
        self.bar.setAccessibleName(self.doing.text())

    def finish(self) -> None:
        """The work is over, however it ended."""
        self._patience.stop()
        self.hide()

    def _on_cancel(self) -> None:
        self.cancel.setEnabled(False)
        self.doing.setText(_("Wird abgebrochen …"))
        self.cancel_requested.emit()
