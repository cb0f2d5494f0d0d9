"""`kihub catalogues`: which editions are in use, what they say, what grows old."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterable
from datetime import date
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING

from kihub_desktop.domain.phrases import Value, phrase
from kihub_desktop.domain.refusals import Reason, Refused
from kihub_desktop.texts import _, day, ngettext, render

if TYPE_CHECKING:
    from kihub_desktop.catalogues.differences import EntryChange
    from kihub_desktop.catalogues.entries import CatalogueEntry
    from kihub_desktop.catalogues.errors import CatalogueProblem

Command = Callable[[argparse.Namespace], int]
_SHOWN = 90


def add_catalogues(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Adds `catalogues list|check|diff|install|expiring`."""
    parser = commands.add_parser("catalogues", help=_("Kataloge zeigen, prüfen und einspielen"))
    kinds = parser.add_subparsers(required=True, metavar=_("BEFEHL"))
    _add(kinds, "list", _list, _("alle Kataloge mit der Ausgabe, die gilt"))
    check = _add(kinds, "check", _check, _("eine Datei prüfen, ohne sie einzuspielen"))
    check.add_argument("file", type=Path, metavar=_("DATEI"))
    diff = _add(kinds, "diff", _diff, _("zwei Ausgaben vergleichen"))
    for name in ("old", "new"):
        diff.add_argument(
            name, metavar=_("AUSGABE"), help=_("Datei oder Art@Ausgabe, etwa law@2026-11")
        )
    install = _add(kinds, "install", _install, _("eine Datei prüfen und einspielen"))
    install.add_argument("file", type=Path, metavar=_("DATEI"))
    expiring = _add(kinds, "expiring", _expiring, _("was bald endet oder zu alt ist"))
    expiring.add_argument("--days", type=int, default=60, help=_("so viele Tage voraus"))
    for each in (install, expiring):
        each.add_argument(
            "--today", type=date.fromisoformat, help=_("Stichtag JJJJ-MM-TT, sonst heute")
        )


def _add(
    kinds: argparse._SubParsersAction[argparse.ArgumentParser],
    name: str,
    command: Command,
    text: str,
) -> argparse.ArgumentParser:
    parser = kinds.add_parser(name, help=text, description=text)
    parser.set_defaults(command=_with_faults(command))
    return parser


def _with_faults(command: Command) -> Command:
    """The shelf of this user; a catalogue that is not sound ends the command with its faults."""

    @wraps(command)
    def run(options: argparse.Namespace) -> int:
        from kihub_desktop.catalogues.errors import CatalogueError
        from kihub_desktop.cli import REFUSED, places_of

        places_of(options)
        try:
            return command(options)
        except CatalogueError as error:
            _tell_faults(error.problems)
            return REFUSED

    return run


def _tell_faults(problems: Iterable[CatalogueProblem]) -> None:
    for each in problems:
        print(render(each.worded()), file=sys.stderr)


def _list(_options: argparse.Namespace) -> int:
    from kihub_desktop.catalogues.editions import shelf
    from kihub_desktop.catalogues.entries import entries_of
    from kihub_desktop.catalogues.kinds import KINDS
    from kihub_desktop.catalogues.loading import read_document

    for kind in KINDS:
        if not shelf().editions(kind.kind):
            continue
        used = shelf().current_edition(kind.kind)
        count = len(entries_of(kind, read_document(used.path)))
        origin = _("mitgeliefert") if used.is_shipped else _("eingespielt")
        stand = day(used.stand) if used.stand else "–"
        counted = ngettext("{n} Eintrag", "{n} Einträge", count)
        print(f"{kind.kind}@{used.name}  {render(kind.title)}, {stand}, {counted}, {origin}")
    refused = shelf().refused()
    for each in refused:
        _tell_faults(each.problems)
    if refused:
        print(_("Es gilt jeweils die letzte Ausgabe ohne Fehler."), file=sys.stderr)
    return 1 if refused else 0


def _check(options: argparse.Namespace) -> int:
    from kihub_desktop.catalogues.checking import check_beside
    from kihub_desktop.catalogues.editions import shelf

    checked = check_beside(options.file, shelf())
    print(
        _("{title}, Ausgabe {edition}: ohne Fehler.").format(
            title=render(checked.kind.title), edition=checked.edition
        )
    )
    return 0


def _install(options: argparse.Namespace) -> int:
    from kihub_desktop.catalogues.editions import shelf
    from kihub_desktop.catalogues.installing import install
    from kihub_desktop.composition import today_here

    edition = install(options.file, shelf(), options.today or today_here())
    print(_("Eingespielt: {path}").format(path=edition.path))
    used = shelf().current_edition(edition.kind)
    if used.name != edition.name:
        print(_("In Gebrauch bleibt die neuere Ausgabe {edition}.").format(edition=used.name))
    return 0


def _diff(options: argparse.Namespace) -> int:
    from kihub_desktop.catalogues.differences import compare_documents
    from kihub_desktop.catalogues.kinds import kind_of
    from kihub_desktop.catalogues.loading import read_document

    old, new = (read_document(_path(name)) for name in (options.old, options.new))
    try:
        kind = kind_of(str(new.get("kind")))
    except KeyError:
        raise Refused(Reason.BAD_INPUT, phrase("Diese Art von Katalog gibt es nicht.")) from None
    if old.get("kind") != kind.kind:
        raise Refused(Reason.BAD_INPUT, phrase("Beide Dateien müssen von derselben Art sein."))
    changes = compare_documents(kind, old, new)
    for change in changes:
        _tell_change(change)
    print(ngettext("{n} Unterschied", "{n} Unterschiede", len(changes)))
    return 0


def _path(name: str) -> Path:
    from kihub_desktop.catalogues.editions import shelf

    kind, sign, edition = name.partition("@")
    if not sign:
        return Path(name)
    try:
        known = (*shelf().editions(kind), *shelf().withdrawn(kind))
    except KeyError:
        known = ()
    for each in known:
        if each.name == edition:
            return each.path
    raise Refused(Reason.BAD_INPUT, phrase("Die Ausgabe {edition} ist nicht hier.", edition=name))


def _tell_change(change: EntryChange) -> None:
    from kihub_desktop.catalogues.differences import Fate

    signs = {Fate.ADDED: "+", Fate.REMOVED: "-", Fate.CHANGED: "~", Fate.MOVED: "~"}
    if change.fate is Fate.MOVED:
        print("~", _("Die Reihenfolge der Einträge ist eine andere."))
        return
    title = " ".join(part for part in (change.key, _(change.label)) if part)
    print(signs[change.fate], title or _("Katalog"))
    if change.fate is Fate.CHANGED:
        for field in change.fields:
            print(f"    {render(field.field)}: {_short(field.old)} → {_short(field.new)}")


def _short(value: Value | None) -> str:
    text = "–" if value is None else render(value).replace("\n", " ")
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"


def _expiring(options: argparse.Namespace) -> int:
    from kihub_desktop.catalogues.freshness import all_entries, expired, expiring, stale
    from kihub_desktop.composition import today_here

    today, found = options.today or today_here(), all_entries()
    for title, among in (
        (_("Endet bald"), expiring(today, options.days, found)),
        (_("Schon vorbei"), expired(today, found)),
        (_("Vor mehr als sechs Monaten geprüft"), stale(today, among=found)),
    ):
        print(f"{title}: {len(among)}")
        for entry in among:
            print("  " + _line(entry))
    return 0


def _line(entry: CatalogueEntry) -> str:
    shown = entry.valid_until or entry.checked_on
    when = day(shown) if shown else "–"
    return f"{when}  {entry.kind}/{entry.key}  {_short(_(entry.label))}"
