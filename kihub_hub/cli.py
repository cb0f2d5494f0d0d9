"""The command line of the hub: serve it, let laptops in, set the password of the staff."""

from __future__ import annotations

import argparse
import getpass
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from platformdirs import user_data_path

from kihub_desktop.domain.phrases import phrase
from kihub_desktop.domain.refusals import Reason, Refused
from kihub_desktop.texts import LANGUAGES, TEXTS, _, number, render
from kihub_hub.accounts import set_password
from kihub_hub.arguments import WordedParser, port
from kihub_hub.devices import MINUTES, issue_code, revoke
from kihub_hub.epochs import begin_epoch, top_number
from kihub_hub.hub import Hub, open_hub
from kihub_hub.overview import devices
from kihub_hub.storage import sqlite_url
from kihub_hub.wording import state_name, when

DONE, FAILED = 0, 1
_DATABASE = "KIHUB_HUB_DATABASE"
_LANGUAGE = "KIHUB_LANGUAGE"


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command; 0 done, 1 not done (the reason is on stderr), 2 misused."""
    language = os.environ.get(_LANGUAGE, "de")
    TEXTS.use(language if language in LANGUAGES else "de")
    options = _parser().parse_args(arguments)
    run: Callable[[Hub, argparse.Namespace], int] = options.run
    try:
        with open_hub(_database(options)) as hub:
            return run(hub, options)
    except Refused as refusal:
        print(render(refusal.message), file=sys.stderr)
        return FAILED


def _database(options: argparse.Namespace) -> str:
    given = options.database or os.environ.get(_DATABASE)
    return str(given) if given else sqlite_url(options.data)


def _parser() -> argparse.ArgumentParser:
    parser = WordedParser(
        prog="kihub-hub", description=_("Der Hub, an dem sich die Laptops der Beratung abgleichen.")
    )
    commands = parser.add_subparsers(title=_("Befehle"), metavar=_("BEFEHL"), required=True)
    where = _where()

    def add(name: str, words: str, run: Callable[[Hub, argparse.Namespace], int]) -> WordedParser:
        command = commands.add_parser(name, parents=[where], help=words, description=words)
        command.set_defaults(run=run)
        return command

    serving = add("serve", _("startet den Hub"), _serve)
    serving.add_argument("--host", default="127.0.0.1", help=_("Adresse, unter der er hört"))
    serving.add_argument("--port", type=port, default=8750, help=_("Port, 0 für einen freien"))
    enrolling = add("enrol", _("gibt einen Einmal-Code für einen Laptop aus"), _enrol)
    enrolling.add_argument("--name", required=True, help=_("wie der Laptop heißen soll"))
    password = add("staff-password", _("setzt das Kennwort der Webseiten"), _staff_password)
    password.add_argument(
        "--stdin", action="store_true", help=_("liest das Kennwort aus der Standardeingabe")
    )
    add("devices", _("zeigt die angemeldeten Geräte"), _devices)
    revoking = add("revoke", _("sperrt ein Gerät"), _revoke)
    revoking.add_argument("device", metavar=_("GERÄT"), help=_("Kennung oder Name des Geräts"))
    epoch = add("new-epoch", _("nach dem Zurückspielen einer Sicherung aufrufen"), _new_epoch)
    epoch.add_argument("--base", type=int, help=_("letzte noch gültige Nummer (sonst die höchste)"))
    return parser


def _where() -> WordedParser:
    where = WordedParser(with_help=False)
    where.add_argument(
        "--data",
        type=Path,
        default=user_data_path("kihub-hub", appauthor=False),
        metavar="DIR",
        help=_("Ordner für die Datenbank des Hubs"),
    )
    where.add_argument(
        "--database",
        metavar="URL",
        help=_("PostgreSQL statt einer Datei: postgresql+psycopg://… (oder {variable})").format(
            variable=_DATABASE
        ),
    )
    return where


def _serve(hub: Hub, options: argparse.Namespace) -> int:
    from kihub_hub.server import address_of, listen, serve

    with listen(options.host, options.port) as listening:
        url = address_of(listening)
        serve(
            hub,
            listening,
            lambda: print(_("Der Hub ist bereit: {url}").format(url=url), flush=True),
        )
    return DONE


def _enrol(hub: Hub, options: argparse.Namespace) -> int:
    name = options.name.strip()
    if not 0 < len(name) <= 100:
        raise Refused(Reason.BAD_INPUT, phrase("Der Name braucht 1 bis 100 Zeichen."))
    with hub.storage.writing() as connection:
        code = issue_code(connection, hub.conditions.hasher, name, hub.now())
    print(_("Code für „{name}“: {code}").format(name=name, code=code))
    print(_("Er gilt {n} Minuten und für ein Gerät.").format(n=MINUTES))
    return DONE


def _staff_password(hub: Hub, options: argparse.Namespace) -> int:
    read = sys.stdin.readline if options.stdin else _typed_twice
    set_password(hub, read().rstrip("\r\n"))
    print(_("Das Kennwort ist gesetzt. Wer angemeldet war, meldet sich neu an."))
    return DONE


def _typed_twice() -> str:
    """The password as typed at the prompt; empty, and so too short, where nobody can type."""
    try:
        password = getpass.getpass(_("Neues Kennwort: "))
        again = getpass.getpass(_("Noch einmal: "))
    except EOFError:
        return ""
    if again != password:
        raise Refused(
            Reason.BAD_INPUT,
            phrase("Die beiden Eingaben sind verschieden; das Kennwort bleibt, wie es war."),
        )
    return password


def _devices(hub: Hub, options: argparse.Namespace) -> int:
    del options
    now = hub.now()
    with hub.storage.reading() as connection:
        lines = devices(connection, now)
    for line in lines:
        last = when(line.device.last_exchange, now)
        print(f"{line.device.id}  {line.device.name}  {state_name(line.state)}  {last}")
    if not lines:
        print(_("Noch ist kein Gerät angemeldet."))
    return DONE


def _revoke(hub: Hub, options: argparse.Namespace) -> int:
    with hub.storage.writing() as connection:
        known = [line.device for line in devices(connection, hub.now())]
        found = [each for each in known if options.device in (each.id, each.name)]
        if len(found) != 1:
            raise Refused(
                Reason.UNKNOWN_RECORD,
                phrase("Kein Gerät oder mehrere heißen „{name}“.", name=options.device),
            )
        revoke(connection, found[0].id, hub.now())
    print(_("„{name}“ ist gesperrt.").format(name=found[0].name))
    return DONE


def _new_epoch(hub: Hub, options: argparse.Namespace) -> int:
    with hub.storage.writing() as connection:
        top = top_number(connection)
        base = top if options.base is None else options.base
        if not 0 <= base <= top:
            raise Refused(
                Reason.BAD_INPUT, phrase("Die Nummer liegt nicht zwischen 0 und {top}.", top=top)
            )
        begin_epoch(connection, base, hub.now())
    print(
        _("Neuer Zeitabschnitt ab Nummer {n}: Die Laptops bieten alles Spätere neu an.").format(
            n=number(base)
        )
    )
    return DONE


if __name__ == "__main__":
    raise SystemExit(main())
