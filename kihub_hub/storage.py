"""Where the hub keeps everything: one SQLite file, or a PostgreSQL database by its URL."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from typing import Any

from filelock import FileLock
from sqlalchemy import Connection, Engine, create_engine, event, inspect
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError

from kihub_desktop.domain.phrases import phrase
from kihub_desktop.domain.refusals import Reason, Refused
from kihub_desktop.paths import migrations
from kihub_desktop.replication.check import rebuild
from kihub_desktop.replication.registry import Registry, product_registry, shape_of
from kihub_desktop.replication.tables import create_folded
from kihub_hub.tables import get_setting, put_setting

HEAD = "0001"
"""The newest revision under database/hub/versions."""

KNOWN = ("0001",)
_SHAPE = "shape"
_WRITING = "kihub_writing"
_BUSY_MS = 10_000


class Storage:
    """The hub's database. Close it, or use it in a `with` block."""

    def __init__(self, url: URL, registry: Registry) -> None:
        self.registry = registry
        self._one_writer = threading.Lock()
        self._between_processes: AbstractContextManager[Any] = nullcontext()
        if url.get_backend_name() == "sqlite":
            self._engine = _sqlite_engine(url)
            # SQLite 3.7.0 to 3.51.2 can corrupt a log that two processes reset at one moment.
            self._between_processes = FileLock(f"{url.database}.lock")
        else:
            self._engine = create_engine(url, pool_pre_ping=True, pool_size=8, hide_parameters=True)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A read transaction."""
        with self._engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A write transaction, alone on this hub; commits at the end, rolls back on an error."""
        options = {_WRITING: True}
        with (
            self._one_writer,
            self._between_processes,
            self._engine.connect().execution_options(**options) as connection,
            connection.begin(),
        ):
            yield connection

    def close(self) -> None:
        self._engine.dispose()

    def __enter__(self) -> Storage:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def open_storage(url: str, registry: Registry | None = None) -> Storage:
    """Opens and upgrades a database; Refused BAD_INPUT, NOT_WRITABLE or TOO_NEW."""
    storage = Storage(_url(url), registry or product_registry())
    try:
        _bring_up(storage)
    except (DBAPIError, OSError) as error:
        storage.close()
        raise Refused(
            Reason.NOT_WRITABLE,
            phrase("Die Datenbank des Hubs lässt sich nicht öffnen; an ihr wurde nichts geändert."),
            str(error),
        ) from error
    except BaseException:
        storage.close()
        raise
    return storage


def sqlite_url(folder: Path) -> str:
    """The URL of the database in a data folder; the folder is created."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Refused(
            Reason.NOT_WRITABLE,
            phrase("Der Ordner „{folder}“ lässt sich nicht anlegen.", folder=str(folder)),
            str(error),
        ) from error
    return URL.create("sqlite", database=str(folder / "hub.db")).render_as_string()


def _url(text: str) -> URL:
    try:
        url = make_url(text)
    except ArgumentError as error:
        raise _unknown_database() from error
    if url.drivername in {"postgresql", "postgresql+psycopg"}:
        return url.set(drivername="postgresql+psycopg")
    if url.drivername != "sqlite" or url.database in {None, "", ":memory:"}:
        raise _unknown_database()
    return url


def _unknown_database() -> Refused:
    return Refused(
        Reason.BAD_INPUT,
        phrase("Diese Datenbank-Adresse ist unbekannt; möglich ist postgresql+psycopg://…"),
    )


def _sqlite_engine(url: URL) -> Engine:
    connect_args = {"isolation_level": None, "check_same_thread": False}
    engine = create_engine(url, connect_args=connect_args, hide_parameters=True)
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def _prepare(connection: sqlite3.Connection, _: object) -> None:
    for pragma in (
        f"busy_timeout = {_BUSY_MS}",
        "journal_mode = WAL",
        "synchronous = FULL",
        "secure_delete = ON",
        "temp_store = MEMORY",
        "cache_size = -32000",
    ):
        connection.execute(f"PRAGMA {pragma}").fetchall()


def _begin(connection: Connection) -> None:
    writing = connection.get_execution_options().get(_WRITING, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


def _bring_up(storage: Storage) -> None:
    shape = shape_of(storage.registry)
    with storage.reading() as connection:
        revision = _revision_of(connection)
        if revision is not None and revision not in KNOWN:
            raise Refused(
                Reason.TOO_NEW,
                phrase(
                    "Die Datenbank stammt von einer neueren Version des Hubs und bleibt unberührt."
                    " Bitte den Hub aktualisieren."
                ),
            )
        if revision == HEAD and get_setting(connection, _SHAPE) == shape:
            return
    with storage.writing() as connection:
        if revision != HEAD:
            _migrate(connection)
        if revision is None:
            create_folded(connection, storage.registry)
        else:
            rebuild(connection, storage.registry)
        put_setting(connection, _SHAPE, shape)


def _revision_of(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    found = connection.exec_driver_sql("SELECT version_num FROM alembic_version")
    return str(found.scalar())


def _migrate(connection: Connection) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(migrations() / "hub").replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
