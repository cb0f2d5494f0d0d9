"""The ways into an open workspace: what there is, and what is added, changed or taken away."""

from __future__ import annotations

import platform
import secrets
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection

from kihub_desktop.domain.phrases import phrase
from kihub_desktop.domain.refusals import Reason, Refused
from kihub_desktop.store import keys
from kihub_desktop.store.copies import keep_keys
from kihub_desktop.store.local_tables import get_setting, put_setting
from kihub_desktop.store.recovery import in_groups, new_recovery_secret
from kihub_desktop.store.secret_store import SecretStore, SystemSecrets, ring_name
from kihub_desktop.store.workspace import USED, Workspace, stamp_of, unwritable

_MADE_ON = "slot_made_on:"
_Change = Callable[[tuple[keys.Slot, ...]], tuple[keys.Slot, ...]]
_one_at_a_time = threading.Lock()


@dataclass(frozen=True)
class Way:
    """One way in. `created` and `last_used` are None where nobody noted them.

    `is_here`: made on this computer, where alone a slot of the key ring opens.
    """

    id: str
    kind: str
    created: datetime | None
    last_used: datetime | None
    removable: bool
    is_here: bool = False


class Slots:
    """The key slots of an open workspace. Whoever adds one proves to know the passphrase."""

    def __init__(self, workspace: Workspace, secret_store: SecretStore | None = None) -> None:
        self._workspace = workspace
        self._secrets = secret_store or SystemSecrets()
        self._path = workspace.folder / "keys.json"

    def ways(self) -> tuple[Way, ...]:
        """All slots in the order in which they were made, those of unknown kinds included."""
        found = keys.read_key_file(self._path).slots
        passphrases = sum(slot.get("kind") == keys.PASSPHRASE for slot in found)
        with self._workspace.reading() as connection:
            return tuple(self._way(connection, slot, passphrases > 1) for slot in found)

    def _way(self, connection: Connection, slot: keys.Slot, several: bool) -> Way:
        name, kind = str(slot.get("id", "")), str(slot.get("kind", ""))
        return Way(
            id=name,
            kind=kind,
            created=_moment(str(slot.get("created", ""))),
            last_used=_moment(get_setting(connection, f"{USED}{name}") or ""),
            removable=bool(name) and (kind != keys.PASSPHRASE or several),
            is_here=get_setting(connection, f"{_MADE_ON}{name}") == self._here(),
        )

    def check(self, passphrase: str) -> None:
        """Refused unless the passphrase opens this very workspace."""
        self._key(passphrase)

    def change_passphrase(self, old: str, new: str) -> None:
        """The new one replaces every passphrase; Refused WRONG_PASSPHRASE or WEAK_PASSPHRASE."""
        keys.check_passphrase(new)
        with _one_at_a_time:
            self.set_passphrase(self._key(old), new)

    def set_passphrase(self, key: bytes, new: str) -> None:
        """Wraps the key anew; the file is replaced in one step, so one of both always opens."""
        keys.check_passphrase(new)
        around = self._workspace.around
        slot = keys.passphrase_slot(self._uuid, key, new, around.key_cost, self._now())
        self._write(keys.PASSPHRASE, slot)
        with suppress(OSError):  # a full disk: the next copy brings them in step
            keep_keys(self._workspace)

    def new_recovery_key(self, passphrase: str) -> tuple[str, ...]:
        """The groups of a new recovery key, shown once; an older sheet opens no more."""
        secret = new_recovery_secret()
        with _one_at_a_time:
            slot = keys.recovery_slot(self._uuid, self._key(passphrase), secret, self._now())
            self._write(keys.RECOVERY, slot)
        return in_groups(secret)

    def allow_this_computer(self, passphrase: str) -> None:
        """Opens here without passphrase from now on: half of it lies in the system's key ring."""
        key = self._key(passphrase)
        wrapping = secrets.token_bytes(keys.KEY_BYTES)
        slot = keys.wrap(self._uuid, key, keys.KEYRING, wrapping, self._now())
        name = ring_name(self._uuid, str(slot["id"]))
        with _one_at_a_time:
            self._secrets.put(name, keys.text_of(wrapping))
            self._replace(lambda held: (*held, slot))
        with self._workspace.writing() as connection:
            put_setting(connection, f"{_MADE_ON}{slot['id']}", self._here())

    def remove(self, way: str) -> None:
        """Takes a way out; the last passphrase stays (Refused BAD_INPUT)."""
        found = next((each for each in self.ways() if each.id == way and way), None)
        if found is None or not found.removable:
            raise Refused(
                Reason.BAD_INPUT, phrase("Das letzte Kennwort lässt sich nicht entfernen.")
            )
        with _one_at_a_time:
            self._replace(lambda held: tuple(slot for slot in held if slot.get("id") != way))
        if found.kind == keys.KEYRING:
            self._forget(way)

    # -- inside -----------------------------------------------------------------------------

    @property
    def _uuid(self) -> UUID:
        return self._workspace.key_file.workspace

    def _now(self) -> str:
        return stamp_of(self._workspace.around.now())

    def _here(self) -> str:
        return f"{self._workspace.device}@{platform.node()}"

    def _key(self, passphrase: str) -> bytes:
        key = keys.open_with_passphrase(keys.read_key_file(self._path), passphrase)
        if not self._workspace.is_key(key):  # somebody exchanged the file while we were open
            raise Refused(
                Reason.DAMAGED,
                phrase("Die Schlüsseldatei gehört nicht zu diesem Arbeitsbereich."),
            )
        return key

    def _write(self, kind: str, slot: keys.Slot) -> None:
        """One slot of its kind, instead of all earlier ones."""
        self._replace(
            lambda held: (
                (slot, *(each for each in held if each.get("kind") != kind))
                if kind == keys.PASSPHRASE
                else (*(each for each in held if each.get("kind") != kind), slot)
            )
        )

    def _replace(self, change: _Change) -> None:
        file = keys.read_key_file(self._path)
        try:
            replace(file, slots=change(file.slots)).write(self._path)
        except OSError as error:
            raise unwritable(self._workspace.folder, error) from error

    def _forget(self, way: str) -> None:
        try:
            self._secrets.remove(ring_name(self._uuid, way))
        except Refused:  # without its slot the half in the key ring opens nothing
            return


def _moment(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None
