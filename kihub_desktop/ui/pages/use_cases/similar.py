"""Decides when similar cases are looked for, and words what they have in common."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol
from uuid import UUID

from kihub_desktop.domain.phrases import Joined, Value, phrase
from kihub_desktop.domain.words import word
from kihub_desktop.texts import _, money, render

if TYPE_CHECKING:  # numpy loads with the first verdict, not with the window
    from kihub_desktop.services.similar_cases import SimilarCase

_WORDS_SHOWN = 4


@dataclass(frozen=True)
class SimilarLine:
    """A similar case; `firm` is its name or only its industry, `outcome` None while open."""

    use_case: UUID
    company: UUID
    title: str
    why: str
    firm: str
    outcome: int | None
    money: str
    conditions: tuple[str, ...]


@dataclass(frozen=True)
class SimilarState:
    """`title` is the use case compared; `asked` until nobody looks any more."""

    title: str = ""
    asked: bool = False
    due: bool = False
    named: bool = False
    lines: tuple[SimilarLine, ...] = ()


class SimilarView(Protocol):
    def show_similar(self, state: SimilarState) -> None: ...


@dataclass(frozen=True)
class SimilarDesk:
    """What the presenter asks of its surroundings; `look` works beside the window."""

    company: Callable[[], UUID | None]
    look: Callable[[UUID, UUID], None]
    open: Callable[[UUID, UUID], None]


class SimilarPresenter:
    """Nothing of another company is shown until somebody asks, and names only on request."""

    def __init__(self, view: SimilarView, desk: SimilarDesk) -> None:
        self._view = view
        self._desk = desk
        self._use_case: UUID | None = None
        self._title = ""
        self._asked = self._due = self._named = False
        self._found: tuple[SimilarCase, ...] = ()

    def show(self, use_case: UUID | None, title: str) -> None:
        """Another use case is in hand, or the records of this one may have changed."""
        if use_case != self._use_case:
            self._found, self._asked, self._named = (), False, False
        self._use_case, self._title = use_case, title
        if self._asked:
            self._look()
        self._show()

    def ask(self) -> None:
        """Looks for similar cases, or puts them away again."""
        self._asked, self._found, self._named = not self._asked, (), False
        if self._asked:
            self._look()
        self._show()

    def name(self, named: bool) -> None:
        """Shows whose cases these are; not while others look at the screen."""
        self._named = named
        self._show()

    def take(self, use_case: UUID, found: Sequence[SimilarCase]) -> None:
        """Shows what was found beside the window, unless something else is in hand by now."""
        if use_case == self._use_case and self._asked:
            self._found, self._due = tuple(found), False
            self._show()

    def open(self, line: SimilarLine) -> None:
        """Leads to the verdict on a similar case, in its own company."""
        self._desk.open(line.company, line.use_case)

    def _look(self) -> None:
        company = self._desk.company()
        if company is not None and self._use_case is not None:
            self._due = True
            self._desk.look(company, self._use_case)

    def _show(self) -> None:
        self._view.show_similar(
            SimilarState(
                title=self._title,
                asked=self._asked,
                due=self._asked and self._due,
                named=self._named,
                lines=tuple(self._line(each) for each in self._found),
            )
        )

    def _line(self, found: SimilarCase) -> SimilarLine:
        verdict = found.judged.verdict
        return SimilarLine(
            use_case=found.use_case,
            company=found.company,
            title=found.title or _("(ohne Titel)"),
            why=render(Joined(tuple(_reasons(found)), " · ")),
            firm=found.company_name if self._named else _industry(found),
            outcome=None if verdict.outcome is None else int(verdict.outcome),
            money=_money(found),
            conditions=tuple(render(each.text) for each in verdict.open_conditions),
        )


def _reasons(found: SimilarCase) -> Iterator[Value]:
    alike = found.similarity
    if alike.template:
        yield phrase("dieselbe Vorlage")
    elif alike.archetype:
        yield phrase("gleiche Art")
    if alike.sector:
        yield phrase("gleiche Branche")
    if found.words and not alike.template:  # which says the same words anyway
        shown = ", ".join(found.words[:_WORDS_SHOWN])
        yield phrase("gemeinsame Wörter: {words}", words=shown)


def _industry(found: SimilarCase) -> str:
    return render(word(found.sector)) if found.sector else _("anderes Unternehmen")


def _money(found: SimilarCase) -> str:
    from kihub_desktop.analysis.economics.result import EconomicsResult

    economics = found.judged.economics
    if not isinstance(economics, EconomicsResult):
        return "–"
    figures = economics.without_grant.figures
    said = phrase("{low} bis {high}", low=money(figures.p10), high=money(figures.p90))
    return render(said)
