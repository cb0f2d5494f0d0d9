"""A broken questionnaire says what is wrong with it."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from kihub_desktop.catalogues.errors import CatalogueError
from kihub_desktop.catalogues.loading import MAX_BYTES
from kihub_desktop.catalogues.questionnaire import load_questionnaire
from kihub_desktop.domain.questionnaire import LEVELS
from kihub_desktop.texts import render

Document = dict[str, Any]


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
