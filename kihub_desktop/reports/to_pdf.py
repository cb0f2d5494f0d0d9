"""A report as an archivable and accessible PDF (PDF/A-3a and PDF/UA-1), set by typst."""

from __future__ import annotations

import json
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Any, Literal

from kihub_desktop.domain.phrases import phrase
from kihub_desktop.domain.progress import Progress
from kihub_desktop.paths import resources
from kihub_desktop.reports.content import Report
from kihub_desktop.reports.plain import as_plain
from kihub_desktop.reports.printable import glyphs_of, printable
from kihub_desktop.reports.saving import ReportError, replacing

_STANDARDS: list[Literal["a-3a", "ua-1"]] = ["a-3a", "ua-1"]
_STEPS = 3
_FACES = ("Regular", "It", "Semibold", "Bold")


def write_pdf(report: Report, target: Path, progress: Progress) -> None:
    """Writes the report to `target`; the same report gives the same bytes.

    Raises ReportError, or Cancelled from `progress`; whatever stood at `target` then stays.
    """
    progress(0, _STEPS, phrase("Der Bericht wird vorbereitet"))
    content = _content(report)
    progress(1, _STEPS, phrase("Die Seiten werden gesetzt"))
    pdf = _compile(content, report)
    progress(2, _STEPS, phrase("Der Bericht wird gespeichert"))
    with replacing(target) as part:
        part.write_bytes(pdf)
        progress(_STEPS, _STEPS, phrase("Der Bericht ist fertig"))


def _content(report: Report) -> str:
    """What the template reads: JSON, never markup, so that no text can become code."""
    fonts = tuple(resources() / "fonts" / f"SourceSans3-{face}.ttf" for face in _FACES)
    plain = as_plain(report, printable(glyphs_of(fonts)), _svg)
    return json.dumps(plain, ensure_ascii=False)


def _svg(picture: bytes) -> str:
    return picture.decode("utf-8")


def _compile(content: str, report: Report) -> bytes:
    import typst

    fonts = typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[resources() / "fonts"],
    )
    folder = resources() / "report"
    compiler = typst.Compiler(
        folder / "report.typ", root=folder, font_paths=fonts, sys_inputs={"report": content}
    )
    created = datetime.combine(report.created, time(), tzinfo=UTC)
    try:
        pdf: Any = compiler.compile(format="pdf", pdf_standards=[*_STANDARDS], timestamp=created)
    except typst.TypstError as error:
        raise ReportError(
            phrase("Der Bericht ließ sich nicht setzen: {detail}", detail=error.message)
        ) from error
    return bytes(pdf)
