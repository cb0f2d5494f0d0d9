"""What the headings of foreign tables mean: German and English words for recorded fields."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kihub_desktop.domain.fields import Record, kind_of, rules_of
from kihub_desktop.domain.parsing import Wording, german
from kihub_desktop.domain.phrases import Phrase
from kihub_desktop.domain.spelling import fold, words_of
from kihub_desktop.imports.cleaning import seen

_ANY = {
    "name": "bezeichnung titel title benennung",
    "note": "notiz notizen bemerkung bemerkungen anmerkung anmerkungen kommentar kommentare note "
    "notes comment comments remark remarks hinweis hinweise sonstiges",
    "owner": "verantwortlich verantwortliche verantwortlicher owner zustaendig",
    "tags": "schlagworte schlagwoerter stichworte tags kategorie kategorien keywords",
    "role": "rolle position funktion role jobtitle stelle taetigkeit berufsbezeichnung",
    "postcode": "plz postleitzahl zip zipcode postcode postalcode postalzip",
    "town": "ort stadt town city wohnort firmensitz sitz gemeinde standort",
    "street": "strasse str anschrift adresse street address strassehausnummer strassehausnr "
    "strasseundhausnummer strasseundnr strassenr streetaddress",
    "vendor": "anbieter lieferant vendor hersteller",
    "maker": "hersteller fabrikat marke maker manufacturer",
    "built": "baujahr bj year yearbuilt jahr",
    "count": "anzahl menge stueck stk count number qty",
    "kind": "art typ type kind",
}
_COMPANY = {
    "name": "firma firmenname firmenbezeichnung unternehmen unternehmensname company companyname "
    "betrieb organisation organization organisationsname kunde kundenname mandant betriebsname "
    "firmierung firma1 name1 account accountname",
    "legal_form": "rechtsform legalform gesellschaftsform",
    "founded": "gruendungsjahr gruendung gegruendet founded foundingyear yearfounded gegruendetim "
    "jahrdergruendung",
    "sector": "branche sector branchengruppe wirtschaftsbereich industriesector",
    "industry": "wz wz2008 wzcode wirtschaftszweig wzschluessel branchencode branchenschluessel "
    "nace nacecode industrycode industry wznummer wz08",
    "district": "landkreis kreis district county kreisstadt region",
    "employees": "mitarbeiter mitarbeitende mitarbeiterzahl mitarbeiteranzahl ma "
    "mitarbeitendenzahl mazahl "
    "beschaeftigte beschaeftigtenzahl employees headcount fte vzae anzahlmitarbeiter "
    "anzahlmitarbeitende anzahlbeschaeftigte numberofemployees personal belegschaft staff "
    "mitarbeiterinnen",
    "turnover": "umsatz jahresumsatz turnover revenue sales annualrevenue umsatzerloese "
    "annualturnover umsatzjahr",
    "balance_sheet": "bilanzsumme balancesheet totalassets balancesheettotal bilanz",
    "autonomous": "eigenstaendig unabhaengig autonomous independent",
    "works_council": "betriebsrat br workscouncil",
    "energy_use": "energieverbrauch energiebedarf energyuse energyconsumption stromverbrauch",
    "website": "webseite website web homepage internet url www internetadresse webadresse "
    "internetseite domain",
    "next_step": "naechsterschritt nextstep wiedervorlage naechsteaktion nextaction todo",
    "industry_2025": "wz2025 wz25",
    "vat_id": "ustid ustidnr umsatzsteuerid umsatzsteueridnr vat vatid vatnumber vatno "
    "umsatzsteueridentifikationsnummer ustidentnr uid uidnummer",
    "business_id": "widnr wid wirtschaftsid wirtschaftsidnr wirtschaftsidentifikationsnummer",
    "tax_number": "steuernummer steuernr stnr taxnumber taxno",
    "register_court": "registergericht amtsgericht registercourt hrgericht",
    "register_number": "registernummer registernr handelsregister handelsregisternummer hrb hra "
    "hrbnummer hrnummer registernumber hrnr handelsregisternr",
    "chamber": "kammer ihk hwk chamber",
    "collective_agreement": "tarifbindung tarifgebunden tarif collectiveagreement",
    "certificates": "zertifikate zertifizierung zertifizierungen certificates iso",
    "shifts": "schichten schichtbetrieb schichtsystem shifts",
    "production": "fertigungsart produktionsart production",
    "lead_source": "quelle herkunft leadquelle leadsource source kontaktquelle quelledeskontakts",
    "startup": "startup",
    "startup_stage": "phase stage entwicklungsphase",
    "team_size": "team teamgroesse teamsize gruenderteam",
    "funding_raised": "finanzierung funding fundingraised kapital finanzierungbisher",
}
_CONTACT = {
    "name": "ansprechpartner ansprechpartnerin ansprechperson kontakt kontaktperson contact "
    "contactperson contactname person nameansprechpartner ansprechpartnername fullname "
    "vorundnachname vollstaendigername geschaeftsfuehrer geschaeftsfuehrung inhaber",
    "email": "email emailadresse mail mailadresse mailaddress emailaddress emailansprechpartner",
    "phone": "telefon telefonnummer tel telnr telefonnr phone phonenumber rufnummer mobil handy "
    "mobile mobiltelefon fon durchwahl mobilnummer telephone",
    "topic": "thema zustaendigkeit zustaendigfuer topic bereich abteilung department",
    "target_group": "zielgruppe targetgroup",
}
_OTHER = {
    "process.name": "prozess prozessname ablauf process vorgang taetigkeit",
    "process.hours_per_year": "stunden stundenjahr aufwand hours hoursperyear stundenprojahr",
    "process.scrap_rate": "ausschussquote scrap scraprate",
    "process.problem": "schmerzpunkt pain",
    "data_source.name": "datenquelle quelle source datasource",
    "it_system.name": "software programm anwendung application systemname",
    "machine.name": "anlage maschinenname machine equipment",
    "pain_point.name": "problem schmerz pain painpoint",
    "participant.name": "teilnehmer teilnehmerin teilnehmende participant person",
    "participant.organisation": "firma unternehmen company",
    "task.text": "todo was task massnahme",
    "task.due": "bis termin faellig frist due deadline",
    "decision.text": "entscheidung beschluss decision",
    "observation.text": "notiz beobachtung observation text",
}
_UNIT = re.compile(
    r"[\[(]([^\])]{1,20})[\])]|\bin\s+(t€|teur|tsd\.?\s*(?:€|euro?)|mio\.?\s*(?:€|euro?)?|"
    r"mrd\.?\s*(?:€|euro?)?|€|eur|euro|%|kwh|mwh|gwh|h|stunden|monaten|jahren)(?=\W|$)",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


@dataclass(frozen=True)
class Heading:
    """A heading taken apart: folded words, and the unit its cells are in („Umsatz (T€)“)."""

    key: str
    unit: str


def taken_apart(text: str) -> Heading:
    """Words without signs and year, and the unit behind them ("" if it names none)."""
    line = seen(text)[:200]
    found = _UNIT.search(line)
    unit = (found[1] or found[2] or "").strip() if found else ""
    bare = line if found is None else line[: found.start()] + " " + line[found.end() :]
    key = "".join(words_of(_NUMBER.sub(" ", bare)))
    return Heading(key or "".join(words_of(line)), unit)


def fields_by_heading(
    record_type: type[Record], wording: Wording = german, names: Iterable[str] | None = None
) -> dict[str, str]:
    """Which field a folded heading means, for the fields `names` (all without it).

    The labels of the forms count in both languages, then the words above; where two fields claim
    one word, the field's own word wins over the general one.
    """
    rules = rules_of(record_type)
    wanted = list(rules) if names is None else [name for name in names if name in rules]
    kind = kind_of(record_type).name
    found: dict[str, str] = {}
    for source in (_labels(record_type, wording), _special(kind), _ANY):
        for name in wanted:
            for key in source.get(name, "").split():
                found.setdefault(key, name)
    return found


def _labels(record_type: type[Record], wording: Wording) -> dict[str, str]:
    return {
        name: " ".join({_key(rule.label), _key(wording(Phrase(rule.label))), _key(name)})
        for name, rule in rules_of(record_type).items()
    }


def _key(label: str) -> str:
    return taken_apart(label).key


def _special(kind: str) -> Mapping[str, str]:
    if kind == "company":
        return _COMPANY
    if kind == "contact":
        return _CONTACT
    prefix = kind + "."
    return {
        name.removeprefix(prefix): words
        for name, words in _OTHER.items()
        if name.startswith(prefix)
    } | {name: _CONTACT[name] for name in ("email", "phone") if kind == "participant"}


def matched(headings: Sequence[str], known: Mapping[str, str]) -> tuple[str, ...]:
    """The field of each heading ("" for none); no field twice, exact words first."""
    keys = [taken_apart(text).key for text in headings]
    chosen = ["" for _ in keys]
    for fits in (_exact, _beginning):
        for place, key in enumerate(keys):
            field = "" if chosen[place] or not key else fits(key, known)
            if field and field not in chosen:
                chosen[place] = field
    return tuple(chosen)


def _exact(key: str, known: Mapping[str, str]) -> str:
    return known.get(key, "")


def _beginning(key: str, known: Mapping[str, str]) -> str:
    """„umsatzgesamt“ begins with „umsatz“; the longest word decides."""
    words = [word for word in known if len(word) >= 5 and key.startswith(word)]
    return known[max(words, key=len)] if words else ""


def is_number(text: str) -> bool:
    """Whether a cell can hardly be a heading."""
    folded = fold(text)
    signs = [sign for sign in folded if not sign.isspace()]
    return bool(signs) and sum(sign.isdigit() for sign in signs) * 2 >= len(signs)
