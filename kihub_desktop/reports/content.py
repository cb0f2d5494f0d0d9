"""A report as data: chapters and blocks of worded text, which the writers only set.

All strings are in the report's language already. Nothing in them is markup for any writer.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TypeAlias


class Tone(StrEnum):
    """What a colour says; a word always stands beside it."""

    NEUTRAL = "neutral"
    GREEN = "green"
    AMBER = "amber"
    RED = "red"
    BLUE = "blue"


class Align(StrEnum):
    START = "start"
    CENTRE = "centre"
    END = "end"


@dataclass(frozen=True)
class Run:
    """A stretch of text in one weight."""

    text: str
    strong: bool = False


Text: TypeAlias = tuple[Run, ...]


def strong(words: str) -> Run:
    return Run(words, strong=True)


def text(*parts: str | Run) -> Text:
    """Running text from plain strings and `strong(…)` stretches."""
    return tuple(part if isinstance(part, Run) else Run(part) for part in parts)


def plain_text(runs: Text) -> str:
    return "".join(run.text for run in runs)


@dataclass(frozen=True)
class Heading:
    """A heading inside a chapter; the chapter's own title is level 1."""

    text: str
    level: int = 2

    def __post_init__(self) -> None:
        if not 2 <= self.level <= 4:
            raise ValueError(f"a heading inside a chapter has level 2 to 4, not {self.level}")


@dataclass(frozen=True)
class Paragraph:
    text: Text
    muted: bool = False


@dataclass(frozen=True)
class BulletList:
    items: tuple[Text, ...]
    numbered: bool = False


@dataclass(frozen=True)
class Column:
    """`share` is the column's part of the width, relative to the other columns."""

    title: str
    align: Align = Align.START
    share: float = 1.0

    def __post_init__(self) -> None:
        if self.share <= 0:
            raise ValueError("a column needs a positive share of the width")


@dataclass(frozen=True)
class Cell:
    """One cell; with a tone its text is shown as a pill."""

    text: str
    tone: Tone | None = None
    strong: bool = False


def row(*cells: str | Cell) -> tuple[Cell, ...]:
    """A table row from plain strings and cells."""
    return tuple(cell if isinstance(cell, Cell) else Cell(cell) for cell in cells)


@dataclass(frozen=True)
class Table:
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    caption: str = ""

    def __post_init__(self) -> None:
        if not self.columns:
            raise ValueError("a table needs a column")
        for number, cells in enumerate(self.rows):
            if len(cells) != len(self.columns):
                raise ValueError(f"row {number} has {len(cells)} of {len(self.columns)} cells")


@dataclass(frozen=True)
class Figure:
    """A chart as SVG bytes; `width` is its share of the text width, `alt` its content."""

    svg: bytes
    caption: str
    alt: str
    width: float = 1.0

    def __post_init__(self) -> None:
        if not self.alt.strip():
            raise ValueError("a figure needs a text for those who cannot see it")
        if not 0 < self.width <= 1:
            raise ValueError("the width of a figure is a share of the text width")


@dataclass(frozen=True)
class Gallery:
    """Pictures side by side, two in a row."""

    figures: tuple[Figure, ...]


@dataclass(frozen=True)
class KeyFigure:
    label: str
    value: str
    note: str = ""
    tone: Tone = Tone.NEUTRAL


@dataclass(frozen=True)
class KeyFigures:
    """Tiles with one figure each."""

    figures: tuple[KeyFigure, ...]


@dataclass(frozen=True)
class Pillar:
    """One pillar of the verdict; `fill` is how much of the ring is drawn, None if unknown."""

    name: str
    score: str
    status: str
    tone: Tone
    fill: float | None = None

    def __post_init__(self) -> None:
        if self.fill is not None and not 0 <= self.fill <= 1:
            raise ValueError("the ring of a pillar is filled between 0 and 1")


@dataclass(frozen=True)
class PillarRow:
    pillars: tuple[Pillar, ...]


@dataclass(frozen=True)
class Part:
    """One figure with the parts it is made of."""

    label: str
    value: str = ""
    contribution: str = ""
    parts: tuple[Part, ...] = ()
    evidence: str = ""


@dataclass(frozen=True)
class FlatPart:
    """A part with its depth (0 = root); `folded` says that parts below are not shown."""

    part: Part
    depth: int
    folded: bool


@dataclass(frozen=True)
class ExplanationTree:
    """Where a figure comes from, shown down to `max_depth` levels (1 = the roots alone).

    A compact one is set small and tells the evidence of each part.
    """

    roots: tuple[Part, ...]
    max_depth: int = 4
    caption: str = ""
    compact: bool = False

    def flat(self) -> tuple[FlatPart, ...]:
        """The shown parts in reading order."""
        return tuple(_flat(self.roots, 0, self.max_depth))


def _flat(parts: tuple[Part, ...], depth: int, max_depth: int) -> list[FlatPart]:
    shown = []
    for part in parts:
        deepest = depth + 1 >= max_depth
        shown.append(FlatPart(part, depth, deepest and bool(part.parts)))
        if not deepest:
            shown += _flat(part.parts, depth + 1, max_depth)
    return shown


@dataclass(frozen=True)
class Callout:
    """A boxed remark; `title` says in words what the tone says in colour."""

    title: str
    text: Text
    tone: Tone = Tone.NEUTRAL


@dataclass(frozen=True)
class PageBreak:
    pass


@dataclass(frozen=True)
class AnsweredQuestion:
    """One question of the interview with the level chosen and its anchor sentence."""

    number: str
    question: str
    level: str
    anchor: str
    evidence: str = ""
    note: str = ""
    tone: Tone = Tone.NEUTRAL


@dataclass(frozen=True)
class QuestionList:
    """The interview word for word, for the appendix."""

    questions: tuple[AnsweredQuestion, ...]


@dataclass(frozen=True)
class Signatures:
    """Lines to be signed in the room, each with what stands below it."""

    lines: tuple[str, ...]


Block: TypeAlias = (
    Heading
    | Paragraph
    | BulletList
    | Table
    | Figure
    | Gallery
    | KeyFigures
    | PillarRow
    | ExplanationTree
    | Callout
    | PageBreak
    | QuestionList
    | Signatures
)


@dataclass(frozen=True)
class Chapter:
    """`appendix` chapters are lettered (A, B, …) and follow all others on a new page."""

    title: str
    blocks: tuple[Block, ...]
    appendix: bool = False


@dataclass(frozen=True)
class Recommendation:
    """The bar on the cover."""

    heading: str
    title: str
    text: str
    tone: Tone


@dataclass(frozen=True)
class Footing:
    """What the foot of the cover says about how the report came to be."""

    confidential: str
    questionnaire: str
    method: str
    as_of: str
    number: str
    offline: str

    def parts(self) -> tuple[str, ...]:
        """The facts in reading order, without the empty ones."""
        facts = (
            self.confidential,
            self.questionnaire,
            self.method,
            self.as_of,
            self.number,
            self.offline,
        )
        return tuple(fact for fact in facts if fact)


@dataclass(frozen=True)
class Wording:
    """The words that the writers themselves set: „Inhalt“, „Abb.“, column titles."""

    contents: str
    figure: str
    table: str
    part: str
    value: str
    contribution: str
    evidence: str
    note: str


@dataclass(frozen=True)
class Report:
    """`publisher` stands at the top of the cover, `kind_line` above the company's name.

    `kind` is the same in normal case for the foot of every page; `language` is "de" or "en".
    """

    title: str
    publisher: str
    kind_line: str
    kind: str
    company: str
    subtitle: str
    recommendation: Recommendation
    footing: Footing
    wording: Wording
    language: str
    created: date
    chapters: tuple[Chapter, ...]
