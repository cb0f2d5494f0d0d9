"""„Fotos & Notizen“ in the real window: drop, paste, look, draw, notes; nothing blocks typing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QColor, QDropEvent, QGuiApplication, QImage, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from kihub_desktop.composition import Services
from kihub_desktop.domain.choices import ObservationKind, PictureKind
from kihub_desktop.domain.progress import Cancelled
from kihub_desktop.domain.quick_notes import QuickNote, read_note
from kihub_desktop.domain.sketches import Drawing, Ink, Mark, MarkKind
from kihub_desktop.domain.visit_records import Observation, Picture
from kihub_desktop.services.picture_intake import PictureIntake, PicturePlace
from kihub_desktop.store.workspace import Workspace
from kihub_desktop.ui.jobs import Jobs
from kihub_desktop.ui.pages.company.page import CompanyPage
from kihub_desktop.ui.pages.company.pictures_card import NOTE, PicturesCard
from kihub_desktop.ui.theme import Appearance
from kihub_desktop.ui.widgets.picture_grid import TileState
from kihub_desktop.ui.widgets.picture_viewer import PictureViewer
from kihub_desktop.ui.widgets.sketch_dialog import SketchDialog
from kihub_desktop.ui.widgets.sketch_surface import SketchSurface, Tool
from kihub_desktop.ui.workbench import Workbench
from tests.gui.conftest import press, type_text, unnamed_focusable
from tests.services.conftest import workspace
from tests.services.test_pictures import photos, stop_after
from tests.unit.imports.hostile_pictures import encoded, picture

__all__ = ["workspace"]
TODAY = date(2026, 11, 23)
LEFT, PLAIN = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


class _Desk:
    """The window on the company's page, and what is recorded."""

    def __init__(self, bench: Workbench, company: UUID, qtbot: QtBot) -> None:
        self.bench, self.company, self._qtbot = bench, company, qtbot

    @property
    def card(self) -> PicturesCard:
        page = self.bench.window.page("company")
        assert isinstance(page, CompanyPage)
        return page.stack.pictures

    @property
    def note(self) -> QLineEdit:
        line = self.card.quick.field(NOTE).editor.widget
        assert isinstance(line, QLineEdit)
        return line

    def pictures(self) -> tuple[Picture, ...]:
        return self.bench.services.pictures.of_company(self.company).records

    def notes(self) -> tuple[Observation, ...]:
        return self.bench.services.records(Observation).of_company(self.company).records

    def wait(self, condition: Callable[[], bool]) -> None:
        self._qtbot.waitUntil(condition, timeout=10_000)

    def rest(self) -> None:
        """Until all work beside the window is done and told."""
        self._qtbot.waitUntil(self._is_idle, timeout=10_000)
        QApplication.processEvents()

    def _is_idle(self) -> bool:
        return not self.bench.jobs.busy()

    def drop(self, *paths: Path) -> None:
        given = QMimeData()
        given.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
        copy = Qt.DropAction.CopyAction
        event = QDropEvent(QPointF(20, 60), copy, given, LEFT, PLAIN)
        self.card.dropEvent(event)


@pytest.fixture
def desk(workspace: Workspace, appearance: Appearance, qtbot: QtBot) -> Iterator[_Desk]:
    jobs = Jobs()
    bench = Workbench(Services(workspace, today=lambda: TODAY), appearance, jobs)
    company, _ = bench.services.companies.create("Göltzschtal Präzision GmbH")
    bench.window.resize(1440, 900)
    bench.open_company(company)
    bench.window.show()
    qtbot.waitExposed(bench.window)
    bench.window.activateWindow()
    yield _Desk(bench, company, qtbot)
    jobs.shut_down()
    QApplication.processEvents()  # what the work has still to tell finds the window alive
    bench.window.close()
    bench.window.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def files(folder: Path, count: int) -> list[Path]:
    found = []
    for number in range(count):
        path = folder / f"DSC_{number}.jpg"
        path.write_bytes(encoded("JPEG", picture(640, 480, seed=number)))
        found.append(path)
    return found


def test_that_dropped_files_become_pictures_and_one_undo_takes_them_back(
    desk: _Desk, tmp_path: Path
) -> None:
    desk.drop(*files(tmp_path, 3))
    assert [tile.state for tile in desk.card.grid.tiles()] == [TileState.COMING] * 3
    desk.wait(lambda: len(desk.pictures()) == 3)
    desk.rest()
    assert [tile.state for tile in desk.card.grid.tiles()] == [TileState.READY] * 3
    desk.bench.undo_desk.undo()
    assert desk.pictures() == ()
    assert desk.card.grid.tiles() == ()


def test_that_what_is_typed_while_photos_are_stored_is_kept(desk: _Desk, tmp_path: Path) -> None:
    desk.drop(*files(tmp_path, 6))
    desk.note.setFocus()
    type_text(desk.note, "Kühlmittel tropft auf die Führung")
    desk.wait(lambda: len(desk.pictures()) == 6)
    desk.rest()
    assert desk.note.text() == "Kühlmittel tropft auf die Führung"
    press(desk.note, Qt.Key.Key_Return)
    assert [each.text for each in desk.notes()] == ["Kühlmittel tropft auf die Führung"]
    assert desk.note.text() == ""


def test_that_a_broken_file_is_told_beside_the_stored_ones(desk: _Desk, tmp_path: Path) -> None:
    (tmp_path / "kaputt.jpg").write_bytes(b"kein Bild")
    desk.drop(*files(tmp_path, 1), tmp_path / "kaputt.jpg")
    desk.wait(desk.bench.window.banner.isVisible)
    assert desk.bench.window.banner.what.text() == "1 Foto gespeichert."
    assert "„kaputt.jpg“ ist beschädigt" in desk.bench.window.banner.to_do.text()


def test_that_a_picture_of_the_clipboard_is_pasted_also_from_the_note(desk: _Desk) -> None:
    image = QImage(300, 200, QImage.Format.Format_RGB32)
    image.fill(QColor("teal"))
    QGuiApplication.clipboard().setImage(image)
    desk.note.setFocus()
    press(desk.note, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    desk.wait(lambda: len(desk.pictures()) == 1)
    (pasted,) = desk.pictures()
    assert (pasted.width, pasted.height, pasted.media_type) == (300, 200, "image/png")
    QGuiApplication.clipboard().clear()


def test_that_text_is_still_pasted_into_the_note(desk: _Desk) -> None:
    QGuiApplication.clipboard().setText("aus der Mail")
    desk.note.setFocus()
    press(desk.note, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert desk.note.text() == "aus der Mail"
    desk.note.clear()
    QGuiApplication.clipboard().clear()


def test_that_deleting_by_key_takes_only_the_chosen_picture(desk: _Desk, tmp_path: Path) -> None:
    desk.drop(*files(tmp_path, 3))
    desk.wait(lambda: len(desk.pictures()) == 3)
    desk.rest()
    first = desk.pictures()[0].id
    desk.card.grid.setFocus()
    desk.card.grid.choose(str(first))
    press(desk.card.grid, Qt.Key.Key_Delete)
    assert first not in {each.id for each in desk.pictures()}
    assert len(desk.pictures()) == 2


def test_that_pictures_change_places_by_key(desk: _Desk, tmp_path: Path) -> None:
    desk.drop(*files(tmp_path, 3))
    desk.wait(lambda: len(desk.pictures()) == 3)
    desk.rest()
    before = [each.id for each in desk.pictures()]
    desk.card.grid.choose(str(before[0]))
    press(desk.card.grid, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert [each.id for each in desk.pictures()] == [before[1], before[0], before[2]]
    assert desk.card.grid.current_key() == str(before[0])


def drag_before(desk: _Desk, what: UUID, onto: UUID, *, give_up: bool = False) -> None:
    """Drags a picture to the left edge of another one."""
    grid = desk.card.grid
    area, model = grid.viewport(), grid.model()
    rows = {tile.key: row for row, tile in enumerate(grid.tiles())}
    start = grid.visualRect(model.index(rows[str(what)], 0)).center()
    end = grid.visualRect(model.index(rows[str(onto)], 0)).topLeft() + QPoint(8, 20)
    QTest.mousePress(area, LEFT, PLAIN, start)
    QTest.mouseMove(area, (start + end) / 2)
    held = QMouseEvent(
        QEvent.Type.MouseMove, QPointF(end), QPointF(area.mapToGlobal(end)), LEFT, LEFT, PLAIN
    )
    QApplication.sendEvent(area, held)
    grid.grab()  # draws the place it would come to
    if give_up:
        press(grid, Qt.Key.Key_Escape)
    QTest.mouseRelease(area, LEFT, PLAIN, end)


def test_that_pictures_are_moved_by_drag_as_one_step(desk: _Desk, tmp_path: Path) -> None:
    desk.drop(*files(tmp_path, 3))
    desk.wait(lambda: len(desk.pictures()) == 3)
    desk.rest()
    first, second, third = (each.id for each in desk.pictures())
    drag_before(desk, third, first)
    assert [each.id for each in desk.pictures()] == [third, first, second]
    desk.bench.undo()
    assert [each.id for each in desk.pictures()] == [first, second, third]
    drag_before(desk, third, first, give_up=True)
    assert [each.id for each in desk.pictures()] == [first, second, third]


def viewer_on(desk: _Desk, picture_id: UUID) -> PictureViewer:
    desk.card.opened.emit(picture_id)
    viewer = desk.bench.window.findChild(PictureViewer)
    assert isinstance(viewer, PictureViewer)
    desk.wait(lambda: viewer.view.image() is not None)
    return viewer


def test_that_the_viewer_walks_describes_and_deletes(desk: _Desk, tmp_path: Path) -> None:
    desk.drop(*files(tmp_path, 2))
    desk.wait(lambda: len(desk.pictures()) == 2)
    desk.rest()
    first, second = desk.pictures()
    viewer = viewer_on(desk, first.id)
    assert unnamed_focusable(viewer) == []
    viewer.caption.setFocus()
    type_text(viewer.caption, "Spindel 3, Öl am Geber")
    press(viewer, Qt.Key.Key_PageDown)
    assert (viewer.place.text(), viewer.caption.text()) == ("2 von 2", "")
    assert desk.pictures()[0].caption == "Spindel 3, Öl am Geber"
    press(viewer, Qt.Key.Key_Delete)
    assert [each.id for each in desk.pictures()] == [first.id]
    assert second.id not in {each.id for each in desk.pictures()}
    viewer.reject()


def test_that_a_picture_can_belong_to_an_observation(desk: _Desk, tmp_path: Path) -> None:
    desk.drop(*files(tmp_path, 1))
    desk.wait(lambda: len(desk.pictures()) == 1)
    desk.rest()
    created, _changes = desk.bench.services.records(Observation).create(
        desk.company, text="Kabel liegt offen"
    )
    viewer = viewer_on(desk, desk.pictures()[0].id)
    viewer.belonging_picked.emit(f"observation:{created}")
    assert desk.pictures()[0].observation == created
    viewer.reject()


def test_that_a_picture_that_has_not_arrived_says_so(desk: _Desk, workspace: Workspace) -> None:
    PictureIntake(workspace, PicturePlace(desk.company), photos(1)).run()
    (found,) = desk.pictures()
    for digest in (found.content, found.thumbnail):
        workspace.blobs.path(digest or "").unlink()
    desk.bench.presenters["company"].refresh()  # type: ignore[attr-defined]
    desk.bench.desk.company_changed.emit()
    assert [tile.state for tile in desk.card.grid.tiles()] == [TileState.MISSING]


def test_that_an_interrupted_drop_is_told_at_the_next_start(
    workspace: Workspace, appearance: Appearance, qtbot: QtBot
) -> None:
    services = Services(workspace, today=lambda: TODAY)
    company, _ = services.companies.create("Muster GmbH")
    intake = PictureIntake(workspace, PicturePlace(company), photos(2))
    with pytest.raises(Cancelled):
        intake.run(stop_after(1))
    jobs = Jobs()
    bench = Workbench(services, appearance, jobs)
    bench.open_company(company)
    bench.window.show()
    qtbot.waitUntil(bench.window.banner.isVisible)
    assert "1 Foto nicht mehr gespeichert" in bench.window.banner.what.text()
    jobs.shut_down()
    bench.window.close()
    bench.window.deleteLater()


def drag(surface: SketchSurface, start: QPoint, end: QPoint) -> None:
    QTest.mousePress(surface, LEFT, PLAIN, start)
    for part in range(1, 6):
        QTest.mouseMove(surface, start + (end - start) * part / 5)
        QApplication.processEvents()
    QTest.mouseRelease(surface, LEFT, PLAIN, end)


def test_that_a_sketch_is_drawn_saved_and_drawn_on_later(desk: _Desk) -> None:
    desk.card.sketch_button.click()
    dialog = desk.bench.window.findChild(SketchDialog)
    assert isinstance(dialog, SketchDialog)
    assert unnamed_focusable(dialog) == []
    dialog.tools.buttons()[3].click()
    dialog.inks[Ink.RED].click()
    drag(dialog.surface, QPoint(200, 200), QPoint(300, 280))
    dialog.tools.buttons()[4].click()
    QTest.mouseClick(dialog.surface, LEFT, PLAIN, QPoint(220, 120))
    words = dialog.surface.findChild(QLineEdit)
    assert words is not None
    type_text(words, "Schütte")
    press(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    desk.wait(lambda: len(desk.pictures()) == 1)
    (sketch,) = desk.pictures()
    drawing = desk.bench.services.pictures.drawing_of(sketch)
    assert sketch.kind is PictureKind.SKETCH
    assert drawing is not None
    assert [mark.kind for mark in drawing.marks] == [MarkKind.BOX, MarkKind.TEXT]
    assert (drawing.marks[0].ink, drawing.marks[1].words) == (Ink.RED, "Schütte")


@pytest.fixture
def surface(qtbot: QtBot) -> SketchSurface:
    made = SketchSurface(Drawing(), None)
    qtbot.addWidget(made)
    made.resize(800, 600)
    made.show()
    qtbot.waitExposed(made)
    return made


def test_that_keys_alone_can_draw_a_line(surface: SketchSurface) -> None:
    surface.setFocus()
    surface.tool = Tool.LINE
    press(surface, Qt.Key.Key_Return)
    for _step in range(3):
        press(surface, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    press(surface, Qt.Key.Key_Return)
    (line,) = surface.drawing().marks
    assert line == Mark(MarkKind.LINE, ((800, 600), (992, 600)))


def test_that_the_eraser_takes_the_stroke_under_it_and_undo_brings_it_back(
    surface: SketchSurface,
) -> None:
    surface.tool = Tool.LINE
    drag(surface, QPoint(100, 100), QPoint(300, 100))
    drag(surface, QPoint(100, 300), QPoint(300, 300))
    surface.tool = Tool.ERASER
    QTest.mouseClick(surface, LEFT, PLAIN, QPoint(200, 104))
    assert [mark.points[0][1] for mark in surface.drawing().marks] == [600]
    surface.undo()
    assert len(surface.drawing().marks) == 2
    surface.redo()
    assert len(surface.drawing().marks) == 1


def test_that_escape_asks_twice_before_strokes_are_given_up(qtbot: QtBot) -> None:
    dialog = SketchDialog("Neue Skizze", Drawing(), None, "")
    qtbot.addWidget(dialog)
    dialog.ask()
    drag(dialog.surface, QPoint(100, 100), QPoint(200, 160))
    dialog.leave()
    assert dialog.isVisible()
    assert "verwirft die Zeichnung" in dialog.warning.text()
    dialog.leave()
    assert not dialog.isVisible()


@pytest.mark.parametrize(
    ("line", "note"),
    [
        ("  ", None),
        ("Kühlmittel tropft", QuickNote("Kühlmittel tropft")),
        ("Idee: Kamera am Band", QuickNote("Kamera am Band", ObservationKind.IDEA)),
        ("risiko: nur einer weiß es", QuickNote("nur einer weiß es", ObservationKind.RISK)),
        ("Parkplatz: Lager", QuickNote("Lager", ObservationKind.PARKED)),
        (
            "„Das merken wir erst am Montag“ – Schichtleiter",
            QuickNote("Das merken wir erst am Montag", ObservationKind.QUOTE, "Schichtleiter"),
        ),
        ('"Passt schon"', QuickNote("Passt schon", ObservationKind.QUOTE)),
        ("Maschine 4: „ERR 12“ steht oft", QuickNote("Maschine 4: „ERR 12“ steht oft")),
        ("Idee:", QuickNote("Idee:")),
    ],
)
def test_that_a_line_says_what_kind_of_note_it_is(line: str, note: QuickNote | None) -> None:
    assert read_note(line) == note


def test_that_a_rebuilt_window_hears_of_photos_and_the_old_card_does_not(
    desk: _Desk, tmp_path: Path
) -> None:
    desk.drop(*files(tmp_path, 4))
    desk.bench.window.rebuild()
    desk.wait(lambda: len(desk.card.grid.tiles()) == 4)
    desk.wait(lambda: all(tile.state is TileState.READY for tile in desk.card.grid.tiles()))
