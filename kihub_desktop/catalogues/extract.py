"""Finds the sentences of a catalogue that need a translation; Babel calls it as an extractor."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import BinaryIO

import yaml

from kihub_desktop.catalogues.cash_lines import TRANSLATED as CASH_LINES
from kihub_desktop.catalogues.criteria import TRANSLATED as CRITERIA
from kihub_desktop.catalogues.dma import TRANSLATED as DMA
from kihub_desktop.catalogues.findings import TRANSLATED as FINDINGS
from kihub_desktop.catalogues.funding import TRANSLATED as FUNDING
from kihub_desktop.catalogues.it_security import TRANSLATED as IT_SECURITY
from kihub_desktop.catalogues.law import TRANSLATED as LAW
from kihub_desktop.catalogues.measures import TRANSLATED as MEASURES
from kihub_desktop.catalogues.method_texts import method_texts
from kihub_desktop.catalogues.partners import TRANSLATED as PARTNERS
from kihub_desktop.catalogues.templates import TRANSLATED as TEMPLATES
from kihub_desktop.catalogues.training import TRANSLATED as TRAINING
from kihub_desktop.catalogues.use_case_templates import TRANSLATED as USE_CASE_TEMPLATES

# By kind of catalogue: the keys whose texts a reader sees. The method has sections besides keys.
TRANSLATED: Mapping[str, frozenset[str]] = {
    "readiness": frozenset(
        {
            "title",
            "name",
            "short_name",
            "indicator",
            "question",
            "meaning",
            "follow_ups",
            "sentence",
            "evidence_hint",
        }
    ),
    "findings": frozenset(FINDINGS.split()),
    "criteria": frozenset(CRITERIA.split()),
    "dma": frozenset(DMA.split()),
    "law": frozenset(LAW.split()),
    "measures": frozenset(MEASURES.split()),
    "partners": frozenset(PARTNERS.split()),
    "sme": frozenset(),
    "templates": frozenset(TEMPLATES.split()),
    "training": frozenset(TRAINING.split()),
    "cash_lines": frozenset(CASH_LINES.split()),
    "funding": frozenset(FUNDING.split()),
    "it_security": frozenset(IT_SECURITY.split()),
    "use_case_templates": frozenset(USE_CASE_TEMPLATES.split()),
}
Found = tuple[int, None, str, list[str]]


def extract_catalogue(
    source: BinaryIO,
    keywords: Collection[str],  # noqa: ARG001 - Babel passes four arguments
    comment_tags: Collection[str],  # noqa: ARG001
    options: Mapping[str, str],
) -> Iterator[Found]:
    """Line, no function, message and its entry („D3.2“) for each text of a catalogue file.

    `options["fields"]` names the keys with texts if the kind of catalogue is not in TRANSLATED;
    ValueError if neither does.
    """
    root = yaml.compose(source.read().decode("utf-8"), Loader=yaml.SafeLoader)
    if not isinstance(root, yaml.MappingNode):
        return
    kind = _plain(root, "kind")
    if kind == "method":
        yield from method_texts(root)
        return
    named = frozenset(options.get("fields", "").split())
    if not named and kind not in TRANSLATED:
        raise ValueError(f"nobody has said which keys of a catalogue of kind {kind!r} are texts")
    yield from _texts(root, named or TRANSLATED[kind], "")


def _plain(node: yaml.MappingNode, key: str) -> str:
    for name, value in node.value:
        if name.value == key and isinstance(value, yaml.ScalarNode):
            return str(value.value)
    return ""


def _texts(node: yaml.MappingNode, fields: Collection[str], entry: str) -> Iterator[Found]:
    entry = _plain(node, "id") or _plain(node, "key") or entry
    for name, value in node.value:
        items = value.value if isinstance(value, yaml.SequenceNode) else [value]
        for item in items:
            if isinstance(item, yaml.MappingNode):
                yield from _texts(item, fields, entry)
            elif name.value in fields and isinstance(item, yaml.ScalarNode):
                yield item.start_mark.line + 1, None, item.value, [entry] if entry else []
