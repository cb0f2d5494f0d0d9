"""A workspace that was opened before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path


@dataclass(frozen=True)
class Recent:
    """`opened` is an ISO moment, or "" if nobody noted it."""

    folder: Path
    opened: str = ""

    @property
    def moment(self) -> datetime | None:
        try:
            return datetime.fromisoformat(self.opened)
        except ValueError:
            return None
