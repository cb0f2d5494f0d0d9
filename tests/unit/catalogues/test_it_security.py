"""The catalogue of the IT security quick check: whole, dated, and faults named by entry."""

from __future__ import annotations

from pathlib import Path

import pytest

from kihub_desktop.catalogues.errors import CatalogueError
from kihub_desktop.catalogues.it_security import current_it_security, load_it_security
from kihub_desktop.paths import resources
from kihub_desktop.texts import render

OWN = resources() / "catalogues" / "it_security.yaml"


def test_that_six_areas_share_27_questions_with_a_must_in_each() -> None:
    check = current_it_security()
    assert (len(check.areas), len(check.questions)) == (6, 27)
    assert all(any(each.must for each in check.of(area.key)) for area in check.areas)


def test_that_every_question_has_a_measure_and_says_that_it_is_an_assumption() -> None:
    for each in current_it_security().questions:
        assert each.measure.text
        assert each.annahme
        assert "methode" in each.sources


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ("kind: it_security", "kind: dma", ""),
        ("area: I\n", "area: X\n", "I1"),
        ("must: true\n    deduction: 3", "must: true\n    deduction: 0", "O1"),
        ("optional: true", "optional: true\n    must: true\n    deduction: 3", "O5"),
        ("weight: 3", "weight: 0", "O1"),
        ("who: PE", "who: XX", "O3"),
        ("days: [1, 5]", "days: [5, 1]", "I1"),
        ("key: O2", "key: O1", "O1"),
        ("least: 0,", "least: 10,", ""),
        ("sources: [din-spec-27076, methode]", "sources: [norm]", "O1"),
    ],
)
def test_that_a_broken_catalogue_is_refused_by_entry(
    tmp_path: Path, old: str, new: str, place: str
) -> None:
    text = OWN.read_text("utf-8")
    assert old in text
    broken = tmp_path / "it_security.yaml"
    broken.write_text(text.replace(old, new, 1), "utf-8")
    with pytest.raises(CatalogueError) as refused:
        load_it_security(broken)
    assert place in render(refused.value.problems[0].entry)
