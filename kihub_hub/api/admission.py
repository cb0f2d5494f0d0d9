"""Admission: challenge, token and enrolment; every other call carries a bearer token."""

from __future__ import annotations

import base64
import binascii
import secrets
import threading

from fastapi import Request

from kihub_desktop.replication.signing import is_signed, token_message
from kihub_desktop.replication.wire import (
    PROTO,
    ChallengeAnswer,
    ChallengeRequest,
    EnrolAnswer,
    EnrolRequest,
    TokenAnswer,
    TokenRequest,
)
from kihub_hub.api.problems import problem
from kihub_hub.brake import Brake
from kihub_hub.devices import Applicant, KnownDevice, admit, device_of
from kihub_hub.epochs import current_epoch
from kihub_hub.hub import Hub

TOKEN_SECONDS = 15 * 60
_CHALLENGE_MS = 2 * 60_000
_TOKEN = "token"  # noqa: S105  a purpose, no secret
_CODES_PER_MINUTE = 20


class Admission:
    """Who may speak with the hub."""

    def __init__(self, hub: Hub) -> None:
        self._hub = hub
        # Nonces of a process that has ended are worth nothing.
        self._challenge = f"challenge {secrets.token_hex(16)}"
        self._used: dict[str, int] = {}
        self._lock = threading.Lock()
        self._codes = Brake(_CODES_PER_MINUTE, 60_000, hub.now)

    def enrol(self, request: EnrolRequest, address: str) -> EnrolAnswer:
        """Takes a laptop in that presents a valid code; 403 `code` otherwise."""
        if self._codes.holds(address):
            raise problem(429, "too_often")
        self._codes.count(address)
        if request.proto != PROTO:
            raise problem(426, "version")
        applicant = Applicant(request.code, request.device, request.name, _key(request.public_key))
        hub = self._hub
        with hub.storage.writing() as connection:
            device = admit(connection, hub.conditions.hasher, applicant, hub.now())
            epoch = current_epoch(connection)
        if device is None:
            raise problem(403, "code")
        return EnrolAnswer(
            hub=hub.identity, epoch=epoch, name=device.name, server_time=hub.server_time()
        )

    def challenge(self, request: ChallengeRequest) -> ChallengeAnswer:
        """A nonce to be signed within two minutes; unknown devices get one as well."""
        content = {
            "d": request.device,
            "e": self._hub.now() + _CHALLENGE_MS,
            "r": secrets.token_hex(8),
        }
        nonce = self._hub.seals.seal(self._challenge, content)
        return ChallengeAnswer(hub=self._hub.identity, nonce=nonce)

    def token(self, request: TokenRequest) -> TokenAnswer:
        """A bearer token for who signed the nonce; 401 `device` otherwise."""
        self._use(request)
        with self._hub.storage.reading() as connection:
            device = device_of(connection, request.device)
        message = token_message(self._hub.identity, request.device, request.nonce)
        if device is None or not is_signed(device.public_key, message, _decoded(request.sig)):
            raise problem(401, "device")
        content = {"d": device.id, "e": self._hub.now() + TOKEN_SECONDS * 1000}
        return TokenAnswer(token=self._hub.seals.seal(_TOKEN, content), seconds=TOKEN_SECONDS)

    def sender(self, request: Request) -> KnownDevice:
        """The device behind a bearer token; 401 `token` without a valid one."""
        scheme, _, token = request.headers.get("authorization", "").partition(" ")
        content = self._hub.seals.unseal(_TOKEN, token) if scheme.lower() == "bearer" else None
        if content is None or content["e"] <= self._hub.now():
            raise problem(401, "token")
        with self._hub.storage.reading() as connection:
            device = device_of(connection, content["d"])
        if device is None:
            raise problem(401, "device")
        return device

    def _use(self, request: TokenRequest) -> None:
        """Accepts every nonce once."""
        content = self._hub.seals.unseal(self._challenge, request.nonce)
        now = self._hub.now()
        if content is None or content["d"] != request.device or content["e"] <= now:
            raise problem(401, "nonce")
        with self._lock:
            if request.nonce in self._used:
                raise problem(401, "nonce")
            self._used = {nonce: end for nonce, end in self._used.items() if end > now}
            self._used[request.nonce] = content["e"]


def _key(text: str) -> bytes:
    key = _decoded(text)
    if len(key) != 32:
        raise problem(400, "bad_request")
    return key


def _decoded(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except (ValueError, binascii.Error):
        return b""
