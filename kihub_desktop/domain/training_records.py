"""The records of training and the record of AI literacy."""

from __future__ import annotations
