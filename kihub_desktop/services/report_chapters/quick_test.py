"""What the adopted quick test of a customer's table shows, in the chapter of its use case."""

from __future__ import annotations

from collections.abc import Iterator

from kihub_desktop.analysis.data_check.check import headline, next_steps, sentence
from kihub_desktop.analysis.data_check.result import Quality
from kihub_desktop.domain.phrases import Amount, Joined
from kihub_desktop.domain.quick_test_records import QuickTestRecord
from kihub_desktop.reports.content import (
    Align,
    Block,
    BulletList,
    Column,
    Heading,
    Paragraph,
    Table,
    row,
    strong,
    text,
)
from kihub_desktop.services.data_checks import last_adopted, result_of
from kihub_desktop.services.report_chapters.material import CaseMaterial
from kihub_desktop.texts import _, amount, day, number, render


def quick_test_blocks(case: CaseMaterial) -> Iterator[Block]:
    """Verdict on the sample, its grades, what to do next; nothing without an adopted test."""
    test = last_adopted(case.state.quick_tests)
    found = result_of(test) if test is not None else None
    if test is None or found is None:
        return
    origin = found.profile.origin
    where = _("{file}, {rows} Zeilen, geprüft am {day}").format(
        file=origin.name,
        rows=number(origin.rows_total),
        day=day(test.checked_on) if test.checked_on else "–",
    )
    words = (strong(render(headline(found)) + ". "), render(sentence(found)))
    yield Heading(_("Was die Stichprobe zeigt"))
    yield Paragraph(text(*words))
    yield Paragraph(text(where), muted=True)
    yield Paragraph(text(_kept(test)), muted=True)
    columns = (
        Column(_("Merkmal"), share=1.4),
        Column(_("Punkte"), align=Align.END, share=0.6),
        Column(_("Warum"), share=4),
    )
    rows = tuple(
        row(
            _names()[each.quality],
            _("offen") if each.points is None else number(each.points),
            render(Joined(each.reasons, "; ")),
        )
        for each in found.profile.grades
    )
    yield Table(columns, rows)
    steps = next_steps(found)
    if steps:
        yield BulletList(tuple(text(render(each)) for each in steps), numbered=True)


def _kept(test: QuickTestRecord) -> str:
    """What became of the rows."""
    if not test.sample:
        return _("Aufgehoben ist nur das Profil; die Rohdaten sind beim Unternehmen geblieben.")
    return _(
        "Auf Wunsch liegt die Stichprobe ohne Spalten mit Personenbezug verschlüsselt beim "
        "Arbeitsbereich ({size}); sie wird nicht weitergegeben."
    ).format(size=amount(Amount((test.sample_size or 0) / 1_000_000, 1, "MB")))


def _names() -> dict[Quality, str]:
    return {
        Quality.COMPLETENESS: _("Vollständigkeit"),
        Quality.ACCURACY: _("Genauigkeit"),
        Quality.CONSISTENCY: _("Konsistenz"),
        Quality.TIMELINESS: _("Aktualität"),
        Quality.ACCESSIBILITY: _("Zugänglichkeit"),
        Quality.TRACEABILITY: _("Nachvollziehbarkeit"),
        Quality.REPRESENTATIVENESS: _("Repräsentativität"),
        Quality.LABELS: _("Labels vorhanden"),
    }
