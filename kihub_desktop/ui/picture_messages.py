"""What is told about drops of pictures: how they ended, and what an earlier run left undone."""

from __future__ import annotations

from collections.abc import Sequence

from kihub_desktop.services.picture_intake import IntakeOutcome, Interrupted
from kihub_desktop.texts import _, ngettext, number, render
from kihub_desktop.ui.tones import Tone
from kihub_desktop.ui.widgets.message_banner import Message


def outcome_message(outcome: IntakeOutcome) -> Message | None:
    """What became of a drop; None if all went well, which the pictures themselves show."""
    problems = outcome.problems
    parts = []
    if outcome.known:
        parts.append(
            ngettext("{n} Foto war schon da.", "{n} Fotos waren schon da.", outcome.known).format(
                n=number(outcome.known)
            )
        )
    if outcome.left and not outcome.undone:
        parts.append(
            ngettext(
                "{n} Foto ist nicht gespeichert.", "{n} Fotos sind nicht gespeichert.", outcome.left
            ).format(n=number(outcome.left))
        )
    if not parts and not problems:
        return None
    stored = ngettext("{n} Foto gespeichert.", "{n} Fotos gespeichert.", outcome.added)
    what = stored.format(n=number(outcome.added))
    first = render(problems[0]) if problems else ""
    return Message(
        " ".join([what, *parts]),
        to_do=first,
        details="\n".join(render(each) for each in problems) if len(problems) > 1 else "",
        tone=Tone.WARN if problems else Tone.NOTE,
    )


def interrupted_message(drops: Sequence[Interrupted]) -> Message | None:
    """Which pictures the end of the program has cut off; None if there are none."""
    names = [name for each in drops for name in each.names]
    if not names:
        return None
    return Message(
        ngettext(
            "Beim letzten Mal wurde {n} Foto nicht mehr gespeichert.",
            "Beim letzten Mal wurden {n} Fotos nicht mehr gespeichert.",
            len(names),
        ).format(n=number(len(names))),
        safe=_("Alle anderen sind vollständig da."),
        to_do=_("Bitte dieselben Dateien noch einmal hinzufügen; doppelte werden erkannt."),
        details="\n".join(names),
        tone=Tone.WARN,
    )
