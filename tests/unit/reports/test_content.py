"""The document model: what it refuses, and its stable JSON."""

import json

import pytest

from kihub_desktop.reports.content import (
    Column,
    ExplanationTree,
    Figure,
    Heading,
    Part,
    Pillar,
    Table,
    Tone,
    plain_text,
    row,
    strong,
    text,
)
from kihub_desktop.reports.to_json import report_json
from kihub_desktop.reports.wording import wording
from tests.unit.reports.drawings import radar
from tests.unit.reports.golden import JSON_FILE
from tests.unit.reports.sample import WORDING, vogtland


def test_that_the_json_of_the_sample_is_the_golden_file() -> None:
    assert report_json(vogtland()) == JSON_FILE.read_text(encoding="utf-8")


def test_that_the_json_names_each_block_and_keeps_umlauts() -> None:
    chapters = json.loads(report_json(vogtland()))["chapters"]
    kinds = {block["block"] for chapter in chapters for block in chapter["blocks"]}
    assert {"Figure", "Table", "PillarRow", "QuestionList", "Signatures"} <= kinds
    assert "Größte Lücke" in report_json(vogtland())


def test_that_a_row_with_a_missing_cell_is_refused() -> None:
    with pytest.raises(ValueError, match="row 1 has 1 of 2 cells"):
        Table((Column("a"), Column("b")), (row("1", "2"), row("3")))


def test_that_a_table_needs_columns_with_a_width() -> None:
    with pytest.raises(ValueError):
        Table((), ())
    with pytest.raises(ValueError):
        Column("a", share=0)


@pytest.mark.parametrize("level", [0, 1, 5])
def test_that_a_heading_in_a_chapter_has_level_two_to_four(level: int) -> None:
    with pytest.raises(ValueError):
        Heading("Titel", level)


def test_that_a_figure_without_words_is_refused() -> None:
    with pytest.raises(ValueError):
        Figure(radar(), "Netz", " ")
    with pytest.raises(ValueError):
        Figure(radar(), "Netz", "Netz", 1.2)


def test_that_a_ring_is_never_more_than_full() -> None:
    with pytest.raises(ValueError):
        Pillar("Daten", "101", "erfüllt", Tone.GREEN, 1.01)


def test_that_a_tree_is_flattened_down_to_its_depth_and_marks_what_it_folds() -> None:
    leaf = Part("c")
    tree = ExplanationTree((Part("a", parts=(Part("b", parts=(leaf,)),)), Part("d")), 2)
    assert [(flat.part.label, flat.depth, flat.folded) for flat in tree.flat()] == [
        ("a", 0, False),
        ("b", 1, True),
        ("d", 0, False),
    ]


def test_that_runs_keep_their_order_and_weight() -> None:
    runs = text("Der Reifegrad liegt bei ", strong("2,7"), ".")
    assert plain_text(runs) == "Der Reifegrad liegt bei 2,7."
    assert [run.strong for run in runs] == [False, True, False]


def test_that_the_words_of_the_writers_are_german_at_first() -> None:
    assert wording() == WORDING
