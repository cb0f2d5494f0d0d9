"""The five tones of a statement; a word or sign always stands beside the colour."""

from __future__ import annotations

from enum import StrEnum


class Tone(StrEnum):
    NEUTRAL = "neutral"
    GOOD = "good"
    WARN = "warn"
    BAD = "bad"
    NOTE = "note"
