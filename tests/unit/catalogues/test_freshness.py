"""Every entry of every catalogue has a source and a day; what grows old is listed."""

from __future__ import annotations

import sys
from datetime import date, timedelta
from io import BytesIO

import pytest

from kihub_desktop.catalogues.entries import CatalogueEntry, entries_of
from kihub_desktop.catalogues.extract import extract_catalogue
from kihub_desktop.catalogues.freshness import (
    all_entries,
    expired,
    expiring,
    freshness,
    months_before,
    stale,
)
from kihub_desktop.catalogues.kinds import KINDS, kind_of
from kihub_desktop.catalogues.loading import read_document
from kihub_desktop.catalogues.wording import sentences
from tests.unit.catalogues.editions import SHIPPED

HERE = [each for each in KINDS if (SHIPPED / each.file).exists()]


@pytest.mark.parametrize("kind", HERE, ids=lambda kind: kind.kind)
def test_that_every_entry_has_source_and_day(kind) -> None:  # type: ignore[no-untyped-def]
    entries = entries_of(kind, read_document(SHIPPED / kind.file))
    assert entries
    assert not [each.key for each in entries if not each.sources or not all(each.sources)]
    assert not [each.key for each in entries if each.checked_on is None]
    assert len({each.key for each in entries}) == len(entries)


def test_that_an_entry_without_source_or_day_would_be_seen() -> None:
    document = {"sources": [], "measures": [{"key": "a", "text": "x"}]}
    (entry,) = entries_of(kind_of("measures"), document)
    assert (entry.sources, entry.checked_on) == ((), None)


@pytest.mark.parametrize("kind", HERE, ids=lambda kind: kind.kind)
def test_that_the_sentences_are_those_of_the_extraction(kind) -> None:  # type: ignore[no-untyped-def]
    raw = (SHIPPED / kind.file).read_bytes()
    extracted = [text for _line, _none, text, _notes in extract_catalogue(BytesIO(raw), (), (), {})]
    found = [text for _name, text in sentences(read_document(SHIPPED / kind.file))]
    assert found == extracted


def test_what_of_the_shipped_content_ends_within_sixty_days(
    capsys: pytest.CaptureFixture[str],
) -> None:
    today = date(2026, 11, 30)
    soon = expiring(today)
    with capsys.disabled():
        for each in soon:
            sys.stdout.write(f"\n{each.valid_until} {each.kind}/{each.key} {each.label}")
    assert soon == tuple(
        sorted(
            (
                each
                for each in all_entries()
                if each.valid_until
                and timedelta() <= each.valid_until - today <= timedelta(days=60)
                and each.status != "beendet"
            ),
            key=lambda each: (each.valid_until, each.kind, each.key),
        )
    )
    assert not expired(today)
    assert not stale(today)


def entry(**values: object) -> CatalogueEntry:
    given = {"checked_on": date(2026, 11, 1), **values}
    return CatalogueEntry("law", "a", "A", (), ("Quelle",), **given)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("ends", "lists"),
    [
        (date(2026, 11, 29), (0, 1)),
        (date(2026, 11, 30), (1, 0)),
        (date(2027, 1, 29), (1, 0)),
        (date(2027, 1, 30), (0, 0)),
        (None, (0, 0)),
    ],
)
def test_that_the_borders_of_sixty_days_are_inside(
    ends: date | None, lists: tuple[int, int]
) -> None:
    found = freshness(date(2026, 11, 30), [entry(valid_until=ends)])
    assert (len(found.expiring), len(found.expired)) == lists


def test_that_an_ended_programme_is_no_news() -> None:
    ended = entry(valid_until=date(2026, 1, 1), status="beendet")
    assert not freshness(date(2026, 11, 30), [ended])


def test_that_six_months_are_calendar_months() -> None:
    assert months_before(date(2026, 8, 31), 6) == date(2026, 2, 28)
    assert not stale(date(2027, 5, 1), among=[entry()])
    assert stale(date(2027, 5, 2), among=[entry()])
    assert stale(date(2026, 11, 30), among=[entry(checked_on=None)])
