"""What an empty place is for, the first action, and an example."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QSizePolicy, QVBoxLayout, QWidget

from kihub_desktop.ui import theme
from kihub_desktop.ui.widgets.labels import label, set_role


class EmptyState(QWidget):
    """Teaches instead of showing nothing."""

    action_requested = Signal()

    def __init__(
        self,
        purpose: str,
        *,
        action: str = "",
        example: str = "",
        title: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        px = theme.current().px
        column = QVBoxLayout(self)
        column.setContentsMargins(0, px(4), 0, px(8))
        column.setSpacing(px(8))
        if title:
            column.addWidget(label(title, "card-title", wrap=True))
        column.addWidget(label(purpose, "muted", wrap=True))
        if example:
            column.addWidget(label(example, "note", wrap=True))
        self.button = QPushButton(action, self)
        set_role(self.button, "primary")
        self.button.setVisible(bool(action))
        if not action:
            self.button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.button.clicked.connect(self.action_requested)
        if action:
            column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_action(self, action: str) -> None:
        """Another first action, for a place that can lack several things."""
        self.button.setText(action)
