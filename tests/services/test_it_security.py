"""The IT security quick check as records: slots, editions, undo, history, exchange."""

from __future__ import annotations

from uuid import UUID

import pytest

from kihub_desktop.composition import Services
from kihub_desktop.domain.choices import CheckAnswer
from kihub_desktop.services.it_security import SecurityState, security_answer_id
from kihub_desktop.store.workspace import Workspace
from kihub_desktop.texts import render
from tests.services.conftest import carry
from tests.services.golden_report import TODAY


@pytest.fixture
def company(services: Services) -> UUID:
    return services.companies.create("Göltzschtal Präzision GmbH")[0]


def _answer(services: Services, company: UUID, item: str, answer: CheckAnswer | None) -> None:
    state = services.it_security.state(company)
    services.it_security.answer(company, item, answer, state.as_of)


def _given(state: SecurityState) -> dict[str, CheckAnswer | None]:
    return {key: each.answer for key, each in state.answers.items()}


def test_that_answers_make_the_status_and_keep_their_edition(
    services: Services, company: UUID
) -> None:
    assert not services.it_security.state(company).is_begun
    for each in services.it_security.catalogue.questions:
        _answer(services, company, each.key, CheckAnswer.YES)
    _answer(services, company, "B3", CheckAnswer.NO)
    state = services.it_security.state(company)
    assert state.status.low == state.status.high == pytest.approx(43 / 49)
    assert [each.key for each in state.status.missing_musts] == ["B3"]
    assert {each.edition for each in state.answers.values()} == {"2026-11"}


def test_that_an_item_of_another_edition_is_refused(services: Services, company: UUID) -> None:
    with pytest.raises(KeyError):
        _answer(services, company, "X9", CheckAnswer.YES)


def test_that_undo_names_the_item_and_opens_it_again(services: Services, company: UUID) -> None:
    _answer(services, company, "B3", CheckAnswer.NO)
    step = services.undo.steps().back[0]
    assert render(step.said) == "Angabe zur IT-Sicherheit „Rücksicherung geprobt“: Antwort – → nein"
    services.undo.undo()
    assert services.it_security.state(company).status.answered == 0
    told = services.history.of_record(
        company, "security_answer", security_answer_id(company, "B3"), "answer"
    )
    assert [render(each.after) for each in told.lines][-1] == "nein"


def test_that_two_laptops_fill_the_same_slots(
    workspace: Workspace, colleague: Workspace, services: Services, company: UUID
) -> None:
    carry(workspace, colleague)
    there = Services(colleague, lambda: TODAY)
    _answer(services, company, "B1", CheckAnswer.YES)
    _answer(there, company, "B1", CheckAnswer.YES)
    _answer(there, company, "B2", CheckAnswer.UNKNOWN)
    carry(colleague, workspace)
    assert _given(services.it_security.state(company)) == {
        "B1": CheckAnswer.YES,
        "B2": CheckAnswer.UNKNOWN,
    }
    assert not services.companies.contested(company)
