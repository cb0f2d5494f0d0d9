"""The rail at the left: the method in seven steps, the company, and the way to the hub."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from kihub_desktop.texts import _
from kihub_desktop.ui import theme
from kihub_desktop.ui.icons import ToolButton
from kihub_desktop.ui.page_entry import Connection, PageEntry, StepState
from kihub_desktop.ui.rail_buttons import CompanyButton, HubButton, RailButton
from kihub_desktop.ui.shortcuts import show_key
from kihub_desktop.ui.widgets.labels import ElidedLabel

WIDE, FOLDED = 236, 56
WORKSPACE_KEYS = "Ctrl+Shift+W"
LOCK_KEYS = "Ctrl+L"


class Rail(QWidget):
    """Shows where one is and how far each step is; emits where to go."""

    chosen = Signal(str)  # key of a page
    company_requested = Signal()
    hub_requested = Signal()
    workspace_requested = Signal()
    lock_requested = Signal()
    theme_requested = Signal()
    language_requested = Signal()
    keys_requested = Signal()

    def __init__(self, entries: Sequence[PageEntry], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("rail")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(_("Schritte"))
        self._entries = tuple(entries)
        self._buttons: dict[str, RailButton] = {}
        self.folded = False
        px = theme.current().px
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(px(12), px(20), px(12), px(12))
        self._column.setSpacing(px(10))
        self._build_brand()
        self.company = CompanyButton(self)
        self.company.clicked.connect(self.company_requested)
        self._column.addWidget(self.company)
        self._build_entries()
        self.hub = HubButton(self)
        self.hub.clicked.connect(self.hub_requested)
        self._column.addWidget(self.hub)
        self._build_tools()
        self.setFixedWidth(px(WIDE))

    def _build_brand(self) -> None:
        self._brand = QWidget(self)
        column = QVBoxLayout(self._brand)
        column.setContentsMargins(theme.current().px(8), 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(ElidedLabel(_("KI-HUB Werkbank"), "rail-brand"))
        column.addWidget(ElidedLabel(_("Sachsen-Thüringen"), "rail-region"))
        self._column.addWidget(self._brand)

    def _build_entries(self) -> None:
        body = QWidget()
        body.setObjectName("railBody")
        self._list = QVBoxLayout(body)
        self._list.setContentsMargins(0, 0, 0, 0)
        self._list.setSpacing(theme.current().px(3))
        numbered = [e for e in self._entries if e.step is not None]
        for entry in sorted(numbered, key=lambda e: e.step or 0):
            self._add(entry)
            for child in (e for e in self._entries if e.parent == entry.key):
                self._add(child)
        self._add_others()
        self._list.addStretch(1)
        scroll = QScrollArea(self)
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidget(body)
        self._column.addWidget(scroll, 1)

    def _add_others(self) -> None:
        others = [e for e in self._entries if e.step is None and e.parent is None and e.in_rail]
        if not others:
            return
        rule = QFrame()
        rule.setProperty("role", "rail-rule")
        space = theme.current().px(8)
        self._list.addSpacing(space)
        self._list.addWidget(rule)
        self._list.addSpacing(space)
        for entry in others:
            self._add(entry)

    def _add(self, entry: PageEntry) -> None:
        if not entry.in_rail:
            return
        button = RailButton(entry)
        button.clicked.connect(lambda _checked=False, key=entry.key: self.chosen.emit(key))
        self._buttons[entry.key] = button
        self._list.addWidget(button)
        button.setVisible(entry.parent is None)

    def _build_tools(self) -> None:
        look = theme.current()
        self._tools = QWidget(self)
        self._tool_row = QHBoxLayout(self._tools)
        self._tool_row.setContentsMargins(0, 0, 0, 0)
        self._tool_row.setSpacing(look.px(4))
        self._spare_tools: list[ToolButton] = []
        self.workspace = ToolButton(
            "workspace", _("Arbeitsbereich"), role="rail-tool", colour="rail_text"
        )
        show_key(self.workspace, WORKSPACE_KEYS)
        self.workspace.clicked.connect(self.workspace_requested)
        self.lock = ToolButton("lock", _("Sperren"), role="rail-tool", colour="rail_text")
        show_key(self.lock, LOCK_KEYS)
        self.lock.clicked.connect(self.lock_requested)
        for button in (self.workspace, self.lock):
            self._tool_row.addWidget(button)
        kinds = (
            ("moon", _("Hell oder dunkel"), self.theme_requested),
            ("language", _("Deutsch oder Englisch"), self.language_requested),
            ("help", _("Alle Tasten (F1)"), self.keys_requested),
        )
        for icon_name, name, signal in kinds:
            button = ToolButton(icon_name, name, role="rail-tool", colour="rail_text")
            button.clicked.connect(signal)
            self._tool_row.addWidget(button)
            self._spare_tools.append(button)
        self._tool_row.addStretch(1)
        self._spare_tools.pop()  # the keys stay: they tell how to reach the others
        self._column.addWidget(self._tools)

    def button(self, key: str) -> RailButton:
        return self._buttons[key]

    def keys(self) -> tuple[str, ...]:
        return tuple(self._buttons)

    def show_current(self, key: str) -> None:
        """Marks the page, its parent, and opens the sub-entries of that parent."""
        parents = {entry.key: entry.parent for entry in self._entries}
        family = parents.get(key) or key
        for entry_key, button in self._buttons.items():
            button.setChecked(entry_key in {key, family})
            parent = parents.get(entry_key)
            button.setVisible(parent is None or parent == family)

    def show_steps(self, states: Mapping[str, StepState]) -> None:
        for key, button in self._buttons.items():
            button.show_state(states.get(key, StepState()))

    def show_needs(self, needs: Mapping[str, tuple[int, str]]) -> None:
        """A mark on every step that lacks answers; the tooltip names the first of them."""
        for key, button in self._buttons.items():
            button.show_needs(*needs.get(key, (0, "")))

    def show_company(self, name: str, note: str) -> None:
        self.company.show_company(name, note)

    def show_connection(self, connection: Connection) -> None:
        self.hub.show_connection(connection)

    def fold(self, folded: bool, *, low: bool = False) -> None:
        """Only icons, 56 px wide; names move into tooltips. `low`: the window has little height."""
        for tool in self._spare_tools:
            tool.setVisible(not (folded and low))
        if folded == self.folded:
            return
        self.folded = folded
        px = theme.current().px
        self._brand.setVisible(not folded)
        side = px(8 if folded else 12)
        self._column.setContentsMargins(side, px(12 if folded else 20), side, px(12))
        for button in (*self._buttons.values(), self.company, self.hub):
            button.fold(folded)
        self._tool_row.setDirection(
            QHBoxLayout.Direction.TopToBottom if folded else QHBoxLayout.Direction.LeftToRight
        )
        self.setFixedWidth(px(FOLDED if folded else WIDE))
