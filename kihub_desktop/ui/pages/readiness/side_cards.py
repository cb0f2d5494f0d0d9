"""The cards beside the question: dimensions to jump to, and the live profile with its bands."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from kihub_desktop.texts import _, number, render
from kihub_desktop.ui import theme
from kihub_desktop.ui.pages.readiness.presenter import DimensionLine, InterviewPageState
from kihub_desktop.ui.widgets.bars import Band, BandBar, Meter, own_value
from kihub_desktop.ui.widgets.card import Card, CardButton
from kihub_desktop.ui.widgets.fields import Field, FieldKind
from kihub_desktop.ui.widgets.form import Form
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
        self._lies_flat = False
        self.body.setSpacing(theme.current().px(2))
        self._buttons: dict[str, _DimensionButton] = {}
        self._keys = label(
            _("Tasten: 0–5 Stufe · N nicht zutreffend · ⏎ weiter · B Beleg"), "note", wrap=True
        )
        self._keys.setContentsMargins(0, theme.current().px(8), 0, 0)

    def show_lines(self, lines: Sequence[DimensionLine]) -> None:
        if not self._buttons:
            for line in lines:
                self._buttons[line.id] = self._button(line)
            self.add(self._keys)
        for line in lines:
            self._buttons[line.id].show_line(line)

    def lie_flat(self, flat: bool) -> None:
        """One row of dimensions without title, above the question of a narrow window."""
        if flat == self._lies_flat:
            return
        self._lies_flat = flat
        down, right = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self.body.setDirection(right if flat else down)
        self.set_heading("" if flat else _("Dimensionen"))
        self.setAccessibleName(_("Dimensionen"))
        self._keys.setVisible(not flat)
        self.set_margins(*((6, 6, 6) if flat else (18, 14, 16)))
        for button in self._buttons.values():
            button.meter.setMinimumWidth(self._meter_width())

    def _meter_width(self) -> int:
        return theme.current().px(88 if self._lies_flat else 140)

    def _button(self, line: DimensionLine) -> _DimensionButton:
        button = _DimensionButton(line)
        button.meter.setMinimumWidth(self._meter_width())
        button.clicked.connect(lambda: self.chosen.emit(line.id))
        self.add(button)
        return button


class ProfileCard(Card):
    """Radar with target, the total, how far each point can be trusted, and the day of all that."""

    day_written = Signal(str)

    def __init__(self) -> None:
        super().__init__(_("Profil"), _("Ist / Ziel (gestrichelt)"))
        self.radar = Radar(_("Profil"))
        self.total = label("", "strong", wrap=True)
        self.level = label("", "muted", wrap=True)
        left, self._right = QVBoxLayout(), QVBoxLayout()
        for part in (self.radar, self.total, self.level):
            left.addWidget(part)
        self._right.addWidget(label(_("Vertrauensband je Dimension"), "label"))
        self._halves = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        for half in (left, self._right):
            half.setSpacing(theme.current().px(10))
            self._halves.addLayout(half, 1)
        self.body.addLayout(self._halves)
        self.form = Form([[Field("day", _("Datum der Erhebung"), FieldKind.DAY)]])
        self.add(self.form)
        self.form.committed.connect(lambda _name, text: self.day_written.emit(text))
        self._bands: list[BandBar] = []

    def lie_flat(self, flat: bool) -> None:
        """The bands beside the radar, below the question of a narrow window."""
        down, right = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self._halves.setDirection(right if flat else down)
        self._halves.setSpacing(theme.current().px(32 if flat else 10))

    def show_profile(self, state: InterviewPageState) -> None:
        self.radar.show_axes(
            [Axis(_(axis.label), axis.actual, axis.target) for axis in state.profile]
        )
        if not self._bands:
            for axis in state.profile:
                bar = BandBar(_(axis.label), say=_trusted)
                self._bands.append(bar)
                self._right.addWidget(bar)
            self._right.addStretch(1)
        for bar, axis in zip(self._bands, state.profile, strict=True):
            bar.show_band(Band(axis.actual, axis.low, axis.high))
        self.form.show_values({"day": state.day})
        self.form.show_problems({"day": render(state.day_problem) if state.day_problem else ""})
        total = render(state.total) if state.total else ""
        self.total.setText(_("Gesamt {total}").format(total=total))
        self.level.setText(render(state.level) if state.level else "")
        self.level.setVisible(state.level is not None)


def _trusted(band: Band) -> str:
    """The own value with the band that its evidence allows."""
    if band.low is None or band.high is None:
        return own_value(band)
    span = _("{low} bis {high}").format(low=number(band.low, 1), high=number(band.high, 1))
    name = _("Vertrauensband")
    return f"{own_value(band)} · {name}: {span}"
