"""Keeps the English catalogues in step with the German sentences: `python -m tests.texts`."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from os import PathLike
from pathlib import Path
from typing import Any, TypeAlias

from babel.messages.catalog import Catalog
from babel.messages.catalog import Message as Entry
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
LOCALE = ROOT / "resources" / "locale"
ENGLISH = LOCALE / "en" / "LC_MESSAGES"
LINE = 96
OWNER = "KI-HUB Sachsen-Thüringen"
# The first start that fits a source says which file holds its English.
HOMES = (
    ("resources/catalogues/readiness.yaml", "readiness"),
    ("resources/catalogues/dma.yaml", "readiness"),
    ("resources/catalogues/measures.yaml", "readiness"),
    ("resources/catalogues/findings.yaml", "findings"),
    ("resources/catalogues/criteria.yaml", "findings"),
    ("resources/catalogues/method.yaml", "method"),
    ("resources/catalogues/law.yaml", "law"),
    ("resources/catalogues/it_security.yaml", "law"),
    ("resources/catalogues/funding.yaml", "funding"),
    ("resources/catalogues/partners.yaml", "regional"),
    ("resources/catalogues/training.yaml", "regional"),
    ("resources/catalogues/use_case_templates.yaml", "regional"),
    ("kihub_hub/", "hub"),
    ("", "kihub"),
)
TITLES = {
    "hub": "English texts of the hub.",
    "kihub": "English texts of the window, the command line and the report.",
    "method": "English texts of the method catalogue.",
}
Message: TypeAlias = str | tuple[str, str]


@dataclass(frozen=True)
class Found:
    """A sentence and where it stands; `message` is a pair of forms for a plural."""

    source: str
    line: int
    message: Message
    notes: tuple[str, ...]

    @property
    def key(self) -> str:
        """What gettext looks a message up by: of a plural, the form for one."""
        return self.message if isinstance(self.message, str) else self.message[0]

    @property
    def home(self) -> str:
        return next(home for start, home in HOMES if self.source.startswith(start))


def found_texts() -> Iterator[Found]:
    """Every German sentence of code, pages and catalogues."""
    parse: Any = parse_mapping_cfg
    with (LOCALE / "babel.cfg").open(encoding="utf-8") as mapping:
        methods, options = parse(mapping, "babel.cfg")
    for source, line, message, notes, _context in extract_from_dir(
        ROOT,
        methods,
        options,
        keywords={"_": None, "ngettext": (1, 2)},
        directory_filter=_may_hold_texts,
    ):
        forms = message if isinstance(message, str) else (message[0], message[1])
        yield Found(source, line, forms, tuple(notes))


def _may_hold_texts(folder: str | PathLike[str]) -> bool:
    parts = Path(folder).relative_to(ROOT).parts
    return parts[0] in {"kihub_desktop", "kihub_hub", "resources"} and parts[-1] != "__pycache__"


def homes() -> tuple[str, ...]:
    """The names of the English files."""
    return tuple(dict.fromkeys(home for _start, home in HOMES))


def wanted_texts(texts: Iterable[Found], home: str) -> dict[str, Message]:
    """The sentences of one English file; a plural also serves who asks for the form for one."""
    wanted: dict[str, Message] = {}
    for each in texts:
        if each.home == home and not isinstance(wanted.get(each.key), tuple):
            wanted[each.key] = each.message
    return wanted


def english(home: str) -> Catalog:
    """The English file of this name; empty if there is none yet."""
    path = ENGLISH / f"{home}.po"
    if not path.exists():
        return Catalog(locale="en", header_comment=f"# {TITLES.get(home, home)}")
    with path.open("rb") as source:
        return read_po(source, locale="en")


def entries(catalogue: Catalog) -> dict[str, Entry]:
    """The entries without the head of the file, by what gettext looks them up by."""
    return {forms(each.id)[0]: each for each in catalogue if each.id}


def forms(text: object) -> tuple[str, ...]:
    """The one or more forms of an id or a translation."""
    return tuple(str(each) for each in text) if isinstance(text, list | tuple) else (str(text),)


def is_translated(entry: Entry) -> bool:
    return len(forms(entry.string)) == len(forms(entry.id)) and all(forms(entry.string))


def update(texts: Iterable[Found]) -> Iterator[str]:
    """Rewrites each file whose sentences have changed; a line for each that lacks its English."""
    found = tuple(texts)
    known = {home: entries(english(home)) for home in homes()}
    for home, before in known.items():
        wanted = wanted_texts(found, home)
        if {forms(each) for each in wanted.values()} != {forms(e.id) for e in before.values()}:
            renewed = _renewed(home, found, (before, *known.values()))
            with (ENGLISH / f"{home}.po").open("wb") as target:
                write_po(target, renewed, width=LINE, include_lineno=False)
        for key, entry in entries(english(home)).items():
            if not is_translated(entry):
                yield f"{home}.po: {key}"


def _renewed(home: str, found: Iterable[Found], known: Iterable[dict[str, Entry]]) -> Catalog:
    """The same file with these sentences; their English comes from here or from elsewhere."""
    before = english(home)
    after = Catalog(
        locale="en",
        header_comment=before.header_comment,
        project="KI-HUB Werkbank",
        version="2026-11",
        msgid_bugs_address=OWNER,
        last_translator=OWNER,
        language_team="English",
        creation_date=before.creation_date,
        revision_date=before.creation_date,
        fuzzy=False,
    )
    for each in found:
        if each.home == home:
            places = [] if each.source.startswith("resources") else [(each.source, each.line)]
            after.add(each.message, None, places, auto_comments=each.notes)
    candidates = tuple(known)
    for key, entry in entries(after).items():
        olds = (each[key] for each in candidates if key in each)
        entry.string = next(
            (old.string for old in olds if forms(old.id) == forms(entry.id) and is_translated(old)),
            entry.string,
        )
    return after


if __name__ == "__main__":
    lacking = list(update(found_texts()))
    for line in lacking:
        print(line)  # noqa: T201
    sys.exit(1 if lacking else 0)
