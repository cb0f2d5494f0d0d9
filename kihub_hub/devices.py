"""Devices: enrolled with a one-time code, known by their public key, and revocable."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError
from sqlalchemy import Connection

from kihub_desktop.replication.tables import sql

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: nothing that is mistaken for something else when read aloud."""

SELECTOR = 3
SECRET = 7
MINUTES = 15
TRIES = 5
_ALIKE = str.maketrans({"O": "0", "I": "1", "L": "1", "-": "", " ": ""})
_SELECT = (
    "SELECT id, name, own_name, public_key, enrolled, revoked, pushed, pulled, pulled_n FROM device"
)


@dataclass(frozen=True)
class KnownDevice:
    """An enrolled device; instants in milliseconds since 1970, None for never.

    `name` comes from the staff, `own_name` from the laptop; `pulled_number` is how far it read.
    """

    id: str
    name: str
    own_name: str
    public_key: bytes
    enrolled: int
    revoked: int | None
    pushed: int | None
    pulled: int | None
    pulled_number: int

    @property
    def last_exchange(self) -> int | None:
        return max(self.pushed or 0, self.pulled or 0) or None


@dataclass(frozen=True)
class Applicant:
    """A laptop that presents a code."""

    code: str
    device: str
    own_name: str
    public_key: bytes


def device_of(connection: Connection, identifier: str) -> KnownDevice | None:
    row = connection.exec_driver_sql(
        sql(connection, _SELECT + " WHERE id = ?"), (identifier,)
    ).first()
    return None if row is None else _device(row)


def all_devices(connection: Connection) -> tuple[KnownDevice, ...]:
    """All devices by their names."""
    rows = connection.exec_driver_sql(_SELECT + " ORDER BY name, id")
    return tuple(_device(row) for row in rows)


def _device(row: Sequence[Any]) -> KnownDevice:
    identifier, name, own_name, key, enrolled, revoked, pushed, pulled, number = row
    return KnownDevice(
        identifier, name, own_name, bytes(key), enrolled, revoked, pushed, pulled, number
    )


def note_push(connection: Connection, device: str, now: int) -> None:
    connection.exec_driver_sql(
        sql(connection, "UPDATE device SET pushed = ? WHERE id = ?"), (now, device)
    )


def note_pull(connection: Connection, device: str, number: int, now: int) -> None:
    connection.exec_driver_sql(
        sql(connection, "UPDATE device SET pulled = ?, pulled_n = ? WHERE id = ?"),
        (now, number, device),
    )


def revoke(connection: Connection, device: str, now: int) -> bool:
    """Revokes a device; False if there is none. What it sends from now on is set aside."""
    if device_of(connection, device) is None:
        return False
    connection.exec_driver_sql(
        sql(connection, "UPDATE device SET revoked = ? WHERE id = ?"), (now, device)
    )
    return True


def issue_code(connection: Connection, hasher: PasswordHasher, name: str, now: int) -> str:
    """A one-time code (10 characters, 50 bit) for a device of this name, as it is read aloud."""
    connection.exec_driver_sql(
        sql(connection, "DELETE FROM enrolment WHERE expires <= ?"), (now - MINUTES * 60_000,)
    )
    taken = {row[0] for row in connection.exec_driver_sql("SELECT selector FROM enrolment")}
    selector = _random(SELECTOR)
    while selector in taken:
        selector = _random(SELECTOR)
    code = selector + _random(SECRET)
    connection.exec_driver_sql(
        sql(
            connection,
            "INSERT INTO enrolment (selector, name, code_hash, expires, tries)"
            " VALUES (?, ?, ?, ?, 0)",
        ),
        (selector, name, hasher.hash(code), now + MINUTES * 60_000),
    )
    return f"{code[:5]}-{code[5:]}"


def normal_code(text: str) -> str:
    """A code as typed by a person: small letters, dashes and look-alikes are understood."""
    return text.upper().translate(_ALIKE)


def admit(
    connection: Connection, hasher: PasswordHasher, applicant: Applicant, now: int
) -> KnownDevice | None:
    """Enrols the applicant if the code fits; None otherwise, and the try is counted.

    The same applicant may repeat itself, because an answer can get lost on its way. A code is
    valid for 15 minutes and 5 tries; it lifts a revocation, since staff gave it out.
    """
    code = normal_code(applicant.code)
    row = connection.exec_driver_sql(
        sql(
            connection,
            "SELECT name, code_hash, device, public_key FROM enrolment"
            " WHERE selector = ? AND expires > ? AND tries < ?",
        ),
        (code[:SELECTOR], now, TRIES),
    ).first()
    if row is None:
        return None
    name, code_hash, device, public_key = row
    used_by_other = device is not None and (device, bytes(public_key or b"")) != (
        applicant.device,
        applicant.public_key,
    )
    if used_by_other or not _fits(hasher, code_hash, code) or _is_taken(connection, applicant):
        connection.exec_driver_sql(
            sql(connection, "UPDATE enrolment SET tries = tries + 1 WHERE selector = ?"),
            (code[:SELECTOR],),
        )
        return None
    _enter(connection, code[:SELECTOR], name, applicant, now)
    return device_of(connection, applicant.device)


def _is_taken(connection: Connection, applicant: Applicant) -> bool:
    """Whether the device is known under another key: then somebody else has its id."""
    known = device_of(connection, applicant.device)
    return known is not None and known.public_key != applicant.public_key


def _fits(hasher: PasswordHasher, code_hash: str, code: str) -> bool:
    try:
        return hasher.verify(code_hash, code)
    except (Argon2Error, InvalidHashError):
        return False


def _enter(
    connection: Connection, selector: str, name: str, applicant: Applicant, now: int
) -> None:
    connection.exec_driver_sql(
        sql(connection, "UPDATE enrolment SET device = ?, public_key = ? WHERE selector = ?"),
        (applicant.device, applicant.public_key, selector),
    )
    connection.exec_driver_sql(
        sql(
            connection,
            "INSERT INTO device (id, name, own_name, public_key, enrolled, pulled_n)"
            " VALUES (?, ?, ?, ?, ?, 0) ON CONFLICT (id) DO UPDATE"
            " SET name = excluded.name, own_name = excluded.own_name, revoked = NULL",
        ),
        (applicant.device, name, applicant.own_name, applicant.public_key, now),
    )


def _random(length: int) -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(length))
