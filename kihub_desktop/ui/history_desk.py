"""The history in the window: of the field or line in hand, and everything of the last days."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QWidget

from kihub_desktop.domain.changes import Changes
from kihub_desktop.domain.fields import kind_of
from kihub_desktop.domain.phrases import Value
from kihub_desktop.domain.refusals import Refused
from kihub_desktop.replication.fold import RecordKey
from kihub_desktop.replication.operation import DELETED, ELEMENT
from kihub_desktop.services.history import Deed, HistoryLine, RecordHistory
from kihub_desktop.services.record_words import plain
from kihub_desktop.texts import SHOWN_ZONE, _, number, render
from kihub_desktop.ui.moments import moment_text
from kihub_desktop.ui.widgets.form import FieldBox
from kihub_desktop.ui.widgets.history_dialog import HistoryDialog, PastLine, PastShown
from kihub_desktop.ui.widgets.record_form import RecordForm

if TYPE_CHECKING:
    from kihub_desktop.ui.widgets.record_grid import RecordGrid
    from kihub_desktop.ui.workbench import Workbench

KEYS, ALL_KEYS = "Ctrl+H", "Ctrl+Shift+H"
_LONGEST = 240


@dataclass(frozen=True)
class PastPlace:
    """Whose history is asked for; `field` is "" for the whole record."""

    company: UUID
    kind: str
    record: UUID
    field: str = ""


class HistoryDesk(QObject):
    """Finds what is in hand, shows its history, and brings back what is chosen there."""

    def __init__(self, bench: Workbench) -> None:
        super().__init__(bench)
        self._bench = bench

    def attach(self) -> None:
        """Binds the keys and the list; a rebuilt window has forgotten both."""
        shortcuts = self._bench.window.shortcuts
        if any(entry.keys == KEYS for entry in shortcuts.entries):
            return
        shortcuts.bind(KEYS, _("Verlauf des Felds oder Eintrags"), _("überall"), self.open)
        does = _("Letzte Änderungen und Papierkorb")
        shortcuts.bind(ALL_KEYS, does, _("überall"), self.open_all)
        steps = self._bench.window.header.steps
        steps.history_requested.connect(self.open)
        steps.all_requested.connect(self.open_all)

    def open_all(self) -> None:
        self._bench.desk.go("changes")

    def open(self) -> None:
        """The history of what is in hand; without anything the latest changes."""
        place = self.place_in_hand()
        if place is None:
            self.open_all()
        else:
            self.show(place)

    def show(self, place: PastPlace) -> HistoryDialog:
        """Opens the dialog; it stays open while values are brought back."""
        self._bench.window.commit_pending()
        history = self._bench.services.history
        dialog = HistoryDialog(self._bench.window, place.field)

        def found() -> RecordHistory:
            return history.of_record(place.company, place.kind, place.record)

        def line_of(key: str) -> tuple[RecordHistory, HistoryLine]:
            now = found()
            return now, next(each for each in now.lines if _key(each) == key)

        def value(key: str) -> None:
            now, line = line_of(key)
            self._bring_back(lambda: history.bring_back_value(now.key, line))
            dialog.show_past(_shown(found()))

        def record(key: str) -> None:
            now, line = line_of(key)
            self._bring_back(lambda: history.bring_back_record(now.key, line.arrived))
            dialog.show_past(_shown(found()))

        def restore() -> None:
            self._bring_back(lambda: history.restore(found().key))
            dialog.show_past(_shown(found()))

        dialog.value_wanted.connect(value)
        dialog.record_wanted.connect(record)
        dialog.restore_wanted.connect(restore)
        dialog.show_past(_shown(found()))
        dialog.ask()
        return dialog

    def place_in_hand(self) -> PastPlace | None:
        """The field with the focus, the line of a list, else the company in hand."""
        company = self._bench.desk.company()
        found = _place_at(QApplication.focusWidget() or self._bench.window.focusWidget(), company)
        if found is not None or company is None:
            return found
        return PastPlace(company, "company", company)

    def _bring_back(self, action: Callable[[], Changes]) -> None:
        try:
            self._bench.desk.publish(action())
        except Refused as refusal:
            self._bench.tell(refusal)


def _place_at(widget: QWidget | None, company: UUID | None) -> PastPlace | None:
    """Walks up from the focus to a field or to a list that knows its kind and line."""
    name = ""
    while widget is not None:
        if isinstance(widget, FieldBox):
            name = widget.field.name
        if isinstance(widget, RecordForm) and name:
            text = widget.open_text(name)
            if text.company is None or text.record is None:
                return None
            return PastPlace(text.company, text.kind, text.record, name)
        listed = _listed(widget, company)
        if listed is not None:
            return listed
        widget = widget.parentWidget()
    return None


def _listed(widget: QWidget, company: UUID | None) -> PastPlace | None:
    from kihub_desktop.ui.widgets.record_grid import RecordGrid  # only where lists are in use

    if isinstance(widget, RecordGrid):
        return _in_grid(widget)
    kind, table = getattr(widget, "kind", None), getattr(widget, "table", None)
    current = getattr(table, "current", None)
    if not callable(current):
        return None
    line = current()
    record, identifier = getattr(line, "record", None), getattr(line, "id", None)
    if isinstance(record, RecordKey):
        name, _sign, own = record.record.partition(":")
        return PastPlace(UUID(record.space), name, UUID(own))
    if company is None or not isinstance(kind, str) or not isinstance(identifier, UUID):
        return None
    return PastPlace(company, kind, identifier)


def _in_grid(grid: RecordGrid) -> PastPlace | None:
    state, current = grid.model.state, grid.current()
    if current is None or state.company is None or current[0] == state.new.key:
        return None
    return PastPlace(state.company, kind_of(grid.spec.record_type).name, *current)


def _shown(found: RecordHistory) -> PastShown:
    title = render(found.subject)
    if found.company and found.key.record.partition(":")[0] != "company":
        title = f"{title} · {found.company}"
    note = _("Der Eintrag ist gelöscht.") if not found.exists else ""
    if found.more:
        note = _("{n} noch ältere Angaben werden nicht gezeigt.").format(n=number(found.more))
    return PastShown(title, tuple(map(_line, found.lines)), not found.exists, note)


def _line(line: HistoryLine) -> PastLine:
    moment = datetime.fromtimestamp(line.written_ms / 1000, SHOWN_ZONE)
    return PastLine(
        key=_key(line),
        when=moment_text(moment, datetime.now(SHOWN_ZONE).date()),
        who=line.who or _("(ohne Namen)"),
        device=line.device,
        field=line.field.partition(ELEMENT)[0],
        label=render(line.label),
        before=_text(line.before),
        after=_text(line.after),
        note=_note(line),
        value_back=not line.is_shown and line.field != DELETED,
    )


def _key(line: HistoryLine) -> str:
    return f"{line.arrived}/{line.field}"


def _text(value: Value) -> str:
    return render(plain(value, _LONGEST))


def _note(line: HistoryLine) -> str:
    parts = []
    if line.disputed:
        parts.append(_("zwei Angaben – bitte entscheiden"))
    elif line.is_shown and line.deed is not Deed.DELETED:
        parts.append(_("gilt jetzt"))
    if line.deed is Deed.CREATED:
        parts.append(_("beim Anlegen"))
    if line.undone:
        parts.append(_("durch Rückgängig oder Wiederholen"))
    return " · ".join(parts)
