"""Reads the limits of the size classes and checks that they grow."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import astuple
from itertools import pairwise
from pathlib import Path

from kihub_desktop.catalogues.editions import current
from kihub_desktop.catalogues.errors import CatalogueProblem, entry, refuse
from kihub_desktop.catalogues.loading import Naming, read_document, validate
from kihub_desktop.domain.phrases import phrase
from kihub_desktop.domain.sme import SmeThresholds
from kihub_desktop.paths import resources

_NAMES = ("micro", "small", "medium", "small_mid_cap")


def load_sme_thresholds(path: Path | None = None) -> SmeThresholds:
    """The limits of one edition; CatalogueError names what is wrong.

    `path` defaults to the edition that comes with the product.
    """
    chosen = path or resources() / "catalogues" / "sme.yaml"
    thresholds = validate(SmeThresholds, read_document(chosen), chosen.name, Naming())
    refuse(_problems(thresholds, chosen.name))
    return thresholds


def current_sme_thresholds() -> SmeThresholds:
    """The newest sound edition, read once."""
    return current("sme", SmeThresholds)


def _problems(thresholds: SmeThresholds, file: str) -> Iterator[CatalogueProblem]:
    for name, (smaller, larger) in zip(_NAMES[1:], pairwise(thresholds.limits), strict=True):
        if any(low >= high for low, high in zip(astuple(smaller), astuple(larger), strict=True)):
            reason = phrase("Die Grenzen müssen über denen der kleineren Klasse liegen.")
            yield CatalogueProblem(file, entry(name), reason)
