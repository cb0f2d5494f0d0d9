"""How well the answers of a verdict are evidenced, as a tree of them (method.md 8.4)."""

from __future__ import annotations

from collections.abc import Sequence

from kihub_desktop.analysis.explanation import Node, NodeKind
from kihub_desktop.analysis.verdict.certainty import SEEN, Certainty
from kihub_desktop.analysis.verdict.sheet import Sheet
from kihub_desktop.analysis.verdict.tree import leaf_of
from kihub_desktop.domain.phrases import Amount, Phrase, phrase


def evidence_tree(sheet: Sheet, certainty: Certainty) -> Node:
    """All given answers: those to evidence better, those that were only said, those seen."""
    given = [key for key in sheet.required if key in sheet.origins]
    weak = [key for key in given if key in certainty.weak_keys]
    rest = [key for key in given if key not in certainty.weak_keys]
    said = [key for key in rest if sheet.origins[key].evidence < SEEN]
    seen = [key for key in rest if sheet.origins[key].evidence >= SEEN]
    groups = (
        ("weak", phrase("besser belegen: entscheidet das Urteil"), weak),
        ("said", phrase("nur gesagt"), said),
        ("seen", phrase("gesehen oder belegt"), seen),
    )
    return Node(
        id="evidence",
        kind=NodeKind.COMPONENT,
        label=phrase("Belege der Angaben"),
        value=phrase("{k} von {m}", k=certainty.seen, m=certainty.given),
        rule="8.4",
        edition=sheet.plan.method.edition,
        children=tuple(_group(*group, sheet) for group in groups if group[2]),
    )


def _group(name: str, label: Phrase, keys: Sequence[str], sheet: Sheet) -> Node:
    return Node(
        id=name,
        kind=NodeKind.COMPONENT,
        label=label,
        value=Amount(len(keys)),
        rule="8.4",
        edition=sheet.plan.method.edition,
        children=tuple(leaf_of(key, sheet) for key in keys),
    )
