"""What the page says of weights and ranking, and where each worth comes from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kihub_desktop.analysis.explanation import Node, NodeKind
from kihub_desktop.domain.choices import RankingOrder, WeightingWay
from kihub_desktop.domain.phrases import Amount, Phrase, Value, phrase, whole_percent
from kihub_desktop.services.portfolio import PortfolioState, RatedUseCase
from kihub_desktop.services.weighting import Weighting
from kihub_desktop.ui.pages.use_cases.state import WeightLine

if TYPE_CHECKING:  # numpy loads with the first verdict, not with the window
    from kihub_desktop.services.ranking import RankedCase, Ranking


def weight_lines(weighting: Weighting) -> tuple[WeightLine, ...]:
    """The weights in force, the largest first."""
    group = weighting.group
    nothing = (None,) * len(weighting.keys)
    spreads = nothing if group is None or weighting.is_catalogue else group.spread
    lines = [
        WeightLine(
            each.name,
            weight * 100,
            each.annahme and weighting.is_catalogue,
            None if spread is None else spread * 100,
        )
        for each, weight, spread in zip(weighting.counting, weighting.weights, spreads, strict=True)
    ]
    return tuple(sorted(lines, key=lambda line: -line.weight))


def weights_origin(weighting: Weighting) -> Phrase:
    """Where the weights come from."""
    if weighting.way is WeightingWay.CATALOGUE:  # said without loading numpy
        return phrase("Gewichte: Vorgabe des Katalogs")
    from kihub_desktop.services.ranking import origin

    return origin(weighting)


def weights_notes(state: PortfolioState, edition: str) -> tuple[Value, ...]:
    """How consistent the group is, and where it differs most."""
    weighting, notes = state.weighting, []
    if weighting.is_catalogue:
        notes.append(
            phrase(
                "Katalog {edition}: eigene Setzung, solange die Gruppe nichts anderes wählt.",
                edition=edition,
            )
        )
    else:
        from kihub_desktop.services.ranking import consistency

        notes += consistency(weighting)
    apart = state.dissents()
    if apart:
        widest = apart[0]
        name = _name(weighting, widest.criterion)
        notes.append(
            phrase(
                "Am weitesten auseinander: „{criterion}“ bei „{case}“, {low} bis {high}.",
                criterion=phrase(name),
                case=widest.title,
                low=widest.low,
                high=widest.high,
            )
        )
    return tuple(notes)


def ranking_notes(ranking: Ranking | None) -> tuple[Value, ...]:
    """What was drawn, and what would have to change for the first place to flip."""
    if ranking is None or len(ranking.cases) < 2:
        return ()
    return (
        phrase("Rang 1 mit: {basis}, nach der Summe.", basis=ranking.basis),
        *ranking.flips,
    )


def origin_of(found: RatedUseCase, weighting: Weighting, ranked: RankedCase | None) -> Node:
    """The worth with its criteria, each down to the ratings of the persons; then the ranks."""
    worth = found.standing.worth
    parts = () if worth is None else worth.parts
    names = {each.key: each.name for each in weighting.counting}
    nodes = tuple(
        Node(
            id=part.key,
            kind=NodeKind.COMPONENT,
            label=phrase(names[part.key]),
            value=phrase(
                "{mean} × {weight}",
                mean=Amount(part.mean, 2),
                weight=Amount(part.share * 100, 0, "%"),
            ),
            contribution=part.contribution * 100,
            children=tuple(
                Node(
                    id=f"{part.key}.{person}",
                    kind=NodeKind.ANSWER,
                    label=phrase("{person}", person=person),
                    value=phrase("{rating} von 5", rating=given[part.key]),
                )
                for person, given in sorted(found.ratings.items())
                if part.key in given
            ),
        )
        for part in parts
    )
    more = (*_closeness(ranked, weighting), *_ranks(ranked))
    if ranked is not None and weighting.order is RankingOrder.TOPSIS:
        return Node(
            "worth",
            NodeKind.COMPONENT,
            phrase("Nähe zum Ideal"),
            Amount(ranked.closeness, 2),
            children=(*more, _weighted_sum(nodes)),
        )
    total = None if worth is None else Amount(worth.value * 100, 1)
    root = phrase("Wert")
    return Node("worth", NodeKind.COMPONENT, root, total, children=(*nodes, *more))


def _weighted_sum(nodes: tuple[Node, ...]) -> Node:
    """The ratings, where the distances come first."""
    return Node("sum", NodeKind.RANGE, phrase("Bewertungen und Gewichte"), children=nodes)


def _closeness(ranked: RankedCase | None, weighting: Weighting) -> tuple[Node, ...]:
    """Both distances of TOPSIS with the part that every criterion has in them."""
    if ranked is None:
        return ()
    found = ranked.distances
    best = _distance(
        "best",
        phrase("Abstand zum Ideal"),
        found.to_best,
        [each.to_best for each in found.gaps],
        weighting,
    )
    worst = _distance(
        "worst",
        phrase("Abstand zum Anti-Ideal"),
        found.to_worst,
        [each.to_worst for each in found.gaps],
        weighting,
    )
    return (
        Node(
            id="topsis",
            kind=NodeKind.RANGE,
            label=phrase("TOPSIS: Nähe zum Ideal"),
            value=Amount(ranked.closeness, 2),
            text=phrase(
                "Abstand zum Anti-Ideal durch die Summe beider Abstände. Ideal ist in jedem "
                "Kriterium der beste Wert, den einer der Anwendungsfälle hat, Anti-Ideal der "
                "schlechteste (Hwang und Yoon 1981)."
            ),
            children=(best, worst),
        ),
    )


def _distance(
    name: str, label: Phrase, distance: float, gaps: list[float], weighting: Weighting
) -> Node:
    square = sum(gap * gap for gap in gaps)
    parts = tuple(
        Node(
            id=f"{name}.{criterion.key}",
            kind=NodeKind.COMPONENT,
            label=phrase(criterion.name),
            value=phrase(
                "{gap} · {share}",
                gap=Amount(gap, 3),
                share=whole_percent(gap * gap / square if square else 0.0),
            ),
            text=phrase(
                "Unterschied der gewichteten Werte und sein Anteil am Quadrat des Abstands"
            ),
        )
        for criterion, gap in zip(weighting.counting, gaps, strict=True)
    )
    return Node(name, NodeKind.RANGE, label, Amount(distance, 3), children=parts)


def _ranks(ranked: RankedCase | None) -> tuple[Node, ...]:
    if ranked is None:
        return ()
    places = tuple(
        Node(
            id=f"rank.{place}",
            kind=NodeKind.RANGE,
            label=phrase("Rang {n}", n=place),
            value=whole_percent(share),
        )
        for place, share in enumerate(ranked.places, 1)
    )
    shown = Node("ranks", NodeKind.RANGE, phrase("Wie oft auf welchem Rang"), children=places)
    if ranked.confidence is None:
        return (shown,)
    sure = Node(
        id="confidence",
        kind=NodeKind.RANGE,
        label=phrase("Vertrauensfaktor"),
        value=whole_percent(ranked.confidence),
        text=phrase("So oft auf Rang 1, wenn genau die Gewichte gelten, die für ihn sprechen."),
    )
    return (shown, sure)


def _name(weighting: Weighting, key: str) -> str:
    return next((each.name for each in weighting.counting if each.key == key), key)
