"""What the page of funding shows, as frozen data."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from kihub_desktop.domain.phrases import Phrase, Value, phrase
from kihub_desktop.ui.use_case_choice import UseCaseChoice

NO_USE_CASE = phrase("Förderung gehört zu einem Anwendungsfall; noch ist keiner angelegt.")


@dataclass(frozen=True)
class FundingState:
    """`missing` says why nothing can be matched yet."""

    missing: Phrase | None = None
    choices: tuple[UseCaseChoice, ...] = ()
    chosen: UUID | None = None
    subtitle: Value = ""
