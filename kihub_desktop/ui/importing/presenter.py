"""Decides what the import window does: read, assign, preview, write, take back; knows no Qt."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Protocol
from uuid import UUID

from kihub_desktop.domain.changes import Changes
from kihub_desktop.domain.phrases import Joined, Value, phrase, plural_phrase
from kihub_desktop.domain.progress import Progress
from kihub_desktop.domain.refusals import Refused
from kihub_desktop.imports.company_plan import Act, Choices, Plan, WrongCells
from kihub_desktop.imports.company_rows import (
    SEVERAL,
    Draft,
    drafts,
    guessed,
    known_headings,
)
from kihub_desktop.imports.foreign_tables import (
    is_workbook,
    pasted_table,
    read_file,
    read_table,
    sheets_of,
    shown_name,
)
from kihub_desktop.imports.layout import Layout, layout_of, without_header
from kihub_desktop.imports.limits import Watch
from kihub_desktop.imports.sheets import Sheet
from kihub_desktop.imports.vcards import drafts_of, looks_like_cards, read_cards
from kihub_desktop.services.company_import import CompanyImport, ImportOutcome
from kihub_desktop.texts import TEXTS, render
from kihub_desktop.ui.importing.state import ColumnLine, ImportState, RowLine, Stage, row_line

Work = Callable[[Progress], Any]
Run = Callable[[Work, Callable[[Any], None]], None]
"""Runs work beside the window; what it returns is handed over on the window's thread."""


class ImportView(Protocol):
    def show_state(self, state: ImportState) -> None: ...


@dataclass(frozen=True)
class _Source:
    """The bytes of a file, or a pasted text."""

    name: str
    content: bytes = b""
    text: str = ""


@dataclass(frozen=True)
class _Read:
    source: _Source
    sheets: tuple[str, ...]
    sheet: Sheet | None
    drafts: tuple[Draft, ...] = ()
    remarks: tuple[Value, ...] = ()


class ImportPresenter:
    """One import from file to result. `company` is the one in hand, for address cards."""

    def __init__(
        self,
        view: ImportView,
        imports: CompanyImport,
        run: Run,
        publish: Callable[[Changes], None],
        company: UUID | None = None,
    ) -> None:
        self._view, self._imports, self._run, self._publish = view, imports, run, publish
        self._company = company
        self._known = known_headings(render)
        self._source: _Source | None = None
        self._sheet: Sheet | None = None
        self._layout: Layout | None = None
        self._chosen: tuple[str, ...] = ()
        self._drafts: tuple[Draft, ...] = ()
        self._acts: dict[int, Act] = {}
        self._plan: Plan | None = None
        self._transaction: UUID | None = None
        self.state = ImportState()

    def show(self) -> None:
        self._view.show_state(self.state)

    # -- file --------------------------------------------------------------------------------

    def open_file(self, path: Path) -> None:
        """Reads a file beside the window."""
        self._begin(lambda watch: self._read(_Source(path.name, read_file(path)), None, watch))

    def open_text(self, text: str) -> None:
        """Takes rows from the clipboard."""
        source = _Source(render(phrase("Zwischenablage")), text=text)
        self._begin(lambda watch: self._read(source, None, watch))

    def choose_sheet(self, name: str) -> None:
        source = self._source
        if source is not None and name != self.state.sheet:
            self._begin(lambda watch: self._read(source, name, watch))

    def _begin(self, read: Callable[[Watch], _Read]) -> None:
        self._set(busy=True, problem="")
        self._run(lambda progress: read(Watch(progress)), self._on_read)

    def _read(self, source: _Source, sheet: str | None, watch: Watch) -> _Read:
        if source.text:
            table = pasted_table(source.text, source.name)
            return _Read(source, (table.name,), table, remarks=table.remarks)
        source = replace(source, name=shown_name(source.name))
        if not is_workbook(source.content) and looks_like_cards(source.content):
            found = read_cards(source.content, watch)
            reader = self._imports.reader(TEXTS.language, render)
            read = drafts_of(found.cards, reader, with_company=self._company is None)
            return _Read(source, (), None, read, found.remarks)
        names = tuple(each.name for each in sheets_of(source.content, source.name, watch))
        table = read_table(source.content, source.name, watch, sheet)
        return _Read(source, names, table, remarks=table.remarks)

    def _on_read(self, read: _Read) -> None:
        self._source, self._sheet, self._acts = read.source, read.sheet, {}
        self._set(
            busy=False,
            source=read.source.name,
            sheets=read.sheets,
            cards=read.sheet is None,
            remarks=read.remarks,
            problem="",
        )
        if read.sheet is None:
            self._drafts = read.drafts
            unknown = Act.NEW if self._company is not None else Act.SKIP
            self._set(choice=replace(self.state.choice, unknown=unknown))
            self._preview()
            return
        self._set(sheet=read.sheet.name)
        self._take_layout(layout_of(read.sheet, self._known))

    def fail(self, error: Exception) -> None:
        """Says why something was not done; whatever was there before stays."""
        said: Value = phrase("Das ging nicht; es ist nichts verändert.")
        if isinstance(error, Refused):
            said = error.message
        stage = Stage.PREVIEW if self.state.stage is Stage.WORKING else self.state.stage
        self._set(busy=False, problem=said, stage=stage)

    def cancelled(self) -> None:
        """Somebody stopped the work; everything it had done is taken back."""
        stage = Stage.PREVIEW if self.state.stage is Stage.WORKING else self.state.stage
        told = phrase("Abgebrochen; nichts ist verändert.")
        self._set(busy=False, problem=told, stage=stage)

    # -- columns -----------------------------------------------------------------------------

    def set_header(self, header: bool) -> None:
        """Whether the first row of the table is its heading."""
        if self._sheet is not None and header != self.state.header:
            known = layout_of(self._sheet, self._known)
            self._take_layout(known if header else without_header(self._sheet))

    def _take_layout(self, layout: Layout) -> None:
        self._layout = layout
        self._chosen = self._imports.learned(layout) or guessed(layout, self._known)
        above: Value = ""
        if layout.above:
            above = plural_phrase(
                "{n} Zeile über den Spaltennamen bleibt weg.",
                "{n} Zeilen über den Spaltennamen bleiben weg.",
                len(layout.above),
            )
        self._set(stage=Stage.COLUMNS, header=layout.header, above=above, columns=self._columns())

    def _columns(self) -> tuple[ColumnLine, ...]:
        layout = self._layout
        if layout is None:
            return ()
        return tuple(
            ColumnLine(place, layout.headings[place], " · ".join(layout.samples(place)), target)
            for place, target in enumerate(self._chosen)
        )

    def assign(self, place: int, target: str) -> None:
        """Where a column goes; a field that takes one column is taken from the other."""
        chosen = list(self._chosen)
        if target and target not in SEVERAL:
            chosen = ["" if each == target else each for each in chosen]
        chosen[place] = target
        self._chosen = tuple(chosen)
        self._set(columns=self._columns(), problem="")

    # -- preview -----------------------------------------------------------------------------

    def go_on(self) -> None:
        """To the next step: the preview, or writing."""
        if self.state.stage is Stage.COLUMNS:
            self._read_rows()
        elif self.state.stage is Stage.PREVIEW:
            self._write()

    def go_back(self) -> None:
        before = {Stage.COLUMNS: Stage.FILE, Stage.PREVIEW: Stage.COLUMNS}
        if self.state.cards:
            before[Stage.PREVIEW] = Stage.FILE
        stage = before.get(self.state.stage)
        if stage is not None:
            self._set(stage=stage, problem="")

    def _read_rows(self) -> None:
        layout, chosen = self._layout, self._chosen
        if layout is None or "company.name" not in chosen:
            self._set(problem=phrase("Bitte wählen, in welcher Spalte der Name steht."))
            return
        self._imports.learn(layout, chosen)
        reader = self._imports.reader(TEXTS.language, render)
        self._set(busy=True, problem="")

        def work(progress: Progress) -> Any:
            return drafts(layout, chosen, reader, Watch(progress))

        self._run(work, self._on_drafts)

    def _on_drafts(self, found: tuple[Draft, ...]) -> None:
        self._drafts, self._acts = found, {}
        self._preview()

    def choose_act(self, line: int, act: Act) -> None:
        self._acts[line] = act
        self._preview()

    def cycle_act(self, row: RowLine) -> None:
        """The next thing that can be done with a row."""
        place = row.possible.index(row.act) + 1
        self.choose_act(row.line, row.possible[place % len(row.possible)])

    def choose_duplicates(self, act: Act) -> None:
        self._set(choice=replace(self.state.choice, duplicates=act))
        self._preview()

    def choose_wrong(self, wrong: WrongCells) -> None:
        self._set(choice=replace(self.state.choice, wrong=wrong))
        self._preview()

    def _preview(self) -> None:
        choice = self.state.choice
        choices = Choices(dict(self._acts), choice.duplicates, choice.wrong, choice.unknown)
        found, company = self._drafts, self._company if self.state.cards else None
        self._set(busy=True)

        def work(progress: Progress) -> Any:
            progress(0, 0, phrase("Die Vorschau wird vorbereitet"))
            planned = self._imports.plan(found, choices, company)
            return planned, tuple(row_line(row) for row in planned.rows)

        self._run(work, self._on_plan)

    def _on_plan(self, made: tuple[Plan, tuple[RowLine, ...]]) -> None:
        self._plan, rows = made
        self._set(
            stage=Stage.PREVIEW,
            busy=False,
            rows=rows,
            summary=_summary(self._plan),
            effective=self._plan.new + self._plan.changed,
        )

    # -- writing -----------------------------------------------------------------------------

    def _write(self) -> None:
        planned = self._plan
        if planned is None or not self.state.effective:
            self._set(problem=phrase("Es gibt nichts einzulesen."))
            return
        self._set(stage=Stage.WORKING, busy=True, problem="")
        self._run(lambda progress: self._imports.apply(planned, progress), self._on_written)

    def _on_written(self, outcome: ImportOutcome) -> None:
        self._transaction = outcome.transaction
        self._publish(outcome.changes)
        self._set(stage=Stage.DONE, busy=False, result=_result(outcome), undoable=True)

    def take_back(self) -> None:
        """Takes this import back, whatever was done since."""
        transaction = self._transaction
        if transaction is None or not self.state.undoable:
            return
        self._set(busy=True, problem="")
        self._run(
            lambda progress: self._imports.take_back(transaction, progress), self._on_taken_back
        )

    def _on_taken_back(self, changes: Changes) -> None:
        self._publish(changes)
        self._set(
            busy=False,
            undoable=False,
            result=phrase("Zurückgenommen. Was inzwischen von Hand geändert wurde, bleibt stehen."),
        )

    def _set(self, **changes: Any) -> None:
        self.state = replace(self.state, **changes)
        self.show()


def _summary(planned: Plan) -> Value:
    parts: list[Value] = [
        plural_phrase("{n} neu", "{n} neu", planned.new),
        plural_phrase("{n} ergänzt oder geändert", "{n} ergänzt oder geändert", planned.changed),
    ]
    if planned.contacts:
        parts.append(
            plural_phrase("{n} neue Ansprechperson", "{n} neue Ansprechpersonen", planned.contacts)
        )
    parts.append(plural_phrase("{n} unverändert", "{n} unverändert", planned.unchanged))
    parts.append(plural_phrase("{n} ausgelassen", "{n} ausgelassen", planned.skipped))
    told = len(planned.problems)
    if told:
        parts.append(plural_phrase("{n} Hinweis", "{n} Hinweise", told))
    return Joined(tuple(parts), " · ")


def _result(outcome: ImportOutcome) -> Value:
    count = outcome.new + outcome.changed
    said: list[Value] = [
        plural_phrase("{n} Unternehmen eingelesen.", "{n} Unternehmen eingelesen.", count)
    ]
    if outcome.contacts:
        said.append(
            plural_phrase(
                "{n} Ansprechperson ist neu.", "{n} Ansprechpersonen sind neu.", outcome.contacts
            )
        )
    if outcome.skipped:
        said.append(
            plural_phrase(
                "{n} Zeile ist ausgelassen.", "{n} Zeilen sind ausgelassen.", outcome.skipped
            )
        )
    if outcome.left_alone:
        said.append(
            plural_phrase(
                "{n} Angabe wurde inzwischen geändert und blieb stehen.",
                "{n} Angaben wurden inzwischen geändert und blieben stehen.",
                outcome.left_alone,
            )
        )
    return Joined(tuple(said), " ")
