"""Words for entries, editions and their differences."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

from kihub_desktop.catalogues.differences import EntryChange, Fate
from kihub_desktop.catalogues.entries import CatalogueEntry
from kihub_desktop.catalogues.freshness import Freshness, is_past, is_stale
from kihub_desktop.catalogues.kinds import CatalogueKind
from kihub_desktop.catalogues.schema import entry_fields, field_words
from kihub_desktop.domain.phrases import Joined, Value, phrase, plural_phrase
from kihub_desktop.texts import Texts, _, day, render
from kihub_desktop.ui.pages.catalogues.state import AgeingLine, ChangeLine, Fact
from kihub_desktop.ui.tones import Tone

_APART = frozenset({"sources", "source"})
_LONGEST = 600
_FATES = {
    Fate.ADDED: phrase("neu"),
    Fate.REMOVED: phrase("entfallen"),
    Fate.MOVED: phrase("andere Reihenfolge"),
}


def attention(entry: CatalogueEntry, today: date, soon: bool) -> tuple[Value, Tone | None]:
    """What is to be said about the age of an entry; "" if nothing is."""
    if is_past(entry, today):
        return phrase("endete am {day}", day=entry.valid_until or today), Tone.BAD
    if soon:
        return phrase("endet am {day}", day=entry.valid_until or today), Tone.WARN
    if is_stale(entry, today):
        if entry.checked_on is None:
            return phrase("nie geprüft"), Tone.WARN
        return phrase("zuletzt geprüft am {day}", day=entry.checked_on), Tone.WARN
    return "", None


def counted(found: Freshness) -> tuple[Value, Tone | None]:
    """„3 enden bald, 12 zu alt“ for a kind."""
    parts: list[Value] = []
    if found.expired:
        parts.append(plural_phrase("{n} vorbei", "{n} vorbei", len(found.expired)))
    if found.expiring:
        parts.append(plural_phrase("{n} endet bald", "{n} enden bald", len(found.expiring)))
    if found.stale:
        parts.append(plural_phrase("{n} zu alt", "{n} zu alt", len(found.stale)))
    if not parts:
        return phrase("aktuell"), Tone.GOOD
    return Joined(tuple(parts)), Tone.BAD if found.expired else Tone.WARN


def ageing_lines(
    found: Freshness, today: date, titles: Mapping[str, Value]
) -> Iterator[AgeingLine]:
    """What has ended, ends soon and is stale, each entry once."""
    seen: set[tuple[str, str]] = set()
    for group in (found.expired, found.expiring, found.stale):
        for each in group:
            if (each.kind, each.key) not in seen:
                seen.add((each.kind, each.key))
                said, tone = attention(each, today, each in found.expiring)
                yield AgeingLine(
                    each.kind, each.key, each.label, titles[each.kind], said, tone or Tone.NEUTRAL
                )


def facts_of(
    kind: CatalogueKind,
    node: Mapping[str, Any],
    entry: CatalogueEntry,
    texts: Texts,
    loaded: object | None,
) -> Iterator[Fact]:
    """An entry line by line; sentences in the language of `texts`, other values as they are."""
    words = {name: _caption(each, texts) for name, each in field_words(kind).items()}
    for field in entry_fields(kind, node, loaded):
        value = node.get(field.name)
        if field.name not in _APART and value not in (None, "", []):
            text = _shown(value, texts.translate, words)
            yield Fact(_caption(field.label, texts), text)
    yield Fact(_caption(phrase("Quellen"), texts), "\n".join(entry.sources))
    if entry.checked_on and "checked_on" not in node:
        yield Fact(_caption(phrase("geprüft am"), texts), day(entry.checked_on))


def _caption(label: Value, texts: Texts) -> str:
    message = getattr(label, "message", None)
    return texts.translate(message) if isinstance(message, str) else render(label)


def _shown(value: Any, translate: Callable[[str], str], words: Mapping[str, str]) -> str:
    if isinstance(value, bool):
        return _("ja") if value else _("nein")
    if isinstance(value, date):
        return day(value)
    if isinstance(value, str):
        return translate(value)
    if isinstance(value, Mapping):
        parts = (
            f"{words.get(key, key)}: {_shown(part, translate, words)}"
            for key, part in value.items()
        )
        return " · ".join(parts)
    if isinstance(value, list):
        sign = "\n" if any(isinstance(each, Mapping | list) for each in value) else ", "
        if all(isinstance(each, str) and " " in each for each in value):
            sign = "\n"
        return sign.join(_shown(each, translate, words) for each in value)
    return str(value)


def change_lines(changes: tuple[EntryChange, ...]) -> Iterator[ChangeLine]:
    """Every change in words, one line per field that changed."""
    for change in changes:
        title = " ".join(part for part in (change.key, _(change.label)) if part)
        where = title or _("Katalog")
        if change.fate is not Fate.CHANGED:
            yield ChangeLine(where, render(_FATES[change.fate]), "", "")
            continue
        for field in change.fields:
            yield ChangeLine(
                where,
                render(field.field),
                "" if field.old is None else _short(render(field.old)),
                "" if field.new is None else _short(render(field.new)),
            )


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
