"""Offers at the start what the last run has not saved."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from kihub_desktop.texts import render
from kihub_desktop.ui.record_entry import Spelling
from kihub_desktop.ui.recovery import Found, Recovery, Spellings
from kihub_desktop.ui.widgets.recovery_dialog import RecoveryDialog, Unsaved, UnsavedLine

if TYPE_CHECKING:
    from kihub_desktop.ui.workbench import Workbench


def offer(bench: Workbench) -> RecoveryDialog | None:
    """Opens the dialog if there is anything to decide."""
    from kihub_desktop.ui import page_list

    recovery = Recovery(bench.services, bench.kept, bench.desk.publish, _spellings(bench))
    found = recovery.found()
    if not found:
        return None
    titles = {entry.key: entry.title for entry in page_list.entries(bench)}
    unsaved = [_unsaved(recovery, each, titles) for each in found]
    dialog = RecoveryDialog(unsaved, bench.window)
    dialog.ask()
    return dialog


def _spellings(bench: Workbench) -> Spellings:
    def of_kind(kind: str) -> Mapping[str, Spelling]:
        if kind != "company":
            return {}
        from kihub_desktop.ui.pages.company.spellings import company_spellings

        return company_spellings(bench.services.today)

    return of_kind


def _unsaved(recovery: Recovery, found: Found, titles: Mapping[str, str]) -> Unsaved:
    def take() -> str:
        problem = recovery.take(found)
        return render(problem) if problem is not None else ""

    return Unsaved(
        place=render(found.place) or titles.get(found.lines[0].text.page, ""),
        lines=tuple(
            UnsavedLine(render(each.label), each.text.text, render(each.now))
            for each in found.lines
        ),
        copied=found.as_text(),
        take=take if found.can_take else None,
        give_up=lambda: recovery.give_up(found),
    )
