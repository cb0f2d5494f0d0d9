"""The records of the legal check and the IT security quick check."""

from __future__ import annotations
