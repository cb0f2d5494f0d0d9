"""The drawing dialog: tools, colours with their meaning, undo and redo, a caption."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QIcon,
    QImage,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPixmap,
    QShortcut,
)
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from kihub_desktop.domain.sketches import Drawing, Ink, Nib
from kihub_desktop.texts import _
from kihub_desktop.ui import theme
from kihub_desktop.ui.shortcuts import show_key
from kihub_desktop.ui.widgets.chip import Chip
from kihub_desktop.ui.widgets.fields import Option
from kihub_desktop.ui.widgets.flag_picker import SegmentPicker
from kihub_desktop.ui.widgets.flow import FlowRow
from kihub_desktop.ui.widgets.labels import label, set_role
from kihub_desktop.ui.widgets.painting import smooth
from kihub_desktop.ui.widgets.sketch_painting import INKS
from kihub_desktop.ui.widgets.sketch_surface import SketchSurface, Tool

_SIZE = QSize(1100, 820)


class SketchDialog(QDialog):
    """`saved` carries the drawing and its caption; Escape asks twice when something was drawn."""

    saved = Signal(object, str)

    def __init__(
        self,
        title: str,
        drawing: Drawing,
        base: QImage | None,
        caption: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("sketchDialog")
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._before = (drawing, caption)
        self._warned = False
        self.surface = SketchSurface(drawing, base)
        self.tools = SegmentPicker(_("Werkzeug"), _tools())
        self.nibs = SegmentPicker(_("Strichstärke"), _nibs())
        self.inks = {ink: _ink_chip(ink, words) for ink, words in _inks().items()}
        self.undo_button = QPushButton(_("Rückgängig"))
        self.redo_button = QPushButton(_("Wiederholen"))
        self.caption = QLineEdit(caption)
        self.warning = label("", "note", wrap=True)
        self.save_button = QPushButton(_("Speichern"))
        self.cancel_button = QPushButton(_("Abbrechen"))
        self._build(title)
        self._wire()

    def _build(self, title: str) -> None:
        px = theme.current().px
        self.tools.choose(Tool.PEN.value)
        self.nibs.choose(Nib.MEDIUM.value)
        self._group = QButtonGroup(self)
        rows = FlowRow(), FlowRow()
        for part in (self.tools, self.nibs, self.undo_button, self.redo_button):
            rows[0].add(part)
        for chip in self.inks.values():
            self._group.addButton(chip)
            rows[1].add(chip)
        self.inks[Ink.BLACK].setChecked(True)
        self.caption.setPlaceholderText(_("Bildunterschrift"))
        self.caption.setAccessibleName(_("Bildunterschrift"))
        set_role(self.save_button, "primary")
        for button in (self.undo_button, self.redo_button, self.save_button, self.cancel_button):
            button.setAutoDefault(False)
        show_key(self.save_button, "Ctrl+Return")
        show_key(self.cancel_button, "Esc")
        show_key(self.undo_button, "Ctrl+Z")
        show_key(self.redo_button, "Ctrl+Y")
        foot = QHBoxLayout()
        foot.setSpacing(px(10))
        foot.addWidget(self.warning, 1)
        foot.addWidget(self.cancel_button)
        foot.addWidget(self.save_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(16), px(14), px(16), px(14))
        column.setSpacing(px(8))
        column.addWidget(label(title, "card-title", wrap=True))
        for row in rows:
            column.addWidget(row)
        column.addWidget(self.surface, 1)
        column.addWidget(self.caption)
        column.addLayout(foot)

    def _wire(self) -> None:
        surface = self.surface
        self.tools.picked.connect(self._on_tool)
        self.nibs.picked.connect(self._on_nib)
        for ink, chip in self.inks.items():
            chip.clicked.connect(lambda _on=False, ink=ink: self._on_ink(ink))
        surface.changed.connect(self._show_steps)
        surface.full.connect(self._tell_full)
        self.undo_button.clicked.connect(surface.undo)
        self.redo_button.clicked.connect(surface.redo)
        self.save_button.clicked.connect(self.save)
        self.cancel_button.clicked.connect(self.leave)
        self.caption.installEventFilter(self)
        self._key("Ctrl+Return", self.save)
        self._key("Ctrl+Z", surface.undo)
        self._key("Ctrl+Y", surface.redo)
        for number, tool in enumerate(Tool, start=1):
            self._key(f"Ctrl+{number}", partial(self._choose_tool, tool))
        self._show_steps()

    def _key(self, keys: str, slot: Callable[[], object]) -> None:
        QShortcut(QKeySequence(keys), self).activated.connect(slot)

    def ask(self) -> None:
        """Opens as large as the window behind allows."""
        look = theme.current()
        size = QSize(look.px(_SIZE.width()), look.px(_SIZE.height()))
        parent = self.parentWidget()
        if parent is not None:
            size = size.boundedTo(parent.window().size() - QSize(look.px(24), look.px(24)))
        self.resize(size)
        self.open()
        self.surface.setFocus(Qt.FocusReason.OtherFocusReason)

    def changed(self) -> bool:
        return (self.surface.drawing(), self.caption.text()) != self._before

    def save(self) -> None:
        """Tells what was drawn and closes; nothing new is told for nothing drawn."""
        if self.changed():
            self.saved.emit(self.surface.drawing(), self.caption.text().strip())
        self.accept()

    def leave(self) -> None:
        """Closes; strokes are only given up when it is said twice."""
        if self.surface.drop_words():
            return
        if self.changed() and not self._warned:
            self._warned = True
            self.warning.setText(
                _("Noch nicht gespeichert. Noch einmal abbrechen verwirft die Zeichnung.")
            )
            return
        super().reject()

    def reject(self) -> None:
        self.leave()

    def _choose_tool(self, tool: Tool) -> None:
        self.tools.choose(tool.value)
        self._on_tool(tool.value)
        self.surface.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_tool(self, key: str) -> None:
        self.surface.tool = Tool(key)

    def _on_nib(self, key: str) -> None:
        self.surface.nib = Nib(key)

    def _on_ink(self, ink: Ink) -> None:
        self.surface.ink = ink

    def _show_steps(self) -> None:
        self._warned = False
        self.warning.setText("")
        self.undo_button.setEnabled(self.surface.can_undo())
        self.redo_button.setEnabled(self.surface.can_redo())

    def _tell_full(self) -> None:
        self.warning.setText(_("Mehr Striche nimmt eine Zeichnung nicht auf."))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter in the caption goes back to the drawing instead of closing it."""
        if (
            watched is self.caption
            and isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
            and not event.modifiers() & Qt.KeyboardModifier.ControlModifier
        ):
            self.surface.setFocus(Qt.FocusReason.OtherFocusReason)
            return True
        return super().eventFilter(watched, event)


def _tools() -> tuple[Option, ...]:
    words = {
        Tool.PEN: _("Stift"),
        Tool.LINE: _("Linie"),
        Tool.ARROW: _("Pfeil"),
        Tool.BOX: _("Kasten"),
        Tool.TEXT: _("Text"),
        Tool.ERASER: _("Radierer"),
    }
    return tuple(Option(tool.value, word) for tool, word in words.items())


def _nibs() -> tuple[Option, ...]:
    words = {Nib.FINE: _("fein"), Nib.MEDIUM: _("mittel"), Nib.BROAD: _("breit")}
    return tuple(Option(nib.value, word) for nib, word in words.items())


def _inks() -> dict[Ink, str]:
    return {
        Ink.BLACK: _("Schwarz: wie es ist"),
        Ink.RED: _("Rot: Problem"),
        Ink.AMBER: _("Gelb: Achtung"),
        Ink.GREEN: _("Grün: Lösung"),
        Ink.BLUE: _("Blau: Daten"),
    }


def _ink_chip(ink: Ink, words: str) -> Chip:
    chip = Chip(words)
    side = theme.current().px(14)
    pixmap = QPixmap(side, side)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = smooth(QPainter(pixmap))
    painter.setBrush(QColor(INKS[ink]))
    painter.setPen(QColor("white"))
    painter.drawEllipse(QRectF(0.5, 0.5, side - 1, side - 1))
    painter.end()
    chip.setIcon(QIcon(pixmap))
    return chip
