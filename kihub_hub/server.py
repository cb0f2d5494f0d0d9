"""Serving: the hub on a socket until it is asked to stop."""

from __future__ import annotations

import signal
import socket
from collections.abc import Callable
from types import FrameType

import uvicorn

from kihub_desktop.domain.phrases import phrase
from kihub_desktop.domain.refusals import Reason, Refused
from kihub_hub.app import create_app
from kihub_hub.hub import Hub

_GRACE_SECONDS = 5


class HubServer(uvicorn.Server):
    """A server that says when it is ready."""

    def __init__(self, hub: Hub, ready: Callable[[], None]) -> None:
        config = uvicorn.Config(
            create_app(hub),
            loop="asyncio",
            http="h11",
            ws="none",
            lifespan="off",
            log_level="warning",
            access_log=False,
            server_header=False,
            timeout_graceful_shutdown=_GRACE_SECONDS,
        )
        super().__init__(config)
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets=sockets)
        if self.started:
            self._ready()


def listen(host: str, port: int) -> socket.socket:
    """A listening socket; port 0 takes a free one. Refused IN_USE if it cannot be had."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family, backlog=256)
    except OSError as error:
        raise Refused(
            Reason.IN_USE,
            phrase(
                "Unter {host}, Port {port} lässt sich nicht hören: Dort läuft schon etwas,"
                " oder die Adresse gehört nicht zu diesem Rechner.",
                host=host,
                port=str(port),
            ),
            str(error),
        ) from error


def address_of(listening: socket.socket) -> str:
    """The URL under which a listening socket is reached."""
    host, port = listening.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def serve(hub: Hub, listening: socket.socket, ready: Callable[[], None]) -> None:
    """Serves until SIGTERM or SIGINT; requests under way are finished first."""
    # The server raises the signal again once it has stopped; that is no reason to fail.
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, _do_nothing)
    HubServer(hub, ready).run(sockets=[listening])


def _do_nothing(number: int, frame: FrameType | None) -> None:
    del number, frame
