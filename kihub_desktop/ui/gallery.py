"""Every widget of the kit with sample content, on one page per group."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QPushButton, QWidget

from kihub_desktop.analysis.explanation import Node, NodeKind
from kihub_desktop.domain.phrases import Amount, phrase
from kihub_desktop.domain.progress import Step
from kihub_desktop.ui.gallery_grid import sample_grid
from kihub_desktop.ui.theme import Theme
from kihub_desktop.ui.tones import Tone
from kihub_desktop.ui.widgets.bars import Band, BandBar, Meter
from kihub_desktop.ui.widgets.card import Card
from kihub_desktop.ui.widgets.cells import (
    Align,
    Column,
    DotsCell,
    PillCell,
    ProgressCell,
    SparkCell,
    TextCell,
)
from kihub_desktop.ui.widgets.chip import Chip, StatusPill
from kihub_desktop.ui.widgets.data_table import DataTable
from kihub_desktop.ui.widgets.empty_state import EmptyState
from kihub_desktop.ui.widgets.evidence_picker import EvidencePicker
from kihub_desktop.ui.widgets.explanation_view import ExplanationView
from kihub_desktop.ui.widgets.fields import Field, FieldKind, Option
from kihub_desktop.ui.widgets.figure_view import FigureView
from kihub_desktop.ui.widgets.flow import FlowRow
from kihub_desktop.ui.widgets.form import Form
from kihub_desktop.ui.widgets.labels import label
from kihub_desktop.ui.widgets.level_picker import Level, LevelPicker
from kihub_desktop.ui.widgets.message_banner import Message, MessageBanner
from kihub_desktop.ui.widgets.progress_strip import ProgressStrip
from kihub_desktop.ui.widgets.radar import Axis, Radar
from kihub_desktop.ui.widgets.ring_gauge import RingGauge
from kihub_desktop.ui.widgets.scroll_page import ScrollPage
from kihub_desktop.ui.widgets.stat_tile import StatTile
from kihub_desktop.ui.widgets.tile_grid import TileGrid

if TYPE_CHECKING:
    from matplotlib.figure import Figure

# The words are samples, shown to nobody but us, and so not translated.
_DIMENSIONS = ("Strategie", "Prozesse", "Daten", "Technik", "Kompetenz", "Kultur", "Recht")
_ACTUAL = (2.6, 3.4, 2.1, 3.1, 2.4, 2.8, 3.0)
_TARGET = (3.5, 4.0, 3.2, 3.4, 3.0, 3.2, 4.0)


def capture_page() -> ScrollPage:
    """Screen 1: forms and tables."""
    page = ScrollPage("Unternehmen erfassen", "Stammdaten, Prozesse, Systeme und Datenquellen")
    page.add_button("Beispiel laden", keys="Ctrl+B")
    columns = page.add_columns(3, 5)
    master = Card("Stammdaten")
    master.add(sample_form())
    row = FlowRow()
    row.add(StatusPill("Mittleres Unternehmen", Tone.GOOD))
    row.add(label("nach EU-Empfehlung 2003/361, KMU-Förderung möglich", "note", wrap=True))
    master.add(row)
    columns.add(0, master)
    processes = Card("Prozesse", "3 · Doppelklick bearbeitet, Strg+N legt an")
    processes.add(sample_table())
    columns.add(1, processes)
    edited = Card("Prozesse", "3 · Tippen bearbeitet, Strg+N legt an")
    edited.add(sample_grid())
    columns.add(1, edited)
    nothing = Card("Datenquellen")
    nothing.add(
        EmptyState(
            "Hier steht, woher Daten kommen könnten: Steuerungen, Prüfprotokolle, Aufträge.",
            action="Datenquelle anlegen",
            example="Beispiel: Spindelsensorik, OPC UA, 14 Monate Historie.",
        )
    )
    columns.add(1, nothing)
    return page


def sample_form() -> Form:
    form = Form(
        (
            (Field("name", "Name"),),
            (
                Field("legal", "Rechtsform", FieldKind.CHOICE, options=(Option("gmbh", "GmbH"),)),
                Field("founded", "Gründungsjahr", FieldKind.YEAR),
            ),
            (Field("branch", "Branche (WZ 2008)", FieldKind.SUGGESTION, suggest=_branches),),
            (
                Field("staff", "Beschäftigte (VZÄ)", FieldKind.NUMBER),
                Field("turnover", "Umsatz", FieldKind.MONEY, unit="€"),
                Field("total", "Bilanzsumme", FieldKind.MONEY, unit="€"),
            ),
            (
                Field("council", "Gibt es einen Betriebsrat?", FieldKind.FLAG, weight=2),
                Field("visit", "Termin", FieldKind.DAY, placeholder="TT.MM.JJJJ"),
            ),
            (Field("note", "Notiz", FieldKind.LONG_TEXT),),
        )
    )
    form.show_values(
        {
            "name": "Vogtland Präzision GmbH",
            "legal": "gmbh",
            "founded": "19992",
            "branch": "28.41 Herstellung von Werkzeugmaschinen",
            "staff": "84",
            "turnover": "12,4 Mio.",
            "total": "8,9 Mio.",
            "council": "yes",
            "note": "Die Steuerung schreibt seit 14 Monaten, niemand wertet aus.",
        }
    )
    form.show_problems({"founded": "Ein Jahr hat vier Ziffern."})
    return form


def _branches(typed: str) -> tuple[Option, ...]:
    known = (Option("28.41", "28.41 Werkzeugmaschinen"), Option("24.51", "24.51 Eisengießereien"))
    return tuple(option for option in known if typed.casefold() in option.label.casefold())


_Row = tuple[str, str, str, int, PillCell, float]
_ROWS: tuple[_Row, ...] = (
    ("Sichtprüfung Drehteile", "Qualität", "3.200 h", 4, PillCell("machbar", Tone.GOOD), 0.92),
    ("Angebotserstellung", "Vertrieb", "1.450 h", 3, PillCell("unter Auflagen", Tone.WARN), 0.64),
    ("Instandhaltung BAZ 1–6", "Fertigung", "38 h", 5, PillCell("nicht machbar", Tone.BAD), 0.23),
)


def sample_table() -> DataTable[_Row]:
    table: DataTable[_Row] = DataTable(
        "Prozesse",
        (
            Column("Prozess", lambda r: TextCell(r[0], r[1], strong=True), stretch=1),
            Column("Aufwand/Jahr", lambda r: r[2], Align.RIGHT),
            Column("Schmerz", lambda r: DotsCell(r[3]), sort=lambda r: r[3]),
            Column("Verlauf", lambda r: SparkCell((2, 3, r[3], None, 2, 4, 3), "schwankt")),
            Column("Urteil", lambda r: r[4]),
            Column("Erfasst", lambda r: ProgressCell(r[5], f"{r[5] * 100:.0f} %")),
        ),
        key_of=lambda r: r[0],
    )
    table.show_rows(_ROWS)
    table.choose(_ROWS[1][0])
    return table


def interview_page() -> ScrollPage:
    """Screen 2: levels, evidence, live profile, comparison."""
    page = ScrollPage("Reifegrad-Interview", "Frage 9 von 42 · Dimension Daten")
    columns = page.add_columns(4, 10, 6)
    dimensions = Card("Dimensionen")
    for name, answered in zip(_DIMENSIONS, (6, 2, 6, 6, 6, 5, 5), strict=True):
        meter = Meter(name, stacked=True)
        meter.show_share(answered / 6, f"{answered}/6", strong=name == "Prozesse")
        dimensions.add(meter)
    columns.add(0, dimensions)
    columns.add(1, _question_card())
    columns.add(2, _profile_card())
    columns.add(2, _comparison_card())
    return page


def _question_card() -> Card:
    card = Card()
    card.add(label("DATEN · Verfügbarkeit", "overline"))
    card.add(label("Wie werden Maschinen- und Prozessdaten erfasst?", "question", wrap=True))
    card.add(label("Gemeint sind Sensor-, Steuerungs- und Qualitätsdaten.", "muted", wrap=True))
    levels = LevelPicker("Stufe")
    levels.show_levels(
        (
            Level(0, "Nicht vorhanden", "Daten entstehen auf Papier oder gar nicht."),
            Level(1, "Vereinzelt", "Einzelne Listen, Ablage je Person."),
            Level(2, "Gesammelt", "Maschinendaten werden gespeichert, nicht ausgewertet."),
            Level(3, "Nutzbar", "Zentrale Ablage, Bedeutung der Felder dokumentiert."),
            Level(4, "Gesteuert", "Qualität wird gemessen, Verantwortliche benannt."),
            Level(5, "Produktiv", "Datenprodukte mit Zusagen, Echtzeit-Zugriff."),
        )
    )
    levels.show_choice(2)
    card.add(levels)
    evidence = EvidencePicker()
    evidence.show_grade(2)
    card.add(evidence)
    return card


def _profile_card() -> Card:
    card = Card("Profil", "Ist / Ziel")
    radar = Radar("Profil")
    axes = zip(_DIMENSIONS, _ACTUAL, _TARGET, strict=True)
    radar.show_axes([Axis(name, actual, target) for name, actual, target in axes])
    card.add(radar)
    return card


def _comparison_card() -> Card:
    card = Card("Vergleich", "Maschinenbau, n = 61, Hub-Stand 03.11.")
    for name, actual in zip(_DIMENSIONS[:4], _ACTUAL, strict=False):
        bar = BandBar(name)
        bar.show_band(Band(actual, actual - 0.9, actual + 0.4))
        card.add(bar)
    lonely = BandBar("Kompetenz")
    lonely.show_band(Band(2.4))
    card.add(lonely)
    return card


def verdict_page() -> ScrollPage:
    """Screens 4, 5 and 13: gauges, tiles, chips, explanation, chart, messages."""
    page = ScrollPage("Machbarkeit: Werkzeugverschleiß vorhersagen", "Gesamturteil aus fünf Säulen")
    page.add_button("Bericht erzeugen", primary=True)
    page.add(_chips())
    page.add(_verdict_card())
    page.add(_gauges())
    page.add(_tiles())
    columns = page.add_columns(8, 5)
    chart = Card("Verteilung des Kapitalwerts")
    chart.add(FigureView("Verteilung des Kapitalwerts", sample_figure, height=240))
    columns.add(0, chart)
    columns.add(0, _working())
    why = Card("Woher kommt die 54 bei Organisation?")
    view = ExplanationView("Woher kommt die 54 bei Organisation?")
    view.show_node(sample_node())
    why.add(view)
    columns.add(1, why)
    return page


def _chips() -> FlowRow:
    row = FlowRow()
    names = (("Zuletzt", None), ("Offene Punkte", 3), ("Warten auf Hub", 3), ("Sachsen", None))
    for name, count in names:
        row.add(Chip(name, count))
    chosen = row.findChild(Chip)
    if chosen is not None:
        chosen.setChecked(True)
    for tone in Tone:
        row.add(StatusPill(tone.value, tone))
    for text, role in (("Übernehmen", "primary"), ("Ändern", ""), ("Löschen", "danger")):
        button = QPushButton(text)
        button.setProperty("role", role)
        row.add(button)
    disabled = QPushButton("Gesperrt")
    disabled.setEnabled(False)
    row.add(disabled)
    return row


def _verdict_card() -> Card:
    card = Card(tone=Tone.WARN)
    card.add(label("URTEIL", "label"))
    card.add(label("Machbar unter Auflagen", "headline", wrap=True))
    text = "Der Anwendungsfall trägt sich wirtschaftlich mit hoher Sicherheit. Vor dem Pilotprojekt"
    card.add(label(text + " müssen zwei Auflagen erfüllt sein.", wrap=True))
    return card


def _gauges() -> QWidget:
    ring = [RingGauge(name) for name in ("Daten", "Technik", "Wirtschaft", "Recht", "Team")]
    ring[0].show_score(72, Tone.GOOD, "trägt")
    ring[1].show_score(66, Tone.GOOD, "trägt")
    ring[2].show_range(38, 64, Tone.WARN, "offen")
    ring[3].show_score(21, Tone.BAD, "trägt nicht")
    ring[4].show_unknown("nicht erhoben")
    row = TileGrid()
    for gauge in ring:
        card = Card(gauge.accessibleName().split(",")[0])
        card.add(gauge)
        card.add(label("Stichprobe 118.400 Zeilen, 14 Monate", "note", wrap=True))
        row.add(card)
    return row


def _tiles() -> QWidget:
    row = TileGrid()
    for title, value, note in (
        ("Kapitalwert (P50)", "142 T€", "P10 11 T€ · P90 268 T€"),
        ("Chance auf Gewinn", "93 %", "Kapitalwert > 0"),
        ("Rückflussdauer", "1,7 Jahre", "P90 3,1 Jahre"),
    ):
        row.add(StatTile(title, value, note))
    return row


def _working() -> QWidget:
    holder = Card("Arbeit und Meldungen")
    strip = ProgressStrip()
    strip.show_step(Step(31_000, 100_000, "Rechnet 100.000 Verläufe …"))
    strip.setVisible(True)
    holder.add(strip)
    banner = MessageBanner()
    banner.show_message(
        Message(
            "Das Paket konnte nicht gelesen werden.",
            "Alle bisherigen Angaben sind unverändert gespeichert.",
            "Bitte den Stick noch einmal vom anderen Laptop schreiben lassen.",
            "Erneut versuchen",
            "Signatur des Kapitels 3 passt nicht",
        )
    )
    holder.add(banner)
    return holder


def sample_node() -> Node:
    parts = (
        ("Führung trägt das Vorhaben", 4, 16.0),
        ("Kompetenz im Team", 2, 8.0),
        ("Verantwortung für Daten", 1, 4.0),
        ("Akzeptanz (Workshop-Votum, n = 9)", 3.6, 14.4),
        ("Freie Kapazität", 3, 11.6),
    )
    children = tuple(
        Node(
            f"o{place}",
            NodeKind.ANSWER,
            phrase(text),
            Amount(level, 1 if level % 1 else 0),
            contribution=points,
            answer=f"D5.{place}",
            evidence=place % 4,
        )
        for place, (text, level, points) in enumerate(parts, 1)
    )
    return Node("o", NodeKind.PILLAR, phrase("Organisation"), Amount(54.0, 1), children=children)


def sample_figure(look: Theme) -> Figure:
    """A small histogram in the colours of the theme."""
    from kihub_desktop.charts.canvas import ChartSize, figure_of, new_figure
    from kihub_desktop.charts.colours import ChartColours

    _figure, axes = new_figure(ChartSize.pixels(600, 240), ChartColours.of(look.roles()))
    heights = (1, 3, 6, 11, 18, 25, 28, 24, 17, 9, 4, 1)
    axes.bar(range(len(heights)), heights, color=look.colours.primary)
    return figure_of(axes)
