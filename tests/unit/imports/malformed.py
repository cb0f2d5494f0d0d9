"""Malformed inputs of every kind, made from a seed, so that a failure can be repeated."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from PIL import Image

from tests.unit.imports.foreign import with_part, workbook

_SIGNS = (
    "0123456789.,;:|\t\n\r\"'-+/%€ aäßÖ()=\\{}<>&@"
    "\x00\x01\x1b\x7f\u200f\u202e\u2066\ufeff\u2028\ud800\udfff\uffff😀İ"
)
_NUMBERS = (
    "1.234.567,89",
    "1,2,3",
    "١٢٣",
    "1e999999",
    "∞",
    "NaN",
    "9" * 400,
    "-",
    "1.4.50",
    "0x1F",
)
_DAYS = ("31.02.2026", "99.99.9999", "29.2.", "0.0.0", "2026-13-01", "morgen übermorgen", "1/2/3")
_NAMES = (
    "CON", "NUL.csv", "COM1", "../../etc/passwd", "C:\\Windows\\x.csv", "a\0b.csv", ".", "..",
    "x" * 300 + ".csv", "\u202egpj.csv", "name:strom.csv", "aux.xlsx", " .csv", "a/b/c.vcf",
)  # fmt: skip
_HEADINGS = "Firma;PLZ;Ort;Umsatz (T€);Mitarbeiter;Gründung;Branche;E-Mail;Notiz;USt-IdNr.;WZ"
_ENCODINGS = ("utf-8", "utf-16", "utf-16-le", "utf-32", "cp1252", "latin-1", "utf-7", "cp437")
_PARTS = ("xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/sharedStrings.xml", "xl/styles.xml",
          "[Content_Types].xml", "_rels/.rels", "xl/_rels/workbook.xml.rels")  # fmt: skip
_SHEET = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
_MARKUP = (
    "<sheetData>", "</sheetData>", '<row r="1">', '<row r="99999999">', "</row>", "<c>",
    '<c r="A1" t="s"><v>99999</v></c>', '<c r="ZZZZ1"><v>1</v></c>', '<c r="A1" t="b"><v>7</v></c>',
    '<c r="A1" t="d"><v>x</v></c>', '<c r="A1" s="999"><v>1</v></c>', "<f>1/0</f>", "<v>1e400</v>",
    '<c t="inlineStr"><is><t>x</t></is></c>', '<dimension ref="A1:XFD1048576"/>', "</c>", "&#0;",
    '<c r="A1"><v>-1e10</v></c>', '<mergeCell ref="x"/>', "\x00",
)  # fmt: skip


@dataclass(frozen=True)
class Malformed:
    """One input: what it pretends to be, its file name, its bytes, its text."""

    kind: str
    name: str
    content: bytes
    text: str = ""


def malformed(seed: int, count: int) -> Iterator[Malformed]:
    """`count` inputs of all kinds in turn."""
    rng = random.Random(seed)
    makers = list(_MAKERS.items())
    for number in range(count):
        kind, make = makers[number % len(makers)]
        text, content = make(rng)
        yield Malformed(kind, rng.choice(_NAMES), content, text)


def garbage(rng: random.Random, longest: int = 60) -> str:
    return "".join(rng.choices(_SIGNS, k=rng.randint(0, longest)))


def _typed(rng: random.Random) -> tuple[str, bytes]:
    text = rng.choice((*_NUMBERS, *_DAYS, garbage(rng)))
    if rng.random() < 0.5:
        place = rng.randint(0, len(text))
        text = text[:place] + rng.choice(_SIGNS) + text[place:]
    return text, text.encode("utf-8", "surrogatepass")


def _table_text(rng: random.Random) -> str:
    separator = rng.choice(";,\t|")
    rows = [_HEADINGS.replace(";", separator)] if rng.random() < 0.8 else []
    for _ in range(rng.randint(0, 12)):
        cells = [
            rng.choice((garbage(rng, 12), *_NUMBERS[:6], *_DAYS[:4], '"a', '=cmd|"/c calc"!A1'))
            for _ in range(rng.randint(1, 14))
        ]
        rows.append(separator.join(cells))
    return rng.choice(("\n", "\r\n", "\r")).join(rows)


def _csv(rng: random.Random) -> tuple[str, bytes]:
    text = _table_text(rng)
    content = text.encode(rng.choice(_ENCODINGS), "replace")
    return text, _damaged(rng, content) if rng.random() < 0.6 else content


def _pasted(rng: random.Random) -> tuple[str, bytes]:
    text = _table_text(rng) + rng.choice(
        ("", '"' * rng.randint(1, 500), "\t" * rng.randint(1, 400))
    )
    return text, b""


def _card(rng: random.Random) -> tuple[str, bytes]:
    lines = ["BEGIN:VCARD"] * rng.randint(0, 3)
    for _ in range(rng.randint(0, 12)):
        name = rng.choice(
            ("FN", "N", "ORG", "TEL", "EMAIL", "NOTE", "PHOTO", "X-A", garbage(rng, 4))
        )
        extra = rng.choice(
            ("", ";CHARSET=x", ";ENCODING=QUOTED-PRINTABLE", ";ENCODING=B", ';TYPE="a,b', ";" * 300)
        )
        lines.append(f"{name}{extra}:{garbage(rng)}{rng.choice(('', '=', '=C3', chr(92)))}")
        lines.extend([" " + garbage(rng, 20)] * rng.randint(0, 2))
    lines.extend(["END:VCARD"] * rng.randint(0, 2))
    content = "\n".join(lines).encode(rng.choice(_ENCODINGS), "replace")
    return "", _damaged(rng, content) if rng.random() < 0.4 else content


def _damaged(rng: random.Random, content: bytes) -> bytes:
    damaged = bytearray(content)
    for _ in range(rng.randint(1, 12)):
        if damaged:
            damaged[rng.randrange(len(damaged))] = rng.randrange(256)
    cut = rng.randint(0, len(damaged))
    return bytes(damaged[:cut] if rng.random() < 0.3 else damaged)


_WHOLE = workbook([_HEADINGS.split(";"), ["Muster", 8523, "Plauen", 1.5, 84, 1992]])


def _xlsx(rng: random.Random) -> tuple[str, bytes]:
    return "", _damaged(rng, _WHOLE)


def _xlsx_part(rng: random.Random) -> tuple[str, bytes]:
    """A sound archive with a broken part."""
    if rng.random() < 0.7:
        body = _SHEET + "".join(rng.choices(_MARKUP, k=rng.randint(0, 20))) + "</worksheet>"
        return "", with_part(_WHOLE, _PARTS[0], body.encode("utf-8", "replace"))
    part = rng.choice(_PARTS)
    source = zipfile.ZipFile(io.BytesIO(_WHOLE))
    before = source.read(part) if part in source.namelist() else b"<a/>"
    return "", with_part(_WHOLE, part, _damaged(rng, before))


_BOMBS = (
    b" " * 9_000_000,
    b'<row r="1"><c><v>1</v></c></row>' * 60_000,
    b"<si><t>a</t></si>" * 90_000,
    b'<c r="A1"><v>1</v></c>' * 90_000,
)


def _bomb(rng: random.Random) -> tuple[str, bytes]:
    if rng.random() < 0.9:  # the large ones take their time to be made
        return _xlsx_part(rng)
    part = rng.choice(_PARTS[:4])
    return "", with_part(_WHOLE, part, _SHEET.encode() + rng.choice(_BOMBS) + b"</worksheet>")


def _pictures() -> list[bytes]:
    found = []
    for shape in ("JPEG", "PNG", "GIF", "WEBP", "BMP", "TIFF"):
        content = io.BytesIO()
        Image.new("RGB", (40, 30), "teal").save(content, shape)
        found.append(content.getvalue())
    return found


_PICTURES = _pictures()


def _picture(rng: random.Random) -> tuple[str, bytes]:
    return "", _damaged(rng, rng.choice(_PICTURES))


def _noise(rng: random.Random) -> tuple[str, bytes]:
    heads = (
        b"",
        b"PK\x03\x04",
        b"\x89PNG\r\n\x1a\n",
        b"\xff\xd8\xff",
        b"\xd0\xcf\x11\xe0",
        b"%PDF-",
    )
    return "", rng.choice(heads) + rng.randbytes(rng.randint(0, 3000))


_MAKERS: dict[str, Callable[[random.Random], tuple[str, bytes]]] = {
    "typed": _typed,
    "csv": _csv,
    "pasted": _pasted,
    "card": _card,
    "xlsx": _xlsx,
    "part": _xlsx_part,
    "bomb": _bomb,
    "noise": _noise,
    "picture": _picture,
}
