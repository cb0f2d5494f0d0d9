"""`kihub demo`: one consultation from the visit to the hub, without a display."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from kihub_desktop.domain.phrases import phrase
from kihub_desktop.domain.refusals import Reason, Refused
from kihub_desktop.settings import ThemeChoice
from kihub_desktop.texts import TEXTS, _, number

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

TODAY = date(2026, 11, 23)
PASSPHRASE = "Ein Kennwort nur zum Vorführen"  # noqa: S105  shown in the summary
_STAFF = "Hub-Team Kennwort 2026"
_LOOKS: tuple[ThemeChoice, ...] = ("light", "dark")
_SIZES = {"wide": (1440, 900), "small": (1024, 640)}


@dataclass(frozen=True)
class HubProcess:
    """A hub of its own for the demonstration."""

    url: str
    folder: Path

    def run(self, *arguments: str, given: str = "") -> str:
        """A command of the hub on this folder; its output."""
        done = subprocess.run(  # noqa: S603  our own module
            [sys.executable, "-m", "kihub_hub.cli", *arguments, "--data", str(self.folder)],
            input=given,
            capture_output=True,
            text=True,
            check=True,
        )
        return done.stdout


@contextmanager
def hub_process(folder: Path) -> Iterator[HubProcess]:
    """Starts a hub on a free loopback port, and stops it at the end."""
    command = [sys.executable, "-m", "kihub_hub.cli", "serve", "--data", str(folder)]
    with (folder.parent / "hub.log").open("w", encoding="utf-8") as log:
        running = subprocess.Popen(  # noqa: S603  our own module
            [*command, "--port", "0"], stdout=subprocess.PIPE, stderr=log, text=True
        )
        try:
            assert running.stdout is not None
            ready = running.stdout.readline()
            yield HubProcess(ready.split()[-1], folder)
        finally:
            running.terminate()
            running.wait(20)
            assert running.stdout is not None
            running.stdout.close()


def staff_export(hub: HubProcess) -> bytes:
    """Sets the staff's password, signs in as a person does, and downloads the list."""
    import re

    import httpx

    hub.run("staff-password", "--stdin", given=f"{_STAFF}\n")
    with httpx.Client(base_url=hub.url, follow_redirects=True) as client:
        mark = re.search(r'name="mark" value="([^"]+)"', client.get("/login").text)
        assert mark is not None
        fields = {"password": _STAFF, "mark": mark.group(1)}
        client.post("/login", data=fields).raise_for_status()
        answer = client.get("/export/unternehmen.csv")
        answer.raise_for_status()
        return answer.content


def run_demo(out: Path, screenshots: str) -> int:
    """Fills `out` with workspace, report, data, screenshots, the hub's CSV and a summary."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    if find_spec("kihub_hub") is None:
        raise Refused(
            Reason.BAD_INPUT,
            phrase("Zur Vorführung gehört der Hub; er ist in dieser Installation nicht enthalten."),
        )
    from PySide6.QtCore import qInstallMessageHandler
    from PySide6.QtWidgets import QApplication

    from kihub_desktop.ui import theme
    from kihub_desktop.ui.language import QtTexts

    if out.exists():
        shutil.rmtree(out)
    out.mkdir(parents=True)
    qInstallMessageHandler(_say_what_matters)
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    qt_texts = QtTexts(app)
    qt_texts.use(TEXTS.language)
    theme.load_fonts()
    with hub_process(out / "hub") as hub:
        shown = _Demonstration(app, out, hub)
        shown.bench.window.language_chosen.connect(qt_texts.use)
        summary = shown.run(screenshots)
    (out / "zusammenfassung.txt").write_text(summary, "utf-8")
    print(summary)  # noqa: T201  the answer of the command
    return 0


def _say_what_matters(_kind: object, _context: object, message: str) -> None:
    # A platform without a screen says with every window that it has none.
    if "does not support propagateSizeHints" not in message:
        sys.stderr.write(message + "\n")


class _Demonstration:
    """The steps in their order; each writes a line of the summary."""

    def __init__(self, app: QApplication, out: Path, hub: HubProcess) -> None:
        from kihub_desktop.composition import Services
        from kihub_desktop.services.sample import load_sample
        from kihub_desktop.store.workspace import Surroundings, create_workspace
        from kihub_desktop.ui.jobs import Jobs
        from kihub_desktop.ui.theme import Appearance
        from kihub_desktop.ui.tour import Tour
        from kihub_desktop.ui.workbench import Workbench

        self._out, self._hub = out, hub
        around = Surroundings(out / "geraete")
        workspace = create_workspace(out / "Vorführung.kihub", PASSPHRASE, around)
        self._services = Services(workspace, lambda: TODAY)
        self._services.team.sign("Beratung Süd", "Laptop 07")
        self._sample = load_sample(workspace, TODAY)[0]
        self._appearance = Appearance(app, "light")
        self.bench = Workbench(self._services, self._appearance, Jobs())
        self.bench.window.resize(*_SIZES["wide"])
        self.bench.open()
        self._tour = Tour(self.bench)
        self._lines: list[str] = []

    def run(self, screenshots: str) -> str:
        try:
            self._consultation()
            self._exchange()
            self._report()
            self._pictures(screenshots)
            self._say(_("Kennwort der Vorführung: {word}").format(word=PASSPHRASE))
        finally:
            self.bench.jobs.shut_down()
            self.bench.close()
        return "\n".join(self._lines) + "\n"

    def _say(self, line: str) -> None:
        self._lines.append(line)

    def _consultation(self) -> None:
        """A new company through the pages: master data, ten answers, a use case."""
        company = self._tour.new_company("Oelsnitzer Federn & Söhne GmbH")
        self._tour.fill_master(
            {
                "founded": "1994",
                "employees": "46",
                "turnover": "6,2 Mio",
                "balance_sheet": "4,1 Mio",
            }
        )
        self._tour.answer(["2", "3", "1", "2", "2", "3", "1", "2", "2", "1"])
        self._tour.new_use_case("Federbruch vorhersagen")
        row = next(each for each in self._services.companies.rows() if each.id == company)
        self._say(
            _(
                "Erfasst über die Seiten: {name}, {answers} Antworten, {cases} Anwendungsfall."
            ).format(name=row.name, answers=row.answered, cases=row.use_cases)
        )

    def _exchange(self) -> None:
        """Enrols with the hub, sends everything, and fetches the hub's own list."""
        code = self._hub.run("enrol", "--name", "Laptop 07").split(":")[1].split()[0]
        self._services.exchange.enrol(self._hub.url, code, "Laptop 07")
        outcome = self._services.exchange.run()
        (self._out / "hub-unternehmen.csv").write_bytes(staff_export(self._hub))
        self.bench.desk.publish(outcome.changes)
        self._say(
            _("Hub: {sent} Änderungen gesendet, {received} empfangen.").format(
                sent=number(outcome.sent), received=number(outcome.received)
            )
        )

    def _report(self) -> None:
        self._services.reports.write_pdf(self._sample, self._out / "bericht.pdf")
        self._services.reports.write_xlsx(self._sample, self._out / "daten.xlsx")
        for judged in self._services.feasibility.all_judged(self._sample):
            from kihub_desktop.texts import render

            self._say(render(judged.verdict.headline))

    def _pictures(self, screenshots: str) -> None:
        if screenshots == "none":
            return
        self.bench.desk.choose(self._sample)
        languages = ("de", "en") if screenshots == "all" else ("de",)
        sizes = _SIZES if screenshots == "all" else {"wide": _SIZES["wide"]}
        taken = 0
        for language in languages:
            if TEXTS.language != language:
                self.bench.window.switch_language()
            for look in _LOOKS:
                self._appearance.choose(look)
                for size, extent in sizes.items():
                    self.bench.window.resize(*extent)
                    taken += self._each_page(f"{language}-{look}-{size}")
        TEXTS.use("de")
        self._say(_("{n} Bildschirmfotos.").format(n=taken))

    def _each_page(self, prefix: str) -> int:
        keys = self._tour.pages()
        for key in keys:
            self._tour.picture(key, self._out / "bilder" / f"{prefix}-{key}.png")
        return len(keys)
