"""What the company's page shows, as data without Qt."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any
from uuid import UUID

from kihub_desktop.domain.choices import Barrier
from kihub_desktop.domain.fields import Record, kind_named
from kihub_desktop.domain.phrases import Amount, Joined, Phrase, Value, phrase, plural_phrase
from kihub_desktop.domain.records import Contact, DataSource, Process
from kihub_desktop.domain.sme import SmeResult
from kihub_desktop.domain.words import word
from kihub_desktop.ui.pages.company.open_points import OpenPoints
from kihub_desktop.ui.pages.company.spellings import FieldQuestion
from kihub_desktop.ui.pages.company.templates_desk import QuestionLine, TemplateOffer
from kihub_desktop.ui.record_entry import Entries
from kihub_desktop.ui.tones import Tone

MONTHS = 12


@dataclass(frozen=True)
class ContactLine:
    id: UUID
    name: str
    note: Value
    email: str
    phone: str
    contested: bool


@dataclass(frozen=True)
class ProcessLine:
    """`pain` is 0 (not said) to 5."""

    id: UUID
    name: str
    area: Phrase | None
    effort: Value
    problem: str
    pain: int
    contested: bool


@dataclass(frozen=True)
class SourceLine:
    """`access` is the word of the pill, or None as long as nobody has said it."""

    id: UUID
    name: str
    system: Value
    history: Value
    access: Phrase | None
    tone: Tone
    contested: bool
    words: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True)
class RecordLine:
    """A record of any other kind as its list shows it.

    `words` are by column; `level` is 0 (not said) to 5; `amount` what the list sums up.
    """

    id: UUID
    name: Value
    words: Mapping[str, Value] = field(default_factory=dict)
    level: int = 0
    amount: Decimal | None = None
    done: bool = False
    contested: bool = False


@dataclass(frozen=True)
class ObstacleLine:
    """One of the thirteen obstacles; `entries` holds what was said about it, maybe nothing."""

    barrier: Barrier
    entries: Entries


@dataclass(frozen=True)
class CompanyPageState:
    """One company with its records; without one all else is empty."""

    company: UUID | None = None
    entries: Entries | None = None
    size: SmeResult | None = None
    questions: Mapping[str, FieldQuestion] = field(default_factory=dict)
    remarks: tuple[Value, ...] = ()
    age: Value = ""
    lists: Mapping[str, tuple[Any, ...]] = field(default_factory=dict)
    obstacles: tuple[ObstacleLine, ...] = ()
    offer: TemplateOffer | None = None
    asked: tuple[QuestionLine, ...] = ()
    points: OpenPoints = field(default_factory=OpenPoints)

    @property
    def question(self) -> FieldQuestion | None:
        """Which district a postcode lies in, as long as it is open."""
        return self.questions.get("district")

    @property
    def contacts(self) -> tuple[ContactLine, ...]:
        return self.lists.get("contact", ())

    @property
    def processes(self) -> tuple[ProcessLine, ...]:
        return self.lists.get("process", ())

    @property
    def sources(self) -> tuple[SourceLine, ...]:
        return self.lists.get("data_source", ())


@dataclass(frozen=True)
class RecordDraft:
    """A record as a dialog opens with it; `record` is None for a new one."""

    kind: str
    record: UUID | None
    as_of: int
    entries: Entries
    focus: str = ""


Contested = Mapping[UUID, frozenset[str]]


def contact_line(each: Contact, contested: Contested) -> ContactLine:
    note: tuple[Value, ...] = tuple(filter(None, (each.role, each.topic)))
    return ContactLine(
        each.id,
        each.name or each.role or "",
        Joined(note if each.name else note[1:], " · "),
        each.email or "",
        each.phone or "",
        each.id in contested,
    )


def process_line(each: Process, contested: Contested) -> ProcessLine:
    return ProcessLine(
        each.id,
        each.name or "",
        word(each.area) if each.area else None,
        _effort(each),
        each.problem or "",
        min(5, max(0, each.pain or 0)),
        each.id in contested,
    )


def _effort(each: Process) -> Value:
    """Hours if they are known, else standstills."""
    if each.hours_per_year is not None:
        return _exact(each.hours_per_year, "h")
    if each.stops_per_year is not None:
        if each.stops_per_year == each.stops_per_year.to_integral_value():
            return plural_phrase("{n} Stillstand", "{n} Stillstände", int(each.stops_per_year))
        return phrase("{stops} Stillstände", stops=_exact(each.stops_per_year, ""))
    return ""


def source_line(each: DataSource, contested: Contested) -> SourceLine:
    system: tuple[Value, ...] = (
        *((each.system,) if each.system else ()),
        *((word(each.kind),) if each.kind else ()),
    )
    tones = {"yes": Tone.GOOD, "partly": Tone.WARN, "no": Tone.BAD}
    return SourceLine(
        each.id,
        each.name or "",
        Joined(system, " · "),
        _history(each.history_months),
        word(each.access) if each.access else None,
        tones[each.access.value] if each.access else Tone.NEUTRAL,
        each.id in contested,
        {
            "interface": word(each.interface) if each.interface else "",
            "frequency": Joined(tuple(filter(None, (each.frequency, each.volume))), " · "),
            "personal": _flag(each.personal_data),
            "owner": each.owner or "",
        },
    )


def _flag(value: bool | None) -> Value:
    if value is None:
        return ""
    return phrase("ja") if value else phrase("nein")


def _history(months: Decimal | None) -> Value:
    """Whole years from two on; fewer are told in months."""
    if months is None:
        return ""
    if months >= 2 * MONTHS and months % MONTHS == 0:
        return plural_phrase("{n} Jahr", "{n} Jahre", int(months) // MONTHS)
    if months == months.to_integral_value():
        return plural_phrase("{n} Monat", "{n} Monate", int(months))
    return _exact(months, "Monate")


def _exact(value: Decimal, unit: str) -> Amount:
    """With the digits it was written with, so that 0,5 h is not read as 0."""
    exponent = value.normalize().as_tuple().exponent
    digits = -exponent if isinstance(exponent, int) else 0
    return Amount(value, max(0, digits), unit)


def record_type(kind: str) -> type[Record]:
    """The class of a kind; LookupError if there is none."""
    found = kind_named(kind)
    if found is None:
        raise LookupError(kind)
    return found.record_type
