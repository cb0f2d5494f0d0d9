"""Answers in the words of euaiact, an independent rule book of the AI Act (PyPI, Apache-2.0)."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from euaiact import eingabevertrag, pruefe_tatbestand

from kihub_desktop.domain.law import UNSURE, Answer, Facts

EDITION = "EUAIACT_2026_07_27"
Truth = bool | None
_NUMBERS = ("nationale_strafhoechstdauer_jahre", "stunden_bis_genehmigungsantrag")
_COMFORT = (
    "ausschliesslich_nicht_sicherheitsbezogene_assistenz_optimierung_automation_komfort_qualitaet"
)


def opinion(rule: str, facts: Facts) -> Truth:
    """What euaiact says of a rule; what our facts do not know is left out, the rest is no."""
    said = _translated(facts)
    given: dict[str, bool | str | None] = {name: said.get(name, False) for name in _fields(rule)}
    given |= {name: "0" for name in _NUMBERS if name in given}
    known = {name: value for name, value in given.items() if value is not None}
    result = pruefe_tatbestand(rule, known, quellenfassung=EDITION)
    assert result["status"] in {"AUSGEWERTET", "EINGABE_FEHLT"}, result
    found: Truth = result["wert"]
    return found


@cache
def _fields(rule: str) -> frozenset[str]:
    return frozenset(eingabevertrag(rule)["felder"])


def _yes(facts: Facts, name: str) -> Truth:
    value = facts.get(name, Answer.UNKNOWN)
    return None if value == Answer.UNKNOWN else value == Answer.YES


def _is(facts: Facts, name: str, *keys: str) -> Truth:
    value = facts.get(name, Answer.UNKNOWN)
    if value == Answer.UNKNOWN:
        return None
    if isinstance(value, frozenset):
        return True if value & set(keys) else None if UNSURE in value else False
    return value in keys


def _both(first: Truth, second: Truth) -> Truth:
    if first is False or second is False:
        return False
    return None if first is None or second is None else True


def _either(first: Truth, second: Truth) -> Truth:
    if first or second:
        return True
    return None if first is None or second is None else False


def _in_area(facts: Facts, area: str, detail: str, *keys: str) -> Truth:
    return _both(_is(facts, "zweckbereich", area), _is(facts, detail, *keys))


def _translated(facts: Facts) -> Mapping[str, Truth]:
    return {
        **_definition(facts),
        **_prohibitions(facts),
        **_annex_iii(facts),
        **_authorities(facts),
        **_product(facts),
        **_transparency(facts),
    }


def _definition(facts: Facts) -> dict[str, Truth]:
    borderline = _is(facts, "ableitung", "grenzfall")
    return {
        "maschinenbasiertes_system": _is(facts, "merkmale", "maschine"),
        "fuer_betrieb_mit_einem_grad_an_autonomie_konzipiert": _is(facts, "merkmale", "autonomie"),
        "explizite_oder_implizite_ziele": _is(facts, "merkmale", "ziele"),
        "ableitung_aus_eingaben": None
        if borderline
        else _is(facts, "ableitung", "gelernt", "wissen"),
        "ausgaben_koennen_physische_oder_virtuelle_umgebung_beeinflussen": _both(
            _is(facts, "merkmale", "ausgabe"), _is(facts, "merkmale", "einfluss")
        ),
    }


def _prohibitions(facts: Facts) -> dict[str, Truth]:
    def hit(item: str) -> Truth:
        return _is(facts, "art5", item)

    harm, purpose = _yes(facts, "art5_schaden"), _yes(facts, "art5_zweck")
    allowed = _yes(facts, "art5_h_genehmigt")
    emotion = _either(hit("f"), _in_area(facts, "biometrie", "biometrie", "emotion"))
    safeguards = (
        "einsatz_strikt_erforderlich",
        "konkrete_erhebliche_unmittelbare_gefahr_leben_oder_koerperliche_sicherheit",
        "vorherige_richterliche_oder_unabhaengige_bindende_genehmigung",
        "nationalrechtliche_zulassung_fuer_diesen_zweck",
        "nur_identitaet_der_gezielt_gesuchten_person",
        "situation_und_grundrechtsfolgen_beruecksichtigt",
        "notwendige_verhaeltnismaessige_zeit_ort_personenbegrenzung",
        "grundrechtefolgenabschaetzung_abgeschlossen",
        "eu_datenbank_registriert",
    )
    return {
        "inverkehrbringen_inbetriebnahme_oder_verwendung": True,
        "inverkehrbringen_oder_zweckbezogene_inbetriebnahme_oder_verwendung": True,
        "inverkehrbringen_oder_inbetriebnahme": True,
        "unterschwellige_techniken": hit("a"),
        "erhebliche_beeintraechtigung_informierter_entscheidung": hit("a"),
        "dadurch_sonst_nicht_getroffene_entscheidung": hit("a"),
        "ausnutzung_behinderung": hit("b"),
        "ziel_oder_wirkung_wesentliche_verhaltensverzerrung": _is(facts, "art5", "a", "b"),
        "dadurch_erheblicher_schaden_oder_vernuenftigerweise_wahrscheinlich": harm,
        "personenbewertung_ueber_zeitraum": hit("c"),
        "soziales_verhalten_oder_persoenliche_merkmale": hit("c"),
        "nachteilige_behandlung": _yes(facts, "art5_nachteil"),
        "behandlung_unverhaeltnismaessig": _yes(facts, "art5_nachteil"),
        "prognose_straftat_natuerlicher_person": hit("d"),
        "ausschliesslich_profiling_oder_persoenlichkeitsbewertung": _yes(facts, "art5_allein"),
        "aufbau_oder_erweiterung_gesichtserkennungsdatenbank": hit("e"),
        "ungezieltes_scraping": hit("e"),
        "gesichtsbilder_aus_internet": hit("e"),
        "biometrisch_gestuetzte_emotionsableitung": emotion,
        "arbeitsplatz": _either(hit("f"), _yes(facts, "ort_arbeit_bildung")),
        "medizinischer_verwendungszweck": _yes(facts, "emotion_med_sicher"),
        "individuelle_kategorisierung_aus_biometrischen_daten": hit("g"),
        "ableitung_gewerkschaft": hit("g"),
        "kennzeichnung_oder_filterung_rechtmaessig_erworbener_biometrischer_datensaetze": _yes(
            facts, "art5_g_ausnahme"
        ),
        "verwendung_echtzeit_biometrische_fernidentifizierung": hit("h"),
        "oeffentlich_zugaenglicher_raum": hit("h"),
        "strafverfolgungszweck": _yes(facts, "art5_h_zweck"),
        **dict.fromkeys(safeguards, allowed),
        "erzeugung_oder_manipulation_betroffenen_materials_beabsichtigt": purpose,
        "realistische_darstellung_identifizierbarer_person": hit("ba"),
        "darstellung_intimer_koerperteile": hit("ba"),
        "generierung": hit("ba"),
        "material_oder_darbietung_richtlinie_2011_93_artikel_2_c_oder_e": hit("bb"),
    }


def _annex_iii(facts: Facts) -> dict[str, Truth]:
    def job(*keys: str) -> Truth:
        return _in_area(facts, "beschaeftigung", "beschaeftigung", *keys)

    def learning(*keys: str) -> Truth:
        return _in_area(facts, "bildung", "bildung", *keys)

    safety = _in_area(facts, "krit_infra", "krit_infra", "sicherheit")
    emergency = _in_area(facts, "notruf", "notruf", "notfall")
    insured = _in_area(facts, "versicherung", "versicherung", "leben_kranken")
    categorised = _either(
        _in_area(facts, "biometrie", "biometrie", "kategorisierung"), _is(facts, "art5", "g")
    )
    pattern = _is(facts, "art6_3", "muster")
    return {
        "biometrischer_einsatz_rechtlich_zulaessig": True,
        "zweck_biometrische_fernidentifizierung": _either(
            _in_area(facts, "biometrie", "biometrie", "fern"), _is(facts, "art5", "h")
        ),
        "zweck_biometrische_kategorisierung": categorised,
        "ableitung_sensitiver_oder_geschuetzter_attribute": categorised,
        "zweck_emotionserkennung": _either(
            _in_area(facts, "biometrie", "biometrie", "emotion"), _is(facts, "art5", "f")
        ),
        "zweck_sicherheitsbauteil_infrastruktur": safety,
        "verwaltung_oder_betrieb_infrastruktur": safety,
        "stromversorgung": safety,
        "bildung_oder_berufsausbildung_einrichtung": _yes(facts, "bildung_einrichtung"),
        "zweck_bildungszugang_oder_zulassung": learning("zugang"),
        "zweck_bewertung_lernergebnisse": learning("bewertung"),
        "zweck_bewertung_angemessenen_erhaltenen_oder_zugaenglichen_bildungsniveaus": learning(
            "einstufung"
        ),
        "zweck_ueberwachung_und_erkennung_verbotenen_pruefungsverhaltens": learning("aufsicht"),
        "zweck_personalgewinnung_oder_personalauswahl": job(
            "anzeigen", "bewerbungen", "kandidaten"
        ),
        "arbeitsbezogene_vertragsbeziehung": _is(facts, "zweckbereich", "beschaeftigung"),
        "zweck_entscheidung_arbeitsbedingungen_befoerderung_oder_beendigung": job("entscheidungen"),
        "zweck_aufgabenzuteilung": job("aufgaben", "schicht"),
        "zuteilung_nach_individuellem_verhalten_oder_persoenlichen_merkmalen": job("aufgaben"),
        "zweck_ueberwachung_und_bewertung_leistung_und_verhalten": job("leistung"),
        "natuerliche_person_als_kreditgegenstand": _in_area(facts, "kredit", "kredit", "personen"),
        "zweck_kreditwuerdigkeitsbewertung": _in_area(facts, "kredit", "kredit", "personen"),
        "zweck_erkennung_finanzbetrug": _in_area(facts, "kredit", "kredit", "betrug"),
        "natuerliche_person_als_versicherungsgegenstand": insured,
        "lebensversicherung": insured,
        "zweck_risikobewertung_versicherung": insured,
        "zweck_bewertung_und_klassifizierung_notrufe": emergency,
        "profiling_natuerlicher_personen": _yes(facts, "profiling"),
        "enge_verfahrensaufgabe": _is(facts, "art6_3", "eng"),
        "verbesserung_abgeschlossener_menschlicher_taetigkeit": _is(facts, "art6_3", "verbessert"),
        "erkennung_entscheidungmuster_oder_abweichungen": pattern,
        "keine_ersetzung_oder_beeinflussung_ohne_angemessene_menschliche_pruefung": pattern,
        "vorbereitung_einer_anhang_iii_bewertung": _is(facts, "art6_3", "vorbereitend"),
    }


def _authorities(facts: Facts) -> dict[str, Truth]:
    public = _yes(facts, "behoerde")
    benefits = _is(facts, "zweckbereich", "leistungen")

    def crime(key: str) -> Truth:
        return _in_area(facts, "strafverfolgung", "strafverfolgung", key)

    def border(key: str) -> Truth:
        return _in_area(facts, "migration", "migration", key)

    court = _in_area(facts, "justiz", "justiz", "gericht")
    election = _in_area(facts, "wahlen", "wahlen", "beeinflussung")
    return {
        "behoerde_oder_im_auftrag_behoerde": public,
        "wesentliche_oeffentliche_unterstuetzungsleistung": benefits,
        "natuerliche_person_als_leistungsberechtigte": benefits,
        "zweck_anspruchsbewertung": benefits,
        "strafverfolgungseinsatz_rechtlich_zulaessig": True,
        "strafverfolgungsbehoerde_oder_in_deren_auftrag": _both(
            public, _is(facts, "zweckbereich", "strafverfolgung")
        ),
        "zweck_risiko_opferwerdung_natuerlicher_person": crime("opfer"),
        "zweck_polygraph_oder_aehnliches_instrument": _either(
            crime("luegendetektor"), border("luegendetektor")
        ),
        "zweck_beweiszuverlaessigkeit_strafuntersuchung_oder_strafverfolgung": crime("beweise"),
        "zweck_straftat_oder_rueckfallrisiko": crime("rueckfall"),
        "zweck_profiling_bei_straftataufdeckung_untersuchung_oder_verfolgung": crime("profile"),
        "migration_asyl_grenzkontrollkontext": _is(facts, "zweckbereich", "migration"),
        "migrationseinsatz_rechtlich_zulaessig": True,
        "zustaendige_behoerde_oder_in_deren_auftrag": public,
        "person_beabsichtigt_einreise_oder_ist_eingereist": border("risiko"),
        "zweck_bewertung_personenbezogenen_risikos": border("risiko"),
        "zweck_unterstuetzung_antrags_oder_beschwerdepruefung_berechtigung_asyl_visum_aufenthalt": (
            border("antraege")
        ),
        "zweck_entdecken_erkennen_identifizieren_natuerlicher_personen": border("erkennung"),
        "ausschliesslich_reisedokumentverifikation": border("dokumente"),
        "justizbehoerde_oder_in_deren_auftrag": court,
        "zweck_unterstuetzung_sachverhalt_rechtsauslegung_und_anwendung_auf_einzelfall": court,
        "zweck_beeinflussung_wahlergebnis_oder_stimmverhalten": election,
        "natuerliche_personen_ausgabe_unmittelbar_ausgesetzt": election,
    }


def _product(facts: Facts) -> dict[str, Truth]:
    medical = _is(facts, "produktakt", "A11", "A12")
    assessed = _yes(facts, "drittpruefung")
    if medical:
        assessed = _is(facts, "mdr_klasse", "klasse_i_plus", "ab_iia", "ivd_a_steril", "ab_ivd_b")
    learning = _both(_is(facts, "produktakt", "B21"), _yes(facts, "lernt_im_betrieb"))
    covered = _is(facts, "produktakt", "keiner")
    return {
        "produkt_unter_anhang_i": None if covered is None else not covered,
        "ki_selbst_produkt": _yes(facts, "ki_ist_produkt"),
        "ausfall_gefaehrdet_gesundheit_und_sicherheit": _yes(facts, "ausfall_gefaehrdet"),
        "bestimmungszweck_verhuetet_oder_mindert_sicherheitsrisiken": _yes(
            facts, "sicherheitszweck"
        ),
        _COMFORT: _yes(facts, "nur_komfort"),
        "drittstellenbewertung_rechtlich_erforderlich": _either(assessed, learning),
        "drittstellenbewertung_nur_wegen_nicht_gesundheits_sicherheitsrisiken": _both(
            _is(facts, "produktakt", "A6"), _yes(facts, "nur_funk")
        ),
    }


def _transparency(facts: Facts) -> dict[str, Truth]:
    edited = _yes(facts, "art50_redaktion")
    biometric = _in_area(facts, "biometrie", "biometrie", "kategorisierung")
    return {
        "anbieterrolle": True,
        "betreiberrolle": True,
        "zweck_direkte_interaktion_natuerliche_personen": _is(facts, "art50", "interaktion"),
        "ki_interaktion_fuer_verstaendige_aufmerksame_person_offensichtlich": _yes(
            facts, "art50_offensichtlich"
        ),
        "system_generiert_synthetische_audio_bild_video_oder_textinhalte": _is(
            facts, "art50", "erzeugt", "deepfake"
        ),
        "assistenz_fuer_standardbearbeitung": _yes(facts, "art50_standard"),
        "emotionserkennungssystem": _either(
            _in_area(facts, "biometrie", "biometrie", "emotion"), _is(facts, "art5", "f")
        ),
        "biometrisches_kategorisierungssystem": _either(biometric, _is(facts, "art5", "g")),
        "ki_generiert_oder_manipuliert_bild_audio_video": _is(facts, "art50", "deepfake"),
        "inhalt_ist_deepfake": _is(facts, "art50", "deepfake"),
        "ki_generiert_oder_manipuliert_text": _is(facts, "art50", "oeffentlich"),
        "veroeffentlichung_zur_information_ueber_oeffentliches_interesse": _is(
            facts, "art50", "oeffentlich"
        ),
        "menschliche_inhaltspruefung": edited,
        "natuerliche_oder_juristische_person_redaktionell_verantwortlich": edited,
    }
