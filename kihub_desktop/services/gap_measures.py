"""The measures that close a gap of the readiness, in words, for page, report and workbook."""

from __future__ import annotations

from dataclasses import dataclass

from kihub_desktop.catalogues.measures import Measure, current_measures
from kihub_desktop.domain.method import Method
from kihub_desktop.domain.phrases import Amount, Phrase, phrase


@dataclass(frozen=True)
class MeasureLine:
    """A measure in words, and who needs how long."""

    text: str
    effort: Phrase


def measure_lines(indicator: str, method: Method) -> tuple[MeasureLine, ...]:
    """The measures of the catalogue in use for an indicator, in their order."""
    return tuple(
        MeasureLine(each.text, effort_text(each, method.roles[each.who]))
        for each in current_measures().of(indicator)
    )


def effort_text(measure: Measure, role: str) -> Phrase:
    """„IT · üblich 2 bis 6 Personentage (Annahme)“."""
    low, high = (Amount(each, 0 if each.is_integer() else 1) for each in measure.days)
    days = (
        phrase("üblich {low} bis {high} Personentage", low=low, high=high)
        if measure.days[0] != measure.days[1]
        else phrase("üblich {high} Personentag", high=high)
    )
    said = phrase("{days} (Annahme)", days=days) if measure.annahme else days
    return phrase("{role} · {days}", role=Phrase(role), days=said)
