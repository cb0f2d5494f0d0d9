"""The cover of the report in words, as it will be printed."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from kihub_desktop.texts import _
from kihub_desktop.ui.pages.report.state import CoverWords
from kihub_desktop.ui.widgets.card import Card
from kihub_desktop.ui.widgets.labels import label


class CoverCard(Card):
    """Company, subtitle, and the recommendation with its bar."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Deckblatt"), parent=parent)
        self._company = label("", "headline", wrap=True)
        self._subtitle = label("", "subtitle", wrap=True)
        self._overline = label("", "label")
        self._title = label("", "strong", wrap=True)
        self._text = label("", wrap=True)
        self._block = Card()
        for part in (self._overline, self._title, self._text):
            self._block.add(part)
        self.add(self._company)
        self.add(self._subtitle)
        self.add(self._block)

    def show_words(self, words: CoverWords | None) -> None:
        """Hidden until the words are known."""
        self.setVisible(words is not None)
        if words is None:
            return
        self._company.setText(words.company)
        self._subtitle.setText(words.subtitle)
        self._overline.setText(words.heading)
        self._title.setText(words.title)
        self._text.setText(words.text)
        self._block.set_tone(words.tone)
