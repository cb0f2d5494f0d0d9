"""Problems: what the hub answers when it does not do something; never about content."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TypeAlias

from fastapi import FastAPI, Request, Response
from sqlalchemy.exc import DBAPIError

from kihub_desktop.replication.wire import JSON, Problem, write_message

Handler: TypeAlias = Callable[[Request, Exception], Awaitable[Response]]


class Problematic(Exception):
    """Ends a request with a status and a problem."""

    def __init__(self, status: int, problem: Problem) -> None:
        super().__init__(problem.type)
        self.status = status
        self.problem = problem


def problem(status: int, kind: str) -> Problematic:
    return Problematic(status, Problem(type=kind))


def install(app: FastAPI) -> None:
    """Lets every error of the interface end in a problem of the wire."""
    app.add_exception_handler(Problematic, _answer_problem)
    app.add_exception_handler(DBAPIError, _answer_database)


async def _answer_problem(_: Request, error: Exception) -> Response:
    if not isinstance(error, Problematic):
        raise error
    return Response(write_message(error.problem), error.status, media_type=JSON)


async def _answer_database(_: Request, error: Exception) -> Response:
    # A full disk or a lost database: nothing was stored, and the laptop tries again later.
    del error
    headers = {"Retry-After": "60"}
    return Response(write_message(Problem(type="busy")), 503, headers, media_type=JSON)
