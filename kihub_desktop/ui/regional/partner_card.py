"""The card „Partner für den Piloten“: a map, the best partners, and why they stand there."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from kihub_desktop.domain.geography import Spot
from kihub_desktop.texts import _, render
from kihub_desktop.ui import theme
from kihub_desktop.ui.regional.partner_lines import PartnerLine, PartnersView
from kihub_desktop.ui.theme import Theme
from kihub_desktop.ui.tones import Tone
from kihub_desktop.ui.widgets.card import Card
from kihub_desktop.ui.widgets.figure_view import FigureView
from kihub_desktop.ui.widgets.labels import label, say, set_role

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_SHAPE, _KEY_ROOM, _NARROWEST = 0.5, 0.55, 2.6
"""Height of the map over its width; inches for its key, and its smallest width."""
_FEW = 3
_SIGNS = {Tone.GOOD: "✓", Tone.WARN: "!", Tone.BAD: "✗", Tone.NEUTRAL: "–", Tone.NOTE: "–"}


class PartnerCard(Card):
    """`picks`: whether a partner can be chosen here; else a button leads to the sketch."""

    partner_chosen = Signal(str)
    all_requested = Signal()
    pilot_requested = Signal()

    def __init__(self, *, picks: bool, parent: QWidget | None = None) -> None:
        super().__init__(
            _("Partner für den Piloten"), _("nach Kompetenz und Entfernung"), parent=parent
        )
        self._picks = picks
        self.map = FigureView(_("Karte der Partner"), height=230, fits=True)
        self.foreign = label("", "strong", wrap=True)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(theme.current().px(12))
        self.rows: list[PartnerRow] = []
        self.note = label("", "note", wrap=True)
        self.more = QPushButton(_("Alle Partner …") if picks else _("Pilot planen …"))
        self.more.clicked.connect(self.all_requested if picks else self.pilot_requested)
        self.add(self.map)
        self.add(self.foreign)
        self.body.addLayout(self._rows)
        self.add(self.note)
        self.body.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)

    def show_partners(self, view: PartnersView) -> None:
        from kihub_desktop.charts.partner_map import partner_map_alt

        self.map.show_figure(
            partial(_drawn, view, self.map.sheet_width), render(partner_map_alt(view.marks))
        )
        self.foreign.setText(_("Gewählt: {name}").format(name=view.foreign))
        self.foreign.setVisible(bool(view.foreign))
        self.note.setText(render(view.note))
        lines = view.lines if self._picks else view.lines[:_FEW]
        for place, line in enumerate(lines):
            if place == len(self.rows):
                made = PartnerRow(picks=self._picks)
                made.chosen.connect(self.partner_chosen)
                self._rows.addWidget(made)
                self.rows.append(made)
            self.rows[place].show_line(line)
        for place, row in enumerate(self.rows):
            row.setVisible(place < len(lines))


class PartnerRow(QWidget):
    """Name, place, reasons, and where the entry comes from."""

    chosen = Signal(str)

    def __init__(self, *, picks: bool) -> None:
        super().__init__()
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.line: PartnerLine | None = None
        self._picks = picks
        self._between = "\n" if picks else "   "
        self.name = label("", "strong", wrap=True)
        self.place = label("", "note", wrap=True)
        self.reasons = label("", "", wrap=True)
        self.origin = label("", "note", wrap=True)
        self.origin.hide()
        self.choose = _link("")
        self.source = _link(_("Quelle"))
        self.source.setCheckable(True)
        self.site = _link(_("Webseite"))
        self.choose.clicked.connect(self._on_choose)
        self.source.toggled.connect(self.origin.setVisible)
        self.site.clicked.connect(self._open_site)
        head = QHBoxLayout()
        head.addWidget(self.name, 1)
        for button in (self.choose, self.source, self.site):
            head.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.current().px(2))
        column.addLayout(head)
        for part in (self.place, self.reasons, self.origin):
            column.addWidget(part)

    def show_line(self, line: PartnerLine) -> None:
        self.line = line
        self.name.setText(line.name)
        self.place.setText(render(line.place))
        self.reasons.setText(
            self._between.join(
                f"{_SIGNS[tone]}\N{NO-BREAK SPACE}{render(text)}" for text, tone in line.reasons
            )
        )
        self.origin.setText(render(line.origin))
        chosen, choose = _("✓ gewählt"), _("Wählen")
        self.choose.setText(chosen if line.is_chosen else choose)
        self.choose.setVisible(self._picks or line.is_chosen)
        self.choose.setEnabled(self._picks)
        for button, text in (
            (self.choose, _("abwählen") if line.is_chosen else choose),
            (self.source, _("Quelle")),
            (self.site, _("Webseite")),
        ):
            button.setAccessibleName(f"{line.name}: {text}")
        self.site.setVisible(bool(line.url))
        say(self.site, line.url)

    def _on_choose(self) -> None:
        if self.line is not None:
            self.chosen.emit("" if self.line.is_chosen else self.line.id)

    def _open_site(self) -> None:
        if self.line is not None and self.line.url.startswith(("https://", "http://")):
            QDesktopServices.openUrl(QUrl(self.line.url))


def _link(text: str) -> QPushButton:
    button = QPushButton(text)
    set_role(button, "link")
    return button


def _drawn(view: PartnersView, inches_wide: Callable[[], float], look: Theme) -> Figure:
    from kihub_desktop.catalogues.places import Places
    from kihub_desktop.charts.canvas import ChartSize
    from kihub_desktop.charts.colours import ChartColours
    from kihub_desktop.charts.partner_map import partner_map

    wide = max(_NARROWEST, inches_wide())
    spots = [Spot(each.lat, each.lon) for each in Places.load().towns]
    size = ChartSize(wide, wide * _SHAPE + _KEY_ROOM)
    return partner_map(view.marks, spots, ChartColours.of(look.roles()), size)
