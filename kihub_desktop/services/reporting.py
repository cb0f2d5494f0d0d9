"""The report and the workbook of a company, made from what is recorded."""

from __future__ import annotations

import errno
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from uuid import UUID

from kihub_desktop.catalogues.criteria import current_criteria
from kihub_desktop.catalogues.dma import current_dma
from kihub_desktop.catalogues.partners import current_partners
from kihub_desktop.catalogues.training import current_training
from kihub_desktop.domain.phrases import Joined, Value, phrase
from kihub_desktop.domain.progress import Progress, silent
from kihub_desktop.domain.records import Company, Contact, DataSource, Process, UseCase
from kihub_desktop.domain.refusals import Reason, Refused
from kihub_desktop.domain.spelling import matches
from kihub_desktop.reports.content import Report
from kihub_desktop.reports.saving import ReportError
from kihub_desktop.reports.to_pdf import write_pdf
from kihub_desktop.reports.to_xlsx import write_xlsx
from kihub_desktop.services.business_cases import business_case_of
from kihub_desktop.services.companies import CompanyRow, CompanyService
from kihub_desktop.services.conflicts import ConflictService
from kihub_desktop.services.data_export import workbook_of
from kihub_desktop.services.dma import DmaService
from kihub_desktop.services.feasibility import FeasibilityService
from kihub_desktop.services.funding import FundingService
from kihub_desktop.services.interviews import InterviewService, interview_of
from kihub_desktop.services.it_security import SecurityService
from kihub_desktop.services.partners import pilot_of
from kihub_desktop.services.pictures import PictureService
from kihub_desktop.services.portfolio import PortfolioService, PortfolioState
from kihub_desktop.services.ranking import RankingService
from kihub_desktop.services.readiness_comparison import compare_readiness
from kihub_desktop.services.report_chapters.composing import compose
from kihub_desktop.services.report_chapters.material import (
    CaseMaterial,
    Catalogues,
    Material,
    OnSite,
)
from kihub_desktop.services.report_chapters.outline import Outline, outline_of
from kihub_desktop.services.roadmap import RoadmapService
from kihub_desktop.services.training import TrainingState, training_of
from kihub_desktop.services.use_cases import use_case_state
from kihub_desktop.store.view import view_of
from kihub_desktop.store.workspace import Workspace

_ATTEMPTS = 3
_READING, _STEPS = 1, 5


class ReportService:
    """Reads a company once and writes what the analyses say; it stores nothing."""

    def __init__(
        self,
        workspace: Workspace,
        feasibility: FeasibilityService,
        roadmap: RoadmapService,
        conflicts: ConflictService,
        catalogues: Catalogues,
        today: Callable[[], date],
    ) -> None:
        self._workspace = workspace
        self._feasibility = feasibility
        self._roadmap = roadmap
        self._conflicts = conflicts
        self._catalogues = catalogues
        self._today = today

    def content(self, company: UUID) -> Report:
        """The report as data, in the language in use; Refused if the company is not there."""
        return compose(self.material(company))

    def outline(self, company: UUID) -> Outline:
        """The cover and the chapters that the report will have, with what is still missing."""
        return outline_of(self.material(company))

    def write_pdf(self, company: UUID, target: Path, progress: Progress = silent) -> None:
        """Writes the report; Refused if it cannot be, Cancelled from `progress`.

        A file that already stands at `target` stays untouched until the new one is whole.
        """
        progress(0, _STEPS, phrase("Angaben werden gelesen und gerechnet"))
        material = self.material(company)
        progress(_READING, _STEPS, phrase("Kapitel und Diagramme entstehen"))
        report = compose(material)
        with refusing():
            write_pdf(report, target, _behind(progress, _STEPS - 3))

    def write_xlsx(self, company: UUID, target: Path, progress: Progress = silent) -> None:
        """Writes all records and results as a workbook; fails like `write_pdf`."""
        progress(0, 0, phrase("Angaben werden gelesen und gerechnet"))
        with refusing(), view_of(self._workspace) as view:
            write_xlsx(workbook_of(view, self.material(company)), target, progress)

    def material(self, company: UUID) -> Material:
        """What report and workbook are made of, all of it read at one moment."""
        material = self._read(company)
        for _attempt in range(_ATTEMPTS - 1):
            if material.as_of == self._arrival():
                break
            material = self._read(company)  # somebody typed or synchronised meanwhile
        return material

    def _arrival(self) -> int:
        with view_of(self._workspace) as view:
            return view.as_of

    def _read(self, company: UUID) -> Material:
        with view_of(self._workspace) as view:
            as_of = view.as_of
            found = view.get(Company, company, company)
            contacts = view.of_company(Contact, company)
            processes = view.of_company(Process, company)
            sources = view.of_company(DataSource, company)
            on_site = OnSite.of(view, company)
        if found is None:
            raise Refused(
                Reason.UNKNOWN_RECORD, phrase("Das Unternehmen ist nicht mehr vorhanden.")
            )
        readiness = self._feasibility.readiness(company)
        interviews = InterviewService(self._workspace, self._catalogues.questionnaire.edition)
        with view_of(self._workspace) as view:
            interview = interview_of(view, company, readiness.stage)
        portfolio = PortfolioService(self._workspace, current_criteria())
        rated = portfolio.state(company)
        cases = self._cases(company, rated)
        planned = self._roadmap.state(company)
        material = Material(
            as_of=as_of,
            today=self._today(),
            company=found,
            contacts=contacts,
            processes=processes,
            sources=sources,
            interview=interview,
            readiness=readiness,
            gaps=self._feasibility.gaps(company),
            cases=cases,
            conflicts=tuple(each for each in self._conflicts.all() if each.company == company),
            catalogues=self._catalogues,
            on_site=on_site,
            compared=compare_readiness(self._feasibility, interviews, company),
            dma=DmaService(self._workspace, current_dma()).latest(company),
            stored=PictureService(self._workspace).stored,
            weighting=rated.weighting,
            roadmap=planned.roadmap if planned else None,
            legal=self._feasibility.legal.of_company(company),
            security=SecurityService(self._workspace, self._catalogues.it_security).state(company),
            funding=FundingService(self._workspace, self._today).results(company),
            ranking=RankingService(portfolio).of_state(
                rated, {each.state.use_case.id for each in cases if each.verdict.prohibition}
            ),
        )
        return replace(material, literacy=self._literacy(material))

    def _literacy(self, material: Material) -> TrainingState:
        """The plan, with what the leading use case asks for."""
        company, leading = material.company.id, material.leading()
        use_case = leading.state.use_case.id if leading else None
        with view_of(self._workspace) as view:
            return training_of(view, current_training(), company, use_case, material.today)

    def _cases(self, company: UUID, rated: PortfolioState) -> tuple[CaseMaterial, ...]:
        judged = {each.use_case.id: each for each in self._feasibility.all_judged(company)}
        standings = {each.use_case.id: each.standing for each in rated.use_cases}
        cases = []
        with view_of(self._workspace) as view:
            for use_case in view.of_company(UseCase, company):
                state = use_case_state(view, company, use_case.id)
                if state is not None and use_case.id in judged:
                    money = business_case_of(view, company, use_case.id, self._today())
                    standing = standings.get(use_case.id)
                    pilot = pilot_of(view, current_partners(), company, use_case.id, self._today())
                    cases.append(CaseMaterial(state, judged[use_case.id], money, standing, pilot))
        return tuple(cases)


def company_named(companies: CompanyService, name: str | None) -> UUID:
    """The company whose name fits; without a name the only one there is.

    Refused BAD_INPUT if none or several fit; the sentence lists their names.
    """
    rows = companies.rows()
    if not rows:
        raise Refused(Reason.BAD_INPUT, phrase("Der Arbeitsbereich enthält noch kein Unternehmen."))
    found = rows if name is None else _fitting(rows, name)
    if len(found) == 1:
        return found[0].id
    if not found:
        raise Refused(
            Reason.BAD_INPUT,
            phrase(
                "Kein Unternehmen passt zu „{name}“. Vorhanden sind: {names}.",
                name=name or "",
                names=_names(rows),
            ),
        )
    raise Refused(
        Reason.BAD_INPUT,
        phrase("Mehrere Unternehmen kommen infrage: {names}.", names=_names(found)),
    )


def _fitting(rows: tuple[CompanyRow, ...], name: str) -> tuple[CompanyRow, ...]:
    """Those of exactly this name, else those in which it occurs."""
    exact = tuple(row for row in rows if row.name.casefold() == name.strip().casefold())
    return exact or tuple(row for row in rows if matches(name, row.name))


def _names(rows: tuple[CompanyRow, ...]) -> Joined:
    names = sorted(row.name for row in rows)
    return Joined(tuple(phrase("„{name}“", name=name) for name in names))


def _behind(progress: Progress, before: int) -> Progress:
    """The progress of a writer as the last steps of the whole."""

    def report(done: int, total: int, doing: Value = "") -> None:
        progress(before + done, before + total, doing)

    return report


@contextmanager
def refusing() -> Iterator[None]:
    """Tells a writer's error as a refusal that keeps its one sentence."""
    try:
        yield
    except ReportError as error:
        raise Refused(_reason(error.__cause__), error.reason, str(error.__cause__ or "")) from error


def _reason(cause: BaseException | None) -> Reason:
    full = isinstance(cause, OSError) and cause.errno in {errno.ENOSPC, errno.EDQUOT}
    return Reason.NO_SPACE if full else Reason.NOT_WRITABLE
