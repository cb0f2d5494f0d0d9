"""„Methode und Grenzen“: what the figures rest on, and what they do not claim."""

from __future__ import annotations

from collections.abc import Iterator

from kihub_desktop.analysis.verdict.wording import DISCLAIMER
from kihub_desktop.domain.phrases import Amount
from kihub_desktop.reports.content import (
    Block,
    BulletList,
    Callout,
    Chapter,
    Column,
    Heading,
    Paragraph,
    Table,
    row,
    text,
)
from kihub_desktop.services.report_chapters.material import Material
from kihub_desktop.texts import _, amount, day, number, render


def method_chapter(material: Material) -> Chapter:
    return Chapter(_("Methode und Grenzen"), tuple(_blocks(material)))


def _blocks(material: Material) -> Iterator[Block]:
    method = material.method
    lines = method.thresholds
    yield Paragraph(
        text(
            _(
                "Der Reifegrad folgt aus 42 Fragen mit je sechs verankerten Stufen. Das Urteil "
                "folgt aus fünf Säulen mit 0 bis 100 Punkten: Eine Säule trägt ab {green} "
                "Punkten ohne offene Auflage; unter {red} Punkten, bei den Daten unter {data}, "
                "trägt sie nicht. Keine Säule kann eine andere ausgleichen."
            ).format(
                green=number(lines.green),
                red=number(lines.red),
                data=number(lines.red_data_pillar),
            )
        )
    )
    yield Paragraph(text(_evidence(material)))
    yield Heading(_("Was die Methode nicht leistet"))
    yield BulletList(tuple(text(limit) for limit in _limits()))
    yield Callout(
        render(DISCLAIMER),
        text(
            _(
                "Dieser Bericht hält fest, was im Gespräch gesagt und gezeigt wurde, und ordnet "
                "es ein. Er ersetzt weder Rechtsberatung noch eine Prüfung nach Norm."
            )
        ),
    )
    yield Heading(_("Ausgaben"))
    yield _editions(material)
    yield Heading(_("Quellen der Methode"))
    citations = "; ".join(each.citation for each in method.sources)
    yield Paragraph(text(citations), muted=True)


def _evidence(material: Material) -> str:
    rules = material.method.evidence
    parts = [
        _("{evidence} ± {width}").format(
            evidence=_(name), width=amount(Amount(width, 0 if float(width).is_integer() else 2))
        )
        for name, width in zip(rules.names, rules.half_widths, strict=True)
    ]
    return _(
        "Jede Angabe trägt ihren Beleg; er bestimmt, wie breit ihr Band in Stufen ist: {widths}. "
        "Fehlende Angaben werden nicht geschätzt, sondern mit ihrem schlechtesten und ihrem "
        "besten Wert gerechnet."
    ).format(widths=", ".join(parts))


def _limits() -> tuple[str, ...]:
    return (
        _(
            "Die Methode ordnet und begründet Fachwissen; sie ist nicht am Erfolg "
            "abgeschlossener Projekte geeicht."
        ),
        _(
            "Bänder sind Grenzen, keine Wahrscheinlichkeiten. Statistisch sind nur die "
            "Spannen des Kapitalwerts und des Daten-Schnelltests."
        ),
        _(
            "Stufen sind eine Rangfolge. Ihr Mittel ist eine Übereinkunft; Mindeststufen und "
            "die Regel der schwächsten Säule halten sie unschädlich."
        ),
        _("Die Chance auf Gewinn ist so gut wie die Drei-Punkt-Schätzungen, aus denen sie folgt."),
        _("Gewichte, Schwellen und Mengen sind zum großen Teil eigene Annahmen der Methode."),
    )


def _editions(material: Material) -> Table:
    catalogues = material.catalogues
    assessment = material.interview.assessment
    asked = assessment.edition if assessment else None
    questionnaire, findings, method = (
        catalogues.questionnaire,
        catalogues.findings,
        catalogues.method,
    )
    columns = (Column(_("Katalog"), share=2), Column(_("Ausgabe")), Column(_("Stand")))
    rows = (
        row(_(questionnaire.title), asked or questionnaire.edition, day(questionnaire.stand)),
        row(_(findings.title), findings.edition, day(findings.stand)),
        row(_("Methode der Machbarkeitsanalyse"), method.edition, day(method.stand)),
    )
    return Table(columns, rows)
