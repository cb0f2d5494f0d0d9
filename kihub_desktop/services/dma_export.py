"""The EU-DMA as CSV in the layout of the regional tool: one header, one row, UTF-8 with BOM.

The column names follow the documented pattern `<item>_m2_<dimension>_<question>`; those of single
items are our own and must be checked against the official template before anything is uploaded.
"""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Iterator
from datetime import date

from kihub_desktop.domain.dma import (
    AnswerType,
    DmaCatalogue,
    DmaDimension,
    DmaItem,
    DmaQuestion,
    item_id,
)
from kihub_desktop.services.dma import DmaState

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
_LONGEST_NAME = 40
_SPELLED = {
    ord(a): b for a, b in zip("äöüÄÖÜß", ("ae", "oe", "ue", "Ae", "Oe", "Ue", "ss"), strict=True)
}


def dma_csv(state: DmaState, catalogue: DmaCatalogue) -> bytes:
    """The file of one stage; what is open stays empty."""
    cells = list(_cells(state, catalogue))
    text = io.StringIO(newline="")
    writer = csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(name for name, _value in cells)
    writer.writerow(value for _name, value in cells)
    return text.getvalue().encode("utf-8-sig")


def dma_file_name(state: DmaState) -> str:
    """„EU-DMA_T0_Vogtland-Praezision_zur-Pruefung.csv“, safe on every system."""
    name = (state.company.name or "").translate(_SPELLED)
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    safe = re.sub(r"[^A-Za-z0-9]+", "-", plain)[:_LONGEST_NAME].strip("-") or "Unternehmen"
    return f"EU-DMA_{state.stage.value}_{safe}_zur-Pruefung.csv"


def column_name(dimension: DmaDimension, question: DmaQuestion, item: DmaItem) -> str:
    """The column of a row in the CSV."""
    if item.column:
        return item.column
    if question.prefix:
        return f"{question.prefix}{item.key}"
    return f"{item.key}_m2_{dimension.number}_{question.number}"


def _cells(state: DmaState, catalogue: DmaCatalogue) -> Iterator[tuple[str, str]]:
    held_on = state.assessment.held_on if state.assessment else None
    yield "time_point", state.stage.value
    yield "maturity_assessment_date", _american(held_on)
    yield "enterprise_name_edih", _guarded(state.company.name)
    yield "fiscal_registration_number_vat", _guarded(state.company.vat_id)
    for question, item in catalogue.items():
        value = state.answers.get(item_id(question, item))
        name = column_name(catalogue.dimension_of(question.key), question, item)
        yield name, "" if value is None else _value(question.type, value)


def _value(kind: AnswerType, value: int) -> str:
    """Plans as planned|invested; scales twice, degrees five times their value."""
    match kind:
        case AnswerType.PLANS:
            return f"{value & 1}|{value >> 1 & 1}"
        case AnswerType.SCALE:
            return str(2 * value)
        case AnswerType.DEGREES:
            return str(5 * value)
        case AnswerType.TICKS:
            return str(value)


def _american(held_on: date | None) -> str:
    return held_on.strftime("%m/%d/%Y") if held_on else ""


def _guarded(text: str | None) -> str:
    """No text of ours becomes a formula in a spreadsheet."""
    given = text or ""
    return f"'{given}" if given.lstrip(" ").startswith(_FORMULA) else given
