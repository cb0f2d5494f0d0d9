"""Address cards (vCard 2.1, 3.0, 4.0) as drafts of contacts; pictures and keys are not read.

vobject was tried and left: one odd line makes it refuse the whole file, and hostile input takes
it seconds. The few properties that a contact has are read here, in time linear to the text.
"""

from __future__ import annotations

import binascii
import quopri
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from kihub_desktop.domain.fields import rules_of
from kihub_desktop.domain.parsing import parse
from kihub_desktop.domain.phrases import Phrase, phrase, plural_phrase
from kihub_desktop.domain.records import Contact
from kihub_desktop.imports.cleaning import cleaned, seen
from kihub_desktop.imports.company_rows import CellProblem, Draft, Reader
from kihub_desktop.imports.decoding import decoded
from kihub_desktop.imports.limits import Watch, bad_file, check_size

CARD_ENDINGS = (".vcf", ".vcard")
_MAX_CARDS = 5_000
_LONGEST = 4_000
"""Characters of one property; longer ones are pictures, sounds and keys."""
_READ = frozenset({"FN", "N", "ORG", "TITLE", "ROLE", "EMAIL", "TEL", "NOTE", "ADR", "URL"})
_NAME = re.compile(r"(?:[A-Za-z0-9-]+\.)?([A-Za-z0-9-]+)$")
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_WORDED = {"n": "\n", "N": "\n"}


@dataclass(frozen=True)
class Property:
    """One line of a card: its name, the words of its parameters, its text as written."""

    name: str
    kinds: frozenset[str]
    text: str


@dataclass
class Card:
    """The properties of one card; `line` is where it begins."""

    line: int
    properties: list[Property] = field(default_factory=list)

    def first(self, name: str) -> str:
        """The text of the preferred property of a name, or the first one."""
        named = [each for each in self.properties if each.name == name and each.text.strip()]
        preferred = [each for each in named if "pref" in each.kinds]
        return (preferred or named)[0].text if named else ""

    def all(self, name: str) -> list[str]:
        return [each.text for each in self.properties if each.name == name and each.text.strip()]


@dataclass(frozen=True)
class Cards:
    cards: tuple[Card, ...]
    remarks: tuple[Phrase, ...] = ()


def looks_like_cards(content: bytes) -> bool:
    """Whether the bytes begin like an address card, in any encoding."""
    return b"BEGIN:VCARD" in content[:400].replace(b"\0", b"").upper()


def read_cards(content: bytes, watch: Watch) -> Cards:
    """All cards of a file; Refused with one sentence if there is none, never another error."""
    check_size(len(content))
    text, remarks = decoded(content)
    stack = _Stack()
    for number, (line, logical) in enumerate(_logical_lines(text)):
        if number % 500 == 0:
            watch.look()
        stack.take(line, logical)
    filled = tuple(each for each in stack.cards if each.properties)
    if not filled:
        raise bad_file(phrase("Die Datei enthält keine Adresskarte (vCard)."))
    return Cards(filled, remarks + _told(stack.odd))


class _Stack:
    """The cards so far; a card that is never closed ends where the next one begins."""

    def __init__(self) -> None:
        self.cards: list[Card] = []
        self.odd = 0
        self._open: Card | None = None

    def take(self, line: int, logical: str) -> None:
        word = logical.strip().upper()
        if word == "BEGIN:VCARD":
            self._begin(line)
        elif word == "END:VCARD":
            self._open = None
        elif self._open is not None and word:
            read = _property(logical)
            self.odd += read is None
            if read is not None and read.name in _READ:
                self._open.properties.append(read)

    def _begin(self, line: int) -> None:
        self._open = Card(line)
        self.cards.append(self._open)
        if len(self.cards) > _MAX_CARDS:
            raise bad_file(
                phrase("Die Datei enthält mehr als {n} Karten; bitte teilen.", n=_MAX_CARDS)
            )


def _told(odd: int) -> tuple[Phrase, ...]:
    if not odd:
        return ()
    return (
        plural_phrase(
            "{n} Zeile der Datei ist nicht zu verstehen und ausgelassen.",
            "{n} Zeilen der Datei sind nicht zu verstehen und ausgelassen.",
            odd,
        ),
    )


# -- lines -------------------------------------------------------------------------------------


def _logical_lines(text: str) -> Iterator[tuple[int, str]]:
    """Lines put together again: folded with a blank, or with = in quoted-printable."""
    pieces: list[str] = []
    size = begins = 0
    soft = False
    for number, line in enumerate(text.split("\n"), start=1):
        if pieces and (soft or line[:1] in (" ", "\t")):
            kept = line if soft else line[1:]
            size += len(kept)
            if size <= _LONGEST * 4:
                pieces.append("\n" + kept if soft else kept)
        else:
            if pieces:
                yield begins, "".join(pieces)
            pieces, size, begins = [line], len(line), number
        head = pieces[0][:200].upper()
        soft = line.endswith("=") and "QUOTED-PRINTABLE" in head and ":" in pieces[0]
    if pieces:
        yield begins, "".join(pieces)


def _property(line: str) -> Property | None:
    """Name, parameters and decoded text of a line; None if it is none."""
    head, colon, text = _split_head(line)
    if not colon:
        return None
    parts = head[:500].split(";")
    named = _NAME.match(parts[0].strip())
    if named is None:
        return None
    name = named[1].upper()
    parameters = dict(_parameter(part) for part in parts[1:])
    if name not in _READ or len(text) > _LONGEST:
        return Property(name if name not in _READ else "", frozenset(), "")
    kinds = frozenset(
        word.strip(' "').lower()
        for key, value in parameters.items()
        for word in ([key] if not value else value.split(",") if key == "TYPE" else [])
    ) | ({"pref"} if "PREF" in parameters else frozenset())
    return Property(name, kinds, _decoded(text, parameters))


def _split_head(line: str) -> tuple[str, str, str]:
    """At the first colon outside quotes."""
    quoted = False
    for place, sign in enumerate(line[:2000]):
        if sign == '"':
            quoted = not quoted
        elif sign == ":" and not quoted:
            return line[:place], ":", line[place + 1 :]
    return line.partition(":")


def _parameter(part: str) -> tuple[str, str]:
    key, _, value = part.partition("=")
    return key.strip().upper(), value.strip()


def _decoded(text: str, parameters: Mapping[str, str]) -> str:
    encoding = parameters.get("ENCODING", "").upper()
    if encoding == "QUOTED-PRINTABLE" or "QUOTED-PRINTABLE" in parameters:
        raw = quopri.decodestring(text.encode("utf-8", "replace"))
        return cleaned(_in_charset(raw, parameters.get("CHARSET", "")))[0]
    if encoding in ("B", "BASE64"):
        try:
            raw = binascii.a2b_base64(text.encode("ascii", "ignore"))
        except (binascii.Error, ValueError):
            return ""
        return cleaned(_in_charset(raw, parameters.get("CHARSET", "")))[0]
    return text


_CHARSETS = {"utf-8": "utf-8", "iso-8859-1": "cp1252", "windows-1252": "cp1252"}


def _in_charset(raw: bytes, charset: str) -> str:
    known = _CHARSETS.get(charset.strip(' "').lower())
    if known is not None:
        return raw.decode(known, "replace")
    return decoded(raw)[0]


def parts_of(text: str) -> list[str]:
    """The parts of a structured text (name, address, organisation), without their escapes."""
    parts, current, escaped = [], [], False
    for sign in text:
        if escaped:
            current.append(_WORDED.get(sign, sign))
            escaped = False
        elif sign == "\\":
            escaped = True
        elif sign == ";":
            parts.append("".join(current).strip())
            current = []
        else:
            current.append(sign)
    return [*parts, "".join(current).strip()]


def plain(text: str) -> str:
    """A text without its escapes."""
    return _ESCAPED.sub(lambda found: _WORDED.get(found[1], found[1]), text).strip()


# -- drafts ------------------------------------------------------------------------------------


def drafts_of(cards: Sequence[Card], reader: Reader, *, with_company: bool) -> tuple[Draft, ...]:
    """One draft per card: the contact, and with `with_company` its organisation.

    Consent stays unknown: a card says nothing about it.
    """
    return tuple(_draft(card, reader, with_company=with_company) for card in cards)


def _draft(card: Card, reader: Reader, *, with_company: bool) -> Draft:
    texts = {
        "name": _name(card),
        "role": plain(card.first("TITLE") or card.first("ROLE")),
        "topic": ", ".join(filter(None, parts_of(card.first("ORG"))[1:])),
        "email": plain(card.first("EMAIL")),
        "phone": ", ".join(dict.fromkeys(_phone(text) for text in card.all("TEL")[:4])),
        "note": plain(card.first("NOTE")),
    }
    contact: dict[str, Any] = {}
    problems: list[CellProblem] = []
    for name, text in texts.items():
        parsed = parse(rules_of(Contact)[name], text, reader.today)
        if parsed.problem is not None:
            problems.append(CellProblem(card.line, name, f"contact.{name}", text, parsed.problem))
        elif parsed.value is not None:
            contact[name] = parsed.value
    company = _company(card, reader) if with_company else {}
    return Draft(card.line, company, contact, problems=tuple(problems))


def _name(card: Card) -> str:
    full = plain(card.first("FN"))
    if full:
        return seen(full)
    last, first, *_rest = [*parts_of(card.first("N")), "", ""]
    return seen(f"{first} {last}")


def _phone(text: str) -> str:
    return seen(plain(text)).removeprefix("tel:")


def _company(card: Card, reader: Reader) -> dict[str, Any]:
    organisation = parts_of(card.first("ORG"))[0]
    if not organisation:
        return {}
    address = [*parts_of(card.first("ADR")), *[""] * 7]
    values = {
        "name": seen(organisation)[:200],
        "street": seen(address[2])[:200],
        "town": seen(address[3])[:100],
        "postcode": seen(address[5])[:20],
    }
    return dict(reader.complete({name: text for name, text in values.items() if text}))
