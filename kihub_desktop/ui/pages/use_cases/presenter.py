"""Decides how the use cases are ranked and shown, and saves what is changed about them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any, Protocol
from uuid import UUID

from kihub_desktop.analysis.portfolio import BENEFIT, FEASIBILITY, ranks
from kihub_desktop.analysis.portfolio_moving import ratings_towards
from kihub_desktop.domain.changes import Changes
from kihub_desktop.domain.choices import RankingOrder
from kihub_desktop.domain.fields import rules_of
from kihub_desktop.domain.phrases import Joined, Phrase, Value, phrase, plural_phrase
from kihub_desktop.domain.records import UseCase
from kihub_desktop.domain.words import word
from kihub_desktop.services.portfolio import PortfolioService, PortfolioState, RatedUseCase
from kihub_desktop.services.use_cases import VERDICT_KINDS, UseCaseService
from kihub_desktop.services.weighting import KINDS as WEIGHTING_KINDS
from kihub_desktop.services.weighting import WeightingService
from kihub_desktop.texts import _, render
from kihub_desktop.ui.pages.use_cases.ranking_words import (
    origin_of,
    ranking_notes,
    weight_lines,
    weights_notes,
    weights_origin,
)
from kihub_desktop.ui.pages.use_cases.state import (
    OFFICE,
    Mark,
    RankLine,
    UseCaseDraft,
    UseCaseLine,
    UseCasesState,
    VerdictWord,
)
from kihub_desktop.ui.record_entry import KeptTexts, RecordEntry
from kihub_desktop.ui.widgets.fields import Option

if TYPE_CHECKING:  # numpy loads with the first verdict, not with the window
    from kihub_desktop.services.feasibility import Judged
    from kihub_desktop.services.ranking import RankedCase, Ranking

KINDS = VERDICT_KINDS | WEIGHTING_KINDS | {"rating", "process"}


class UseCasesView(Protocol):
    def show_state(self, state: UseCasesState) -> None: ...

    def choose(self, use_case: UUID) -> None: ...


@dataclass(frozen=True)
class UseCasesDesk:
    """What the presenter asks of its surroundings.

    `today` reads typed days, `person` is who rates when a use case is moved in the matrix.
    """

    company: Callable[[], UUID | None]
    choose_use_case: Callable[[UUID | None], None]
    go: Callable[[str], None]
    publish: Callable[[Changes], None]
    told: Callable[[Phrase], None]
    today: Callable[[], date]
    person: Callable[[], str]
    kept: KeptTexts = field(default_factory=KeptTexts)


class UseCasesPresenter:
    """Shows the ratings at once; verdicts follow as they are worked out."""

    def __init__(
        self,
        view: UseCasesView,
        use_cases: UseCaseService,
        portfolio: PortfolioService,
        weighting: WeightingService,
        desk: UseCasesDesk,
    ) -> None:
        self._view = view
        self._use_cases = use_cases
        self._portfolio = portfolio
        self._weighting = weighting
        self._desk = desk
        self._entry = RecordEntry(UseCase, desk.today, desk.kept)
        self._company: UUID | None = None
        self._state: PortfolioState | None = None
        self._judged: Mapping[UUID, Judged] = {}
        self._ranking_found: Ranking | None = None
        self._ready = False

    # -- showing -----------------------------------------------------------------------------

    def load(self) -> None:
        """Reads the portfolio of the company in hand and shows it."""
        company = self._desk.company()
        if company != self._company:
            self._company, self._judged, self._ready = company, {}, False
            self._ranking_found = None
        self._state = None if company is None else self._portfolio.state(company)
        self._show()

    def company(self) -> UUID | None:
        """Whose verdicts are asked for; None if there is nothing to judge."""
        return self._company if self._state is not None and self._state.use_cases else None

    def take_verdicts(
        self, company: UUID, judged: Sequence[Judged], ranking: Ranking | None = None
    ) -> None:
        """Shows what was worked out beside the window (no verdicts if that failed)."""
        if company == self._company:
            self._ready = True
            self._judged = {each.use_case.id: each for each in judged}
            self._ranking_found = ranking
            self._show()

    def _show(self) -> None:
        if self._state is None:
            self._view.show_state(UseCasesState(known=False))
            return
        found = self._state.use_cases
        marks = tuple(mark for each in found if (mark := self._mark(each)) is not None)
        weighting = self._state.weighting
        self._view.show_state(
            UseCasesState(
                known=True,
                ready=self._ready,
                subtitle=self._subtitle(self._state),
                lines=tuple(self._line(each) for each in found),
                ranking=self._ranking(found),
                marks=marks,
                unmarked=len(found) - len(marks),
                weights=weight_lines(weighting),
                weights_notes=weights_notes(self._state, self._portfolio.criteria.edition),
                by_topsis=weighting.order is RankingOrder.TOPSIS,
                ranking_notes=ranking_notes(self._ranking_found),
                origins={
                    each.use_case.id: origin_of(each, weighting, self._ranked(each.use_case.id))
                    for each in found
                },
            )
        )

    def _subtitle(self, state: PortfolioState) -> Value:
        return Joined(
            (
                plural_phrase("{n} Idee", "{n} Ideen", len(state.use_cases)),
                plural_phrase(
                    "{n} Person hat bewertet", "{n} Personen haben bewertet", len(state.persons)
                ),
                weights_origin(state.weighting),
            ),
            " · ",
        )

    def _line(self, found: RatedUseCase) -> UseCaseLine:
        use_case = found.use_case
        return UseCaseLine(
            id=use_case.id,
            title=use_case.title or "",
            process=(found.process.name if found.process else None) or "",
            archetype=None if use_case.archetype is None else word(use_case.archetype),
            persons=found.persons,
            verdict=self._verdict(use_case.id),
            start=use_case.planned_start,
        )

    def _ranking(self, found: Sequence[RatedUseCase]) -> tuple[RankLine, ...]:
        worths = [each.standing.worth.value if each.standing.worth else None for each in found]
        prohibited = [self._prohibited(each) for each in found]
        placed = ranks(worths, [reason is not None for reason in prohibited])
        scores, places = self._by_order(found, worths, placed)
        lines = [
            RankLine(
                id=each.use_case.id,
                rank=rank,
                title=each.use_case.title or "",
                worth=score,
                verdict=self._verdict(each.use_case.id),
                unranked=reason or _missing(each),
                first=ranked.first if (ranked := self._ranked(each.use_case.id)) else None,
            )
            for each, score, rank, reason in zip(found, scores, places, prohibited, strict=True)
        ]
        last = len(lines) + 1
        return tuple(sorted(lines, key=lambda line: (line.rank or last, line.title.casefold())))

    def _by_order(
        self,
        found: Sequence[RatedUseCase],
        worths: Sequence[float | None],
        placed: Sequence[int | None],
    ) -> tuple[Sequence[float | None], Sequence[int | None]]:
        """Scores and ranks by the order chosen; by TOPSIS they follow when worked out."""
        state = self._state
        if state is None or state.weighting.order is not RankingOrder.TOPSIS:
            return worths, placed
        ranked = [self._ranked(each.use_case.id) for each in found]
        return (
            [each.score if each else None for each in ranked],
            [each.rank if each else None for each in ranked],
        )

    def _ranked(self, use_case: UUID) -> RankedCase | None:
        return self._ranking_found.of(use_case) if self._ranking_found else None

    def order_by(self, topsis: bool) -> None:
        """The company orders by TOPSIS, or by the weighted sum."""
        if self._company is not None and self._state is not None:
            order = RankingOrder.TOPSIS if topsis else RankingOrder.SUM
            self._tell(self._weighting.choose(self._company, self._state.as_of, order=order))

    def move(self, use_case: UUID, feasibility: float, benefit: float) -> None:
        """Rates as the person at work so that a use case comes closest to a place (0–1).

        Others' ratings stay as they are; it is said which of one's own have changed.
        """
        found = self._found(use_case)
        if found is None or self._state is None or self._company is None:
            return
        person, weighted = self._desk.person(), self._state.weighting.weighted
        values: dict[str, int] = {}
        for group, target in ((BENEFIT, benefit), (FEASIBILITY, feasibility)):
            criteria = [each for each in weighted if each.group == group]
            values |= ratings_towards(found.ratings, criteria, person, target)
        if values:
            as_of = self._state.as_of
            self._tell(self._use_cases.rate_all(self._company, use_case, person, as_of, values))
        self._desk.told(self._moved(found, person, values))

    def _moved(self, found: RatedUseCase, person: str, values: Mapping[str, int]) -> Phrase:
        title, own = found.use_case.title or "", found.ratings.get(person, {})
        if not values:
            return phrase(
                "„{title}“ bleibt, wo es ist: {person} allein bringt es nicht näher dorthin.",
                title=title,
                person=person,
            )
        names = {each.key: phrase(each.name) for each in self._portfolio.criteria.criteria}
        changed = (
            phrase("{criterion} {a} → {b}", criterion=names[key], a=own.get(key, "–"), b=value)
            for key, value in values.items()
        )
        return phrase(
            "„{title}“, bewertet von {person}: {changed}.",
            title=title,
            person=person,
            changed=Joined(tuple(changed), ", "),
        )

    def _prohibited(self, found: RatedUseCase) -> Phrase | None:
        """What the verdict says about a forbidden practice; None if it is not known as one."""
        judged = self._judged.get(found.use_case.id)
        prohibition = judged.verdict.prohibition if judged else None
        return prohibition.text if prohibition else None

    def _verdict(self, use_case: UUID) -> VerdictWord:
        judged = self._judged.get(use_case)
        if judged is None:
            return VerdictWord()
        outcome = judged.verdict.outcome
        return VerdictWord(None if outcome is None else int(outcome), worked_out=True)

    def _mark(self, found: RatedUseCase) -> Mark | None:
        benefit, estimate = found.standing.benefit, found.standing.feasibility
        if benefit is None or estimate is None:
            return None
        judged = self._judged.get(found.use_case.id)
        mean = judged.verdict.mean if judged else None
        area = found.process.area if found.process else None
        return Mark(
            id=found.use_case.id,
            title=found.use_case.title or "",
            benefit=benefit.value,
            benefit_spread=benefit.spread,
            estimate=estimate.value,
            estimate_spread=estimate.spread,
            judged=None if mean is None else mean / 100,
            refused=self._verdict(found.use_case.id).outcome == 0,
            money=_money(judged),
            office=None if area is None else area in OFFICE,
        )

    # -- use cases -----------------------------------------------------------------------------

    def new(self) -> UseCaseDraft | None:
        """An empty dialog; None without a company."""
        if self._state is None or self._company is None:
            return None
        blank = self._entry.blank(self._company)
        return UseCaseDraft(None, self._state.as_of, blank, self._processes())

    def draft(self, use_case: UUID) -> UseCaseDraft | None:
        """A dialog for a use case as it is shown now; None if it is gone."""
        found = self._found(use_case)
        if found is None or self._state is None:
            return None
        entries = self._entry.entries(found.use_case)
        return UseCaseDraft(use_case, self._state.as_of, entries, self._processes())

    def check(self, name: str, text: str) -> Value | None:
        """One sentence about a text in the dialog, or None."""
        return self._entry.read(name, text).problem

    def save(self, draft: UseCaseDraft, texts: Mapping[str, str]) -> Mapping[str, Value]:
        """Saves what was changed in a dialog as one transaction, unless something is wrong."""
        read = self._entry.read_all(texts)
        if read.problems or self._company is None:
            return read.problems
        titled = read.values.get("title") if "title" in texts else draft.entries.texts.get("title")
        if not titled:
            return {"title": phrase("Bitte einen Titel eintragen; unter ihm steht die Idee.")}
        if draft.use_case is not None:
            self._tell(
                self._use_cases.save(self._company, draft.use_case, draft.as_of, **read.values)
            )
        else:
            self._create({name: value for name, value in read.values.items() if value is not None})
        return {}

    def duplicate(self, use_case: UUID) -> None:
        """A copy of the use case itself, without ratings and findings, behind the last one."""
        found = self._found(use_case)
        if found is None:
            return
        original = found.use_case
        values = {name: getattr(original, name) for name in rules_of(UseCase) if name != "position"}
        values["title"] = render(phrase("{title} (Kopie)", title=original.title or ""))
        self._create({name: value for name, value in values.items() if value is not None})

    def delete(self, use_case: UUID) -> None:
        """Deletes a use case; undo brings it back with everything that belongs to it."""
        found = self._found(use_case)
        if found is None or self._company is None or self._state is None:
            return
        self._tell(self._use_cases.delete(self._company, use_case, self._state.as_of))
        self._desk.told(phrase("„{title}“ ist gelöscht.", title=found.use_case.title or ""))

    def open_verdict(self, use_case: UUID) -> None:
        """Leads to the verdict on a use case."""
        self._desk.choose_use_case(use_case)
        self._desk.go("feasibility")

    def show_created(self, use_case: UUID) -> None:
        """Makes a use case current that was made elsewhere."""
        self._desk.choose_use_case(use_case)
        self._view.choose(use_case)

    def order(self) -> tuple[UUID, ...]:
        """The use cases in the order in which a person rates them."""
        return tuple(each.use_case.id for each in self._state.use_cases) if self._state else ()

    def _create(self, values: Mapping[str, Any]) -> None:
        if self._company is None:
            return
        created, changes = self._use_cases.create(self._company, **values)
        self._desk.choose_use_case(created)
        self._tell(changes)
        self._view.choose(created)

    def _found(self, use_case: UUID) -> RatedUseCase | None:
        known = self._state.use_cases if self._state else ()
        return next((each for each in known if each.use_case.id == use_case), None)

    def _processes(self) -> tuple[Option, ...]:
        processes = self._state.processes if self._state else ()
        return (
            Option("", "–"),
            *(Option(str(each.id), each.name or _("(ohne Namen)")) for each in processes),
        )

    def _tell(self, changes: Changes) -> None:
        """Publishing makes a visible page read again; a save without effect does it here."""
        if changes:
            self._desk.publish(changes)
        else:
            self.load()


def _missing(found: RatedUseCase) -> Phrase | None:
    if not found.persons:
        return phrase("noch nicht bewertet")
    if found.standing.benefit is None:
        return phrase("Nutzen noch nicht bewertet")
    if found.standing.feasibility is None:
        return phrase("Machbarkeit noch nicht bewertet")
    return None


def _money(judged: Judged | None) -> float | None:
    """The median net present value in EUR that the verdict works with, if it is known."""
    from kihub_desktop.analysis.economics.result import EconomicsResult

    if judged is None or not isinstance(judged.economics, EconomicsResult):
        return None
    return float(judged.economics.without_grant.figures.p50)
