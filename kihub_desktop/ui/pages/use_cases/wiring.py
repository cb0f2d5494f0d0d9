"""Connects the page of the use cases with its presenters, the jobs and the rating dialog."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QObject

from kihub_desktop.catalogues.criteria import current_criteria
from kihub_desktop.domain.phrases import Phrase
from kihub_desktop.domain.progress import Progress
from kihub_desktop.domain.records import UseCase
from kihub_desktop.services.portfolio import PortfolioService
from kihub_desktop.services.weighting import WeightingService
from kihub_desktop.texts import _, render
from kihub_desktop.ui.pages.use_cases.page import DialogWork, UseCasesPage
from kihub_desktop.ui.pages.use_cases.presenter import KINDS, UseCasesDesk, UseCasesPresenter
from kihub_desktop.ui.pages.use_cases.rating import RatingPresenter, Round
from kihub_desktop.ui.pages.use_cases.rating_dialog import RatingDialog
from kihub_desktop.ui.pages.use_cases.similar import SimilarDesk, SimilarPresenter
from kihub_desktop.ui.pages.use_cases.state import UseCaseLine
from kihub_desktop.ui.pages.use_cases.weighting import WeightingPresenter
from kihub_desktop.ui.pages.use_cases.weighting_dialog import WeightingDialog
from kihub_desktop.ui.tones import Tone
from kihub_desktop.ui.widgets.message_banner import Message

if TYPE_CHECKING:
    from kihub_desktop.services.feasibility import Judged
    from kihub_desktop.services.ranking import Ranking, RankingService
    from kihub_desktop.services.similar_cases import SimilarCase
    from kihub_desktop.ui.workbench import Workbench

    WorkedOut = tuple[UUID, tuple[Judged, ...], Ranking | None]


def wire(page: UseCasesPage, bench: Workbench) -> UseCasesPresenter:
    """Makes the presenter and connects every intent."""
    desk, services = bench.desk, bench.services
    portfolio = PortfolioService(services.workspace, current_criteria())
    weighting = WeightingService(services.workspace, current_criteria())
    presenter = UseCasesPresenter(
        page,
        services.use_cases,
        portfolio,
        weighting,
        UseCasesDesk(
            desk.company,
            desk.choose_use_case,
            desk.go,
            desk.publish,
            lambda what: desk.message_posted.emit(_told(what)),
            services.today,
            lambda: _person(bench),
            bench.kept,
        ),
    )
    bench.presenters["use_cases"] = presenter
    judging = Judging(page, presenter, bench, portfolio)
    bench.host(page, KINDS, judging.load)
    page.work_with(DialogWork(presenter.new, presenter.draft, presenter.check, presenter.save))
    page.delete_requested.connect(presenter.delete)
    page.duplicate_requested.connect(presenter.duplicate)
    page.verdict_requested.connect(presenter.open_verdict)
    page.rating_requested.connect(
        lambda use_case: _rate(page, bench, portfolio, presenter.order(), use_case)
    )
    page.weighting_requested.connect(lambda: _weigh(page, bench, weighting))
    page.template_requested.connect(lambda key: _choose_template(page, bench, presenter, key))
    page.moved.connect(presenter.move)
    page.topsis_chosen.connect(presenter.order_by)
    _compare(page, bench)
    page.companies_requested.connect(lambda: desk.go("companies"))
    return presenter


class Judging(QObject):
    """Works the verdicts out beside the window; one job at a time, the latest state last."""

    def __init__(
        self,
        page: UseCasesPage,
        presenter: UseCasesPresenter,
        bench: Workbench,
        portfolio: PortfolioService,
    ) -> None:
        super().__init__(page)
        self._presenter, self._bench, self._portfolio = presenter, bench, portfolio
        self._ranking: RankingService | None = None
        self._running = self._again = False

    def load(self) -> None:
        self._presenter.load()
        self._start()

    def _start(self) -> None:
        company = self._presenter.company()
        if company is None:
            return
        if self._running:
            self._again = True
            return
        self._running = True
        services = self._bench.services

        def work_out(_progress: Progress) -> WorkedOut:
            _prepare_chart()
            judged = services.feasibility.all_judged(company)
            forbidden = {each.use_case.id for each in judged if each.verdict.prohibition}
            return company, judged, self._rank(company, forbidden)

        def failed(_error: Exception) -> None:
            self._on_done((company, (), None))

        self._bench.jobs.start(self, work_out, done=self._on_done, failed=failed)

    def _rank(self, company: UUID, forbidden: set[UUID]) -> Ranking | None:
        """One job runs at a time, so the service that remembers is made once."""
        from kihub_desktop.services.ranking import RankingService

        if self._ranking is None:
            self._ranking = RankingService(self._portfolio)
        return self._ranking.ranking(company, forbidden)

    def _on_done(self, result: WorkedOut) -> None:
        self._presenter.take_verdicts(*result)
        again, self._running, self._again = self._again, False, False
        if again:
            self._start()


def _prepare_chart() -> None:
    """Loads what the matrix is drawn with, so that the window does not wait for it."""
    import kihub_desktop.charts.portfolio_matrix  # noqa: F401 - what it imports is heavy
    from kihub_desktop.charts.canvas import use_house_font

    use_house_font()


def _rate(
    page: UseCasesPage,
    bench: Workbench,
    portfolio: PortfolioService,
    order: tuple[UUID, ...],
    use_case: UUID,
) -> None:
    company = bench.desk.company()
    if company is None or use_case not in order:
        return
    dialog = RatingDialog(page)
    person = _person(bench)
    started = Round(company, order, use_case, person)
    services = bench.services

    def proposals(case: UseCase) -> Mapping[str, int]:
        # Without a template the catalogue is not read.
        return services.use_case_templates.proposals(case) if case.template else {}

    presenter = RatingPresenter(
        dialog, services.use_cases, portfolio, bench.desk.publish, started, proposals
    )
    bench.presenters["rating"] = presenter
    dialog.picked.connect(presenter.pick)
    dialog.cleared.connect(presenter.withdraw)
    dialog.person_named.connect(presenter.name)
    dialog.stepped.connect(presenter.step)
    presenter.load()
    dialog.ask()


def _weigh(page: UseCasesPage, bench: Workbench, weighting: WeightingService) -> None:
    company = bench.desk.company()
    if company is None:
        return
    dialog = WeightingDialog(page)
    person = _person(bench)
    presenter = WeightingPresenter(dialog, weighting, bench.desk.publish, company, person)
    bench.presenters["weighting"] = presenter
    dialog.person_named.connect(presenter.name)
    dialog.way_chosen.connect(presenter.use)
    dialog.points_given.connect(presenter.give)
    dialog.moved.connect(presenter.move)
    dialog.judged.connect(presenter.judge)
    dialog.stepped.connect(presenter.step)
    dialog.counted.connect(presenter.count)
    dialog.table_chosen.connect(presenter.measure_by)
    presenter.name(person)
    dialog.ask()


class Comparing(QObject):
    """Looks for similar cases beside the window; only the latest question is answered."""

    def __init__(self, page: UseCasesPage, bench: Workbench) -> None:
        super().__init__(page)
        self._bench = bench
        desk = SimilarDesk(bench.desk.company, self._look, self._open)
        self.presenter = SimilarPresenter(page, desk)
        self._running: tuple[UUID, UUID] | None = None
        self._next: tuple[UUID, UUID] | None = None

    def show(self, line: UseCaseLine | None) -> None:
        self.presenter.show(line.id if line else None, line.title if line else "")

    def _look(self, company: UUID, use_case: UUID) -> None:
        if self._running is not None:
            self._next = (company, use_case)
            return
        self._running = (company, use_case)
        service = self._bench.services.similar_cases

        def failed(_error: Exception) -> None:
            self._on_done(())

        self._bench.jobs.start(
            self,
            lambda progress: service.similar(company, use_case, progress),
            done=self._on_done,
            failed=failed,
        )

    def _on_done(self, found: Sequence[SimilarCase]) -> None:
        asked, self._running = self._running, None
        if asked is not None:
            self.presenter.take(asked[1], found)
        if self._next is not None:
            waiting, self._next = self._next, None
            self._look(*waiting)

    def _open(self, company: UUID, use_case: UUID) -> None:
        desk = self._bench.desk
        desk.choose(company)
        desk.choose_use_case(use_case)
        desk.go("feasibility")


def _compare(page: UseCasesPage, bench: Workbench) -> None:
    comparing = Comparing(page, bench)
    page.current_changed.connect(comparing.show)
    page.similar.ask_requested.connect(comparing.presenter.ask)
    page.similar.names_chosen.connect(comparing.presenter.name)
    page.similar.opened.connect(comparing.presenter.open)


def _choose_template(
    page: UseCasesPage, bench: Workbench, presenter: UseCasesPresenter, key: str
) -> None:
    company, desk = bench.desk.company(), bench.desk
    if company is None:
        return
    from kihub_desktop.ui.pages.use_cases.template_choice import (
        TemplateChoicePresenter,
        TemplateDesk,
    )
    from kihub_desktop.ui.pages.use_cases.template_dialog import TemplateDialog

    dialog = TemplateDialog(page)

    def lead(created: UUID, what: Phrase) -> None:
        dialog.accept()
        presenter.show_created(created)
        safe = _("Strg+Z nimmt alles zurück.")
        desk.message_posted.emit(Message(render(what), safe=safe, tone=Tone.NOTE))

    chosen = TemplateChoicePresenter(
        dialog,
        bench.services.use_case_templates,
        current_criteria(),
        TemplateDesk(company, desk.publish, lead),
    )
    bench.presenters["template"] = chosen
    dialog.searched.connect(chosen.search)
    dialog.sector_chosen.connect(chosen.narrow)
    dialog.template_chosen.connect(chosen.choose)
    dialog.process_chosen.connect(chosen.relate)
    dialog.adopt_requested.connect(chosen.adopt)
    chosen.begin(key)
    dialog.ask()


def _person(bench: Workbench) -> str:
    """Who rates on this laptop unless somebody else is named."""
    return bench.services.team.signature().author or _("Beratung")


def _told(what: Phrase) -> Message:
    return Message(render(what), safe=_("Strg+Z bringt es zurück."), tone=Tone.NOTE)
