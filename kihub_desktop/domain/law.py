"""The legal check as data: facts, conditions, rules, duties of one edition of the law catalogue.

A fact is answered ja, nein or not at all. What is not known stays unknown through every condition
(Kleene's three values), so it never counts as no.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from typing import TypeAlias

from kihub_desktop.domain.questionnaire import CitedSource

UNSURE = "unbekannt"
"""In a choice of several: what is ticked holds, of the others nothing is known."""


class Answer(StrEnum):
    """One of three values, of a fact as of a condition."""

    YES = "ja"
    NO = "nein"
    UNKNOWN = "unbekannt"


FactValue: TypeAlias = Answer | str | frozenset[str] | Decimal
"""By kind of fact: an answer, the key of an option, the keys of all that apply, a number."""
Facts: TypeAlias = Mapping[str, FactValue]
"""What is known, by id of the fact; what is missing is unknown."""


class FactKind(StrEnum):
    YES_NO = "ja_nein"
    ONE_OF = "auswahl"
    SEVERAL = "mehrfach"
    NUMBER = "zahl"


class FactScope(StrEnum):
    """Whom a fact is about: said once for the firm, or for each use case."""

    FIRM = "unternehmen"
    CASE = "anwendungsfall"


class Confidence(StrEnum):
    """How sure a statement is: two readings of the official text, one, settled law, disputed."""

    A = "A"
    B = "B"
    C = "C"
    DISPUTED = "U"


class LegalClass(StrEnum):
    """The classes, most serious first; of all that hold the first one counts."""

    FORBIDDEN = "VERBOTEN"
    HIGH_RISK_III = "HR_III"
    HIGH_RISK_I_A = "HR_I_A"
    HIGH_RISK_I_B = "HR_I_B"
    TO_CLARIFY = "PRUEFEN"
    EXEMPTED = "ANHANG_III_AUSNAHME"
    TRANSPARENCY = "TRANSPARENZ"
    MINIMAL = "MINIMAL"
    NO_AI = "KEIN_KI"
    OUT_OF_SCOPE = "AUSSERHALB"

    @property
    def rank(self) -> int:
        """0 is the most serious."""
        return _CLASS_ORDER[self]


class Light(StrEnum):
    """The traffic light, worst first."""

    RED = "ROT"
    ORANGE = "ORANGE"
    YELLOW = "GELB"
    GREEN = "GRUEN"

    @property
    def rank(self) -> int:
        """0 is red."""
        return _LIGHT_ORDER[self]


_CLASS_ORDER = {each: place for place, each in enumerate(LegalClass)}
_LIGHT_ORDER = {each: place for place, each in enumerate(Light)}


class Op(StrEnum):
    """What a node of a condition asks."""

    ALL = "all"
    ANY = "any"
    NOT = "not"
    COUNT = "count_at_least"
    FACT = "fact"  # the answer is yes, or one of `values` is chosen
    AT_LEAST = "at_least"  # the number is `number` or more
    ABOVE = "above"  # the number is more than `number`
    NAMED = "named"  # a definition of the catalogue
    REACHED = "reached"  # the day has come that a date of the catalogue names


@dataclass(frozen=True)
class Condition:
    """A node of a condition; `name` is a fact, a definition or a date, by `op`.

    `number` is the bound of a comparison or how many `parts` have to hold.
    """

    op: Op
    parts: tuple[Condition, ...] = ()
    name: str = ""
    values: tuple[str, ...] = ()
    number: Decimal = Decimal(0)

    def nodes(self) -> Iterator[Condition]:
        """This node and all below it."""
        yield self
        for part in self.parts:
            yield from part.nodes()


@dataclass(frozen=True, kw_only=True)
class Sourced:
    """What every entry says about where it comes from; `valid_until` only where it ends."""

    sources: tuple[str, ...]
    checked_on: date
    confidence: Confidence
    valid_until: date | None = None


@dataclass(frozen=True)
class Option:
    """A choice of a fact; `none` excludes the others and means that nothing applies."""

    key: str
    label: str
    none: bool = False


@dataclass(frozen=True, kw_only=True)
class Fact(Sourced):
    """A question; `known_from` are fields of the capture (`kind.field`) that may answer it.

    `short` names the fact in a path: „Profiling: nein“.
    """

    id: str
    section: str
    short: str
    question: str
    help: str
    norm: str
    kind: FactKind
    options: tuple[Option, ...] = ()
    scope: FactScope = FactScope.CASE
    unit: str = ""
    known_from: tuple[str, ...] = ()

    def option(self, key: str) -> Option:
        """The option with this key; KeyError if there is none."""
        for each in self.options:
            if each.key == key:
                return each
        raise KeyError(key)


@dataclass(frozen=True)
class Section:
    """A group of questions and rules, as the page shows them."""

    key: str
    name: str


@dataclass(frozen=True)
class Definition:
    """A condition with a name that others use."""

    key: str
    when: Condition


@dataclass(frozen=True, kw_only=True)
class LegalDate(Sourced):
    """A day from which something applies."""

    key: str
    day: date
    text: str
    norm: str


@dataclass(frozen=True)
class ClassEntry:
    """How a class is called, its light, and what follows from it in one sentence."""

    code: LegalClass
    name: str
    light: Light
    text: str


@dataclass(frozen=True)
class Item:
    """An open matter beside the class, such as an impact assessment, with its light."""

    code: str
    name: str
    light: Light


@dataclass(frozen=True, kw_only=True)
class LegalRole(Sourced):
    """Who has to do something: „Anbieter“ while `when` holds; without it always.

    `in_programme`: the role under which a firm has the programme of duties of high risk.
    """

    key: str
    name: str
    norm: str
    when: Condition | None = None
    in_programme: bool = False


@dataclass(frozen=True, kw_only=True)
class Rule(Sourced):
    """What follows if `when` holds: a class or items; `text` says it, `otherwise` the contrary.

    `clarify` words what has to be found out where the rule leads to „prüfen“.
    """

    id: str
    section: str
    norm: str
    when: Condition
    text: str
    otherwise: str = ""
    law_class: LegalClass | None = None
    items: tuple[str, ...] = ()
    clarify: str = ""
    date: str = ""


@dataclass(frozen=True)
class DutyDate:
    """From when: a date of the catalogue, if its condition holds."""

    date: str
    when: Condition | None = None


@dataclass(frozen=True, kw_only=True)
class Duty(Sourced):
    """Something to do, by whom and from when; the earliest date that applies counts.

    `code` names the duty, open item or condition of the method that asks for the same; what is
    `in_programme` belongs to the programme of duties of a high-risk system.
    """

    id: str
    section: str
    text: str
    norm: str
    role: str
    dates: tuple[DutyDate, ...]
    when: Condition
    code: str = ""
    in_programme: bool = False


@dataclass(frozen=True, kw_only=True)
class Fine(Sourced):
    """The upper limit of a fine: the higher of both, for small firms the lower where it says so."""

    id: str
    text: str
    norm: str
    amount: Decimal
    percent: Decimal
    when: Condition
    lower_if: Condition | None = None


@dataclass(frozen=True, kw_only=True)
class Uncertainty(Sourced):
    """A point on which the law or its date is open; shown wherever `when` may hold."""

    id: str
    text: str
    norm: str
    when: Condition


@dataclass(frozen=True)
class LawCatalogue:
    """One edition of the law; `stand` is the day its content was last checked."""

    kind: str
    edition: str
    stand: date
    title: str
    wording: str
    notice: str
    stale_after_months: int
    sources: tuple[CitedSource, ...]
    sections: tuple[Section, ...]
    classes: tuple[ClassEntry, ...]
    items: tuple[Item, ...]
    dates: tuple[LegalDate, ...]
    roles: tuple[LegalRole, ...]
    facts: tuple[Fact, ...]
    definitions: tuple[Definition, ...]
    rules: tuple[Rule, ...]
    duties: tuple[Duty, ...]
    fines: tuple[Fine, ...]
    uncertainties: tuple[Uncertainty, ...]

    @cached_property
    def fact_by_id(self) -> Mapping[str, Fact]:
        return {each.id: each for each in self.facts}

    @cached_property
    def definition_by_key(self) -> Mapping[str, Condition]:
        return {each.key: each.when for each in self.definitions}

    @cached_property
    def day_by_key(self) -> Mapping[str, date]:
        return {each.key: each.day for each in self.dates}

    @cached_property
    def class_by_code(self) -> Mapping[LegalClass, ClassEntry]:
        return {each.code: each for each in self.classes}

    @cached_property
    def item_by_code(self) -> Mapping[str, Item]:
        return {each.code: each for each in self.items}

    @cached_property
    def role_by_key(self) -> Mapping[str, LegalRole]:
        return {each.key: each for each in self.roles}

    def entries(self) -> Iterator[tuple[str, Sourced]]:
        """All entries that have a source and a date, by their id."""
        for fact in self.facts:
            yield fact.id, fact
        for day in self.dates:
            yield day.key, day
        for role in self.roles:
            yield role.key, role
        yield from ((each.id, each) for each in self.rules)
        yield from ((each.id, each) for each in self.duties)
        yield from ((each.id, each) for each in self.fines)
        yield from ((each.id, each) for each in self.uncertainties)

    def texts(self) -> Iterator[str]:
        """All German sentences a reader sees, without the citations of the sources."""
        yield from (self.title, self.wording, self.notice)
        yield from (each.name for each in self.sections)
        yield from (each.name for each in self.items)
        for entry in self.classes:
            yield from (entry.name, entry.text)
        for day in self.dates:
            yield from (day.text, day.norm)
        for role in self.roles:
            yield from (role.name, role.norm)
        for fact in self.facts:
            yield from (fact.short, fact.question, fact.help, fact.norm)
            yield from (option.label for option in fact.options)
        for rule in self.rules:
            yield from (rule.norm, rule.text)
            yield from (text for text in (rule.otherwise, rule.clarify) if text)
        yield from (text for each in self.duties for text in (each.text, each.norm))
        yield from (text for each in self.fines for text in (each.text, each.norm))
        yield from (text for each in self.uncertainties for text in (each.text, each.norm))
