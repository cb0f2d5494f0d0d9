"""Receiving a batch: proven operations are numbered and folded, doubtful ones set aside."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import Connection

from kihub_desktop.replication.intake import (
    Fresh,
    Incoming,
    Intake,
    Refusal,
    examine,
    set_aside,
    store,
)
from kihub_desktop.replication.registry import Registry
from kihub_desktop.replication.signing import head_message, is_signed
from kihub_desktop.replication.tables import sql
from kihub_desktop.replication.wire import Acknowledged, ChainHead, SetAside
from kihub_hub.devices import KnownDevice, device_of, note_push
from kihub_hub.epochs import hold_counter, set_counter

_CHUNK = 400


@dataclass(frozen=True)
class Receipt:
    """What became of a batch: every operation is in exactly one of the two.

    The batch has the numbers after `before`, up to `last`.
    """

    before: int
    last: int
    acks: tuple[Acknowledged, ...]
    set_aside: tuple[SetAside, ...]


def receive_batch(
    connection: Connection,
    registry: Registry,
    sender: KnownDevice,
    bodies: Sequence[bytes],
    heads: Sequence[ChainHead],
    now: int,
) -> Receipt:
    """Stores a batch in the caller's transaction; the same batch again gives the same numbers.

    Content is never refused: malformed and forked operations, those of a revoked device and
    those whose chain head is not signed by the sender go into the quarantine.
    """
    last = hold_counter(connection)
    intake = examine(connection, [Incoming(body) for body in bodies])
    doubtful = _doubtful(connection, sender, intake, heads)
    refused = intake.refused + [(each.body, reason) for each, reason in doubtful]
    bad = {each.body for each, _ in doubtful}
    good = [each for each in intake.fresh if each.body not in bad]
    numbered = [replace(each, number=last + i) for i, each in enumerate(good, start=1)]
    store(connection, registry, numbered, first_arrival=last + 1)
    set_aside(connection, refused)
    set_counter(connection, last + len(numbered))
    if sender.revoked is None:
        _keep_heads(connection, heads)
    note_push(connection, sender.id, now)
    acks = [_ack(each) for each in numbered] + _known(connection, intake)
    return Receipt(last, last + len(numbered), tuple(acks), _places(bodies, refused))


def _doubtful(
    connection: Connection, sender: KnownDevice, intake: Intake, heads: Sequence[ChainHead]
) -> list[tuple[Fresh, Refusal]]:
    if sender.revoked is not None:
        return [(each, Refusal.REVOKED) for each in intake.fresh]
    unproven = _unproven(connection, sender, intake.fresh, heads)
    return [
        (each, Refusal.SIGNATURE)
        for each in intake.fresh
        if (str(each.operation.space), each.operation.device) in unproven
    ]


def _unproven(
    connection: Connection,
    sender: KnownDevice,
    fresh: Iterable[Fresh],
    heads: Sequence[ChainHead],
) -> set[tuple[str, str]]:
    """The chains of this batch that their device has not signed.

    The sender signs what it wrote itself. What it relays for others may come without a
    signature; one that comes has to be right, if the device is known here.
    """
    last: dict[tuple[str, str], Fresh] = {}
    for each in fresh:
        key = (str(each.operation.space), each.operation.device)
        if key not in last or last[key].operation.seq < each.operation.seq:
            last[key] = each
    signed = {(head.space, head.device): head for head in heads}
    unproven: set[tuple[str, str]] = set()
    for key, each in last.items():
        head = signed.get(key)
        author = sender if key[1] == sender.id else device_of(connection, key[1])
        if head is None:
            proven = key[1] != sender.id
        else:
            proven = author is None or _is_proven(author, head, each)
        if not proven:
            unproven.add(key)
    return unproven


def _is_proven(author: KnownDevice, head: ChainHead, last: Fresh) -> bool:
    try:
        digest, signature = bytes.fromhex(head.hash), bytes.fromhex(head.signature)
    except ValueError:
        return False
    message = head_message(head.space, head.device, head.seq, digest)
    fits = head.seq == last.operation.seq and digest == last.digest
    return fits and is_signed(author.public_key, message, signature)


def _keep_heads(connection: Connection, heads: Sequence[ChainHead]) -> None:
    """Keeps the signatures of heads whose operations are in the log now."""
    for head in heads:
        author = device_of(connection, head.device)
        stored = connection.exec_driver_sql(
            sql(connection, "SELECT hash FROM op WHERE space = ? AND device = ? AND seq = ?"),
            (head.space, head.device, head.seq),
        ).scalar()
        if author is None or stored is None:
            continue
        digest, signature = bytes(stored), _hex(head.signature)
        message = head_message(head.space, head.device, head.seq, digest)
        if is_signed(author.public_key, message, signature):
            connection.exec_driver_sql(
                sql(
                    connection,
                    "INSERT INTO chain_head (space, device, seq, hash, signature)"
                    " VALUES (?, ?, ?, ?, ?) ON CONFLICT (space, device) DO UPDATE"
                    " SET seq = excluded.seq, hash = excluded.hash,"
                    " signature = excluded.signature WHERE chain_head.seq < excluded.seq",
                ),
                (head.space, head.device, head.seq, digest, signature),
            )


def _hex(text: str) -> bytes:
    try:
        return bytes.fromhex(text)
    except ValueError:
        return b""


def _ack(fresh: Fresh) -> Acknowledged:
    operation = fresh.operation
    return Acknowledged(
        str(operation.space), operation.device, operation.seq, int(fresh.number or 0)
    )


def _known(connection: Connection, intake: Intake) -> list[Acknowledged]:
    """The numbers of operations that were here before."""
    chains: dict[tuple[str, str], list[int]] = {}
    for operation, _ in intake.duplicates:
        chains.setdefault((str(operation.space), operation.device), []).append(operation.seq)
    acks: list[Acknowledged] = []
    for (space, device), seqs in chains.items():
        for start in range(0, len(seqs), _CHUNK):
            chunk = seqs[start : start + _CHUNK]
            rows = connection.exec_driver_sql(
                sql(
                    connection,
                    "SELECT seq, arrived FROM op WHERE space = ? AND device = ?"  # noqa: S608
                    f" AND seq IN ({','.join('?' * len(chunk))})",
                ),
                (space, device, *chunk),
            )
            acks.extend(Acknowledged(space, device, seq, number) for seq, number in rows)
    return acks


def _places(
    bodies: Sequence[bytes], refused: Sequence[tuple[bytes, Refusal]]
) -> tuple[SetAside, ...]:
    reasons = dict(refused)
    return tuple(
        SetAside(place, reasons[body].value) for place, body in enumerate(bodies) if body in reasons
    )
