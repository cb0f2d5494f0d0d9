"""Drawings as data: strokes on a sheet or a photo, read as if a stranger had written them."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

SHEET = (1600, 1200)
"""The size of an empty sheet in drawing units (pixels of the picture made from it)."""
LARGEST_SIDE = 30_000
MOST_MARKS = 2_000
MOST_NUMBERS = 30_000
LONGEST_WORDS = 500
LONGEST = 190_000
"""Characters of a written drawing; a recorded text may have a little more."""
_HASH = re.compile(r"[0-9a-f]{64}")
_VERSION = 1


class MarkKind(StrEnum):
    PEN = "pen"
    LINE = "line"
    ARROW = "arrow"
    BOX = "box"
    TEXT = "text"


class Ink(StrEnum):
    """What a colour stands for; the words stand beside it wherever it is chosen."""

    BLACK = "black"
    RED = "red"
    AMBER = "amber"
    GREEN = "green"
    BLUE = "blue"


class Nib(StrEnum):
    FINE = "fine"
    MEDIUM = "medium"
    BROAD = "broad"


class UnfitDrawing(ValueError):
    """A text that is no drawing, or one that has become too large."""


@dataclass(frozen=True)
class Mark:
    """One stroke: `points` in drawing units from the top left.

    A pen has any number of points, line, arrow and box have two (the ends, two corners), a text
    has one (its top left) and `words`.
    """

    kind: MarkKind
    points: tuple[tuple[int, int], ...]
    ink: Ink = Ink.BLACK
    nib: Nib = Nib.MEDIUM
    words: str = ""


@dataclass(frozen=True)
class Drawing:
    """`base` is the SHA-256 of the photo that is drawn on; None for an empty sheet."""

    width: int = SHEET[0]
    height: int = SHEET[1]
    base: str | None = None
    marks: tuple[Mark, ...] = ()


def written(drawing: Drawing) -> str:
    """The drawing as text; UnfitDrawing if it has become too large to be kept."""
    content: dict[str, Any] = {"v": _VERSION, "w": drawing.width, "h": drawing.height}
    if drawing.base is not None:
        content["base"] = drawing.base
    content["marks"] = [_written(mark) for mark in drawing.marks]
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    if len(text) > LONGEST:
        raise UnfitDrawing("length")
    read_drawing(text)
    return text


def read_drawing(text: str) -> Drawing:
    """The drawing in a text; UnfitDrawing for anything that `written` would not have made."""
    if len(text) > LONGEST:
        raise UnfitDrawing("length")
    try:
        return _drawing(json.loads(text))
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise UnfitDrawing(type(error).__name__) from error


def _written(mark: Mark) -> dict[str, Any]:
    flat = [number for point in mark.points for number in point]
    content: dict[str, Any] = {"t": mark.kind.value, "c": mark.ink.value, "s": mark.nib.value}
    content["p"] = flat
    if mark.words:
        content["x"] = mark.words
    return content


def _drawing(content: Any) -> Drawing:
    if content["v"] != _VERSION:
        raise ValueError("version")
    base = content.get("base")
    if base is not None and not _HASH.fullmatch(base):
        raise ValueError("base")
    width, height = _side(content["w"]), _side(content["h"])
    marks = content["marks"]
    if not isinstance(marks, list) or len(marks) > MOST_MARKS:
        raise ValueError("marks")
    if sum(len(each["p"]) for each in marks) > MOST_NUMBERS:
        raise ValueError("points")
    return Drawing(width, height, base, tuple(_mark(each, width, height) for each in marks))


def _side(value: Any) -> int:
    if type(value) is not int or not 1 <= value <= LARGEST_SIDE:
        raise ValueError("side")
    return value


def _mark(content: Any, width: int, height: int) -> Mark:
    kind = MarkKind(content["t"])
    flat = content["p"]
    if not isinstance(flat, list) or len(flat) % 2 or any(type(each) is not int for each in flat):
        raise ValueError("points")
    points = tuple(zip(flat[::2], flat[1::2], strict=True))
    # A stroke may leave the sheet, but not by more than its own size.
    if any(abs(x) > 2 * width or abs(y) > 2 * height for x, y in points):
        raise ValueError("far away")
    wanted = {MarkKind.PEN: len(points), MarkKind.TEXT: 1}.get(kind, 2)
    words = content.get("x", "")
    if not points or len(points) != wanted or not isinstance(words, str):
        raise ValueError("shape")
    if len(words) > LONGEST_WORDS or (kind is MarkKind.TEXT) != bool(words):
        raise ValueError("words")
    return Mark(kind, points, Ink(content["c"]), Nib(content["s"]), words)
