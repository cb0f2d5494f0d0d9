"""The way of the Tab key: as the eye goes, layout by layout, not as the widgets were made."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QGridLayout,
    QLayout,
    QScrollArea,
    QWidget,
)


def move_focus(root: QWidget, *, forward: bool) -> bool:
    """Focus to the next (or previous) stop below `root`, around at the end; False without any."""
    walked = list(_walk(root))
    stops = [widget for widget in walked if _is_stop(widget)]
    if not stops:
        return False
    _focus(_neighbour(walked, stops, forward=forward), forward=forward)
    return True


def tab_stops(root: QWidget) -> list[QWidget]:
    """Where the Tab key stops below `root`, in its order."""
    return [widget for widget in _walk(root) if _is_stop(widget)]


def _neighbour(walked: list[QWidget], stops: list[QWidget], *, forward: bool) -> QWidget:
    current = QApplication.focusWidget()
    if current not in walked:
        return stops[0 if forward else -1]
    # The focus may be where no Tab leads, on a page that was clicked: on from there.
    places = {id(widget): place for place, widget in enumerate(walked)}
    here = places[id(current)]
    if forward:
        return next((stop for stop in stops if places[id(stop)] > here), stops[0])
    return next((stop for stop in reversed(stops) if places[id(stop)] < here), stops[-1])


def _focus(widget: QWidget, *, forward: bool) -> None:
    reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
    widget.setFocus(reason)
    above = widget.parentWidget()
    while above is not None:
        if isinstance(above, QScrollArea):
            above.ensureWidgetVisible(widget)
        above = above.parentWidget()


def _is_stop(widget: QWidget) -> bool:
    if not widget.isEnabled() or widget.focusProxy() is not None:
        return False
    group = widget.group() if isinstance(widget, QAbstractButton) else None
    if group is None or not group.exclusive():
        return bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
    # One of several: Tab stops once, at the chosen one, and arrow keys go between them. Qt takes
    # the policy away from the others, and may have done so before this one was chosen.
    chosen = group.checkedButton() or group.buttons()[0]
    return widget is chosen and widget.focusPolicy() != Qt.FocusPolicy.NoFocus


def _walk(widget: QWidget) -> Iterator[QWidget]:
    """The widget, then what is visible in it."""
    yield widget
    for child in _children(widget):
        if not child.isHidden() and not child.isWindow():
            yield from _walk(child)


def _children(widget: QWidget) -> list[QWidget]:
    if isinstance(widget, QScrollArea):
        inner = widget.widget()
        return [inner] if inner is not None else []
    layout = widget.layout()
    placed = list(_placed(layout)) if layout is not None else []
    free = [each for each in widget.children() if isinstance(each, QWidget) and each not in placed]
    return placed + sorted(free, key=lambda each: (each.y(), each.x()))


def _placed(layout: QLayout) -> Iterator[QWidget]:
    """The widgets of a layout and of the layouts in it; a grid goes row by row."""
    places = list(range(layout.count()))
    if isinstance(layout, QGridLayout):
        places.sort(key=lambda place: tuple(layout.getItemPosition(place))[:2])  # type: ignore[arg-type]
    for place in places:
        item = layout.itemAt(place)
        if item is None:
            continue
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            yield widget
        elif inner is not None:
            yield from _placed(inner)
