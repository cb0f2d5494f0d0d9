"""Offers the template of a sector to an empty company, and lets its entries be chosen."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from kihub_desktop.texts import _, number, render
from kihub_desktop.ui import theme
from kihub_desktop.ui.pages.company.templates_desk import OfferEntry, TemplateOffer
from kihub_desktop.ui.shortcuts import show_key
from kihub_desktop.ui.theme import LABEL
from kihub_desktop.ui.widgets.card import Card
from kihub_desktop.ui.widgets.labels import label, set_role
from kihub_desktop.ui.widgets.painting import BOLD

_KEY = Qt.ItemDataRole.UserRole
TEMPLATE_KEYS = "Ctrl+Shift+V"


class TemplateCard(Card):
    """Stands on top of an empty company: what could be taken over, and the way to choose."""

    chosen = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Vorlage"), parent=parent)
        self._sentence = label("", "muted", wrap=True)
        self.button = QPushButton(_("Auswählen …"))
        show_key(self.button, TEMPLATE_KEYS)
        self.button.clicked.connect(self.chosen)
        row = QHBoxLayout()
        row.addWidget(self._sentence, 1)
        row.addWidget(self.button, 0, Qt.AlignmentFlag.AlignVCenter)
        self.body.addLayout(row)
        self.hide()

    def show_offer(self, offer: TemplateOffer | None) -> None:
        self.setVisible(offer is not None)
        if offer is not None:
            title = _("Vorlage „{sector}“ übernehmen").format(sector=render(offer.sector))
            self.set_heading(title)
            self._sentence.setText(render(offer.sentence))
            self.button.setAccessibleName(f"{title}: {self.button.text()}")


class TemplateDialog(QDialog):
    """All entries with a check box each: arrows walk, the space bar checks, Enter takes over."""

    taken = Signal(object)  # tuple of keys

    def __init__(self, offer: TemplateOffer, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("templateDialog")
        title = _("Vorlage „{sector}“ übernehmen").format(sector=render(offer.sector))
        self.setWindowTitle(title)
        self.list = QListWidget()
        self.list.setAccessibleName(title)
        self.list.setWordWrap(True)
        self.list.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.take_button = QPushButton("")
        self.cancel_button = QPushButton(_("Abbrechen"))
        self._build(title)
        for group in offer.groups:
            self._add_heading(render(group.title))
            for entry in group.entries:
                self._add(entry)
        self.list.itemChanged.connect(lambda _item: self._count())
        self._count()
        self.list.setCurrentRow(1)

    def _build(self, title: str) -> None:
        look = theme.current()
        px = look.px
        set_role(self.take_button, "primary")
        self.take_button.setDefault(True)
        self.cancel_button.setAutoDefault(False)
        show_key(self.cancel_button, "Esc")
        self.take_button.clicked.connect(self.take)
        self.cancel_button.clicked.connect(self.reject)
        every = QShortcut(QKeySequence("Ctrl+A"), self)
        every.activated.connect(self.check_all)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(20), px(16), px(20), px(16))
        column.setSpacing(px(10))
        column.addWidget(label(title, "card-title", wrap=True))
        keys = _("Leertaste wählt, Strg+A alle oder keine, Enter übernimmt. Nichts kommt doppelt.")
        column.addWidget(label(keys, "note", wrap=True))
        column.addWidget(self.list, 1)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.cancel_button)
        foot.addWidget(self.take_button)
        column.addLayout(foot)
        parent = self.parentWidget()
        tallest = parent.window().height() - px(32) if parent is not None else px(720)
        self.resize(px(680), min(px(720), tallest))

    def _add_heading(self, text: str) -> None:
        item = QListWidgetItem(text)
        item.setFlags(Qt.ItemFlag.NoItemFlags)
        item.setFont(theme.current().font(LABEL, BOLD))
        self.list.addItem(item)

    def _add(self, entry: OfferEntry) -> None:
        note = _("schon da") if entry.taken else entry.note
        item = QListWidgetItem(f"{entry.text} – {note}")
        item.setToolTip(item.text())
        item.setData(_KEY, entry.key)
        if entry.taken:
            item.setFlags(Qt.ItemFlag.NoItemFlags)
        else:
            item.setFlags(
                Qt.ItemFlag.ItemIsEnabled
                | Qt.ItemFlag.ItemIsSelectable
                | Qt.ItemFlag.ItemIsUserCheckable
            )
            item.setCheckState(Qt.CheckState.Checked)
        self.list.addItem(item)

    def _open(self) -> list[QListWidgetItem]:
        items = (self.list.item(row) for row in range(self.list.count()))
        return [item for item in items if item.flags() & Qt.ItemFlag.ItemIsUserCheckable]

    def keys(self) -> tuple[str, ...]:
        """What is checked."""
        checked = Qt.CheckState.Checked
        return tuple(str(item.data(_KEY)) for item in self._open() if item.checkState() == checked)

    def check_all(self) -> None:
        """Checks everything, or nothing if everything is checked."""
        checked, empty = Qt.CheckState.Checked, Qt.CheckState.Unchecked
        items = self._open()
        wanted = empty if all(item.checkState() == checked for item in items) else checked
        for item in items:
            item.setCheckState(wanted)

    def _count(self) -> None:
        chosen = len(self.keys())
        self.take_button.setText(_("{n} übernehmen").format(n=number(chosen)))
        self.take_button.setEnabled(chosen > 0)

    def take(self) -> None:
        self.taken.emit(self.keys())
        self.accept()
