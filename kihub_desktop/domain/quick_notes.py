"""A note typed in one line: what kind it is, and who said it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kihub_desktop.domain.choices import ObservationKind

_PREFIXES = {
    "idee": ObservationKind.IDEA,
    "idea": ObservationKind.IDEA,
    "risiko": ObservationKind.RISK,
    "risk": ObservationKind.RISK,
    "parkplatz": ObservationKind.PARKED,
    "parked": ObservationKind.PARKED,
    "zitat": ObservationKind.QUOTE,
    "quote": ObservationKind.QUOTE,
}
_OPENING, _CLOSING = "„“\"»«‚'", "“”\"«»‘'"
_QUOTED = re.compile(
    rf"[{_OPENING}](?P<text>[^{_CLOSING}].*?)[{_CLOSING}]\s*(?:[–—,-]\s*(?P<by>[^{_CLOSING}]+))?",
    re.DOTALL,
)


@dataclass(frozen=True)
class QuickNote:
    text: str
    kind: ObservationKind = ObservationKind.OBSERVATION
    said_by: str | None = None


def read_note(line: str) -> QuickNote | None:
    """„Idee: …“, „Risiko: …“, „Parkplatz: …“, a quotation with its speaker, else an observation.

    None for a line without words.
    """
    words = line.strip()
    prefix, colon, rest = words.partition(":")
    kind = _PREFIXES.get(prefix.strip().casefold()) if colon and rest.strip() else None
    if kind is not None:
        words = rest.strip()
    if kind in {None, ObservationKind.QUOTE} and (quoted := _QUOTED.fullmatch(words)):
        by = (quoted["by"] or "").strip()
        return QuickNote(quoted["text"].strip(), ObservationKind.QUOTE, by or None)
    return QuickNote(words, kind or ObservationKind.OBSERVATION) if words else None
