"""The one plan as a sheet of the workbook."""

from __future__ import annotations

from kihub_desktop.domain.roadmap import Roadmap, Step
from kihub_desktop.domain.words import word
from kihub_desktop.reports.workbook import CellValue, Form, Sheet, SheetColumn
from kihub_desktop.services.report_chapters.material import Material
from kihub_desktop.services.report_chapters.verdict import capital
from kihub_desktop.texts import _, render


def roadmap_sheet(material: Material) -> Sheet:
    """One row per step in the order of the plan, also those that are no longer needed."""
    columns = (
        SheetColumn(_("Gruppe")),
        SheetColumn(_("Schritt")),
        SheetColumn(_("Wer")),
        SheetColumn(_("Von"), Form.PLAIN),
        SheetColumn(_("Bis"), Form.PLAIN),
        SheetColumn(_("Status")),
        SheetColumn(_("Erledigt am"), Form.PLAIN),
        SheetColumn(_("festgehalten")),
        SheetColumn(_("feste Frist")),
        SheetColumn(_("wartet auf")),
        SheetColumn(_("Anwendungsfall")),
        SheetColumn(_("Notiz")),
    )
    roadmap = material.roadmap or Roadmap(material.today)
    rows = [_row(each, roadmap) for each in roadmap.steps]
    return Sheet(_("Fahrplan"), columns, rows, len(rows))


def _row(step: Step, roadmap: Roadmap) -> list[CellValue]:
    waits = [found for key in step.after if (found := roadmap.step(key)) is not None]
    group = _("Nicht mehr nötig") if step.is_gone else render(word(step.group))
    status = render(word(step.status))
    return [
        group,
        _title(step),
        render(step.owner),
        step.span.start if step.span else None,
        step.span.end if step.span else None,
        _("überfällig") if step.is_overdue(roadmap.today) else status,
        step.done_on,
        _("ja") if step.is_noted else _("nein"),
        _("ja") if step.is_fixed else _("nein"),
        ", ".join(map(_title, waits)),
        ", ".join(step.cases),
        step.note,
    ]


def _title(step: Step) -> str:
    return capital(render(step.title))
