"""A session of the real program with a marked company, ended by SIGKILL.

Started as a process of its own; arguments are the folder and what to plant (or nothing). Every
file that anybody deletes or replaces is kept in `graveyard` first: what was plain text for a
moment counts too.
"""

from __future__ import annotations

import gzip
import io
import os
import shutil
import signal
import sys
import zlib
from pathlib import Path

from PIL import Image
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from kihub_desktop import app as program
from kihub_desktop.domain.records import Contact
from kihub_desktop.places import UserPlaces
from kihub_desktop.services.drafts import DraftService
from kihub_desktop.services.picture_intake import PicturePlace, PictureSource
from kihub_desktop.store import keys
from kihub_desktop.traces import keep_traces, trace_of
from kihub_desktop.ui.hands import fill, press, settle, type_text, wait_until
from kihub_desktop.ui.pages.company.page import CompanyPage
from kihub_desktop.ui.tour import Tour
from kihub_desktop.ui.unlock import NewWorkspace
from kihub_desktop.ui.workbench import Workbench

MARKER = "qzxvgeheimwort"
PASSPHRASE = "wqzkennwortsatz lang genug"
NEW_PASSPHRASE = "wqzkennwortsatz ein anderer"


def main(root: Path, planted: str) -> int:
    """Runs until it kills itself; `chosen` is where the user saves reports on purpose."""
    for name in ("graveyard", "chosen", "backup"):
        (root / name).mkdir()
    _watch(root)
    keys.Argon2Cost.__init__.__defaults__ = (1, 64, 1)
    qt = QApplication([])
    keep_traces(root / "log")
    places = UserPlaces(root / "settings.toml", root / "devices", root / "documents")
    application = program.Application(qt, places.settings, places.documents, places)
    application.start()
    QTimer.singleShot(0, application, lambda: _work_or_end(application, root, planted))
    return qt.exec()


def _watch(root: Path) -> None:
    graveyard, number = root / "graveyard", [0]

    def bury(path: Path) -> None:
        kept = (graveyard, root / "chosen")
        if path.is_file() and not any(path.is_relative_to(each) for each in kept):
            number[0] += 1
            shutil.copyfile(path, graveyard / f"{number[0]:05d}")

    def hook(event: str, arguments: tuple[object, ...]) -> None:
        if event == "os.remove":
            name, folder = arguments
            held = isinstance(folder, int) and folder >= 0
            within = Path(f"/proc/self/fd/{folder}").readlink() if held else Path()
            bury(within / os.fsdecode(name))  # type: ignore[arg-type]
        elif event == "os.rename":
            bury(Path(os.fsdecode(arguments[1])))  # type: ignore[arg-type]

    sys.addaudithook(hook)


def _work_or_end(application: program.Application, root: Path, planted: str) -> None:
    """Whatever goes wrong in the session ends it, with the reason for whoever runs the test."""
    try:
        _work(application, root, planted)
    except BaseException as error:
        print(trace_of(error), file=sys.stderr, flush=True)  # noqa: T201  read by the test
        os._exit(3)


def _work(application: program.Application, root: Path, planted: str) -> None:
    folder = root / "documents" / "Werk.kihub"
    wanted = NewWorkspace(folder, PASSPHRASE, "Beratung", "Laptop")
    application.unlock.create_requested.emit(wanted)
    wait_until(lambda: application.workbench is not None, "the workspace is open")
    bench = application.workbench
    assert bench is not None
    _capture(bench)
    _pictures(bench)
    _sample(bench, root)
    _save_and_copy(bench, root)
    _fail(bench, planted, root)
    _secure(bench)
    _leave_typing(bench)
    os.kill(os.getpid(), signal.SIGKILL)


def _capture(bench: Workbench) -> None:
    tour = Tour(bench)
    company = tour.new_company(f"{MARKER} GmbH")
    tour.fill_master({"town": f"{MARKER}stadt"})
    bench.services.contacts.create(company, name=f"Dr. {MARKER}", email=f"{MARKER}@example.org")
    bench.services.processes.create(company, name=f"{MARKER} fräsen", note=f"viel {MARKER}")
    tour.new_use_case(f"{MARKER} vorhersagen")
    bench.undo()
    bench.redo()
    for page in tour.pages():
        bench.window.go_to(page)
        settle()
        wait_until(lambda: not bench.jobs.busy(), page)
    type_text(MARKER, bench.window.header.search)
    bench.window.header.search.results.hide()
    contacts: list[Contact] = list(bench.services.contacts.of_company(company).records)
    assert contacts


def _pictures(bench: Workbench) -> None:
    from kihub_desktop.services.pictures import PictureService

    company = bench.desk.company()
    assert company is not None
    exif = Image.Exif()
    exif[0x010E] = f"Bild von {MARKER}"
    drawn = io.BytesIO()
    Image.effect_noise((400, 300), 40).save(drawn, "JPEG", exif=exif, comment=MARKER.encode())
    pictures = PictureService(bench.services.workspace)
    source = PictureSource(f"{MARKER}.jpg", content=drawn.getvalue())
    outcome = pictures.intake(PicturePlace(company), [source], keep_location=True).run()
    assert outcome.added == 1
    (taken,) = pictures.of_company(company).records
    as_of = pictures.of_company(company).as_of
    pictures.save(company, taken.id, as_of, caption=f"Halle von {MARKER}")


def _sample(bench: Workbench, root: Path) -> None:
    """A table of the company is tested and its rows kept; the table itself is the user's."""
    from kihub_desktop.services.data_checks import FileChoice

    company = bench.desk.company()
    assert company is not None
    table = root / "chosen" / "tabelle.csv"
    rows = (f"{n};{MARKER}{n % 3};{n % 7}" for n in range(400))
    table.write_text("\n".join(("Nr;Anlage;Fehler", *rows)), encoding="utf-8")
    services, chosen = bench.services, FileChoice(table)
    test, _ = services.data_checks.keep(company, services.data_checks.test(chosen))
    packed = services.attached_samples.pack(chosen)
    services.attached_samples.attach(company, test, packed)
    kept = services.data_checks.get(company, test)
    assert kept is not None
    content = services.workspace.blobs.get(kept.sample or "")
    assert MARKER.encode() in gzip.decompress(content)


def _save_and_copy(bench: Workbench, root: Path) -> None:
    from kihub_desktop.services.backups import BackupService

    company = bench.desk.company()
    assert company is not None
    bench.services.reports.write_pdf(company, root / "chosen" / "Bericht.pdf")
    bench.services.reports.write_xlsx(company, root / "chosen" / "Daten.xlsx")
    bench.services.copies.make()
    BackupService(bench.services.workspace).back_up(root / "backup")


def _fail(bench: Workbench, planted: str, root: Path) -> None:
    """A defect whose message names the company: in a job, in a slot, in the database."""

    def broken(_progress: object) -> None:
        if planted == "temporary":
            path = Path(os.environ["TMPDIR"]) / "rest"
            path.write_bytes(zlib.compress(f"x{MARKER}x".encode()))
            path.unlink()
        elif planted == "error":
            print(f"Fehler bei {MARKER}", file=sys.stderr)  # noqa: T201  the planted fault
        elif planted == "beside":
            (root / "rest.bin").write_bytes(MARKER.encode("utf-16-le"))
        raise ValueError(f"Fehler bei {MARKER}")

    bench.jobs.start(bench, broken, done=lambda _nothing: None)
    wait_until(lambda: not bench.jobs.busy(), "the job has failed")

    def slot() -> None:
        raise KeyError(f"Fehler bei {MARKER}")

    try:
        slot()
    except KeyError as error:  # as Qt's event loop does with what a slot raises
        sys.excepthook(type(error), error, error.__traceback__)


def _secure(bench: Workbench) -> None:
    bench.services.slots.change_passphrase(PASSPHRASE, NEW_PASSPHRASE)
    bench.lock.lock()
    settle()
    screen = bench.lock.screen
    assert screen is not None
    type_text(NEW_PASSPHRASE, screen.passphrase)
    press("Return", screen.passphrase)
    wait_until(lambda: bench.lock.screen is None, "it is open again")


def _leave_typing(bench: Workbench) -> None:
    """Text that is being typed while the program dies."""
    bench.window.go_to("company")
    page = bench.window.page("company")
    assert isinstance(page, CompanyPage)
    page.reveal("field:employees")
    form = page.master.form_with("employees")
    assert form is not None
    widget = form.field("employees").editor.widget
    widget.setFocus()
    settle()
    type_text(f"84 und {MARKER}", widget)
    bench.keeper.look()
    later = DraftService(bench.services.workspace)  # as the next start would find it
    wait_until(lambda: bool(later.left_over()), "the draft is on disk")
    fill(bench.window.header.search, MARKER)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), sys.argv[2] if len(sys.argv) > 2 else ""))
