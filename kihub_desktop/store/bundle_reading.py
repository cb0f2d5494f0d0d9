"""Reads a bundle that comes from anywhere: nothing in it is believed before it was checked."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

from kihub_desktop.domain.identity import TEAM
from kihub_desktop.replication.bundle import (
    FORMAT,
    BrokenBundle,
    Header,
    Item,
    read_header,
    read_items,
    unpack_operations,
)
from kihub_desktop.replication.operation import (
    NO_PREVIOUS,
    MalformedOperation,
    Operation,
    chain_hash,
    decode,
)
from kihub_desktop.store.blob_files import LARGEST
from kihub_desktop.store.blobs import BlobRole

NEWER = "newer format"
MAX_OPERATIONS = 500_000
MAX_PICTURES = 20_000
_TEAM_KINDS = frozenset({"colleague", "device"})
_SHA256 = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True)
class Contents:
    """What a bundle says it holds; the counts are checked while it is read."""

    company: UUID
    made: str
    operations: int
    pictures: int


@dataclass(frozen=True)
class PackedPicture:
    """A picture of the bundle; `content` is empty if the sender no longer had it."""

    sha256: str
    role: BlobRole
    content: bytes


Part = Contents | PackedPicture | list[tuple[Operation, bytes]]


def header_of(path: Path) -> Header:
    """The part that can be read without a key; BrokenBundle."""
    with path.open("rb") as stream:
        header = read_header(stream)
    try:
        is_newer = header.content["format"] > FORMAT
        UUID(header.content["bundle"])
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise BrokenBundle("header") from error
    if is_newer:
        raise BrokenBundle(NEWER)
    return header


def parts_of(path: Path, key: bytes) -> Iterator[Part]:
    """Contents first, then pictures and batches of operations, each checked by itself.

    BrokenBundle if anything is not as it should be, at the latest at the end; so nothing may be
    kept before the last part has come once.
    """
    reading = _Reading()
    with path.open("rb") as stream:
        header = read_header(stream)
        for kind, payload in read_items(stream, header, key):
            yield from reading.take(kind, payload)
    yield from reading.finish()


class _Reading:
    """Puts items together, in the one order in which they are written."""

    def __init__(self) -> None:
        self._contents: Contents | None = None
        self._picture: tuple[str, int, BlobRole] | None = None
        self._pieces = bytearray()
        self._pictures = 0
        self._operations = 0
        self._chains = _Chains()

    def take(self, kind: Item, payload: bytes) -> Iterator[Part]:
        if self._contents is None:
            if kind is not Item.CONTENTS:
                raise BrokenBundle("contents come first")
            self._contents = _contents(_json(payload))
            yield self._contents
        elif kind is Item.PICTURE and not self._operations:
            yield from self._end_of_picture()
            self._picture = _picture(_json(payload))
        elif kind is Item.PIECE and self._picture is not None:
            self._pieces += payload
            if len(self._pieces) > self._picture[1]:
                raise BrokenBundle("picture larger than said")
        elif kind is Item.OPERATIONS:
            yield from self._end_of_picture()
            yield self._batch(self._contents, payload)
        else:
            raise BrokenBundle("order of items")

    def finish(self) -> Iterator[Part]:
        yield from self._end_of_picture()
        said = self._contents
        if said is None or (self._operations, self._pictures) != (said.operations, said.pictures):
            raise BrokenBundle("counts")
        self._chains.check()

    def _end_of_picture(self) -> Iterator[Part]:
        if self._picture is None:
            return
        (digest, size, role), content = self._picture, bytes(self._pieces)
        self._picture = None
        self._pieces.clear()
        self._pictures += 1
        if self._contents is None or self._pictures > self._contents.pictures:
            raise BrokenBundle("counts")
        if len(content) != size or (size and hashlib.sha256(content).hexdigest() != digest):
            raise BrokenBundle("picture")
        yield PackedPicture(digest, role, content)

    def _batch(self, said: Contents, payload: bytes) -> list[tuple[Operation, bytes]]:
        batch: list[tuple[Operation, bytes]] = []
        for body in unpack_operations(payload):
            try:
                operation = decode(body)
            except MalformedOperation as error:
                raise BrokenBundle("operation") from error
            if not _belongs(operation, said.company):
                raise BrokenBundle("operation of another company")
            self._chains.note(operation, body)
            batch.append((operation, body))
        self._operations += len(batch)
        if self._operations > said.operations:
            raise BrokenBundle("counts")
        return batch


class _Chains:
    """Whether neighbours in a chain follow each other, in whatever order they come."""

    def __init__(self) -> None:
        self._found: dict[tuple[UUID, str, int], tuple[bytes, bytes]] = {}

    def note(self, operation: Operation, body: bytes) -> None:
        place = (operation.space, operation.device, operation.seq)
        if place in self._found:
            raise BrokenBundle("an operation twice")
        self._found[place] = (operation.previous, chain_hash(operation.previous, body))

    def check(self) -> None:
        for (space, device, seq), (previous, _digest) in self._found.items():
            before = self._found.get((space, device, seq - 1))
            expected = NO_PREVIOUS if seq == 1 else None if before is None else before[1]
            if expected is not None and previous != expected:
                raise BrokenBundle("chain")


def _belongs(operation: Operation, company: UUID) -> bool:
    if operation.space == company:
        return True
    return operation.space == TEAM and operation.record_kind in _TEAM_KINDS


def _json(payload: bytes) -> dict[str, Any]:
    try:
        content = json.loads(payload[: 1024 * 64].decode("utf-8"))
    except (ValueError, RecursionError) as error:
        raise BrokenBundle("JSON") from error
    if not isinstance(content, dict):
        raise BrokenBundle("JSON")
    return content


def _contents(content: dict[str, Any]) -> Contents:
    try:
        company = UUID(content["company"])
        counts = content["operations"], content["pictures"]
        made = str(content["made"])[:40]
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise BrokenBundle("contents") from error
    for count, bound in zip(counts, (MAX_OPERATIONS, MAX_PICTURES), strict=True):
        if type(count) is not int or not 0 <= count <= bound:
            raise BrokenBundle("counts")
    if company == TEAM:
        raise BrokenBundle("company")
    return Contents(company, made, *counts)


def _picture(content: dict[str, Any]) -> tuple[str, int, BlobRole]:
    digest, size = content.get("sha256"), content.get("size")
    if not (isinstance(digest, str) and _SHA256.fullmatch(digest)):
        raise BrokenBundle("name of a picture")
    if type(size) is not int or not 0 <= size <= LARGEST:
        raise BrokenBundle("size of a picture")
    try:
        return digest, size, BlobRole(str(content.get("role")))
    except ValueError:
        return digest, size, BlobRole.ORIGINAL
