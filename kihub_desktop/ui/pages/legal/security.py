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
    phrase,
    whole_percent,
)
from kihub_desktop.services.it_security import SecurityState
from kihub_desktop.services.security_words import (
    effort_of,
    musts_of,
    summary_of,
    value_of,
    word_of,
)
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
        status=value_of(status),
        status_word=word_of(status, catalogue),
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
    effort = effort_of(measure, roles.get(measure.who, measure.who))
    detail = Joined((phrase("Muss"), effort), " · ") if question.must else effort
    return MeasureLine(question.key, Phrase(measure.text), detail, question.must)
