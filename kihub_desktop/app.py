"""The running application: unlock window first, everything heavy behind it, then the workbench."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication

from kihub_desktop import settings as app_settings
from kihub_desktop.domain.progress import Progress
from kihub_desktop.domain.refusals import Refused
from kihub_desktop.texts import TEXTS, _, render
from kihub_desktop.ui import theme
from kihub_desktop.ui.jobs import Jobs, collect_garbage_here
from kihub_desktop.ui.language import QtTexts
from kihub_desktop.ui.theme import Appearance
from kihub_desktop.ui.unlock import NewWorkspace, UnlockWindow

if TYPE_CHECKING:
    from kihub_desktop.composition import Services, UserPlaces
    from kihub_desktop.ui.workbench import Workbench


class Application(QObject):
    """From the unlock window to the workbench and back to the desktop."""

    def __init__(self, app: QApplication, settings_path: Path, documents: Path) -> None:
        super().__init__()
        self._app = app
        self._settings_path = settings_path
        self.settings = app_settings.load(settings_path)
        TEXTS.use(self.settings.language)
        self._qt_texts = QtTexts(app)
        self._qt_texts.use(self.settings.language)
        theme.load_fonts()
        self.appearance = Appearance(app, self.settings.theme, self.settings.scale_percent)
        self.jobs = Jobs()
        self._garbage = collect_garbage_here(self)
        recent = [Path(each) for each in self.settings.recent_workspaces]
        self.unlock = UnlockWindow(
            [each for each in recent if each.exists()], documents, self.settings.consultant_name
        )
        self.unlock.unlock_requested.connect(self._on_unlock)
        self.unlock.create_requested.connect(self._on_create)
        self.workbench: Workbench | None = None

    def start(self) -> None:
        """Shows the unlock window, then loads what opening will need."""
        self.unlock.first_painted.connect(self._warm_up, Qt.ConnectionType.QueuedConnection)
        self.unlock.show()

    def _warm_up(self) -> None:
        self.jobs.start(self, _load_what_opening_needs, done=lambda _nothing: None)

    # -- opening ----------------------------------------------------------------------------

    def _on_unlock(self, folder: Path, passphrase: str) -> None:
        self._open(folder, lambda places: _opened(folder, passphrase, places))

    def _on_create(self, wanted: NewWorkspace) -> None:
        self._remember(replace(self.settings, consultant_name=wanted.author[:200]))
        self._open(wanted.folder, lambda places: _created(wanted, places))

    def _open(self, folder: Path, opening: Callable[[UserPlaces], Services]) -> None:
        self.unlock.set_busy(busy=True)

        def work(_progress: Progress) -> Services:
            from kihub_desktop.composition import user_places

            return opening(user_places())

        self.jobs.start(
            self,
            work,
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

        self._remember(self.settings.with_recent(folder))
        self.workbench = Workbench(services, self.appearance, self.jobs)
        self.workbench.window.language_chosen.connect(self._on_language)
        self.workbench.closed.connect(self.close)
        self.appearance.changed.connect(self._on_appearance)
        self.workbench.window.resize(1440, 900)
        self.workbench.open()
        self.unlock.close()
        self._copy_beside(self.workbench)

    def _copy_beside(self, bench: Workbench) -> None:
        from kihub_desktop.ui.automatic_copies import AutomaticCopies

        copies = AutomaticCopies(bench, self.jobs, bench.desk, lambda: bench.services.copies)
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

    def _on_appearance(self, shown: theme.Theme) -> None:
        percent = round(shown.scale * 100)
        chosen: app_settings.ThemeChoice = "dark" if shown.dark else "light"
        self._remember(replace(self.settings, theme=chosen, scale_percent=percent))

    def close(self) -> None:
        """Ends jobs, then closes the workspace."""
        self.jobs.shut_down()
        if self.workbench is not None:
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
    from platformdirs import user_config_path, user_documents_path

    resources()  # an incomplete installation says so at once
    application = Application(
        app,
        user_config_path("KI-HUB Werkbank", appauthor=False) / "settings.toml",
        user_documents_path() / "KI-HUB Werkbank",
    )
    application.start()
    return app.exec()
