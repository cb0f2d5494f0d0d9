"""Pictures of widgets for looking at: any widget, and a gallery of the whole kit."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QSize
from PySide6.QtWidgets import QApplication, QWidget

_ROUNDS = 4


def settle() -> None:
    """Lets layouts that depend on each other's width come to rest."""
    for _round in range(_ROUNDS):
        QCoreApplication.sendPostedEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)


def grab(widget: QWidget, path: Path, size: tuple[int, int]) -> Path:
    """Shows the widget in this size and writes what it looks like as PNG."""
    widget.resize(QSize(*size))
    widget.show()
    settle()
    path.parent.mkdir(parents=True, exist_ok=True)
    if not widget.grab().save(str(path)):
        raise OSError(f"the picture {path} could not be written")
    return path
