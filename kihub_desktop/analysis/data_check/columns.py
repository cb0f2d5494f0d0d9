"""What kind of values each column holds: German and English numbers, dates, categories, texts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from kihub_desktop.analysis.data_check.moments import form_of, seconds_of

if TYPE_CHECKING:
    from pandas import DataFrame, Series

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Codes = NDArray[np.int64]
_LOOKED_AT = 2_000
_AGREE = 0.98
_MOST_CATEGORIES = 60
_CATEGORY_SHARE = 0.2
_GREATEST = 1e140
"""What is larger measures nothing, and its square would not be a number any more."""
_NUMBER = r"[-+]?(?:\d{1,3}(?:[. ’']\d{3})+|\d+)(?:,\d+)?|[-+]?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?"
_WITH_UNIT = re.compile(rf"\s*({_NUMBER})\s*([^\d\s.,+-][^\d]{{0,9}})?\s*")
_GROUPED = re.compile(r"(?<=\d)[. ’'](?=\d{3}(?:\D|$))")
_FLAG_WORDS = (
    {"ja", "nein"}, {"yes", "no"}, {"true", "false"}, {"wahr", "falsch"}, {"j", "n"}, {"y", "n"},
    {"ok", "nok"}, {"io", "nio"}, {"i.o.", "n.i.o."}, {"gut", "schlecht"}, {"an", "aus"},
    {"on", "off"},
)  # fmt: skip


class ColumnKind(StrEnum):
    NUMBER = "number"
    TIME = "time"
    CATEGORY = "category"
    FLAG = "flag"
    TEXT = "text"
    EMPTY = "empty"


@dataclass(frozen=True, eq=False)
class Column:
    """One column of n rows.

    `numbers` (n,) holds values, NaN where missing, seconds since 1970 for times, codes for
    categories and flags; for texts it is empty. `labels` are the words of the codes. `mixed` is
    the share of filled cells that do not fit the kind and count as missing. `in_order` are the
    values that are there, sorted, where something has already sorted them.
    """

    name: str
    kind: ColumnKind
    missing: Flags
    numbers: Floats
    labels: tuple[str, ...] = ()
    unit: str = ""
    mixed: float = 0.0
    distinct: int = 0
    in_order: Floats | None = None

    @property
    def filled(self) -> int:
        return int(self.missing.size - self.missing.sum())

    @property
    def missing_share(self) -> float:
        return float(self.missing.mean()) if self.missing.size else 1.0

    @property
    def present(self) -> Floats:
        """The values that are there."""
        return self.numbers[~self.missing] if self.numbers.size else self.numbers

    @cached_property
    def ascending(self) -> Floats:
        """The values that are there, sorted once for everything that asks for their spread."""
        return np.sort(self.present) if self.in_order is None else self.in_order


def quantiles(ascending: Floats, shares: Sequence[float]) -> tuple[float, ...]:
    """Linear quantiles (number 7 of Hyndman and Fan 1996) of sorted values (n,), n > 0."""
    places = np.asarray(shares) * (ascending.size - 1)
    below = places.astype(np.int64)
    above = np.minimum(below + 1, ascending.size - 1)
    low, high = ascending[below], ascending[above]
    return tuple(float(each) for each in low + (places - below) * (high - low))


def columns_of(frame: DataFrame, units: tuple[tuple[str, str], ...] = ()) -> tuple[Column, ...]:
    """The columns of a frame by what they hold, in its order."""
    known = dict(units)
    return tuple(_column(frame.iloc[:, place], known) for place in range(frame.shape[1]))


def _column(series: Series[Any], units: dict[str, str]) -> Column:
    name = str(series.name)
    unit = units.get(name) or unit_in(name)
    kind = series.dtype.kind
    if kind in "iuf":
        return _numeric(name, series, unit)
    if kind == "b":
        return _worded(name, series.astype(str), unit)
    if kind == "M":
        return _times(name, series, 0.0)
    return _worded(name, series, unit)


def unit_in(name: str) -> str:
    """The unit in a column's name: „temp [°C]“, „druck (bar)“, „leistung_kW“."""
    found = re.search(r"[\[(]\s*([^\[\]()]{1,10}?)\s*[\])]\s*$", name)
    if found and not found[1].isdecimal():
        return found[1].strip()
    tail = re.search(
        r"_(mm|cm|m|kg|g|t|s|h|min|ms|bar|mbar|pa|kw|kwh|w|wh|v|a|c|k|hz|rpm|pct)$",
        name,
        re.IGNORECASE,
    )
    return tail[1] if tail else ""


def _numeric(name: str, series: Series[Any], unit: str, mixed: float = 0.0) -> Column:
    values = series.to_numpy(dtype=np.float64, na_value=np.nan)
    values = np.where(np.abs(values) < _GREATEST, values, np.nan)
    missing = np.isnan(values)
    if missing.all():
        return Column(name, ColumnKind.EMPTY, missing, values, unit=unit)
    ordered = np.sort(values[~missing])
    return Column(
        name,
        ColumnKind.NUMBER,
        missing,
        values,
        unit=unit,
        mixed=mixed,
        distinct=_distinct(ordered),
        in_order=ordered,
    )


def _distinct(ordered: Floats) -> int:
    return int(np.count_nonzero(np.diff(ordered))) + 1 if ordered.size else 0


def _times(name: str, series: Series[Any], mixed: float) -> Column:
    plain = series.dt.tz_convert("UTC").dt.tz_localize(None) if series.dt.tz else series
    missing = plain.isna().to_numpy()
    seconds = plain.astype("datetime64[ns]").to_numpy().astype("int64") / 1e9
    values = np.where(missing, np.nan, seconds)
    kind = ColumnKind.EMPTY if missing.all() else ColumnKind.TIME
    return Column(
        name, kind, missing, values, mixed=mixed, distinct=_distinct(np.sort(values[~missing]))
    )


def _worded(name: str, series: Series[Any], unit: str) -> Column:
    """A column of texts; what repeats is looked at once."""
    import pandas as pd

    codes, found = pd.factorize(series.astype("str").where(series.notna()))
    words = pd.Series(np.asarray(found, dtype=object)).astype("str").str.strip()
    if words.empty:
        missing = np.ones(len(series), dtype=bool)
        return Column(name, ColumnKind.EMPTY, missing, np.full(len(series), np.nan))
    seen = words.iloc[:: max(1, len(words) // _LOOKED_AT)]
    if len(words) <= 4 and any(set(words.str.lower()) <= each for each in _FLAG_WORDS):
        return _coded(name, words.str.lower(), codes, unit, ColumnKind.FLAG)
    if seen.str.fullmatch(_WITH_UNIT).mean() >= _AGREE and not _looks_like_code(seen):
        return _from_numbers(name, words, codes, unit)
    form = _time_form(seen)
    if form:
        return _from_times(name, words, codes, form)
    filled = int((codes >= 0).sum())
    if len(words) <= _MOST_CATEGORIES and len(words) <= max(2, _CATEGORY_SHARE * filled):
        return _coded(name, words, codes, unit, ColumnKind.CATEGORY)
    return Column(name, ColumnKind.TEXT, codes < 0, np.empty(0), unit=unit, distinct=len(words))


def _looks_like_code(seen: Series[Any]) -> bool:
    """Numbers with leading zeros are names: postcodes, article numbers."""
    return bool((seen.str.match(r"0\d") & ~seen.str.contains(",")).mean() > 0.05)


def _spread(values: Floats, codes: Codes) -> Floats:
    """The value of each word at every row that holds it; NaN where nothing stands."""
    return np.where(codes < 0, np.nan, values[np.maximum(codes, 0)])


def _unfit(values: Floats, codes: Codes) -> float:
    """The share of filled rows whose word has no value."""
    filled = codes[codes >= 0]
    return float(np.isnan(values[filled]).mean()) if filled.size else 0.0


def _from_numbers(name: str, words: Series[Any], codes: Codes, unit: str) -> Column:
    import pandas as pd

    parts = words.str.extract(_WITH_UNIT)
    german = bool(parts[0].str.contains(",", na=False).any())
    plain = parts[0].str.replace(_GROUPED, "", regex=True) if german else parts[0]
    plain = plain.str.replace(",", ".", regex=False)
    values = pd.to_numeric(plain, errors="coerce").to_numpy(dtype=np.float64)
    units = parts[1].dropna().str.strip()
    shown = unit or (str(units.mode().iloc[0]) if not units.empty else "")
    spread = pd.Series(_spread(values, codes))
    return _numeric(name, spread, shown, _unfit(values, codes))


def _time_form(seen: Series[Any]) -> str:
    if seen.str.contains(r"\d{4}|\d\.\d|\d/\d|\d-\d", regex=True).mean() < _AGREE:
        return ""
    digits = seen.str.fullmatch(r"\d{8}")
    if digits.all() and not seen.str.match(r"(?:19|20)\d\d").all():
        return ""
    return form_of(seen.to_numpy(dtype=np.str_), _AGREE)


def _from_times(name: str, words: Series[Any], codes: Codes, form: str) -> Column:
    values = seconds_of(words.to_numpy(dtype=np.str_), form)
    spread = _spread(values, codes)
    missing = np.isnan(spread)
    kind = ColumnKind.EMPTY if missing.all() else ColumnKind.TIME
    distinct = _distinct(np.sort(values[~np.isnan(values)]))
    return Column(name, kind, missing, spread, mixed=_unfit(values, codes), distinct=distinct)


def _coded(name: str, words: Series[Any], codes: Codes, unit: str, kind: ColumnKind) -> Column:
    """Codes in the alphabetical order of the words; words that differ in blanks are one."""
    labels, inverse = np.unique(words.to_numpy(dtype=str), return_inverse=True)
    spread = _spread(inverse.astype(np.float64), codes)
    shown = tuple(str(label)[:80] for label in labels)
    return Column(name, kind, codes < 0, spread, shown, unit, distinct=len(shown))
