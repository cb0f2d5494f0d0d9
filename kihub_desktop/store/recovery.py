"""The recovery key as people read and type it: 160 random bits in groups with a check sign each."""

from __future__ import annotations

import secrets

from kihub_desktop.domain.phrases import phrase, plural_phrase
from kihub_desktop.domain.refusals import Reason, Refused

GROUPS, GROUP_SIGNS = 8, 5
SECRET_BYTES = 20
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: no sign that looks like another one."""

_READ_AS = str.maketrans({"O": "0", "I": "1", "L": "1"})
_POLYNOMIAL = 0b100101
_BITS = 5


def new_recovery_secret() -> bytes:
    return secrets.token_bytes(SECRET_BYTES)


def in_groups(secret: bytes) -> tuple[str, ...]:
    """The secret as eight groups of five signs; the fifth checks the four before it.

    The check is a weighted sum in the field of 32 elements, so that every single wrong sign,
    every two neighbours exchanged and every two groups exchanged are found.
    """
    number = int.from_bytes(secret, "big")
    signs = SECRET_BYTES * 8 // _BITS
    values = [number >> _BITS * (signs - 1 - place) & 31 for place in range(signs)]
    held = GROUP_SIGNS - 1
    groups = []
    for place in range(GROUPS):
        part = values[place * held : (place + 1) * held]
        groups.append("".join(_ALPHABET[each] for each in (*part, _check(part, place))))
    return tuple(groups)


def read_recovery_key(typed: str) -> bytes:
    """The secret behind what was typed, whatever its case and spacing.

    Refused BAD_INPUT with the groups that hold a typing error.
    """
    signs = "".join(sign for sign in typed.upper().translate(_READ_AS) if sign.isalnum())
    strange = sorted({sign for sign in signs if sign not in _ALPHABET})
    if strange:
        raise Refused(
            Reason.BAD_INPUT,
            phrase(
                "Im Wiederherstellungsschlüssel kommt „{sign}“ nicht vor. Bitte noch einmal vom"
                " Bogen abschreiben.",
                sign=strange[0],
            ),
        )
    if len(signs) != GROUPS * GROUP_SIGNS:
        raise Refused(
            Reason.BAD_INPUT,
            phrase(
                "Der Wiederherstellungsschlüssel hat {n} Zeichen; eingegeben sind {given}.",
                n=GROUPS * GROUP_SIGNS,
                given=len(signs),
            ),
        )
    return _joined([signs[at : at + GROUP_SIGNS] for at in range(0, len(signs), GROUP_SIGNS)])


def _joined(groups: list[str]) -> bytes:
    number, wrong = 0, []
    for place, group in enumerate(groups):
        *part, check = (_ALPHABET.index(sign) for sign in group)
        if _check(part, place) != check:
            wrong.append(f"{place + 1} ({group})")
        for value in part:
            number = number << _BITS | value
    if wrong:
        raise Refused(
            Reason.BAD_INPUT,
            plural_phrase(
                "In Gruppe {groups} steckt ein Tippfehler.",
                "In den Gruppen {groups} steckt ein Tippfehler.",
                len(wrong),
                groups=", ".join(wrong),
            ),
        )
    return number.to_bytes(SECRET_BYTES, "big")


def _check(values: list[int], place: int) -> int:
    total = place + 1
    weight = 1
    for value in values:
        weight = _times(weight, 2)
        total ^= _times(value, weight)
    return total


def _times(left: int, right: int) -> int:
    product = 0
    while right:
        if right & 1:
            product ^= left
        left <<= 1
        if left & 32:
            left ^= _POLYNOMIAL
        right >>= 1
    return product
