"""The catalogues with their editions, and below what of them grows old."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from kihub_desktop.texts import _, day, number, render
from kihub_desktop.ui.pages.catalogues.state import AgeingLine, CataloguesState, KindLine
from kihub_desktop.ui.tones import Tone
from kihub_desktop.ui.widgets.card import Card
from kihub_desktop.ui.widgets.cells import Align, Column, PillCell, TextCell
from kihub_desktop.ui.widgets.data_table import DataTable
from kihub_desktop.ui.widgets.empty_state import EmptyState
from kihub_desktop.ui.widgets.labels import label

_SHOWN = 40


class KindsCard(Card):
    """One line per kind; Enter or a double click opens it."""

    opened = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Kataloge"), parent=parent)
        self.setObjectName("kindsCard")
        self.add(
            label(
                _(
                    "Fragen, Regeln, Programme und Partner stehen in Katalogen mit Ausgabe und"
                    " Stand. Es gilt die neueste Ausgabe ohne Fehler; ältere bleiben, solange"
                    " eine Erhebung sie nennt."
                ),
                "muted",
                wrap=True,
            )
        )
        self.table: DataTable[KindLine] = DataTable(
            _("Kataloge"), _kind_columns(), key_of=lambda line: line.kind
        )
        self.add(self.table)
        self.table.opened.connect(lambda line: self.opened.emit(line.kind))

    def show_state(self, state: CataloguesState) -> None:
        self.set_heading(_("Kataloge"), _("Enter öffnet einen Katalog"))
        self.table.show_rows(state.kinds)
        if self.table.current() is None and state.kinds:
            self.table.choose(state.kinds[0].kind)


class FaultsCard(Card):
    """Files that cannot be used; hidden while there are none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Nicht verwendbar"), tone=Tone.BAD, parent=parent)
        self.setObjectName("catalogueFaults")
        self.said = label("", wrap=True)
        self.add(
            label(
                _("Diese Dateien haben Fehler. In Gebrauch bleibt die letzte Ausgabe ohne Fehler."),
                wrap=True,
            )
        )
        self.add(self.said)

    def show_state(self, state: CataloguesState) -> None:
        self.said.setText("\n".join(render(each) for each in state.faults))
        self.setVisible(bool(state.faults))


class AgeingCard(Card):
    """The entries that end soon, have ended or were checked long ago."""

    opened = Signal(str, str)  # kind, key of the entry

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.setObjectName("ageingCard")
        self.table: DataTable[AgeingLine] = DataTable(
            _("Endet bald oder ist zu alt"),
            (
                Column(_("Eintrag"), lambda line: TextCell(_(line.label) or line.key), stretch=4),
                Column(_("Katalog"), lambda line: TextCell(render(line.catalogue), muted=True)),
                Column(_("Was"), lambda line: PillCell(render(line.what), line.tone), stretch=2),
            ),
            key_of=lambda line: (line.kind, line.key),
            empty=EmptyState(
                _(
                    "Kein Eintrag endet in den nächsten 60 Tagen, und alle sind in den letzten"
                    " sechs Monaten geprüft."
                )
            ),
        )
        self.more = label("", "note")
        self.add(self.table)
        self.add(self.more)
        self.table.opened.connect(lambda line: self.opened.emit(line.kind, line.key))

    def show_state(self, state: CataloguesState) -> None:
        lines = state.ageing
        note = number(len(lines)) if lines else ""
        self.set_heading(_("Endet bald oder ist zu alt"), note)
        self.table.show_rows(lines[:_SHOWN])
        self.more.setText(_("und {n} weitere").format(n=number(len(lines) - _SHOWN)))
        self.more.setVisible(len(lines) > _SHOWN)


def _kind_columns() -> tuple[Column[KindLine], ...]:
    return (
        Column(
            _("Katalog"),
            lambda line: TextCell(render(line.title), strong=True),
            stretch=3,
            sort=lambda line: render(line.title).casefold(),
        ),
        Column(
            _("Ausgabe"), lambda line: TextCell(line.edition, note=render(line.origin)), stretch=2
        ),
        Column(
            _("Stand"),
            lambda line: TextCell(day(line.stand) if line.stand else "–", muted=True),
            sort=lambda line: line.stand or "",
        ),
        Column(
            _("Anzahl"),
            lambda line: number(line.entries),
            Align.RIGHT,
            sort=lambda line: line.entries,
        ),
        Column(
            _("Wie aktuell"),
            lambda line: PillCell(render(line.attention), line.tone or Tone.NEUTRAL),
            stretch=3,
        ),
    )
