"""The index agrees with a scan of every record, after any work."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from kihub_desktop.domain.fields import Holds, Record
from kihub_desktop.domain.records import Answer, Company, Contact, Process, UseCase
from kihub_desktop.domain.searching import searched_fields
from kihub_desktop.domain.spelling import words_of
from kihub_desktop.domain.visit_records import ItSystem, Obstacle
from kihub_desktop.replication.intake import Incoming, receive
from kihub_desktop.store.search_index import SearchIndex
from kihub_desktop.store.search_records import entries_of_company
from kihub_desktop.store.undo_steps import take_step
from kihub_desktop.store.unit_of_work import writing_to
from kihub_desktop.store.workspace import Surroundings, Workspace, create_workspace
from tests.store.conftest import CHEAP, PASSPHRASE
from tests.store.searched import add, ask, company_named, keys, up_to_date, write

ALPHABET = "aäbeéinoöprsßtuüQS ÄÖ3-.&"
TEXTS = st.text(ALPHABET, min_size=1, max_size=14)
KINDS: tuple[type[Record], ...] = (Process, Contact, ItSystem, UseCase, Answer, Obstacle)


def scanned(workspace: Workspace, query: str) -> set[str]:
    """What has to be found, by looking at every record of every company."""
    words = words_of(query)
    with workspace.reading() as connection:
        companies = connection.exec_driver_sql("SELECT company FROM t_company").all()
        entries = [e for (c,) in companies for e in entries_of_company(connection, c).values()]
    return {
        entry.key.record
        for entry in entries
        if words
        and all(word in entry.whole for word in words)
        and any(word in entry.own for word in words)
    }


class Play:
    """Random work in a workspace, drawn by Hypothesis."""

    def __init__(self, workspace: Workspace, other: Workspace, choose: random.Random) -> None:
        self.workspace, self.other, self.choose = workspace, other, choose
        self.index = SearchIndex(workspace)
        self.companies = [company_named(workspace, "Müller Öl GmbH")]
        self.records: list[tuple[type[Record], UUID, UUID]] = []
        self.texts = ["Müller Öl GmbH"]

    def step(self, text: str) -> None:
        work = (self.add, self.edit, self.delete, self.rename, self.found, self.undo, self.redo)
        more = (self.receive, self.slice, self.delete_company, self.restore)
        self.choose.choice((*work, *more, self.add, self.edit, self.slice))(text)

    def add(self, text: str) -> None:
        cls, company = self.choose.choice(KINDS), self.choose.choice(self.companies)
        identifier = self.workspace.new_id()
        self.records.append((cls, company, identifier))
        self._set(cls, company, identifier, text)

    def edit(self, text: str) -> None:
        if self.records:
            self._set(*self.choose.choice(self.records), text)

    def _set(self, cls: type[Record], company: UUID, identifier: UUID, text: str) -> None:
        names = [
            f.name
            for f in searched_fields(_kind(cls))
            if f.rule.holds in {Holds.TEXT, Holds.LONG_TEXT}
        ]
        value = self.choose.choice([text, text, text, None])
        write(self.workspace, cls, company, identifier, **{self.choose.choice(names): value})
        if value:
            self.texts.append(value)

    def delete(self, _text: str) -> None:
        if self.records:
            cls, company, identifier = self.choose.choice(self.records)
            with writing_to(self.workspace) as work:
                work.delete(cls, company, identifier)

    def delete_company(self, _text: str) -> None:
        company = self.choose.choice(self.companies)
        with writing_to(self.workspace) as work:
            work.delete(Company, company, company)

    def restore(self, _text: str) -> None:
        company = self.choose.choice(self.companies)
        with writing_to(self.workspace) as work:
            work.restore(Company, company, company)

    def rename(self, text: str) -> None:
        company = self.choose.choice(self.companies)
        write(self.workspace, Company, company, company, name=text)

    def found(self, text: str) -> None:
        self.companies.append(company_named(self.workspace, text))

    def undo(self, _text: str) -> None:
        take_step(self.workspace, redo=False)

    def redo(self, _text: str) -> None:
        take_step(self.workspace, redo=True)

    def receive(self, text: str) -> None:
        """Another laptop writes into one of the companies, and its operations arrive here."""
        company = self.choose.choice(self.companies)
        add(self.other, Process, company, name=text, note=text)
        with self.other.reading() as connection:
            bodies = connection.exec_driver_sql("SELECT body FROM op ORDER BY arrived").all()
        with self.workspace.writing() as connection:
            receive(connection, self.workspace.registry, [Incoming(bytes(b)) for (b,) in bodies])

    def slice(self, _text: str) -> None:
        self.index.catch_up()


def _kind(cls: type[Record]) -> str:
    from kihub_desktop.domain.fields import kind_of

    return kind_of(cls).name


@contextmanager
def two_workspaces(folder: Path) -> Iterator[tuple[Workspace, Workspace]]:
    around = Surroundings(folder / "anchors", key_cost=CHEAP)
    names = [f"{random.getrandbits(60):x}" for _ in range(2)]
    with (
        create_workspace(folder / f"{names[0]}.kihub", PASSPHRASE, around) as first,
        create_workspace(folder / f"{names[1]}.kihub", PASSPHRASE, around) as second,
    ):
        yield first, second


@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    # A failing case is a short story already; making it shorter would take minutes.
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
)
@given(
    st.lists(TEXTS, min_size=5, max_size=30),
    st.integers(0, 2**32),
    st.lists(TEXTS, max_size=3),
)
def test_that_the_index_agrees_with_a_scan_of_everything_after_any_work(
    tmp_path_factory: pytest.TempPathFactory,
    texts: list[str],
    seed: int,
    asked: list[str],
) -> None:
    choose = random.Random(seed)
    with two_workspaces(tmp_path_factory.mktemp("spiel")) as (workspace, other):
        play = Play(workspace, other, choose)
        for text in texts:
            play.step(text)
        queries = [*asked, _part(choose, choose.choice(play.texts))]
        queries = [each for each in queries if any(len(word) > 1 for word in words_of(each))]
        for query in queries:
            assert keys(ask(workspace, play.index, query)) == scanned(workspace, query), query
        up_to_date(workspace, play.index)
        assert_index_is_exact(workspace)
        for query in queries:
            assert keys(ask(workspace, play.index, query)) == scanned(workspace, query), query


def _part(choose: random.Random, text: str) -> str:
    begin = choose.randrange(len(text))
    return text[begin : begin + choose.randint(2, 8)]


def assert_index_is_exact(workspace: Workspace) -> None:
    """Entry by entry the same as the records, and the vocabulary holds exactly their words."""
    with workspace.reading() as connection:
        companies = connection.exec_driver_sql("SELECT company FROM t_company").all()
        wanted = [e for (c,) in companies for e in entries_of_company(connection, c).values()]
        rows = connection.exec_driver_sql(
            "SELECT id, company, record, title, body, context FROM search_entry"
        ).all()
        words = {w for (w,) in connection.exec_driver_sql("SELECT word FROM search_word")}
        # FTS5 compares its postings with the texts they were made from.
    with workspace.writing() as connection:
        connection.exec_driver_sql(
            "INSERT INTO search_text (search_text, rank) VALUES ('integrity-check', 1)"
        )
    assert {tuple(row) for row in rows} == {
        (e.id, *e.key, e.title, e.body, e.context) for e in wanted
    }
    assert words == {word for e in wanted for word in e.whole.split()}


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.text(min_size=2, max_size=30), st.data())
def test_that_any_part_of_a_text_finds_its_record(
    searched_workspace: tuple[Workspace, UUID, UUID], text: str, draw: st.DataObject
) -> None:
    workspace, company, process = searched_workspace
    with_words = " ".join(text.split())
    begin = draw.draw(st.integers(0, max(0, len(with_words) - 2)))
    end = draw.draw(st.integers(begin + 2, begin + 30))
    part = with_words[begin:end]
    try:
        part.encode()
    except UnicodeEncodeError:
        return
    if "\0" in text or not any(len(word) >= 2 for word in words_of(part)):
        return
    write(workspace, Process, company, process, note=with_words)
    index = SearchIndex(workspace)
    for _round in range(2):
        assert f"process:{process}" in keys(ask(workspace, index, part))
        up_to_date(workspace, index)


@pytest.fixture(scope="module")
def searched_workspace(
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[tuple[Workspace, UUID, UUID]]:
    folder = tmp_path_factory.mktemp("teile")
    around = Surroundings(folder / "anchors", key_cost=CHEAP)
    with create_workspace(folder / "Teile.kihub", PASSPHRASE, around) as workspace:
        company = company_named(workspace, "Muster")
        yield workspace, company, add(workspace, Process, company, name="Ablauf")
