"""The shipped questionnaire is whole, in German and in English."""

from __future__ import annotations

import re
import time
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from babel.dates import format_date
from babel.messages.pofile import read_po

from kihub_desktop.catalogues.errors import CatalogueError
from kihub_desktop.catalogues.extract import extract_catalogue
from kihub_desktop.catalogues.questionnaire import check_translations, load_questionnaire
from kihub_desktop.domain.questionnaire import LEVELS, Questionnaire
from kihub_desktop.paths import resources
from kihub_desktop.texts import render

SHIPPED = resources() / "catalogues" / "readiness.yaml"
ENGLISH = resources() / "locale" / "en" / "LC_MESSAGES" / "readiness.po"
RADAR = ("Strategie", "Prozesse", "Daten", "Technik", "Kompetenz", "Kultur", "Recht")


@pytest.fixture(scope="module")
def shipped() -> Questionnaire:
    return load_questionnaire(SHIPPED)


@pytest.fixture(scope="module")
def english() -> dict[str, str]:
    with ENGLISH.open("rb") as source:
        catalogue = read_po(source, locale="en")
    return {str(item.id): str(item.string) for item in catalogue if item.id}


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


def _extracted(path: Path) -> list[tuple[int, None, str, list[str]]]:
    with path.open("rb") as source:
        return list(extract_catalogue(source, (), (), {}))


def test_that_extraction_finds_exactly_the_texts_and_no_translation_is_left_over(
    shipped: Questionnaire, english: dict[str, str]
) -> None:
    with SHIPPED.open("rb") as source:
        found = list(extract_catalogue(source, (), (), {}))
    assert {message for _line, _function, message, _notes in found} == set(shipped.texts())
    # The same file holds the English of the EU assessment and of the measures.
    beside = {
        message
        for name in ("dma.yaml", "measures.yaml")
        for _line, _function, message, _notes in _extracted(SHIPPED.with_name(name))
    }
    assert set(english) == set(shipped.texts()) | beside
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
