"""Which steps the page shows, and what they can be narrowed by."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from kihub_desktop.domain.phrases import phrase
from kihub_desktop.domain.roadmap import Roadmap, Step
from kihub_desktop.domain.roadmap_choices import StepGroup, StepStatus
from kihub_desktop.domain.words import words
from kihub_desktop.texts import render
from kihub_desktop.ui.pages.roadmap.state import Filters
from kihub_desktop.ui.pages.roadmap.wording import owner_of
from kihub_desktop.ui.widgets.fields import Option

GONE, OVERDUE = "gone", "overdue"


def chosen(roadmap: Roadmap, filters: Filters) -> Iterator[Step]:
    """The steps that fit all three choices."""
    for each in roadmap.steps:
        late = each.is_overdue(roadmap.today)
        if filters.group not in {"", _group(each)}:
            continue
        if filters.owner not in {"", owner_of(each)}:
            continue
        if filters.status in {"", each.status.value} or (filters.status == OVERDUE and late):
            yield each


def with_options(filters: Filters, roadmap: Roadmap) -> Filters:
    """The choices with what the plan has to choose from."""
    present = {_group(each) for each in roadmap.steps}
    groups = [Option(each.value, render(said)) for each, said in words(StepGroup).items()]
    groups.append(Option(GONE, render(phrase("Nicht mehr nötig"))))
    owners = sorted({owner_of(each) for each in roadmap.steps} - {""}, key=str.casefold)
    statuses = [Option(each.value, render(said)) for each, said in words(StepStatus).items()]
    return replace(
        filters,
        groups=(
            Option("", render(phrase("Alle Gruppen"))),
            *(each for each in groups if each.key in present),
        ),
        owners=(
            Option("", render(phrase("Alle Personen"))),
            *(Option(each, each) for each in owners),
        ),
        statuses=(
            Option("", render(phrase("Jeder Status"))),
            *statuses,
            Option(OVERDUE, render(phrase("überfällig"))),
        ),
    )


def _group(step: Step) -> str:
    return GONE if step.is_gone else step.group.value
