"""`kihub export-company` and `kihub import-company`: one company as a file."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from kihub_desktop.texts import _, ngettext

if TYPE_CHECKING:
    from kihub_desktop.store.bundle_import import Preview


def add_bundles(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Adds `export-company` and `import-company`."""
    from kihub_desktop.cli import add_workspace

    export = commands.add_parser(
        "export-company", help=_("ein Unternehmen als verschlüsseltes Paket ausgeben")
    )
    add_workspace(export)
    export.add_argument("--company", help=_("Name oder Teil davon; ohne Angabe das einzige"))
    export.add_argument("--to", type=Path, required=True, help=_("Zieldatei (Name.kihub-paket)"))
    _add_bundle_passphrase(export)
    export.set_defaults(command=_export)
    take = commands.add_parser(
        "import-company", help=_("ein Paket prüfen und, mit --yes, einlesen")
    )
    add_workspace(take)
    take.add_argument("bundle", type=Path, help=_("Paketdatei"))
    take.add_argument("--yes", action="store_true", help=_("nach der Prüfung einlesen"))
    _add_bundle_passphrase(take)
    take.set_defaults(command=_import)


def _add_bundle_passphrase(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--bundle-passphrase-file",
        type=Path,
        help=_("Datei mit dem Kennwort des Pakets; ohne sie öffnet es nur dieser Arbeitsbereich"),
    )


def _words(options: argparse.Namespace) -> str | None:
    from kihub_desktop.cli import passphrase_of

    path = options.bundle_passphrase_file
    if path is None:
        return None
    return passphrase_of(argparse.Namespace(passphrase_stdin=False, passphrase_file=path))


def _export(options: argparse.Namespace) -> int:
    from kihub_desktop.cli import DONE, open_services
    from kihub_desktop.services.reporting import company_named

    services = open_services(options)
    with services.workspace:
        company = company_named(services.companies, options.company)
        made = services.bundles.export(company, options.to, _words(options))
    print(_("Paket: {path}").format(path=made.path))
    print(
        ngettext("{n} Änderung,", "{n} Änderungen,", made.operations),
        ngettext("{n} Bild.", "{n} Bilder.", made.pictures),
    )
    if made.missing:
        print(
            ngettext(
                "{n} Bild liegt nicht auf diesem Rechner und fehlt im Paket.",
                "{n} Bilder liegen nicht auf diesem Rechner und fehlen im Paket.",
                made.missing,
            )
        )
    return DONE


def _import(options: argparse.Namespace) -> int:
    from kihub_desktop.cli import DONE, open_services

    services = open_services(options)
    with services.workspace:
        staged = services.bundles.look(options.bundle, _words(options))
        preview = staged.preview
        print(preview.name or _("(ohne Namen)"))
        _print_counts(preview)
        if not preview.has_anything:
            print(_("Alles ist schon vorhanden; es gibt nichts einzulesen."))
        elif not options.yes:
            print(_("Geprüft, nichts eingelesen. Mit --yes wird eingelesen."))
        if not options.yes or not preview.has_anything:
            staged.discard()
            return DONE
        taken = services.bundles.take_in(staged)
        print(
            ngettext("Eingelesen: {n} Änderung.", "Eingelesen: {n} Änderungen.", taken.operations)
        )
    return DONE


def _print_counts(preview: Preview) -> None:
    counts = (
        ngettext("{n} Angabe", "{n} Angaben", preview.values),
        ngettext("{n} Konflikt", "{n} Konflikte", preview.conflicts),
        ngettext("{n} Bild", "{n} Bilder", preview.pictures),
    )
    print(", ".join(counts))
    if preview.doubtful:
        print(
            ngettext(
                "{n} Änderung passt nicht zum Verlauf hier und wird beiseitegelegt.",
                "{n} Änderungen passen nicht zum Verlauf hier und werden beiseitegelegt.",
                preview.doubtful,
            )
        )
