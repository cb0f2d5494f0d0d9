"""„Recht & Sicherheit“: class and duties of each use case, and how protected the company is."""

from __future__ import annotations

from collections.abc import Iterator

from kihub_desktop.analysis.it_security import AreaStatus, band_of
from kihub_desktop.domain.law import Answer, Light
from kihub_desktop.domain.phrases import Joined, Phrase, Value, phrase, whole_percent
from kihub_desktop.reports.content import (
    Block,
    BulletList,
    Callout,
    Cell,
    Chapter,
    Column,
    Heading,
    Paragraph,
    Table,
    Tone,
    row,
    strong,
    text,
)
from kihub_desktop.services.it_security import SecurityState
from kihub_desktop.services.legal_check import LegalCheck
from kihub_desktop.services.legal_way import because, way_through
from kihub_desktop.services.legal_words import light_words, since_words
from kihub_desktop.services.report_chapters.material import CaseMaterial, Material
from kihub_desktop.services.security_words import effort_of, musts_of, summary_of
from kihub_desktop.texts import _, ngettext, render

_LIGHTS = {
    Light.RED: Tone.RED,
    Light.ORANGE: Tone.AMBER,
    Light.YELLOW: Tone.AMBER,
    Light.GREEN: Tone.GREEN,
}
_BANDS = {"critical": Tone.RED, "gaps": Tone.AMBER, "basis": Tone.BLUE, "good": Tone.GREEN}
_MEASURES = 6
_OPEN = 6


def legal_title() -> str:
    return _("Recht & Sicherheit")


def legal_chapters(material: Material) -> Iterator[Chapter]:
    """The chapter, if anything of it was answered."""
    blocks = tuple(_blocks(material))
    if blocks:
        yield Chapter(legal_title(), blocks)


def checked_cases(material: Material) -> tuple[tuple[CaseMaterial, LegalCheck], ...]:
    """The use cases about which a legal question was answered, in the order of the report."""
    found = ((case, material.legal.get(case.state.use_case.id)) for case in material.ranked())
    return tuple((case, check) for case, check in found if check is not None and check.is_own)


def _blocks(material: Material) -> Iterator[Block]:
    cases = checked_cases(material)
    if cases:
        yield from _frame(material)
        yield _overview(material, cases)
        for case, check in cases:
            yield from _case(material, case, check)
        yield from _doubts(cases)
    security = material.security
    if security is not None and security.is_begun:
        yield from _security(material, security)


def _frame(material: Material) -> Iterator[Block]:
    """What the chapter is not, and how old it is."""
    law = material.catalogues.law
    dated = phrase("Rechtsstand {stand}, Ausgabe {edition}.", stand=law.stand, edition=law.edition)
    said = Joined((Phrase(law.notice), dated, Phrase(law.wording)), " ")
    yield Callout(_("Keine Rechtsberatung"), text(render(said)), Tone.BLUE)


def _overview(material: Material, cases: tuple[tuple[CaseMaterial, LegalCheck], ...]) -> Table:
    classes = material.catalogues.law.class_by_code
    columns = (
        Column(_("Anwendungsfall"), share=3),
        Column(_("Einstufung"), share=2.4),
        Column(_("Ampel"), share=1.8),
        Column(_("Offene Punkte"), share=3),
    )
    return Table(
        columns,
        tuple(
            row(
                Cell(case.verdict.name, strong=True),
                _(classes[check.result.law_class].name),
                _light(check),
                _items(check),
            )
            for case, check in cases
        ),
    )


def _light(check: LegalCheck) -> Cell:
    result = check.result
    tone = Tone.NEUTRAL if result.light_is_open else _LIGHTS[result.light]
    return Cell(render(light_words(result)), tone)


def _items(check: LegalCheck) -> str:
    names: list[Value] = [
        each.name if each.truth is Answer.YES else phrase("{item} (offen)", item=each.name)
        for each in check.result.items
    ]
    return render(Joined(tuple(names), "; ")) if names else _("keine")


def _case(material: Material, case: CaseMaterial, check: LegalCheck) -> Iterator[Block]:
    law, result = material.catalogues.law, check.result
    entry = law.class_by_code[result.law_class]
    yield Heading(case.verdict.name)
    yield Paragraph(text(strong(_(entry.name) + ". "), _(entry.text)))
    if result.missing is not None:
        yield Paragraph(text(strong(_("Zu klären: ")), render(result.missing)))
    yield from _duties(check)
    yield Heading(_("Warum diese Einstufung?"), 3)
    yield _way(material, check)
    yield from _open_questions(check)


def _duties(check: LegalCheck) -> Iterator[Block]:
    """Duties that are owed; how many more depend on open answers is said below."""
    sure = [each for each in check.result.duties if each.truth is Answer.YES]
    more = len(check.result.duties) - len(sure)
    if sure:
        columns = (
            Column(_("Pflicht"), share=3.4),
            Column(_("Wer"), share=1.8),
            Column(_("Ab"), share=1.4),
            Column(_("Norm"), share=1.8),
        )
        yield Heading(_("Was zu tun ist"), 3)
        yield Table(
            columns,
            tuple(
                row(
                    Cell(render(each.text), strong=True),
                    render(each.who),
                    render(since_words(each)),
                    render(each.norm),
                )
                for each in sure
            ),
        )
    if more:
        said = ngettext(
            "{n} weitere Pflicht hängt von offenen Antworten ab.",
            "{n} weitere Pflichten hängen von offenen Antworten ab.",
            more,
        )
        yield Paragraph(text(said.format(n=more)), muted=True)


def _way(material: Material, check: LegalCheck) -> Table:
    columns = (
        Column("", share=0.3),
        Column(_("Regel"), share=3.2),
        Column(_("Antworten"), share=3),
        Column(_("Norm"), share=1.6),
    )
    return Table(
        columns,
        tuple(
            row(
                each.sign,
                render(each.text),
                render(because(each.facts, check)),
                render(each.norm),
            )
            for each in way_through(check, material.catalogues.law)
        ),
    )


def _open_questions(check: LegalCheck) -> Iterator[Block]:
    opened = check.result.open_questions
    if not opened:
        return
    yield Heading(_("Offene Fragen"), 3)
    items = [text(render(each.question)) for each in opened[:_OPEN]]
    more = len(opened) - _OPEN
    if more > 0:
        items.append(text(_("und {n} weitere").format(n=more)))
    yield BulletList(tuple(items))


def _doubts(cases: tuple[tuple[CaseMaterial, LegalCheck], ...]) -> Iterator[Block]:
    """What the law itself leaves open, once for all use cases."""
    found = {each.id: each for _case, check in cases for each in check.result.uncertainties}
    if found:
        yield Heading(_("Was das Recht selbst offenlässt"))
        yield BulletList(
            tuple(text(f"{render(each.text)} ({render(each.norm)})") for each in found.values())
        )


# -- IT security ---------------------------------------------------------------------------------


def _security(material: Material, state: SecurityState) -> Iterator[Block]:
    catalogue, status = material.catalogues.it_security, state.status
    yield Heading(_("IT-Sicherheit des Unternehmens"))
    yield Paragraph(
        text(strong(render(summary_of(status, catalogue)) + ". "), render(musts_of(status)) + ".")
    )
    columns = (
        Column(_("Bereich"), share=3),
        Column(_("Beantwortet"), share=1.4),
        Column(_("Status"), share=1.6),
    )
    yield Table(
        columns,
        tuple(
            _area(each, area.name, material)
            for each, area in zip(status.areas, catalogue.areas, strict=True)
        ),
    )
    roles = material.method.roles
    if status.missed:
        yield Heading(_("Zuerst angehen"), 3)
        yield BulletList(
            tuple(
                text(
                    strong((_("Muss") + ": ") if each.must else ""),
                    f"{_(each.measure.text)} ("
                    f"{render(effort_of(each.measure, roles[each.measure.who]))})",
                )
                for each in status.missed[:_MEASURES]
            ),
            numbered=True,
        )
    dated = phrase(
        "Ausgabe {edition}, Stand {stand}.", edition=catalogue.edition, stand=catalogue.stand
    )
    yield Paragraph(text(render(Joined((Phrase(catalogue.notice), dated), " "))), muted=True)


def _area(status: AreaStatus, name: str, material: Material) -> tuple[Cell, ...]:
    counted = _("{n} von {all}").format(n=status.answered, all=status.questions)
    return row(_(name), counted, _share(status, material))


def _share(status: AreaStatus, material: Material) -> Cell:
    if status.low is None or status.high is None:
        return Cell(_("entfällt"))
    if status.low != status.high:
        low, high = whole_percent(status.low), whole_percent(status.high)
        return Cell(render(phrase("{low} bis {high}", low=low, high=high)), Tone.NEUTRAL)
    band = band_of(status.low, material.catalogues.it_security)
    return Cell(render(whole_percent(status.low)), _BANDS.get(band.key, Tone.NEUTRAL))
