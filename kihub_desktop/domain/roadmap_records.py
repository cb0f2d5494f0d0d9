"""The records of one plan."""

from __future__ import annotations
