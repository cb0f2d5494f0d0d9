"""Runs of the exchange, over the internet or by stick: what each of them brought."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from kihub_desktop.domain.phrases import Amount, Joined, Phrase, Value, phrase, plural_phrase
from kihub_desktop.store.sync_runs import RunRow, add_run, latest_runs

if TYPE_CHECKING:
    from sqlalchemy import Connection

INTERNET = "internet"


class RunOutcome(StrEnum):
    COMPLETE = "complete"
    INTERRUPTED = "interrupted"


@dataclass(frozen=True)
class RunDetail:
    """What a line of the history says beside its numbers.

    `percent` is how far an interrupted run came (None: unknown), `reason` the value of its
    refusal, or `cancelled`; `set_aside` counts operations that the hub keeps for a person.
    """

    reason: str = ""
    percent: int | None = None
    set_aside: int = 0
    conflicts: int = 0


@dataclass(frozen=True)
class Run:
    """One run; `way` is `internet` or `stick`."""

    started: datetime
    way: str
    outcome: RunOutcome
    sent: int
    received: int
    merged: int
    detail: RunDetail

    @property
    def sentence(self) -> Value:
        """The result in words."""
        if self.outcome is RunOutcome.INTERRUPTED:
            return _interrupted(self.detail)
        parts: list[Phrase] = [
            plural_phrase("{n} Änderung gesendet", "{n} Änderungen gesendet", self.sent),
            phrase("{n} empfangen", n=self.received),
        ]
        if self.merged:
            parts.append(phrase("{n} automatisch zusammengeführt", n=self.merged))
        if self.detail.conflicts:
            parts.append(phrase("{n} bitte entscheiden", n=self.detail.conflicts))
        if self.detail.set_aside:
            parts.append(phrase("{n} prüft das Hub-Team", n=self.detail.set_aside))
        return Joined(tuple(parts))


def _interrupted(detail: RunDetail) -> Phrase:
    if detail.percent is None:
        return phrase("Rest beim nächsten Mal, nichts verloren")
    return phrase(
        "nach {share} – Rest beim nächsten Mal, nichts verloren",
        share=Amount(detail.percent, 0, "%"),
    )


def record_run(connection: Connection, run: Run) -> None:
    """Writes a run in the caller's transaction."""
    started = run.started.astimezone(UTC).isoformat(timespec="milliseconds")
    detail = json.dumps(asdict(run.detail))
    add_run(
        connection,
        RunRow(started, run.way, run.outcome.value, run.sent, run.received, run.merged, detail),
    )


def read_runs(connection: Connection, limit: int = 20) -> tuple[Run, ...]:
    """The latest runs, the last one first."""
    return tuple(
        Run(
            datetime.fromisoformat(row.started),
            row.way,
            RunOutcome(row.outcome),
            row.sent,
            row.received,
            row.merged,
            RunDetail(**json.loads(row.detail)),
        )
        for row in latest_runs(connection, limit)
    )
