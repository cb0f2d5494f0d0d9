"""The records of the legal check and the IT security quick check."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from kihub_desktop.domain import choices
from kihub_desktop.domain.fields import Holds, Record, record_kind, recorded


@record_kind("legal_fact", "Angabe zum Recht", "Angaben zum Recht")
@dataclass(frozen=True, kw_only=True)
class LegalFact(Record):
    """The answer to one legal question; id = slot of (use case or company, fact).

    `use_case` is None for what holds for the whole company. `value` is „ja“, „nein“, „unbekannt“
    or the key of an option of the catalogue; `edition` is that of the catalogue it was given to.
    """

    use_case: UUID | None = recorded("Anwendungsfall", Holds.LINK, since=3)
    fact: str | None = recorded("Frage", since=3)
    value: str | None = recorded("Wert", since=3)
    note: str | None = recorded("Notiz", Holds.LONG_TEXT, since=3)
    edition: str | None = recorded("Ausgabe", since=3)


@record_kind("security_answer", "Angabe zur IT-Sicherheit", "Angaben zur IT-Sicherheit")
@dataclass(frozen=True, kw_only=True)
class SecurityAnswer(Record):
    """The answer to one item of the IT security quick check; id = slot of (company, item)."""

    item: str | None = recorded("Frage", since=3)
    answer: choices.CheckAnswer | None = recorded(
        "Antwort", Holds.CHOICE, choices=choices.CheckAnswer, since=3
    )
    note: str | None = recorded("Notiz", Holds.LONG_TEXT, since=3)
    edition: str | None = recorded("Ausgabe", since=3)
