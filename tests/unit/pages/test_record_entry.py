"""Typed texts and recorded values: what is understood, what is kept, what forms ask for."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from uuid import UUID

from kihub_desktop.domain.choices import LegalForm
from kihub_desktop.domain.records import Company, Contact, DataSource
from kihub_desktop.texts import TEXTS, render
from kihub_desktop.ui.record_entry import KeptTexts, RecordEntry, entry_field, entry_rows
from kihub_desktop.ui.widgets.fields import NO, UNKNOWN, YES, FieldKind

TODAY = date(2026, 11, 23)
ID = UUID(int=7)


def _entry(kept: KeptTexts | None = None) -> RecordEntry[Company]:
    return RecordEntry(Company, lambda: TODAY, kept)


def test_that_values_are_shown_as_they_are_typed() -> None:
    company = Company(
        id=ID,
        company=ID,
        name="Muster GmbH",
        legal_form=LegalForm.GMBH,
        turnover=Decimal(12_400_000),
        autonomous=False,
    )
    texts = _entry().entries(company).texts
    assert (texts["turnover"], texts["legal_form"]) == ("12.400.000", "gmbh")
    assert (texts["autonomous"], texts["founded"]) == (NO, "")


def test_that_texts_of_all_kinds_become_values() -> None:
    entry = _entry()
    assert entry.read("turnover", "12,4 Mio").value == Decimal(12_400_000)
    assert entry.read("founded", "1992").value == 1992
    assert entry.read("legal_form", "kg").value is LegalForm.KG
    assert entry.read("legal_form", "").value is None
    assert [entry.read("autonomous", raw).value for raw in (YES, NO, UNKNOWN, "")] == [
        True,
        False,
        None,
        None,
    ]
    contact = RecordEntry(Contact, lambda: TODAY)
    assert contact.read("consent_on", "18.11.").value == date(2026, 11, 18)


def test_that_numbers_follow_the_language_in_use() -> None:
    TEXTS.use("en")
    try:
        assert _entry().read("turnover", "1,450").value == Decimal(1450)
        assert _entry().text("turnover", Decimal(1450)) == "1,450"
    finally:
        TEXTS.use("de")


def test_that_a_wrong_text_is_kept_until_a_right_one_comes() -> None:
    kept = KeptTexts()
    company = Company(id=ID, company=ID, turnover=Decimal(5))
    assert _entry(kept).take(ID, "turnover", "viel").problem is not None
    entries = _entry(kept).entries(company)
    assert entries.texts["turnover"] == "5"
    assert entries.kept["turnover"].text == "viel"
    assert "viel" in render(entries.kept["turnover"].problem)
    assert _entry(kept).take(ID, "turnover", "6").value == 6
    assert _entry(kept).entries(company).kept == {}


def test_that_a_wrong_text_belongs_to_its_record_and_can_be_taken_back() -> None:
    kept, other = KeptTexts(), UUID(int=8)
    entry = _entry(kept)
    entry.take(ID, "founded", "neulich")
    assert kept.of(other) == {}
    entry.restore(ID, "founded")
    assert kept.of(ID) == {}


def test_that_a_dialog_is_read_as_a_whole() -> None:
    readings = RecordEntry(DataSource, lambda: TODAY).read_all(
        {"name": " Prüfprotokolle ", "history_months": "lange", "personal_data": YES}
    )
    assert readings.values == {"name": "Prüfprotokolle", "personal_data": True}
    assert list(readings.problems) == ["history_months"]


def test_that_a_choice_that_is_no_longer_offered_is_a_problem() -> None:
    assert _entry().read("legal_form", "lpg").problem is not None


def test_that_fields_take_label_kind_unit_and_options_from_their_rule() -> None:
    turnover = entry_field(Company, "turnover")
    assert (turnover.label, turnover.kind, turnover.unit) == ("Umsatz", FieldKind.MONEY, "€")
    form = entry_field(Company, "legal_form")
    assert form.kind is FieldKind.CHOICE
    assert (form.options[0].key, len(form.options)) == ("", len(LegalForm) + 1)
    ((name,), (first, second)) = entry_rows(
        Company, (("name",), ("founded", "town")), {"founded": {"weight": 2}}
    )
    assert (name.name, first.weight, second.kind) == ("name", 2, FieldKind.TEXT)
