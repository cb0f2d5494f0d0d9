"""The questions of the legal check that still matter for this use case."""

from __future__ import annotations

from PySide6.QtCore import Signal

from kihub_desktop.texts import _, render
from kihub_desktop.ui.pages.legal.answer_rows import AnswerRows
from kihub_desktop.ui.pages.legal.state import LegalState
from kihub_desktop.ui.widgets.card import Card
from kihub_desktop.ui.widgets.labels import label


class QuestionsCard(Card):
    """Questions by section; what cannot change anything any more is not asked."""

    picked = Signal(str, str)  # question, answer; "" takes it back
    address_chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__(_("Fragen zum Vorhaben"))
        self.rows = AnswerRows()
        self.footer = label("", "muted", wrap=True)
        self.keys = label(
            _(
                "Tasten: J ja · N nein · U unbekannt · 1–9 Antwort, 0 nichts davon · ↑ ↓ Frage · "
                "Entf nimmt die Antwort zurück"
            ),
            "note",
            wrap=True,
        )
        for part in (self.rows, self.footer, self.keys):
            self.add(part)
        self.rows.picked.connect(self.picked)
        self.rows.address_chosen.connect(self.address_chosen)

    def show_legal(self, state: LegalState) -> None:
        self.set_heading(_("Fragen zum Vorhaben"), render(state.progress))
        self.rows.show_groups(state.groups)
        self.footer.setText(render(state.footer))
