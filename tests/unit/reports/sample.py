"""The report of an invented machine builder in the Vogtland."""

from datetime import date

from kihub_desktop.reports.content import (
    Align,
    AnsweredQuestion,
    Block,
    BulletList,
    Callout,
    Cell,
    Chapter,
    Column,
    ExplanationTree,
    Figure,
    Footing,
    Heading,
    KeyFigure,
    KeyFigures,
    Paragraph,
    Part,
    Pillar,
    PillarRow,
    QuestionList,
    Recommendation,
    Report,
    Signatures,
    Table,
    Tone,
    Wording,
    row,
    strong,
    text,
)
from tests.unit.reports.drawings import DIMENSIONS, radar, tornado

WORDING = Wording(
    contents="Inhalt",
    figure="Abb.",
    table="Tab.",
    part="Woraus sie besteht",
    value="Wert",
    contribution="Beitrag",
    evidence="Beleg",
    note="Notiz",
)


def decimal(value: float) -> str:
    return f"{value:.1f}".replace(".", ",")


def _starting_point() -> Chapter:
    return Chapter(
        "Ergebnis auf einer Seite",
        (
            Paragraph(
                text(
                    "Am 18.\u00a0November 2026 haben wir in Plauen ",
                    strong("vier Anwendungsfälle"),
                    " mit Geschäftsführung, Fertigungsleitung und Betriebsrat geprüft. ",
                    "Einer davon ist unter Auflagen machbar und rechnet sich, zwei brauchen "
                    "zuerst bessere Maschinendaten, einer sollte nicht begonnen werden.",
                )
            ),
            KeyFigures(
                (
                    KeyFigure("Reifegrad", "2,7 von 5", "Ziel 3,5", Tone.AMBER),
                    KeyFigure("Kapitalwert (Median)", "142 T€", "P10 11 · P90 268", Tone.GREEN),
                    KeyFigure("Rückfluss", "1,7 Jahre", "ohne Förderung", Tone.GREEN),
                    KeyFigure("Förderung möglich", "bis 40 %", "Antrag vor Beginn", Tone.BLUE),
                )
            ),
            Heading("Die fünf Säulen"),
            PillarRow(
                (
                    Pillar("Daten", "48", "Auflage", Tone.AMBER, 0.48),
                    Pillar("Technik", "71", "erfüllt", Tone.GREEN, 0.71),
                    Pillar("Wirtschaft", "83", "erfüllt", Tone.GREEN, 0.83),
                    Pillar("Recht", "64", "Auflage", Tone.AMBER, 0.64),
                    Pillar("Organisation", "57", "Auflage", Tone.AMBER, 0.57),
                )
            ),
            Callout(
                "Machbar unter Auflagen",
                text(
                    "Drei Auflagen sind vor dem Start zu erfüllen: ",
                    strong("Verantwortliche für Maschinendaten benennen"),
                    ", Verzeichnis nach Art. 30 DSGVO ergänzen, Betriebsrat beteiligen.",
                ),
                Tone.AMBER,
            ),
            Heading("Nächste Schritte"),
            BulletList(
                (
                    text(strong("Bis 15.12.2026: "), "Datenverantwortung je Linie festlegen."),
                    text(
                        strong("Bis 31.01.2027: "),
                        "Zwölf Wochen Spindelströme der drei Drehzentren aufzeichnen.",
                    ),
                    text(strong("Bis 28.02.2027: "), "Förderantrag stellen, noch kein Auftrag."),
                ),
                numbered=True,
            ),
        ),
    )


def _maturity() -> Chapter:
    rows = tuple(
        row(Cell(name, strong=True), decimal(now), decimal(target), gap)
        for name, now, target, gap in DIMENSIONS
    )
    columns = (
        Column("Dimension", share=1.3),
        Column("Ist", Align.END, 0.5),
        Column("Ziel", Align.END, 0.5),
        Column("Größte Lücke", share=3.2),
    )
    return Chapter(
        "Wo das Unternehmen steht",
        (
            Paragraph(
                text(
                    "Der Reifegrad liegt bei ",
                    strong("2,7 von 5"),
                    ". Stark sind Prozesse (3,4) und Technik (3,1); die Datenlage (1,9) bremst "
                    "drei der vier Vorhaben.",
                )
            ),
            Figure(
                radar(),
                "Ist (Fläche) und Ziel (gestrichelt)",
                "Netzdiagramm der sieben Dimensionen: Ist zwischen 1,9 (Daten) und 3,4 (Prozesse).",
                0.72,
            ),
            Table(columns, rows),
        ),
    )


_AMBER = Cell("unter Auflagen", Tone.AMBER)
_RED = Cell("nicht beginnen", Tone.RED)


def _use_cases() -> Chapter:
    columns = (
        Column("Anwendungsfall", share=2.6),
        Column("Nutzen", Align.END, 0.7),
        Column("Aufwand", Align.END, 0.8),
        Column("Urteil", share=1.5),
    )
    rows = (
        row(Cell("Werkzeugverschleiß vorhersagen", strong=True), "78", "42", _AMBER),
        row("Sichtprüfung der Zahnräder", "71", "63", Cell("später", Tone.BLUE)),
        row("Angebotstexte vorbereiten", "49", "18", Cell("machbar", Tone.GREEN)),
        row("Schichtplanung nach Gesichtserkennung", "22", "80", _RED),
    )
    return Chapter(
        "Die vier Anwendungsfälle",
        (
            Table(columns, rows, "Rangfolge nach den Gewichten der Gruppe"),
            Heading("Werkzeugverschleiß vorhersagen"),
            Paragraph(
                text(
                    "Die Drehzentren melden Spindelstrom und Vorschub bereits im Sekundentakt. "
                    "Aus den Aufzeichnungen lässt sich der Zeitpunkt des Werkzeugwechsels "
                    "vorhersagen; bisher wird nach fester Stückzahl gewechselt, was im Mittel "
                    "ein Drittel der Standzeit verschenkt."
                )
            ),
            Heading("Woher die Punktzahl kommt", 3),
            ExplanationTree(
                (
                    Part(
                        "Machbarkeit",
                        "64,6",
                        "",
                        (
                            Part(
                                "Daten",
                                "48",
                                "14,4",
                                (
                                    Part("Maschinendaten werden aufgezeichnet", "Stufe 3", "8,1"),
                                    Part(
                                        "Datenverantwortung",
                                        "Stufe 1",
                                        "2,3",
                                        (Part("Antwort der Fertigungsleitung", "E2", "2,3"),),
                                    ),
                                    Part("Lücken in der Zeitreihe", "3,4 %", "4,0"),
                                ),
                            ),
                            Part("Technik", "71", "14,2"),
                            Part("Wirtschaftlichkeit", "83", "20,7"),
                            Part("Recht", "64", "9,6"),
                            Part("Organisation", "57", "5,7"),
                        ),
                    ),
                ),
                max_depth=3,
                caption="Zusammensetzung der Machbarkeit",
            ),
        ),
    )


def _economics() -> Chapter:
    columns = (
        Column("Größe", share=2.4),
        Column("günstig", Align.END),
        Column("erwartet", Align.END),
        Column("ungünstig", Align.END),
    )
    rows = (
        row("Einmaliger Aufwand", "48.000 €", "62.000 €", "90.000 €"),
        row("Laufender Aufwand im Jahr", "6.000 €", "9.500 €", "14.000 €"),
        row("Ersparnis im Jahr", "88.000 €", "61.000 €", "29.000 €"),
        tuple(
            Cell(cell, strong=True)
            for cell in ("Kapitalwert", "268.000 €", "142.000 €", "11.000 €")
        ),
    )
    return Chapter(
        "Was es kostet und bringt",
        (
            Paragraph(
                text(
                    "Gerechnet über fünf Jahre mit 7 % Zins und 10.000 Ziehungen; der Kapitalwert "
                    "ist in ",
                    strong("92 von 100 Fällen"),
                    " positiv.",
                )
            ),
            Table(columns, rows, "Drei-Punkt-Schätzung"),
            Figure(tornado(), "Was das Ergebnis am stärksten bewegt", "Drei waagerechte Balken."),
            Callout(
                "Keine Zertifizierung",
                text(
                    "Dieser Bericht ist eine Einschätzung aus einem Termin vor Ort. Er ersetzt "
                    "weder Rechtsberatung noch Prüfung nach Norm."
                ),
            ),
            Signatures(("Plauen, 18.11.2026 – für das Unternehmen", "für den KI-HUB")),
        ),
    )


_LEVELS = (
    ("Stufe 1", Tone.RED),
    ("Stufe 2", Tone.AMBER),
    ("Stufe 3", Tone.AMBER),
    ("Stufe 4", Tone.GREEN),
    ("nicht relevant", Tone.NEUTRAL),
)


_ASKED = (
    (
        "Gibt es ein beziffertes Ziel für den Einsatz von KI?",
        "Ein Ziel ist benannt, aber weder Budget noch Zuständigkeit stehen fest.",
    ),
    (
        "Wer entscheidet über Erfassung, Qualität und Löschung der Maschinendaten?",
        "Zuständigkeiten sind mündlich verabredet; bei Urlaub oder Krankheit bleibt es liegen.",
    ),
    (
        "Wie werden Störungen an den Drehzentren dokumentiert?",
        "Störungen stehen im Schichtbuch auf Papier und werden monatlich ausgezählt.",
    ),
    (
        "Lassen sich Steuerungsdaten ohne Eingriff des Herstellers auslesen?",
        "Neuere Steuerungen liefern OPC UA; zwei ältere Maschinen haben keine Schnittstelle.",
    ),
    (
        "Wie früh wird der Betriebsrat bei neuen Systemen beteiligt?",
        "Der Betriebsrat wird vor der Einführung informiert, nicht schon bei der Auswahl.",
    ),
    (
        "Welche Verarbeitungen stehen im Verzeichnis nach Art. 30 DSGVO?",
        "Personal und Buchhaltung sind erfasst, die Maschinendatenerfassung fehlt.",
    ),
)


def _question(dimension: int, indicator: int) -> AnsweredQuestion:
    level, tone = _LEVELS[(dimension * 2 + indicator) % len(_LEVELS)]
    question, anchor = _ASKED[(dimension + indicator) % len(_ASKED)]
    return AnsweredQuestion(
        f"{dimension}.{indicator}",
        question,
        level,
        anchor,
        "im Gespräch bestätigt, Aushang an der Linie 3 gesehen" if indicator % 2 else "",
        "Fertigungsleitung möchte das bis Jahresende schriftlich regeln." if indicator == 3 else "",
        tone,
    )


def _appendix() -> Chapter:
    blocks: list[Block] = [
        Paragraph(text("Alle 42 Fragen mit der gewählten Stufe und ihrem Wortlaut."), muted=True)
    ]
    for number, (name, *_) in enumerate(DIMENSIONS, start=1):
        blocks.append(Heading(name))
        blocks.append(QuestionList(tuple(_question(number, place) for place in range(1, 7))))
    return Chapter("Fragen und Antworten", tuple(blocks), appendix=True)


def _sources() -> Chapter:
    columns = (Column("Quelle", share=3), Column("Ausgabe"), Column("Stand"))
    rows = tuple(
        row(f"Fragenkatalog Abschnitt {number}", "2026-11", "23.11.2026") for number in range(1, 9)
    )
    return Chapter("Quellen", (Table(columns, rows, "Verwendete Kataloge"),), appendix=True)


def vogtland() -> Report:
    return Report(
        title="Machbarkeitsbericht Vogtland Präzision GmbH",
        publisher="KI-HUB Sachsen-Thüringen",
        kind_line="MACHBARKEITSBERICHT",
        kind="Machbarkeitsbericht",
        company="Vogtland Präzision GmbH",
        subtitle="Vier Anwendungsfälle für Künstliche Intelligenz, geprüft "
        "am 18.\u00a0November 2026 in Plauen",
        recommendation=Recommendation(
            "EMPFEHLUNG",
            "Mit „Werkzeugverschleiß vorhersagen“ beginnen",
            "Machbar unter Auflagen · Kapitalwert 142 T€ (P10 11, P90 268) · Rückfluss 1,7 Jahre",
            Tone.AMBER,
        ),
        footing=Footing(
            "Vertraulich",
            "Fragenkatalog 2026-11",
            "Methode 2026-11",
            "Rechtsstand 23.11.2026",
            "Bericht-Nr. 0193-7F2A",
            "erzeugt ohne Internetverbindung",
        ),
        wording=WORDING,
        language="de",
        created=date(2026, 11, 23),
        chapters=(
            _starting_point(),
            _maturity(),
            _use_cases(),
            _economics(),
            _appendix(),
            _sources(),
        ),
    )
