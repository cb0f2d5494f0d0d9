"""The legal check of one use case as its page words it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set
from uuid import UUID

from kihub_desktop.domain.law import (
    UNSURE,
    Answer,
    Fact,
    FactKind,
    LawCatalogue,
    Light,
)
from kihub_desktop.domain.law_result import LegalResult
from kihub_desktop.domain.phrases import Joined, Phrase, Value, phrase, plural_phrase
from kihub_desktop.services.legal_capture import TakenOver, origin_words
from kihub_desktop.services.legal_check import SEVERAL, FactState, LegalCheck
from kihub_desktop.services.legal_words import light_words, value_words
from kihub_desktop.ui.pages.legal.results import (
    duty_line,
    open_lines,
    path_lines,
    rule_lines,
    shown_facts,
    undecided,
)
from kihub_desktop.ui.pages.legal.state import (
    AnswerChoice,
    AnswerForm,
    AnswerGroup,
    AnswerLine,
    Chip,
    ClassState,
    LegalState,
    OpenLine,
    TakenLine,
)
from kihub_desktop.ui.tones import Tone

_LETTERS = {Answer.YES: phrase("j"), Answer.NO: phrase("n"), Answer.UNKNOWN: phrase("u")}
_LIGHTS = {
    Light.RED: Tone.BAD,
    Light.ORANGE: Tone.WARN,
    Light.YELLOW: Tone.WARN,
    Light.GREEN: Tone.GOOD,
}
_FORMS = {
    FactKind.YES_NO: AnswerForm.ONE,
    FactKind.ONE_OF: AnswerForm.ONE_OF,
    FactKind.SEVERAL: AnswerForm.SEVERAL,
    FactKind.NUMBER: AnswerForm.ELSEWHERE,
}


def legal_state(
    check: LegalCheck, catalogue: LawCatalogue, contested: Mapping[UUID, Set[str]]
) -> LegalState:
    """Everything the page shows of a check."""
    result = check.result
    return LegalState(
        outcome=_outcome(check, catalogue),
        progress=_progress(check),
        groups=tuple(_groups(check, catalogue, contested)),
        footer=_footer(check),
        duties=tuple(duty_line(each, check) for each in result.duties),
        path=tuple(path_lines(check, catalogue)),
        rules=tuple(rule_lines(check)),
        open_lines=tuple(open_lines(check, catalogue)),
        doubts=tuple(OpenLine(each.text, each.norm, "") for each in result.uncertainties),
        notice=_notice(result, catalogue),
        stale=_stale(result),
    )


def _notice(result: LegalResult, catalogue: LawCatalogue) -> Value:
    dated = phrase("Stand {stand}, Ausgabe {edition}.", stand=result.stand, edition=result.edition)
    return Joined((result.notice, dated, Phrase(catalogue.wording)), " ")


def subtitle_of(catalogue: LawCatalogue) -> Value:
    """„Rechtsstand 23.11.2026 · Ausgabe 2026-11 · keine Rechtsberatung“."""
    return Joined(
        (
            phrase("Rechtsstand {stand}", stand=catalogue.stand),
            phrase("Ausgabe {edition}", edition=catalogue.edition),
            phrase("keine Rechtsberatung"),
        ),
        " · ",
    )


def _stale(result: LegalResult) -> Value | None:
    if not result.outdated:
        return None
    return phrase(
        "Dieser Rechtsstand ist älter als ein halbes Jahr: Vor einer Entscheidung neu prüfen."
    )


# -- outcome ------------------------------------------------------------------------------------


def _outcome(check: LegalCheck, catalogue: LawCatalogue) -> ClassState:
    result = check.result
    entry = catalogue.class_by_code[result.law_class]
    return ClassState(
        name=Phrase(entry.name),
        text=_class_text(result, catalogue),
        light=light_words(result),
        tone=Tone.NEUTRAL if result.light_is_open else _LIGHTS[result.light],
        basis=_basis(result, catalogue),
        chips=tuple(_chips(check)),
    )


def _class_text(result: LegalResult, catalogue: LawCatalogue) -> Value:
    entry = catalogue.class_by_code[result.law_class]
    if result.missing is not None:
        return phrase(
            "{text} Zu klären: {missing}", text=Phrase(entry.text), missing=result.missing
        )
    return Phrase(entry.text)


def _basis(result: LegalResult, catalogue: LawCatalogue) -> Value:
    """The roles that follow from answers; while none is certain the role is open."""
    known = catalogue.role_by_key
    held = [
        each.name
        for each in result.roles
        if each.truth is Answer.YES and known[each.key].when is not None
    ]
    return phrase("Rolle: {role}", role=Joined(tuple(held)) if held else phrase("offen"))


def _chips(check: LegalCheck) -> Iterator[Chip]:
    for each in check.result.items:
        if each.truth is Answer.YES:
            yield Chip(each.name, _LIGHTS[each.light])
    left = len(undecided(check))
    if left:
        yield Chip(plural_phrase("{n} Frage offen", "{n} Fragen offen", left), Tone.NOTE)


# -- questions ----------------------------------------------------------------------------------


def _progress(check: LegalCheck) -> Value:
    shown = [check.states[key] for key in shown_facts(check)]
    answered = [each for each in shown if each.is_answered]
    taken = sum(each.is_taken for each in answered)
    said = phrase("{n} von {all} beantwortet", n=len(answered), all=len(shown))
    if not taken:
        return said
    return phrase("{said}, {n} davon aus der Erfassung übernommen", said=said, n=taken)


def _footer(check: LegalCheck) -> Value:
    left = len(undecided(check))
    if not left:
        return phrase("Keine weitere Frage kann an der Einstufung oder den Pflichten etwas ändern.")
    return plural_phrase(
        "Noch {n} Frage, die etwas ändern kann. Alle übrigen sind für diesen Fall ohne Bedeutung.",
        "Noch {n} Fragen, die etwas ändern können. "
        "Alle übrigen sind für diesen Fall ohne Bedeutung.",
        left,
    )


def _groups(
    check: LegalCheck, catalogue: LawCatalogue, contested: Mapping[UUID, Set[str]]
) -> Iterator[AnswerGroup]:
    shown = set(shown_facts(check))
    for section in catalogue.sections:
        states = [
            state
            for key, state in check.states.items()
            if key in shown and state.fact.section == section.key
        ]
        if states:
            answered = sum(each.is_answered for each in states)
            yield AnswerGroup(
                section.key,
                Phrase(section.name),
                phrase("{n} von {all} beantwortet", n=answered, all=len(states)),
                tuple(_line(each, contested) for each in states),
            )


def _line(state: FactState, contested: Mapping[UUID, Set[str]]) -> AnswerLine:
    fact = state.fact
    elsewhere = fact.kind is FactKind.NUMBER
    return AnswerLine(
        key=fact.id,
        text=Phrase(fact.question),
        note=_note(fact),
        choices=() if elsewhere else _choices(fact),
        form=_form(fact),
        value=_stored(state),
        is_own=state.own is not None,
        taken=_taken(state),
        warning=_warning(state, contested),
    )


def _note(fact: Fact) -> Value:
    parts: list[Value] = [Phrase(text) for text in (fact.help, fact.norm) if text]
    return Joined(tuple(parts), " · ")


def _form(fact: Fact) -> AnswerForm:
    return _FORMS[fact.kind]


def _choices(fact: Fact) -> tuple[AnswerChoice, ...]:
    if fact.kind is FactKind.YES_NO:
        words = {
            Answer.YES: phrase("ja"),
            Answer.NO: phrase("nein"),
            Answer.UNKNOWN: phrase("unbekannt"),
        }
        return tuple(AnswerChoice(each.value, words[each], _LETTERS[each]) for each in Answer)
    unsure = phrase("unbekannt")
    if fact.kind is FactKind.SEVERAL:
        unsure = phrase("weitere unbekannt")
    options = tuple(AnswerChoice(e.key, Phrase(e.label), alone=e.none) for e in fact.options)
    return (*options, AnswerChoice(UNSURE, unsure))


def _stored(state: FactState) -> str:
    value = state.value
    if value is None:
        return ""
    if isinstance(value, frozenset):
        order = (*(each.key for each in state.fact.options), UNSURE)
        return SEVERAL.join(key for key in order if key in value)
    return str(value)


def _taken(state: FactState) -> TakenLine | None:
    found = state.taken
    if found is None:
        return _from_master_data(state)
    if found.is_supposed and not state.is_supposed:
        return None  # the own answer stands alone
    first = found.origins[0]
    return TakenLine(_taken_words(state, found), f"{first.kind}:{first.record}:{first.field}")


def _from_master_data(state: FactState) -> TakenLine | None:
    """A figure that is missing leads to where it is entered."""
    if state.fact.kind is not FactKind.NUMBER or not state.fact.known_from:
        return None
    kind, _sign, field = state.fact.known_from[0].partition(".")
    return TakenLine(phrase("In den Stammdaten ergänzen"), f"{kind}::{field}")


def _taken_words(state: FactState, found: TakenOver) -> Value:
    said, origin = value_words(state.fact, found.value), _origin(found)
    if found.is_supposed:
        return phrase("Die Vorlage nimmt an: {value}", value=said)
    if state.fact.kind is FactKind.NUMBER:
        return phrase("übernommen: {value} · {origin}", value=said, origin=origin)
    if state.is_taken:
        return phrase("übernommen: {origin}", origin=origin)
    return phrase("auch erfasst: {origin}", origin=origin)


def _origin(taken: TakenOver) -> Value:
    words = origin_words(taken.origins[0])
    more = len(taken.origins) - 1
    if not more:
        return words
    return plural_phrase("{first} und {n} weitere", "{first} und {n} weitere", more, first=words)


def _warning(state: FactState, contested: Mapping[UUID, Set[str]]) -> Value | None:
    if state.record is not None and "value" in contested.get(state.record.id, ()):
        return phrase("Zwei Laptops antworten verschieden: bitte unter „Abgleich“ entscheiden.")
    if state.conflicts and state.taken is not None:
        said = value_words(state.fact, state.taken.value)
        return phrase("Die Erfassung sagt „{value}“; es zählt die Antwort hier.", value=said)
    return None
