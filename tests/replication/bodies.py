"""Operations for tests that need some, and ways to damage their bytes."""

from __future__ import annotations

import json
from collections.abc import Mapping
from random import Random
from typing import Any
from uuid import UUID

from hypothesis import strategies as st

from kihub_desktop.replication.operation import (
    MAX_NUMBER,
    Dot,
    FieldWrite,
    Operation,
    OperationKind,
)
from tests.replication.sheets import KEYS, SPACES

NUMBERS = st.integers(1, MAX_NUMBER - 1)
DOTS = st.builds(Dot, st.uuids().map(str), NUMBERS)
WRITES = st.builds(
    FieldWrite,
    st.one_of(st.none(), st.booleans(), st.text(), st.integers()),
    st.lists(DOTS, max_size=4).map(tuple),
)
NAMES = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), min_size=1)
OPERATIONS = st.builds(
    Operation,
    space=st.uuids(),
    device=st.uuids().map(str),
    seq=NUMBERS,
    previous=st.binary(min_size=32, max_size=32),
    kind=st.sampled_from(OperationKind),
    schema=NUMBERS,
    transaction=st.uuids(),
    clock=NUMBERS,
    author=st.uuids(),
    record=st.builds(lambda kind, each: f"{kind}:{each}", st.sampled_from("ab"), st.uuids()),
    nonce=st.binary(min_size=16, max_size=16),
    fields=st.dictionaries(NAMES.map(lambda name: name[:300]), WRITES, min_size=1, max_size=5),
)


def an_operation(
    fields: Mapping[str, FieldWrite] | None = None, seq: int = 1, previous: bytes = bytes(32)
) -> Operation:
    """A write of a foreign device."""
    return Operation(
        space=SPACES[0],
        device=str(UUID(int=0xF0)),
        seq=seq,
        previous=previous,
        kind=OperationKind.WRITE,
        schema=1,
        transaction=UUID(int=1),
        clock=1,
        author=UUID(int=2),
        record=KEYS[0].record,
        nonce=bytes(16),
        fields=fields or {"amount": FieldWrite("84", (Dot(str(UUID(int=0xF1)), 7),))},
    )


_SPLINTERS: tuple[Any, ...] = (
    None,
    True,
    0,
    -1,
    2**63,
    2**64,
    1.5,
    1e300,
    "",
    "x",
    "\ud800",
    "\0",
    "{00000000-0000-0000-0000-0000000000f0}",
    "ff" * 32,
    [],
    [[]],
    [["x", 1]],
    {},
    {"": []},
    {"amount": ["84"]},
    {"amount": "84"},
    {"amount": {"84": 1, "x": 2}},
    {"amount": ["84", ""]},
    {"amount": ["84", [["x", 1, 2]]]},
    {"_deleted": ["[[[[", []]},
)


def damaged(body: bytes, dice: Random) -> bytes:
    """The bytes with flipped, cut, doubled or inserted parts, or with a key of another shape."""
    if dice.random() < 0.5:
        content = json.loads(body)
        for key in dice.sample(sorted(content), dice.choice((1, 1, 2))):
            content[key] = dice.choice(_SPLINTERS)
        return json.dumps(content, ensure_ascii=dice.random() < 0.9).encode(errors="surrogatepass")
    changed = bytearray(body)
    for _ in range(dice.choice((1, 1, 2, 8))):
        start = dice.randrange(len(changed) + 1)
        end = min(len(changed), start + dice.choice((0, 1, 1, 2, 16)))
        part = changed[start:end]
        new = (b"", bytes(part * 2), dice.randbytes(1), b'"', b"[", b"9" * 30, b"\\u0000", b"1e999")
        changed[start:end] = dice.choice(new)
    return bytes(changed)
