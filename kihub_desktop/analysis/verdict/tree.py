"""The explanation of a verdict, from the outcome down to the answers (method.md 11)."""

from __future__ import annotations

from collections.abc import Sequence

from kihub_desktop.analysis.explanation import Node, NodeKind, shown_tenths
from kihub_desktop.analysis.verdict.case import grade_keys, readiness_key
from kihub_desktop.analysis.verdict.completion import bounds_of
from kihub_desktop.analysis.verdict.conditions import Condition, ConditionKind, special_answers
from kihub_desktop.analysis.verdict.cures import LEVER
from kihub_desktop.analysis.verdict.draft import Component
from kihub_desktop.analysis.verdict.outcome import PillarResult
from kihub_desktop.analysis.verdict.pillars_organisation import ACCEPTANCE
from kihub_desktop.analysis.verdict.plan import LAW_INDICATORS, Plan
from kihub_desktop.analysis.verdict.scale import Pillar
from kihub_desktop.analysis.verdict.sheet import LAW, MONEY, SOURCES, Sheet
from kihub_desktop.analysis.verdict.subjects import level_amount, shown_value, subject_of
from kihub_desktop.analysis.verdict.views import Share
from kihub_desktop.analysis.verdict.wording import STATUS_NAMES, component_label, pillar_name
from kihub_desktop.domain.phrases import Amount, Phrase, phrase

_ADJUSTMENTS = {
    "forbidden": NodeKind.CAP,
    "floor": NodeKind.FLOOR,
    "cap_trigger": NodeKind.CAP,
    "cap_knockout": NodeKind.CAP,
}
_CONDITION_NODES = {
    ConditionKind.KNOCKOUT: NodeKind.KNOCKOUT,
    ConditionKind.TRIGGER: NodeKind.TRIGGER,
    ConditionKind.LEGAL: NodeKind.CONDITION,
    ConditionKind.CONDITION: NodeKind.CONDITION,
    ConditionKind.SUPPLEMENT: NodeKind.CONDITION,
}
_RULE_TEXTS = {
    "Z": phrase("schwächste notwendige Quelle"),
    "Q": phrase("Mittel der Noten, schwächste notwendige Quelle"),
    "H": phrase("knappster Bedarf"),
    "O2": phrase("Mittel der Antworten"),
    "O3": phrase("Mittel der Antworten"),
    "O4": phrase("Mittel aus der ganzen Gruppe und ihrer zurückhaltenden Hälfte"),
    "G": phrase("Mittel der Antworten"),
}
_MONEY_KEYS = ("E1", "E2", "E3", "E4")


def shares_of(result: PillarResult, plan: Plan) -> tuple[Share, ...]:
    """The lines of a pillar in order: components, deductions, adjustments (zero ones left out)."""
    lines: list[tuple[str, Phrase, float | None, float, float]] = [
        (
            component.key,
            component_label(component.key, plan),
            component.level,
            component.weight,
            component.weight * (component.level or 0.0) / 5,
        )
        for component in result.components
    ]
    if all(component.level is None for component in result.components):
        lines.append(("neutral", phrase("nichts davon ist relevant"), None, 0.0, 100.0))
    lines += [
        (code, Phrase(plan.items[code].name), None, 0.0, -points)
        for code, points in result.deductions
    ]
    lines += [
        (name, _adjustment_label(name, result.pillar, plan), None, 0.0, change)
        for name, change in result.adjustments
        if change
    ]
    shown = shown_tenths([line[4] for line in lines], result.score)
    return tuple(Share(*line, tenths) for line, tenths in zip(lines, shown, strict=True))


def _adjustment_label(name: str, pillar: Pillar, plan: Plan) -> Phrase:
    method = plan.method
    lines = method.thresholds
    if name == "forbidden":
        return phrase("verbotene Praktik: 0 Punkte")
    if name == "floor":
        floor = method.law.floor if pillar is Pillar.LAW else method.economy.floor_strategic
        return phrase("Untergrenze {points}", points=Amount(floor))
    if name == "cap_trigger":
        return phrase("Obergrenze {points}: erst Datenprojekt", points=Amount(lines.cap_trigger))
    return phrase("Obergrenze {points}: K.-o.-Kriterium", points=Amount(lines.cap_knockout))


def pillar_tree(
    result: PillarResult, shares: Sequence[Share], conditions: Sequence[Condition], sheet: Sheet
) -> Node:
    """A pillar whose score is known: the children's contributions sum to it exactly."""
    children = [_share_node(result, share, sheet) for share in shares]
    children += _requirement_nodes(conditions, sheet)
    return Node(
        id=result.pillar.value,
        kind=NodeKind.PILLAR,
        label=pillar_name(result.pillar, sheet.plan.method),
        value=Amount(result.score, 1),
        text=STATUS_NAMES[result.status],
        edition=sheet.plan.method.edition,
        children=tuple(children),
    )


def open_pillar_tree(
    worst: PillarResult, best: PillarResult, conditions: Sequence[Condition], sheet: Sheet
) -> Node:
    """A pillar with open answers: a range, with every known answer and what is missing."""
    children = [
        Node(
            id=high.key,
            kind=NodeKind.RANGE,
            label=component_label(high.key, sheet.plan),
            value=_range(low.weight * (low.level or 0) / 5, high.weight * (high.level or 0) / 5),
            weight=high.weight,
            text=_RULE_TEXTS.get(high.key),
            edition=sheet.plan.method.edition,
            children=_leaves(high, sheet),
        )
        for low, high in zip(worst.components, best.components, strict=True)
    ]
    children += _requirement_nodes(conditions, sheet)
    return Node(
        id=best.pillar.value,
        kind=NodeKind.RANGE,
        label=pillar_name(best.pillar, sheet.plan.method),
        value=_range(worst.score, best.score),
        text=phrase("Noch nicht geprüft"),
        edition=sheet.plan.method.edition,
        children=tuple(children),
    )


def _range(low: float, high: float) -> Phrase:
    return phrase("{low} bis {high}", low=Amount(low, 1), high=Amount(high, 1))


def _share_node(result: PillarResult, share: Share, sheet: Sheet) -> Node:
    plan = sheet.plan
    component = next((entry for entry in result.components if entry.key == share.key), None)
    kind, source = NodeKind.COMPONENT, ""
    children: tuple[Node, ...] = ()
    if component is not None:
        children = _leaves(component, sheet)
    elif share.key in plan.items:
        kind, source = NodeKind.DEDUCTION, plan.items[share.key].source
        children = (_law_leaf(sheet),)
    elif share.key in _ADJUSTMENTS:
        kind = _ADJUSTMENTS[share.key]
    else:
        kind = NodeKind.NEUTRAL
    return Node(
        id=share.key,
        kind=kind,
        label=share.label,
        value=None if share.level is None else level_amount(share.level),
        weight=share.weight or None,
        contribution=share.exact,
        text=_RULE_TEXTS.get(share.key) if component is not None else None,
        rule=share.key,
        source=source,
        edition=plan.method.edition,
        children=children,
        shown=share.shown,
    )


def _requirement_nodes(conditions: Sequence[Condition], sheet: Sheet) -> list[Node]:
    return [
        Node(
            id=f"{entry.code}.{entry.cause}" if entry.cause else entry.code,
            kind=_CONDITION_NODES[entry.kind],
            label=entry.text,
            contribution=0.0,
            text=entry.why,
            rule=entry.code,
            edition=sheet.plan.method.edition,
            children=_requirement_leaves(entry, sheet),
        )
        for entry in conditions
    ]


def _requirement_leaves(entry: Condition, sheet: Sheet) -> tuple[Node, ...]:
    keys = [*entry.keys, *(key for lift in entry.lifts for key in _lift_keys(lift.code, sheet))]
    if keys:
        return tuple(leaf_of(key, sheet) for key in keys)
    line = Node(
        id=f"{entry.code}.line",
        kind=NodeKind.REQUIREMENT,
        label=phrase("Schwelle der Methode"),
        rule=entry.code,
        edition=sheet.plan.method.edition,
    )
    return (line,)


def _lift_keys(code: str, sheet: Sheet) -> tuple[str, ...]:
    return (MONEY,) if code == LEVER else _component_keys(code, sheet)


def _leaves(component: Component, sheet: Sheet) -> tuple[Node, ...]:
    key = component.key
    if key in _MONEY_KEYS:
        return _money_leaves(sheet)
    if key == "K":
        return (_law_leaf(sheet),)
    return tuple(leaf_of(number, sheet) for number in _component_keys(key, sheet))


def _component_keys(key: str, sheet: Sheet) -> tuple[str, ...]:
    plan, sources = sheet.plan, range(sheet.case.sources)
    if key in ("Z", "Q") and not sheet.case.sources:
        return (SOURCES,)
    by_component = {
        "Z": tuple(readiness_key(index) for index in sources),
        "Q": tuple(number for index in sources for number in grade_keys(index)),
        "H": tuple(need.key for need in plan.needs),
        "X": ("skill",),
        "T1": (plan.connection,),
        "T3": ("trl_market",),
        "T4": ("trl_own",),
        "T5": ("D4.3", "latency"),
        "T6": ("D4.5",),
        "T7": ("D4.4",),
        "G": LAW_INDICATORS,
        "O1": ("D1.2",),
        "O2": plan.method.organisation.competence,
        "O3": ("owner", "D3.6"),
        "O4": (ACCEPTANCE,),
        "O5": ("D5.2",),
    }
    return by_component.get(key, (key,))


def leaf_of(key: str, sheet: Sheet) -> Node:
    """A number as a leaf: an answer, a figure, or what is missing with its range."""
    if key == MONEY:
        return _money_leaves(sheet)[0]
    if key == LAW:
        return _law_leaf(sheet)
    if key == "skill":
        return _test_leaf(sheet)
    if key == "votes" or (key == ACCEPTANCE and _voted(sheet)):
        return _votes_leaf(sheet)
    plan = sheet.plan
    if key in sheet.case.numbers:
        origin = sheet.origins[key]
        kind = NodeKind.SOURCE_DATA if key.startswith("S") else NodeKind.ANSWER
        return Node(
            id=key,
            kind=kind,
            label=subject_of(key, sheet),
            value=shown_value(key, sheet.case.numbers[key], plan),
            evidence=origin.evidence,
            answer=origin.answer_id,
            rule=key,
            edition=plan.method.edition,
        )
    return _missing(key, sheet)


def _missing(key: str, sheet: Sheet) -> Node:
    text = phrase("offen")
    if key not in (SOURCES, MONEY, LAW):
        low, high = bounds_of(key, sheet.plan)
        text = phrase(
            "offen: {low} bis {high}",
            low=shown_value(key, low, sheet.plan),
            high=shown_value(key, high, sheet.plan),
        )
    return Node(
        id=key,
        kind=NodeKind.MISSING,
        label=subject_of(key, sheet),
        text=text,
        rule=key,
        edition=sheet.plan.method.edition,
    )


def _money_leaves(sheet: Sheet) -> tuple[Node, ...]:
    given, edition = sheet.use_case.economy, sheet.plan.method.edition
    if given.without_grant is None:
        return (_missing(MONEY, sheet),)
    if not given.lines:
        return (
            Node(
                MONEY,
                NodeKind.MONEY,
                phrase("Kosten und Nutzen"),
                answer=given.answer_id,
                rule="economy",
                edition=edition,
            ),
        )
    return tuple(
        Node(
            line.id,
            NodeKind.MONEY,
            phrase("{line}", line=line.label),
            answer=line.id,
            rule="economy",
            edition=edition,
        )
        for line in given.lines
    )


def _law_leaf(sheet: Sheet) -> Node:
    law, plan = sheet.use_case.law, sheet.plan
    if law is None:
        return _missing(LAW, sheet)
    entry = plan.classes[law.state.law_class]
    return Node(
        id=entry.code,
        kind=NodeKind.LEGAL_RULE,
        label=phrase("Einordnung: {law_class}", law_class=Phrase(entry.name)),
        answer=", ".join(law.facts) or None,
        rule=entry.code,
        source=entry.source,
        edition=plan.method.edition,
        children=tuple(
            Node(
                id=each.answer_id,
                kind=NodeKind.ANSWER,
                label=each.label,
                value=each.value,
                answer=each.answer_id,
                rule=entry.code,
                edition=plan.method.edition,
            )
            for each in law.answers
        ),
    )


def _test_leaf(sheet: Sheet) -> Node:
    edition, test = sheet.plan.method.edition, sheet.use_case.data_pillar.quick_test
    if test is None:
        return Node(
            id="skill",
            kind=NodeKind.NEUTRAL,
            label=phrase("nicht getestet, neutral"),
            rule="X",
            edition=edition,
        )
    return Node(
        id="skill",
        kind=NodeKind.SOURCE_DATA,
        label=phrase("Daten-Schnelltest"),
        value=_range(100 * test.low, 100 * test.high),
        answer=test.answer_id,
        rule="X",
        edition=edition,
    )


def _voted(sheet: Sheet) -> bool:
    return len(sheet.case.votes) >= sheet.plan.method.organisation.least_votes


def _votes_leaf(sheet: Sheet) -> Node:
    votes = sheet.case.votes
    return Node(
        id="votes",
        kind=NodeKind.VOTES,
        label=phrase(
            "{n} Stimmen, von {low} bis {high}", n=len(votes), low=votes[0], high=votes[-1]
        ),
        value=Amount(sum(votes) / len(votes), 1),
        answer=special_answers(sheet)["votes"][0],
        rule="O4",
        edition=sheet.plan.method.edition,
    )
