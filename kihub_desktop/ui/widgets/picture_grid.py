"""A grid of thumbnails with a dashed tile at its end that adds; keyboard, mouse and touch."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QColor,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QPixmap,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QListView,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from kihub_desktop.texts import _
from kihub_desktop.ui import theme
from kihub_desktop.ui.icons import paint_icon
from kihub_desktop.ui.theme import LABEL
from kihub_desktop.ui.widgets.painting import CENTRED, SEMIBOLD, focus_ring, smooth

_TILE = Qt.ItemDataRole.UserRole
_NARROWEST, _USUAL, _GAP, _MOST_ROWS = 62, 104, 8, 3
_SHAPE = 0.75
Index = QModelIndex | QPersistentModelIndex


class TileState(StrEnum):
    READY = "ready"
    COMING = "coming"  # is being stored
    MISSING = "missing"  # the record is here, the picture is not


@dataclass(frozen=True)
class Tile:
    """One picture: `key` tells it apart, `image` names its thumbnail, `name` says what it is."""

    key: str
    image: str
    name: str
    state: TileState = TileState.READY
    sketch: bool = False


class _Tiles(QAbstractTableModel):
    """The pictures, and one more row that adds."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.tiles: tuple[Tile, ...] = ()

    def show(self, tiles: Sequence[Tile]) -> None:
        self.beginResetModel()
        self.tiles = tuple(tiles)
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.tiles) + 1

    def columnCount(self, _parent: Index | None = None) -> int:
        return 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        tile = self.tile(index.row())
        if role == _TILE:
            return tile
        if role in {
            Qt.ItemDataRole.DisplayRole,
            Qt.ItemDataRole.ToolTipRole,
            Qt.ItemDataRole.AccessibleTextRole,
        }:
            return _spoken(tile) if tile else _("Fotos hinzufügen")
        return None

    def tile(self, row: int) -> Tile | None:
        return self.tiles[row] if 0 <= row < len(self.tiles) else None


def _spoken(tile: Tile) -> str:
    state = {
        TileState.COMING: _("wird gespeichert"),
        TileState.MISSING: _("Foto folgt"),
        TileState.READY: "",
    }[tile.state]
    return " · ".join(filter(None, (tile.name, state)))


class PictureGrid(QListView):
    """`pixmap_of` gives a thumbnail or None while it is not loaded; then the tile stays grey."""

    opened = Signal(str)  # key
    add_requested = Signal()
    delete_requested = Signal(list)  # keys
    move_requested = Signal(str, int)  # key, -1 or 1
    moved = Signal(list, str)  # keys, key they come before ("": at the end)

    def __init__(
        self, name: str, pixmap_of: Callable[[str], QPixmap | None], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._scrolls = False
        self._pressed: QPoint | None = None
        self._target = -1
        self._tiles = _Tiles(self)
        self.setModel(self._tiles)
        self.setItemDelegate(_TileDelegate(pixmap_of, self))
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setMovement(QListView.Movement.Static)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setUniformItemSizes(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setProperty("role", "tiles")
        self.setMouseTracking(True)
        self.activated.connect(self._on_opened)
        self.clicked.connect(self._on_clicked)

    def show_tiles(self, tiles: Sequence[Tile]) -> None:
        """Shows pictures; the current one stays current, and new ones at the end come in view."""
        if tuple(tiles) == self._tiles.tiles:
            return
        current, grown = self.current_key(), len(tiles) > len(self._tiles.tiles) > 0
        self._tiles.show(tiles)
        self._fit()
        self.choose(current)
        if grown:
            self.scrollToBottom()

    def tiles(self) -> tuple[Tile, ...]:
        return self._tiles.tiles

    def current_key(self) -> str:
        tile = self._tiles.tile(self.currentIndex().row())
        return tile.key if tile else ""

    def choose(self, key: str) -> None:
        """Makes a picture current."""
        for row, tile in enumerate(self._tiles.tiles):
            if tile.key == key:
                self.setCurrentIndex(self._tiles.index(row, 0))
                return

    def chosen_keys(self) -> list[str]:
        rows = sorted(index.row() for index in self.selectedIndexes())
        return [tile.key for row in rows if (tile := self._tiles.tile(row)) is not None]

    def tile_size(self) -> QSize:
        """All of one width; as many across as there is room for."""
        look = theme.current()
        wide = self._room() // self._across() - look.px(_GAP)
        return QSize(max(1, wide), max(1, round(wide * _SHAPE)))

    def _room(self) -> int:
        """The width for tiles; the scroll bar, if there is one, stands beside them."""
        bar = self.verticalScrollBar().sizeHint().width() if self._scrolls else 0
        return max(2, self.width() - bar - theme.current().px(4))

    def _across(self) -> int:
        px = theme.current().px
        at_least = 3 if self._room() >= 3 * px(_NARROWEST + _GAP) else 2
        return max(at_least, self._room() // px(_USUAL + _GAP))

    def sizeHint(self) -> QSize:
        return QSize(theme.current().px(280), self.height())

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.current().px(2 * _NARROWEST), theme.current().px(70))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()

    def _fit(self) -> None:
        """As high as its rows, up to three; more of them scroll."""
        self._scrolls = False
        self._scrolls = -(-self._tiles.rowCount() // self._across()) > _MOST_ROWS
        look, size = theme.current(), self.tile_size()
        gap = look.px(_GAP)
        self.setGridSize(size + QSize(gap, gap))
        rows = min(_MOST_ROWS, -(-self._tiles.rowCount() // self._across()))
        never, needed = Qt.ScrollBarPolicy.ScrollBarAlwaysOff, Qt.ScrollBarPolicy.ScrollBarAlwaysOn
        self.setVerticalScrollBarPolicy(needed if self._scrolls else never)
        self.setFixedHeight(rows * (size.height() + gap))

    # -- dragging --------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        place = event.position().toPoint()
        plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
        tile = self._tiles.tile(self.indexAt(place).row())
        left = event.button() == Qt.MouseButton.LeftButton
        self._pressed = place if left and plain and tile is not None else None
        chosen = self.chosen_keys()
        several = self._pressed is not None and len(chosen) > 1
        if several and tile is not None and tile.key in chosen:
            return  # dragging several: the selection is only given up when nothing is dragged
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        place = event.position().toPoint()
        held = bool(event.buttons() & Qt.MouseButton.LeftButton)
        if not held or self._pressed is None:
            super().mouseMoveEvent(event)
            return
        far = (place - self._pressed).manhattanLength() >= QApplication.startDragDistance()
        if self._target >= 0 or far:
            self._target = self._row_before(place)
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
            self.viewport().update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        pressed, target = self._pressed, self._target
        self._end_drag()
        if target >= 0:
            before = self._tiles.tile(target)
            self.moved.emit(self.chosen_keys(), before.key if before else "")
            return
        if pressed is not None and len(self.chosen_keys()) > 1:
            self.setCurrentIndex(self.indexAt(pressed))
        super().mouseReleaseEvent(event)

    def _row_before(self, place: QPoint) -> int:
        """The row that dragged pictures would come before; the last one adds and stays last."""
        index, last = self.indexAt(place), len(self._tiles.tiles)
        if not index.isValid():
            return last
        behind = place.x() > self.visualRect(index).center().x()
        return min(index.row() + int(behind), last)

    def _end_drag(self) -> None:
        self._pressed, self._target = None, -1
        self.unsetCursor()
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._target >= 0:
            look = theme.current()
            tile = self.visualRect(self._tiles.index(self._target, 0))
            painter = QPainter(self.viewport())
            painter.fillRect(
                tile.left(),
                tile.top(),
                look.px(3),
                self.tile_size().height(),
                look.colour("primary"),
            )
            painter.end()

    # -- keys ------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._target >= 0:
            self._end_drag()
            return
        moves = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        alt = event.modifiers() == Qt.KeyboardModifier.AltModifier
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._on_opened(self.currentIndex())
        elif event.key() == Qt.Key.Key_Delete and self.chosen_keys():
            self.delete_requested.emit(self.chosen_keys())
        elif event.matches(QKeySequence.StandardKey.New):
            self.add_requested.emit()
        elif alt and event.key() in moves and self.current_key():
            self.move_requested.emit(self.current_key(), moves[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    def _on_clicked(self, index: QModelIndex) -> None:
        if self._tiles.tile(index.row()) is None:
            self.add_requested.emit()

    def _on_opened(self, index: QModelIndex) -> None:
        tile = self._tiles.tile(index.row())
        if tile is None:
            self.add_requested.emit()
        elif tile.state is not TileState.COMING:
            self.opened.emit(tile.key)


class _TileDelegate(QStyledItemDelegate):
    def __init__(self, pixmap_of: Callable[[str], QPixmap | None], grid: PictureGrid) -> None:
        super().__init__(grid)
        self._pixmap_of, self._grid = pixmap_of, grid

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return self._grid.tile_size()

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        look = theme.current()
        painter.save()
        smooth(painter)
        rect: QRect = option.rect
        area = QRectF(rect.topLeft(), self._grid.tile_size()).adjusted(2, 2, -2, -2)
        tile = index.data(_TILE)
        if isinstance(tile, Tile):
            self._paint_picture(painter, area, tile)
        else:
            _paint_plus(painter, area)
        state, flag = option.state, QStyle.StateFlag
        chosen = state & flag.State_Selected and isinstance(tile, Tile)
        if chosen or state & flag.State_HasFocus:
            around = area.adjusted(-2, -2, 2, 2)
            focus_ring(painter, around, look.px(8), look.colour("primary"))
        painter.restore()

    def _paint_picture(self, painter: QPainter, area: QRectF, tile: Tile) -> None:
        look = theme.current()
        shape = QPainterPath()
        shape.addRoundedRect(area, look.px(6), look.px(6))
        painter.fillPath(shape, look.colour("neutral_soft"))
        pixmap = self._pixmap_of(tile.image) if tile.image else None
        if pixmap is not None and not pixmap.isNull():
            painter.save()
            painter.setClipPath(shape)
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawPixmap(area, pixmap, _covering(pixmap, area))
            painter.restore()
        if tile.state is TileState.MISSING:
            _paint_words(painter, area, _("Foto folgt"))
        elif tile.state is TileState.COMING:
            _paint_words(painter, area, _("wird gespeichert"), at_foot=True)
        elif tile.sketch:
            _paint_words(painter, area, _("Skizze"), at_foot=True)


def _covering(pixmap: QPixmap, area: QRectF) -> QRectF:
    """The part of the picture that fills the tile without distortion."""
    scale = max(area.width() / pixmap.width(), area.height() / pixmap.height())
    wide, tall = area.width() / scale, area.height() / scale
    return QRectF((pixmap.width() - wide) / 2, (pixmap.height() - tall) / 2, wide, tall)


def _paint_words(painter: QPainter, area: QRectF, words: str, *, at_foot: bool = False) -> None:
    look = theme.current()
    painter.setFont(look.font(LABEL, SEMIBOLD))
    metrics = painter.fontMetrics()
    box = QRectF(area)
    if at_foot:
        tall = metrics.height() + look.px(2)
        box.setTop(area.bottom() - tall)
        shade = QColor(look.colour("card"))
        shade.setAlpha(225)
        shape = QPainterPath()
        shape.addRoundedRect(area, look.px(6), look.px(6))
        painter.save()
        painter.setClipPath(shape)
        painter.fillRect(box, shade)
        painter.restore()
    painter.setPen(look.colour("ink" if at_foot else "muted"))
    room = int(box.width()) - look.px(4)
    painter.drawText(box, CENTRED, metrics.elidedText(words, Qt.TextElideMode.ElideRight, room))


def _paint_plus(painter: QPainter, area: QRectF) -> None:
    look = theme.current()
    pen = QPen(look.colour("field_border"), 1.2, Qt.PenStyle.DashLine)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(area.adjusted(0.5, 0.5, -0.5, -0.5), look.px(6), look.px(6))
    side = look.px(20)
    middle = QRectF(0, 0, side, side)
    middle.moveCenter(area.center())
    paint_icon(painter, middle, "plus", "muted")
