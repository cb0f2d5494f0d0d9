"""A table is dropped, looked at, asked for a target and adopted; what is no table is told."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from pytestqt.qtbot import QtBot

from kihub_desktop.composition import Services
from kihub_desktop.domain.choices import Archetype
from kihub_desktop.store.workspace import Workspace
from kihub_desktop.ui.jobs import Jobs
from kihub_desktop.ui.pages.data_check.page import DataCheckPage
from kihub_desktop.ui.theme import Appearance
from kihub_desktop.ui.workbench import Workbench
from tests.gui.conftest import unnamed_focusable
from tests.services.conftest import workspace
from tests.unit.analysis import factory_tables as factory

__all__ = ["workspace"]
_LONG = 60_000


@pytest.fixture(scope="module")
def table(tmp_path_factory: pytest.TempPathFactory) -> Path:
    frame = factory.with_people(factory.with_gap(factory.clean(rows=6_000)))
    return factory.saved(frame, tmp_path_factory.mktemp("kunde") / "spindel.csv")


@pytest.fixture
def bench(workspace: Workspace, appearance: Appearance, qtbot: QtBot) -> Iterator[Workbench]:
    services = Services(workspace, today=lambda: date(2026, 11, 23))
    company, _ = services.companies.create("Muster GmbH")
    services.use_cases.create(
        company, title="Verschleiß", archetype=Archetype.PREDICTIVE_MAINTENANCE
    )
    jobs = Jobs()
    made = Workbench(services, appearance, jobs)
    made.window.resize(1440, 900)
    made.desk.choose(company)
    made.window.go_to("data_check")
    made.window.show()
    qtbot.waitExposed(made.window)
    yield made
    jobs.shut_down()
    made.window.close()
    made.window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


@pytest.fixture
def page(bench: Workbench) -> DataCheckPage:
    found = bench.window.page("data_check")
    assert isinstance(found, DataCheckPage)
    return found


def _drop(page: DataCheckPage, path: Path) -> None:
    dragged = QMimeData()
    dragged.setUrls([QUrl.fromLocalFile(str(path))])
    event = QDropEvent(
        QPointF(20, 20),
        Qt.DropAction.CopyAction,
        dragged,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    page.dropEvent(event)


def test_that_a_dropped_table_is_shown_asked_and_adopted(
    qtbot: QtBot, bench: Workbench, page: DataCheckPage, table: Path
) -> None:
    assert page.empty.isVisible()
    _drop(page, table)
    qtbot.waitUntil(page.verdict.isVisible, timeout=_LONG)
    assert page.verdict.headline.text() == "Auffällig, erst klären"
    assert page.columns_card.table.cell_words(0, 0).startswith("temp_lager")
    page.target_chosen.emit("ausfall")
    qtbot.waitUntil(lambda: page.learning.question.target.key() == "ausfall", timeout=_LONG)
    qtbot.waitUntil(page.open.isEnabled, timeout=_LONG)
    assert page.verdict.headline.text() == "Lernbar, mit Mängeln"
    assert page.learning.curve.isVisible()
    assert page.adoption.personal.isChecked()
    assert unnamed_focusable(bench.window) == []
    page.learning.question.exclusion_chosen.emit(("druck [bar]",))
    qtbot.waitUntil(page.learning.question.left_out.isVisible, timeout=_LONG)
    qtbot.waitUntil(page.open.isEnabled, timeout=_LONG)
    assert page.learning.question.left_out.text() == "Weggelassen: druck [bar]"
    assert "druck" not in page.learning.useful.text()
    page.adoption.adopt.click()
    qtbot.waitUntil(lambda: page.adoption.adopted.text() == "Übernommen für „Verschleiß“.")
    company = bench.desk.company()
    assert company is not None
    (source,) = bench.services.sources.of_company(company).records
    assert source.personal_data is True
    bench.undo()
    qtbot.waitUntil(lambda: page.adoption.adopted.text() == "")


def test_that_no_table_is_told_in_one_sentence(
    qtbot: QtBot, page: DataCheckPage, tmp_path: Path
) -> None:
    path = tmp_path / "bild.csv"
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + b"\0" * 50)
    _drop(page, path)
    qtbot.waitUntil(lambda: page.banner is not None and page.banner.isVisible(), timeout=_LONG)
    assert page.empty.isVisible()
    assert page.open.isEnabled()
