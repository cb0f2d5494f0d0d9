"""„Zusammenfassung“: the key figures, the five pillars and the verdict on one page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kihub_desktop.analysis.verdict.conditions import Condition
from kihub_desktop.analysis.verdict.scale import Outcome
from kihub_desktop.analysis.verdict.views import Verdict
from kihub_desktop.analysis.verdict.wording import OUTCOME_NAMES
from kihub_desktop.reports.content import (
    Block,
    BulletList,
    Callout,
    Chapter,
    Heading,
    KeyFigure,
    KeyFigures,
    Paragraph,
    Run,
    Text,
    Tone,
    strong,
    text,
)
from kihub_desktop.services.report_chapters.economics import key_figures
from kihub_desktop.services.report_chapters.material import CaseMaterial, Material
from kihub_desktop.services.report_chapters.readiness import band_value, total_value
from kihub_desktop.services.report_chapters.recorded import NOTHING
from kihub_desktop.services.report_chapters.tones import (
    level_tone,
    pillar_row,
)
from kihub_desktop.services.report_chapters.verdict import agreed, capital, verdict_callout
from kihub_desktop.texts import _, ngettext, number, render

_STEPS_SHOWN = 4


def summary_chapter(material: Material) -> Chapter:
    return Chapter(_("Zusammenfassung"), tuple(_blocks(material)))


def _blocks(material: Material) -> Iterator[Block]:
    case = material.leading()
    yield Paragraph(tuple(_opening(material)))
    yield KeyFigures((_readiness(material), *_money(material, case)))
    if case is not None:
        yield Heading(_("Die fünf Säulen: {name}").format(name=case.verdict.name or NOTHING))
        yield pillar_row(case.verdict)
        yield verdict_callout(case.verdict)
        yield from _next_steps(material, case)
    if material.conflicts:
        yield _conflicts(len(material.conflicts))


def _opening(material: Material) -> Iterator[Run]:
    count = len(material.cases)
    if not count:
        yield Run(
            _(
                "Erfasst sind das Unternehmen und sein Reifegrad; Anwendungsfälle fehlen noch. "
                "Was offen ist, steht in den Kapiteln und im Anhang."
            )
        )
        return
    final = [case.verdict for case in material.cases if case.verdict.outcome is not None]
    yield Run(_("Dieser Bericht behandelt "))
    yield strong(ngettext("{n} Anwendungsfall", "{n} Anwendungsfälle", count))
    yield Run(". ")
    if final:
        yield Run(_("Die Urteile: {counts}.").format(counts=_counts(final)) + " ")
    if not final:
        yield Run(
            _(
                "Für ein Urteil fehlen noch Angaben; der Bericht nennt die Spanne der möglichen "
                "Ergebnisse und die Fragen, die entscheiden."
            )
        )
    elif len(final) < count:
        yield Run(
            ngettext(
                "Für {n} davon fehlen noch Angaben; der Bericht nennt die Spanne der möglichen "
                "Ergebnisse und die Fragen, die entscheiden.",
                "Für {n} davon fehlen noch Angaben; der Bericht nennt die Spanne der möglichen "
                "Ergebnisse und die Fragen, die entscheiden.",
                count - len(final),
            )
        )


def _counts(final: Sequence[Verdict]) -> str:
    outcomes = [verdict.outcome for verdict in final]
    parts = [
        f"{outcomes.count(outcome)}\u00a0× {render(OUTCOME_NAMES[outcome])}"
        for outcome in sorted(Outcome, reverse=True)
        if outcome in outcomes
    ]
    return ", ".join(parts)


def _readiness(material: Material) -> KeyFigure:
    result = material.readiness.result
    tone = level_tone(result.total)
    return KeyFigure(_("Reifegrad"), total_value(result), band_value(result), tone)


def _money(material: Material, case: CaseMaterial | None) -> tuple[KeyFigure, ...]:
    if case is not None and case.economics is not None:
        return key_figures(case.economics)[:3]
    result = material.readiness.result
    answered = _("{answered} von {relevant}").format(
        answered=result.answered, relevant=result.relevant
    )
    not_yet = _("noch nicht gerechnet") if material.cases else ""
    return (
        KeyFigure(_("Beantwortete Fragen"), answered),
        KeyFigure(_("Anwendungsfälle"), number(len(material.cases)), not_yet),
    )


def _next_steps(material: Material, case: CaseMaterial) -> Iterator[Block]:
    verdict = case.verdict
    questions = [text(capital(render(question.text))) for question in verdict.questions]
    if questions:
        yield Heading(_("Diese Angaben entscheiden"))
        yield BulletList(tuple(questions), numbered=True)
    by_date = sorted(verdict.conditions, key=lambda each: each.due)
    tasks = tuple(_task(material, case, each) for each in by_date[:_STEPS_SHOWN])
    if tasks:
        certain = _("Was in jedem Fall zu tun ist")
        yield Heading(certain if verdict.outcome is None else _("Die nächsten Schritte"))
        yield BulletList(tasks, numbered=True)


def _task(material: Material, case: CaseMaterial, each: Condition) -> Text:
    who, until = agreed(material, case, each)
    due = _("bis {day}, {who}: ").format(day=until, who=who)
    return text(strong(due), capital(render(each.text)))


def _conflicts(count: int) -> Callout:
    title = ngettext("{n} Angabe ist widersprüchlich", "{n} Angaben sind widersprüchlich", count)
    words = _(
        "Zwei Personen haben Verschiedenes festgehalten. Der Bericht druckt beide Werte; "
        "gerechnet ist bis zur Entscheidung mit dem jüngeren. Alle stehen im Anhang."
    )
    return Callout(title, text(words), Tone.AMBER)
