"""Address cards of phones and mail programs become contacts."""

from __future__ import annotations

from datetime import date
from uuid import UUID, uuid4

import pytest

from kihub_desktop.domain.records import Company, Contact
from kihub_desktop.domain.refusals import Refused
from kihub_desktop.imports.company_plan import Act, Choices, Existing, plan
from kihub_desktop.imports.company_rows import Draft, Reader
from kihub_desktop.imports.limits import Watch
from kihub_desktop.imports.vcards import drafts_of, looks_like_cards, read_cards

READER = Reader(date(2026, 11, 30))
OUTLOOK = (
    "BEGIN:VCARD\r\nVERSION:2.1\r\nN;LANGUAGE=de;CHARSET=Windows-1252:Müller;Eva\r\n"
    "FN;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:Eva M=C3=BC=\r\nller\r\n"
    "ORG:Präzision GmbH;Einkauf\r\nTITLE:Leiterin\r\nTEL;WORK;VOICE:03741 123\r\n"
    "EMAIL;PREF;INTERNET:eva@p.de\r\nPHOTO;ENCODING=BASE64:\r\n /9j/4AAQ\r\n\r\nEND:VCARD\r\n"
)
PHONE = (
    "BEGIN:VCARD\nVERSION:3.0\nFN:Bob Berg\nN:Berg;Bob;;;\nitem1.EMAIL;type=INTERNET:b@x.de\n"
    "item2.EMAIL;type=pref:bob@p.de\nTEL;TYPE=CELL:+49 171 1\nTEL:03741 2\nNOTE:Zeile 1\\n"
    "Zeile\\, 2\nADR;TYPE=WORK:;;Weg 1;Plauen;;08523;DE\nORG:Präzision GmbH\nEND:VCARD\n"
)
MODERN = (
    'BEGIN:VCARD\nVERSION:4.0\nFN:Cleo\nTEL;VALUE=uri;TYPE="work,voice":tel:+49-3741-3\n'
    "NOTE:geht \n über zwei\nEND:VCARD\n"
)


def _drafts(text: str, *, with_company: bool = False, encoding: str = "utf-8") -> list[Draft]:
    cards = read_cards(text.encode(encoding), Watch()).cards
    return list(drafts_of(cards, READER, with_company=with_company))


def test_that_all_three_versions_are_read() -> None:
    eva, bob, cleo = _drafts(OUTLOOK + PHONE + MODERN)
    assert eva.contact == {
        "name": "Eva Müller", "role": "Leiterin", "topic": "Einkauf", "email": "eva@p.de",
        "phone": "03741 123",
    }  # fmt: skip
    assert bob.contact == {
        "name": "Bob Berg", "email": "bob@p.de", "phone": "+49 171 1, 03741 2",
        "note": "Zeile 1\nZeile, 2",
    }  # fmt: skip
    assert cleo.contact == {"name": "Cleo", "phone": "+49-3741-3", "note": "geht über zwei"}


@pytest.mark.parametrize("encoding", ["cp1252", "utf-16", "utf-8-sig"])
def test_that_the_encoding_of_the_file_does_not_matter(encoding: str) -> None:
    text = "BEGIN:VCARD\nFN:Jörg Weiß\nEND:VCARD\n"
    assert looks_like_cards(text.encode(encoding))
    assert _drafts(text, encoding=encoding)[0].contact == {"name": "Jörg Weiß"}


def test_that_a_card_without_a_full_name_takes_its_parts() -> None:
    assert _drafts("BEGIN:VCARD\nN:Berg;Bob;;;\nEND:VCARD")[0].contact == {"name": "Bob Berg"}


def test_that_odd_lines_are_counted_and_the_rest_is_read() -> None:
    found = read_cards(b"BEGIN:VCARD\nhello world\nFN:A\nBEGIN:VCARD\nFN:B\n", Watch())
    assert len(found.cards) == 2
    assert [each.values for each in found.remarks] == [(("n", 1),)]


@pytest.mark.parametrize("text", ["", "FN:A", "BEGIN:VCARD\nEND:VCARD", "BEGIN:VCARD\n" * 6000])
def test_that_no_card_is_refused(text: str) -> None:
    with pytest.raises(Refused):
        read_cards(text.encode(), Watch())


COMPANY = Company(id=UUID(int=1), company=UUID(int=1), name="Präzision GmbH")
EVA = Contact(id=UUID(int=2), company=COMPANY.id, name="Eva Müller")


def test_that_cards_go_to_the_company_in_hand_and_known_people_are_not_doubled() -> None:
    planned = plan(
        _drafts(OUTLOOK + MODERN), [Existing(COMPANY, (EVA,))], Choices(), uuid4, COMPANY.id
    )
    assert planned.contacts == 1
    assert {each.record for each in planned.rows[0].changes} == {EVA.id}
    assert all(row.company == COMPANY.id for row in planned.rows)
    assert not any(
        change.name.startswith("consent") for row in planned.rows for change in row.changes
    )


def test_that_cards_find_their_company_and_others_wait_for_a_choice() -> None:
    text = PHONE + PHONE.replace("Präzision GmbH", "Andere AG")
    choices = Choices(unknown=Act.SKIP)
    planned = plan(_drafts(text, with_company=True), [Existing(COMPANY, (EVA,))], choices, uuid4)
    known, unknown = planned.rows
    assert known.company == COMPANY.id
    assert (unknown.act, unknown.possible) == (Act.SKIP, (Act.NEW, Act.SKIP))
