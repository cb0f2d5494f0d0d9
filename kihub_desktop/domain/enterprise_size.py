"""The size of an enterprise together with its partners and linked enterprises."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from decimal import Decimal

from kihub_desktop.domain.choices import EarlierSize, Relation
from kihub_desktop.domain.phrases import Amount, Phrase, phrase
from kihub_desktop.domain.records import Company
from kihub_desktop.domain.sme import (
    ORDER,
    SIZE_WORDS,
    Figures,
    SizeClass,
    SmeResult,
    SmeThresholds,
    cases_between,
    classify,
    deciding,
    exact,
    is_mid_cap,
    size_of,
    still_open,
    usable,
)
from kihub_desktop.domain.visit_records import Affiliate

PARTNER_FROM = Decimal(25)
LINKED_ABOVE = Decimal(50)
PUBLIC_FROM = Decimal(25)
_WHOLE = Decimal(100)
_EARLIER = {
    EarlierSize.MICRO: SizeClass.MICRO,
    EarlierSize.SMALL: SizeClass.SMALL,
    EarlierSize.MEDIUM: SizeClass.MEDIUM,
    EarlierSize.LARGE: SizeClass.LARGE,
}


@dataclass(frozen=True)
class Share:
    """How much of another enterprise counts, in percent: one value, or a range while open."""

    low: Decimal
    high: Decimal


def share_of(affiliate: Affiliate) -> Share:
    """What counts of an affiliate: linked wholly, a partner by its share, less than 25 % nothing.

    What was said about the relation goes before the share: control makes enterprises linked at
    any share (2003/361/EC, annex, Art. 3 and 6). An unknown relation with an unknown share may
    count for nothing or for everything.
    """
    percent = usable(affiliate.share)
    if affiliate.relation is Relation.LINKED:
        return Share(_WHOLE, _WHOLE)
    if affiliate.relation is Relation.PARTNER:
        return Share(PARTNER_FROM, LINKED_ABOVE) if percent is None else Share(percent, percent)
    if percent is None:
        return Share(Decimal(0), _WHOLE)
    if percent > LINKED_ABOVE:
        return Share(_WHOLE, _WHOLE)
    return Share(percent, percent) if percent >= PARTNER_FROM else Share(Decimal(0), Decimal(0))


def size_of_company(
    company: Company, affiliates: Sequence[Affiliate], thresholds: SmeThresholds
) -> SmeResult:
    """The class of a company with what counts of its affiliates, and what is open about it.

    A class is given exactly if every value that unknown figures may have leads to it. Public
    bodies with 25 % or more make a company no SME (Art. 3(4)); a class other than that of the
    year before counts only from the second year on (Art. 4(2)).
    Source: Recommendation 2003/361/EC, annex.
    """
    public = usable(company.public_share)
    if public is not None and public >= PUBLIC_FROM:
        return SmeResult(SizeClass.LARGE, None, _PUBLIC, (), (SizeClass.LARGE,), (_EXCEPTIONS,))
    counted = [each for each in affiliates if share_of(each).high > 0]
    if not counted:
        return _after_last_year(_alone(company, affiliates, thresholds), company)
    result = _together(company, counted, thresholds)
    if company.autonomous:
        result = replace(result, notes=(*result.notes, _CONTRADICTED))
    return _after_last_year(result, company)


def figures_of_group(company: Company, affiliates: Sequence[Affiliate]) -> tuple[Figures, Figures]:
    """The least and the most that a company has together with what counts of its affiliates.

    None above: no bound is known. Whether it stands alone is not known without affiliates unless
    somebody has said so.
    """
    own = Figures(*(usable(getattr(company, each.name)) for each in fields(Figures)))
    low, high = _bounds(own, [each for each in affiliates if share_of(each).high > 0])
    return low, high if affiliates or company.autonomous else Figures()


def _alone(
    company: Company, affiliates: Sequence[Affiliate], thresholds: SmeThresholds
) -> SmeResult:
    # Shares below 25 % leave a company autonomous, whatever the flag says of partners.
    autonomous = True if affiliates else company.autonomous
    return classify(
        company.employees, company.turnover, company.balance_sheet, autonomous, thresholds
    )


def _together(
    company: Company, counted: Sequence[Affiliate], thresholds: SmeThresholds
) -> SmeResult:
    own = Figures(*(usable(getattr(company, each.name)) for each in fields(Figures)))
    low, high = _bounds(own, counted)
    cases = tuple(cases_between(low, high, thresholds))
    sizes = {size_of(case, thresholds) for case in cases}
    possible = tuple(each for each in ORDER if each in sizes)
    middle = {is_mid_cap(case, thresholds) for case in cases}
    mid_cap = middle.pop() if len(middle) == 1 else None
    notes = tuple(_note(each) for each in counted)
    exactly = Figures(*(_same(low, high, each.name) for each in fields(Figures)))
    if len(possible) > 1:
        open_now = deciding(exactly, cases, lambda case: size_of(case, thresholds))
        missing = _missing(own, counted, open_now)
        return SmeResult(SizeClass.UNKNOWN, mid_cap, still_open(missing), missing, possible, notes)
    open_now = deciding(exactly, cases, lambda case: is_mid_cap(case, thresholds))
    missing = _missing(own, counted, open_now)
    return SmeResult(
        possible[0], mid_cap, _reason(possible[0], low, high), missing, possible, notes
    )


def _bounds(own: Figures, counted: Sequence[Affiliate]) -> tuple[Figures, Figures]:
    """The least and the most that the figures together can be; None above: no bound."""
    low: list[Decimal] = []
    high: list[Decimal | None] = []
    for each in fields(Figures):
        parts = [(getattr(own, each.name), Share(_WHOLE, _WHOLE))]
        parts += [(usable(getattr(other, each.name)), share_of(other)) for other in counted]
        low.append(sum((v * s.low / _WHOLE for v, s in parts if v is not None), Decimal(0)))
        known = all(value is not None for value, _share in parts)
        most = sum((v * s.high / _WHOLE for v, s in parts if v is not None), Decimal(0))
        high.append(most if known else None)
    return Figures(*low), Figures(*high)


def _same(low: Figures, high: Figures, name: str) -> Decimal | None:
    value: Decimal | None = getattr(low, name)
    return value if value == getattr(high, name) else None


def _missing(own: Figures, counted: Sequence[Affiliate], names: tuple[str, ...]) -> tuple[str, ...]:
    """The fields of the company among these, and whether affiliates leave one of them open."""
    missing = [name for name in names if getattr(own, name) is None]
    shares = any(share_of(each).low != share_of(each).high for each in counted)
    figures = any(getattr(each, name) is None for each in counted for name in names)
    return (*missing, "affiliates") if names and (shares or figures) else tuple(missing)


def _note(each: Affiliate) -> Phrase:
    share = share_of(each)
    name = each.name or phrase("(ohne Namen)")
    if share.low == share.high:
        return phrase("{name} zählt zu {share} mit.", name=name, share=exact(share.low, "%"))
    return phrase(
        "{name} zählt mit; zu wie viel, ist noch offen ({low} bis {high}).",
        name=name,
        low=exact(share.low, "%"),
        high=exact(share.high, "%"),
    )


def _reason(size: SizeClass, low: Figures, high: Figures) -> Phrase:
    return phrase(
        "{size} zusammen mit den Beteiligungen: {employees} Beschäftigte, Umsatz {turnover}, "
        "Bilanzsumme {balance}.",
        size=SIZE_WORDS[size],
        employees=_sum(low, high, "employees", ""),
        turnover=_sum(low, high, "turnover", "€"),
        balance=_sum(low, high, "balance_sheet", "€"),
    )


def _sum(low: Figures, high: Figures, name: str, unit: str) -> Phrase | Amount:
    least, most = getattr(low, name), getattr(high, name)
    if least == most:
        return exact(least, unit)
    return phrase("mindestens {amount}", amount=exact(least, unit))


def _after_last_year(result: SmeResult, company: Company) -> SmeResult:
    """Last year's status stays for a year when the figures alone would change it."""
    before = _EARLIER.get(company.size_before) if company.size_before else None
    if before is None or result.size in {SizeClass.UNKNOWN, before}:
        return result
    note = phrase(
        "Nach den Zahlen dieses Jahres: {now}. Der Status wechselt erst, wenn das im Folgejahr so "
        "bleibt; bei einer Übernahme oder Fusion gilt er sofort.",
        now=SIZE_WORDS[result.size],
    )
    reason = phrase("{size}, wie im Vorjahr.", size=SIZE_WORDS[before])
    return replace(
        result, size=before, small_mid_cap=None, reason=reason, notes=(*result.notes, note)
    )


_PUBLIC = phrase(
    "Kein KMU: Öffentliche Stellen halten 25 % oder mehr des Kapitals oder der Stimmrechte."
)
_EXCEPTIONS = phrase(
    "Ausgenommen sind bestimmte Anteilseigner, zum Beispiel Hochschulen, staatliche "
    "Beteiligungsgesellschaften und kleine Gemeinden (Anhang Artikel 3 Absatz 2)."
)
_CONTRADICTED = phrase(
    "Als eigenständig angegeben, aber es sind Beteiligungen erfasst, die mitzählen."
)
