"""The written PDF: its text, its tags, its standards and what it survives."""

import tempfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from kihub_desktop.domain.phrases import Phrase, Value
from kihub_desktop.domain.progress import Cancelled, silent
from kihub_desktop.reports.content import Chapter, Figure, Report
from kihub_desktop.reports.saving import ReportError
from kihub_desktop.reports.to_pdf import write_pdf
from tests.unit.reports import hostile
from tests.unit.reports.golden import TEXT_FILE, joined_text, pdf_text
from tests.unit.reports.sample import vogtland


@pytest.fixture(scope="module")
def sample_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("report") / "Vogtland Präzision.pdf"
    write_pdf(vogtland(), target, silent)
    return target


@pytest.fixture(scope="module")
def sample(sample_file: Path) -> PdfReader:
    return PdfReader(sample_file)


def _pages(report: Report, folder: Path) -> list[str]:
    target = folder / "report.pdf"
    write_pdf(report, target, silent)
    return [joined_text(page.extract_text()) for page in PdfReader(target).pages]


def _root(reader: PdfReader) -> Any:
    return reader.trailer["/Root"]


def _tags(node: Any) -> Iterator[Any]:
    """Every structure element below `node`."""
    kids = node.get("/K", [])
    for kid in kids if isinstance(kids, list) else [kids]:
        element = kid.get_object()
        if isinstance(element, dict) and "/S" in element:
            yield element
            yield from _tags(element)


def test_that_the_text_of_the_sample_is_the_golden_file(sample_file: Path) -> None:
    assert pdf_text(sample_file) == TEXT_FILE.read_text(encoding="utf-8")


def test_that_the_file_claims_pdf_a_3a_and_pdf_ua_1(sample: PdfReader) -> None:
    metadata = _root(sample)["/Metadata"].get_object().get_data().decode("utf-8")
    assert "<pdfaid:part>3</pdfaid:part>" in metadata
    assert "<pdfaid:conformance>A</pdfaid:conformance>" in metadata
    assert "<pdfuaid:part>1</pdfuaid:part>" in metadata


def test_that_the_file_says_its_title_language_and_day(sample: PdfReader) -> None:
    assert sample.metadata is not None
    assert sample.metadata.title == "Machbarkeitsbericht Vogtland Präzision GmbH"
    assert sample.metadata.author == "KI-HUB Sachsen-Thüringen"
    assert sample.metadata.creation_date is not None
    assert sample.metadata.creation_date.date() == date(2026, 11, 23)
    assert _root(sample)["/Lang"] == "de-DE"
    assert _root(sample)["/ViewerPreferences"]["/DisplayDocTitle"]


def test_that_every_part_is_tagged_for_screen_readers(sample: PdfReader) -> None:
    assert _root(sample)["/MarkInfo"]["/Marked"]
    elements = list(_tags(_root(sample)["/StructTreeRoot"]))
    kinds = {element["/S"] for element in elements}
    assert {"/H1", "/H2", "/Table", "/TH", "/TD", "/L", "/Figure", "/Caption", "/TOC"} <= kinds
    spoken = [element["/Alt"] for element in elements if element["/S"] == "/Figure"]
    assert any(text.startswith("Netzdiagramm der sieben Dimensionen") for text in spoken)


def test_that_only_the_shipped_face_is_in_the_file(sample: PdfReader) -> None:
    resources: list[Any] = [page["/Resources"] for page in sample.pages]
    names = {
        font.get_object()["/BaseFont"]
        for resource in resources
        for font in resource.get("/Font", {}).values()
    }
    assert names
    assert all("SourceSans3" in name for name in names)


def test_that_bookmarks_lead_to_the_chapters(sample: PdfReader) -> None:
    titles = [entry.title for entry in sample.outline if not isinstance(entry, list)]
    assert any("Wo das Unternehmen steht" in str(title) for title in titles)


def test_that_pages_are_a4_and_counted_after_the_cover(sample: PdfReader) -> None:
    assert [round(side) for side in sample.pages[0].mediabox[2:]] == [595, 842]
    count = len(sample.pages)
    assert f"4 / {count}" in sample.pages[3].extract_text()
    assert f"1 / {count}" not in sample.pages[0].extract_text()


def test_that_the_same_report_gives_the_same_bytes(sample_file: Path, tmp_path: Path) -> None:
    again = tmp_path / "again.pdf"
    write_pdf(vogtland(), again, silent)
    assert again.read_bytes() == sample_file.read_bytes()


def test_that_markup_arrives_letter_by_letter(tmp_path: Path) -> None:
    shown = " ".join(_pages(hostile.literal(), tmp_path))
    for words in hostile.LITERAL:
        assert shown.count(words) > 10, words


def test_that_words_of_four_hundred_letters_stay_whole(tmp_path: Path) -> None:
    shown = "".join(_pages(hostile.long_words(), tmp_path)).replace(" ", "")
    assert hostile.LONG_WORD in shown
    assert hostile.LONG_CODE in shown


@pytest.mark.parametrize("report", [hostile.long_texts(), hostile.unprintable(), hostile.empty()])
def test_that_unkind_content_still_makes_a_report(report: Report, tmp_path: Path) -> None:
    assert len(_pages(report, tmp_path)) >= 3


def test_that_a_long_table_runs_on_and_repeats_its_head(tmp_path: Path) -> None:
    pages = _pages(hostile.long_table(300), tmp_path)[2:]
    assert len(pages) > 5
    assert all("Aufgezeichnet seit" in page for page in pages)
    shown = " ".join(pages)
    assert all(f"Drehzentrum Baureihe {number} 01" in shown for number in range(1, 301))


def test_that_an_english_report_says_so(tmp_path: Path) -> None:
    target = tmp_path / "report.pdf"
    write_pdf(replace(vogtland(), language="en"), target, silent)
    assert _root(PdfReader(target))["/Lang"] == "en-GB"


def test_that_a_broken_drawing_ends_in_a_sentence_and_keeps_the_old_file(tmp_path: Path) -> None:
    target = tmp_path / "report.pdf"
    target.write_bytes(b"last report")
    broken = Figure(b"<svg", "Abbildung", "nichts zu sehen")
    with pytest.raises(ReportError) as caught:
        write_pdf(replace(vogtland(), chapters=(Chapter("A", (broken,)),)), target, silent)
    assert isinstance(caught.value.reason, Phrase)
    assert target.read_bytes() == b"last report"


@pytest.mark.parametrize("last", [0, 1, 2, 3])
def test_that_a_cancel_at_any_step_leaves_the_old_file(last: int, tmp_path: Path) -> None:
    def cancel(done: int, total: int, doing: Value = "") -> None:
        if done == last:
            raise Cancelled

    target = tmp_path / "report.pdf"
    target.write_bytes(b"last report")
    with pytest.raises(Cancelled):
        write_pdf(hostile.empty(), target, cancel)
    assert target.read_bytes() == b"last report"
    assert list(tmp_path.iterdir()) == [target]


def test_that_nothing_of_a_report_stays_in_temporary_folders(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(scratch))
    monkeypatch.setenv("TMPDIR", str(scratch))
    write_pdf(hostile.empty(), tmp_path / "report.pdf", silent)
    assert list(scratch.iterdir()) == []


def test_that_progress_runs_forward_to_its_end(tmp_path: Path) -> None:
    seen: list[tuple[int, int]] = []

    def watch(done: int, total: int, doing: Value = "") -> None:
        seen.append((done, total))

    write_pdf(hostile.empty(), tmp_path / "report.pdf", watch)
    assert seen == sorted(seen)
    assert seen[-1][0] == seen[-1][1]
