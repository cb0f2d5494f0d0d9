"""Planted faults are found, a clean table raises no alarm, and noise is called noise."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from kihub_desktop.analysis.data_check.check import DataCheck, Question, check
from kihub_desktop.analysis.data_check.learning import Learnable
from kihub_desktop.analysis.data_check.profile import profile_of
from kihub_desktop.analysis.data_check.result import FindingKind, Severity, TableProfile
from kihub_desktop.domain.choices import DataReadiness
from kihub_desktop.domain.samples import SampleOrigin, TableFormat
from kihub_desktop.imports.frames import read_sample
from kihub_desktop.texts import render
from tests.unit.analysis import factory_tables as factory

TODAY = date(2025, 9, 1)


def _profile(frame: pd.DataFrame, folder: Path, *, german: bool = True) -> TableProfile:
    sample = read_sample(factory.saved(frame, folder / "daten.csv", german=german))
    return profile_of(sample.frame, sample.block, sample.origin, TODAY).profile


def _checked(frame: pd.DataFrame, target: str, seed: int = 1) -> DataCheck:
    origin = SampleOrigin("x", TableFormat.CSV, len(frame), len(frame))
    block = np.zeros(len(frame), dtype=np.int32)
    return check(frame, block, origin, TODAY, Question(target, seed=seed))


@pytest.mark.parametrize("seed", [1, 2, 3])
@pytest.mark.parametrize("german", [True, False])
def test_that_a_clean_table_raises_no_alarm(seed: int, german: bool, tmp_path: Path) -> None:
    found = _profile(factory.clean(seed=seed), tmp_path, german=german)
    alarms = [each for each in found.all_findings() if each.severity is not Severity.FACT]
    assert alarms == []
    assert found.readiness is DataReadiness.B1
    assert found.time is not None
    assert found.time.step == 900


@pytest.mark.parametrize("kind", factory.FAULTS)
def test_that_a_planted_fault_is_found(kind: str, tmp_path: Path) -> None:
    found = _profile(factory.FAULTS[kind](factory.clean()), tmp_path)
    kinds = {each.kind.value for each in found.all_findings()}
    assert kind in kinds
    others = kinds - {kind, "time_twice", "time_unsorted", "key"}
    assert others == set()


def test_that_a_gap_is_told_with_its_days(tmp_path: Path) -> None:
    found = _profile(factory.with_gap(factory.clean()), tmp_path)
    (gap,) = [each for each in found.all_findings() if each.kind is FindingKind.GAP]
    assert gap.columns == ("temp_lager [°C]",)
    assert render(gap.text) == "Lücke 16.03.2025 bis 01.04.2025"


def test_that_no_personal_value_is_in_the_profile(tmp_path: Path) -> None:
    found = _profile(factory.with_people(factory.clean(rows=2_000)), tmp_path)
    assert set(found.personal) == {"Kürzel", "geprüft durch", "kontakt", "konto"}
    said = repr(found)
    for value in ("Sabine", "Müller", "firma.example", "DE89", "MÜL"):
        assert value not in said


def test_that_what_gives_the_target_away_is_not_learned_from() -> None:
    frame = factory.with_leak(factory.clean(rows=2_000))
    found = _checked(frame, "ausfall")
    told = [each for each in found.profile.all_findings() if each.kind is FindingKind.LEAK]
    assert [each.columns for each in told] == [("fehlercode",)]
    assert found.learning is not None
    assert "fehlercode" not in {name for name, _ in found.learning.columns}


def test_that_wear_can_be_learned_from_vibration() -> None:
    found = _checked(factory.clean(rows=6_000), "ausfall")
    assert found.learning is not None
    assert found.learning.verdict is Learnable.CLEARLY
    assert found.learning.columns[0][0] == "vibration [mm/s]"
    assert found.profile.readiness is DataReadiness.A3


def test_that_noise_is_called_not_learnable_in_19_of_20_seeds() -> None:
    verdicts = []
    for seed in range(20):
        random = np.random.default_rng(seed)
        rows = (300, 600)[seed % 2]
        frame = pd.DataFrame(random.normal(size=(rows, 6)), columns=[f"x{i}" for i in range(6)])
        classes = random.choice(["gut", "schlecht"], rows, p=[0.75, 0.25])
        frame["ziel"] = classes if seed % 3 else random.normal(size=rows)
        learning = _checked(frame, "ziel", seed).learning
        assert learning is not None
        verdicts.append(learning.verdict)
    assert verdicts.count(Learnable.NOT) >= 19


def test_that_rows_of_a_batch_stay_together() -> None:
    random = np.random.default_rng(1)
    batches = np.repeat([f"C{i:03}" for i in range(60)], 20)
    level = np.repeat(random.normal(size=60), 20)
    noise = random.normal(size=(1_200, 4)) * 0.01
    frame = pd.DataFrame(noise + np.repeat(random.normal(size=(60, 4)), 20, axis=0))
    frame.columns = pd.Index(["a", "b", "c", "d"])
    frame["charge"], frame["ziel"] = batches, level + noise[:, 0] * 0.1
    learning = _checked(frame, "ziel").learning
    assert learning is not None
    assert learning.group_column == "charge"
    # Rows of a batch give each other away; kept together, nothing is left to learn.
    assert learning.verdict in {Learnable.NOT, Learnable.UNCERTAIN}


@pytest.mark.parametrize("shape", ["no_time", "batches", "orders", "daily"])
def test_that_clean_tables_of_other_shapes_raise_no_alarm(shape: str, tmp_path: Path) -> None:
    found = _profile(_other_shape(shape), tmp_path)
    alarms = [each for each in found.all_findings() if each.severity is not Severity.FACT]
    assert alarms == []
    assert found.personal == ()


def _other_shape(shape: str) -> pd.DataFrame:
    random = np.random.default_rng(4)
    frame = factory.clean(rows=3_000)
    if shape == "no_time":
        return frame.drop(columns=["zeit"])
    if shape == "batches":  # group by group, each at a level of its own
        level = np.repeat(random.normal(50, 12, 30), 100)
        charge = np.repeat([f"C-{n:03}" for n in range(30)], 100)
        measured = level + random.normal(0, 1, 3_000)
        return pd.DataFrame({"charge": charge, "härte [HV]": measured.round(2)})
    if shape == "orders":
        return pd.DataFrame(
            {
                "auftrag": np.arange(40_000, 43_000),
                "menge [Stk]": random.integers(1, 500, 3_000),
                "preis [€]": random.lognormal(4, 1, 3_000).round(2),
                "artikel": random.choice([f"{n:06}" for n in range(200)], 3_000),
            }
        )
    days = pd.date_range("2019-01-01", periods=2_000, freq="D")
    season = 20 + 10 * np.sin(2 * np.pi * np.arange(2_000) / 365.25)
    return pd.DataFrame(
        {"tag": days, "verbrauch [kWh]": (season + random.normal(0, 2, 2_000)).round(2)}
    )
