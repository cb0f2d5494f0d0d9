"""From a matching to what the page of funding shows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal

from kihub_desktop.analysis.funding.facts import Fact, Truth
from kihub_desktop.analysis.funding.result import Match, Outcome, Plan
from kihub_desktop.analysis.funding.wording import (
    FACT_WORDS,
    LEVEL_WORDS,
    amount_shown,
    fit_word,
    offer_of,
    why,
)
from kihub_desktop.domain.funding import FundingKind
from kihub_desktop.domain.phrases import Amount, Joined, Phrase, Value, phrase, plural_phrase
from kihub_desktop.services.funding import FundingResult
from kihub_desktop.ui.pages.funding.state import (
    ConditionLine,
    FilterChip,
    MissingFact,
    PlanLine,
    ProgrammeDetail,
    ProgrammeLine,
)
from kihub_desktop.ui.record_entry import Entries
from kihub_desktop.ui.tones import Tone

FITTING, UNVERIFIED, SOON = "fitting", "unverified", "soon"
REFUSED, OVER, ALL = "refused", "over", "all"
FILTERS = (FITTING, UNVERIFIED, SOON, REFUSED, OVER, ALL)
_NAMES = {
    FITTING: phrase("Passend"),
    UNVERIFIED: phrase("Ungeprüft"),
    SOON: phrase("Endet bald"),
    REFUSED: phrase("Passt nicht"),
    OVER: phrase("Beendet oder pausiert"),
    ALL: phrase("Alle"),
}
_OUTCOMES = {
    FITTING: (Outcome.ELIGIBLE, Outcome.CONDITIONAL),
    UNVERIFIED: (Outcome.UNVERIFIED,),
    REFUSED: (Outcome.NOT_ELIGIBLE,),
    OVER: (Outcome.ENDED, Outcome.PAUSED),
    ALL: tuple(Outcome),
}
_TONES = {
    Outcome.ELIGIBLE: Tone.GOOD,
    Outcome.CONDITIONAL: Tone.WARN,
    Outcome.UNVERIFIED: Tone.NOTE,
}
_FOR_STARTUPS = frozenset({FundingKind.EQUITY, FundingKind.GUARANTEE, FundingKind.STIPEND})
_FACTS_SHOWN = 4


def counts(result: FundingResult) -> Value:
    """„66 geprüft · 5 passen · 9 unter Bedingungen“."""
    unverified = result.count(Outcome.UNVERIFIED)
    parts: list[Value] = [
        phrase("{n} geprüft", n=len(result.matches)),
        plural_phrase("{n} passt", "{n} passen", result.count(Outcome.ELIGIBLE)),
        phrase("{n} unter Bedingungen", n=result.count(Outcome.CONDITIONAL)),
    ]
    if unverified:
        parts.append(phrase("{n} ungeprüft", n=unverified))
    return Joined(tuple(parts), " · ")


def filters(result: FundingResult) -> tuple[FilterChip, ...]:
    return tuple(
        FilterChip(key, _NAMES[key], sum(_belongs(each, key) for each in result.matches))
        for key in FILTERS
    )


def _belongs(found: Match, key: str) -> bool:
    if key == SOON:
        return found.ends_on is not None
    return found.outcome in _OUTCOMES[key]


def listed(result: FundingResult, chosen_filter: str) -> tuple[ProgrammeLine, ...]:
    """The programmes of a filter in the order of the matching.

    Chosen ones always stay in sight. Among the fitting ones stands what has ended but would fit
    and is well known to have: people still find it advertised.
    """
    chosen = {part.programme.id for part in result.chosen}
    return tuple(
        line_of(each, chosen, place)
        for place, each in enumerate(result.matches)
        if _belongs(each, chosen_filter)
        or each.programme.id in chosen
        or (chosen_filter == FITTING and _still_advertised(each))
    )


def _still_advertised(found: Match) -> bool:
    refused = any(each.truth is Truth.NO for each in found.checks)
    verified = found.programme.standing.confidence.is_verified
    return found.outcome is Outcome.ENDED and verified and not refused


def startup_lines(result: FundingResult) -> tuple[ProgrammeLine, ...]:
    """Investors, guarantees and stipends for a start-up; none for others."""
    if not result.recorded.company.startup:
        return ()
    chosen = {part.programme.id for part in result.chosen}
    return tuple(
        line_of(each, chosen, place)
        for place, each in enumerate(result.matches)
        if each.programme.kind in _FOR_STARTUPS
        and each.outcome in {Outcome.ELIGIBLE, Outcome.CONDITIONAL, Outcome.UNVERIFIED}
    )


def line_of(found: Match, chosen: set[str], place: int) -> ProgrammeLine:
    programme = found.programme
    return ProgrammeLine(
        programme.id,
        programme.name,
        offer_of(programme),
        amount_shown(found),
        fit_word(found),
        tone_of(found),
        why(found),
        programme.id in chosen,
        place,
    )


def tone_of(found: Match) -> Tone:
    if found.outcome is Outcome.ELIGIBLE and found.ends_on is not None:
        return Tone.WARN
    return _TONES.get(found.outcome, Tone.NEUTRAL)


def missing_facts(result: FundingResult) -> tuple[MissingFact, ...]:
    """The answers that most programmes wait for, the most wanted first."""
    waiting: Counter[Fact] = Counter()
    for each in result.matches:
        if each.outcome in {Outcome.CONDITIONAL, Outcome.UNVERIFIED}:
            waiting.update(each.missing)
    return tuple(
        MissingFact(
            fact,
            plural_phrase(
                "{question} ({n} Programm wartet)",
                "{question} ({n} Programme warten)",
                times,
                question=FACT_WORDS[fact],
            ),
        )
        for fact, times in waiting.most_common(_FACTS_SHOWN)
    )


def detail_of(result: FundingResult, found: Match, entries: Entries | None) -> ProgrammeDetail:
    programme, catalogue = found.programme, result.catalogue
    over = found.outcome in {Outcome.ENDED, Outcome.NOT_ELIGIBLE}
    return ProgrammeDetail(
        id=programme.id,
        name=programme.name,
        note=Joined((offer_of(programme), LEVEL_WORDS[programme.level]), " · "),
        fit=fit_word(found),
        tone=tone_of(found),
        standing=_standing(found),
        summary=phrase(programme.summary),
        conditions=tuple(_conditions(found)),
        hints=tuple(phrase(each) for each in programme.hints),
        notes=found.notes,
        sources=tuple(each.citation for each in catalogue.cited(programme)),
        address=catalogue.address(programme),
        tree=found.estimate.tree if found.estimate.tree.children and not over else None,
        combinations=tuple(
            phrase("{name} – {text}", name=phrase(rule.label), text=phrase(rule.text))
            for rule in catalogue.combinations
            if any(programme.id in step.programmes for step in rule.steps)
        ),
        choosable=entries is not None or found.outcome is not Outcome.ENDED,
        entries=entries,
    )


def _standing(found: Match) -> Value:
    standing = found.programme.standing
    parts: list[Value] = [
        phrase("Geprüft am {day}", day=standing.checked_on),
        phrase("Belegstärke {letter}", letter=standing.confidence.value),
    ]
    if standing.valid_until is not None:
        parts.append(phrase("bekannt bis {day}", day=standing.valid_until))
    return Joined(tuple(parts), " · ")


def _conditions(found: Match) -> Iterator[ConditionLine]:
    for each in found.checks:
        wanted = each.fact if each.truth is Truth.UNKNOWN else None
        yield ConditionLine(each.truth, each.reason, wanted)
    for text in found.conditions:
        yield ConditionLine(Truth.UNKNOWN, text)


def plan_lines(plans: Sequence[Plan]) -> tuple[PlanLine, ...]:
    return tuple(
        PlanLine(
            each.key,
            each.label,
            each.text,
            Joined(tuple(_part(part.programme.name, part.amount) for part in each.parts), " → "),
            phrase("bis {n}", n=Amount(each.total, unit="€")) if each.total else "–",
            Joined(each.notes, "; "),
        )
        for each in plans
    )


def _part(name: str, amount: Decimal | None) -> Value:
    if not amount:
        return name
    return phrase("{name} {amount}", name=name, amount=Amount(amount, unit="€"))


def together(result: FundingResult) -> Value:
    """What the chosen programmes give together; "" if none is chosen."""
    if not result.chosen:
        return ""
    total = sum((part.amount or Decimal(0) for part in result.chosen), Decimal(0))
    return plural_phrase(
        "{n} Programm vorgemerkt, zusammen {total}",
        "{n} Programme vorgemerkt, zusammen {total}",
        len(result.chosen),
        total=Amount(total, unit="€"),
    )


def checked(result: FundingResult) -> Phrase:
    """When the edition was last checked."""
    return phrase(
        "Angaben geprüft am {day}. Ein Klick zeigt unten Bedingungen, Rechnung, Quelle und Stand; "
        "Enter springt dorthin. Es entscheidet der Geber.",
        day=result.catalogue.stand,
    )
