"""The text of a file in whatever encoding it was written; damage is mended and told."""

from __future__ import annotations

import codecs
import re

from kihub_desktop.domain.phrases import Phrase, phrase, plural_phrase
from kihub_desktop.imports.cleaning import cleaned

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_LOOKED_AT = 4096
_MULTIBYTE = re.compile(
    b"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}"
)
_TWICE = re.compile("Ã[\u0080-\u00bf¤¶¼Ÿœ„–\u0178\u0153]")
_WESTERN = "western"  # a word of Python's error handlers: what is no UTF-8 is Windows-1252


def decoded(content: bytes) -> tuple[str, tuple[Phrase, ...]]:
    """The text of UTF-8, UTF-16, UTF-32 or Windows-1252 bytes, and what had to be mended.

    Never raises: bytes that mean nothing become U+FFFD and are counted.
    """
    text, remarks = _text(content)
    text, more = cleaned(text.replace("\r\n", "\n").replace("\r", "\n"))
    if _TWICE.search(text):
        more += (
            phrase("Manche Umlaute sind schon in der Datei beschädigt, etwa „{text}“.", text="Ã¼"),
        )
    return text, remarks + more


def _text(content: bytes) -> tuple[str, tuple[Phrase, ...]]:
    for mark, name in _MARKS:
        if content.startswith(mark):
            return _strict_or_counted(content[len(mark) :], name)
    name = _wide(content)
    if name:
        return _strict_or_counted(content, name)
    try:
        return content.decode("utf-8"), ()
    except UnicodeDecodeError:
        return _western(content)


def _wide(content: bytes) -> str:
    """UTF-16 without its mark: every second byte is zero."""
    seen = content[:_LOOKED_AT]
    if len(seen) < 4:
        return ""
    even, odd = seen[0::2].count(0), seen[1::2].count(0)
    half = len(seen) // 2
    if odd * 10 > half * 7 and even * 10 < half:
        return "utf-16-le"
    return "utf-16-be" if even * 10 > half * 7 and odd * 10 < half else ""


def _strict_or_counted(content: bytes, name: str) -> tuple[str, tuple[Phrase, ...]]:
    try:
        return content.decode(name), ()
    except UnicodeDecodeError:
        text = content.decode(name, "replace")
        return text, _damage(max(1, text.count("\ufffd")))


def _western(content: bytes) -> tuple[str, tuple[Phrase, ...]]:
    """Windows-1252, or UTF-8 with foreign pieces pasted into it."""
    if not _MULTIBYTE.search(content):
        text = content.decode("cp1252", "replace")
        lost = text.count("\ufffd")
        return text, _damage(lost) if lost else ()
    text = content.decode("utf-8", _WESTERN)
    lost = text.count("\ufffd")
    mixed = phrase("Die Datei mischt zwei Zeichensätze; bitte die Umlaute ansehen.")
    return text, (mixed, *(_damage(lost) if lost else ()))


def _as_western(fault: UnicodeError) -> tuple[str, int]:
    if not isinstance(fault, UnicodeDecodeError):
        raise fault
    broken = fault.object[fault.start : fault.end]
    return broken.decode("cp1252", "replace"), fault.end


codecs.register_error(_WESTERN, _as_western)


def _damage(count: int) -> tuple[Phrase, ...]:
    return (
        plural_phrase(
            "{n} Zeichen ist nicht lesbar und durch „�“ ersetzt.",
            "{n} Zeichen sind nicht lesbar und durch „�“ ersetzt.",
            count,
        ),
    )
