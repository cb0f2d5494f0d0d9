"""Decides what the page of the data quick test shows; the test itself runs beside the window."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol
from uuid import UUID

from kihub_desktop.composition import Services
from kihub_desktop.domain.changes import Changes
from kihub_desktop.domain.phrases import Value, phrase
from kihub_desktop.domain.progress import Progress
from kihub_desktop.domain.quick_test_records import QuickTestRecord
from kihub_desktop.domain.refusals import Refused
from kihub_desktop.services.data_checks import UNREADABLE, Adoption, FileChoice, result_of
from kihub_desktop.ui.pages.data_check.state import (
    Choice,
    DataCheckState,
    DataCheckView,
    Failure,
    SampleView,
    sample_view,
    subtitle_of,
    view_of_result,
)
from kihub_desktop.ui.use_case_choice import NO_COMPANY, UseCaseChoice, choices_of, chosen_of

if TYPE_CHECKING:
    from kihub_desktop.services.quick_test_process import QuickTested
    from kihub_desktop.services.quick_test_sample import PackedSample

KINDS = frozenset({"data_check", "use_case", "data_source", "source_link"})
_TESTING = phrase("Die Tabelle wird geprüft")
_PACKING = phrase("Die Stichprobe wird gepackt")


class Run(Protocol):
    """Runs work beside the window with a bar and a button to stop it; one of three ends."""

    def __call__(
        self,
        doing: Value,
        work: Callable[[Progress], Any],
        done: Callable[[Any], object],
        failed: Callable[[Exception], object],
        cancelled: Callable[[], object],
    ) -> None: ...


@dataclass(frozen=True)
class DataCheckDesk:
    """What the presenter asks of its surroundings."""

    company: Callable[[], UUID | None]
    use_case: Callable[[], UUID | None]
    choose_use_case: Callable[[UUID | None], None]
    take_target: Callable[[], str]
    publish: Callable[[Changes], None]
    run: Run


@dataclass(frozen=True)
class _AtHand:
    """The file that can be asked again, and the record of its test."""

    company: UUID
    choice: FileChoice
    tables: tuple[str, ...]
    record: UUID | None = None
    seconds: float | None = None


class DataCheckPresenter:
    def __init__(self, view: DataCheckView, services: Services, desk: DataCheckDesk) -> None:
        self._view, self._services, self._desk = view, services, desk
        self._at_hand: _AtHand | None = None
        self._chosen: UUID | None = None
        self._as_of = 0
        self._busy = False
        self._failure: Failure | None = None
        self._company: UUID | None = None

    # -- showing -----------------------------------------------------------------------------

    def load(self) -> None:
        """Shows the chosen test of the company in hand, by default the last one."""
        company = self._desk.company()
        if company != self._company:
            self._company, self._chosen, self._failure = company, None, None
        if company is None:
            self._view.show_state(DataCheckState(missing=NO_COMPANY))
            return
        target = self._desk.take_target()
        if target:
            self._chosen = _identifier(target) or self._chosen
        state = self._services.data_checks.of_company(company)
        self._as_of = state.as_of
        test = self._test(state.records)
        self._chosen = test.id if test else None
        self._view.show_state(self._state(company, state.records, test))

    def _test(self, tests: tuple[QuickTestRecord, ...]) -> QuickTestRecord | None:
        known = {each.id: each for each in tests}
        return known.get(self._chosen) if self._chosen in known else next(reversed(tests), None)

    def _state(
        self, company: UUID, tests: tuple[QuickTestRecord, ...], test: QuickTestRecord | None
    ) -> DataCheckState:
        choices = choices_of(self._services.use_cases, company)
        sources = self._services.sources.of_company(company).records
        at_hand = self._file_of(company, test)
        state = DataCheckState(
            busy=self._busy,
            failure=self._failure,
            at_hand=at_hand is not None,
            tables=at_hand.tables if at_hand else (),
            table=at_hand.choice.table if at_hand else "",
            tests=tuple(Choice(each.id, _called(each)) for each in tests),
            test=test.id if test else None,
            use_cases=choices,
            use_case=chosen_of(
                choices, test.use_case if test and test.use_case else self._desk.use_case()
            ),
            sources=tuple(Choice(each.id, each.name or "–") for each in sources),
            source=test.source if test else None,
            adopted=_adopted(test, choices),
            sample=sample_view(self._services.attached_samples.of(test)) if test else SampleView(),
        )
        return self._with_result(state, test, at_hand) if test else state

    def _with_result(
        self, state: DataCheckState, test: QuickTestRecord, at_hand: _AtHand | None
    ) -> DataCheckState:
        found = result_of(test)
        if found is None:
            return replace(state, failure=self._failure or Failure(UNREADABLE))
        seconds = at_hand.seconds if at_hand else None
        return replace(state, result=view_of_result(found), subtitle=subtitle_of(found, seconds))

    def _file_of(self, company: UUID, test: QuickTestRecord | None) -> _AtHand | None:
        here = self._at_hand
        if here is None or test is None or (here.company, here.record) != (company, test.id):
            return None
        return here

    # -- testing -----------------------------------------------------------------------------

    def test(self, path: Path) -> None:
        """A new file: profiled first, asked for a target afterwards."""
        self._start(FileChoice(path), None, ())

    def choose_table(self, table: str) -> None:
        here = self._at_hand
        if here is not None and table != here.choice.table:
            self._start(FileChoice(here.choice.path, table), None, here.tables)

    def choose_target(self, target: str) -> None:
        """Asks the file at hand whether this column can be learned; the profile is kept."""
        here = self._at_hand
        if here is not None and target != here.choice.target:
            left = tuple(each for each in here.choice.excluded if each != target)
            group = here.choice.group if here.choice.group != target else ""
            asked = replace(here.choice, target=target, excluded=left, group=group)
            self._start(asked, here.record, here.tables)

    def choose_group(self, group: str) -> None:
        """Rows that are alike in this column stay together when the model is tested."""
        here = self._at_hand
        if here is not None and group != here.choice.group:
            self._start(replace(here.choice, group=group), here.record, here.tables)

    def leave_out(self, columns: tuple[str, ...]) -> None:
        """The model must not see these columns."""
        here = self._at_hand
        if here is not None and set(columns) != set(here.choice.excluded):
            self._start(replace(here.choice, excluded=columns), here.record, here.tables)

    def _start(self, choice: FileChoice, record: UUID | None, tables: tuple[str, ...]) -> None:
        company = self._desk.company()
        if company is None or self._busy:
            return
        self._busy, self._failure = True, None
        service = self._services.data_checks

        def work(progress: Progress) -> tuple[tuple[str, ...], FileChoice, QuickTested]:
            offered = tables or service.tables(choice.path)
            first = choice.table or (offered[0] if offered else "")
            wanted = replace(choice, table=first)
            return offered, wanted, service.test(wanted, progress)

        def done(ended: tuple[tuple[str, ...], FileChoice, QuickTested]) -> None:
            offered, wanted, tested = ended
            self._busy = False
            kept, changes = service.keep(company, tested, record)
            self._at_hand = _AtHand(company, wanted, offered, kept, tested.seconds)
            self._chosen = kept
            self._desk.publish(changes)
            self.load()

        self._desk.run(_TESTING, work, done, self._on_failed, self._on_cancelled)
        self.load()

    def _on_failed(self, error: Exception) -> None:
        self._busy = False
        if isinstance(error, Refused):
            self._failure = Failure(error.message, error.detail)
        else:  # its words may quote the table
            sorry = phrase("Die Tabelle lässt sich nicht prüfen; bitte anders ausgeben lassen.")
            self._failure = Failure(sorry, type(error).__name__)
        self.load()

    def _on_cancelled(self) -> None:
        self._busy = False
        self.load()

    def dismiss(self) -> None:
        """The failure was read."""
        self._failure = None

    # -- what was recorded -------------------------------------------------------------------

    def choose_test(self, test: UUID) -> None:
        self._chosen, self._failure = test, None
        self.load()

    def delete_test(self) -> None:
        company, test = self._desk.company(), self._chosen
        if company is not None and test is not None:
            self._chosen = None
            self._desk.publish(self._services.data_checks.delete(company, test, self._as_of))

    def adopt(self, use_case: UUID, source: UUID | None, says_personal: bool) -> None:
        """Takes grades, readiness and skill over into the use case, as one step."""
        company, test = self._desk.company(), self._chosen
        if company is None or test is None:
            return
        wanted = Adoption(use_case, source, says_personal)
        try:
            changes = self._services.data_checks.adopt(company, test, self._as_of, wanted)
        except Refused as refusal:
            self._failure = Failure(refusal.message, refusal.detail)
            self.load()
            return
        self._desk.choose_use_case(use_case)
        self._desk.publish(changes)

    # -- rows that are kept on purpose ---------------------------------------------------------

    def attach_sample(self) -> None:
        """Reads the file at hand once more and keeps its rows with the test."""
        here, service = self._at_hand, self._services.attached_samples
        if here is None or here.record is None or here.record != self._chosen or self._busy:
            return
        company, record = here.company, here.record
        self._busy, self._failure = True, None

        def done(packed: PackedSample) -> None:
            self._busy = False
            self._telling(lambda: service.attach(company, record, packed))

        def work(progress: Progress) -> PackedSample:
            return service.pack(here.choice, progress)

        self._desk.run(_PACKING, work, done, self._on_failed, self._on_cancelled)
        self.load()

    def remove_sample(self) -> None:
        company, test = self._desk.company(), self._chosen
        if company is not None and test is not None:
            service = self._services.attached_samples
            self._telling(lambda: service.remove(company, test, self._as_of))

    def export_sample(self, target: Path) -> None:
        company, chosen = self._desk.company(), self._chosen
        test = self._services.data_checks.get(company, chosen) if company and chosen else None
        if test is not None:
            self._telling(lambda: self._services.attached_samples.export(test, target))

    def _telling(self, act: Callable[[], Changes | None]) -> None:
        """Does it and shows what became of it; a refusal stands above the page."""
        try:
            changes = act()
        except Refused as refusal:
            self._failure, changes = Failure(refusal.message, refusal.detail), None
        if changes:
            self._desk.publish(changes)
        self.load()


def _identifier(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _called(test: QuickTestRecord) -> str:
    day = f" ({test.checked_on:%d.%m.%Y})" if test.checked_on else ""
    target = f" → {test.target}" if test.target else ""
    return f"{test.name or '–'}{target}{day}"


def _adopted(test: QuickTestRecord | None, choices: tuple[UseCaseChoice, ...]) -> Value:
    if test is None or test.use_case is None:
        return ""
    title = next((each.title for each in choices if each.id == test.use_case), "")
    return phrase("Übernommen für „{title}“.", title=title) if title else ""
