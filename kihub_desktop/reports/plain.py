"""A report as plain dictionaries and lists, for the writers that need no types."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from kihub_desktop.reports.content import Block, ExplanationTree, Report


@dataclass(frozen=True)
class _Forms:
    words: Callable[[str], str]
    picture: Callable[[bytes], str]


def as_plain(
    report: Report, words: Callable[[str], str], picture: Callable[[bytes], str]
) -> dict[str, Any]:
    """The report with every text through `words` and every SVG through `picture`.

    A block carries its class name as "block"; an explanation tree is given as flat rows.
    """
    plain: dict[str, Any] = _plain(report, _Forms(words, picture))
    return plain


def _plain(value: object, forms: _Forms) -> Any:
    match value:
        case str():
            shown: Any = forms.words(value)
        case bytes():
            shown = forms.picture(value)
        case date():
            shown = value.isoformat()
        case tuple():
            shown = [_plain(item, forms) for item in value]
        case ExplanationTree():
            shown = _tree(value, forms)
        case None | bool() | int() | float():
            shown = value
        case _:
            shown = _fields(value, forms)
    return shown


def _fields(value: Any, forms: _Forms) -> dict[str, Any]:
    plain = {field.name: _plain(getattr(value, field.name), forms) for field in fields(value)}
    if isinstance(value, Block):
        plain["block"] = type(value).__name__
    return plain


def _tree(tree: ExplanationTree, forms: _Forms) -> dict[str, Any]:
    rows = [
        {
            "label": forms.words(shown.part.label),
            "value": forms.words(shown.part.value),
            "contribution": forms.words(shown.part.contribution),
            "evidence": forms.words(shown.part.evidence),
            "depth": shown.depth,
            "folded": shown.folded,
        }
        for shown in tree.flat()
    ]
    return {
        "block": "ExplanationTree",
        "caption": forms.words(tree.caption),
        "compact": tree.compact,
        "rows": rows,
    }
