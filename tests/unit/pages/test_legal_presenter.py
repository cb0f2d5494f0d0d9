"""Law and security without a window: what is asked, what an answer does, what the page says."""

from __future__ import annotations

from uuid import UUID

import pytest

from kihub_desktop.composition import Services
from kihub_desktop.domain.changes import Changes
from kihub_desktop.domain.choices import CheckAnswer
from kihub_desktop.domain.phrases import Value
from kihub_desktop.texts import render
from kihub_desktop.ui.pages.legal.presenter import LegalDesk, LegalPresenter
from kihub_desktop.ui.pages.legal.state import LegalPageState, SecurityPageState
from kihub_desktop.ui.use_case_choice import NO_COMPANY
from tests.services.conftest import services, workspace

__all__ = ["services", "workspace"]


def plain(value: Value) -> str:
    """The words with ordinary spaces before a unit."""
    return render(value).replace("\u00a0", " ")


class Shown:
    """A view that remembers what it was told."""

    def __init__(self) -> None:
        self.state = LegalPageState()
        self.revealed: list[str] = []

    def show_state(self, state: LegalPageState) -> None:
        self.state = state

    def reveal_security(self, item: str) -> None:
        self.revealed.append(item)

    @property
    def security(self) -> SecurityPageState:
        assert self.state.security is not None
        return self.state.security


class Scene:
    def __init__(self, services: Services) -> None:
        self.services = services
        self.company: UUID | None = services.companies.create("Göltzschtal Präzision GmbH")[0]
        self.view = Shown()
        self.target = ""
        self.presenter = LegalPresenter(
            self.view, services, LegalDesk(lambda: self.company, self._take, self._publish)
        )
        self.presenter.load()

    def _take(self) -> str:
        target, self.target = self.target, ""
        return target

    def _publish(self, _changes: Changes) -> None:
        self.presenter.load()

    def go(self, target: str) -> None:
        self.target = target
        self.presenter.load()


@pytest.fixture
def scene(services: Services) -> Scene:
    return Scene(services)


def test_that_without_a_company_the_page_says_what_to_do(scene: Scene) -> None:
    scene.company = None
    scene.presenter.load()
    assert scene.view.state.missing == NO_COMPANY
    assert scene.view.state.missing_page == "companies"
    assert scene.view.state.security is None


def test_that_the_check_says_how_far_it_is_and_what_misses(scene: Scene) -> None:
    assert plain(scene.view.security.summary) == "noch nicht begonnen · 27 Fragen"
    scene.presenter.answer_security("B3", "nein")
    assert plain(scene.view.security.summary) == (
        "Status 0 % bis 88 % · 1 von 27 beantwortet · 1 Muss-Frage fehlt"
    )
    assert plain(scene.view.security.musts) == (
        "1 Muss-Frage nicht erfüllt: Rücksicherung geprobt · Abzug 6 %"
    )
    assert [each.key for each in scene.view.security.measures] == ["B3"]


def test_that_a_whole_check_has_one_figure_and_a_word(scene: Scene) -> None:
    for each in scene.services.it_security.catalogue.questions:
        scene.presenter.answer_security(each.key, "ja")
    assert plain(scene.view.security.summary) == "Status 100 % · gut aufgestellt"
    assert plain(scene.view.security.musts) == "Alle Muss-Fragen sind erfüllt"
    scene.presenter.answer_security("O3", "unbekannt")
    assert plain(scene.view.security.summary) == "Status 98 % bis 100 % · 1 unbekannt"


def test_that_only_what_may_not_apply_can_be_left_out(scene: Scene) -> None:
    lines = {each.key: each for group in scene.view.security.groups for each in group.lines}
    assert [each.key for each in lines["N2"].choices][-1] == CheckAnswer.NOT_RELEVANT
    assert len(lines["B1"].choices) == 3


def test_that_an_answer_is_taken_back(scene: Scene) -> None:
    scene.presenter.answer_security("B3", "nein")
    scene.presenter.answer_security("B3", "")
    assert plain(scene.view.security.summary) == "noch nicht begonnen · 27 Fragen"


def test_that_undo_and_search_lead_to_the_item(scene: Scene) -> None:
    scene.go("security:M2")
    scene.presenter.answer_security("B3", "nein")
    assert scene.company is not None
    record = scene.services.it_security.state(scene.company).answers["B3"].id
    scene.go(f"security_answer:{record}")
    assert scene.view.revealed == ["M2", "B3"]
