"""A stranger at the hub's address: answers every request with the same bytes."""

from __future__ import annotations

import asyncio
import re
import threading
from types import TracebackType


class Stranger:
    """A tiny server; `answer` is all it ever says, `chunks` how often."""

    def __init__(self, answer: bytes, chunks: int = 1) -> None:
        self._answer = answer
        self._chunks = chunks
        self._loop = asyncio.new_event_loop()
        self._ready = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self.sent = 0

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        server = self._loop.run_until_complete(asyncio.start_server(self._speak, "127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
        self._ready.set()
        self._loop.run_forever()
        server.close()
        for task in asyncio.all_tasks(self._loop):
            task.cancel()
        self._loop.run_until_complete(self._loop.shutdown_asyncgens())
        self._loop.close()

    async def _speak(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            head = await reader.readuntil(b"\r\n\r\n")
            length = re.search(rb"content-length: (\d+)", head, re.IGNORECASE)
            # Unread bytes at the end would reset the line before the answer has arrived.
            await reader.readexactly(int(length.group(1)) if length else 0)
            for _ in range(self._chunks):
                writer.write(self._answer)
                await writer.drain()
                self.sent += len(self._answer)
            writer.close()
        except (OSError, asyncio.IncompleteReadError, asyncio.CancelledError):
            writer.close()

    def __enter__(self) -> Stranger:
        self._thread.start()
        assert self._ready.wait(10)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)


def http(
    body: bytes, head: str = "", status: str = "200 OK", medium: str = "application/json"
) -> bytes:
    """An answer with its length."""
    lines = (
        f"HTTP/1.1 {status}\r\nContent-Type: {medium}\r\nContent-Length: {len(body)}\r\n{head}\r\n"
    )
    return lines.encode() + body
