"""`kihub` as a process of its own, and what every refusal looks like."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class CommandLine:
    """`kihub` with a home folder of its own."""

    home: Path

    def run(
        self, *arguments: object, given: str = "", module: str = "kihub_desktop.cli"
    ) -> subprocess.CompletedProcess[str]:
        return self.python("-m", module, *arguments, given=given)

    def python(self, *arguments: object, given: str = "") -> subprocess.CompletedProcess[str]:
        own = {
            "HOME": str(self.home),
            "XDG_DATA_HOME": str(self.home / "data"),
            "XDG_CONFIG_HOME": str(self.home / "config"),
            "XDG_CACHE_HOME": str(self.home / "cache"),
        }
        return subprocess.run(
            [sys.executable, *map(str, arguments)],
            input=given,
            env={**os.environ, **own},
            cwd=ROOT,
            capture_output=True,
            encoding="utf-8",
            timeout=120,
            check=False,
        )


def assert_done(done: subprocess.CompletedProcess[str]) -> None:
    assert (done.returncode, done.stderr) == (0, ""), done.stderr


def assert_one_sentence(done: subprocess.CompletedProcess[str], *parts: str) -> None:
    """Refused: exit code 1, nothing on standard output, one worded line on standard error."""
    assert done.returncode == 1, done.stderr
    assert done.stdout == ""
    assert len(done.stderr.splitlines()) == 1, done.stderr
    assert "Traceback" not in done.stderr
    for part in parts:
        assert part in done.stderr
