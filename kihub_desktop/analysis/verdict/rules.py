"""The small rules that decide whether the verdict is monotone, in one exchangeable place."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from kihub_desktop.analysis.verdict.scale import Funding

UNREFUSABLE = frozenset({"WA1", "WA2", "DT6", "DT7", "SA"})
_KNOCKOUT_OF_FAMILY = {
    "DA6": "K3",
    "OA1": "K4",
    "mitbestimmung": "K5",
    "TA6": "K6",
    "DA1": "K2",
    "DA2": "K2",
    "DA3": "K2",
    "DA4": "K2",
    "DA5": "K2",
}


def votes_level(votes: Sequence[int]) -> float:
    """Level 0–5 of at least one vote: mean of the whole group and of its sceptical half.

    An ordered weighted average: dissent lowers it, raising any vote never does (method.md 7).
    """
    lowest = sorted(votes)[: (len(votes) + 1) // 2]
    return (sum(votes) / len(votes) + sum(lowest) / len(lowest)) / 2


def family_of(code: str) -> str:
    """The family that shares one flag „nicht erfüllbar“ (method.md 8.1)."""
    if len(code) == 3 and code[:2] in ("DA", "DT") and code[2] in "12345":
        return "DA" + code[2]
    if code in ("RA1", "RA2", "RA3"):
        return "RA"
    return "dsfa" if code == "dsfa_pruefen" else code


def knockout_of(code: str) -> str:
    """The K-code that an active condition becomes when its family is refused."""
    if code.startswith("dsgvo_"):
        return "K8"
    return _KNOCKOUT_OF_FAMILY.get(family_of(code), "K10")


def grant_counts(without: float, with_grant: float, funding: Funding, _green: float) -> bool:
    """Whether the score with the grant is the one shown: always if it is better and a programme
    fits, needed or not; else an improved plain case could show less than before."""
    return funding is not Funding.NONE and with_grant > without


def cap(score: float, limit: float) -> float:
    """A cap lowers, it never lifts."""
    return min(score, limit)


def market_code(trl: int) -> str:
    """The condition or knock-out of a market TRL 1–9; "" if there is none."""
    if trl <= 2:
        return "K9"
    return "TA3" if trl <= 5 else ""


@dataclass(frozen=True)
class Rules:
    """The rules in force; tests exchange one of them to prove that the properties notice."""

    votes_level: Callable[[Sequence[int]], float] = votes_level
    family_of: Callable[[str], str] = family_of
    grant_counts: Callable[[float, float, Funding, float], bool] = grant_counts
    cap: Callable[[float, float], float] = cap
    market_code: Callable[[int], str] = market_code
