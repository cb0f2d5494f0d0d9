"""What the page shows of the IT security check, in words."""

from __future__ import annotations

from collections.abc import Iterator

from kihub_desktop.analysis.it_security import AreaStatus, SecurityStatus, band_of
from kihub_desktop.domain.choices import CheckAnswer
from kihub_desktop.domain.it_security import SecurityCatalogue, SecurityQuestion
from kihub_desktop.domain.phrases import (
    Amount,
    Joined,
    Phrase,
    Value,
    phrase,
    plural_phrase,
    whole_percent,
)
from kihub_desktop.services.it_security import SecurityState
from kihub_desktop.ui.pages.legal.state import (
    AnswerChoice,
    AnswerGroup,
    AnswerLine,
    AreaLine,
    MeasureLine,
    SecurityPageState,
)
from kihub_desktop.ui.tones import Tone

YES = AnswerChoice(CheckAnswer.YES.value, phrase("ja"), phrase("j"))
NO = AnswerChoice(CheckAnswer.NO.value, phrase("nein"), phrase("n"))
UNKNOWN = AnswerChoice(CheckAnswer.UNKNOWN.value, phrase("unbekannt"), phrase("u"))
_AWAY = AnswerChoice(CheckAnswer.NOT_RELEVANT.value, phrase("entfällt"), phrase("e"))
_SHOWN_MEASURES = 6
_TONES = {"critical": Tone.BAD, "gaps": Tone.WARN, "basis": Tone.NOTE, "good": Tone.GOOD}


def security_page(
    state: SecurityState, catalogue: SecurityCatalogue, roles: dict[str, str]
) -> SecurityPageState:
    """The check as the page shows it; `roles` words who takes a measure."""
    status = state.status
    missed = status.missed
    return SecurityPageState(
        groups=tuple(_groups(state, catalogue)),
        summary=summary_of(status, catalogue),
        status=_status(status),
        status_word=_word(status, catalogue),
        status_tone=_tone(status, catalogue),
        musts=musts_of(status),
        areas=tuple(
            _area(each, area.name, catalogue)
            for each, area in zip(status.areas, catalogue.areas, strict=True)
        ),
        measures=tuple(_measure(each, roles) for each in missed[:_SHOWN_MEASURES]),
        more_measures=max(0, len(missed) - _SHOWN_MEASURES),
        notice=Phrase(catalogue.notice),
        source=phrase(
            "Ausgabe {edition}, Stand {stand}; Muss-Fragen und Gewichte sind Annahmen.",
            edition=catalogue.edition,
            stand=catalogue.stand,
        ),
    )


def summary_of(status: SecurityStatus, catalogue: SecurityCatalogue) -> Value:
    """One line: how far the check is, its value, the must-items that miss."""
    if not status.answered:
        return phrase("noch nicht begonnen · {n} Fragen", n=status.questions)
    parts: list[Value] = [_status(status)]
    if status.is_settled:
        parts.append(_word(status, catalogue))
    else:
        parts.append(_left(status))
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
            "{n} Muss-Frage ist noch offen", "{n} Muss-Fragen sind noch offen",
            len(status.open_musts),
        )  # fmt: skip
    return phrase("Alle Muss-Fragen sind erfüllt")


def _groups(state: SecurityState, catalogue: SecurityCatalogue) -> Iterator[AnswerGroup]:
    for area, status in zip(catalogue.areas, state.status.areas, strict=True):
        yield AnswerGroup(
            area.key,
            Phrase(area.name),
            phrase("{n} von {all} beantwortet", n=status.answered, all=status.questions),
            tuple(_line(each, state) for each in catalogue.of(area.key)),
        )


def _line(question: SecurityQuestion, state: SecurityState) -> AnswerLine:
    record = state.answers.get(question.key)
    answer = record.answer if record is not None else None
    return AnswerLine(
        key=question.key,
        text=Phrase(question.question),
        note=Phrase(question.meaning),
        choices=(YES, NO, UNKNOWN, *((_AWAY,) if question.optional else ())),
        value=answer.value if answer is not None else "",
        is_own=answer is not None,
        mark=phrase("Muss") if question.must else None,
    )


def _status(status: SecurityStatus) -> Value:
    if status.low is None or status.high is None:
        return phrase("ohne Wert")
    if status.is_settled:
        return phrase("Status {share}", share=whole_percent(status.low))
    return phrase(
        "Status {low} bis {high}", low=whole_percent(status.low), high=whole_percent(status.high)
    )


def _word(status: SecurityStatus, catalogue: SecurityCatalogue) -> Value:
    if status.low is None:
        return phrase("entfällt")
    return Phrase(band_of(status.low, catalogue).name) if status.is_settled else _left(status)


def _left(status: SecurityStatus) -> Value:
    """What keeps the value a range."""
    if status.answered < status.questions:
        return phrase("{n} von {all} beantwortet", n=status.answered, all=status.questions)
    return phrase("{n} unbekannt", n=status.unknown)


def _tone(status: SecurityStatus, catalogue: SecurityCatalogue) -> Tone:
    if status.low is None or not status.is_settled:
        return Tone.NEUTRAL
    return _TONES.get(band_of(status.low, catalogue).key, Tone.NEUTRAL)


def _area(status: AreaStatus, name: str, catalogue: SecurityCatalogue) -> AreaLine:
    if status.low is None or status.high is None:
        return AreaLine(Phrase(name), None, phrase("entfällt"), None)
    if status.low != status.high:
        text = phrase(
            "{low} bis {high}", low=Amount(100 * status.low), high=whole_percent(status.high)
        )
        return AreaLine(Phrase(name), status.low, text, None)
    tone = _TONES.get(band_of(status.low, catalogue).key)
    return AreaLine(Phrase(name), status.low, whole_percent(status.low), tone)


def _measure(question: SecurityQuestion, roles: dict[str, str]) -> MeasureLine:
    measure = question.measure
    low, high = measure.days
    days: Value = (
        phrase("{n} Personentage", n=Amount(high, 1))
        if low == high
        else phrase("{low} bis {high} Personentage", low=_days(low), high=_days(high))
    )
    role = roles.get(measure.who, measure.who)
    parts: tuple[Value, ...] = (Phrase(role), days)
    must: tuple[Value, ...] = (phrase("Muss"),) if question.must else ()
    detail = Joined((*must, *parts), " · ")
    return MeasureLine(question.key, Phrase(measure.text), detail, question.must)


def _days(days: float) -> Amount:
    return Amount(days, 0 if days == int(days) else 1)
