"""Encrypted files named by what they hold, without telling it: format, keys, reading, writing.

A file is `KHBLOB1\\0`, a salt of 32 bytes, and chunks of AES-256-GCM: 1 MiB of content and 16
bytes of tag each. The key of a file comes from the workspace's key and the salt (HKDF-SHA256), so
that the chunk's number serves as nonce. Name, number and "last" are authenticated with each chunk:
no chunk can be left out, moved, or put into another file.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID, uuid4

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

SUFFIX = ".blob"
PART = ".part"
LARGEST = 64 * 1024 * 1024
"""No blob is larger; a file that claims to be is not read."""
_MAGIC = b"KHBLOB1\0"
_SALT, _TAG, _CHUNK = 32, 16, 1024 * 1024


class DamagedBlob(Exception):
    """A file that is not what its name promises."""


@dataclass(frozen=True)
class BlobKeys:
    """What encrypts the files, and what their names are made with."""

    content: bytes
    names: bytes


def blob_keys(workspace_key: bytes, workspace: UUID) -> BlobKeys:
    """Both keys of a workspace, 32 bytes each."""
    both = HKDF(SHA256(), 64, workspace.bytes, b"kihub blobs 1").derive(workspace_key)
    return BlobKeys(both[:32], both[32:])


def file_name(keys: BlobKeys, content_hash: str) -> str:
    """A keyed name: a bare SHA-256 would confirm to a thief which known picture lies here."""
    digest = hmac.new(keys.names, content_hash.encode("ascii"), hashlib.sha256)
    return digest.hexdigest() + SUFFIX


def content_hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def write_file(path: Path, keys: BlobKeys, content: bytes) -> None:
    """Writes beside `path` and renames, so that a crash leaves the whole file or none; OSError."""
    part = path.with_name(f"{uuid4().hex}{PART}")
    try:
        with part.open("xb") as target:
            for piece in _sealed(keys, path.name, content):
                target.write(piece)
            target.flush()
            os.fsync(target.fileno())
        part.replace(path)
    except BaseException:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        raise
    _flush_folder(path.parent)


def read_file(path: Path, keys: BlobKeys) -> bytes:
    """The content; FileNotFoundError, or DamagedBlob if a single bit differs."""
    with path.open("rb") as source:
        if os.fstat(source.fileno()).st_size > LARGEST + LARGEST // 1024:
            raise DamagedBlob(path.name)
        raw = source.read()
    try:
        content = b"".join(_opened(keys, path.name, raw))
    except (InvalidTag, ValueError) as error:
        raise DamagedBlob(path.name) from error
    if not hmac.compare_digest(file_name(keys, content_hash(content)), path.name):
        raise DamagedBlob(path.name)
    return content


def _sealed(keys: BlobKeys, name: str, content: bytes) -> Iterator[bytes]:
    salt = secrets.token_bytes(_SALT)
    yield _MAGIC + salt
    cipher = _cipher(keys, salt)
    last = max(0, (len(content) - 1) // _CHUNK)
    for number in range(last + 1):
        piece = content[number * _CHUNK : (number + 1) * _CHUNK]
        yield cipher.encrypt(_nonce(number), piece, _bound(name, number, number == last))


def _opened(keys: BlobKeys, name: str, raw: bytes) -> Iterator[bytes]:
    begin = len(_MAGIC) + _SALT
    if raw[: len(_MAGIC)] != _MAGIC or len(raw) < begin + _TAG:
        raise ValueError("no blob")
    cipher = _cipher(keys, raw[len(_MAGIC) : begin])
    step = _CHUNK + _TAG
    last = (len(raw) - begin - 1) // step
    for number in range(last + 1):
        piece = raw[begin + number * step : begin + (number + 1) * step]
        yield cipher.decrypt(_nonce(number), piece, _bound(name, number, number == last))


def _cipher(keys: BlobKeys, salt: bytes) -> AESGCM:
    return AESGCM(HKDF(SHA256(), 32, salt, b"kihub blob file 1").derive(keys.content))


def _nonce(number: int) -> bytes:
    return number.to_bytes(12, "big")


def _bound(name: str, number: int, last: bool) -> bytes:
    return f"{name}:{number}:{'last' if last else 'more'}".encode("ascii")


def _flush_folder(folder: Path) -> None:
    """The name reaches the disk, too; where folders cannot be opened the system sees to it."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
