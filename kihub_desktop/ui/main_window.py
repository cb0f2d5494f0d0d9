"""The window: rail, header, pages built when first shown, keys, language, theme."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import time
from functools import partial

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QKeySequence, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from kihub_desktop.texts import TEXTS, _
from kihub_desktop.ui import theme
from kihub_desktop.ui.header import PageHeader
from kihub_desktop.ui.needs_strip import NeedsStrip
from kihub_desktop.ui.open_texts import EDITORS
from kihub_desktop.ui.page_entry import Connection, PageEntry, StepState
from kihub_desktop.ui.rail import LOCK_KEYS, WORKSPACE_KEYS, Rail
from kihub_desktop.ui.shortcuts import KeyListDialog, Shortcuts
from kihub_desktop.ui.tab_order import move_focus
from kihub_desktop.ui.theme import Appearance, Theme
from kihub_desktop.ui.widgets.form import Form
from kihub_desktop.ui.widgets.message_banner import Message, MessageBanner
from kihub_desktop.ui.widgets.record_grid import RecordGrid
from kihub_desktop.ui.widgets.record_grid_keys import grid_keys
from kihub_desktop.ui.widgets.scroll_page import FOLD_BELOW, ScrollPage
from kihub_desktop.ui.widgets.search_box import SearchGroup

Entries = Callable[[], Sequence[PageEntry]]
_MINIMUM = (1024, 640)
_HISTORY = 50
_LOW = 760


class MainWindow(QMainWindow):
    """Shows one page at a time and says what the user wants; knows no service.

    `entries` is asked again when the language changes, so that titles are worded anew.
    """

    page_coming = Signal(object)  # the page's widget, before it is shown
    page_shown = Signal(str)
    company_requested = Signal()
    hub_requested = Signal()
    lock_requested = Signal()
    undo_requested = Signal()
    language_chosen = Signal(str)
    search_changed = Signal(str)
    search_chosen = Signal(str)
    need_chosen = Signal(object)  # OpenPoint
    closing = Signal()

    def __init__(self, entries: Entries, appearance: Appearance) -> None:
        super().__init__()
        self.setObjectName("mainWindow")
        self.setMinimumSize(*_MINIMUM)
        self._entries_of = entries
        self._appearance = appearance
        self._theme = theme.current()
        self._entries: dict[str, PageEntry] = {}
        self._pages: dict[str, QWidget] = {}
        self._steps: Mapping[str, StepState] = {}
        self._needs: Mapping[str, tuple[int, str]] = {}
        self._company = ("", "")
        self._connection = Connection(False, _("Offline"), "")
        self._back: list[str] = []
        self.current_key = ""
        self.shortcuts = Shortcuts(self)
        appearance.changed.connect(self._on_appearance)
        self._build()

    # -- building ---------------------------------------------------------------------------

    def _build(self) -> None:
        """Rail, header and an empty stack in the language and scale in use."""
        self.setWindowTitle(_("KI-HUB Werkbank"))
        self._entries = {entry.key: entry for entry in self._entries_of()}
        self.rail = Rail(tuple(self._entries.values()))
        self.header = PageHeader()
        self.banner = MessageBanner(margin=28)
        self.strip = NeedsStrip()
        self.stack = QStackedWidget()
        area = QWidget()
        area.setObjectName("pageArea")
        column = QVBoxLayout(area)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(self.banner)
        column.addWidget(self.strip)
        column.addWidget(self.stack, 1)
        whole = QWidget()
        row = QHBoxLayout(whole)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.rail)
        row.addWidget(area, 1)
        self.setCentralWidget(whole)
        self._connect_parts()
        self._bind_keys()
        self._show_what_is_known()

    def _connect_parts(self) -> None:
        self.rail.chosen.connect(self.go_to)
        self.rail.company_requested.connect(self.company_requested)
        self.rail.hub_requested.connect(self.hub_requested)
        self.rail.workspace_requested.connect(partial(self.go_to, "workspace"))
        self.rail.lock_requested.connect(self.lock_requested)
        self.rail.theme_requested.connect(self._appearance.toggle)
        self.rail.language_requested.connect(self.switch_language)
        self.rail.keys_requested.connect(self.show_keys)
        self.strip.chosen.connect(self.need_chosen)
        self.header.search.query_changed.connect(self.search_changed)
        self.header.search.result_chosen.connect(self.search_chosen)

    def _bind_keys(self) -> None:
        self.shortcuts.clear()
        everywhere = _("überall")
        bind = self.shortcuts.bind
        for entry in self._entries.values():
            if entry.step is not None:
                does = _("Schritt: {title}").format(title=entry.title)
                bind(f"Ctrl+{entry.step}", does, everywhere, partial(self.go_to, entry.key))
        bind("Ctrl+K", _("Alles durchsuchen"), everywhere, self.focus_search)
        bind("Alt+Left", _("Zurück zur vorigen Seite"), everywhere, self.go_back)
        if "workspace" in self._entries:
            open_workspace = partial(self.go_to, "workspace")
            bind(WORKSPACE_KEYS, _("Arbeitsbereich"), everywhere, open_workspace)
        self.shortcuts.list(LOCK_KEYS, _("Sperren"), everywhere)
        bind("F1", _("Alle Tasten zeigen"), everywhere, self.show_keys)
        bind("Ctrl++", _("Größer"), everywhere, self._appearance.larger)
        bind("Ctrl+-", _("Kleiner"), everywhere, self._appearance.smaller)
        bind("Ctrl+0", _("Normale Größe"), everywhere, lambda: self._appearance.scale_to(100))
        bind("Ctrl+Shift+D", _("Hell oder dunkel"), everywhere, self._appearance.toggle)
        bind("Ctrl+Shift+L", _("Deutsch oder Englisch"), everywhere, self.switch_language)
        self.shortcuts.alias("Ctrl+=", self._appearance.larger)
        self.shortcuts.list(
            "Ctrl+Z", _("Eingabe zurücknehmen, dann die letzte Änderung"), everywhere
        )
        self.shortcuts.list("Esc", _("Feld wie zuvor"), _("in einem Feld"))
        self.shortcuts.list("Ctrl+N", _("Neuer Eintrag"), _("in einer Liste"))
        self.shortcuts.list("Ctrl+I", _("Liste einlesen"), _("Alle Unternehmen"))
        self.shortcuts.list("Return", _("Öffnen"), _("in einer Liste"))
        self.shortcuts.list("Del", _("Löschen"), _("in einer Liste"))
        self.shortcuts.list("Alt+1", _("Nach Spalte 1, 2, 3 … sortieren"), _("in einer Liste"))
        for keys, does in grid_keys():
            self.shortcuts.list(keys, does, _("in einer Liste"))
        self._list_page_keys()

    def _list_page_keys(self) -> None:
        """The keys that a page binds itself, for F1."""
        for keys, does, place in (
            ("0–5", _("Stufe"), _("Reifegrad")),
            (_("n").upper(), _("Nicht zutreffend"), _("Reifegrad")),
            (_("b").upper(), _("Sicherheit der Einschätzung"), _("Reifegrad")),
            ("Return", _("Weiter →"), _("Reifegrad")),
            ("R", _("Rest nein"), _("EU-DMA")),
            ("V", _("Vorschläge übernehmen"), _("EU-DMA")),
            ("Return", _("Weiter →"), _("EU-DMA")),
            ("Ctrl+E", _("CSV zur Prüfung"), _("EU-DMA")),
            ("Ctrl+PgDown", _("Nächster Abschnitt"), _("Unternehmen")),
            ("Ctrl+PgUp", _("Voriger Abschnitt"), _("Unternehmen")),
            ("F6", _("Nächste Karte"), _("Unternehmen")),
            ("Ctrl+Shift+N", _("Neuer Eintrag jeder Art"), _("Unternehmen")),
            ("Ctrl+Shift+V", _("Vorlage der Branche"), _("Unternehmen")),
            ("Ctrl+Shift+Return", _("Anlegen und gleich der nächste"), _("in einem Dialog")),
            ("Ctrl+V", _("Foto einfügen"), _("in „Fotos & Notizen“")),
            ("Ctrl+Shift+S", _("Neue Skizze"), _("in „Fotos & Notizen“")),
            ("Alt+Up", _("Bild nach vorn"), _("in „Fotos & Notizen“")),
            ("Alt+Down", _("Bild nach hinten"), _("in „Fotos & Notizen“")),
            ("Ctrl+1", _("Werkzeug wählen"), _("beim Zeichnen")),
            ("Space", _("Erledigt oder offen"), _("in den Aufgaben")),
            ("B", _("Bewerten"), _("Anwendungsfälle")),
            ("Ctrl+G", _("Gewichten …"), _("Anwendungsfälle")),
            ("Ctrl+D", _("Duplizieren"), _("Anwendungsfälle")),
            ("Ctrl+Shift+V", _("Anwendungsfall aus Vorlage"), _("Anwendungsfälle")),
            ("Ctrl+Shift+K", _("Ähnliche Fälle zeigen"), _("Anwendungsfälle")),
            ("Ctrl+F", _("Liste eingrenzen"), _("Alle Unternehmen")),
            ("F8", _("Nächste offene"), _("Angaben")),
            ("Ctrl+Shift+G", _("Nutzen aus Prozessen"), _("Wirtschaftlichkeit")),
            ("Ctrl+Shift+U", _("Übliche Kosten und Nutzen"), _("Wirtschaftlichkeit")),
            ("Ctrl+O", _("Datei prüfen …"), _("Daten-Schnelltest")),
            ("Ctrl+Return", _("Übernehmen"), _("Daten-Schnelltest")),
            ("Ctrl+Shift+B", _("Balken oder Liste"), _("Fahrplan")),
            ("Left", _("Schritt um einen Tag verschieben"), _("Fahrplan")),
            ("Shift+Right", _("Schritt verlängern"), _("Fahrplan")),
            ("Space", _("Erledigt oder offen"), _("Fahrplan")),
            ("Ctrl+Shift+K", _("Als Kalender (.ics)"), _("Fahrplan")),
            ("Ctrl+P", _("PDF erzeugen"), _("Bericht")),
            ("Ctrl+E", _("Excel"), _("Bericht")),
        ):
            self.shortcuts.list(keys, does, place)

    def _show_what_is_known(self) -> None:
        self.rail.show_steps(self._steps)
        self.rail.show_needs(self._needs)
        self.rail.show_company(*self._company)
        self.rail.show_connection(self._connection)
        self._fold()

    # -- pages ------------------------------------------------------------------------------

    def page(self, key: str) -> QWidget | None:
        """The page, if it was built already."""
        return self._pages.get(key)

    def go_to(self, key: str) -> None:
        """Shows the page and remembers where one came from."""
        key = self._real_key(key)
        if not key or key == self.current_key:
            return
        if self.current_key:
            self._back = [*self._back, self.current_key][-_HISTORY:]
        self._show(key)

    def go_back(self) -> None:
        while self._back:
            key = self._back.pop()
            if key in self._entries:
                self._show(key)
                return

    def _real_key(self, key: str) -> str:
        """A heading without a page of its own leads to its first child."""
        entry = self._entries.get(key)
        if entry is None:
            return ""
        if entry.build is not None:
            return key
        children = (e.key for e in self._entries.values() if e.parent == key and e.build)
        return next(children, "")

    def _show(self, key: str) -> None:
        self.commit_pending()
        self.banner.hide()
        self.current_key = key
        page = self._built(key)
        self.rail.show_current(key)
        self._show_heading()
        self.page_coming.emit(page)
        self.stack.setCurrentWidget(page)
        if isinstance(page, ScrollPage):
            page.focus_first()
        self.page_shown.emit(key)

    def _built(self, key: str) -> QWidget:
        page = self._pages.get(key)
        if page is None:
            build = self._entries[key].build
            assert build is not None  # _real_key leads only to entries that build a page
            page = build()
            self._pages[key] = page
            self.stack.addWidget(page)
            if isinstance(page, ScrollPage):
                page.heading_changed.connect(self._show_heading)
        return page

    def _show_heading(self) -> None:
        page = self._pages.get(self.current_key)
        if isinstance(page, ScrollPage):
            self.header.show_heading(page.title, page.subtitle, page.heading_buttons)
        elif page is not None:
            self.header.show_heading(self._entries[self.current_key].title, "")

    def commit_pending(self) -> None:
        """Commits what was typed and not left yet, on every page."""
        for page in list(self._pages.values()):
            for editor in EDITORS.inside(page):
                if isinstance(editor, Form | RecordGrid):
                    editor.commit_pending()

    def rebuild(self) -> None:
        """Builds everything anew in the language and scale in use; nothing typed is lost."""
        self.commit_pending()
        key = self.current_key
        for page in self._pages.values():
            self.stack.removeWidget(page)
            page.deleteLater()
        self._pages.clear()
        self.current_key = ""
        old = self.takeCentralWidget()
        if old is not None:
            old.hide()
            old.deleteLater()
        self._build()
        if key:
            self._show(self._real_key(key) or next(iter(self._entries)))

    # -- what the rail and the header show -----------------------------------------------------

    def show_steps(self, states: Mapping[str, StepState]) -> None:
        self._steps = dict(states)
        self.rail.show_steps(states)

    def show_needs(self, needs: Mapping[str, tuple[int, str]]) -> None:
        """By page, how many answers are missing and the first of them in words."""
        self._needs = dict(needs)
        self.rail.show_needs(needs)

    def show_company(self, name: str, note: str) -> None:
        self._company = (name, note)
        self.rail.show_company(name, note)

    def show_connection(self, connection: Connection) -> None:
        self._connection = connection
        self.rail.show_connection(connection)

    def show_saved(self, moment: time | None) -> None:
        self.header.show_saved(moment)

    def show_results(self, groups: Sequence[SearchGroup], *, complete: bool = True) -> None:
        self.header.search.show_results(groups, complete=complete)

    def show_message(self, message: Message) -> None:
        self.banner.show_message(message)

    # -- intents --------------------------------------------------------------------------------

    def focus_search(self) -> None:
        self.header.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.header.search.selectAll()
        self.header.search.ask_recent()

    def show_keys(self) -> None:
        KeyListDialog(self.shortcuts.entries, self).open()

    def switch_language(self) -> None:
        """To the other language; whoever listens installs Qt's texts and saves the choice."""
        self.commit_pending()
        language = "en" if TEXTS.language == "de" else "de"
        TEXTS.use(language)
        self.language_chosen.emit(language)
        self.rebuild()

    def _on_appearance(self, new: Theme) -> None:
        scaled = new.scale != self._theme.scale
        self._theme = new
        if scaled:
            self.rebuild()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Undo):
            self.undo_requested.emit()
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: N802 - Qt's name
        return move_focus(self, forward=forward)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.BackButton:
            self.go_back()
        super().mousePressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()

    def _fold(self) -> None:
        scale = theme.current().scale
        low = self.height() < _LOW * scale
        self.rail.fold(self.width() < FOLD_BELOW * scale, low=low)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange and not self.isActiveWindow():
            self.header.search.results.hide()

    def closeEvent(self, event: QCloseEvent) -> None:
        self.commit_pending()
        self.closing.emit()
        super().closeEvent(event)
