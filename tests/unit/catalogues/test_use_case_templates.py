"""The templates of use cases: complete, dated, honest, and refused when they are broken."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from kihub_desktop.analysis.law.check import check_law
from kihub_desktop.catalogues.cash_lines import current_cash_lines
from kihub_desktop.catalogues.criteria import current_criteria
from kihub_desktop.catalogues.errors import CatalogueError
from kihub_desktop.catalogues.findings import current_findings
from kihub_desktop.catalogues.law import current_law
from kihub_desktop.catalogues.use_case_templates import (
    current_use_case_templates,
    load_use_case_templates,
)
from kihub_desktop.domain.choices import Archetype, Sector, Side
from kihub_desktop.domain.law import UNSURE, Facts, LawCatalogue, LegalClass, Light
from kihub_desktop.domain.offers import Confidence
from kihub_desktop.domain.template_facts import template_fact
from kihub_desktop.domain.use_case_templates import LegalHint, UseCaseTemplate
from kihub_desktop.paths import resources
from tests.unit.analysis.law_cases import ENGINE, TODAY

SHIPPED = resources() / "catalogues" / "use_case_templates.yaml"
TEMPLATES = current_use_case_templates()


def law_facts(template: UseCaseTemplate, law: LawCatalogue) -> Facts:
    """All that a template supposes, as if somebody had answered so."""
    supposed = ((fact.id, template_fact(template, fact)) for fact in law.facts)
    return {key: value for key, value in supposed if value is not None}


def test_that_each_sector_and_every_sector_have_eight_templates() -> None:
    counted = Counter(each.sector for each in TEMPLATES.templates)
    assert counted == dict.fromkeys(Sector, 8)


def test_that_every_entry_has_source_date_confidence_and_content() -> None:
    for each in TEMPLATES.templates:
        assert each.sources
        assert each.checked_on <= TEMPLATES.stand
        assert each.confidence in Confidence
        assert each.archetype is not Archetype.OTHER
        assert len(each.prerequisites) >= 2
        assert all(text.strip() for text in each.texts())


def test_that_every_reference_leads_to_something() -> None:
    lines = {line.key: line for group in current_cash_lines().groups for line in group.lines}
    criteria = {each.key for each in current_criteria().criteria}
    for each in TEMPLATES.templates:
        sides = {lines[key].side for key in each.lines}
        assert sides == {Side.COST, Side.BENEFIT}, each.key
        assert {rating.criterion for rating in each.ratings} <= criteria
        assert current_findings().of(each.archetype)
        assert len(TEMPLATES.evidence_of(each)) == len(each.evidence)


def test_that_nothing_of_benefit_or_data_is_rated_by_a_template() -> None:
    """What a company gains and which data it has, only the company can say."""
    unknowable = {"economic_benefit", "data_situation", "acceptance", "strategic_fit"}
    for each in TEMPLATES.templates:
        assert not unknowable & {rating.criterion for rating in each.ratings}


def test_that_published_figures_stand_only_beside_their_caution() -> None:
    for published in TEMPLATES.evidence:
        assert published.caution
        assert published.sources
    for each in TEMPLATES.templates:
        told = f"{each.title} {each.problem} {each.method} {each.lever}"
        assert not re.search(r"\d\s?%|\d €", told), each.key


def test_that_an_entry_without_evidence_does_not_look_supported() -> None:
    for each in TEMPLATES.templates:
        assert (each.confidence is Confidence.UNCONFIRMED) == (not each.evidence), each.key


def test_that_the_selection_of_applicants_warns() -> None:
    found = TEMPLATES.template("qu7")
    assert found is not None
    assert (found.legal, found.works_council, found.dpia) == (LegalHint.HIGH_RISK, True, True)
    assert found.warning
    assert found.rating("legal_risk") == 1


def test_that_legal_facts_and_answers_are_those_of_the_law() -> None:
    assert load_use_case_templates(SHIPPED) == TEMPLATES
    for each in TEMPLATES.templates:
        assert len(law_facts(each, current_law())) == len(each.facts) > 0, each.key


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("fact: ableitung", "fact: ableiten", "Das rechtliche Merkmal „"),
        ("answer: [gelernt]", "answer: [gelehrt]", "Die Antwort passt nicht"),
        ("answer: [nein]", "answer: [ja, nein]", "Die Antwort passt nicht"),
        ("answer: [nein]", "answer: [unbekannt]", "Die Antwort passt nicht"),
    ],
)
def test_that_a_fact_the_law_does_not_know_is_refused(
    tmp_path: Path, old: str, new: str, said: str
) -> None:
    broken = tmp_path / "use_case_templates.yaml"
    broken.write_text(SHIPPED.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    with pytest.raises(CatalogueError) as caught:
        load_use_case_templates(broken)
    assert said in str(caught.value)


@pytest.mark.parametrize("template", TEMPLATES.templates, ids=lambda each: each.key)
def test_that_a_template_alone_settles_no_green_light(template: UseCaseTemplate) -> None:
    """It answers a few facts; what nobody has asked stays unknown and is never taken for no."""
    result = check_law(law_facts(template, current_law()), ENGINE, TODAY)
    assert result.light is not Light.GREEN or result.light_is_open
    assert result.law_class is not LegalClass.FORBIDDEN


def test_that_the_selection_of_applicants_is_high_risk_by_the_rules_too() -> None:
    found = TEMPLATES.template("qu7")
    assert found is not None
    is_ai = frozenset({"maschine", "autonomie", "ziele", "ausgabe", "einfluss", UNSURE})
    in_scope = {"geltung": frozenset({"keine"}), "art5": frozenset({"keine"}), "merkmale": is_ai}
    result = check_law({**in_scope, **law_facts(found, current_law())}, ENGINE, TODAY)
    assert result.law_class is LegalClass.HIGH_RISK_III


def test_that_the_own_sector_comes_first_and_the_others_last() -> None:
    ordered = [each.sector for each in TEMPLATES.ordered(Sector.LOGISTICS)]
    assert ordered[:8] == [Sector.LOGISTICS] * 8
    assert ordered[8:16] == [Sector.OTHER] * 8
    assert TEMPLATES.ordered(None)[0].sector is Sector.OTHER


def test_that_two_classes_of_effort_span_both() -> None:
    found = TEMPLATES.template("mb5")
    assert found is not None
    effort = TEMPLATES.effort_of(found)
    assert (effort.cost, effort.months) == ((5_000, 80_000), (1, 5))
    assert effort.annahme


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("kind: use_case_templates", "kind: templates", "kein Katalog der Vorlagen für Anwend"),
        ("- key: mb2", "- key: mb1", "-mal vergeben"),
        ("- maintenance.stops", "- maintenance.stop", "Die Position „"),
        ("criterion: effort", "criterion: efforts", "Das Kriterium „"),
        ("evidence: [E1, E9]", "evidence: [E1, E99]", "Den Beleg „"),
        ("sources: [eigene]", "sources: [fremde]", "nicht verzeichnet"),
        ("archetype: PM", "archetype: XX", "ungültig"),
        ("value: 4", "value: 6", "zwischen 1 und 5"),
        ("  template: 10", "  template: 9", "mehr zählen als alles andere"),
        ("effort: [S, M]", "effort: [M, S]", "passt nicht zusammen"),
        ("cost: [5000, 20000]", "cost: [5000, 2000]", "passt nicht zusammen"),
        ("months: 12", "months: -1", "nicht negativ"),
        ("general_evidence: [E8]", "general_evidence: [E0]", "Den Beleg „"),
        ("sector: health", "sector: other", "keine Vorlage"),
        ("confidence: C", "benefit: 30000", "unbekannt"),
    ],
)
def test_that_a_broken_catalogue_is_refused_with_its_fault(
    tmp_path: Path, old: str, new: str, said: str
) -> None:
    text = SHIPPED.read_text(encoding="utf-8")
    assert old in text
    broken = tmp_path / "use_case_templates.yaml"
    count = -1 if old == "sector: health" else 1
    broken.write_text(text.replace(old, new, count), encoding="utf-8")
    with pytest.raises(CatalogueError) as caught:
        load_use_case_templates(broken)
    assert said in str(caught.value)
