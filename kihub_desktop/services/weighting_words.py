"""What one person's comparisons say of themselves: how many are left, what contradicts what."""

from __future__ import annotations

from kihub_desktop.analysis.ranking.ahp import RandomIndex, Triad, compare
from kihub_desktop.analysis.ranking.group import comparisons_of, is_connected, open_pairs
from kihub_desktop.domain.phrases import Amount, Phrase, phrase, plural_phrase
from kihub_desktop.services.ranking import consistency_words
from kihub_desktop.services.weighting import Weighting

Comparisons = dict[tuple[int, int], float]


def person_words(weighting: Weighting, person: str) -> tuple[Phrase, ...]:
    """How many pairs are left, the consistency, and the three that contradict each other most."""
    pairs = weighting.pairs.get(person, {})
    keys = weighting.keys
    left = len(open_pairs(keys, pairs))
    said = [plural_phrase("Noch {n} Vergleich offen.", "Noch {n} Vergleiche offen.", left)]
    given = comparisons_of(keys, pairs)
    if not is_connected(len(keys), given):
        said.append(
            phrase("Lücken sind erlaubt; noch hängen nicht alle Kriterien miteinander zusammen.")
        )
        return tuple(said)
    found = compare(len(keys), given, RandomIndex[weighting.table.name])
    said += consistency_words(found.ratio, found.is_consistent, 0)
    if found.worst is not None:
        circle = _circle(found.worst, given)
        if circle is not None:
            said.append(_circle_words(circle, weighting))
        elif not found.is_consistent:
            said.append(_triad_words(found.worst, weighting))
    return tuple(said)


def _circle(triad: Triad, given: Comparisons) -> tuple[int, int, int] | None:
    """The three in an order in which each beats the next and the last beats the first."""
    ratios = {**given, **{(two, one): 1 / value for (one, two), value in given.items()}}
    upwards = (triad.first, triad.second, triad.third)
    for one, two, three in (upwards, upwards[::-1]):
        if min(ratios[one, two], ratios[two, three], ratios[three, one]) > 1:
            return one, two, three
    return None


def _circle_words(circle: tuple[int, int, int], weighting: Weighting) -> Phrase:
    one, two, three = (phrase(weighting.counting[each].name) for each in circle)
    return phrase(
        "Im Kreis: „{one}“ > „{two}“, „{two}“ > „{three}“, aber „{three}“ > „{one}“.",
        one=one,
        two=two,
        three=three,
    )


def _triad_words(triad: Triad, weighting: Weighting) -> Phrase:
    return phrase(
        "Am wenigsten passt: „{one}“ zu „{three}“ wäre über „{two}“ {implied} : 1, gesagt ist "
        "{said} : 1.",
        one=phrase(weighting.counting[triad.first].name),
        two=phrase(weighting.counting[triad.second].name),
        three=phrase(weighting.counting[triad.third].name),
        implied=Amount(triad.implied, 1),
        said=Amount(triad.said, 1),
    )
