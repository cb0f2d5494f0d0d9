"""Decides what the dialog of the weights asks, and saves every answer at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Protocol
from uuid import UUID

from kihub_desktop.domain.changes import Changes
from kihub_desktop.domain.choices import RandomIndexTable, WeightingWay
from kihub_desktop.domain.phrases import Phrase, phrase
from kihub_desktop.domain.refusals import Refused
from kihub_desktop.services.weighting import Weighting, WeightingService


@dataclass(frozen=True)
class WeightedLine:
    """A criterion that counts: what the person said of it, and what the group gives it.

    `share` is 0–1; `spread` half the range between persons, None with fewer than two.
    """

    key: str
    name: str
    points: str
    share: float
    spread: float | None


@dataclass(frozen=True)
class PairLine:
    """The pair in question; `judgement` as in CriterionPair, of the first over the second."""

    first: str
    second: str
    place: int
    total: int
    judgement: int | None


@dataclass(frozen=True)
class WeightingState:
    """`order` are the person's criteria, the most important first; `ordered` if it was said.

    `switches` are all criteria of the catalogue with whether they count. `notes` tell how far
    the person is, `result` where the weights in force come from.
    """

    person: str
    persons: tuple[str, ...]
    way: WeightingWay
    lines: tuple[WeightedLine, ...]
    order: tuple[str, ...]
    ordered: bool
    pair: PairLine
    switches: tuple[tuple[str, str, bool], ...]
    notes: tuple[Phrase, ...]
    result: tuple[Phrase, ...]
    problem: Phrase | None = None
    trouble: Phrase | None = None
    table: RandomIndexTable = RandomIndexTable.SAATY_2005


class WeightingView(Protocol):
    def show_state(self, state: WeightingState) -> None: ...


class WeightingPresenter:
    """Without a name nothing is saved; the sentence beside the name says so."""

    def __init__(
        self,
        view: WeightingView,
        weighting: WeightingService,
        publish: Callable[[Changes], None],
        company: UUID,
        person: str,
    ) -> None:
        self._view, self._service, self._publish = view, weighting, publish
        self._company, self._person = company, person.strip()
        self._place = 0
        self._trouble: Phrase | None = None
        self._state = weighting.state(company)

    def load(self) -> None:
        """Reads what was said and shows it."""
        self._state = self._service.state(self._company)
        self._place = min(self._place, len(self._pairs()) - 1)
        self._show()

    def name(self, person: str) -> None:
        """Another person weighs now, beginning with the first open pair."""
        self._person = " ".join(person.split())
        said = self._state.pairs.get(self._person, {})
        still_open = [i for i, pair in enumerate(self._pairs()) if _slot(pair) not in said]
        self._place = still_open[0] if still_open else 0
        self.load()

    def use(self, way: str) -> None:
        """The company weighs in this way from now on."""
        if way and WeightingWay(way) is not self._state.way:
            self._try(
                lambda: self._service.choose(
                    self._company, self._state.as_of, way=WeightingWay(way)
                )
            )
        else:
            self.load()

    def measure_by(self, table: str) -> None:
        """The consistency of pairs is measured by this table of random indices from now on."""
        if table and RandomIndexTable(table) is not self._state.table:
            chosen = RandomIndexTable(table)
            self._try(
                lambda: self._service.choose(self._company, self._state.as_of, random_index=chosen)
            )
        else:
            self.load()

    def give(self, criterion: str, text: str) -> None:
        """Points as typed; an empty field takes them back."""
        typed = text.strip()
        if typed and not typed.isdecimal():
            self._trouble = phrase("Punkte sind ganze Zahlen von 0 bis 100.")
            self.load()
            return
        points = {criterion: int(typed) if typed else None}
        self._say(
            lambda: self._service.give_points(
                self._company, self._person, points, self._state.as_of
            )
        )

    def move(self, criterion: str, by: int) -> None:
        """Puts a criterion one place up (−1) or down (+1) in the person's order."""
        order = list(self._order())
        place = order.index(criterion)
        other = min(len(order) - 1, max(0, place + by))
        order[place], order[other] = order[other], order[place]
        self._say(
            lambda: self._service.put_in_order(
                self._company, self._person, order, self._state.as_of
            )
        )

    def judge(self, judgement: int | None) -> None:
        """Answers the pair in question and goes on to the next; None takes the answer back."""
        pair = self._pairs()[self._place]
        saved = self._say(
            lambda: self._service.compare(
                self._company, self._person, pair, judgement, self._state.as_of
            )
        )
        if saved and judgement is not None:
            self.step(1)

    def step(self, by: int) -> None:
        """Another pair."""
        self._place = min(len(self._pairs()) - 1, max(0, self._place + by))
        self._show()

    def count(self, criterion: str, counts: bool) -> None:
        """Takes a criterion in or out for the whole company."""
        self._try(
            lambda: self._service.count(self._company, criterion, self._state.as_of, counts=counts)
        )

    # -- inside ----------------------------------------------------------------------------

    def _say(self, save: Callable[[], Changes]) -> bool:
        if not self._person:
            self._show()
            return False
        return self._try(save)

    def _try(self, save: Callable[[], Changes]) -> bool:
        self._trouble = None
        try:
            self._publish(save())
        except Refused as refused:
            self._trouble = refused.message
        self.load()
        return self._trouble is None

    def _pairs(self) -> Sequence[tuple[str, str]]:
        return tuple(combinations(self._state.keys, 2))

    def _order(self) -> tuple[str, ...]:
        places = self._state.places.get(self._person, {})
        weights = dict(zip(self._state.keys, self._state.weights, strict=True))
        last = len(weights) + 1
        return tuple(sorted(weights, key=lambda key: (places.get(key, last), -weights[key])))

    def _show(self) -> None:
        state = self._state
        self._view.show_state(
            WeightingState(
                person=self._person,
                persons=state.persons,
                way=state.way,
                lines=self._lines(state),
                order=self._order(),
                ordered=self._person in state.places,
                pair=self._pair(state),
                switches=tuple(
                    (each.key, each.name, each.key in state.keys)
                    for each in self._service.criteria.criteria
                ),
                notes=self._notes(state),
                result=_result(state),
                problem=None if self._person else phrase("Bitte eintragen, wer gewichtet."),
                trouble=self._trouble,
                table=state.table,
            )
        )

    def _lines(self, state: Weighting) -> tuple[WeightedLine, ...]:
        points = state.points.get(self._person, {})
        spreads = state.group.spread if state.group is not None else (None,) * len(state.keys)
        return tuple(
            WeightedLine(each.key, each.name, str(points.get(each.key, "")), share, spread)
            for each, share, spread in zip(state.counting, state.weights, spreads, strict=True)
        )

    def _pair(self, state: Weighting) -> PairLine:
        pair = self._pairs()[self._place]
        said = state.pairs.get(self._person, {}).get(_slot(pair))
        turned = _slot(pair) != pair and said is not None and said != 1
        first, second = (self._service.criteria.criterion(key).name for key in pair)
        return PairLine(
            first=first,
            second=second,
            place=self._place + 1,
            total=len(self._pairs()),
            judgement=-said if turned and said is not None else said,
        )

    def _notes(self, state: Weighting) -> tuple[Phrase, ...]:
        from kihub_desktop.services.weighting_words import person_words

        if not self._person or state.way is not WeightingWay.PAIRS:
            return ()
        return person_words(state, self._person)


def _slot(pair: tuple[str, str]) -> tuple[str, str]:
    return (min(pair), max(pair))


def _result(state: Weighting) -> tuple[Phrase, ...]:
    from kihub_desktop.services.ranking import consistency, origin

    return (origin(state), *consistency(state))
