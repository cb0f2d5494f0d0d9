"""The forms of the records on the company's page: which fields stand in which row."""

from __future__ import annotations

from typing import Any

from kihub_desktop.domain.records import Company
from kihub_desktop.texts import _
from kihub_desktop.ui.pages.company.spellings import (
    suggest_districts,
    suggest_industries,
    suggest_places,
)
from kihub_desktop.ui.pages.company.state import record_type
from kihub_desktop.ui.record_entry import UNCHOSEN, entry_rows
from kihub_desktop.ui.widgets.fields import Field, FieldKind, Option

Rows = tuple[tuple[Field, ...], ...]

PLACE_ROWS = (
    ("name",),
    ("legal_form", "founded"),
    ("sector",),
    ("industry",),
    ("street",),
    ("postcode", "town"),
    ("district",),
)
SIZE_ROWS = (("employees", "turnover", "balance_sheet"), ("autonomous",))
OTHER_ROWS = (("works_council",), ("energy_use", "website"), ("next_step",), ("note",))
RECORD_ROWS = {
    "contact": (("name",), ("role", "topic"), ("email", "phone"), ("consent_on",), ("note",)),
    "process": (
        ("name",),
        ("area", "owner"),
        ("problem",),
        ("pain", "scrap_rate"),
        ("hours_per_year", "cost_per_hour"),
        ("stops_per_year", "hours_per_stop"),
        ("note",),
    ),
    "data_source": (
        ("name",),
        ("system", "kind"),
        ("history_months", "access"),
        ("personal_data",),
        ("owner",),
        ("note",),
    ),
}


def master_rows(names: tuple[tuple[str, ...], ...]) -> Rows:
    """Rows of the master data in the language in use."""
    return entry_rows(Company, names, _master_changes())


def record_rows(kind: str) -> Rows:
    """The dialog of a kind of record in the language in use."""
    return entry_rows(record_type(kind), RECORD_ROWS[kind], _record_changes(kind))


def new_title(kind: str) -> str:
    return {
        "contact": _("Neue Ansprechperson"),
        "process": _("Neuer Prozess"),
        "data_source": _("Neue Datenquelle"),
    }[kind]


def edit_title(kind: str) -> str:
    return {
        "contact": _("Ansprechperson bearbeiten"),
        "process": _("Prozess bearbeiten"),
        "data_source": _("Datenquelle bearbeiten"),
    }[kind]


def _master_changes() -> dict[str, dict[str, Any]]:
    suggestion = FieldKind.SUGGESTION
    return {
        "legal_form": {"weight": 3},
        "founded": {"kind": FieldKind.YEAR, "weight": 2},
        "industry": {
            "kind": suggestion,
            "suggest": suggest_industries,
            "placeholder": _("Nummer oder Wort, z. B. 28.41"),
        },
        "postcode": {"kind": suggestion, "suggest": suggest_places, "weight": 2},
        "town": {"kind": suggestion, "suggest": suggest_places, "weight": 3},
        "district": {
            "kind": suggestion,
            "suggest": suggest_districts,
            "placeholder": _("folgt aus der PLZ"),
        },
        "autonomous": {
            "hint": _(
                "Nein, wenn ein anderes Unternehmen 25 % oder mehr hält oder dieses Unternehmen "
                "25 % oder mehr an einem anderen."
            )
        },
        "energy_use": {"weight": 1},
        "website": {"weight": 1},
    }


def _record_changes(kind: str) -> dict[str, dict[str, Any]]:
    if kind == "process":
        return {"pain": {"kind": FieldKind.CHOICE, "options": _pain_options()}}
    if kind == "contact":
        return {"consent_on": {"placeholder": _("z. B. 18.11. oder heute")}}
    return {"history_months": {"placeholder": _("z. B. 14 oder 6 Jahre")}}


def _pain_options() -> tuple[Option, ...]:
    said = (
        _("1 – kaum spürbar"),
        _("2 – lästig"),
        _("3 – deutlich"),
        _("4 – stark"),
        _("5 – bedroht das Geschäft"),
    )
    return (UNCHOSEN, *(Option(text[0], text) for text in said))
