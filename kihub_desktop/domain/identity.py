"""Ids: slots that two laptops fill alike, and time-ordered ids for everything else."""

from __future__ import annotations

import os
from functools import lru_cache
from uuid import UUID, uuid5

# A fixed name space of this product, so that a slot has the same id on every laptop.
_SLOTS = UUID("6f0d7c2e-6f0b-5b8e-9c1d-3b7a52f1e904")

TEAM = uuid5(_SLOTS, "team")
"""The space of what belongs to no company: colleagues and devices."""


@lru_cache(maxsize=4096)
def slot_id(kind: str, *parts: UUID | str) -> UUID:
    """The id of a record with a natural slot, such as (assessment, question)."""
    return uuid5(_SLOTS, "\x1f".join([kind, *(str(part) for part in parts)]))


def new_id(milliseconds: int) -> UUID:
    """A UUIDv7 (RFC 9562); its time part is never used for order."""
    value = (milliseconds & 0xFFFF_FFFF_FFFF) << 80
    value |= int.from_bytes(os.urandom(10), "big")
    value &= ~(0xF << 76)
    value |= 0x7 << 76
    value &= ~(0x3 << 62)
    value |= 0x2 << 62
    return UUID(int=value)
