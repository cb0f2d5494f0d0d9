"""Puts workspace and services together, for the window and for the command line alike."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import cached_property
from typing import TYPE_CHECKING

from kihub_desktop.domain.changes import Changes
from kihub_desktop.domain.fields import AnyRecord
from kihub_desktop.domain.questionnaire import Questionnaire
from kihub_desktop.domain.records import Contact, DataSource, Process
from kihub_desktop.places import UserPlaces, user_places
from kihub_desktop.services.companies import CompanyService
from kihub_desktop.services.conflicts import ConflictService
from kihub_desktop.services.drafts import DraftService
from kihub_desktop.services.interviews import InterviewService
from kihub_desktop.services.records import RecordService
from kihub_desktop.services.team import TeamService
from kihub_desktop.services.undo import UndoService
from kihub_desktop.services.use_cases import UseCaseService
from kihub_desktop.store.slots import Slots
from kihub_desktop.store.workspace import Surroundings, Workspace
from kihub_desktop.texts import SHOWN_ZONE

if TYPE_CHECKING:  # numpy is loaded when the first figure is asked for, not with the window
    from kihub_desktop.services.attached_samples import AttachedSampleService
    from kihub_desktop.services.backups import BackupService
    from kihub_desktop.services.bundles import BundleService
    from kihub_desktop.services.business_cases import BusinessCaseService
    from kihub_desktop.services.company_import import CompanyImport
    from kihub_desktop.services.comparing import ComparingService
    from kihub_desktop.services.copies import CopyService
    from kihub_desktop.services.data_checks import DataCheckService
    from kihub_desktop.services.dma import DmaService
    from kihub_desktop.services.feasibility import FeasibilityService
    from kihub_desktop.services.funding import FundingService
    from kihub_desktop.services.history import HistoryService
    from kihub_desktop.services.it_security import SecurityService
    from kihub_desktop.services.legal_check import LegalService
    from kihub_desktop.services.partners import PartnerService
    from kihub_desktop.services.pictures import PictureService
    from kihub_desktop.services.recalculation import RecalculationService
    from kihub_desktop.services.recycle_bin import RecycleBinService
    from kihub_desktop.services.reporting import ReportService
    from kihub_desktop.services.roadmap import RoadmapService
    from kihub_desktop.services.roadmap_calendar import RoadmapCalendar
    from kihub_desktop.services.search import SearchService
    from kihub_desktop.services.similar_cases import SimilarCaseService
    from kihub_desktop.services.summaries import SummaryService
    from kihub_desktop.services.templates import TemplateService
    from kihub_desktop.services.training import TrainingService
    from kihub_desktop.services.use_case_templates import UseCaseTemplateService
    from kihub_desktop.sync.exchange import ExchangeService

__all__ = ["Services", "UserPlaces", "surroundings", "today_here", "user_places"]

_LASTING = frozenset({"drafts", "undo"})


def surroundings(places: UserPlaces) -> Surroundings:
    return Surroundings(anchors=places.anchors)


def today_here() -> date:
    """Today in the factory, whatever zone the laptop is set to."""
    return datetime.now(SHOWN_ZONE).date()


class Services:
    """The services of one open workspace; each is made when it is first asked for."""

    def __init__(self, workspace: Workspace, today: Callable[[], date] = today_here) -> None:
        self.workspace = workspace
        self.today = today

    def renew(self) -> None:
        """Lets go of services that hold a catalogue: another edition is in use now.

        Drafts and undo know the run of the program and stay.
        """
        made = vars(self)
        for name, value in vars(type(self)).items():
            if isinstance(value, cached_property) and name not in _LASTING:
                made.pop(name, None)

    @property
    def questionnaire(self) -> Questionnaire:
        from kihub_desktop.catalogues.questionnaire import current_questionnaire

        return current_questionnaire()

    @cached_property
    def companies(self) -> CompanyService:
        return CompanyService(self.workspace)

    @cached_property
    def contacts(self) -> RecordService[Contact]:
        return RecordService(self.workspace, Contact)

    @cached_property
    def processes(self) -> RecordService[Process]:
        return RecordService(self.workspace, Process)

    @cached_property
    def sources(self) -> RecordService[DataSource]:
        return RecordService(self.workspace, DataSource)

    @cached_property
    def pictures(self) -> PictureService:
        from kihub_desktop.services.pictures import PictureService

        return PictureService(self.workspace)

    def records(self, record_type: type[AnyRecord]) -> RecordService[AnyRecord]:
        """The service of any kind of record that has no rules of its own."""
        return RecordService(self.workspace, record_type)

    @cached_property
    def templates(self) -> TemplateService:
        from kihub_desktop.services.templates import TemplateService

        return TemplateService(self.workspace)

    @cached_property
    def interviews(self) -> InterviewService:
        return InterviewService(
            self.workspace, self.questionnaire.edition, lambda: self.feasibility.method.edition
        )

    @cached_property
    def dma(self) -> DmaService:
        from kihub_desktop.catalogues.dma import current_dma
        from kihub_desktop.services.dma import DmaService

        return DmaService(self.workspace, current_dma())

    @cached_property
    def use_cases(self) -> UseCaseService:
        return UseCaseService(self.workspace)

    @cached_property
    def use_case_templates(self) -> UseCaseTemplateService:
        from kihub_desktop.catalogues.cash_lines import current_cash_lines
        from kihub_desktop.catalogues.method import current_method
        from kihub_desktop.catalogues.use_case_templates import current_use_case_templates
        from kihub_desktop.services.use_case_templates import UseCaseTemplateService

        horizon = current_method().economy.usual_horizon
        return UseCaseTemplateService(
            self.workspace, current_use_case_templates(), current_cash_lines(), horizon
        )

    @cached_property
    def business_cases(self) -> BusinessCaseService:
        from kihub_desktop.catalogues.method import current_method
        from kihub_desktop.services.business_cases import BusinessCaseService

        return BusinessCaseService(self.workspace, current_method().economy, self.today)

    @cached_property
    def funding(self) -> FundingService:
        from kihub_desktop.services.funding import FundingService

        return FundingService(self.workspace, self.today)

    @cached_property
    def data_checks(self) -> DataCheckService:
        from kihub_desktop.services.data_checks import DataCheckService

        return DataCheckService(self.workspace, self.today)

    @cached_property
    def attached_samples(self) -> AttachedSampleService:
        from kihub_desktop.services.attached_samples import AttachedSampleService

        return AttachedSampleService(self.workspace, self.today)

    @cached_property
    def it_security(self) -> SecurityService:
        from kihub_desktop.catalogues.it_security import current_it_security
        from kihub_desktop.services.it_security import SecurityService

        return SecurityService(self.workspace, current_it_security())

    @cached_property
    def partners(self) -> PartnerService:
        from kihub_desktop.catalogues.partners import current_partners
        from kihub_desktop.services.partners import PartnerService

        return PartnerService(self.workspace, current_partners(), self.today)

    @cached_property
    def training(self) -> TrainingService:
        from kihub_desktop.catalogues.training import current_training
        from kihub_desktop.services.training import TrainingService

        return TrainingService(self.workspace, current_training(), self.today)

    @cached_property
    def legal(self) -> LegalService:
        from kihub_desktop.catalogues.law import current_law
        from kihub_desktop.services.legal_check import LegalService

        return LegalService(self.workspace, current_law(), self.today)

    @cached_property
    def feasibility(self) -> FeasibilityService:
        from kihub_desktop.catalogues.findings import current_findings
        from kihub_desktop.catalogues.method import current_method
        from kihub_desktop.services.feasibility import FeasibilityService

        return FeasibilityService(
            self.workspace,
            current_method(),
            current_findings(),
            self.business_cases,
            self.legal,
            self.today,
        )

    @cached_property
    def similar_cases(self) -> SimilarCaseService:
        from kihub_desktop.services.similar_cases import SimilarCaseService

        return SimilarCaseService(
            self.workspace, self.feasibility, lambda: self.use_case_templates.templates.similarity
        )

    @cached_property
    def recalculation(self) -> RecalculationService:
        from kihub_desktop.catalogues.findings import current_findings
        from kihub_desktop.services.feasibility import FeasibilityService
        from kihub_desktop.services.recalculation import RecalculationService

        return RecalculationService(
            self.interviews,
            self.questionnaire,
            self.feasibility,
            lambda method: FeasibilityService(
                self.workspace,
                method,
                current_findings(),
                self.business_cases,
                self.legal,
                self.today,
            ),
        )

    @cached_property
    def summaries(self) -> SummaryService:
        from kihub_desktop.services.summaries import SummaryService

        return SummaryService(self.workspace, self.feasibility)

    @cached_property
    def roadmap(self) -> RoadmapService:
        from kihub_desktop.services.roadmap import RoadmapService
        from kihub_desktop.services.roadmap_regional import FundingSource, TrainingSource
        from kihub_desktop.services.roadmap_sources import TaskSource, VerdictSource

        sources = (
            VerdictSource(self.workspace, self.feasibility, self.today),
            FundingSource(self.workspace, self.funding, self.today),
            TrainingSource(self.workspace),
            TaskSource(self.workspace),
        )
        return RoadmapService(self.workspace, sources, self.today)

    @cached_property
    def roadmap_calendar(self) -> RoadmapCalendar:
        from kihub_desktop.services.roadmap_calendar import RoadmapCalendar

        return RoadmapCalendar(self.roadmap, lambda: datetime.now(UTC))

    @cached_property
    def reports(self) -> ReportService:
        from kihub_desktop.catalogues.findings import current_findings
        from kihub_desktop.catalogues.method import current_method
        from kihub_desktop.services.report_chapters.material import Catalogues
        from kihub_desktop.services.reporting import ReportService

        catalogues = Catalogues(
            self.questionnaire,
            current_findings(),
            current_method(),
            self.legal.catalogue,
            self.it_security.catalogue,
        )
        return ReportService(
            self.workspace, self.feasibility, self.roadmap, self.conflicts, catalogues, self.today
        )

    @cached_property
    def imports(self) -> CompanyImport:
        from kihub_desktop.services.company_import import CompanyImport

        return CompanyImport(self.workspace, self.today)

    def take_back_unfinished(self) -> Changes:
        """Takes back what a crash has left half-imported."""
        from kihub_desktop.store.long_steps import unfinished

        if unfinished(self.workspace) is None:
            return Changes.none()
        return self.imports.take_back_unfinished()

    @cached_property
    def conflicts(self) -> ConflictService:
        return ConflictService(self.workspace)

    @cached_property
    def search(self) -> SearchService:
        from kihub_desktop.services.search import SearchService

        return SearchService(self.workspace, self.questionnaire)

    @cached_property
    def team(self) -> TeamService:
        return TeamService(self.workspace)

    @cached_property
    def undo(self) -> UndoService:
        return UndoService(self.workspace)

    @cached_property
    def drafts(self) -> DraftService:
        return DraftService(self.workspace)

    @cached_property
    def backups(self) -> BackupService:
        from kihub_desktop.services.backups import BackupService

        return BackupService(self.workspace)

    @cached_property
    def bundles(self) -> BundleService:
        from kihub_desktop.services.bundles import BundleService

        return BundleService(self.workspace)

    @cached_property
    def comparing(self) -> ComparingService:
        from kihub_desktop.services.comparing import ComparingService

        return ComparingService(self.workspace)

    @cached_property
    def copies(self) -> CopyService:
        from kihub_desktop.services.copies import CopyService

        return CopyService(self.workspace)

    @cached_property
    def slots(self) -> Slots:
        return Slots(self.workspace)

    @cached_property
    def history(self) -> HistoryService:
        from kihub_desktop.services.history import HistoryService

        return HistoryService(self.workspace)

    @cached_property
    def recycle_bin(self) -> RecycleBinService:
        from kihub_desktop.services.recycle_bin import RecycleBinService

        return RecycleBinService(self.workspace)

    @cached_property
    def exchange(self) -> ExchangeService:
        from kihub_desktop.sync.exchange import ExchangeService

        return ExchangeService(self.workspace)
