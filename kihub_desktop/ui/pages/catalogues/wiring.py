"""Connects the page of the catalogues with its presenter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from kihub_desktop.catalogues.editions import shelf
from kihub_desktop.domain.phrases import Value
from kihub_desktop.texts import _, render
from kihub_desktop.ui.pages.catalogues.page import EDIT, EXPORT, IMPORT, CataloguesPage
from kihub_desktop.ui.pages.catalogues.presenter import (
    KINDS_TOUCHED,
    CataloguesDesk,
    CataloguesPresenter,
)
from kihub_desktop.ui.pages.catalogues.state import CataloguesState
from kihub_desktop.ui.tones import Tone
from kihub_desktop.ui.widgets.message_banner import Message

if TYPE_CHECKING:
    from kihub_desktop.ui.workbench import Workbench

KEY = "catalogues"


class _View:
    """The page, and the window for what is told."""

    def __init__(self, page: CataloguesPage, bench: Workbench) -> None:
        self._page, self._bench = page, bench

    def show_state(self, state: CataloguesState) -> None:
        self._page.show_state(state)

    def tell(self, said: Value, details: str, tone: Tone) -> None:
        message = Message(render(said), details=details, tone=tone)
        # After what else is due: a window that is built anew has another banner.
        window = self._bench.window
        QTimer.singleShot(0, window, lambda: window.show_message(message))


def wire(page: CataloguesPage, bench: Workbench) -> CataloguesPresenter:
    """`desk.go("catalogues", "kind")` opens a kind, `"kind:entry"` an entry of it."""
    desk = bench.desk

    def renew() -> None:
        """Every page and service reads the editions anew."""
        bench.services.renew()
        QTimer.singleShot(0, bench.window, bench.window.rebuild)

    presenter = CataloguesPresenter(
        _View(page, bench),
        shelf(),
        CataloguesDesk(bench.services.today, lambda: desk.take_target(KEY), renew),
    )
    bench.presenters[KEY] = presenter
    bench.host(page, KINDS_TOUCHED, presenter.load, everywhere=True)
    page.kind_opened.connect(presenter.open)
    page.entry_opened.connect(presenter.open)
    page.closed.connect(presenter.close)
    page.edition_chosen.connect(presenter.choose_edition)
    page.compare_chosen.connect(presenter.compare)
    page.import_chosen.connect(presenter.import_file)
    page.export_chosen.connect(presenter.export)
    page.withdraw_requested.connect(presenter.withdraw)
    page.entries.chosen.connect(presenter.choose_entry)
    page.entries.searched.connect(presenter.search)
    page.preview.english_chosen.connect(presenter.show_english)
    _wire_editor(page, presenter)
    for keys, button in ((IMPORT, page.import_button), (EXPORT, page.export), (EDIT, page.edit)):
        bench.window.shortcuts.list(keys, button.text(), _("Kataloge"))
    return presenter


def _wire_editor(page: CataloguesPage, presenter: CataloguesPresenter) -> None:
    editor, drafts = page.editor, presenter.drafts
    page.edit_requested.connect(drafts.begin)
    editor.written.connect(drafts.write)
    editor.head_written.connect(drafts.write_head)
    editor.english_written.connect(drafts.write_english)
    editor.undo_requested.connect(drafts.undo)
    editor.copy_requested.connect(drafts.copy_entry)
    editor.remove_requested.connect(drafts.remove_entry)
    editor.discard_requested.connect(drafts.discard)
    editor.publish_requested.connect(drafts.publish)
