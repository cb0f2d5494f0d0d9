"""The steps of the plan in words, for bars, list, tooltips and the strip below."""

from __future__ import annotations

from collections.abc import Iterator

from kihub_desktop.domain.phrases import Joined, Phrase, Value, phrase, plural_phrase
from kihub_desktop.domain.roadmap import Roadmap, Step, StepKind
from kihub_desktop.domain.roadmap_choices import StepStatus
from kihub_desktop.domain.words import word
from kihub_desktop.texts import _, day, month, render
from kihub_desktop.ui.pages.roadmap.state import Bar, StepNote

SOON_DAYS = 42
_JUMPS = {
    StepKind.CONDITION: phrase("Zur Auflage"),
    StepKind.MEASURE: phrase("Zur Frage"),
    StepKind.DUTY: phrase("Zur Pflicht"),
    StepKind.PILOT: phrase("Zum Anwendungsfall"),
    StepKind.FUNDING: phrase("Zur Förderung"),
    StepKind.TRAINING: phrase("Zur Weiterbildung"),
    StepKind.TASK: phrase("Zur Aufgabe"),
}


def title_of(step: Step) -> str:
    """The title with a capital letter: sentences of the method begin with a small one."""
    words = render(step.title)
    return words[:1].upper() + words[1:] or _("(ohne Namen)")


def group_of(step: Step) -> str:
    if step.is_gone:
        return _("Nicht mehr nötig")
    return render(word(step.group))


def owner_of(step: Step) -> str:
    return render(step.owner)


def days_of(step: Step) -> str:
    """„30.11.2026 – 14.12.2026“, the last day with its name if it is fixed."""
    if step.span is None:
        return _("ohne Termin")
    if step.is_fixed:
        return _("Frist {day}").format(day=day(step.span.end))
    return f"{day(step.span.start)} – {day(step.span.end)}"


def remarks(step: Step, roadmap: Roadmap) -> Iterator[str]:
    """What is wrong or worth knowing, the worst first."""
    if step.conflict is not None:
        yield render(step.conflict)
    if step.is_overdue(roadmap.today) and step.promised is not None:
        yield _("überfällig seit {day}").format(day=day(step.promised))
    if step.is_pushed and step.promised is not None and step.span is not None:
        yield _("zugesagt {day}, verschoben durch das, worauf es wartet").format(
            day=day(step.promised)
        )
    if step.is_gone:
        yield _("nicht mehr nötig: Der Anlass ist weggefallen")
    if step.done_on is not None:
        yield _("erledigt am {day}").format(day=day(step.done_on))
    if _reported_only(step):
        yield _("erledigt gemeldet; die Antwort dahinter ist noch unverändert")


def _reported_only(step: Step) -> bool:
    return step.kind is StepKind.CONDITION and step.status is StepStatus.DONE and not step.is_gone


def long_title(step: Step) -> str:
    """The title with its use case, where several have a step of the same words."""
    title = title_of(step)
    if len(step.cases) != 1 or step.cases[0] in title:
        return title
    return f"{title} · {step.cases[0]}"


def bar_of(step: Step, roadmap: Roadmap) -> Bar:
    title, group = long_title(step), group_of(step)
    said = [title, group, days_of(step), owner_of(step), render(word(step.status))]
    said += remarks(step, roadmap)
    if step.cases:
        said.append(", ".join(step.cases))
    return Bar(
        key=step.key,
        group=step.group,
        group_word=group,
        title=title,
        said="\n".join(filter(None, said)),
        span=step.span,
        status=step.status,
        is_noted=step.is_noted,
        is_fixed=step.is_fixed,
        is_overdue=step.is_overdue(roadmap.today),
        is_tight=step.conflict is not None,
        is_gone=step.is_gone,
        after=step.after,
    )


def waits_for(step: Step, roadmap: Roadmap) -> str:
    found = (roadmap.step(key) for key in step.after)
    return ", ".join(title_of(each) for each in found if each is not None)


def note_of(step: Step, roadmap: Roadmap) -> StepNote:
    """The strip about the step in hand."""
    who = owner_of(step)
    if who and not step.is_owner_noted:
        who = _("{who} (Vorschlag)").format(who=who)
    days = days_of(step)
    if step.span is not None and not step.is_noted and not step.is_fixed:
        days = _("{days} (Vorschlag)").format(days=days)
    lines = [" · ".join(filter(None, (days, who, render(word(step.status)))))]
    detail = render(step.detail)
    if detail and detail != render(step.title):
        lines.append(detail)
    if step.cases:
        lines.append(_("Für: {cases}").format(cases=", ".join(step.cases)))
    waits = waits_for(step, roadmap)
    if waits:
        lines.append(_("Wartet auf: {steps}").format(steps=waits))
    if step.note:
        lines.append(step.note)
    return StepNote(
        key=step.key,
        title=title_of(step),
        lines=tuple(lines),
        warning=" · ".join(remarks(step, roadmap)),
        jump=render(_JUMPS[step.kind]) if step.kind in _JUMPS and step.origin.page else "",
        is_own=step.kind is StepKind.OWN,
        is_active=step.is_active,
        is_gone=step.is_gone,
        has_set=is_set(step),
    )


def is_set(step: Step) -> bool:
    """Whether a person has set anything on the step."""
    changed = step.status is not StepStatus.OPEN or bool(step.note)
    return changed or step.is_owner_noted or step.is_noted


def heading_of(roadmap: Roadmap) -> Value:
    """„11 Schritte bis April 2027 · 2 Fristen in den nächsten 6 Wochen · 1 überfällig“."""
    active = [(step, span) for step, span in roadmap.dated() if step.is_active]
    if not active:
        return phrase("Kein Schritt ist offen")
    last = max(span.end for _step, span in active)
    parts: list[Value] = [
        plural_phrase(
            "{n} Schritt bis {month}",
            "{n} Schritte bis {month}",
            len(active),
            month=f"{month(last)} {last.year}",
        )
    ]
    coming = roadmap.coming(SOON_DAYS)
    late = [step for step in coming if step.is_overdue(roadmap.today)]
    soon = len(coming) - len(late)
    parts.append(
        plural_phrase(
            "{n} endet in den nächsten 6 Wochen", "{n} enden in den nächsten 6 Wochen", soon
        )
    )
    fixed = sum(step.is_fixed for step in coming if step not in late)
    if fixed:
        parts.append(plural_phrase("davon {n} feste Frist", "davon {n} feste Fristen", fixed))
    if late:
        parts.append(plural_phrase("{n} überfällig", "{n} überfällig", len(late)))
    return Joined(tuple(parts), " · ")


def cut_text(roadmap: Roadmap) -> Phrase | None:
    """What was left out because two people made a circle of dependencies."""
    if not roadmap.cut:
        return None
    link = roadmap.cut[0]
    before, after = roadmap.step(link.before), roadmap.step(link.after)
    if before is None or after is None:
        return None
    return phrase(
        "„{after}“ sollte auf „{before}“ warten; das liefe im Kreis und ist weggelassen.",
        after=title_of(after),
        before=title_of(before),
    )
