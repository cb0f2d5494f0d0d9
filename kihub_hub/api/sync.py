"""Push and pull: no session, no lock; a laptop may repeat any of them at any time."""

from __future__ import annotations

from sqlalchemy import Connection

from kihub_desktop.replication.wire import (
    PROTO,
    EpochProblem,
    PullAnswer,
    PullRequest,
    PushAnswer,
    PushRequest,
)
from kihub_hub.api.problems import Problematic, problem
from kihub_hub.devices import KnownDevice, note_pull
from kihub_hub.epochs import (
    Position,
    begin_epoch,
    current_epoch,
    cursor_of,
    position_at,
    position_of,
    top_number,
    valid_since,
)
from kihub_hub.hub import Hub
from kihub_hub.pulling import read_page
from kihub_hub.pushing import receive_batch


def push(hub: Hub, sender: KnownDevice, request: PushRequest) -> tuple[int, PushAnswer]:
    """Stores a batch; 202 if the sender is revoked, so that everything of it is set aside.

    A newer or older laptop is served alike: operations of other versions are kept as they are.
    """
    if request.device != sender.id:
        raise problem(400, "bad_request")
    bodies = [text.encode() for text in request.ops]
    asked = position_of(hub.seals, request.cursor)
    with hub.storage.writing() as connection:
        epoch = current_epoch(connection)
        if request.epoch != epoch:
            raise _epoch_problem(hub, connection, request.epoch, asked)
        up_to_date = asked is not None and asked == position_at(connection, asked.number)
        receipt = receive_batch(
            connection, hub.storage.registry, sender, bodies, request.heads, hub.now()
        )
        follows = asked is not None and up_to_date and asked.number == receipt.before
        last = position_at(connection, receipt.last)
    answer = PushAnswer(
        acks=receipt.acks,
        quarantined=receipt.set_aside,
        cursor=cursor_of(hub.seals, last) if follows else "",
        epoch=epoch,
        server_time=hub.server_time(),
    )
    return (200 if sender.revoked is None else 202), answer


def pull(hub: Hub, sender: KnownDevice, request: PullRequest) -> tuple[int, PullAnswer]:
    """The next page after the cursor; 403 `revoked`, 426 `version`, 410 `epoch`."""
    if sender.revoked is not None:
        raise problem(403, "revoked")
    if request.proto != PROTO:
        raise problem(426, "version")
    asked = position_of(hub.seals, request.cursor)
    with hub.storage.reading() as connection:
        epoch = current_epoch(connection)
        if asked is not None and asked.epoch != epoch:
            raise _epoch_problem(hub, connection, asked.epoch, asked)
        restored = asked is not None and asked != position_at(connection, asked.number)
        page = read_page(connection, asked.number if asked else 0, request.max_bytes)
        last, top = position_at(connection, page.last), top_number(connection)
    if asked is not None and restored:
        raise _notice_restore(hub, asked)
    if not page.more:
        with hub.storage.writing() as connection:
            note_pull(connection, sender.id, page.last, hub.now())
    return 200, PullAnswer(
        ops=page.operations,
        cursor=cursor_of(hub.seals, last),
        more=page.more,
        epoch=epoch,
        top=top,
    )


def _epoch_problem(
    hub: Hub, connection: Connection, known: str, asked: Position | None
) -> Problematic:
    """Tells a laptop which of its numbers still hold, and from where it reads on."""
    base = min(valid_since(connection, known), top_number(connection))
    position = position_at(connection, min(base, asked.number if asked else 0))
    return Problematic(
        410,
        EpochProblem(
            type="epoch",
            epoch=position.epoch,
            base=base,
            cursor=cursor_of(hub.seals, position),
        ),
    )


def _notice_restore(hub: Hub, asked: Position) -> Problematic:
    """A laptop has read what this hub does not have: somebody restored it and said nothing.

    From which number on the two differ is unknown here, so that everything is offered again.
    """
    with hub.storage.writing() as connection:
        if current_epoch(connection) == asked.epoch:
            begin_epoch(connection, 0, hub.now())
        return _epoch_problem(hub, connection, asked.epoch, asked)
