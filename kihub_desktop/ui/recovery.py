"""After a crash: what was typed and not saved is offered, taken over, or given up on purpose."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import groupby
from uuid import UUID

from kihub_desktop.composition import Services
from kihub_desktop.domain.changes import Changes
from kihub_desktop.domain.fields import Record, kind_named, rules_of
from kihub_desktop.domain.open_text import OpenText
from kihub_desktop.domain.phrases import Joined, Value, phrase
from kihub_desktop.domain.refusals import Refused
from kihub_desktop.services.drafts import LeftOver
from kihub_desktop.texts import render
from kihub_desktop.ui.record_entry import Kept, KeptTexts, RecordEntry, Spelling

Spellings = Callable[[str], Mapping[str, Spelling]]
_PARENTS = frozenset({"use_case", "assessment"})


@dataclass(frozen=True)
class Found:
    """One place with unsaved texts; a record that was being entered has several.

    `can_take` is False where only copying helps: the record is gone, or nobody knows its parent.
    """

    place: Value
    lines: tuple[LeftOver, ...]
    can_take: bool

    def as_text(self) -> str:
        """For the clipboard: a line per field, a single text alone."""
        if len(self.lines) == 1:
            return self.lines[0].text.text
        return "\n".join(f"{render(each.label)}: {each.text.text}" for each in self.lines)


class Recovery:
    """Knows no Qt; `spellings` gives the special spellings of a kind (codes, places)."""

    def __init__(
        self,
        services: Services,
        kept: KeptTexts,
        publish: Callable[[Changes], None],
        spellings: Spellings,
    ) -> None:
        self._services, self._kept = services, kept
        self._publish, self._spellings = publish, spellings

    def found(self) -> tuple[Found, ...]:
        """What is to be decided. Wrong texts that had been kept are back in their fields."""
        left = self._services.drafts.described()
        wrong = [each.text for each in left if each.text.problem and each.text.record is not None]
        self._keep_again(wrong)
        open_texts = [each for each in left if each.text not in wrong and not self._is_saved(each)]
        return tuple(
            self._found(tuple(lines)) for _place, lines in groupby(open_texts, key=_place_of)
        )

    def take(self, found: Found) -> Value | None:
        """Saves what is a value, keeps what is none in its field; a sentence if nothing was."""
        text = found.lines[0].text
        try:
            if text.record is None:
                return self._create(found)
            self._save(text, text.record)
        except Refused as refusal:
            return refusal.message
        return None

    def give_up(self, found: Found) -> None:
        for each in found.lines:
            self._services.drafts.settle(each.text)

    # -- how ----------------------------------------------------------------------------------

    def _keep_again(self, wrong: list[OpenText]) -> None:
        if not wrong:
            return
        for each in wrong:
            if each.record is not None:
                self._kept.keep(each.record, each.field, Kept(each.text, each.problem))
        self._services.drafts.write(wrong)  # belongs to this run now, whatever happens next
        for each in wrong:
            self._services.drafts.settle(each)

    def _is_saved(self, left: LeftOver) -> bool:
        """The very text is recorded: the program ended between saving and forgetting it."""
        text = left.text
        if not left.exists or text.company is None or text.record is None:
            return False
        record_type = self._type(text)
        record = self._services.records(record_type).get(text.company, text.record)
        if record is None or text.field not in rules_of(record_type):
            return False
        entry = self._entry(text)
        read = entry.read(text.field, text.text)
        if read.problem is None and read.value == getattr(record, text.field):
            self._services.drafts.settle(text)
            return True
        return False

    def _found(self, lines: tuple[LeftOver, ...]) -> Found:
        first = lines[0]
        text = first.text
        subject = "" if text.kind == "company" else first.subject
        place: Value = Joined(tuple(each for each in (first.company, subject) if each), " · ")
        known = kind_named(text.kind)
        if known is None or text.company is None:
            return Found(place, lines, can_take=False)
        rules = rules_of(known.record_type)
        if text.record is None:
            return Found(place, lines, can_take=not _PARENTS & set(rules))
        special = text.kind == "finding" and text.field == "value"  # its question reads it
        return Found(place, lines, can_take=first.exists and not special and text.field in rules)

    def _save(self, text: OpenText, record: UUID) -> None:
        assert text.company is not None  # else it could not be taken
        service = self._services.records(self._type(text))
        as_of = service.of_company(text.company).as_of
        read = self._entry(text).take(record, text.field, text.text)
        if read.problem is None:
            self._publish(service.save(text.company, record, as_of, **{text.field: read.value}))
        self._services.drafts.settle(text)

    def _create(self, found: Found) -> Value | None:
        first = found.lines[0].text
        assert first.company is not None
        texts = {each.text.field: each.text.text for each in found.lines}
        readings = self._entry(first).read_all(texts)
        given = {name: value for name, value in readings.values.items() if value is not None}
        if not given:
            return phrase("Daraus wird noch kein Eintrag. Bitte kopieren und neu eintragen.")
        record, changes = self._services.records(self._type(first)).create(first.company, **given)
        for name, problem in readings.problems.items():
            self._kept.keep(record, name, Kept(texts[name], problem))
        self._publish(changes)
        self.give_up(found)
        return None

    def _entry(self, text: OpenText) -> RecordEntry[Record]:
        spellings = self._spellings(text.kind)
        return RecordEntry(self._type(text), self._services.today, self._kept, spellings)

    @staticmethod
    def _type(text: OpenText) -> type[Record]:
        known = kind_named(text.kind)
        assert known is not None  # else it could not be taken
        return known.record_type


def _place_of(left: LeftOver) -> tuple[object, ...]:
    """Texts of a new record belong together; those of an existing one are decided singly."""
    text = left.text
    alone = None if text.record is None and text.kind else (text.record, text.field)
    return text.company, text.kind, text.page if not text.kind else "", alone
