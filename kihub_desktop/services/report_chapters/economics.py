"""The money of a use case: key figures, three charts, and the lines with their sources."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from kihub_desktop.analysis.economics.comparison import (
    break_even_sentences,
    compare_rows,
    pilot_sentence,
)
from kihub_desktop.analysis.economics.result import EconomicsResult, Incomplete, Scenario
from kihub_desktop.analysis.economics.validation import problem_phrase
from kihub_desktop.charts.wording import euro_scale, percent
from kihub_desktop.domain.choices import Side
from kihub_desktop.domain.records import CashLine
from kihub_desktop.domain.words import word
from kihub_desktop.reports.content import (
    Align,
    Block,
    BulletList,
    Cell,
    Column,
    Heading,
    KeyFigure,
    KeyFigures,
    Paragraph,
    Table,
    Tone,
    row,
    text,
)
from kihub_desktop.services.report_chapters.cover import payback_text
from kihub_desktop.services.report_chapters.figures import (
    cash_flow_figure,
    histogram_figure,
    tornado_figure,
)
from kihub_desktop.services.report_chapters.material import CaseMaterial, Material
from kihub_desktop.services.report_chapters.recorded import NOTHING, dispute_text
from kihub_desktop.texts import _, money, number, render, with_unit

_ESTIMATES = ("pessimistic", "likely", "optimistic")


def economics_blocks(material: Material, case: CaseMaterial) -> Iterator[Block]:
    """Nothing for a use case without numbers; what is missing for one that has too few."""
    found = case.judged.economics
    if not case.money.lines:
        return
    yield Heading(_("Wirtschaftlichkeit"))
    if isinstance(found, Incomplete):
        yield Paragraph(text(_("Noch lässt sich nichts rechnen. Es fehlt:")))
        problems = tuple(text(render(problem_phrase(each))) for each in found.problems)
        yield BulletList(problems)
    else:
        yield from _result(found)
    yield _lines(material, case)


def key_figures(result: EconomicsResult) -> tuple[KeyFigure, ...]:
    """Net present value, payback, chance of gain, outlay; with the grant where there is one."""
    scenario = result.preferred
    figures = scenario.figures
    scale = euro_scale((figures.p10, figures.p50, figures.p90))
    spread = _("P10 {p10} · P90 {p90}").format(
        p10=scale.bare(figures.p10), p90=scale.bare(figures.p90)
    )
    funded = _("mit Zuschuss") if result.with_grant else _("ohne Zuschuss")
    return (
        KeyFigure(_("Kapitalwert P50"), scale.full(figures.p50), spread, _tone(scenario)),
        KeyFigure(_("Rückfluss"), payback_text(figures.payback), funded, _tone(scenario)),
        KeyFigure(
            _("Chance auf Gewinn"),
            percent(figures.p),
            _("über {n} Jahre").format(n=figures.horizon),
            _tone(scenario),
        ),
        KeyFigure(
            _("Einsatz bis Ende Jahr 1"),
            euro_scale((figures.investment,)).full(figures.investment),
            _("vor Zuschüssen"),
        ),
    )


def _tone(scenario: Scenario) -> Tone:
    figures = scenario.figures
    if figures.p50 <= 0:
        return Tone.RED
    return Tone.GREEN if figures.p10 > 0 else Tone.AMBER


def _result(result: EconomicsResult) -> Iterator[Block]:
    scenario = result.preferred
    yield Paragraph(text(_opening(result)))
    yield KeyFigures(key_figures(result))
    yield histogram_figure(scenario)
    if scenario.tornado:
        yield tornado_figure(scenario)
    yield cash_flow_figure(scenario)
    yield from _comparison(result)
    yield from _limits(scenario)
    if result.assumptions:
        yield Heading(_("Annahmen der Rechnung"), 3)
        yield BulletList(tuple(text(render(each)) for each in result.assumptions))


def _opening(result: EconomicsResult) -> str:
    case = result.case
    rate = case.discount_rate * 100
    return _(
        "Gerechnet über {years} Jahre mit {rate} Zins in {draws} Durchläufen; jede Größe "
        "schwankt zwischen ihrem pessimistischen und ihrem optimistischen Wert."
    ).format(
        years=case.horizon_years,
        rate=with_unit(number(rate, _digits(rate)), "%"),
        draws=number(case.draws),
    )


def _digits(value: float) -> int:
    return 0 if value.is_integer() else 1


def _comparison(result: EconomicsResult) -> Iterator[Block]:
    """All figures of the scenarios there are, side by side."""
    shown = {"plain": _("ohne Förderung")}
    if result.with_grant is not None:
        shown["granted"] = _("mit Förderung")
    if result.pilot is not None:
        shown["piloted"] = _("mit Pilot")
    columns = (
        Column(_("Kennzahl"), share=2.2),
        *(Column(title, Align.END) for title in shown.values()),
    )
    rows = tuple(
        row(render(each.title), *(render(getattr(each, name)) for name in shown))
        for each in compare_rows(result)
    )
    yield Heading(_("Szenarien im Vergleich"), 3)
    yield Table(columns, rows)
    sentence = pilot_sentence(result)
    if sentence is not None:
        yield Paragraph(text(render(sentence)))


def _limits(scenario: Scenario) -> Iterator[Block]:
    """From where on the case pays, per quantity that moves it."""
    sentences = break_even_sentences(scenario)
    if sentences:
        yield Heading(_("Ab wann trägt es sich?"), 3)
        yield BulletList(tuple(text(render(each)) for each in sentences))
        note = _("Jede Größe für sich, alle anderen mit ihrem Mittelwert.")
        yield Paragraph(text(note), muted=True)


def _lines(material: Material, case: CaseMaterial) -> Table:
    columns = (
        Column(_("Position"), share=2.0),
        Column(_("Jahre").capitalize(), share=0.7),
        Column(_("pessimistisch"), Align.END, 1.4),
        Column(_("wahrscheinlich"), Align.END, 1.4),
        Column(_("optimistisch"), Align.END, 1.4),
        Column(_("Herkunft"), share=1.6),
    )
    rows = []
    for side in (Side.COST, Side.BENEFIT):
        lines = [line for line in case.money.lines if (line.side or Side.COST) is side]
        if lines:
            empty = ("",) * (len(columns) - 1)
            rows.append(row(Cell(render(word(side)), strong=True), *empty))
        rows += [_line(material, line) for line in lines]
    return Table(columns, tuple(rows), _("Drei-Punkt-Schätzungen je Jahr, mit ihrer Herkunft"))


def _line(material: Material, line: CashLine) -> tuple[Cell, ...]:
    amounts = [_estimate(material, line, each) for each in _ESTIMATES]
    return row(_position(line), _years(line), *amounts, line.source or NOTHING)


def _position(line: CashLine) -> str:
    """The label, with the unit that the quantities are counted in."""
    label = line.label or NOTHING
    counted = line.price_likely is not None and line.unit
    return f"{label} ({line.unit} × €)" if counted else label


def _years(line: CashLine) -> str:
    first = 1 if line.first_year is None else line.first_year
    last = first if line.last_year is None else line.last_year
    return str(first) if first == last else f"{first}–{last}"


def _estimate(material: Material, line: CashLine, field: str) -> str:
    """The amount, or quantity × price."""
    for name in (field, f"price_{field}"):
        conflict = material.disputed(line, name)
        if conflict is not None:
            return dispute_text(conflict)
    quantity: Decimal | None = getattr(line, field)
    price: Decimal | None = getattr(line, f"price_{field}")
    if line.price_pessimistic is None and line.price_optimistic is None:
        price = line.price_likely  # it is calculated as certain
    if quantity is None:
        return NOTHING
    if line.price_likely is None and price is None:
        return money(quantity)
    times = NOTHING if price is None else _price(price)
    return f"{_plain(quantity)} × {times}"


def _price(price: Decimal) -> str:
    return money(price, 0 if price == price.to_integral_value() else 2)


def _plain(quantity: Decimal) -> str:
    return number(quantity, 0 if quantity == quantity.to_integral_value() else 1)
