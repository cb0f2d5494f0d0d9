"""`kihub calc law`: the legal check from JSON.

{"facts": {"ableitung": "gelernt", "personenbezug": "nein", "art5": ["keine"],
"mitarbeitende": 120}}: „ja“, „nein“ or „unbekannt“, the key of an option, a list of keys
(„unbekannt“ among them leaves the others open), or a number. What is missing is unknown, never no.
Out come the result, the questions to ask next with their options, and what the verdict reads of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from kihub_desktop.cli_input import parsed
from kihub_desktop.domain.law import UNSURE, Answer, Fact, FactKind, FactValue, LawCatalogue
from kihub_desktop.domain.phrases import Phrase, phrase
from kihub_desktop.domain.refusals import Reason, Refused


@dataclass(frozen=True)
class LawFacts:
    facts: Mapping[str, Any] = field(default_factory=dict)


def law(body: bytes, today: date) -> object:
    from kihub_desktop.analysis.law.check import check_law
    from kihub_desktop.analysis.law.engine import LawEngine
    from kihub_desktop.analysis.law.questions import next_questions
    from kihub_desktop.analysis.law.verdict_input import to_law_input
    from kihub_desktop.catalogues.law import current_law
    from kihub_desktop.catalogues.method import current_method

    given: LawFacts = parsed(LawFacts, body)
    engine = LawEngine(current_law())
    facts = {name: _value(name, raw, engine.catalogue) for name, raw in given.facts.items()}
    result = check_law(facts, engine, today)
    asked = next_questions(facts, engine, today)
    return {
        "result": result,
        "light_is_open": result.light_is_open,
        "next": [_question(engine.catalogue.fact_by_id[name]) for name in asked],
        "verdict": to_law_input(result, current_method().law),
    }


def _question(fact: Fact) -> object:
    return {
        "id": fact.id,
        "question": Phrase(fact.question),
        "help": Phrase(fact.help),
        "norm": Phrase(fact.norm),
        "kind": fact.kind,
        "options": {each.key: Phrase(each.label) for each in fact.options},
    }


def _value(name: str, raw: Any, catalogue: LawCatalogue) -> FactValue:
    fact = catalogue.fact_by_id.get(name)
    if fact is None:
        raise Refused(Reason.BAD_INPUT, phrase("Die Frage „{name}“ gibt es nicht.", name=name))
    found = Answer.UNKNOWN if raw == Answer.UNKNOWN else _READERS[fact.kind](fact, raw)
    if found is None:
        reason = phrase("„{value}“ ist keine Antwort auf „{name}“.", value=str(raw)[:60], name=name)
        raise Refused(Reason.BAD_INPUT, reason)
    return found


def _yes_no(_fact: Fact, raw: Any) -> FactValue | None:
    return Answer(raw) if raw in (Answer.YES.value, Answer.NO.value) else None


def _one_of(fact: Fact, raw: Any) -> FactValue | None:
    return raw if isinstance(raw, str) and raw in _keys(fact) else None


def _several(fact: Fact, raw: Any) -> FactValue | None:
    if not isinstance(raw, list) or not all(isinstance(each, str) for each in raw):
        return None
    chosen = frozenset(raw)
    return chosen if chosen <= _keys(fact) | {UNSURE} else None


def _number(_fact: Fact, raw: Any) -> FactValue | None:
    if isinstance(raw, bool) or not isinstance(raw, int | float | str):
        return None
    try:
        found = Decimal(str(raw))
    except InvalidOperation:
        return None
    return found if found.is_finite() else None


def _keys(fact: Fact) -> frozenset[str]:
    return frozenset(each.key for each in fact.options)


_READERS = {
    FactKind.YES_NO: _yes_no,
    FactKind.ONE_OF: _one_of,
    FactKind.SEVERAL: _several,
    FactKind.NUMBER: _number,
}
