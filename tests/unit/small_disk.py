"""A disk that can be made full."""

from __future__ import annotations

import resource
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest


@dataclass(frozen=True)
class SmallDisk:
    """A folder whose disk can be made full: a file system of its own where that is allowed,
    else a limit on the size of files."""

    folder: Path
    is_mounted: bool

    @contextmanager
    def full_but_for(self, room: int) -> Iterator[None]:
        """Inside the block only `room` bytes fit, for this process and those it starts."""
        if self.is_mounted:
            filler = self.folder / "voll"
            filler.write_bytes(bytes(shutil.disk_usage(self.folder).free - room))
            yield
            filler.unlink()
            return
        before = resource.getrlimit(resource.RLIMIT_FSIZE)
        largest = max((each.stat().st_size for each in self.folder.rglob("*")), default=0)
        resource.setrlimit(resource.RLIMIT_FSIZE, (largest + room, before[1]))
        try:
            yield
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[SmallDisk]:
    folder = tmp_path / "Stick"
    folder.mkdir()
    mount, unmount = shutil.which("mount"), shutil.which("umount")
    command = [mount or "false", "-t", "tmpfs", "-o", "size=8m", "tmpfs", str(folder)]
    is_mounted = subprocess.run(command, capture_output=True, check=False).returncode == 0
    yield SmallDisk(folder, is_mounted)
    if is_mounted:
        subprocess.run([unmount or "umount", str(folder)], check=True)
