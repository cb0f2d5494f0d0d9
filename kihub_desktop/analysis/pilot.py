"""What a sketch of a pilot may begin with: proposals, never recorded by themselves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from kihub_desktop.analysis.partners import Fit, Matches
from kihub_desktop.domain.choices import Archetype
from kihub_desktop.domain.partners import PartnerCatalogue
from kihub_desktop.domain.phrases import Amount, Joined, Phrase, Value, phrase
from kihub_desktop.domain.records import BusinessCase, DataSource, Process, UseCase

PROPOSED = (
    "goal",
    "measure",
    "baseline",
    "threshold",
    "stop",
    "months",
    "starts_on",
    "lead",
    "inputs",
    "partner",
    "partner_role",
)
"""Fields of a sketch that may be proposed, in the order of the form."""
Proposals = Mapping[str, Value]
"""By field: a sentence, a whole number, a day, or the id of a partner."""


@dataclass(frozen=True)
class PilotGround:
    """What is recorded of a use case that a pilot may rest on; `sources` are the necessary ones."""

    use_case: UseCase
    process: Process | None = None
    sources: Sequence[DataSource] = ()
    business_case: BusinessCase | None = None


def propose_pilot(
    catalogue: PartnerCatalogue, ground: PilotGround, matches: Matches
) -> dict[str, Value]:
    """Recorded facts first, then the usual pilot of the archetype; a field may be left out."""
    usual = catalogue.pilot_of(ground.use_case.archetype)
    found: dict[str, Value | None] = {
        "goal": phrase(usual.goal),
        "measure": phrase(usual.measure),
        "baseline": baseline(ground.process, ground.use_case.archetype),
        "threshold": phrase(usual.threshold),
        "stop": phrase(usual.stop),
        "months": _months(ground) or usual.months,
        "starts_on": ground.use_case.planned_start,
        "lead": ground.process.owner if ground.process else None,
        "inputs": _inputs(ground.sources) or phrase(usual.inputs),
        **_partner(catalogue, matches),
    }
    return {name: value for name in PROPOSED if (value := found.get(name)) is not None}


def _months(ground: PilotGround) -> int | None:
    return ground.business_case.pilot_months if ground.business_case else None


def baseline(process: Process | None, archetype: Archetype | None) -> Phrase | None:
    """What the process says today, of that which the archetype usually improves."""
    if process is None:
        return None
    scrap = _amount(process.scrap_rate, "%")
    stops = _amount(process.stops_per_year, "")
    hours = _amount(process.hours_per_year, "h")
    said = {
        "scrap": scrap and phrase("{scrap} Ausschuss", scrap=scrap),
        "stops": stops and phrase("{stops} Stillstände im Jahr", stops=stops),
        "hours": hours and phrase("{hours} Aufwand im Jahr", hours=hours),
    }
    order = _FIRST.get(archetype or Archetype.OTHER, ("hours", "stops", "scrap"))
    return next((found for name in order if (found := said[name])), None)


_FIRST = {
    Archetype.PREDICTIVE_MAINTENANCE: ("stops", "hours", "scrap"),
    Archetype.ANOMALY: ("stops", "scrap", "hours"),
    Archetype.VISUAL_INSPECTION: ("scrap", "hours", "stops"),
    Archetype.PROCESS_PARAMETERS: ("scrap", "stops", "hours"),
}


def _amount(value: Decimal | None, unit: str) -> Amount | None:
    if value is None:
        return None
    exponent = value.normalize().as_tuple().exponent
    return Amount(value, max(0, -exponent) if isinstance(exponent, int) else 0, unit)


def _inputs(sources: Sequence[DataSource]) -> Value | None:
    named = tuple(_source(each) for each in sources if each.name)
    return Joined(named) if named else None


def _source(source: DataSource) -> Value:
    name = source.name or ""
    months = _amount(source.history_months, "")
    if months is None:
        return name
    return phrase("{name} ({months} Monate)", name=name, months=months)


def _partner(catalogue: PartnerCatalogue, matches: Matches) -> dict[str, Value]:
    """The best of those that can build the pilot and meet the core of the need."""
    best = next((each for each in matches.builders if each.is_suitable), None)
    if best is None or best.fit > Fit.CORE:
        return {}
    known = (*matches.need.core, *matches.need.useful)
    able = [each for each in known if each in best.partner.competences]
    names = {each.key: phrase(each.label) for each in catalogue.competences}
    words = Joined(tuple(names[each] for each in able))
    return {
        "partner": best.partner.id,
        "partner_role": phrase("Umsetzung des Piloten, bringt {words} ein", words=words),
    }
