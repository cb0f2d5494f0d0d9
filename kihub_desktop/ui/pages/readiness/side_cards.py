"""The cards beside the question: dimensions to jump to, and the live profile with its bands."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kihub_desktop.texts import _, render
from kihub_desktop.ui import theme
from kihub_desktop.ui.pages.readiness.presenter import DimensionLine, InterviewPageState
from kihub_desktop.ui.widgets.bars import Band, BandBar, Meter
from kihub_desktop.ui.widgets.card import Card, CardButton
from kihub_desktop.ui.widgets.labels import label
from kihub_desktop.ui.widgets.radar import Axis, Radar


class _DimensionButton(CardButton):
    """A dimension with its progress; leads to its first open question."""

    def __init__(self, line: DimensionLine, parent: QWidget | None = None) -> None:
        super().__init__(_(line.name), parent)
        self.setCheckable(True)
        px = theme.current().px
        column = QVBoxLayout(self)
        column.setContentsMargins(px(8), px(4), px(8), px(4))
        self.meter = Meter(_(line.name), stacked=True)
        column.addWidget(self.meter)

    def show_line(self, line: DimensionLine) -> None:
        text = f"{line.answered}/{line.total}"
        self.meter.show_share(line.answered / line.total, text, strong=line.is_current)
        self.setChecked(line.is_current)
        self.setAccessibleName(f"{_(line.name)} {text}")

    def sizeHint(self) -> QSize:
        px = theme.current().px
        return QSize(px(160), px(46))


class DimensionsCard(Card):
    chosen = Signal(str)  # dimension id

    def __init__(self) -> None:
        super().__init__(_("Dimensionen"))
        self.body.setSpacing(theme.current().px(2))
        self._buttons: dict[str, _DimensionButton] = {}
        self._keys = label(
            _("Tasten: 0–5 Stufe · N nicht zutreffend · ⏎ weiter · B Beleg"), "note", wrap=True
        )

    def show_lines(self, lines: Sequence[DimensionLine]) -> None:
        if not self._buttons:
            for line in lines:
                self._buttons[line.id] = self._button(line)
            self.body.addSpacing(theme.current().px(8))
            self.add(self._keys)
        for line in lines:
            self._buttons[line.id].show_line(line)

    def _button(self, line: DimensionLine) -> _DimensionButton:
        button = _DimensionButton(line)
        button.clicked.connect(lambda: self.chosen.emit(line.id))
        self.add(button)
        return button


class ProfileCard(Card):
    """Radar with target, the total, and how far each point can be trusted."""

    def __init__(self) -> None:
        super().__init__(_("Profil"), _("Ist / Ziel (gestrichelt)"))
        self.radar = Radar(_("Profil"))
        self.total = label("", "strong", wrap=True)
        self.level = label("", "muted", wrap=True)
        self.add(self.radar)
        self.add(self.total)
        self.add(self.level)
        self.add(label(_("Vertrauensband je Dimension"), "label"))
        self._bands: list[BandBar] = []

    def show_profile(self, state: InterviewPageState) -> None:
        self.radar.show_axes(
            [Axis(_(axis.label), axis.actual, axis.target) for axis in state.profile]
        )
        if not self._bands:
            for axis in state.profile:
                bar = BandBar(_(axis.label))
                self._bands.append(bar)
                self.add(bar)
        for bar, axis in zip(self._bands, state.profile, strict=True):
            bar.show_band(Band(axis.actual, axis.low, axis.high))
        total = render(state.total) if state.total else ""
        self.total.setText(_("Gesamt {total}").format(total=total))
        self.level.setText(render(state.level) if state.level else "")
        self.level.setVisible(state.level is not None)
