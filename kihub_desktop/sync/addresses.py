"""The hub's address as a person types it: encrypted always, plain only on this machine."""

from __future__ import annotations

import ipaddress
from urllib.parse import urlsplit

from kihub_desktop.domain.phrases import phrase
from kihub_desktop.domain.refusals import Reason, Refused


def hub_address(text: str) -> str:
    """`hub.region.example` reads https://hub.region.example; Refused BAD_INPUT otherwise."""
    typed = text.strip()
    if "://" not in typed:
        typed = "https://" + typed
    try:
        parts = urlsplit(typed)
        host, port = parts.hostname, parts.port
    except ValueError as error:
        raise _no_address() from error
    if not host or parts.username or parts.password or parts.query or parts.fragment:
        raise _no_address()
    if any(sign.isspace() or not sign.isprintable() for sign in typed):
        raise _no_address()
    if parts.scheme not in {"https", "http"}:
        raise _no_address()
    if parts.scheme == "http" and not is_loopback(host):
        raise Refused(
            Reason.BAD_INPUT,
            phrase("Der Hub wird nur verschlüsselt angesprochen: Die Adresse beginnt mit https://"),
        )
    shown = f"[{host}]" if ":" in host else host
    place = shown if port is None else f"{shown}:{port}"
    return f"{parts.scheme}://{place}{parts.path.rstrip('/')}"


def is_loopback(host: str) -> bool:
    """Whether a host name or address is this machine itself."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _no_address() -> Refused:
    return Refused(
        Reason.BAD_INPUT,
        phrase("Das ist keine Hub-Adresse. Beispiel: https://hub.region.example"),
    )
