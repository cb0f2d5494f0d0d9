"""The other workspaces: when each was opened last, and the way there without a restart."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from kihub_desktop.texts import _, instant
from kihub_desktop.ui import theme
from kihub_desktop.ui.pages.workspace.page import RIGHT, Topic
from kihub_desktop.ui.recent import Recent
from kihub_desktop.ui.widgets.card import Card
from kihub_desktop.ui.widgets.labels import ElidedLabel, label, set_role

if TYPE_CHECKING:
    from kihub_desktop.ui.workbench import Workbench

_SUFFIX = ".kihub"


class _Row(QWidget):
    """Name, place and age of one workspace, and a button that opens it."""

    open_requested = Signal(object)  # Path

    def __init__(self, recent: Recent) -> None:
        super().__init__()
        name = recent.folder.name.removesuffix(_SUFFIX)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(ElidedLabel(name, "strong"))
        self.note = ElidedLabel(_note(recent), "note")
        words.addWidget(self.note)
        self.open = QPushButton(_("Öffnen …"))
        self.open.setAccessibleName(_("{name} öffnen").format(name=name))
        set_role(self.open, "link")
        self.open.clicked.connect(lambda: self.open_requested.emit(recent.folder))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addLayout(words, 1)
        row.addWidget(self.open, 0, Qt.AlignmentFlag.AlignTop)


class WorkspacesCard(Card):
    open_requested = Signal(object)  # Path, or None to choose

    def __init__(self) -> None:
        super().__init__(_("Andere Arbeitsbereiche"))
        self.setObjectName("workspacesCard")
        self.rows: list[_Row] = []
        self._list = QVBoxLayout()
        self._list.setSpacing(theme.current().px(10))
        self._none = label(
            _(
                "Hier stehen die Arbeitsbereiche, die auf diesem Rechner schon geöffnet waren, auch"
                " die von einem Stick."
            ),
            "muted",
            wrap=True,
        )
        self.other = QPushButton(_("Anderen öffnen oder anlegen …"))
        self.add(self._none)
        self.body.addLayout(self._list)
        self.body.addWidget(self.other, 0, Qt.AlignmentFlag.AlignLeft)
        self.other.clicked.connect(lambda: self.open_requested.emit(None))

    def show_recent(self, recent: Sequence[Recent]) -> None:
        for row in self.rows:
            self._list.removeWidget(row)
            row.hide()
            row.deleteLater()
        self.rows = [_Row(each) for each in recent]
        for row in self.rows:
            row.open_requested.connect(self.open_requested)
            self._list.addWidget(row)
        self._none.setVisible(not self.rows)


def _note(recent: Recent) -> str:
    if not recent.folder.is_dir():
        return _("Der Ordner ist gerade nicht da, vielleicht fehlt der Stick: {folder}").format(
            folder=recent.folder.parent
        )
    opened = recent.moment
    parts = [str(recent.folder.parent)]
    if opened is not None:
        parts.insert(0, _("zuletzt geöffnet {moment}").format(moment=instant(opened)))
    return " · ".join(parts)


def workspaces_topic(bench: Workbench) -> Topic:
    card = WorkspacesCard()
    here: Path = bench.services.workspace.folder

    def load() -> None:
        card.show_recent([each for each in bench.recent() if each.folder != here])

    card.open_requested.connect(bench.switch_requested)
    return Topic("workspaces", card, load, RIGHT)
