"""The exchange with the hub: push what it lacks, pull what is new, stop and go on anywhere."""

from __future__ import annotations

import base64
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime

from kihub_desktop.domain.changes import Changes
from kihub_desktop.domain.identity import TEAM
from kihub_desktop.domain.phrases import phrase
from kihub_desktop.domain.progress import Cancelled, Progress, silent
from kihub_desktop.domain.refusals import Reason, Refused
from kihub_desktop.replication.outbox import count_waiting, own_waiting_records
from kihub_desktop.replication.signing import public_key_of
from kihub_desktop.replication.wire import PROTO, EnrolRequest
from kihub_desktop.store.workspace import Workspace
from kihub_desktop.sync.addresses import hub_address
from kihub_desktop.sync.answers import not_enrolled
from kihub_desktop.sync.course import Course
from kihub_desktop.sync.hub_client import HubClient
from kihub_desktop.sync.link import Link, adopt_link, device_key, read_link
from kihub_desktop.sync.runs import INTERNET, Run, RunDetail, RunOutcome, read_runs, record_run
from kihub_desktop.sync.tally import Tally

_MAX_NAME = 100


@dataclass(frozen=True)
class ExchangeOutcome:
    """What an exchange did.

    `merged` counts received operations that touched a record with own unsent changes without a
    conflict; `conflicts` the fields of received records that wait for a decision; `set_aside`
    operations that the hub keeps for a person; `complete` is False if it was cancelled.
    """

    sent: int
    received: int
    merged: int
    conflicts: int
    set_aside: int
    changes: Changes
    complete: bool = True


class Interrupted(Refused):
    """The exchange ended early; `outcome` is what it did until then, and that is safe."""

    def __init__(self, cause: Refused, outcome: ExchangeOutcome) -> None:
        super().__init__(cause.reason, cause.message, cause.detail)
        self.outcome = outcome


@dataclass(frozen=True)
class ExchangeStatus:
    """What the exchange page shows; `waiting` counts operations that no hub has.

    `waiting_companies` counts the companies they belong to; `last_run` is the last complete one.
    """

    enrolled: bool
    url: str
    device_name: str
    waiting: int
    waiting_companies: int
    last_run: Run | None
    runs: tuple[Run, ...]


class ExchangeService:
    """Enrols this workspace with a hub and exchanges operations with it."""

    def __init__(
        self, workspace: Workspace, connect: Callable[[str], HubClient] = HubClient
    ) -> None:
        self._workspace = workspace
        self._connect = connect
        self._one_run = threading.Lock()
        self._bearer = ""

    def status(self) -> ExchangeStatus:
        link = read_link(self._workspace)
        with self._workspace.reading() as connection:
            waiting, companies = count_waiting(connection, str(TEAM))
            runs = read_runs(connection)
        complete = (run for run in runs if run.outcome is RunOutcome.COMPLETE)
        return ExchangeStatus(
            enrolled=link is not None,
            url="" if link is None else link.url,
            device_name="" if link is None else link.name,
            waiting=waiting,
            waiting_companies=companies,
            last_run=next(complete, None),
            runs=runs,
        )

    def enrol(self, url: str, code: str, device_name: str) -> None:
        """Enrols with the one-time code of the hub's staff.

        Refused BAD_INPUT, HUB_UNREACHABLE, HUB_NONSENSE or HUB_REFUSED; then nothing changed.
        """
        address = hub_address(url)
        if not code.strip() or not device_name.strip():
            raise Refused(Reason.BAD_INPUT, phrase("Code und Gerätename werden gebraucht."))
        key = device_key(self._workspace)
        request = EnrolRequest(
            code=code.strip()[:_MAX_NAME],
            device=key.device,
            name=device_name.strip()[:_MAX_NAME],
            public_key=base64.b64encode(public_key_of(key.private)).decode("ascii"),
            proto=PROTO,
        )
        with self._connect(address) as client:
            answer = client.enrol(request)
        self._bearer = ""
        link = Link(address, answer.hub, key.device, answer.name, answer.epoch)
        adopt_link(self._workspace, link)

    def run(self, progress: Progress = silent) -> ExchangeOutcome:
        """Sends and receives; Interrupted says why it ended early and what was done until then.

        Whatever was acknowledged or received stays; the next run goes on from there.
        """
        if not self._one_run.acquire(blocking=False):
            raise Refused(Reason.IN_USE, phrase("Ein Abgleich läuft schon."))
        try:
            link = read_link(self._workspace)
            if link is None:
                raise not_enrolled()
            return self._run(link, progress)
        finally:
            self._one_run.release()

    def _run(self, link: Link, progress: Progress) -> ExchangeOutcome:
        started = self._now()
        with self._workspace.reading() as connection:
            tally = Tally(own=own_waiting_records(connection, self._workspace.device))
        try:
            self._go(link, tally, progress)
        except Cancelled:
            return self._end(started, tally, "cancelled")
        except Refused as refusal:
            outcome = self._end(started, tally, refusal.reason.value)
            raise Interrupted(refusal, outcome) from refusal
        return self._end(started, tally, "")

    def _go(self, link: Link, tally: Tally, progress: Progress) -> None:
        with self._connect(link.url) as client:
            client.bearer = self._bearer
            key = device_key(self._workspace)
            Course(self._workspace, client, key, link, tally, progress).run()
            self._bearer = client.bearer

    def _end(self, started: datetime, tally: Tally, reason: str) -> ExchangeOutcome:
        with self._workspace.reading() as connection:
            tally.settle(connection, self._workspace.registry)
        outcome = RunOutcome.INTERRUPTED if reason else RunOutcome.COMPLETE
        percent = tally.percent if reason else None
        detail = RunDetail(reason, percent, tally.set_aside, tally.conflicts)
        run = Run(started, INTERNET, outcome, tally.sent, tally.received, tally.merged, detail)
        with suppress(Refused), self._workspace.writing() as connection:
            record_run(connection, run)
        return ExchangeOutcome(
            sent=tally.sent,
            received=tally.received,
            merged=tally.merged,
            conflicts=tally.conflicts,
            set_aside=tally.set_aside,
            changes=tally.changes,
            complete=not reason,
        )

    def _now(self) -> datetime:
        return datetime.fromtimestamp(self._workspace.around.now() / 1000, UTC)
