"""The catalogue of measures: one for every indicator, and faults named by entry."""

from __future__ import annotations

from pathlib import Path

import pytest

from kihub_desktop.catalogues.errors import CatalogueError
from kihub_desktop.catalogues.measures import current_measures, load_measures
from kihub_desktop.catalogues.method import current_method
from kihub_desktop.paths import resources
from kihub_desktop.texts import render

OWN = resources() / "catalogues" / "measures.yaml"


def test_that_every_indicator_has_a_measure() -> None:
    measures = current_measures()
    assert all(measures.of(row.id) for row in current_method().indicators)


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ("indicator: D1.2", "indicator: D9.9", "D1.2-1"),
        ("who: DV", "who: XX", "D3.1-1"),
        ("days: [5, 15]", "days: [15, 5]", "D3.1-1"),
        ("key: D1.2-1", "key: D1.1-1", "D1.1-1"),
        ("kind: measures", "kind: criteria", ""),
    ],
)
def test_that_a_broken_catalogue_is_refused_by_entry(
    tmp_path: Path, old: str, new: str, place: str
) -> None:
    text = OWN.read_text("utf-8")
    assert old in text
    broken = tmp_path / "measures.yaml"
    broken.write_text(text.replace(old, new, 1), "utf-8")
    with pytest.raises(CatalogueError) as refused:
        load_measures(broken)
    assert place in render(refused.value.problems[0].entry)
