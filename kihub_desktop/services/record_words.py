"""Names of records, fields and values as a reader knows them, from whatever the log holds."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from functools import partial
from typing import Any
from uuid import UUID

from kihub_desktop.domain.choices import Archetype
from kihub_desktop.domain.fields import FieldRule, Holds, kind_named
from kihub_desktop.domain.identity import TEAM
from kihub_desktop.domain.phrases import Amount, Joined, Value, phrase
from kihub_desktop.domain.words import word
from kihub_desktop.replication.canonical import Canonical, UnfitValue, read
from kihub_desktop.replication.fold import RecordKey
from kihub_desktop.replication.operation import DELETED, ELEMENT
from kihub_desktop.replication.reading import shown
from kihub_desktop.replication.registry import Registry
from kihub_desktop.store.past import key_of
from kihub_desktop.store.view import View

NOTHING = "–"
_NAMING = ("name", "title", "label", "text", "question", "caption", "participant", "person", "key")
_LONGEST = 60
_DIGITS = 6
_CATALOGUED = frozenset({"industry", "industry_2025", "district"})
_YEARS = frozenset({("company", "founded")})


class RecordWords:
    """Words inside one transaction of reading; looks everything up once."""

    def __init__(self, view: View, registry: Registry) -> None:
        self._connection, self._registry = view.connection, registry
        self._values: dict[RecordKey, Mapping[str, Canonical]] = {}

    def company(self, space: str) -> str:
        """The company's name; "" for the team's own records."""
        return self._text(RecordKey(space, f"company:{space}"), "name")

    def author(self, author: UUID) -> str:
        return self._text(RecordKey(str(TEAM), f"colleague:{author}"), "name")

    def device(self, device: str) -> str:
        return self._text(RecordKey(str(TEAM), f"device:{device}"), "name")

    def kind(self, key: RecordKey) -> Value:
        """„Prozess“; the bare name for a kind of a newer version."""
        name = key.record.partition(":")[0]
        known = kind_named(name)
        return phrase(known.label) if known is not None else name

    def name(self, key: RecordKey) -> Value:
        """What people call the record; "" if it has no name. Deleted ones keep theirs."""
        kind = key.record.partition(":")[0]
        special: Value = ""
        if kind == "finding":
            question = self._question(key)
            special = phrase(question.name) if question is not None else ""
        elif kind in {"rating", "criterion_weight", "criterion_choice"}:
            special = self._criterion(key)
        elif kind == "source_link":
            special = self._linked(key.space, self._text(key, "source"))
        elif kind == "pilot":
            special = self._linked(key.space, self._text(key, "use_case"))
        elif kind in {"dma_answer", "security_answer", "funding_choice", "legal_fact"}:
            special = _of_catalogue(kind, lambda name: self._text(key, name))
        if special:
            return special
        return next((_short(text) for each in _NAMING if (text := self._text(key, each))), "")

    def subject(self, key: RecordKey) -> Value:
        """„Prozess „Rüstplanung““."""
        name = self.name(key)
        if not name:
            return self.kind(key)
        return Joined((self.kind(key), phrase("„{name}“", name=name)), " ")

    def field(self, key: RecordKey, field: str) -> Value:
        """The label of a field."""
        if field == DELETED:
            return phrase("Eintrag")
        name, _sign, _element = field.partition(ELEMENT)
        rule = self.rule(key, name)
        return phrase(rule.label) if rule is not None else name

    def rule(self, key: RecordKey, field: str) -> FieldRule | None:
        kind = key.record.partition(":")[0]
        return self._registry.rules.get(kind, {}).get(field)

    def place(self, key: RecordKey, field: str) -> int:
        """Where the field stands among those of its kind."""
        names = list(self._registry.rules.get(key.record.partition(":")[0], {}))
        return names.index(field) if field in names else len(names)

    def value(self, key: RecordKey, field: str, stored: Canonical) -> Value:
        """A value as its field shows it; NOTHING for none."""
        if field == DELETED:
            return phrase("gelöscht") if isinstance(stored, str) else phrase("vorhanden")
        _name, sign, element = field.partition(ELEMENT)
        if sign:
            return element if stored else NOTHING
        rule = self.rule(key, field)
        if stored is None or stored == "":
            return NOTHING
        if rule is None:
            return str(stored)
        try:
            return self._worded(key, field, rule, read(rule, stored))
        except UnfitValue:
            return str(stored)

    # -- values ----------------------------------------------------------------------------

    def _worded(self, key: RecordKey, field: str, rule: FieldRule, value: object) -> Value:
        kind = key.record.partition(":")[0]
        if isinstance(value, StrEnum):
            said = word(value)
            return Joined((value.value, said), " – ") if value.value.isdigit() else said
        if isinstance(value, bool):
            return phrase("ja") if value else phrase("nein")
        if isinstance(value, int | Decimal) and (kind, field) not in _YEARS:
            return _number(Decimal(value), rule.unit, money=rule.holds is Holds.MONEY)
        if isinstance(value, UUID):
            return self._linked(key.space, str(value)) or NOTHING
        if (kind, field) == ("finding", "value"):
            return self._answer(key, str(value))
        worded = _FROM_CATALOGUES.get((kind, field), partial(_catalogued, field))
        return value if isinstance(value, date) else worded(str(value))

    def _answer(self, key: RecordKey, value: str) -> Value:
        """The anchored answer or the number behind the value of a finding."""
        question = self._question(key)
        option = None if question is None else question.option(value)
        if option is not None:
            return phrase(option.title)
        try:
            return _number(Decimal(value), question.unit if question else "", money=False)
        except InvalidOperation:
            return value

    def _linked(self, space: str, identifier: str) -> Value:
        """The name of another record of the company, whatever its kind."""
        if not identifier:
            return ""
        found = key_of(self._connection, space, identifier)
        return "" if found is None else self.name(found)

    def _question(self, key: RecordKey) -> Any:
        """The question of the catalogue that a finding answers; None if it is not known."""
        from kihub_desktop.catalogues.findings import current_findings

        use_case = RecordKey(key.space, f"use_case:{self._text(key, 'use_case')}")
        try:
            archetype = Archetype(self._text(use_case, "archetype"))
            return current_findings().question(archetype, self._text(key, "key"))
        except (ValueError, KeyError):
            return None

    def _criterion(self, key: RecordKey) -> Value:
        from kihub_desktop.catalogues.criteria import current_criteria

        person = self._text(key, "person")
        try:
            name: Value = phrase(current_criteria().criterion(self._text(key, "criterion")).name)
        except KeyError:
            return person
        return Joined((name, person), ", ") if person else name

    def _text(self, key: RecordKey, field: str) -> str:
        values = self._values.get(key)
        if values is None:
            values = self._values[key] = shown(self._connection, self._registry, key).values
        found = values.get(field)
        return found if isinstance(found, str) else ""


def plain(value: Value, longest: int = _LONGEST) -> Value:
    """A long text in one line that ends with …; everything else as it is."""
    return _short(value, longest) if isinstance(value, str) else value


def _catalogued(field: str, stored: str) -> str:
    """The name beside a code of the catalogues, as the form shows it; other texts as they are."""
    if field not in _CATALOGUED:
        return stored
    from kihub_desktop.catalogues.spellings import show_district, show_industry

    return show_district(stored) if field == "district" else show_industry(stored)


def _short(text: str, longest: int = _LONGEST) -> str:
    line = " ".join(text.split())
    return line if len(line) <= longest else line[: longest - 1].rstrip() + "…"


def _number(value: Decimal, unit: str, *, money: bool) -> Amount:
    exponent = value.normalize().as_tuple().exponent
    digits = min(_DIGITS, max(0, -exponent)) if isinstance(exponent, int) else 0
    return Amount(value, max(2, digits) if money and digits else digits, unit)


def _of_catalogue(kind: str, text: Callable[[str], str]) -> Value:
    """What a record is called by the catalogue that its text names an entry of."""
    if kind == "dma_answer":
        return _dma_row(text("item"))
    if kind == "security_answer":
        return _security_item(text("item"))
    if kind == "legal_fact":
        return _legal_fact(text("fact"))
    return _programme(text("programme"))


def _programme(identifier: str) -> Value:
    from kihub_desktop.catalogues.funding import current_funding

    found = current_funding().programme(identifier)
    return found.name if found is not None else identifier


def _dma_row(item: str) -> Value:
    """What a row of the EU-DMA asks; "" for a row that this edition does not have."""
    from kihub_desktop.catalogues.dma import current_dma

    row = current_dma().row(item)
    return phrase(row.text) if row is not None else ""


def _partner(identifier: str) -> str:
    """The name of a partner; a partner that this edition does not know stays as it is written."""
    from kihub_desktop.catalogues.partners import current_partners

    found = current_partners().partner(identifier)
    return identifier if found is None else found.name


def _training(identifier: str) -> Value:
    from kihub_desktop.catalogues.training import current_training

    found = current_training().offer(identifier)
    return identifier if found is None else phrase(found.name)


_FROM_CATALOGUES: Mapping[tuple[str, str], Callable[[str], Value]] = {
    ("pilot", "partner"): _partner,
    ("training", "offer"): _training,
}


def _security_item(item: str) -> Value:
    """What an item of the IT security check is called; "" for one this edition does not have."""
    from kihub_desktop.catalogues.it_security import current_it_security

    try:
        return phrase(current_it_security().question(item).name)
    except KeyError:
        return ""


def _legal_fact(fact: str) -> Value:
    """What a legal question is called; "" for one that this edition does not have."""
    from kihub_desktop.catalogues.law import current_law

    found = current_law().fact_by_id.get(fact)
    return phrase(found.short) if found is not None else ""


def _legal_value(fact: str, stored: str) -> Value:
    """An answer as its question words it; the bare key for one this edition does not have."""
    from kihub_desktop.catalogues.law import current_law
    from kihub_desktop.services.legal_check import read_value
    from kihub_desktop.services.legal_words import value_words

    found = current_law().fact_by_id.get(fact)
    value = read_value(found, stored) if found is not None else None
    return stored if found is None or value is None else value_words(found, value)
