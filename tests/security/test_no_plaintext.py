"""The plain text of a marked company is found nowhere on disk but where the user saved it."""

from __future__ import annotations

import base64
import gzip
import io
import os
import signal
import subprocess
import sys
import zipfile
import zlib
from pathlib import Path

import pytest
import zstandard

from tests.security.finding_plaintext import places_of, readable_in
from tests.security.marked_session import MARKER

PASSPHRASE_MARKER = "wqzkennwortsatz"
ROOT = Path(__file__).parents[2]


def run_session(root: Path, planted: str = "") -> Path:
    """The folder of everything that the session wrote, its output included."""
    (root / "home").mkdir(parents=True)
    (root / "tmp").mkdir()
    kept = {name: value for name, value in os.environ.items() if not name.startswith("XDG_")}
    with (root / "stderr").open("wb") as errors, (root / "stdout").open("wb") as output:
        done = subprocess.run(
            [sys.executable, "-m", "tests.security.marked_session", str(root), planted],
            env={
                **kept,
                "HOME": str(root / "home"),
                "TMPDIR": str(root / "tmp"),
                "QT_QPA_PLATFORM": "offscreen",
            },
            cwd=ROOT,
            stdout=output,
            stderr=errors,
            timeout=240,
            check=False,
        )
    assert done.returncode == -signal.SIGKILL, (root / "stderr").read_text("utf-8")
    return root


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return run_session(tmp_path_factory.mktemp("session") / "all")


def test_that_nothing_of_the_company_is_readable_anywhere(session: Path) -> None:
    assert places_of(session, MARKER, beside=(session / "chosen",)) == []


def test_that_no_passphrase_is_readable_anywhere(session: Path) -> None:
    assert places_of(session, PASSPHRASE_MARKER) == []


def test_that_the_session_wrote_what_it_should(session: Path) -> None:
    """Otherwise nothing would be found because there is nothing."""
    folder = session / "documents" / "Werk.kihub"
    for place in (folder / "data.db", folder / "data.db-wal", folder / "keys.json"):
        assert place.stat().st_size > 0
    assert list((folder / "copies").glob("*.db"))
    assert [path for path in (folder / "blobs").rglob("*") if path.is_file()]
    assert len(list((session / "backup").rglob("*"))) > 1
    assert list((session / "graveyard").iterdir())
    assert (session / "log").exists()
    saved = session / "chosen"
    assert places_of(saved, MARKER) == ["Bericht.pdf", "Daten.xlsx", "tabelle.csv"]


def test_that_a_defect_leaves_its_place_in_the_log_but_not_its_words(session: Path) -> None:
    log = "".join(path.read_text("utf-8") for path in (session / "log").iterdir())
    assert "ValueError" in log
    assert "KeyError" in log
    assert "marked_session.py" in log


@pytest.mark.prove
@pytest.mark.parametrize(
    ("planted", "place"), [("temporary", "graveyard"), ("error", "stderr"), ("beside", "rest.bin")]
)
def test_that_a_planted_writer_is_caught(tmp_path: Path, planted: str, place: str) -> None:
    session = run_session(tmp_path / "all", planted)
    found = places_of(session, MARKER, beside=(session / "chosen",))
    assert [each.partition("/")[0] for each in found] == [place]


@pytest.mark.parametrize("shift", range(3))
def test_that_every_spelling_is_recognised(shift: int) -> None:
    text = "x" * shift + f"Firma {MARKER.upper()} GmbH"
    plain = text.encode()
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/strings.xml", f"Firma {MARKER}")
    small = text.lower().encode()
    for content in (
        plain,
        text.encode("utf-16-le"),
        text.encode("utf-16-be"),
        base64.b64encode(small),
        small.hex().encode(),
        zlib.compress(plain),
        gzip.compress(plain),
        zstandard.compress(plain),
        packed.getvalue(),
        b"\0" * 100 + zlib.compress(zlib.compress(plain)),
    ):
        assert readable_in(b"\x01\x02" + content if content[:2] != b"PK" else content, MARKER)
    assert not readable_in(os.urandom(50_000), MARKER)
