"""Chooses a template by search, sector and arrow keys, and shows everything it would fill."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QKeySequence, QPainter, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QScrollArea,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from kihub_desktop.texts import _, number
from kihub_desktop.ui import theme
from kihub_desktop.ui.pages.use_cases.template_choice import TemplateChoice, TemplateLine
from kihub_desktop.ui.pages.use_cases.template_preview import PreviewPart, TemplatePreview
from kihub_desktop.ui.shortcuts import show_key
from kihub_desktop.ui.theme import NOTE
from kihub_desktop.ui.widgets.choice_box import ChoiceBox
from kihub_desktop.ui.widgets.labels import label, set_role
from kihub_desktop.ui.widgets.painting import LEFT_MIDDLE
from kihub_desktop.ui.widgets.search_delegate import (
    KEY_ROLE,
    NOTE_ROLE,
    ModelIndex,
    ResultDelegate,
)

_SIZE = (1080, 760)
_WALK = {Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp}


class _LineDelegate(ResultDelegate):
    """Title above, kind of project below."""

    def sizeHint(self, option: QStyleOptionViewItem, index: ModelIndex) -> QSize:
        px = theme.current().px
        return QSize(px(200), px(46)) if index.data(KEY_ROLE) else super().sizeHint(option, index)

    def draw_result(self, painter: QPainter, area: QRect, index: ModelIndex) -> None:
        look = theme.current()
        upper, lower = QRect(area), QRect(area)
        upper.setHeight(area.height() // 2 + look.px(3))
        lower.setTop(upper.bottom() - look.px(3))
        for place, font, role, text in (
            (upper, look.font(), "ink", str(index.data())),
            (lower, look.font(NOTE), "muted", str(index.data(NOTE_ROLE) or "")),
        ):
            painter.setFont(font)
            painter.setPen(look.colour(role))
            elided = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, place.width())
            painter.drawText(place, LEFT_MIDDLE, elided)


class _Part(QWidget):
    """A heading, its lines, and what they are worth."""

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.current().px(4))
        self.title = label("", "strong", wrap=True)
        self.lines = label("", wrap=True)
        self.note = label("", "note", wrap=True)
        for part in (self.title, self.lines, self.note):
            column.addWidget(part)

    def show_part(self, part: PreviewPart) -> None:
        self.title.setText(part.title)
        single = len(part.lines) == 1
        self.lines.setText("\n".join(each if single else f"• {each}" for each in part.lines))
        self.lines.setVisible(bool(part.lines))
        self.note.setText(part.note)
        self.note.setVisible(bool(part.note))


class TemplatePreviewArea(QScrollArea):
    """Reads like a page: title, warning, then part by part."""

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(_("Vorschau der Vorlage"))
        px = theme.current().px
        content = QWidget()
        content.setObjectName("scrollBody")
        self._column = QVBoxLayout(content)
        self._column.setContentsMargins(px(4), 0, px(14), px(8))
        self._column.setSpacing(px(14))
        self.title = label("", "card-title", wrap=True)
        self.warning = label("", "problem", wrap=True)
        self.nothing = label(
            _("Keine Vorlage passt. Kürzer suchen oder alle Branchen zeigen."), "muted", wrap=True
        )
        self.parts: list[_Part] = []
        for part in (self.title, self.warning, self.nothing):
            self._column.addWidget(part)
        self._column.addStretch(1)
        self.setWidget(content)

    def show_preview(self, preview: TemplatePreview | None) -> None:
        parts = preview.parts if preview else ()
        while len(self.parts) < len(parts):
            self.parts.append(_Part())
            self._column.insertWidget(self._column.count() - 1, self.parts[-1])
        for place, shown in enumerate(self.parts):
            shown.setVisible(place < len(parts))
            if place < len(parts):
                shown.show_part(parts[place])
        self.title.setText(preview.title if preview else "")
        self.warning.setText(preview.warning if preview else "")
        self.title.setVisible(preview is not None)
        self.warning.setVisible(preview is not None and bool(preview.warning))
        self.nothing.setVisible(preview is None)
        self.verticalScrollBar().setValue(0)


class TemplateDialog(QDialog):
    """Typing searches, arrows walk, Enter makes the use case, Escape leaves."""

    searched = Signal(str)
    sector_chosen = Signal(str)
    template_chosen = Signal(str)
    process_chosen = Signal(str)
    adopt_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("templateDialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Anwendungsfall aus Vorlage"))
        self._showing = False
        self.search = QLineEdit()
        self.sector = ChoiceBox()
        self.list = QListWidget()
        self.preview = TemplatePreviewArea()
        self.count = label("", "note")
        self.process = ChoiceBox()
        self.take_button = QPushButton(_("Anwendungsfall anlegen"))
        self.cancel_button = QPushButton(_("Abbrechen"))
        self._name()
        self._build()
        self._wire()

    def _name(self) -> None:
        self.search.setPlaceholderText(_("Suchen, z. B. „Verschleiß“ oder „Angebot“"))
        self.search.setAccessibleName(_("Vorlagen durchsuchen"))
        self.search.setClearButtonEnabled(True)
        self.sector.setAccessibleName(_("Branche"))
        self.list.setAccessibleName(_("Vorlagen"))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setItemDelegate(_LineDelegate(self.list))
        self.list.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.process.setAccessibleName(_("Prozess"))
        set_role(self.take_button, "primary")
        self.take_button.setDefault(True)
        self.cancel_button.setAutoDefault(False)
        show_key(self.take_button, "Return")
        show_key(self.cancel_button, "Esc")

    def _build(self) -> None:
        px = theme.current().px
        hint = _(
            "Links wählen, rechts lesen, was angelegt wird. Es kommen keine Beträge, keine "
            "Bewertungen und keine Daten hinzu, die niemand gesehen hat. Strg+Z nimmt alles zurück."
        )
        left = QVBoxLayout()
        left.setSpacing(px(8))
        for part in (self.search, self.sector, self.list, self.count):
            left.addWidget(part)
        left.setStretchFactor(self.list, 1)
        middle = QHBoxLayout()
        middle.setSpacing(px(20))
        middle.addLayout(left, 2)
        middle.addWidget(self.preview, 3)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(20), px(16), px(20), px(16))
        column.setSpacing(px(10))
        column.addWidget(label(_("Anwendungsfall aus Vorlage"), "card-title", wrap=True))
        column.addWidget(label(hint, "note", wrap=True))
        column.addLayout(middle, 1)
        column.addLayout(self._foot())

    def _foot(self) -> QHBoxLayout:
        foot = QHBoxLayout()
        foot.setSpacing(theme.current().px(10))
        foot.addWidget(label(_("Prozess"), "label"))
        foot.addWidget(self.process, 1)
        foot.addStretch(1)
        foot.addWidget(self.cancel_button)
        foot.addWidget(self.take_button)
        return foot

    def _wire(self) -> None:
        self.search.textChanged.connect(self.searched)
        self.search.installEventFilter(self)
        self.list.installEventFilter(self)
        self.list.currentItemChanged.connect(lambda now, _before: self._chosen(now))
        self.list.itemDoubleClicked.connect(lambda _item: self.adopt_requested.emit())
        for box, signal in (
            (self.sector, self.sector_chosen),
            (self.process, self.process_chosen),
        ):
            box.currentIndexChanged.connect(
                lambda _row, box=box, signal=signal: self._tell(signal.emit, box.key())
            )
        self.take_button.clicked.connect(self.adopt_requested)
        self.cancel_button.clicked.connect(self.reject)
        again = QShortcut(QKeySequence("Ctrl+F"), self)
        again.activated.connect(self._search_again)

    def ask(self) -> None:
        """Opens over the window, no larger than it, ready for typing."""
        look = theme.current()
        size = QSize(look.px(_SIZE[0]), look.px(_SIZE[1]))
        parent = self.parentWidget()
        if parent is not None:
            size = size.boundedTo(parent.window().size() - QSize(look.px(32), look.px(32)))
        self.resize(size)
        self.open()
        self.search.setFocus()

    def show_state(self, state: TemplateChoice) -> None:
        self._showing = True
        self.sector.set_options(state.sectors)
        self.sector.choose(state.sector)
        self.process.set_options(state.processes)
        self.process.choose(state.process)
        self._show_list(state)
        self._showing = False
        self.preview.show_preview(state.preview)
        self.take_button.setEnabled(bool(state.chosen))

    def _show_list(self, state: TemplateChoice) -> None:
        keys = [line.key for group in state.groups for line in group.lines]
        if keys != self.listed():
            self.list.clear()
            for group in state.groups:
                self._add_heading(group.title)
                for line in group.lines:
                    self._add(line)
        self.count.setText(_("{n} Vorlagen").format(n=number(len(keys))))
        for row in range(self.list.count()):
            if self.list.item(row).data(KEY_ROLE) == state.chosen and state.chosen:
                self.list.setCurrentRow(row)
                # Above the first one stands a heading, which should be seen too.
                self.list.scrollToItem(self.list.item(max(0, row - 1)))
                self.list.scrollToItem(self.list.item(row))

    def listed(self) -> list[str]:
        """The templates that are listed, in order."""
        items = (self.list.item(row) for row in range(self.list.count()))
        return [str(item.data(KEY_ROLE)) for item in items if item.data(KEY_ROLE)]

    def _add_heading(self, text: str) -> None:
        item = QListWidgetItem(text)
        item.setFlags(Qt.ItemFlag.NoItemFlags)
        self.list.addItem(item)

    def _add(self, line: TemplateLine) -> None:
        item = QListWidgetItem(line.title)
        item.setData(KEY_ROLE, line.key)
        item.setData(NOTE_ROLE, line.note)
        item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{line.title}, {line.note}")
        item.setToolTip(f"{line.title}\n{line.note}")
        self.list.addItem(item)

    def _chosen(self, item: QListWidgetItem | None) -> None:
        if item is not None and item.data(KEY_ROLE):
            self._tell(self.template_chosen.emit, str(item.data(KEY_ROLE)))

    def _tell(self, emit: Callable[[str], None], key: str) -> None:
        """What a person chose; what `show_state` chooses is known already."""
        if not self._showing:
            emit(key)

    def _search_again(self) -> None:
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows walk the list while a search is typed; letters in the list search."""
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return super().eventFilter(watched, event)
        if watched is self.search and Qt.Key(event.key()) in _WALK:
            self.list.keyPressEvent(event)
            return True
        if watched is self.list:
            if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
                self.take_button.click()
                return True
            text = event.text()
            if text.isprintable() and text.strip() and not event.modifiers():
                self.search.setFocus()
                self.search.insert(text)
                return True
        return super().eventFilter(watched, event)
