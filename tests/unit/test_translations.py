"""Every German sentence has its English, and both fit the same values."""

from __future__ import annotations

import re
import time
from collections import defaultdict
from collections.abc import Iterator
from io import BytesIO
from string import Formatter

import pytest
from babel.messages.catalog import Message as Entry

from kihub_desktop.catalogues.extract import extract_catalogue
from kihub_desktop.catalogues.extract_code import extract_code
from kihub_desktop.texts import TEXTS, _, ngettext
from tests.texts import (
    ENGLISH,
    Found,
    english,
    entries,
    forms,
    found_texts,
    homes,
    is_translated,
    wanted_texts,
)

# Names of places and firms are the same in every language.
PROPER_NAMES = frozenset({"Göltzschtal", "Präzision", "Thüringen"})
LETTERS = re.compile(r"[^\W\d_]+")
# Signs that a file name must not contain, and the shell's quotes.
STRAIGHT = ('\\ / : * ? " < > |', '"Laptop 07"')


@pytest.fixture(scope="module")
def found() -> tuple[Found, ...]:
    return tuple(found_texts())


@pytest.fixture(scope="module")
def translated() -> dict[str, dict[str, Entry]]:
    return {home: entries(english(home)) for home in homes()}


@pytest.fixture(autouse=True)
def _german_again() -> Iterator[None]:
    yield
    TEXTS.use("de")


def pairs(translated: dict[str, dict[str, Entry]]) -> Iterator[tuple[str, str, str]]:
    """File, German and English of every form of every entry."""
    for home, texts in translated.items():
        for entry in texts.values():
            for german, text in zip(forms(entry.id), forms(entry.string), strict=True):
                yield f"{home}.po", german, text


def _listed(what: str, lines: list[str]) -> str:
    return "\n".join((f"{what}:", *lines))


# Complete


def test_that_every_text_has_its_english(
    found: tuple[Found, ...], translated: dict[str, dict[str, Entry]]
) -> None:
    lacking = []
    for each in found:
        entry = translated[each.home].get(each.key)
        wanted = wanted_texts(found, each.home)[each.key] if entry is None else each.message
        if entry is None or not is_translated(entry) or len(forms(entry.id)) < len(forms(wanted)):
            lacking.append(f"{each.source}:{each.line}: {each.key}")
    assert not lacking, _listed("run `make texts` and fill in the English", lacking)


def test_that_no_english_is_left_over_or_unsure(
    found: tuple[Found, ...], translated: dict[str, dict[str, Entry]]
) -> None:
    spoken = {home for home in homes() if wanted_texts(found, home)}
    assert {path.stem for path in ENGLISH.iterdir()} == spoken
    for home, texts in translated.items():
        wanted = wanted_texts(found, home)
        assert [f"{home}.po: {key}" for key in texts if key not in wanted] == []
        assert [f"{home}.po: {key}" for key, entry in texts.items() if entry.fuzzy] == []
        assert not english(home).obsolete, home


def test_that_the_same_german_has_the_same_english_everywhere(
    translated: dict[str, dict[str, Entry]],
) -> None:
    words: dict[str, dict[str, str]] = defaultdict(dict)
    for texts in translated.values():
        for key, entry in texts.items():
            words[key][forms(entry.string)[0]] = key
    assert [(key, list(each)) for key, each in words.items() if len(each) > 1] == []


# Fitting


def test_that_both_languages_take_the_same_values(
    translated: dict[str, dict[str, Entry]],
) -> None:
    def names(text: str) -> set[str | None]:
        return {name for _text, name, _spec, _how in Formatter().parse(text) if name is not None}

    differing = [
        f"{file}: {german} → {text}"
        for file, german, text in pairs(translated)
        if names(german) != names(text)
    ]
    assert not differing, _listed("not the same", differing)


def test_that_english_begins_and_ends_like_the_german(
    translated: dict[str, dict[str, Entry]],
) -> None:
    def edges(text: str) -> tuple[str, str, str]:
        end = text[-1:] if text.endswith((".", "?", ":", "…", "!")) else ""
        return text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :], end

    differing = [
        f"{file}: {german} → {text}"
        for file, german, text in pairs(translated)
        if edges(german) != edges(text) and not _is_shortened(german)
    ]
    assert not differing, _listed("not the same", differing)


def _is_shortened(german: str) -> bool:
    """„Preis wahrsch.“ ends in a point that is none of a sentence."""
    return re.search(r"(?:\b\w\.|wahrsch\.|Mon\.|Tab\.|IdNr\.|K\.-o\.)$", german) is not None


def test_that_english_holds_no_german_words(translated: dict[str, dict[str, Entry]]) -> None:
    german = [
        f"{file}: {text}"
        for file, _german, text in pairs(translated)
        for word in LETTERS.findall(text)
        if re.search(r"[äöüßÄÖÜ]", word) and word not in PROPER_NAMES
    ]
    assert not german, _listed("not English", german)


def test_that_quotes_are_typographic(translated: dict[str, dict[str, Entry]]) -> None:
    wrong = []
    for file, german, text in pairs(translated):
        for each in (german, text):
            plain = each
            for allowed in STRAIGHT:
                plain = plain.replace(allowed, "")
            if '"' in plain or "'" in plain:
                wrong.append(f"{file}: {each}")
        if set("„‚") & set(text) or german.count("„") != german.count("“"):
            wrong.append(f"{file}: {german} → {text}")
    assert not wrong, _listed("straight or German quotes", wrong)


# In use


def test_that_english_loads_in_less_than_a_third_of_a_second() -> None:
    durations = []
    for _attempt in range(3):
        TEXTS.use("de")
        start = time.process_time()
        TEXTS.use("en")
        durations.append(time.process_time() - start)
    assert min(durations) < 0.3
    assert _("Machbarkeit") == "Feasibility"
    assert ngettext("Unternehmen", "Unternehmen", 2) == "Companies"
    assert _("Unternehmen") == "Company"


# Found


def extracted(code: str) -> list[str | tuple[str, str]]:
    return [message for _l, _f, message, _n in extract_code(BytesIO(code.encode()), (), (), {})]


def test_that_texts_are_found_wherever_they_stand() -> None:
    assert extracted('x = phrase("{n} Jahre", n=Amount(2, 0, "Jahre"))') == ["{n} Jahre", "Jahre"]
    assert extracted('limit = Amount(2, unit="MB")') == ["MB"]
    assert extracted('a = recorded("Laufzeit", Holds.WHOLE, unit="Jahre")') == ["Laufzeit", "Jahre"]
    assert extracted('@record_kind("process", "Prozess", "Prozesse")\nclass A: ...') == [
        "Prozess",
        "Prozesse",
    ]
    assert extracted('texts.ngettext("{n} Tag", "{n} Tage", 2)') == [("{n} Tag", "{n} Tage")]
    assert extracted('_("offen" if n else "fertig"), _(rule.label), _(name)') == ["offen", "fertig"]
    assert extracted('_("ein langer "\n"Satz")') == ["ein langer Satz"]


@pytest.mark.parametrize(
    "code", ['_(f"{n} Tage")', '_("a" + b)', '_("{n} Tage".format(n=2))', "phrase(LABEL)"]
)
def test_that_a_text_made_from_parts_is_refused_with_its_line(code: str) -> None:
    with pytest.raises(ValueError, match="line 2"):
        extracted("\n" + code)


def test_that_a_catalogue_of_unknown_kind_is_refused() -> None:
    with pytest.raises(ValueError, match="'weather'"):
        list(extract_catalogue(BytesIO(b"kind: weather\ntitle: Wetter\n"), (), (), {}))
