"""Which device writes here, anchored outside the workspace, so that a copy is recognised.

A workspace that was cloned or restored from an old copy must not continue the operation chain
of its original: it continues as a new device (sync.md 4.1, rule R11).
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID, uuid4

from sqlalchemy import Connection

from kihub_desktop.store.local_tables import get_setting, put_setting

_DEVICE = "device"


@dataclass(frozen=True)
class Anchor:
    """The device's note outside the workspace: its id and how much it has written at least."""

    path: Path

    def read(self) -> tuple[str, int] | None:
        try:
            content = json.loads(self.path.read_text("utf-8"))
            return str(UUID(content["device"])), int(content["written"])
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def write(self, device: str, written: int) -> None:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        draft = self.path.with_suffix(".new")
        draft.write_text(json.dumps({"device": device, "written": written}), "utf-8")
        draft.replace(self.path)


def anchor_of(folder: Path, workspace: UUID) -> Anchor:
    """The anchor of a workspace in the folder of this user on this machine."""
    return Anchor(folder / f"{workspace}.json")


def written_by(connection: Connection, device: str) -> int:
    """How many operations the device has in this log."""
    found = connection.exec_driver_sql("SELECT count(*) FROM op WHERE device = ?", (device,))
    return int(found.scalar() or 0)


def settle_device(connection: Connection, anchor: Anchor) -> str:
    """The device id to write under; a fresh one if this file is not where the anchor left it."""
    device = get_setting(connection, _DEVICE)
    noted = anchor.read()
    if device is not None and noted is not None:
        same, written = noted
        if same == device and written_by(connection, device) >= written:
            return device
    fresh = str(uuid4())
    put_setting(connection, _DEVICE, fresh)
    return fresh
