"""Funding in the report: what fits each use case, what was chosen, and what it rests on."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from kihub_desktop.analysis.funding.result import Match, Outcome
from kihub_desktop.analysis.funding.wording import amount_shown, fit_word, offer_of, why
from kihub_desktop.domain.phrases import Amount, Joined
from kihub_desktop.domain.words import word
from kihub_desktop.reports.content import (
    Align,
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
    text,
)
from kihub_desktop.services.funding import FundingResult
from kihub_desktop.services.report_chapters.material import Material
from kihub_desktop.texts import _, amount, day, render

_TONES = {
    Outcome.ELIGIBLE: Tone.GREEN,
    Outcome.CONDITIONAL: Tone.AMBER,
    Outcome.UNVERIFIED: Tone.NEUTRAL,
}
_MOST = 8
_FITTING = (Outcome.ELIGIBLE, Outcome.CONDITIONAL)


def funding_chapters(material: Material) -> tuple[Chapter, ...]:
    """The chapter on funding; none until somebody has planned costs or chosen a programme."""
    shown = [each for each in material.funding if _has_ground(each)]
    if not shown:
        return ()
    return (Chapter(_("Förderung"), tuple(_blocks(shown))),)


def _has_ground(result: FundingResult) -> bool:
    return bool(result.chosen) or result.recorded.facts.costs is not None


def _blocks(results: list[FundingResult]) -> Iterator[Block]:
    yield Callout(
        _("Erst beantragen, dann beauftragen"),
        text(
            _(
                "Fast alle Zuschüsse setzen voraus, dass vor dem Antrag nichts bestellt ist; die "
                "Forschungszulage ist die Ausnahme. Ob und wie viel gefördert wird, entscheidet "
                "der Geber."
            )
        ),
        Tone.AMBER,
    )
    for result in results:
        yield from _of_use_case(result, alone=len(results) == 1)
    yield from _standing(results)


def _of_use_case(result: FundingResult, *, alone: bool) -> Iterator[Block]:
    if not alone:
        yield Heading(result.recorded.use_case.title or "–")
    if result.chosen:
        yield _chosen(result)
    matches = _shown(result)
    if matches:
        yield _table(matches)
    elif not result.chosen:
        yield Paragraph(text(_("Kein Programm passt zu dem, was bisher bekannt ist.")))
    best = next((each for each in result.plans if each.total), None)
    if best is not None:
        names = " → ".join(part.programme.name for part in best.parts)
        said = _("Zusammen denkbar: {names}, bis {total}. Kein Euro ist doppelt gezählt.")
        total = amount(Amount(best.total, unit="€"))
        yield Paragraph(text(said.format(names=names, total=total)))


def _shown(result: FundingResult) -> list[Match]:
    chosen = {part.programme.id for part in result.chosen}
    fitting = [each for each in result.matches if each.outcome in _FITTING]
    return [each for each in fitting if each.programme.id not in chosen][:_MOST]


def _chosen(result: FundingResult) -> Table:
    choices = {each.programme: each for each in result.recorded.choices}
    matches = {each.programme.id: each for each in result.matches}
    rows = []
    for part in result.chosen:
        found = choices.get(part.programme.id)
        match = matches[part.programme.id]
        rows.append(
            row(
                Cell(part.programme.name, strong=True),
                render(word(found.step)) if found is not None and found.step else "–",
                Cell(render(fit_word(match)), _tone(match)),
                _given(match, part.amount),
            )
        )
    total = sum((part.amount or Decimal(0) for part in result.chosen), Decimal(0))
    rows.append(row(Cell(_("Zusammen"), strong=True), "", "", amount(Amount(total, unit="€"))))
    columns = (
        Column(_("Gewähltes Programm"), share=3),
        Column(_("Stand"), share=1),
        Column(_("Passung"), share=1.2),
        Column(_("Zuschuss etwa"), Align.END, 1.2),
    )
    return Table(columns, tuple(rows))


def _given(match: Match, given: Decimal | None) -> str:
    """What it gives for planned costs; an advice that is not planned yet says so."""
    if not given and match.estimate.potential is not None:
        return _("{amount}, noch nicht geplant").format(amount=render(amount_shown(match)))
    return "–" if given is None else amount(Amount(given, unit="€"))


def _tone(match: Match) -> Tone:
    if match.ends_on is not None and match.outcome is Outcome.ELIGIBLE:
        return Tone.AMBER
    return _TONES.get(match.outcome, Tone.NEUTRAL)


def _table(matches: list[Match]) -> Table:
    columns = (
        Column(_("Weiteres Programm"), share=2.4),
        Column(_("Zuschuss etwa"), share=1.1),
        Column(_("Passung"), share=1.1),
        Column(_("Warum"), share=2.6),
    )
    return Table(
        columns,
        tuple(
            row(
                Cell(f"{each.programme.name} ({render(offer_of(each.programme))})"),
                render(amount_shown(each)),
                Cell(render(fit_word(each)), _tone(each)),
                render(why(each)),
            )
            for each in matches
        ),
    )


def _standing(results: list[FundingResult]) -> Iterator[Block]:
    """When the entries named here were checked, how well they are evidenced, and by what."""
    catalogue = results[0].catalogue
    named: dict[str, Match] = {}
    for result in results:
        chosen = {part.programme.id for part in result.chosen}
        for each in result.matches:
            if each.programme.id in chosen or each in _shown(result):
                named.setdefault(each.programme.id, each)
    if not named:
        return
    yield Heading(_("Stand der Angaben"))
    said = _("Katalog {edition}, geprüft am {day}; Belegstärke A amtlich und neu, B zweite Hand.")
    yield Paragraph(
        text(said.format(edition=catalogue.edition, day=day(catalogue.stand))), muted=True
    )
    yield BulletList(
        tuple(
            text(
                render(
                    Joined(
                        (
                            each.programme.name,
                            f"{each.programme.standing.confidence.value}",
                            *each.notes,
                            catalogue.address(each.programme),
                        ),
                        " · ",
                    )
                )
            )
            for each in named.values()
        )
    )
