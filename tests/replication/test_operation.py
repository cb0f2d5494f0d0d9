"""Operation bytes: what is written is read back, and damage is told as damage."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

import pytest
from hypothesis import given

from kihub_desktop.replication.operation import (
    MAX_BYTES,
    MAX_DOTS,
    MalformedOperation,
    Operation,
    chain_hash,
    decode,
)
from tests.replication.bodies import OPERATIONS, an_operation, damaged
from tests.replication.laptops import Laptop
from tests.replication.properties import check_refold
from tests.replication.runs import SWIFT

Make = Callable[[], Laptop]


@SWIFT
@given(OPERATIONS)
def test_that_an_operation_is_read_as_it_was_written(operation: Operation) -> None:
    body = operation.encode()
    assert decode(body) == operation
    assert decode(body).encode() == body


@SWIFT
@given(OPERATIONS, OPERATIONS)
def test_that_different_operations_have_different_hashes(one: Operation, other: Operation) -> None:
    same = one.encode() == other.encode()
    assert (chain_hash(bytes(32), one.encode()) == chain_hash(bytes(32), other.encode())) is same
    assert chain_hash(bytes(32), one.encode()) != chain_hash(b"\1" * 32, one.encode())


def test_that_unknown_keys_are_left_alone() -> None:
    body = an_operation().encode()
    longer = body[:-1] + b',"later":{"a":[1,2]}}'
    assert decode(longer) == decode(body)


def test_that_limits_are_limits() -> None:
    body = an_operation().encode()
    many = b",".join([b'["00000000-0000-0000-0000-0000000000f1",7]'] * (MAX_DOTS + 1))
    for wrong in (
        body + b" " * MAX_BYTES,
        body.replace(b'[["00000000-0000-0000-0000-0000000000f1",7]]', b"[" + many + b"]"),
        body.replace(b'"amount"', b'"' + b"a" * 301 + b'"'),
    ):
        assert wrong != body
        with pytest.raises(MalformedOperation):
            decode(wrong)


def throw(count: int, seed: int, here: Laptop) -> int:
    """Damages bytes, reads them, and gives them to a laptop; how many were still operations."""
    dice, good, fitting = Random(seed), an_operation().encode(), 0
    portion: list[bytes] = []
    for _ in range(count):
        body = damaged(good, dice)
        try:
            decode(body)
            fitting += 1
        except MalformedOperation:
            pass
        portion.append(body)
        if len(portion) == 50:
            here.take(portion)
            portion = []
    here.take(portion)
    check_refold(here)
    return fitting


def test_that_damaged_bytes_are_malformed_and_never_stop_the_intake(laptop: Make) -> None:
    assert 0 < throw(500, 1, laptop()) < 250


@pytest.mark.prove
def test_that_many_damaged_bytes_are_malformed_and_never_stop_the_intake(laptop: Make) -> None:
    assert 0 < throw(10_000, 2, laptop()) < 5_000
