"""Signatures: every device signs its chain heads and proves with them who it is."""

from __future__ import annotations

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)


def new_private_key() -> bytes:
    """A fresh Ed25519 private key (32 bytes, RFC 8032)."""
    return Ed25519PrivateKey.generate().private_bytes_raw()


def public_key_of(private_key: bytes) -> bytes:
    """The public key (32 bytes) that belongs to a private one."""
    return Ed25519PrivateKey.from_private_bytes(private_key).public_key().public_bytes_raw()


def sign(private_key: bytes, message: bytes) -> bytes:
    """The signature (64 bytes) of a message."""
    return Ed25519PrivateKey.from_private_bytes(private_key).sign(message)


def is_signed(public_key: bytes, message: bytes, signature: bytes) -> bool:
    """Whether the signature is that of the key's owner; False for anything malformed."""
    try:
        Ed25519PublicKey.from_public_bytes(public_key).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


def head_message(space: str, device: str, seq: int, digest: bytes) -> bytes:
    """What is signed for a chain head: its place and its hash, apart from all other uses."""
    return f"kihub-head:1\n{space}\n{device}\n{seq}\n{digest.hex()}".encode()


def token_message(hub: str, device: str, nonce: str) -> bytes:
    """What is signed to be let in; names the hub, so that no other hub can pass it on."""
    return f"kihub-token:1\n{hub}\n{device}\n{nonce}".encode()
