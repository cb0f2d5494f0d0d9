"""The colours of charts by role; the window fills them from its theme, print has its own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields


@dataclass(frozen=True)
class ChartColours:
    """Colours as `#RRGGBB`; the names are those of the roles in resources/themes."""

    ink: str
    muted: str
    line: str
    field_border: str
    ground: str
    card: str
    track: str
    primary: str
    primary_soft: str
    primary_text: str
    amber: str
    amber_text: str
    red: str
    red_text: str
    green: str
    green_text: str
    blue: str
    blue_text: str

    @classmethod
    def of(cls, roles: Mapping[str, str]) -> ChartColours:
        """Picks the roles that charts need; KeyError names a missing one."""
        return cls(**{field.name: roles[field.name] for field in fields(cls)})


# White paper: lines a little stronger than on screen, because printers lose pale greys.
PRINT = ChartColours(
    ink="#16212B",
    muted="#4C5B67",
    line="#C9D2D9",
    field_border="#7F8D98",
    ground="#FFFFFF",
    card="#FFFFFF",
    track="#E6EBEE",
    primary="#0E6E73",
    primary_soft="#E3F1F1",
    primary_text="#0B4F54",
    amber="#BF7B00",
    amber_text="#8A5A00",
    red="#B3372F",
    red_text="#B3372F",
    green="#2C7A4B",
    green_text="#2C7A4B",
    blue="#2C5FA8",
    blue_text="#2C5FA8",
)
