"""What the capture already says of a legal question, with the record behind it.

Only what was recorded as such is taken over: a flag, a figure, a choice that decides the question.
Of several records one yes is enough; a no needs all of them to say no.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from kihub_desktop.catalogues.findings import current_findings
from kihub_desktop.catalogues.sme import current_sme_thresholds
from kihub_desktop.catalogues.use_case_templates import current_use_case_templates
from kihub_desktop.domain import choices
from kihub_desktop.domain.enterprise_size import share_of, size_of_company
from kihub_desktop.domain.fields import Record, kind_named, kind_of, rules_of
from kihub_desktop.domain.findings import NO, YES
from kihub_desktop.domain.law import UNSURE, Answer, Fact, FactKind, FactValue
from kihub_desktop.domain.phrases import Phrase, Value, phrase
from kihub_desktop.domain.records import Company, DataSource, Finding, SourceLink, UseCase
from kihub_desktop.domain.sme import SizeClass
from kihub_desktop.domain.template_facts import template_fact
from kihub_desktop.domain.visit_records import Affiliate, ItSystem, Machine
from kihub_desktop.store.view import View

CAPTURE_KINDS = frozenset(
    {
        "company",
        "affiliate",
        "use_case",
        "source_link",
        "data_source",
        "it_system",
        "machine",
        "finding",
    }
)
"""The kinds of records that may answer a legal question."""
_FIGURES = frozenset({"employees", "turnover", "balance_sheet"})
_OTHER = choices.Archetype.OTHER
_LEARNED = frozenset(
    {
        choices.Archetype.VISUAL_INSPECTION,
        choices.Archetype.PREDICTIVE_MAINTENANCE,
        choices.Archetype.FORECAST,
        choices.Archetype.LANGUAGE_ASSISTANT,
        choices.Archetype.ANOMALY,
    }
)
_SMALL = frozenset({SizeClass.MICRO, SizeClass.SMALL, SizeClass.MEDIUM})


@dataclass(frozen=True)
class Origin:
    """A field of a record that answered: its kind, what people call it, and the field's label."""

    kind: str
    record: UUID
    field: str
    name: str
    label: str


@dataclass(frozen=True)
class TakenOver:
    """A value that the capture gives to a fact; the first origin is where the link leads.

    `is_supposed`: a template supposes it; nobody has recorded it.
    """

    value: FactValue
    origins: tuple[Origin, ...]
    is_supposed: bool = False


@dataclass(frozen=True)
class Capture:
    """What is recorded about a use case and its company, as far as the law may ask for it."""

    company: Company
    affiliates: tuple[Affiliate, ...]
    use_case: UseCase
    sources: tuple[DataSource, ...]
    systems: tuple[ItSystem, ...]
    machines: tuple[Machine, ...]
    findings: Mapping[str, Finding]


@dataclass(frozen=True)
class CompanyCapture:
    """All records of a company that captures of its use cases are cut from; each kind read once."""

    company: Company
    affiliates: tuple[Affiliate, ...]
    use_cases: tuple[UseCase, ...]
    links: tuple[SourceLink, ...]
    sources: tuple[DataSource, ...]
    systems: tuple[ItSystem, ...]
    machines: tuple[Machine, ...]
    findings: tuple[Finding, ...]

    @staticmethod
    def read(view: View, company: UUID) -> CompanyCapture | None:
        """None if the company is not there."""
        found = view.get(Company, company, company)
        if found is None:
            return None
        return CompanyCapture(
            found,
            view.of_company(Affiliate, company),
            view.of_company(UseCase, company),
            view.of_company(SourceLink, company),
            view.of_company(DataSource, company),
            view.of_company(ItSystem, company),
            view.of_company(Machine, company),
            view.of_company(Finding, company),
        )

    def of(self, use_case: UseCase) -> Capture:
        """The sources linked to a use case, and the systems and machines behind them."""
        linked = {each.source for each in self.links if each.use_case == use_case.id}
        sources = tuple(each for each in self.sources if each.id in linked)
        systems = {each.it_system for each in sources}
        machines = {each.machine for each in sources}
        process = use_case.process
        return Capture(
            company=self.company,
            affiliates=self.affiliates,
            use_case=use_case,
            sources=sources,
            systems=tuple(each for each in self.systems if each.id in systems),
            machines=tuple(
                each
                for each in self.machines
                if each.id in machines or (process is not None and each.process == process)
            ),
            findings={
                each.key: each
                for each in self.findings
                if each.use_case == use_case.id and each.key
            },
        )


def taken_over(fact: Fact, capture: Capture) -> TakenOver | None:
    """What the capture says of a fact; None if it says nothing that decides it.

    A value that the edition of the fact does not have says nothing. What was recorded comes before
    what the template of a use case supposes.
    """
    reader = _READERS.get(fact.id)
    found = reader(capture) if reader is not None else _by_field(fact, capture)
    if found is not None and fits(fact, found.value):
        return found
    return _from_template(fact, capture.use_case)


def _from_template(fact: Fact, use_case: UseCase) -> TakenOver | None:
    if not use_case.template:  # then the catalogue is not read
        return None
    template = current_use_case_templates().template(use_case.template)
    value = None if template is None else template_fact(template, fact)
    if value is None:
        return None
    return TakenOver(value, (_origin(use_case, "template"),), is_supposed=True)


def fits(fact: Fact, value: FactValue) -> bool:
    """Whether the value is one of this fact."""
    match fact.kind:
        case FactKind.YES_NO:
            return isinstance(value, Answer)
        case FactKind.NUMBER:
            return isinstance(value, Decimal)
        case FactKind.ONE_OF:
            return any(value == each.key for each in fact.options)
        case FactKind.SEVERAL:
            known = {UNSURE, *(each.key for each in fact.options)}
            return isinstance(value, frozenset) and value <= known


def _by_field(fact: Fact, capture: Capture) -> TakenOver | None:
    """A flag or a figure that the catalogue names as one that answers the fact."""
    for place in fact.known_from:
        kind, _sign, field = place.partition(".")
        if kind == "company" and field in _FIGURES:
            found = _figure(fact, field, capture)
        else:
            found = _flags(field, _records_of(kind, capture))
        if found is not None:
            return found
    return None


def _records_of(kind: str, capture: Capture) -> tuple[Record, ...]:
    return {
        "company": (capture.company,),
        "use_case": (capture.use_case,),
        "data_source": capture.sources,
        "it_system": capture.systems,
        "machine": capture.machines,
    }.get(kind, ())


def origin_words(origin: Origin) -> Value:
    """„Stammdaten, Betriebsrat“ or „Datenquelle „Spindel“, Feld Personenbezogene Daten“."""
    label = Phrase(origin.label)
    if origin.kind == "company":
        return phrase("Stammdaten, {field}", field=label)
    if origin.kind == "finding":
        return phrase("Angaben, {field}", field=label)
    if origin.kind == "use_case":
        return phrase("Anwendungsfall, {field}", field=label)
    return phrase(
        "{kind} „{name}“, Feld {field}",
        kind=_kind_label(origin.kind),
        name=origin.name or "–",
        field=label,
    )


def _kind_label(kind: str) -> Phrase:
    known = kind_named(kind)
    label = known.label if known is not None else kind
    return Phrase(label)


def _figure(fact: Fact, field: str, capture: Capture) -> TakenOver | None:
    """A figure of the company with what counts of its affiliates; none while one is unknown."""
    own: Decimal | None = getattr(capture.company, field)
    if fact.kind is not FactKind.NUMBER or own is None:
        return None
    if capture.company.autonomous is False and not capture.affiliates:
        return None  # others count, but nobody has said which
    total, origins = own, [_origin(capture.company, field)]
    for each in capture.affiliates:
        share, figure = share_of(each), getattr(each, field)
        if not share.high:
            continue
        if share.low != share.high or figure is None:
            return None
        total += figure * share.high / 100
        origins.append(_origin(each, field))
    return TakenOver(total, tuple(origins))


def _flags(field: str, records: tuple[Record, ...]) -> TakenOver | None:
    """One yes is enough, a no needs all of them."""
    if not records or any(field not in rules_of(type(each)) for each in records):
        return None
    yes = [each for each in records if getattr(each, field) is True]
    if yes:
        return TakenOver(Answer.YES, tuple(_origin(each, field) for each in yes))
    if all(getattr(each, field) is False for each in records):
        return TakenOver(Answer.NO, tuple(_origin(each, field) for each in records))
    return None


def _derivation(capture: Capture) -> TakenOver | None:
    """These kinds of use cases rest on models that are learned from data."""
    return _of_archetype(capture, _LEARNED, "gelernt")


def _contact(capture: Capture) -> TakenOver | None:
    """An assistant that answers in sentences talks to people and writes text."""
    said = frozenset({"interaktion", "erzeugt", UNSURE})
    return _of_archetype(capture, frozenset({choices.Archetype.LANGUAGE_ASSISTANT}), said)


def _of_archetype(
    capture: Capture, archetypes: frozenset[choices.Archetype], value: FactValue
) -> TakenOver | None:
    if capture.use_case.archetype not in archetypes:
        return None
    return TakenOver(value, (_origin(capture.use_case, "archetype"),))


def _public(capture: Capture) -> TakenOver | None:
    """A public body is one by its form; another form may still serve the public."""
    if capture.company.legal_form is not choices.LegalForm.PUBLIC:
        return None
    return TakenOver(Answer.YES, (_origin(capture.company, "legal_form"),))


def _small(capture: Capture) -> TakenOver | None:
    """Small and medium-sized enterprises, start-ups and small mid-caps."""
    if capture.company.startup:
        return TakenOver(Answer.YES, (_origin(capture.company, "startup"),))
    result = size_of_company(capture.company, capture.affiliates, current_sme_thresholds())
    origin = (_origin(capture.company, "employees"),)
    if result.small_mid_cap or result.size in _SMALL:
        return TakenOver(Answer.YES, origin)
    if result.size is SizeClass.LARGE and result.small_mid_cap is False:
        return TakenOver(Answer.NO, origin)
    return None


def _contents(capture: Capture) -> TakenOver | None:
    """What is confidential is a trade secret; whether there is more nobody has said."""
    found = _flags("confidential", capture.sources)
    if found is None or found.value is not Answer.YES:
        return None
    return TakenOver(frozenset({"geheimnis", UNSURE}), found.origins)


def _machines(capture: Capture) -> TakenOver | None:
    said, origins = {UNSURE}, []
    for each in capture.machines:
        if each.retrofit:
            said.add("nachruestung")
            origins.append(_origin(each, "retrofit"))
        if each.connectivity not in (None, choices.Connectivity.NONE):
            said.add("vernetzt")
            origins.append(_origin(each, "connectivity"))
    return TakenOver(frozenset(said), tuple(origins)) if origins else None


def _safety(capture: Capture) -> TakenOver | None:
    return _finding(capture, "safety_function", {YES: Answer.YES, NO: Answer.NO})


def _contract(capture: Capture) -> TakenOver | None:
    """Rights that are settled are settled by a contract; open ones are simply not known."""
    return _finding(capture, "rights", {"clear": Answer.YES})


def _finding(capture: Capture, key: str, said: Mapping[str, Answer]) -> TakenOver | None:
    found = capture.findings.get(key)
    value = said.get(found.value or "") if found is not None else None
    if found is None or value is None:
        return None
    question = current_findings().question(capture.use_case.archetype or _OTHER, key)
    origin = Origin("finding", found.id, key, capture.use_case.title or "", question.name)
    return TakenOver(value, (origin,))


def _origin(record: Record, field: str) -> Origin:
    name = getattr(record, "name", None) or getattr(record, "title", None) or ""
    label = rules_of(type(record))[field].label
    return Origin(kind_of(type(record)).name, record.id, field, name, label)


_READERS: Mapping[str, Callable[[Capture], TakenOver | None]] = {
    "ableitung": _derivation,
    "oeffentlich": _public,
    "kmu": _small,
    "sicherheitszweck": _safety,
    "art50": _contact,
    "inhalte": _contents,
    "maschinen": _machines,
    "maschinendaten_vertrag": _contract,
}
"""Facts that are read from a choice; flags and figures follow the catalogue (`known_from`)."""
