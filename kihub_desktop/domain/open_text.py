"""A text that somebody is typing."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True)
class OpenText:
    """One text that is typed but not saved, and where it belongs.

    `record` is None while the record does not exist yet; `kind` is "" for a field that no record
    has, which then is known by its `page` and `label` alone. `before` is what the field showed
    when typing began, as text. `problem` is the sentence about a wrong text that was kept.
    """

    company: UUID | None
    kind: str
    record: UUID | None
    field: str
    text: str
    before: str = ""
    page: str = ""
    label: str = ""
    problem: str = ""
    as_of: int = 0
