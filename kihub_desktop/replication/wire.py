"""The wire: messages between laptop and hub (sync.md 4.5), and their compression with bounds."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from typing import Annotated, NamedTuple, TypeVar

import zstandard
from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

PROTO = 1
MAX_OPERATIONS = 1_000
MAX_BATCH_BYTES = 1_048_576
MAX_MESSAGE_BYTES = 16 * 1_048_576
"""A batch of at most 1 MiB and one operation of at most 1 MiB, both escaped, with room."""

MAX_RATIO = 100
FREE_BYTES = 1_048_576
"""Below this size the ratio of compression is nobody's concern."""

JSON = "application/json"
ZSTD = "zstd"
_WINDOW = 8 * 1_048_576

Device = Annotated[str, StringConstraints(min_length=36, max_length=36)]
Name = Annotated[str, StringConstraints(max_length=200)]
Short = Annotated[str, StringConstraints(max_length=500)]


class Nonsense(ValueError):
    """Bytes that are no message of this wire."""


class Message(BaseModel):
    """Keys that this version does not know are left alone."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class ChainHead(NamedTuple):
    """The last operation of a chain in this batch; hash and signature as hexadecimal text."""

    space: Device
    device: Device
    seq: int
    hash: Short
    signature: Short


class Acknowledged(NamedTuple):
    """An operation that the hub holds, and its number there."""

    space: str
    device: str
    seq: int
    number: int


class SetAside(NamedTuple):
    """An operation of the batch (by its place) that waits for a person, and the reason."""

    place: int
    reason: str


class Numbered(NamedTuple):
    """An operation as its author wrote it, with the hub's number."""

    number: int
    body: str


class EnrolRequest(Message):
    code: Short
    device: Device
    name: Name
    public_key: Short
    proto: int


class EnrolAnswer(Message):
    """`name` is what the hub's staff call the device."""

    hub: Short
    epoch: Short
    name: Name
    server_time: Short


class ChallengeRequest(Message):
    device: Device


class ChallengeAnswer(Message):
    hub: Short
    nonce: Short


class TokenRequest(Message):
    device: Device
    nonce: Short
    sig: Short


class TokenAnswer(Message):
    token: Short
    seconds: int


class PushRequest(Message):
    """`cursor` is how far the sender has read, so that it need not read its own batch again."""

    proto: int
    schema_version: int = Field(alias="schema")
    device: Device
    epoch: Short
    cursor: Short = ""
    heads: tuple[ChainHead, ...] = ()
    ops: Annotated[tuple[str, ...], Field(max_length=MAX_OPERATIONS)]


class PushAnswer(Message):
    """Every operation of the batch is either acknowledged or set aside.

    `cursor` is the one to go on with, if nobody else's operations lie before this batch.
    """

    acks: tuple[Acknowledged, ...]
    quarantined: tuple[SetAside, ...] = ()
    cursor: Short = ""
    epoch: Short
    server_time: Short


class PullRequest(Message):
    """`cursor` is what the hub gave last; empty for everything."""

    proto: int
    schema_version: int = Field(alias="schema")
    device: Device
    cursor: Short = ""
    max_bytes: int = MAX_BATCH_BYTES


class PullAnswer(Message):
    """`top` is the hub's highest number, for the progress only."""

    ops: Annotated[tuple[Numbered, ...], Field(max_length=MAX_OPERATIONS)]
    cursor: Short
    more: bool
    epoch: Short
    top: int


class Problem(Message):
    """Why the hub did not do it: `bad_request`, `code`, `token`, `revoked`, `version`, ..."""

    type: Short


class EpochProblem(Problem):
    """The hub was restored: numbers above `base` are void, `cursor` continues after it."""

    epoch: Short
    base: int
    cursor: Short


AnyMessage = TypeVar("AnyMessage", bound=Message)


def write_message(message: Message) -> bytes:
    return message.model_dump_json(by_alias=True).encode()


def read_message(kind: type[AnyMessage], content: bytes) -> AnyMessage:
    """The message; Nonsense names the first thing that is wrong, never the content."""
    try:
        return kind.model_validate_json(content, strict=True)
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        place = ".".join(str(part) for part in first["loc"])
        raise Nonsense(f"{first['type']} {place}".strip()) from error


def pack(content: bytes) -> tuple[bytes, str]:
    """(bytes, Content-Encoding): compressed, unless the other side could take it for a bomb."""
    packed = zstandard.ZstdCompressor(level=1).compress(content)
    if len(packed) >= len(content) or _is_bomb(len(packed), len(content)):
        return content, "identity"
    return packed, ZSTD


def unpack(content: bytes, encoding: str) -> bytes:
    """The plain bytes; Nonsense if they are too many, for what was sent or at all."""
    if encoding in {"", "identity"}:
        if len(content) > MAX_MESSAGE_BYTES:
            raise Nonsense("too large")
        return content
    if encoding != ZSTD:
        raise Nonsense("encoding")
    allowed = min(MAX_MESSAGE_BYTES, max(FREE_BYTES, MAX_RATIO * len(content)))
    try:
        reader = zstandard.ZstdDecompressor(max_window_size=_WINDOW).stream_reader(BytesIO(content))
        plain = reader.read(allowed + 1)
    except zstandard.ZstdError as error:
        raise Nonsense("zstd") from error
    if len(plain) > allowed:
        raise Nonsense("too large when unpacked")
    return plain


def _is_bomb(packed: int, plain: int) -> bool:
    return plain > FREE_BYTES and plain > MAX_RATIO * packed


def batches(sizes: Sequence[int]) -> list[int]:
    """How many operations each batch takes, for operations of these sizes in bytes."""
    counts: list[int] = []
    count = total = 0
    for size in sizes:
        if count and (count == MAX_OPERATIONS or total + size > MAX_BATCH_BYTES):
            counts.append(count)
            count = total = 0
        count, total = count + 1, total + size
    if count:
        counts.append(count)
    return counts
