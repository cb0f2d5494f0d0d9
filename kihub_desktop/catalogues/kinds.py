"""The kinds of catalogues: which file, which reader, where its entries stand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

from kihub_desktop.domain.phrases import Phrase, phrase


@dataclass(frozen=True)
class CatalogueKind:
    """One kind; nothing of its reader is imported before it is asked for.

    `entries` are the lists whose items count as entries („dimensions.questions“); without any
    the whole file is one entry.
    """

    kind: str
    title: Phrase
    reader: str
    entries: tuple[str, ...] = ()

    @property
    def file(self) -> str:
        return f"{self.kind}.yaml"

    @property
    def module(self) -> str:
        return self.reader.partition(":")[0]

    def load(self) -> Callable[[Path], Any]:
        """What reads and checks a file of this kind."""
        name = self.reader.partition(":")[2]
        found: Callable[[Path], Any] = getattr(_reader(self.module), name)
        return found

    def naming(self) -> Any:
        """How the reader calls the fields of its entries."""
        return getattr(_reader(self.module), "NAMING", None)


def _reader(module: str) -> Any:
    return import_module(f"kihub_desktop.catalogues.{module}")


# One line per kind, those that others refer to first.
KINDS: tuple[CatalogueKind, ...] = (
    CatalogueKind("method", phrase("Methode"), "method:load_method", ("indicators",)),
    CatalogueKind(
        "readiness",
        phrase("Fragen zum Reifegrad"),
        "questionnaire:load_questionnaire",
        ("dimensions.questions",),
    ),
    CatalogueKind("findings", phrase("Angaben"), "findings:load_findings", ("findings",)),
    CatalogueKind("measures", phrase("Maßnahmen"), "measures:load_measures", ("measures",)),
    CatalogueKind("criteria", phrase("Kriterien"), "criteria:load_criteria", ("criteria",)),
    CatalogueKind("dma", phrase("EU-DMA"), "dma:load_dma", ("dimensions.questions", "profiles")),
    CatalogueKind(
        "cash_lines", phrase("Kosten und Nutzen"), "cash_lines:load_cash_lines", ("groups",)
    ),
    CatalogueKind("templates", phrase("Vorlagen"), "templates:load_templates", ("sectors",)),
    CatalogueKind(
        "law",
        phrase("Recht"),
        "law:load_law",
        ("rules", "duties", "facts", "fines", "uncertainties"),
    ),
    CatalogueKind(
        "it_security", phrase("IT-Sicherheit"), "it_security:load_it_security", ("questions",)
    ),
    CatalogueKind(
        "funding", phrase("Förderung"), "funding:load_funding", ("programmes", "combinations")
    ),
    CatalogueKind("partners", phrase("Partner"), "partners:load_partners", ("partners", "pilots")),
    CatalogueKind("training", phrase("Weiterbildung"), "training:load_training", ("offers",)),
    CatalogueKind(
        "use_case_templates",
        phrase("Vorlagen für Anwendungsfälle"),
        "use_case_templates:load_use_case_templates",
        ("templates", "evidence"),
    ),
    CatalogueKind("sme", phrase("Größenklassen"), "sme:load_sme_thresholds"),
)


def kind_of(name: str) -> CatalogueKind:
    """The kind of this name; KeyError if there is none."""
    for each in KINDS:
        if each.kind == name:
            return each
    raise KeyError(name)
