"""Brings an older workspace up to this version: a copy first, then migrations, then a refold."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import Connection, Engine

from kihub_desktop.paths import migrations
from kihub_desktop.replication.check import rebuild
from kihub_desktop.replication.registry import Registry, shape_of
from kihub_desktop.replication.tables import create_folded
from kihub_desktop.store.engine import create_guards, reading, writing
from kihub_desktop.store.local_tables import get_setting, put_setting

HEAD = "0002"
"""The newest revision under database/laptop/versions."""

KNOWN = ("0001", "0002")
_SHAPE = "shape"


def revision_of(connection: Connection) -> str | None:
    """The storage revision of the database; None for an empty one."""
    found = connection.exec_driver_sql(
        "SELECT name FROM sqlite_master WHERE name = 'alembic_version'"
    )
    if found.first() is None:
        return None
    return str(connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar())


def migrate(connection: Connection) -> None:
    """Runs the missing migrations inside the caller's transaction."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(migrations() / "laptop").replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def upgrade(engine: Engine, registry: Registry, copy_first: Callable[[], object]) -> bool:
    """Upgrades where needed; True if something was done.

    `copy_first` makes a copy before anything is changed (not called for a new database); what it
    raises stops the upgrade, and so does everything else: then the old content stands.
    """
    with reading(engine) as connection:
        revision = revision_of(connection)
        shape = get_setting(connection, _SHAPE) if revision else None
    if revision == HEAD and shape == shape_of(registry):
        return False
    if revision is not None:
        copy_first()
    with writing(engine) as connection:
        if revision != HEAD:
            migrate(connection)
        if revision is None:
            create_folded(connection, registry)
        else:
            rebuild(connection, registry)
        create_guards(connection, registry)
        put_setting(connection, _SHAPE, shape_of(registry))
    return True
