"""Which use cases a page of step 4 offers, and which of them it shows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from kihub_desktop.domain.phrases import phrase
from kihub_desktop.services.use_cases import UseCaseService

NO_COMPANY = phrase("Wählen Sie zuerst ein Unternehmen.")


@dataclass(frozen=True)
class UseCaseChoice:
    id: UUID
    title: str


def choices_of(use_cases: UseCaseService, company: UUID) -> tuple[UseCaseChoice, ...]:
    """The use cases of a company in their recorded order."""
    found = use_cases.of_company(company).records
    return tuple(UseCaseChoice(each.id, each.title or "") for each in found)


def chosen_of(choices: Sequence[UseCaseChoice], wanted: UUID | None) -> UUID | None:
    """The wanted use case if it is there, else the first one; None without any."""
    known = [each.id for each in choices]
    return wanted if wanted in known else next(iter(known), None)
