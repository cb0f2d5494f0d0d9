"""Numbers as people in a hurry type them: „12,4 Mio. €“, „1.450 h“, „3T€“, „2,1 %“."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal, localcontext

from kihub_desktop.domain.fields import FieldRule, Holds
from kihub_desktop.domain.phrases import Amount, Phrase, phrase
from kihub_desktop.domain.refusals import Reason, Refused
from kihub_desktop.domain.spelling import fold

MAX_DIGITS = 30
"""As many as an operation of the log holds, before and behind the point."""

_SIGNS = str.maketrans(
    {"−": "-", "–": "-", "—": "-", "‐": "-", "‑": "-", "’": "'", "‘": "'", "`": "'", "´": "'"}
)
_CURRENCY = r"(?:€|eur|euro)"
_TYPED = re.compile(
    r"(?:(?:ca\.?|circa|rund|etwa|about|~|≈)\s*)?"
    rf"(?P<front>{_CURRENCY}\s*)?(?P<sign>[+-]?)\s*(?P<behind>{_CURRENCY}\s*)?"
    r"(?P<digits>[0-9.,' ]*[0-9][.,]?)(?P<dash>(?<=[.,])--?)?\s*(?P<rest>[^0-9]*)",
    re.IGNORECASE,
)
_SPAN = re.compile(r"[0-9]\s*[^0-9\s.,'-]*\s*(?:-|bis|to)\s*[0-9]", re.IGNORECASE)
_LANGUAGES = {"de": (".", ","), "en": (",", ".")}
"""Grouping and decimal sign."""

_NAMES: Mapping[str, Mapping[str, str]] = {
    "€": {"1": "€ eur euro euros"},
    "h": {"1": "h std stunde stunden hour hours hrs"},
    "%": {"1": "% prozent percent vh"},
    "kWh": {"0.001": "wh", "1": "kwh", "1000": "mwh", "1000000": "gwh"},
    "Monate": {"1": "mon monat monate month months", "12": "j jahr jahre year years"},
    "Jahre": {"1": "a j jahr jahre year years"},
    "": {
        "1": "ma mitarbeiter mitarbeitende beschaeftigte vzae fte personen leute people employees "
        "stk stueck mal x"
    },
}
_UNITS = {
    unit: {name: Decimal(factor) for factor, names in spelled.items() for name in names.split()}
    for unit, spelled in _NAMES.items()
}
"""By unit of a field: what may stand behind a number, folded, and its factor."""

_MAGNITUDES: Mapping[str, int] = {
    "": 0,
    **dict.fromkeys(("t", "k", "tsd", "tausend", "thousand"), 3),
    **dict.fromkeys(("mio", "mill", "million", "millionen", "millions", "mn"), 6),
    **dict.fromkeys(("mrd", "milliarde", "milliarden", "bn"), 9),
}
_PER_YEAR = re.compile(r"(?:(?:/|pro|je|im|per)(?:a|jahr|year)|pa)$")
_YEARLY = ("/Jahr", "p. a.", "Umsatz")
_PER_HOUR = re.compile(r"(?:/|pro|je|per)(?:h|std|stunde|hour)$")


def read_number(rule: FieldRule, text: str, language: str) -> Decimal:
    """The number in a text; Refused with one sentence if it is none or could be two.

    `language` decides which of point and comma groups: 1.450 is 1450 in German.
    """
    typed = " ".join(text.translate(_SIGNS).split())
    if _SPAN.search(typed):
        raise refused(phrase("Bitte eine einzelne Zahl schreiben, keine Spanne."))
    found = _TYPED.fullmatch(typed)
    if found is None:
        raise refused(
            phrase(
                "„{text}“ ist keine Zahl; verstanden wird etwa {grouped} oder {scaled} Mio.",
                text=excerpt(text),
                grouped=Amount(1450),
                scaled=Amount(12.4, 1),
            )
        )
    if (found["front"] or found["behind"]) and rule.unit != "€":
        raise _wrong_unit(rule, "€")
    power, factor = _scale(rule, found["rest"])
    with localcontext(prec=300):
        value = _value(found["digits"].rstrip(".,"), language, power) * factor
        return _fitting(-value if found["sign"] == "-" else value)


def read_year(text: str, today: date) -> int:
    """A calendar year with four digits that is not in the future; two digits are asked about."""
    typed = text.strip()
    if re.fullmatch(r"'?[0-9]{2}", typed):
        short = int(typed[-2:])
        century = today.year // 100 * 100
        meant = century + short if century + short <= today.year else century - 100 + short
        raise refused(
            phrase("Ist {year} gemeint? Bitte alle vier Ziffern schreiben.", year=str(meant))
        )
    if not re.fullmatch(r"[1-9][0-9]{3}", typed):
        raise refused(
            phrase(
                "„{text}“ ist keine Jahreszahl; verstanden wird zum Beispiel 1992.",
                text=excerpt(text),
            )
        )
    if int(typed) > today.year:
        raise refused(phrase("Das Jahr {year} liegt in der Zukunft.", year=typed))
    return int(typed)


def number_text(value: Decimal, language: str) -> str:
    """The number as one would type it: 12.400.000 or 0,5; `read_number` reads it back."""
    grouping, point = _LANGUAGES[language]
    # abs() would round to the precision of the moment.
    whole, _, fraction = f"{value.copy_abs():f}".partition(".")
    fraction = fraction.rstrip("0")
    if len(fraction) == 3 and 1 <= abs(value) < 1000:
        # 1,234 could be a thousand in the other language, 1,2340 cannot.
        fraction += "0"
    grouped = f"{int(whole):,}".replace(",", grouping)
    sign = "-" if value < 0 else ""
    return f"{sign}{grouped}{point}{fraction}" if fraction else f"{sign}{grouped}"


def refused(problem: Phrase) -> Refused:
    """What is told beside a field."""
    return Refused(Reason.BAD_INPUT, problem)


def excerpt(text: str, length: int = 40) -> str:
    """What was typed, short enough to be repeated in a sentence."""
    line = " ".join(text.split())
    return line if len(line) <= length else line[: length - 1] + "…"


def _value(digits: str, language: str, power: int) -> Decimal:
    grouping, point = _LANGUAGES[language]
    if _one_group(digits, point) and power == 0:
        raise _two_readings(digits, point, power)
    if _one_group(digits, grouping) and power >= 6:
        raise _two_readings(digits, grouping, power)
    for group, decimal in (
        (grouping, point), (None, point), (" ", point), (" ", grouping), ("'", point),
        ("'", grouping), (point, grouping), (None, grouping),
    ):  # fmt: skip
        if _spelled(digits, group, decimal):
            return _plain(digits, group, decimal).scaleb(power)
    raise refused(
        phrase(
            "Die Punkte und Kommas in „{text}“ ergeben keine Zahl; verstanden wird zum Beispiel "
            "{example}.",
            text=excerpt(digits),
            example=Amount(Decimal("1234567.89"), 2),
        )
    )


def _one_group(digits: str, sign: str) -> bool:
    """„1,234“: a thousand in one language, a decimal number in the other."""
    return re.fullmatch(rf"[1-9][0-9]{{0,2}}{re.escape(sign)}[0-9]{{3}}", digits) is not None


def _two_readings(digits: str, sign: str, power: int) -> Refused:
    places = 0 if power else 4
    return refused(
        phrase(
            "Ist {large} oder {small} gemeint?",
            large=Amount(_plain(digits, sign, None).scaleb(power)),
            small=Amount(_plain(digits, None, sign).scaleb(power), places),
        )
    )


def _spelled(digits: str, group: str | None, decimal: str) -> bool:
    point = re.escape(decimal)
    if group is None:
        return re.fullmatch(rf"[0-9]+(?:{point}[0-9]+)?|{point}[0-9]+", digits) is not None
    groups = rf"[1-9][0-9]{{0,2}}(?:{re.escape(group)}[0-9]{{3}})+"
    return re.fullmatch(rf"{groups}(?:{point}[0-9]+)?", digits) is not None


def _plain(digits: str, group: str | None, decimal: str | None) -> Decimal:
    ungrouped = digits if group is None else digits.replace(group, "")
    return Decimal(ungrouped if decimal is None else ungrouped.replace(decimal, "."))


def _fitting(value: Decimal) -> Decimal:
    """Without needless zeros, as long as the log can hold it."""
    short = value.normalize() if value else Decimal(0)
    if len(short.as_tuple().digits) > MAX_DIGITS or abs(short.adjusted()) > MAX_DIGITS:
        raise refused(phrase("Die Zahl hat mehr als {n} Stellen.", n=MAX_DIGITS))
    return short if short != short.to_integral_value() else short.quantize(Decimal(1))


def _scale(rule: FieldRule, rest: str) -> tuple[int, Decimal]:
    """Power of ten and factor of what stands behind the number."""
    spelled = _without_period(rule, re.sub(r"[.\s]", "", fold(rest)))
    if re.match("bio|billion", spelled):
        raise refused(
            phrase("„Billion“ ist mehrdeutig; bitte „Mrd“ oder die ganze Zahl schreiben.")
        )
    units = _UNITS.get(rule.unit, {fold(rule.unit): Decimal(1)})
    magnitudes = {**_MAGNITUDES, "m": 6} if rule.holds is Holds.MONEY else _MAGNITUDES
    for magnitude, power in magnitudes.items():
        unit = spelled.removeprefix(magnitude)
        if spelled.startswith(magnitude) and (not unit or unit in units):
            return power, units.get(unit, Decimal(1))
    raise _wrong_unit(rule, rest)


def _without_period(rule: FieldRule, spelled: str) -> str:
    """What the label says („/Jahr“, „je Stunde“) may be said again behind the number."""
    if any(said in rule.label for said in _YEARLY):
        return _PER_YEAR.sub("", spelled)
    return _PER_HOUR.sub("", spelled) if "je Stunde" in rule.label else spelled


def _wrong_unit(rule: FieldRule, found: str) -> Refused:
    if not rule.unit:
        return refused(
            phrase("„{found}“ passt hier nicht; erwartet wird nur die Zahl.", found=excerpt(found))
        )
    return refused(
        phrase(
            "„{found}“ passt hier nicht; erwartet wird eine Angabe in {unit}.",
            found=excerpt(found),
            unit=Phrase(rule.unit),
        )
    )
