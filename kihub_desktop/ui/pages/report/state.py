"""What the page of the report shows."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Protocol
from uuid import UUID

from kihub_desktop.domain.phrases import Phrase, Value
from kihub_desktop.ui.tones import Tone


class FileKind(StrEnum):
    """The files that the page writes; the value is their ending."""

    PDF = "pdf"
    XLSX = "xlsx"


@dataclass(frozen=True)
class Jump:
    """Something missing, and the page where it is entered."""

    text: Phrase
    page: str
    target: str = ""
    use_case: UUID | None = None


@dataclass(frozen=True)
class ChapterLine:
    title: Value
    note: Value
    missing: tuple[Jump, ...]


@dataclass(frozen=True)
class CoverWords:
    """The cover as it will be printed, in the report's language."""

    company: str
    subtitle: str
    heading: str
    title: str
    text: str
    tone: Tone


@dataclass(frozen=True)
class Written:
    """A file that has just been written."""

    kind: FileKind
    path: Path
    kilobytes: int


@dataclass(frozen=True)
class Failure:
    """Why nothing was written; `detail` is for whoever is asked for help."""

    text: Phrase
    detail: str = ""


@dataclass(frozen=True)
class ReportState:
    """`has_company` is False before one is chosen; `chapters` are None while being read."""

    has_company: bool
    subtitle: Value = ""
    chapters: tuple[ChapterLine, ...] | None = None
    cover: CoverWords | None = None
    writing: FileKind | None = None
    written: Written | None = None
    failure: Failure | None = None


class ReportView(Protocol):
    def show_state(self, state: ReportState) -> None: ...
