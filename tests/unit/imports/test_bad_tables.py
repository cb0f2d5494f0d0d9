"""Whatever a customer sends is one clear sentence or a profile, in bounded memory."""

from __future__ import annotations

import io
import sqlite3
import zipfile
from collections.abc import Callable
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import fastparquet
import numpy as np
import pandas as pd
import pytest

from kihub_desktop.analysis.data_check.check import DataCheck, Question, check, sentence
from kihub_desktop.analysis.data_check.learning import Learnable
from kihub_desktop.analysis.data_check.result import FindingKind
from kihub_desktop.domain.refusals import Refused
from kihub_desktop.imports.frames import Sample, read_sample, tables_of
from kihub_desktop.services.quick_test_process import run_quick_test
from kihub_desktop.services.quick_test_worker import MEMORY, Wanted
from kihub_desktop.texts import render
from tests.unit.analysis import factory_tables as factory

TODAY = date(2026, 11, 23)
GIGABYTE = 1_000_000_000


def _file(folder: Path, content: bytes | str, name: str = "daten.csv") -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def _checked(sample: Sample, target: str = "") -> DataCheck:
    return check(sample.frame, sample.block, sample.origin, TODAY, Question(target))


def _refusal(path: Path, table: str = "") -> str:
    """The sentence about a file that is none, whether it shows while reading or in the child."""
    with pytest.raises(Refused) as refused:
        read_sample(path)
    assert "Traceback" not in refused.value.detail
    return render(refused.value.message)


# -- one sentence ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "Die Datei ist leer."),
        (b"\n\n  \n", "Die Datei ist leer."),
        ("a;b;c\n", "Die Datei enthält nur Überschriften und keine Zeilen."),
        (b"%PDF-1.7 \x00\x01", "Die Datei ist keine Tabelle;"),
        (bytes(range(256)) * 40, "Die Datei ist keine Tabelle;"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 90, "Die Datei ist keine Tabelle;"),
        (b"PK\x03\x04" + b"junk" * 50, "Die "),
        (b"PAR1" + b"junk" * 50 + b"PAR1", "Die Datei ist beschädigt oder keine Tabelle"),
        (b"PAR1" + b"\xff" * 4_000 + b"\xff\xff\xff\x7fPAR1", "Die Datei ist beschädigt"),
        (b"SQLite format 3\0" + b"junk" * 50, "Die Datei ist beschädigt oder keine Tabelle"),
        (b"\xd0\xcf\x11\xe0" + b"junk" * 50, "Die "),
    ],
)
def test_that_no_table_is_one_sentence(content: bytes, said: str, tmp_path: Path) -> None:
    assert _refusal(_file(tmp_path, content)).startswith(said)


def test_that_too_many_columns_are_told(tmp_path: Path) -> None:
    wide = ";".join(f"x{n}" for n in range(2_001))
    rows = "\n".join(";".join(["1"] * 2_001) for _n in range(5))
    assert _refusal(_file(tmp_path, f"{wide}\n{rows}\n")) == (
        "Die Tabelle hat 2.001 Spalten; geprüft werden höchstens 2.000."
    )


def test_that_a_bomb_of_a_workbook_is_refused(tmp_path: Path) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as target:
        target.writestr("[Content_Types].xml", b"<a>" + b" " * 100_000_000 + b"</a>")
        target.writestr("xl/workbook.xml", b" " * 100_000_000)
    path = _file(tmp_path, packed.getvalue(), "bombe.xlsx")
    assert len(path.read_bytes()) < 1_000_000
    assert _refusal(path)


def test_that_an_empty_database_and_an_unknown_table_are_told(tmp_path: Path) -> None:
    path = tmp_path / "leer.db"
    with closing(sqlite3.connect(path)) as target:
        target.execute("CREATE VIEW v AS SELECT 1")
        target.commit()
    assert _refusal(path) == "Die Datenbank enthält keine Tabelle."


def test_that_a_forged_database_ends_in_time_and_in_words(tmp_path: Path) -> None:
    path = tmp_path / "gut.db"
    with closing(sqlite3.connect(path)) as target:
        factory.clean(rows=3_000).to_sql("werte", target, index=False)
    content = bytearray(path.read_bytes())
    random = np.random.default_rng(3)
    for place in random.integers(4_096, len(content), 4_000):
        content[place] = random.integers(0, 256)
    forged = _file(tmp_path, bytes(content), "gefaelscht.db")
    assert _ends_well(forged)


def test_that_a_forged_parquet_ends_in_words(tmp_path: Path) -> None:
    path = tmp_path / "gut.parquet"
    fastparquet.write(str(path), factory.clean(rows=3_000))
    whole = path.read_bytes()
    random = np.random.default_rng(3)
    for seed in range(4):
        content = bytearray(whole)
        first = 4 if seed % 2 else len(content) - 2_000
        for place in random.integers(first, len(content) - 4, 40):
            content[place] = random.integers(0, 256)
        assert _ends_well(_file(tmp_path, bytes(content), f"f{seed}.parquet"))


def _ends_well(path: Path) -> bool:
    """Whether a file gives a result or a sentence, in a child that keeps to its memory."""
    try:
        return run_quick_test(Wanted(path, TODAY)).peak < MEMORY
    except Refused as refusal:
        return render(refusal.message).endswith(".")


# -- poor, but a table -------------------------------------------------------------------------


@pytest.mark.parametrize(
    "frame",
    [
        pd.DataFrame({"a": [1.0], "b": ["x"]}),
        pd.DataFrame({"a": np.arange(300)}),
        pd.DataFrame({"a": [np.nan] * 200, "b": [None] * 200}),
        pd.DataFrame({"a": [np.inf, -np.inf] * 100, "b": np.arange(200.0)}),
        pd.DataFrame({"a": [1e308, -1e308, 5e-324] * 100, "b": [2**63 - 1] * 300}),
        pd.DataFrame({"a": ["x" * 40_000] * 50, "b": range(50)}),
        pd.DataFrame({"ü;\"'\n": [1, 2, 3] * 40, "": ["a", "b", "c"] * 40}),
        pd.DataFrame(np.ones((40, 3)), columns=["a", "a", "a"]),
    ],
    ids=["one_row", "one_column", "missing", "infinite", "extreme", "long", "names", "same_names"],
)
@pytest.mark.parametrize("ending", ["csv", "parquet"])
def test_that_a_poor_table_still_gets_its_words(
    frame: pd.DataFrame, ending: str, tmp_path: Path
) -> None:
    path = tmp_path / f"daten.{ending}"
    if ending == "csv":
        frame.to_csv(path, sep=";", index=False)
    elif len(set(frame.columns)) < frame.shape[1]:
        return  # the format has no equal names
    else:
        fastparquet.write(str(path), frame)
    found = _checked(read_sample(path))
    assert found.profile.columns_total == frame.shape[1]
    assert render(sentence(found))


def test_that_one_row_and_all_missing_are_found(tmp_path: Path) -> None:
    one = _checked(read_sample(_file(tmp_path, "a;b\n1;2\n")))
    assert FindingKind.SHORT in {each.kind for each in one.profile.findings}
    none = _checked(read_sample(_file(tmp_path, "a;b\n" + ";\n" * 100, "leer.csv")))
    assert {f.kind for f in none.profile.all_findings()} >= {FindingKind.EMPTY}


def test_that_two_thousand_columns_are_profiled_within_memory(tmp_path: Path) -> None:
    random = np.random.default_rng(1)
    frame = pd.DataFrame(random.normal(size=(200, 2_000)).round(4))
    frame.columns = pd.Index([f"wert_{n}" for n in range(2_000)])
    path = factory.saved(frame, tmp_path / "breit.csv")
    found = run_quick_test(Wanted(path, TODAY))
    assert found.found.profile.columns_total == 2_000
    assert found.peak < MEMORY


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_that_german_letters_survive_every_encoding(encoding: str, tmp_path: Path) -> None:
    body = "Größe;Prüfmaß\n" + "".join(f"{n},5;grün\n" for n in range(100))
    sample = read_sample(_file(tmp_path, body.encode(encoding)))
    assert list(sample.frame.columns) == ["Größe", "Prüfmaß"]
    assert sample.frame["Größe"].iloc[3] == 3.5


def test_that_mixed_encodings_are_read_and_damage_is_told(tmp_path: Path) -> None:
    lines = [
        b"wert;farbe",
        *(f"{n};grün".encode("utf-8" if n % 2 else "cp1252") for n in range(90)),
    ]
    found = _checked(read_sample(_file(tmp_path, b"\n".join(lines))))
    assert found.profile.rows == 90
    broken = "größe;text\n" + "1;MÃ¼ller\n" * 60
    remarks = _checked(read_sample(_file(tmp_path, broken, "b.csv"))).profile.origin.remarks
    assert "schon in der Datei beschädigt" in render(remarks[0])


@pytest.mark.parametrize("target", ["eine", "leer", "name"])
def test_that_a_target_without_choice_is_told(target: str) -> None:
    frame = pd.DataFrame(
        {
            "x": np.arange(300) % 17,
            "eine": ["gut"] * 300,
            "leer": [np.nan] * 300,
            "name": [f"Teil {n}" for n in range(300)],
        }
    )
    sample = Sample(frame, np.zeros(300, dtype=np.int32), read_origin(frame))
    found = _checked(sample, target)
    assert found.learning is None or found.learning.verdict is Learnable.TOO_LITTLE
    assert target not in found.possible_targets


def test_that_a_class_with_few_cases_is_too_little() -> None:
    frame = pd.DataFrame({"x": np.arange(300) % 17, "y": ["gut"] * 295 + ["schlecht"] * 5})
    sample = Sample(frame, np.zeros(300, dtype=np.int32), read_origin(frame))
    learning = _checked(sample, "y").learning
    assert learning is not None
    assert learning.verdict is Learnable.TOO_LITTLE


def read_origin(frame: pd.DataFrame) -> Any:
    from kihub_desktop.domain.samples import SampleOrigin, TableFormat

    return SampleOrigin("x.csv", TableFormat.CSV, len(frame), len(frame))


# -- other formats -----------------------------------------------------------------------------


def _as_workbook(frame: pd.DataFrame, path: Path) -> None:
    with pd.ExcelWriter(path, engine="xlsxwriter") as target:
        pd.DataFrame({"Hinweis": ["nichts"]}).to_excel(target, sheet_name="Deckblatt", index=False)
        frame.to_excel(target, sheet_name="Werte", index=False)


def _as_database(frame: pd.DataFrame, path: Path) -> None:
    with closing(sqlite3.connect(path)) as target:
        frame.to_sql("Werte", target, index=False)
        pd.DataFrame({"a": [1]}).to_sql("andere", target, index=False)


@pytest.mark.parametrize(
    ("ending", "save", "tables"),
    [
        ("xlsx", _as_workbook, ("Deckblatt", "Werte")),
        ("db", _as_database, ("Werte", "andere")),
        ("parquet", lambda frame, path: fastparquet.write(str(path), frame), ()),
    ],
)
def test_that_every_format_tells_the_same_of_a_table(
    ending: str,
    save: Callable[[pd.DataFrame, Path], None],
    tables: tuple[str, ...],
    tmp_path: Path,
) -> None:
    frame = factory.with_gap(factory.clean(rows=6_000))
    path = tmp_path / f"daten.{ending}"
    save(frame, path)
    assert tables_of(path) == tables
    from kihub_desktop.imports.frames import Reading

    sample = read_sample(path, Reading("Werte" if tables else ""))
    found = _checked(sample).profile
    assert found.time is not None
    assert (found.rows, found.time.column, found.time.step) == (6_000, "zeit", 900)
    assert FindingKind.GAP in {each.kind for each in found.all_findings()}
    alarms = {each.kind for each in found.all_findings()} - {FindingKind.GAP}
    assert alarms == set()


# -- large -------------------------------------------------------------------------------------


@pytest.mark.prove
@pytest.mark.timeout(1200)
def test_that_two_gigabytes_are_tested_within_memory(tmp_path: Path) -> None:
    part = factory.saved(factory.clean(rows=20_000), tmp_path / "teil.csv").read_bytes()
    heading, _line, body = part.partition(b"\n")
    path = tmp_path / "gross.csv"
    with path.open("wb") as target:
        target.write(heading + b"\n")
        while target.tell() < 2 * GIGABYTE:
            target.write(body)
    found = run_quick_test(Wanted(path, TODAY, target="ausfall"))
    assert found.peak < MEMORY
    assert found.found.profile.origin.rows_total > 20_000_000
    assert found.found.profile.rows <= 250_000
    assert found.found.profile.origin.blocks > 1


@pytest.mark.prove
def test_that_a_hole_of_two_gigabytes_is_one_sentence(tmp_path: Path) -> None:
    path = tmp_path / "loch.csv"
    with path.open("wb") as target:
        target.write(b"a;b\n1;2\n")
        target.truncate(2 * GIGABYTE)
    with pytest.raises(Refused) as refused:
        run_quick_test(Wanted(path, TODAY))
    assert render(refused.value.message).endswith(".")
