"""One answer that the analyses still need, and where it is given."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from kihub_desktop.domain.phrases import Value


@dataclass(frozen=True)
class OpenPoint:
    """One thing that is missing; `page` and `target` are where it is entered.

    `use_case` is the one that the page has to show.
    """

    text: Value
    page: str
    target: str
    use_case: UUID | None = None
