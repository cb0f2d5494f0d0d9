"""The link of a workspace to its hub: address, place in the hub's numbers, and the device key."""

from __future__ import annotations

import base64
import json
from dataclasses import asdict, dataclass, field, replace
from typing import TYPE_CHECKING

from kihub_desktop.replication.log import last_arrival
from kihub_desktop.replication.outbox import SLICE, forget_numbers
from kihub_desktop.replication.signing import new_private_key
from kihub_desktop.store.local_tables import get_setting, put_setting
from kihub_desktop.store.workspace import Workspace

if TYPE_CHECKING:
    from sqlalchemy import Connection

_LINK = "hub_link"
_KEY = "hub_key"


@dataclass(frozen=True)
class Link:
    """To which hub this workspace belongs, and how far it has read there.

    `device` is the id that was enrolled: a copy of the workspace writes as another device and
    has to enrol itself.
    """

    url: str
    hub: str
    device: str
    name: str
    epoch: str
    cursor: str = ""


@dataclass(frozen=True)
class DeviceKey:
    """The private key of a device."""

    device: str
    private: bytes = field(repr=False)


def read_link(workspace: Workspace) -> Link | None:
    """The link of this device, or None if it has to enrol."""
    with workspace.reading() as connection:
        stored = get_setting(connection, _LINK)
    link = None if stored is None else Link(**json.loads(stored))
    return link if link is not None and link.device == workspace.device else None


def device_key(workspace: Workspace) -> DeviceKey:
    """The key of this device; made at the first call."""
    with workspace.writing() as connection:
        stored = get_setting(connection, _KEY)
        if stored is not None:
            content = json.loads(stored)
            if content["device"] == workspace.device:
                return DeviceKey(workspace.device, base64.b64decode(content["private"]))
        private = new_private_key()
        text = base64.b64encode(private).decode("ascii")
        put_setting(connection, _KEY, json.dumps({"device": workspace.device, "private": text}))
    return DeviceKey(workspace.device, private)


def adopt_link(workspace: Workspace, link: Link) -> None:
    """Links the workspace; with another hub than before, everything is offered to it."""
    with workspace.reading() as connection:
        stored = get_setting(connection, _LINK)
    before = None if stored is None else Link(**json.loads(stored))
    if before is not None and before.hub == link.hub:
        # Epoch and cursor stay: the next exchange notices what happened meanwhile.
        link = replace(link, epoch=before.epoch, cursor=before.cursor)
    elif before is not None:
        _forget(workspace, above=0)
    save_link(workspace, link)


def continue_in(workspace: Workspace, link: Link, epoch: str, base: int, cursor: str) -> Link:
    """Follows the hub into a new epoch: what it had numbered above `base` is offered again."""
    _forget(workspace, above=base)
    link = replace(link, epoch=epoch, cursor=cursor)
    save_link(workspace, link)
    return link


def save_link(workspace: Workspace, link: Link) -> None:
    with workspace.writing() as connection:
        put_link(connection, link)


def put_link(connection: Connection, link: Link) -> None:
    """Writes the link in the caller's transaction."""
    put_setting(connection, _LINK, json.dumps(asdict(link)))


def _forget(workspace: Workspace, above: int) -> None:
    """In slices, so that nobody who types waits; a crash in between only repeats some of it."""
    with workspace.reading() as connection:
        last = last_arrival(connection)
    for after in range(0, last, SLICE):
        with workspace.writing() as connection:
            forget_numbers(connection, above, after)
