"""The records of funding: what it depends on and what was chosen."""

from __future__ import annotations
