"""The templates of the sectors: complete, well formed, and refused when they are not."""

from __future__ import annotations

from pathlib import Path

import pytest

from kihub_desktop.catalogues.errors import CatalogueError
from kihub_desktop.catalogues.templates import current_templates, load_templates
from kihub_desktop.domain.choices import Sector
from kihub_desktop.paths import resources

SHIPPED = resources() / "catalogues" / "templates.yaml"


@pytest.mark.parametrize("sector", list(Sector))
def test_that_every_sector_has_processes_systems_sources_and_questions(sector: Sector) -> None:
    template = current_templates().of(sector)
    assert template.sector is sector
    assert len(template.processes) >= 6
    assert len(template.systems) >= 5
    assert len(template.data_sources) >= 4
    assert len(template.questions) >= 6
    assert all(text == text.strip() for text in template.texts())
    names = [each.name for each in template.entries]
    assert len(names) == len(set(names))


def test_that_an_unknown_sector_gets_the_general_template() -> None:
    assert current_templates().of(None).sector is Sector.OTHER


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("automotive.process.line", "automotive.process.press", "-mal vergeben"),
        ("sector: health", "sector: energy", "Vorlagen; eine muss"),
        ("sources: [eigene]", "sources: [fremde]", "nicht verzeichnet"),
        ("area: quality", "area: qualitaet", "ungültig"),
        ("kind: templates", "kind: criteria", "kein Katalog der Vorlagen"),
    ],
)
def test_that_a_broken_catalogue_is_refused_with_its_fault(
    tmp_path: Path, old: str, new: str, said: str
) -> None:
    text = SHIPPED.read_text(encoding="utf-8")
    assert old in text
    broken = tmp_path / "templates.yaml"
    broken.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(CatalogueError) as caught:
        load_templates(broken)
    assert said in str(caught.value)
