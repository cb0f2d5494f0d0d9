"""What the analyses still need to know of a company, and where it is entered."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from kihub_desktop.catalogues.sme import current_sme_thresholds
from kihub_desktop.domain.choices import Archetype
from kihub_desktop.domain.enterprise_size import size_of_company
from kihub_desktop.domain.fields import rules_of
from kihub_desktop.domain.phrases import Value, phrase
from kihub_desktop.domain.records import Company, DataSource, Process, UseCase
from kihub_desktop.domain.sme import SmeResult
from kihub_desktop.domain.visit_records import Affiliate
from kihub_desktop.services.companies import MASTER_FIELDS
from kihub_desktop.ui.open_point import OpenPoint

if TYPE_CHECKING:
    from kihub_desktop.composition import Services


@dataclass(frozen=True)
class OpenPoints:
    """Missing master data, in the order of the form, and everything else."""

    fields: tuple[OpenPoint, ...] = ()
    others: tuple[OpenPoint, ...] = ()

    @property
    def count(self) -> int:
        return len(self.fields) + len(self.others)


@dataclass(frozen=True)
class Recorded:
    """What is known of a company when its open points are counted."""

    company: Company
    size: SmeResult
    processes: Sequence[Process]
    sources: Sequence[DataSource]
    use_cases: Sequence[UseCase]
    answered: int
    questions: int
    contested: int


def points_of(services: Services, company: UUID) -> OpenPoints | None:
    """The open points of a company read anew; None if there is no such company."""
    state, row = services.companies.state(company), services.companies.row(company)
    if state is None:
        return None
    affiliates = services.records(Affiliate).of_company(company).records
    return open_points(
        Recorded(
            state.company,
            size_of_company(state.company, affiliates, current_sme_thresholds()),
            services.processes.of_company(company).records,
            services.sources.of_company(company).records,
            services.use_cases.of_company(company).records,
            row.answered if row else 0,
            len(services.questionnaire.questions),
            len(services.companies.contested(company)),
        )
    )


def open_points(known: Recorded) -> OpenPoints:
    """Everything that is open, the page's own fields first."""
    return OpenPoints(
        tuple(_missing_fields(known)),
        (
            *_conflicts(known),
            *_processes(known.processes),
            *_sources(known.sources),
            *_energy(known),
            *_next_steps(known),
        ),
    )


def _missing_fields(known: Recorded) -> Iterator[OpenPoint]:
    rules = rules_of(Company)
    for name in MASTER_FIELDS:
        # A balance sheet that cannot change the class of size is not asked for.
        settled = name == "balance_sheet" and known.size.possible and not known.size.missing
        if getattr(known.company, name) is None and not settled:
            yield OpenPoint(phrase(rules[name].label), "company", f"field:{name}")


def _conflicts(known: Recorded) -> Iterator[OpenPoint]:
    if known.contested:
        yield OpenPoint(phrase("Zwei Angaben zum selben Feld – bitte entscheiden"), "sync", "")


def _processes(processes: Sequence[Process]) -> Iterator[OpenPoint]:
    if not processes:
        yield OpenPoint(
            phrase("Noch kein Prozess: ohne ihn lässt sich kein Nutzen rechnen"),
            "company",
            "new:process",
        )
    for each in processes:
        if each.hours_per_year is None and each.stops_per_year is None:
            yield OpenPoint(
                phrase(
                    "Prozess „{name}“: Aufwand oder Stillstände im Jahr?", name=_name(each.name)
                ),
                "company",
                f"process:{each.id}:hours_per_year",
            )


def _sources(sources: Sequence[DataSource]) -> Iterator[OpenPoint]:
    if not sources:
        yield OpenPoint(
            phrase("Noch keine Datenquelle: ohne sie bleibt die Machbarkeit offen"),
            "company",
            "new:data_source",
        )
    for each in sources:
        if each.personal_data is None:
            yield OpenPoint(
                phrase(
                    "Datenquelle „{name}“: personenbezogene Daten ja/nein?", name=_name(each.name)
                ),
                "company",
                f"data_source:{each.id}:personal_data",
            )
        if each.access is None:
            yield OpenPoint(
                phrase("Datenquelle „{name}“: Zugriff möglich?", name=_name(each.name)),
                "company",
                f"data_source:{each.id}:access",
            )


def _energy(known: Recorded) -> Iterator[OpenPoint]:
    if known.company.energy_use is not None:
        return
    for each in known.use_cases:
        if each.archetype is Archetype.ENERGY:
            yield OpenPoint(
                phrase(
                    "Energieverbrauch/Jahr fehlt (für Anwendungsfall „{name}“)",
                    name=_name(each.title),
                ),
                "company",
                "field:energy_use",
            )
            return


def _next_steps(known: Recorded) -> Iterator[OpenPoint]:
    if known.answered < known.questions:
        yield OpenPoint(
            phrase(
                "Reifegrad-Interview: {answered} von {all} Fragen beantwortet",
                answered=known.answered,
                all=known.questions,
            ),
            "readiness",
            "",
        )
    if not known.use_cases:
        yield OpenPoint(phrase("Noch kein Anwendungsfall"), "use_cases", "")


def _name(name: str | None) -> Value:
    return name or phrase("(ohne Namen)")
