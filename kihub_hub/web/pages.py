"""The staff pages: login, companies, devices, export."""

from __future__ import annotations

import secrets
from pathlib import Path

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.concurrency import run_in_threadpool

from kihub_desktop.texts import TEXTS, _, ngettext, number
from kihub_hub import overview, wording
from kihub_hub.accounts import SESSION_MS, Session, StaffDoor
from kihub_hub.export import companies_csv
from kihub_hub.hub import Hub
from kihub_hub.web.forms import form_of, is_ours
from kihub_hub.web.lists import Paging, company_figures, device_figures

_SESSION = "kihub_session"
_LOGIN = "kihub_login"
_TEMPLATES = Path(__file__).parent / "templates"


class StaffPages:
    """Draws the pages for who is logged in."""

    def __init__(self, hub: Hub) -> None:
        self._hub = hub
        self.door = StaffDoor(hub)
        self._environment = Environment(
            loader=FileSystemLoader(_TEMPLATES), autoescape=True, undefined=StrictUndefined
        )
        self._environment.globals.update(
            _=_, ngettext=ngettext, number=number, texts=TEXTS, wording=wording
        )

    def session(self, request: Request) -> Session | None:
        token = request.cookies.get(_SESSION, "")
        return self.door.session(token) if token else None

    def companies(self, session: Session, search: str, page: int) -> Response:
        now = self._hub.now()
        with self._hub.storage.reading() as connection:
            lines = overview.companies(connection, self._hub.storage.registry, now)
            devices = overview.devices(connection, now)
        found = tuple(line for line in lines if line.matches(search))
        return self._page(
            "companies.html",
            session,
            active="companies",
            counts={"companies": len(lines), "devices": len(devices)},
            figures=company_figures(lines),
            paging=Paging.of(found, page),
            search=search,
            now=now,
        )

    def devices(self, session: Session) -> Response:
        now = self._hub.now()
        with self._hub.storage.reading() as connection:
            lines = overview.devices(connection, now)
            companies = overview.count_companies(connection)
            aside = overview.set_aside_count(connection)
        return self._page(
            "devices.html",
            session,
            active="devices",
            counts={"companies": companies, "devices": len(lines)},
            figures=device_figures(lines, aside),
            lines=lines,
            now=now,
        )

    def export(self) -> Response:
        with self._hub.storage.reading() as connection:
            registry = self._hub.storage.registry
            lines = overview.companies(connection, registry, self._hub.now())
        name = _("unternehmen") + ".csv"
        headers = {"Content-Disposition": f'attachment; filename="{name}"'}
        return Response(companies_csv(lines), 200, headers, media_type="text/csv; charset=utf-8")

    def login_form(self, request: Request, message: str = "", status: int = 200) -> Response:
        token = secrets.token_urlsafe(16)
        response = self._render(
            "login.html",
            status,
            mark=self.door.form_mark(token),
            message=message,
            is_set=self.door.is_set(),
        )
        _set_cookie(response, request, _LOGIN, token, 3_600)
        return response

    def login(self, request: Request, form: dict[str, str]) -> Response:
        token = request.cookies.get(_LOGIN, "")
        if not token or not is_ours(form, self.door.form_mark(token)):
            return self.login_form(request, _("Bitte noch einmal anmelden."), 403)
        address = request.client.host if request.client else ""
        if self.door.is_braked(address):
            return self.login_form(
                request, _("Zu viele Versuche. Bitte in fünf Minuten noch einmal."), 429
            )
        session = self.door.login(form.get("password", ""), address)
        if session is None:
            return self.login_form(request, _("Das Kennwort passt nicht."), 401)
        response = RedirectResponse("/unternehmen", 303)
        _set_cookie(response, request, _SESSION, session.token, SESSION_MS // 1000)
        response.delete_cookie(_LOGIN)
        return response

    def logout(self, session: Session, form: dict[str, str]) -> Response:
        if not is_ours(form, session.form_mark):
            return HTMLResponse(_("Dieses Formular kam nicht von hier."), 403)
        self.door.logout(session)
        response = RedirectResponse("/login", 303)
        response.delete_cookie(_SESSION)
        return response

    def _page(self, template: str, session: Session, **values: object) -> Response:
        return self._render(template, 200, mark=session.form_mark, **values)

    def _render(self, template: str, status: int, **values: object) -> Response:
        return HTMLResponse(self._environment.get_template(template).render(values), status)


def _set_cookie(response: Response, request: Request, name: str, value: str, age: int) -> None:
    response.set_cookie(
        name,
        value,
        max_age=age,
        httponly=True,
        samesite="strict",
        secure=request.url.scheme == "https",
    )


def routes(hub: Hub) -> APIRouter:
    """Everything that a browser asks for."""
    router = APIRouter()
    pages = StaffPages(hub)
    _add_door(router, pages)
    _add_lists(router, pages)
    return router


def _add_door(router: APIRouter, pages: StaffPages) -> None:
    @router.get("/login")
    def login_form(request: Request) -> Response:
        return pages.login_form(request)

    @router.post("/login")
    async def login(request: Request) -> Response:
        form = await form_of(request)
        return await run_in_threadpool(pages.login, request, form)

    @router.post("/logout")
    async def logout(request: Request) -> Response:
        form = await form_of(request)
        session = await run_in_threadpool(pages.session, request)
        if session is None:
            return RedirectResponse("/login", 303)
        return await run_in_threadpool(pages.logout, session, form)


def _add_lists(router: APIRouter, pages: StaffPages) -> None:
    @router.get("/")
    def start() -> Response:
        return RedirectResponse("/unternehmen", 303)

    @router.get("/unternehmen")
    def companies(request: Request, q: str = "", seite: str = "1") -> Response:
        session = pages.session(request)
        page = int(seite) if seite.isascii() and seite.isdigit() and len(seite) < 7 else 1
        return pages.companies(session, q[:200], page) if session else _to_login()

    @router.get("/geraete")
    def devices(request: Request) -> Response:
        session = pages.session(request)
        return pages.devices(session) if session else _to_login()

    @router.get("/export/unternehmen.csv")
    def export(request: Request) -> Response:
        return pages.export() if pages.session(request) else _to_login()


def _to_login() -> Response:
    return RedirectResponse("/login", 303)
