"""The hub as the laptop sees it: messages over HTTPS, and every oddity a refusal."""

from __future__ import annotations

import ssl
import time
from typing import TYPE_CHECKING, TypeVar
from urllib.parse import urlsplit

from kihub_desktop.domain.refusals import Refused
from kihub_desktop.replication.wire import (
    JSON,
    MAX_MESSAGE_BYTES,
    ChallengeAnswer,
    ChallengeRequest,
    EnrolAnswer,
    EnrolRequest,
    EpochProblem,
    Message,
    Nonsense,
    Problem,
    PullAnswer,
    PullRequest,
    PushAnswer,
    PushRequest,
    TokenAnswer,
    TokenRequest,
    pack,
    read_message,
    unpack,
    write_message,
)
from kihub_desktop.sync.addresses import is_loopback
from kihub_desktop.sync.answers import (
    EpochChanged,
    TokenExpired,
    nonsense,
    refused,
    unreachable,
)

if TYPE_CHECKING:
    import httpx

Answer = TypeVar("Answer", bound=Message)

_PUSH, _PULL = "sync/push", "sync/pull"
_NEEDING_TOKEN = frozenset({_PUSH, _PULL})
CONNECT_SECONDS = 10.0
SILENCE_SECONDS = 30.0
WHOLE_SECONDS = 600.0
"""How long one answer may take in all, on a line of 2 kB/s and more."""


class HubClient:
    """A connection to one hub. Close it, or use it in a `with` block.

    `bearer` is the token that lets it in. Every method raises Refused HUB_UNREACHABLE,
    HUB_NONSENSE, HUB_REFUSED or NOT_ENROLLED.
    """

    def __init__(self, url: str, silence: float = SILENCE_SECONDS) -> None:
        import httpx

        self._url = url
        self.bearer = ""
        local = is_loopback(urlsplit(url).hostname or "")
        self._client = httpx.Client(
            verify=_trusted() if url.startswith("https:") else False,
            timeout=httpx.Timeout(silence, connect=CONNECT_SECONDS),
            follow_redirects=False,
            trust_env=not local,
            headers={"Accept": JSON, "Accept-Encoding": "zstd", "Content-Type": JSON},
        )

    def enrol(self, request: EnrolRequest) -> EnrolAnswer:
        return self._ask("enrol", request, EnrolAnswer)

    def challenge(self, request: ChallengeRequest) -> ChallengeAnswer:
        return self._ask("challenge", request, ChallengeAnswer)

    def sign_in(self, request: TokenRequest) -> None:
        """Asks for a bearer token and uses it from now on."""
        self.bearer = ""
        self.bearer = self._ask("token", request, TokenAnswer).token

    def push(self, request: PushRequest) -> PushAnswer:
        """Also EpochChanged and TokenExpired."""
        return self._ask(_PUSH, request, PushAnswer)

    def pull(self, request: PullRequest) -> PullAnswer:
        """Also EpochChanged and TokenExpired."""
        return self._ask(_PULL, request, PullAnswer)

    def close(self) -> None:
        self._client.close()

    def __enter__(self) -> HubClient:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _ask(self, path: str, request: Message, kind: type[Answer]) -> Answer:
        status, content = self._post(path, write_message(request))
        try:
            if status in {200, 202}:
                return read_message(kind, content)
            problem = read_message(Problem, content)
            if status == 410 and path in _NEEDING_TOKEN:
                raise EpochChanged(read_message(EpochProblem, content))
        except Nonsense as error:
            raise nonsense(f"{status} {error}") from error
        if problem.type == "token" and path in _NEEDING_TOKEN:
            raise TokenExpired
        raise refused(problem.type, status)

    def _post(self, path: str, content: bytes) -> tuple[int, bytes]:
        """Status and JSON text of the answer; redirects and other media are nonsense."""
        import httpx

        packed, encoding = pack(content)
        headers = {} if encoding == "identity" else {"Content-Encoding": encoding}
        if self.bearer:
            headers["Authorization"] = f"Bearer {self.bearer}"
        url, started = f"{self._url}/v1/{path}", False
        try:
            with self._client.stream("POST", url, content=packed, headers=headers) as response:
                started = True
                medium = response.headers.get("content-type", "").partition(";")[0].strip().lower()
                if medium != JSON:
                    raise nonsense(f"{response.status_code} {medium[:80]}")
                raw = _bounded(response)
                encoding = response.headers.get("content-encoding", "")
                return response.status_code, unpack(raw, encoding)
        except Nonsense as error:
            raise nonsense(str(error)) from error
        except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError, ValueError) as error:
            raise _refusal_of(error, started=started) from error


def _trusted() -> ssl.SSLContext:
    """The certificates that the operating system trusts, with those of the factory's proxy."""
    import truststore

    return truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)


def _bounded(response: httpx.Response) -> bytes:
    parts: list[bytes] = []
    total, deadline = 0, time.monotonic() + WHOLE_SECONDS
    for part in response.iter_raw():
        total += len(part)
        if total > MAX_MESSAGE_BYTES:
            raise Nonsense("too large")
        if time.monotonic() > deadline:
            raise unreachable("too slow")
        parts.append(part)
    return b"".join(parts)


def _refusal_of(error: Exception, *, started: bool) -> Refused:
    """A broken line is "unreachable"; an answer that is no HTTP, or only half, is nonsense."""
    import httpx

    text = f"{type(error).__name__}: {error}"[:300]
    if not isinstance(error, httpx.HTTPError):
        return nonsense(text)
    garbled = isinstance(error, httpx.RemoteProtocolError | httpx.DecodingError)
    hung_up = "without sending" in text
    return nonsense(text) if garbled and (started or not hung_up) else unreachable(text)
