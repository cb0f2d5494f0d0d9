"""Writes one company into a bundle: its operations, who wrote them, and its pictures."""

from __future__ import annotations

import json
import os
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from pathlib import Path
from uuid import UUID, uuid4

from sqlalchemy import Connection

from kihub_desktop.domain.identity import TEAM
from kihub_desktop.domain.phrases import phrase
from kihub_desktop.domain.progress import Progress, silent
from kihub_desktop.domain.refusals import Reason, Refused
from kihub_desktop.replication.bundle import (
    FORMAT,
    KEY_BYTES,
    BundleWriter,
    Item,
    pack_operations,
    read_header,
    read_items,
)
from kihub_desktop.replication.driver import fetch
from kihub_desktop.store.blobs import BlobMissing, used_hashes
from kihub_desktop.store.bundle_keys import bundle_slots
from kihub_desktop.store.copying import PART, flush_folder, saying_why
from kihub_desktop.store.workspace import Workspace

ENDING = ".kihub-paket"
_PIECE = 1_048_576
_PAGE = 500


@dataclass(frozen=True)
class Exported:
    """What went into a bundle. `missing` pictures were not on this laptop."""

    path: Path
    operations: int
    pictures: int
    missing: int
    size: int


def export_company(
    workspace: Workspace,
    company: UUID,
    target: Path,
    passphrase: str | None,
    now: datetime,
    progress: Progress = silent,
) -> Exported:
    """Writes the bundle beside `target`, reads it again, then puts it there in one step.

    Without a passphrase only this workspace and its restored copies can read it. Refused
    WEAK_PASSPHRASE, UNKNOWN_RECORD, NO_SPACE or NOT_WRITABLE; Cancelled; then nothing is left.
    """
    bundle, key = uuid4(), secrets.token_bytes(KEY_BYTES)
    slots = bundle_slots(workspace, bundle, key, passphrase)
    header = {"format": FORMAT, "bundle": str(bundle), "made": now.isoformat(), "slots": slots}
    part = target.with_name(f".{bundle}{PART}")
    with saying_why():
        try:
            with part.open("xb") as stream, workspace.reading() as connection:
                writer = BundleWriter(stream, header, key)
                counts = _Export(workspace, connection, str(company), writer, progress).run(now)
                writer.close()
                stream.flush()
                os.fsync(stream.fileno())
            _read_again(part, key, progress)
            part.replace(target)
        finally:
            part.unlink(missing_ok=True)
        flush_folder(target.parent)
    return Exported(target, *counts, target.stat().st_size)


def _read_again(part: Path, key: bytes, progress: Progress) -> None:
    with part.open("rb") as stream:
        header = read_header(stream)
        for number, _item in enumerate(read_items(stream, header, key)):
            if number % 50 == 0:
                progress(0, 0, phrase("Paket wird nachgelesen"))


class _Export:
    """One company at one moment."""

    def __init__(
        self,
        workspace: Workspace,
        connection: Connection,
        company: str,
        writer: BundleWriter,
        progress: Progress,
    ) -> None:
        self._workspace, self._connection = workspace, connection
        self._company, self._writer, self._progress = company, writer, progress

    def run(self, now: datetime) -> tuple[int, int, int]:
        """(operations, pictures, missing pictures)."""
        count = self._value("SELECT count(*) FROM op WHERE space = ?", self._company)
        if not count:
            raise Refused(
                Reason.UNKNOWN_RECORD, phrase("Das Unternehmen gibt es hier nicht (mehr).")
            )
        team = self._team()
        wanted = sorted(set(used_hashes(self._connection, self._company)))
        pictures = [digest for digest in wanted if self._workspace.blobs.has(digest)]
        contents = {
            "company": self._company,
            "made": now.isoformat(),
            "schema": self._workspace.registry.schema,
            "operations": count + len(team),
            "pictures": len(pictures),
        }
        self._writer.write(Item.CONTENTS, json.dumps(contents).encode())
        written = self._pictures(pictures)
        for payload in pack_operations(chain(team, self._bodies(count))):
            self._writer.write(Item.OPERATIONS, payload)
        return count + len(team), written, len(wanted) - written

    def _pictures(self, pictures: list[str]) -> int:
        written = 0
        for number, digest in enumerate(pictures):
            self._progress(number, len(pictures), phrase("Bilder werden ins Paket gelegt"))
            try:
                content = self._workspace.blobs.get(digest)
            except BlobMissing:
                content = b""  # named, so that the count stays true; told as missing
            entry = {"sha256": digest, "size": len(content), "role": self._role(digest)}
            self._writer.write(Item.PICTURE, json.dumps(entry).encode())
            for start in range(0, len(content), _PIECE):
                self._writer.write(Item.PIECE, content[start : start + _PIECE])
            written += bool(content)
        return written

    def _role(self, digest: str) -> str:
        rows = fetch(self._connection, "SELECT role FROM blob WHERE hash = ?", (digest,))
        return str(rows[0][0]) if rows else "original"

    def _bodies(self, count: int) -> Iterator[bytes]:
        last, done = 0, 0
        while True:
            self._progress(done, count, phrase("Angaben werden ins Paket gelegt"))
            rows = fetch(
                self._connection,
                "SELECT body, arrived FROM op WHERE space = ? AND arrived > ?"
                " ORDER BY arrived LIMIT ?",
                (self._company, last, _PAGE),
            )
            if not rows:
                return
            yield from (bytes(body) for body, _arrived in rows)
            last, done = rows[-1][1], done + len(rows)

    def _team(self) -> list[bytes]:
        """The operations that name authors and devices of this company."""
        rows = fetch(
            self._connection,
            "SELECT body FROM op WHERE space = ? AND record IN"
            " (SELECT 'colleague:' || author FROM op WHERE space = ?"
            " UNION SELECT 'device:' || device FROM op WHERE space = ?) ORDER BY arrived",
            (str(TEAM), self._company, self._company),
        )
        return [bytes(body) for (body,) in rows]

    def _value(self, statement: str, *parameters: object) -> int:
        return int(fetch(self._connection, statement, parameters)[0][0])
