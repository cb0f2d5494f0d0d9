"""The sentences of a parsed catalogue that a reader sees, and the English an edition brings."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from kihub_desktop.catalogues.errors import entry
from kihub_desktop.catalogues.extract import TRANSLATED
from kihub_desktop.catalogues.faults import Fault
from kihub_desktop.catalogues.loading import TRANSLATIONS
from kihub_desktop.catalogues.method_texts import FIELDS, SECTIONS
from kihub_desktop.domain.phrases import phrase

LANGUAGE = "en"
_NAMES = ("id", "key", "code")
_PLACE = re.compile(r"\{([^{}]*)\}")


def sentences(document: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Each German sentence with the id of its entry, as the extraction of texts finds them."""
    kind = document.get("kind")
    body = {key: value for key, value in document.items() if key != TRANSLATIONS}
    if kind == "method":
        yield from _sentences(body, FIELDS, SECTIONS, "", all_values=False)
    else:
        fields = TRANSLATED.get(str(kind), frozenset())
        yield from _sentences(body, fields, frozenset(), "", all_values=False)


def _sentences(
    node: Mapping[str, Any],
    fields: frozenset[str],
    sections: frozenset[str],
    name: str,
    *,
    all_values: bool,
) -> Iterator[tuple[str, str]]:
    own = next((node[key] for key in _NAMES if isinstance(node.get(key), str)), name)
    for key, value in node.items():
        for item in value if isinstance(value, list) else [value]:
            if isinstance(item, Mapping):
                inner = key in sections
                yield from _sentences(item, fields, sections, own, all_values=inner)
            elif isinstance(item, str) and (all_values or key in fields):
                yield own, item


def own_translations(document: Mapping[str, Any]) -> dict[str, str]:
    """German to English as the edition brings it; only texts, whatever else stands there."""
    section = document.get(TRANSLATIONS)
    given = section.get(LANGUAGE) if isinstance(section, Mapping) else None
    pairs = given.items() if isinstance(given, Mapping) else ()
    return {
        german: english for german, english in pairs if isinstance(english, str) and english.strip()
    }


def wording_faults(
    document: Mapping[str, Any], shipped: Mapping[str, Any] | None
) -> Iterator[Fault]:
    """Sentences without English, and such with braces that nothing would fill.

    The English of what the shipped edition says is part of the product; a test holds it complete.
    """
    known = {text for _name, text in sentences(shipped)} if shipped else set()
    translated = own_translations(document)
    section = document.get(TRANSLATIONS)
    if section is not None and not _is_section(section):
        yield (
            entry(TRANSLATIONS),
            phrase("Hier stehen unter „en“ deutsche Sätze, jeder mit seinem englischen."),
        )
    told: set[str] = set()
    for name, text in sentences(document):
        if text in known or text in told:
            continue
        told.add(text)
        where = entry(name) if name else entry()
        if _PLACE.search(text) or "{" in text or "}" in text:
            yield where, phrase("Geschweifte Klammern sind hier nicht erlaubt: „{text}“", text=text)
        elif text not in translated:
            yield where, phrase("Die Übersetzung fehlt: „{text}“", text=text)
        elif "{" in translated[text] or "}" in translated[text]:
            yield (
                where,
                phrase(
                    "Geschweifte Klammern sind hier nicht erlaubt: „{text}“", text=translated[text]
                ),
            )


def _is_section(section: object) -> bool:
    return (
        isinstance(section, Mapping)
        and set(section) == {LANGUAGE}
        and isinstance(section[LANGUAGE], Mapping)
        and all(isinstance(each, str) for each in section[LANGUAGE].values())
    )
