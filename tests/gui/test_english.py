"""In English no page shows a German sentence of ours, also where it was worded before."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
import yaml
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QLabel,
    QLineEdit,
    QWidget,
)

from kihub_desktop.composition import Services
from kihub_desktop.paths import resources
from kihub_desktop.services.sample import load_sample
from kihub_desktop.store.workspace import Workspace
from kihub_desktop.ui.hands import settle, wait_until
from kihub_desktop.ui.jobs import Jobs
from kihub_desktop.ui.theme import Appearance
from kihub_desktop.ui.tour import Tour
from kihub_desktop.ui.widgets.chip import StatusPill
from kihub_desktop.ui.workbench import Workbench
from tests.services.conftest import workspace
from tests.texts import english, entries, forms, homes

__all__ = ["workspace"]
TODAY = date(2026, 11, 23)
PLACEHOLDER = re.compile(r"\\\{\w+\\\}")
LEAST_LETTERS = 8


@pytest.fixture
def bench(workspace: Workspace, appearance: Appearance) -> Iterator[Workbench]:
    made = Workbench(Services(workspace, lambda: TODAY), appearance, Jobs())
    made.desk.choose(load_sample(workspace, TODAY)[0])
    made.window.resize(1440, 900)
    made.open()
    settle()
    yield made
    made.jobs.shut_down()
    made.close()
    made.window.deleteLater()


def test_that_every_page_is_english_after_the_switch(bench: Workbench) -> None:
    tour = Tour(bench)
    for key in tour.pages():
        tour.page(key)
    wait_until(lambda: not bench.jobs.busy(), "the German pages")
    bench.window.switch_language()
    typed = sample_texts()
    ours = german_texts()
    seen, left = 0, set()
    for key in tour.pages():
        tour.page(key)
        wait_until(lambda: not bench.jobs.busy(), key)
        for text in shown_texts(bench.window):
            seen += 1
            if text not in typed and ours.fullmatch(text):
                left.add(f"{key}: {text}")
    assert not left, "\n".join(sorted(left))
    assert seen > 1000


def german_texts() -> re.Pattern[str]:
    """What the product says in German and nowhere so in English („Programme“ is both)."""
    patterns = []
    spoken = {
        each
        for home in homes()
        for entry in entries(english(home)).values()
        for each in forms(entry.string)
    }
    for home in homes():
        for entry in entries(english(home)).values():
            for german, translated in zip(forms(entry.id), forms(entry.string), strict=True):
                letters = re.sub(r"\{\w+\}|[^A-Za-zÄÖÜäöüß]", "", german)
                told = "{" not in german or len(letters) >= LEAST_LETTERS
                if told and german != translated and german not in spoken:
                    patterns.append(PLACEHOLDER.sub(".+", re.escape(german)))
    return re.compile("|".join(patterns), re.DOTALL)


def sample_texts() -> set[str]:
    """What a consultant has typed; it stays as it is."""
    content = (resources() / "sample" / "vogtland.yaml").read_bytes()
    return set(_scalars(yaml.safe_load(content)))


def _scalars(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        for item in value:
            yield from _scalars(item)
    else:
        yield str(value)


def shown_texts(window: QWidget) -> Iterator[str]:
    """Every text, hint and spoken name of what can be seen."""
    for widget in window.findChildren(QWidget):
        if widget.isVisible():
            yield from filter(None, _texts(widget))


def _texts(widget: QWidget) -> Iterator[str]:
    yield from (widget.toolTip(), widget.accessibleName(), widget.accessibleDescription())
    if isinstance(widget, QLabel | QAbstractButton | StatusPill):
        yield widget.text()
    if isinstance(widget, QLineEdit):
        yield widget.placeholderText()
    if isinstance(widget, QComboBox):
        yield from (widget.itemText(index) for index in range(widget.count()))
    if isinstance(widget, QAbstractItemView):
        yield from _cells(widget)


def _cells(view: QAbstractItemView) -> Iterator[str]:
    model, root = view.model(), QModelIndex()
    for column in range(model.columnCount(root) if model else 0):
        yield str(model.headerData(column, Qt.Orientation.Horizontal) or "")
        for row in range(model.rowCount(root)):
            yield str(model.index(row, column, root).data() or "")
