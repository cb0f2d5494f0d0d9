"""What stands above and below the lists: figures that sum them up, and their pages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kihub_desktop.texts import _, ngettext, number
from kihub_hub.overview import CompanyLine, DeviceLine, DeviceState

PAGE_LINES = 100


@dataclass(frozen=True)
class Figure:
    """A number with its name and what it means."""

    name: str
    value: str
    meaning: str
    warns: bool = False


@dataclass(frozen=True)
class Paging:
    """One page of a list; pages count from 1."""

    lines: tuple[CompanyLine, ...]
    page: int
    pages: int
    total: int

    @classmethod
    def of(cls, lines: Sequence[CompanyLine], page: int) -> Paging:
        pages = max(1, -(-len(lines) // PAGE_LINES))
        page = min(max(page, 1), pages)
        start = (page - 1) * PAGE_LINES
        return cls(tuple(lines[start : start + PAGE_LINES]), page, pages, len(lines))


def company_figures(lines: Sequence[CompanyLine]) -> tuple[Figure, ...]:
    answered = sum(line.answered > 0 for line in lines)
    with_cases = sum(line.use_cases > 0 for line in lines)
    contested = sum(line.contested for line in lines)
    towns = len({line.town for line in lines if line.town})
    return (
        Figure(
            ngettext("Unternehmen", "Unternehmen", len(lines)),
            number(len(lines)),
            ngettext("an {n} Ort", "an {n} Orten", towns),
        ),
        Figure(
            _("Antworten im Interview"),
            number(sum(line.answered for line in lines)),
            ngettext("aus {n} Unternehmen", "aus {n} Unternehmen", answered),
        ),
        Figure(
            _("Anwendungsfälle"),
            number(sum(line.use_cases for line in lines)),
            ngettext("in {n} Unternehmen", "in {n} Unternehmen", with_cases),
        ),
        Figure(
            _("Bitte entscheiden"),
            number(contested),
            _("beide Fassungen sind gespeichert") if contested else _("nichts widerspricht sich"),
            contested > 0,
        ),
    )


def device_figures(lines: Sequence[DeviceLine], set_aside: int) -> tuple[Figure, ...]:
    complete = sum(line.state is DeviceState.COMPLETE for line in lines)
    late = sum(line.state is DeviceState.OVERDUE for line in lines)
    return (
        Figure(_("Angemeldete Geräte"), number(len(lines)), _("mit Schlüssel und Namen")),
        Figure(_("Vollständig abgeglichen"), number(complete), _("zuletzt ohne Unterbrechung")),
        Figure(
            _("Überfällig"), number(late), _("seit mehr als einer Woche kein Abgleich"), late > 0
        ),
        Figure(
            _("Zurückgelegt"),
            number(set_aside),
            _("Änderungen, die jemand prüfen muss") if set_aside else _("nichts zu prüfen"),
            set_aside > 0,
        ),
    )
