"""The list of companies as a CSV file that a spreadsheet opens and cannot execute."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

from kihub_desktop.texts import TEXTS, _, instant
from kihub_hub.overview import CompanyLine
from kihub_hub.wording import sector_name

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def companies_csv(lines: Sequence[CompanyLine]) -> bytes:
    """UTF-8 with BOM, semicolons, decimal comma in German."""
    target = io.StringIO(newline="")
    writer = csv.writer(target, delimiter=";", quoting=csv.QUOTE_MINIMAL, lineterminator="\r\n")
    writer.writerow(
        [
            _("Unternehmen"),
            _("Ort"),
            _("Branche"),
            _("Beschäftigte (VZÄ)"),
            _("Antworten"),
            _("Anwendungsfälle"),
            _("Widersprüche"),
            _("Letzte Änderung"),
            _("Gerät"),
        ]
    )
    writer.writerows(_row(line) for line in lines)
    return target.getvalue().encode("utf-8-sig")


def _row(line: CompanyLine) -> Iterable[str]:
    employees = "" if line.employees is None else f"{line.employees:f}"
    if TEXTS.language == "de":
        employees = employees.replace(".", ",")
    changed = line.changed_ms
    return (
        safe_cell(line.name),
        safe_cell(line.town),
        safe_cell("" if line.sector is None else sector_name(line.sector)),
        employees,
        str(line.answered),
        str(line.use_cases),
        str(line.contested),
        "" if changed is None else instant(datetime.fromtimestamp(changed / 1000, UTC)),
        safe_cell(line.device),
    )


def safe_cell(text: str) -> str:
    """The text, with an apostrophe in front where a spreadsheet would take it for a formula."""
    return "'" + text if text.lstrip(" ").startswith(_FORMULA) else text
