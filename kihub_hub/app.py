"""The web application: the interface for laptops, the pages for staff, their fonts and style."""

from __future__ import annotations

from pathlib import Path

from fastapi import FastAPI
from starlette.staticfiles import StaticFiles

from kihub_desktop.paths import resources
from kihub_hub.api import problems
from kihub_hub.api import routes as api
from kihub_hub.hub import Hub
from kihub_hub.web import pages
from kihub_hub.web.headers import StrictHeaders

_STATIC = Path(__file__).parent / "web" / "static"


def create_app(hub: Hub) -> FastAPI:
    """The application on an open hub; it does not close it."""
    app = FastAPI(title="KI-HUB", docs_url=None, redoc_url=None, openapi_url=None)
    problems.install(app)
    app.include_router(api.routes(hub))
    app.include_router(pages.routes(hub))
    app.mount("/static", StaticFiles(directory=_STATIC))
    app.mount("/fonts", StaticFiles(directory=resources() / "fonts"))
    app.add_middleware(StrictHeaders)
    return app
