"""Local copies: made at the right time without being asked, and whenever somebody asks."""

from __future__ import annotations

import threading
from datetime import datetime, timedelta

from kihub_desktop.domain.phrases import phrase
from kihub_desktop.domain.progress import Progress, silent
from kihub_desktop.domain.refusals import Reason, Refused
from kihub_desktop.store.copies import (
    LocalCopy,
    Soundness,
    check_again,
    clear_leftovers,
    has_changed_since,
    keep_keys,
    local_copies,
    make_copy,
    thin_out,
    utc,
)
from kihub_desktop.store.copying import saying_why
from kihub_desktop.store.thinning import Cause
from kihub_desktop.store.workspace import Workspace

EVERY = timedelta(hours=1)


class CopyService:
    """The copies of one workspace; one is made at a time."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._one_at_a_time = threading.Lock()

    def all(self) -> tuple[LocalCopy, ...]:
        """The copies in the folder, the newest first."""
        return local_copies(self._workspace)

    def at_start(self, progress: Progress = silent) -> LocalCopy | None:
        """Clears what an interrupted copy left, checks copies nobody has checked, and makes one
        if anything was recorded since the last."""
        with self._held():
            with saying_why():
                self._workspace.copies.mkdir(exist_ok=True)
                keep_keys(self._workspace)
            clear_leftovers(self._workspace.copies)
            for copy in self.all():
                if copy.soundness is Soundness.UNCHECKED:
                    check_again(self._workspace, copy, progress)
            return self._if_changed(Cause.START, progress)

    def after_an_hour(self, progress: Progress = silent) -> LocalCopy | None:
        """Makes a copy if the last is an hour old and anything was recorded since."""
        with self._held():
            last = self._last()
            if last is not None and timedelta(0) <= self._now() - last.moment < EVERY:
                return None
            return self._if_changed(Cause.HOUR, progress)

    def make(self, progress: Progress = silent) -> LocalCopy:
        """A copy because somebody asked for it."""
        with self._held():
            return make_copy(self._workspace, Cause.ASKED, self._now(), progress)

    def _if_changed(self, cause: Cause, progress: Progress) -> LocalCopy | None:
        last = self._last()
        if last is not None and not has_changed_since(self._workspace, last):
            thin_out(self._workspace, self._now())
            return None
        return make_copy(self._workspace, cause, self._now(), progress)

    def _last(self) -> LocalCopy | None:
        """The newest sound copy that this workspace has made of itself."""
        return next(
            (
                copy
                for copy in self.all()
                if copy.soundness is Soundness.CHECKED and copy.arrived is not None
            ),
            None,
        )

    def _now(self) -> datetime:
        return utc(self._workspace.around.now())

    def _held(self) -> _OneAtATime:
        return _OneAtATime(self._one_at_a_time)


class _OneAtATime:
    """Refuses a second copy while one is being made."""

    def __init__(self, lock: threading.Lock) -> None:
        self._lock = lock

    def __enter__(self) -> None:
        if not self._lock.acquire(blocking=False):
            raise Refused(Reason.IN_USE, phrase("Eine Kopie wird gerade schon geschrieben."))

    def __exit__(self, *_: object) -> None:
        self._lock.release()
