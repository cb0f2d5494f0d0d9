"""Law and security without a window: what is asked, what an answer does, what the page says."""

from __future__ import annotations

from uuid import UUID

import pytest

from kihub_desktop.composition import Services
from kihub_desktop.domain.changes import Changes
from kihub_desktop.domain.choices import Archetype, CheckAnswer
from kihub_desktop.domain.phrases import Value
from kihub_desktop.texts import render
from kihub_desktop.ui.pages.legal.presenter import NO_USE_CASE, LegalDesk, LegalPresenter
from kihub_desktop.ui.pages.legal.state import (
    AnswerForm,
    AnswerLine,
    LegalPageState,
    LegalState,
    SecurityPageState,
)
from kihub_desktop.ui.use_case_choice import NO_COMPANY
from tests.services.conftest import services, workspace
from tests.services.test_legal_check import WHOLE

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

    def reveal_question(self, fact: str) -> None:
        self.revealed.append(fact)

    def reveal_security(self, item: str) -> None:
        self.revealed.append(item)

    @property
    def legal(self) -> LegalState:
        assert self.state.legal is not None
        return self.state.legal

    def line(self, fact: str) -> AnswerLine:
        lines = [each for group in self.legal.groups for each in group.lines]
        return next(each for each in lines if each.key == fact)

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
        self.use_case: UUID | None = None
        self.went: list[tuple[str, str]] = []
        desk = LegalDesk(
            lambda: self.company,
            lambda: self.use_case,
            self._choose,
            self._take,
            lambda page, target: self.went.append((page, target)),
            self._publish,
        )
        self.presenter = LegalPresenter(self.view, services, desk)
        self.presenter.load()

    def _choose(self, use_case: UUID | None) -> None:
        self.use_case = use_case

    def new_use_case(self, title: str) -> UUID:
        assert self.company is not None
        use_case, _ = self.services.use_cases.create(
            self.company, title=title, archetype=Archetype.PREDICTIVE_MAINTENANCE
        )
        self.presenter.load()
        return use_case

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


def test_that_without_a_use_case_the_check_of_the_company_is_there(scene: Scene) -> None:
    assert scene.view.state.missing == NO_USE_CASE
    assert scene.view.state.legal is None
    assert scene.view.state.security is not None


def test_that_only_what_matters_is_asked_and_an_answer_opens_what_follows(scene: Scene) -> None:
    scene.new_use_case("Verschleiß vorhersagen")
    keys = {each.key for group in scene.view.legal.groups for each in group.lines}
    assert {"rollen", "zweckbereich"} <= keys
    assert not {"biometrie", "kredit", "art5_schaden"} & keys
    for fact in ("merkmale", "geltung", "rollen"):
        scene.presenter.answer(fact, WHOLE[fact])
    scene.presenter.answer("zweckbereich", "kredit")
    keys = {each.key for group in scene.view.legal.groups for each in group.lines}
    assert "kredit" in keys
    assert "biometrie" not in keys


def test_that_what_was_taken_over_says_so_and_leads_there(scene: Scene) -> None:
    assert scene.company is not None
    scene.services.companies.save(scene.company, 10**9, works_council=True)
    scene.new_use_case("Verschleiß vorhersagen")
    scene.presenter.answer("ableitung", "gelernt")
    line = scene.view.line("betriebsrat")
    assert (line.value, line.is_own) == ("ja", False)
    assert line.taken is not None
    assert plain(line.taken.text) == "übernommen: Stammdaten, Betriebsrat"
    scene.presenter.follow(line.taken.address)
    assert scene.went == [("company", "field:works_council")]
    scene.presenter.answer("betriebsrat", "nein")
    line = scene.view.line("betriebsrat")
    assert line.warning is not None
    assert plain(line.warning) == "Die Erfassung sagt „ja“; es zählt die Antwort hier."


def test_that_figures_are_given_in_the_master_data(scene: Scene) -> None:
    scene.new_use_case("Verschleiß vorhersagen")
    scene.presenter.answer("nis2_sektor", "verarbeitend")
    line = scene.view.line("mitarbeitende")
    assert line.form is AnswerForm.ELSEWHERE
    assert line.taken is not None
    scene.presenter.follow(line.taken.address)
    assert scene.went == [("company", "field:employees")]


def test_that_class_light_and_duties_follow_the_answers(scene: Scene) -> None:
    scene.new_use_case("Verschleiß vorhersagen")
    outcome = scene.view.legal.outcome
    assert plain(outcome.name) == "Noch zu prüfen"
    assert plain(outcome.light).startswith("Ampel rot bis")
    for fact, value in WHOLE.items():
        scene.presenter.answer(fact, value)
    outcome = scene.view.legal.outcome
    assert plain(outcome.name) == "Minimales Risiko"
    assert plain(outcome.light) == "Ampel grün"
    duty = next(each for each in scene.view.legal.duties if each.key == "art4")
    assert duty.is_sure
    assert plain(duty.since) == "seit 02.02.2025"
    assert plain(duty.norm) == "Art. 4 KI-VO"
    assert "Verbotene Praktiken: keine der 11 Regeln trifft zu" in {
        plain(each.text) for each in scene.view.legal.path
    }
    assert "keine Rechtsberatung" in plain(scene.view.legal.notice)


def test_that_the_verdict_leads_to_the_question_of_another_use_case(scene: Scene) -> None:
    scene.new_use_case("Verschleiß vorhersagen")
    other = scene.new_use_case("Angebote vorbereiten")
    scene.go(f"law:{other}:art5")
    assert scene.use_case == other
    assert scene.view.revealed == ["art5"]
    scene.presenter.answer("rollen", "betreiber")
    assert scene.company is not None
    state = scene.services.legal.of_company(scene.company)[other].states["rollen"]
    assert state.record is not None
    scene.go(f"legal_fact:{state.record.id}")
    assert scene.view.revealed == ["art5", "rollen"]
