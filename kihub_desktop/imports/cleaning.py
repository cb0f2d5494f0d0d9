"""Takes out of foreign text what no field can hold, and says how much it was."""

from __future__ import annotations

import re

from kihub_desktop.domain.phrases import Phrase, plural_phrase

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
"""Marks that steer the direction of text or are not seen at all; headings are compared without."""


def cleaned(text: str) -> tuple[str, tuple[Phrase, ...]]:
    """The text without control signs, lone surrogates replaced, and what was done to it."""
    text, broken = _SURROGATE.subn("\ufffd", text)
    text, control = _CONTROL.subn("", text)
    remarks = []
    if broken:
        remarks.append(
            plural_phrase(
                "{n} beschädigtes Zeichen ist durch „�“ ersetzt.",
                "{n} beschädigte Zeichen sind durch „�“ ersetzt.",
                broken,
            )
        )
    if control:
        remarks.append(
            plural_phrase(
                "{n} unsichtbares Steuerzeichen ist weggelassen.",
                "{n} unsichtbare Steuerzeichen sind weggelassen.",
                control,
            )
        )
    return text, tuple(remarks)


def seen(text: str) -> str:
    """The text as a reader sees it: without invisible marks, spaces once."""
    return " ".join(_UNSEEN.sub("", text).split())
