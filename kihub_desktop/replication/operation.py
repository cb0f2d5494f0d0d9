"""The operation: an immutable, field-level change; its bytes never change once written."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, NamedTuple
from uuid import UUID

from kihub_desktop.replication.canonical import Canonical

FORMAT = 1
NO_PREVIOUS = bytes(32)
MAX_BYTES = 1_048_576
MAX_FIELDS = 500
MAX_DOTS = 10_000
MAX_DEPTH = 64
_TOKENS = re.compile(rb'"[^"\\]*(?:\\.[^"\\]*)*"|[\[{]|[\]}]', re.DOTALL)
MAX_NUMBER = 2**63 - 1
"""Numbers stay below this, so that the next one still fits into 64 bits."""
DELETED = "_deleted"
ELEMENT = "="
"""Separates the name of a set field from its element: `tags=Öl`."""


class MalformedOperation(ValueError):
    """Bytes that are no operation of a known format."""


class Dot(NamedTuple):
    """Names one operation inside a space: the device and its sequence number there."""

    device: str
    seq: int


class OperationKind(StrEnum):
    WRITE = "write"
    ERASE = "erase"
    ALIAS = "alias"


@dataclass(frozen=True, slots=True)
class FieldWrite:
    """A value and the dots it overwrites: what its author had on screen."""

    value: Canonical
    over: tuple[Dot, ...] = ()


@dataclass(frozen=True, slots=True)
class Operation:
    """One change of one record.

    `clock` is a hybrid logical clock (48 bit milliseconds, 16 bit counter), used for display
    only; `previous` is the hash of the same device's operation before this one in this space.
    """

    space: UUID
    device: str
    seq: int
    previous: bytes
    kind: OperationKind
    schema: int
    transaction: UUID
    clock: int
    author: UUID
    record: str
    nonce: bytes
    fields: Mapping[str, FieldWrite]

    @property
    def dot(self) -> Dot:
        return Dot(self.device, self.seq)

    @property
    def record_kind(self) -> str:
        return self.record.partition(":")[0]

    def encode(self) -> bytes:
        """The bytes that are stored, hashed and relayed (UTF-8 JSON, sorted keys)."""
        content = {
            "f": FORMAT,
            "sp": str(self.space),
            "d": self.device,
            "s": self.seq,
            "p": self.previous.hex(),
            "k": self.kind.value,
            "sv": self.schema,
            "t": str(self.transaction),
            "h": self.clock,
            "u": str(self.author),
            "r": self.record,
            "n": self.nonce.hex(),
            "v": {
                name: [write.value, [list(dot) for dot in write.over]]
                for name, write in self.fields.items()
            },
        }
        return json.dumps(
            content, ensure_ascii=False, separators=(",", ":"), sort_keys=True, allow_nan=False
        ).encode()


def chain_hash(previous: bytes, body: bytes) -> bytes:
    """SHA-256 over the previous hash of the (space, device) chain and the bytes."""
    return hashlib.sha256(previous + body).digest()


def decode(body: bytes) -> Operation:
    """Reads operation bytes; MalformedOperation names what is wrong.

    Keys that this version does not know are left alone: the bytes themselves are what is kept.
    """
    if len(body) > MAX_BYTES:
        raise MalformedOperation("too large")
    if _too_deep(body):
        raise MalformedOperation("too deep")
    try:
        content = json.loads(body.decode("utf-8"), parse_constant=_refuse)
    except (ValueError, RecursionError) as error:
        raise MalformedOperation("not JSON") from error
    if not isinstance(content, dict):
        raise MalformedOperation("not an object")
    try:
        if _positive(content["f"]) != FORMAT:
            raise MalformedOperation("format")
        return _from_content(content)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise MalformedOperation(f"{type(error).__name__}: {error}") from error


def _too_deep(body: bytes) -> bool:
    """Whether brackets are nested so deeply that reading could depend on the caller's stack."""
    if body.count(b"[") + body.count(b"{") <= MAX_DEPTH:
        return False
    depth = 0
    for token in _TOKENS.finditer(body):
        mark = token.group()[:1]
        depth += (mark in b"[{") - (mark in b"]}")
        if depth > MAX_DEPTH:
            return True
    return False


def _from_content(content: dict[str, Any]) -> Operation:
    previous, nonce = bytes.fromhex(content["p"]), bytes.fromhex(content["n"])
    if len(previous) != 32 or len(nonce) != 16:
        raise MalformedOperation("hash or nonce of the wrong length")
    return Operation(
        space=UUID(content["sp"]),
        device=_device(content["d"]),
        seq=_positive(content["s"]),
        previous=previous,
        kind=OperationKind(content["k"]),
        schema=_positive(content["sv"]),
        transaction=UUID(content["t"]),
        clock=_positive(content["h"]),
        author=UUID(content["u"]),
        record=_record(content["r"]),
        nonce=nonce,
        fields=_fields(content["v"]),
    )


def _fields(content: dict[str, Any]) -> dict[str, FieldWrite]:
    if not 0 < len(content) <= MAX_FIELDS:
        raise MalformedOperation("number of fields")
    return {_name(name): _field_write(*_list(entry)) for name, entry in content.items()}


def _field_write(value: object, over: object) -> FieldWrite:
    if not (value is None or isinstance(value, str | int | bool)):
        raise MalformedOperation("value")
    if isinstance(value, str):
        value.encode()  # a lone surrogate would stop the fold
    dots = _list(over)
    if len(dots) > MAX_DOTS:
        raise MalformedOperation("too many dots")
    return FieldWrite(value, tuple(Dot(_device(d), _positive(s)) for d, s in map(_list, dots)))


def _list(value: object) -> list[Any]:
    if not isinstance(value, list):
        raise MalformedOperation("list")
    return value


def _device(value: object) -> str:
    if not isinstance(value, str):
        raise MalformedOperation("device")
    return str(UUID(value))


def _positive(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 < value < MAX_NUMBER:
        raise MalformedOperation("number out of range")
    return value


def _record(value: object) -> str:
    if not isinstance(value, str) or not 3 <= len(value) <= 100:
        raise MalformedOperation("record")
    kind, _, identifier = value.partition(":")
    if not kind.isidentifier() or str(UUID(identifier)) != identifier:
        raise MalformedOperation("record")
    return value


def _name(value: str) -> str:
    if not 0 < len(value) <= 300 or "\0" in value:
        raise MalformedOperation("field name")
    value.encode()
    return value


def _refuse(constant: str) -> None:
    raise MalformedOperation(constant)
