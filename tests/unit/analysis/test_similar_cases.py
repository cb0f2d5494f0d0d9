"""Similar cases: the order makes no difference, the same template counts most, „other“ nothing."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from kihub_desktop.analysis.similar_cases import (
    CaseTraits,
    case_words,
    most_similar,
    similarity,
)
from kihub_desktop.catalogues.use_case_templates import current_use_case_templates
from kihub_desktop.domain.choices import Archetype, Sector

RULES = current_use_case_templates().similarity
WORDS = st.frozensets(st.sampled_from(("wartung", "pruefung", "angebot", "spindel", "lager")))
CASES = st.builds(
    CaseTraits,
    template=st.sampled_from((None, "mb1", "mb3", "qu1")),
    archetype=st.sampled_from((None, *Archetype)),
    sector=st.sampled_from((None, *Sector)),
    words=WORDS,
)
NOTHING = CaseTraits(None, None, None, frozenset())


@given(CASES, CASES)
def test_that_similarity_is_symmetric_and_within_its_rules(
    one: CaseTraits, other: CaseTraits
) -> None:
    found = similarity(one, other, RULES)
    assert found == similarity(other, one, RULES)
    most = RULES.template + RULES.archetype + RULES.sector + RULES.words
    assert 0 <= found.points <= most


@given(CASES, CASES, CASES)
def test_that_the_same_template_ranks_above_everything_else(
    own: CaseTraits, same: CaseTraits, other: CaseTraits
) -> None:
    own, same = replace(own, template="mb1"), replace(same, template="mb1")
    other = replace(other, template="mb3")
    ranked = most_similar(own, {"other": other, "same": same}, RULES, 2)
    assert ranked[0][0] == "same"


@given(CASES)
def test_that_nothing_known_is_similar_to_nothing(other: CaseTraits) -> None:
    assert similarity(NOTHING, other, RULES).points == 0
    assert most_similar(NOTHING, {"other": other}, RULES, 5) == ()


def test_that_other_kinds_and_sectors_have_nothing_in_common() -> None:
    other = CaseTraits(None, Archetype.OTHER, Sector.OTHER, frozenset())
    found = similarity(other, other, RULES)
    assert (found.points, found.archetype, found.sector) == (0, False, False)


@given(CASES, st.dictionaries(st.integers(0, 9), CASES), st.integers(1, 4))
def test_that_only_so_many_and_only_similar_ones_are_listed_the_best_first(
    own: CaseTraits, others: dict[int, CaseTraits], count: int
) -> None:
    found = most_similar(own, others, RULES, count)
    points = [alike.points for _key, alike in found]
    assert len(found) <= count
    assert points == sorted(points, reverse=True)
    assert all(each >= RULES.least for each in points)


def test_that_words_are_folded_and_short_ones_say_nothing() -> None:
    assert case_words(("Prüfung der Spindel", None), RULES) == {"pruefung", "spindel"}
