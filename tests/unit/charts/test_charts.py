"""Charts by their artists: nothing cut, nothing overlapping, the right marks and words."""

import itertools
import tomllib
from dataclasses import replace
from pathlib import Path

import matplotlib as mpl
import numpy as np
import pytest
from matplotlib.collections import PolyCollection
from matplotlib.font_manager import fontManager
from matplotlib.patches import Polygon

from kihub_desktop.analysis.economics.result import Scenario
from kihub_desktop.charts import canvas
from kihub_desktop.charts.band_chart import Band, band_chart, band_chart_alt
from kihub_desktop.charts.canvas import (
    FALLBACK,
    FONT,
    ChartSize,
    fit,
    text_width,
    to_png,
    to_svg,
    use_house_font,
)
from kihub_desktop.charts.cash_flow import cash_flow_alt
from kihub_desktop.charts.colours import PRINT, ChartColours
from kihub_desktop.charts.label_places import Box, Mark, place_labels
from kihub_desktop.charts.npv_histogram import npv_histogram, npv_histogram_alt
from kihub_desktop.charts.portfolio_matrix import (
    PortfolioPoint,
    Tone,
    portfolio_matrix,
    portfolio_matrix_alt,
)
from kihub_desktop.charts.readiness_radar import readiness_radar, readiness_radar_alt
from kihub_desktop.charts.tornado import tornado, tornado_alt
from kihub_desktop.charts.wording import compact, euro_scale, percent
from kihub_desktop.paths import resources
from kihub_desktop.texts import TEXTS, render
from tests.unit.charts.conftest import DIMENSIONS, LONG
from tests.unit.charts.drawn import assert_tidy, bars, line_named, words

POINTS = (2.83, 2.5, 1.67, 2.67, 2.5, 2.6, 2.0)
TARGETS = (3.0, 2.0, 3.0, 3.0, 2.0, 2.0, 3.0)
BANDS = tuple(
    Band(name, point - 1, point + 1, point, target)
    for name, point, target in zip(DIMENSIONS, POINTS, TARGETS, strict=True)
)
PORTFOLIO = (
    PortfolioPoint("Optische Sichtprüfung", 0.55, 0.9, 0.05, 0.06, 0.9, group="Produktion"),
    PortfolioPoint("Werkzeugverschleiß vorhersagen", 0.72, 0.8, 0.05, 0.06, 0.7),
    PortfolioPoint("Rüstreihenfolge optimieren", 0.42, 0.57, tone=Tone.BLUE, group="Büro"),
    PortfolioPoint("Angebote mit LLM vorbereiten", 0.82, 0.52, 0.05, 0.06, estimate=0.66),
    PortfolioPoint("Lastspitzen glätten", 0.6, 0.32, tone=Tone.MUTED),
    PortfolioPoint("Wissensassistent Service", 0.75, 0.35, tone=Tone.AMBER),
    PortfolioPoint("Bewerber vorsortieren", 0.5, 0.1, tone=Tone.RED, refused=True),
)
CROWD = tuple(
    PortfolioPoint(f"Anwendungsfall mit langem Namen Nummer {i}", (i * 37 % 23) / 22, (i % 7) / 6)
    for i in range(20)
)


def test_that_themes_and_print_fill_every_role() -> None:
    for name in ("light", "dark"):
        theme = tomllib.loads((resources() / "themes" / f"{name}.toml").read_text("utf-8"))
        colours = ChartColours.of(theme["colours"])
        assert colours.ink != colours.card
    with pytest.raises(KeyError):
        ChartColours.of({"ink": "#000000"})


@pytest.mark.parametrize("labels", [DIMENSIONS, LONG])
@pytest.mark.parametrize("pixels", [(260, 240), (360, 340), (600, 420)])
def test_that_the_radar_is_tidy(labels: tuple[str, ...], pixels: tuple[int, int]) -> None:
    assert_tidy(readiness_radar(POINTS, TARGETS, labels, PRINT, ChartSize.pixels(*pixels)))


def test_that_the_radar_puts_levels_on_their_spokes() -> None:
    figure = readiness_radar(POINTS, TARGETS, DIMENSIONS, PRINT)
    assert np.hypot(*line_named(figure, "points")).tolist() == pytest.approx(POINTS)
    (target,) = (p for p in figure.axes[0].patches if p.get_gid() == "target")
    assert isinstance(target, Polygon)
    assert target.get_linestyle() != "solid"
    assert "Strategie\u20022,8" in words(figure)


def test_that_an_open_dimension_is_a_gap_and_says_so() -> None:
    points = (2.83, None, 1.67, 2.67, None, None, 0.0)
    figure = readiness_radar(points, TARGETS, DIMENSIONS, PRINT)
    assert line_named(figure, "points").shape == (2, 4)
    assert "Prozesse\noffen" in words(figure)
    assert_tidy(readiness_radar([None] * 7, TARGETS, DIMENSIONS, PRINT))
    assert "Prozesse offen (Ziel 2,0)" in render(readiness_radar_alt(points, TARGETS, DIMENSIONS))


def test_that_a_radar_needs_matching_lists() -> None:
    with pytest.raises(ValueError, match="as many"):
        readiness_radar(POINTS[:6], TARGETS, DIMENSIONS, PRINT)


@pytest.mark.parametrize("size", [None, ChartSize.pixels(320, 230), ChartSize.pixels(700, 400)])
def test_that_bands_are_tidy_and_say_their_bounds(size: ChartSize | None) -> None:
    bands = (replace(BANDS[0], point=None, label=LONG[0]), *BANDS[1:])
    figure = band_chart(bands, PRINT, size)
    assert_tidy(figure)
    assert "2,5 (1,5–3,5)" in words(figure)
    assert "offen (1,8–3,8)" in words(figure)
    assert sum(bar.get_hatch() is not None for bar in bars(figure)) == 1
    assert "noch zu wenig Antworten" in words(figure)


@pytest.mark.parametrize("points", [PORTFOLIO, CROWD, ()])
@pytest.mark.parametrize("pixels", [(360, 320), (640, 480), (980, 560)])
def test_that_the_portfolio_is_tidy(
    points: tuple[PortfolioPoint, ...], pixels: tuple[int, int]
) -> None:
    assert_tidy(portfolio_matrix(points, PRINT, ChartSize.pixels(*pixels)))


def test_that_every_use_case_of_a_usual_portfolio_is_named() -> None:
    figure = portfolio_matrix(PORTFOLIO, PRINT)
    found = {text.replace("\n", " ") for text in words(figure)}
    assert {point.label for point in PORTFOLIO} <= found
    assert {"Zuerst angehen", "Wertvoll, aber schwer", "Nebenbei", "Zurückstellen"} <= found
    assert {"Produktion", "Büro", "Streuung der Bewertungen", "geschätzt", "nicht machbar"} <= found


def test_that_spreads_are_crosses_as_long_as_the_spread() -> None:
    figure = portfolio_matrix(PORTFOLIO[:1], PRINT)
    spans = [
        (path.vertices.min(axis=0).tolist(), path.vertices.max(axis=0).tolist())  # type: ignore[union-attr]
        for lines in figure.axes[0].collections
        if not isinstance(lines, PolyCollection)
        for path in lines.get_paths()
    ]
    assert ([0.5, 0.9], [0.6, 0.9]) in [
        ([round(v, 6) for v in low], [round(v, 6) for v in high]) for low, high in spans
    ]


def test_that_labels_keep_off_marks_and_each_other() -> None:
    frame = Box(0, 0, 400, 300)
    marks = [Mark(200 + 4 * i, 150, 6, 60, 12) for i in range(6)]
    places = [place for place in place_labels(marks, frame) if place is not None]
    assert len(places) == 6
    for place in places:
        assert place.within(frame)
        assert not any(place.touches(mark.box) for mark in marks)
    for one, two in itertools.combinations(places, 2):
        assert not one.touches(two)


def test_that_a_label_without_room_is_not_placed() -> None:
    assert place_labels([Mark(10, 10, 5, 60, 12)], Box(0, 0, 20, 20)) == [None]


def test_that_text_fits_its_width() -> None:
    text = "Instandhaltungsplanung für Werkzeugmaschinen in der Halle drei"
    wrapped = fit(text, 100, lines=2)
    assert wrapped.count("\n") == 1
    assert wrapped.endswith("…")
    assert all(text_width(line) <= 100 for line in wrapped.split("\n"))
    assert fit("kurz", 100) == "kurz"


def test_that_numbers_follow_size_and_language(granted: Scenario) -> None:
    assert euro_scale([9000]).full(-9000) == "−9.000\u00a0€"
    assert euro_scale([12_400, -3]).full(12_400, signed=True) == "+12,4\u00a0T€"
    assert euro_scale([96_000]).full(96_000) == "96\u00a0T€"
    assert euro_scale([12_400_000]).full(12_400_000) == "12,4\u00a0Mio. €"
    assert euro_scale([]).full(0) == "0\u00a0€"
    assert [percent(p) for p in (0, 0.001, 0.93, 0.999, 1)] == [
        "0\u00a0%",
        "unter 1 %",
        "93\u00a0%",
        "über 99 %",
        "100\u00a0%",
    ]
    assert [compact(v) for v in (12, 17.06, 2.5, 2240.04, 0.125)] == [
        "12",
        "17,1",
        "2,5",
        "2.240",
        "0,12",
    ]
    TEXTS.use("en")
    assert any("17.1 – 26.2" in text for text in words(tornado(granted, PRINT)))


def test_that_svg_is_outlined_and_repeatable(granted: Scenario) -> None:
    first, again = (to_svg(npv_histogram(granted, PRINT)) for _ in range(2))
    assert first == again
    assert first.startswith(b"<?xml")
    assert b"<text" not in first


def test_that_png_has_the_wanted_width() -> None:
    image = to_png(band_chart(BANDS, PRINT, ChartSize.millimetres(127, 60)), dpi=100)
    assert image.startswith(b"\x89PNG")
    assert int.from_bytes(image[16:20], "big") == 500


def test_that_the_house_font_is_used_and_can_be_missing(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    assert use_house_font() == FONT
    with mpl.rc_context():
        others = [entry for entry in fontManager.ttflist if entry.name != FONT]
        monkeypatch.setattr(fontManager, "ttflist", others)
        monkeypatch.setattr(canvas, "resources", lambda: tmp_path)
        assert use_house_font.__wrapped__() == FALLBACK
        assert mpl.rcParams["font.family"] == [FALLBACK]


def test_that_every_chart_has_a_sentence(granted: Scenario, poor: Scenario) -> None:
    sentences = [
        render(npv_histogram_alt(granted)),
        render(tornado_alt(granted)),
        render(cash_flow_alt(granted)),
        render(cash_flow_alt(poor)),
        render(band_chart_alt((replace(BANDS[0], point=None), *BANDS[1:]))),
        render(portfolio_matrix_alt(PORTFOLIO)),
        render(readiness_radar_alt(POINTS, TARGETS, DIMENSIONS)),
    ]
    for sentence in sentences:
        assert sentence.endswith(".")
        assert "{" not in sentence
    assert "nicht zurück" in sentences[3]
    assert "Strategie offen, 1,8 bis 3,8" in sentences[4]
