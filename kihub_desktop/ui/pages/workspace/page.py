"""Draws the page of the workspace: what it is, and one card per topic below."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kihub_desktop.texts import _, render
from kihub_desktop.ui import theme
from kihub_desktop.ui.pages.workspace.state import WorkspaceState
from kihub_desktop.ui.widgets.card import Card
from kihub_desktop.ui.widgets.labels import ElidedLabel, label
from kihub_desktop.ui.widgets.scroll_page import ScrollPage
from kihub_desktop.ui.widgets.tile_grid import TileGrid

LEFT, RIGHT, ACROSS = 0, 1, 2
"""Where the card of a topic stands: in one of two columns, or below over the whole width."""


@dataclass(frozen=True)
class Topic:
    """One card of the page.

    `load` reads what it shows, each time the page is shown or one of `kinds` was touched.
    """

    key: str
    card: Card
    load: Callable[[], None]
    column: int = LEFT
    kinds: frozenset[str] = frozenset()


class _Fact(QWidget):
    """A caption and what it says, elided with the whole text as tooltip."""

    def __init__(self, caption: str) -> None:
        super().__init__()
        self.value = ElidedLabel("", "strong")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.current().px(1))
        column.addWidget(label(caption, "note"))
        column.addWidget(self.value)


class WorkspacePage(ScrollPage):
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Arbeitsbereich"), parent=parent)
        self.setObjectName("workspacePage")
        self._facts = {
            "folder": _Fact(_("Ordner")),
            "size": _Fact(_("Belegter Platz")),
            "device": _Fact(_("Dieser Rechner")),
            "author": _Fact(_("Unterschrift")),
        }
        grid = TileGrid(200)
        for fact in self._facts.values():
            grid.add(fact)
        self.facts = Card()
        self.facts.setAccessibleName(_("Arbeitsbereich"))
        self.facts.add(grid)
        self.add(self.facts)
        self._columns = self.add_columns(1, 1)
        self.topics: dict[str, Topic] = {}

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.left.emit()

    def add_topic(self, topic: Topic) -> None:
        self.topics[topic.key] = topic
        if topic.column == ACROSS:
            self.add(topic.card)
        else:
            self._columns.add(topic.column, topic.card)

    def show_state(self, state: WorkspaceState) -> None:
        self.set_heading(state.name, _("Arbeitsbereich"))
        for name, text in (
            ("folder", state.folder),
            ("size", render(state.size)),
            ("device", render(state.device)),
            ("author", render(state.author)),
        ):
            self._facts[name].value.setText(text)

    def lead_to(self, key: str) -> None:
        """Scrolls to the card of a topic and puts the focus there."""
        topic = self.topics.get(key)
        if topic is None:
            return
        self.ensureWidgetVisible(topic.card)
        first = _first_control(topic.card)
        (first or topic.card).setFocus(Qt.FocusReason.OtherFocusReason)


def _first_control(card: Card) -> QWidget | None:
    controls = (
        each
        for each in card.findChildren(QWidget)
        if each.focusPolicy() & Qt.FocusPolicy.TabFocus and each.isVisibleTo(card)
    )
    return next(controls, None)
