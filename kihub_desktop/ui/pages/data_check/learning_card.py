"""The card „Lohnt sich Lernen?“: target, learning curve, and what helps most."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from kihub_desktop.texts import _, number, render
from kihub_desktop.ui.pages.data_check.question_row import QuestionRow
from kihub_desktop.ui.pages.data_check.state import DataCheckState, ResultView
from kihub_desktop.ui.theme import Theme
from kihub_desktop.ui.widgets.card import Card
from kihub_desktop.ui.widgets.figure_view import DrawFigure, FigureView
from kihub_desktop.ui.widgets.labels import label

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from kihub_desktop.analysis.data_check.learning import Learning

_HEIGHT, _NARROWEST = 2.2, 2.8


class LearningCard(Card):
    """Without a target it asks for one; the file has to be at hand for that."""

    def __init__(self) -> None:
        super().__init__(_("Lohnt sich Lernen?"))
        self.question = QuestionRow()
        self.hint = label("", "note", wrap=True)
        self.curve = FigureView(_("Lernkurve"), height=220, fits=True)
        self.growth = label("", "note", wrap=True)
        self.useful = label("", "note", wrap=True)
        for part in (self.question, self.hint, self.curve, self.growth, self.useful):
            self.add(part)

    def show_result(self, state: DataCheckState, result: ResultView) -> None:
        self.set_heading(_("Lohnt sich Lernen?"), render(result.split))
        self.question.show_result(state, result)
        self._show_hint(state, result)
        learning = result.learning
        drawable = learning is not None and learning.skill is not None
        self.curve.setVisible(drawable)
        if learning is not None and drawable:
            self.curve.show_figure(*_drawing(learning, self.curve.sheet_width))
        self.growth.setText(render(result.growth))
        self.growth.setVisible(bool(result.growth))
        named = ", ".join(f"{name} ({number(lost, 2)})" for name, lost in result.useful)
        self.useful.setText(_("Am nützlichsten: {columns}").format(columns=named))
        self.useful.setVisible(bool(result.useful))

    def _show_hint(self, state: DataCheckState, result: ResultView) -> None:
        words = ""
        if not state.at_hand:
            words = _("Für eine andere Zielgröße die Datei noch einmal prüfen.")
        elif not result.target:
            words = _(
                "Was soll vorhergesagt werden? Ein einfaches Modell wird dann gegen die naive "
                "Vorhersage geprüft."
            )
        self.hint.setText(words)
        self.hint.setVisible(bool(words))


def _drawing(learning: Learning, inches_wide: Callable[[], float]) -> tuple[DrawFigure, str]:
    from kihub_desktop.charts.canvas import ChartSize
    from kihub_desktop.charts.learning_curve import learning_curve, learning_curve_alt

    def drawn(look: Theme) -> Figure:
        from kihub_desktop.charts.colours import ChartColours

        size = ChartSize(max(_NARROWEST, inches_wide()), _HEIGHT)
        return learning_curve(learning, ChartColours.of(look.roles()), size)

    return drawn, render(learning_curve_alt(learning))
