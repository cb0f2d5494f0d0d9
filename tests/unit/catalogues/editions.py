"""Editions that differ from a shipped one in a place or two, as files."""

from __future__ import annotations

from pathlib import Path

from kihub_desktop.catalogues.editions import Shelf
from kihub_desktop.paths import resources

SHIPPED = resources() / "catalogues"


def edition_of(
    kind: str, target: Path, *changes: tuple[str, str], edition: str = "2027-01"
) -> Path:
    """A copy of the shipped file with another number and day, and these replacements."""
    text = (SHIPPED / f"{kind}.yaml").read_text("utf-8")
    head, sign, rest = text.partition("\nstand: ")
    before, _edition, old = head.partition("\nedition: ")
    assert sign
    assert old
    text = f'{before}\nedition: "{edition}"\nstand: 2027-01-15{rest[10:]}'
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new, 1)
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(text, "utf-8")
    return target


def installed(kind: str, folder: Path, *changes: tuple[str, str], edition: str = "2027-01") -> Path:
    """The same, lying among the installed editions."""
    return edition_of(kind, folder / f"{kind}-{edition}.yaml", *changes, edition=edition)


def shelf_with(folder: Path) -> Shelf:
    return Shelf(SHIPPED, folder)
