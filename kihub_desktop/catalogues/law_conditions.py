"""Conditions of the law catalogue: a tree of YAML mappings whose leaves are short atoms.

An atom is `name`, `name=option`, `name=one|other`, `name>=50`, `name>50` or `ab:date`, each also
after „not “; a tree is {all: […]}, {any: […]}, {not: …} or {count_at_least: 2, of: […]}. Every
value is either read or refused with a reason; nothing is evaluated as code.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from decimal import Decimal
from typing import Any

from kihub_desktop.domain.law import Condition, Op
from kihub_desktop.domain.phrases import Phrase, phrase

MAX_DEPTH = 12
_ATOM = re.compile(
    r"(?P<not>not )?"
    r"(?:ab:(?P<date>[a-z0-9_]+)"
    r"|(?P<name>(?!not\b)[a-z0-9_]+)"
    r"(?:=(?P<values>[A-Za-z0-9_]+(?:\|[A-Za-z0-9_]+)*)|(?P<op>>=?)(?P<number>[0-9]{1,15}))?)",
    re.ASCII,
)
_LISTS = {"all": Op.ALL, "any": Op.ANY}


class Unreadable(Exception):
    """A condition that cannot be read; the reason is a sentence."""

    def __init__(self, reason: Phrase) -> None:
        super().__init__(reason.message)
        self.reason = reason


def read_condition(value: object, facts: Collection[str]) -> Condition:
    """The condition in a YAML value; Unreadable says why it is none.

    `facts` are the ids of the questions: a bare name that is none of them means a definition.
    """
    return _read(value, facts, MAX_DEPTH)


def as_mapping(condition: Condition) -> dict[str, Any]:
    """The condition as the mapping that the typed schema reads."""
    mapping: dict[str, Any] = {"op": condition.op.value}
    if condition.parts:
        mapping["parts"] = [as_mapping(part) for part in condition.parts]
    if condition.name:
        mapping["name"] = condition.name
    if condition.values:
        mapping["values"] = list(condition.values)
    if condition.number:
        mapping["number"] = str(condition.number)
    return mapping


def _read(value: object, facts: Collection[str], depth: int) -> Condition:
    if depth == 0:
        raise Unreadable(phrase("Die Bedingung ist zu tief verschachtelt."))
    if isinstance(value, str):
        return _atom(value, facts)
    if not isinstance(value, dict):
        raise Unreadable(phrase("Die Bedingung „{text}“ ist nicht lesbar.", text=str(value)[:60]))
    return _node(value, facts, depth)


def _node(value: dict[str, Any], facts: Collection[str], depth: int) -> Condition:
    keys = set(value)
    if len(keys) == 1 and keys <= set(_LISTS):
        ((key, parts),) = value.items()
        return Condition(_LISTS[key], tuple(_parts(parts, facts, depth)))
    if keys == {"not"}:
        return Condition(Op.NOT, (_read(value["not"], facts, depth - 1),))
    if keys == {"count_at_least", "of"}:
        parts = tuple(_parts(value["of"], facts, depth))
        count = value["count_at_least"]
        if type(count) is not int or not 0 < count <= len(parts):
            raise Unreadable(phrase("Die Anzahl passt nicht zu den Teilen der Bedingung."))
        return Condition(Op.COUNT, parts, number=Decimal(count))
    named = ", ".join(sorted(str(key) for key in keys))[:60]
    raise Unreadable(phrase("Die Bedingung „{text}“ ist nicht lesbar.", text=named))


def _parts(value: object, facts: Collection[str], depth: int) -> Iterator[Condition]:
    if not isinstance(value, list) or not value:
        raise Unreadable(phrase("Eine Bedingung hat keine Teile."))
    for part in value:
        yield _read(part, facts, depth - 1)


def _atom(text: str, facts: Collection[str]) -> Condition:
    found = _ATOM.fullmatch(text)
    if found is None:
        raise Unreadable(phrase("Die Bedingung „{text}“ ist nicht lesbar.", text=text[:60]))
    leaf = _leaf(found, facts)
    return Condition(Op.NOT, (leaf,)) if found["not"] else leaf


def _leaf(found: re.Match[str], facts: Collection[str]) -> Condition:
    if found["date"]:
        return Condition(Op.REACHED, name=found["date"])
    name = found["name"]
    if found["op"]:
        op = Op.AT_LEAST if found["op"] == ">=" else Op.ABOVE
        return Condition(op, name=name, number=Decimal(found["number"]))
    if found["values"]:
        return Condition(Op.FACT, name=name, values=tuple(found["values"].split("|")))
    if name in facts:
        return Condition(Op.FACT, name=name, values=("ja",))
    return Condition(Op.NAMED, name=name)
