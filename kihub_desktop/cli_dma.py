"""`kihub calc dma`: the EU Digital Maturity Assessment from JSON.

{"answers": {"Q1.operations": 0–3 (0 no, 1 planned, 2 invested, 3 both), "Q2.…": 0 or 1,
"Q4.…": 0–5, "Q11.…": 0–2}, "before": answers of an earlier stage, "profile": "EU-DMA-A-2024"}.
Missing rows are open. Out come the result under the profile, the total under every other one, and
the comparison of both stages.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from kihub_desktop.cli_input import parsed
from kihub_desktop.domain.phrases import phrase
from kihub_desktop.domain.refusals import Reason, Refused


@dataclass(frozen=True)
class DmaInput:
    answers: Mapping[str, int]
    before: Mapping[str, int] = field(default_factory=dict)
    profile: str | None = None


def dma(body: bytes) -> object:
    from kihub_desktop.analysis.dma import assess_dma, compare_dma
    from kihub_desktop.catalogues.dma import current_dma

    given: DmaInput = parsed(DmaInput, body)
    catalogue = current_dma()
    try:
        profile = catalogue.profile(given.profile)
        result = assess_dma(given.answers, catalogue, profile)
        totals = {
            each.key: assess_dma(given.answers, catalogue, each).total
            for each in catalogue.profiles
        }
        earlier = assess_dma(given.before, catalogue, profile)
    except (ValueError, KeyError) as error:
        raise Refused(
            Reason.BAD_INPUT,
            phrase("Die Werte der Eingabe passen nicht zusammen (siehe --details)."),
            str(error),
        ) from error
    return {
        "edition": catalogue.edition,
        "notice": phrase(catalogue.notice),
        "result": result,
        "totals": totals,
        "changes": [
            {
                "key": each.key,
                "before": each.before,
                "after": each.after,
                "difference": each.difference,
            }
            for each in compare_dma(earlier, result)
        ]
        if given.before
        else [],
    }
