"""Sheets of the workbook with what was worked out: scenarios, and gaps with their measures."""

from __future__ import annotations

import math
from collections.abc import Iterator

from kihub_desktop.analysis.economics.result import EconomicsResult, Scenario, ScenarioKind
from kihub_desktop.reports.workbook import CellValue, Form, Sheet, SheetColumn
from kihub_desktop.services.gap_measures import measure_lines
from kihub_desktop.services.report_chapters.material import Material
from kihub_desktop.texts import _, render


def scenario_sheet(material: Material) -> Sheet:
    """Every calculated use case without and with grant and behind its pilot, a row for each."""
    columns = (
        SheetColumn(_("Anwendungsfall")),
        SheetColumn(_("Szenario")),
        SheetColumn(_("Kapitalwert P10"), Form.MONEY),
        SheetColumn(_("Kapitalwert P50"), Form.MONEY),
        SheetColumn(_("Kapitalwert P90"), Form.MONEY),
        SheetColumn(_("Kapitalwert im Mittel"), Form.MONEY),
        SheetColumn(_("Chance auf Gewinn"), Form.PERCENT),
        SheetColumn(_("Gleichwertiger Betrag im Jahr"), Form.MONEY),
        SheetColumn(_("Rückfluss in Jahren, abgezinst"), Form.TENTHS),
        SheetColumn(_("Rückfluss in Jahren, nicht abgezinst"), Form.TENTHS),
        SheetColumn(_("Interner Zinsfuß"), Form.PERCENT),
        SheetColumn(_("Modifizierter Zinsfuß (MIRR)"), Form.PERCENT),
        SheetColumn(_("Summe der Zahlungen, wie gezahlt"), Form.MONEY),
        SheetColumn(_("Summe der Zahlungen in heutigen Euro"), Form.MONEY),
        SheetColumn(_("Gesamtkosten über die Laufzeit (TCO)"), Form.MONEY),
    )
    rows = tuple(
        (case.verdict.name, *cells)
        for case in material.ranked()
        if case.economics is not None
        for cells in _scenarios(case.economics)
    )
    return Sheet(_("Szenarien"), columns, rows, len(rows))


def _scenarios(result: EconomicsResult) -> Iterator[tuple[CellValue, ...]]:
    names = {
        ScenarioKind.WITHOUT_GRANT: _("ohne Förderung"),
        ScenarioKind.WITH_GRANT: _("mit Förderung"),
    }
    for each in result.scenarios:
        yield (names[each.kind], *_figures(each), result.cost_of_ownership)
    pilot = result.pilot
    if pilot is not None:
        known = (pilot.p10, pilot.p50, pilot.p90, pilot.mean, pilot.gain)
        yield (_("mit Pilot"), *known, *(None,) * 7, result.cost_of_ownership)


def _figures(scenario: Scenario) -> tuple[CellValue, ...]:
    figures = scenario.figures
    return (
        figures.p10,
        figures.p50,
        figures.p90,
        scenario.npv_at_means,
        figures.p,
        scenario.annuity,
        _finite(scenario.paybacks.discounted_p50),
        _finite(scenario.paybacks.p50),
        _finite(scenario.rates.p50),
        _finite(scenario.modified_rate),
        scenario.totals.paid,
        scenario.totals.todays,
    )


def _finite(value: float) -> float | None:
    """An empty cell for what is never reached or has no single value."""
    return value if math.isfinite(value) else None


def gap_sheet(material: Material) -> Sheet:
    """The gaps that bring most for the planned use cases, a row for each measure."""
    columns = (
        SheetColumn(_("Lücke")),
        SheetColumn(_("Ist"), Form.PLAIN),
        SheetColumn(_("Ziel"), Form.WHOLE),
        SheetColumn(_("Maßnahme"), width=70),
        SheetColumn(_("Wer und wie lange")),
    )
    rows = tuple(
        (
            f"{gap.indicator} {_(material.method.indicator(gap.indicator).name)}",
            gap.level,
            gap.target,
            _(measure.text),
            render(measure.effort),
        )
        for gap in material.gaps
        for measure in measure_lines(gap.indicator, material.method)
    )
    return Sheet(_("Lücken und Maßnahmen"), columns, rows, len(rows))
