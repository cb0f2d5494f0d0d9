"""`kihub calc data`: the quick test of a customer's table, from a file to JSON.

The answer holds `headline`, `sentence`, `growth`, `next_steps` in words, and under `result` the
profile with its columns, findings and grades, the question, and what was learned. Values of
columns that look personal are in none of them.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

from kihub_desktop.texts import _


def add_data(
    kinds: argparse._SubParsersAction[argparse.ArgumentParser], plain: Callable[[object], object]
) -> None:
    """Adds `calc data`; `plain` turns a result into JSON values."""
    text = _("Schnelltest einer Tabelle: CSV, XLSX, Parquet oder SQLite")
    parser = kinds.add_parser("data", help=text, description=text)
    parser.add_argument("--file", type=Path, required=True, help=_("die Datei"))
    parser.add_argument("--table", default="", help=_("Blatt oder Tabelle, sonst die erste"))
    parser.add_argument("--target", default="", help=_("Spalte, die vorhergesagt werden soll"))
    parser.add_argument(
        "--exclude", nargs="*", default=(), help=_("Spalten, die das Modell nicht sehen darf")
    )
    parser.add_argument("--group", default="", help=_("Spalte, deren Zeilen zusammengehören"))
    parser.add_argument(
        "--today", type=date.fromisoformat, help=_("Stichtag JJJJ-MM-TT, sonst heute")
    )
    parser.set_defaults(command=lambda options: _run(options, plain))


def _run(options: argparse.Namespace, plain: Callable[[object], object]) -> int:
    from kihub_desktop.analysis.data_check.check import growth, headline, next_steps, sentence
    from kihub_desktop.composition import today_here
    from kihub_desktop.services.quick_test_process import run_quick_test
    from kihub_desktop.services.quick_test_worker import Wanted

    tested = run_quick_test(
        Wanted(
            options.file,
            options.today or today_here(),
            options.table,
            options.target,
            tuple(options.exclude),
            options.group,
        )
    )
    found = tested.found
    answer = {
        "headline": headline(found),
        "sentence": sentence(found),
        "growth": growth(found.learning) if found.learning else None,
        "next_steps": next_steps(found),
        "seconds": round(tested.seconds, 2),
        "result": found,
    }
    json.dump(plain(answer), sys.stdout, ensure_ascii=False, indent=1, allow_nan=False)
    print()
    return 0
