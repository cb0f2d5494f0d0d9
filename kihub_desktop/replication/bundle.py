"""The container of a bundle: a bounded header in the clear, then sealed pieces (sync.md 4.7).

    magic | u32 length of the header | header (JSON) | chunks

A chunk is 64 KiB of content sealed by ChaCha20-Poly1305 under a key of this file alone. Its nonce
counts and says which chunk is the last, and the hash of magic and header is authenticated with
each: nothing can be left out, moved, cut off or put under another header. The content is a row of
items: kind (u8), length (u32), payload. Numbers are big-endian.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import IntEnum
from typing import IO, Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from kihub_desktop.replication.wire import (
    MAX_BATCH_BYTES,
    MAX_MESSAGE_BYTES,
    MAX_OPERATIONS,
    ZSTD,
    Nonsense,
    pack,
    unpack,
)

MAGIC = b"KHPAKET1"
FORMAT = 1
MAX_HEADER = 65_536
MAX_ITEM = MAX_MESSAGE_BYTES + 1
CHUNK = 65_536
KEY_BYTES = 32
_TAG = 16
_PLAIN, _PACKED = b"\0", b"\1"


class BrokenBundle(ValueError):
    """Bytes that are no whole bundle; says what is wrong, never the content."""


class Item(IntEnum):
    """What an item of the content is."""

    CONTENTS = 1  # JSON, the first item
    PICTURE = 2  # JSON: SHA-256, size and role of the picture whose pieces follow
    PIECE = 3  # bytes of that picture
    OPERATIONS = 4  # a batch of operations


@dataclass(frozen=True)
class Header:
    """What can be read without a key, and the bytes that are authenticated."""

    content: dict[str, Any]
    bound: bytes


class BundleWriter:
    """Seals items into a stream. Without `close` the bundle has no last chunk and is refused."""

    def __init__(self, target: IO[bytes], header: dict[str, Any], key: bytes) -> None:
        raw = json.dumps(header, ensure_ascii=False, sort_keys=True).encode()
        if len(raw) > MAX_HEADER:
            raise BrokenBundle("header too large")
        start = MAGIC + len(raw).to_bytes(4, "big") + raw
        target.write(start)
        self._target = target
        self._cipher = ChaCha20Poly1305(key)
        self._bound = hashlib.sha256(start).digest()
        self._waiting = bytearray()
        self._number = 0

    def write(self, kind: Item, payload: bytes) -> None:
        if len(payload) > MAX_ITEM:
            raise BrokenBundle("item too large")
        self._waiting += bytes([kind]) + len(payload).to_bytes(4, "big") + payload
        while len(self._waiting) > CHUNK:
            self._seal(bytes(self._waiting[:CHUNK]), last=False)
            del self._waiting[:CHUNK]

    def close(self) -> None:
        """Seals the rest as the last chunk."""
        self._seal(bytes(self._waiting), last=True)
        self._waiting.clear()

    def _seal(self, piece: bytes, *, last: bool) -> None:
        nonce = _nonce(self._number, last)
        self._target.write(self._cipher.encrypt(nonce, piece, self._bound))
        self._number += 1


def read_header(source: IO[bytes]) -> Header:
    """The header; leaves the stream at the first chunk. BrokenBundle."""
    start = source.read(len(MAGIC) + 4)
    if start[: len(MAGIC)] != MAGIC or len(start) < len(MAGIC) + 4:
        raise BrokenBundle("magic")
    length = int.from_bytes(start[len(MAGIC) :], "big")
    if not 0 < length <= MAX_HEADER:
        raise BrokenBundle("length of the header")
    raw = source.read(length)
    try:
        content = json.loads(raw.decode("utf-8"))
    except (ValueError, RecursionError) as error:
        raise BrokenBundle("header") from error
    if len(raw) < length or not isinstance(content, dict):
        raise BrokenBundle("header")
    return Header(content, hashlib.sha256(start + raw).digest())


def read_items(source: IO[bytes], header: Header, key: bytes) -> Iterator[tuple[Item, bytes]]:
    """All items in order; BrokenBundle at the first bit that differs, and at a missing end."""
    waiting = bytearray()
    for piece in _opened(source, header, key):
        waiting += piece
        while len(waiting) >= 5:
            length = int.from_bytes(waiting[1:5], "big")
            if length > MAX_ITEM or waiting[0] not in list(Item):
                raise BrokenBundle("item")
            if len(waiting) < 5 + length:
                break
            yield Item(waiting[0]), bytes(waiting[5 : 5 + length])
            del waiting[: 5 + length]
    if waiting:
        raise BrokenBundle("cut off inside an item")


def _opened(source: IO[bytes], header: Header, key: bytes) -> Iterator[bytes]:
    cipher = ChaCha20Poly1305(key)
    number, sealed = 0, source.read(CHUNK + _TAG)
    while True:
        following = source.read(CHUNK + _TAG)
        try:
            yield cipher.decrypt(_nonce(number, not following), sealed, header.bound)
        except (InvalidTag, ValueError) as error:
            raise BrokenBundle("seal") from error
        if not following:
            return
        number, sealed = number + 1, following


def _nonce(number: int, last: bool) -> bytes:
    return number.to_bytes(11, "big") + bytes([last])


def pack_operations(bodies: Iterable[bytes]) -> Iterator[bytes]:
    """Payloads of OPERATIONS items: each body behind its length, compressed within bounds."""
    batch: list[bytes] = []
    size = 0
    for body in bodies:
        if batch and (len(batch) == MAX_OPERATIONS or size + len(body) > MAX_BATCH_BYTES):
            yield _packed(batch)
            batch, size = [], 0
        batch.append(body)
        size += len(body)
    if batch:
        yield _packed(batch)


def unpack_operations(payload: bytes) -> list[bytes]:
    """The bodies of one item; BrokenBundle if they are too many or too large for what was sent."""
    try:
        plain = unpack(payload[1:], ZSTD if payload[:1] == _PACKED else "identity")
    except Nonsense as error:
        raise BrokenBundle(str(error)) from error
    bodies: list[bytes] = []
    place = 0
    while place < len(plain):
        length = int.from_bytes(plain[place : place + 4], "big")
        body = plain[place + 4 : place + 4 + length]
        if len(body) < length or not body or len(bodies) == MAX_OPERATIONS:
            raise BrokenBundle("batch")
        bodies.append(body)
        place += 4 + length
    return bodies


def _packed(batch: list[bytes]) -> bytes:
    content, encoding = pack(b"".join(len(body).to_bytes(4, "big") + body for body in batch))
    return (_PACKED if encoding == ZSTD else _PLAIN) + content
