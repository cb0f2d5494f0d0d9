"""The map of partners: nothing overlaps, the right marks in the right places."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.colors import to_hex

from kihub_desktop.analysis.partner_marks import MapMark, MarkKind
from kihub_desktop.catalogues.partners import current_partners
from kihub_desktop.catalogues.places import Places
from kihub_desktop.charts.canvas import ChartSize, to_svg
from kihub_desktop.charts.colours import PRINT, ChartColours
from kihub_desktop.charts.partner_map import partner_map, partner_map_alt
from kihub_desktop.domain.geography import Spot
from kihub_desktop.paths import resources
from kihub_desktop.texts import TEXTS, render
from tests.unit.charts.drawn import assert_tidy, line_named, words

TOWNS = tuple(Spot(each.lat, each.lon) for each in Places.load().towns)
SIZES = (
    ChartSize.pixels(300, 200),
    ChartSize.pixels(400, 236),
)
PLAUEN = MapMark("Plauen", Spot(50.49, 12.13), MarkKind.HOME)


def everybody(chosen: str = "p18") -> list[MapMark]:
    marks = [PLAUEN]
    for each in current_partners().partners:
        kind = MarkKind.CHOSEN if each.id == chosen else MarkKind.SUITABLE
        if each.kind in {"chamber", "cluster"}:
            kind = MarkKind.OTHER
        marks.append(MapMark(each.town, each.spot, kind, 66.4))
    return marks


def _theme(name: str) -> ChartColours:
    path = resources() / "themes" / f"{name}.toml"
    return ChartColours.of(tomllib.loads(path.read_text(encoding="utf-8"))["colours"])


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("language", ["de", "en"])
def test_that_no_two_labels_overlap_and_none_is_cut(size: ChartSize, language: str) -> None:
    TEXTS.use(language)
    figure = partner_map(everybody(), TOWNS, PRINT, size)
    assert_tidy(figure)
    said = words(figure)
    assert "Plauen" in said
    assert any(each.startswith("Chemnitz, 66") for each in said)


@settings(max_examples=8, deadline=None)
@given(
    st.lists(
        st.builds(
            MapMark,
            st.text("abcdefghij ", min_size=1, max_size=40),
            st.builds(Spot, st.floats(50.3, 51.5), st.floats(10.1, 14.9)),
            st.sampled_from(MarkKind),
            st.one_of(st.none(), st.floats(0, 400)),
        ),
        max_size=14,
    )
)
def test_that_any_marks_stay_legible(marks: Sequence[MapMark]) -> None:
    assert_tidy(partner_map(marks, TOWNS, PRINT, SIZES[1]))


def test_that_north_is_up_and_east_is_right() -> None:
    figure = partner_map(everybody(), TOWNS, PRINT)
    axes = figure.axes[0]
    assert axes.get_xlim()[0] < 12.13 < axes.get_xlim()[1]
    home = line_named(figure, "HOME")
    chosen = line_named(figure, "CHOSEN")
    assert chosen[0][0] > home[0][0]  # Chemnitz lies east
    assert chosen[1][0] > home[1][0]  # and north of Plauen


def test_that_every_partner_has_its_mark() -> None:
    figure = partner_map(everybody(), TOWNS, PRINT)
    drawn = sum(line_named(figure, kind.name).shape[1] for kind in MarkKind)
    assert drawn == len(current_partners().partners) + 1


@pytest.mark.parametrize("name", ["light", "dark"])
def test_that_the_theme_colours_the_map(name: str) -> None:
    colours = _theme(name)
    figure = partner_map(everybody(), TOWNS, colours)
    assert to_hex(figure.get_facecolor()).lower() == colours.card.lower()
    assert to_svg(figure) == to_svg(partner_map(everybody(), TOWNS, colours))


def test_that_a_map_without_company_and_choice_is_drawn() -> None:
    marks = [each for each in everybody(chosen="") if each.kind is MarkKind.SUITABLE]
    figure = partner_map(marks, TOWNS, PRINT)
    assert_tidy(figure)
    assert "Unternehmen" not in words(figure)
    assert "noch keiner" in render(partner_map_alt(marks))


def test_that_the_map_says_in_words_what_it_shows() -> None:
    said = render(partner_map_alt(everybody()))
    assert "Plauen" in said
    assert "Chemnitz (66\N{NO-BREAK SPACE}km)" in said
