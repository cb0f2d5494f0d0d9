"""A report in which every text tries to be something else than text."""

from dataclasses import replace
from datetime import date

from kihub_desktop.reports.content import (
    Align,
    AnsweredQuestion,
    BulletList,
    Callout,
    Cell,
    Chapter,
    Column,
    ExplanationTree,
    Figure,
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
    row,
    strong,
    text,
)
from tests.unit.reports.drawings import radar
from tests.unit.reports.sample import vogtland

# Each has to be read on the page as it stands here.
LITERAL = (
    '#eval("1+1")',
    "#panic()",
    "$x^2$",
    "<b>fett</b>",
    "C:\\Werk\\neu",
    "@quelle",
    "= Titel",
    "*stern* _strich_",
    "// Ende",
    "`code`",
    "[eckig] {rund}",
    "{{ vorlage }} {name} %s",
    "=1+1",
    "Übergrößenträger ÄÖÜäöüß ẞ",
    "Łódź, Dvořák, Škoda",
    "≥ 3 → 4 ✓",
)
LONG_WORD = "Rinderkennzeichnungsfleischetikettierungsüberwachungsaufgaben" * 7
LONG_CODE = "0193-7F2A_" * 40
ALL = " · ".join(LITERAL)


def _everything(words: str) -> Chapter:
    cells = row(words, Cell(words, Tone.RED), Cell(words, strong=True))
    part = Part(words, words, words, (Part(words, words, words, (Part(words),)),))
    question = AnsweredQuestion(words, words, words, words, words, words, Tone.BLUE)
    return Chapter(
        words,
        (
            Heading(words, 4),
            Paragraph(text(words, strong(words)), muted=True),
            BulletList((text(words), text(strong(words)))),
            Table((Column(words), Column(words, Align.END, 0.4), Column(words)), (cells,), words),
            Figure(radar(), words, words, 0.4),
            KeyFigures(tuple(KeyFigure(words, words, words, tone) for tone in Tone)),
            PillarRow(tuple(Pillar(words, "100", words, tone, 1.0) for tone in Tone)),
            ExplanationTree((part,), 5, words),
            ExplanationTree((part,), 5, words, compact=True),
            Callout(words, text(words), Tone.RED),
            QuestionList((question,)),
            Signatures((words, words, words)),
        ),
    )


def _with_cover(words: str, *chapters: Chapter) -> Report:
    return replace(
        vogtland(),
        title=words,
        company=words,
        subtitle=words,
        recommendation=Recommendation(words, words, words, Tone.RED),
        chapters=chapters,
    )


def literal() -> Report:
    """Markup of every kind that a report may meet."""
    return _with_cover(ALL, _everything(ALL))


def long_words() -> Report:
    """Words of 400 letters and codes without any place to break."""
    return _with_cover(LONG_WORD, _everything(LONG_WORD), _everything(LONG_CODE))


def long_texts() -> Report:
    """Single texts that are longer than a page."""
    sentence = "Die Fertigungsleitung möchte das bis Jahresende schriftlich regeln. "
    return replace(vogtland(), chapters=(_everything(sentence * 25),))


def unprintable() -> Report:
    """Signs without a glyph, control characters and broken surrogates."""
    words = "Gut 👍🏽, 家, \x00\x07\ud83d Ende\u202e\u2028 \u0301"
    return replace(vogtland(), chapters=(_everything(words),))


def empty() -> Report:
    """Every block with nothing in it."""
    blocks = (
        Paragraph(()),
        BulletList(()),
        Table((Column(""),), ()),
        KeyFigures(()),
        PillarRow(()),
        ExplanationTree(()),
        Callout("", ()),
        QuestionList(()),
        Signatures(()),
    )
    return _with_cover("", Chapter("", blocks), Chapter("", (), appendix=True))


def long_table(rows: int = 300) -> Report:
    columns = (
        Column("Nr.", Align.END, 0.5),
        Column("Maschine", share=2.0),
        Column("Aufgezeichnet seit", share=1.4),
        Column("Zustand", Align.CENTRE),
    )
    body = tuple(
        row(f"{number}", f"Drehzentrum Baureihe {number}", "01.10.2026", Cell("gut", Tone.GREEN))
        for number in range(1, rows + 1)
    )
    chapter = Chapter("Maschinenliste", (Table(columns, body, "Alle Maschinen"),))
    return replace(vogtland(), chapters=(chapter,), created=date(2026, 11, 24))
