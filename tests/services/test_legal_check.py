"""The legal check as records: scope, what the capture answers, conflicts, and the verdict."""

from __future__ import annotations

from decimal import Decimal
from uuid import UUID

import pytest

from kihub_desktop.composition import Services
from kihub_desktop.domain.choices import Archetype, Connectivity, SourceRole
from kihub_desktop.domain.law import UNSURE, Answer, LegalClass
from kihub_desktop.domain.legal_records import LegalFact
from kihub_desktop.domain.refusals import Refused
from kihub_desktop.domain.visit_records import Affiliate, Machine
from kihub_desktop.services.legal_capture import origin_words
from kihub_desktop.services.legal_check import FactState, LegalCheck
from kihub_desktop.services.legal_verdict import law_input
from kihub_desktop.store.workspace import Workspace
from kihub_desktop.texts import render
from tests.services.conftest import carry
from tests.services.golden_report import TODAY, firm

NOW = 10**9
WHOLE = {
    "ableitung": "gelernt",
    "merkmale": "maschine,autonomie,ziele,ausgabe,einfluss",
    "geltung": "keine",
    "rollen": "betreiber",
    "art5": "keine",
    "zweckbereich": "keiner",
    "am_arbeitsplatz": "nein",
    "produktakt": "keiner",
    "sicherheitszweck": "nein",
    "art50": "keine",
    "personenbezug": "nein",
    "inhalte": "keine",
    "erkennbar": "nein",
    "br_themen": "keine",
    "produkt_digital": "nein",
    "maschinen": "keine",
    "nis2_sektor": "keiner",
}


class Scene:
    """A company with two use cases."""

    def __init__(self, services: Services) -> None:
        self.services = services
        self.company = services.companies.create("Göltzschtal Präzision GmbH")[0]
        self.first = self.use_case("Verschleiß vorhersagen")
        self.second = self.use_case("Angebote vorbereiten")

    def use_case(self, title: str, archetype: Archetype = Archetype.OTHER) -> UUID:
        return self.services.use_cases.create(self.company, title=title, archetype=archetype)[0]

    def check(self, use_case: UUID | None = None) -> LegalCheck:
        found = self.services.legal.state(self.company, use_case or self.first)
        assert found is not None
        return found

    def fact(self, fact: str, use_case: UUID | None = None) -> FactState:
        return self.check(use_case).states[fact]

    def answer(self, fact: str, value: str | None, use_case: UUID | None = None) -> None:
        where = use_case or self.first
        self.services.legal.answer(self.company, where, fact, value, self.check(where).as_of)

    def save(self, **values: object) -> None:
        self.services.companies.save(self.company, NOW, **values)

    def source(self, **values: object) -> UUID:
        source, _ = self.services.sources.create(self.company, **values)
        self.services.use_cases.link_source(
            self.company, self.first, source, NOW, role=SourceRole.NECESSARY
        )
        return source


@pytest.fixture
def scene(services: Services) -> Scene:
    return Scene(services)


def test_that_facts_of_the_company_hold_for_all_its_use_cases(scene: Scene) -> None:
    scene.answer("nis2_sektor", "verarbeitend")
    scene.answer("art5", "keine")
    assert scene.fact("nis2_sektor", scene.second).value == frozenset({"verarbeitend"})
    assert scene.fact("art5", scene.second).value is None
    records = scene.services.records(LegalFact).of_company(scene.company).records
    assert {each.fact: each.use_case for each in records} == {
        "nis2_sektor": None,
        "art5": scene.first,
    }
    assert {each.edition for each in records} == {scene.services.legal.catalogue.edition}


def test_that_what_is_no_answer_is_refused(scene: Scene) -> None:
    with pytest.raises(Refused):
        scene.answer("art5", "vielleicht")
    with pytest.raises(KeyError):
        scene.answer("unbekannte_frage", "ja")
    scene.answer("art5", "unbekannt")
    assert scene.fact("art5").value is Answer.UNKNOWN


def test_that_master_data_answer_and_say_so(scene: Scene) -> None:
    scene.save(works_council=True, employees=Decimal(84))
    council = scene.fact("betriebsrat")
    assert (council.value, council.is_taken) == (Answer.YES, True)
    assert council.taken is not None
    assert render(origin_words(council.taken.origins[0])) == "Stammdaten, Betriebsrat"
    assert scene.fact("mitarbeitende").value == Decimal(84)


def test_that_an_own_answer_goes_before_the_capture_and_the_conflict_shows(scene: Scene) -> None:
    scene.save(works_council=True)
    scene.answer("betriebsrat", "nein")
    state = scene.fact("betriebsrat")
    assert (state.value, state.conflicts, state.is_taken) == (Answer.NO, True, False)
    scene.answer("betriebsrat", "unbekannt")
    assert scene.fact("betriebsrat").value is Answer.UNKNOWN
    scene.answer("betriebsrat", None)
    assert scene.fact("betriebsrat").is_taken


def test_that_one_source_with_persons_is_enough_and_a_no_needs_all(scene: Scene) -> None:
    scene.source(name="Spindel-Sensorik", personal_data=False)
    assert scene.fact("personenbezug").value is Answer.NO
    scene.source(name="Schichtbuch")
    assert scene.fact("personenbezug").value is None
    scene.source(name="Bedienprotokoll", personal_data=True)
    state = scene.fact("personenbezug")
    assert state.value is Answer.YES
    assert state.taken is not None
    assert render(origin_words(state.taken.origins[0])) == (
        "Datenquelle „Bedienprotokoll“, Feld Personenbezogene Daten"
    )
    assert scene.fact("personenbezug", scene.second).value is None


def test_that_a_kind_of_use_case_answers_only_what_it_decides(scene: Scene) -> None:
    assistant = scene.use_case("Angebote", Archetype.LANGUAGE_ASSISTANT)
    assert scene.fact("ableitung", assistant).value == "gelernt"
    contact = scene.fact("art50", assistant)
    assert contact.value == frozenset({"interaktion", "erzeugt", UNSURE})
    assert not contact.is_answered
    planning = scene.use_case("Rüstfolge", Archetype.OPTIMISATION)
    assert scene.fact("ableitung", planning).value is None


def test_that_what_a_template_supposes_is_shown_and_counts_for_nothing(scene: Scene) -> None:
    case, _ = scene.services.use_cases.create(
        scene.company, title="Sichtprüfung", archetype=Archetype.OTHER, template="mb3"
    )
    supposed = scene.fact("nur_komfort", case)
    assert supposed.is_supposed
    assert supposed.taken is not None
    assert supposed.taken.value is Answer.YES
    assert [each.field for each in supposed.taken.origins] == ["template"]
    assert supposed.value is None
    assert not supposed.is_taken
    plain = scene.use_case("Sichtprüfung ohne Vorlage")
    assert scene.check(case).result.law_class is scene.check(plain).result.law_class
    assert scene.check(case).asked == scene.check(plain).asked
    scene.answer("nur_komfort", "nein", case)
    answered = scene.fact("nur_komfort", case)
    assert answered.value is Answer.NO
    assert not answered.is_supposed
    assert not answered.conflicts


def test_that_what_is_known_in_part_is_still_asked(scene: Scene) -> None:
    machine, _ = scene.services.records(Machine).create(
        scene.company, name="BAZ 3", connectivity=Connectivity.OPC_UA
    )
    scene.source(name="Spindel-Sensorik", machine=machine)
    assert scene.fact("maschinen").value == frozenset({"vernetzt", UNSURE})
    assert "maschinen" in scene.check().asked


def test_that_figures_of_linked_companies_count_and_an_unknown_one_answers_nothing(
    scene: Scene,
) -> None:
    scene.save(employees=Decimal(40), autonomous=False)
    assert scene.fact("mitarbeitende").value is None
    affiliates = scene.services.records(Affiliate)
    affiliates.create(scene.company, name="Mutter", share=Decimal(100), employees=Decimal(30))
    assert scene.fact("mitarbeitende").value == Decimal(70)
    affiliates.create(scene.company, name="Schwester", share=Decimal(60))
    assert scene.fact("mitarbeitende").value is None


def test_that_a_finding_answers_the_law(scene: Scene) -> None:
    scene.services.use_cases.set_finding(
        scene.company, scene.first, "safety_function", NOW, value="nein"
    )
    state = scene.fact("sicherheitszweck")
    assert state.value is Answer.NO
    assert state.taken is not None
    assert state.taken.origins[0].kind == "finding"


def test_that_answers_lead_to_a_class_and_leave_nothing_to_ask(scene: Scene) -> None:
    assert scene.check().result.law_class is LegalClass.TO_CLARIFY
    before = len(scene.check().asked)
    for fact, value in WHOLE.items():
        scene.answer(fact, value)
    check = scene.check()
    assert check.result.law_class is LegalClass.MINIMAL
    assert len(check.asked) < before
    assert not check.result.class_is_open


def test_that_the_law_stays_open_until_something_is_known(scene: Scene) -> None:
    rules = scene.services.feasibility.method.law
    assert not scene.check().is_begun
    assert law_input(scene.check(), rules) is None
    scene.save(works_council=True)
    given = law_input(scene.check(), rules)
    assert given is not None
    assert given.state.law_class == "PRUEFEN"
    assert given.worst is not None
    assert given.worst.law_class == "VERBOTEN"


def test_that_a_verdict_opens_down_to_the_legal_answers(sample: Services) -> None:
    company = firm(sample)
    judged = sample.feasibility.all_judged(company)[0]
    use_case = judged.use_case.id
    law = next(each for each in judged.verdict.pillars if each.pillar.value == "R")
    leaves = [node for node in law.tree.walk() if (node.answer or "").startswith("law:")]
    facts = {(node.answer or "").split(":")[2] for node in leaves if "," not in (node.answer or "")}
    assert {"art5", "zweckbereich", "erkennbar"} <= facts
    assert {(node.answer or "").split(":")[1] for node in leaves} == {str(use_case)}
    duties = {step.code for step in judged.verdict.steps}
    assert "art4" in duties
    assert {"mitbestimmung", "dsfa_pruefen"} <= {each.code for each in judged.verdict.conditions}


def test_that_an_unknown_answer_never_makes_the_law_better(scene: Scene) -> None:
    for fact, value in WHOLE.items():
        scene.answer(fact, value)
    settled = scene.check().result.light.rank
    for fact, value in WHOLE.items():
        scene.answer(fact, "unbekannt")
        assert scene.check().result.light.rank <= settled
        scene.answer(fact, value)


def test_that_answers_of_another_edition_are_kept_and_counted(scene: Scene) -> None:
    record = scene.services.workspace.new_id()
    scene.services.records(LegalFact).save(
        scene.company, record, NOW, use_case=scene.first, fact="alt", value="ja"
    )
    assert scene.check().foreign == 1


def test_that_undo_names_the_question(scene: Scene) -> None:
    scene.answer("rechtsgrundlage", "nein")
    assert "Rechtsgrundlage" in render(scene.services.undo.steps().back[0].said)
    assert render(scene.services.undo.steps().back[0].said).endswith("Wert – → nein")
    scene.services.undo.undo()
    assert scene.fact("rechtsgrundlage").value is None


def test_that_different_answers_of_two_laptops_wait_for_a_decision(
    workspace: Workspace, colleague: Workspace, scene: Scene
) -> None:
    carry(workspace, colleague)
    there = Services(colleague, lambda: TODAY)
    scene.answer("betriebsrat", "ja")
    there.legal.answer(scene.company, scene.first, "betriebsrat", "nein", NOW)
    carry(colleague, workspace)
    record = scene.fact("betriebsrat").record
    assert record is not None
    assert "value" in scene.services.companies.contested(scene.company)[record.id]
