"""What the types of a sample cannot say: whether its values are values of their catalogues."""

from __future__ import annotations

from collections.abc import Iterator

from kihub_desktop.catalogues.criteria import current_criteria
from kihub_desktop.catalogues.errors import entry
from kihub_desktop.catalogues.findings import current_findings
from kihub_desktop.catalogues.funding import current_funding
from kihub_desktop.catalogues.it_security import current_it_security
from kihub_desktop.catalogues.law import current_law
from kihub_desktop.catalogues.method import current_method
from kihub_desktop.catalogues.partners import current_partners
from kihub_desktop.catalogues.training import current_training
from kihub_desktop.domain.choices import Level
from kihub_desktop.domain.findings import UnfitFinding
from kihub_desktop.domain.law import FactScope
from kihub_desktop.domain.phrases import Joined, Phrase, phrase
from kihub_desktop.services.legal_check import read_value
from kihub_desktop.services.sample_file import SampleRecords

RATINGS, VOTES = range(1, 6), range(6)
Fault = tuple[Joined, Phrase]


def sample_faults(records: SampleRecords) -> Iterator[Fault]:
    """What the types cannot say: whether the values are values of their catalogues."""
    questions = {row.id for row in current_method().indicators}
    criteria = {each.key for each in current_criteria().criteria}
    for answer in records.answer:
        where = entry(answer.question or "")
        if answer.question not in questions:
            yield where, phrase("Diese Frage gibt es nicht.")
        if answer.level is Level.NOT_RELEVANT and not answer.reason:
            yield where, phrase("„nicht relevant“ braucht einen Grund.")
    yield from _group_faults(records, criteria)
    yield from _check_faults(records)
    yield from _offer_faults(records)
    for choice in records.funding_choice:
        if current_funding().programme(choice.programme or "") is None:
            yield entry(choice.programme or ""), phrase("Dieses Programm gibt es nicht.")
    yield from _finding_faults(records)


def _group_faults(records: SampleRecords, criteria: set[str]) -> Iterator[Fault]:
    """Ratings, comparisons and votes by criteria and scales that exist."""
    for rating in records.rating:
        if rating.criterion not in criteria or rating.value not in RATINGS:
            yield entry(rating.criterion or ""), phrase("Diese Bewertung gibt es nicht.")
    for pair in records.criterion_pair:
        if not {pair.first, pair.second} <= criteria:
            yield entry(pair.person or ""), phrase("Diesen Vergleich gibt es nicht.")
    for vote in records.vote:
        if vote.value not in VOTES:
            yield entry(vote.participant or ""), phrase("Diese Stimme gibt es nicht.")


def _check_faults(records: SampleRecords) -> Iterator[Fault]:
    """Items of the IT security check and legal facts that exist, with values of theirs."""
    items = {each.key for each in current_it_security().questions}
    for given in records.security_answer:
        if given.item not in items:
            yield entry(given.item or ""), phrase("Diese Frage gibt es nicht.")
    facts = current_law().fact_by_id
    for said in records.legal_fact:
        fact = facts.get(said.fact or "")
        if fact is None or (fact.scope is FactScope.FIRM) != (said.use_case is None):
            yield entry(said.fact or ""), phrase("Diese Frage gibt es nicht.")
        elif read_value(fact, said.value or "") is None:
            yield (
                entry(fact.id),
                phrase("„{value}“ ist kein Wert dieser Angabe.", value=said.value or ""),
            )


def _finding_faults(records: SampleRecords) -> Iterator[Fault]:
    archetypes = {each.id: each.archetype for each in records.use_case}
    for finding in records.finding:
        key, text = finding.key or "", finding.value or ""
        archetype = archetypes[finding.use_case] if finding.use_case else None
        try:
            if archetype is None:
                raise KeyError(key)
            current_findings().question(archetype, key).read(text)
        except KeyError:
            yield entry(key), phrase("Diese Angabe gibt es für die Art des Vorhabens nicht.")
        except UnfitFinding:
            yield entry(key), phrase("„{value}“ ist kein Wert dieser Angabe.", value=text)


def _offer_faults(records: SampleRecords) -> Iterator[Fault]:
    """A sketch and a plan name entries of their catalogues."""
    for pilot in records.pilot:
        if pilot.partner and current_partners().partner(pilot.partner) is None:
            yield entry(pilot.partner), phrase("Diesen Partner gibt es nicht.")
    for each in records.training:
        if each.offer and current_training().offer(each.offer) is None:
            yield entry(each.offer), phrase("Diese Schulung gibt es nicht.")
