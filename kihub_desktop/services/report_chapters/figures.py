"""The charts of the report: drawn for white paper, as SVG with a text for those who cannot see."""

from __future__ import annotations

from collections.abc import Sequence

from matplotlib.figure import Figure as Drawing

from kihub_desktop.analysis.economics.result import Scenario
from kihub_desktop.analysis.partner_marks import MapMark
from kihub_desktop.catalogues.places import Places
from kihub_desktop.charts.canvas import ChartSize, to_svg
from kihub_desktop.charts.cash_flow import cash_flow, cash_flow_alt
from kihub_desktop.charts.colours import PRINT
from kihub_desktop.charts.npv_histogram import npv_histogram, npv_histogram_alt
from kihub_desktop.charts.partner_map import partner_map, partner_map_alt
from kihub_desktop.charts.portfolio_matrix import (
    PortfolioPoint,
    portfolio_matrix,
    portfolio_matrix_alt,
)
from kihub_desktop.charts.readiness_radar import readiness_radar, readiness_radar_alt
from kihub_desktop.charts.roadmap_chart import roadmap_chart, roadmap_chart_alt
from kihub_desktop.charts.tornado import tornado, tornado_alt, tornado_size
from kihub_desktop.domain.geography import Spot
from kihub_desktop.domain.phrases import Phrase
from kihub_desktop.domain.roadmap import Roadmap
from kihub_desktop.reports.content import Figure
from kihub_desktop.texts import _, render

_TEXT_WIDTH = 170.0
"""Millimetres between the margins of a page; a chart is drawn in the size it is printed."""
_WIDE, _RADAR, _MATRIX, _MAP = 0.92, 0.7, 0.8, 0.8
_TORNADO_ROWS = 5


def radar_figure(
    points: Sequence[float | None], targets: Sequence[float], labels: Sequence[str]
) -> Figure:
    drawing = readiness_radar(points, targets, labels, PRINT, _size(_RADAR, 104))
    alt = readiness_radar_alt(points, targets, labels)
    return _figure(drawing, _("Ist (Fläche) und Ziel (gestrichelt)"), alt, _RADAR)


def matrix_figure(points: Sequence[PortfolioPoint]) -> Figure:
    drawing = portfolio_matrix(points, PRINT, _size(_MATRIX, 92))
    caption = _("Nutzen und Machbarkeit der Anwendungsfälle")
    return _figure(drawing, caption, portfolio_matrix_alt(points), _MATRIX)


def histogram_figure(scenario: Scenario) -> Figure:
    drawing = npv_histogram(scenario, PRINT, _size(_WIDE, 58))
    return _figure(drawing, _("Verteilung des Kapitalwerts"), npv_histogram_alt(scenario), _WIDE)


def tornado_figure(scenario: Scenario) -> Figure:
    width = _WIDE * _TEXT_WIDTH / 25.4 * 96
    size = tornado_size(scenario, width, _TORNADO_ROWS)
    drawing = tornado(scenario, PRINT, size, _TORNADO_ROWS)
    return _figure(
        drawing, _("Was den Kapitalwert am stärksten bewegt"), tornado_alt(scenario), _WIDE
    )


def cash_flow_figure(scenario: Scenario) -> Figure:
    drawing = cash_flow(scenario, PRINT, _size(_WIDE, 60))
    caption = _("Zahlungen je Jahr und ihre abgezinste Summe, wahrscheinliche Werte")
    return _figure(drawing, caption, cash_flow_alt(scenario), _WIDE)


def roadmap_figure(roadmap: Roadmap) -> Figure:
    drawing = roadmap_chart(roadmap, PRINT, _TEXT_WIDTH / 25.4 * 96)
    caption = _("Der Fahrplan; eine Raute ist eine feste Frist, die Linie ist heute")
    return _figure(drawing, caption, roadmap_chart_alt(roadmap), 1.0)


def partner_figure(marks: Sequence[MapMark]) -> Figure:
    towns = [Spot(each.lat, each.lon) for each in Places.load().towns]
    drawing = partner_map(marks, towns, PRINT, _size(_MAP, 78))
    return _figure(drawing, _("Partner in der Region"), partner_map_alt(marks), _MAP)


def _size(share: float, height: float) -> ChartSize:
    return ChartSize.millimetres(share * _TEXT_WIDTH, height)


def _figure(drawing: Drawing, caption: str, alt: Phrase, width: float) -> Figure:
    return Figure(to_svg(drawing), caption, render(alt), width)
