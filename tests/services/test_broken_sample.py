"""A broken sample is named with its reason and writes nothing."""

from __future__ import annotations

import json
from collections.abc import Callable
from copy import deepcopy
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from kihub_desktop.catalogues.errors import CatalogueError
from kihub_desktop.catalogues.loading import read_document
from kihub_desktop.domain.records import Answer, Company
from kihub_desktop.services.sample import (
    load_sample,
    read_sample,
    sample_path,
)
from kihub_desktop.store.view import view_of
from kihub_desktop.store.workspace import Workspace
from kihub_desktop.texts import render

TODAY = date(2026, 11, 23)
WEAR = "Werkzeugverschleiß vorhersagen"
Document = dict[str, Any]


@cache
def document() -> Document:
    return read_document(sample_path())


def broken(tmp_path: Path, change: Callable[[Document], object]) -> list[str]:
    changed = deepcopy({**document(), "companies": document()["companies"][:1]})
    change(changed)
    path = tmp_path / "vogtland.yaml"
    path.write_text(json.dumps(changed, default=str), encoding="utf-8")  # YAML as well
    with pytest.raises(CatalogueError) as caught:
        read_sample(path, TODAY)
    return [render(problem.worded()) for problem in caught.value.problems]


def wear_of(document: Document) -> Document:
    found: Document = document["companies"][0]["use_cases"][0]
    return found


def answers_of(document: Document) -> list[Document]:
    found: list[Document] = document["companies"][0]["interviews"][0]["answers"]
    return found


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (
            lambda d: wear_of(d)["record"].update(process="lager"),
            f"{WEAR} › Prozess: Der Verweis „lager“ führt ins Leere.",
        ),
        (
            lambda d: wear_of(d)["sources"][0].update(source="wolke"),
            f"{WEAR} › Datenquelle: Der Verweis „wolke“ führt ins Leere.",
        ),
        (
            lambda d: answers_of(d)[0].update(level="7"),
            "„D1.1“ › Stufe: Der Wert ist ungültig.",
        ),
        (lambda d: answers_of(d)[0].update(question="D9"), "D9: Diese Frage gibt es nicht."),
        (
            lambda d: answers_of(d)[0].update(level="nr"),
            "D1.1: „nicht relevant“ braucht einen Grund.",
        ),
        (
            lambda d: answers_of(d)[0].update(stufe="3"),
            "„D1.1“: Die Angabe „stufe“ ist unbekannt.",
        ),
        (
            lambda d: wear_of(d)["findings"][1].update(value="viele"),
            "volume.failures: „viele“ ist kein Wert dieser Angabe.",
        ),
        (
            lambda d: wear_of(d)["findings"][1].update(key="volume.images"),
            "volume.images: Diese Angabe gibt es für die Art des Vorhabens nicht.",
        ),
        (
            lambda d: wear_of(d)["opinions"][0]["ratings"].update(effort=6),
            "effort: Diese Bewertung gibt es nicht.",
        ),
        (lambda d: wear_of(d)["votes"].append(6), "Platz 10: Diese Stimme gibt es nicht."),
        (lambda d: d.update(kind="law"), "Dies ist kein Beispiel, sondern „law“."),
    ],
)
def test_that_a_broken_sample_is_named_with_its_reason(
    tmp_path: Path, change: Callable[[Document], object], expected: str
) -> None:
    assert broken(tmp_path, change) == [f"vogtland.yaml: {expected}"]


def test_that_a_broken_sample_writes_nothing(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "sample").mkdir()
    (tmp_path / "sample" / "vogtland.yaml").write_text("kind: sample\n", "utf-8")
    monkeypatch.setattr("kihub_desktop.services.sample.resources", lambda: tmp_path)
    with pytest.raises(CatalogueError):
        load_sample(workspace, TODAY)
    with view_of(workspace) as view:
        assert view.everywhere(Company) == ()
        assert view.everywhere(Answer) == ()
