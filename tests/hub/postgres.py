"""A PostgreSQL server of the distribution for the tests: in a temporary folder, on a free port."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

MISSING = (
    "The hub's tests need PostgreSQL:"
    " apt-get install -y --no-install-recommends postgresql postgresql-client"
)


class Postgres:
    """A running server that gives out fresh databases."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._count = 0

    def url(self, database: str) -> str:
        return f"postgresql+psycopg://postgres@127.0.0.1:{self._port}/{database}"

    def fresh(self, template: str = "template0", name: str = "") -> str:
        """The name of a new database, a copy of `template`."""
        self._count += 1
        name = name or f"hub_{self._count}"
        with self._admin() as connection:
            connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"'.encode())
        return name

    def drop(self, name: str) -> None:
        with self._admin() as connection:
            connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)'.encode())

    def _admin(self) -> psycopg.Connection:
        return psycopg.connect(
            host="127.0.0.1", port=self._port, user="postgres", dbname="postgres", autocommit=True
        )


@contextmanager
def running() -> Iterator[Postgres]:
    """Starts a server and stops it; AssertionError with the command if it is not installed."""
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda p: int(p.parent.name))
    assert folders, MISSING
    data = Path(tempfile.mkdtemp(prefix="kihub-pg-"))
    prefix: list[str] = []
    if os.geteuid() == 0:
        shutil.chown(data, "postgres")
        prefix = ["runuser", "-u", "postgres", "--"]
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    options = (
        f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={data}"
        " -c fsync=off -c synchronous_commit=off -c full_page_writes=off"
    )
    control = [*prefix, str(folders[-1] / "pg_ctl"), "-D", str(data / "db")]
    try:
        initdb = [*prefix, str(folders[-1] / "initdb"), "-D", str(data / "db")]
        _run([*initdb, "-A", "trust", "-U", "postgres", "--no-sync", "-E", "UTF8"])
        _run([*control, "-w", "-l", str(data / "log"), "-o", options, "start"])
        yield Postgres(port)
    finally:
        subprocess.run(
            [*control, "-m", "immediate", "-w", "stop"], capture_output=True, check=False
        )
        shutil.rmtree(data, ignore_errors=True)


def _run(command: list[str]) -> None:
    # The server would keep a pipe open for as long as it runs.
    done = subprocess.run(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd="/", check=False
    )
    assert done.returncode == 0, command
