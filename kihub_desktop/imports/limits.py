"""How much is read from a foreign file, and how long: nothing hangs, nothing fills the memory."""

from __future__ import annotations

import time
from collections.abc import Callable

from kihub_desktop.domain.phrases import Amount, Phrase, phrase
from kihub_desktop.domain.progress import Progress, silent
from kihub_desktop.domain.refusals import Reason, Refused

MAX_BYTES = 20_000_000
"""Bytes of a file, or characters of a pasted text."""
MAX_ROWS = 20_000
MAX_COLUMNS = 200
MAX_CELL = 32_767
"""Characters of one cell; a spreadsheet holds no more."""
MAX_SECONDS = 20.0


class Watch:
    """Looks at the clock and asks whether to stop, at least every few thousand cells.

    Refused when the time is up, `Cancelled` when somebody has asked to stop.
    """

    def __init__(
        self,
        progress: Progress = silent,
        seconds: float = MAX_SECONDS,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._progress = progress
        self._clock = clock
        self._end = clock() + seconds
        self.rows = 0

    def look(self, total: int = 0) -> None:
        """Says how many rows were read; raises when reading has to stop."""
        self._progress(self.rows, total, phrase("Die Datei wird gelesen"))
        if self._clock() > self._end:
            raise bad_file(phrase("Die Datei zu lesen dauert zu lange; bitte kürzen oder teilen."))

    def row(self) -> None:
        """Counts one row; Refused when there are too many."""
        self.rows += 1
        if self.rows > MAX_ROWS:
            limit = Amount(MAX_ROWS)
            raise bad_file(
                phrase("Die Liste hat mehr als {limit} Zeilen; bitte teilen.", limit=limit)
            )
        if self.rows % 50 == 1:
            self.look()


def check_size(size: int) -> None:
    """Refused for an empty or too large file, before anything of it is read."""
    if size == 0:
        raise bad_file(phrase("Die Datei ist leer."))
    if size > MAX_BYTES:
        limit = Amount(MAX_BYTES // 1_000_000, unit="MB")
        raise bad_file(
            phrase("Die Datei ist zu groß; gelesen werden höchstens {limit}.", limit=limit)
        )


def check_columns(count: int) -> None:
    if count > MAX_COLUMNS:
        raise bad_file(
            phrase(
                "Eine Zeile hat mehr als {limit} Spalten; bitte kürzen.", limit=Amount(MAX_COLUMNS)
            )
        )


def check_cell(text: str, line: int) -> str:
    """The text of a cell; Refused if it is longer than any spreadsheet holds."""
    if len(text) > MAX_CELL:
        raise bad_file(
            phrase(
                "In Zeile {line} steht eine Zelle mit mehr als {limit} Zeichen.",
                line=line,
                limit=Amount(MAX_CELL),
            )
        )
    return text


def bad_file(message: Phrase, detail: str = "") -> Refused:
    """What is told about a file that is not read."""
    return Refused(Reason.BAD_INPUT, message, detail)
