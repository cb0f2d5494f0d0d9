"""The pages of the window in their order; each is imported and built when first shown."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from kihub_desktop.texts import _
from kihub_desktop.ui.page_entry import PageEntry

if TYPE_CHECKING:
    from kihub_desktop.ui.workbench import Workbench


def entries(bench: Workbench) -> Sequence[PageEntry]:
    """All entries of the rail, worded in the language in use."""
    return (
        PageEntry("company", _("Unternehmen"), lambda: _company(bench), step=1),
        PageEntry("readiness", _("Reifegrad"), lambda: _readiness(bench), step=2),
        PageEntry("dma", _("EU-DMA"), lambda: _dma(bench), parent="readiness"),
        PageEntry(
            "gaps",
            _("Lücken & Maßnahmen"),
            lambda: _gaps(bench),
            parent="readiness",
            icon="edit",
        ),
        PageEntry("use_cases", _("Anwendungsfälle"), lambda: _use_cases(bench), step=3),
        PageEntry("feasibility_group", _("Machbarkeit"), step=4),
        PageEntry(
            "feasibility", _("Überblick"), lambda: _feasibility(bench), parent="feasibility_group"
        ),
        PageEntry(
            "findings",
            _("Angaben"),
            lambda: _findings(bench),
            parent="feasibility_group",
            icon="edit",
        ),
        PageEntry(
            "data_check",
            _("Daten-Schnelltest"),
            lambda: _data_check(bench),
            parent="feasibility_group",
            icon="table",
        ),
        PageEntry(
            "economics",
            _("Wirtschaftlichkeit"),
            lambda: _economics(bench),
            parent="feasibility_group",
            icon="euro",
        ),
        PageEntry(
            "legal",
            _("Recht & Sicherheit"),
            lambda: _legal(bench),
            parent="feasibility_group",
            icon="law",
        ),
        PageEntry("funding", _("Förderung & Partner"), lambda: _funding(bench), step=5),
        PageEntry(
            "pilot",
            _("Pilot & Weiterbildung"),
            lambda: _pilot(bench),
            parent="funding",
            icon="people",
        ),
        PageEntry("roadmap", _("Fahrplan"), lambda: _roadmap(bench), step=6),
        PageEntry("report", _("Bericht"), lambda: _report(bench), step=7),
        PageEntry("companies", _("Alle Unternehmen"), lambda: _companies(bench), icon="companies"),
        PageEntry("changes", _("Verlauf und Papierkorb"), lambda: _changes(bench), in_rail=False),
        PageEntry("sync", _("Abgleich"), lambda: _sync(bench), icon="sync", in_rail=False),
        PageEntry("workspace", _("Arbeitsbereich"), lambda: _workspace(bench), in_rail=False),
        PageEntry("catalogues", _("Kataloge"), lambda: _catalogues(bench), in_rail=False),
    )


def _companies(bench: Workbench) -> QWidget:
    from kihub_desktop.ui.pages.companies.catalogue_notice import CatalogueNotice
    from kihub_desktop.ui.pages.companies.page import CompaniesPage
    from kihub_desktop.ui.pages.companies.presenter import KINDS, CompaniesPresenter
    from kihub_desktop.ui.pages.companies.working_out import WorkingOut

    page = CompaniesPage()
    services = bench.services
    presenter = CompaniesPresenter(
        page,
        services.companies,
        lambda: services.summaries,
        bench.desk.publish,
        len(services.questionnaire.questions),
    )
    bench.presenters["companies"] = presenter
    working_out = WorkingOut(page, presenter, bench.jobs)
    bench.host(page, KINDS, working_out.load, everywhere=True)
    page.opened.connect(bench.open_company)
    page.filter_chosen.connect(presenter.choose)
    page.narrowed.connect(presenter.narrow)
    page.sort_chosen.connect(presenter.sort)
    page.seen.connect(working_out.see)
    page.delete_requested.connect(presenter.delete)

    def create(name: str) -> None:
        created = presenter.create(name)
        if created is not None:
            bench.open_company(created)

    def read_in(path: Path | None) -> None:
        from kihub_desktop.ui.importing.wiring import open_import

        open_import(bench, path)

    page.create_requested.connect(create)
    page.import_requested.connect(read_in)
    page.catalogues_requested.connect(lambda: bench.desk.go("catalogues"))
    CatalogueNotice(page, bench)
    return page


def _company(bench: Workbench) -> QWidget:
    from kihub_desktop.ui.pages.company.page import CompanyPage
    from kihub_desktop.ui.pages.company.wiring import wire

    page = CompanyPage()
    wire(page, bench)
    return page


def _readiness(bench: Workbench) -> QWidget:
    from kihub_desktop.domain.typed_days import day_text
    from kihub_desktop.texts import TEXTS
    from kihub_desktop.ui.pages.readiness.editions import questionnaire_named, show_editions
    from kihub_desktop.ui.pages.readiness.page import ReadinessPage
    from kihub_desktop.ui.pages.readiness.presenter import KINDS, InterviewDesk, InterviewPresenter

    page, services, desk = ReadinessPage(), bench.services, bench.desk
    presenter = InterviewPresenter(
        page,
        services.interviews,
        services.feasibility,
        services.questionnaire,
        InterviewDesk(
            desk.company,
            desk.take_target,
            desk.publish,
            services.today,
            lambda day: day_text(day, TEXTS.language),
            questionnaire_named,
            services.recalculation.outdated_in,
        ),
    )
    page.comparison_requested.connect(lambda: show_editions(bench, page, presenter))
    bench.presenters["readiness"] = presenter
    bench.host(page, KINDS, presenter.load)
    page.level_picked.connect(presenter.pick)
    page.not_relevant_requested.connect(presenter.not_relevant)
    page.reason_given.connect(presenter.give_reason)
    page.evidence_picked.connect(presenter.grade)
    page.note_written.connect(presenter.write_note)
    page.next_requested.connect(presenter.go_on)
    page.back_requested.connect(presenter.go_back)
    page.cleared.connect(presenter.clear)
    page.dimension_chosen.connect(presenter.go_to_dimension)
    page.stage_chosen.connect(presenter.choose_stage)
    page.day_written.connect(presenter.set_day)
    page.companies_requested.connect(lambda: desk.go("companies"))
    return page


def _gaps(bench: Workbench) -> QWidget:
    from kihub_desktop.ui.pages.gaps.page import GapsPage
    from kihub_desktop.ui.pages.gaps.wiring import wire

    page = GapsPage()
    wire(page, bench)
    return page


def _dma(bench: Workbench) -> QWidget:
    from kihub_desktop.ui.pages.dma.page import DmaPage
    from kihub_desktop.ui.pages.dma.wiring import wire

    page = DmaPage()
    wire(page, bench)
    return page


def _feasibility(bench: Workbench) -> QWidget:
    from kihub_desktop.ui.pages.feasibility.page import FeasibilityPage
    from kihub_desktop.ui.pages.feasibility.wiring import wire

    page = FeasibilityPage()
    wire(page, bench)
    return page


def _data_check(bench: Workbench) -> QWidget:
    from kihub_desktop.ui.pages.data_check.page import DataCheckPage
    from kihub_desktop.ui.pages.data_check.wiring import wire

    page = DataCheckPage()
    wire(page, bench)
    return page


def _economics(bench: Workbench) -> QWidget:
    from kihub_desktop.ui.pages.economics.page import EconomicsPage
    from kihub_desktop.ui.pages.economics.wiring import wire

    page = EconomicsPage()
    wire(page, bench)
    return page


def _legal(bench: Workbench) -> QWidget:
    from kihub_desktop.ui.pages.legal.page import LegalPage
    from kihub_desktop.ui.pages.legal.wiring import wire

    page = LegalPage()
    wire(page, bench)
    return page


def _funding(bench: Workbench) -> QWidget:
    from kihub_desktop.ui.pages.funding.page import FundingPage
    from kihub_desktop.ui.pages.funding.wiring import wire

    page = FundingPage()
    wire(page, bench)
    return page


def _pilot(bench: Workbench) -> QWidget:
    from kihub_desktop.ui.pages.pilot.wiring import wire

    return wire(bench)


def _use_cases(bench: Workbench) -> QWidget:
    from kihub_desktop.ui.pages.use_cases.page import UseCasesPage
    from kihub_desktop.ui.pages.use_cases.wiring import wire

    page = UseCasesPage()
    wire(page, bench)
    return page


def _roadmap(bench: Workbench) -> QWidget:
    from kihub_desktop.ui.pages.roadmap.page import RoadmapPage
    from kihub_desktop.ui.pages.roadmap.wiring import wire

    page = RoadmapPage()
    wire(page, bench)
    return page


def _report(bench: Workbench) -> QWidget:
    from kihub_desktop.ui.pages.report.page import ReportPage
    from kihub_desktop.ui.pages.report.wiring import wire

    page = ReportPage()
    wire(page, bench)
    return page


def _findings(bench: Workbench) -> QWidget:
    from kihub_desktop.ui.pages.findings.page import FindingsPage
    from kihub_desktop.ui.pages.findings.wiring import wire

    page = FindingsPage()
    wire(page, bench)
    return page


def _changes(bench: Workbench) -> QWidget:
    from kihub_desktop.ui.pages.changes.page import ChangesPage
    from kihub_desktop.ui.pages.changes.wiring import wire

    page = ChangesPage()
    wire(page, bench)
    return page


def _sync(bench: Workbench) -> QWidget:
    from kihub_desktop.ui.pages.sync.page import SyncPage
    from kihub_desktop.ui.pages.sync.wiring import wire

    page = SyncPage()
    wire(page, bench)
    return page


def _workspace(bench: Workbench) -> QWidget:
    from kihub_desktop.ui.pages.workspace.page import WorkspacePage
    from kihub_desktop.ui.pages.workspace.wiring import wire

    page = WorkspacePage()
    wire(page, bench)
    return page


def _catalogues(bench: Workbench) -> QWidget:
    from kihub_desktop.ui.pages.catalogues.page import CataloguesPage
    from kihub_desktop.ui.pages.catalogues.wiring import wire

    page = CataloguesPage()
    wire(page, bench)
    return page
