"""Which use cases resemble each other, and what they have in common."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from kihub_desktop.domain.choices import Archetype, Sector
from kihub_desktop.domain.spelling import words_of
from kihub_desktop.domain.use_case_templates import SimilarityRules

Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True)
class CaseTraits:
    """What a use case is compared by; `words` are folded."""

    template: str | None
    archetype: Archetype | None
    sector: Sector | None
    words: frozenset[str]


@dataclass(frozen=True)
class Similarity:
    """The points two use cases share, and for what; `words` are those that both use."""

    points: float
    template: bool
    archetype: bool
    sector: bool
    words: frozenset[str]


def case_words(texts: Iterable[str | None], rules: SimilarityRules) -> frozenset[str]:
    """The folded words of some texts that are long enough to mean something."""
    words = (word for text in texts for word in words_of(text or ""))
    return frozenset(word for word in words if len(word) >= rules.word_length)


def similarity(one: CaseTraits, other: CaseTraits, rules: SimilarityRules) -> Similarity:
    """The points of two use cases, from 0 to the sum of all rules; the order makes no difference.

    Words count by their share (Jaccard 1912: common words over all words). What is not known, or
    „other“, is nothing that two use cases could have in common.
    """
    template = one.template is not None and one.template == other.template
    archetype = one.archetype == other.archetype and one.archetype not in {None, Archetype.OTHER}
    sector = one.sector == other.sector and one.sector not in {None, Sector.OTHER}
    common, all_words = one.words & other.words, one.words | other.words
    points = (
        rules.template * template
        + rules.archetype * archetype
        + rules.sector * sector
        + (rules.words * len(common) / len(all_words) if all_words else 0.0)
    )
    return Similarity(points, template, archetype, sector, common)


def most_similar(
    own: CaseTraits, others: Mapping[Key, CaseTraits], rules: SimilarityRules, count: int
) -> tuple[tuple[Key, Similarity], ...]:
    """The `count` others with the most points, at least `rules.least`; ties keep their order."""
    found = [(key, similarity(own, traits, rules)) for key, traits in others.items()]
    similar = [each for each in found if each[1].points >= rules.least]
    return tuple(sorted(similar, key=lambda each: -each[1].points)[:count])
