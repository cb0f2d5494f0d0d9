"""Writing an ordinary file for somebody else: whole or not at all."""

from __future__ import annotations

import errno
import os
from contextlib import suppress
from pathlib import Path
from uuid import uuid4

from kihub_desktop.domain.phrases import phrase
from kihub_desktop.domain.refusals import Reason, Refused


def write_whole(target: Path, content: bytes) -> None:
    """Replaces `target` once everything is on disk; Refused NO_SPACE or NOT_WRITABLE."""
    part = target.with_name(f".{uuid4().hex}.part")
    try:
        with part.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        part.replace(target)
    except OSError as error:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        full = error.errno in {errno.ENOSPC, errno.EDQUOT}
        raise Refused(
            Reason.NO_SPACE if full else Reason.NOT_WRITABLE,
            phrase("„{name}“ lässt sich nicht schreiben.", name=target.name),
            str(error),
        ) from error
