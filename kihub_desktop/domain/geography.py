"""Where something is, in degrees, and how exactly that is known."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True)
class Spot:
    """Latitude and longitude in degrees (WGS 84)."""

    lat: float
    lon: float


class Precision(StrEnum):
    """What a position was taken from, the most exact first."""

    POSTCODE = "postcode"
    TOWN = "town"
    DISTRICT = "district"


@dataclass(frozen=True)
class Located:
    """The middle of a postcode, a town or a district."""

    spot: Spot
    precision: Precision
    name: str
