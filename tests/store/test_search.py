"""The search finds everything that was written, and its index never drifts from the records."""

from __future__ import annotations

import pytest

from kihub_desktop.domain import choices
from kihub_desktop.domain.records import Answer, Contact, Process, UseCase
from kihub_desktop.domain.searching import SHELVES, Shelf, searched_fields
from kihub_desktop.domain.visit_records import ItSystem
from kihub_desktop.store import search_index, search_query
from kihub_desktop.store.search_index import SearchIndex
from kihub_desktop.store.search_query import find
from kihub_desktop.store.unit_of_work import writing_to
from kihub_desktop.store.workspace import Workspace
from tests.store.searched import add, ask, company_named, keys, up_to_date


@pytest.fixture
def example(workspace: Workspace) -> tuple[Workspace, dict[str, str]]:
    company = company_named(workspace, "Müller Straßenbau GmbH", town="Plauen")
    other = company_named(workspace, "Öl & Fett KG")
    made = {
        "process": add(
            workspace, Process, company, name="Sichtprüfung", area=choices.ProcessArea.QUALITY
        ),
        "contact": add(
            workspace,
            Contact,
            company,
            name="Jörg Weiß",
            phone="+49 371 / 12-345",
            email="j.weiss@strassenbau.example",
        ),
        "it_system": add(
            workspace, ItSystem, other, name="Warenwirtschaft", kind=choices.SystemKind.ERP
        ),
        "use_case": add(workspace, UseCase, other, title="QS mit Kamera"),
        "answer": add(workspace, Answer, company, question="D1.1", note="Lageplan fehlt"),
    }
    return workspace, {
        "müller": f"company:{company}",
        "öl": f"company:{other}",
        **{kind: f"{kind}:{identifier}" for kind, identifier in made.items()},
    }


@pytest.mark.parametrize("caught_up", [True, False])
@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ("mueller", "müller"),
        ("MÜLLER", "müller"),
        ("strasse", "müller"),
        ("straße", "müller"),
        ("öl", "öl"),
        ("oel", "öl"),
        ("qs", "use_case"),
        ("qs", "process"),
        ("prüfung", "process"),
        ("pruefung müller", "process"),
        ("prüf plauen", ""),
        ("weiß", "contact"),
        ("jörg weiss", "contact"),
        ("0371 12", "contact"),
        ("037112345", "contact"),
        ("+49 371 12345", "contact"),
        ("weiss@strassenbau", "contact"),
        ("ERP", "it_system"),
        ("erp öl", "it_system"),
        ("lageplan", "answer"),
        ("l", "answer"),
    ],
)
def test_that_a_record_is_found_however_it_is_spelled(
    example: tuple[Workspace, dict[str, str]], query: str, wanted: str, caught_up: bool
) -> None:
    workspace, made = example
    index = up_to_date(workspace) if caught_up else SearchIndex(workspace)
    found = keys(ask(workspace, index, query))
    assert made[wanted] in found if wanted else not found


def test_that_a_companys_name_alone_does_not_list_all_its_records(
    example: tuple[Workspace, dict[str, str]],
) -> None:
    workspace, made = example
    assert keys(ask(workspace, up_to_date(workspace), "mueller")) == {made["müller"]}


def test_that_a_name_comes_before_a_note_and_the_latest_change_first(workspace: Workspace) -> None:
    company = company_named(workspace, "Muster")
    named = add(workspace, Process, company, name="Wartung")
    inside = add(workspace, Process, company, name="Fernwartung")
    noted = add(workspace, Process, company, name="Einkauf", note="Wartung fehlt")
    again = add(workspace, Process, company, name="Wartung")
    found = ask(workspace, up_to_date(workspace), "wartung").shelves[Shelf.PROCESSES]
    wanted = [again, named, inside, noted]
    assert [key.record for key in found] == [f"process:{each}" for each in wanted]


def test_that_a_frequent_word_still_gives_the_fitting_title(workspace: Workspace) -> None:
    company = company_named(workspace, "Muster")
    named = add(workspace, Process, company, name="Wartung")
    for number in range(60):
        add(workspace, Process, company, name=f"Ablauf {number}", note="mit Wartung")
    with workspace.reading() as connection:
        found = find(connection, up_to_date(workspace), "wartung", 5)
    assert found.shelves[Shelf.PROCESSES][0].record == f"process:{named}"


def test_that_words_with_very_many_forms_find_all_there_is(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in (("_WORDS_AT_ONCE", 3), ("_SCANNED", 4)):
        monkeypatch.setattr(search_query, name, value)
    company = company_named(workspace, "Muster")
    for number in range(20):
        add(workspace, Process, company, name=f"Prüfung{number:02}x", note="täglich")
    add(workspace, UseCase, company, title="Prüfung00x am Band")
    index = up_to_date(workspace)
    with workspace.reading() as connection:
        found = find(connection, index, "prüfung", 30)
        assert len(found.shelves[Shelf.PROCESSES]) == 20
        assert len(found.shelves[Shelf.USE_CASES]) == 1
        both = find(connection, index, "prüfung täglich", 30)
        assert len(both.shelves[Shelf.PROCESSES]) == 20


def test_that_every_code_left_out_of_the_search_is_a_recorded_field() -> None:
    from kihub_desktop.domain import searching
    from kihub_desktop.domain.fields import kind_named, rules_of

    for kind, name in searching._CODES:
        found = kind_named(kind)
        assert found is not None
        assert name in rules_of(found.record_type)
    assert all(searched_fields(kind) for kind in SHELVES)


def test_that_words_of_a_deleted_record_leave_the_file(workspace: Workspace) -> None:
    company = company_named(workspace, "Muster")
    secret = add(workspace, Contact, company, name="Löschmichwort")
    kept = add(workspace, Contact, company, name="Bleibtwort")
    index = up_to_date(workspace)
    with writing_to(workspace) as work:
        work.delete(Contact, company, secret)
    assert not keys(ask(workspace, index, "loeschmich"))
    up_to_date(workspace, index)
    with workspace.reading() as connection:
        blocks = connection.exec_driver_sql("SELECT block FROM search_text_data").all()
        texts = connection.exec_driver_sql("SELECT title || body FROM search_entry").all()
        words = connection.exec_driver_sql("SELECT word FROM search_word").all()
    everything = b"".join(bytes(block) for (block,) in blocks) + repr((texts, words)).encode()
    assert b"loeschmich" not in everything
    assert b"bleibtwort" in everything
    assert keys(ask(workspace, index, "bleibt")) == {f"contact:{kept}"}


def test_that_an_index_made_by_other_rules_is_written_anew(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    company = company_named(workspace, "Muster")
    process = add(workspace, Process, company, name="Wartung")
    up_to_date(workspace)
    with workspace.writing() as connection:
        search_index.remove_entries(
            connection,
            [number for (number,) in connection.exec_driver_sql("SELECT id FROM search_entry")],
        )
    assert not keys(ask(workspace, SearchIndex(workspace), "wartung"))
    monkeypatch.setattr(search_index, "_shape", lambda: "another edition")
    index = SearchIndex(workspace)
    assert keys(ask(workspace, index, "wartung")) == {f"process:{process}"}, "before it is written"
    up_to_date(workspace, index)
    assert keys(ask(workspace, index, "wartung")) == {f"process:{process}"}


def test_that_a_search_says_when_the_index_lags_far_behind(workspace: Workspace) -> None:
    company = company_named(workspace, "Muster")
    with writing_to(workspace) as work:
        for number in range(400):
            work.set(Process, company, workspace.new_id(), name=f"Ablauf {number}")
    index = SearchIndex(workspace)
    assert not ask(workspace, index, "ablauf").complete
    up_to_date(workspace, index)
    found = ask(workspace, index, "ablauf 399")
    assert found.complete
    assert len(keys(found)) == 1
