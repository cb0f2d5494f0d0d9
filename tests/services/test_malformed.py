"""Malformed inputs: a clear message or a sound result, quickly, and nothing half-imported."""

from __future__ import annotations

import time
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pytest

from kihub_desktop.composition import Services
from kihub_desktop.domain.fields import Holds, rules_of
from kihub_desktop.domain.parsing import Parsed, parse
from kihub_desktop.domain.phrases import phrase
from kihub_desktop.domain.records import Company
from kihub_desktop.domain.refusals import Reason, Refused
from kihub_desktop.imports.company_plan import Choices
from kihub_desktop.imports.company_rows import drafts, guessed, known_headings
from kihub_desktop.imports.foreign_tables import pasted_table, read_file, read_table
from kihub_desktop.imports.layout import layout_of
from kihub_desktop.imports.limits import Watch
from kihub_desktop.imports.pictures import prepare, read_picture_file
from kihub_desktop.imports.sheets import Sheet
from kihub_desktop.imports.vcards import drafts_of, read_cards
from kihub_desktop.replication.check import check_log
from kihub_desktop.replication.log import last_arrival
from kihub_desktop.texts import render
from tests.unit.imports.malformed import Malformed, malformed

TODAY = date(2026, 11, 30)
SLOWEST = 2.0
RULES = [rule for rule in rules_of(Company).values() if rule.holds is not Holds.LINK]
KNOWN = known_headings()


@dataclass
class Tally:
    """How the inputs ended, and which took longest."""

    refused: int = 0
    imported: int = 0
    told: int = 0
    worst: float = 0.0
    slowest: str = ""
    faults: list[str] = field(default_factory=list)


class Attempt:
    """Treats an input as the program does, up to the written records."""

    def __init__(self, services: Services, folder: Path) -> None:
        self._services, self._folder = services, folder

    def run(self, inputs: Iterable[Malformed]) -> Tally:
        tally = Tally()
        for number, each in enumerate(inputs):
            before = self._arrival()
            began = time.perf_counter()
            try:
                self._treat(each, tally)
            except Refused as refusal:
                tally.refused += 1
                if not render(refusal.message).strip() or self._arrival() != before:
                    tally.faults.append(f"{number} {each.kind}: refused, but not cleanly")
            except Exception as fault:  # the point of the test
                tally.faults.append(f"{number} {each.kind}: {type(fault).__name__}: {fault}")
            took = time.perf_counter() - began
            if took > tally.worst:
                tally.worst, tally.slowest = took, f"{number} {each.kind}"
        return tally

    def _treat(self, each: Malformed, tally: Tally) -> None:
        if each.kind == "typed":
            tally.told += _read(each.text).problem is not None
            return
        if each.kind == "picture":
            prepare(each.content, each.name)
            return
        reader = self._services.imports.reader()
        if each.kind == "card":
            found = drafts_of(read_cards(each.content, Watch()).cards, reader, with_company=True)
        else:
            layout = layout_of(self._sheet(each), KNOWN)
            found = drafts(layout, guessed(layout, KNOWN), reader)
        planned = self._services.imports.plan(found, Choices())
        for problem in planned.problems:
            tally.told += bool(render(problem.problem))
        outcome = self._services.imports.apply(planned)
        tally.imported += outcome.new + outcome.changed

    def _sheet(self, each: Malformed) -> Sheet:
        if each.kind == "pasted":
            return pasted_table(each.text, each.name)
        with suppress(Refused):  # names that no disk holds, and paths
            read_file(self._folder / each.name)
        with suppress(Refused):
            read_picture_file(self._folder / each.name)
        return read_table(each.content, each.name, Watch())

    def _arrival(self) -> int:
        with self._services.workspace.reading() as connection:
            return last_arrival(connection)


def _read(text: str) -> Parsed:
    """The last problem that any field has with a text."""
    found = [parse(rule, text, TODAY, language) for rule in RULES for language in ("de", "en")]
    return next((each for each in found if each.problem is not None), found[0])


def _try(services: Services, folder: Path, seed: int, count: int) -> Tally:
    tally = Attempt(services, folder).run(malformed(seed, count))
    print(  # noqa: T201  asked for: the worst time
        f"\n{count} malformed inputs: {tally.refused} refused, {tally.told} told beside their cell,"
        f" {tally.imported} rows taken in; slowest {tally.worst * 1000:.0f} ms ({tally.slowest})"
    )
    return tally


def _sound(services: Services) -> bool:
    with services.workspace.reading() as connection:
        return check_log(connection, services.workspace.registry).clean


def test_that_malformed_inputs_neither_stop_nor_stall_the_program(
    services: Services, tmp_path: Path
) -> None:
    tally = _try(services, tmp_path, seed=20261130, count=480)
    assert tally.faults == []
    assert tally.worst < SLOWEST
    assert tally.refused > 60
    assert _sound(services)


class _Forgetful(Attempt):
    """Stumbles over every input, or writes before it refuses."""

    def _treat(self, each: Malformed, tally: Tally) -> None:
        self._services.companies.create("halb")
        if each.kind == "csv":
            raise KeyError(each.name)
        raise Refused(Reason.BAD_INPUT, phrase("Abgelehnt."))


def test_that_planted_faults_are_noticed(services: Services, tmp_path: Path) -> None:
    tally = _Forgetful(services, tmp_path).run(malformed(1, 9))
    assert len(tally.faults) == 9
    assert any("KeyError" in fault for fault in tally.faults)


@pytest.mark.prove
@pytest.mark.parametrize("seed", range(5))
def test_that_ten_thousand_malformed_inputs_do_no_harm(
    services: Services, tmp_path: Path, seed: int
) -> None:
    tally = _try(services, tmp_path, seed=seed, count=2000)
    assert tally.faults == []
    assert tally.worst < SLOWEST
    assert _sound(services)
