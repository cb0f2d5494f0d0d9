"""What a card says of training, as data without Qt."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kihub_desktop.analysis.training import Proposal, Urgency
from kihub_desktop.domain.offers import (
    CONFIDENCE_WORDS,
    Timeliness,
)
from kihub_desktop.domain.phrases import Joined, Value, phrase, plural_phrase
from kihub_desktop.domain.training import TrainingCatalogue, TrainingOffer
from kihub_desktop.domain.words import word
from kihub_desktop.services.training import TrainingState
from kihub_desktop.ui.tones import Tone

_URGENCIES = {
    Urgency.MANDATORY: (phrase("Pflicht"), Tone.WARN),
    Urgency.TO_BE_SETTLED: (phrase("zu klären"), Tone.WARN),
    Urgency.PROPOSED: (phrase("Vorschlag"), Tone.NEUTRAL),
}


@dataclass(frozen=True)
class ProposalLine:
    """One proposal; `for_whom` is a number of people or the group."""

    key: str
    name: Value
    form: Value
    for_whom: Value
    reason: Value
    badge: Value
    tone: Tone
    origin: Value
    others: Value
    is_planned: bool


@dataclass(frozen=True)
class TrainingView:
    """Proposals of the use case, and the plan of the company in a sentence."""

    lines: tuple[ProposalLine, ...]
    note: Value
    status: Value
    status_tone: Tone
    duty: Value
    hint: Value
    open_keys: tuple[str, ...]


def training_view(state: TrainingState, catalogue: TrainingCatalogue) -> TrainingView:
    lines = tuple(_line(state, catalogue, each) for each in state.proposals)
    opened = tuple(each.key for each in lines if not each.is_planned)
    text, tone = status_phrase(state)
    return TrainingView(
        lines=lines,
        note=plural_phrase("{n} Vorschlag", "{n} Vorschläge", len(lines)),
        status=text,
        status_tone=tone,
        duty=Joined((phrase(catalogue.duty_norm), phrase(catalogue.duty)), ". "),
        hint=phrase(catalogue.record_hint),
        open_keys=opened,
    )


def status_phrase(state: TrainingState) -> tuple[Value, Tone]:
    """How far the plan is: what is overdue counts most."""
    status = state.status
    if not status.is_begun:
        return phrase("noch kein Plan"), Tone.NEUTRAL
    done = phrase("{held} von {planned} erledigt", held=status.held, planned=status.planned)
    parts: list[Value] = [done, *_people(state)]
    if status.overdue:
        late = plural_phrase("{n} überfällig", "{n} überfällig", len(status.overdue))
        return Joined((*parts, late), " · "), Tone.BAD
    if status.is_complete:
        return Joined(tuple(parts), " · "), Tone.GOOD
    return Joined(tuple(parts), " · "), Tone.NOTE


def _people(state: TrainingState) -> Iterator[Value]:
    status = state.status
    if status.reached is None:
        return
    if status.employees is None:
        yield phrase("Grundlagen: {n} Personen", n=status.reached)
    else:
        yield phrase("Grundlagen: {n} von {all} Personen", n=status.reached, all=status.employees)


def _line(state: TrainingState, catalogue: TrainingCatalogue, each: Proposal) -> ProposalLine:
    offer = each.offer
    badge, tone = _URGENCIES[each.urgency]
    if state.is_planned(each):
        badge, tone = phrase("im Plan"), Tone.GOOD
    return ProposalLine(
        key=each.key,
        name=phrase(offer.name),
        form=Joined((phrase(offer.format), phrase(offer.cost)), " · "),
        for_whom=word(each.group) if each.people is None else _counted(each.people),
        reason=Joined(tuple(_reasons(each)), "; "),
        badge=badge,
        tone=tone,
        origin=_origin(catalogue, offer),
        others=Joined(tuple(phrase(other.name) for other in each.others)),
        is_planned=state.is_planned(each),
    )


def _counted(people: int) -> Value:
    return plural_phrase("{n} Person", "{n} Personen", people)


def _reasons(each: Proposal) -> Iterator[Value]:
    yield each.reason
    if each.timeliness is Timeliness.ENDING and each.offer.valid_until is not None:
        yield phrase("endet am {day}", day=each.offer.valid_until)
    elif each.timeliness is Timeliness.STALE:
        yield phrase("zuletzt geprüft am {day}, bitte erneut prüfen", day=each.offer.checked_on)
    if each.offer.note:
        yield phrase(each.offer.note)


def _origin(catalogue: TrainingCatalogue, offer: TrainingOffer) -> Value:
    cited = {each.key: each.citation for each in catalogue.sources}
    return Joined(
        (
            offer.provider,
            Joined(tuple(cited[each] for each in offer.sources), "; "),
            phrase("geprüft am {day}", day=offer.checked_on),
            CONFIDENCE_WORDS[offer.confidence],
        ),
        " · ",
    )
