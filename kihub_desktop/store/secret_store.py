"""The key ring of the operating system, asked with a time limit and only where it is a safe one."""

from __future__ import annotations

import importlib
import sys
import threading
from collections.abc import Callable
from queue import Empty, Queue
from typing import Any, Protocol, TypeVar
from uuid import UUID

from kihub_desktop.domain.phrases import phrase
from kihub_desktop.domain.refusals import Reason, Refused

_SERVICE = "KI-HUB Werkbank"
_SECONDS = 30.0
_BACKENDS = {
    "win32": (("keyring.backends.Windows", "WinVaultKeyring"),),
    "darwin": (("keyring.backends.macOS", "Keyring"),),
}
_LINUX = (
    ("keyring.backends.SecretService", "Keyring"),
    ("keyring.backends.libsecret", "Keyring"),
    ("keyring.backends.kwallet", "DBusKeyring"),
)
Answer = TypeVar("Answer")


class SecretStore(Protocol):
    """Keeps short texts under a name for this user on this computer; may be Refused NO_KEYRING."""

    def get(self, name: str) -> str | None: ...

    def put(self, name: str, secret: str) -> None: ...

    def remove(self, name: str) -> None: ...


def ring_name(workspace: UUID, slot: str) -> str:
    """Under which name the half of a slot lies in the key ring."""
    return f"{workspace}:{slot}"


class SystemSecrets:
    """The operating system's key ring.

    Only its own stores are taken, never one that a configuration file names: some keep plain
    text. A store that does not answer in time (a locked one nobody unlocks) is given up.
    """

    def __init__(self, find: Callable[[], Any] | None = None, seconds: float = _SECONDS) -> None:
        self._find = find or _safe_backend
        self._seconds = seconds

    def get(self, name: str) -> str | None:
        found = self._ask(lambda backend: backend.get_password(_SERVICE, name))
        return None if found is None else str(found)

    def put(self, name: str, secret: str) -> None:
        self._ask(lambda backend: backend.set_password(_SERVICE, name, secret))

    def remove(self, name: str) -> None:
        """Nothing there is as good as removed."""

        def delete(backend: Any) -> None:
            if backend.get_password(_SERVICE, name) is not None:
                backend.delete_password(_SERVICE, name)

        self._ask(delete)

    def _ask(self, question: Callable[[Any], Answer]) -> Answer:
        answers: Queue[tuple[bool, Any]] = Queue()

        def work() -> None:
            try:
                answers.put((True, question(self._find())))
            except Exception as error:
                answers.put((False, type(error).__name__))

        # A daemon: a store that hangs must not keep the program from ending.
        threading.Thread(target=work, daemon=True, name="key ring").start()
        try:
            worked, answer = answers.get(timeout=self._seconds)
        except Empty:
            worked, answer = False, "no answer"
        if worked:
            given: Answer = answer
            return given
        raise Refused(
            Reason.NO_KEYRING,
            phrase(
                "Der Schlüsselbund dieses Rechners ist nicht erreichbar. Der Arbeitsbereich"
                " öffnet weiter mit dem Kennwort."
            ),
            str(answer),
        )


def _safe_backend() -> Any:
    """The first store of this system that works; LookupError without one."""
    import keyring.backends  # noqa: F401  names the library to whoever freezes the program

    for module, name in _BACKENDS.get(sys.platform, _LINUX):
        try:
            backend = getattr(importlib.import_module(module), name)
            if backend.priority > 0:
                return backend()
        except Exception:  # noqa: S112  each store fails in its own way where it is absent
            continue
    raise LookupError("no key ring")
