"""Where files lie: in the profile, or all on one stick."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from kihub_desktop.places import (
    MARKER,
    portable_argument,
    portable_root,
    user_places,
)

WORKING = """
import sys
from pathlib import Path
from PySide6.QtWidgets import QApplication, QFileDialog
from kihub_desktop import app as running
from kihub_desktop.store import keys
from kihub_desktop.ui.hands import settle, wait_until
from kihub_desktop.ui.unlock import NewWorkspace

keys.Argon2Cost.__init__.__defaults__ = (1, 64, 1)
begun = []
start = running.Application.start
running.Application.start = lambda self: (begun.append(self), start(self))

def work():
    application = begun[0]
    folder = application._documents / "Werk.kihub"
    wanted = NewWorkspace(folder, "ein langes Kennwort", "Ich", "PC")
    application.unlock.create_requested.emit(wanted)
    wait_until(lambda: application.workbench is not None, "it is open")
    bench = application.workbench
    company, _changes = bench.services.companies.create("Muster GmbH")
    bench.open_company(company)
    for page in ("use_cases", "economics", "feasibility", "report", "workspace"):
        bench.window.go_to(page)
        settle()
    bench.services.reports.write_pdf(company, folder.parent / "Bericht.pdf")
    bench.services.reports.write_xlsx(company, folder.parent / "Daten.xlsx")
    import matplotlib.font_manager
    bench.lock.choose_minutes(5)
    wait_until(lambda: not bench.jobs.busy(), "nothing runs")
    bench.window.close()

from PySide6.QtCore import QTimer
QTimer.singleShot(0, lambda: QTimer.singleShot(200, work))
sys.exit(running.run(["--portable", sys.argv[1]]))
"""


def test_that_the_argument_is_found_in_both_spellings() -> None:
    assert portable_argument(["--portable", "E:/KI"]) == "E:/KI"
    assert portable_argument(["--check", "--portable=E:/KI"]) == "E:/KI"
    assert portable_argument(["--portable"]) is None
    assert portable_argument([]) is None


@pytest.mark.parametrize(
    ("content", "folder"),
    [
        (b"", "KI-HUB-Daten"),
        ('folder = "Größe"'.encode(), "Größe"),
        (b'folder = "../../etc"', "KI-HUB-Daten"),
        (b'folder = "/etc"', "KI-HUB-Daten"),
        (b"folder = 3", "KI-HUB-Daten"),
        (b"\xff\x00 broken [", "KI-HUB-Daten"),
    ],
)
def test_that_a_marker_beside_the_program_is_enough(
    tmp_path: Path, content: bytes, folder: str
) -> None:
    program = tmp_path / "kihub-werkbank.exe"
    assert portable_root(None, program) is None
    (tmp_path / MARKER).write_bytes(content)
    assert portable_root(None, program) == tmp_path / folder
    assert portable_root(str(tmp_path / "x"), program) == tmp_path / "x"


def test_that_on_a_stick_everything_lies_below_its_folder(tmp_path: Path) -> None:
    places = user_places(tmp_path)
    for place in (places.settings, places.anchors, places.documents):
        assert place.is_relative_to(tmp_path)


def test_that_a_stick_finds_its_workspaces_under_another_letter(tmp_path: Path) -> None:
    noted = user_places(tmp_path / "E").remembered(tmp_path / "E" / "Werk.kihub")
    assert user_places(tmp_path / "F").found(noted) == tmp_path / "F" / "Werk.kihub"
    elsewhere = tmp_path / "Werk.kihub"
    noted = user_places(tmp_path / "E").remembered(elsewhere)
    assert user_places(tmp_path / "F").found(noted) == elsewhere


def test_that_a_session_from_a_stick_leaves_nothing_in_the_profile(tmp_path: Path) -> None:
    profile, stick, temporary = (tmp_path / name for name in ("home", "stick", "tmp"))
    for folder in (profile, temporary):
        folder.mkdir()
    places = ("HOME", "APPDATA", "LOCALAPPDATA", "USERPROFILE")
    kept = {name: value for name, value in os.environ.items() if not name.startswith("XDG_")}
    done = subprocess.run(
        [sys.executable, "-c", WORKING, str(stick)],
        env={
            **kept,
            **dict.fromkeys(places, str(profile)),
            "TMPDIR": str(temporary),
            "QT_QPA_PLATFORM": "offscreen",
        },
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        timeout=180,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert [str(path) for path in profile.rglob("*")] == []
    assert (stick / "Werk.kihub" / "data.db").exists()
    assert "lock_minutes = 5" in (stick / "settings.toml").read_text("utf-8")
    assert 'recent_workspaces = ["Werk.kihub"]' in (stick / "settings.toml").read_text("utf-8")
    assert len(list((stick / "devices").glob("*.json"))) == 1
