"""Rows copied from a spreadsheet arrive as the cells that were copied."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kihub_desktop.domain.records import Contact, Process
from kihub_desktop.domain.refusals import Refused
from kihub_desktop.domain.visit_records import Machine
from kihub_desktop.imports.limits import MAX_COLUMNS, MAX_ROWS
from kihub_desktop.imports.pasted import is_table, propose, read_pasted

MACHINES = ("name", "kind", "maker", "built", "count")


def test_that_line_breaks_inside_quotes_stay_in_their_cell() -> None:
    cells = read_pasted('Fräse\t"erste Zeile\nzweite ""Zeile"""\r\nPresse\tx\r\n')
    assert cells.rows == (("Fräse", 'erste Zeile\nzweite "Zeile"'), ("Presse", "x"))


def test_that_inches_are_no_quotes() -> None:
    assert read_pasted('"5" Rohr\t2\n"a\tb').rows == (('"5" Rohr', "2"), ('"a', "b"))


def test_that_short_rows_are_filled_and_empty_ones_left_out() -> None:
    assert read_pasted("a\tb\tc\n\t\t\n\nd\n").rows == (("a", "b", "c"), ("d", "", ""))


_CELLS = st.text(
    st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff"), max_size=12
).map(str.strip)


@given(st.lists(st.lists(_CELLS, min_size=3, max_size=3), min_size=1, max_size=6))
def test_that_what_a_spreadsheet_copies_comes_back(rows: list[list[str]]) -> None:
    rows = [[cell.replace('"', "'") for cell in row] for row in rows]
    copied = io.StringIO()
    csv.writer(copied, "excel-tab").writerows(rows)
    kept = tuple(tuple(row) for row in rows if any(row))
    if kept:
        assert read_pasted(copied.getvalue()).rows == kept


def test_that_a_heading_names_the_columns_in_any_order() -> None:
    cells = read_pasted("Baujahr\tHersteller\tMaschine\tLack\n2015\tHermle\tFräse\tgrün")
    proposed = propose(cells, Machine, MACHINES)
    assert proposed.header
    assert proposed.columns == ("built", "maker", "name", "")
    assert proposed.unmapped == 1
    assert proposed.texts(proposed.rows[0]) == {
        "built": "2015",
        "maker": "Hermle",
        "name": "Fräse",
    }


def test_that_without_a_heading_the_columns_follow_the_list() -> None:
    proposed = propose(read_pasted("Fräse\tCNC\tHermle\t2015"), Machine, MACHINES)
    assert (proposed.header, proposed.columns) == (False, ("name", "kind", "maker", "built"))


def test_that_the_column_in_hand_comes_first() -> None:
    proposed = propose(read_pasted("Hermle\t2015\t2\tx"), Machine, MACHINES, start="maker")
    assert proposed.columns == ("maker", "built", "count", "")


def test_that_a_unit_in_the_heading_does_not_hide_it() -> None:
    cells = read_pasted("Prozess\tAufwand/Jahr (h)\tAusschuss in %\nGießen\t400\t2,1")
    assert propose(cells, Process, ("name",)).columns == ("name", "hours_per_year", "scrap_rate")


def test_that_a_field_stands_for_one_column_only() -> None:
    proposed = propose(read_pasted("E-Mail\tMail\na@b.de\tc@d.de"), Contact, ("name", "email"))
    assert proposed.columns == ("email", "")
    assert proposed.assigned(1, "email").columns == ("", "email")


def test_that_one_cell_is_no_table() -> None:
    assert not is_table("Fräse\n")
    assert is_table("Fräse\nPresse")
    assert is_table("Fräse\tHermle")


@pytest.mark.parametrize(
    "text",
    ["", " \n\t\n", "x\t" * (MAX_COLUMNS + 1), "x\n" * (MAX_ROWS + 2), "x" * 40_000],
    ids=["nothing", "blank", "wide", "long", "large cell"],
)
def test_that_too_much_and_nothing_are_refused_in_one_sentence(text: str) -> None:
    with pytest.raises(Refused) as refusal:
        read_pasted(text)
    assert refusal.value.message.message.endswith((".", "teilen."))


def test_that_signs_no_field_can_hold_are_told() -> None:
    cells = read_pasted("a\x00b\t\ud800\x1b")
    assert cells.rows == (("ab", "\ufffd"),)
    assert len(cells.remarks) == 2
