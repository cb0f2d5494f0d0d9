"""What was agreed on the conditions of a verdict: shown, asked for and saved."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from kihub_desktop.domain.changes import Changes
from kihub_desktop.domain.phrases import Phrase, Value, phrase
from kihub_desktop.domain.records import Condition as Agreement
from kihub_desktop.services.use_cases import UseCaseService
from kihub_desktop.ui.pages.feasibility.state import ConditionLine
from kihub_desktop.ui.record_entry import Entries, KeptTexts, RecordEntry

if TYPE_CHECKING:  # numpy loads with the first verdict, not with the window
    from kihub_desktop.analysis.verdict.conditions import Condition
    from kihub_desktop.analysis.verdict.views import Verdict
    from kihub_desktop.domain.method import Method
    from kihub_desktop.services.feasibility import Judged

_WHO_AND_WHEN = (("owner", "due"),)
_REFUSAL = (("impossible", "decided_by"), ("reason",))
_NEEDED = phrase("Wer „nicht erfüllbar“ sagt, nennt Grund und Namen.")


@dataclass(frozen=True)
class AgreementDraft:
    """A dialog for one condition; `rows` are the fields it has."""

    use_case: UUID
    family: str
    title: Phrase
    rows: tuple[tuple[str, ...], ...]
    entries: Entries
    who: Value
    due: date
    as_of: int
    recorded: Agreement | None


class Agreements:
    """Reads and saves what was agreed; a condition is met by its answer, never by a tick."""

    def __init__(
        self,
        use_cases: UseCaseService,
        publish: Callable[[Changes], None],
        today: Callable[[], date],
        kept: KeptTexts,
    ) -> None:
        self._use_cases = use_cases
        self._publish = publish
        self._entry = RecordEntry(Agreement, today, kept)

    def draft(
        self, judged: Judged, code: str, contested: Mapping[UUID, frozenset[str]]
    ) -> AgreementDraft | None:
        """The dialog of a condition; None if it no longer stands."""
        found = next((each for each in judged.verdict.conditions if each.code == code), None)
        if found is None:
            return None
        recorded = judged.agreed.get(found.family)
        company = judged.use_case.company
        if recorded is None:
            entries = self._entry.blank(company)
        else:
            entries = self._entry.entries(recorded, contested.get(recorded.id, frozenset()))
        rows = (*_WHO_AND_WHEN, *(_REFUSAL if can_be_refused(found) else ()))
        return AgreementDraft(
            judged.use_case.id,
            found.family,
            found.text,
            rows,
            entries,
            found.role_name,
            found.due,
            judged.as_of,
            recorded,
        )

    def check(self, name: str, text: str) -> Value | None:
        return self._entry.read(name, text).problem

    def save(
        self, company: UUID, draft: AgreementDraft, texts: Mapping[str, str]
    ) -> dict[str, Value]:
        """Saves what was changed; sentences about wrong texts, none if all was saved."""
        read = self._entry.read_all(texts)
        problems = dict(read.problems)
        if not problems:
            problems = _unnamed(draft.recorded, read.values)
        if not problems and read.values:
            self._publish(
                self._use_cases.settle_condition(
                    company, draft.use_case, draft.family, draft.as_of, **read.values
                )
            )
        return problems


def _unnamed(recorded: Agreement | None, values: Mapping[str, Any]) -> dict[str, Value]:
    """What a refusal still lacks; without reason and name it would not count."""

    def now(name: str) -> Any:
        return values[name] if name in values else getattr(recorded, name, None)

    if not now("impossible"):
        return {}
    return {name: _NEEDED for name in ("reason", "decided_by") if not (now(name) or "").strip()}


def can_be_refused(condition: Condition) -> bool:
    """Whether „nicht erfüllbar“ may be said of it (method.md 8.1)."""
    from kihub_desktop.analysis.verdict.conditions import ConditionKind
    from kihub_desktop.analysis.verdict.rules import UNREFUSABLE

    if condition.kind == ConditionKind.KNOCKOUT:
        return bool(condition.cause)
    return condition.kind != ConditionKind.SUPPLEMENT and condition.code not in UNREFUSABLE


def condition_line(condition: Condition, agreed: Agreement | None) -> ConditionLine:
    """A condition with what was agreed, else with what the method proposes."""
    owner, due = (agreed.owner, agreed.due) if agreed else (None, None)
    pillar = f"pillar:{condition.pillar.value}"
    return ConditionLine(
        code=condition.code,
        kind=_kind(condition),
        text=condition.text,
        why=condition.why,
        who=owner or condition.role_name,
        due=due or condition.due,
        owner_agreed=bool(owner),
        due_agreed=due is not None,
        address=condition.answer_ids[0] if condition.answer_ids else pillar,
    )


def _kind(condition: Condition) -> Phrase | None:
    from kihub_desktop.analysis.verdict.conditions import ConditionKind

    if condition.kind == ConditionKind.KNOCKOUT:
        return phrase("K.-o.-Kriterium")
    return phrase("Datenprojekt") if condition.kind == ConditionKind.TRIGGER else None


def fulfilled(
    verdict: Verdict, agreed: Mapping[str, Agreement], method: Method
) -> tuple[Phrase, ...]:
    """What was agreed and no longer stands, in pillars whose answers are all there."""
    standing = {each.family for each in verdict.conditions}
    known = {view.pillar.value for view in verdict.pillars if not view.is_open}
    lines = []
    for family in sorted(agreed.keys() - standing):
        text, pillar = _about(family, method)
        if text is None or pillar not in known:
            continue
        sentence = phrase("{text}: erfüllt", text=text)
        if agreed[family].impossible:
            sentence = phrase(
                "{text}: als nicht erfüllbar erklärt, zurzeit ohne Wirkung", text=text
            )
        lines.append(sentence)
    return tuple(lines)


def _about(family: str, method: Method) -> tuple[Phrase | None, str]:
    """What a family asks for, in words without values, and its pillar."""
    row = next((each for each in method.indicators if each.id == family), None)
    if row is not None:
        return Phrase(row.text), row.pillar
    entry = method.conditions.get("RA1" if family == "RA" else family)
    if entry is None:
        return None, ""
    words = entry.step if "{" in entry.text else entry.text
    first = family[0]
    return Phrase(words), first if first in "DTWOR" else "R"
