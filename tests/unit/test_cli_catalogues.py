"""`kihub catalogues`, with files and a folder of its own."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from kihub_desktop.catalogues.editions import use_installed
from kihub_desktop.cli import main
from tests.unit.catalogues.editions import SHIPPED, edition_of


@pytest.fixture(autouse=True)
def _leave_the_shelf(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("MPLCONFIGDIR", os.environ.get("MPLCONFIGDIR", ""))
    yield
    use_installed(None)


def run(root: Path, *arguments: object) -> int:
    return main(["--portable", str(root), "catalogues", *map(str, arguments)])


def test_that_an_edition_is_checked_installed_listed_and_compared(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = edition_of("criteria", tmp_path / "new.yaml", ("weight: 29", "weight: 29.0"))
    assert run(tmp_path / "stick", "check", path) == 0
    assert not (tmp_path / "stick" / "catalogues").exists()
    assert run(tmp_path / "stick", "install", path, "--today", "2027-02-01") == 0
    assert (tmp_path / "stick" / "catalogues" / "criteria-2027-01.yaml").exists()
    capsys.readouterr()
    assert run(tmp_path / "stick", "list") == 0
    assert "criteria@2027-01  Kriterien, 15.01.2027, 15 Einträge, eingespielt" in (
        capsys.readouterr().out
    )
    assert run(tmp_path / "stick", "diff", "criteria@2026-11", "criteria@2027-01") == 0
    assert "Ausgabe: 2026-11 → 2027-01" in capsys.readouterr().out


def test_that_a_broken_file_is_refused_by_entry_and_reason(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = edition_of("measures", tmp_path / "new.yaml", ("indicator: D1.2", "indicator: D9.9"))
    for command in ("check", "install"):
        assert run(tmp_path / "stick", command, path) == 1
        told = capsys.readouterr()
        assert told.out == ""
        assert told.err == "new.yaml: D1.2-1: Den Indikator „D9.9“ gibt es nicht.\n"


def test_that_a_broken_installed_file_is_told_and_the_shipped_one_listed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "stick" / "catalogues"
    edition_of("sme", folder / "sme-2027-01.yaml", ("employees_below: 50", "employees_below: 5"))
    assert run(tmp_path / "stick", "list") == 1
    told = capsys.readouterr()
    assert "sme@2026-11" in told.out
    assert "sme-2027-01.yaml: small: " in told.err


def test_that_what_grows_old_is_listed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(tmp_path, "expiring", "--today", "2027-06-20") == 0
    assert "Vor mehr als sechs Monaten geprüft: 0" not in capsys.readouterr().out
    assert run(tmp_path, "expiring", "--today", "2026-11-30") == 0
    assert "Vor mehr als sechs Monaten geprüft: 0" in capsys.readouterr().out


def test_that_unknown_editions_are_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("law@1", "nichts@1", tmp_path / "fehlt.yaml"):
        assert run(tmp_path, "diff", name, SHIPPED / "sme.yaml") == 1
        assert len(capsys.readouterr().err.splitlines()) == 1
