"""Counts what is missing when nobody types, and shows it in the rail and above the pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from kihub_desktop.texts import render
from kihub_desktop.ui.needs import Needs, needs_of
from kihub_desktop.ui.open_point import OpenPoint
from kihub_desktop.ui.pages.company.open_points import points_of

if TYPE_CHECKING:
    from kihub_desktop.ui.workbench import Workbench

_WAIT_MS = 250
_STRIPPED = frozenset({"readiness", "use_cases", "findings", "economics"})
_JUDGED = ("findings", "economics", "legal")
_TOLD = 5


class RailNeeds(QObject):
    """Works out the open points a moment after the last change, never while a key is handled."""

    def __init__(self, bench: Workbench) -> None:
        super().__init__(bench)
        self._bench = bench
        self.needs: Needs = {}
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(_WAIT_MS)
        self._wait.timeout.connect(self.count)
        bench.desk.bus.changed.connect(lambda _changes: self._wait.start())
        bench.desk.company_changed.connect(self._begin_anew)
        bench.window.page_shown.connect(lambda _key: self._show())
        bench.window.need_chosen.connect(self.follow)
        bench.window.closing.connect(self._wait.stop)

    def _begin_anew(self) -> None:
        """Another company: its page comes first, what it lacks a moment later."""
        self.needs = {}
        self._show()
        self._wait.start()

    def count(self) -> None:
        """Counts now."""
        self._wait.stop()
        company, services = self._bench.desk.company(), self._bench.services
        points = None if company is None else points_of(services, company)
        self.needs = (
            {}
            if company is None or points is None
            else needs_of(services, company, (*points.fields, *points.others))
        )
        self._show()

    def _show(self) -> None:
        told = {key: _told(points) for key, points in self.needs.items()}
        judged = [each for key in _JUDGED for each in self.needs.get(key, ())]
        told["feasibility_group"] = _told(tuple(judged))
        window = self._bench.window
        window.show_needs(told)
        key = window.current_key
        window.strip.show_points(self.needs.get(key, ()) if key in _STRIPPED else ())

    def follow(self, point: object) -> None:
        """To where an open point is entered."""
        if isinstance(point, OpenPoint):
            if point.use_case is not None:
                self._bench.desk.choose_use_case(point.use_case)
            self._bench.desk.go(point.page, point.target)


def _told(points: tuple[OpenPoint, ...]) -> tuple[int, str]:
    """How many, and the first of them in words."""
    lines = [render(each.text) for each in points[:_TOLD]]
    if len(points) > _TOLD:
        lines.append("…")
    return len(points), "\n".join(lines)
