"""What the page of the exchange says about the hub, and how a device is enrolled."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from kihub_desktop.composition import Services
from kihub_desktop.domain.refusals import Reason
from kihub_desktop.store.workspace import Workspace
from kihub_desktop.texts import TEXTS, render
from kihub_desktop.ui.moments import date_text, moment_text
from kihub_desktop.ui.pages.sync.exchanging import HUB_CHANGED
from kihub_desktop.ui.pages.sync.hub_card import hub_connection
from tests.unit.pages.sync_scene import NOWHERE, TODAY, Case, Shown, link, run_before


@pytest.fixture
def shown(workspace: Workspace) -> Shown:
    return Shown(workspace)


def test_that_tiles_and_history_tell_what_happened(shown: Shown, workspace: Workspace) -> None:
    Case(workspace)
    link(workspace, run_before(96), run_before(27, "hub_unreachable", received=5))
    shown.presenter.load()
    state = shown.view.state
    assert state.enrolment is None
    assert (state.device, state.last) == ("Laptop 07", run_before(96).started)
    assert render(state.waiting.note) == "Änderungen in 1 Unternehmen"
    assert render(state.fresh.value) == "5"
    assert render(state.open.note) == "keine widersprüchlichen Angaben"
    interrupted, complete = state.runs
    assert render(interrupted.result).startswith("Hub nicht erreichbar · nach 61\u00a0%")
    assert "nichts verloren" in render(interrupted.result)
    assert (interrupted.is_complete, complete.is_complete) == (False, True)
    assert render(complete.result).startswith("212 Änderungen gesendet, 31 empfangen")
    assert moment_text(interrupted.started, TODAY) == "gestern 09:00"
    assert moment_text(complete.started, TODAY) == "19.11., 12:00"
    assert date_text(complete.started, date(2027, 1, 2)) == "19.11.2026, 12:00"
    TEXTS.use("en")
    assert date_text(complete.started, TODAY) == "19 Nov, 12:00"
    TEXTS.use("de")


def test_that_the_card_in_the_rail_tells_the_truth(
    workspace: Workspace, colleague: Workspace
) -> None:
    services = Services(workspace)
    card = hub_connection(services, TODAY)
    assert (card.online, card.title, card.note) == (False, "Nicht angemeldet", "")
    Case(workspace, colleague).disagree(stops_per_year=(Decimal(38), Decimal(41)))
    link(workspace)
    assert hub_connection(services, TODAY).title == "Noch nicht abgeglichen"
    link(workspace, run_before(96))
    card = hub_connection(services, TODAY)
    waiting = services.exchange.status().waiting
    assert (card.online, card.title) == (True, "Abgeglichen")
    assert card.note.splitlines() == [
        "zuletzt 19.11., 12:00",
        f"{waiting} Änderungen warten",
        "1 bitte entscheiden",
    ]
    link(workspace, run_before(1, "hub_unreachable"))
    card = hub_connection(services, TODAY)
    assert (card.online, card.title) == (False, "Abgleich unterbrochen")
    assert "zuletzt 19.11., 12:00" in card.note


def test_that_an_unknown_device_is_asked_for_everything_it_lacks(shown: Shown) -> None:
    shown.presenter.load()
    shown.presenter.exchange()
    assert shown.view.asked == 1
    shown.presenter.enrol()
    assert set(shown.problems()) == {"url", "code", "device"}
    shown.presenter.type("code", "ABCDE-12345")
    assert set(shown.problems()) == {"url", "device"}
    shown.made_anew().load()
    assert shown.view.state.enrolment is not None
    assert shown.view.state.enrolment.texts["code"] == "ABCDE-12345"
    assert set(shown.problems()) == {"url", "device"}


@pytest.mark.parametrize(
    ("url", "begin"),
    [
        ("ftp://hub.region.example", "Das ist keine Hub-Adresse."),
        ("http://hub.region.example", "Der Hub wird nur verschlüsselt angesprochen"),
        (NOWHERE, "Der Hub ist nicht erreichbar."),
    ],
)
def test_that_a_wrong_address_is_told_beside_it_and_kept(
    shown: Shown, url: str, begin: str
) -> None:
    shown.presenter.load()
    shown.enrol_as(url, "ABCDE-12345")
    assert list(shown.problems()) == ["url"]
    assert shown.problems()["url"].startswith(begin)
    assert shown.view.state.enrolment is not None
    assert shown.view.state.enrolment.texts["url"] == url
    assert not shown.view.state.is_running
    shown.presenter.type("url", "https://hub.region.example")
    assert shown.problems() == {}


def test_that_an_interrupted_exchange_says_what_is_safe_until_it_is_dismissed(
    shown: Shown, workspace: Workspace
) -> None:
    Case(workspace)
    link(workspace)
    shown.presenter.load()
    shown.presenter.exchange()
    state = shown.view.state
    assert state.trouble is not None
    assert "Alles bleibt auf diesem Laptop gespeichert" in render(state.trouble.message)
    assert (state.trouble.can_repeat, state.is_running) == (True, False)
    assert [each.is_complete for each in state.runs] == [False]
    assert HUB_CHANGED in shown.published
    shown.presenter.dismiss()
    shown.presenter.load()
    assert shown.view.state.trouble is None


def test_that_a_device_which_the_hub_has_forgotten_is_enrolled_again(
    shown: Shown, workspace: Workspace
) -> None:
    link(workspace, run_before(1, Reason.NOT_ENROLLED.value))
    shown.presenter.load()
    enrolment = shown.view.state.enrolment
    assert enrolment is not None
    assert (enrolment.is_again, enrolment.texts["url"]) == (True, NOWHERE)
    assert enrolment.texts["device"] == "Laptop 07"


def test_that_only_one_exchange_runs_at_a_time(shown: Shown, workspace: Workspace) -> None:
    link(workspace)
    shown.presenter.load()
    shown.exchanging.is_running = True
    shown.presenter.exchange()
    assert shown.view.state.runs == ()


def test_that_an_unexpected_error_is_told_and_not_swallowed(shown: Shown) -> None:
    shown.exchanging.trouble = ZeroDivisionError("by design")
    shown.presenter.load()
    trouble = shown.view.state.trouble
    assert trouble is not None
    assert trouble.detail == "ZeroDivisionError: by design"
    assert trouble.can_repeat


def test_that_without_a_conflict_nothing_is_decided_or_opened(
    shown: Shown, workspace: Workspace
) -> None:
    Case(workspace)
    shown.presenter.load()
    assert shown.view.state.conflict is None
    shown.presenter.keep(0)
    shown.presenter.step(1)
    shown.presenter.open_record()
    assert (shown.opened, shown.published) == ([], [])
