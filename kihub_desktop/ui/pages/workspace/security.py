"""Decides what the card about security says, and what it does with a passphrase; without Qt."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Protocol

from kihub_desktop.domain.phrases import Phrase, Value, phrase
from kihub_desktop.domain.refusals import Reason, Refused
from kihub_desktop.reports.recovery_sheet import RecoverySheet, write_recovery_sheet
from kihub_desktop.reports.saving import ReportError
from kihub_desktop.store.keys import KEYRING, PASSPHRASE, RECOVERY
from kihub_desktop.store.slots import Slots, Way
from kihub_desktop.store.workspace import Workspace
from kihub_desktop.texts import SHOWN_ZONE

MINUTES = (2, 5, 10, 20, 30, 60, 0)
"""After how long it locks; 0: only by key."""


@dataclass(frozen=True)
class WayLine:
    """One way in. `notes` say when it was made and used."""

    id: str
    title: Value
    notes: tuple[Value, ...]
    removable: bool


@dataclass(frozen=True)
class SecurityState:
    ways: tuple[WayLine, ...]
    has_sheet: bool
    opens_here: bool
    minutes: int


class SecurityView(Protocol):
    def show_state(self, state: SecurityState) -> None: ...

    def tell(self, said: Value) -> None: ...

    def show_key(self, sheet: RecoverySheet) -> None: ...


@dataclass(frozen=True)
class SecurityDesk:
    """What the card shares with the window; `run` takes work, done and failed."""

    today: Callable[[], date]
    minutes: Callable[[], int]
    run: Callable[[Callable[[], object], Callable[[], None], Callable[[Exception], None]], None]


class SecurityPresenter:
    def __init__(
        self,
        view: SecurityView,
        workspace: Workspace,
        slots: Slots,
        desk: SecurityDesk,
    ) -> None:
        self._view, self._workspace, self._slots = view, workspace, slots
        self._today, self._minutes, self._run = desk.today, desk.minutes, desk.run

    def load(self) -> None:
        ways = self._slots.ways()
        self._view.show_state(
            SecurityState(
                ways=tuple(_line(way) for way in ways),
                has_sheet=any(way.kind == RECOVERY for way in ways),
                opens_here=any(way.kind == KEYRING and way.is_here for way in ways),
                minutes=self._minutes(),
            )
        )

    def change_passphrase(self, old: str, new: str, again: str) -> None:
        """Refused with a sentence for the dialog."""
        if new != again:
            raise Refused(Reason.BAD_INPUT, phrase("Die beiden Kennwörter sind verschieden."))
        self._slots.change_passphrase(old, new)
        self._done(
            phrase(
                "Das neue Kennwort gilt. Sicherungen von früher öffnen weiter mit dem alten;"
                " der Wiederherstellungsbogen bleibt gültig."
            )
        )

    def new_sheet(self, passphrase: str) -> None:
        """Makes a recovery key and shows it, this once."""
        groups = self._slots.new_recovery_key(passphrase)
        self.load()
        self._view.show_key(RecoverySheet(self._workspace.name, self._today(), groups))

    def write_sheet(self, sheet: RecoverySheet, target: Path) -> None:
        """Writes the sheet where the user wants it, but not beside what it opens."""
        inside = self._workspace.folder.resolve()
        if target.resolve().is_relative_to(inside):
            raise Refused(
                Reason.BAD_INPUT,
                phrase(
                    "Der Bogen gehört nicht in den Arbeitsbereich: Wer den Ordner findet, hätte"
                    " den Schlüssel dazu. Bitte einen anderen Ort wählen."
                ),
            )
        try:
            write_recovery_sheet(sheet, target)
        except ReportError as error:
            raise Refused(Reason.NOT_WRITABLE, error.reason) from error

    def allow_this_computer(self, passphrase: str) -> None:
        """Refused for a wrong passphrase; the key ring is then asked beside the window."""
        self._slots.check(passphrase)
        self._beside(
            lambda: self._slots.allow_this_computer(passphrase),
            phrase("Auf diesem Rechner öffnet der Arbeitsbereich jetzt ohne Kennwort."),
        )

    def remove(self, way: str) -> None:
        self._beside(
            lambda: self._slots.remove(way),
            phrase("Entfernt. Dieser Weg öffnet den Arbeitsbereich nicht mehr."),
        )

    def _beside(self, work: Callable[[], object], said: Phrase) -> None:
        """A key ring may take its time, or ask its user first."""

        def failed(error: Exception) -> None:
            if not isinstance(error, Refused):
                raise error
            self._view.tell(error.message)

        self._run(work, lambda: self._done(said), failed)

    def _done(self, said: Phrase) -> None:
        self.load()
        self._view.tell(said)


def _line(way: Way) -> WayLine:
    notes: list[Value] = []
    if way.created is not None:
        made = way.created.astimezone(SHOWN_ZONE).date()
        notes.append(phrase("angelegt am {day}", day=made))
    if way.last_used is not None:
        used = way.last_used.astimezone(SHOWN_ZONE).date()
        notes.append(phrase("zuletzt benutzt am {day}", day=used))
    elif way.kind == RECOVERY:
        notes.append(phrase("noch nie gebraucht"))
    return WayLine(way.id, _title(way), tuple(notes), way.removable)


def _title(way: Way) -> Value:
    if way.kind == PASSPHRASE:
        return phrase("Kennwort")
    if way.kind == RECOVERY:
        return phrase("Wiederherstellungsbogen")
    if way.kind == KEYRING:
        if way.is_here:
            return phrase("Ohne Kennwort auf diesem Rechner")
        return phrase("Ohne Kennwort auf einem anderen Rechner")
    return phrase("Ein Weg, den erst eine neuere Werkbank kennt")
