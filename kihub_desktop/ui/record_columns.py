"""Which columns a list of records has, what a cell shows of a value, what a typed text means."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from kihub_desktop.domain.fields import FieldRule, Holds, Record, rules_of
from kihub_desktop.domain.parsing import Parsed, parse
from kihub_desktop.domain.phrases import phrase
from kihub_desktop.domain.spelling import fold
from kihub_desktop.domain.words import words
from kihub_desktop.texts import TEXTS, _, render, with_unit
from kihub_desktop.ui.record_entry import RecordEntry
from kihub_desktop.ui.tones import Tone
from kihub_desktop.ui.widgets.cells import Align, Cell, DotsCell, PillCell, TextCell
from kihub_desktop.ui.widgets.fields import NO, UNKNOWN, YES, Option, Suggest

EMPTY = TextCell("–", muted=True)
DOTS = 5
NUMBERS = {Holds.WHOLE, Holds.DECIMAL, Holds.MONEY}


class Look(StrEnum):
    """How a value is drawn; without a value every look is a muted dash."""

    TEXT = "text"
    STRONG = "strong"
    PILL = "pill"
    DOTS = "dots"  # a number from 1 to 5


@dataclass(frozen=True)
class GridColumn:
    """One column: a recorded field that is edited in place, or (any other name) a computed one.

    `cell` draws a record's cell and is needed for a computed column. `options` are the only
    texts that are accepted; choices and flags bring their own. `links` are the records a LINK
    field can name (key: id), asked each time. `suggest` offers completions for free text;
    `recall` offers what stands in the column already. `tones` colours pills by key of option.
    """

    name: str
    title: str = ""
    look: Look = Look.TEXT
    align: Align = Align.LEFT
    stretch: int = 0
    wrap: bool = False
    options: tuple[Option, ...] = ()
    links: Callable[[], Sequence[Option]] | None = None
    suggest: Suggest | None = None
    recall: bool = False
    tones: Mapping[str, Tone] = field(default_factory=dict)
    cell: Callable[[Any], Cell | str] | None = None
    sort: Callable[[Any], Any] | None = None


@dataclass(frozen=True)
class GridSpec:
    """A list of records: `title` names it, `new` invites into the empty last row.

    `left_out` are the columns that a card does without that is narrower than `narrow`. `naming`
    is the field that names a record in messages and in a copy ("": the first column).
    """

    record_type: type[Record]
    title: str
    columns: tuple[GridColumn, ...]
    new: str = ""
    left_out: frozenset[str] = frozenset()
    naming: str = ""
    narrow: int = 600

    @property
    def name_field(self) -> str:
        return self.naming or self.columns[0].name

    @property
    def rules(self) -> Mapping[str, FieldRule]:
        return rules_of(self.record_type)

    def column(self, name: str) -> GridColumn:
        """LookupError if there is none."""
        found = next((each for each in self.columns if each.name == name), None)
        if found is None:
            raise LookupError(name)
        return found

    def is_edited(self, column: GridColumn) -> bool:
        return column.name in self.rules

    def title_of(self, column: GridColumn) -> str:
        rule = self.rules.get(column.name)
        return column.title or (_(rule.label) if rule else column.name)


def options_of(spec: GridSpec, column: GridColumn) -> tuple[Option, ...]:
    """The only texts that are accepted; none for free text, numbers and days."""
    rule = spec.rules.get(column.name)
    if rule is None:
        return ()
    if column.options:
        return column.options
    if column.links is not None:
        return tuple(column.links())
    if rule.holds is Holds.FLAG:
        return (Option(YES, _("ja")), Option(NO, _("nein")), Option(UNKNOWN, _("unbekannt")))
    if rule.choices is not None:
        return tuple(Option(key.value, render(said)) for key, said in words(rule.choices).items())
    return ()


def found_options(options: Sequence[Option], typed: str) -> tuple[Option, ...]:
    """The options that fit what was typed: those that begin with it, then those with such a word.

    All of them as long as nothing is typed.
    """
    wanted = fold(typed).strip()
    if not wanted:
        return tuple(options)
    labels = [(option, fold(option.label)) for option in options]
    begin = [option for option, said in labels if said.startswith(wanted)]
    inside = [o for o, said in labels if not said.startswith(wanted) and f" {wanted}" in said]
    return (*begin, *inside)


def picked(options: Sequence[Option], text: str) -> Option | None:
    """The one option a text stands for: by its key, its words, or the only one to begin so."""
    for option in options:
        if option.key == text:
            return option
    wanted = fold(text).strip()
    exact = [option for option in options if fold(option.label).strip() == wanted]
    if exact:
        return exact[0] if len(exact) == 1 else None
    begin = [option for option in options if fold(option.label).startswith(wanted)]
    return begin[0] if wanted and len(begin) == 1 else None


class CellReader:
    """Texts and looks of the cells of one list."""

    def __init__(self, spec: GridSpec, entry: RecordEntry[Any]) -> None:
        self._spec = spec
        self._entry = entry

    def read(self, name: str, text: str) -> Parsed:
        """The value of a text as it was typed, pasted or chosen; keeps nothing."""
        known = (each for each in self._spec.columns if each.name == name)
        column, rule = next(known, GridColumn(name)), self._spec.rules[name]
        options = options_of(self._spec, column)
        option = picked(options, text) if options and text.strip() else None
        if option is not None:
            return self._entry.read(name, option.key)
        if not text.strip():
            return Parsed()
        if rule.holds in {Holds.CHOICE, Holds.FLAG}:
            return parse(rule, text, self._entry.today(), TEXTS.language, render)
        if rule.holds is Holds.LINK:
            return Parsed(problem=phrase("„{text}“ steht nicht zur Auswahl.", text=text[:60]))
        return self._entry.read(name, text)

    def edit_text(self, column: GridColumn, record: Record) -> str:
        """What the editor of a cell begins with: words for what is chosen, else as recorded."""
        if not self._spec.is_edited(column):
            return ""
        raw = self._entry.text(column.name, getattr(record, column.name))
        options = options_of(self._spec, column) if raw else ()
        return next((each.label for each in options if each.key == raw), raw)

    def cell(self, column: GridColumn, record: Record) -> Cell:
        if column.cell is not None:
            made = column.cell(record)
            made = TextCell(made) if isinstance(made, str) else made
            return EMPTY if made == TextCell("") else made
        value = getattr(record, column.name)
        text = self.edit_text(column, record)
        if not text:
            return EMPTY
        if column.look is Look.DOTS and isinstance(value, int):
            filled = min(DOTS, max(0, value))
            return DotsCell(filled, DOTS, _("{n} von 5").format(n=filled))
        if column.look is Look.PILL:
            key = self._entry.text(column.name, value)
            return PillCell(text, column.tones.get(key, Tone.NEUTRAL))
        rule = self._spec.rules[column.name]
        said = with_unit(text, rule.unit) if rule.holds in NUMBERS and rule.unit else text
        return TextCell(said, strong=column.look is Look.STRONG)
