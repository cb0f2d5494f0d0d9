"""A foreign company list is understood: where it begins, what its columns and cells mean."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from uuid import UUID, uuid4

import pytest

from kihub_desktop.domain.choices import LegalForm
from kihub_desktop.domain.records import Company, Contact
from kihub_desktop.imports.company_plan import (
    Act,
    Choices,
    Existing,
    Plan,
    WrongCells,
    name_key,
    plan,
    vat_key,
)
from kihub_desktop.imports.company_rows import (
    Draft,
    Reader,
    drafts,
    guessed,
    known_headings,
    number_language,
)
from kihub_desktop.imports.foreign_tables import read_table
from kihub_desktop.imports.layout import Layout, layout_of
from kihub_desktop.imports.limits import Watch

READER = Reader(date(2026, 11, 30))
KNOWN = known_headings()


def _layout(text: str) -> Layout:
    return layout_of(read_table(text.encode(), "liste", Watch()), KNOWN)


def _drafts(text: str) -> tuple[Draft, ...]:
    layout = _layout(text)
    return drafts(layout, guessed(layout, KNOWN), READER)


def test_that_titles_above_the_headings_are_left_out_and_kept_to_be_shown() -> None:
    layout = _layout("Firmenliste Vogtland;;\nStand 2026;;\n;;\nFirma;PLZ;Ort\nA;08523;Plauen\n")
    assert layout.headings == ("Firma", "PLZ", "Ort")
    assert [row.line for row in layout.above] == [1, 2]
    assert [row.line for row in layout.rows] == [5]


@pytest.mark.parametrize(
    ("headings", "expected"),
    [
        ("Firmenname;Straße/Hausnr.;PLZ;Ort", "name street postcode town"),
        ("Company name;Street;ZIP code;City", "name street postcode town"),
        ("UNTERNEHMEN;MA-Zahl;Umsatz 2023 (T€);USt-IdNr.", "name employees turnover vat_id"),
        ("Betrieb;Anzahl Beschäftigte;Jahresumsatz;Web", "name employees turnover website"),
    ],
)
def test_that_headings_are_understood(headings: str, expected: str) -> None:
    found = guessed(_layout(f"{headings}\nA;1;2;3\n"), KNOWN)
    assert [each.removeprefix("company.") for each in found] == expected.split()


def test_that_first_and_last_name_make_one_person() -> None:
    (draft,) = _drafts("Firma;Nachname;Vorname;E-Mail\nA;Muster;Eva;e@a.de\n")
    assert draft.contact == {"name": "Eva Muster", "email": "e@a.de"}


def test_that_a_unit_in_the_heading_counts() -> None:
    (draft,) = _drafts("Firma;Umsatz (T€);Bilanzsumme in Mio. €\nA;1.450;12,4\n")
    assert draft.company["turnover"] == Decimal(1_450_000)
    assert draft.company["balance_sheet"] == Decimal(12_400_000)


def test_that_a_column_speaks_one_language_of_numbers() -> None:
    found = _drafts('Firma;Umsatz\nA;1,234\nB;"2,345.50"\n')
    assert [draft.company["turnover"] for draft in found] == [Decimal(1234), Decimal("2345.5")]
    assert number_language(["1.234,50", "1,234"], "en") == "de"
    assert number_language(["1,234"], "de") == "de"


def test_that_a_wrong_cell_is_told_with_its_line_and_kept() -> None:
    (draft,) = _drafts("Firma;Mitarbeiter;Rechtsform\nA;viele;GmbH\n")
    (problem,) = draft.problems
    assert (problem.line, problem.heading, problem.text) == (2, "Mitarbeiter", "viele")
    assert draft.company == {"name": "A", "legal_form": LegalForm.GMBH}
    (row,) = _plan([draft]).rows
    assert {change.name: change.new for change in row.changes}["note"] == "Mitarbeiter: viele"


def test_that_rows_with_wrong_cells_can_be_left_out() -> None:
    found = _drafts("Firma;Mitarbeiter\nA;viele\nB;12\n")
    planned = _plan(found, Choices(wrong=WrongCells.LEAVE_OUT))
    assert (planned.new, planned.skipped) == (1, 1)


COMPANY = Company(
    id=UUID(int=1), company=UUID(int=1), name="Müller Präzision GmbH", postcode="08523",
    vat_id="DE 123 456 789", employees=Decimal(84),
)  # fmt: skip
CONTACT = Contact(id=UUID(int=2), company=COMPANY.id, name="Eva Muster", email="Eva@Mueller.de")


def _plan(found: list[Draft] | tuple[Draft, ...], choices: Choices | None = None) -> Plan:
    return plan(found, [Existing(COMPANY, (CONTACT,))], choices or Choices(), uuid4)


@pytest.mark.parametrize(
    ("row", "recognised"),
    [
        ("Irgendwer;DE123456789;99999", True),
        ("MUELLER PRAEZISION;;08523", True),
        ("Müller Präzision GmbH & Co. KG;;08523", True),
        ("Müller Präzision;;", True),
        ("Müller Präzision GmbH;;07545", False),
        ("Meier;;08523", False),
    ],
)
def test_that_a_recorded_company_is_recognised(row: str, recognised: bool) -> None:
    (planned,) = _plan(_drafts(f"Firma;USt-IdNr.;PLZ\n{row}\n")).rows
    assert (planned.company == COMPANY.id) is recognised
    assert planned.act is (Act.FILL if recognised else Act.NEW)


def test_that_filling_never_overwrites_and_updating_shows_old_and_new() -> None:
    found = _drafts("Firma;PLZ;Mitarbeiter;Ort\nMüller Präzision;08523;90;Plauen\n")
    (filled,) = _plan(found).rows
    assert [(each.name, each.old, each.new) for each in filled.changes] == [
        ("town", None, "Plauen")
    ]
    (updated,) = _plan(found, Choices(duplicates=Act.UPDATE)).rows
    assert ("employees", Decimal(84), Decimal(90)) in [
        (each.name, each.old, each.new) for each in updated.changes
    ]


def test_that_the_act_of_a_row_can_be_chosen() -> None:
    found = _drafts("Firma;PLZ;Ort\nMüller Präzision;08523;Plauen\n")
    (fresh,) = _plan(found, Choices({2: Act.NEW})).rows
    assert fresh.act is Act.NEW
    assert fresh.company != COMPANY.id
    (skipped,) = _plan(found, Choices({2: Act.SKIP})).rows
    assert not skipped.changes


def test_that_a_company_listed_twice_is_one_with_two_people() -> None:
    found = _drafts(
        "Firma;PLZ;Ansprechpartner;Telefon\nNeu AG;01067;Ada;1\nNeu AG;01067;Bob;2\n;01067;Cleo;3\n"
    )
    planned = _plan(found)
    assert (planned.new, planned.changed, planned.contacts, planned.skipped) == (1, 1, 2, 1)
    assert len({row.company for row in planned.rows[:2]}) == 1


def test_that_a_known_contact_is_not_doubled() -> None:
    (row,) = _plan(
        _drafts(
            "Firma;PLZ;Kontakt;E-Mail;Tel.\nMüller Präzision;08523;E. Muster;eva@mueller.de;1\n"
        )
    ).rows
    assert [(each.record, each.name) for each in row.changes] == [(CONTACT.id, "phone")]


def test_that_keys_forget_what_does_not_matter() -> None:
    assert name_key("Muster & Söhne GmbH & Co. KG") == name_key("MUSTER UND SOEHNE")
    assert name_key("GmbH") == "gmbh"
    assert vat_key("DE 123.456.789") == vat_key("de123456789")
    assert vat_key("DE1") == ""
