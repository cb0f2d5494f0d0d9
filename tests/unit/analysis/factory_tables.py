"""Tables as factories record them, made from a seed, and the faults that they are given."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

import numpy as np
import pandas as pd

Frame: TypeAlias = pd.DataFrame
START = "2025-01-06 00:00"


def clean(rows: int = 20_000, seed: int = 1) -> Frame:
    """A spindle in three shifts: load, temperature, vibration, speed, and wear that ends a tool.

    `ausfall` says whether the tool fails within the next hours; wear raises vibration.
    """
    random = np.random.default_rng(seed)
    time = pd.date_range(START, periods=rows, freq="15min")
    hours = np.arange(rows) / 4
    load = 60 + 15 * np.sin(2 * np.pi * hours / 24) + _wander(random, rows, 0.98, 3.0)
    wear = np.mod(np.arange(rows), 480) / 480
    temperature = 30 + 0.25 * load + 6 * wear + random.normal(0, 0.8, rows)
    vibration = 1.2 + 1.6 * wear**2 + random.gamma(2.0, 0.08, rows)
    speed = 8_000 + 200 * np.round(random.normal(0, 1, rows)) + random.normal(0, 5, rows)
    chance = 1 / (1 + np.exp(-(9 * (wear - 0.86))))
    return pd.DataFrame(
        {
            "zeit": time,
            "last [%]": load.round(2),
            "temp_lager [°C]": temperature.round(2),
            "vibration [mm/s]": vibration.round(3),
            "drehzahl [1/min]": speed.round(0),
            "druck [bar]": (6 + random.normal(0, 0.15, rows)).round(3),
            "programm": random.choice(["P-100", "P-210", "P-315"], rows, p=[0.5, 0.3, 0.2]),
            "schicht": np.array(["Nacht", "Früh", "Spät"])[(time.hour // 8).to_numpy()],
            "ausfall": np.where(random.random(rows) < chance, "ja", "nein"),
        }
    )


def _wander(random: np.random.Generator, rows: int, keep: float, size: float) -> np.ndarray:
    """A value that comes back to its middle."""
    steps = random.normal(0, size * np.sqrt(1 - keep**2), rows)
    values = np.empty(rows)
    value = 0.0
    for place, step in enumerate(steps):
        value = keep * value + step
        values[place] = value
    return values


def saved(frame: Frame, path: Path, *, german: bool = True) -> Path:
    """The table as a CSV of a German or an English program."""
    shown = frame.copy()
    for name in shown.columns:
        if shown[name].dtype.kind == "M":
            shown[name] = shown[name].dt.strftime("%d.%m.%Y %H:%M" if german else "%Y-%m-%d %H:%M")
    if german:
        shown.to_csv(path, sep=";", decimal=",", index=False, encoding="cp1252")
    else:
        shown.to_csv(path, index=False)
    return path


# -- faults --------------------------------------------------------------------------------------


def with_gap(frame: Frame) -> Frame:
    made = frame.copy()
    made.loc[len(made) // 3 : len(made) // 3 + 1_500, "temp_lager [°C]"] = np.nan
    return made


def with_lost_rows(frame: Frame) -> Frame:
    third = len(frame) // 3
    return frame.drop(index=range(third, third + 900)).reset_index(drop=True)


def with_other_unit(frame: Frame) -> Frame:
    made = frame.copy()
    made.loc[len(made) // 2 :, "druck [bar]"] *= 100
    return made


def with_swapped_sensors(frame: Frame) -> Frame:
    made = frame.copy()
    late = made.index >= int(0.6 * len(made))
    one, other = "temp_lager [°C]", "druck [bar]"
    made.loc[late, [one, other]] = made.loc[late, [other, one]].to_numpy()
    return made


def with_drift(frame: Frame) -> Frame:
    made = frame.copy()
    made["druck [bar]"] += np.linspace(0, 1.2, len(made))
    return made


def with_repeated_rows(frame: Frame) -> Frame:
    return pd.concat([frame, frame.iloc[500:1_100]], ignore_index=True)


def with_stuck_sensor(frame: Frame) -> Frame:
    made = frame.copy()
    made.loc[4_000:5_200, "vibration [mm/s]"] = made.loc[4_000, "vibration [mm/s]"]
    return made


def with_stand_in(frame: Frame) -> Frame:
    made = frame.copy()
    made.loc[made.index % 97 == 0, "druck [bar]"] = -999.0
    return made


def with_outliers(frame: Frame) -> Frame:
    made = frame.copy()
    made.loc[[1_000, 7_000, 15_000], "temp_lager [°C]"] = [480.0, -200.0, 900.0]
    return made


def with_leak(frame: Frame) -> Frame:
    made = frame.copy()
    made["fehlercode"] = np.where(made["ausfall"] == "ja", 4711, 0)
    return made


def with_people(frame: Frame) -> Frame:
    made = frame.copy()
    random = np.random.default_rng(5)
    names = ["Sabine Müller", "Jörg Schäfer", "Peter Groß", "Katrin Vogel", "Uwe Lange"]
    made["Kürzel"] = random.choice(["MÜL", "SCH", "GRO"], len(made))
    made["geprüft durch"] = random.choice(names, len(made))
    made["kontakt"] = random.choice(["a.b@firma.example", "c.d@firma.example"], len(made))
    made["konto"] = random.choice(["DE89370400440532013000", "DE02120300000000202051"], len(made))
    return made


def with_constant(frame: Frame) -> Frame:
    return frame.assign(standort=1)


FAULTS: dict[str, Callable[[Frame], Frame]] = {
    "gap": with_gap,
    "time_gap": with_lost_rows,
    "unit": with_other_unit,
    "swap": with_swapped_sensors,
    "drift": with_drift,
    "duplicate_rows": with_repeated_rows,
    "stuck": with_stuck_sensor,
    "sentinel": with_stand_in,
    "outlier": with_outliers,
    "personal": with_people,
    "constant": with_constant,
}
"""By the kind of finding that each is to give."""
