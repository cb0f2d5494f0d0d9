"""Data quick tests: run beside this process, kept as a profile, adopted for a use case."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

from kihub_desktop.domain.changes import Changes
from kihub_desktop.domain.choices import Evidence, Level, SourceRole
from kihub_desktop.domain.identity import slot_id
from kihub_desktop.domain.phrases import phrase
from kihub_desktop.domain.positions import next_position
from kihub_desktop.domain.progress import Progress, silent
from kihub_desktop.domain.quick_test_records import QuickTestRecord
from kihub_desktop.domain.records import DataSource, Finding, SourceLink, UseCase
from kihub_desktop.domain.refusals import Reason, Refused
from kihub_desktop.services.records import RecordService
from kihub_desktop.store.unit_of_work import UnitOfWork, writing_to
from kihub_desktop.store.workspace import Workspace

if TYPE_CHECKING:
    from kihub_desktop.analysis.data_check.check import DataCheck
    from kihub_desktop.services.quick_test_process import QuickTested

_LABEL = "label"
_BEST_LABEL = 4
"""„Vollständig und geprüft“ (5) cannot be seen from a sample."""
_PLACES = Decimal("0.0001")


@dataclass(frozen=True)
class FileChoice:
    """A file to be tested; `excluded` columns are never learned from."""

    path: Path
    table: str = ""
    target: str = ""
    excluded: tuple[str, ...] = ()
    group: str = ""


@dataclass(frozen=True)
class Adoption:
    """What a result is adopted for. Without `source` a new data source is recorded."""

    use_case: UUID
    source: UUID | None = None
    says_personal: bool = False


class DataCheckService(RecordService[QuickTestRecord]):
    """The rows of a customer's table never enter the workspace; only what they showed does."""

    def __init__(self, workspace: Workspace, today: Callable[[], date]) -> None:
        super().__init__(workspace, QuickTestRecord)
        self._today = today

    def tables(self, path: Path) -> tuple[str, ...]:
        """The tables or sheets that a file offers; empty where there is only one."""
        from kihub_desktop.imports.frames import tables_of

        return tables_of(path)

    def test(self, chosen: FileChoice, progress: Progress = silent) -> QuickTested:
        """Tests a file in a process of its own; Refused with one sentence, or Cancelled."""
        from kihub_desktop.services.quick_test_process import run_quick_test
        from kihub_desktop.services.quick_test_worker import Wanted

        wanted = Wanted(
            chosen.path, self._today(), chosen.table, chosen.target, chosen.excluded, chosen.group
        )
        return run_quick_test(wanted, progress)

    def keep(
        self, company: UUID, tested: QuickTested, record: UUID | None = None
    ) -> tuple[UUID, Changes]:
        """Records the profile: a new test, or a further question put to the same file.

        An adopted test stays what a verdict rests on; a further question then makes a new one.
        """
        values = {
            "name": tested.found.profile.origin.name,
            "checked_on": self._today(),
            "target": tested.found.question.target or None,
            "result": tested.text,
        }
        before = self.get(company, record) if record else None
        if record is None or before is None or before.use_case is not None:
            return self.create(company, **values)
        with writing_to(self._workspace) as work:
            work.set(QuickTestRecord, company, record, **values)
        return record, work.changes

    def adopt(self, company: UUID, record: UUID, as_of: int, wanted: Adoption) -> Changes:
        """Writes grades, readiness and skill into the use case, as one step that can be undone.

        Refused UNKNOWN_RECORD if test or use case are gone, UNFIT_VALUE for a foreign result.
        """
        with writing_to(self._workspace, as_of) as work:
            test = work.view.get(QuickTestRecord, company, record)
            if test is None or work.view.get(UseCase, company, wanted.use_case) is None:
                raise Refused(
                    Reason.UNKNOWN_RECORD, phrase("Der Eintrag ist nicht mehr vorhanden.")
                )
            found = result_of(test)
            if found is None:
                raise Refused(Reason.UNFIT_VALUE, UNREADABLE)
            source = wanted.source or self._new_source(work, test)
            _describe(work, company, source, wanted, found)
            _link(work, company, source, wanted.use_case, found)
            low, high = skill_of(found)
            work.set(
                QuickTestRecord,
                company,
                record,
                source=source,
                use_case=wanted.use_case,
                skill_low=low,
                skill_high=high,
            )
        return work.changes

    def _new_source(self, work: UnitOfWork, test: QuickTestRecord) -> UUID:
        identifier = self._workspace.new_id()
        sources = work.view.of_company(DataSource, test.company)
        work.set(
            DataSource,
            test.company,
            identifier,
            name=test.name,
            position=next_position([each.position for each in sources]),
        )
        return identifier


UNREADABLE = phrase("Das Ergebnis stammt aus einer neueren Fassung und ist hier nicht lesbar.")


def result_of(record: QuickTestRecord) -> DataCheck | None:
    """What a recorded test found; None if the text is none that this version knows."""
    from kihub_desktop.services.quick_test_text import UnfitResult, read

    try:
        return read(record.result or "")
    except UnfitResult:
        return None


def skill_of(found: DataCheck) -> tuple[Decimal | None, Decimal | None]:
    """The interval of the skill as it is recorded; nothing where nothing could be learned from."""
    skill = found.learning.skill if found.learning else None
    if skill is None:
        return None, None
    low, high = (Decimal(str(round(each, 6))).quantize(_PLACES) for each in (skill.low, skill.high))
    return low, high


def newest(tests: Iterable[QuickTestRecord]) -> QuickTestRecord | None:
    """The adopted test that counts for a use case: the last one with an interval."""
    known = [each for each in tests if each.skill_low is not None and each.skill_high is not None]
    return max(known, key=lambda each: (each.checked_on or date.min, str(each.id)), default=None)


def last_adopted(tests: Iterable[QuickTestRecord]) -> QuickTestRecord | None:
    """The adopted test to be shown: the newest, also one that learned nothing."""
    return max(tests, key=lambda each: (each.checked_on or date.min, str(each.id)), default=None)


def _describe(
    work: UnitOfWork, company: UUID, source: UUID, wanted: Adoption, found: DataCheck
) -> None:
    values: dict[str, Any] = {"export_seen": True}
    if wanted.says_personal and found.profile.personal:
        values["personal_data"] = True
    work.set(DataSource, company, source, **values)


def _link(work: UnitOfWork, company: UUID, source: UUID, use_case: UUID, found: DataCheck) -> None:
    """Grades and readiness of the source for this use case; what the sample cannot tell stays."""
    from kihub_desktop.analysis.data_check.result import Quality

    slot = slot_id("source_link", use_case, str(source))
    linked = work.view.get(SourceLink, company, slot)
    values: dict[str, Any] = {
        each.quality.value: Level(str(each.level))
        for each in found.profile.grades
        if each.level is not None and each.quality is not Quality.LABELS
    }
    if linked is None or linked.role is None:
        values["role"] = SourceRole.NECESSARY
    work.set(
        SourceLink,
        company,
        slot,
        use_case=use_case,
        source=source,
        readiness=found.profile.readiness,
        evidence=Evidence.DOCUMENT,
        **values,
    )
    label = next(each for each in found.profile.grades if each.quality is Quality.LABELS)
    if label.level is not None and found.learning is not None:
        work.set(
            Finding,
            company,
            slot_id("finding", use_case, _LABEL),
            use_case=use_case,
            key=_LABEL,
            value=str(min(_BEST_LABEL, label.level)),
            evidence=Evidence.DOCUMENT,
        )
