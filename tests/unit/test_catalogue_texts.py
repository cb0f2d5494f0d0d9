"""What a catalogue shows is what the extraction finds: no sentence lacks its English unseen."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from kihub_desktop.catalogues.dma import current_dma
from kihub_desktop.catalogues.extract import TRANSLATED, extract_catalogue
from kihub_desktop.catalogues.funding import current_funding
from kihub_desktop.catalogues.it_security import current_it_security
from kihub_desktop.catalogues.law import current_law
from kihub_desktop.catalogues.loading import read_document
from kihub_desktop.catalogues.measures import current_measures
from kihub_desktop.catalogues.partners import current_partners
from kihub_desktop.catalogues.training import current_training
from kihub_desktop.paths import resources

CATALOGUES = resources() / "catalogues"
SHOWN: dict[str, Callable[[], Iterable[str]]] = {
    "dma": lambda: current_dma().texts(),
    "funding": lambda: current_funding().texts(),
    "it_security": lambda: current_it_security().texts(),
    "law": lambda: current_law().texts(),
    "measures": lambda: current_measures().texts(),
    "partners": lambda: current_partners().texts(),
    "training": lambda: current_training().texts(),
}


def _extracted(path: Path) -> set[str]:
    with path.open("rb") as source:
        return {message for *_place, message, _notes in extract_catalogue(source, (), (), {})}


@pytest.mark.parametrize("kind", SHOWN)
def test_that_every_shown_sentence_is_extracted_and_no_other(kind: str) -> None:
    assert _extracted(CATALOGUES / f"{kind}.yaml") == set(SHOWN[kind]())


def test_that_the_texts_of_every_kind_of_catalogue_are_known() -> None:
    kinds = {str(read_document(path)["kind"]) for path in CATALOGUES.glob("*.yaml")}
    assert kinds - {"method"} <= set(TRANSLATED)
