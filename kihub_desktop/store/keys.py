"""Key slots: the workspace key is random, and every slot wraps a copy of it."""

from __future__ import annotations

import base64
import json
import os
import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from kihub_desktop.domain.phrases import phrase
from kihub_desktop.domain.refusals import Reason, Refused

FORMAT = 1
KEY_BYTES = 32
MIN_PASSPHRASE = 8
_MAX_FILE = 1_000_000


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
    slots: tuple[dict[str, Any], ...]

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
        raise Refused(
            Reason.NOT_A_WORKSPACE,
            phrase("In „{folder}“ liegt kein Arbeitsbereich.", folder=path.parent.name),
        ) from error
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


def passphrase_slot(
    workspace: UUID, key: bytes, passphrase: str, cost: Argon2Cost | None = None
) -> dict[str, Any]:
    """A slot that opens with a passphrase (Argon2id, then AES-256-GCM)."""
    cost = cost or Argon2Cost()
    salt, nonce = secrets.token_bytes(16), secrets.token_bytes(12)
    slot: dict[str, Any] = {
        "kind": "passphrase",
        "kdf": "argon2id",
        "time": cost.time,
        "memory_kib": cost.memory_kib,
        "lanes": cost.lanes,
        "salt": _text(salt),
        "nonce": _text(nonce),
    }
    wrapping = AESGCM(_derive(passphrase, salt, cost))
    slot["wrapped"] = _text(wrapping.encrypt(nonce, key, _bound(workspace, "passphrase")))
    return slot


def open_with_passphrase(keys: KeyFile, passphrase: str) -> bytes:
    """The workspace key from the first passphrase slot that fits; else WRONG_PASSPHRASE."""
    for slot in keys.slots:
        if slot.get("kind") != "passphrase" or slot.get("kdf") != "argon2id":
            continue
        try:
            cost = _bounded(Argon2Cost(slot["time"], slot["memory_kib"], slot["lanes"]))
            wrapping = AESGCM(_derive(passphrase, _bytes(slot["salt"]), cost))
            return wrapping.decrypt(
                _bytes(slot["nonce"]), _bytes(slot["wrapped"]), _bound(keys.workspace, "passphrase")
            )
        except (InvalidTag, KeyError, TypeError, ValueError):
            continue
    raise Refused(
        Reason.WRONG_PASSPHRASE,
        phrase("Das Kennwort passt nicht. Der Arbeitsbereich bleibt verschlossen und unverändert."),
    )


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


def _text(value: bytes) -> str:
    return base64.b64encode(value).decode("ascii")


def _bytes(value: str) -> bytes:
    return base64.b64decode(value, validate=True)
