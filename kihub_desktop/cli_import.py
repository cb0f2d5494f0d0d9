"""The commands that read company lists and address cards; nothing is written with --dry-run."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from kihub_desktop.domain.phrases import phrase
from kihub_desktop.domain.refusals import Reason, Refused
from kihub_desktop.texts import TEXTS, _, ngettext, render

if TYPE_CHECKING:
    from kihub_desktop.composition import Services
    from kihub_desktop.imports.company_plan import Plan
    from kihub_desktop.imports.layout import Layout

_TOLD = 20


def add_imports(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    from kihub_desktop.cli import add_workspace

    companies = commands.add_parser(
        "import-companies", help=_("Unternehmen aus CSV oder Excel einlesen")
    )
    add_workspace(companies)
    companies.add_argument("file", type=Path, help=_("Datei (CSV, TXT, XLSX)"))
    companies.add_argument("--sheet", help=_("Name des Tabellenblatts"))
    companies.add_argument(
        "--mapping",
        action="append",
        default=[],
        metavar=_("SPALTE=FELD"),
        help=_("Spalte einem Feld zuordnen, etwa Kürzel=note; leeres Feld: Spalte weglassen"),
    )
    companies.add_argument(
        "--duplicates",
        choices=("fill", "update", "skip"),
        default="fill",
        help=_("was mit schon erfassten Unternehmen geschieht"),
    )
    _add_dry_run(companies)
    companies.set_defaults(command=_import_companies)
    contacts = commands.add_parser(
        "import-contacts", help=_("Ansprechpersonen aus Adresskarten (vCard) einlesen")
    )
    add_workspace(contacts)
    contacts.add_argument("file", type=Path, help=_("Datei (VCF)"))
    contacts.add_argument(
        "--company", help=_("Name oder Teil davon; ohne Angabe nach der Organisation der Karte")
    )
    _add_dry_run(contacts)
    contacts.set_defaults(command=_import_contacts)


def _add_dry_run(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--dry-run", action="store_true", help=_("nur zeigen, nichts schreiben"))


def _import_companies(options: argparse.Namespace) -> int:
    from kihub_desktop.cli import open_services
    from kihub_desktop.imports.company_plan import Act, Choices
    from kihub_desktop.imports.company_rows import drafts, guessed, known_headings
    from kihub_desktop.imports.foreign_tables import read_file, read_table
    from kihub_desktop.imports.layout import layout_of
    from kihub_desktop.imports.limits import Watch

    sheet = read_table(read_file(options.file), options.file.name, Watch(), options.sheet)
    for remark in sheet.remarks:
        print(render(remark), file=sys.stderr)
    known = known_headings(render)
    layout = layout_of(sheet, known)
    services = open_services(options)
    with services.workspace:
        chosen = services.imports.learned(layout) or guessed(layout, known)
        chosen = _mapped(layout, chosen, options.mapping)
        read = drafts(layout, chosen, services.imports.reader(TEXTS.language, render))
        choices = Choices(duplicates=Act(options.duplicates))
        planned = services.imports.plan(read, choices)
        code = _carry_out(services, planned, dry=options.dry_run)
        if not options.dry_run:
            services.imports.learn(layout, chosen)
    return code


def _import_contacts(options: argparse.Namespace) -> int:
    from kihub_desktop.cli import open_services
    from kihub_desktop.imports.company_plan import Act, Choices
    from kihub_desktop.imports.foreign_tables import read_file
    from kihub_desktop.imports.limits import Watch
    from kihub_desktop.imports.vcards import drafts_of, read_cards
    from kihub_desktop.services.reporting import company_named

    found = read_cards(read_file(options.file), Watch())
    for remark in found.remarks:
        print(render(remark), file=sys.stderr)
    services = open_services(options)
    with services.workspace:
        fixed = company_named(services.companies, options.company) if options.company else None
        reader = services.imports.reader(TEXTS.language, render)
        read = drafts_of(found.cards, reader, with_company=fixed is None)
        planned = services.imports.plan(read, Choices(unknown=Act.SKIP), fixed)
        return _carry_out(services, planned, dry=options.dry_run)


def _mapped(layout: Layout, chosen: tuple[str, ...], given: list[str]) -> tuple[str, ...]:
    """The columns with what was said on the command line."""
    from kihub_desktop.imports.company_rows import targets

    result = list(chosen)
    for each in given:
        heading, _sign, name = each.partition("=")
        target = name if not name or "." in name else f"company.{name}"
        if heading not in layout.headings or (target and target not in targets()):
            raise Refused(
                Reason.BAD_INPUT,
                phrase("„{text}“ nennt keine Spalte der Datei oder kein Feld.", text=each),
            )
        result[layout.headings.index(heading)] = target
    return tuple(result)


def _carry_out(services: Services, planned: Plan, *, dry: bool) -> int:
    """Says what will happen, then does it."""
    for problem in planned.problems[:_TOLD]:
        where = _("Zeile {line}, {heading}:").format(line=problem.line, heading=problem.heading)
        print(where, render(problem.problem), file=sys.stderr)
    left = len(planned.problems) - _TOLD
    if left > 0:
        print(ngettext("… und {n} weiterer Hinweis", "… und {n} weitere Hinweise", left),
              file=sys.stderr)  # fmt: skip
    print(
        ", ".join(
            (
                ngettext("{n} neu", "{n} neu", planned.new),
                ngettext("{n} ergänzt oder geändert", "{n} ergänzt oder geändert", planned.changed),
                ngettext("{n} unverändert", "{n} unverändert", planned.unchanged),
                ngettext("{n} ausgelassen", "{n} ausgelassen", planned.skipped),
            )
        )
    )
    if dry:
        print(_("Probelauf: Es wurde nichts geschrieben."))
    else:
        services.imports.take_back_unfinished()
        services.imports.apply(planned)
        print(_("Eingelesen."))
    return 0
