"""Two cards: the eight grades of a sample, and what to collect or clear up next."""

from __future__ import annotations

from collections.abc import Sequence

from kihub_desktop.domain.phrases import Value
from kihub_desktop.texts import _, number, render
from kihub_desktop.ui.pages.data_check.state import GradeLine
from kihub_desktop.ui.tones import Tone
from kihub_desktop.ui.widgets.bars import Meter
from kihub_desktop.ui.widgets.card import Card
from kihub_desktop.ui.widgets.labels import label

_GOOD, _FAIR = 75, 50


class QualityCard(Card):
    """A bar per grade; why it is lowered stands in its tooltip."""

    def __init__(self) -> None:
        super().__init__(_("Qualität der Stichprobe"))
        self.meters: dict[str, Meter] = {}

    def show_grades(self, grades: Sequence[GradeLine]) -> None:
        for grade in grades:
            name = render(grade.name)
            if name not in self.meters:
                self.meters[name] = Meter(name)
                self.add(self.meters[name])
            meter = self.meters[name]
            if grade.points is None:
                meter.show_share(0.0, _("offen"), tone=Tone.NEUTRAL)
            else:
                meter.show_share(grade.points / 100, number(grade.points), tone=_tone(grade.points))
            meter.setToolTip(render(grade.why))
            meter.setAccessibleDescription(render(grade.why))


def _tone(points: float) -> Tone:
    return Tone.GOOD if points >= _GOOD else Tone.WARN if points >= _FAIR else Tone.BAD


class StepsCard(Card):
    """What to do next, the gravest first."""

    def __init__(self) -> None:
        super().__init__(_("Was als Nächstes zu tun ist"))
        self.words = label("", wrap=True)
        self.add(self.words)

    def show_steps(self, steps: Sequence[Value]) -> None:
        self.setVisible(bool(steps))
        self.words.setText(
            "\n".join(f"{place}. {render(step)}" for place, step in enumerate(steps, 1))
        )
