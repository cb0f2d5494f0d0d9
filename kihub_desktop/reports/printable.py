"""Text that the report's font can print and that never runs over its column."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Set
from pathlib import Path

MISSING = "□"
_ZERO_WIDTH_SPACE = "\u200b"
# Joiners, variation selectors and skin tones belong to the sign before them.
_ATTACHED = re.compile(
    "[\u200c\u200d\u2060\ufe00-\ufe0f\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f]"
)
_JOINTS = re.compile("[-–—/]")
_AROUND = ",;.:!?()[]„“”\"'»«"
_UNBROKEN = re.compile(r"\S{17,}")
# Longer words are no German any more, and no hyphenation pattern splits them for sure.
_LONGEST_LETTERS = 36
_STEP = 6


def glyphs_of(fonts: tuple[Path, ...]) -> frozenset[int]:
    """The code points that every one of the fonts has a glyph for."""
    from matplotlib.ft2font import FT2Font

    maps = [frozenset(int(code) for code in FT2Font(path).get_charmap()) for path in fonts]
    return frozenset.intersection(*maps)


def printable(glyphs: Set[int]) -> Callable[[str], str]:
    """A function that prepares one text for a font with these glyphs."""
    allowed = frozenset(glyphs) | {0x0A}

    def prepare(text: str) -> str:
        composed = _ATTACHED.sub("", unicodedata.normalize("NFC", text))
        shown = "".join(_shown(sign, allowed) for sign in composed)
        return _UNBROKEN.sub(lambda found: _breakable(found.group()), shown)

    return prepare


def _shown(sign: str, allowed: Set[int]) -> str:
    if sign == "\t":
        return " "
    if ord(sign) in allowed:
        return sign
    return "" if unicodedata.category(sign) in {"Cc", "Cf", "Mn", "Zl", "Zp"} else MISSING


def _breakable(word: str) -> str:
    """Adds invisible places to break where hyphenation cannot be relied on."""
    pieces = _JOINTS.split(word.strip(_AROUND))
    if all(piece.isalpha() and len(piece) <= _LONGEST_LETTERS for piece in pieces):
        return word
    steps = [word[start : start + _STEP] for start in range(0, len(word), _STEP)]
    return _ZERO_WIDTH_SPACE.join(steps)
