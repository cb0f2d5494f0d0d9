"""The recovery sheet: one page to print, with the key in groups and as a QR code."""

from __future__ import annotations

import io
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

from kihub_desktop.domain.phrases import phrase
from kihub_desktop.paths import resources
from kihub_desktop.reports.printable import glyphs_of, printable
from kihub_desktop.reports.saving import ReportError, replacing
from kihub_desktop.texts import TEXTS, _, day

_FACES = ("Regular", "Semibold", "Bold")
_LONGEST_NAME = 120


@dataclass(frozen=True)
class RecoverySheet:
    """`groups` is the key as it is typed; it lives in this object and on paper, nowhere else."""

    workspace: str
    created: date
    groups: tuple[str, ...]


def write_recovery_sheet(sheet: RecoverySheet, target: Path) -> None:
    """Writes the page as PDF to where the user wants it; ReportError if that fails."""
    import typst

    folder = resources() / "report"
    fonts = typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[resources() / "fonts"],
    )
    compiler = typst.Compiler(
        folder / "recovery.typ",
        root=folder,
        font_paths=fonts,
        sys_inputs={"sheet": json.dumps(_content(sheet), ensure_ascii=False)},
    )
    created = datetime.combine(sheet.created, time(), tzinfo=UTC)
    try:
        pdf: Any = compiler.compile(format="pdf", pdf_standards=["ua-1"], timestamp=created)
    except typst.TypstError as error:
        raise ReportError(phrase("Der Bogen ließ sich nicht setzen.")) from error
    with replacing(target) as part:
        part.write_bytes(bytes(pdf))


def _content(sheet: RecoverySheet) -> dict[str, Any]:
    faces = tuple(resources() / "fonts" / f"SourceSans3-{face}.ttf" for face in _FACES)
    prepared = printable(glyphs_of(faces))
    return {
        "language": TEXTS.language,
        "created": sheet.created.isoformat(),
        "publisher": _("KI-HUB Werkbank"),
        "title": _("Wiederherstellungsbogen"),
        "lead": _(
            "Mit diesem Schlüssel lässt sich der Arbeitsbereich öffnen, wenn das Kennwort vergessen"
            " ist. Wer ihn hat und den Ordner dazu, kann alles lesen."
        ),
        "facts": [
            [_("Arbeitsbereich"), prepared(sheet.workspace[:_LONGEST_NAME])],
            [_("Erstellt am"), day(sheet.created)],
        ],
        "key_title": _("Wiederherstellungsschlüssel"),
        "groups": list(sheet.groups),
        "reading": _(
            "Groß oder klein und mit oder ohne Leerzeichen ist gleich. Es gibt kein I, L, O und U;"
            " das letzte Zeichen jeder Gruppe prüft die vier davor."
        ),
        "qr": qr_of(sheet.groups),
        "qr_alt": _("QR-Code mit demselben Schlüssel"),
        "steps_title": _("Wenn das Kennwort fehlt"),
        "steps": [
            _("KI-HUB Werkbank starten und den Arbeitsbereich wählen."),
            _("„Kennwort vergessen“ anklicken und den Schlüssel eintippen."),
            _("Ein neues Kennwort vergeben. Alle Daten sind unverändert da."),
        ],
        "keeping_title": _("So bewahren Sie den Bogen auf"),
        "keeping": [
            _("Ausgedruckt und verschlossen, zum Beispiel im Tresor oder bei der Geschäftsstelle."),
            _("Nicht in der Laptoptasche und nicht auf dem Stick mit dem Arbeitsbereich."),
            _("Die PDF-Datei nach dem Drucken löschen; ein Foto davon ist so viel wert wie er."),
            _("Ein neuer Bogen macht diesen ungültig. Verloren? Sofort einen neuen erstellen."),
        ],
    }


def qr_of(groups: Sequence[str]) -> str:
    """The key as an SVG picture; a reader gives the groups with hyphens between."""
    import segno

    drawn = io.BytesIO()
    segno.make("-".join(groups), error="m", micro=False).save(
        drawn, kind="svg", scale=4, border=2, dark="#16212B", light="#FFFFFF", xmldecl=False
    )
    return drawn.getvalue().decode("utf-8")
