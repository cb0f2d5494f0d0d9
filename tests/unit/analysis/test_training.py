"""What a use case asks people to learn, and how far the plan is."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from kihub_desktop.analysis.training import (
    Occurrence,
    Proposal,
    TrainingNeed,
    Urgency,
    literacy_status,
    propose_training,
)
from kihub_desktop.catalogues.training import current_training
from kihub_desktop.domain.choices import Archetype, TrainingGroup
from kihub_desktop.domain.offers import OfferStatus, Timeliness
from kihub_desktop.domain.training_records import Training
from kihub_desktop.texts import render

CATALOGUE = current_training()
TODAY = date(2026, 11, 30)
NEEDS = st.builds(
    TrainingNeed,
    st.sampled_from((None, *Archetype)),
    st.sampled_from(Occurrence),
    st.sampled_from((None, True, False)),
    st.frozensets(st.sampled_from(TrainingGroup)),
)
DAYS = st.dates(date(2026, 11, 1), date(2029, 12, 31))


def _of(need: TrainingNeed, today: date = TODAY) -> dict[TrainingGroup, Proposal]:
    return {each.group: each for each in propose_training(CATALOGUE, need, today)}


@given(NEEDS, DAYS)
def test_that_the_basic_unit_for_all_always_comes_first(need: TrainingNeed, today: date) -> None:
    first, *rest = propose_training(CATALOGUE, need, today)
    assert first.group is TrainingGroup.ALL
    assert first.offer.basic
    assert first.urgency is Urgency.MANDATORY
    groups = [each.group for each in rest]
    assert len(groups) == len(set(groups))
    assert TrainingGroup.ALL not in groups
    wanted = set(CATALOGUE.touched_by(need.archetype))
    assert wanted <= set(groups) | (
        {TrainingGroup.WORKS_COUNCIL} if not need.has_council else set()
    )


@given(NEEDS, DAYS)
def test_that_nothing_is_proposed_that_has_ended(need: TrainingNeed, today: date) -> None:
    for each in propose_training(CATALOGUE, need, today)[1:]:
        assert each.timeliness is not Timeliness.ENDED
        assert each.due > today


def test_that_the_council_is_mandatory_with_personal_data_and_never_silently_dropped() -> None:
    base = TrainingNeed(Archetype.PREDICTIVE_MAINTENANCE, Occurrence.YES, has_council=True)
    council = _of(base)[TrainingGroup.WORKS_COUNCIL]
    assert council.urgency is Urgency.MANDATORY
    assert "§ 87" in render(council.reason)
    for unknown in (
        replace(base, personal=Occurrence.UNKNOWN),
        replace(base, has_council=None),
    ):
        settled = _of(unknown)[TrainingGroup.WORKS_COUNCIL]
        assert settled.urgency is Urgency.TO_BE_SETTLED
        assert render(settled.reason).startswith("offen")
    assert TrainingGroup.WORKS_COUNCIL not in _of(replace(base, personal=Occurrence.NO))
    assert TrainingGroup.WORKS_COUNCIL not in _of(replace(base, has_council=False))


def test_that_maintenance_gets_the_unit_made_for_it() -> None:
    found = _of(TrainingNeed(Archetype.PREDICTIVE_MAINTENANCE))
    assert found[TrainingGroup.SPECIALIST].offer.id == "t22"
    other = _of(TrainingNeed(Archetype.LANGUAGE_ASSISTANT))
    assert other[TrainingGroup.SPECIALIST].offer.id != "t22"


def test_that_an_offer_that_ends_before_it_is_due_stands_behind_lasting_ones() -> None:
    for each in _of(TrainingNeed(Archetype.FORECAST)).values():
        late = each.offer.valid_until is not None and each.offer.valid_until < each.due
        assert not late
    summer = _of(TrainingNeed(Archetype.FORECAST), date(2026, 8, 1))
    assert summer[TrainingGroup.LEADERSHIP].offer.id == "t03"


def test_that_open_offers_come_before_unclear_ones() -> None:
    only = tuple(
        replace(each, status=OfferStatus.UNCLEAR) if each.id == "t10" else each
        for each in CATALOGUE.offers
    )
    need = TrainingNeed(Archetype.FORECAST, Occurrence.YES, has_council=True)
    found = propose_training(replace(CATALOGUE, offers=only), need, TODAY)
    assert found[-1].offer.id == "t11"


def test_that_apprentices_are_asked_when_they_take_part() -> None:
    found = _of(TrainingNeed(present=frozenset({TrainingGroup.APPRENTICE})))
    assert found[TrainingGroup.APPRENTICE].urgency is Urgency.PROPOSED


TRAININGS = st.lists(
    st.builds(
        Training,
        id=st.uuids(),
        company=st.just(UUID(int=1)),
        group=st.sampled_from((None, *TrainingGroup)),
        people=st.one_of(st.none(), st.integers(0, 500)),
        due=st.one_of(st.none(), DAYS),
        held_on=st.one_of(st.none(), DAYS),
    )
)


@given(TRAININGS, DAYS)
def test_that_every_training_is_held_overdue_or_still_to_come(
    trainings: list[Training], today: date
) -> None:
    found = literacy_status(trainings, 84, today)
    assert found.planned == len(trainings)
    assert found.held + len(found.overdue) <= found.planned
    assert found.is_complete == (bool(trainings) and found.held == found.planned)
    assert all(each.due is not None and each.due < today for each in found.overdue)


def test_that_a_date_ahead_is_a_plan_and_no_record() -> None:
    planned = Training(
        id=UUID(int=2),
        company=UUID(int=1),
        group=TrainingGroup.ALL,
        people=84,
        due=TODAY - timedelta(days=1),
        held_on=TODAY + timedelta(days=1),
    )
    before = literacy_status([planned], 84, TODAY)
    assert (before.held, before.reached, len(before.overdue)) == (0, None, 1)
    after = literacy_status([planned], 84, TODAY + timedelta(days=1))
    assert (after.held, after.reached, after.overdue) == (1, 84, ())
