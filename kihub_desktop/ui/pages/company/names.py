"""What records are called where others name them, and how old a company is."""

from __future__ import annotations

from datetime import date
from typing import Any

from kihub_desktop.domain.phrases import Value, phrase, plural_phrase
from kihub_desktop.domain.records import Company
from kihub_desktop.domain.typed_days import day_text
from kihub_desktop.texts import TEXTS


def name_of(kind: str, record: Any) -> str:
    """What a record is called where another one names it; "" if it says nothing of itself."""
    if kind == "visit":
        day = day_text(record.held_on, TEXTS.language) if record.held_on else ""
        return " ".join(filter(None, (day, record.topic or "")))
    if kind == "use_case":
        return str(record.title or "")
    return str(getattr(record, "name", None) or getattr(record, "text", None) or "")


def age_of(company: Company, today: date) -> Value:
    """How old a company is, from the year it was founded."""
    if company.founded is None:
        return phrase("Alter: folgt aus dem Gründungsjahr")
    founded = str(company.founded)
    return plural_phrase(
        "Alter: rund {n} Jahr (gegründet {year})",
        "Alter: rund {n} Jahre (gegründet {year})",
        max(0, today.year - company.founded),
        year=founded,
    )
