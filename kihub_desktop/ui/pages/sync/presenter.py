"""Decides what the page of the exchange shows, and decides conflicts as told."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Protocol
from uuid import UUID

from kihub_desktop.composition import Services
from kihub_desktop.domain.changes import Changes
from kihub_desktop.domain.fields import kinds
from kihub_desktop.domain.phrases import Amount, Phrase, Value, phrase, plural_phrase
from kihub_desktop.domain.refusals import Reason, Refused
from kihub_desktop.services.conflicts import Conflict, Version
from kihub_desktop.sync.exchange import ExchangeStatus, Interrupted
from kihub_desktop.texts import SHOWN_ZONE
from kihub_desktop.ui.pages.sync.enrolling import Enrolling
from kihub_desktop.ui.pages.sync.exchanging import EXCHANGE, Exchanging
from kihub_desktop.ui.pages.sync.state import (
    ConflictState,
    Said,
    SyncState,
    Tile,
    Trouble,
    VersionState,
    local,
    run_line,
)
from kihub_desktop.ui.pages.sync.wording import ConflictWords
from kihub_desktop.ui.record_entry import KeptTexts

KINDS = frozenset(kind.name for kind in kinds()) | {EXCHANGE}
_AHEAD = timedelta(hours=1)


class SyncView(Protocol):
    def show_state(self, state: SyncState) -> None: ...

    def ask_for_enrolment(self) -> None: ...


@dataclass(frozen=True)
class SyncDesk:
    """What the page shares with the window; `open_record` leads to where a record is shown."""

    publish: Callable[[Changes], None]
    open_record: Callable[[Conflict], None]
    now: Callable[[], datetime]
    kept: KeptTexts = field(default_factory=KeptTexts)


class SyncPresenter:
    def __init__(
        self, view: SyncView, services: Services, exchanging: Exchanging, desk: SyncDesk
    ) -> None:
        self._view = view
        self._services = services
        self._exchanging = exchanging
        self._desk = desk
        self._words = ConflictWords(services)
        self._enrolling = Enrolling(services, exchanging, desk.kept)
        self._conflicts: tuple[Conflict, ...] = ()
        self._place = 0
        self._key: tuple[UUID, str] | None = None

    def load(self) -> None:
        """Reads what waits, what is new and what is to be decided."""
        status = self._services.exchange.status()
        found = self._services.conflicts.all()
        self._conflicts = tuple(sorted(found, key=lambda each: each.company_name.casefold()))
        self._find_place()
        now = self._desk.now().astimezone(SHOWN_ZONE)
        last = status.last_run
        self._view.show_state(
            SyncState(
                today=now.date(),
                device=status.device_name or self._services.team.signature().device,
                last=None if last is None else last.started.astimezone(SHOWN_ZONE),
                waiting=_waiting(status),
                fresh=_fresh(status),
                open=_open(self._conflicts),
                enrolment=self._enrolling.state(status),
                conflict=self._conflict(now),
                runs=tuple(run_line(number, run) for number, run in enumerate(status.runs)),
                trouble=self._trouble(),
                is_running=self._exchanging.is_running,
            )
        )

    # -- exchange ----------------------------------------------------------------------------

    def exchange(self) -> None:
        """Exchanges with the hub; a device that no hub knows is enrolled first."""
        if self._services.exchange.status().enrolled:
            self._exchanging.exchange()
        else:
            self._view.ask_for_enrolment()

    def type(self, name: str, text: str) -> None:
        """Takes a text of the enrolment form."""
        self._enrolling.type(name, text)
        self.load()

    def enrol(self) -> None:
        self._enrolling.submit(self._services.exchange.status())
        self.load()

    def dismiss(self) -> None:
        """The message about the last exchange was closed."""
        self._exchanging.trouble = None

    # -- conflicts ---------------------------------------------------------------------------

    def step(self, distance: int) -> None:
        """Shows the next or previous conflict; after the last comes the first."""
        if self._conflicts:
            self._show_place((self._place + distance) % len(self._conflicts))

    def keep(self, number: int) -> None:
        """Decides the conflict on screen for version `number` (from 0), then shows the next."""
        conflict = self._shown()
        if conflict is None or number >= len(conflict.versions):
            return
        try:
            changes = self._services.conflicts.keep(conflict, _ordered(conflict)[number])
        except Refused as refusal:
            self._exchanging.trouble = refusal
            changes = Changes.none()
        self._key = None  # the place now holds the next one
        if changes:
            self._desk.publish(changes)
        else:
            self.load()

    def open_record(self) -> None:
        """Leads to the record in question."""
        conflict = self._shown()
        if conflict is not None:
            self._desk.open_record(conflict)

    def _shown(self) -> Conflict | None:
        return self._conflicts[self._place] if self._conflicts else None

    def _show_place(self, place: int) -> None:
        self._place = place
        self._key = _key(self._conflicts[place])
        self.load()

    def _find_place(self) -> None:
        """The same conflict stays on screen; where it is gone, the next one stands."""
        keys = [_key(each) for each in self._conflicts]
        if self._key in keys:
            self._place = keys.index(self._key)
        self._place = min(self._place, max(0, len(keys) - 1))
        self._key = keys[self._place] if keys else None

    def _conflict(self, now: datetime) -> ConflictState | None:
        conflict = self._shown()
        if conflict is None:
            return None
        before = conflict.before
        return ConflictState(
            place=self._place + 1,
            total=len(self._conflicts),
            title=_title(conflict),
            subject=self._words.subject(conflict),
            field=self._words.field(conflict),
            versions=tuple(self._version(conflict, each, now) for each in _ordered(conflict)),
            before=None if before is None else self._version(conflict, before, now),
            has_before=not conflict.is_deletion,
        )

    def _version(self, conflict: Conflict, version: Version, now: datetime) -> VersionState:
        written = local(version.written_ms)
        return VersionState(
            own=version.own,
            device=version.device,
            author=version.author,
            written=written,
            said=self._said(conflict, version),
            is_early=written > now + _AHEAD,
        )

    def _said(self, conflict: Conflict, version: Version) -> Said:
        if conflict.is_deletion:
            return _DELETION[bool(version.value)]
        value = self._words.value(conflict, version.value)
        return Said(value, action=_KEEP if version.own else _TAKE)

    # -- messages ----------------------------------------------------------------------------

    def _trouble(self) -> Trouble | None:
        error = self._exchanging.trouble
        if error is None:
            return None
        if not isinstance(error, Refused):
            failed = phrase(
                "Der Abgleich ist an einem Fehler gescheitert. Alles bleibt auf diesem Laptop"
                " gespeichert; bitte noch einmal abgleichen."
            )
            return Trouble(failed, detail=f"{type(error).__name__}: {error}")
        done: Value = ""
        if isinstance(error, Interrupted) and (error.outcome.sent or error.outcome.received):
            done = phrase(
                "Bis dahin {sent} gesendet und {received} empfangen; das bleibt.",
                sent=Amount(error.outcome.sent),
                received=Amount(error.outcome.received),
            )
        can_repeat = isinstance(error, Interrupted) and error.reason is not Reason.NOT_ENROLLED
        return Trouble(error.message, done, error.detail, can_repeat)


_KEEP = phrase("Diese Fassung behalten")
_TAKE = phrase("Diese Fassung übernehmen")
_DELETION = {
    True: Said(
        phrase("gelöscht"),
        phrase("Der Eintrag verschwindet auf allen Geräten."),
        phrase("Löschen"),
        deletes=True,
    ),
    False: Said(
        phrase("geändert"), phrase("Der Eintrag bleibt mit allen Angaben."), phrase("Behalten")
    ),
}


def _key(conflict: Conflict) -> tuple[UUID, str]:
    return conflict.record, conflict.field


def _ordered(conflict: Conflict) -> tuple[Version, ...]:
    """The versions with that of this laptop first."""
    return tuple(sorted(conflict.versions, key=lambda version: not version.own))


def _title(conflict: Conflict) -> Phrase:
    if conflict.is_deletion:
        deleted, kept = conflict.versions
        if deleted.own:
            return phrase("Hier gelöscht, dort geändert")
        if kept.own:
            return phrase("Dort gelöscht, hier geändert")
        return phrase("Auf einem Gerät gelöscht, auf einem anderen geändert")
    if len(conflict.versions) > 2:
        return phrase("Mehrere haben dasselbe Feld geändert")
    return phrase("Beide haben dasselbe Feld geändert")


def _waiting(status: ExchangeStatus) -> Tile:
    if not status.waiting:
        return Tile(Amount(0), phrase("Alles ist beim Hub."))
    if not status.waiting_companies:
        return Tile(Amount(status.waiting), phrase("Namen von Person und Gerät"))
    note = plural_phrase(
        "Änderungen in {n} Unternehmen",
        "Änderungen in {n} Unternehmen",
        status.waiting_companies,
    )
    return Tile(Amount(status.waiting), note)


def _fresh(status: ExchangeStatus) -> Tile:
    if not status.runs:
        return Tile("–", phrase("noch kein Abgleich"))
    latest = status.runs[0]
    note = plural_phrase("Änderung beim Abgleich", "Änderungen beim Abgleich", latest.received)
    return Tile(Amount(latest.received), note, latest.started.astimezone(SHOWN_ZONE))


def _open(conflicts: tuple[Conflict, ...]) -> Tile:
    if not conflicts:
        return Tile(Amount(0), phrase("keine widersprüchlichen Angaben"))
    several = any(len(each.versions) > 2 for each in conflicts)
    note = phrase("alle Fassungen sind gespeichert") if several else _BOTH
    return Tile(Amount(len(conflicts)), note)


_BOTH = phrase("beide Fassungen sind gespeichert")
