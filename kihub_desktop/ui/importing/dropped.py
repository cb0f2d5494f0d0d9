"""Which dragged files can be read in."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData

from kihub_desktop.imports.foreign_tables import TABLE_ENDINGS

CARD_ENDINGS = (".vcf", ".vcard")


def file_of(dragged: QMimeData) -> Path | None:
    """The file that is dragged, if it is exactly one that can be read in."""
    urls = dragged.urls()
    if len(urls) != 1 or not urls[0].isLocalFile():
        return None
    path = Path(urls[0].toLocalFile())
    return path if path.suffix.lower() in (*TABLE_ENDINGS, *CARD_ENDINGS) else None
