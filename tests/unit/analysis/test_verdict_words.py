"""The words of the verdict, its order among others, its catalogue and its speed."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml

from kihub_desktop.analysis.readiness_inputs import IndicatorAnswer
from kihub_desktop.analysis.verdict.comparison import compare
from kihub_desktop.analysis.verdict.conditions import ConditionKind
from kihub_desktop.analysis.verdict.inputs import (
    EconomyInput,
    LawInput,
    LawState,
    Refusal,
    StrategicReason,
)
from kihub_desktop.analysis.verdict.scale import Archetype, Pillar
from kihub_desktop.analysis.verdict.views import Verdict
from kihub_desktop.catalogues.errors import CatalogueError
from kihub_desktop.catalogues.method import load_method
from kihub_desktop.catalogues.method_texts import extract_method
from kihub_desktop.paths import resources
from kihub_desktop.texts import render
from tests.unit.analysis.verdict_cases import (
    B0,
    ENGINE,
    METHOD,
    judged,
    law_state,
    level,
    money,
    quick_test,
    vary,
    volumes,
)

METHOD_FILE = resources() / "catalogues" / "method.yaml"
WEAK = {"D3.6": 1, "D5.2": 2}


def _headline(verdict: Verdict) -> str:
    return render(verdict.headline)


def test_that_a_feasible_case_says_what_comes_next() -> None:
    assert _headline(judged(B0)) == (
        "Wartung ist machbar. Alle fünf Säulen tragen; keine Auflage ist offen. "
        "Nächster Schritt: Pilot."
    )
    assert _headline(judged(replace(B0, pilot_weeks=12))).endswith("Pilot über 12 Wochen.")


def test_that_conditions_are_counted_and_the_weakest_pillar_named() -> None:
    verdict = judged(vary(indicators=WEAK))
    assert _headline(verdict) == (
        "Wartung ist machbar, wenn vor dem Pilotprojekt 2 Auflagen erfüllt sind. "
        "Schwächste Säule: Organisation (54). Kein K.-o.-Kriterium ist verletzt."
    )
    assert render(verdict.improvements[0].sentence) == (
        "Wird machbar, wenn D3.6 Daten-Zuständigkeit & -katalog auf Stufe 2 und "
        "O5 Freie Kapazität auf Stufe 3."
    )


def test_that_one_condition_is_worded_in_the_singular() -> None:
    verdict = judged(vary(indicators={"D3.6": 1}, organisation={"owner": level(5)}))
    assert "1 Auflage erfüllt ist" in _headline(verdict)


def test_that_a_reason_names_dimension_level_and_need() -> None:
    (condition,) = judged(vary(indicators={"D3.6": 1}, organisation={"owner": level(5)})).conditions
    assert render(condition.why) == "Daten D3.6 = Stufe 1 (nötig: 2)"
    assert render(condition.text) == "Datenverantwortliche Person benennen"
    assert (condition.role, condition.weeks) == ("GF", 3)
    assert condition.due == date(2026, 12, 14)


def test_that_a_data_project_names_reason_weeks_and_goal() -> None:
    verdict = judged(
        vary(data_pillar={"label": level(1), "volumes": volumes(failures=15, months=14)})
    )
    assert _headline(verdict) == (
        "Erst die Daten: Zielgröße/Labels = Stufe 1 (nur im Kopf). Wir empfehlen ein Datenprojekt "
        "von 16 Wochen mit dem Ziel: Zielgröße/Labels auf Stufe 3. Danach wird neu entschieden."
    )


def test_that_a_forbidden_practice_asks_for_another_purpose() -> None:
    assert _headline(judged(vary(law=law_state("VERBOTEN")))) == (
        "In dieser Form derzeit nicht machbar: Verbotene Praktik: nur durch Umgestaltung des "
        "Zwecks. Der Zweck ist umzugestalten."
    )


def test_that_an_open_case_names_bounds_and_questions() -> None:
    assert _headline(judged(vary(economy=EconomyInput()))) == (
        "Noch nicht geprüft: zwischen ‚nicht machbar‘ und ‚machbar‘. Es entscheidet vor allem: "
        "Kosten und Nutzen."
    )


def test_that_the_certainty_counts_the_answers_that_are_seen() -> None:
    text = render(judged(B0).certainty_sentence)
    assert text.startswith("Sicherheit mittel: ")
    verdict = judged(B0)
    assert verdict.certainty.seen == verdict.certainty.given


def test_that_a_certain_case_without_a_test_is_at_most_medium() -> None:
    sure = vary(
        indicators={row.id: 4 for row in METHOD.indicators},
        data_pillar={"volumes": volumes(failures=100, months=24)},
        technology={"integration": level(4)},
    )
    untested = judged(sure).certainty
    assert untested.limited_by_missing_test
    assert untested.grade == 1
    tested = judged(vary(sure, data_pillar={"quick_test": quick_test(0.1, 0.2)})).certainty
    assert tested.grade == 2


def test_that_the_weak_answer_is_named() -> None:
    assert judged(B0).certainty.weak_keys == ("N.failures", "N.months")


def test_that_the_roadmap_keeps_its_order() -> None:
    verdict = judged(
        vary(
            indicators={**WEAK, "D1.1": 1},
            law=law_state("HR_III", "dsfa", "nis2"),
            data_pillar={"label": level(1)},
        )
    )
    kinds = [entry.kind for entry in sorted(verdict.conditions, key=lambda entry: entry.kind)]
    assert {ConditionKind.TRIGGER, ConditionKind.LEGAL, ConditionKind.SUPPLEMENT} <= set(kinds)
    steps = [entry.code for entry in verdict.steps]
    wanted = ["DT4", "dsfa", "D3.6", "SA-O", "nis2", "D1.1"]
    assert all(steps.index(first) < steps.index(then) for first, then in pairwise(wanted))


def test_that_without_conditions_pilot_funding_and_partners_follow() -> None:
    assert [entry.code for entry in judged(B0).steps][:3] == ["pilot", "funding", "partners"]


def test_that_an_open_case_first_asks_its_questions() -> None:
    steps = judged(vary(economy=EconomyInput(), indicators={"D5.2": IndicatorAnswer()})).steps
    assert [entry.code for entry in steps][:2] == ["money", "D5.2"]
    assert render(steps[0].text) == "Klären: Kosten und Nutzen"
    assert "pilot" not in [entry.code for entry in steps]


def test_that_high_risk_duties_carry_their_date() -> None:
    law = LawInput(LawState("HR_III"), role="als Betreiber")
    verdict = judged(vary(law=law))
    (programme,) = [entry for entry in verdict.conditions if entry.code == "RA1"]
    assert render(programme.text) == (
        "Pflichtenprogramm als Betreiber nach KI-VO aufstellen, wirksam ab 02.12.2027"
    )


def test_that_a_refused_condition_names_reason_and_person() -> None:
    verdict = judged(
        vary(
            organisation={"owner": level(1)},
            refusals=(Refusal("OA1", "niemand übernimmt", "Frau Beispiel"),),
        )
    )
    (knockout,) = [entry for entry in verdict.conditions if entry.code == "K4"]
    assert knockout.cause == "OA1"
    assert render(knockout.why).endswith("nicht erfüllbar: niemand übernimmt (Frau Beispiel)")


def test_that_refusal_and_strategic_reason_need_text_and_name() -> None:
    with pytest.raises(ValueError, match="reason"):
        Refusal("OA1", " ", "Name")
    with pytest.raises(ValueError, match="name"):
        StrategicReason("Pflicht", "")
    with pytest.raises(ValueError, match="between 0 and 5"):
        IndicatorAnswer(6)


def test_that_use_cases_are_ordered_by_outcome_conditions_and_pillars() -> None:
    best = judged(replace(B0, id="1", name="A"))
    near = judged(replace(vary(economy=EconomyInput(money(0.9, 5, 78, 170, 2, 100))), name="B"))
    worse = judged(replace(vary(indicators={"D3.6": 1}), name="C"))
    worst = judged(replace(vary(law=law_state("VERBOTEN")), name="D"))
    ranked = compare([worst, worse, near, best], METHOD.thresholds)
    assert [entry.verdict.name for entry in ranked] == ["A", "B", "C", "D"]
    assert [entry.is_tied for entry in ranked] == [False, True, False, False]


ALL_CODES = (*METHOD.conditions, *METHOD.knockouts)


def test_that_every_sentence_of_the_catalogue_has_a_role_and_an_end() -> None:
    for code, entry in METHOD.conditions.items():
        assert entry.role in METHOD.roles, code
        assert entry.weeks > 0, code
        assert entry.step, code
    assert {item.code for item in METHOD.law.items if item.is_condition} <= set(METHOD.conditions)
    assert len(ALL_CODES) == len(set(METHOD.conditions) | set(METHOD.knockouts)) + 1  # K9 in both


def test_that_the_hard_minima_in_force_are_those_of_the_method() -> None:
    counts = {
        archetype.value: sum(len(rows) for rows in ENGINE.plan(archetype).rows.values())
        for archetype in Archetype
    }
    assert counts == {
        "VI": 16,
        "PM": 13,
        "FC": 8,
        "OP": 18,
        "LM": 13,
        "PP": 20,
        "EN": 8,
        "AD": 10,
        "SO": 11,
    }


def test_that_the_catalogue_marks_its_assumptions() -> None:
    assert METHOD.edition == "M-2026-11"
    seasons = METHOD.data_pillar.needs[Archetype.FORECAST][0]
    assert (seasons.annahme, seasons.source) == (False, "S8")
    assert METHOD.thresholds.annahme
    assert METHOD.evidence.annahme


def _changed(*path: str | int, to: object) -> Callable[[Any], None]:
    def change(document: Any) -> None:
        for step in path[:-1]:
            document = document[step]
        document[path[-1]] = to

    return change


@pytest.mark.parametrize(
    "change",
    [
        _changed("pillar_weights", "D", to=0.3),
        _changed("indicators", to=[]),
        _changed("thresholds", "green", to="hoch"),
        _changed("Schwellen", to={}),
        _changed("thresholds", "grün", to=60),
        _changed("kind", to="law"),
        _changed("indicators", 0, "role", to="XX"),
        _changed("indicators", 0, "cells", "VI", to=[4, 3]),
        _changed("data_pillar", "weights", "PM", to=[25, 20, 20, 20, 10]),
        _changed("data_pillar", "readiness_levels", "C4", to=5),
        _changed("technology", "components", 0, "weight", to=30),
        _changed("technology", "trl_levels", to=[1, 2, 3]),
        _changed("law", "best", to="HARMLOS"),
        _changed("law", "items", 0, "code", to="unbekannt"),
    ],
)
def test_that_a_wrong_catalogue_is_refused(change: Callable[[Any], None], tmp_path: Path) -> None:
    document = yaml.safe_load(METHOD_FILE.read_text(encoding="utf-8"))
    change(document)
    path = tmp_path / "method.yaml"
    path.write_text(yaml.safe_dump(document, allow_unicode=True, sort_keys=False), "utf-8")
    with pytest.raises(CatalogueError):
        load_method(path)


def test_that_every_text_of_the_catalogue_is_found_for_translation() -> None:
    with METHOD_FILE.open("rb") as source:
        found = {text for _, _, text, _ in extract_method(source, (), (), {})}
    wanted = {row.text for row in METHOD.indicators} | {row.name for row in METHOD.indicators}
    wanted |= set(METHOD.roles.values()) | set(METHOD.knockouts.values())
    wanted |= {entry.text for entry in METHOD.conditions.values()}
    wanted |= {entry.step for entry in METHOD.conditions.values()}
    wanted |= set(METHOD.data_pillar.grades.values()) | set(METHOD.pillars.values())
    wanted |= {entry.name for entry in METHOD.law.classes}
    wanted |= {entry.name for entry in METHOD.law.items}
    wanted |= {*METHOD.organisation.owner_levels, *METHOD.readiness.level_names}
    assert wanted <= found
    assert not any(text.replace(".", "").isdigit() for text in found)


def _fastest(run: Callable[[], object], times: int) -> float:
    durations = []
    for _ in range(times):
        start = time.perf_counter()
        run()
        durations.append(time.perf_counter() - start)
    return min(durations)


def test_that_an_evaluation_and_a_verdict_are_cheap() -> None:
    hard = vary(indicators=WEAK, law=law_state("HR_III", "dsfa"), economy=EconomyInput())
    assert _fastest(lambda: judged(hard), 5) < 0.03
    assert _fastest(lambda: judged(replace(hard, economy=B0.economy)), 5) < 0.03
    assert judged(hard).pillar(Pillar.ECONOMY).ring is None
