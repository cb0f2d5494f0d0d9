"""Decides what the card about copies says and does: copies, backups, and bringing back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol

from kihub_desktop.domain.changes import Changes
from kihub_desktop.domain.phrases import Amount, Phrase, Value, phrase, plural_phrase
from kihub_desktop.domain.progress import Progress
from kihub_desktop.domain.refusals import Refused
from kihub_desktop.services.backups import BackupService
from kihub_desktop.services.comparing import ChangedRecord, ComparingService, Differences
from kihub_desktop.services.copies import CopyService
from kihub_desktop.store.backup import Backup
from kihub_desktop.store.copies import LocalCopy, Soundness
from kihub_desktop.store.thinning import Cause
from kihub_desktop.texts import SHOWN_ZONE
from kihub_desktop.ui.tones import Tone

SHOWN = 6
"""So many copies are listed at once; the older ones on request."""

_CAUSES: dict[Cause, Phrase] = {
    Cause.START: phrase("beim Start"),
    Cause.HOUR: phrase("nach einer Stunde Arbeit"),
    Cause.ASKED: phrase("auf Wunsch"),
    Cause.UPGRADE: phrase("vor der Umstellung auf eine neue Version"),
}
_STATES: dict[Soundness, tuple[Phrase, Tone]] = {
    Soundness.CHECKED: (phrase("geprüft"), Tone.GOOD),
    Soundness.UNCHECKED: (phrase("noch nicht geprüft"), Tone.WARN),
    Soundness.DAMAGED: (phrase("beschädigt"), Tone.BAD),
}

Work = Callable[[Progress], Any]
Run = Callable[[Value, Work, Callable[[Any], None]], None]
"""Starts announced work: what it is doing, the work, what to do with its result."""


@dataclass(frozen=True)
class CopyLine:
    """One copy in the list; `moment` in the zone of the factory."""

    path: Path
    moment: datetime
    cause: Value
    size: Value
    state: Value
    tone: Tone


@dataclass(frozen=True)
class CopiesState:
    """`older` counts copies that are there and not listed."""

    lines: tuple[CopyLine, ...]
    older: int


class CopiesView(Protocol):
    def show_state(self, state: CopiesState) -> None: ...

    def tell(self, said: Value, tone: Tone) -> None: ...

    def show_differences(self, differences: Differences) -> None: ...


class CopiesPresenter:
    def __init__(
        self,
        view: CopiesView,
        services: tuple[CopyService, BackupService, ComparingService],
        publish: Callable[[Changes], None],
        run: Run,
    ) -> None:
        self._view = view
        self._copies, self._backups, self._comparing = services
        self._publish, self._run = publish, run
        self._all_shown = False

    def load(self) -> None:
        found = self._copies.all()
        shown = found if self._all_shown else found[:SHOWN]
        self._view.show_state(CopiesState(tuple(map(_line, shown)), len(found) - len(shown)))

    def show_all(self) -> None:
        self._all_shown = True
        self.load()

    def make(self) -> None:
        """A copy on this computer, now."""
        self._run(phrase("Kopie wird geschrieben"), self._copies.make, self._made)

    def back_up(self, place: Path) -> None:
        """A complete backup below a folder of another disk."""
        self._run(
            phrase("Sicherung wird geschrieben"),
            lambda progress: self._backups.back_up(place, progress),
            self._backed_up,
        )

    def look(self, source: Path) -> None:
        """Compares a copy or a backup with the present."""
        self._run(
            phrase("Kopie wird verglichen"),
            lambda progress: self._comparing.differences(source, progress),
            self._looked,
        )

    def take_over(self, differences: Differences, chosen: Sequence[ChangedRecord]) -> None:
        self._run(
            phrase("Angaben werden übernommen"),
            lambda progress: self._comparing.take_over(differences, chosen, progress),
            lambda changes: self._taken(changes, len(chosen)),
        )

    def _made(self, _copy: LocalCopy) -> None:
        self.load()
        self._view.tell(phrase("Die Kopie ist geschrieben und geprüft."), Tone.GOOD)

    def _backed_up(self, backup: Backup) -> None:
        self._view.tell(
            phrase(
                "„{name}“ ist geschrieben und nachgelesen ({size})."
                " Der Stick kann entfernt werden.",
                name=backup.folder.name,
                size=in_megabytes(backup.size),
            ),
            Tone.GOOD,
        )

    def _looked(self, differences: Differences) -> None:
        if not differences.companies:
            said = phrase("Die Kopie und der heutige Stand unterscheiden sich nicht.")
            self._view.tell(said, Tone.NOTE)
            return
        self._view.show_differences(differences)

    def _taken(self, changes: Changes, count: int) -> None:
        self._publish(changes)
        self._view.tell(
            plural_phrase(
                "{n} Eintrag ist übernommen. Strg+Z nimmt es zurück.",
                "{n} Einträge sind übernommen. Strg+Z nimmt es zurück.",
                count,
            ),
            Tone.GOOD,
        )


def in_megabytes(size: int) -> Value:
    """A size on disk; below 10 MB with one digit."""
    return Amount(size / 1_000_000, 0 if size >= 10_000_000 else 1, "MB")


def why(error: Exception) -> tuple[Value, str]:
    """What to say about work that failed, and the detail behind it."""
    if isinstance(error, Refused):
        return error.message, error.detail
    return phrase("Das ist nicht gelungen."), f"{type(error).__name__}: {error}"


def _line(copy: LocalCopy) -> CopyLine:
    state, tone = _STATES[copy.soundness]
    return CopyLine(
        copy.path,
        copy.moment.astimezone(SHOWN_ZONE),
        _CAUSES[copy.cause],
        in_megabytes(copy.size),
        state,
        tone,
    )
