"""What the verdict reads of the legal check: the state, its best and worst, and what is missing."""

from __future__ import annotations

from typing import Any

import pytest

from kihub_desktop.analysis.law.check import check_law
from kihub_desktop.analysis.law.verdict_input import to_law_input
from kihub_desktop.analysis.verdict.inputs import LawInput
from kihub_desktop.analysis.verdict.scale import Outcome
from kihub_desktop.catalogues.method import current_method
from kihub_desktop.domain.law import Answer
from kihub_desktop.texts import render
from tests.unit.analysis.law_cases import CASES, ENGINE, NO, TODAY, YES, LawCase, facts
from tests.unit.analysis.verdict_cases import judged, vary

RULES = current_method().law


def read(known: dict[str, Any]) -> LawInput:
    return to_law_input(check_law(known, ENGINE, TODAY), RULES)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_that_a_reference_case_reaches_the_verdict_settled(case: LawCase) -> None:
    law = read(dict(case.facts))
    assert law.state.law_class in {each.code for each in RULES.classes}
    assert (law.best, law.worst) == (None, None)
    assert judged(vary(law=law)).outcome is not None


def test_that_open_facts_give_the_verdict_both_ends() -> None:
    known = facts(zweckbereich={"kredit"}, kredit={"personen"}, profiling=YES, personenbezug=YES)
    law = read({**known, "art5": Answer.UNKNOWN, "avv": Answer.UNKNOWN, "verarbeitung_wo": "eu"})
    assert law.best is not None
    assert law.worst is not None
    assert (law.best.law_class, law.worst.law_class) == ("HR_III", "VERBOTEN")
    assert law.worst.open_items - law.best.open_items == {"dsgvo_avv"}


def test_that_what_is_to_clarify_names_the_missing_fact() -> None:
    law = read({**facts(zweckbereich={"kredit"}), "kredit": Answer.UNKNOWN})
    assert law.state.law_class == "PRUEFEN"
    assert render(law.missing_fact) == "Gegenstand der Beurteilung"
    assert law.facts == ("kredit",)


def test_that_a_forbidden_case_is_refused_by_the_verdict() -> None:
    assert judged(vary(law=read(facts(art5={"e"})))).outcome is Outcome.INFEASIBLE


def test_that_the_worst_case_does_not_count_duty_and_check_at_once() -> None:
    law = read({**facts(personenbezug=YES), "dsk_liste": Answer.UNKNOWN})
    assert law.worst is not None
    assert "dsfa" in law.worst.open_items
    assert "dsfa_pruefen" not in law.worst.open_items


def test_that_a_condition_is_not_named_again_as_a_duty() -> None:
    law = read(facts(personenbezug=YES, rechtsgrundlage=NO, dsk_liste={"nr5"}))
    assert {"dsgvo_rechtsgrundlage", "dsfa"} <= law.state.open_items
    codes = [duty.code for duty in law.duties]
    assert not {"dsgvo_rechtsgrundlage", "dsfa", "d2_rechtsgrundlage", "d8_dsfa"} & set(codes)
    assert {"art4", "d6_verzeichnis", "d11_dsb"} <= set(codes)
    assert len(codes) == len(set(codes))


def test_that_a_programme_of_duties_is_one_condition_with_its_role() -> None:
    law = read(facts(zweckbereich={"kredit"}, kredit={"personen"}, profiling=YES))
    assert render(law.role) == "als Anbieter, Betreiber"
    assert not [duty for duty in law.duties if duty.code.startswith("anbieter_")]


def test_that_facts_lead_to_the_recorded_answers() -> None:
    result = check_law(facts(art5={"e"}), ENGINE, TODAY)
    law = to_law_input(result, RULES, {"art5": "legal:1"})
    assert "legal:1" in law.facts
    assert "ableitung" in law.facts
