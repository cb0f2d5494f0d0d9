"""Writes a workspace of the present format: `python -m tests.migrations.make_workspace NAME`."""

from __future__ import annotations

import argparse
import json
import tempfile
from decimal import Decimal
from pathlib import Path

from kihub_desktop.composition import Services
from kihub_desktop.replication.intake import Incoming, receive
from kihub_desktop.services.sample import load_sample
from kihub_desktop.store.workspace import Surroundings, Workspace, create_workspace
from tests.migrations.written import FOLDER, written_content
from tests.services.golden_report import TODAY
from tests.store.conftest import CHEAP, PASSPHRASE


def make(folder: Path, expected: Path) -> None:
    """Sample companies, and one with a conflict, a deletion and a step that was undone."""
    with tempfile.TemporaryDirectory() as name:
        scratch = Path(name)
        mine = Surroundings(scratch / "anchors", key_cost=CHEAP)
        other = Surroundings(scratch / "anchors-2", key_cost=CHEAP)
        with (
            create_workspace(folder, PASSPHRASE, mine) as here,
            create_workspace(scratch / "Zwei.kihub", PASSPHRASE, other) as there,
        ):
            load_sample(here, TODAY)
            _quarrel(Services(here, lambda: TODAY), Services(there, lambda: TODAY))
            with here.reading() as connection:
                content = written_content(connection, here.registry)
    for needless in ("lock", "copies", "blobs"):
        path = folder / needless
        if path.is_dir() and not any(path.iterdir()):
            path.rmdir()
        elif path.is_file():
            path.unlink()
    text = json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True)
    expected.write_text(text + "\n", "utf-8")


def _quarrel(here: Services, there: Services) -> None:
    here.team.sign("Beratung A", "Laptop A")
    company, _changes = here.companies.create("Öl & Müßig Prüfbetrieb e. K.")
    process, _changes = here.processes.create(company, name="Rüsten", stops_per_year=Decimal(35))
    _carry(here.workspace, there.workspace)
    there.team.sign("Beratung B", "Laptop B")
    for side, stops in ((here, 38), (there, 41)):
        as_of = side.processes.of_company(company).as_of
        side.processes.save(company, process, as_of, stops_per_year=Decimal(stops))
    doomed, _changes = here.processes.create(company, name="Wird gelöscht")
    here.processes.delete(company, doomed, here.processes.of_company(company).as_of)
    state = here.companies.state(company)
    if state is None:
        raise LookupError("company")
    here.companies.save(company, state.as_of, town="Mylau")
    here.companies.save(
        company, state.as_of, town="Reichenbach im Vogtland", employees=Decimal("49.5")
    )
    here.undo.undo()
    here.undo.redo()
    here.companies.save(company, state.as_of, turnover=Decimal("1234567.89"))
    here.undo.undo()
    _carry(there.workspace, here.workspace)


def _carry(source: Workspace, target: Workspace) -> None:
    with source.reading() as connection:
        bodies = connection.exec_driver_sql("SELECT body FROM op ORDER BY arrived").all()
    with target.writing() as connection:
        receive(connection, target.registry, [Incoming(bytes(body)) for (body,) in bodies])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("name", help="format-N")
    name = parser.parse_args().name
    folder = FOLDER / f"{name}.kihub"
    if folder.exists():
        parser.error(f"{folder.name} is there already, and never written again")
    make(folder, FOLDER / f"{name}.kihub.json")


if __name__ == "__main__":
    main()
