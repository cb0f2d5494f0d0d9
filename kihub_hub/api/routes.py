"""The routes of the interface for laptops."""

from __future__ import annotations

from typing import TypeVar

from fastapi import APIRouter, Request, Response
from starlette.concurrency import run_in_threadpool

from kihub_desktop.replication.wire import (
    ChallengeRequest,
    EnrolRequest,
    Message,
    PullRequest,
    PushRequest,
    TokenRequest,
)
from kihub_hub.api import sync
from kihub_hub.api.admission import Admission
from kihub_hub.api.messages import exchange
from kihub_hub.epochs import top_number
from kihub_hub.hub import Hub

AnyAnswer = TypeVar("AnyAnswer", bound=Message)


def routes(hub: Hub) -> APIRouter:
    """Everything under /v1."""
    router = APIRouter(prefix="/v1")
    admission = Admission(hub)

    @router.get("/health")
    def health() -> dict[str, str]:
        with hub.storage.reading() as connection:
            top_number(connection)
        return {"status": "ok"}

    @router.post("/enrol")
    async def enrol(request: Request) -> Response:
        address = request.client.host if request.client else ""
        return await exchange(
            request, EnrolRequest, lambda asked: _ok(admission.enrol(asked, address))
        )

    @router.post("/challenge")
    async def challenge(request: Request) -> Response:
        return await exchange(
            request, ChallengeRequest, lambda asked: _ok(admission.challenge(asked))
        )

    @router.post("/token")
    async def token(request: Request) -> Response:
        return await exchange(request, TokenRequest, lambda asked: _ok(admission.token(asked)))

    # Who is not let in has no body read for it.
    @router.post("/sync/push")
    async def push(request: Request) -> Response:
        sender = await run_in_threadpool(admission.sender, request)
        return await exchange(request, PushRequest, lambda asked: sync.push(hub, sender, asked))

    @router.post("/sync/pull")
    async def pull(request: Request) -> Response:
        sender = await run_in_threadpool(admission.sender, request)
        return await exchange(request, PullRequest, lambda asked: sync.pull(hub, sender, asked))

    return router


def _ok(answer: AnyAnswer) -> tuple[int, AnyAnswer]:
    return 200, answer
