"""The catalogue of the EU-DMA: its structure as published, and faults named by entry."""

from __future__ import annotations

from pathlib import Path

import pytest

from kihub_desktop.catalogues.dma import current_dma, load_dma
from kihub_desktop.catalogues.errors import CatalogueError
from kihub_desktop.domain.choices import SystemKind
from kihub_desktop.paths import resources
from kihub_desktop.texts import render

OWN = resources() / "catalogues" / "dma.yaml"


def test_that_the_instrument_has_the_published_structure() -> None:
    dma = current_dma()
    assert [len(each.questions) for each in dma.dimensions] == [2, 2, 2, 2, 1, 2]
    types = [(each.number, each.type.value, len(each.items)) for each in dma.questions]
    assert types == [
        (1, "plans", 10),
        (2, "ticks", 10),
        (3, "ticks", 10),
        (4, "scale", 7),
        (5, "ticks", 7),
        (6, "ticks", 8),
        (7, "ticks", 8),
        (8, "ticks", 6),
        (9, "scale", 5),
        (10, "ticks", 10),
        (11, "degrees", 5),
    ]


def test_that_every_system_named_by_a_row_is_one_that_can_be_captured() -> None:
    named = {kind for _question, item in current_dma().items() for kind in item.systems}
    assert named <= {kind.value for kind in SystemKind}


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ("data_items: 7", "data_items: 6", "EU-DMA-A7-2024"),
        ("upto: 75", "upto: 20", ""),
        ("key: project_planning", "key: product_design", "Q1.product_design"),
        ("sources: [norwegen]", "sources: [gibtsnicht]", "EU-DMA-C-2024"),
        ("kind: dma", "kind: readiness", ""),
    ],
)
def test_that_a_broken_catalogue_is_refused_by_entry(
    tmp_path: Path, old: str, new: str, place: str
) -> None:
    text = OWN.read_text("utf-8")
    assert old in text
    broken = tmp_path / "dma.yaml"
    broken.write_text(text.replace(old, new, 1), "utf-8")
    with pytest.raises(CatalogueError) as refused:
        load_dma(broken)
    assert place in render(refused.value.problems[0].entry)
