"""The matrix of benefit and feasibility with its legend, drawn anew when its width changes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from kihub_desktop.domain.phrases import phrase, plural_phrase
from kihub_desktop.texts import _, render
from kihub_desktop.ui import theme
from kihub_desktop.ui.pages.use_cases.matrix_dragging import MatrixDragging
from kihub_desktop.ui.pages.use_cases.state import Mark, UseCasesState
from kihub_desktop.ui.theme import Theme
from kihub_desktop.ui.widgets.card import Card
from kihub_desktop.ui.widgets.empty_state import EmptyState
from kihub_desktop.ui.widgets.figure_view import FigureView
from kihub_desktop.ui.widgets.labels import label

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from kihub_desktop.charts.canvas import ChartSize
    from kihub_desktop.charts.colours import ChartColours
    from kihub_desktop.charts.portfolio_matrix import PortfolioPoint

_HEIGHT = 620
_NARROWEST = 340
_REDRAW_FROM = 24


class MatrixCard(Card):
    """Labels find their places in one width, so another width asks for another drawing."""

    moved = Signal(object, float, float)  # use case, feasibility and benefit 0–1

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Nutzen-Machbarkeits-Matrix"), parent=parent)
        self._marks: tuple[Mark, ...] = ()
        self._drawn_width = 0
        self.figure = FigureView(_("Nutzen-Machbarkeits-Matrix"), height=_HEIGHT)
        self.empty = EmptyState(
            _("Hier liegt jede bewertete Idee nach ihrem Nutzen und ihrer Machbarkeit."),
            example=_(
                "Zum Beispiel rechts oben: viel Nutzen und gute Daten. Bewerten Sie dafür in der "
                "Liste unten eine Idee mit der Taste B."
            ),
        )
        self.unmarked = label("", "note", wrap=True)
        self.waiting = label(_("Die Matrix wird gezeichnet …"), "note", wrap=True)
        for part in (self.waiting, self.figure, self.empty, self.unmarked):
            self.add(part)
        self.figure.drawn.connect(self._describe)
        self.dragging = MatrixDragging(self)
        self.dragging.dropped.connect(self.moved)

    def show_state(self, state: UseCasesState) -> None:
        said = _(
            "Kreuz = Streuung der Bewertungen, Größe = Kapitalwert P50, hohl = geschätzt; "
            "Ziehen bewertet in Ihrem Namen"
        )
        self.set_heading(_("Nutzen-Machbarkeits-Matrix"), said if state.marks else "")
        self.figure.setVisible(bool(state.marks))
        self.waiting.setVisible(bool(state.marks) and not state.ready)
        self.empty.setVisible(not state.marks)
        missing = plural_phrase(
            "{n} Idee fehlt, weil sie noch nicht bewertet ist.",
            "{n} Ideen fehlen, weil sie noch nicht bewertet sind.",
            state.unmarked,
        )
        self.unmarked.setText(render(missing))
        self.unmarked.setVisible(bool(state.marks) and state.unmarked > 0)
        # Drawn once with the verdicts, not twice; the chart's library loads meanwhile.
        wanted = state.marks if state.ready else ()
        if wanted != self._marks:
            self._marks = wanted
            self._show_figure()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._marks and abs(self.figure.width() - self._drawn_width) > _REDRAW_FROM:
            self._show_figure()

    def _show_figure(self) -> None:
        if not self._marks:
            self.figure.show_figure(None)
            return
        self._drawn_width = self.figure.width()
        self.figure.show_figure(self._draw)

    def _describe(self) -> None:
        # Not earlier: the words come from the chart, and matplotlib is heavy.
        said = said_of(self._marks)
        for widget in (self.figure, self.figure.canvas()):
            if widget is not None:
                widget.setAccessibleDescription(said)
        canvas = self.figure.canvas()
        if canvas is not None:
            self.dragging.watch(canvas, self._marks)

    def _draw(self, look: Theme) -> Figure:
        from kihub_desktop.charts.canvas import ChartSize
        from kihub_desktop.charts.colours import ChartColours

        # Between show and layout the view may still have its first, tiny width.
        self._drawn_width = self.figure.width()
        width = max(_NARROWEST, self._drawn_width / theme.current().scale)
        colours = ChartColours.of(look.roles())
        return draw_matrix(self._marks, colours, ChartSize.pixels(width, _HEIGHT))


def draw_matrix(marks: Sequence[Mark], colours: ChartColours, size: ChartSize) -> Figure:
    """The chart; what has no final verdict yet is a hollow mark."""
    from kihub_desktop.charts.portfolio_matrix import portfolio_matrix

    return portfolio_matrix(points_of(marks), colours, size)


def points_of(marks: Sequence[Mark]) -> list[PortfolioPoint]:
    """The marks as the chart takes them."""
    from kihub_desktop.charts.portfolio_matrix import PortfolioPoint, Tone

    largest = max((mark.money for mark in marks if mark.money and mark.money > 0), default=None)
    looks = {
        True: (Tone.BLUE, _("Büro")),
        False: (Tone.PRIMARY, _("Produktion")),
        None: (Tone.MUTED, _("ohne Prozess")),
    }
    return [
        PortfolioPoint(
            label=mark.title,
            feasibility=mark.estimate if mark.judged is None else mark.judged,
            benefit=mark.benefit,
            feasibility_spread=mark.estimate_spread if mark.judged is None else None,
            benefit_spread=mark.benefit_spread,
            weight=_weight(mark, largest),
            tone=looks[mark.office][0],
            group=looks[mark.office][1],
            estimate=None if mark.judged is None else mark.estimate,
            is_estimated=mark.judged is None,
            refused=mark.refused,
        )
        for mark in marks
    ]


def said_of(marks: Sequence[Mark]) -> str:
    """All marks with their place, for those who cannot see the chart."""
    from kihub_desktop.charts.portfolio_matrix import portfolio_matrix_alt

    estimated = [mark.title for mark in marks if mark.judged is None]
    said = render(portfolio_matrix_alt(points_of(marks)))
    if not estimated:
        return said
    return f"{said} " + render(phrase("Nur geschätzt: {titles}.", titles=", ".join(estimated)))


def _weight(mark: Mark, largest: float | None) -> float | None:
    if mark.money is None or not largest:
        return None
    return max(0.0, mark.money / largest)
