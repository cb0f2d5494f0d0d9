"""`kihub backup` and `kihub restore`: a workspace to another disk and back."""

from __future__ import annotations

import argparse
from pathlib import Path

from kihub_desktop.texts import _, ngettext, number


def add_copies(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Adds `backup` and `restore`."""
    from kihub_desktop.cli import add_passphrase, add_workspace

    backup = commands.add_parser(
        "backup", help=_("den ganzen Arbeitsbereich auf einen anderen Datenträger sichern")
    )
    add_workspace(backup)
    backup.add_argument(
        "--to", type=Path, required=True, help=_("Ordner, in dem die Sicherung entsteht")
    )
    backup.set_defaults(command=_backup)
    restore = commands.add_parser(
        "restore", help=_("einen Arbeitsbereich aus einer Sicherung zurückholen")
    )
    restore.add_argument(
        "backup", type=Path, help=_("Sicherungsordner oder eine Datei aus dem Ordner „copies“")
    )
    restore.add_argument(
        "--to", type=Path, required=True, help=_("neuer Ordner des Arbeitsbereichs (Name.kihub)")
    )
    add_passphrase(restore)
    restore.set_defaults(command=_restore)


def _backup(options: argparse.Namespace) -> int:
    from kihub_desktop.cli import DONE, open_services

    services = open_services(options)
    with services.workspace:
        made = services.backups.back_up(options.to)
    print(_("Gesichert: {folder}").format(folder=made.folder))
    print(
        ngettext("{n} Änderung,", "{n} Änderungen,", made.operations),
        ngettext("{n} Bild,", "{n} Bilder,", made.pictures),
        _("{size} MB, nachgelesen.").format(size=number(made.size / 1_000_000, 1)),
        _("Der Stick kann entfernt werden."),
    )
    return DONE


def _restore(options: argparse.Namespace) -> int:
    from kihub_desktop.cli import DONE, passphrase_of
    from kihub_desktop.store.restoring import restore

    restored = restore(options.backup, options.to, passphrase_of(options))
    print(_("Zurückgeholt: {folder}").format(folder=restored.folder))
    print(
        ngettext("{n} Änderung,", "{n} Änderungen,", restored.operations),
        ngettext("{n} Bild.", "{n} Bilder.", restored.pictures),
        _("Der Arbeitsbereich schreibt als neues Gerät weiter."),
    )
    return DONE
