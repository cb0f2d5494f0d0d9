"""Writes the golden files of the report anew: `python -m tests.unit.reports.golden`."""

import re
import tempfile
from pathlib import Path

from pypdf import PdfReader

from kihub_desktop.domain.progress import silent
from kihub_desktop.reports.to_json import report_json
from kihub_desktop.reports.to_pdf import write_pdf
from tests.unit.reports.sample import vogtland

FOLDER = Path(__file__).parents[2] / "golden"
JSON_FILE = FOLDER / "report_vogtland.json"
TEXT_FILE = FOLDER / "report_vogtland.txt"


def joined_text(text: str) -> str:
    """Text as it was before it was broken into lines."""
    unbroken = text.replace("\u200b", "").replace("\u00ad\n", "").replace("\u00ad", "")
    without_leaders = re.sub(r"(?:\. ){3,}", "… ", unbroken)
    return re.sub(r"\s+", " ", without_leaders).strip()


def pdf_text(path: Path) -> str:
    """One line per page."""
    pages = [joined_text(page.extract_text()) for page in PdfReader(path).pages]
    return "\n".join(pages) + "\n"


def main() -> None:
    JSON_FILE.write_text(report_json(vogtland()), encoding="utf-8")
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "report.pdf"
        write_pdf(vogtland(), target, silent)
        TEXT_FILE.write_text(pdf_text(target), encoding="utf-8")


if __name__ == "__main__":
    main()
