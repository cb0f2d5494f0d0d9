"""Decides what the page of the report shows, and has its files written."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol
from uuid import UUID

from kihub_desktop.domain.fields import kinds
from kihub_desktop.domain.phrases import Value, phrase, plural_phrase
from kihub_desktop.domain.progress import Progress
from kihub_desktop.domain.refusals import Refused
from kihub_desktop.services.companies import CompanyService
from kihub_desktop.texts import TEXTS, render
from kihub_desktop.ui.pages.report.state import (
    ChapterLine,
    CoverWords,
    Failure,
    FileKind,
    Jump,
    ReportState,
    ReportView,
    Written,
)
from kihub_desktop.ui.tones import Tone

if TYPE_CHECKING:  # analyses and charts load in the first job, not with the page
    from kihub_desktop.reports.content import Recommendation
    from kihub_desktop.services.report_chapters.outline import Missing, Outline
    from kihub_desktop.services.reporting import ReportService

KINDS = frozenset(kind.name for kind in kinds())
_FORBIDDEN = str.maketrans(dict.fromkeys('<>:"/\\|?*', " "))
_LONGEST_NAME = 80
_TONES = {"green": Tone.GOOD, "amber": Tone.WARN, "red": Tone.BAD, "blue": Tone.NOTE}
_NEW_RECORDS = frozenset({"contact", "process", "data_source"})
_PAGES = {
    "use_case": "use_cases",
    "rating": "use_cases",
    "finding": "findings",
    "verdict": "feasibility",
    "cash_line": "economics",
    "conflict": "sync",
}


@dataclass(frozen=True)
class Ends:
    """What happens when a piece of work has ended, one of the three."""

    done: Callable[[Any], object]
    failed: Callable[[Exception], object]
    cancelled: Callable[[], object]


class Run(Protocol):
    """Runs work beside the window; `doing` is shown with a bar and a button to stop it."""

    def __call__(
        self, work: Callable[[Progress], object], ends: Ends, doing: Value = ""
    ) -> object: ...


@dataclass(frozen=True)
class ReportDesk:
    """What the presenter needs of the window."""

    company: Callable[[], UUID | None]
    choose_use_case: Callable[[UUID | None], None]
    go: Callable[[str, str], None]
    today: Callable[[], date]
    run: Run


class ReportPresenter:
    """Reads beside the window and keeps what it showed until the new outline is there."""

    def __init__(
        self,
        view: ReportView,
        companies: CompanyService,
        reports: Callable[[], ReportService],
        desk: ReportDesk,
    ) -> None:
        self._view = view
        self._companies = companies
        self._reports = reports
        self._desk = desk
        self._company: UUID | None = None
        self._outline: Outline | None = None
        self._reading = self._stale = False
        self._writing: FileKind | None = None
        self._written: Written | None = None
        self._failure: Failure | None = None

    def load(self) -> None:
        """Shows the company in hand and works out its outline anew."""
        company = self._desk.company()
        if company != self._company:
            self._company, self._outline = company, None
            self._written = self._failure = None
        self._show()
        if company is not None:
            self._read()

    # -- outline ---------------------------------------------------------------------------

    def _read(self) -> None:
        if self._reading:
            self._stale = True
            return
        company, language = self._company, TEXTS.language
        if company is None:
            return
        self._reading, self._stale = True, False

        def work(_progress: Progress) -> Outline:
            return self._reports().outline(company)

        def done(outline: Outline) -> None:
            self._reading = False
            if self._company == company and language == TEXTS.language:
                self._outline = outline
                self._show()
            if self._stale or self._company != company:
                self._read()

        self._desk.run(work, Ends(done, self._not_read, self._stopped_reading))

    def _not_read(self, error: Exception) -> None:
        self._reading = False
        self._failure = _failure(error, phrase("Der Inhalt ließ sich nicht zusammenstellen."))
        self._show()

    def _stopped_reading(self) -> None:
        self._reading = False

    # -- files -----------------------------------------------------------------------------

    def proposed_name(self, kind: FileKind) -> str:
        """A file name that every system takes: kind, company, day."""
        state = None if self._company is None else self._companies.state(self._company)
        company = (state.company.name if state else None) or ""
        words = {
            FileKind.PDF: render(phrase("Machbarkeitsbericht {company}", company=company)),
            FileKind.XLSX: render(phrase("Daten {company}", company=company)),
        }
        printable = "".join(sign if sign.isprintable() else " " for sign in words[kind])
        clean = " ".join(printable.translate(_FORBIDDEN).split())
        return f"{clean[:_LONGEST_NAME].rstrip(' .')} {self._desk.today().isoformat()}.{kind}"

    def write(self, kind: FileKind, target: Path) -> None:
        """Writes a file beside the window, one at a time."""
        company = self._company
        if company is None or self._writing is not None:
            return
        self._writing, self._written, self._failure = kind, None, None
        self._show()

        def work(progress: Progress) -> Written:
            reports = self._reports()
            write = reports.write_pdf if kind is FileKind.PDF else reports.write_xlsx
            write(company, target, progress)
            return Written(kind, target, max(1, round(target.stat().st_size / 1000)))

        doing = phrase("Angaben werden gelesen und gerechnet")
        self._desk.run(work, Ends(self._on_written, self._on_failed, self._on_cancelled), doing)

    def _on_written(self, written: Written) -> None:
        self._writing, self._written = None, written
        self._show()

    def _on_failed(self, error: Exception) -> None:
        self._writing = None
        self._failure = _failure(error, phrase("Die Datei ließ sich nicht erzeugen."))
        self._show()

    def _on_cancelled(self) -> None:
        self._writing = None
        self._show()

    def tell_not_opened(self, path: Path) -> None:
        """The system found no program for the file or folder."""
        self._failure = Failure(
            phrase(
                "Dafür ist kein Programm eingerichtet. Die Datei liegt in {folder}.",
                folder=str(path.parent if path.suffix else path),
            )
        )
        self._show()

    def dismiss(self) -> None:
        """The failure was read."""
        self._failure = None

    # -- jumps -----------------------------------------------------------------------------

    def follow(self, jump: Jump) -> None:
        """Goes to where something missing is entered."""
        if jump.use_case is not None:
            self._desk.choose_use_case(jump.use_case)
        self._desk.go(jump.page, jump.target)

    # -- showing ---------------------------------------------------------------------------

    def _show(self) -> None:
        if self._company is None:
            self._view.show_state(ReportState(has_company=False))
            return
        outline = self._outline
        self._view.show_state(
            ReportState(
                has_company=True,
                subtitle=_subtitle(outline) if outline else phrase("wird zusammengestellt"),
                chapters=_lines(outline) if outline else None,
                cover=_cover(outline) if outline else None,
                writing=self._writing,
                written=self._written,
                failure=self._failure,
            )
        )


def _failure(error: Exception, otherwise: Any) -> Failure:
    if isinstance(error, Refused):
        return Failure(error.message, error.detail)
    return Failure(otherwise, f"{type(error).__name__}: {error}")


def _subtitle(outline: Outline) -> Value:
    gaps = sum(not chapter.is_complete for chapter in outline.chapters)
    if not gaps:
        return phrase("vollständig")
    return plural_phrase(
        "{n} von {all} Kapiteln hat Lücken",
        "{n} von {all} Kapiteln haben Lücken",
        gaps,
        all=len(outline.chapters),
    )


def _lines(outline: Outline) -> tuple[ChapterLine, ...]:
    return tuple(
        ChapterLine(chapter.title, chapter.note, tuple(_jump(each) for each in chapter.missing))
        for chapter in outline.chapters
    )


def _jump(missing: Missing) -> Jump:
    if missing.kind == "company":
        return Jump(missing.text, "company", f"field:{missing.name}")
    if missing.kind in _NEW_RECORDS:
        return Jump(missing.text, "company", f"new:{missing.kind}")
    if missing.kind == "answer":
        return Jump(missing.text, "readiness", missing.name)
    if missing.kind == "legal_fact":
        return Jump(
            missing.text, "legal", f"law:{missing.use_case}:{missing.name}", missing.use_case
        )
    return Jump(missing.text, _PAGES[missing.kind], "", missing.use_case)


def _cover(outline: Outline) -> CoverWords:
    block: Recommendation = outline.recommendation
    return CoverWords(
        outline.company,
        outline.subtitle,
        block.heading,
        block.title,
        block.text,
        _TONES.get(block.tone.value, Tone.NEUTRAL),
    )
