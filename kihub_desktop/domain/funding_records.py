"""The records of funding: what it depends on and what was chosen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

import kihub_desktop.domain.records  # noqa: F401  its kinds come before these
from kihub_desktop.domain.fields import Holds, Record, record_kind, recorded
from kihub_desktop.domain.funding_choices import CostType, FundingStep


@record_kind("funding_case", "Förderung", "Angaben zur Förderung")
@dataclass(frozen=True, kw_only=True)
class FundingCase(Record):
    """What programmes ask about one use case; id = slot of the use case.

    `novelty` says whether something technically new is developed at a technical risk (research and
    development); without it an adoption of what can be bought is planned.
    """

    use_case: UUID | None = recorded("Anwendungsfall", Holds.LINK, since=3)
    novelty: bool | None = recorded("Technisch neu und riskant (FuE)", Holds.FLAG, since=3)
    institute: bool | None = recorded("Mit Hochschule oder Institut", Holds.FLAG, since=3)
    ordered: bool | None = recorded("Schon beauftragt oder begonnen", Holds.FLAG, since=3)
    ordered_on: date | None = recorded("Beauftragt am", Holds.DAY, since=3)
    training_hours: Decimal | None = recorded(
        "Umfang der Weiterbildung", Holds.DECIMAL, unit="Stunden", since=3
    )


@record_kind("funding_cost", "Geplante Kosten", "Geplante Kosten für die Förderung")
@dataclass(frozen=True, kw_only=True)
class FundingCost(Record):
    """What one kind of cost is planned at; id = slot of (use case, kind of cost).

    It stands in for what the business case would give.
    """

    use_case: UUID | None = recorded("Anwendungsfall", Holds.LINK, since=3)
    cost_type: CostType | None = recorded("Kostenart", Holds.CHOICE, choices=CostType, since=3)
    amount: Decimal | None = recorded("Geplant", Holds.MONEY, unit="€", since=3)


@record_kind("funding_choice", "Förderprogramm", "Gewählte Förderprogramme")
@dataclass(frozen=True, kw_only=True)
class FundingChoice(Record):
    """A programme chosen for a use case; id = slot of (use case, programme).

    `amount` stands in for the estimate, `edition` is the catalogue it was chosen by.
    """

    use_case: UUID | None = recorded("Anwendungsfall", Holds.LINK, since=3)
    programme: str | None = recorded("Programm", since=3)
    step: FundingStep | None = recorded("Stand", Holds.CHOICE, choices=FundingStep, since=3)
    amount: Decimal | None = recorded("Zuschuss", Holds.MONEY, unit="€", since=3)
    edition: str | None = recorded("Katalog", since=3)
    note: str | None = recorded("Notiz", Holds.LONG_TEXT, since=3)
