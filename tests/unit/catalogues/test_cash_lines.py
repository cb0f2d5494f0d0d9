"""The library of usual lines: complete, without a number, and refused when it is broken."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kihub_desktop.catalogues.cash_lines import current_cash_lines, load_cash_lines
from kihub_desktop.catalogues.errors import CatalogueError
from kihub_desktop.domain.choices import Archetype, Side
from kihub_desktop.paths import resources

SHIPPED = resources() / "catalogues" / "cash_lines.yaml"


@pytest.mark.parametrize("archetype", [each for each in Archetype if each is not Archetype.OTHER])
def test_that_every_kind_of_use_case_finds_its_benefits_first(archetype: Archetype) -> None:
    first, second, *_others = current_cash_lines().ordered(archetype)
    assert archetype in first.archetypes
    assert any(line.side is Side.BENEFIT for line in first.lines)
    assert second.archetypes == () or archetype in second.archetypes


def test_that_an_unknown_kind_begins_with_what_everybody_has() -> None:
    assert current_cash_lines().ordered(None)[0].key == "costs"
    assert current_cash_lines().ordered(Archetype.OTHER)[0].key == "costs"


def test_that_no_line_claims_a_number_and_each_asks_for_one() -> None:
    for group in current_cash_lines().groups:
        for line in group.lines:
            assert line.question.endswith("?"), line.key
            assert not re.search(r"\d", f"{line.label} {line.question}"), line.key
            assert line.unit


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("key: energy.peak", "key: energy.use", "-mal vergeben"),
        ("archetypes: [EN]", "archetypes: []", "keine Positionen"),
        ("sources: [eigene]", "sources: [fremde]", "nicht verzeichnet"),
        ("side: cost", "side: loss", "ungültig"),
        ("kind: cash_lines", "kind: criteria", "kein Katalog der Kosten"),
        ("first_year: 0", "first_year: 5", "vor dem ersten"),
        ("grams: 363", "grams: 0", "größer als 0"),
        ("sources: [uba-strommix-2024]", "sources: []", "keine Quelle"),
        ("priced: false", "likely: 12000", "unbekannt"),
    ],
)
def test_that_a_broken_library_is_refused_with_its_fault(
    tmp_path: Path, old: str, new: str, said: str
) -> None:
    text = SHIPPED.read_text(encoding="utf-8")
    assert old in text
    broken = tmp_path / "cash_lines.yaml"
    broken.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(CatalogueError) as caught:
        load_cash_lines(broken)
    assert said in str(caught.value)
