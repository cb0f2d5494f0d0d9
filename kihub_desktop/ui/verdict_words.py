"""Words and tones of outcomes and lights, as every page shows them."""

from __future__ import annotations

from kihub_desktop.domain.phrases import Phrase, phrase
from kihub_desktop.ui.tones import Tone

_OUTCOMES = (
    (phrase("nicht machbar"), Tone.BAD),
    (phrase("erst Datenprojekt"), Tone.NOTE),
    (phrase("machbar unter Auflagen"), Tone.WARN),
    (phrase("machbar"), Tone.GOOD),
)


def outcome_word(outcome: int | None) -> Phrase:
    """The outcome in a pill; None while open answers decide."""
    return phrase("noch nicht geprüft") if outcome is None else _OUTCOMES[outcome][0]


def outcome_tone(outcome: int | None) -> Tone:
    return Tone.NEUTRAL if outcome is None else _OUTCOMES[outcome][1]


def status_tone(status: int | None) -> Tone:
    """The tone of a pillar's light (0 red, 1 yellow, 2 green)."""
    return Tone.NEUTRAL if status is None else (Tone.BAD, Tone.WARN, Tone.GOOD)[status]


def status_word(status: int | None) -> Phrase:
    words = (phrase("trägt nicht"), phrase("trägt mit Auflagen"), phrase("trägt"))
    return phrase("offen") if status is None else words[status]
