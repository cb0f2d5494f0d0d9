"""Dates and clock times of one fixed form, many at once."""

from __future__ import annotations

import re
import warnings

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Words = NDArray[np.str_]
FORMATS = (
    "%d.%m.%Y %H:%M:%S", "%d.%m.%Y %H:%M", "%d.%m.%Y", "%d.%m.%y %H:%M:%S", "%d.%m.%y %H:%M",
    "%d.%m.%y", "%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M",
    "%Y-%m-%d", "%d/%m/%Y %H:%M:%S", "%d/%m/%Y %H:%M", "%d/%m/%Y", "%m/%d/%Y %H:%M:%S",
    "%m/%d/%Y %H:%M", "%m/%d/%Y", "%Y/%m/%d %H:%M:%S", "%Y/%m/%d", "%Y%m%d", "%d.%m.%Y, %H:%M:%S",
    "%b %d %Y",
)  # fmt: skip
"""Forms that are tried in this order: German ones first, and the day before the month."""
_WIDTHS = {"%d": 2, "%m": 2, "%Y": 4, "%y": 2, "%H": 2, "%M": 2, "%S": 2}
_TOKEN = re.compile(r"%.|.", re.DOTALL)
_CENTURY = 69
"""Two-digit years above this lie in the 20th century, as in POSIX."""


def seconds_of(words: Words, form: str) -> Floats:
    """Seconds since 1970 of words (n,) in one form; NaN for those that do not fit.

    Parts of a second and the mark of UTC are left out.
    """
    plain = _without_fractions(words)
    digits = _by_digits(plain, form)
    return _one_by_one(plain, form) if digits is None else digits


def form_of(words: Words, agree: float) -> str:
    """The form that at least this share of the words has; empty if none does."""
    for form in FORMATS:
        if (~np.isnan(seconds_of(words, form))).mean() >= agree:
            return form
    return ""


def _without_fractions(words: Words) -> Words:
    ends = re.compile(r"(?<=:\d\d)(?:\.\d+)?Z?$")
    if not any(ends.search(word) and word[-3] != ":" for word in words[:200] if len(word) > 3):
        return words
    return np.array([ends.sub("", word) for word in words], dtype=np.str_)


def _by_digits(words: Words, form: str) -> Floats | None:
    """By arithmetic on the signs; None if the form has no fixed widths."""
    tokens = _TOKEN.findall(form)
    if any(token.startswith("%") and token not in _WIDTHS for token in tokens):
        return None
    width = sum(_WIDTHS.get(token, 1) for token in tokens)
    fits = np.char.str_len(words) == width
    signs = np.ascontiguousarray(words.astype(f"<U{width}")).view(np.uint32).reshape(-1, width)
    parts: dict[str, NDArray[np.int64]] = {}
    place = 0
    for token in tokens:
        if token not in _WIDTHS:
            fits &= signs[:, place] == ord(token)
            place += 1
            continue
        block = signs[:, place : place + _WIDTHS[token]].astype(np.int64) - ord("0")
        fits &= ((block >= 0) & (block <= 9)).all(axis=1)
        parts[token] = block @ (10 ** np.arange(_WIDTHS[token] - 1, -1, -1))
        place += _WIDTHS[token]
    return _moments(parts, fits)


def _moments(parts: dict[str, NDArray[np.int64]], fits: NDArray[np.bool_]) -> Floats:
    year = parts.get("%Y")
    if year is None:
        year = parts["%y"] + np.where(parts["%y"] >= _CENTURY, 1900, 2000)
    month, day = parts["%m"], parts["%d"]
    hour, minute, second = (parts.get(each, np.zeros_like(day)) for each in ("%H", "%M", "%S"))
    fits = fits & (month >= 1) & (month <= 12) & (day >= 1) & (year >= 1) & (year < 2300)
    fits &= (hour < 24) & (minute < 60) & (second < 60)
    months = (np.where(fits, year, 1970) - 1970) * 12 + np.where(fits, month, 1) - 1
    start = months.astype("datetime64[M]").astype("datetime64[D]")
    length = (months + 1).astype("datetime64[M]").astype("datetime64[D]") - start
    fits &= day <= length.astype(np.int64)
    days = start.astype(np.int64) + day - 1
    seconds = days * 86_400.0 + hour * 3_600 + minute * 60 + second
    return np.where(fits, seconds, np.nan)


def _one_by_one(words: Words, form: str) -> Floats:
    import pandas as pd

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        read = pd.to_datetime(pd.Series(words), format=form, errors="coerce")
    seconds = read.astype("datetime64[ns]").to_numpy().astype("int64") / 1e9
    return np.where(read.isna().to_numpy(), np.nan, seconds)
