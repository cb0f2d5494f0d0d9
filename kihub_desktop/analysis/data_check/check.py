"""The quick test as a whole: profile, then with a target whether anything can be learned."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from kihub_desktop.analysis.data_check.columns import Column
from kihub_desktop.analysis.data_check.features import Task, learning_task, task_of
from kihub_desktop.analysis.data_check.grades import readiness_of
from kihub_desktop.analysis.data_check.leaks import leaks
from kihub_desktop.analysis.data_check.learning import Learnable, Learning, learn
from kihub_desktop.analysis.data_check.profile import Profiled, profile_of
from kihub_desktop.analysis.data_check.result import (
    ColumnProfile,
    Finding,
    FindingKind,
    Grade,
    Quality,
    Severity,
    TableProfile,
)
from kihub_desktop.analysis.data_check.timeline import percent
from kihub_desktop.domain.choices import DataReadiness
from kihub_desktop.domain.phrases import Amount, Joined, Phrase, phrase
from kihub_desktop.domain.progress import Progress, silent
from kihub_desktop.domain.samples import SampleOrigin

if TYPE_CHECKING:
    from pandas import DataFrame

_RARE = 0.05
_FULL_LABELS = 0.95
_NAMED = 4


@dataclass(frozen=True)
class Question:
    """What is to be predicted: the target column, columns that the model must not see, and a
    column whose rows belong together (empty: found by the data)."""

    target: str = ""
    excluded: tuple[str, ...] = ()
    group: str = ""
    seed: int = 1


@dataclass(frozen=True)
class DataCheck:
    """The result: profile, the question asked, and what the baseline says of it."""

    profile: TableProfile
    question: Question
    learning: Learning | None = None
    possible_targets: tuple[str, ...] = ()


def check(
    frame: DataFrame,
    block: NDArray[np.int32],
    origin: SampleOrigin,
    today: date,
    question: Question | None = None,
    progress: Progress = silent,
) -> DataCheck:
    """Profiles a sample and, if the question names a target, tries to learn it.

    Columns that look personal or give the target away are never learned from. LookupError for a
    target that is no column. Cancelled from the progress.
    """
    profiled = profile_of(frame, block, origin, today, progress)
    asked = question or Question()
    personal = set(profiled.profile.personal)
    possible = tuple(
        each.name
        for each in profiled.columns
        if task_of(each) is not None and each.name not in personal
    )
    if not asked.target:
        return DataCheck(profiled.profile, asked, possible_targets=possible)
    target = _column(profiled.columns, asked.target)
    if target.name not in possible:  # of no use, or its values would name persons
        profile = _with_labels(profiled.profile, target, None)
        return DataCheck(profile, asked, possible_targets=possible)
    told = tuple(leaks(profiled.columns, target))
    hidden = {name for each in told for name in each.columns}
    hidden |= {*personal, *asked.excluded}
    given = learning_task(
        frame, profiled.columns, profiled.line, target, frozenset(hidden), asked.group
    )
    learning = learn(given, asked.seed, progress)
    profile = _with_leaks(profiled, told)
    return DataCheck(_with_labels(profile, target, learning), asked, learning, possible)


def _column(columns: Sequence[Column], name: str) -> Column:
    for each in columns:
        if each.name == name:
            return each
    raise LookupError(name)


def _with_leaks(profiled: Profiled, told: tuple[Finding, ...]) -> TableProfile:
    by_name = {each.columns[0]: each for each in told}
    columns = tuple(
        replace(each, findings=(by_name[each.name], *each.findings))
        if each.name in by_name
        else each
        for each in profiled.profile.columns
    )
    return replace(profiled.profile, columns=tuple(sorted(columns, key=_grave_first)))


def _grave_first(column: ColumnProfile) -> int:
    return {Severity.GRAVE: 0, Severity.NOTE: 1}.get(column.worst or Severity.FACT, 2)


def _with_labels(profile: TableProfile, target: Column, learning: Learning | None) -> TableProfile:
    """The profile with the grade of the labels, and the readiness for this very question."""
    labels = _labels(target, learning)
    grades = tuple(labels if each.quality is Quality.LABELS else each for each in profile.grades)
    findings = [*profile.findings, *_imbalance(target, learning)]
    changed = replace(profile, grades=grades, findings=tuple(findings))
    level = readiness_of(changed.all_findings(), grades)
    if level is DataReadiness.B1:
        learned = learning is not None and learning.verdict in {
            Learnable.CLEARLY,
            Learnable.WEAKLY,
        }
        level = DataReadiness.A3 if learned else DataReadiness.A4
    return replace(changed, readiness=level)


def _labels(target: Column, learning: Learning | None) -> Grade:
    """How much of the target is there, and whether its rarest class is."""
    share = 1 - target.missing_share
    points, reasons = 100 * min(1.0, share / _FULL_LABELS), []
    if share < _FULL_LABELS:
        reasons.append(phrase("{share} der Zeilen haben einen Zielwert", share=percent(share)))
    rarest = min((s for _n, s in learning.classes), default=1.0) if learning else 1.0
    if rarest < _RARE:
        points -= 40 * (1 - rarest / _RARE)
        reasons.append(phrase("die seltenste Klasse hat {share}", share=percent(rarest)))
    if learning is None:
        points, reasons = 0.0, [phrase("Diese Spalte taugt nicht als Zielgröße.")]
    return Grade(Quality.LABELS, max(0.0, points), tuple(reasons))


def _imbalance(target: Column, learning: Learning | None) -> list[Finding]:
    if learning is None or learning.task is Task.AMOUNT or not learning.classes:
        return []
    label, share = min(learning.classes, key=lambda each: each[1])
    if share >= _RARE:
        return []
    return [
        Finding(
            FindingKind.IMBALANCE,
            Severity.NOTE,
            (target.name,),
            phrase("„{label}“ ist selten ({share})", label=label, share=percent(share)),
            phrase("Mehr Beispiele der seltenen Klasse sammeln; sie entscheiden über die Güte."),
            share=share,
        )
    ]


# -- in words ------------------------------------------------------------------------------------


def headline(found: DataCheck) -> Phrase:
    """The verdict in two or three words."""
    learning = found.learning
    flawed = any(each.severity is Severity.GRAVE for each in found.profile.all_findings())
    if learning is None:
        if found.question.target:
            return phrase("Kein Ziel zum Lernen")
        return phrase("Auffällig, erst klären") if flawed else phrase("Unauffällig")
    return {
        Learnable.CLEARLY: phrase("Lernbar, mit Mängeln") if flawed else phrase("Lernbar"),
        Learnable.WEAKLY: phrase("Schwach lernbar"),
        Learnable.UNCERTAIN: phrase("Noch nicht zu sagen"),
        Learnable.NOT: phrase("So nicht lernbar"),
        Learnable.TOO_LITTLE: phrase("Zu wenige Daten"),
    }[learning.verdict]


def sentence(found: DataCheck) -> Phrase:
    """The verdict in plain German: how much better than the naive forecast, how sure."""
    learning = found.learning
    if learning is None:
        return phrase("Noch ist keine Zielgröße gewählt; geprüft sind Form und Güte der Daten.")
    if learning.skill is None:
        return phrase(
            "Für einen Versuch reichen die Daten nicht: {rows} Zeilen mit Zielwert, {features} "
            "brauchbare Spalten.",
            rows=Amount(learning.rows),
            features=Amount(learning.features),
        )
    low, high = learning.skill.low, learning.skill.high
    if learning.task is Task.CLASSES:
        return phrase(
            "Ein einfaches Modell trennt die Klassen mit {score} gegen 0,5 beim Raten (AUC; "
            "95-%-Bereich {low} bis {high}).",
            score=Amount(_area(learning.skill.value), 2),
            low=Amount(_area(low), 2),
            high=Amount(_area(high), 2),
        )
    return phrase(
        "Ein einfaches Modell irrt um {share} weniger als die naive Vorhersage (95-%-Bereich {low} "
        "bis {high}).",
        share=Amount(100 * learning.skill.value, 0, "%"),
        low=Amount(100 * low, 0, "%"),
        high=Amount(100 * high, 0, "%"),
    )


def _area(skill: float) -> float:
    """The area under the curve that a skill of classes stands for."""
    return min(1.0, max(0.0, (1 + skill) / 2))


def growth(learning: Learning) -> Phrase | None:
    """What twice the data would bring, if the curve says anything."""
    if learning.doubled is None or learning.skill is None:
        return None
    if learning.doubled - learning.skill.value < 0.005:
        return phrase("Doppelt so viele Daten brächten kaum mehr.")
    if learning.task is Task.CLASSES:
        return phrase(
            "Doppelt so viele Daten brächten etwa {score}.",
            score=Amount(_area(learning.doubled), 2),
        )
    return phrase(
        "Doppelt so viele Daten brächten etwa {share} weniger Fehler als naiv.",
        share=Amount(100 * learning.doubled, 0, "%"),
    )


def next_steps(found: DataCheck) -> tuple[Phrase, ...]:
    """What to collect or clear up next, the gravest first, at most five."""
    order = {Severity.GRAVE: 0, Severity.NOTE: 1, Severity.FACT: 2}
    asked: dict[Phrase, list[str]] = {}
    for each in sorted(found.profile.all_findings(), key=lambda each: order[each.severity]):
        if each.advice is not None and each.severity is not Severity.FACT:
            asked.setdefault(each.advice, []).extend(each.columns)
    steps = [_step(advice, columns) for advice, columns in asked.items()]
    learning = found.learning
    if learning is not None and learning.verdict in {Learnable.NOT, Learnable.UNCERTAIN}:
        steps.insert(
            0,
            phrase(
                "Größen aufnehmen, die das Ziel beeinflussen: Material, Werkzeug, Einstellung, "
                "Umgebung."
            ),
        )
    if learning is not None and _repeating_is_better(learning):
        steps.insert(
            0,
            phrase(
                "Der letzte bekannte Wert sagt das Ziel besser voraus als das Modell; für eine "
                "Vorhersage zählt, was erst später bekannt ist."
            ),
        )
    return tuple(dict.fromkeys(steps))[:5]


def _step(advice: Phrase, columns: Sequence[str]) -> Phrase:
    named = tuple(dict.fromkeys(columns))
    if not named:
        return advice
    shown: tuple[str, ...] = named if len(named) <= _NAMED else (*named[:_NAMED], "…")
    return phrase("{columns}: {advice}", columns=Joined(shown), advice=advice)


def _repeating_is_better(learning: Learning) -> bool:
    known = learning.skill is not None and learning.last_value is not None
    return known and (learning.last_value or 0) > (learning.skill.value if learning.skill else 0)
