"""Decides what the rating dialog asks, and saves every key press at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from kihub_desktop.domain.changes import Changes
from kihub_desktop.domain.phrases import Phrase, phrase
from kihub_desktop.domain.records import UseCase
from kihub_desktop.services.portfolio import PersonRatings, PortfolioService
from kihub_desktop.services.use_cases import UseCaseService
from kihub_desktop.ui.pages.use_cases.state import RatedCriterion, RatingState


class RatingView(Protocol):
    def show_state(self, state: RatingState) -> None: ...


@dataclass(frozen=True)
class Round:
    """A round of ratings: whose company, which use cases in order, and where it begins."""

    company: UUID
    use_cases: Sequence[UUID]
    first: UUID
    person: str


class RatingPresenter:
    """One person goes through the use cases; without a name nothing is saved, nothing is lost."""

    def __init__(
        self,
        view: RatingView,
        use_cases: UseCaseService,
        portfolio: PortfolioService,
        publish: Callable[[Changes], None],
        started: Round,
        proposals: Callable[[UseCase], Mapping[str, int]],
    ) -> None:
        self._view = view
        self._use_cases = use_cases
        self._portfolio = portfolio
        self._publish = publish
        self._round = started
        self._proposals = proposals
        self._proposed: Mapping[str, int] = {}
        self._place = list(started.use_cases).index(started.first)
        self._person = started.person.strip()
        self._waiting: dict[str, int] = {}
        self._read = PersonRatings(0, {})
        self._keys = portfolio.state(started.company).weighting.keys

    def load(self) -> None:
        """Reads what this person gave the use case, and shows it."""
        company, use_case = self._round.company, self._use_case()
        self._read = self._portfolio.ratings_of(company, use_case, self._person)
        found = self._use_cases.get(company, use_case)
        self._proposed = self._proposals(found) if found else {}
        self._view.show_state(
            RatingState(
                title=(found.title if found else None) or "",
                place=self._place + 1,
                total=len(self._round.use_cases),
                person=self._person,
                persons=self._portfolio.state(company).persons,
                criteria=tuple(self._criterion(key) for key in self.keys()),
                problem=self._problem(),
                waiting=len(self._waiting),
            )
        )

    def keys(self) -> tuple[str, ...]:
        """The criteria in the order in which they are asked."""
        return self._keys

    def pick(self, criterion: str, value: int) -> None:
        """Gives a criterion 1 to 5."""
        if not self._person:
            self._waiting[criterion] = value
        else:
            self._save(criterion, value)
        self.load()

    def withdraw(self, criterion: str) -> None:
        """Takes a rating away: the criterion is open again."""
        self._waiting.pop(criterion, None)
        if criterion in self._read.values:
            company, use_case = self._round.company, self._use_case()
            self._publish(
                self._portfolio.withdraw(
                    company, use_case, criterion, self._person, self._read.as_of
                )
            )
        self.load()

    def name(self, person: str) -> None:
        """Another person rates now; what waited for a name is saved under it."""
        self._person = " ".join(person.split())
        if self._person:
            waiting, self._waiting = self._waiting, {}
            company, use_case = self._round.company, self._use_case()
            self._read = self._portfolio.ratings_of(company, use_case, self._person)
            for criterion, value in waiting.items():
                self._save(criterion, value)
        self.load()

    def step(self, by: int) -> None:
        """The next or previous use case, as long as nothing waits for a name."""
        if not self._waiting:
            self._place = min(len(self._round.use_cases) - 1, max(0, self._place + by))
        self.load()

    def _save(self, criterion: str, value: int) -> None:
        company, use_case, as_of = self._round.company, self._use_case(), self._read.as_of
        self._publish(
            self._use_cases.rate(company, use_case, criterion, self._person, as_of, value)
        )

    def _use_case(self) -> UUID:
        return self._round.use_cases[self._place]

    def _problem(self) -> Phrase | None:
        if self._person:
            return None
        if self._waiting:
            return phrase("Noch nicht gespeichert: Bitte zuerst eintragen, wer bewertet.")
        return phrase("Bitte eintragen, wer bewertet.")

    def _criterion(self, key: str) -> RatedCriterion:
        criterion = self._portfolio.criteria.criterion(key)
        return RatedCriterion(
            key=key,
            name=criterion.name,
            question=criterion.question,
            anchors={each.rating: each.sentence for each in criterion.anchors},
            value=self._waiting.get(key, self._read.values.get(key)),
            proposal=self._proposed.get(key),
        )
