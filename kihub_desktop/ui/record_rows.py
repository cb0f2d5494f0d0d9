"""Decides what a list of records shows and records what is typed into its cells; without Qt.

A list is declared once and works on its own: the grid (`widgets/record_grid`) shows the states
of a `RecordRows` and tells it what was typed, pasted, moved or deleted.

    spec = GridSpec(
        Process,
        _("Prozesse"),
        (
            GridColumn("name", look=Look.STRONG, stretch=2, wrap=True),
            GridColumn("area"),
            GridColumn("hours_per_year", align=Align.RIGHT),
            GridColumn("pain", look=Look.DOTS, options=pain_options()),
            GridColumn("cost", _("€/Jahr"), cell=yearly_cost),  # no field: computed, read-only
        ),
        new=_("Neuer Prozess …"),
    )
    grid = RecordGrid(spec, empty=EmptyState(_("Abläufe, in denen Zeit steckt.")))
    rows = RecordRows(grid, spec, services.processes, RowsDesk(company, publish, today, kept))
    connect_grid(grid, rows)  # record_grid_wiring
    rows.refresh()  # when the page loads, and whenever the kind was changed
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Protocol
from uuid import UUID, uuid5

from kihub_desktop.domain.changes import Changes
from kihub_desktop.domain.fields import Record, kind_of
from kihub_desktop.domain.parsing import Parsed
from kihub_desktop.domain.phrases import Value, plural_phrase
from kihub_desktop.domain.refusals import Refused
from kihub_desktop.services.records import RecordService, RecordsState
from kihub_desktop.texts import _
from kihub_desktop.ui.record_columns import CellReader, GridColumn, GridSpec
from kihub_desktop.ui.record_entry import Kept, KeptTexts, RecordEntry, Spelling
from kihub_desktop.ui.record_paste import PastePlan, plan_paste, saves_of
from kihub_desktop.ui.record_state import GridCell, GridRow, GridState
from kihub_desktop.ui.widgets.cells import TextCell

Contested = Mapping[UUID, frozenset[str]]
_BLANK = TextCell("")


def nothing_contested(_company: UUID) -> Contested:
    return {}


class RowsView(Protocol):
    def show_state(self, state: GridState) -> None: ...

    def commit_pending(self) -> None: ...

    def reveal(self, key: UUID, name: str = "") -> None: ...

    def show_note(self, said: Value) -> None: ...

    def show_paste(self, said: Value) -> None: ...


@dataclass(frozen=True)
class RowsDesk:
    """What a list shares with its page: the company in hand, who is told, wrong texts.

    `where` narrows the list to the records with these values, which new ones get as well.
    """

    company: Callable[[], UUID | None]
    publish: Callable[[Changes], None]
    today: Callable[[], date]
    kept: KeptTexts
    contested: Callable[[UUID], Contested] = nothing_contested
    where: Callable[[], Mapping[str, Any]] = field(default=dict)
    spellings: Mapping[str, Spelling] = field(default_factory=dict)


class RecordRows:
    """The rows of one kind of record of the company in hand."""

    def __init__(
        self, view: RowsView, spec: GridSpec, service: RecordService[Any], desk: RowsDesk
    ) -> None:
        self.spec = spec
        self._view = view
        self._service = service
        self._desk = desk
        entry: RecordEntry[Any] = RecordEntry(
            spec.record_type, desk.today, desk.kept, desk.spellings
        )
        self.reader = CellReader(spec, entry)
        self.read: RecordsState[Any] = RecordsState(0, ())
        self._known: dict[UUID, tuple[object, GridRow]] = {}
        self._links: tuple[object, ...] = ()
        self._company: UUID | None = None
        self._plan: PastePlan | None = None

    # -- reading ---------------------------------------------------------------------------

    def refresh(self) -> None:
        """Reads the records of the company in hand and shows them."""
        if self._desk.company() != self._company:
            self._view.commit_pending()  # still belongs to the company that was shown
            self._plan = None
        self._view.show_state(self.state())

    def state(self) -> GridState:
        company = self._company = self._desk.company()
        if company is None:
            self.read = RecordsState(0, ())
            return GridState()
        self.read = self._service.of_company(company, **self._desk.where())
        contested = self._desk.contested(company)
        named = (each.links() for each in self.spec.columns if each.links is not None)
        self._links = tuple(tuple(options) for options in named)
        rows = tuple(
            self._row(record, contested.get(record.id, frozenset())) for record in self.read.records
        )
        new, ordered = self._new_row(company), self._service.ordered
        return GridState(rows, new, self.read.as_of, company, ordered)

    def _row(self, record: Record, contested: frozenset[str]) -> GridRow:
        """The row as it was shown before, if nothing in it has changed."""
        kept = self._desk.kept.of(record.id)
        seen = (record, kept, contested, self._links)
        known = self._known.get(record.id)
        if known is not None and known[0] == seen:
            return known[1]
        cells = {each.name: self._cell(each, record, kept, contested) for each in self.spec.columns}
        row = GridRow(record.id, record, self._label(record), cells)
        self._known[record.id] = (seen, row)
        return row

    def _cell(
        self,
        column: GridColumn,
        record: Record,
        kept: Mapping[str, Kept],
        contested: frozenset[str],
    ) -> GridCell:
        wrong = kept.get(column.name)
        disputed = column.name in contested
        if wrong is not None:
            return GridCell(wrong.text, TextCell(wrong.text), wrong.problem, disputed)
        text = self.reader.edit_text(column, record)
        return GridCell(text, self.reader.cell(column, record), None, disputed)

    def _label(self, record: Record) -> str:
        return str(getattr(record, self.spec.name_field, None) or "") or _("(ohne Namen)")

    def _new_row(self, company: UUID) -> GridRow:
        key = self._new_key(company)
        kept = self._desk.kept.of(key)
        invitation = self.spec.new or _("Neuer Eintrag …")
        cells = {}
        for place, column in enumerate(self.spec.columns):
            wrong = kept.get(column.name)
            blank = TextCell(invitation, muted=True) if place == 0 else _BLANK
            cells[column.name] = (
                GridCell("", blank)
                if wrong is None
                else GridCell(wrong.text, TextCell(wrong.text), wrong.problem)
            )
        return GridRow(key, None, invitation, cells)

    def _new_key(self, company: UUID) -> UUID:
        """Wrong texts of the empty row are kept by this id until there is a record."""
        where = ",".join(f"{name}={value}" for name, value in self._desk.where().items())
        return uuid5(company, f"new:{kind_of(self.spec.record_type).name}:{where}")

    # -- typing ----------------------------------------------------------------------------

    def commit(self, key: UUID, name: str, text: str, as_of: int) -> None:
        """Saves a cell whose editor was opened at `as_of`; a wrong text is kept as typed."""
        company = self._company
        if company is None:
            return
        if key == self._new_key(company):
            self.create({name: text})
            return
        parsed = self._take(key, name, text)
        if parsed.problem is not None:
            self.refresh()
            return
        self._tell(
            lambda: self._service.save(company, key, as_of, **{name: parsed.value}),
            (key, name, text),
        )

    def create(self, texts: Mapping[str, str]) -> None:
        """A new record, as soon as one text has a value; wrong ones go with it."""
        company = self._company
        if company is None:
            return
        blank = self._new_key(company)
        parsed = {name: self._take(blank, name, text) for name, text in texts.items()}
        values = {n: p.value for n, p in parsed.items() if p.problem is None}
        given = {name: value for name, value in values.items() if value is not None}
        if not given:
            self.refresh()
            return
        created, changes = self._service.create(company, **self._desk.where(), **given)
        for name, wrong in self._desk.kept.of(blank).items():
            self._desk.kept.keep(created, name, wrong)
            self._desk.kept.drop(blank, name)
        self._desk.publish(changes)
        self._view.reveal(created)

    def restore(self, key: UUID, name: str) -> None:
        """Forgets a wrong text: the cell shows what is recorded."""
        self._desk.kept.drop(key, name)
        self.refresh()

    def _take(self, key: UUID, name: str, text: str) -> Parsed:
        parsed = self.reader.read(name, text)
        if parsed.problem is None:
            self._desk.kept.drop(key, name)
        else:
            self._desk.kept.keep(key, name, Kept(text, parsed.problem))
        return parsed

    # -- whole rows ------------------------------------------------------------------------

    def delete(self, keys: Sequence[UUID]) -> None:
        """Deletes records in one step and says how they come back."""
        company = self._company
        if company is None or not keys:
            return
        changes = self._service.delete_many(company, keys, self.read.as_of)
        self._publish(changes)
        self._view.show_note(
            plural_phrase(
                "{n} Eintrag gelöscht – Strg+Z holt ihn zurück.",
                "{n} Einträge gelöscht – Strg+Z holt sie zurück.",
                len(keys),
            )
        )

    def duplicate(self, key: UUID) -> None:
        """A copy right behind its original, with a name of its own."""
        company = self._company
        original = next((each for each in self.read.records if each.id == key), None)
        if company is None or original is None:
            return
        changed = self._copied_name(original)
        copy, changes = self._service.duplicate(company, key, **changed)
        for name, wrong in self._desk.kept.of(key).items():
            self._desk.kept.keep(copy, name, wrong)
        self._desk.publish(changes)
        self._view.reveal(copy, self.spec.name_field)

    def _copied_name(self, original: Record) -> dict[str, str]:
        name = getattr(original, self.spec.name_field, None)
        if not isinstance(name, str) or not name:
            return {}
        taken = {getattr(each, self.spec.name_field, None) for each in self.read.records}
        return {self.spec.name_field: next_name(name, taken)}

    def move(self, keys: Sequence[UUID], before: UUID | None) -> None:
        """Puts records before another one (None: at the end)."""
        company = self._company
        if company is not None and self._service.ordered:
            where = self._desk.where()
            self._publish(self._service.move(company, tuple(keys), before, **where))

    # -- rows of a spreadsheet -------------------------------------------------------------

    def offer_paste(self, text: str, keys: Sequence[UUID], start: str) -> None:
        """Says what a pasted table would do from these records on; one row is taken at once."""
        known = {each.id: each for each in self.read.records}
        targets = [known[key] for key in keys if key in known]
        try:
            plan = plan_paste(text, self.spec, self.reader, targets, start)
        except Refused as refusal:
            self._view.show_note(refusal.message)
            return
        self._plan = plan
        if len(plan.rows) > 1 or plan.homeless:
            self._view.show_paste(plan.summary())
        else:
            self.paste()

    def paste(self) -> None:
        """Does what was offered as one step; cells that are unclear stay as they were typed."""
        plan, company, self._plan = self._plan, self._company, None
        if plan is None or company is None or not plan.rows:
            return
        fresh = [row for row in plan.rows if row.record is None]
        made = [{**self._desk.where(), **row.values} for row in fresh]
        try:
            ids, changes = self._service.write_many(company, self.read.as_of, saves_of(plan), made)
        except Refused as refusal:
            self._view.show_note(refusal.message)
            return
        keys = [*ids, *(row.record for row in plan.rows if row.record is not None)]
        rows = [*fresh, *(row for row in plan.rows if row.record is not None)]
        for key, row in zip(keys, rows, strict=True):
            for name in row.values:
                self._desk.kept.drop(key, name)
            for name, wrong in row.wrong.items():
                self._desk.kept.keep(key, name, wrong)
        self._publish(changes)
        self._view.reveal(keys[0], self.spec.columns[0].name)
        self._view.show_note(
            plural_phrase(
                "{n} Zeile eingefügt – Strg+Z nimmt sie zurück.",
                "{n} Zeilen eingefügt – Strg+Z nimmt sie alle zurück.",
                len(keys),
            )
        )

    # -- telling ---------------------------------------------------------------------------

    def _tell(self, save: Callable[[], Changes], typed: tuple[UUID, str, str]) -> None:
        """Saves; what the workspace refuses is kept like any other wrong text."""
        try:
            changes = save()
        except Refused as refusal:
            key, name, text = typed
            self._desk.kept.keep(key, name, Kept(text, refusal.message))
            changes = Changes.none()
        self._publish(changes)

    def _publish(self, changes: Changes) -> None:
        """Publishing makes a visible page read again; a save without effect does it here."""
        if changes:
            self._desk.publish(changes)
        else:
            self.refresh()


def next_name(name: str, taken: set[object]) -> str:
    """„Prüfen“ becomes „Prüfen (2)“, „Prüfen (2)“ becomes „Prüfen (3)“."""
    stem, _sign, tail = name.rpartition(" (")
    number = tail[:-1]
    counted = bool(stem) and tail.endswith(")") and number.isascii() and number.isdigit()
    base = stem if counted else name
    n = int(number[:6]) + 1 if counted else 2
    while f"{base} ({n})" in taken:
        n += 1
    return f"{base} ({n})"
