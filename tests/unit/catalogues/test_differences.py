"""What changed from one edition to the next, entry by entry and field by field."""

from __future__ import annotations

from pathlib import Path

from kihub_desktop.catalogues.differences import Fate, compare_documents
from kihub_desktop.catalogues.kinds import kind_of
from kihub_desktop.catalogues.loading import read_document
from kihub_desktop.texts import render
from tests.unit.catalogues.editions import SHIPPED, edition_of

MEASURES = kind_of("measures")


def test_that_an_edition_does_not_differ_from_itself() -> None:
    document = read_document(SHIPPED / "readiness.yaml")
    assert not compare_documents(kind_of("readiness"), document, document)


def test_that_changed_added_and_removed_entries_are_told_apart(tmp_path: Path) -> None:
    old = read_document(SHIPPED / "measures.yaml")
    new = read_document(
        edition_of(
            "measures",
            tmp_path / "new.yaml",
            ("who: GF", "who: PL"),
            ("key: D1.2-1", "key: D1.2-9"),
        )
    )
    changes = compare_documents(MEASURES, old, new)
    fates = {(each.key, each.fate) for each in changes}
    assert fates == {
        ("", Fate.CHANGED),
        ("D1.1-1", Fate.CHANGED),
        ("D1.2-1", Fate.REMOVED),
        ("D1.2-9", Fate.ADDED),
    }
    whole = next(each for each in changes if not each.key)
    assert [(render(f.field), render(f.new or "")) for f in whole.fields] == [
        ("Ausgabe", "2027-01"),
        ("Stand", "15.01.2027"),
    ]
    changed = next(each for each in changes if each.key == "D1.1-1")
    assert [(render(f.field), f.old, f.new) for f in changed.fields] == [("Rolle", "GF", "PL")]


def test_that_nested_items_are_found_by_their_id(tmp_path: Path) -> None:
    old = read_document(SHIPPED / "templates.yaml")
    new = read_document(
        edition_of("templates", tmp_path / "new.yaml", ("name: Sichtprüfung", "name: Endprüfung"))
    )
    (_whole, changed) = compare_documents(kind_of("templates"), old, new)
    assert changed.key == "machinery"
    (field,) = changed.fields
    assert render(field.field) == "Prozesse › machinery.process.inspection › Name"
    assert (field.old, field.new) == ("Sichtprüfung", "Endprüfung")


def test_that_another_order_is_told_once() -> None:
    old = read_document(SHIPPED / "measures.yaml")
    turned = {**old, "measures": list(reversed(old["measures"]))}
    (change,) = compare_documents(MEASURES, old, turned)
    assert change.fate is Fate.MOVED
