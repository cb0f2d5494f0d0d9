"""The status of the IT security check in words, for the page and the report alike."""

from __future__ import annotations

from kihub_desktop.analysis.it_security import SecurityStatus, band_of
from kihub_desktop.domain.it_security import SecurityCatalogue, SecurityMeasure
from kihub_desktop.domain.phrases import (
    Amount,
    Joined,
    Phrase,
    Value,
    phrase,
    plural_phrase,
    whole_percent,
)


def summary_of(status: SecurityStatus, catalogue: SecurityCatalogue) -> Value:
    """One line: how far the check is, its value, the must-items that miss."""
    if not status.answered:
        return phrase("noch nicht begonnen · {n} Fragen", n=status.questions)
    parts: list[Value] = [value_of(status), word_of(status, catalogue)]
    if status.missing_musts:
        parts.append(
            plural_phrase(
                "{n} Muss-Frage fehlt", "{n} Muss-Fragen fehlen", len(status.missing_musts)
            )
        )
    return Joined(tuple(parts), " · ")


def musts_of(status: SecurityStatus) -> Value:
    """How many must-items miss, and what that costs."""
    if status.missing_musts:
        names = Joined(tuple(Phrase(each.name) for each in status.missing_musts))
        said = plural_phrase(
            "{n} Muss-Frage nicht erfüllt: {names}",
            "{n} Muss-Fragen nicht erfüllt: {names}",
            len(status.missing_musts),
            names=names,
        )
        cost = phrase("Abzug {share}", share=Amount(100 * status.deducted, 0, "%"))
        return Joined((said, cost), " · ")
    if status.open_musts:
        return plural_phrase(
            "{n} Muss-Frage ist noch offen",
            "{n} Muss-Fragen sind noch offen",
            len(status.open_musts),
        )
    return phrase("Alle Muss-Fragen sind erfüllt")


def value_of(status: SecurityStatus) -> Value:
    """„Status 62 %“, or both ends while something is open or unknown."""
    if status.low is None or status.high is None:
        return phrase("ohne Wert")
    if status.is_settled:
        return phrase("Status {share}", share=whole_percent(status.low))
    return phrase(
        "Status {low} bis {high}", low=whole_percent(status.low), high=whole_percent(status.high)
    )


def word_of(status: SecurityStatus, catalogue: SecurityCatalogue) -> Value:
    """The band of the value, or what keeps it a range."""
    if status.low is None:
        return phrase("entfällt")
    if status.is_settled:
        return Phrase(band_of(status.low, catalogue).name)
    if status.answered < status.questions:
        return phrase("{n} von {all} beantwortet", n=status.answered, all=status.questions)
    return phrase("{n} unbekannt", n=status.unknown)


def effort_of(measure: SecurityMeasure, role: str) -> Value:
    """„IT · 1 bis 2 Personentage“."""
    low, high = measure.days
    days: Value = (
        phrase("{n} Personentage", n=_days(high))
        if low == high
        else phrase("{low} bis {high} Personentage", low=_days(low), high=_days(high))
    )
    return Joined((Phrase(role), days), " · ")


def _days(days: float) -> Amount:
    return Amount(days, 0 if days == int(days) else 1)
