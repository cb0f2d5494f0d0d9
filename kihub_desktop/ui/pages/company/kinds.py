"""The forms on the company's page: which fields of which record stand in which row."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from kihub_desktop.domain.fields import Holds, rules_of
from kihub_desktop.domain.records import Company
from kihub_desktop.texts import _
from kihub_desktop.ui.pages.company.spellings import (
    suggest_certificates,
    suggest_districts,
    suggest_industries,
    suggest_industries_2025,
    suggest_places,
)
from kihub_desktop.ui.pages.company.state import record_type
from kihub_desktop.ui.record_entry import UNCHOSEN, entry_rows
from kihub_desktop.ui.widgets.fields import NO, YES, Field, FieldKind, Option

Rows = tuple[tuple[Field, ...], ...]
Named = Callable[[str, str], Sequence[Option]]
"""What a field of a kind offers for a typed text: names of linked records, words used before."""

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
FOLDS = {
    "numbers": (
        ("industry_2025",),
        ("vat_id", "business_id"),
        ("tax_number",),
        ("register_court", "register_number"),
    ),
    "work": (
        ("shifts", "production"),
        ("certificates",),
        ("works_council",),
        ("collective_agreement",),
        ("energy_use", "chamber"),
    ),
    "funding": (("de_minimis", "de_minimis_on"), ("public_share", "lead_source")),
    "startup": (("startup",),),
    "next": (("next_step",), ("website",), ("tags",), ("note",)),
}
STARTUP_ROWS = (("startup_stage", "team_size"), ("funding_raised",))
RECORD_ROWS = {
    "contact": (
        ("name",),
        ("role", "topic"),
        ("email", "phone"),
        ("target_group",),
        ("consent", "consent_on"),
        ("tags",),
        ("note",),
    ),
    "affiliate": (
        ("name",),
        ("relation", "share"),
        ("employees", "turnover", "balance_sheet"),
        ("note",),
    ),
    "process": (
        ("name",),
        ("area", "problem"),
        ("hours_per_year", "pain"),
        ("scrap_rate", "cost_per_hour"),
        ("stops_per_year", "hours_per_stop"),
        ("volume_per_year", "volume_unit"),
        ("minutes_per_run", "variants"),
        ("oee", "automation"),
        ("electricity",),
        ("goal", "decision_point"),
        ("inputs", "outputs"),
        ("documented", "owner"),
        ("site", "tags"),
        ("note",),
    ),
    "data_source": (
        ("name",),
        ("system", "kind"),
        ("history_months", "access"),
        ("personal_data",),
        ("interface", "frequency"),
        ("format", "volume"),
        ("identifiers", "labelled"),
        ("confidential",),
        ("export_seen",),
        ("it_system", "machine"),
        ("process", "owner"),
        ("tags",),
        ("note",),
    ),
    "site": (
        ("name",),
        ("street",),
        ("postcode", "town"),
        ("district",),
        ("employees", "focus"),
        ("tags",),
        ("note",),
    ),
    "it_system": (
        ("name",),
        ("kind", "vendor"),
        ("interface", "version"),
        ("hosting", "owner"),
        ("segmented",),
        ("remote_access",),
        ("site", "tags"),
        ("note",),
    ),
    "machine": (
        ("name",),
        ("maker", "built"),
        ("count", "connectivity"),
        ("control", "kind"),
        ("cost_per_hour", "process"),
        ("retrofit",),
        ("site", "tags"),
        ("note",),
    ),
    "pain_point": (
        ("name",),
        ("cost_per_case", "cases_per_year"),
        ("theme", "severity"),
        ("process", "said_by"),
        ("tags",),
        ("note",),
    ),
    "observation": (
        ("text",),
        ("kind", "said_by"),
        ("place", "seen_on"),
        ("process", "visit"),
        ("tags",),
    ),
    "visit": (("held_on", "starts_at"), ("kind", "place"), ("topic",), ("note",)),
    "participant": (
        ("name",),
        ("role", "organisation"),
        ("target_group", "visit"),
        ("present",),
        ("note",),
    ),
    "decision": (("text",), ("decided_on", "decided_by"), ("use_case", "visit"), ("note",)),
    "task": (("text",), ("owner", "due"), ("done",), ("use_case", "visit"), ("tags",), ("note",)),
}
LINKED_KINDS = frozenset({"site", "process", "it_system", "machine", "visit", "use_case"})
"""The kinds that others name; the field that does so is called like the kind."""
_FREELY_SUGGESTED = frozenset(
    {
        "role",
        "topic",
        "owner",
        "said_by",
        "system",
        "vendor",
        "maker",
        "control",
        "format",
        "frequency",
        "organisation",
        "place",
        "decided_by",
        "volume_unit",
        "register_court",
        "tags",
        "kind",
    }
)
"""Fields of text that offer what was typed in the same company before."""


def master_rows(names: tuple[tuple[str, ...], ...], offered: Named) -> Rows:
    """Rows of the master data in the language in use."""
    changes = _master_changes()
    changes["tags"] = _offering("company", "tags", offered)
    return entry_rows(Company, names, changes)


def record_rows(kind: str, offered: Named) -> Rows:
    """The dialog of a kind of record in the language in use."""
    return entry_rows(record_type(kind), RECORD_ROWS[kind], record_changes(kind, offered))


def record_changes(kind: str, offered: Named) -> dict[str, dict[str, Any]]:
    """What the fields of a kind have beyond their rule: completion, hints, options."""
    changes: dict[str, dict[str, Any]] = {}
    for name, rule in rules_of(record_type(kind)).items():
        if rule.holds is Holds.LINK and name in LINKED_KINDS:
            linked = {"placeholder": _("Name aus der Liste"), "takes_first": True}
            changes[name] = _offering(kind, name, offered) | linked
        elif name in _FREELY_SUGGESTED and rule.holds in {Holds.TEXT, Holds.TAGS}:
            changes[name] = _offering(kind, name, offered)
    for name, special in _SPECIAL.get(kind, dict)().items():
        changes[name] = changes.get(name, {}) | special
    return changes


def new_title(kind: str) -> str:
    return {
        "contact": _("Neue Ansprechperson"),
        "affiliate": _("Neue Beteiligung"),
        "process": _("Neuer Prozess"),
        "data_source": _("Neue Datenquelle"),
        "site": _("Neuer Standort"),
        "it_system": _("Neues System"),
        "machine": _("Neue Maschine"),
        "pain_point": _("Neuer Schmerzpunkt"),
        "observation": _("Neue Beobachtung"),
        "visit": _("Neuer Termin"),
        "participant": _("Neue Person im Termin"),
        "decision": _("Neuer Beschluss"),
        "task": _("Neue Aufgabe"),
    }[kind]


def edit_title(kind: str) -> str:
    return {
        "contact": _("Ansprechperson bearbeiten"),
        "affiliate": _("Beteiligung bearbeiten"),
        "process": _("Prozess bearbeiten"),
        "data_source": _("Datenquelle bearbeiten"),
        "site": _("Standort bearbeiten"),
        "it_system": _("System bearbeiten"),
        "machine": _("Maschine bearbeiten"),
        "pain_point": _("Schmerzpunkt bearbeiten"),
        "observation": _("Beobachtung bearbeiten"),
        "visit": _("Termin bearbeiten"),
        "participant": _("Person im Termin bearbeiten"),
        "decision": _("Beschluss bearbeiten"),
        "task": _("Aufgabe bearbeiten"),
    }[kind]


def yes_no_open() -> tuple[Option, ...]:
    """For a row of buttons whose last one takes the answer back."""
    return (Option(YES, _("ja")), Option(NO, _("nein")), Option("", _("offen")))


def weights() -> tuple[Option, ...]:
    return tuple(Option(str(each), str(each)) for each in range(1, 6))


def _offering(kind: str, name: str, offered: Named) -> dict[str, Any]:
    field = f"{kind}.{name}"
    return {"kind": FieldKind.SUGGESTION, "suggest": lambda typed: offered(field, typed)}


def _master_changes() -> dict[str, dict[str, Any]]:
    suggestion = FieldKind.SUGGESTION
    return {
        "legal_form": {"weight": 3},
        "founded": {"kind": FieldKind.YEAR, "weight": 2},
        "industry": {
            "kind": suggestion,
            "suggest": suggest_industries,
            "takes_first": True,
            "placeholder": _("Nummer oder Wort, z. B. 28.41"),
        },
        "industry_2025": {
            "kind": suggestion,
            "suggest": suggest_industries_2025,
            "takes_first": True,
            "placeholder": _("Nummer oder Wort"),
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
        "vat_id": {"placeholder": _("z. B. DE136695976")},
        "register_number": {"placeholder": _("z. B. HRB 12345")},
        "shifts": {"placeholder": _("1, 2 oder 3")},
        "certificates": {
            "kind": suggestion,
            "suggest": suggest_certificates,
            "placeholder": _("z. B. 9001, 50001, TISAX"),
        },
        "team_size": {"unit": _("Personen")},
    }


def pain_options() -> tuple[Option, ...]:
    said = (
        _("1 – kaum spürbar"),
        _("2 – lästig"),
        _("3 – deutlich"),
        _("4 – stark"),
        _("5 – bedroht das Geschäft"),
    )
    return (UNCHOSEN, *(Option(text[0], text) for text in said))


def _for_contacts() -> dict[str, dict[str, Any]]:
    return {"consent_on": {"placeholder": _("z. B. 18.11. oder heute")}}


def _for_processes() -> dict[str, dict[str, Any]]:
    return {
        "pain": {"kind": FieldKind.CHOICE, "options": pain_options()},
        "volume_unit": {"placeholder": _("z. B. Stück, Aufträge, t")},
        "decision_point": {"placeholder": _("wer entscheidet wie oft worüber")},
    }


def _for_sources() -> dict[str, dict[str, Any]]:
    return {
        "history_months": {"placeholder": _("z. B. 14 oder 6 Jahre")},
        "format": {"placeholder": _("z. B. CSV, PDF, OPC UA")},
        "frequency": {"placeholder": _("z. B. 1 s, je Schicht")},
        "volume": {"placeholder": _("z. B. 2 GB, 40.000 Zeilen")},
    }


def _for_pain_points() -> dict[str, dict[str, Any]]:
    return {
        "severity": {"kind": FieldKind.CHOICE, "options": pain_options()},
        "cost_per_case": {"placeholder": _("z. B. 1.200")},
        "cases_per_year": {"placeholder": _("z. B. 38")},
    }


def _for_places() -> dict[str, dict[str, Any]]:
    suggestion = FieldKind.SUGGESTION
    return {
        "postcode": {"kind": suggestion, "suggest": suggest_places, "weight": 2},
        "town": {"kind": suggestion, "suggest": suggest_places, "weight": 3},
        "district": {"kind": suggestion, "suggest": suggest_districts},
        "focus": {"placeholder": _("z. B. Montage, Versand")},
    }


def _for_visits() -> dict[str, dict[str, Any]]:
    return {
        "held_on": {"placeholder": _("z. B. 18.11. oder heute")},
        "starts_at": {"placeholder": _("z. B. 9:30")},
    }


def _for_tasks() -> dict[str, dict[str, Any]]:
    return {"due": {"placeholder": _("z. B. 18.11. oder heute")}}


def _for_machines() -> dict[str, dict[str, Any]]:
    return {
        "built": {"kind": FieldKind.YEAR},
        "control": {"placeholder": _("z. B. Siemens S7, Fanuc")},
    }


_SPECIAL: dict[str, Callable[[], dict[str, dict[str, Any]]]] = {
    "contact": _for_contacts,
    "process": _for_processes,
    "data_source": _for_sources,
    "pain_point": _for_pain_points,
    "site": _for_places,
    "visit": _for_visits,
    "task": _for_tasks,
    "machine": _for_machines,
}
