"""Answers, lights and dates of the legal check in words, for the page and the report alike."""

from __future__ import annotations

from kihub_desktop.domain.law import UNSURE, Answer, Fact, FactValue, Light
from kihub_desktop.domain.law_result import FoundDuty, LegalResult
from kihub_desktop.domain.phrases import Amount, Joined, Phrase, Value, phrase

ANSWERS = {
    Answer.YES: phrase("ja"),
    Answer.NO: phrase("nein"),
    Answer.UNKNOWN: phrase("unbekannt"),
}
LIGHTS = {
    Light.RED: phrase("rot"),
    Light.ORANGE: phrase("orange"),
    Light.YELLOW: phrase("gelb"),
    Light.GREEN: phrase("grün"),
}


def value_words(fact: Fact, value: FactValue) -> Value:
    """An answer as people say it: ja, the label of an option, all that are ticked, a number."""
    if isinstance(value, frozenset):
        order = {each.key: place for place, each in enumerate(fact.options)}
        keys = sorted(value - {UNSURE}, key=lambda key: (order.get(key, len(order)), key))
        known = [_option(fact, key) for key in keys]
        unsure = (phrase("weitere unbekannt"),) if UNSURE in value else ()
        return Joined((*known, *unsure))
    if isinstance(value, Answer):
        return ANSWERS[value]
    if isinstance(value, str):
        return _option(fact, value)
    return Amount(value, 0, fact.unit)


def _option(fact: Fact, key: str) -> Value:
    try:
        label = fact.option(key).label
    except KeyError:
        return key
    return Phrase(label)


def light_words(result: LegalResult) -> Value:
    """„Ampel gelb“, or both ends while open answers decide it."""
    if result.light_is_open:
        return phrase(
            "Ampel {worst} bis {best}",
            worst=LIGHTS[result.light],
            best=LIGHTS[result.best_light],
        )
    return phrase("Ampel {light}", light=LIGHTS[result.light])


def since_words(duty: FoundDuty) -> Value:
    """„seit 02.02.2025“, „ab 02.12.2027“, or before the start where no date is set."""
    if duty.applies_from is None:
        return phrase("vor dem Start")
    if duty.in_force:
        return phrase("seit {day}", day=duty.applies_from)
    return phrase("ab {day}", day=duty.applies_from)
