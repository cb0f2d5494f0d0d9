"""What the company's page shows, as data without Qt."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

from kihub_desktop.domain.choices import Barrier
from kihub_desktop.domain.fields import Record, kind_named
from kihub_desktop.domain.phrases import Value
from kihub_desktop.domain.sme import SmeResult
from kihub_desktop.ui.pages.company.open_points import OpenPoints
from kihub_desktop.ui.pages.company.spellings import FieldQuestion
from kihub_desktop.ui.pages.company.templates_desk import QuestionLine, TemplateOffer
from kihub_desktop.ui.record_entry import Entries


@dataclass(frozen=True)
class ObstacleLine:
    """One of the thirteen obstacles; `entries` holds what was said about it, maybe nothing."""

    barrier: Barrier
    entries: Entries


@dataclass(frozen=True)
class CompanyPageState:
    """One company with its records; without one all else is empty.

    `versions` grow by kind of record whenever its list has to be shown anew.
    """

    company: UUID | None = None
    entries: Entries | None = None
    size: SmeResult | None = None
    questions: Mapping[str, FieldQuestion] = field(default_factory=dict)
    remarks: tuple[Value, ...] = ()
    age: Value = ""
    versions: Mapping[str, int] = field(default_factory=dict)
    counts: Mapping[str, int] = field(default_factory=dict)
    obstacles: tuple[ObstacleLine, ...] = ()
    offer: TemplateOffer | None = None
    asked: tuple[QuestionLine, ...] = ()
    points: OpenPoints = field(default_factory=OpenPoints)

    @property
    def question(self) -> FieldQuestion | None:
        """Which district a postcode lies in, as long as it is open."""
        return self.questions.get("district")


@dataclass(frozen=True)
class RecordDraft:
    """A record as a dialog opens with it; `record` is None for a new one."""

    kind: str
    record: UUID | None
    as_of: int
    entries: Entries
    focus: str = ""


Contested = Mapping[UUID, frozenset[str]]


def record_type(kind: str) -> type[Record]:
    """The class of a kind; LookupError if there is none."""
    found = kind_named(kind)
    if found is None:
        raise LookupError(kind)
    return found.record_type
