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


# The shell waits for the end of its input, so that the server ends with the tests, however they
# end.
_COURSE = """
trap 'rm -rf "$DATA"' EXIT
"$BIN/initdb" -D "$DATA/db" -A trust -U postgres --no-sync -E UTF8 >/dev/null || exit 1
"$BIN/pg_ctl" -D "$DATA/db" -w -l "$DATA/log" -o "$OPTIONS" start >/dev/null || exit 1
echo ready
cat >/dev/null
"$BIN/pg_ctl" -D "$DATA/db" -m immediate -w stop >/dev/null
"""


@contextmanager
def running() -> Iterator[Postgres]:
    """Starts a server and stops it; AssertionError with the command if it is not installed."""
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda p: int(p.parent.name))
    assert folders, MISSING
    data = tempfile.mkdtemp(prefix="kihub-pg-")
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    options = (
        f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={data}"
        " -c fsync=off -c synchronous_commit=off -c full_page_writes=off"
    )
    command = ["sh", "-c", _COURSE]
    if os.geteuid() == 0:  # the server refuses to run as root
        shutil.chown(data, "postgres")
        command = ["runuser", "-u", "postgres", "--", *command]
    with subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, "DATA": data, "BIN": str(folders[-1]), "OPTIONS": options},
        cwd="/",
        start_new_session=True,
    ) as shell:
        assert shell.stdin is not None
        assert shell.stdout is not None
        assert shell.stdout.readline() == b"ready\n", "PostgreSQL did not start"
        try:
            yield Postgres(port)
        finally:
            shell.stdin.close()
    shutil.rmtree(data, ignore_errors=True)
