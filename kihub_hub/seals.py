"""Seals: texts that only this hub can have written, such as bearer tokens and cursors."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Seals:
    """Seals with a secret (HMAC-SHA256); every purpose has seals of its own."""

    secret: bytes = field(repr=False)

    def seal(self, purpose: str, content: Mapping[str, object]) -> str:
        """Text that carries the content and proves where it comes from; it is not encrypted."""
        plain = json.dumps(content, separators=(",", ":"), sort_keys=True).encode()
        return f"{_text(plain)}.{_text(self._mac(purpose, plain))}"

    def unseal(self, purpose: str, sealed: str) -> dict[str, Any] | None:
        """The content, or None if this hub has not sealed it for this purpose."""
        first, _, second = sealed.partition(".")
        try:
            plain, mac = _bytes(first), _bytes(second)
        except (ValueError, binascii.Error):
            return None
        if not hmac.compare_digest(mac, self._mac(purpose, plain)):
            return None
        content = json.loads(plain)
        return content if isinstance(content, dict) else None

    def mark(self, purpose: str, text: str) -> str:
        """A short mark that belongs to a text, for forms."""
        return _text(self._mac(purpose, text.encode()))

    def _mac(self, purpose: str, content: bytes) -> bytes:
        return hmac.digest(self.secret, purpose.encode() + b"\0" + content, hashlib.sha256)


def _text(value: bytes) -> str:
    return base64.urlsafe_b64encode(value).decode("ascii").rstrip("=")


def _bytes(value: str) -> bytes:
    return base64.b64decode(value.encode("ascii") + b"=" * (-len(value) % 4), b"-_", validate=True)
