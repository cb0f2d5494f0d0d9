"""What the figures of a business case rest on, in sentences to be shown beside them."""

from __future__ import annotations

from collections.abc import Iterator

from kihub_desktop.analysis.economics.case import BusinessCase, CashLine
from kihub_desktop.analysis.economics.copula import coupled_lines
from kihub_desktop.analysis.economics.finance import real_rate
from kihub_desktop.analysis.economics.simulation import counted_lines
from kihub_desktop.domain.phrases import Amount, Joined, Phrase, phrase


def assumptions(case: BusinessCase) -> tuple[Phrase, ...]:
    """All of them for this case; what does not apply is not said."""
    return (*_dependence(case), *_common(case), *_money(case), *_scenarios(case))


def _dependence(case: BusinessCase) -> Iterator[Phrase]:
    coupled = coupled_lines(counted_lines(case))
    if not coupled:
        yield phrase(
            "Alle Größen schwanken unabhängig voneinander. Hängen sie in Wirklichkeit zusammen, "
            "ist die Streuung größer oder kleiner als gezeigt."
        )
        return
    for members in coupled.values():
        yield phrase(
            "Gemeinsamer Treiber „{driver}“: Die Mengen von {lines} steigen und fallen zusammen "
            "(Gauß-Copula).",
            driver=" ".join(members[0].driver.split()),
            lines=Joined(tuple(_member(line) for line in members)),
        )
    yield phrase(
        "Alle anderen Größen schwanken unabhängig. Der Zusammenhang ändert die Streuung, nicht "
        "den Mittelwert; wie stark er ist, ist eine Annahme."
    )


def _member(line: CashLine) -> Phrase:
    return phrase("{line} (ρ = {rho})", line=line.label, rho=Amount(line.coupling, 2))


def _common(case: BusinessCase) -> Iterator[Phrase]:
    yield phrase(
        "Jede Größe folgt einer Beta-PERT-Verteilung (λ = 4) zwischen ihrem pessimistischen "
        "und ihrem optimistischen Wert; ein gezogener Wert gilt für alle Jahre der Zeile."
    )
    yield phrase(
        "{draws} Durchläufe mit Startwert {seed}: Derselbe Startwert liefert dieselben Zahlen.",
        draws=case.draws,
        seed=str(case.seed),
    )
    yield phrase(
        "Jahr 0 ist der Start, spätere Zahlungen fallen am Jahresende an; Kalkulationszins "
        "{rate}, vor Steuern.",
        rate=Amount(case.discount_rate * 100, 1, "%"),
    )


def _money(case: BusinessCase) -> Iterator[Phrase]:
    if case.inflation == 0:
        return
    how = (
        phrase(
            "Die Beträge der Zeilen gelten in heutigen Preisen und steigen jedes Jahr mit der "
            "Teuerung."
        )
        if case.todays_prices
        else phrase("Die Beträge gelten so, wie sie im jeweiligen Jahr gezahlt werden.")
    )
    yield phrase(
        "Teuerung {inflation} im Jahr (Annahme); dem Kalkulationszins entspricht real {real}. "
        "{how}",
        inflation=Amount(case.inflation * 100, 1, "%"),
        real=Amount(real_rate(case.discount_rate, case.inflation) * 100, 2, "%"),
        how=how,
    )


def _scenarios(case: BusinessCase) -> Iterator[Phrase]:
    if case.grant is not None:
        yield phrase("Der Zuschuss ist als fester Betrag eingerechnet.")
    if case.pilot is not None:
        yield phrase(
            "Mit Pilot: Er kostet zum Start {cost} und verschiebt alles Weitere um {months} "
            "Monate. Er zeigt ohne Irrtum, ob sich der Fall trägt; nur dann geht es weiter. Das "
            "ist die günstigste Annahme.",
            cost=Amount(case.pilot.cost, 0, "€"),
            months=case.pilot.months,
        )
