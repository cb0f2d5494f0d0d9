"""The running application: unlock window first, everything heavy behind it, then the workbench."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication

from kihub_desktop import settings as app_settings
from kihub_desktop.catalogues.editions import use_installed
from kihub_desktop.domain.progress import Progress
from kihub_desktop.domain.refusals import Refused
from kihub_desktop.places import (
    UserPlaces,
    portable_argument,
    portable_root,
    settle_portable,
    user_places,
)
from kihub_desktop.texts import TEXTS, _, render
from kihub_desktop.traces import keep_traces
from kihub_desktop.ui import theme
from kihub_desktop.ui.jobs import Jobs, collect_garbage_here
from kihub_desktop.ui.language import QtTexts
from kihub_desktop.ui.recent import Recent
from kihub_desktop.ui.theme import Appearance
from kihub_desktop.ui.unlock import NewWorkspace, UnlockWindow

if TYPE_CHECKING:
    from kihub_desktop.composition import Services
    from kihub_desktop.ui.workbench import Workbench

_REST_S = 2.0
"""Without a key press or a movement of the mouse for so long, nobody is in the middle of work."""


class Application(QObject):
    """From the unlock window to the workbench, to another workspace and back to the desktop."""

    def __init__(
        self,
        app: QApplication,
        settings_path: Path,
        documents: Path,
        places: UserPlaces | None = None,
    ) -> None:
        super().__init__()
        self._app = app
        self._settings_path, self._documents = settings_path, documents
        self._places = places or user_places()
        use_installed(self._places.catalogues)
        self.settings = app_settings.load(settings_path)
        TEXTS.use(self.settings.language)
        self._qt_texts = QtTexts(app)
        self._qt_texts.use(self.settings.language)
        theme.load_fonts()
        self.appearance = Appearance(app, self.settings.theme, self.settings.scale_percent)
        self.appearance.changed.connect(self._on_appearance)
        self.jobs = Jobs()
        self._garbage = collect_garbage_here(self, self._at_rest)
        self.unlock = self._new_unlock()
        self.workbench: Workbench | None = None

    def _at_rest(self) -> bool:
        return self.workbench is None or self.workbench.lock.rest() >= _REST_S

    def _new_unlock(self) -> UnlockWindow:
        """With the recent workspaces, those first whose folder is there."""
        recent = [each.folder for each in self.recent()]
        recent.sort(key=lambda folder: not folder.exists())
        window = UnlockWindow(recent, self._documents, self.settings.consultant_name)
        window.unlock_requested.connect(self._on_unlock)
        window.create_requested.connect(self._on_create)
        window.recover_requested.connect(self._on_recover)
        window.ring_requested.connect(self._on_ring)
        return window

    def recent(self) -> tuple[Recent, ...]:
        """The workspaces that were opened before, newest first."""
        return tuple(
            Recent(self._places.found(path), opened) for path, opened in self.settings.recent()
        )

    def start(self) -> None:
        """Shows the unlock window, then loads what opening will need."""
        self.unlock.first_painted.connect(self._warm_up, Qt.ConnectionType.QueuedConnection)
        self.unlock.show()

    def _warm_up(self) -> None:
        self.jobs.start(self, _load_what_opening_needs, done=lambda _nothing: None)

    def switch(self, folder: Path | None) -> None:
        """Asks for another workspace; the one at hand stays open until that one is."""
        bench = self.workbench
        if bench is None:
            return
        bench.window.commit_pending()
        self.unlock.close()
        self.unlock.deleteLater()
        self.unlock = self._new_unlock()
        self.unlock.is_switching = True
        self.unlock.setWindowModality(Qt.WindowModality.ApplicationModal)
        if folder is not None:
            self.unlock.choose(folder)
        self.unlock.show()
        self.unlock.activateWindow()

    # -- opening ----------------------------------------------------------------------------

    def _on_unlock(self, folder: Path, passphrase: str) -> None:
        self._open(folder, lambda places: _opened(folder, passphrase, places))

    def _on_recover(self, folder: Path, typed: str, passphrase: str) -> None:
        self._open(folder, lambda places: _recovered(folder, typed, passphrase, places))

    def _on_ring(self, folder: Path) -> None:
        self._open(folder, lambda places: _opened_by_ring(folder, places))

    def _on_create(self, wanted: NewWorkspace) -> None:
        self._remember(replace(self.settings, consultant_name=wanted.author[:200]))
        self._open(wanted.folder, lambda places: _created(wanted, places))

    def _open(self, folder: Path, opening: Callable[[UserPlaces], Services]) -> None:
        bench = self.workbench
        if bench is not None and bench.services.workspace.folder == folder:
            self.unlock.close()  # it is open already
            return
        self.unlock.set_busy(busy=True)
        self.jobs.start(
            self,
            lambda _progress: opening(self._places),
            done=lambda services: self._show_workbench(folder, services),
            failed=self._on_failed,
        )

    def _on_failed(self, error: Exception) -> None:
        if isinstance(error, Refused):
            self.unlock.show_problem(render(error.message))
        else:
            self.unlock.show_problem(
                _("Der Arbeitsbereich ließ sich nicht öffnen: {error}").format(error=error)
            )

    def _show_workbench(self, folder: Path, services: Services) -> None:
        from kihub_desktop.ui.workbench import Workbench

        opened = datetime.now(UTC).isoformat(timespec="seconds")
        self._remember(self.settings.with_recent(self._places.remembered(folder), opened))
        self._leave()
        bench = self.workbench = Workbench(services, self.appearance, Jobs())
        bench.window.language_chosen.connect(self._on_language)
        bench.closed.connect(self.close)
        bench.recent = self.recent
        bench.switch_requested.connect(self.switch)
        bench.lock.set_minutes(self.settings.lock_minutes)
        bench.lock.minutes_chosen.connect(self._on_minutes)
        bench.window.resize(1440, 900)
        bench.open()
        self.unlock.close()
        self._copy_beside(bench)

    def _leave(self) -> None:
        """Closes the workspace at hand, with nothing of it running any more."""
        bench, self.workbench = self.workbench, None
        if bench is None:
            return
        bench.window.commit_pending()
        bench.closed.disconnect(self.close)
        bench.jobs.shut_down()
        bench.close()
        bench.window.deleteLater()
        bench.deleteLater()

    def _copy_beside(self, bench: Workbench) -> None:
        from kihub_desktop.ui.automatic_copies import AutomaticCopies

        copies = AutomaticCopies(bench, bench.jobs, bench.desk, lambda: bench.services.copies)
        bench.closed.connect(copies.stop)
        copies.start()

    # -- what is remembered --------------------------------------------------------------------

    def _remember(self, changed: app_settings.AppSettings) -> None:
        self.settings = changed
        try:
            app_settings.save(changed, self._settings_path)
        except OSError as error:
            print(error, file=sys.stderr)  # noqa: T201  preferences are a convenience

    def _on_language(self, language: str) -> None:
        self._qt_texts.use(language)
        self._remember(replace(self.settings, language=_language(language)))

    def _on_minutes(self, minutes: int) -> None:
        self._remember(replace(self.settings, lock_minutes=minutes))

    def _on_appearance(self, shown: theme.Theme) -> None:
        percent = round(shown.scale * 100)
        chosen: app_settings.ThemeChoice = "dark" if shown.dark else "light"
        self._remember(replace(self.settings, theme=chosen, scale_percent=percent))

    def close(self) -> None:
        """Ends jobs, then closes the workspace."""
        self.jobs.shut_down()
        if self.workbench is not None:
            self.workbench.jobs.shut_down()
            self.workbench.services.workspace.close()
        self._app.quit()


def _language(name: str) -> app_settings.LanguageChoice:
    return "en" if name == "en" else "de"


def _load_what_opening_needs(_progress: Progress) -> None:
    """Imports and reads in the background while the passphrase is typed."""
    import kihub_desktop.composition
    import kihub_desktop.store.view
    import kihub_desktop.ui.page_list  # noqa: F401
    from kihub_desktop.catalogues.questionnaire import current_questionnaire

    current_questionnaire()


def _opened(folder: Path, passphrase: str, places: UserPlaces) -> Services:
    from kihub_desktop.composition import Services, surroundings
    from kihub_desktop.store.workspace import open_workspace

    return Services(open_workspace(folder, passphrase, surroundings(places)))


def _recovered(folder: Path, typed: str, passphrase: str, places: UserPlaces) -> Services:
    from kihub_desktop.composition import Services, surroundings
    from kihub_desktop.store.ways_in import open_by_recovery

    return Services(open_by_recovery(folder, typed, passphrase, surroundings(places)))


def _opened_by_ring(folder: Path, places: UserPlaces) -> Services:
    from kihub_desktop.composition import Services, surroundings
    from kihub_desktop.store.ways_in import open_by_key_ring

    return Services(open_by_key_ring(folder, surroundings(places)))


def _created(wanted: NewWorkspace, places: UserPlaces) -> Services:
    from kihub_desktop.composition import Services, surroundings
    from kihub_desktop.store.workspace import create_workspace

    workspace = create_workspace(wanted.folder, wanted.passphrase, surroundings(places))
    services = Services(workspace)
    services.team.sign(wanted.author, wanted.device)
    return services


def run(arguments: Sequence[str]) -> int:
    """Runs the window until it is closed; `--check` starts once and ends at once."""
    from kihub_desktop.paths import resources

    app = QApplication([sys.argv[0], *arguments])
    app.setApplicationName("KI-HUB Werkbank")
    if "--check" in arguments:
        from kihub_desktop.self_check import check

        return check(app)
    resources()  # an incomplete installation says so at once
    root = portable_root(portable_argument(arguments))
    if root is not None:
        settle_portable(root)
    places = user_places(root)
    keep_traces(places.logs)
    application = Application(app, places.settings, places.documents, places)
    application.start()
    return app.exec()
