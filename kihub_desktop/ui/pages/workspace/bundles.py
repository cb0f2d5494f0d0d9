"""Decides what happens when one company leaves as a file or comes in as one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Protocol
from uuid import UUID

from kihub_desktop.domain.changes import Changes
from kihub_desktop.domain.phrases import Joined, Value, phrase, plural_phrase
from kihub_desktop.domain.refusals import Reason, Refused
from kihub_desktop.services.bundles import BundleService
from kihub_desktop.services.companies import CompanyService
from kihub_desktop.store.bundle_export import ENDING, Exported
from kihub_desktop.store.bundle_import import Imported, Preview, Staged
from kihub_desktop.store.keys import check_passphrase
from kihub_desktop.ui.pages.workspace.copies import Run
from kihub_desktop.ui.tones import Tone

_FORBIDDEN = str.maketrans(dict.fromkeys('<>:"/\\|?*', " "))
_LONGEST_NAME = 80


class BundlesView(Protocol):
    def tell(self, said: Value, tone: Tone) -> None: ...

    def ask_words(self, path: Path, problem: Value) -> None: ...

    def show_preview(self, staged: Staged, lines: tuple[Value, ...]) -> None: ...


class BundlesPresenter:
    """A company out, after its passphrase was set; a company in, after a look."""

    def __init__(
        self,
        view: BundlesView,
        services: tuple[BundleService, CompanyService],
        publish: Callable[[Changes], None],
        run: Run,
    ) -> None:
        self._view, self._publish, self._run = view, publish, run
        self._bundles, self._companies = services

    def proposed_name(self, company: UUID) -> str:
        """A file name that every system takes."""
        state = self._companies.state(company)
        name = (state.company.name if state else None) or "Unternehmen"
        printable = "".join(sign if sign.isprintable() else " " for sign in name)
        clean = " ".join(printable.translate(_FORBIDDEN).split())[:_LONGEST_NAME].rstrip(" .")
        return f"{clean}{ENDING}"

    def check_words(self, words: str, again: str) -> None:
        """Refused with a sentence for the dialog."""
        if words != again:
            raise Refused(Reason.BAD_INPUT, phrase("Die beiden Kennwörter sind verschieden."))
        check_passphrase(words)

    def export(self, company: UUID, target: Path, words: str) -> None:
        self._run(
            phrase("Paket wird geschrieben"),
            lambda progress: self._bundles.export(company, target, words, progress),
            self._exported,
        )

    def look(self, path: Path, words: str | None = None) -> None:
        """Verifies a bundle; asks for its passphrase if it needs one."""

        def work(progress: Callable[..., None]) -> Staged | Refused:
            try:
                return self._bundles.look(path, words, progress)
            except Refused as refusal:
                if refusal.reason is Reason.WRONG_PASSPHRASE:
                    return refusal
                raise

        def done(found: Staged | Refused) -> None:
            if isinstance(found, Refused):
                self._view.ask_words(path, found.message)
            else:
                self._looked(found)

        self._run(phrase("Paket wird geprüft"), work, done)

    def take_in(self, staged: Staged) -> None:
        self._run(
            phrase("Angaben werden eingelesen"),
            lambda progress: self._bundles.take_in(staged, progress),
            self._taken,
        )

    def _looked(self, staged: Staged) -> None:
        if staged.preview.has_anything or staged.preview.doubtful:
            self._view.show_preview(staged, preview_lines(staged.preview))
            return
        staged.discard()
        self._view.tell(
            phrase("Alles aus diesem Paket ist schon vorhanden. Es gibt nichts einzulesen."),
            Tone.NOTE,
        )

    def _exported(self, made: Exported) -> None:
        if made.missing:
            self._view.tell(
                plural_phrase(
                    "Das Paket ist geschrieben; {n} Bild liegt nicht auf diesem Rechner und fehlt.",
                    "Das Paket ist geschrieben; {n} Bilder liegen nicht auf diesem Rechner und"
                    " fehlen.",
                    made.missing,
                ),
                Tone.WARN,
            )
            return
        self._view.tell(
            phrase("„{name}“ ist geschrieben und nachgelesen.", name=made.path.name), Tone.GOOD
        )

    def _taken(self, imported: Imported) -> None:
        self._publish(imported.changes)
        self._view.tell(
            plural_phrase(
                "{n} Änderung ist eingelesen.",
                "{n} Änderungen sind eingelesen.",
                imported.operations,
            ),
            Tone.GOOD,
        )


def preview_lines(preview: Preview) -> tuple[Value, ...]:
    """What taking it in would do, one sentence or count per line."""
    counts = Joined(
        (
            plural_phrase("{n} Angabe", "{n} Angaben", preview.values),
            plural_phrase("{n} Konflikt", "{n} Konflikte", preview.conflicts),
            plural_phrase("{n} Foto", "{n} Fotos", preview.pictures),
        )
    )
    lines: list[Value] = [counts]
    if preview.is_new:
        lines.append(phrase("Das Unternehmen ist hier neu."))
    if preview.known:
        lines.append(
            plural_phrase(
                "{n} Änderung ist schon vorhanden und bleibt, wie sie ist.",
                "{n} Änderungen sind schon vorhanden und bleiben, wie sie sind.",
                preview.known,
            )
        )
    if preview.conflicts:
        lines.append(
            phrase("Bei einem Konflikt bleiben beide Werte stehen, bis jemand entscheidet.")
        )
    if preview.pictures_missing:
        lines.append(
            plural_phrase(
                "{n} Foto lag schon beim Absender nicht vor.",
                "{n} Fotos lagen schon beim Absender nicht vor.",
                preview.pictures_missing,
            )
        )
    if preview.doubtful:
        lines.append(
            plural_phrase(
                "{n} Änderung passt nicht zum Verlauf hier und wird beiseitegelegt.",
                "{n} Änderungen passen nicht zum Verlauf hier und werden beiseitegelegt.",
                preview.doubtful,
            )
        )
    return tuple(lines)
