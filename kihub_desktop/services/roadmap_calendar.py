"""The plan as a calendar file: one event per step, and one with a reminder per fixed deadline."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from uuid import UUID

from kihub_desktop.domain.identity import slot_id
from kihub_desktop.domain.phrases import phrase
from kihub_desktop.domain.refusals import Reason, Refused
from kihub_desktop.domain.roadmap import Span, Step
from kihub_desktop.domain.roadmap_choices import StepStatus
from kihub_desktop.domain.words import word
from kihub_desktop.reports.to_ical import CalendarEntry, EntryStatus, write_ical
from kihub_desktop.services.reporting import refusing
from kihub_desktop.services.roadmap import RoadmapService, RoadmapState
from kihub_desktop.texts import _, day, render

_PLACE = "werkbank.ki-hub"
_ALARM_DAYS = 7


class RoadmapCalendar:
    """Writes calendar files; `now` stamps them."""

    def __init__(self, roadmap: RoadmapService, now: Callable[[], datetime]) -> None:
        self._roadmap = roadmap
        self._now = now

    def file_name(self, company: UUID | None) -> str:
        """A name that every file system takes."""
        found = None if company is None else self._roadmap.state(company)
        name = (found.company.name or "") if found else ""
        safe = "".join(each if each.isalnum() else " " for each in name)
        return "-".join([_("Fahrplan"), *safe.split()][:6]) + ".ics"

    def write(self, company: UUID, target: Path) -> int:
        """Writes the plan of a company; how many events. Refused if it cannot be written."""
        found = self._roadmap.state(company)
        if found is None:
            raise Refused(
                Reason.UNKNOWN_RECORD, phrase("Das Unternehmen ist nicht mehr vorhanden.")
            )
        entries = tuple(entries_of(found))
        name = _("Fahrplan {company}").format(company=found.company.name or "–")
        with refusing():
            write_ical(name, entries, self._now(), target)
        return len(entries)


def entries_of(found: RoadmapState) -> Iterator[CalendarEntry]:
    """The events of a plan; the id of each is that of its step, so that an import updates it.

    What is dropped or no longer needed is cancelled, so that calendars take it out.
    """
    for step, span in found.roadmap.dated():
        yield _entry(found, step, span)
        if step.is_fixed:
            yield _deadline(found, step, span)


def _entry(found: RoadmapState, step: Step, span: Span) -> CalendarEntry:
    return CalendarEntry(
        uid=f"{slot_id('roadmap_step', found.company.id, step.key)}@{_PLACE}",
        title=_title(step),
        start=span.start,
        end=span.end,
        description=_description(found, step),
        category=render(word(step.group)),
        status=_status(step),
    )


def _deadline(found: RoadmapState, step: Step, span: Span) -> CalendarEntry:
    return CalendarEntry(
        uid=f"{slot_id('roadmap_step', found.company.id, step.key, 'frist')}@{_PLACE}",
        title=_("Frist: {title}").format(title=_title(step)),
        start=span.end,
        end=span.end,
        description=_description(found, step),
        category=render(word(step.group)),
        status=_status(step),
        alarm_days=_ALARM_DAYS if step.is_active else 0,
    )


def _title(step: Step) -> str:
    words = render(step.title)
    words = words[:1].upper() + words[1:]
    return f"✓ {words}" if step.status is StepStatus.DONE else words


def _status(step: Step) -> EntryStatus:
    if step.is_gone or step.status is StepStatus.DROPPED:
        return EntryStatus.CANCELLED
    noted = step.is_noted or step.is_fixed or not step.is_active
    return EntryStatus.CONFIRMED if noted else EntryStatus.TENTATIVE


def _description(found: RoadmapState, step: Step) -> str:
    owner, detail = render(step.owner), render(step.detail)
    lines = [found.company.name or "", detail if detail != render(step.title) else ""]
    lines.append(_("Wer: {owner}").format(owner=owner) if owner else "")
    lines.append(_("Status: {status}").format(status=render(word(step.status))))
    if step.done_on is not None:
        lines.append(_("erledigt am {day}").format(day=day(step.done_on)))
    if step.conflict is not None:
        lines.append(render(step.conflict))
    if step.cases:
        lines.append(_("Für: {cases}").format(cases=", ".join(step.cases)))
    lines.append(step.note)
    return "\n".join(each for each in lines if each)
