"""Messages in and out: bodies are bounded before they are read, and answers packed."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from fastapi import Request, Response
from starlette.concurrency import run_in_threadpool

from kihub_desktop.replication.wire import (
    JSON,
    MAX_MESSAGE_BYTES,
    Message,
    Nonsense,
    pack,
    read_message,
    unpack,
    write_message,
)
from kihub_hub.api.problems import problem

Asked = TypeVar("Asked", bound=Message)


async def exchange(
    request: Request,
    kind: type[Asked],
    answer: Callable[[Asked], tuple[int, Message]],
) -> Response:
    """Reads a message, lets `answer` work on it in a thread, and sends what it gives."""
    content = await _content(request)
    encoding = request.headers.get("content-encoding", "")
    wants_packed = "zstd" in request.headers.get("accept-encoding", "")

    def work() -> Response:
        try:
            message = read_message(kind, unpack(content, encoding))
        except Nonsense as error:
            raise problem(400, "bad_request") from error
        return _response(*answer(message), wants_packed=wants_packed)

    return await run_in_threadpool(work)


async def _content(request: Request) -> bytes:
    parts: list[bytes] = []
    total = 0
    async for part in request.stream():
        total += len(part)
        if total > MAX_MESSAGE_BYTES:
            raise problem(413, "too_large")
        parts.append(part)
    return b"".join(parts)


def _response(status: int, message: Message, *, wants_packed: bool) -> Response:
    content, encoding = write_message(message), "identity"
    if wants_packed and len(content) > 500:
        content, encoding = pack(content)
    headers = {} if encoding == "identity" else {"Content-Encoding": encoding}
    return Response(content, status, headers, media_type=JSON)
