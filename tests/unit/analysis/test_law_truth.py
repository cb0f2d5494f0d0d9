"""Kleene's logic against brute force: what is called settled is settled, what is asked matters."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from kihub_desktop.analysis.law.engine import LawEngine
from kihub_desktop.analysis.law.network import Network
from kihub_desktop.analysis.law.questions import next_questions
from kihub_desktop.analysis.law.truth import Truths, as_answer, understood
from kihub_desktop.domain.law import (
    UNSURE,
    Answer,
    ClassEntry,
    Condition,
    Confidence,
    Fact,
    FactKind,
    FactValue,
    LawCatalogue,
    LegalClass,
    Light,
    Op,
    Option,
    Rule,
)

DAY = date(2026, 12, 1)
NAMES = ("a", "b", "c", "d")
SOURCED = {"sources": ("q",), "checked_on": DAY, "confidence": Confidence.A}


def fact(name: str, kind: FactKind = FactKind.YES_NO, *options: str) -> Fact:
    return Fact(
        id=name,
        section="s",
        short=name,
        question=f"{name}?",
        help=name,
        norm="§",
        kind=kind,
        options=tuple(Option(key, key) for key in options),
        sources=("q",),
        checked_on=DAY,
        confidence=Confidence.A,
    )


FACTS = (*(fact(name) for name in NAMES), fact("e", FactKind.SEVERAL, "x", "y"))
DOMAINS: Mapping[str, tuple[FactValue, ...]] = {
    **dict.fromkeys(NAMES, (Answer.YES, Answer.NO)),
    "e": tuple(frozenset(each) for each in ((), ("x",), ("y",), ("x", "y"))),
}


def small(*rules: Rule) -> LawCatalogue:
    return LawCatalogue(
        kind="law",
        edition="1",
        stand=DAY,
        title="t",
        wording="w",
        notice="n",
        stale_after_months=6,
        sources=(),
        sections=(),
        items=(),
        dates=(),
        roles=(),
        facts=FACTS,
        classes=tuple(ClassEntry(code, code, Light.GREEN, code) for code in LegalClass),
        definitions=(),
        rules=rules,
        duties=(),
        fines=(),
        uncertainties=(),
    )


def leaf(name: str, *values: str) -> Condition:
    return Condition(Op.FACT, name=name, values=values or ("ja",))


LEAVES = st.sampled_from([*(leaf(name) for name in NAMES), leaf("e", "x"), leaf("e", "y")])


def _nodes(parts: st.SearchStrategy[Condition]) -> st.SearchStrategy[Condition]:
    several = st.lists(parts, min_size=1, max_size=3).map(tuple)
    return st.one_of(
        several.map(lambda found: Condition(Op.ALL, found)),
        several.map(lambda found: Condition(Op.ANY, found)),
        parts.map(lambda found: Condition(Op.NOT, (found,))),
        several.map(
            lambda found: Condition(Op.COUNT, found, number=Decimal((len(found) + 1) // 2))
        ),
    )


CONDITIONS = st.recursive(LEAVES, _nodes, max_leaves=7)
KNOWN = st.fixed_dictionaries(
    {},
    optional={
        **{name: st.sampled_from(list(Answer)) for name in NAMES},
        "e": st.sampled_from([*DOMAINS["e"], frozenset({"x", UNSURE}), frozenset({UNSURE})]),
    },
)


def completions(known: Mapping[str, FactValue]) -> Iterator[dict[str, FactValue]]:
    """Every way in which the open facts may turn out."""
    choices = []
    for name, domain in DOMAINS.items():
        value = known.get(name)
        if value is None or value == Answer.UNKNOWN:
            choices.append(domain)
        elif isinstance(value, frozenset) and UNSURE in value:
            choices.append(
                tuple(each for each in domain if value - {UNSURE} <= each)  # type: ignore[operator]
            )
        else:
            choices.append((value,))
    for chosen in product(*choices):
        yield dict(zip(DOMAINS, chosen, strict=True))


def worked_out(condition: Condition, known: Mapping[str, FactValue]) -> tuple[Truths, int, Network]:
    network = Network(small())
    place = network.place(condition)
    return Truths(network, understood(small(), known), DAY), place, network


def really(condition: Condition, known: Mapping[str, FactValue]) -> bool:
    """Two-valued truth, written down anew."""
    parts = [really(part, known) for part in condition.parts]
    match condition.op:
        case Op.ALL:
            return all(parts)
        case Op.ANY:
            return any(parts)
        case Op.NOT:
            return not parts[0]
        case Op.COUNT:
            return sum(parts) >= condition.number
        case _:
            value = known[condition.name]
            chosen = value if isinstance(value, frozenset) else {value}
            return bool(set(condition.values) & chosen)


@given(CONDITIONS, KNOWN)
@settings(deadline=None, max_examples=60)
def test_that_what_is_settled_holds_for_every_completion(
    condition: Condition, known: dict[str, FactValue]
) -> None:
    truths, place, _network = worked_out(condition, known)
    found = {really(condition, each) for each in completions(known)}
    if truths.of(place) is not None:
        assert found == {truths.of(place)}
    if len(found) == 2:
        assert as_answer(truths.of(place)) is Answer.UNKNOWN


@given(CONDITIONS)
@settings(deadline=None, max_examples=60)
def test_that_full_knowledge_settles_everything(condition: Condition) -> None:
    network = Network(small())
    place = network.place(condition)
    for known in completions({}):
        assert Truths(network, known, DAY).of(place) is really(condition, known)


def mattering(condition: Condition, known: Mapping[str, FactValue]) -> set[str]:
    """The open facts for which two completions that differ in nothing else differ in truth."""
    all_of_them = [(each, really(condition, each)) for each in completions(known)]
    return {
        name
        for name in DOMAINS
        for first, one in all_of_them
        for second, other in all_of_them
        if one != other and all((first[each] == second[each]) != (each == name) for each in DOMAINS)
    }


@given(CONDITIONS, KNOWN)
@settings(deadline=None, max_examples=60)
def test_that_no_fact_that_matters_is_missed(
    condition: Condition, known: dict[str, FactValue]
) -> None:
    truths, place, network = worked_out(condition, known)
    assert mattering(condition, known) <= set(network.names(truths.behind(place)))


@st.composite
def read_once(draw: st.DrawFn) -> Condition:
    """A condition in which every fact stands once."""
    left = list(draw(st.permutations(NAMES)))
    found = [leaf(name) for name in left[: draw(st.integers(1, 4))]]
    while len(found) > 1:
        op = draw(st.sampled_from([Op.ALL, Op.ANY]))
        joined = Condition(op, (found.pop(), found.pop()))
        found.append(Condition(Op.NOT, (joined,)) if draw(st.booleans()) else joined)
    return found[0]


@given(read_once(), KNOWN)
@settings(deadline=None, max_examples=60)
def test_that_only_what_matters_is_asked_where_every_fact_stands_once(
    condition: Condition, known: dict[str, FactValue]
) -> None:
    truths, place, network = worked_out(condition, known)
    opened = truths.of(place) is None
    named = set(network.names(truths.behind(place))) if opened else set()
    assert named == mattering(condition, known)


def rule(name: str, when: Condition, law_class: LegalClass) -> Rule:
    return Rule(
        id=name,
        section="s",
        norm="§",
        when=when,
        text=name,
        law_class=law_class,
        clarify="?",
        sources=("q",),
        checked_on=DAY,
        confidence=Confidence.A,
    )


@given(CONDITIONS, CONDITIONS, st.sampled_from(list(completions({}))))
@settings(deadline=None, max_examples=60)
def test_that_asking_ends_with_everything_settled(
    first: Condition, second: Condition, truth: dict[str, FactValue]
) -> None:
    engine = LawEngine(
        small(rule("R1", first, LegalClass.FORBIDDEN), rule("R2", second, LegalClass.MINIMAL))
    )
    known: dict[str, FactValue] = {}
    while asked := next_questions(known, engine, DAY):
        assert asked[0] not in known
        known[asked[0]] = truth[asked[0]]
    truths = engine.truths(known, DAY)
    assert truths.of(engine.rules[0].when) is really(first, truth)
    if truths.of(engine.rules[0].when) is False:
        assert truths.of(engine.rules[1].when) is really(second, truth)


def test_that_a_doubt_is_passed_over_and_the_rest_is_still_asked() -> None:
    both = Condition(Op.ALL, (leaf("a"), leaf("b")))
    engine = LawEngine(small(rule("R1", both, LegalClass.FORBIDDEN)))
    assert next_questions({}, engine, DAY) == ("a",)
    assert next_questions({"a": Answer.UNKNOWN}, engine, DAY) == ("b",)
    assert next_questions({"a": Answer.UNKNOWN, "b": Answer.UNKNOWN}, engine, DAY) == ()
    assert next_questions({"a": Answer.NO}, engine, DAY) == ()


def test_that_what_the_edition_does_not_know_counts_as_unknown_never_as_no() -> None:
    known = understood(
        small(),
        {
            "a": "vielleicht",
            "e": frozenset({"x", "older"}),
            "gone": Answer.YES,
            "b": Answer.UNKNOWN,
        },
    )
    assert known == {"e": frozenset({"x", UNSURE})}
    truths, place, _network = worked_out(leaf("e", "y"), {"e": frozenset({"x", "older"})})
    assert truths.of(place) is None


def test_that_equal_conditions_stand_in_the_network_once() -> None:
    network = Network(small())
    both = Condition(Op.ALL, (leaf("a"), leaf("b")))
    assert network.place(both) == network.place(Condition(Op.ALL, (leaf("a"), leaf("b"))))
    assert len(network.nodes) == 3
