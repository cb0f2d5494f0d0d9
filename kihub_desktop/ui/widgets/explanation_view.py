"""Where a figure comes from: the tree of its parts, down to the answers."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QPainter, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import (
    QHeaderView,
    QSizePolicy,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)

from kihub_desktop.analysis.explanation import Node, NodeKind, shown_tenths
from kihub_desktop.domain.phrases import Amount
from kihub_desktop.texts import _, number, render
from kihub_desktop.ui import theme
from kihub_desktop.ui.icons import paint_icon
from kihub_desktop.ui.theme import BODY
from kihub_desktop.ui.widgets.evidence_picker import evidence_word
from kihub_desktop.ui.widgets.painting import SEMIBOLD

_NODE_ROLE = Qt.ItemDataRole.UserRole
_LABEL, _VALUE, _PART = range(3)
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


def contributions(node: Node) -> dict[str, str]:
    """The shown contribution of each child by its id; they add up to the shown figure."""
    parts = [child for child in node.children if child.contribution is not None]
    exact = [child.contribution or 0.0 for child in parts]
    if not parts:
        return {}
    total = sum(exact)
    shown = node.value.value if isinstance(node.value, Amount) else None
    # The figure itself may be capped or floored; then the parts add up to their own sum.
    fits = shown is not None and abs(float(shown) - total) < 0.06
    tenths = shown_tenths(exact, round(float(shown) if fits and shown is not None else total, 1))
    return {
        part.id: render(Amount(tenth / 10, 1, signed=True))
        for part, tenth in zip(parts, tenths, strict=True)
    }


def _has_points(node: Node) -> bool:
    """Whether a part adds points; what an amount of money adds is the amount itself."""
    return any(
        (each.contribution is not None and each.kind is not NodeKind.MONEY) or _has_points(each)
        for each in node.children
    )


class _Wrapping(QStyledItemDelegate):
    """Makes a row as tall as its label needs in the width that its depth leaves."""

    def __init__(self, tree: QTreeWidget) -> None:
        super().__init__(tree)
        self._tree = tree

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        hint = super().sizeHint(option, index)
        depth, above = int(self._tree.rootIsDecorated()), index.parent()
        while above.isValid():
            depth, above = depth + 1, above.parent()
        look = theme.current()
        room = self._tree.columnWidth(_LABEL) - depth * self._tree.indentation() - look.px(20)
        metrics = QFontMetrics(index.data(Qt.ItemDataRole.FontRole) or look.font(BODY))
        place = QRect(0, 0, max(room, look.px(60)), look.px(2000))
        wraps = int(Qt.TextFlag.TextWordWrap.value)
        tall = metrics.boundingRect(place, wraps, str(index.data())).height()
        lines = max(1, round(tall / metrics.lineSpacing()))
        return QSize(hint.width(), hint.height() + (lines - 1) * metrics.lineSpacing())


class ExplanationView(QTreeWidget):
    """Label, level or value, and contribution; a click on a leaf leads to its answer."""

    answer_chosen = Signal(str)
    node_chosen = Signal(object)  # Node

    def __init__(self, name: str, *, grows: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grows = grows
        self.setAccessibleName(name)
        self.setColumnCount(3)
        for column in (_VALUE, _PART):
            self.headerItem().setTextAlignment(column, _RIGHT)
        self.setUniformRowHeights(False)
        self.setWordWrap(True)
        self.setAllColumnsShowFocus(True)
        self.setIndentation(theme.current().px(18))
        self.setExpandsOnDoubleClick(False)
        self._set_up_header()
        if grows:
            self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setItemDelegateForColumn(_LABEL, _Wrapping(self))
        self.itemClicked.connect(self._on_clicked)
        self.itemExpanded.connect(self._fit)
        self.itemCollapsed.connect(self._fit)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.scheduleDelayedItemsLayout()  # labels break elsewhere now
            self._fit()

    def _set_up_header(self) -> None:
        header = self.header()
        header.setStretchLastSection(False)
        header.setSectionsClickable(False)
        header.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        header.setSectionResizeMode(_LABEL, QHeaderView.ResizeMode.Stretch)
        for column in (_VALUE, _PART):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)

    def show_node(self, node: Node, value: str = "") -> None:
        """The parts of this figure; nested parts are folded. `value` names what they show."""
        self.clear()
        counted = _has_points(node)
        shown = value or (_("Stufe") if counted else _("Wert"))
        self.setHeaderLabels([_("Beitrag"), shown, _("Punkte")])
        self.setColumnHidden(_PART, not counted)
        self._fill(self.invisibleRootItem(), node)
        self.setRootIsDecorated(any(child.children for child in node.children))
        self._fit()

    def _fill(self, above: QTreeWidgetItem, node: Node) -> None:
        points = contributions(node)
        for child in node.children:
            item = QTreeWidgetItem(above)
            value = "" if child.value is None else render(child.value)
            for column, text in enumerate((render(child.label), value, points.get(child.id, ""))):
                item.setText(column, text)
            for column in (_VALUE, _PART):
                item.setTextAlignment(column, _RIGHT)
            item.setFont(_LABEL, self._font(bold=bool(child.children)))
            item.setData(_LABEL, _NODE_ROLE, child)
            item.setToolTip(_LABEL, self._tooltip(child))
            self._fill(item, child)

    def reveal(self, identifier: str) -> bool:
        """Opens one part, chooses it and takes the focus; False if there is no such part."""
        for row in range(self.topLevelItemCount()):
            item = self.topLevelItem(row)
            node = None if item is None else item.data(_LABEL, _NODE_ROLE)
            if item is not None and isinstance(node, Node) and node.id == identifier:
                item.setExpanded(True)
                self.setCurrentItem(item)
                self.setFocus(Qt.FocusReason.OtherFocusReason)
                return True
        return False

    def drawBranches(  # noqa: N802 - Qt's name
        self, painter: QPainter, rect: QRect, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """A chevron before every part that opens; a style sheet takes Qt's own sign away."""
        super().drawBranches(painter, rect, index)
        item = self.itemFromIndex(index)
        if item is None or item.childCount() == 0:
            return
        side = theme.current().px(14)
        place = QRectF(rect.right() - side, rect.center().y() - side / 2, side, side)
        name = "chevron-down" if item.isExpanded() else "chevron-right"
        paint_icon(painter, place, name, "muted")

    def _font(self, *, bold: bool) -> QFont:
        look = theme.current()
        return look.font(BODY, SEMIBOLD) if bold else look.font(BODY)

    def _tooltip(self, node: Node) -> str:
        """Reason, evidence, source and edition of the part."""
        lines = [render(node.label)]
        if node.text is not None:
            lines.append(render(node.text))
        if node.evidence is not None:
            lines.append(_("Beleg: {word}").format(word=evidence_word(node.evidence)))
        if node.weight is not None:
            lines.append(_("Gewicht: {weight}").format(weight=number(node.weight, 2)))
        origin = " · ".join(part for part in (node.source, node.edition) if part)
        return "\n".join(part for part in (*lines, origin) if part)

    def _on_clicked(self, item: QTreeWidgetItem) -> None:
        node = item.data(_LABEL, _NODE_ROLE)
        if not isinstance(node, Node):
            return
        self.node_chosen.emit(node)
        if node.children:
            item.setExpanded(not item.isExpanded())
        elif node.answer is not None:
            self.answer_chosen.emit(node.answer)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        item = self.currentItem()
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and item is not None:
            self._on_clicked(item)
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self._grows:
            event.ignore()
        else:
            super().wheelEvent(event)

    def labels(self) -> Sequence[str]:
        """The first level, for tests and for reading aloud."""
        model = self.model()
        return [str(model.index(row, _LABEL).data()) for row in range(model.rowCount())]

    def _fit(self, _item: QTreeWidgetItem | None = None) -> None:
        if self._grows:
            self.setFixedHeight(self._wanted_height())

    def _wanted_height(self) -> int:
        height = self.header().sizeHint().height() + 4
        index = self.model().index(0, 0)
        while index.isValid():
            height += self._row_height(index)
            index = self.indexBelow(index)
        return height

    def _row_height(self, index: QModelIndex) -> int:
        return max(self.rowHeight(index), theme.current().px(32))

    def sizeHint(self) -> QSize:
        return QSize(theme.current().px(320), self._wanted_height())

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.current().px(180), theme.current().px(60))
