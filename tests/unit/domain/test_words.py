"""Everything that can be chosen has a word, and no two choices share one."""

from __future__ import annotations

import inspect
from enum import StrEnum

import pytest

from kihub_desktop.catalogues.method import current_method
from kihub_desktop.domain import choices, funding_choices, roadmap_choices
from kihub_desktop.domain.choices import Archetype, Evidence, LegalForm, Level
from kihub_desktop.domain.fields import kinds, rules_of
from kihub_desktop.domain.sme import SizeClass
from kihub_desktop.domain.words import word, words
from kihub_desktop.texts import render

ENUMS = [
    *(
        kind
        for module in (choices, funding_choices, roadmap_choices)
        for _, kind in inspect.getmembers(module, inspect.isclass)
        if issubclass(kind, StrEnum) and kind is not StrEnum
    ),
    SizeClass,
]


@pytest.mark.parametrize("kind", ENUMS)
def test_that_every_choice_has_a_word_of_its_own(kind: type[StrEnum]) -> None:
    shown = [render(word(member)) for member in kind]
    assert all(text.strip() for text in shown)
    assert len(set(shown)) == len(shown)
    assert list(words(kind)) == list(kind)


def test_that_every_enum_of_a_recorded_field_has_words() -> None:
    used = {rule.choices for kind in kinds() for rule in rules_of(kind.record_type).values()}
    assert used - {None} <= set(ENUMS)


def test_that_equal_values_of_different_enums_keep_their_own_words() -> None:
    assert word(Level.ONE) != word(Evidence.STATEMENT)
    assert word(LegalForm.GMBH_CO_KG).message == "GmbH & Co. KG"


def test_that_archetypes_are_called_as_in_the_method() -> None:
    names = {key.value: name for key, name in current_method().archetypes.items()}
    assert names == {member.value: word(member).message for member in Archetype}


def test_that_an_enum_without_words_is_an_error() -> None:
    class Foreign(StrEnum):
        ONE = "1"

    with pytest.raises(LookupError):
        word(Foreign.ONE)
