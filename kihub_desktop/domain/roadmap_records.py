"""The records of one plan."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import kihub_desktop.domain.portfolio_records  # noqa: F401  its kinds come before these
from kihub_desktop.domain.fields import Holds, Merge, Record, record_kind, recorded
from kihub_desktop.domain.roadmap_choices import StepGroup, StepStatus


@record_kind("roadmap_step", "Schritt im Fahrplan", "Schritte im Fahrplan")
@dataclass(frozen=True, kw_only=True)
class RoadmapStep(Record):
    """What people set on one step; id = slot of (company, key of the step).

    A step of one's own has an id of its own, and `key` names it. `title` keeps the words of a
    proposal, so that it has a name when nothing proposes it any more. Who does a condition or a
    task of a visit until when stands in that record, not here.
    """

    # Words and group of a proposal are copies; two laptops never have to decide between them.
    title: str | None = recorded("Schritt", merge=Merge.WINNER, since=3)
    group: StepGroup | None = recorded(
        "Gruppe", Holds.CHOICE, choices=StepGroup, merge=Merge.WINNER, since=3
    )
    owner: str | None = recorded("Wer", personal=True, since=3)
    start: date | None = recorded("Von", Holds.DAY, since=3)
    end: date | None = recorded("Bis", Holds.DAY, since=3)
    fixed: bool | None = recorded("feste Frist", Holds.FLAG, since=3)
    status: StepStatus | None = recorded("Status", Holds.CHOICE, choices=StepStatus, since=3)
    done_on: date | None = recorded("Erledigt am", Holds.DAY, since=3)
    note: str | None = recorded("Notiz", Holds.LONG_TEXT, since=3)
    key: str | None = recorded("Kennung", merge=Merge.WINNER, since=3)


@record_kind("roadmap_link", "Abhängigkeit im Fahrplan", "Abhängigkeiten im Fahrplan")
@dataclass(frozen=True, kw_only=True)
class RoadmapLink(Record):
    """One step waits for another; id = slot of (company, before, after).

    `lifted` says that a dependency which is proposed does not hold here.
    """

    before: str | None = recorded("Zuerst", since=3)
    after: str | None = recorded("Danach", since=3)
    lifted: bool | None = recorded("gilt nicht", Holds.FLAG, since=3)
