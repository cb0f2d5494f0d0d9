"""The ranking of a company's use cases with its certainty, worked out once per state of things."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from threading import Lock
from uuid import UUID

from kihub_desktop.analysis.portfolio import ranks
from kihub_desktop.analysis.ranking.certainty import Certainty, RankingInput, certainty
from kihub_desktop.analysis.ranking.orders import CriterionGap
from kihub_desktop.analysis.ranking.weight_samples import Among, Ordered, Unknown
from kihub_desktop.domain.choices import RankingOrder, WeightingWay
from kihub_desktop.domain.phrases import Amount, Phrase, Value, phrase, plural_phrase
from kihub_desktop.domain.words import word
from kihub_desktop.services.portfolio import PortfolioService, PortfolioState, RatedUseCase
from kihub_desktop.services.weighting import Weighting

_KEPT = 8
_SMALLEST = 0.01


@dataclass(frozen=True)
class Distances:
    """From the best and from the worst that was seen, with the gaps per criterion."""

    to_best: float
    to_worst: float
    gaps: tuple[CriterionGap, ...]


@dataclass(frozen=True)
class RankedCase:
    """One use case of the ranking: `score` 0–1 by the order chosen, `first` the share of rank 1.

    `places` is the share of every rank, `confidence` the share of rank 1 under the weights that
    speak for the use case (`central`); both None if it never comes first. `distances` are those
    of TOPSIS, with `closeness` their share.
    """

    use_case: UUID
    rank: int
    score: float
    first: float
    places: tuple[float, ...]
    confidence: float | None
    central: tuple[float, ...] | None
    closeness: float
    distances: Distances


@dataclass(frozen=True)
class Ranking:
    """Use cases by rank. `basis` says what was drawn, `flips` what would turn the first place."""

    order: RankingOrder
    cases: tuple[RankedCase, ...]
    basis: Phrase
    flips: tuple[Phrase, ...]
    samples: int
    standard_error: float

    def of(self, use_case: UUID) -> RankedCase | None:
        return next((each for each in self.cases if each.use_case == use_case), None)


class RankingService:
    """Safe to ask from the thread of a job; the same state is worked out once."""

    def __init__(self, portfolio: PortfolioService) -> None:
        self._portfolio = portfolio
        self._lock = Lock()
        self._known: OrderedDict[tuple[object, ...], Certainty] = OrderedDict()

    def ranking(self, company: UUID, forbidden: Collection[UUID]) -> Ranking | None:
        """The ranking without what is forbidden; None while nothing is rated in both groups."""
        return self.of_state(self._portfolio.state(company), forbidden)

    def of_state(self, state: PortfolioState, forbidden: Collection[UUID]) -> Ranking | None:
        """The same from a state that was read before."""
        taking_part = [
            each
            for each in state.use_cases
            if each.standing.worth is not None and each.use_case.id not in forbidden
        ]
        if not taking_part:
            return None
        given = _input(taking_part, state.weighting)
        return _ranking(taking_part, state.weighting, given, self._certainty(given))

    def _certainty(self, given: RankingInput) -> Certainty:
        key = (
            given.criteria,
            given.weights,
            given.knowledge,
            tuple(_frozen(each) for each in given.ratings),
        )
        with self._lock:
            if key in self._known:
                self._known.move_to_end(key)
                return self._known[key]
        found = certainty(given)
        with self._lock:
            self._known[key] = found
            while len(self._known) > _KEPT:
                self._known.popitem(last=False)
        return found


def _frozen(ratings: Mapping[str, Mapping[str, int]]) -> tuple[object, ...]:
    return tuple((name, tuple(sorted(given.items()))) for name, given in sorted(ratings.items()))


def _input(cases: list[RatedUseCase], weighting: Weighting) -> RankingInput:
    group = weighting.group
    known = Unknown() if group is None or weighting.is_catalogue else group.knowledge()
    return RankingInput(
        criteria=weighting.keys,
        weights=weighting.weights,
        knowledge=known,
        ratings=tuple(each.ratings for each in cases),
        worths=tuple(each.standing.worth.value if each.standing.worth else 0.0 for each in cases),
    )


def _ranking(
    cases: list[RatedUseCase], weighting: Weighting, given: RankingInput, found: Certainty
) -> Ranking:
    by_topsis = weighting.order is RankingOrder.TOPSIS
    scores = found.topsis.closeness if by_topsis else given.worths
    placed = ranks(scores, [False] * len(cases))
    chance = found.acceptability
    lines = [
        RankedCase(
            use_case=each.use_case.id,
            rank=rank or 0,
            score=scores[place],
            first=float(chance.ranks[place, 0]),
            places=tuple(float(share) for share in chance.ranks[place]),
            confidence=chance.confidence[place],
            central=chance.central[place],
            closeness=found.topsis.closeness[place],
            distances=Distances(
                found.topsis.to_best[place], found.topsis.to_worst[place], found.topsis.gaps(place)
            ),
        )
        for place, (each, rank) in enumerate(zip(cases, placed, strict=True))
    ]
    titles = tuple(each.use_case.title or "–" for each in cases)
    leads = _leads(found.sums, given.worths)
    return Ranking(
        order=weighting.order,
        cases=tuple(sorted(lines, key=lambda line: line.rank)),
        basis=_basis(given, chance.samples),
        flips=_flips(found, weighting, titles) if leads else (),
        samples=chance.samples,
        standard_error=chance.standard_error,
    )


def _leads(sums: tuple[float, ...], worths: tuple[float, ...]) -> bool:
    """Whether the flips speak of the use case that is shown as first.

    With gaps in the ratings both may differ: then nothing is said rather than something wrong.
    """
    return len(sums) > 1 and sums.index(max(sums)) == worths.index(max(worths))


def _basis(given: RankingInput, samples: int) -> Phrase:
    n = Amount(samples)
    match given.knowledge:
        case Among():
            return phrase("{n} zufällige Gewichtungen zwischen den Voten der Gruppe", n=n)
        case Ordered():
            return phrase("{n} zufällige Gewichtungen mit der genannten Reihenfolge", n=n)
        case _:
            return phrase("{n} zufällige Gewichtungen, jede gleich wahrscheinlich", n=n)


def _flips(found: Certainty, weighting: Weighting, titles: tuple[str, ...]) -> tuple[Phrase, ...]:
    said = []
    weight, value = found.weight_flip, found.value_flip
    if weight is None:
        said.append(phrase("Kein Gewicht allein kann Platz 1 kippen."))
    else:
        words: dict[str, Value] = {
            "criterion": phrase(weighting.counting[weight.criterion].name),
            "weight": Amount(weight.weight * 100, 0, "%"),
            "now": Amount(weight.now * 100, 0, "%"),
            "other": titles[weight.challenger],
        }
        said.append(
            phrase(
                "Platz 1 kippt an „{other}“ erst, wenn „{criterion}“ mehr als {weight} zählt "
                "(jetzt {now}).",
                **words,
            )
            if weight.weight > weight.now
            else phrase(
                "Platz 1 kippt an „{other}“ erst, wenn „{criterion}“ weniger als {weight} zählt "
                "(jetzt {now}).",
                **words,
            )
        )
    if value is not None:
        said.append(
            phrase(
                "Bei den Bewertungen genügt: „{case}“ bekommt bei „{criterion}“ im Mittel "
                "{value} statt {now}.",
                case=titles[value.alternative],
                criterion=phrase(weighting.counting[value.criterion].name),
                value=Amount(1 + 4 * value.value, 1),
                now=Amount(1 + 4 * value.now, 1),
            )
        )
    return tuple(said)


def origin(weighting: Weighting) -> Phrase:
    """Where the weights come from, in one phrase."""
    persons = len(weighting.group.persons) if weighting.group is not None else 0
    if weighting.is_catalogue:
        return phrase("Gewichte: Vorgabe des Katalogs")
    match weighting.way:
        case WeightingWay.POINTS:
            return plural_phrase(
                "Gewichte aus Punkten von {n} Person",
                "Gewichte aus Punkten von {n} Personen",
                persons,
            )
        case WeightingWay.PLACES:
            return plural_phrase(
                "Gewichte aus der Reihenfolge von {n} Person",
                "Gewichte aus der Reihenfolge von {n} Personen",
                persons,
            )
        case _:
            return plural_phrase(
                "Gewichte aus dem Paarvergleich (AHP) von {n} Person",
                "Gewichte aus dem Paarvergleich (AHP) von {n} Personen",
                len(weighting.pairs),
            )


def consistency(weighting: Weighting) -> tuple[Phrase, ...]:
    """How consistent the group's comparisons are, in words; empty for other ways."""
    group = weighting.group
    if group is None or group.comparison is None:
        return ()
    found = group.comparison
    said = consistency_words(found.ratio, found.is_consistent, len(found.filled))
    return (*said, phrase("Zufallsindex: {table}.", table=word(weighting.table)))


def consistency_words(ratio: float | None, consistent: bool, filled: int) -> tuple[Phrase, ...]:
    """A ratio in words: the figure, the threshold, and how much was completed."""
    said = []
    if ratio is not None:
        shown = phrase("unter 0,01") if ratio < _SMALLEST else Amount(ratio, 2)
        said.append(
            phrase("Widerspruchsfrei genug: CR {ratio}, Grenze 0,10.", ratio=shown)
            if consistent
            else phrase("Widersprüchlich: CR {ratio}, Grenze 0,10.", ratio=shown)
        )
    if filled:
        said.append(
            plural_phrase(
                "{n} Vergleich fehlt und wurde ergänzt.",
                "{n} Vergleiche fehlen und wurden ergänzt.",
                filled,
            )
        )
    return tuple(said)
