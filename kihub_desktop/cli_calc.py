"""`kihub calc`: the analyses as filters, JSON on standard input to JSON on standard output."""

from __future__ import annotations

import argparse
import json
import math
import sys
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any

from kihub_desktop.cli_input import MAX_INPUT, parsed
from kihub_desktop.domain.phrases import Amount, Joined, Phrase, phrase
from kihub_desktop.domain.refusals import Reason, Refused
from kihub_desktop.texts import _, render

_EXAMPLES = {
    "readiness": (
        '{"answers": {"D1.1": {"level": 3, "evidence": 2}, "D1.2": {"not_relevant": true}}}'
    ),
    "economics": (
        '{"lines": [{"id": "a", "label": "Integration", "side": "cost", "first_year": 0,'
        ' "last_year": 0, "quantity": {"pessimistic": 78000, "likely": 58000,'
        ' "optimistic": 49000}}, {"id": "b", "label": "Stillstände", "side": "benefit",'
        ' "first_year": 1, "last_year": 5, "quantity": {"pessimistic": 12, "likely": 22,'
        ' "optimistic": 30}, "price": {"pessimistic": 1900, "likely": 2600,'
        ' "optimistic": 3400}}], "horizon_years": 5, "discount_rate": 0.08}'
    ),
    "dma": '{"answers": {"Q1.operations": 3, "Q3.website": 1}, "profile": "EU-DMA-A-2024"}',
    "law": (
        '{"facts": {"ableitung": "gelernt", "art5": ["keine"], "zweckbereich": ["keiner"],'
        ' "personenbezug": "nein"}}'
    ),
    "ahp": '{"criteria": 3, "persons": [[[0, 1, 3], [0, 2, 3], [1, 2, 2]]]}',
    "topsis": '{"values": [[17, 12], [10, 9], [8, 6]], "weights": [0.714, 0.286]}',
    "smaa": '{"values": [[1, 0], [0, 1], [0.6, 0.6]], "ordered": [1, 2], "samples": 20000}',
    "verdict": (
        '{"id": "a", "name": "Verschleiß vorhersagen", "archetype": "PM",'
        ' "indicators": {"D1.2": {"level": 3, "evidence": 2}}}'
    ),
}


def add_calc(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Adds `calc readiness|dma|economics|law|ahp|topsis|smaa|verdict|data`."""
    calc = commands.add_parser("calc", help=_("eine Analyse rechnen: JSON hinein, JSON heraus"))
    kinds = calc.add_subparsers(required=True, metavar=_("ANALYSE"))
    for name, (command, text) in _analyses().items():
        parser = kinds.add_parser(
            name,
            help=text,
            description=text,
            epilog=_("Beispiel der Eingabe: {example}")
            .format(example=_EXAMPLES[name])
            .replace("%", "%%"),
        )
        parser.add_argument(
            "--today", type=date.fromisoformat, help=_("Stichtag JJJJ-MM-TT, sonst heute")
        )
        parser.set_defaults(command=_run, analysis=command)
    from kihub_desktop.cli_quick_test import add_data

    add_data(kinds, plain)


def _analyses() -> dict[str, tuple[Callable[[bytes, date], object], str]]:
    return {
        "readiness": (_readiness, _("Reifegrad aus Antworten je Frage")),
        "dma": (_dma, _("EU-DMA aus Antworten je Zeile, nach drei Lesarten der Wertung")),
        "economics": (_economics, _("Wirtschaftlichkeit aus Kosten und Nutzen")),
        "law": (_law, _("Rechtliche Prüfung aus Antworten je Frage")),
        "ahp": (_ranking("ahp"), _("Gewichte aus paarweisen Vergleichen")),
        "topsis": (_ranking("topsis"), _("Reihenfolge nach Abstand zum Besten (TOPSIS)")),
        "smaa": (_ranking("smaa"), _("Sicherheit einer Reihenfolge (SMAA)")),
        "verdict": (_verdict, _("Urteil über einen Anwendungsfall")),
    }


def _run(options: argparse.Namespace) -> int:
    from kihub_desktop.composition import today_here

    body = sys.stdin.buffer.read(MAX_INPUT + 1)
    if len(body) > MAX_INPUT:
        raise Refused(Reason.BAD_INPUT, phrase("Die Eingabe ist größer als 10 MB."))
    result = options.analysis(body, options.today or today_here())
    json.dump(plain(result), sys.stdout, ensure_ascii=False, indent=1, allow_nan=False)
    print()
    return 0


def _ranking(name: str) -> Callable[[bytes, date], object]:
    def run(body: bytes, _today: date) -> object:
        from kihub_desktop import cli_ranking

        return getattr(cli_ranking, name)(body)

    return run


def _readiness(body: bytes, _today: date) -> object:
    from kihub_desktop.analysis.readiness import assess_readiness
    from kihub_desktop.analysis.readiness_inputs import ReadinessInput
    from kihub_desktop.analysis.readiness_words import readiness_tree
    from kihub_desktop.catalogues.method import current_method

    given: ReadinessInput = parsed(ReadinessInput, body)
    result = assess_readiness(given, current_method())
    return {"result": result, "explanation": readiness_tree(result, given, current_method())}


def _dma(body: bytes, _today: date) -> object:
    from kihub_desktop.cli_dma import dma

    return dma(body)


def _law(body: bytes, today: date) -> object:
    from kihub_desktop.cli_law import law

    return law(body, today)


def _economics(body: bytes, _today: date) -> object:
    from kihub_desktop.analysis.economics.assessment import assess
    from kihub_desktop.analysis.economics.case import BusinessCase
    from kihub_desktop.catalogues.method import current_method

    rules = current_method().economy
    usual = {"horizon_years": rules.usual_horizon, "discount_rate": rules.usual_rate / 100}
    given = json.dumps({**usual, **parsed(dict[str, Any], body)}).encode()
    return assess(parsed(BusinessCase, given), rules.least_stake)


def _verdict(body: bytes, today: date) -> object:
    from kihub_desktop.analysis.verdict.inputs import UseCaseInput
    from kihub_desktop.analysis.verdict.judge import judge
    from kihub_desktop.analysis.verdict.outcome import Engine
    from kihub_desktop.catalogues.method import current_method

    return judge(parsed(UseCaseInput, body), Engine(current_method()), today)


def plain(value: Any) -> Any:
    """A result as JSON values: phrases worded, enums by value, what has no number as null."""
    if isinstance(value, Mapping):
        return {str(plain(key)): plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(each) for each in value]
    return _plain_one(value)


def _plain_one(value: Any) -> Any:
    if isinstance(value, Phrase | Amount | Joined):
        return render(value)
    if isinstance(value, Enum):
        return value.name.lower() if isinstance(value.value, int) else value.value
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, Decimal | date):
        return str(value)
    if is_dataclass(value) and not isinstance(value, type):
        return {each.name: plain(getattr(value, each.name)) for each in fields(value)}
    return value
