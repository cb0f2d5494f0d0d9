"""Search finds what somebody means, whichever way it is spelled."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kihub_desktop.domain.spelling import fold, matches


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Müller", "mueller"),
        ("MÜLLER", "Mueller"),
        ("Mu\u0308ller", "müller"),
        ("Straße", "STRASSE"),
        ("STRAẞE", "strasse"),
        ("Öl", "oel"),
        ("Görlitz", "GOERLITZ"),
        ("Café", "cafe"),
        ("Škoda", "skoda"),
        ("Łódź", "lodz"),
        ("Tromsø", "Tromsoe"),
        ("ﬁnal", "final"),
    ],
)
def test_that_two_spellings_of_a_word_are_one(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("QS", "Leitung QS und Prüfmittel"),
        ("qs", "QS"),
        ("öl", "Hydrauliköl wechseln"),
        ("oel", "Öl"),
        ("öl", "OELWECHSEL"),
        ("mueller", "Müller Maschinenbau"),
        ("Müller", "mueller & söhne"),
        ("straße", "Hauptstrasse 5"),
        ("prüf sicht", "Sichtprüfung der Gehäuse"),
        ("IT", "Fertigungs-IT"),
        ("e", "e. K."),
        ("", "irgendetwas"),
        ("  ", "irgendetwas"),
        ("&", "GmbH & Co. KG"),
    ],
)
def test_that_a_query_finds(query: str, text: str) -> None:
    assert matches(query, text)


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("IT", "Arbeit"),
        ("QS", "Qualität"),
        ("prüf fräs", "Sichtprüfung"),
        ("müller", "Muller"),
    ],
)
def test_that_a_query_does_not_find(query: str, text: str) -> None:
    assert not matches(query, text)


@given(st.text())
def test_that_folding_twice_changes_nothing_more(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(alphabet="äöüßÄÖÜaeiouABC xyz-/.", max_size=40))
def test_that_every_text_finds_itself_in_any_case(text: str) -> None:
    assert matches(text, text)
    assert matches(text.upper(), text)
    assert matches(text, text.replace("ä", "ae").replace("ß", "ss"))
