"""Where a use case stands: the class and the open matters, as they are and as they can become."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kihub_desktop.analysis.law.engine import LawEngine
from kihub_desktop.analysis.law.truth import Truths
from kihub_desktop.domain.law import LegalClass, Rule


@dataclass(frozen=True)
class Standing:
    """Of all classes that hold the most serious one counts.

    `certain` is the one that holds for every completion of the open facts (None: none does yet);
    `best` and `worst` enclose the class. `to_clarify` are the rules that make it „prüfen“ although
    the facts are known.
    """

    law_class: LegalClass
    certain: LegalClass | None
    best: LegalClass
    worst: LegalClass
    to_clarify: tuple[Rule, ...]
    open_items: frozenset[str]
    possible_items: frozenset[str]

    @staticmethod
    def of(engine: LawEngine, truths: Truths) -> Standing:
        """The standing under these truths."""
        holding = [each.rule for each in engine.rules if truths.of(each.when)]
        possible = [each.rule for each in engine.rules if truths.of(each.when) is None]
        classes = _classes_of(holding)
        law_class, best, worst = _classes(classes, _classes_of(possible))
        open_items = frozenset(code for rule in holding for code in rule.items)
        maybe = frozenset(code for rule in possible for code in rule.items)
        clarify = tuple(
            rule
            for rule in holding
            if rule.law_class is LegalClass.TO_CLARIFY and law_class is LegalClass.TO_CLARIFY
        )
        return Standing(
            law_class, _most_serious(classes), best, worst, clarify, open_items, maybe - open_items
        )


def _classes_of(rules: Iterable[Rule]) -> list[LegalClass]:
    return [rule.law_class for rule in rules if rule.law_class is not None]


def _classes(
    holding: list[LegalClass], possible: list[LegalClass]
) -> tuple[LegalClass, LegalClass, LegalClass]:
    """What counts now, the mildest and the most serious one left.

    A class that may turn out more serious is „prüfen“, unless what holds is more serious already.
    """
    certain = _most_serious(holding)
    worst = _most_serious([*holding, *possible])
    if certain is None or worst is None:
        left = max(possible, key=lambda each: each.rank, default=LegalClass.TO_CLARIFY)
        return LegalClass.TO_CLARIFY, left, worst or LegalClass.TO_CLARIFY
    if worst is certain or certain.rank <= LegalClass.TO_CLARIFY.rank:
        return certain, certain, worst
    return LegalClass.TO_CLARIFY, certain, worst


def _most_serious(classes: list[LegalClass]) -> LegalClass | None:
    return min(classes, key=lambda each: each.rank, default=None)
