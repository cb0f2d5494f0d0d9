"""A tap on the line: hands requests to a hub as they are, and can lose its answers."""

from __future__ import annotations

import contextlib
import socket
import threading
from types import TracebackType
from urllib.parse import urlsplit


class WireTap:
    """A proxy on loopback. `cut` says how many answers to a path are lost, and after how much."""

    def __init__(self, upstream: str) -> None:
        parts = urlsplit(upstream)
        self._upstream = (str(parts.hostname), int(parts.port or 0))
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._listening.getsockname()[1]}"
        self._path = b""
        self._times = 0
        self._after = 0
        self.cuts = 0
        threading.Thread(target=self._accept, daemon=True).start()

    def cut(self, path: str, times: int = 1, after: int = 0) -> None:
        """Loses the next answers to this path: `after` bytes arrive, then the line is dead."""
        self._path, self._times, self._after = f"POST {path} ".encode(), times, after

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                client, _ = self._listening.accept()
                threading.Thread(target=self._carry, args=(client,), daemon=True).start()

    def _carry(self, client: socket.socket) -> None:
        hub = socket.create_connection(self._upstream)
        doomed = threading.Event()
        back = threading.Thread(target=self._back, args=(hub, client, doomed), daemon=True)
        back.start()
        with contextlib.suppress(OSError):
            while content := client.recv(65_536):
                if self._times and self._path in content:
                    self._times -= 1
                    doomed.set()
                hub.sendall(content)
        with contextlib.suppress(OSError):
            hub.shutdown(socket.SHUT_WR)
        back.join()
        client.close()
        hub.close()

    def _back(self, hub: socket.socket, client: socket.socket, doomed: threading.Event) -> None:
        with contextlib.suppress(OSError):
            while content := hub.recv(65_536):
                if doomed.is_set():
                    client.sendall(content[: self._after])
                    self.cuts += 1
                    break
                client.sendall(content)
        with contextlib.suppress(OSError):
            client.shutdown(socket.SHUT_RDWR)

    def __enter__(self) -> WireTap:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._listening.close()
