"""Recorded values in words, as report and workbook show them; nothing in conflict is chosen."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from kihub_desktop.catalogues.industries import industry, label_of
from kihub_desktop.catalogues.places import Places
from kihub_desktop.domain.choices import Level
from kihub_desktop.domain.fields import FieldRule, Holds, Record, rules_of
from kihub_desktop.domain.records import Company
from kihub_desktop.domain.visit_records import Site
from kihub_desktop.domain.words import word
from kihub_desktop.services.conflicts import Conflict
from kihub_desktop.services.report_chapters.material import Material
from kihub_desktop.texts import _, day, money, number, render, with_unit

Links = Mapping[UUID, str]
NOTHING = "–"
CODED = frozenset({"industry", "industry_2025", "district"})
"""The fields of a company that hold a code of a catalogue."""
# The label of the field says so already.
_EDITION_OF = {"industry": "2008", "industry_2025": "2025"}


def field_text(material: Material, record: Record, field: str) -> str:
    """A field of a record in words; a conflict gives both values and says so."""
    conflict = material.disputed(record, field)
    if conflict is not None:
        return dispute_text(conflict)
    rule = rules_of(type(record))[field]
    value = getattr(record, field)
    if isinstance(record, Company | Site) and field in CODED and value:
        value = named(field, value)
    if rule.holds is Holds.LINK:
        return material.name_of(value) or NOTHING
    return value_text(rule, value) or NOTHING


def named(field: str, code: str) -> str:
    """A company's industry or district by its name; what is no known code stays as it is."""
    if field in _EDITION_OF:
        entry = industry(code)
        usual = entry is not None and entry.edition == _EDITION_OF[field]
        return entry.label if entry and usual else label_of(code) or code
    district = Places.load().district(code) if field == "district" else None
    return district.label if district else code


def value_text(rule: FieldRule, value: object, links: Links | None = None) -> str:
    """A recorded value in words, with its unit; empty if nothing is recorded."""
    if value is None or value == "":
        return ""
    if rule.holds is Holds.LINK:
        return (links or {}).get(value, NOTHING) if isinstance(value, UUID) else NOTHING
    if rule.holds is Holds.MONEY and isinstance(value, Decimal):
        return money(value, 0 if value == value.to_integral_value() else 2)
    text = plain_text(value)
    return with_unit(text, rule.unit) if text else text


def plain_text(value: object) -> str:
    """A value of any kind in words."""
    match value:
        case bool():
            return _("ja") if value else _("nein")
        case StrEnum():
            return choice_text(value)
        case Decimal():
            return decimal_text(value)
        case date():
            return day(value)
        case frozenset():
            return ", ".join(sorted(value))
        case _:
            return str(value)


def choice_text(choice: StrEnum) -> str:
    """A choice in words; a level by its number, for what it means depends on the question."""
    if isinstance(choice, Level) and choice is not Level.NOT_RELEVANT:
        return _("Stufe {level}").format(level=choice.value)
    return render(word(choice))


def decimal_text(value: Decimal) -> str:
    """All digits of a recorded number, in the language's form."""
    exponent = value.normalize().as_tuple().exponent
    digits = max(0, -exponent) if isinstance(exponent, int) else 0
    return number(value, digits)


def dispute_text(conflict: Conflict, links: Links | None = None) -> str:
    """„widersprüchliche Angaben: 38 oder 41“."""
    if conflict.is_deletion:
        return _("widersprüchliche Angaben: gelöscht oder behalten")
    shown = [_version_text(conflict, version.value, links) for version in conflict.versions]
    return _("widersprüchliche Angaben: {values}").format(values=_(" oder ").join(shown))


def _version_text(conflict: Conflict, value: object, links: Links | None) -> str:
    if conflict.rule is None:
        return plain_text(value) if value is not None else _("leer")
    return value_text(conflict.rule, value, links) or _("leer")
