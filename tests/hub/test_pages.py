"""The staff pages: who gets in, what they show, and what they never do."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from decimal import Decimal

import httpx
import pytest

from kihub_desktop.domain.choices import Sector
from kihub_desktop.replication.operation import NO_PREVIOUS, FieldWrite
from kihub_desktop.texts import TEXTS
from kihub_hub.accounts import set_password
from kihub_hub.export import safe_cell
from tests.hub.direct import Direct, operation
from tests.hub.stations import Scene, Station

PASSWORD = "ein ganzer Satz als Kennwort"


class Browser:
    """A browser that keeps cookies and fills in forms."""

    def __init__(self, station: Station) -> None:
        self.http = httpx.Client(base_url=station.url, trust_env=False, follow_redirects=True)

    def get(self, path: str) -> httpx.Response:
        return self.http.get(path)

    def mark(self, path: str) -> str:
        found = re.search(r'name="mark" value="([^"]+)"', self.get(path).text)
        assert found is not None
        return found.group(1)

    def login(self, password: str = PASSWORD) -> httpx.Response:
        return self.http.post("/login", data={"mark": self.mark("/login"), "password": password})


@pytest.fixture
def browser(station: Station) -> Iterator[Browser]:
    set_password(station.hub, PASSWORD)
    opened = Browser(station)
    yield opened
    opened.http.close()


def test_that_without_login_nothing_is_shown(browser: Browser) -> None:
    for path in ("/", "/unternehmen", "/geraete", "/export/unternehmen.csv"):
        answer = browser.get(path)
        assert answer.url.path == "/login"
        assert answer.history[0].status_code == 303
    assert browser.http.post("/logout").url.path == "/login"


def test_that_the_password_opens_and_logout_closes(browser: Browser) -> None:
    assert browser.login("falsch").status_code == 401
    assert browser.get("/unternehmen").url.path == "/login"
    assert browser.login().url.path == "/unternehmen"
    cookie = browser.http.cookies["kihub_session"]
    browser.http.post("/logout", data={"mark": browser.mark("/geraete")})
    browser.http.cookies.set("kihub_session", cookie)
    assert browser.get("/unternehmen").url.path == "/login"


def test_that_a_forged_form_does_nothing(browser: Browser) -> None:
    browser.get("/login")
    for forged in ({}, {"mark": ""}, {"mark": "falsch"}, {"mark": "ü"}):
        answer = browser.http.post("/login", data={**forged, "password": PASSWORD})
        assert answer.status_code == 403
    stranger = httpx.post(
        browser.http.base_url.join("/login"),
        data={"mark": browser.mark("/login"), "password": PASSWORD},
        trust_env=False,
    )
    assert stranger.status_code == 403
    browser.login()
    assert browser.http.post("/logout", data={"mark": "falsch"}).status_code == 403
    assert browser.get("/unternehmen").url.path == "/unternehmen"


def test_that_guessing_the_password_is_braked(browser: Browser, station: Station) -> None:
    assert [browser.login("falsch").status_code for _ in range(6)] == [401] * 5 + [429]
    assert browser.login().status_code == 429
    station.clock.forward(minutes=6)
    assert browser.login().status_code == 200


def test_that_a_session_ends_by_itself_and_with_a_new_password(
    browser: Browser, station: Station
) -> None:
    browser.login()
    station.clock.forward(minutes=11 * 60)
    assert browser.get("/unternehmen").url.path == "/login"
    browser.login()
    set_password(station.hub, PASSWORD + "!")
    assert browser.get("/unternehmen").url.path == "/login"


def test_that_cookies_and_headers_are_strict(browser: Browser) -> None:
    answer = browser.http.post(
        "/login",
        data={"mark": browser.mark("/login"), "password": PASSWORD},
        follow_redirects=False,
    )
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    for path in ("/login", "/unternehmen", "/static/hub.css", "/v1/health", "/nichts"):
        headers = browser.get(path).headers
        assert headers["content-security-policy"].startswith("default-src 'none'")
        assert headers["x-content-type-options"] == "nosniff"
    assert browser.get("/unternehmen").headers["cache-control"] == "no-store"


def test_that_companies_are_listed_with_what_staff_ask_for(scene: Scene, browser: Browser) -> None:
    here, there = scene.laptop(), scene.laptop()
    company, _ = here.companies.create("Göltzschtal Präzision GmbH")
    here.save(company, town="Plauen", sector=Sector.MACHINERY, employees=Decimal("1084.5"))
    here.sync()
    there.sync()
    here.save(company, town="Plauen 1")
    there.save(company, town="Plauen 2")
    there.companies.create("Zweite KG")
    for laptop in (here, there, here):
        laptop.sync()
    browser.login()
    page = browser.get("/unternehmen").text
    for text in ("Göltzschtal Präzision GmbH", "Maschinenbau", "1 offen", "Laptop 02", "heute 12:"):
        assert text in page, text
    assert "Zweite KG" not in browser.get("/unternehmen?q=göltzschtal").text
    assert "Nichts gefunden" in browser.get("/unternehmen?q=gibtesnicht").text
    assert browser.get("/unternehmen?seite=999").status_code == 200
    assert browser.get("/unternehmen?seite=abc").status_code == 200


def test_that_devices_show_their_last_exchange(scene: Scene, browser: Browser) -> None:
    done, _, late = scene.laptop(), scene.laptop(), scene.laptop()
    late.sync()
    scene.clock.forward(days=8)
    done.sync()
    browser.login()
    page = browser.get("/geraete").text
    rows = dict(
        re.findall(
            r'class="name" title="[^"]*">([^<]+)<.*?class="pill \w+">([^<]+)<', page, re.DOTALL
        )
    )
    assert rows == {
        "Laptop 01": "vollständig",
        "Laptop 02": "noch nie",
        "Laptop 03": "überfällig",
    }


def test_that_names_cannot_become_markup(scene: Scene, browser: Browser) -> None:
    laptop = scene.laptop(enrolled=False)
    evil = "<script>alert(1)</script>\"'&{{7*7}}"
    laptop.exchange.enrol(scene.station.url, scene.station.code(evil), evil + "2")
    company, _ = laptop.companies.create(evil)
    laptop.save(company, town=evil)
    laptop.sync()
    browser.login()
    for path in ("/unternehmen", f"/unternehmen?q={evil[:20]}", "/geraete"):
        page = browser.get(path).text
        assert "<script" not in page
        assert "&lt;script&gt;" in page
        assert "{{7*7}}" in page or "q=" in path


def test_that_pages_load_nothing_foreign(browser: Browser) -> None:
    browser.login()
    for path in ("/unternehmen", "/geraete", "/login"):
        page = browser.get(path).text
        assert "http:" not in page
        assert "https:" not in page
        assert "style=" not in page
        for link in re.findall(r'(?:href|src)="([^"]+)"', page):
            if link.startswith("/"):
                assert browser.get(link).status_code == 200, link
    css = browser.get("/static/hub.css").text
    for link in re.findall(r'url\("([^"]+)"\)', css):
        assert browser.get(link).status_code == 200, link


def test_that_the_csv_opens_in_a_spreadsheet_and_runs_nothing(
    scene: Scene, browser: Browser
) -> None:
    laptop = scene.laptop()
    names = ["=1+1", "+49 Werk", "-Anfang", "@SUM(A1)", "\tTab", 'Semikolon; und "Anführung"', "Öl"]
    for name in names:
        company, _ = laptop.companies.create(name)
        laptop.save(company, employees=Decimal("12.5"))
    laptop.sync()
    browser.login()
    answer = browser.get("/export/unternehmen.csv")
    assert answer.content.startswith(b"\xef\xbb\xbf")
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))
    assert rows[0][:4] == ["Unternehmen", "Ort", "Branche", "Beschäftigte (VZÄ)"]
    assert {row[3] for row in rows[1:]} == {"12,5"}
    assert sorted(row[0].removeprefix("'") for row in rows[1:]) == sorted(names)
    for row in rows[1:]:
        assert all(not cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in row)


@pytest.mark.parametrize("text", ["=a", " =a", "+a", "-a", "@a", "\ta", "\ra", "\na", "＝a"])
def test_that_a_dangerous_cell_is_defused(text: str) -> None:
    assert safe_cell(text) == "'" + text


@pytest.mark.parametrize("text", ["", "a=b", "Müller & Söhne", "3-D-Druck", "'a"])
def test_that_a_harmless_cell_stays_as_it_is(text: str) -> None:
    assert safe_cell(text) == text


def test_that_half_known_companies_are_shown_too(station: Station, browser: Browser) -> None:
    direct = Direct(station)
    body = operation(
        direct.device, 1, NO_PREVIOUS, {"sector": FieldWrite("raumfahrt"), "note": FieldWrite(7)}
    ).encode()
    direct.push([body], [direct.head(body)])
    browser.login()
    assert "ohne Namen" in browser.get("/unternehmen").text
    assert browser.get("/export/unternehmen.csv").status_code == 200


def test_that_the_pages_speak_english_too(browser: Browser) -> None:
    TEXTS.use("en")
    try:
        browser.login()
        page = browser.get("/unternehmen").text
    finally:
        TEXTS.use("de")
    assert '<html lang="en">' in page
    assert "Companies" in page
    assert "Unternehmen" not in page


def test_that_the_hub_says_that_it_is_well(station: Station) -> None:
    answer = httpx.get(f"{station.url}/v1/health", trust_env=False)
    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})
