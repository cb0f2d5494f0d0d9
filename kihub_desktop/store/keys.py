"""Key slots: the workspace key is random, and every slot wraps a copy of it."""

from __future__ import annotations

import base64
import json
import os
import secrets
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from kihub_desktop.domain.phrases import phrase
from kihub_desktop.domain.refusals import Reason, Refused

FORMAT = 1
KEY_BYTES = 32
MIN_PASSPHRASE = 8
_MAX_FILE = 1_000_000
PASSPHRASE, RECOVERY, KEYRING = "passphrase", "recovery", "keyring"
Slot = dict[str, Any]


@dataclass(frozen=True)
class Argon2Cost:
    """Cost of the passphrase slot: RFC 9106, second recommended option (64 MiB)."""

    time: int = 3
    memory_kib: int = 65_536
    lanes: int = 4


@dataclass(frozen=True)
class KeyFile:
    """`keys.json`: which workspace this is, what reads it, and its key slots.

    `needs` is the storage revision that the database has; a program that does not know it
    leaves the workspace alone. Slots of kinds that this version does not know are kept.
    """

    workspace: UUID
    needs: str
    slots: tuple[Slot, ...]

    def write(self, path: Path) -> None:
        """Replaces the file in one step, so that a crash leaves the old or the new one."""
        content = {
            "format": FORMAT,
            "workspace": str(self.workspace),
            "needs": self.needs,
            "slots": list(self.slots),
        }
        draft = path.with_suffix(".new")
        with draft.open("w", encoding="utf-8") as target:
            json.dump(content, target, indent=1)
            target.flush()
            os.fsync(target.fileno())
        draft.replace(path)
        _settle_folder(path.parent)

    def of_kind(self, kind: str) -> Iterator[Slot]:
        return (slot for slot in self.slots if slot.get("kind") == kind)


def _settle_folder(folder: Path) -> None:
    """Puts the exchange of names itself on disk; Windows has no such call and needs none."""
    if os.name == "posix":
        with suppress(OSError):
            handle = os.open(folder, os.O_RDONLY)
            try:
                os.fsync(handle)
            finally:
                os.close(handle)


def read_key_file(path: Path) -> KeyFile:
    """Refused NOT_A_WORKSPACE without the file, DAMAGED or TOO_NEW by its content."""
    try:
        if path.stat().st_size > _MAX_FILE:
            raise ValueError("too large")
        content = json.loads(path.read_text("utf-8"))
        if content["format"] > FORMAT:
            raise Refused(Reason.TOO_NEW, _TOO_NEW)
        slots = tuple(dict(slot) for slot in content["slots"])
        return KeyFile(UUID(content["workspace"]), str(content["needs"]), slots)
    except FileNotFoundError as error:
        raise _nothing_there(path.parent) from error
    except (ValueError, KeyError, TypeError, OSError) as error:
        raise Refused(
            Reason.DAMAGED,
            phrase(
                "Die Schlüsseldatei von „{folder}“ ist beschädigt; die Daten selbst sind"
                " unberührt. Bitte die Datei keys.json aus einer Sicherung zurücklegen.",
                folder=path.parent.name,
            ),
            repr(error),
        ) from error


def _nothing_there(folder: Path) -> Refused:
    if folder.is_dir():
        said = phrase("In „{folder}“ liegt kein Arbeitsbereich.", folder=folder.name)
    else:
        said = phrase(
            "Den Ordner „{folder}“ gibt es nicht mehr an diesem Ort. Liegt er auf einem Stick oder"
            " Netzlaufwerk? Dann bitte verbinden und noch einmal öffnen.",
            folder=folder.name,
        )
    return Refused(Reason.NOT_A_WORKSPACE, said, str(folder))


_TOO_NEW = phrase(
    "Dieser Arbeitsbereich wurde mit einer neueren Version geschrieben und bleibt unberührt."
    " Bitte die Werkbank aktualisieren."
)


def too_new() -> Refused:
    return Refused(Reason.TOO_NEW, _TOO_NEW)


def new_key() -> bytes:
    return secrets.token_bytes(KEY_BYTES)


def check_passphrase(passphrase: str) -> None:
    """Refused WEAK_PASSPHRASE below the minimum length."""
    if len(passphrase) < MIN_PASSPHRASE:
        raise Refused(
            Reason.WEAK_PASSPHRASE,
            phrase(
                "Das Kennwort ist zu kurz: mindestens {n} Zeichen, besser ein kurzer Satz.",
                n=MIN_PASSPHRASE,
            ),
        )


@dataclass(frozen=True)
class Unwrapped:
    """The workspace key and the id of the slot that gave it ("" if the slot has none)."""

    key: bytes
    slot: str


Opener = Callable[[KeyFile], Unwrapped]
"""A way to open: finds its slot and unwraps, or is Refused."""


def passphrase_slot(
    workspace: UUID, key: bytes, passphrase: str, cost: Argon2Cost | None = None, created: str = ""
) -> Slot:
    """A slot that opens with a passphrase (Argon2id, then AES-256-GCM)."""
    cost = cost or Argon2Cost()
    salt = secrets.token_bytes(16)
    derivation = {
        "kdf": "argon2id",
        "time": cost.time,
        "memory_kib": cost.memory_kib,
        "lanes": cost.lanes,
        "salt": text_of(salt),
    }
    wrapping = _derive(passphrase, salt, cost)
    return {**wrap(workspace, key, PASSPHRASE, wrapping, created), **derivation}


def by_passphrase(passphrase: str) -> Opener:
    """Opens the first passphrase slot that fits; Refused WRONG_PASSPHRASE."""

    def open_slot(keys: KeyFile) -> Unwrapped:
        for slot in keys.of_kind(PASSPHRASE):
            try:
                if slot["kdf"] != "argon2id":
                    continue
                cost = _bounded(Argon2Cost(slot["time"], slot["memory_kib"], slot["lanes"]))
                wrapping = _derive(passphrase, bytes_of(slot["salt"]), cost)
                return unwrap(keys.workspace, slot, wrapping)
            except (InvalidTag, KeyError, TypeError, ValueError):
                continue
        raise Refused(Reason.WRONG_PASSPHRASE, _WRONG)

    return open_slot


_WRONG = phrase("Das Kennwort passt nicht. Der Arbeitsbereich bleibt verschlossen und unverändert.")


def open_with_passphrase(keys: KeyFile, passphrase: str) -> bytes:
    """The workspace key from the first passphrase slot that fits; else WRONG_PASSPHRASE."""
    return by_passphrase(passphrase)(keys).key


def recovery_slot(workspace: UUID, key: bytes, secret: bytes, created: str) -> Slot:
    """A slot that opens with the secret of a recovery sheet: random, so no slow derivation."""
    salt = secrets.token_bytes(16)
    slot = wrap(workspace, key, RECOVERY, _stretched(secret, salt, workspace), created)
    return {**slot, "kdf": "hkdf-sha256", "salt": text_of(salt)}


def by_recovery(secret: bytes) -> Opener:
    """Opens the recovery slot; Refused WRONG_PASSPHRASE."""

    def open_slot(keys: KeyFile) -> Unwrapped:
        for slot in keys.of_kind(RECOVERY):
            try:
                wrapping = _stretched(secret, bytes_of(slot["salt"]), keys.workspace)
                return unwrap(keys.workspace, slot, wrapping)
            except (InvalidTag, KeyError, TypeError, ValueError):
                continue
        raise Refused(
            Reason.WRONG_PASSPHRASE,
            phrase(
                "Dieser Wiederherstellungsschlüssel gehört nicht zu diesem Arbeitsbereich,"
                " oder er wurde durch einen neueren ersetzt."
            ),
        )

    return open_slot


def wrap(workspace: UUID, key: bytes, kind: str, wrapping: bytes, created: str) -> Slot:
    """A slot of a kind with the key wrapped by AES-256-GCM, bound to workspace and kind."""
    nonce = secrets.token_bytes(12)
    return {
        "kind": kind,
        "id": secrets.token_hex(8),
        "created": created,
        "nonce": text_of(nonce),
        "wrapped": text_of(AESGCM(wrapping).encrypt(nonce, key, _bound(workspace, kind))),
    }


def unwrap(workspace: UUID, slot: Slot, wrapping: bytes) -> Unwrapped:
    """InvalidTag, KeyError, TypeError or ValueError if this is not its key or no slot."""
    nonce, wrapped = bytes_of(slot["nonce"]), bytes_of(slot["wrapped"])
    key = AESGCM(wrapping).decrypt(nonce, wrapped, _bound(workspace, slot["kind"]))
    return Unwrapped(key, str(slot.get("id", "")))


def _stretched(secret: bytes, salt: bytes, workspace: UUID) -> bytes:
    return HKDF(hashes.SHA256(), KEY_BYTES, salt, _bound(workspace, RECOVERY)).derive(secret)


def _bounded(cost: Argon2Cost) -> Argon2Cost:
    # A forged key file must not make the program ask for all memory of the machine.
    if not (1 <= cost.time <= 20 and 8 <= cost.memory_kib <= 2**21 and 1 <= cost.lanes <= 64):
        raise ValueError("cost out of bounds")
    return cost


def _derive(passphrase: str, salt: bytes, cost: Argon2Cost) -> bytes:
    from argon2.low_level import Type, hash_secret_raw

    return hash_secret_raw(
        passphrase.encode("utf-8"), salt, cost.time, cost.memory_kib, cost.lanes, KEY_BYTES, Type.ID
    )


def _bound(workspace: UUID, kind: str) -> bytes:
    return f"kihub-slot:{FORMAT}:{workspace}:{kind}".encode()


def text_of(value: bytes) -> str:
    return base64.b64encode(value).decode("ascii")


def bytes_of(value: str) -> bytes:
    return base64.b64decode(value, validate=True)
