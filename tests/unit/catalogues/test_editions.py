"""Which edition is in use: the newest sound one, whatever lies in the folder."""

from __future__ import annotations

import re
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

import pytest

from kihub_desktop.catalogues.checking import check_beside
from kihub_desktop.catalogues.editions import Shelf
from kihub_desktop.catalogues.errors import CatalogueError
from kihub_desktop.catalogues.installing import install, reinstate, withdraw
from kihub_desktop.catalogues.kinds import KINDS
from kihub_desktop.texts import TEXTS, render
from tests.unit.catalogues.editions import SHIPPED, edition_of, installed, shelf_with

TODAY = date(2027, 2, 1)


def said(shelf: Shelf) -> str:
    return "\n".join(
        render(problem.worded()) for each in shelf.refused() for problem in each.problems
    )


def test_that_every_shipped_file_is_a_registered_kind_and_sound() -> None:
    assert {each.kind for each in KINDS if (SHIPPED / each.file).exists()} == {
        path.stem for path in SHIPPED.glob("*.yaml")
    }
    shelf = Shelf(SHIPPED)
    for each in KINDS:
        if shelf.editions(each.kind):
            assert shelf.current(each.kind).kind == each.kind
            assert shelf.current_edition(each.kind).stand


@pytest.mark.parametrize("kind", [each.kind for each in KINDS if (SHIPPED / each.file).exists()])
def test_that_a_newer_sound_edition_is_used_and_the_older_one_stays(
    kind: str, tmp_path: Path
) -> None:
    installed(kind, tmp_path)
    shelf = shelf_with(tmp_path)
    assert shelf.current(kind).edition == "2027-01"
    old = shelf.editions(kind)[-1]
    assert old.is_shipped
    assert shelf.edition(kind, old.name).edition == old.name
    assert not shelf.refused()


@pytest.mark.parametrize("kind", [each.kind for each in KINDS if (SHIPPED / each.file).exists()])
@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("\nsources:", "\nsources: 7\nmuch: [[", ""),
        ("\nstand: 2027-01-15", "\nstand: gestern", "Datum"),
        ("\nsources:", "\nwetter: schön\nsources:", "wetter"),
        ("\nkind: ", "\nkind: x", "Art"),
        ("\nsources:", "\nmore: &a [1]\nwell: *a\nsources:", "Verweise"),
    ],
)
def test_that_a_broken_file_is_refused_with_its_name_and_the_last_sound_one_stays(
    kind: str, old: str, new: str, reason: str, tmp_path: Path
) -> None:
    installed(kind, tmp_path, edition="2026-12")
    good = tmp_path / f"{kind}-2026-12.yaml"
    good.write_text(good.read_text("utf-8").replace("2027-01-15", "2026-12-15", 1), "utf-8")
    installed(kind, tmp_path, (old, new))
    shelf = shelf_with(tmp_path)
    assert shelf.current(kind).edition == "2026-12"
    assert said(shelf).startswith(f"{kind}-2027-01.yaml: ")
    assert reason.replace("Art", "Katalog") in said(shelf)


@pytest.mark.parametrize(
    ("kind", "old", "new", "place"),
    [
        ("measures", "indicator: D1.2", "indicator: D9.9", "D1.2-1: Den Indikator „D9.9“"),
        ("measures", "days: [1, 1]", "days: [viele, 1]", "D1.1-1"),
        ("criteria", "group: N", "group: Z", "economic_benefit: Die Gruppe „Z“"),
        ("readiness", "- joehnk-2021", "- unbekannt", "Die Quelle „unbekannt“"),
        ("templates", "sources: [eigene]", "sources: [fremde]", "machinery: Die Quelle „fremde“"),
        ("method", "role: GF", "role: XX", "D1.1: Die Rolle „XX“"),
        ("findings", "sources: [", "sources: [unbekannt, ", "Die Quelle „unbekannt“"),
        ("cash_lines", "last_year: 0", "last_year: -1", "costs.integration"),
        ("dma", "sources: [edih", "sources: [unbekannt, edih", "EU-DMA-A-2024: Die Quelle"),
        ("sme", "employees_below: 50", "employees_below: 5", "small: Die Grenzen"),
        ("measures", "Halbtägiges Gespräch", "Ganztägiges Gespräch", "Die Übersetzung fehlt"),
        ("measures", "Halbtägiges Gespräch", "Gespräch {0}", "Geschweifte Klammern"),
        ("criteria", "Wie viel bringt", "Was bringt", "economic_benefit: Die Übersetzung fehlt"),
    ],
)
def test_that_a_fault_is_told_with_entry_and_reason(
    kind: str, old: str, new: str, place: str, tmp_path: Path
) -> None:
    installed(kind, tmp_path, (old, new))
    shelf = shelf_with(tmp_path)
    assert shelf.current_edition(kind).is_shipped
    assert place in said(shelf)


def test_that_an_edition_brings_the_english_of_its_new_sentences(tmp_path: Path) -> None:
    new = "Ganztägiges Gespräch der Leitung"
    old = (
        "Halbtägiges Gespräch der Leitung: drei Geschäftsziele nennen und je einen Satz"
        " aufschreiben, was KI dazu beitragen soll"
    )
    path = installed("measures", tmp_path, (old, new))
    with path.open("a", encoding="utf-8") as sink:
        sink.write(f"\ntranslations:\n  en:\n    {new}: A whole day with the management\n")
    shelf = shelf_with(tmp_path)
    assert shelf.current("measures").edition == "2027-01", said(shelf)
    TEXTS.use("en")
    try:
        assert TEXTS.translate(new) == "A whole day with the management"
    finally:
        TEXTS.use("de")
    assert TEXTS.translate(new) == new


def test_that_an_edition_that_takes_away_what_others_refer_to_is_refused(tmp_path: Path) -> None:
    """Measures name roles of the method; without the role the shipped measures were broken."""
    path = edition_of("method", tmp_path / "new.yaml", ("  DV:", "  DVX:"), edition="M-2027-01")
    path.write_text(re.sub(r"\brole: DV\b", "role: DVX", path.read_text("utf-8")), "utf-8")
    shelf = shelf_with(tmp_path / "installed")
    with pytest.raises(CatalogueError) as refused:
        check_beside(path, shelf)
    assert any(each.file == "measures.yaml" for each in refused.value.problems)

    # Laid there by hand, it leaves the measures in use all the same.
    (tmp_path / "installed").mkdir()
    path.rename(tmp_path / "installed" / "method-M-2027-01.yaml")
    assert shelf_with(tmp_path / "installed").current("measures").measures


def test_that_installing_keeps_a_number_for_one_content(tmp_path: Path) -> None:
    shelf = shelf_with(tmp_path / "installed")
    path = edition_of("criteria", tmp_path / "criteria.yaml")
    found = install(path, shelf, TODAY)
    assert shelf.current_edition("criteria") == found
    assert install(path, shelf, TODAY) == found
    changed = edition_of("criteria", tmp_path / "b.yaml", ("weight: 29", "weight: 29.0"))
    with pytest.raises(CatalogueError, match="Ausgabe"):
        install(changed, shelf, TODAY)
    assert shelf.current_edition("criteria") == found


def test_that_nothing_is_installed_from_the_future_or_under_a_strange_number(
    tmp_path: Path,
) -> None:
    shelf = shelf_with(tmp_path / "installed")
    path = edition_of("criteria", tmp_path / "criteria.yaml")
    with pytest.raises(CatalogueError, match="Zukunft"):
        install(path, shelf, date(2027, 1, 14))
    strange = edition_of("criteria", tmp_path / "strange.yaml", edition="../2027")
    with pytest.raises(CatalogueError, match="Nummer"):
        install(strange, shelf, TODAY)
    assert not (tmp_path / "installed").exists()


def test_that_a_withdrawn_edition_is_still_found_by_name_and_comes_back(tmp_path: Path) -> None:
    folder = tmp_path / "installed"
    shelf = shelf_with(folder)
    found = install(edition_of("criteria", tmp_path / "criteria.yaml"), shelf, TODAY)
    aside = withdraw(found, shelf)
    assert shelf.current_edition("criteria").is_shipped
    assert shelf.edition("criteria", "2027-01").edition == "2027-01"
    reinstate(aside, shelf)
    assert shelf.current_edition("criteria") == found
    withdraw(found, shelf)
    assert install(tmp_path / "criteria.yaml", shelf, TODAY) == found
    assert shelf.current_edition("criteria") == found


def test_that_ten_comes_after_nine(tmp_path: Path) -> None:
    for number in ("2027-9", "2027-10"):
        installed("criteria", tmp_path, edition=number)
    assert shelf_with(tmp_path).current_edition("criteria").name == "2027-10"


def test_that_a_file_with_too_many_values_is_refused_soon(tmp_path: Path) -> None:
    flood = tmp_path / "criteria-2027-01.yaml"
    flood.write_text("kind: criteria\nedition: '1'\nstand: 2027-01-01\nx: [" + "0," * 900_000 + "]")
    shelf = shelf_with(tmp_path)
    assert shelf.current_edition("criteria").is_shipped
    assert "zu viele Angaben" in said(shelf)


@pytest.mark.parametrize("kind", [each.kind for each in KINDS if (SHIPPED / each.file).exists()])
def test_that_a_catalogue_is_read_within_150_ms(kind: str) -> None:
    """In time of the processor: other programs of the machine do not count."""
    taken = []
    for _round in range(3):
        begin = time.process_time()
        Shelf(SHIPPED).current(kind)
        taken.append(time.process_time() - begin)
    assert min(taken) <= 0.150


def test_that_knowing_the_shelf_imports_no_reader() -> None:
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            "import sys; from kihub_desktop.catalogues.editions import use_installed, shelf;"
            "from pathlib import Path; use_installed(Path('nowhere')); shelf().editions('method');"
            "own = {'yaml', 'pydantic', 'kihub_desktop.catalogues.method'};"
            "sys.exit(bool(own & set(sys.modules)))",
        ],
        check=False,
    )
    assert done.returncode == 0
