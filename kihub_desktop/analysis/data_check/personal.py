"""Columns that look personal: by their names and by the form of their values."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from kihub_desktop.analysis.data_check.columns import Column, ColumnKind
from kihub_desktop.analysis.data_check.result import Finding, FindingKind, Severity
from kihub_desktop.domain.phrases import Phrase, phrase
from kihub_desktop.domain.spelling import fold

if TYPE_CHECKING:
    from pandas import Series

_LOOKED_AT = 400
_AGREE = 0.3
_PERSON = (
    "vorname", "nachname", "familienname", "name des", "mitarbeiter", "mitarb", "bediener",
    "werker", "pruefer", "fahrer", "operator", "employee", "worker", "person", "kuerzel",
    "ansprechpartner", "kunde name", "patient", "benutzer", "username", "user name", "user id",
    "personalnummer", "personal nr", "pers nr", "persnr", "schichtleiter", "einrichter",
    "erfasst von", "geprueft von", "gemeldet von", "unterschrift", "first name", "last name",
    "surname",
)  # fmt: skip
_CONTACT = ("email", "e mail", "mail adresse", "telefon", "telefonnummer", "handy", "mobilnummer",
            "phone", "anschrift", "strasse", "wohnort", "iban", "kontonummer")  # fmt: skip
_BORN = ("geburt", "geb datum", "gebdat", "birth", "geboren")
_EXACT = ("name", "names", "nutzer", "user", "plz", "ma", "ma nr")
_NOT = (
    "maschin", "produkt", "artikel", "teil", "datei", "material", "sensor", "spalte", "anlage",
    "firma", "company", "programm", "auftrag", "prozess", "file", "station", "werkzeug",
)  # fmt: skip
_MAIL = re.compile(r"[^@\s]{1,64}@[^@\s]+\.[A-Za-z]{2,}")
_PHONE = re.compile(r"(?:\+|00)\d{2}[\d\s()/-]{6,18}|0\d{2,5}[\s/-][\d\s-]{4,14}")
_IBAN = re.compile(r"[A-Z]{2}\d{2}[A-Z0-9]{11,30}")
_FULL_NAME = re.compile(
    r"(?:(?:Dr|Prof|Herr|Frau)\.?\s+)?([A-ZÄÖÜ][a-zäöüßéè]+)[ -](?:[A-ZÄÖÜ]\.? )?"
    r"[A-ZÄÖÜ][a-zäöüß]+(?:-[A-ZÄÖÜ][a-zäöüß]+)?|[A-ZÄÖÜ][a-zäöüß-]+,\s*([A-ZÄÖÜ][a-zäöüß]+)"
)
_FIRST_NAMES = frozenset({
    "alexander", "andreas", "anja", "anke", "anna", "anne", "annett", "antje", "axel", "barbara",
    "beate", "ben", "bernd", "birgit", "björn", "brigitte", "carsten", "christian", "christina",
    "christine", "clara", "claudia", "daniel", "daniela", "david", "dennis", "dieter", "dirk",
    "doreen", "elena", "elisabeth", "ella", "emil", "emilia", "emma", "erik", "eva", "felix",
    "finn", "florian", "frank", "franziska", "frieda", "gabriele", "gerd", "gisela", "grit",
    "günter", "hannah", "hans", "heike", "heiko", "heinz", "helga", "henry", "holger", "ines",
    "ingo", "jan", "jana", "janine", "jens", "jessica", "joachim", "johanna", "jonas", "julia",
    "juliane", "jörg", "jürgen", "kai", "karin", "karl", "karsten", "katharina", "kathrin",
    "katja", "katrin", "kerstin", "klaus", "kristin", "lars", "laura", "lea", "lena", "leon",
    "leonie", "lisa", "luca", "luis", "luisa", "lukas", "maik", "mandy", "manfred", "manuela",
    "marcel", "marco", "maria", "marie", "mario", "marion", "markus", "martin", "martina",
    "matthias", "max", "maximilian", "mia", "michael", "mike", "mila", "monika", "moritz",
    "nadine", "nicole", "nina", "noah", "norbert", "olaf", "oliver", "oskar", "pascal",
    "patrick", "paul", "paula", "peggy", "peter", "petra", "philipp", "rainer", "ralf", "ramona",
    "renate", "rené", "rico", "robert", "rolf", "romy", "ronny", "sabine", "sabrina", "sandra",
    "sarah", "sebastian", "silke", "silvia", "simon", "simone", "sophie", "stefan", "stefanie",
    "steffen", "susann", "susanne", "sven", "svenja", "sylvia", "tanja", "theo", "thomas",
    "thorsten", "tim", "tobias", "tom", "torsten", "ulrich", "ulrike", "uta", "ute", "uwe",
    "veronika", "volker", "walter", "werner", "wolfgang", "yvonne",
})  # fmt: skip


def personal_reason(column: Column, series: Series[Any]) -> Phrase | None:
    """Why a column looks personal; None if it does not. The reason names no value."""
    name = " ".join(re.split(r"[\W_]+", fold(re.sub(r"(?<=[a-zäöü])(?=[A-Z])", " ", column.name))))
    if column.kind is ColumnKind.EMPTY:
        return None
    by_name = _by_name(name, column)
    return by_name or _by_values(column, series)


def _by_name(name: str, column: Column) -> Phrase | None:
    if any(each in name for each in _NOT):
        return None
    if any(each in name for each in _BORN):
        return phrase("Geburtsdatum")
    if any(each in name for each in _CONTACT):
        return phrase("Kontakt- oder Kontodaten")
    worded = column.kind in {ColumnKind.TEXT, ColumnKind.CATEGORY, ColumnKind.NUMBER}
    if worded and (any(each in name for each in _PERSON) or name.strip() in _EXACT[3:]):
        return phrase("Name oder Kennung einer Person")
    return None


def _by_values(column: Column, series: Series[Any]) -> Phrase | None:
    if column.kind not in {ColumnKind.TEXT, ColumnKind.CATEGORY}:
        return None
    words = series.dropna().astype("str")
    words = words.iloc[:: max(1, len(words) // _LOOKED_AT)].str.strip()
    for pattern, reason in ((_MAIL, _MAILS), (_PHONE, _PHONES)):
        if words.str.fullmatch(pattern).mean() >= _AGREE:
            return reason
    if words.map(_is_iban).mean() >= _AGREE:
        return phrase("Kontonummern (IBAN)")
    if words.map(_is_name).mean() >= _AGREE:
        return phrase("Namen von Personen")
    return None


def _is_iban(word: str) -> bool:
    """By its check digits (ISO 13616)."""
    plain = re.sub(r"\s", "", word).upper()
    if not _IBAN.fullmatch(plain):
        return False
    turned = plain[4:] + plain[:4]
    return int("".join(str(int(sign, 36)) for sign in turned)) % 97 == 1


def _is_name(word: str) -> bool:
    found = _FULL_NAME.fullmatch(word)
    if found is None:
        return word.lower() in _FIRST_NAMES and word[:1].isupper()
    return (found[1] or found[2] or "").lower() in _FIRST_NAMES


_MAILS = phrase("E-Mail-Adressen")
_PHONES = phrase("Telefonnummern")


def personal_finding(column: Column, reason: Phrase) -> Finding:
    return Finding(
        FindingKind.PERSONAL,
        Severity.GRAVE,
        (column.name,),
        phrase("personenbezogen, verdeckt"),
        phrase(
            "{reason}: vor der Weitergabe entfernen oder pseudonymisieren; Rechtsgrundlage klären.",
            reason=reason,
        ),
    )
