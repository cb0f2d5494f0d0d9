"""Partners of the region for a use case, and the sketch of its pilot."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from kihub_desktop.analysis.partners import Match, Matches, Wish, match_partners
from kihub_desktop.analysis.pilot import PilotGround, Proposals, propose_pilot
from kihub_desktop.catalogues.places import Places
from kihub_desktop.domain.changes import Changes
from kihub_desktop.domain.choices import SourceRole
from kihub_desktop.domain.fields import rules_of
from kihub_desktop.domain.geography import Located
from kihub_desktop.domain.identity import slot_id
from kihub_desktop.domain.partner_records import PilotSketch
from kihub_desktop.domain.partners import PartnerCatalogue
from kihub_desktop.domain.phrases import phrase
from kihub_desktop.domain.records import (
    BusinessCase,
    Company,
    DataSource,
    Process,
    SourceLink,
    UseCase,
)
from kihub_desktop.domain.refusals import Reason, Refused
from kihub_desktop.services.business_cases import business_case_of
from kihub_desktop.store.unit_of_work import writing_to
from kihub_desktop.store.view import View, view_of
from kihub_desktop.store.workspace import Workspace

KINDS = frozenset(
    {
        "pilot",
        "company",
        "use_case",
        "process",
        "data_source",
        "source_link",
        "business_case",
    }
)
"""What a state rests on."""


@dataclass(frozen=True)
class PilotState:
    """One use case as it was read at `as_of`; the sketch may not be recorded yet."""

    as_of: int
    use_case: UseCase
    place: Located | None
    matches: Matches
    sketch: PilotSketch
    proposals: Proposals
    business_case: BusinessCase

    @property
    def chosen(self) -> Match | None:
        """The match of the chosen partner, if the catalogue knows it."""
        return self.matches.match(self.sketch.partner)

    @property
    def is_begun(self) -> bool:
        recorded = (name for name in rules_of(PilotSketch) if name != "use_case")
        return any(getattr(self.sketch, name) is not None for name in recorded)


class PartnerService:
    """Matching stores nothing; only the sketch is recorded, under the slot of its use case."""

    def __init__(
        self, workspace: Workspace, catalogue: PartnerCatalogue, today: Callable[[], date]
    ) -> None:
        self._workspace = workspace
        self._today = today
        self.catalogue = catalogue

    def state(self, company: UUID, use_case: UUID) -> PilotState | None:
        """None if the use case is not there."""
        with view_of(self._workspace) as view:
            return pilot_of(view, self.catalogue, company, use_case, self._today())

    def save(self, company: UUID, use_case: UUID, as_of: int, **values: Any) -> Changes:
        """Writes the fields of the sketch that the user changed or adopted, as one step.

        Refused UNKNOWN_RECORD if the use case is gone.
        """
        with writing_to(self._workspace, as_of) as work:
            if work.view.get(UseCase, company, use_case) is None:
                raise Refused(
                    Reason.UNKNOWN_RECORD, phrase("Der Eintrag ist nicht mehr vorhanden.")
                )
            work.set(PilotSketch, company, pilot_id(use_case), use_case=use_case, **values)
        return work.changes


def pilot_id(use_case: UUID) -> UUID:
    return slot_id("pilot", use_case)


def pilot_of(
    view: View, catalogue: PartnerCatalogue, company: UUID, identifier: UUID, today: date
) -> PilotState | None:
    """The state inside a view; None if the use case is not there."""
    use_case = view.get(UseCase, company, identifier)
    if use_case is None:
        return None
    about = view.get(Company, company, company)
    place = _place(about)
    matches = match_partners(catalogue, wish_of(about, use_case, place), today)
    process = view.get(Process, company, use_case.process) if use_case.process else None
    frame = business_case_of(view, company, identifier, today).frame
    ground = PilotGround(use_case, process, necessary_sources(view, company, identifier), frame)
    slot = pilot_id(identifier)
    sketch = view.get(PilotSketch, company, slot) or PilotSketch(
        id=slot, company=company, use_case=identifier
    )
    return PilotState(
        view.as_of,
        use_case,
        place,
        matches,
        sketch,
        propose_pilot(catalogue, ground, matches),
        frame,
    )


def wish_of(company: Company | None, use_case: UseCase, place: Located | None) -> Wish:
    if company is None:
        return Wish(archetype=use_case.archetype)
    return Wish(use_case.archetype, company.sector, place, company.district, company.chamber)


def _place(company: Company | None) -> Located | None:
    if company is None:
        return None
    return Places.load().locate(company.postcode, company.town, company.district)


def necessary_sources(view: View, company: UUID, use_case: UUID) -> tuple[DataSource, ...]:
    """The data sources that a use case names, without the merely helpful ones."""
    links = view.of_company(SourceLink, company, use_case=use_case)
    wanted = {each.source for each in links if each.role is not SourceRole.USEFUL}
    return tuple(each for each in view.of_company(DataSource, company) if each.id in wanted)
