"""The plan for AI literacy of a company: what is proposed, planned and held."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from kihub_desktop.analysis.training import (
    LiteracyStatus,
    Occurrence,
    Proposal,
    TrainingNeed,
    literacy_status,
    propose_training,
)
from kihub_desktop.domain.changes import Changes
from kihub_desktop.domain.choices import TargetGroup, TrainingGroup
from kihub_desktop.domain.identity import slot_id
from kihub_desktop.domain.positions import next_position
from kihub_desktop.domain.records import Company, Contact, DataSource, SourceLink, UseCase
from kihub_desktop.domain.training import TrainingCatalogue
from kihub_desktop.domain.training_records import Training
from kihub_desktop.domain.visit_records import Participant
from kihub_desktop.services.records import RecordService
from kihub_desktop.store.unit_of_work import writing_to
from kihub_desktop.store.view import View, view_of
from kihub_desktop.store.workspace import Workspace

KINDS = frozenset(
    {
        "training",
        "company",
        "use_case",
        "data_source",
        "source_link",
        "contact",
        "participant",
    }
)
"""What a state rests on."""


@dataclass(frozen=True)
class TrainingState:
    """The plan of one company; proposals are for one use case, or for none in particular."""

    as_of: int
    trainings: tuple[Training, ...]
    proposals: tuple[Proposal, ...]
    status: LiteracyStatus
    need: TrainingNeed

    def is_planned(self, proposal: Proposal) -> bool:
        """Whether a proposal stands in the plan, as it is or as another offer for its group."""
        return any(
            each.offer == proposal.offer.id and each.group is proposal.group
            for each in self.trainings
        )


class TrainingService(RecordService[Training]):
    """What is taken from the catalogue has the slot of company, offer and group: it is never
    there twice, not even when two laptops take it."""

    def __init__(
        self, workspace: Workspace, catalogue: TrainingCatalogue, today: Callable[[], date]
    ) -> None:
        super().__init__(workspace, Training)
        self._today = today
        self.catalogue = catalogue

    def state(self, company: UUID, use_case: UUID | None = None) -> TrainingState:
        with view_of(self._workspace) as view:
            return training_of(view, self.catalogue, company, use_case, self._today())

    def take(self, company: UUID, proposals: Collection[tuple[str, Mapping[str, Any]]]) -> Changes:
        """Records the proposals that are missing, each as key („offer:group“) and values.

        One step that can be undone; what was deleted may be taken once more.
        """
        with writing_to(self._workspace) as work:
            last = [each.position for each in work.view.of_company(Training, company)]
            for key, values in proposals:
                slot = training_id(company, key)
                if work.view.get(Training, company, slot) is not None:
                    continue
                if work.view.changed(Training, company, slot):
                    work.restore(Training, company, slot)
                last = [next_position(last)]
                work.set(
                    Training,
                    company,
                    slot,
                    **values,
                    edition=self.catalogue.edition,
                    position=last[0],
                )
        return work.changes


def training_id(company: UUID, key: str) -> UUID:
    return slot_id("training", company, key)


def training_of(
    view: View,
    catalogue: TrainingCatalogue,
    company: UUID,
    use_case: UUID | None,
    today: date,
) -> TrainingState:
    """The state inside a view."""
    about = view.get(Company, company, company)
    need = need_of(view, company, use_case, about)
    trainings = view.of_company(Training, company)
    return TrainingState(
        as_of=view.as_of,
        trainings=trainings,
        proposals=propose_training(catalogue, need, today),
        status=literacy_status(trainings, need.people.get(TrainingGroup.ALL), today),
        need=need,
    )


def need_of(
    view: View, company: UUID, use_case: UUID | None, about: Company | None
) -> TrainingNeed:
    """What is known; a data source whose personal data nobody has judged leaves it open."""
    found = view.get(UseCase, company, use_case) if use_case else None
    people = {}
    if about is not None and about.employees is not None:
        people[TrainingGroup.ALL] = round(about.employees)
    return TrainingNeed(
        archetype=found.archetype if found else None,
        personal=_personal(view, company, use_case),
        has_council=about.works_council if about else None,
        present=_present(view, company),
        people=people,
    )


def _personal(view: View, company: UUID, use_case: UUID | None) -> Occurrence:
    sources = view.of_company(DataSource, company)
    if use_case is not None:
        linked = {each.source for each in view.of_company(SourceLink, company, use_case=use_case)}
        sources = tuple(each for each in sources if each.id in linked)
    if any(each.personal_data for each in sources):
        return Occurrence.YES
    if sources and all(each.personal_data is False for each in sources):
        return Occurrence.NO
    return Occurrence.UNKNOWN


def _present(view: View, company: UUID) -> frozenset[TrainingGroup]:
    """Apprentices among those who take part; all other groups follow from the use case."""
    groups = {each.target_group for each in view.of_company(Contact, company)}
    groups |= {each.target_group for each in view.of_company(Participant, company)}
    if TargetGroup.APPRENTICE in groups:
        return frozenset({TrainingGroup.APPRENTICE})
    return frozenset()
