"""Decides what the gaps say and which measures close them; the ranking runs beside the window."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol
from uuid import UUID

from kihub_desktop.domain.choices import Stage
from kihub_desktop.domain.phrases import Amount, Phrase, phrase
from kihub_desktop.domain.words import word

if TYPE_CHECKING:
    from kihub_desktop.analysis.readiness_targets import Gap
    from kihub_desktop.composition import Services
    from kihub_desktop.services.gap_measures import MeasureLine
    from kihub_desktop.services.readiness_comparison import ReadinessComparison

KINDS = frozenset(
    {
        "answer",
        "assessment",
        "use_case",
        "finding",
        "source_link",
        "data_source",
        "vote",
        "condition",
        "business_case",
        "cash_line",
    }
)
NO_COMPANY = phrase("Wählen Sie zuerst ein Unternehmen; die Lücken gehören zu ihm.")


@dataclass(frozen=True)
class GapCard:
    """One gap with what closing it brings."""

    indicator: str
    title: Phrase
    brings: Phrase
    measures: tuple[MeasureLine, ...]


@dataclass(frozen=True)
class StageLine:
    """A dimension or the total at two stages; `is_certain` if their bands do not overlap."""

    label: Phrase
    before: float | None
    after: float | None
    difference: float | None
    is_certain: bool


@dataclass(frozen=True)
class GapsState:
    """`gaps` is None while they are being worked out."""

    has_company: bool
    gaps: tuple[GapCard, ...] | None = None
    failed: bool = False
    planned: int = 0
    compared_with: Phrase | None = None
    begun: tuple[tuple[Stage, Phrase], ...] = ()
    pair: tuple[Stage, Stage] | None = None
    stages: tuple[StageLine, ...] = ()


class GapsView(Protocol):
    def show_state(self, state: GapsState) -> None: ...


@dataclass(frozen=True)
class GapsDesk:
    """What the presenter asks of its surroundings; `run` works beside the window."""

    company: Callable[[], UUID | None]
    run: Callable[
        [Callable[[], object], Callable[[object], object], Callable[[Exception], object]], object
    ]


class GapsPresenter:
    """Shows the comparison at once and the gaps when they are known."""

    def __init__(self, view: GapsView, services: Services, desk: GapsDesk) -> None:
        self._view, self._services, self._desk = view, services, desk
        self._asked = 0
        self._company: UUID | None = None
        self._pair: tuple[Stage, Stage] | None = None
        self._gaps: tuple[GapCard, ...] | None = None

    def load(self) -> None:
        """Reads the stages and begins to rank the gaps; an older ranking is dropped."""
        company = self._desk.company()
        self._asked += 1
        if company is None:
            self._view.show_state(GapsState(False))
            return
        if company != self._company:
            self._company, self._pair = company, None
        self._gaps = None
        asked, frame = self._asked, self._frame(company)
        self._view.show_state(frame(None, failed=False))

        def done(found: object) -> None:
            if asked == self._asked and isinstance(found, tuple):
                self._gaps = self._cards(company, found)
                self._view.show_state(self._frame(company)(self._gaps, failed=False))

        def failed(_error: Exception) -> None:
            if asked == self._asked:
                self._view.show_state(frame((), failed=True))

        feasibility = self._services.feasibility
        self._desk.run(lambda: feasibility.gaps(company), done, failed)

    def compare(self, before: str, after: str) -> None:
        """Any two stages; the gaps stay as they are."""
        company = self._company
        if company is None or before == after:
            return
        self._pair = (Stage(before), Stage(after))
        self._view.show_state(self._frame(company)(self._gaps, failed=False))

    def _frame(self, company: UUID) -> Callable[..., GapsState]:
        from kihub_desktop.services.readiness_comparison import compare_readiness

        services = self._services
        found = compare_readiness(services.feasibility, services.interviews, company, self._pair)
        begun = services.interviews.stages(company)
        planned = len(services.use_cases.of_company(company).records)

        def frame(gaps: tuple[GapCard, ...] | None, *, failed: bool) -> GapsState:
            return GapsState(
                has_company=True,
                gaps=gaps,
                failed=failed,
                planned=planned,
                compared_with=_compared_with(found) if found else None,
                begun=tuple((stage, word(stage)) for stage in begun),
                pair=(found.before.stage, found.after.stage) if found else None,
                stages=_lines(found) if found else (),
            )

        return frame

    def _cards(self, company: UUID, gaps: tuple[Gap, ...]) -> tuple[GapCard, ...]:
        from kihub_desktop.analysis.readiness_words import gap_text
        from kihub_desktop.services.gap_measures import measure_lines

        method = self._services.feasibility.method
        use_cases = self._services.use_cases.of_company(company).records
        names = {str(each.id): each.title or "–" for each in use_cases}
        return tuple(
            GapCard(
                gap.indicator,
                phrase(
                    "{indicator} {name}: Stufe {level}, Ziel {target}",
                    indicator=gap.indicator,
                    name=Phrase(method.indicator(gap.indicator).name),
                    level=Amount(gap.level, 0 if float(gap.level).is_integer() else 1),
                    target=gap.target,
                ),
                gap_text(gap, names),
                measure_lines(gap.indicator, method),
            )
            for gap in gaps
        )


def _compared_with(found: ReadinessComparison) -> Phrase:
    return phrase(
        "{before} ({day}) gegen {after} ({later})",
        before=found.before.stage.value,
        day=found.days[0] or "–",
        after=found.after.stage.value,
        later=found.days[1] or "–",
    )


def _lines(found: ReadinessComparison) -> tuple[StageLine, ...]:
    lines = []
    pairs = zip(found.before.result.dimensions, found.after.result.dimensions, strict=True)
    for (old, new), change in zip(pairs, found.changes, strict=True):
        lines.append(
            StageLine(
                Phrase(old.dimension.name),
                old.point if old.is_shown else None,
                new.point if new.is_shown else None,
                change.difference,
                change.is_certain,
            )
        )
    bands = (found.before.result.band, found.after.result.band)
    certain = bands[0] is not None and bands[1] is not None and not bands[0].overlaps(bands[1])
    lines.append(
        StageLine(
            phrase("Gesamt"),
            found.before.result.total,
            found.after.result.total,
            found.total,
            certain,
        )
    )
    return tuple(lines)
