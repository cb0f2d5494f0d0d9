"""Makes copies and backups until it is killed: arguments: the folder, and where backups go.

Prints a line when a copy begins, so that whoever kills knows when something is under way.
"""

from __future__ import annotations

import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

from kihub_desktop.domain.records import Process
from kihub_desktop.services.records import RecordService
from kihub_desktop.store.backup import back_up
from kihub_desktop.store.copies import make_copy
from kihub_desktop.store.thinning import Cause
from kihub_desktop.store.workspace import Surroundings, open_workspace
from tests.store.conftest import CHEAP, PASSPHRASE
from tests.store.test_copies import COMPANY


def main(folder: Path, stick: Path | None) -> None:
    workspace = open_workspace(
        folder, PASSPHRASE, Surroundings(folder.parent / "anchors", key_cost=CHEAP)
    )
    moment = datetime.now(UTC)
    while True:
        RecordService(workspace, Process).create(COMPANY, name="Rüsten", note="Öse " * 200)
        sys.stdout.write("copying\n")
        sys.stdout.flush()
        moment += timedelta(seconds=1)
        if stick is None:
            make_copy(workspace, Cause.HOUR, moment)
        else:
            back_up(workspace, stick, moment)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]) if len(sys.argv) > 2 else None)
