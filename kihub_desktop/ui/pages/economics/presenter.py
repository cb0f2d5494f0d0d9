"""Decides what the business case page shows; the simulation runs beside the window."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol
from uuid import UUID

from kihub_desktop.composition import Services
from kihub_desktop.domain.changes import Changes
from kihub_desktop.domain.choices import FundingStatus, Side
from kihub_desktop.domain.phrases import Amount, Joined, Phrase, Value, phrase
from kihub_desktop.domain.progress import Progress
from kihub_desktop.domain.records import BusinessCase, CashLine
from kihub_desktop.ui.pages.economics.state import (
    NO_USE_CASE,
    EconomicsState,
    Figures,
    figures_of,
)
from kihub_desktop.ui.record_columns import GridSpec
from kihub_desktop.ui.record_entry import Entries, KeptTexts, RecordEntry
from kihub_desktop.ui.record_rows import RecordRows, RowsDesk, RowsView
from kihub_desktop.ui.use_case_choice import NO_COMPANY, UseCaseChoice, choices_of, chosen_of

if TYPE_CHECKING:
    from kihub_desktop.analysis.economics.result import EconomicsResult, Incomplete
    from kihub_desktop.domain.cash_lines import CashLineGroup
    from kihub_desktop.services.business_cases import BusinessCaseState
    from kihub_desktop.services.cash_bases import Basis

KINDS = frozenset(
    {
        "business_case",
        "cash_line",
        "use_case",
        "process",
        "pain_point",
        "company",
        "affiliate",
        "funding_case",
        "funding_cost",
        "funding_choice",
    }
)


class EconomicsView(Protocol):
    def show_state(self, state: EconomicsState) -> None: ...


@dataclass(frozen=True)
class LineDraft:
    """A dialog for one line; `record` is None for a new one."""

    record: UUID | None
    as_of: int
    entries: Entries


@dataclass(frozen=True)
class EconomicsDesk:
    """What the presenter asks of its surroundings; `calculate` runs `work` and tells the end."""

    company: Callable[[], UUID | None]
    use_case: Callable[[], UUID | None]
    choose_use_case: Callable[[UUID | None], None]
    publish: Callable[[Changes], None]
    calculate: Callable[[Callable[[Progress], object], Callable[[object], None]], None]
    kept: KeptTexts = field(default_factory=KeptTexts)


class EconomicsPresenter:
    def __init__(self, view: EconomicsView, services: Services, desk: EconomicsDesk) -> None:
        self._view = view
        self._services = services
        self._desk = desk
        self._frame_entry = RecordEntry(BusinessCase, services.today, desk.kept)
        self._line_entry = RecordEntry(CashLine, services.today, desk.kept)
        self._shown: BusinessCaseState | None = None
        self._result: EconomicsResult | Incomplete | None = None
        self._scenario = 1
        self._round = 0
        self._choices: tuple[UseCaseChoice, ...] = ()
        self._rows: RecordRows | None = None

    def list_lines(self, grid: RowsView, spec: GridSpec) -> RecordRows:
        """What decides for the grid of the lines; called once."""
        services = self._services
        desk = RowsDesk(
            self._desk.company,
            self._desk.publish,
            services.today,
            self._desk.kept,
            services.companies.contested,
            lambda: {"use_case": self._shown.use_case} if self._shown is not None else {},
        )
        self._rows = RecordRows(grid, spec, services.business_cases, desk)
        return self._rows

    # -- showing -----------------------------------------------------------------------------

    def load(self) -> None:
        """Reads the case, shows it, and has it calculated."""
        company = self._desk.company()
        if company is None:
            self._view.show_state(EconomicsState(missing=NO_COMPANY))
            return
        self._choices = choices_of(self._services.use_cases, company)
        chosen = chosen_of(self._choices, self._desk.use_case())
        if chosen is None:
            self._view.show_state(EconomicsState(missing=NO_USE_CASE))
            return
        state = self._services.business_cases.state(company, chosen)
        if self._shown is None or self._shown.use_case != chosen:
            self._result = None
        self._shown = state
        self._show(calculating=True)
        self._round += 1
        turn = self._round
        self._desk.calculate(
            lambda progress: self._services.business_cases.assessment(state, progress),
            lambda result: self._on_result(turn, result),
        )

    def _on_result(self, turn: int, result: object) -> None:
        from kihub_desktop.analysis.economics.result import EconomicsResult, Incomplete

        if turn == self._round and isinstance(result, EconomicsResult | Incomplete):
            self._result = result
            self._show(calculating=False)

    def _show(self, *, calculating: bool) -> None:
        shown = self._shown
        if shown is None:
            return
        if self._rows is not None:
            self._rows.refresh()
        title = next(each.title for each in self._choices if each.id == shown.use_case)
        self._view.show_state(
            EconomicsState(
                choices=self._choices,
                chosen=shown.use_case,
                subtitle=self._subtitle(title),
                frame=self._frame_entry.entries(shown.frame),
                figures=self._figures(),
                problems=self._problems(),
                funded=_funded(shown),
                changed=self._services.business_cases.basis_changes(shown.frame.company, shown),
                is_calculating=calculating,
            )
        )

    def _figures(self) -> Figures | None:
        from kihub_desktop.analysis.economics.result import EconomicsResult

        if not isinstance(self._result, EconomicsResult):
            return None
        return figures_of(self._result, self._scenario)

    def _problems(self) -> tuple[Phrase, ...]:
        from kihub_desktop.analysis.economics.result import Incomplete
        from kihub_desktop.analysis.economics.validation import problem_phrase

        if not isinstance(self._result, Incomplete):
            return ()
        return tuple(problem_phrase(each) for each in self._result.problems)

    def _subtitle(self, title: str) -> Value:
        if self._result is None:
            return title
        case = self._result.case
        return phrase(
            "{title} · {years} Jahre · Kalkulationszins {rate} · {draws} Simulationen",
            title=title,
            years=case.horizon_years,
            rate=Amount(100 * case.discount_rate, 0, "%"),
            draws=Amount(case.draws),
        )

    # -- intents ------------------------------------------------------------------------------

    def choose(self, use_case: UUID) -> None:
        self._desk.choose_use_case(use_case)

    def choose_scenario(self, index: int) -> None:
        self._scenario = index
        self._show(calculating=False)

    def commit_frame(self, name: str, text: str) -> None:
        """Saves a field of the frame; a wrong text is kept with its problem."""
        shown, company = self._shown, self._desk.company()
        if shown is None or company is None:
            return
        parsed = self._frame_entry.take(shown.frame.id, name, text)
        if parsed.problem is not None:
            self._show(calculating=False)
            return
        self._tell(
            self._services.business_cases.set_frame(
                company, shown.use_case, shown.as_of, **{name: parsed.value}
            )
        )

    def restore_frame(self, name: str) -> None:
        if self._shown is not None:
            self._frame_entry.restore(self._shown.frame.id, name)
            self._show(calculating=False)

    def new_line(self, side: Side) -> LineDraft | None:
        if self._shown is None:
            return None
        texts = {"side": side.value, "first_year": "0" if side is Side.COST else "1"}
        blank = self._line_entry.blank(self._shown.frame.company, texts)
        return LineDraft(None, self._shown.as_of, blank)

    def line(self, identifier: UUID) -> LineDraft | None:
        shown = self._shown
        found = next((x for x in shown.lines if x.id == identifier), None) if shown else None
        if shown is None or found is None:
            return None
        return LineDraft(identifier, shown.as_of, self._line_entry.entries(found))

    def check_line(self, name: str, text: str) -> Value | None:
        return self._line_entry.read(name, text).problem

    def save_line(self, draft: LineDraft, texts: Mapping[str, str]) -> Mapping[str, Value]:
        """Saves what was changed as one transaction, unless something is wrong."""
        shown, company = self._shown, self._desk.company()
        if shown is None or company is None:
            return {}
        if draft.record is None:
            texts = {**draft.entries.texts, **texts}
        read = self._line_entry.read_all(texts)
        if read.problems:
            return read.problems
        service = self._services.business_cases
        if draft.record is not None:
            self._tell(service.save(company, draft.record, draft.as_of, **read.values))
            return {}
        given = {name: value for name, value in read.values.items() if value is not None}
        if not given.get("label"):
            return {"label": phrase("Bitte die Position benennen.")}
        _line, changes = service.create(company, use_case=shown.use_case, **given)
        self._tell(changes)
        return {}

    def usual_lines(self) -> tuple[CashLineGroup, ...]:
        """The usual lines, those for this kind of use case first."""
        from kihub_desktop.catalogues.cash_lines import current_cash_lines

        shown, company = self._shown, self._desk.company()
        if shown is None or company is None:
            return ()
        use_case = self._services.use_cases.get(company, shown.use_case)
        return current_cash_lines().ordered(use_case.archetype if use_case else None)

    def take_usual(self, keys: Sequence[str]) -> None:
        """Inserts the chosen lines of the library, as one step of undo."""
        from kihub_desktop.catalogues.cash_lines import current_cash_lines

        shown, company = self._shown, self._desk.company()
        found = [current_cash_lines().line(key) for key in keys]
        chosen = [each for each in found if each is not None]
        if shown is not None and company is not None and chosen:
            service = self._services.business_cases
            self._tell(service.insert_usual(company, shown.use_case, chosen))

    def bases(self) -> tuple[Basis, ...]:
        """What a new line could count of the captured processes and pain points."""
        company = self._desk.company()
        return () if company is None else self._services.business_cases.bases(company)

    def take_bases(self, keys: Sequence[str]) -> None:
        """Inserts a line for each chosen basis, as one step of undo."""
        shown, company = self._shown, self._desk.company()
        chosen = [each for each in self.bases() if each.key in keys]
        if shown is not None and company is not None and chosen:
            service = self._services.business_cases
            self._tell(service.insert_bases(company, shown.use_case, chosen))

    def answer_basis(self, line: UUID, *, adopt: bool) -> None:
        """Takes over what a changed process says, or leaves the line as it is."""
        shown, company = self._shown, self._desk.company()
        if shown is not None and company is not None:
            service = self._services.business_cases
            self._tell(service.answer_basis(company, shown, line, adopt=adopt))

    def _tell(self, changes: Changes) -> None:
        if changes:
            self._desk.publish(changes)
        else:
            self.load()


def _funded(shown: BusinessCaseState) -> Phrase | None:
    """From which programmes the grant comes; None if none is chosen."""
    if shown.chosen is None:
        return None
    names = Joined(shown.chosen.names)
    amount = Amount(shown.chosen.amount, unit="€")
    if not shown.chosen.names:
        return phrase("Die gewählten Programme geben zurzeit keinen Zuschuss")
    if shown.frame.grant is not None or shown.frame.funding is FundingStatus.NONE:
        return phrase(
            "Eigene Angabe; die Programme gäben {amount}: {names}", amount=amount, names=names
        )
    return phrase(
        "Zuschuss {amount} aus {names}; ein eigener Betrag geht vor", amount=amount, names=names
    )
