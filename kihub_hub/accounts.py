"""Staff: one password (Argon2id), and sessions that end by themselves."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass, field

from argon2.exceptions import Argon2Error, InvalidHashError

from kihub_desktop.domain.phrases import phrase
from kihub_desktop.domain.refusals import Reason, Refused
from kihub_desktop.replication.tables import sql
from kihub_hub.brake import Brake
from kihub_hub.hub import Hub
from kihub_hub.tables import get_setting, put_setting

MIN_PASSWORD = 12
SESSION_MS = 10 * 3_600_000
_PASSWORD = "staff_password"  # noqa: S105  the name of a setting
_LOGIN_FAILURES = 5
_ALL_FAILURES = 50
_WINDOW_MS = 5 * 60_000
_EVERYBODY = "*"


@dataclass(frozen=True)
class Session:
    """A session of staff: its secret token, and the mark that its forms carry."""

    token: str = field(repr=False)
    form_mark: str = field(repr=False)


def set_password(hub: Hub, password: str) -> None:
    """Sets the password and ends all sessions; Refused WEAK_PASSPHRASE if it is too short."""
    if len(password) < MIN_PASSWORD:
        raise Refused(
            Reason.WEAK_PASSPHRASE,
            phrase(
                "Das Kennwort ist zu kurz: mindestens {n} Zeichen, besser ein kurzer Satz.",
                n=MIN_PASSWORD,
            ),
        )
    hashed = hub.conditions.hasher.hash(password)
    with hub.storage.writing() as connection:
        put_setting(connection, _PASSWORD, hashed)
        connection.exec_driver_sql("DELETE FROM staff_session")


class StaffDoor:
    """Login, sessions and logout, with a brake on guessing."""

    def __init__(self, hub: Hub) -> None:
        self._hub = hub
        self._failures = Brake(_LOGIN_FAILURES, _WINDOW_MS, hub.now)
        self._all_failures = Brake(_ALL_FAILURES, _WINDOW_MS, hub.now)

    def is_set(self) -> bool:
        """Whether there is a password at all."""
        with self._hub.storage.reading() as connection:
            return get_setting(connection, _PASSWORD) is not None

    def is_braked(self, address: str) -> bool:
        return self._failures.holds(address) or self._all_failures.holds(_EVERYBODY)

    def login(self, password: str, address: str) -> Session | None:
        """A new session, or None for a wrong password; count `is_braked` first."""
        with self._hub.storage.reading() as connection:
            stored = get_setting(connection, _PASSWORD)
        if stored is None or not self._fits(stored, password):
            self._failures.count(address)
            self._all_failures.count(_EVERYBODY)
            return None
        token = secrets.token_urlsafe(32)
        now = self._hub.now()
        with self._hub.storage.writing() as connection:
            connection.exec_driver_sql(
                sql(connection, "DELETE FROM staff_session WHERE expires <= ?"), (now,)
            )
            connection.exec_driver_sql(
                sql(connection, "INSERT INTO staff_session (token_hash, expires) VALUES (?, ?)"),
                (_digest(token), now + SESSION_MS),
            )
        return self._session(token)

    def session(self, token: str) -> Session | None:
        """The session behind a cookie, while it lasts."""
        with self._hub.storage.reading() as connection:
            found = connection.exec_driver_sql(
                sql(connection, "SELECT expires FROM staff_session WHERE token_hash = ?"),
                (_digest(token),),
            )
            expires = found.scalar()
        if expires is None or int(expires) <= self._hub.now():
            return None
        return self._session(token)

    def logout(self, session: Session) -> None:
        with self._hub.storage.writing() as connection:
            connection.exec_driver_sql(
                sql(connection, "DELETE FROM staff_session WHERE token_hash = ?"),
                (_digest(session.token),),
            )

    def form_mark(self, token: str) -> str:
        """The mark that forms of a session (or of a login page) carry against forged posts."""
        return self._hub.seals.mark("form", token)

    def _session(self, token: str) -> Session:
        return Session(token, self.form_mark(token))

    def _fits(self, stored: str, password: str) -> bool:
        try:
            return self._hub.conditions.hasher.verify(stored, password)
        except (Argon2Error, InvalidHashError):
            return False


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
