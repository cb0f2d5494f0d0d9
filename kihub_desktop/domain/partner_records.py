"""The records of partners and the sketch of a pilot."""

from __future__ import annotations
