"""The recovery sheet as a file: one page, everything on it, nothing beside it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from pypdf import PdfReader

from kihub_desktop.reports.recovery_sheet import RecoverySheet, qr_of, write_recovery_sheet
from kihub_desktop.reports.saving import ReportError
from kihub_desktop.store.recovery import SECRET_BYTES, in_groups

GROUPS = in_groups(bytes(range(SECRET_BYTES)))


def sheet(name: str = "Vogtland 2026") -> RecoverySheet:
    return RecoverySheet(name, date(2026, 11, 30), GROUPS)


def test_that_the_sheet_is_one_page_with_key_name_date_and_advice(tmp_path: Path) -> None:
    target = tmp_path / "Bogen.pdf"
    write_recovery_sheet(sheet(), target)
    (page,) = PdfReader(target).pages
    text = " ".join(page.extract_text().split())
    for part in ("Vogtland 2026", "30.11.2026", "Kennwort vergessen", "Nicht in der Laptoptasche"):
        assert part in text
    assert all(group in text.replace(" ", "") for group in GROUPS)
    assert [path.name for path in tmp_path.iterdir()] == ["Bogen.pdf"]


@pytest.mark.parametrize("name", ["#panic() $x$ *fett* <b>", "Ölmühle 🏭 " * 40, "\u202e\x00"])
def test_that_no_name_becomes_markup_or_a_second_page(tmp_path: Path, name: str) -> None:
    target = tmp_path / "Bogen.pdf"
    write_recovery_sheet(sheet(name), target)
    assert len(PdfReader(target).pages) == 1


def test_that_a_place_that_is_gone_is_said(tmp_path: Path) -> None:
    with pytest.raises(ReportError) as caught:
        write_recovery_sheet(sheet(), tmp_path / "fehlt" / "Bogen.pdf")
    assert "gibt es nicht mehr" in str(caught.value)


def test_that_the_picture_holds_the_groups_and_differs_with_them() -> None:
    other = in_groups(bytes(SECRET_BYTES))
    assert qr_of(GROUPS) != qr_of(other)
    assert "<svg" in qr_of(GROUPS)
