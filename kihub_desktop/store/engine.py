"""The encrypted database: connections, transactions, and the gate that only the log opens."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import QueuePool

from kihub_desktop.domain.phrases import Phrase, phrase
from kihub_desktop.domain.refusals import Reason, Refused
from kihub_desktop.replication.registry import Registry
from kihub_desktop.replication.tables import fold_metadata, typed_tables

BUSY_MS = 5_000
_WRITING = "kihub_writing"
_GUARDED_LOG = ("op", "quarantine")


class Gate:
    """Whether the connection is inside the capture; triggers ask it before every write."""

    def __init__(self) -> None:
        self.is_open = 0

    def state(self) -> int:
        return self.is_open


def open_engine(path: Path, key: bytes) -> Engine:
    """An engine on an encrypted file; nothing is read before the first connection."""

    def connect() -> sqlcipher.Connection:
        # Connections go from thread to thread between uses, never during one.
        connection = sqlcipher.connect(str(path), isolation_level=None, check_same_thread=False)
        # A wrong key is an answer, not an event to be logged by the library.
        connection.execute("PRAGMA cipher_log_level = NONE")
        connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        return connection

    engine = create_engine(
        URL.create("sqlite", database=str(path)),
        creator=connect,
        module=sqlcipher,
        poolclass=QueuePool,
        pool_size=4,
        hide_parameters=True,  # what people typed must not reach a log through an error
    )
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def _prepare(connection: Any, record: Any) -> None:
    gate = Gate()
    record.info["gate"] = gate
    connection.create_function("capture_open", 0, gate.state)
    for pragma in (
        f"busy_timeout = {BUSY_MS}",
        "journal_mode = WAL",
        "synchronous = FULL",
        "secure_delete = ON",
        "temp_store = MEMORY",
        "cache_size = -16000",
        # A checkpoint costs milliseconds; it comes every few hundred saves, not every ninety.
        "wal_autocheckpoint = 4000",
    ):
        connection.execute(f"PRAGMA {pragma}").fetchall()


def _begin(connection: Connection) -> None:
    writing = connection.get_execution_options().get(_WRITING, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """A read transaction: everything read inside belongs to one moment."""
    with _worded(engine), engine.connect() as connection, connection.begin():
        yield connection


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """A write transaction with the gate open; commits at the end, rolls back on an error."""
    with (
        _worded(engine),
        engine.connect().execution_options(**{_WRITING: True}) as connection,
        connection.begin(),
    ):
        gate: Gate = connection.info["gate"]
        gate.is_open = 1
        try:
            yield connection
        finally:
            gate.is_open = 0


@contextmanager
def _worded(engine: Engine) -> Iterator[None]:
    """Turns what the database says about disk and file into a refusal with a sentence.

    After a stick was pulled out no open file is good any more: the next try opens anew.
    """
    try:
        yield
    except (DBAPIError, sqlcipher.DatabaseError) as error:
        said = error.orig if isinstance(error, DBAPIError) else error
        refusal = refusal_of(str(said))
        if refusal is None:
            raise
        if refusal.reason in {Reason.NO_SPACE, Reason.NOT_WRITABLE}:
            engine.dispose()
        raise refusal from error


_SAID: tuple[tuple[tuple[str, ...], Reason, Phrase], ...] = (
    (
        ("disk I/O error",),
        Reason.NO_SPACE,
        phrase(
            "Auf dem Datenträger ist kein Platz mehr, oder er ist nicht mehr da: Die letzte"
            " Eingabe ist nicht gespeichert, alles davor ist sicher. Bitte Platz schaffen oder"
            " den Stick wieder einstecken und die Eingabe wiederholen."
        ),
    ),
    (
        ("disk is full",),
        Reason.NO_SPACE,
        phrase(
            "Auf dem Datenträger ist kein Platz mehr: Die letzte Eingabe ist nicht gespeichert,"
            " alles davor ist sicher. Bitte Platz schaffen und die Eingabe wiederholen."
        ),
    ),
    (
        (
            "not a database",
            "malformed",
        ),
        Reason.DAMAGED,
        phrase(
            "Der Arbeitsbereich ist beschädigt und wurde nicht verändert."
            " Im Ordner „copies“ liegen geprüfte Kopien."
        ),
    ),
    (
        ("unable to open database",),
        Reason.NOT_WRITABLE,
        phrase(
            "Der Ordner des Arbeitsbereichs ist nicht erreichbar oder schreibgeschützt. Liegt"
            " er auf einem Stick oder Netzlaufwerk? Dann bitte wieder verbinden und die"
            " Eingabe wiederholen; alles davor ist sicher."
        ),
    ),
    (
        ("readonly database",),
        Reason.NOT_WRITABLE,
        phrase("In diesen Ordner lässt sich nicht schreiben. Bitte die Rechte prüfen."),
    ),
    (
        ("locked",),
        Reason.IN_USE,
        phrase("Der Arbeitsbereich ist gerade belegt. Bitte gleich noch einmal versuchen."),
    ),
)
"""Signs in a message of the database, and the refusal behind them."""


def refusal_of(text: str) -> Refused | None:
    """The refusal behind a message of the database; None for a defect of ours."""
    for signs, reason, sentence in _SAID:
        if any(sign in text for sign in signs):
            return Refused(reason, sentence, text)
    return None


def create_guards(connection: Connection, registry: Registry) -> None:
    """Triggers that refuse every write to log and folded tables while the gate is shut."""
    tables = [*_GUARDED_LOG, *fold_metadata.tables, *typed_tables(registry)[0].tables]
    for table in tables:
        for verb in ("INSERT", "UPDATE", "DELETE"):
            connection.exec_driver_sql(
                f"CREATE TRIGGER IF NOT EXISTS guard_{table}_{verb.lower()} BEFORE {verb}"
                f" ON {table} WHEN capture_open() = 0"
                " BEGIN SELECT RAISE(ABORT, 'only the operation log writes here'); END"
            )


def missing_guards(connection: Connection, registry: Registry) -> Iterable[str]:
    """Names of triggers that should be there and are not."""
    rows = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'trigger'")
    present = {name for (name,) in rows}
    tables = [*_GUARDED_LOG, *fold_metadata.tables, *typed_tables(registry)[0].tables]
    expected = {
        f"guard_{table}_{verb}" for table in tables for verb in ("insert", "update", "delete")
    }
    return sorted(expected - present)
