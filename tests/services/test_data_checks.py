"""A quick test beside the process: kept, adopted in one step, ended when asked, leaking nothing."""

from __future__ import annotations

import json
import multiprocessing
from dataclasses import asdict, replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from kihub_desktop.composition import Services
from kihub_desktop.domain.choices import Archetype, DataReadiness, Level
from kihub_desktop.domain.phrases import Value
from kihub_desktop.domain.progress import Cancelled
from kihub_desktop.domain.refusals import Refused
from kihub_desktop.services.data_checks import Adoption, DataCheckService, FileChoice, result_of
from kihub_desktop.services.quick_test_process import QuickTested, run_quick_test
from kihub_desktop.services.quick_test_text import LARGEST, UnfitResult, read, written
from kihub_desktop.services.quick_test_worker import Wanted
from kihub_desktop.services.report_chapters.quick_test import quick_test_blocks
from kihub_desktop.texts import render
from tests.unit.analysis import factory_tables as factory

TODAY = date(2026, 11, 23)
VALUES = ("Sabine", "Müller", "Jörg", "firma.example", "DE89", "MÜL")


@pytest.fixture(scope="module")
def people(tmp_path_factory: pytest.TempPathFactory) -> Path:
    frame = factory.with_people(factory.clean(rows=2_000))
    return factory.saved(frame, tmp_path_factory.mktemp("tables") / "spindel.csv")


@pytest.fixture(scope="module")
def tested(people: Path) -> QuickTested:
    return run_quick_test(Wanted(people, TODAY, target="ausfall"))


def test_that_a_result_is_kept_adopted_and_taken_back_in_one_step(
    services: Services, tested: QuickTested
) -> None:
    checks: DataCheckService = services.data_checks
    company, _ = services.companies.create("Muster GmbH")
    use_case, _ = services.use_cases.create(
        company, title="Verschleiß", archetype=Archetype.PREDICTIVE_MAINTENANCE
    )
    record, kept = checks.keep(company, tested)
    assert kept.kinds == {"data_check"}
    state = checks.of_company(company)
    checks.adopt(company, record, state.as_of, Adoption(use_case, says_personal=True))
    (source,) = services.sources.of_company(company).records
    assert (source.personal_data, source.export_seen) == (True, True)
    found = services.use_cases.state(company, use_case)
    assert found is not None
    (link,) = found.links
    assert link.readiness is tested.found.profile.readiness
    assert link.completeness is Level.FIVE
    judged = services.feasibility.judged(company, use_case)
    assert judged is not None
    given = found.quick_tests[0]
    assert (given.skill_low or 0) > Decimal("0.3")
    (case,) = services.reports.material(company).cases
    told = repr(list(quick_test_blocks(case)))
    assert "Was die Stichprobe zeigt" in told
    assert [value for value in VALUES if value in told] == []
    services.undo.undo()
    again = services.use_cases.state(company, use_case)
    assert again is not None
    assert (again.links, again.quick_tests, again.findings) == ((), (), {})
    assert services.sources.of_company(company).records == ()
    assert len(checks.of_company(company).records) == 1


def test_that_no_masked_value_reaches_text_words_or_workspace(
    services: Services, tested: QuickTested
) -> None:
    company, _ = services.companies.create("Muster GmbH")
    record, _ = services.data_checks.keep(company, tested)
    kept = services.data_checks.get(company, record)
    assert kept is not None
    said = repr(tested) + tested.text + repr(kept) + json.dumps(asdict(tested.found), default=str)
    assert [value for value in VALUES if value in said] == []
    assert {"Kürzel", "geprüft durch", "kontakt", "konto"} == set(tested.found.profile.personal)


def test_that_a_personal_column_is_no_target_and_no_time_axis(tmp_path: Path) -> None:
    frame = factory.clean(rows=600).drop(columns=["zeit"])
    frame["Geburtsdatum"] = [f"{1 + n % 28:02}.{1 + n % 12:02}.{1960 + n % 40}" for n in range(600)]
    frame["Prüfer"] = ["Sabine Müller", "Jörg Schäfer"] * 300
    path = factory.saved(frame, tmp_path / "leute.csv")
    found = run_quick_test(Wanted(path, TODAY, target="Prüfer"))
    assert found.found.profile.time is None
    assert found.found.learning is None
    assert "Prüfer" not in found.found.possible_targets
    assert "1960" not in found.text
    assert "Müller" not in found.text


def test_that_a_stored_result_reads_as_it_was_written(tested: QuickTested) -> None:
    again = read(tested.text)
    assert written(again) == tested.text
    assert again == tested.found
    assert len(tested.text) <= LARGEST


@pytest.mark.parametrize(
    "spoil",
    [
        lambda text: "",
        lambda text: "[]",
        lambda text: text[:-40],
        lambda text: text.replace("personenbezogen", "{reason.__class__}", 1),
        lambda text: text.replace("personenbezogen", "{reason:>99999999}", 1),
        lambda text: text.replace('"missing_share":0.0', '"missing_share":NaN', 1),
        lambda text: text.replace('"digits":', '"digits":99', 1),
        lambda text: text + " " * 400_000,
    ],
)
def test_that_a_foreign_text_is_no_result(spoil: object, tested: QuickTested) -> None:
    assert callable(spoil)
    spoiled = spoil(tested.text)
    assert spoiled != tested.text
    with pytest.raises(UnfitResult):
        read(spoiled)


def test_that_an_unreadable_result_is_told_and_adopts_nothing(services: Services) -> None:
    company, _ = services.companies.create("Muster GmbH")
    use_case, _ = services.use_cases.create(company, title="Verschleiß")
    record, _ = services.data_checks.create(company, name="x.csv", result='{"from": "later"}')
    kept = services.data_checks.get(company, record)
    assert kept is not None
    assert result_of(kept) is None
    as_of = services.data_checks.of_company(company).as_of
    with pytest.raises(Refused, match="unfit_value"):
        services.data_checks.adopt(company, record, as_of, Adoption(use_case))
    assert services.sources.of_company(company).records == ()


def test_that_a_wide_result_is_cut_to_what_a_record_holds(tested: QuickTested) -> None:
    profile = tested.found.profile
    columns = tuple(
        replace(profile.columns[0], name=f"Spalte {n} " + "x" * 60) for n in range(2_000)
    )
    wide = replace(tested.found, profile=replace(profile, columns=columns, columns_total=2_000))
    text = written(wide)
    assert len(text) <= LARGEST
    assert read(text).profile.columns_total == 2_000


def test_that_a_cancelled_test_leaves_no_process(people: Path) -> None:
    def stop(done: int, total: int, doing: Value = "") -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        run_quick_test(Wanted(people, TODAY), stop)
    assert multiprocessing.active_children() == []


def test_that_a_killed_child_is_one_sentence(people: Path) -> None:
    def kill(done: int, total: int, doing: Value = "") -> None:
        for child in multiprocessing.active_children():
            child.kill()

    with pytest.raises(Refused) as refused:
        run_quick_test(Wanted(people, TODAY), kill)
    assert render(refused.value.message).startswith("Die Prüfung wurde unerwartet beendet")
    assert multiprocessing.active_children() == []


def test_that_a_test_that_never_ends_is_given_up(people: Path) -> None:
    with pytest.raises(Refused) as refused:
        run_quick_test(Wanted(people, TODAY), longest=0.0)
    assert render(refused.value.message).startswith("Die Prüfung dauert zu lange")


def test_that_an_unknown_target_and_a_missing_file_are_told(people: Path, tmp_path: Path) -> None:
    with pytest.raises(Refused) as refused:
        run_quick_test(Wanted(people, TODAY, target="gibt es nicht"))
    assert render(refused.value.message) == "Die Spalte „gibt es nicht“ gibt es nicht."
    with pytest.raises(Refused) as refused:
        run_quick_test(Wanted(tmp_path / "fehlt.csv", TODAY))
    assert render(refused.value.message) == "„fehlt.csv“ ist nicht lesbar."


def test_that_the_service_asks_for_the_tables_of_a_file(services: Services, people: Path) -> None:
    assert services.data_checks.tables(people) == ()
    found = services.data_checks.test(FileChoice(people))
    assert found.found.learning is None
    assert found.found.profile.readiness in set(DataReadiness)
