"""The legal check of one use case: every rule of the catalogue, none skipped.

Sources are named by the rules themselves. What is unknown stays unknown, so class and light carry
the best and the worst that they can still become.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from kihub_desktop.analysis.law.engine import LawEngine, PlacedDuty
from kihub_desktop.analysis.law.questions import first_for_class, open_questions
from kihub_desktop.analysis.law.standing import Standing
from kihub_desktop.analysis.law.truth import Truths, as_answer
from kihub_desktop.domain.law import Answer, Facts, LawCatalogue, LegalClass, Light
from kihub_desktop.domain.law_result import (
    FineLimit,
    FoundDuty,
    FoundItem,
    FoundRole,
    FoundUncertainty,
    LegalResult,
    PathStep,
)
from kihub_desktop.domain.phrases import Joined, Phrase, phrase, plural_phrase

_NAMED_AT_MOST = 3


def check_law(facts: Facts, engine: LawEngine, today: date) -> LegalResult:
    """Class, light, path, duties and open questions for what is known about a use case.

    `facts` by id; ids and options that the catalogue does not have count as unknown. The result
    depends on `today` through the dates of the catalogue only.
    """
    catalogue = engine.catalogue
    truths = engine.truths(facts, today)
    standing = Standing.of(engine, truths)
    opened = open_questions(engine, truths, standing)
    law_class = standing.law_class
    return LegalResult(
        law_class=law_class,
        best_class=standing.best,
        worst_class=standing.worst,
        light=_light(catalogue, standing, (standing.worst, law_class), maybe=True),
        best_light=_light(catalogue, standing, (standing.best,), maybe=False),
        missing=_missing(engine, truths, standing),
        roles=tuple(_roles(engine, truths)),
        items=tuple(_items(engine, truths, standing)),
        path=tuple(_path(engine, truths)),
        duties=_duties(engine, truths, today),
        open_questions=opened,
        uncertainties=_uncertainties(engine, truths),
        fines=tuple(_fines(engine, truths)),
        edition=catalogue.edition,
        stand=catalogue.stand,
        outdated=is_outdated(catalogue, today),
        notice=Phrase(catalogue.notice),
        today=today,
    )


def is_outdated(catalogue: LawCatalogue, today: date) -> bool:
    """Whether the content was last checked too many months ago to be relied upon."""
    months = (today.year - catalogue.stand.year) * 12 + today.month - catalogue.stand.month
    if today.day < catalogue.stand.day:
        months -= 1
    return months >= catalogue.stale_after_months


def _light(
    catalogue: LawCatalogue, standing: Standing, classes: Iterable[LegalClass], maybe: bool
) -> Light:
    lights = [catalogue.class_by_code[each].light for each in classes]
    codes = standing.open_items | standing.possible_items if maybe else standing.open_items
    lights += [catalogue.item_by_code[code].light for code in codes]
    return min(lights, key=lambda each: each.rank)


def _missing(engine: LawEngine, truths: Truths, standing: Standing) -> Phrase | None:
    """What has to be known: a question of law that a rule words, else the facts to ask first."""
    if standing.law_class is not LegalClass.TO_CLARIFY:
        return None
    if standing.to_clarify:
        parts = [Phrase(rule.clarify) for rule in standing.to_clarify]
    else:
        facts = engine.catalogue.fact_by_id
        first = first_for_class(engine, truths, standing)
        parts = [Phrase(facts[name].short) for name in first]
    named = Joined(tuple(parts[:_NAMED_AT_MOST]), "; ")
    more = len(parts) - _NAMED_AT_MOST
    if more > 0:
        return plural_phrase(
            "{points}; {n} weitere Angabe", "{points}; {n} weitere Angaben", more, points=named
        )
    return phrase("{points}", points=named)


def _roles(engine: LawEngine, truths: Truths) -> Iterator[FoundRole]:
    for role, place in engine.roles:
        truth = truths.of(place)
        if truth is not False:
            yield FoundRole(
                role.key,
                Phrase(role.name),
                Phrase(role.norm),
                as_answer(truth),
                role.in_programme,
            )


def _items(engine: LawEngine, truths: Truths, standing: Standing) -> Iterator[FoundItem]:
    behind: dict[tuple[str, bool | None], int] = {}
    for each in engine.rules:
        truth = truths.of(each.when)
        for code in each.rule.items:
            behind[code, truth] = behind.get((code, truth), 0) | truths.behind(each.when)
    for item in engine.catalogue.items:
        if item.code in standing.open_items | standing.possible_items:
            truth = True if item.code in standing.open_items else None
            facts = engine.network.names(behind[item.code, truth])
            yield FoundItem(item.code, Phrase(item.name), item.light, as_answer(truth), facts)


def _path(engine: LawEngine, truths: Truths) -> Iterator[PathStep]:
    for each in engine.rules:
        rule, truth = each.rule, truths.of(each.when)
        said = rule.otherwise if truth is False and rule.otherwise else rule.text
        yield PathStep(
            rule=rule.id,
            section=rule.section,
            norm=Phrase(rule.norm),
            truth=as_answer(truth),
            facts=engine.network.names(truths.behind(each.when)),
            text=Phrase(said),
            law_class=rule.law_class,
            items=rule.items,
            applies_from=each.day,
            confidence=rule.confidence,
        )


def _duties(engine: LawEngine, truths: Truths, today: date) -> tuple[FoundDuty, ...]:
    """What is owed before what may be, each by date; the order of the catalogue among equals."""
    found = [
        _duty(each, engine, truths, today)
        for each in engine.duties
        if truths.of(each.when) is not False
    ]
    return tuple(
        sorted(
            found, key=lambda each: (each.truth is not Answer.YES, each.applies_from or date.min)
        )
    )


def _duty(placed: PlacedDuty, engine: LawEngine, truths: Truths, today: date) -> FoundDuty:
    duty, since = placed.duty, _first_day(placed, truths)
    return FoundDuty(
        id=duty.id,
        section=duty.section,
        text=Phrase(duty.text),
        norm=Phrase(duty.norm),
        role=duty.role,
        who=placed.who,
        truth=as_answer(truths.of(placed.when)),
        facts=engine.network.names(truths.behind(placed.when)),
        applies_from=since,
        in_force=since is None or since <= today,
        code=duty.code,
        in_programme=duty.in_programme,
        confidence=duty.confidence,
    )


def _first_day(placed: PlacedDuty, truths: Truths) -> date | None:
    """The earliest day that may apply: nothing is dated later because a fact is unknown."""
    days = [day for day, own, _both in placed.dates if truths.of(own) is not False]
    return min(days, default=None)


def _uncertainties(engine: LawEngine, truths: Truths) -> tuple[FoundUncertainty, ...]:
    """Those that concern the case before those that may, each in the order of the catalogue."""
    found = [
        FoundUncertainty(each.id, Phrase(each.text), Phrase(each.norm), as_answer(truth))
        for each, place in engine.uncertainties
        if (truth := truths.of(place)) is not False
    ]
    return tuple(sorted(found, key=lambda each: each.truth is not Answer.YES))


def _fines(engine: LawEngine, truths: Truths) -> Iterator[FineLimit]:
    for each in engine.fines:
        truth = truths.of(each.when)
        if truth is False:
            continue
        yield FineLimit(
            id=each.fine.id,
            text=Phrase(each.fine.text),
            norm=Phrase(each.fine.norm),
            amount=each.fine.amount,
            percent=each.fine.percent,
            lower=Answer.NO if each.lower is None else as_answer(truths.of(each.lower)),
            truth=as_answer(truth),
        )
