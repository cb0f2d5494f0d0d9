"""Finds a text in files, however it is written down: plain, encoded, or packed."""

from __future__ import annotations

import base64
import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

_ZLIB = re.compile(rb"\x78[\x01\x5e\x9c\xda]")
_GZIP = b"\x1f\x8b\x08"
_ZSTD = b"\x28\xb5\x2f\xfd"
_MOST_UNPACKED = 4_000_000
_DEEPEST = 3


def spellings(marker: str) -> tuple[bytes, ...]:
    """The bytes that would give the text away, in small letters throughout."""
    found = {marker.encode(coding) for coding in ("utf-8", "utf-16-le", "utf-16-be", "latin-1")}
    plain = marker.encode()
    found |= {plain.hex().encode(), plain.hex(" ").encode()}
    for shift in range(3):  # base 64 of a longer text that holds it at any place
        text = base64.b64encode(b"\0" * shift + plain).decode()
        found.add(text[4 if shift else 0 : -4].lower().encode())
    return tuple(found)


def readable_in(content: bytes, marker: str, depth: int = 0) -> bool:
    """Whether the text can be read in these bytes, or in what they unpack to."""
    small = content.lower()
    if any(spelling in small for spelling in spellings(marker)):
        return True
    if depth >= _DEEPEST:
        return False
    return any(readable_in(part, marker, depth + 1) for part in _unpacked(content))


def places_of(root: Path, marker: str, *, beside: tuple[Path, ...] = ()) -> list[str]:
    """Files below `root` (but not below `beside`) in whose bytes or name the text stands."""
    return sorted(
        str(path.relative_to(root))
        for path in root.rglob("*")
        if path.is_file()
        and not any(path.is_relative_to(each) for each in beside)
        and (readable_in(path.read_bytes(), marker) or readable_in(path.name.encode(), marker))
    )


def _unpacked(content: bytes) -> Iterator[bytes]:
    for found in _ZLIB.finditer(content):
        yield _inflated(content[found.start() :], zlib.MAX_WBITS)
    for start in _places(content, _GZIP):
        yield _inflated(content[start:], zlib.MAX_WBITS | 16)
    for start in _places(content, _ZSTD):
        yield _zstandard(content[start:])
    if content[:2] == b"PK":
        yield from _zipped(content)


def _places(content: bytes, sign: bytes) -> Iterator[int]:
    start = content.find(sign)
    while start >= 0:
        yield start
        start = content.find(sign, start + 1)


def _inflated(content: bytes, bits: int) -> bytes:
    try:
        return zlib.decompressobj(bits).decompress(content, _MOST_UNPACKED)
    except zlib.error:
        return b""


def _zstandard(content: bytes) -> bytes:
    import zstandard

    try:
        with zstandard.ZstdDecompressor().stream_reader(io.BytesIO(content)) as reader:
            return reader.read(_MOST_UNPACKED)
    except zstandard.ZstdError:
        return b""


def _zipped(content: bytes) -> Iterator[bytes]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for name in archive.namelist():
                with archive.open(name) as part:
                    yield name.encode() + part.read(_MOST_UNPACKED)
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError):
        return
