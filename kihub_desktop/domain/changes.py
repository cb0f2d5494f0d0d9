"""What a service method touched: one signal carries it, whoever caused the change."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID


class Origin(StrEnum):
    TYPING = "typing"
    UNDO = "undo"
    SYNC = "sync"
    STICK = "stick"
    IMPORT = "import"


@dataclass(frozen=True)
class Changes:
    """The kinds of records and the companies that were touched.

    No company means that the change belongs to no single one (settings, catalogues).
    """

    kinds: frozenset[str]
    companies: frozenset[UUID]
    origin: Origin

    @classmethod
    def none(cls) -> Changes:
        return cls(frozenset(), frozenset(), Origin.TYPING)

    def __bool__(self) -> bool:
        return bool(self.kinds)

    def __or__(self, other: Changes) -> Changes:
        """Both together; the origin is that of the first which touched anything."""
        if not other:
            return self
        if not self:
            return other
        return Changes(self.kinds | other.kinds, self._companies_with(other), self.origin)

    def _companies_with(self, other: Changes) -> frozenset[UUID]:
        # "No single company" is the wider statement and has to survive the union.
        if not self.companies or not other.companies:
            return frozenset()
        return self.companies | other.companies

    def touch(self, kinds: Collection[str], company: UUID | None = None) -> bool:
        """Whether a reader of these kinds (and of this company, if given) has to read again."""
        if self.kinds.isdisjoint(kinds):
            return False
        return company is None or not self.companies or company in self.companies
