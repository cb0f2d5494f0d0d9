"""The hub as one object: its database, its seals, its identity and its clock."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import uuid4

from argon2 import PasswordHasher

from kihub_desktop.replication.registry import Registry
from kihub_hub.epochs import begin_epoch
from kihub_hub.seals import Seals
from kihub_hub.storage import Storage, open_storage
from kihub_hub.tables import get_setting, put_setting

_IDENTITY = "hub"
_SECRET = "secret"  # noqa: S105  the name of a setting


def wall_milliseconds() -> int:
    return time.time_ns() // 1_000_000


@dataclass(frozen=True)
class Conditions:
    """What a hub takes from its machine; `now` gives milliseconds since 1970."""

    now: Callable[[], int] = wall_milliseconds
    hasher: PasswordHasher = PasswordHasher()  # noqa: RUF009  it has no state


@dataclass(frozen=True)
class Hub:
    """An open hub. Close it, or use it in a `with` block."""

    storage: Storage
    identity: str
    seals: Seals
    conditions: Conditions

    def now(self) -> int:
        return self.conditions.now()

    def server_time(self) -> str:
        return datetime.fromtimestamp(self.now() / 1000, UTC).isoformat(timespec="milliseconds")

    def close(self) -> None:
        self.storage.close()

    def __enter__(self) -> Hub:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def open_hub(
    url: str, conditions: Conditions | None = None, registry: Registry | None = None
) -> Hub:
    """Opens the hub on a database and creates what is missing; Refused with the reason."""
    conditions = conditions or Conditions()
    storage = open_storage(url, registry)
    try:
        identity, secret = _settle(storage, conditions.now())
    except BaseException:
        storage.close()
        raise
    return Hub(storage, identity, Seals(bytes.fromhex(secret)), conditions)


def _settle(storage: Storage, now: int) -> tuple[str, str]:
    with storage.reading() as connection:
        found = get_setting(connection, _IDENTITY), get_setting(connection, _SECRET)
    if found[0] is not None and found[1] is not None:
        return found[0], found[1]
    identity, secret = str(uuid4()), secrets.token_hex(32)
    with storage.writing() as connection:
        put_setting(connection, _IDENTITY, identity)
        put_setting(connection, _SECRET, secret)
        begin_epoch(connection, 0, now)
    return identity, secret
