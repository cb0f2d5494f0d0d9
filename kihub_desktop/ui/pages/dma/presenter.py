"""Decides which question is asked, what a key means, and what the scores say."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Protocol
from uuid import UUID

from kihub_desktop.domain.changes import Changes
from kihub_desktop.domain.choices import Stage
from kihub_desktop.domain.dma import DmaCatalogue, DmaQuestion, item_id
from kihub_desktop.domain.phrases import Amount, Phrase, phrase, plural_phrase
from kihub_desktop.domain.refusals import Refused
from kihub_desktop.domain.typed_days import TypedDay
from kihub_desktop.domain.words import word
from kihub_desktop.ui.pages.dma.state import (
    DmaAxis,
    DmaChangeLine,
    DmaLine,
    DmaPageState,
    DmaQuestionState,
    DmaRow,
)

if TYPE_CHECKING:
    from kihub_desktop.analysis.dma import QuestionScore
    from kihub_desktop.analysis.explanation import Node
    from kihub_desktop.services.dma import DmaService, DmaState

KINDS = frozenset({"dma_assessment", "dma_answer", "it_system", "company"})
NO_COMPANY = phrase("Wählen Sie zuerst ein Unternehmen; die EU-DMA gehört zu ihm.")


class DmaView(Protocol):
    def show_state(self, state: DmaPageState) -> None: ...


@dataclass(frozen=True)
class DmaDesk:
    """What the presenter asks of its surroundings; `day_text` words a day for a field."""

    company: Callable[[], UUID | None]
    publish: Callable[[Changes], None]
    today: Callable[[], date]
    day_text: Callable[[date], str]


class DmaPresenter:
    """Saves every key press at once; the scores follow."""

    def __init__(self, view: DmaView, dma: DmaService, desk: DmaDesk) -> None:
        self._view, self._dma, self._desk = view, dma, desk
        self._order = [question.key for question in self._catalogue.questions]
        self._company: UUID | None = None
        self._stage = Stage.T0
        self._current = self._order[0]
        self._state: DmaState | None = None
        self._day = TypedDay()
        self._other: Stage | None = None
        self._exported: tuple[Phrase, bool] | None = None

    @property
    def _catalogue(self) -> DmaCatalogue:
        return self._dma.catalogue

    # -- showing -----------------------------------------------------------------------------

    def load(self) -> None:
        """Reads the stage of the company in hand and shows the question."""
        company = self._desk.company()
        if company is None:
            self._company, self._state = None, None
            self._view.show_state(DmaPageState(None, self._stage, _stage_words()))
            return
        if company != self._company:
            self._company = company
            begun = self._dma.stages(company)
            self._stage = begun[-1] if begun else Stage.T0
            self._forget()
            self._read()
            self._current = self._first_open()
        self._read()
        self._show()

    def _read(self) -> None:
        if self._company is not None:
            self._state = self._dma.state(self._company, self._stage, self._other)

    def _forget(self) -> None:
        self._day, self._exported, self._other = TypedDay(), None, None

    def _show(self) -> None:
        state = self._state
        if state is None:
            self._view.show_state(DmaPageState(None, self._stage, _stage_words()))
            return
        assessment = state.assessment
        held_on = assessment.held_on if assessment else None
        others = tuple(stage for stage in state.begun if stage != self._stage)
        self._view.show_state(
            DmaPageState(
                question=self._question(state),
                stage=self._stage,
                stages=_stage_words(),
                edition=(assessment.edition if assessment else None) or self._catalogue.edition,
                notice=self._catalogue.notice,
                day=self._day.shown(held_on, self._desk.day_text),
                day_problem=self._day.problem,
                lines=self._lines(state),
                axes=tuple(
                    DmaAxis(dimension.short_name, score.score)
                    for dimension, score in zip(
                        self._catalogue.dimensions, state.result.dimensions, strict=True
                    )
                ),
                total=_total(state),
                band=Phrase(state.result.band.name) if state.result.band else None,
                profiles=tuple((each.key, each.name) for each in self._catalogue.profiles),
                profile=state.profile.key,
                effect=state.profile.effect,
                readings=self._readings(state),
                tree=self._tree(state),
                others=tuple((stage, word(stage)) for stage in others),
                other=state.comparison.stage if state.comparison else None,
                compared_with=self._compared_with(state),
                changes=self._changes(state),
                suggestions=len(self._suggested(state)),
                foreign=state.foreign,
                exported=self._exported[0] if self._exported else None,
                failed=bool(self._exported and self._exported[1]),
            )
        )

    def _tree(self, state: DmaState) -> Node:
        from kihub_desktop.analysis.dma_origin import dma_origin

        return dma_origin(state.result, state.answers, self._catalogue, state.profile)

    def _asked(self) -> DmaQuestion:
        return self._catalogue.question(self._current)

    def _question(self, state: DmaState) -> DmaQuestionState:
        question = self._asked()
        score = _scores(state)[question.key]
        suggested = self._suggested(state)
        rows = []
        for item in question.items:
            key = item_id(question, item)
            rows.append(DmaRow(key, item.text, state.answers.get(key), _said(suggested.get(key))))
        return DmaQuestionState(
            key=question.key,
            number=question.number,
            total=len(self._order),
            dimension=self._catalogue.dimension_of(question.key).name,
            text=question.text,
            hint=question.hint,
            type=question.type,
            rows=tuple(rows),
            score=_score_text(score),
        )

    def _suggested(self, state: DmaState) -> Mapping[str, tuple[int, tuple[str, ...]]]:
        start = f"{self._current}."
        return {key: each for key, each in state.suggestions.items() if key.startswith(start)}

    def _lines(self, state: DmaState) -> tuple[DmaLine, ...]:
        scores = _scores(state)
        return tuple(
            DmaLine(
                key=key,
                dimension=self._catalogue.dimension_of(key).short_name,
                answered=scores[key].rows if scores[key].excluded else scores[key].answered,
                rows=scores[key].rows,
                is_current=key == self._current,
            )
            for key in self._order
        )

    def _readings(self, state: DmaState) -> tuple[Phrase, ...]:
        """What every profile makes of the same answers, once all are there."""
        lines = []
        for profile in self._catalogue.profiles:
            found = state.totals[profile.key]
            if found.total is not None and found.band is not None:
                lines.append(
                    phrase(
                        "{profile}: {total} · {band}",
                        profile=Phrase(profile.name),
                        total=Amount(found.total, 1),
                        band=Phrase(found.band.name),
                    )
                )
        return tuple(lines)

    def _compared_with(self, state: DmaState) -> Phrase | None:
        found = state.comparison
        if found is None:
            return None
        return phrase(
            "{before} ({day}) gegen {after}, gleiche Wertung",
            before=found.before.value,
            day=found.held_on or "–",
            after=found.after.value,
        )

    def _changes(self, state: DmaState) -> tuple[DmaChangeLine, ...]:
        if state.comparison is None:
            return ()
        names = {each.key: Phrase(each.short_name) for each in self._catalogue.dimensions}
        return tuple(
            DmaChangeLine(
                names.get(each.key, phrase("Gesamt")), each.before, each.after, each.difference
            )
            for each in state.comparison.changes
        )

    # -- intents ------------------------------------------------------------------------------

    def pick(self, row: str, value: int) -> None:
        """Answers a row; the same value again opens it."""
        known = self._state.answers.get(row) if self._state else None
        self._save({row: None if known == value else value})

    def answer_rest_no(self) -> None:
        """All open rows of the question get their lowest answer."""
        if self._state is None:
            return
        question = self._asked()
        rows = [item_id(question, item) for item in question.items]
        self._save({row: 0 for row in rows if row not in self._state.answers})

    def take_suggestions(self) -> None:
        """Takes over what the captured systems speak for, for open rows of this question."""
        if self._state is not None:
            self._save({row: value for row, (value, _by) in self._suggested(self._state).items()})

    def go_on(self) -> None:
        """The next question; after the last one the first that is still open."""
        place = self._order.index(self._current) + 1
        self._go(self._order[place] if place < len(self._order) else self._first_open())

    def go_back(self) -> None:
        self._go(self._order[max(0, self._order.index(self._current) - 1)])

    def go_to(self, question: str) -> None:
        self._go(question)

    def choose_stage(self, stage: str) -> None:
        self._stage = Stage(stage)
        self._forget()
        self._read()
        self._current = self._first_open()
        self._show()

    def choose_profile(self, profile: str) -> None:
        self._describe(profile=profile)

    def set_day(self, text: str) -> None:
        """Saves the day of the stage; what is no day stays in the field with its reason."""
        self._day = TypedDay.read(text, self._desk.today())
        if self._day.problem is not None:
            self._show()
            return
        self._describe(held_on=self._day.day)

    def compare_with(self, stage: str) -> None:
        """Any other stage that has been begun."""
        self._other = Stage(stage)
        self._read()
        self._show()

    def proposed_name(self) -> str:
        from kihub_desktop.services.dma_export import dma_file_name

        return dma_file_name(self._state) if self._state else ""

    def export(self, target: Path) -> None:
        """Writes the CSV and says what is still open in it."""
        from kihub_desktop.services.dma_export import dma_csv
        from kihub_desktop.services.whole_file import write_whole

        if self._state is None:
            return
        try:
            write_whole(target, dma_csv(self._state, self._catalogue))
        except Refused as refused:
            self._exported = (refused.message, True)
        else:
            left = self._state.result.rows - len(self._state.answers)
            self._exported = (_written(target.name, left), False)
        self._show()

    def _go(self, question: str) -> None:
        self._current = question
        self._show()

    def _first_open(self) -> str:
        scores = _scores(self._state) if self._state else {}
        still_open = (key for key in self._order if key in scores and scores[key].score is None)
        return next(still_open, self._order[0])

    def _save(self, values: Mapping[str, int | None]) -> None:
        if self._company is None or self._state is None or not values:
            return
        changes = self._dma.answer(
            self._company, self._stage, values, self._state.as_of, self._desk.today()
        )
        self._publish(changes)

    def _describe(self, **values: object) -> None:
        if self._company is None or self._state is None:
            return
        changes = self._dma.describe(
            self._company, self._stage, self._state.as_of, self._desk.today(), **values
        )
        self._publish(changes)

    def _publish(self, changes: Changes) -> None:
        self._exported = None
        if changes:
            self._desk.publish(changes)
        else:
            self._show()


def _scores(state: DmaState) -> dict[str, QuestionScore]:
    return {each.key: each for part in state.result.dimensions for each in part.questions}


def _stage_words() -> tuple[tuple[Stage, Phrase], ...]:
    return tuple((stage, word(stage)) for stage in Stage)


def _said(suggested: tuple[int, tuple[str, ...]] | None) -> Phrase | None:
    if suggested is None:
        return None
    return phrase("Vorschlag aus der Erfassung: {systems}", systems=", ".join(suggested[1]))


def _score_text(score: QuestionScore) -> Phrase:
    if score.excluded:
        return phrase("0 von 10 Punkten: Daten werden nicht digital erfasst")
    if score.score is None:
        return phrase("{n} von {rows} beantwortet", n=score.answered, rows=score.rows)
    return phrase("{score} von 10 Punkten", score=Amount(score.score, 1))


def _total(state: DmaState) -> Phrase:
    result = state.result
    if result.total is None:
        return phrase(
            "{n} von {all} Fragen vollständig – Gesamtwert, wenn alle beantwortet sind",
            n=result.complete_questions,
            all=len(_scores(state)),
        )
    return phrase("Gesamt {total} von 100", total=Amount(result.total, 1))


def _written(name: str, left: int) -> Phrase:
    if not left:
        return phrase("„{name}“ ist gesichert; vor dem Hochladen prüfen.", name=name)
    return plural_phrase(
        "„{name}“ ist gesichert; {n} Zeile ist noch offen und steht leer.",
        "„{name}“ ist gesichert; {n} Zeilen sind noch offen und stehen leer.",
        left,
        name=name,
    )
