"""All texts of a window that are typed and not saved yet, whichever editor holds them.

An editor of any sort has a method `open_texts()` and joins `EDITORS` once, when it is made:

    class RecordGrid(QWidget):
        def __init__(self) -> None:
            ...
            EDITORS.join(self)

        def open_texts(self) -> Iterable[OpenText]:
            if self._editing:
                yield OpenText(company, "process", record or None, field, text, before)

It yields nothing while everything is saved. The method is asked several times a second, so it
only looks at what it has at hand. Nothing else is needed: what is yielded is on disk within a
second, and is offered again at the next start after a crash. `page` is filled in by the window.
"""

from __future__ import annotations

import weakref
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Protocol

from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from kihub_desktop.domain.open_text import OpenText

__all__ = ["EDITORS", "OpenEditors", "OpenText", "TextEditor"]


class TextEditor(Protocol):
    """A widget with unsaved texts of its own."""

    def open_texts(self) -> Iterable[OpenText]: ...


class OpenEditors:
    """The editors that live now; a widget that is gone leaves by itself."""

    def __init__(self) -> None:
        self._editors: weakref.WeakSet[QWidget] = weakref.WeakSet()

    def join(self, editor: QWidget) -> None:
        """`editor` is a TextEditor; it is asked from now on."""
        self._editors.add(editor)

    def leave(self, editor: QWidget) -> None:
        """Another editor speaks for this one (a dialog for its form)."""
        self._editors.discard(editor)

    def inside(self, place: QWidget) -> Iterator[QWidget]:
        """The editors in a page or in a dialog above it."""
        for editor in list(self._editors):
            if isValid(editor) and _belongs(editor, place):
                yield editor

    def texts_of(self, window: QWidget, page: str = "") -> tuple[OpenText, ...]:
        """What is typed and not saved in a window and in the dialogs above it."""
        found: list[OpenText] = []
        for editor in self.inside(window):
            opened: Iterable[OpenText] = editor.open_texts()  # type: ignore[attr-defined]
            found.extend(replace(each, page=each.page or page) for each in opened)
        return tuple(found)


EDITORS = OpenEditors()


def _belongs(editor: QWidget, window: QWidget) -> bool:
    """A dialog counts as a part of the window it stands above."""
    above: QWidget | None = editor
    while above is not None and above is not window:
        above = above.parentWidget()
    return above is window
