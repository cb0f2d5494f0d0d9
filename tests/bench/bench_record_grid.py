"""How quick a list of 500 records is under the hand: opening a cell, committing it, a paste."""

from __future__ import annotations

import os
import statistics
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication

from kihub_desktop.store.workspace import Surroundings, create_workspace
from kihub_desktop.ui import theme
from tests.gui.record_table import Table
from tests.store.conftest import CHEAP, PASSPHRASE

ROWS = 500
ROUNDS = 40


def _timed(action: Callable[[], object]) -> float:
    start = time.perf_counter()
    action()
    return (time.perf_counter() - start) * 1000


def measure() -> dict[str, float]:
    """Milliseconds by what was done to a list of ROWS records, medians of ROUNDS."""
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    theme.apply(app, theme.load_theme("light"))
    with tempfile.TemporaryDirectory() as folder:
        around = Surroundings(anchors=Path(folder) / "anchors", key_cost=CHEAP)
        with create_workspace(Path(folder) / "Eins.kihub", PASSPHRASE, around) as workspace:
            table = Table(workspace)
            table.window.show()
            found = _of_table(app, table)
            table.window.close()
            return found


def _of_table(app: QApplication, table: Table) -> dict[str, float]:
    """What is opened is drawn before the clock stops."""
    text = "\n".join(f"Ablauf {n}\tQS\t{n}\t\tErmüdung, Schlupf {n} %\t3" for n in range(ROWS))
    table.rows.offer_paste(text, (), "name")
    pasted = _timed(table.rows.paste)
    view, editing = table.grid.view, table.grid.editing
    opened: list[float] = []
    committed: list[float] = []
    moved: list[float] = []
    for turn in range(ROUNDS):
        table.grid.choose(table.grid.model.rows[turn * 11].key, "hours_per_year")

        def open_cell(typed: str = str(turn)) -> None:
            editing.begin(typed)
            app.processEvents()
            view.grab()

        def commit() -> None:
            editing.commit_here()
            app.processEvents()

        opened.append(_timed(open_cell))
        committed.append(_timed(commit))
    keys = [row.key for row in table.grid.model.state.rows]
    moved.extend(
        _timed(partial(table.rows.move, (keys[turn * 3],), keys[turn * 5 + 1]))
        for turn in range(ROUNDS)
    )
    return {
        "rows pasted": pasted,
        "cell opened": statistics.median(opened),
        "cell committed": statistics.median(committed),
        "row moved": statistics.median(moved),
    }


if __name__ == "__main__":
    for name, milliseconds in measure().items():
        print(f"{name:<20} {milliseconds:7.1f} ms")
