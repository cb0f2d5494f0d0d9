"""The worked examples W1–W13 of the method, exact to the digit shown."""

from __future__ import annotations

from kihub_desktop.analysis.readiness_inputs import OPEN
from kihub_desktop.analysis.verdict.certainty import Grade
from kihub_desktop.analysis.verdict.inputs import EconomyInput, Given, Refusal, StrategicReason
from kihub_desktop.analysis.verdict.scale import Archetype, Funding, Outcome, Pillar, Status
from tests.unit.analysis.verdict_cases import (
    B0,
    codes,
    judged,
    law_state,
    level,
    money,
    quick_test,
    scores,
    shown,
    source,
    vary,
    volumes,
    ways,
)

BASE = {"D": 69.0, "T": 68.0, "W": 72.5, "R": 92.0, "O": 62.0}


def test_that_w1_the_base_case_is_feasible_with_every_contribution() -> None:
    verdict = judged(B0)
    assert verdict.outcome == Outcome.FEASIBLE
    assert scores(verdict) == BASE
    assert shown(verdict, "D") == [17.5, 16.0, 12.0, 16.0, 7.5]
    assert shown(verdict, "T") == [12.0, 12.0, 18.0, 4.0, 10.0, 6.0, 6.0]
    assert shown(verdict, "W") == [32.0, 17.0, 8.3, 15.2]
    assert shown(verdict, "R") == [80.0, 12.0]
    assert shown(verdict, "O") == [12.0, 12.0, 14.0, 12.0, 12.0]
    assert verdict.conditions == ()
    assert verdict.mean == 66.3
    certainty = verdict.certainty
    assert (certainty.low, certainty.high) == (Outcome.CONDITIONAL, Outcome.FEASIBLE)
    assert certainty.grade == Grade.MEDIUM


W2 = vary(
    indicators={
        "D1.2": 4,
        "D3.6": 1,
        "D4.3": 1,
        **dict.fromkeys(("D5.1", "D5.3", "D5.4"), 2),
        **{f"D7.{index}": 2 for index in range(1, 7)},
    },
    technology={"latency": Given(3, 2, "latency")},
    organisation={"owner": level(2), "votes": (5, 5, 4, 4, 4, 3, 3, 2, 2)},
    data_pillar={"volumes": volumes(failures=38, months=14), "quick_test": quick_test(0.22, 0.40)},
    economy=EconomyInput(money(0.93, 11, 142, 268, 1.7, 96)),
)


def test_that_w2_is_feasible_under_three_conditions_and_names_the_way() -> None:
    verdict = judged(W2)
    assert scores(verdict) == {"D": 75.4, "T": 61.3, "W": 81.3, "R": 88.0, "O": 54.7}
    assert shown(verdict, "D") == [17.5, 16.0, 13.3, 16.0, 12.6]
    assert shown(verdict, "T") == [12.0, 12.0, 18.0, 4.0, 3.3, 6.0, 6.0]
    assert shown(verdict, "W") == [34.4, 21.5, 9.2, 16.2]
    assert shown(verdict, "O") == [16.0, 8.0, 6.0, 12.7, 12.0]
    assert round(verdict.pillar(Pillar.ORGANISATION).shares[3].level or 0, 3) == 3.178
    assert codes(verdict) == {"D3.6", "TA5", "SA-O"}
    assert verdict.outcome == Outcome.CONDITIONAL
    assert verdict.mean == 62.9
    assert ways(verdict) == {("D3.6", None), ("TA5", None), ("O2", 3)}
    assert [view.ring for view in verdict.pillars] == [75, 61, 81, 88, 54]


def test_that_w3_without_labels_is_a_data_project() -> None:
    verdict = judged(
        vary(data_pillar={"label": level(1), "volumes": volumes(failures=15, months=14)})
    )
    assert shown(verdict, "D") == [17.5, 16.0, 9.0, 4.0, 7.5, -15.0]
    assert scores(verdict)["D"] == 39.0
    assert codes(verdict) == {"DT4", "DA3"}
    assert verdict.outcome == Outcome.DATA_PROJECT
    assert verdict.improvements[0].reached == Outcome.CONDITIONAL
    assert {action.code for action in verdict.improvements[0].actions} == {"DA4"}
    assert ways(verdict) == {("DA4", None), ("DA3", None)}


def test_that_w4_data_that_teach_nothing_are_a_data_project_for_sure() -> None:
    verdict = judged(vary(data_pillar={"quick_test": quick_test(-0.12, -0.01)}))
    assert shown(verdict, "D") == [17.5, 16.0, 12.0, 16.0, 0.0, -22.5]
    assert sum(share.exact for share in verdict.pillar(Pillar.DATA).shares[:5]) == 61.5
    assert scores(verdict)["D"] == 39.0
    assert codes(verdict) == {"DT5"}
    assert verdict.outcome == Outcome.DATA_PROJECT
    assert verdict.certainty.high == Outcome.DATA_PROJECT


def test_that_w5_a_forbidden_practice_has_no_way_out() -> None:
    verdict = judged(vary(law=law_state("VERBOTEN", "dsfa", "mitbestimmung")))
    assert shown(verdict, "R") == [0.0, 12.0, -10.0, -8.0, 6.0]
    assert scores(verdict)["R"] == 0.0
    assert "K1" in codes(verdict)
    assert verdict.outcome == Outcome.INFEASIBLE
    assert verdict.improvements == ()


HOPELESS = money(0.06, -70, -40, -8, 9, 100)


def test_that_w6_a_hopeless_case_is_infeasible() -> None:
    verdict = judged(vary(economy=EconomyInput(HOPELESS)))
    assert scores(verdict)["W"] == 8.2
    assert shown(verdict, "W") == [1.4, 4.5, 2.3, 0.0]
    assert codes(verdict) == {"K7"}
    assert verdict.outcome == Outcome.INFEASIBLE


def test_that_w6_a_strategic_reason_turns_it_yellow() -> None:
    reason = StrategicReason("Arbeitsschutz", "Frau Beispiel")
    verdict = judged(vary(economy=EconomyInput(HOPELESS, strategic=reason)))
    assert shown(verdict, "W") == [1.4, 4.5, 2.3, 0.0, 21.8]
    assert round(verdict.pillar(Pillar.ECONOMY).shares[-1].exact, 2) == 21.81
    assert scores(verdict)["W"] == 30.0
    assert verdict.pillar(Pillar.ECONOMY).status == Status.YELLOW
    assert "WA2" in codes(verdict)
    assert verdict.outcome == Outcome.CONDITIONAL


def test_that_w7_high_risk_needs_exactly_four_measures() -> None:
    verdict = judged(
        vary(
            archetype=Archetype.LANGUAGE_ASSISTANT,
            data_pillar={"volumes": volumes(documents=400, test_questions=60)},
            law=law_state("HR_III", "dsfa", "mitbestimmung"),
            indicators={"D7.2": 1},
        )
    )
    assert shown(verdict, "D") == [24.5, 24.0, 10.5, 16.0]
    assert scores(verdict)["D"] == 75.0
    assert shown(verdict, "R") == [32.0, 10.7, -10.0, -8.0, 5.3]
    assert scores(verdict)["R"] == 30.0
    assert codes(verdict) == {"D7.2", "RA1", "dsfa", "mitbestimmung"}
    assert verdict.outcome == Outcome.CONDITIONAL
    assert verdict.mean == 47.9
    assert {code for code, _ in ways(verdict)} == {"D7.2", "RA1", "dsfa", "mitbestimmung"}


def w8(funding: Funding) -> EconomyInput:
    return EconomyInput(
        money(0.62, -36, 18, 72, 3.6, 120), money(0.88, -6, 60, 126, 2.5, 120), funding
    )


def test_that_w8_a_fitting_grant_is_shown_but_leaves_a_condition() -> None:
    verdict = judged(vary(economy=w8(Funding.FITTING)))
    assert shown(verdict, "W") == [30.4, 15.0, 7.1, 13.6]
    assert scores(verdict)["W"] == 66.1
    assert codes(verdict) == {"WA1"}
    assert verdict.outcome == Outcome.CONDITIONAL


def test_that_w8_an_awarded_grant_is_feasible_and_none_is_not_enough() -> None:
    awarded = judged(vary(economy=w8(Funding.GRANTED)))
    assert awarded.outcome == Outcome.FEASIBLE
    without = judged(vary(economy=w8(Funding.NONE)))
    assert scores(without)["W"] == 42.0
    assert codes(without) == {"SA-W"}
    assert without.outcome == Outcome.CONDITIONAL


def test_that_w9_dissent_is_a_condition_and_its_cure_suffices() -> None:
    votes = (5, 5, 5, 4, 4, 1, 1, 1, 0)
    verdict = judged(vary(organisation={"votes": votes}))
    acceptance = verdict.pillar(Pillar.ORGANISATION).shares[3]
    assert round(acceptance.level or 0, 3) == 2.144
    assert scores(verdict)["O"] == 58.6
    assert codes(verdict) == {"OA2"}
    assert verdict.outcome == Outcome.CONDITIONAL
    cured = judged(vary(organisation={"votes": tuple(max(vote, 2) for vote in votes)}))
    assert round(cured.pillar(Pillar.ORGANISATION).shares[3].level or 0, 3) == 2.922
    assert scores(cured)["O"] == 61.7
    assert cured.outcome == Outcome.FEASIBLE
    assert ways(verdict) == {("OA2", None)}


W10_GRADES = {
    "completeness": 1.0,
    "consistency": 3.0,
    "accessibility": 3.0,
    "traceability": 3.0,
    "representativeness": 3.0,
}


def test_that_w10_three_conditions_on_data_are_a_data_project() -> None:
    verdict = judged(
        vary(
            archetype=Archetype.VISUAL_INSPECTION,
            data_pillar={
                "sources": (source("B4", **W10_GRADES),),
                "volumes": volumes(images_per_fault=30, good_images=400),
                "label": level(3),
            },
        )
    )
    assert shown(verdict, "D") == [10.0, 15.0, 9.0, 15.0, -10.0]
    assert scores(verdict)["D"] == 39.0
    assert codes(verdict) == {"DA1", "DA2", "DA3", "DT6"}
    assert verdict.outcome == Outcome.DATA_PROJECT
    assert ways(verdict, 0) == {("DA1", None)}
    assert ways(verdict) == {("DA2", None), ("DA3", None), ("Z", 3)}


def test_that_w11_missing_figures_give_a_range_and_the_questions() -> None:
    verdict = judged(vary(economy=EconomyInput(), indicators={"D5.2": OPEN}))
    economy, organisation = (verdict.pillar(Pillar(letter)) for letter in "WO")
    assert (economy.low, economy.high) == (0.0, 100.0)
    assert (organisation.low, organisation.high) == (50.0, 70.0)
    assert verdict.outcome is None
    assert (verdict.low, verdict.high) == (Outcome.INFEASIBLE, Outcome.FEASIBLE)
    assert [(entry.key, entry.outcome) for entry in verdict.questions] == [
        ("money", Outcome.INFEASIBLE),
        ("D5.2", Outcome.CONDITIONAL),
    ]
    assert verdict.mean is None


def test_that_w12_a_yellow_pillar_always_has_a_condition() -> None:
    verdict = judged(vary(indicators={"D3.6": level(2, evidence=1), "D5.2": 2}))
    assert shown(verdict, "O") == [12.0, 12.0, 12.0, 12.0, 8.0]
    assert scores(verdict)["O"] == 56.0
    assert codes(verdict) == {"SA-O"}
    supplement = verdict.open_conditions[0]
    assert [(lift.code, lift.level) for lift in supplement.lifts] == [("O5", 3)]
    assert verdict.outcome == Outcome.CONDITIONAL
    assert verdict.certainty.high == Outcome.FEASIBLE
    assert verdict.certainty.grade == Grade.MEDIUM


def test_that_w13_refused_rights_are_a_knockout() -> None:
    verdict = judged(
        vary(
            archetype=Archetype.LANGUAGE_ASSISTANT,
            technology={"connection": level(1)},
            data_pillar={
                "volumes": volumes(documents=100, test_questions=30),
                "rights": Given(1, 2, "rights"),
            },
            refusals=(Refusal("DA6", "Lieferant lehnt ab", "Herr Muster"),),
            law=law_state("TRANSPARENZ"),
        )
    )
    assert shown(verdict, "T") == [4.0, 12.0, 18.0, 4.0, 10.0, 6.0, 6.0]
    assert scores(verdict)["T"] == 60.0
    assert verdict.pillar(Pillar.TECHNOLOGY).status == Status.GREEN
    assert shown(verdict, "R") == [72.0, 12.0]
    assert scores(verdict)["R"] == 84.0
    assert shown(verdict, "D") == [24.5, 24.0, 9.0, 16.0, -44.5]
    assert scores(verdict)["D"] == 29.0
    assert codes(verdict) == {"K3"}
    assert verdict.outcome == Outcome.INFEASIBLE
