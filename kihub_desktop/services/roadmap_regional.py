"""Steps from funding and training: applications before their deadlines, who learns what."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from uuid import UUID

from kihub_desktop.domain.funding import Programme
from kihub_desktop.domain.funding_choices import FundingStep
from kihub_desktop.domain.funding_records import FundingChoice
from kihub_desktop.domain.phrases import Joined, Phrase, Value, phrase
from kihub_desktop.domain.records import UseCase
from kihub_desktop.domain.roadmap import Link, Noted, Origin, Proposal, Step, StepKind, step_key
from kihub_desktop.domain.roadmap_choices import StepStatus
from kihub_desktop.domain.training_records import Training
from kihub_desktop.domain.words import word
from kihub_desktop.services.funding import FundingService
from kihub_desktop.services.roadmap_sources import Offered, Values
from kihub_desktop.store.unit_of_work import UnitOfWork
from kihub_desktop.store.view import view_of
from kihub_desktop.store.workspace import Workspace

_APPLICATION_DAYS, _TRAINING_DAYS = 28, 7  # assumptions, until somebody sets the days
_HANDED_IN = frozenset({FundingStep.APPLIED, FundingStep.GRANTED})


class FundingSource:
    """One application per chosen programme; its deadline never moves.

    Where nothing may be ordered before the application, the pilot waits for it.
    """

    def __init__(
        self, workspace: Workspace, funding: FundingService, today: Callable[[], date]
    ) -> None:
        self._workspace, self._funding, self._today = workspace, funding, today

    def offered(self, company: UUID) -> Offered:
        with view_of(self._workspace) as view:
            choices = view.of_company(FundingChoice, company)
            titles = {each.id: each.title or "–" for each in view.of_company(UseCase, company)}
        programmes = {each.id: each for each in self._funding.catalogue.programmes}
        offers: list[Proposal] = []
        noted: list[Noted] = []
        waits: list[Link] = []
        for each in choices:
            programme = programmes.get(each.programme or "")
            if programme is None or each.use_case not in titles or each.use_case is None:
                continue
            if each.step is FundingStep.REFUSED:
                continue
            offer = self._offer(each.use_case, titles[each.use_case], programme)
            offers.append(offer)
            if each.step in _HANDED_IN:
                noted.append(Noted(offer.key, status=StepStatus.DONE))
            if programme.before_order:
                waits.append(Link(offer.key, step_key(StepKind.PILOT, each.use_case)))
        return Offered(tuple(offers), tuple(noted), tuple(waits))

    def _offer(self, use_case: UUID, title: str, programme: Programme) -> Proposal:
        standing = programme.standing
        coming = [each for each in standing.deadlines if each >= self._today()]
        # The last day of a programme is no reason to wait for it, only to be in time.
        usual = self._today() + timedelta(days=_APPLICATION_DAYS - 1)
        last = standing.valid_until
        return Proposal(
            key=step_key(StepKind.FUNDING, use_case, programme.id),
            title=phrase("Antrag „{name}“", name=Phrase(programme.name)),
            days=_APPLICATION_DAYS,
            detail=_before_order(programme),
            due=last if last is not None and self._today() <= last < usual else None,
            deadline=min(coming, default=None),
            origin=Origin("funding", "", (use_case,)),
            cases=(title,),
        )

    def take(self, _work: UnitOfWork, _company: UUID, _step: Step, values: Values) -> Values:
        """How far an application is stands on its own page; the plan keeps the rest."""
        return values


def _before_order(programme: Programme) -> Value:
    if programme.before_order:
        return phrase("Erst beantragen, dann bestellen: Sonst entfällt die Förderung.")
    return Phrase(programme.summary)


class TrainingSource:
    """What is planned for AI literacy; what was held is done."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def offered(self, company: UUID) -> Offered:
        with view_of(self._workspace) as view:
            planned = view.of_company(Training, company)
        return Offered(tuple(_trainings(planned)), tuple(map(_held, planned)))

    def take(self, work: UnitOfWork, company: UUID, step: Step, values: Values) -> Values:
        """The last day, the trainer and the day it was held stand in the training itself."""
        if step.kind is not StepKind.TRAINING or step.is_gone:
            return values
        names = {"owner": "trainer", "end": "due", "done_on": "held_on"}
        own = {names[name]: value for name, value in values.items() if name in names}
        if own:
            work.set(Training, company, UUID(step.key.partition(":")[2]), **own)
        return {name: value for name, value in values.items() if name not in names}


def _trainings(planned: tuple[Training, ...]) -> Iterator[Proposal]:
    for each in planned:
        name: Value = each.name or phrase("(ohne Namen)")
        if each.group is not None:
            name = Joined((name, word(each.group)), ": ")
        yield Proposal(
            key=step_key(StepKind.TRAINING, each.id),
            title=name,
            days=_TRAINING_DAYS,
            detail=each.content or "",
            origin=Origin("pilot", "", (each.use_case,) if each.use_case else ()),
        )


def _held(training: Training) -> Noted:
    return Noted(
        step_key(StepKind.TRAINING, training.id),
        owner=training.trainer or "",
        end=training.due,
        status=StepStatus.DONE if training.held_on else None,
        done_on=training.held_on,
    )
