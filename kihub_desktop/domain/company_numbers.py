"""Numbers that authorities give to companies: how they are written, and what looks wrong."""

from __future__ import annotations

import re

from kihub_desktop.domain.phrases import Phrase, phrase

_VAT = re.compile(r"DE\d{9}")
_BUSINESS = re.compile(r"DE\d{9}(-\d{5})?")
_SIGNS = re.compile(r"[\s./]")


def tidy_number(text: str) -> str:
    """„de 136 695 976“ as „DE136695976“; a number without its country gets the German one."""
    bare = _SIGNS.sub("", text).upper()
    return f"DE{bare}" if re.fullmatch(r"\d{9}(-\d{5})?", bare) else bare


def vat_remark(number: str | None) -> Phrase | None:
    """One sentence about a VAT number that cannot be right, or None; it is kept all the same."""
    if not number or not number.startswith("DE"):
        return None
    if not _VAT.fullmatch(number):
        return phrase("USt-IdNr.: Auf „DE“ folgen neun Ziffern, zum Beispiel DE136695976.")
    if check_digit(number[2:10]) != int(number[10]):
        return phrase("USt-IdNr.: Die Prüfziffer stimmt nicht; bitte noch einmal vergleichen.")
    return None


def business_remark(number: str | None) -> Phrase | None:
    """The same about a business identification number (Wirtschafts-IdNr.)."""
    if not number or _BUSINESS.fullmatch(number):
        return None
    return phrase("Wirtschafts-IdNr.: Üblich ist DE123456788-00001.")


def check_digit(digits: str) -> int:
    """The ninth digit of a German VAT number by its first eight (ISO/IEC 7064, MOD 11,10)."""
    product = 10
    for digit in digits:
        product = 2 * ((int(digit) + product) % 10 or 10) % 11
    return (11 - product) % 10
