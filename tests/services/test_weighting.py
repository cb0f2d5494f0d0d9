"""How a group weighs its criteria, and what becomes of it in ranking and report."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from uuid import UUID

import pytest

from kihub_desktop.catalogues.criteria import current_criteria
from kihub_desktop.composition import Services
from kihub_desktop.domain.choices import RankingOrder, WeightingWay
from kihub_desktop.domain.refusals import Reason, Refused
from kihub_desktop.reports.content import Paragraph, Table, plain_text
from kihub_desktop.services.portfolio import PortfolioService
from kihub_desktop.services.ranking import RankingService, consistency, origin
from kihub_desktop.services.weighting import WeightingService
from kihub_desktop.store.workspace import Workspace
from kihub_desktop.texts import render
from tests.services.conftest import carry
from tests.services.golden_report import firm

USUAL = tuple(each.key for each in current_criteria().usual)


@dataclass
class _Group:
    services: Services
    company: UUID

    @property
    def weighting(self) -> WeightingService:
        return WeightingService(self.services.workspace, current_criteria())

    @property
    def portfolio(self) -> PortfolioService:
        return PortfolioService(self.services.workspace, current_criteria())

    def as_of(self) -> int:
        return self.weighting.state(self.company).as_of

    def use(self, way: WeightingWay) -> None:
        self.weighting.choose(self.company, self.as_of(), way=way)

    def rated(self, title: str, **persons: str) -> UUID:
        use_case, _ = self.services.use_cases.create(self.company, title=title)
        for person, digits in persons.items():
            for key, digit in zip(USUAL, digits, strict=True):
                self.services.use_cases.rate(
                    self.company, use_case, key, person, self.as_of(), int(digit)
                )
        return use_case

    def weights(self) -> dict[str, float]:
        found = self.weighting.state(self.company)
        return dict(zip(found.keys, found.weights, strict=True))


@pytest.fixture
def group(services: Services) -> _Group:
    company, _ = services.companies.create("Muster GmbH")
    return _Group(services, company)


def test_that_the_catalogue_weighs_until_the_group_does(group: _Group) -> None:
    assert group.weights()["economic_benefit"] == pytest.approx(0.29)
    group.use(WeightingWay.POINTS)
    state = group.weighting.state(group.company)
    assert state.is_catalogue
    assert render(origin(state)) == "Gewichte: Vorgabe des Katalogs"
    group.weighting.give_points(group.company, "Anna", {"effort": 60, "acceptance": 20}, 0)
    assert group.weights()["effort"] == pytest.approx(0.75)
    group.weighting.give_points(group.company, "Bela", {"acceptance": 1}, group.as_of())
    assert group.weights()["acceptance"] == pytest.approx(0.625)
    assert sum(group.weights().values()) == pytest.approx(1)


def test_that_an_order_becomes_centroid_weights(group: _Group) -> None:
    group.use(WeightingWay.PLACES)
    group.weighting.put_in_order(group.company, "Anna", USUAL[::-1], group.as_of())
    found = group.weights()
    assert list(found.values()) == sorted(found.values())
    assert found["legal_risk"] == pytest.approx((1 + 1 / 2 + 1 / 3 + 1 / 4 + 1 / 5 + 1 / 6) / 6)


def test_that_a_pair_has_one_slot_whichever_way_it_is_asked(group: _Group) -> None:
    company, weighting = group.company, group.weighting
    weighting.compare(company, "Anna", ("effort", "acceptance"), 3, group.as_of())
    weighting.compare(company, "Anna", ("acceptance", "effort"), 5, group.as_of())
    assert weighting.state(company).pairs == {"Anna": {("acceptance", "effort"): 5}}
    weighting.compare(company, "Anna", ("effort", "acceptance"), None, group.as_of())
    assert weighting.state(company).pairs == {}


def test_that_comparisons_weigh_as_soon_as_they_connect_all(group: _Group) -> None:
    group.use(WeightingWay.PAIRS)
    for pair in itertools.pairwise(USUAL):
        assert group.weighting.state(group.company).is_catalogue
        group.weighting.compare(group.company, "Anna", pair, 2, group.as_of())
    state = group.weighting.state(group.company)
    assert state.weights[0] / state.weights[1] == pytest.approx(2)
    assert [render(each) for each in consistency(state)] == [
        "10 Vergleiche fehlen und wurden ergänzt.",
        "Zufallsindex: Saaty 2005.",
    ]


def test_that_what_is_no_weight_is_refused(group: _Group) -> None:
    with pytest.raises(Refused) as points:
        group.weighting.give_points(group.company, "Anna", {"effort": 101}, 0)
    with pytest.raises(Refused) as pair:
        group.weighting.compare(group.company, "Anna", ("effort", "acceptance"), 10, 0)
    assert {points.value.reason, pair.value.reason} == {Reason.BAD_INPUT}


def test_that_criteria_come_and_go_but_no_group_is_left_empty(group: _Group) -> None:
    company, weighting = group.company, group.weighting
    weighting.count(company, "energy", group.as_of(), counts=True)
    assert group.weights()["energy"] == pytest.approx(100 / 6 / (100 + 100 / 6))
    weighting.count(company, "energy", group.as_of(), counts=False)
    weighting.count(company, "strategic_fit", group.as_of(), counts=False)
    with pytest.raises(Refused):
        weighting.count(company, "economic_benefit", group.as_of(), counts=False)
    assert set(group.weights()) == {*USUAL} - {"strategic_fit"}


def test_that_a_rating_of_a_criterion_that_does_not_count_is_kept_and_moves_nothing(
    group: _Group,
) -> None:
    use_case = group.rated("Idee", Anna="333333")
    group.services.use_cases.rate(group.company, use_case, "energy", "Anna", group.as_of(), 5)
    (before,) = group.portfolio.state(group.company).use_cases
    group.weighting.count(group.company, "energy", group.as_of(), counts=True)
    (after,) = group.portfolio.state(group.company).use_cases
    assert before.standing.worth is not None
    assert after.standing.worth is not None
    assert before.standing.worth.value == pytest.approx(0.5)
    assert after.standing.worth.value > 0.5


def test_that_people_on_two_laptops_do_not_conflict(group: _Group, colleague: Workspace) -> None:
    carry(group.services.workspace, colleague)
    there = WeightingService(colleague, current_criteria())
    group.weighting.give_points(group.company, "Anna", {"effort": 4}, group.as_of())
    there.give_points(group.company, "Bela", {"effort": 1}, 0)
    there.compare(group.company, "Bela", ("effort", "acceptance"), 4, 0)
    carry(colleague, group.services.workspace)
    assert group.services.conflicts.all() == ()
    state = group.weighting.state(group.company)
    assert state.persons == ("Anna", "Bela")
    assert state.points == {"Anna": {"effort": 4}, "Bela": {"effort": 1}}


def test_that_the_ranking_leaves_the_forbidden_out_and_follows_the_order_chosen(
    group: _Group,
) -> None:
    good = group.rated("Gut", Anna="555555", Bela="455555")
    poor = group.rated("Schwach", Anna="222222", Bela="232222")
    group.rated("Unbewertet")
    service = RankingService(group.portfolio)
    found = service.ranking(group.company, ())
    assert found is not None
    assert [each.use_case for each in found.cases] == [good, poor]
    assert found.cases[0].first == 1
    assert [render(each) for each in found.flips] == ["Kein Gewicht allein kann Platz 1 kippen."]
    group.weighting.choose(group.company, group.as_of(), order=RankingOrder.TOPSIS)
    by_topsis = service.ranking(group.company, ())
    assert by_topsis is not None
    assert [each.score for each in by_topsis.cases] == pytest.approx([1, 0])
    without = service.ranking(group.company, {good})
    assert without is not None
    assert [(each.use_case, each.rank) for each in without.cases] == [(poor, 1)]
    assert service.ranking(group.company, {good, poor}) is None


def test_that_dissent_is_named_the_widest_first(group: _Group) -> None:
    group.rated("Idee", Anna="333331", Bela="334335")
    found = group.portfolio.state(group.company).dissents()
    assert [(each.criterion, each.low, each.high) for each in found] == [
        ("legal_risk", 1, 5),
        ("data_situation", 3, 4),
    ]


def test_that_weights_never_change_a_verdict(sample: Services) -> None:
    company = firm(sample)
    before = [each.verdict for each in sample.feasibility.all_judged(company)]
    service = WeightingService(sample.workspace, current_criteria())
    as_of = service.state(company).as_of
    changes = service.give_points(company, "Anna", {"effort": 100}, as_of)
    service.choose(company, service.state(company).as_of, way=WeightingWay.POINTS)
    assert changes
    assert [each.verdict for each in sample.feasibility.all_judged(company)] == before
    service.choose(company, service.state(company).as_of, way=WeightingWay.PAIRS)


def test_that_the_report_says_how_certain_rank_one_is_and_what_would_flip_it(
    sample: Services,
) -> None:
    report = sample.reports.content(firm(sample))
    (chapter,) = [each for each in report.chapters if each.title == "Anwendungsfälle"]
    table = [each for each in chapter.blocks if isinstance(each, Table)][-1]
    assert [each.title for each in table.columns][-1] == "Rang 1 mit"
    said = plain_text([each for each in chapter.blocks if isinstance(each, Paragraph)][-1].text)
    assert "Paarvergleich (AHP) von 3 Personen" in said
    assert "Platz 1 kippt" in said
