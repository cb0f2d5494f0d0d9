"""The one text mechanism: gettext with German source sentences, numbers and dates by Babel."""

from __future__ import annotations

import gettext
import io
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

from kihub_desktop.domain.phrases import Amount, Joined, Phrase, Value
from kihub_desktop.paths import resources

LANGUAGES = ("de", "en")
SHOWN_ZONE = ZoneInfo("Europe/Berlin")
_NO_BREAK = "\u00a0"
_MINUS = "\u2212"
_ENGLISH_FORMS = {"€": "€{}", "T€": "€{}k", "Mio. €": "€{}m", "%": "{}%"}


class Texts:
    """The language in use. German needs no catalogue: its sentences are the source."""

    def __init__(self) -> None:
        self.language = "de"
        self._translations: gettext.NullTranslations = gettext.NullTranslations()
        self._supplied: dict[str, dict[str, str]] = {}

    def supply(self, language: str, translations: Mapping[str, str]) -> None:
        """Sentences that installed content brings; what the product says itself goes first."""
        self._supplied.setdefault(language, {}).update(translations)

    def use(self, language: str) -> None:
        """Switches the language; ValueError if it is not one of LANGUAGES."""
        if language not in LANGUAGES:
            raise ValueError(f"no such language: {language!r}")
        self.language = language
        self._translations = gettext.NullTranslations() if language == "de" else _load(language)

    def translate(self, message: str) -> str:
        if not message:
            return ""
        found = self._translations.gettext(message)
        # Before Python 3.11.5 a message that also has a plural is found only as its singular.
        if found == message:
            found = self._translations.ngettext(message, message, 1)
        if found == message:
            return self._supplied.get(self.language, {}).get(message, message)
        return found

    def translate_plural(self, singular: str, plural: str, n: int) -> str:
        return self._translations.ngettext(singular, plural, n)


def _load(language: str) -> gettext.NullTranslations:
    """Reads every `*.po` of the language, so that nothing compiled has to be kept in step."""
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    merged: gettext.GNUTranslations | None = None
    for path in _catalogue_files(language):
        with path.open("rb") as source:
            catalogue = read_po(source, locale=language)
        compiled = io.BytesIO()
        write_mo(compiled, catalogue)
        compiled.seek(0)
        translations = gettext.GNUTranslations(compiled)
        if merged is not None:
            translations.add_fallback(merged)
        merged = translations
    return merged or gettext.NullTranslations()


def _catalogue_files(language: str) -> Iterable[Path]:
    return sorted((resources() / "locale" / language / "LC_MESSAGES").glob("*.po"))


TEXTS = Texts()


def _(message: str) -> str:
    """The message in the language in use."""
    return TEXTS.translate(message)


def ngettext(singular: str, plural: str, n: int) -> str:
    """The form of the message that fits `n`, in the language in use; `{n}` is filled in."""
    return TEXTS.translate_plural(singular, plural, n).format(n=number(n))


def render(value: Value) -> str:
    """Words a phrase or value in the language in use."""
    if isinstance(value, Phrase):
        return _render_phrase(value)
    if isinstance(value, Amount):
        return amount(value)
    if isinstance(value, Joined):
        return value.separator.join(render(part) for part in value.parts)
    if isinstance(value, date):
        return day(value)
    if isinstance(value, bool):
        return _("ja") if value else _("nein")
    return number(value) if isinstance(value, int) else value


def _render_phrase(value: Phrase) -> str:
    values = dict(value.values)
    if value.plural is None:
        message = _(value.message)
    else:
        count = values["n"]
        chosen = count if isinstance(count, int) else 2
        message = TEXTS.translate_plural(value.message, value.plural, chosen)
    return message.format(**{name: render(part) for name, part in values.items()})


def number(value: float | Decimal, digits: int = 0) -> str:
    """`1234.5` with one digit reads 1.234,5 in German and 1,234.5 in English."""
    text = f"{value:,.{digits}f}"
    if TEXTS.language == "de":
        text = text.translate(str.maketrans(",.", ".,"))
    if text.startswith("-"):
        return text[1:] if not text.strip("-0.,") else _MINUS + text[1:]
    return text


def amount(value: Amount) -> str:
    text = number(value.value, value.digits)
    if value.signed and value.value > 0:
        text = "+" + text
    return with_unit(text, value.unit)


def with_unit(text: str, unit: str) -> str:
    """A worded number with its unit: 12,4 T€ and 30 % in German, €12.4k and 30% in English."""
    form = _ENGLISH_FORMS.get(unit) if TEXTS.language == "en" else None
    if form is None:
        return f"{text}{_NO_BREAK}{_(unit)}" if unit else text
    sign = text[:1] if text.startswith(("+", _MINUS)) else ""
    return sign + form.format(text.removeprefix(sign))


def money(value: Decimal | float, digits: int = 0) -> str:
    """Euro in the language's form: 12.400 € or €12,400."""
    return with_unit(number(value, digits), "€")


def day(value: date) -> str:
    """18.11.2026 in German, 18 Nov 2026 in English."""
    if TEXTS.language == "de":
        return f"{value.day:02d}.{value.month:02d}.{value.year}"
    from babel.dates import format_date

    return format_date(value, "d MMM yyyy", locale="en")


def month(value: date) -> str:
    """The name of the month: Dezember, December."""
    from babel.dates import format_date

    return format_date(value, "LLLL", locale=TEXTS.language)


def instant(value: datetime) -> str:
    """Date and minute in Europe/Berlin."""
    shown = value.astimezone(SHOWN_ZONE)
    return f"{day(shown.date())}, {shown:%H:%M}"
