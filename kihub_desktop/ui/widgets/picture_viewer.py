"""One picture at a time, large: caption, what it belongs to, turn, draw, order, give out."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QKeySequence, QPainter, QPaintEvent, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from kihub_desktop.texts import _
from kihub_desktop.ui import theme
from kihub_desktop.ui.icons import ToolButton
from kihub_desktop.ui.shortcuts import show_key
from kihub_desktop.ui.widgets.choice_box import ChoiceBox
from kihub_desktop.ui.widgets.fields import Option
from kihub_desktop.ui.widgets.flow import FlowRow
from kihub_desktop.ui.widgets.labels import ElidedLabel, set_role
from kihub_desktop.ui.widgets.painting import CENTRED, rounded, smooth

_SIZE = QSize(1120, 820)


class PictureView(QWidget):
    """The picture as large as there is room; words while it is not here."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._image: QImage | None = None
        self._words = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def sizeHint(self) -> QSize:
        look = theme.current()
        return QSize(look.px(800), look.px(560))

    def minimumSizeHint(self) -> QSize:
        look = theme.current()
        return QSize(look.px(240), look.px(160))

    def show_image(self, image: QImage | None, words: str = "") -> None:
        self._image, self._words = image, words
        self.update()

    def image(self) -> QImage | None:
        return self._image

    def paintEvent(self, _event: QPaintEvent) -> None:
        look = theme.current()
        painter = smooth(QPainter(self))
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        area = QRectF(self.rect())
        rounded(painter, area, look.px(8), look.colour("neutral_soft"))
        if self._image is not None and not self._image.isNull():
            size = self._image.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
            place = QRectF(0, 0, size.width(), size.height())
            place.moveCenter(area.center())
            painter.drawImage(place, self._image)
        else:
            painter.setPen(look.colour("muted"))
            painter.drawText(area, CENTRED, self._words)
        painter.end()


class PictureViewer(QDialog):
    """Says what is wanted; whoever opened it shows the next state."""

    step_requested = Signal(int)  # -1 before, 1 behind
    caption_entered = Signal(str)
    belonging_picked = Signal(str)
    turn_requested = Signal()
    draw_requested = Signal()
    export_requested = Signal()
    move_requested = Signal(int)
    delete_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("pictureViewer")
        self.setWindowTitle(_("Foto"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._caption_before = ""
        self.view = PictureView()
        self.before = ToolButton("back", _("Vorheriges Bild"))
        self.behind = ToolButton("chevron-right", _("Nächstes Bild"))
        self.place = ElidedLabel("", "strong")
        self.note = ElidedLabel("", "note")
        self.caption = QLineEdit()
        self.belongs = ChoiceBox()
        self.buttons = {
            "turn": (QPushButton(_("Drehen")), "Ctrl+R", self.turn_requested.emit),
            "draw": (QPushButton(_("Zeichnen")), "Ctrl+D", self.draw_requested.emit),
            "forward": (
                QPushButton(_("Nach vorn")),
                "Alt+Up",
                lambda: self.move_requested.emit(-1),
            ),
            "backward": (
                QPushButton(_("Nach hinten")),
                "Alt+Down",
                lambda: self.move_requested.emit(1),
            ),
            "export": (QPushButton(_("Als Datei sichern …")), "Ctrl+S", self.export_requested.emit),
            "delete": (QPushButton(_("Löschen")), "Del", self.delete_requested.emit),
        }
        self.close_button = QPushButton(_("Schließen"))
        self._build()
        self._wire()

    def _build(self) -> None:
        px = theme.current().px
        self.caption.setPlaceholderText(_("Bildunterschrift"))
        self.caption.setAccessibleName(_("Bildunterschrift"))
        self.belongs.setAccessibleName(_("Gehört zu"))
        show_key(self.before, "PgUp")
        show_key(self.behind, "PgDown")
        set_role(self.buttons["delete"][0], "danger")
        set_role(self.close_button, "primary")
        show_key(self.close_button, "Esc")
        head = QHBoxLayout()
        head.setSpacing(px(10))
        for part in (self.before, self.behind, self.place):
            head.addWidget(part)
        head.addWidget(self.note, 1)
        words = QHBoxLayout()
        words.setSpacing(px(10))
        words.addWidget(self.caption, 3)
        words.addWidget(self.belongs, 2)
        actions = FlowRow()
        for button, keys, _slot in self.buttons.values():
            button.setAutoDefault(False)
            show_key(button, keys)
            actions.add(button)
        self.close_button.setAutoDefault(False)
        foot = QHBoxLayout()
        foot.addWidget(actions, 1)
        foot.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignBottom)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(16), px(12), px(16), px(14))
        column.setSpacing(px(10))
        column.addLayout(head)
        column.addWidget(self.view, 1)
        column.addLayout(words)
        column.addLayout(foot)

    def _wire(self) -> None:
        self.before.clicked.connect(lambda: self._step(-1))
        self.behind.clicked.connect(lambda: self._step(1))
        self.caption.editingFinished.connect(self.commit_caption)
        self.caption.installEventFilter(self)
        self.belongs.activated.connect(lambda _i: self.belonging_picked.emit(self.belongs.key()))
        self.close_button.clicked.connect(self.reject)
        self._key("PgUp", lambda: self._step(-1))
        self._key("PgDown", lambda: self._step(1))
        for button, keys, slot in self.buttons.values():
            button.clicked.connect(slot)
            if keys != "Del":  # Entf in the caption deletes a letter
                self._key(keys, button.click)

    def _key(self, keys: str, slot: Callable[[], object]) -> None:
        QShortcut(QKeySequence(keys), self).activated.connect(slot)

    def show_picture(self, place: str, note: str, caption: str, *, here: bool, drawn: bool) -> None:
        """What is known of the picture; its pixels follow by `view.show_image`."""
        self.place.setText(place)
        self.note.setText(note)
        if self.caption.text() == self._caption_before:
            self.caption.setText(caption)
        self._caption_before = caption
        for name in ("turn", "draw", "export"):
            self.buttons[name][0].setEnabled(here)
        self.buttons["turn"][0].setEnabled(here and not drawn)
        self.setAccessibleName(f"{place} {caption}".strip())
        self.view.setAccessibleName(caption or _("Foto"))

    def show_belongings(self, options: tuple[Option, ...], chosen: str) -> None:
        self.belongs.set_options(options)
        self.belongs.choose(chosen)

    def ask(self) -> None:
        look = theme.current()
        size = QSize(look.px(_SIZE.width()), look.px(_SIZE.height()))
        parent = self.parentWidget()
        if parent is not None:
            size = size.boundedTo(parent.window().size() - QSize(look.px(24), look.px(24)))
        self.resize(size)
        self.open()
        self.behind.setFocus(Qt.FocusReason.OtherFocusReason)

    def commit_caption(self) -> None:
        """Tells a caption that was typed, once."""
        if self.caption.text() != self._caption_before:
            self._caption_before = self.caption.text()
            self.caption_entered.emit(self.caption.text())

    def _step(self, by: int) -> None:
        self.commit_caption()
        self.step_requested.emit(by)

    def reject(self) -> None:
        self.commit_caption()
        super().reject()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        if event.key() in steps:
            self._step(steps[Qt.Key(event.key())])
        elif event.key() == Qt.Key.Key_Delete:
            self.delete_requested.emit()
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter in the caption saves it and stays."""
        if (
            watched is self.caption
            and isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        ):
            self.commit_caption()
            self.behind.setFocus(Qt.FocusReason.OtherFocusReason)
            return True
        return super().eventFilter(watched, event)
