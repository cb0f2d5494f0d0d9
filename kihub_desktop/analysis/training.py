"""Which training a use case asks for, and how far the plan for AI literacy is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from kihub_desktop.domain.choices import Archetype, TrainingGroup
from kihub_desktop.domain.offers import Confidence, OfferStatus, Timeliness, timeliness
from kihub_desktop.domain.phrases import Phrase, phrase
from kihub_desktop.domain.training import TrainingCatalogue, TrainingOffer
from kihub_desktop.domain.training_records import Training

_STATUSES = (OfferStatus.OPEN, OfferStatus.CALL, OfferStatus.UNCLEAR, OfferStatus.PAUSED)
_GROUP_ORDER = tuple(TrainingGroup)


class Occurrence(StrEnum):
    """Whether data about people or their performance occur; unknown never counts as no."""

    YES = "ja"
    NO = "nein"
    UNKNOWN = "unbekannt"


class Urgency(StrEnum):
    MANDATORY = "mandatory"
    TO_BE_SETTLED = "to_be_settled"
    PROPOSED = "proposed"


@dataclass(frozen=True)
class TrainingNeed:
    """What is known of a use case and its company; `people` counts employees by group."""

    archetype: Archetype | None = None
    personal: Occurrence = Occurrence.UNKNOWN
    has_council: bool | None = None
    present: frozenset[TrainingGroup] = frozenset()
    people: Mapping[TrainingGroup, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Proposal:
    """One offer for one group, with the reason and what else there is for the group."""

    offer: TrainingOffer
    group: TrainingGroup
    urgency: Urgency
    reason: Phrase
    people: int | None
    due: date
    timeliness: Timeliness
    others: tuple[TrainingOffer, ...]

    @property
    def key(self) -> str:
        return f"{self.offer.id}:{self.group}"


def propose_training(
    catalogue: TrainingCatalogue, need: TrainingNeed, today: date
) -> tuple[Proposal, ...]:
    """The basic unit for all, then one offer per group that is touched, then the works council.

    Of several offers for a group those come last that end before the training would be due; then
    the one made for the archetype comes first, open before unclear, the better supported one,
    and the order of the catalogue. Ended ones never.
    """
    basic = catalogue.basic()
    chosen = [(TrainingGroup.ALL, [basic], _basic_reason(catalogue))]
    for group in _touched(catalogue, need):
        ranked = _ranked(catalogue, need, group, today)
        if ranked:
            chosen.append((group, ranked, _group_reason(catalogue, need, group)))
    return tuple(
        Proposal(
            offer=offers[0],
            group=group,
            urgency=urgency,
            reason=reason,
            people=need.people.get(group),
            due=today + timedelta(days=offers[0].due_days),
            timeliness=timeliness(offers[0], today, catalogue.limits),
            others=tuple(offers[1:]),
        )
        for group, offers, (urgency, reason) in chosen
    )


def _touched(catalogue: TrainingCatalogue, need: TrainingNeed) -> tuple[TrainingGroup, ...]:
    groups = {*catalogue.touched_by(need.archetype), *need.present} - {TrainingGroup.ALL}
    if _council(need) is not None:
        groups.add(TrainingGroup.WORKS_COUNCIL)
    elif need.has_council is False:
        groups.discard(TrainingGroup.WORKS_COUNCIL)
    return tuple(sorted(groups, key=_GROUP_ORDER.index))


def _council(need: TrainingNeed) -> Urgency | None:
    """Nothing without a council; open questions keep the item in the plan."""
    if need.has_council is False or need.personal is Occurrence.NO:
        return None
    known = need.personal is Occurrence.YES and need.has_council
    return Urgency.MANDATORY if known else Urgency.TO_BE_SETTLED


def _ranked(
    catalogue: TrainingCatalogue, need: TrainingNeed, group: TrainingGroup, today: date
) -> list[TrainingOffer]:
    fitting = [
        each
        for each in catalogue.offers
        if group in each.groups
        and not each.basic
        and (not each.archetypes or need.archetype in each.archetypes)
        and timeliness(each, today, catalogue.limits) is not Timeliness.ENDED
    ]
    return sorted(
        fitting,
        key=lambda each: (
            _ends_too_early(each, today),
            not each.archetypes,
            _STATUSES.index(each.status),
            tuple(Confidence).index(each.confidence),
        ),
    )


def _ends_too_early(offer: TrainingOffer, today: date) -> bool:
    until = offer.valid_until
    return until is not None and until < today + timedelta(days=offer.due_days)


def _basic_reason(catalogue: TrainingCatalogue) -> tuple[Urgency, Phrase]:
    return Urgency.MANDATORY, phrase("für alle: {norm}", norm=phrase(catalogue.duty_norm))


def _group_reason(
    catalogue: TrainingCatalogue, need: TrainingNeed, group: TrainingGroup
) -> tuple[Urgency, Phrase]:
    if group is TrainingGroup.WORKS_COUNCIL:
        urgency = _council(need)
        norm = phrase(catalogue.council_norm)
        if urgency is Urgency.MANDATORY:
            return urgency, phrase("Daten über Beschäftigte kommen vor: {norm}", norm=norm)
        if urgency is Urgency.TO_BE_SETTLED:
            return urgency, _open_question(need, norm)
    if group in catalogue.touched_by(need.archetype):
        return Urgency.PROPOSED, phrase("arbeitet mit dem Vorhaben")
    return Urgency.PROPOSED, phrase("nimmt an Terminen teil")


def _open_question(need: TrainingNeed, norm: Phrase) -> Phrase:
    if need.personal is Occurrence.UNKNOWN:
        return phrase("offen, ob Daten über Beschäftigte vorkommen: {norm}", norm=norm)
    return phrase("offen, ob es einen Betriebsrat gibt: {norm}", norm=norm)


# -- how far the plan is -----------------------------------------------------------------------


@dataclass(frozen=True)
class LiteracyStatus:
    """The plan in figures; `reached` people have had the unit for all, None without a number."""

    planned: int
    held: int
    overdue: tuple[Training, ...]
    undated: int
    reached: int | None
    employees: int | None
    groups: frozenset[TrainingGroup]

    @property
    def is_begun(self) -> bool:
        return self.planned > 0

    @property
    def is_complete(self) -> bool:
        return self.is_begun and self.held == self.planned


def literacy_status(
    trainings: Iterable[Training], employees: int | None, today: date
) -> LiteracyStatus:
    """Counts of the plan on a day; a training is held from its day on, not when it is dated."""
    rows = tuple(trainings)
    held = [each for each in rows if is_held(each, today)]
    late = [
        each
        for each in rows
        if not is_held(each, today) and each.due is not None and each.due < today
    ]
    basics = [each.people for each in held if each.group is TrainingGroup.ALL]
    numbers = [each for each in basics if each is not None]
    return LiteracyStatus(
        planned=len(rows),
        held=len(held),
        overdue=tuple(sorted(late, key=lambda each: (each.due or today, each.name or ""))),
        undated=sum(each.due is None and each.held_on is None for each in rows),
        reached=sum(numbers) if numbers else None,
        employees=employees,
        groups=frozenset(each.group for each in rows if each.group is not None),
    )


def is_held(training: Training, today: date) -> bool:
    return training.held_on is not None and training.held_on <= today
