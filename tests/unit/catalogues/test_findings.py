"""The shipped findings and criteria are whole and bilingual, and broken ones say what is wrong."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable
from copy import deepcopy
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, cast

import pytest
import yaml
from babel.messages.pofile import read_po

from kihub_desktop.catalogues.criteria import ANCHORED, Criteria, load_criteria
from kihub_desktop.catalogues.criteria import TRANSLATED as CRITERIA_TEXTS
from kihub_desktop.catalogues.errors import CatalogueError
from kihub_desktop.catalogues.extract import extract_catalogue
from kihub_desktop.catalogues.findings import TRANSLATED as FINDINGS_TEXTS
from kihub_desktop.catalogues.findings import load_findings
from kihub_desktop.catalogues.loading import read_document
from kihub_desktop.catalogues.method import current_method
from kihub_desktop.domain.choices import Archetype
from kihub_desktop.domain.findings import (
    FindingKind,
    FindingsCatalogue,
    UnfitFinding,
)
from kihub_desktop.domain.questionnaire import LEVELS
from kihub_desktop.paths import resources
from kihub_desktop.texts import render

CATALOGUES = resources() / "catalogues"
ENGLISH = resources() / "locale" / "en" / "LC_MESSAGES" / "findings.po"
PLACE = ["connection", "integration", "market_trl", "own_trl", "computing", "latency"]
SAFETY = ["safety_function", "fallback"]
EVERYWHERE = ["rights", *PLACE, *SAFETY, "sponsor", "owner", "capacity"]
Document = dict[str, Any]
Change = Callable[[Document], object]


@pytest.fixture(scope="module")
def findings() -> FindingsCatalogue:
    return load_findings(CATALOGUES / "findings.yaml")


@pytest.fixture(scope="module")
def criteria() -> Criteria:
    return load_criteria(CATALOGUES / "criteria.yaml")


@pytest.fixture(scope="module")
def english() -> dict[str, str]:
    with ENGLISH.open("rb") as source:
        catalogue = read_po(source, locale="en")
    return {str(item.id): str(item.string) for item in catalogue if item.id}


def extracted(name: str, fields: str) -> set[str]:
    with (CATALOGUES / name).open("rb") as source:
        found = extract_catalogue(source, (), (), {"fields": fields})
        return {message for _line, _function, message, _notes in found}


# The findings


def test_that_every_archetype_is_asked_all_that_the_verdict_reads(
    findings: FindingsCatalogue,
) -> None:
    method = current_method().data_pillar
    label = [component.key for component in method.components].index("L")
    for archetype in Archetype:
        keys = [question.key for question in findings.of(archetype)]
        volumes = [key.removeprefix("volume.") for key in keys if key.startswith("volume.")]
        needs = {str(kind): each for kind, each in method.needs.items()}[archetype.value]
        weights = {str(kind): each for kind, each in method.weights.items()}[archetype.value]
        assert volumes == [need.key for need in needs], archetype
        assert ("label" in keys) == (weights[label] > 0), archetype
        assert [key for key in keys if key in EVERYWHERE] == EVERYWHERE, archetype
        assert len(keys) == len(set(keys))


def test_that_a_use_case_answer_replaces_the_indicator_of_the_method(
    findings: FindingsCatalogue,
) -> None:
    connection = {str(kind): code for kind, code in current_method().technology.connection.items()}
    for archetype in Archetype:
        replaced = {each.key: each.replaces for each in findings.of(archetype) if each.replaces}
        assert replaced == {
            "connection": connection[archetype.value],
            "computing": "D4.3",
            "sponsor": "D1.2",
            "capacity": "D5.2",
        }


def test_that_only_what_an_interview_answer_can_replace_is_not_required(
    findings: FindingsCatalogue,
) -> None:
    for question in findings.findings:
        assert question.required == (not question.replaces), question.id


def test_that_units_and_bounds_agree_with_the_method(findings: FindingsCatalogue) -> None:
    needs = {
        (str(kind), need.key): need
        for kind, each in current_method().data_pillar.needs.items()
        for need in each
    }
    for (kind, key), need in needs.items():
        question = findings.question(Archetype(kind), f"volume.{key}")
        assert (question.unit == "%") == (need.unit == "%"), question.id
        assert question.most == (100 if need.unit == "%" else None), question.id
        assert question.read(str(Decimal(str(need.good)))) == Decimal(str(need.good))


def test_that_levels_choices_and_flags_read_as_the_numbers_of_the_rule(
    findings: FindingsCatalogue,
) -> None:
    wear = Archetype.PREDICTIVE_MAINTENANCE

    def read(key: str, text: str) -> Decimal | None:
        return findings.question(wear, key).read(text)

    assert [read("label", str(level)) for level in LEVELS] == [Decimal(n) for n in LEVELS]
    assert read("label", "nr") is None
    assert [read("rights", key) for key in ("open", "clarifying", "clear")] == [0, 1, 2]
    assert [read("latency", k) for k in ("hours", "minutes", "seconds", "instant")] == [1, 2, 3, 4]
    assert [read("market_trl", str(n)) for n in range(1, 10)] == list(range(1, 10))
    assert [read("fallback", text) for text in ("nein", "ja")] == [0, 1]
    assert read("volume.failures", "38") == Decimal(38)
    assert read("volume.months", "13.5") == Decimal("13.5")


@pytest.mark.parametrize(
    ("archetype", "key", "text"),
    [
        ("PM", "label", "6"),
        ("PM", "label", "2.5"),
        ("PM", "rights", "nr"),
        ("PM", "fallback", "yes"),
        ("PM", "volume.failures", "38.5"),
        ("PM", "volume.failures", "-1"),
        ("PM", "volume.months", "NaN"),
        ("PM", "volume.months", "vierzehn"),
        ("OP", "volume.master_share", "101"),
        ("PM", "own_trl", "0"),
    ],
)
def test_that_a_text_that_is_no_value_is_refused(
    findings: FindingsCatalogue, archetype: str, key: str, text: str
) -> None:
    with pytest.raises(UnfitFinding):
        findings.question(Archetype(archetype), key).read(text)


def test_that_an_unknown_key_is_an_error(findings: FindingsCatalogue) -> None:
    with pytest.raises(KeyError):
        findings.question(Archetype.FORECAST, "label")
    assert findings.findings[0].option("9") is None


def test_that_questions_are_asked_explained_and_anchored(findings: FindingsCatalogue) -> None:
    for question in findings.findings:
        assert question.question.endswith("?"), question.id
        assert question.meaning.startswith(("Gemeint ist", "Gemeint sind")), question.id
        assert question.meaning.endswith("."), question.id
        for option in question.options:
            assert option.sentence.endswith("."), question.id
            assert not re.search(r"[.!?;:]\s", option.sentence), option.sentence
            assert 25 <= len(option.sentence) <= 130, option.sentence
            assert 1 <= len(option.title.split()) <= 4, option.title
        assert _distinct(option.title for option in question.options), question.id
        assert _distinct(option.sentence for option in question.options), question.id


def _distinct(texts: Iterable[str]) -> bool:
    return all(times == 1 for times in Counter(texts).values())


def test_that_no_question_is_asked_twice_in_the_same_words(findings: FindingsCatalogue) -> None:
    assert _distinct(question.question for question in findings.findings)
    assert _distinct(question.id for question in findings.findings)


def test_that_sources_and_groups_are_used(findings: FindingsCatalogue) -> None:
    used = {key for question in findings.findings for key in question.sources}
    assert used == {source.key for source in findings.sources}
    assert [group.key for group in findings.groups] == ["D", "T", "O"]
    assert {question.group for question in findings.findings} == {"D", "T", "O"}


# The criteria


def test_that_default_weights_are_those_of_the_method_and_marked_as_assumption(
    criteria: Criteria,
) -> None:
    assert {each.name: each.weight for each in criteria.usual} == {
        "Wirtschaftlicher Nutzen": 29,
        "Strategische Passung": 13,
        "Datenlage": 22,
        "Umsetzungsaufwand": 18,
        "Akzeptanz im Team": 10,
        "Rechtliches Risiko": 8,
    }
    assert all(each.annahme for each in criteria.criteria)


def test_that_optional_criteria_are_there_for_both_axes(criteria: Criteria) -> None:
    optional = [each for each in criteria.criteria if each.optional]
    assert Counter(each.group for each in optional) == {"N": 6, "F": 3}
    assert {each.weight for each in optional} == {0}
    assert all(tuple(a.rating for a in each.anchors) == ANCHORED for each in criteria.criteria)
    assert criteria.criterion("effort").name == "Umsetzungsaufwand"
    with pytest.raises(KeyError):
        criteria.criterion("unknown")


# Both languages


def test_that_extraction_finds_exactly_the_texts(
    findings: FindingsCatalogue, criteria: Criteria
) -> None:
    assert extracted("findings.yaml", FINDINGS_TEXTS) == set(findings.texts())
    assert extracted("criteria.yaml", CRITERIA_TEXTS) == set(criteria.texts())


def test_that_every_text_has_an_english_translation_and_none_is_left_over(
    findings: FindingsCatalogue, criteria: Criteria, english: dict[str, str]
) -> None:
    assert set(english) == {*findings.texts(), *criteria.texts()}
    same = {german for german, translated in english.items() if translated in {"", german}}
    assert same == {"%", "Organisation"}


def test_that_english_keeps_the_form_of_the_german(english: dict[str, str]) -> None:
    for german, translated in english.items():
        assert (german[-1] in ".?") == (translated[-1] in ".?"), german
        assert (german[-1] == "?") == (translated[-1] == "?"), german
        assert not re.search(r"[äöüßÄÖÜ„“]|\s\s", translated), german


def test_that_german_carries_no_traces_of_typing(english: dict[str, str]) -> None:
    for text in english:
        assert text == text.strip(), text
        assert not re.search(r"\s\s|[{}\"]| ,|\n", text), text
        assert not re.search(r"\b(fuer|ueber|waere|koennen|pruef|geprueft)", text), text


# Broken files


@cache
def shipped_document(name: str) -> Document:
    return read_document(CATALOGUES / name)


def broken(tmp_path: Path, name: str, change: Change) -> list[str]:
    """Breaks the shipped file and returns the problems that it then has, in German."""
    document = deepcopy(shipped_document(name))
    change(document)
    path = tmp_path / name
    path.write_text(yaml.safe_dump(document, allow_unicode=True), encoding="utf-8")
    load: Callable[[Path], object] = load_findings if name == "findings.yaml" else load_criteria
    with pytest.raises(CatalogueError) as caught:
        load(path)
    return [render(problem.worded()) for problem in caught.value.problems]


def of(document: Document, identifier: str) -> Document:
    (found,) = [each for each in document["findings"] if each["id"] == identifier]
    return cast(Document, found)


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (
            lambda d: of(d, "owner")["options"][2].update(sentence=7),
            "owner › Antwort „2“ › Ankersatz: Hier muss Text stehen.",
        ),
        (
            lambda d: of(d, "owner")["options"].pop(4),
            "owner: Die Stufen stehen nicht je einmal in der Folge 0 bis 5.",
        ),
        (
            lambda d: of(d, "owner")["options"][4].update(number=7),
            "owner: Stufe und Zahl weichen voneinander ab.",
        ),
        (
            lambda d: of(d, "rights")["options"][0].update(number=2),
            "rights: Zwei Antworten haben dieselbe Zahl.",
        ),
        (
            lambda d: of(d, "rights")["options"][0].update(answer="clear"),
            "rights › Antwort „clear“: Die Antwort steht doppelt.",
        ),
        (
            lambda d: of(d, "fallback")["options"][0].update(answer="no"),
            "fallback: Zur Auswahl stehen nicht „ja“ und „nein“.",
        ),
        (lambda d: of(d, "volume.failures").pop("unit"), "volume.failures: Die Einheit fehlt."),
        (
            lambda d: of(d, "volume.failures").update(most=0),
            "volume.failures: Der größte Wert liegt nicht über dem kleinsten.",
        ),
        (lambda d: of(d, "owner").update(unit="h"), "owner: Nur eine Zahl hat eine Einheit."),
        (
            lambda d: of(d, "volume.failures").update(options=deepcopy(of(d, "rights")["options"])),
            "volume.failures: Eine Zahl hat keine Antworten zur Auswahl.",
        ),
        (lambda d: of(d, "owner").update(kind="stufe"), "owner › Art: Der Wert ist ungültig."),
        (
            lambda d: of(d, "label.PM").update(applies_to=["PM", "VI"]),
            "label: Für VI wird das 2-mal gefragt.",
        ),
        (
            lambda d: of(d, "owner").update(applies_to=[]),
            "owner: Die Angabe gilt für keine Art von Vorhaben.",
        ),
        (
            lambda d: of(d, "sponsor").update(required=True),
            "sponsor: Was eine Antwort im Interview ersetzt, ist nicht notwendig.",
        ),
        (
            lambda d: of(d, "owner").update(group="X"),
            "owner: Die Gruppe „X“ ist nicht verzeichnet.",
        ),
        (lambda d: of(d, "owner").update(sources=[]), "owner: Es ist keine Quelle genannt."),
        (
            lambda d: of(d, "own_trl").update(id="market_trl"),
            "market_trl: Die Kennung ist 2-mal vergeben.",
        ),
        (
            lambda d: d.update(kind="criteria"),
            "Dies ist kein Katalog der Angaben zum Anwendungsfall, sondern „criteria“.",
        ),
    ],
)
def test_that_a_broken_finding_is_named_with_its_reason(
    tmp_path: Path, change: Change, expected: str
) -> None:
    assert broken(tmp_path, "findings.yaml", change) == [f"findings.yaml: {expected}"]


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (
            lambda d: d["criteria"][0].update(weight=30),
            "Die Gewichte der üblichen Kriterien ergeben zusammen nicht 100.",
        ),
        (
            lambda d: d["criteria"][6].update(weight=5),
            "quality: Nur wahlfreie Kriterien haben das Gewicht 0.",
        ),
        (
            lambda d: d["criteria"][0]["anchors"].pop(),
            "economic_benefit: Anker stehen bei den Bewertungen 1, 3 und 5.",
        ),
        (
            lambda d: d["criteria"][0]["anchors"][1].update(sentence=" "),
            "economic_benefit › Bewertung 3 › Ankersatz: Der Text ist leer.",
        ),
        (
            lambda d: d["criteria"][0].update(group="Z"),
            "economic_benefit: Die Gruppe „Z“ ist nicht verzeichnet.",
        ),
        (
            lambda d: d["criteria"][7].update(key="quality"),
            "quality: Die Kennung ist 2-mal vergeben.",
        ),
        (
            lambda d: d.update(kind="findings"),
            "Dies ist kein Katalog der Kriterien, sondern „findings“.",
        ),
    ],
)
def test_that_a_broken_criterion_is_named_with_its_reason(
    tmp_path: Path, change: Change, expected: str
) -> None:
    assert broken(tmp_path, "criteria.yaml", change) == [f"criteria.yaml: {expected}"]


def test_that_kinds_cover_levels_numbers_choices_and_flags(findings: FindingsCatalogue) -> None:
    counts = {FindingKind.LEVEL: 6, FindingKind.FLAG: 2}
    for question in findings.findings:
        measured = question.kind in {FindingKind.WHOLE, FindingKind.DECIMAL}
        assert bool(question.options) != measured, question.id
        assert bool(question.unit) == measured, question.id
        assert len(question.options) == counts.get(question.kind, len(question.options))
    assert {question.kind for question in findings.findings} == set(FindingKind)
