"""Speaking with the hub without the laptop's client, to send what a laptop never would."""

from __future__ import annotations

import base64
import json
import os
from collections.abc import Sequence
from typing import Any
from uuid import UUID

import httpx

from kihub_desktop.replication.operation import (
    NO_PREVIOUS,
    FieldWrite,
    Operation,
    OperationKind,
    chain_hash,
)
from kihub_desktop.replication.signing import (
    head_message,
    new_private_key,
    public_key_of,
    sign,
    token_message,
)
from tests.hub.stations import Station

SPACE = UUID("0193a000-0000-7000-8000-000000000001")
AUTHOR = UUID("0193a000-0000-7000-8000-0000000000aa")


class Direct:
    """An enrolled device that writes its messages by hand."""

    def __init__(self, station: Station, device: str = "", name: str = "Von Hand") -> None:
        self.station = station
        self.device = device or str(UUID(bytes=os.urandom(16), version=4))
        self.private = new_private_key()
        self.http = httpx.Client(base_url=station.url, trust_env=False, timeout=20)
        answer = self.post("enrol", self.application(station.code(name)))
        assert answer.status_code == 200, answer.text
        self.epoch = answer.json()["epoch"]
        self.sign_in()

    def application(self, code: str) -> dict[str, Any]:
        key = base64.b64encode(public_key_of(self.private)).decode()
        return {
            "code": code,
            "device": self.device,
            "name": "Von Hand",
            "public_key": key,
            "proto": 1,
        }

    def sign_in(self) -> httpx.Response:
        challenge = self.post("challenge", {"device": self.device}).json()
        message = token_message(challenge["hub"], self.device, challenge["nonce"])
        self.signed = {
            "device": self.device,
            "nonce": challenge["nonce"],
            "sig": base64.b64encode(sign(self.private, message)).decode(),
        }
        answer = self.post("token", self.signed)
        if answer.status_code == 200:
            self.http.headers["Authorization"] = f"Bearer {answer.json()['token']}"
        return answer

    def post(self, path: str, content: dict[str, Any]) -> httpx.Response:
        return self.http.post(f"/v1/{path}", json=content)

    def push(
        self, bodies: Sequence[bytes | str], heads: Sequence[list[Any]] = (), **more: Any
    ) -> httpx.Response:
        content = {
            "proto": 1,
            "schema": 1,
            "device": self.device,
            "epoch": self.epoch,
            "heads": list(heads),
            "ops": [body if isinstance(body, str) else body.decode() for body in bodies],
            **more,
        }
        return self.post("sync/push", content)

    def pull(self, **more: Any) -> httpx.Response:
        return self.post(
            "sync/pull", {"proto": 1, "schema": 1, "device": self.device, "cursor": "", **more}
        )

    def head(self, body: bytes, private: bytes = b"") -> list[Any]:
        """The signed head of a chain that ends with this operation."""
        content = json.loads(body)
        digest = chain_hash(bytes.fromhex(content["p"]), body)
        message = head_message(content["sp"], content["d"], content["s"], digest)
        signature = sign(private or self.private, message)
        return [content["sp"], content["d"], content["s"], digest.hex(), signature.hex()]


def chain(device: str, values: Sequence[object], field: str = "town") -> list[bytes]:
    """The bytes of one chain of operations on one company."""
    previous, bodies = NO_PREVIOUS, []
    for seq, value in enumerate(values, start=1):
        body = operation(device, seq, previous, {field: FieldWrite(value)}).encode()  # type: ignore[arg-type]
        previous = chain_hash(previous, body)
        bodies.append(body)
    return bodies


def operation(device: str, seq: int, previous: bytes, fields: dict[str, FieldWrite]) -> Operation:
    return Operation(
        space=SPACE,
        device=device,
        seq=seq,
        previous=previous,
        kind=OperationKind.WRITE,
        schema=1,
        transaction=UUID(int=seq),
        clock=117_600_000_000_000_000 + seq,
        author=AUTHOR,
        record=f"company:{SPACE}",
        nonce=bytes(16),
        fields=fields,
    )
