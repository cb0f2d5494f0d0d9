"""What the page of the latest changes and of the recycle bin shows."""

from __future__ import annotations

from dataclasses import dataclass

from kihub_desktop.replication.fold import RecordKey


@dataclass(frozen=True)
class FeedLine:
    """One transaction: when, who and on which device, what, in which company."""

    key: str
    when: str
    who: str
    device: str
    what: str
    company: str
    record: RecordKey | None = None


@dataclass(frozen=True)
class DeletedLine:
    """One deleted record; `comes_with` says what would be seen again with it."""

    key: str
    when: str
    who: str
    name: str
    kind: str
    company: str
    comes_with: str
    record: RecordKey | None = None


@dataclass(frozen=True)
class ChangesState:
    """`company` is the name of the one in hand, "" for none; `only_company` filters the feed."""

    feed: tuple[FeedLine, ...] = ()
    has_more: bool = False
    company: str = ""
    only_company: bool = False
    deleted: tuple[DeletedLine, ...] = ()
    query: str = ""
