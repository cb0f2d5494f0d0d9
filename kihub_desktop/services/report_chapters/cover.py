"""The cover: what was examined, what we recommend, and what the report rests on."""

from __future__ import annotations

import hashlib
from datetime import date

from babel.dates import format_date

from kihub_desktop.analysis.verdict.scale import Outcome
from kihub_desktop.analysis.verdict.views import Verdict
from kihub_desktop.charts.wording import euro_scale
from kihub_desktop.domain.phrases import Joined
from kihub_desktop.reports.content import Footing, Recommendation, Tone
from kihub_desktop.services.report_chapters.material import CaseMaterial, Material
from kihub_desktop.services.report_chapters.tones import outcome_text, outcome_tone, range_text
from kihub_desktop.texts import TEXTS, _, day, ngettext, number, render

_PUBLISHER = "KI-HUB Sachsen-Thüringen"


def publisher() -> str:
    """A name, the same in every language."""
    return _PUBLISHER


def subtitle(material: Material) -> str:
    """How many use cases, when, where."""
    count = len(material.cases)
    held = material.interview.assessment.held_on if material.interview.assessment else None
    when = _long_day(held or material.today)
    town = material.company.town
    if not count:
        words = _("Bestandsaufnahme für Künstliche Intelligenz vom {day}").format(day=when)
        return _("{words} in {town}").format(words=words, town=town) if town else words
    cases = ngettext(
        "{n} Anwendungsfall für Künstliche Intelligenz",
        "{n} Anwendungsfälle für Künstliche Intelligenz",
        count,
    )
    if town:
        return _("{cases}, aufgenommen am {day} in {town}").format(cases=cases, day=when, town=town)
    return _("{cases}, aufgenommen am {day}").format(cases=cases, day=when)


def recommendation(material: Material) -> Recommendation:
    """The block on the cover: where to begin, or what has to be known first."""
    heading = _("EMPFEHLUNG")
    case = material.recommended()
    if case is not None:
        return Recommendation(
            heading,
            _title(case.verdict),
            " · ".join((outcome_text(case.verdict), *money_parts(case))),
            outcome_tone(case.verdict.outcome),
        )
    leading = material.leading()
    if leading is None:
        return Recommendation(
            heading,
            _("Zuerst Anwendungsfälle sammeln"),
            _("Noch ist kein Anwendungsfall erfasst, der sich prüfen ließe."),
            Tone.NEUTRAL,
        )
    if leading.verdict.outcome is None:
        return _unchecked(heading, leading)
    return Recommendation(
        heading,
        _("Keinen der Anwendungsfälle in dieser Form beginnen"),
        _("Die Kapitel zu den Anwendungsfällen sagen, woran es liegt und was sich ändern müsste."),
        Tone.RED,
    )


def money_parts(case: CaseMaterial) -> tuple[str, ...]:
    """Net present value with its range, and payback; empty without a calculation."""
    if case.economics is None:
        return ()
    figures = case.economics.preferred.figures
    scale = euro_scale((figures.p10, figures.p50, figures.p90))
    value = _("Kapitalwert {p50} (P10 {p10}, P90 {p90})").format(
        p50=scale.full(figures.p50), p10=scale.bare(figures.p10), p90=scale.bare(figures.p90)
    )
    return value, _("Rückfluss {time}").format(time=payback_text(figures.payback))


def payback_text(years: float) -> str:
    """„1,7 Jahre“, or that the money does not come back within the horizon."""
    if years == float("inf"):
        return _("nicht innerhalb der Laufzeit")
    return _("{n} Jahre").format(n=number(years, 1)).replace(" ", "\u00a0")


def footing(material: Material) -> Footing:
    catalogues = material.catalogues
    edition = material.interview.assessment.edition if material.interview.assessment else None
    return Footing(
        confidential=_("Vertraulich"),
        questionnaire=_("Fragenkatalog {edition}").format(
            edition=edition or catalogues.questionnaire.edition
        ),
        method=_("Methode {edition}").format(edition=catalogues.method.edition),
        as_of=_("Stand {day}").format(day=day(material.today)),
        number=_("Bericht-Nr. {number}").format(number=report_number(material)),
        offline=_("erzeugt ohne Internetverbindung"),
    )


def report_number(material: Material) -> str:
    """The same for the same company, day and state of the records on this laptop."""
    state = f"{material.company.id} {material.today} {material.as_of}"
    digest = hashlib.sha256(state.encode()).hexdigest().upper()
    return f"{digest[:4]}-{digest[4:8]}"


def _title(verdict: Verdict) -> str:
    if verdict.outcome == Outcome.DATA_PROJECT:
        return _("Zuerst die Daten für „{name}“ ordnen").format(name=verdict.name)
    return _("Mit „{name}“ beginnen").format(name=verdict.name)


def _unchecked(heading: str, case: CaseMaterial) -> Recommendation:
    """Nothing is final yet: the range of the most promising case, and what decides it."""
    verdict = case.verdict
    words = _("Das Urteil liegt {range}.").format(range=range_text(verdict))
    questions = render(Joined(tuple(question.text for question in verdict.questions)))
    if questions:
        words += " " + _("Es entscheidet vor allem: {questions}.").format(questions=questions)
    title = _("Noch nicht geprüft: {name}").format(name=verdict.name)
    money = " · ".join(money_parts(case))
    return Recommendation(heading, title, f"{words} {money}".strip(), Tone.NEUTRAL)


def _long_day(value: date) -> str:
    """„18. November 2026“, never broken into lines."""
    shown = format_date(
        value, "d. MMMM yyyy" if TEXTS.language == "de" else "d MMMM yyyy", TEXTS.language
    )
    return shown.replace(" ", "\u00a0")
