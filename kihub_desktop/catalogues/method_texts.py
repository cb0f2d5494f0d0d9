"""Finds the sentences of the method catalogue that need a translation; Babel may call it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import BinaryIO

import yaml

# Sections whose every value is a text, and keys whose text a reader sees wherever they stand.
SECTIONS = frozenset({"roles", "archetypes", "pillars", "grades", "knockouts"})
FIELDS = frozenset(
    {
        "title",
        "name",
        "label",
        "text",
        "step",
        "unit",
        "names",
        "level_names",
        "label_levels",
        "latency_names",
        "integration_levels",
        "owner_levels",
    }
)
Found = tuple[int, None, str, list[str]]


def extract_method(
    source: BinaryIO,
    keywords: Collection[str],  # noqa: ARG001 - Babel passes four arguments
    comment_tags: Collection[str],  # noqa: ARG001
    options: Mapping[str, str],  # noqa: ARG001
) -> Iterator[Found]:
    """Line, no function, message and its entry („D3.2“) for each text of the method."""
    root = yaml.compose(source.read().decode("utf-8"), Loader=yaml.SafeLoader)
    if isinstance(root, yaml.MappingNode):
        yield from method_texts(root)


def method_texts(root: yaml.MappingNode) -> Iterator[Found]:
    """The texts of a method that is already parsed."""
    yield from _texts(root, "", False)


def _texts(node: yaml.MappingNode, entry: str, all_values: bool) -> Iterator[Found]:
    for name, value in node.value:
        if name.value in ("id", "key", "code"):
            entry = str(value.value)
    for name, value in node.value:
        items = value.value if isinstance(value, yaml.SequenceNode) else [value]
        for item in items:
            if isinstance(item, yaml.MappingNode):
                yield from _texts(item, entry or name.value, name.value in SECTIONS)
            elif isinstance(item, yaml.ScalarNode) and (all_values or name.value in FIELDS):
                yield item.start_mark.line + 1, None, item.value, [entry] if entry else []
