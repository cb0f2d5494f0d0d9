"""What the import window shows, as data without Qt."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from kihub_desktop.catalogues.spellings import show_district, show_industry
from kihub_desktop.domain.parsing import shown
from kihub_desktop.domain.phrases import Joined, Phrase, Value, phrase, plural_phrase
from kihub_desktop.imports.company_plan import Act, Change, Planned, WrongCells
from kihub_desktop.imports.company_rows import CONTACT, rule_of
from kihub_desktop.texts import TEXTS, render
from kihub_desktop.ui.tones import Tone

_SPECIAL = {"industry": show_industry, "district": show_district}
_SHOWN = 4
_DETAILED = 16
_LONGEST = 60


class Stage(StrEnum):
    """The steps of an import in their order."""

    FILE = "file"
    COLUMNS = "columns"
    PREVIEW = "preview"
    WORKING = "working"
    DONE = "done"


@dataclass(frozen=True)
class ColumnLine:
    """One column of the file: heading, some of its values, where it goes ("" nowhere)."""

    place: int
    heading: str
    samples: str
    target: str


@dataclass(frozen=True)
class RowLine:
    """One row of the preview."""

    line: int
    name: str
    act: Act
    possible: tuple[Act, ...]
    will: Value
    notes: Value
    details: Value
    problems: int


@dataclass(frozen=True)
class Choice:
    """What can be chosen for all rows at once."""

    duplicates: Act = Act.FILL
    wrong: WrongCells = WrongCells.NOTE
    unknown: Act = Act.NEW


@dataclass(frozen=True)
class ImportState:
    """Everything on screen; `problem` is one sentence, `remarks` what reading had to say."""

    stage: Stage = Stage.FILE
    cards: bool = False
    source: str = ""
    sheets: tuple[str, ...] = ()
    sheet: str = ""
    header: bool = True
    above: Value = ""
    columns: tuple[ColumnLine, ...] = ()
    rows: tuple[RowLine, ...] = ()
    summary: Value = ""
    choice: Choice = Choice()
    effective: int = 0
    remarks: tuple[Value, ...] = ()
    problem: Value = ""
    result: Value = ""
    undoable: bool = False
    busy: bool = False


ACT_WORDS: Mapping[Act, Phrase] = {
    Act.NEW: phrase("neu anlegen"),
    Act.FILL: phrase("leere Felder ergänzen"),
    Act.UPDATE: phrase("aktualisieren"),
    Act.SKIP: phrase("auslassen"),
}
ACT_TONES: Mapping[Act, Tone] = {
    Act.NEW: Tone.GOOD,
    Act.FILL: Tone.NOTE,
    Act.UPDATE: Tone.WARN,
    Act.SKIP: Tone.NEUTRAL,
}


def row_line(row: Planned) -> RowLine:
    notes: list[Value] = [] if row.why is None else [row.why]
    notes.extend(
        Joined((problem.heading or phrase(rule_of(problem.target).label), problem.problem), ": ")
        for problem in row.draft.problems[:_SHOWN]
    )
    more = len(row.draft.problems) - _SHOWN
    if more > 0:
        notes.append(plural_phrase("und {n} weiterer Hinweis", "und {n} weitere Hinweise", more))
    return RowLine(
        row.draft.line,
        row.name,
        row.act,
        row.possible,
        _will(row),
        Joined(tuple(notes), "\n"),
        Joined((_will(row, _DETAILED), *notes), "\n"),
        len(row.draft.problems),
    )


def _will(row: Planned, most: int = _SHOWN) -> Value:
    """What a row will change: new values, or old → new."""
    silent = {"position", "name"} if row.act is Act.NEW else {"position"}
    told = [e for e in row.changes if e.name not in silent or e.kind + e.name == "contactname"]
    if not told:
        return "" if row.act is Act.SKIP else phrase("nichts zu ändern")
    fresh = row.act is Act.NEW
    said: list[Value] = [_said(each, fresh=fresh) for each in told[: most + 2 * fresh]]
    more = len(told) - len(said)
    if more > 0:
        said.append(plural_phrase("und {n} weitere Angabe", "und {n} weitere Angaben", more))
    return Joined(tuple(said), " · " if fresh else "\n")


def _said(change: Change, *, fresh: bool) -> Value:
    new = value_text(change.kind, change.name, change.new)
    if fresh:
        return new
    label: Value = phrase(rule_of(f"{change.kind}.{change.name}").label)
    if change.kind == CONTACT:
        label = Joined((phrase("Ansprechperson"), label), ", ")
    if change.old in (None, frozenset()):
        return Joined((label, new), ": ")
    old = value_text(change.kind, change.name, change.old)
    return Joined((Joined((label, old), ": "), new), " → ")


def value_text(kind: str, name: str, value: Any) -> str:
    """A value as the form shows it, in one short line."""
    special = _SPECIAL.get(name)
    text = (
        special(value)
        if special is not None and isinstance(value, str)
        else shown(rule_of(f"{kind}.{name}"), value, TEXTS.language, render)
    )
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1] + "…"
