"""The command line: the same services without a window. Exit codes: 0 done, 1 refused, 2 usage."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from getpass import getpass
from pathlib import Path
from typing import TYPE_CHECKING

from kihub_desktop import __version__
from kihub_desktop.domain.phrases import phrase
from kihub_desktop.domain.refusals import Reason, Refused
from kihub_desktop.texts import TEXTS, _, ngettext, render

if TYPE_CHECKING:
    from kihub_desktop.composition import Services
    from kihub_desktop.places import UserPlaces

DONE, REFUSED, USAGE = 0, 1, 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command; a refusal is one sentence on standard error."""
    _prepare_streams()
    _use_language(arguments)
    options = _parser().parse_args(arguments)
    command: Callable[[argparse.Namespace], int] = options.command
    try:
        return command(options)
    except Refused as refusal:
        print(render(refusal.message), file=sys.stderr)
        if options.details and refusal.detail:
            print(refusal.detail, file=sys.stderr)
        return REFUSED
    except EOFError:
        print(_("Es wurde nichts eingegeben."), file=sys.stderr)
        return REFUSED
    except KeyboardInterrupt:
        print(_("Abgebrochen; nichts ist verloren."), file=sys.stderr)
        return REFUSED
    except BrokenPipeError:
        return REFUSED


def _prepare_streams() -> None:
    # A console in another encoding must not make an umlaut an error.
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="replace")


def _use_language(arguments: Sequence[str] | None) -> None:
    """The language has to be known before the help texts are worded."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    TEXTS.use("en" if "--english" in given else "de")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="kihub", description=_("KI-HUB Werkbank: Beratungen aufnehmen, rechnen, berichten.")
    )
    parser.add_argument("--version", action="version", version=__version__)
    parser.add_argument("--english", action="store_true", help=_("Texte auf Englisch"))
    parser.add_argument("--details", action="store_true", help=_("technische Einzelheiten zeigen"))
    parser.add_argument(
        "--portable", metavar=_("ORDNER"), help=_("alles unter diesem Ordner ablegen (Stick)")
    )
    commands = parser.add_subparsers(required=True, metavar=_("BEFEHL"))
    _add_new(commands)
    _add_check(commands)
    _add_report(commands)
    _add_sync(commands)
    _add_demo(commands)
    from kihub_desktop.cli_bundles import add_bundles
    from kihub_desktop.cli_calc import add_calc
    from kihub_desktop.cli_catalogues import add_catalogues
    from kihub_desktop.cli_copies import add_copies
    from kihub_desktop.cli_import import add_imports

    add_calc(commands)
    add_imports(commands)
    add_copies(commands)
    add_catalogues(commands)
    add_bundles(commands)
    return parser


def _add_new(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    new = commands.add_parser("new", help=_("einen Arbeitsbereich anlegen"))
    add_workspace(new)
    new.add_argument("--author", default="", help=_("Name oder Funktion, die unterschreibt"))
    new.add_argument("--device", default="", help=_("Name dieses Rechners"))
    new.add_argument("--sample", action="store_true", help=_("mit den Beispielunternehmen füllen"))
    new.set_defaults(command=_new)


def _add_check(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    check = commands.add_parser(
        "check", help=_("prüfen, ob Protokoll und Tabellen zueinander passen")
    )
    add_workspace(check)
    check.set_defaults(command=_check)


def _add_report(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    report = commands.add_parser("report", help=_("Bericht als PDF und Daten als XLSX schreiben"))
    add_workspace(report)
    report.add_argument("--company", help=_("Name oder Teil davon; ohne Angabe das einzige"))
    report.add_argument("--pdf", type=Path, help=_("Zieldatei des Berichts"))
    report.add_argument("--xlsx", type=Path, help=_("Zieldatei der Daten"))
    report.add_argument("--ics", type=Path, help=_("Zieldatei des Fahrplans als Kalender"))
    report.set_defaults(command=_report)


def _add_sync(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    sync = commands.add_parser("sync", help=_("mit dem Hub abgleichen"))
    add_workspace(sync)
    sync.add_argument("--hub", help=_("Adresse des Hubs, beim ersten Mal"))
    sync.add_argument("--code", help=_("Einmalcode des Hubs, beim ersten Mal"))
    sync.set_defaults(command=_sync)


def _add_demo(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    demo = commands.add_parser(
        "demo", help=_("eine Beratung vom Besuch bis zum Hub ohne Bildschirm durchführen")
    )
    demo.add_argument("--out", type=Path, default=Path("out/demo"), help=_("Zielordner"))
    demo.add_argument(
        "--screenshots",
        choices=("themes", "all", "none"),
        default="themes",
        help=_("welche Bildschirmfotos entstehen"),
    )
    demo.set_defaults(command=_demo)


def add_workspace(parser: argparse.ArgumentParser) -> None:
    """The folder of the workspace, and where its passphrase comes from."""
    parser.add_argument("workspace", type=Path, help=_("Ordner des Arbeitsbereichs (Name.kihub)"))
    add_passphrase(parser)


def add_passphrase(parser: argparse.ArgumentParser) -> None:
    secret = parser.add_mutually_exclusive_group()
    secret.add_argument("--passphrase-file", type=Path, help=_("Datei mit dem Kennwort"))
    secret.add_argument(
        "--passphrase-stdin", action="store_true", help=_("Kennwort von der Standardeingabe")
    )


def passphrase_of(options: argparse.Namespace) -> str:
    """The passphrase by prompt, from a file or from standard input; one line."""
    if options.passphrase_stdin:
        return sys.stdin.readline().rstrip("\r\n")
    if options.passphrase_file is None:
        return getpass(_("Kennwort: "))
    try:
        with options.passphrase_file.open(encoding="utf-8") as source:
            return str(source.readline()).rstrip("\r\n")
    except (OSError, UnicodeDecodeError) as error:
        raise Refused(
            Reason.BAD_INPUT,
            phrase(
                "Die Kennwortdatei „{name}“ ist nicht lesbar.", name=str(options.passphrase_file)
            ),
            str(error),
        ) from error


def places_of(options: argparse.Namespace) -> UserPlaces:
    """The profile, or a stick: by `--portable` or a marker beside the program.

    From here on the editions of catalogues that are installed there are in use.
    """
    from kihub_desktop.catalogues.editions import use_installed
    from kihub_desktop.places import portable_root, settle_portable, user_places

    root = portable_root(options.portable)
    if root is not None:
        settle_portable(root)
    places = user_places(root)
    use_installed(places.catalogues)
    return places


def open_services(options: argparse.Namespace) -> Services:
    from kihub_desktop.composition import Services, surroundings
    from kihub_desktop.store.workspace import open_workspace

    around = surroundings(places_of(options))
    return Services(open_workspace(options.workspace, passphrase_of(options), around))


def _new(options: argparse.Namespace) -> int:
    from kihub_desktop.composition import Services, surroundings
    from kihub_desktop.store.workspace import create_workspace

    around = surroundings(places_of(options))
    with create_workspace(options.workspace, passphrase_of(options), around) as workspace:
        services = Services(workspace)
        services.team.sign(options.author, options.device)
        if options.sample:
            from kihub_desktop.services.sample import load_sample

            load_sample(workspace, services.today())
    print(_("Angelegt: {folder}").format(folder=options.workspace))
    return DONE


def _check(options: argparse.Namespace) -> int:
    from kihub_desktop.replication.check import check_log

    services = open_services(options)
    with services.workspace as workspace, workspace.reading() as connection:
        outcome = check_log(connection, workspace.registry)
    counted = ngettext("{n} Änderung geprüft.", "{n} Änderungen geprüft.", outcome.operations)
    if outcome.clean:
        print(counted, _("Protokoll und Tabellen passen zueinander."))
        return DONE
    for chain in outcome.broken_chains:
        print(_("Beschädigte Änderung: {chain}").format(chain=chain), file=sys.stderr)
    for table in outcome.differing_tables:
        print(_("Abweichende Tabelle: {table}").format(table=table), file=sys.stderr)
    return REFUSED


def _report(options: argparse.Namespace) -> int:
    from kihub_desktop.services.reporting import company_named

    services = open_services(options)
    with services.workspace:
        company = company_named(services.companies, options.company)
        pdf = options.pdf
        if pdf is None and options.xlsx is None and options.ics is None:
            pdf = Path("bericht.pdf")
        if pdf is not None:
            services.reports.write_pdf(company, pdf)
            print(_("Bericht: {path}").format(path=pdf))
        if options.xlsx is not None:
            services.reports.write_xlsx(company, options.xlsx)
            print(_("Daten: {path}").format(path=options.xlsx))
        if options.ics is not None:
            services.roadmap_calendar.write(company, options.ics)
            print(_("Kalender: {path}").format(path=options.ics))
    return DONE


def _sync(options: argparse.Namespace) -> int:
    services = open_services(options)
    with services.workspace:
        if options.code is not None or options.hub is not None:
            if options.code is None or options.hub is None:
                raise Refused(
                    Reason.BAD_INPUT, phrase("Beim ersten Mal werden --hub und --code gebraucht.")
                )
            device = services.team.signature().device or _("Laptop")
            services.exchange.enrol(options.hub, options.code, device)
        outcome = services.exchange.run()
        print(ngettext("{n} Änderung gesendet,", "{n} Änderungen gesendet,", outcome.sent))
        print(ngettext("{n} empfangen.", "{n} empfangen.", outcome.received))
        if outcome.conflicts:
            print(
                ngettext(
                    "{n} Angabe wartet auf eine Entscheidung.",
                    "{n} Angaben warten auf eine Entscheidung.",
                    outcome.conflicts,
                )
            )
    return DONE


def _demo(options: argparse.Namespace) -> int:
    from kihub_desktop.ui.demo import run_demo

    return run_demo(options.out, options.screenshots)


if __name__ == "__main__":
    import multiprocessing

    multiprocessing.freeze_support()  # a child of the built program starts here
    sys.exit(main())
