"""The verdict in the real window: every figure opens to its answer, conditions are agreed on."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from uuid import UUID

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from kihub_desktop.analysis.explanation import Node, NodeKind
from kihub_desktop.composition import Services
from kihub_desktop.services.use_cases import UseCaseState
from kihub_desktop.ui.hands import click, settle, type_text, wait_until
from kihub_desktop.ui.jobs import Jobs
from kihub_desktop.ui.pages.feasibility.page import FeasibilityPage
from kihub_desktop.ui.pages.feasibility.presenter import FeasibilityPresenter
from kihub_desktop.ui.pages.feasibility.state import EVIDENCE
from kihub_desktop.ui.theme import Appearance
from kihub_desktop.ui.widgets.editors import FlagEditor
from kihub_desktop.ui.widgets.explanation_view import ExplanationView
from kihub_desktop.ui.widgets.record_dialog import RecordDialog
from kihub_desktop.ui.workbench import Workbench
from tests.gui.conftest import press, unnamed_focusable
from tests.services.golden_report import firm, sample_services

PILLARS = ("D", "T", "W", "R", "O")
# Leaves that are a value of the catalogue, not an answer.
CATALOGUE = {NodeKind.NEUTRAL, NodeKind.FLOOR, NodeKind.CAP, NodeKind.REQUIREMENT}
PAGE_OF = {"answer": "readiness", "finding": "findings", "source": "findings", "votes": "findings"}
PAGE_OF |= {"money": "economics", "law": "legal"}


class _Desk:
    """The window on the verdict of the sample's first use case."""

    def __init__(self, bench: Workbench, company: UUID) -> None:
        self.bench, self.company, self.services = bench, company, bench.services

    @property
    def page(self) -> FeasibilityPage:
        page = self.bench.window.page("feasibility")
        assert isinstance(page, FeasibilityPage)
        return page

    @property
    def presenter(self) -> FeasibilityPresenter:
        found = self.bench.presenters["feasibility"]
        assert isinstance(found, FeasibilityPresenter)
        return found

    @property
    def dialog(self) -> RecordDialog:
        found = self.page.findChild(RecordDialog, "recordDialog")
        assert found is not None
        return found

    def use_cases(self) -> list[UUID]:
        return [each.id for each in self.services.use_cases.of_company(self.company).records]

    def show(self, use_case: UUID) -> None:
        self.bench.desk.choose_use_case(use_case)
        self.bench.window.go_to("feasibility")
        settle()
        wait_until(lambda: not self.bench.jobs.busy(), "the verdicts are worked out")
        settle()

    def state(self) -> UseCaseState:
        found = self.services.use_cases.state(self.company, self.use_cases()[0])
        assert found is not None
        return found


@pytest.fixture(scope="module")
def services(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Services]:
    made = sample_services(tmp_path_factory.mktemp("verdict"))
    with made.workspace:
        yield made


@pytest.fixture
def desk(services: Services, appearance: Appearance, qtbot: QtBot) -> Iterator[_Desk]:
    jobs = Jobs()
    bench = Workbench(services, appearance, jobs)
    bench.window.resize(1440, 900)
    bench.desk.choose(firm(services))
    made = _Desk(bench, firm(services))
    bench.window.show()
    qtbot.waitExposed(bench.window)
    made.show(made.use_cases()[0])
    yield made
    jobs.shut_down()
    bench.window.close()
    bench.window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def _leaves(view: ExplanationView) -> list[Node]:
    """The leaves of the tree as it is drawn."""
    found: list[Node] = []
    rows = [view.topLevelItem(place) for place in range(view.topLevelItemCount())]
    while rows:
        item = rows.pop()
        assert item is not None
        node = item.data(0, Qt.ItemDataRole.UserRole)
        assert isinstance(node, Node)
        if item.childCount() == 0:
            found.append(node)
        rows += [item.child(place) for place in range(item.childCount())]
    return found


def test_that_every_figure_of_every_use_case_opens_down_to_an_answer(desk: _Desk) -> None:
    for use_case in desk.use_cases():
        desk.show(use_case)
        addresses = {line.address for line in desk.page.conditions.table.model.rows}
        for what in (*PILLARS, EVIDENCE):
            desk.presenter.explain(what)
            for leaf in _leaves(desk.page.explanation.view):
                if leaf.kind in CATALOGUE:
                    assert leaf.rule
                    assert leaf.edition
                    continue
                assert leaf.answer, leaf
                addresses.add(leaf.answer)
        assert "" not in addresses
        for address in addresses:
            _assert_recorded(desk, use_case, address)


def _assert_recorded(desk: _Desk, use_case: UUID, address: str) -> None:
    """The address names something that can be entered for this use case."""
    kind, _sign, rest = address.partition(":")
    if kind == "pillar":
        assert rest in PILLARS
    elif kind == "answer":
        assert rest in {each.id for each in desk.services.questionnaire.questions}
    else:
        owner, _sign, part = rest.partition(":")
        assert owner == str(use_case)
        state = desk.services.use_cases.state(desk.company, use_case)
        assert state is not None
        if kind == "source" and part:
            assert UUID(part) in {link.source for link in state.links}
        if kind == "law" and part:
            assert part in desk.services.legal.catalogue.fact_by_id
        if kind == "money" and part:
            lines = desk.services.business_cases.state(desk.company, use_case).lines
            assert UUID(part) in {line.id for line in lines}


def test_that_a_leaf_leads_to_the_page_where_it_is_entered(desk: _Desk) -> None:
    use_case = desk.use_cases()[0]
    one_of_each: dict[str, str] = {}
    for what in PILLARS:
        desk.presenter.explain(what)
        for leaf in _leaves(desk.page.explanation.view):
            if leaf.answer:
                one_of_each[leaf.answer.partition(":")[0]] = leaf.answer
    assert one_of_each.keys() == PAGE_OF.keys()
    for kind, address in one_of_each.items():
        desk.show(use_case)
        desk.page.address_chosen.emit(address)
        assert desk.bench.window.current_key == PAGE_OF[kind]


def _of_interview(desk: _Desk) -> str:
    """The condition that rests on one answer of the interview."""
    return next(each.code for each in desk.page.conditions.table.model.rows if each.code[0] == "D")


def test_that_owner_and_day_of_a_condition_are_agreed_by_keyboard_and_taken_back(
    desk: _Desk,
) -> None:
    table = desk.page.conditions.table
    code = _of_interview(desk)
    table.choose(code)
    table.setFocus()
    press(table.view, Qt.Key.Key_F2)
    assert set(desk.dialog.form.texts()) >= {"owner", "due", "impossible", "reason"}
    _type(desk, "owner", "Frau Grünspan")
    _type(desk, "due", "15.1.2027")
    desk.dialog.save()
    settle()
    agreed = desk.state().conditions[code]
    assert (agreed.owner, agreed.due) == ("Frau Grünspan", date(2027, 1, 15))
    line = next(each for each in desk.page.conditions.table.model.rows if each.code == code)
    assert (line.who, line.due) == ("Frau Grünspan", date(2027, 1, 15))
    assert line.owner_agreed
    desk.bench.undo_desk.undo()
    settle()
    assert code not in desk.state().conditions
    assert not desk.page.conditions.table.model.rows[1].owner_agreed


def test_that_what_cannot_be_met_needs_reason_and_name_and_becomes_a_knock_out(
    desk: _Desk,
) -> None:
    code = _of_interview(desk)
    desk.page.agreement_requested.emit(code)
    editor = desk.dialog.form.field("impossible").editor
    assert isinstance(editor, FlagEditor)
    editor.set_text("yes")
    desk.dialog.save()
    assert desk.dialog.form.field("reason").problem_line.text()
    assert desk.dialog.form.field("decided_by").problem_line.text()
    assert code not in desk.state().conditions
    _type(desk, "reason", "niemand ist bereit")
    _type(desk, "decided_by", "Herr Öttinger")
    desk.dialog.save()
    settle()
    first = desk.page.conditions.table.model.rows
    refused = next(each for each in first if "Öttinger" in str(each.why))
    assert refused.kind is not None
    assert desk.page.verdict.outcome.text() == "Nicht machbar"
    desk.presenter.explain("O")
    assert any(leaf.answer == f"answer:{code}" for leaf in _leaves(desk.page.explanation.view))
    desk.bench.undo_desk.undo()
    settle()
    assert desk.page.verdict.outcome.text() == "Machbar unter Auflagen"


def _type(desk: _Desk, name: str, text: str) -> None:
    line = desk.dialog.form.field(name).editor.widget
    assert isinstance(line, QLineEdit)
    type_text(text, line)


def test_that_all_use_cases_stand_side_by_side_and_one_of_them_is_chosen(desk: _Desk) -> None:
    lines = desk.page.compared.table.model.rows
    assert {line.use_case for line in lines} == set(desk.use_cases())
    assert [line.place for line in lines] == [1, 2, 3, 4, 5]
    assert all(len(line.pillars) == 5 for line in lines)
    desk.page.compared.table.opened.emit(lines[-1])
    settle()
    assert desk.bench.desk.use_case() == lines[-1].use_case
    assert desk.page.choice.currentText() == lines[-1].title


def test_that_a_new_amount_shows_no_old_verdict_until_it_is_worked_out(
    desk: _Desk,
) -> None:
    use_case = desk.use_cases()[0]
    state = desk.services.business_cases.state(desk.company, use_case)
    changes = desk.services.business_cases.set_frame(desk.company, use_case, state.as_of, horizon=7)
    desk.bench.desk.publish(changes)
    desk.page.calculation_requested.emit()
    assert desk.page.verdict.isHidden()
    assert any(line.is_due for line in desk.page.compared.table.model.rows)
    wait_until(lambda: not desk.bench.jobs.busy(), "the verdict is worked out")
    settle()
    assert not desk.page.verdict.isHidden()
    assert not any(line.is_due for line in desk.page.compared.table.model.rows)
    desk.bench.undo_desk.undo()


def test_that_the_evidence_behind_the_certainty_opens(desk: _Desk) -> None:
    click(desk.page.verdict.certainty)
    assert len(_leaves(desk.page.explanation.view)) == 45


def test_that_all_controls_of_the_page_have_a_name(desk: _Desk) -> None:
    assert unnamed_focusable(desk.page) == []
