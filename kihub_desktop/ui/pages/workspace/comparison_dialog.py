"""Shows what a copy holds differently, and lets records be chosen that are to come back."""

from __future__ import annotations

from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    Qt,
    Signal,
)
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from kihub_desktop.domain.phrases import phrase
from kihub_desktop.services.comparing import (
    ChangedCompany,
    ChangedField,
    ChangedRecord,
    Differences,
)
from kihub_desktop.store.comparison import Fate
from kihub_desktop.store.copies import utc
from kihub_desktop.texts import SHOWN_ZONE, _, instant, ngettext, render
from kihub_desktop.ui import theme
from kihub_desktop.ui.icons import paint_icon
from kihub_desktop.ui.widgets.labels import label, set_role

LISTED = 500
"""Records listed per company; choosing the company takes the others along."""

OPEN_UP_TO = 200
"""With no more fields than these, all are open from the start."""

_RECORD = Qt.ItemDataRole.UserRole
_ON, _OFF, _PARTLY = (
    Qt.CheckState.Checked,
    Qt.CheckState.Unchecked,
    Qt.CheckState.PartiallyChecked,
)


class ComparisonDialog(QDialog):
    """Companies, below them records, below these the fields then and now."""

    chosen = Signal(object)  # list[ChangedRecord]

    def __init__(self, differences: Differences, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("comparisonDialog")
        self.setWindowTitle(_("Ansehen und zurückholen"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.tree = _tree()
        self.count = label("", "muted")
        self.cancel_button = QPushButton(_("Abbrechen"))
        self.cancel_button.setAutoDefault(False)
        self.accept_button = QPushButton(_("Übernehmen"))
        set_role(self.accept_button, "primary")
        self._build()
        for company in differences.companies:
            self._add_company(company)
        self.tree.itemExpanded.connect(_fill_record)
        self.tree.expandToDepth(0)
        if differences.fields <= OPEN_UP_TO:
            self._open_records()
        for top in _tops(self.tree)[:1]:
            self.tree.setCurrentItem(top)
        self.tree.itemChanged.connect(self._on_changed)
        self.cancel_button.clicked.connect(self.reject)
        self.accept_button.clicked.connect(self._accept)
        self._show_count()

    def _build(self) -> None:
        px = theme.current().px
        column = QVBoxLayout(self)
        column.setContentsMargins(px(20), px(16), px(20), px(16))
        column.setSpacing(px(10))
        column.addWidget(label(_("Was die Kopie anders hat"), "card-title", wrap=True))
        column.addWidget(
            label(
                _(
                    "Gewählte Einträge werden wieder so, wie sie in der Kopie sind. Das ist eine"
                    " gewöhnliche Änderung: Strg+Z nimmt sie zurück, und der Verlauf behält beides."
                ),
                "muted",
                wrap=True,
            )
        )
        column.addWidget(self.tree, 1)
        foot = QHBoxLayout()
        foot.addWidget(self.count, 1)
        foot.addWidget(self.cancel_button)
        foot.addWidget(self.accept_button)
        column.addLayout(foot)
        self.resize(px(980), px(560))

    def records(self) -> list[ChangedRecord]:
        """What is chosen now."""
        return [record for top in _tops(self.tree) for record in _chosen_below(top)]

    def _add_company(self, company: ChangedCompany) -> None:
        top = QTreeWidgetItem(self.tree, [company.name or _("(ohne Namen)")])
        top.setFlags(top.flags() | Qt.ItemFlag.ItemIsUserCheckable)
        top.setCheckState(0, _OFF)
        top.setData(0, _RECORD, company)
        counted = ngettext("{n} Eintrag", "{n} Einträge", len(company.records))
        top.setText(1, counted)
        for record in company.records[:LISTED]:
            _add_record(top, record)
        hidden = len(company.records) - LISTED
        if hidden > 0:
            more = ngettext("und {n} weiterer", "und {n} weitere", hidden)
            QTreeWidgetItem(top, [more]).setFlags(Qt.ItemFlag.ItemIsEnabled)

    def _open_records(self) -> None:
        for top in _tops(self.tree):
            for item in _below(top):
                item.setExpanded(True)

    def _on_changed(self, item: QTreeWidgetItem, column: int) -> None:
        if column != 0:
            return
        self.tree.blockSignals(True)
        above = item.parent()
        if above is None:
            _check_below(item, item.checkState(0))
        else:
            above.setCheckState(0, _state_above(above))
        self.tree.blockSignals(False)
        self.tree.viewport().update()
        self._show_count()

    def _show_count(self) -> None:
        count = len(self.records())
        self.accept_button.setEnabled(bool(count))
        self.count.setText(ngettext("{n} Eintrag gewählt", "{n} Einträge gewählt", count))

    def _accept(self) -> None:
        self.chosen.emit(self.records())
        self.accept()


class _Tree(QTreeWidget):
    """A tree whose branches show whether they are open."""

    def drawBranches(  # noqa: N802 - Qt's name
        self, painter: QPainter, area: QRect, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().drawBranches(painter, area, index)
        item = self.itemFromIndex(index)
        policy = QTreeWidgetItem.ChildIndicatorPolicy.ShowIndicator
        if not item.childCount() and item.childIndicatorPolicy() != policy:
            return
        side = min(theme.current().px(14), self.indentation())
        place = QRectF(0, 0, side, side)
        middle = area.right() + 1 - self.indentation() / 2
        place.moveCenter(QPointF(middle, area.center().y()))
        paint_icon(
            painter, place, "chevron-down" if item.isExpanded() else "chevron-right", "muted"
        )


def _tree() -> QTreeWidget:
    tree = _Tree()
    tree.setAccessibleName(_("Unterschiede"))
    tree.setHeaderLabels([_("Eintrag"), _("In der Kopie"), _("Jetzt"), _("Zuletzt geändert")])
    tree.setUniformRowHeights(True)
    tree.setTabKeyNavigation(False)
    header = tree.header()
    header.setStretchLastSection(False)
    header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
    for column, width in ((1, 165), (2, 200), (3, 235)):
        header.setSectionResizeMode(column, QHeaderView.ResizeMode.Interactive)
        header.resizeSection(column, theme.current().px(width))
    return tree


def _add_record(above: QTreeWidgetItem, record: ChangedRecord) -> None:
    now = {
        Fate.CHANGED: "",
        Fate.DELETED: _("gelöscht"),
        Fate.NEW: _("neu; Übernehmen löscht es"),
    }[record.fate]
    then = _("nicht vorhanden") if record.fate is Fate.NEW else ""
    texts = [render(record.subject), then, now, _by(record.author, record.written_ms)]
    item = QTreeWidgetItem(above, texts)
    item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
    item.setCheckState(0, _OFF)
    item.setData(0, _RECORD, record)
    for column, text in enumerate(texts):
        item.setToolTip(column, text)
    if record.fields:
        item.setChildIndicatorPolicy(QTreeWidgetItem.ChildIndicatorPolicy.ShowIndicator)


def _fill_record(item: QTreeWidgetItem) -> None:
    """Fields are added when a record is opened: there may be very many."""
    record = item.data(0, _RECORD)
    if isinstance(record, ChangedRecord) and not item.childCount():
        for field in record.fields:
            _add_field(item, field)


def _add_field(above: QTreeWidgetItem, field: ChangedField) -> None:
    texts = [
        render(field.label),
        render(field.then),
        render(field.now),
        _by(field.author, field.written_ms),
    ]
    item = QTreeWidgetItem(above, texts)
    for column, text in enumerate(texts):
        item.setToolTip(column, text)


def _by(author: str, written_ms: int) -> str:
    if not written_ms:
        return author
    moment = instant(utc(written_ms).astimezone(SHOWN_ZONE))
    return render(phrase("{author}, {moment}", author=author, moment=moment)) if author else moment


def _check_below(company: QTreeWidgetItem, state: Qt.CheckState) -> None:
    """What is new since the copy is only deleted if it is chosen by itself."""
    for item in _below(company):
        record = item.data(0, _RECORD)
        if isinstance(record, ChangedRecord) and (record.fate is not Fate.NEW or state == _OFF):
            item.setCheckState(0, state)


def _state_above(company: QTreeWidgetItem) -> Qt.CheckState:
    states = {
        item.checkState(0)
        for item in _below(company)
        if isinstance(record := item.data(0, _RECORD), ChangedRecord)
        and record.fate is not Fate.NEW
    }
    return states.pop() if len(states) == 1 else _PARTLY if states else _OFF


def _chosen_below(top: QTreeWidgetItem) -> list[ChangedRecord]:
    chosen = [item.data(0, _RECORD) for item in _below(top) if item.checkState(0) == _ON]
    company = top.data(0, _RECORD)
    if isinstance(company, ChangedCompany) and top.checkState(0) == _ON:
        chosen += [each for each in company.records[LISTED:] if each.fate is not Fate.NEW]
    return [each for each in chosen if isinstance(each, ChangedRecord)]


def _tops(tree: QTreeWidget) -> list[QTreeWidgetItem]:
    items = (tree.topLevelItem(number) for number in range(tree.topLevelItemCount()))
    return [item for item in items if item is not None]


def _below(item: QTreeWidgetItem) -> list[QTreeWidgetItem]:
    items = (item.child(number) for number in range(item.childCount()))
    return [each for each in items if each is not None]
