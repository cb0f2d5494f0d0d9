"""A file appears whole or not at all."""

import errno
import subprocess
import sys
from pathlib import Path

import pytest

from kihub_desktop.domain.progress import Cancelled
from kihub_desktop.reports.saving import ReportError, replacing


def _fail(target: Path, error: BaseException) -> None:
    with replacing(target) as part:
        part.write_bytes(b"half")
        raise error


def test_that_the_new_file_takes_the_place_of_the_old_one(tmp_path: Path) -> None:
    target = tmp_path / "Bericht.pdf"
    target.write_bytes(b"old")
    with replacing(target) as part:
        part.write_bytes(b"new")
        assert target.read_bytes() == b"old"
    assert target.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [target]


def test_that_a_full_disk_leaves_the_old_file_and_says_so(tmp_path: Path) -> None:
    target = tmp_path / "Bericht.pdf"
    target.write_bytes(b"old")
    with pytest.raises(ReportError) as caught:
        _fail(target, OSError(errno.ENOSPC, "no space"))
    assert "kein Platz" in caught.value.reason.message
    assert dict(caught.value.reason.values) == {"name": "Bericht.pdf"}
    assert target.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [target]


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (PermissionError(errno.EACCES, "open elsewhere"), "in einem anderen Programm"),
        (OSError(errno.EIO, "broken"), "lässt sich nicht schreiben"),
    ],
)
def test_that_other_failures_have_their_own_sentence(
    tmp_path: Path, error: OSError, said: str
) -> None:
    with pytest.raises(ReportError) as caught:
        _fail(tmp_path / "Bericht.pdf", error)
    assert said in caught.value.reason.message
    assert list(tmp_path.iterdir()) == []


def test_that_a_missing_folder_is_named_as_such(tmp_path: Path) -> None:
    with (
        pytest.raises(ReportError) as caught,
        replacing(tmp_path / "weg" / "Bericht.pdf") as part,
    ):
        part.write_bytes(b"new")
    assert "gibt es nicht mehr" in caught.value.reason.message


def test_that_a_cancel_passes_through_and_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(Cancelled):
        _fail(tmp_path / "Bericht.pdf", Cancelled())
    assert list(tmp_path.iterdir()) == []


def test_that_importing_the_writers_loads_nothing_heavy() -> None:
    program = (
        "import sys\n"
        "import kihub_desktop.reports.to_pdf, kihub_desktop.reports.to_xlsx\n"
        "print(sorted({'typst', 'xlsxwriter', 'matplotlib', 'numpy'} & set(sys.modules)))"
    )
    shown = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)
    assert shown.stdout.strip() == b"[]"
