"""Text made fit for the report's font and columns."""

from hypothesis import given
from hypothesis import strategies as st

from kihub_desktop.paths import resources
from kihub_desktop.reports.printable import glyphs_of, printable

GLYPHS = glyphs_of(tuple(sorted((resources() / "fonts").glob("*.ttf"))))
PREPARE = printable(GLYPHS)


def test_that_german_and_neighbouring_languages_are_left_alone() -> None:
    for words in ("„Größe“ – 12 €", "Łódź, Dvořák", "ẞ ß Ä ö", "≥ 3 → 4 ✓", "a\nb"):
        assert PREPARE(words) == words


def test_that_a_decomposed_umlaut_is_composed() -> None:
    assert PREPARE("Gro\u0308ße") == "Größe"


def test_that_a_sign_without_glyph_leaves_one_visible_box() -> None:
    assert PREPARE("gut 👍🏽!") == "gut □!"
    assert PREPARE("家") == "□"


def test_that_control_characters_and_half_surrogates_do_not_arrive() -> None:
    assert PREPARE("a\x00b\x07c\u202ed\te") == "abcd e"
    assert PREPARE("x\ud83dy") == "x□y"


def test_that_long_german_words_are_left_to_hyphenation() -> None:
    word = "Auftragsverarbeitungsvertrag"
    assert PREPARE(f"({word}).") == f"({word})."


def test_that_compounds_with_hyphens_break_at_them() -> None:
    for word in ("Sachsen-Thüringen", "Datenschutz-Folgenabschätzung", "KI/Bildverarbeitung"):
        assert PREPARE(word) == word


def test_that_long_codes_can_break_anywhere_but_read_the_same() -> None:
    code = "https://maschine.example/" + "0193-7F2A" * 9
    shown = PREPARE(code)
    assert max(map(len, shown.split("\u200b"))) <= 6
    assert shown.replace("\u200b", "") == code


@given(st.text())
def test_that_no_sign_without_glyph_reaches_the_page(words: str) -> None:
    assert {ord(sign) for sign in PREPARE(words)} <= GLYPHS | {0x0A}
