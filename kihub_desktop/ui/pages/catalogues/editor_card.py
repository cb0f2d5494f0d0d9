"""The form of a draft: number and day of the new edition, the entry field by field, its English."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QPushButton, QWidget

from kihub_desktop.catalogues.schema import EntryField, Holds
from kihub_desktop.texts import _, ngettext, render
from kihub_desktop.ui.pages.catalogues.state import DraftView, EnglishLine
from kihub_desktop.ui.shortcuts import show_key
from kihub_desktop.ui.tones import Tone
from kihub_desktop.ui.widgets.card import Card
from kihub_desktop.ui.widgets.fields import Field, FieldKind, Option
from kihub_desktop.ui.widgets.flow import FlowRow
from kihub_desktop.ui.widgets.form import Form
from kihub_desktop.ui.widgets.labels import label, set_role

PUBLISH = "Ctrl+Shift+Return"
_KINDS = {
    Holds.TEXT: FieldKind.TEXT,
    Holds.NUMBER: FieldKind.NUMBER,
    Holds.DAY: FieldKind.TEXT,
    Holds.FLAG: FieldKind.FLAG,
    Holds.CHOICE: FieldKind.CHOICE,
    Holds.LINES: FieldKind.LONG_TEXT,
    Holds.STRUCTURE: FieldKind.LONG_TEXT,
}


class EditorCard(Card):
    """Writes are told when a field is left; Strg+Z takes back typing, then the last change."""

    written = Signal(str, str)  # field, text
    head_written = Signal(str, str)
    english_written = Signal(str, str)  # German, English
    undo_requested = Signal()
    copy_requested = Signal()
    remove_requested = Signal()
    discard_requested = Signal()
    publish_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.setObjectName("editorCard")
        self.head = Form(
            [
                [
                    Field("edition", _("Nummer der neuen Ausgabe")),
                    Field("stand", _("Stand"), hint=_("Tag der letzten Prüfung, Jahr-Monat-Tag")),
                ]
            ]
        )
        self.form: Form | None = None
        self.english: Form | None = None
        self._key: tuple[object, ...] = ()
        self._sentences: tuple[str, ...] = ()
        self.problems = label("", "problem", wrap=True)
        self.english_title = label(
            _("Neue Sätze brauchen ihr Englisch, sonst wird die Ausgabe nicht angenommen."),
            "muted",
            wrap=True,
        )
        self._place = QWidget()
        self._build()
        self.head.committed.connect(self.head_written)

    def _build(self) -> None:
        self.undo = QPushButton(_("Rückgängig"))
        show_key(self.undo, "Ctrl+Z")
        self.copy = QPushButton(_("Eintrag verdoppeln"))
        self.remove = QPushButton(_("Eintrag entfernen"))
        self.discard = QPushButton(_("Entwurf verwerfen"))
        self.publish = QPushButton(_("Prüfen und in Gebrauch nehmen"))
        set_role(self.publish, "primary")
        show_key(self.publish, PUBLISH)
        entry = FlowRow(gap=8)
        for button in (self.undo, self.copy, self.remove):
            entry.add(button)
        whole = FlowRow(gap=8)
        for button in (self.publish, self.discard):
            whole.add(button)
        for button in (self.undo, self.copy, self.remove, self.publish, self.discard):
            button.setAccessibleName(button.text())
        for part in (self.head, entry, self.english_title, self.problems, whole):
            self.add(part)
        self._entry_row, self._whole_row = entry, whole
        self.undo.clicked.connect(self.undo_requested)
        self.copy.clicked.connect(self.copy_requested)
        self.remove.clicked.connect(self.remove_requested)
        self.discard.clicked.connect(self.discard_requested)
        self.publish.clicked.connect(self.publish_requested)

    def show_draft(self, draft: DraftView | None, key: str) -> None:
        self.setVisible(draft is not None)
        if draft is None:
            self._key = ()
            return
        self.set_heading(
            _("Entwurf nach Ausgabe {edition}").format(edition=draft.base),
            _("bleibt erhalten, auch wenn Sie die Werkbank schließen"),
        )
        self.head.show_values({"edition": draft.edition, "stand": draft.stand.isoformat()})
        self._show_form(draft, key)
        self._show_english(draft.english)
        self.undo.setEnabled(draft.can_undo)
        self._show_problems(draft)

    def _show_problems(self, draft: DraftView) -> None:
        lines = [render(each) for each in draft.problems]
        title = ngettext("{n} Fehler", "{n} Fehler", len(lines))
        self.problems.setText("\n".join([title, *lines]) if lines else "")
        self.problems.setVisible(bool(lines))
        self.set_tone(Tone.BAD if lines else Tone.GOOD)
        self.publish.setEnabled(not lines)

    def _show_form(self, draft: DraftView, key: str) -> None:
        fields = tuple(each.field for each in draft.fields)
        known = (key, *((each.name, each.holds) for each in fields))
        if known != self._key:
            self._key = known
            self.form = self._replace(self.form, _form(fields), 1)
            self.form.committed.connect(self.written)
        if self.form is not None:
            problems = {
                each.field.name: render(each.problem) for each in draft.fields if each.problem
            }
            self.form.show_problems({})
            self.form.show_values({each.field.name: each.text for each in draft.fields})
            self.form.show_problems(problems)

    def _show_english(self, lines: tuple[EnglishLine, ...]) -> None:
        self.english_title.setVisible(bool(lines))
        sentences = tuple(each.german for each in lines)
        if sentences != self._sentences:
            self._sentences = sentences
            rows = [[Field(str(n), text, FieldKind.LONG_TEXT)] for n, text in enumerate(sentences)]
            place = self.body.indexOf(self.english_title) + 1
            self.english = self._replace(self.english, Form(rows), place)
            self.english.committed.connect(
                lambda name, text: self.english_written.emit(self._sentences[int(name)], text)
            )
        if self.english is not None:
            self.english.setVisible(bool(lines))
            self.english.show_values({str(n): each.english for n, each in enumerate(lines)})

    def _replace(self, old: Form | None, new: Form, place: int) -> Form:
        if old is not None:
            place = self.body.indexOf(old)
            self.body.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.body.insertWidget(place, new)
        return new

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """What the fields pass up: the window would undo a record, here it is the draft."""
        if event.matches(QKeySequence.StandardKey.Undo):
            self.undo_requested.emit()
        else:
            super().keyPressEvent(event)


def _form(fields: tuple[EntryField, ...]) -> Form:
    rows: list[list[Field]] = []
    short: list[Field] = []
    for each in fields:
        field = _field(each)
        if field.kind is FieldKind.LONG_TEXT:
            rows.append([field])
        else:
            short.append(field)
            if len(short) == 2:
                rows.append(short)
                short = []
    return Form([*rows, short] if short else rows)


def _field(each: EntryField) -> Field:
    kind = _KINDS[each.holds]
    if each.holds is Holds.TEXT and (each.is_long or each.is_read):
        kind = FieldKind.LONG_TEXT
    hint = {
        Holds.LINES: _("Ein Wert je Zeile"),
        Holds.STRUCTURE: _("YAML: Einrückung mit zwei Leerzeichen"),
        Holds.DAY: _("Jahr-Monat-Tag"),
    }.get(each.holds, "")
    options = tuple(Option(each, each) for each in each.options)
    if options and not each.is_needed:
        options = (Option("", "–"), *options)
    name = render(each.label)
    return Field(
        each.name, f"{name} *" if each.is_needed else name, kind, hint=hint, options=options
    )
