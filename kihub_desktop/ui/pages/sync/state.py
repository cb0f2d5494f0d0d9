"""What the page of the exchange shows, as data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from kihub_desktop.domain.phrases import Joined, Phrase, Value, phrase
from kihub_desktop.sync.runs import INTERNET, Run, RunOutcome
from kihub_desktop.texts import SHOWN_ZONE


@dataclass(frozen=True)
class Said:
    """What a version says, what else a reader has to know, and what choosing it is called."""

    value: Value
    note: Value = ""
    action: Value = ""
    deletes: bool = False


@dataclass(frozen=True)
class VersionState:
    """One of the values in question; `is_early` marks a time that is still to come."""

    own: bool
    device: str
    author: str
    written: datetime
    said: Said
    is_early: bool = False


@dataclass(frozen=True)
class ConflictState:
    """The conflict on screen; `before` is what all had seen (None: nothing, or a deletion)."""

    place: int
    total: int
    title: Phrase
    subject: Value
    field: Value
    versions: tuple[VersionState, ...]
    before: VersionState | None
    has_before: bool


@dataclass(frozen=True)
class RunLine:
    """A line of the history."""

    number: int
    started: datetime
    what: Phrase
    is_complete: bool
    result: Value


@dataclass(frozen=True)
class EnrolmentState:
    """The form for a device that no hub knows: texts as typed, one sentence per wrong one."""

    texts: Mapping[str, str]
    problems: Mapping[str, Value] = field(default_factory=dict)
    is_again: bool = False


@dataclass(frozen=True)
class Tile:
    value: Value
    note: Value
    moment: datetime | None = None


@dataclass(frozen=True)
class Trouble:
    """Why the last exchange ended early, what it did until then, and the technical detail."""

    message: Value
    done: Value = ""
    detail: str = ""
    can_repeat: bool = True


@dataclass(frozen=True)
class SyncState:
    """`enrolment` is None once the device is enrolled; `last` is the last complete exchange."""

    today: date
    device: str
    last: datetime | None
    waiting: Tile
    fresh: Tile
    open: Tile
    enrolment: EnrolmentState | None = None
    conflict: ConflictState | None = None
    runs: tuple[RunLine, ...] = ()
    trouble: Trouble | None = None
    is_running: bool = False


def local(milliseconds: int) -> datetime:
    """A moment in the time of the factory."""
    return datetime.fromtimestamp(milliseconds / 1000, SHOWN_ZONE)


def run_line(number: int, run: Run) -> RunLine:
    reason = _REASONS.get(run.detail.reason)
    is_complete = run.outcome is RunOutcome.COMPLETE
    if is_complete or reason is None:
        result: Value = run.sentence
    else:
        result = Joined((reason, run.sentence), " · ")
    what = _WAYS[run.way == INTERNET]
    return RunLine(number, run.started.astimezone(SHOWN_ZONE), what, is_complete, result)


_WAYS = {True: phrase("Abgleich über Internet"), False: phrase("Abgleich über USB-Stick")}
_REASONS = {
    "cancelled": phrase("auf Wunsch angehalten"),
    "hub_unreachable": phrase("Hub nicht erreichbar"),
    "hub_nonsense": phrase("im Netz antwortete nicht der Hub"),
    "hub_refused": phrase("vom Hub nicht angenommen"),
    "not_enrolled": phrase("Gerät beim Hub nicht angemeldet"),
}
