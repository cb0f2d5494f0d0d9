"""Which colour goes with which word: outcomes, lights, kinds of conditions, levels."""

from __future__ import annotations

from kihub_desktop.analysis.verdict.scale import Outcome, Status
from kihub_desktop.analysis.verdict.views import PillarView, Verdict
from kihub_desktop.analysis.verdict.wording import OUTCOME_NAMES, STATUS_NAMES, UNCHECKED
from kihub_desktop.reports.content import Cell, Pillar, PillarRow, Tone
from kihub_desktop.texts import _, number, render

_OUTCOMES = {
    Outcome.INFEASIBLE: Tone.RED,
    Outcome.DATA_PROJECT: Tone.BLUE,
    Outcome.CONDITIONAL: Tone.AMBER,
    Outcome.FEASIBLE: Tone.GREEN,
}
_LIGHTS = {Status.RED: Tone.RED, Status.YELLOW: Tone.AMBER, Status.GREEN: Tone.GREEN}


def outcome_tone(outcome: Outcome | None) -> Tone:
    return Tone.NEUTRAL if outcome is None else _OUTCOMES[outcome]


def outcome_text(verdict: Verdict) -> str:
    """The outcome, or „Noch nicht geprüft“."""
    outcome = verdict.outcome
    return render(UNCHECKED if outcome is None else OUTCOME_NAMES[outcome])


def outcome_cell(verdict: Verdict) -> Cell:
    return Cell(outcome_text(verdict), outcome_tone(verdict.outcome))


def range_text(verdict: Verdict) -> str:
    """„zwischen ‚nicht machbar‘ und ‚machbar‘“."""
    return _("zwischen ‚{low}‘ und ‚{high}‘").format(
        low=render(OUTCOME_NAMES[verdict.low]), high=render(OUTCOME_NAMES[verdict.high])
    )


def pillar_row(verdict: Verdict) -> PillarRow:
    """The five rings; an open pillar shows its range and no fill."""
    return PillarRow(tuple(_pillar(view) for view in verdict.pillars))


def _pillar(view: PillarView) -> Pillar:
    name = render(view.name)
    if view.ring is None or view.status is None:
        score = f"{number(view.low)}–{number(view.high)}" if view.is_open else str(view.ring)
        return Pillar(name, score, _("offen"), Tone.NEUTRAL)
    status = render(STATUS_NAMES[view.status])
    return Pillar(name, str(view.ring), status, _LIGHTS[view.status], view.ring / 100)


def level_tone(level: float | None) -> Tone:
    """Low levels warn, high ones do not; what is open stays grey."""
    if level is None:
        return Tone.NEUTRAL
    return Tone.RED if level < 2 else Tone.AMBER if level < 4 else Tone.GREEN
