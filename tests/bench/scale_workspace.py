"""Large workspaces for measuring: invented companies, written through log and fold in bulk."""

from __future__ import annotations

import os
import random
import shutil
import time
from collections.abc import Iterator
from datetime import date, timedelta
from hashlib import sha256
from itertools import accumulate
from pathlib import Path
from typing import Any
from uuid import UUID

from kihub_desktop.domain import choices
from kihub_desktop.domain.fields import Record, kind_of, rules_of
from kihub_desktop.domain.identity import new_id, slot_id
from kihub_desktop.domain.records import (
    Answer,
    Assessment,
    Company,
    Contact,
    DataSource,
    Process,
    UseCase,
)
from kihub_desktop.domain.visit_records import ItSystem, Machine, Observation, Task, Visit
from kihub_desktop.replication.canonical import canonical
from kihub_desktop.replication.log import RecordWrite
from kihub_desktop.replication.operation import FieldWrite
from kihub_desktop.store.keys import Argon2Cost
from kihub_desktop.store.workspace import Surroundings, Workspace, create_workspace, open_workspace
from tests.bench.bulk import Bulk

PASSPHRASE = "nur für die Messung gut"
ANSWERS = 100
_TOGETHER = 50
_KEPT = Path(__file__).parents[2] / "build" / "bench"
TODAY = date(2026, 11, 23)


def words_in(text: str) -> tuple[str, ...]:
    return tuple(text.split())


_STAGES = (choices.Stage.T0, choices.Stage.T1, choices.Stage.T2)
_HEADS = words_in(
    """Sicht Waren Werk Dreh Fräs Schweiß Lager Kühl Blech Guss Mess Daten Bild Rüst Stück Takt
    Auftrags Angebots Rechnungs Liefer Prüf Fertigungs Montage Wartungs Energie Druck Luft Ventil
    Pumpen Zahn Getriebe Motor Sensor Kamera Steuerungs Netz Kunden Lieferanten Material Rohstoff
    Öl Wasser Strom Abfall Ausschuss Reklamations Urlaubs Schicht Personal Vertriebs"""
)
_MIDDLES = ("", *words_in("teil platten rahmen gruppen system stellen bereichs ketten"))
_TAILS = words_in(
    """prüfung planung führung straße stelle maschine anlage liste kontrolle messung abnahme
    erfassung meldung bestellung zeit menge kosten verlust fehler schaden größe höhe überwachung
    auswertung übergabe vorschlag rückmeldung einstellung lösung"""
)
_SMALL = words_in(
    """der die das und mit bei für nach ist wird noch von Hand im Werk ohne zu oft wenig QS IT ERP
    MES Öl CNC SPS läuft fehlt dauert sehr lange zwei drei Tage Woche Schicht täglich heute"""
)
_SURNAMES = words_in(
    """Müller Schmidt Weiß Köhler Jäger Groß Schröder Böhme Krüger Vogel Richter Wolf Schäfer
    Lange Hoffmann Möller Günther Strauß Lindner Ackermann Petzold Übel Reuter Nowak Öhler"""
)
_FIRST = words_in(
    "Anna Jörg Uwe Käthe René Birgit Sören Ines Falk Grit Jürgen Mandy Søren Lea Ömer"
)
_TOWNS = words_in("Plauen Görlitz Döbeln Zwickau Gößnitz Jena Suhl Mühlhausen Riesa Bautzen Gera")
_FORMS = ("GmbH", "GmbH & Co. KG", "KG", "e. K.", "AG")


def built(companies: int) -> Path:
    """The folder that holds such a workspace, made at most once for this state of the program."""
    told = sha256(Path(__file__).read_bytes())
    for name in ("bulk.py", "../../kihub_desktop/store/upgrade.py"):
        told.update((Path(__file__).parent / name).read_bytes())
    for registry in ("records.py", "visit_records.py"):
        told.update((Path(__file__).parents[2] / "kihub_desktop/domain" / registry).read_bytes())
    place = _KEPT / f"{companies}-{told.hexdigest()[:12]}"
    if not place.exists():
        unfinished = place.with_suffix(f".{os.getpid()}")
        unfinished.mkdir(parents=True)
        build(unfinished, companies)
        unfinished.rename(place)
    return place


def borrowed(companies: int, folder: Path) -> Path:
    """A copy of such a workspace to be written into; returns its folder."""
    kept = built(companies)
    shutil.copytree(kept, folder, dirs_exist_ok=True)
    return folder / f"Messung-{companies}.kihub"


def build(folder: Path, companies: int) -> Path:
    """A workspace with that many companies of 100 answers each; returns its folder.

    The operations are encoded and chained as typed ones are. They are the first of their
    records, so that the fold has nothing to weigh: each value is live, each record exists.
    """
    target = folder / f"Messung-{companies}.kihub"
    invention = Invention(companies)
    with create_workspace(target, PASSPHRASE, around(folder)) as workspace:
        bulk = Bulk(workspace)
        for begin in range(0, companies, _TOGETHER):
            with workspace.writing() as connection:
                for number in range(begin, min(begin + _TOGETHER, companies)):
                    bulk.add(_write(*each) for each in invention.company(number, workspace))
                bulk.flush(connection)
    return target


def reopened(target: Path) -> Workspace:
    return open_workspace(target, PASSPHRASE, around(target.parent))


def confirm_all_but(workspace: Workspace, waiting: int) -> None:
    """Numbers the log as a hub would have done, but for the last operations."""
    with workspace.writing() as connection:
        connection.exec_driver_sql(
            "UPDATE op SET hub_n = arrived WHERE arrived <= (SELECT max(arrived) FROM op) - ?",
            (waiting,),
        )


def around(folder: Path) -> Surroundings:
    return Surroundings(folder / "anchors", key_cost=Argon2Cost(1, 64, 1))


_Given = tuple[type[Record], UUID, UUID, dict[str, Any]]


def _write(
    cls: type[Record], company: UUID, identifier: UUID, values: dict[str, Any]
) -> RecordWrite:
    rules = rules_of(cls)
    fields = {name: FieldWrite(canonical(rules[name], value)) for name, value in values.items()}
    return RecordWrite(company, f"{kind_of(cls).name}:{identifier}", fields)


class Invention:
    """Invents companies; the same number gives the same texts."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)
        words = [h + m + t for h in _HEADS for m in _MIDDLES for t in _TAILS]
        self._random.shuffle(words)
        self._words = [*_SMALL, *words]
        self._weights = list(accumulate(1 / (place + 3) for place in range(len(self._words))))

    def text(self, words: int) -> str:
        return " ".join(self._random.choices(self._words, cum_weights=self._weights, k=words))

    def name(self) -> str:
        return f"{self._random.choice(_FIRST)} {self._random.choice(_SURNAMES)}"

    def company(self, number: int, workspace: Workspace) -> Iterator[_Given]:
        company = workspace.new_id()
        pick = self._random.choice
        what = pick(_HEADS) + pick(("technik", "bau", "werke", "service", "logistik"))
        yield (
            Company,
            company,
            company,
            {
                "name": f"{pick(_SURNAMES)} {what} {number} {pick(_FORMS)}",
                "town": pick(_TOWNS),
                "sector": pick(tuple(choices.Sector)),
                "employees": self._random.randint(3, 400),
                "next_step": self.text(3),
            },
        )
        for cls, count, make in self._kinds():
            for _place in range(count):
                yield cls, company, new_id(workspace.around.now()), make()
        yield from self._answers(company)

    def _kinds(self) -> tuple[tuple[type[Record], int, Any], ...]:
        return (
            (Contact, 3, self._contact),
            (Process, 4, lambda: {"name": self.text(2), "problem": self.text(8)}),
            (DataSource, 3, lambda: {"name": self.text(2), "system": self.text(1)}),
            (ItSystem, 2, lambda: {"name": self.text(1), "vendor": self.text(1)}),
            (Machine, 2, lambda: {"name": self.text(1), "maker": self.text(1)}),
            (Observation, 2, lambda: {"text": self.text(15)}),
            (UseCase, 2, lambda: {"title": self.text(3), "description": self.text(12)}),
            (Visit, 1, self._visit),
            (Task, 2, lambda: {"text": self.text(4), "due": self._day()}),
        )

    def _contact(self) -> dict[str, Any]:
        name, number = self.name(), self._random.randint(10_000, 999_999)
        return {"name": name, "role": self.text(1), "phone": f"0371 {number}"}

    def _visit(self) -> dict[str, Any]:
        return {"held_on": self._day(), "topic": self.text(2), "kind": choices.VisitKind.FIRST_TALK}

    def _day(self) -> date:
        return TODAY + timedelta(days=self._random.randint(-400, 200))

    def _answers(self, company: UUID) -> Iterator[_Given]:
        left = ANSWERS
        for stage in _STAGES:
            assessment = slot_id("assessment", company, stage.value)
            yield Assessment, company, assessment, {"stage": stage, "held_on": self._day()}
            for place in range(min(left, 42)):
                question = f"D{place // 6 + 1}.{place % 6 + 1}"
                given: dict[str, Any] = {
                    "assessment": assessment,
                    "question": question,
                    "level": choices.Level(str(self._random.randint(0, 5))),
                }
                if self._random.random() < 0.1:
                    given["note"] = self.text(9)
                yield Answer, company, slot_id("answer", assessment, question), given
            left -= min(left, 42)


if __name__ == "__main__":
    import sys

    begin = time.perf_counter()
    made = build(Path(sys.argv[1]), int(sys.argv[2]))
    print(made, f"{time.perf_counter() - begin:.0f} s")
