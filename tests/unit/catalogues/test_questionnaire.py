"""The shipped questionnaire is whole, and a broken one says what is wrong with it."""

from __future__ import annotations

import re
import time
from collections import Counter
from collections.abc import Callable
from copy import deepcopy
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from babel.dates import format_date
from babel.messages.pofile import read_po

from kihub_desktop.catalogues.errors import CatalogueError
from kihub_desktop.catalogues.extract import extract_catalogue
from kihub_desktop.catalogues.loading import MAX_BYTES
from kihub_desktop.catalogues.questionnaire import check_translations, load_questionnaire
from kihub_desktop.domain.questionnaire import LEVELS, Questionnaire
from kihub_desktop.paths import resources
from kihub_desktop.texts import render

SHIPPED = resources() / "catalogues" / "readiness.yaml"
ENGLISH = resources() / "locale" / "en" / "LC_MESSAGES" / "readiness.po"
RADAR = ("Strategie", "Prozesse", "Daten", "Technik", "Kompetenz", "Kultur", "Recht")
Document = dict[str, Any]


@pytest.fixture(scope="module")
def shipped() -> Questionnaire:
    return load_questionnaire(SHIPPED)


@pytest.fixture(scope="module")
def english() -> dict[str, str]:
    with ENGLISH.open("rb") as source:
        catalogue = read_po(source, locale="en")
    return {str(item.id): str(item.string) for item in catalogue if item.id}


@pytest.fixture
def broken(tmp_path: Path) -> Callable[[Callable[[Document], object]], list[str]]:
    """Breaks a small valid questionnaire and returns the problems it then has, in German."""

    def load(change: Callable[[Document], object]) -> list[str]:
        document = small_questionnaire()
        change(document)
        path = tmp_path / "readiness.yaml"
        path.write_text(yaml.safe_dump(document, allow_unicode=True), encoding="utf-8")
        return problems_of(path)

    return load


def small_questionnaire() -> Document:
    levels = [{"level": n, "title": f"Titel {n}", "sentence": f"Satz {n}."} for n in LEVELS]
    question = {
        "id": "D3.2",
        "indicator": "Datenqualität",
        "question": "Woher wissen Sie, ob die Daten stimmen?",
        "meaning": "Gemeint sind Messwerte.",
        "follow_ups": ["Wer prüft?", "Wie oft?"],
        "levels": levels,
        "evidence_hint": "Liste ansehen.",
        "sources": ["quelle"],
        "weight": 1,
    }
    dimension = {"id": "D3", "name": "Daten", "short_name": "Daten", "questions": [question]}
    source = {"key": "quelle", "citation": "Ein Buch", "checked_on": date(2026, 11, 23)}
    return {
        "kind": "readiness",
        "edition": "2026-11",
        "stand": date(2026, 11, 23),
        "title": "Fragenkatalog",
        "sources": [source],
        "dimensions": [dimension],
    }


def question_of(document: Document) -> Document:
    question: Document = document["dimensions"][0]["questions"][0]
    return question


def problems_of(path: Path) -> list[str]:
    with pytest.raises(CatalogueError) as caught:
        load_questionnaire(path)
    return [render(problem.worded()) for problem in caught.value.problems]


def problems_of_text(tmp_path: Path, text: str) -> list[str]:
    path = tmp_path / "readiness.yaml"
    path.write_text(text, encoding="utf-8")
    return problems_of(path)


# The shipped edition


def test_that_the_seven_dimensions_carry_six_questions_each(shipped: Questionnaire) -> None:
    assert tuple(dimension.short_name for dimension in shipped.dimensions) == RADAR
    expected = [f"D{d}.{k}" for d in range(1, 8) for k in range(1, 7)]
    assert [question.id for question in shipped.questions] == expected
    assert sum(len(question.levels) for question in shipped.questions) == 252
    assert {dimension.weight for dimension in shipped.dimensions} == {1.0}
    assert {question.weight for question in shipped.questions} == {1.0}


def test_that_the_edition_and_its_day_are_named(shipped: Questionnaire) -> None:
    assert (shipped.kind, shipped.edition) == ("readiness", "2026-11")
    assert shipped.stand == date(2026, 11, 23)


def test_that_every_question_has_six_levels_and_two_or_three_follow_ups(
    shipped: Questionnaire,
) -> None:
    for question in shipped.questions:
        assert tuple(item.level for item in question.levels) == tuple(LEVELS), question.id
        assert len(question.follow_ups) in {2, 3}, question.id
        assert all(text.endswith("?") for text in question.follow_ups), question.id


def test_that_questions_are_asked_and_explained(shipped: Questionnaire) -> None:
    for question in shipped.questions:
        assert question.question.endswith("?"), question.id
        assert question.meaning.startswith(("Gemeint ist", "Gemeint sind")), question.id
        assert question.meaning.endswith("."), question.id
        assert len(re.findall(r"[.!?]\s", question.meaning)) <= 1, question.id
        assert len(question.question) <= 110, question.id
        assert len(question.meaning) <= 290, question.id
        assert question.evidence_hint.endswith("."), question.id


def test_that_every_level_is_one_sentence(shipped: Questionnaire) -> None:
    for question in shipped.questions:
        for level in question.levels:
            where = (question.id, level.level)
            assert level.sentence[0].isupper(), where
            assert level.sentence.endswith("."), where
            assert not re.search(r"[.!?;:]\s|\.\.", level.sentence), where
            assert 30 <= len(level.sentence) <= 180, where


def test_that_no_sentence_and_no_question_occurs_twice(shipped: Questionnaire) -> None:
    sentences = [level.sentence for question in shipped.questions for level in question.levels]
    asked = [text for q in shipped.questions for text in (q.question, q.meaning, q.evidence_hint)]
    follow_ups = [text for question in shipped.questions for text in question.follow_ups]
    for texts in (sentences, asked, follow_ups):
        assert [text for text, times in Counter(texts).items() if times > 1] == []


def test_that_titles_have_one_to_three_words_and_differ_within_a_question(
    shipped: Questionnaire,
) -> None:
    for question in shipped.questions:
        titles = [level.title for level in question.levels]
        assert len(set(titles)) == len(LEVELS), question.id
        assert all(1 <= len(title.split()) <= 3 for title in titles), question.id


def test_that_texts_carry_no_traces_of_typing(shipped: Questionnaire) -> None:
    for text in shipped.texts():
        assert text == text.strip(), text
        assert not re.search(r"\s\s|[{}\"]| ,|\n", text), text
        assert not re.search(r"\b(fuer|ueber|waere|koennen|muss(en)? ueb|pruef)", text), text


def test_that_sources_are_used_and_checked(shipped: Questionnaire) -> None:
    used = {key for question in shipped.questions for key in question.sources}
    assert used == {source.key for source in shipped.sources}
    assert all(source.checked_on <= shipped.stand for source in shipped.sources)


def test_that_questions_and_dimensions_are_found_by_their_id(shipped: Questionnaire) -> None:
    for question in shipped.questions:
        assert shipped.question(question.id) is question
        assert question in shipped.dimension(question.dimension_id).questions
        assert [shipped.source(key).key for key in question.sources] == list(question.sources)
    for find in (shipped.question, shipped.dimension, shipped.source):
        with pytest.raises(KeyError):
            find("D9.9")


def test_that_loading_is_quick() -> None:
    load_questionnaire(SHIPPED)
    took = []
    for _ in range(3):
        start = time.perf_counter()
        load_questionnaire(SHIPPED)
        took.append(time.perf_counter() - start)
    assert min(took) < 0.6


# English


def test_that_every_text_has_an_english_translation(
    shipped: Questionnaire, english: dict[str, str]
) -> None:
    check_translations(shipped, english.get)


def test_that_extraction_finds_exactly_the_texts_and_no_translation_is_left_over(
    shipped: Questionnaire, english: dict[str, str]
) -> None:
    with SHIPPED.open("rb") as source:
        found = list(extract_catalogue(source, (), (), {}))
    assert {message for _line, _function, message, _notes in found} == set(shipped.texts())
    assert set(english) == set(shipped.texts())
    assert english[shipped.title] != shipped.title


def test_that_english_keeps_the_form_of_the_german(
    shipped: Questionnaire, english: dict[str, str]
) -> None:
    for text in shipped.texts():
        translated = english[text]
        assert (text[-1] in ".?") == (translated[-1] in ".?"), text
        assert not re.search(r"[äöüßÄÖÜ„]|\s\s", translated), text
    for question in shipped.questions:
        for level in question.levels:
            assert not re.search(r"[.!?;:]\s", english[level.sentence]), level.sentence
        sentences = {english[level.sentence] for level in question.levels}
        titles = {english[level.title] for level in question.levels}
        assert len(sentences) == len(titles) == len(LEVELS), question.id


def test_that_english_keeps_the_dates(shipped: Questionnaire, english: dict[str, str]) -> None:
    found = 0
    for text in shipped.texts():
        for day, month, year in re.findall(r"(\d\d)\.(\d\d)\.(\d{4})", text):
            when = date(int(year), int(month), int(day))
            assert format_date(when, "d MMMM yyyy", locale="en") in english[text], text
            found += 1
    assert found >= 10


def test_that_a_missing_translation_is_named(
    shipped: Questionnaire, english: dict[str, str]
) -> None:
    question = shipped.questions[3]
    lost = question.levels[2].sentence
    with pytest.raises(CatalogueError) as caught:
        check_translations(shipped, {**english, lost: " "}.get)
    (problem,) = caught.value.problems
    assert render(problem.worded()) == (
        f"readiness.yaml: {question.id}: Die Übersetzung fehlt: „{lost}“"
    )


def test_that_a_translation_equal_to_the_german_counts_as_missing(shipped: Questionnaire) -> None:
    with pytest.raises(CatalogueError) as caught:
        check_translations(shipped, lambda text: text)
    assert len(caught.value.problems) == len(list(shipped.texts()))


def test_that_extraction_names_line_and_entry(tmp_path: Path) -> None:
    path = tmp_path / "rules.yaml"
    path.write_text("kind: law\nrules:\n  - id: R1\n    ask: Ja?\n    count: 3\n", "utf-8")
    with path.open("rb") as source:
        assert list(extract_catalogue(source, (), (), {"fields": "ask"})) == [
            (4, None, "Ja?", ["R1"])
        ]


# Broken editions: what is wrong in an entry


def test_that_the_small_questionnaire_of_these_tests_is_sound(tmp_path: Path) -> None:
    path = tmp_path / "readiness.yaml"
    path.write_text(yaml.safe_dump(small_questionnaire()), encoding="utf-8")
    question = load_questionnaire(path).question("D3.2")
    assert (question.weight, question.levels[4].sentence) == (1.0, "Satz 4.")


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (
            lambda d: question_of(d)["levels"][4].update(sentence=7),
            "D3.2 › Stufe 4 › Ankersatz: Hier muss Text stehen.",
        ),
        (
            lambda d: question_of(d)["levels"][4].update(level="4"),
            "D3.2 › Stufe 4 › Stufe: Hier muss eine ganze Zahl stehen.",
        ),
        (
            lambda d: question_of(d).update(weight="1"),
            "D3.2 › Gewicht: Hier muss eine Zahl stehen.",
        ),
        (
            lambda d: question_of(d).update(follow_ups="Wer?"),
            "D3.2 › Nachfragen: Hier muss eine Liste stehen.",
        ),
        (
            lambda d: question_of(d)["levels"].__setitem__(2, "Satz."),
            "D3.2 › Stufe 2: Hier müssen benannte Angaben stehen.",
        ),
        (
            lambda d: d.update(stand="gestern"),
            "Stand: Hier muss ein Datum stehen (Jahr-Monat-Tag).",
        ),
        (lambda d: d.pop("edition"), "Die Angabe „Ausgabe“ fehlt."),
        (lambda d: d.update(edition="  "), "Ausgabe: Der Text ist leer."),
        (lambda d: question_of(d).pop("meaning"), "D3.2: Die Angabe „Erläuterung“ fehlt."),
        (lambda d: question_of(d).update(hint="x"), "D3.2: Die Angabe „hint“ ist unbekannt."),
        (
            lambda d: question_of(d)["levels"][3].update(sentence=""),
            "D3.2 › Stufe 3 › Ankersatz: Der Text ist leer.",
        ),
        (
            lambda d: question_of(d)["follow_ups"].__setitem__(1, " "),
            "D3.2 › Nachfrage 2: Der Text ist leer.",
        ),
        (lambda d: question_of(d)["levels"].pop(4), "D3.2 › Stufe 4: Die Stufe fehlt."),
        (
            lambda d: question_of(d)["levels"].reverse(),
            "D3.2: Die Stufen stehen nicht je einmal in der Folge 0 bis 5.",
        ),
        (
            lambda d: question_of(d)["levels"].append(
                {"level": 6, "title": "Sechs", "sentence": "Satz 6."}
            ),
            "D3.2 › Stufe 6: Es gibt nur die Stufen 0 bis 5.",
        ),
        (
            lambda d: question_of(d).update(sources=["quelle", "buch"]),
            "D3.2: Die Quelle „buch“ ist nicht verzeichnet.",
        ),
        (lambda d: question_of(d).update(sources=[]), "D3.2: Es ist keine Quelle genannt."),
        (
            lambda d: d["dimensions"][0]["questions"].append(deepcopy(question_of(d))),
            "D3.2: Die Kennung ist 2-mal vergeben.",
        ),
        (
            lambda d: d["sources"].append(deepcopy(d["sources"][0])),
            "quelle: Die Kennung ist 2-mal vergeben.",
        ),
        (
            lambda d: question_of(d).update(id="D4.1"),
            "D4.1: Die Frage gehört nicht zur Dimension D3.",
        ),
        (
            lambda d: d["dimensions"][0].update(weight=0),
            "D3: Das Gewicht muss größer als null sein.",
        ),
        (
            lambda d: d.update(kind="law"),
            "Dies ist kein Fragenkatalog zum Reifegrad, sondern „law“.",
        ),
    ],
)
def test_that_a_broken_entry_is_named_with_its_reason(
    broken: Callable[[Callable[[Document], object]], list[str]],
    change: Callable[[Document], object],
    expected: str,
) -> None:
    assert broken(change) == [f"readiness.yaml: {expected}"]


def test_that_all_problems_are_told_at_once(
    broken: Callable[[Callable[[Document], object]], list[str]],
) -> None:
    def change(document: Document) -> None:
        del document["title"]
        question_of(document)["levels"][0]["title"] = 1
        question_of(document)["weight"] = True

    assert len(broken(change)) == 3


# Broken files


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("kind: readiness\nkind: law\n", "Zeile 2: Die Angabe „kind“ steht doppelt."),
        ("a: &x [1]\nb: *x\n", "Zeile 2: Verweise sind nicht erlaubt."),
        ("a: &x {k: 1}\nb:\n  <<: {k: 2}\n", "Zeile 3: Der Name einer Angabe muss Text sein."),
        ("? [1, 2]\n: 3\n", "Zeile 1: Der Name einer Angabe muss Text sein."),
        ("a: !!python/none x\n", "Zeile 1: Diese Art von Wert ist nicht erlaubt."),
        ("a: 2026-02-31\n", "Zeile 1: Der Wert ist ungültig."),
        ("a: [1\nb: 2\n", "Zeile 2: Der Aufbau der Datei ist fehlerhaft."),
        ("a: 1\n---\nb: 2\n", "Zeile 2: Die Datei enthält mehr als ein Dokument."),
        ("- 1\n", "Die Datei enthält keine benannten Angaben."),
        ("", "Die Datei enthält keine benannten Angaben."),
        ("a: " + "[" * 50_000, "Zeile 1: Die Angaben sind zu tief verschachtelt."),
    ],
)
def test_that_an_unsafe_or_unreadable_file_is_refused(
    tmp_path: Path, text: str, expected: str
) -> None:
    assert problems_of_text(tmp_path, text) == [f"readiness.yaml: {expected}"]


def test_that_a_file_that_is_too_large_is_not_parsed(tmp_path: Path) -> None:
    text = "# " + "x" * MAX_BYTES
    assert problems_of_text(tmp_path, text) == [
        "readiness.yaml: Die Datei ist größer als 2\u00a0MB."
    ]


def test_that_a_missing_or_binary_file_is_named(tmp_path: Path) -> None:
    missing = tmp_path / "fehlt.yaml"
    assert problems_of(missing) == ["fehlt.yaml: Die Datei lässt sich nicht lesen."]
    missing.write_bytes(b"\xff\xfe\x00a")
    assert problems_of(missing) == ["fehlt.yaml: Die Datei ist kein Text in UTF-8."]
