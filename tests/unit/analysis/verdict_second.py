"""A second implementation of the pillars, written straight from the method's text.

It shares nothing with the first but the catalogue's matrix and the numbers of the case.
"""

from __future__ import annotations

from math import ceil, floor

from kihub_desktop.analysis.verdict.case import Case
from kihub_desktop.analysis.verdict.inputs import MoneyFigures
from tests.unit.analysis.verdict_cases import METHOD

ARCHETYPES = ("VI", "PM", "FC", "OP", "LM", "PP", "EN", "AD", "SO")
WEIGHTS = {
    "Z": (25, 25, 25, 30, 35, 25, 30, 30, 30),
    "Q": (25, 20, 25, 35, 30, 20, 25, 30, 25),
    "H": (25, 20, 30, 15, 15, 20, 25, 25, 20),
    "L": (25, 20, 0, 20, 20, 20, 0, 5, 15),
    "X": (0, 15, 20, 0, 0, 15, 20, 10, 10),
}
NEEDS = {
    "VI": (("images_per_fault", 50, 300), ("good_images", 200, 2000)),
    "PM": (("failures", 20, 100), ("months", 12, 24)),
    "FC": (("months", 24, 48),),
    "OP": (("orders", 500, 5000), ("master_share", 80, 95)),
    "LM": (("documents", 100, 1000), ("test_questions", 30, 150)),
    "PP": (("batches", 200, 1000), ("parameter_steps", 3, 10)),
    "EN": (("months", 12, 24), ("metered_share", 50, 90)),
    "AD": (("normal_months", 3, 12), ("confirmed_anomalies", 10, 50)),
    "SO": (("records", 200, 1000),),
}
DRL = (0, 0.5, 1, 1.5, 2, 2.5, 3, 3.5, 4, 4.5, 4.75, 5)
TRL = {1: 0, 2: 0, 3: 0.5, 4: 1, 5: 2, 6: 3, 7: 4, 8: 4.5, 9: 5}
CRITICAL = ("completeness", "accuracy", "representativeness")
GRADES = (*CRITICAL, "consistency", "timeliness", "accessibility", "traceability")
CLASSES = {
    "VERBOTEN": 0,
    "HR_III": 40,
    "HR_I_A": 45,
    "HR_I_B": 50,
    "PRUEFEN": 55,
    "ANHANG_III_AUSNAHME": 70,
    "TRANSPARENZ": 90,
    "MINIMAL": 100,
    "KEIN_KI": 100,
    "AUSSERHALB": 100,
}
DEDUCTIONS = {
    "dsgvo_rechtsgrundlage": 15,
    "dsgvo_avv": 15,
    "dsgvo_drittland": 15,
    "dsgvo_art22": 15,
    "dsfa": 10,
    "dsfa_pruefen": 5,
    "mitbestimmung": 8,
    "mvo": 8,
    "dataact": 4,
    "geheimnis": 4,
    "nis2": 3,
    "cra": 3,
}
REPLACED = {"D3.1", "D3.2", "D3.3", "D3.4", "D3.5", "D4.3"}

Found = tuple[float, set[str]]


def second_opinion(case: Case) -> tuple[dict[str, float], int]:
    """The five scores by letter, and the outcome 0–3."""
    found = {
        "D": _data(case),
        "T": _technology(case),
        "W": _economy(case),
        "R": _law(case),
        "O": _organisation(case),
    }
    scores, knocked, yellow = {}, False, False
    for letter, (raw, marks) in found.items():
        score, dead, open_ = _close(case, letter, raw, marks | _matrix(case, letter))
        scores[letter] = score
        knocked |= dead or (letter != "D" and score < 30)
        yellow |= score < 60 or open_
    if knocked:
        return scores, 0
    if scores["D"] < 40:
        return scores, 1
    return scores, 2 if yellow else 3


def _close(case: Case, letter: str, raw: float, marks: set[str]) -> tuple[float, bool, bool]:
    value = raw
    if letter == "R":
        value = 0.0 if "K1" in marks else max(raw, 30)
    if letter == "W" and case.economy.strategic:
        value = max(raw, 30)
    if any(mark in marks for mark in ("DT1", "DT2", "DT3", "DT4", "DT5", "DT6")):
        value = min(value, 39)
    conditions = {mark for mark in marks if mark[0] != "K"}
    dead = {m for m in conditions if m not in ("WA1", "WA2", "DT6") and _family(m) in case.refused}
    if dead or any(mark[0] == "K" for mark in marks):
        value = min(value, 29)
        return _round(value), True, True
    return _round(value), False, bool(conditions - dead)


def _family(mark: str) -> str:
    if mark[:2] == "DT":
        return "DA" + mark[2:]
    if mark in ("RA1", "RA2", "RA3"):
        return "RA"
    return "dsfa" if mark == "dsfa_pruefen" else mark


def _round(x: float) -> float:
    return floor(10 * x + 0.5 + 1e-7) / 10


def _rhu(x: float) -> int:
    return floor(x + 0.5 + 1e-9)


def _lin(x: float, *points: tuple[float, float]) -> float:
    if x <= points[0][0]:
        return points[0][1]
    for i in range(len(points) - 1):
        (a, fa), (b, fb) = points[i], points[i + 1]
        if x <= b:
            return fa + (fb - fa) * (x - a) / (b - a)
    return points[-1][1]


def _weigh(parts: list[tuple[float, float | None]]) -> float:
    kept = [(weight, level) for weight, level in parts if level is not None and weight]
    if not kept:
        return 100
    return 100 * sum(w * v / 5 for w, v in kept) / sum(w for w, _ in kept)


def _mean(values: list[float | None]) -> float | None:
    kept = [value for value in values if value is not None]
    return sum(kept) / len(kept) if kept else None


def _votes(case: Case) -> float | None:
    votes = sorted(case.votes)
    if len(votes) < 3:
        return case.numbers["D6.6"]
    half = votes[: ceil(len(votes) / 2)]
    return (sum(votes) / len(votes) + sum(half) / len(half)) / 2


def _matrix(case: Case, letter: str) -> set[str]:
    missed = set()
    for row in METHOD.indicators:
        cell = row.cells.get(case.archetype)
        if row.id in REPLACED or row.pillar != letter or cell is None or cell[0] == 0:
            continue
        level = _votes(case) if row.id == "D6.6" else case.numbers[row.id]
        if level is not None and _rhu(level) < cell[0]:
            missed.add(row.id)
    return missed


def _data(case: Case) -> Found:
    column = ARCHETYPES.index(case.archetype)
    weight = {key: float(values[column]) for key, values in WEIGHTS.items()}
    z, marks = _readiness(case)
    q, marks_q = _quality(case)
    h, marks_h = _volume(case)
    label, marks_l = _label(case, weight["L"])
    x, marks_x = _skill(case, weight["X"])
    marks |= marks_q | marks_h | marks_l | marks_x
    if len(marks & {"DA1", "DA2", "DA3", "DA4", "DA5"}) >= 3:
        marks.add("DT6")
    rights = case.numbers["rights"]
    if rights is not None and rights < 2:
        marks.add("DA6")
    levels = {"Z": z, "Q": q, "H": h, "L": label, "X": x}
    return _weigh([(weight[key], levels[key]) for key in "ZQHLX"]), marks


def _readiness(case: Case) -> tuple[float | None, set[str]]:
    steps = [v for i in range(case.sources) if (v := case.numbers[f"S{i}.drl"]) is not None]
    if not steps:
        return None, set()
    marks = {"DT1"} if min(steps) <= 2 else {"DA1"} if min(steps) <= 4 else set()
    return DRL[int(min(steps))], marks


def _quality(case: Case) -> tuple[float | None, set[str]]:
    n, sources = case.numbers, range(case.sources)
    marks: set[str] = set()
    for grade in GRADES:
        values = [v for i in sources if (v := n[f"S{i}.{grade}"]) is not None]
        if values and _rhu(min(values)) <= 1:
            marks |= _grade_mark(grade in CRITICAL, _rhu(min(values)))
    means = [m for i in sources if (m := _mean([n[f"S{i}.{g}"] for g in GRADES])) is not None]
    return min(means, default=None), marks


def _label(case: Case, weight: float) -> tuple[float | None, set[str]]:
    label = case.numbers["L"] if weight else None
    if label is None or weight < 15 or _rhu(label) > 2:
        return label, set()
    return label, {"DA4" if _rhu(label) == 2 else "DT4"}


def _skill(case: Case, weight: float) -> tuple[float, set[str]]:
    if case.skill is None:
        return 2.5, set()
    low, high = case.skill
    marks = {"DT5" if high <= 0 else "DA5"} if weight and low <= 0 else set()
    return 3 * min(1, max(0, low / 0.3)) + 2 * min(1, max(0, high / 0.3)), marks


def _grade_mark(critical: bool, level: int) -> set[str]:
    if critical:
        return {"DT2"} if level == 0 else {"DA2"}
    return {"DA2"} if level == 0 else set()


def _volume(case: Case) -> tuple[float | None, set[str]]:
    levels, shares = [], []
    for key, least, good in NEEDS[case.archetype]:
        amount = case.numbers[f"N.{key}"]
        if amount is not None:
            levels.append(_lin(amount, (0, 0), (least, 3), (good, 5)))
            shares.append(amount / least)
    x = min(shares, default=1.0)
    if x >= 1 - 1e-9:
        return min(levels, default=None), set()
    return min(levels), {"DT3" if x < 0.5 - 1e-9 else "DA3"}


def _technology(case: Case) -> Found:
    n = case.numbers
    connection = n["D4.1" if case.archetype in ("VI", "PM", "PP", "EN", "AD") else "D4.2"]
    market, own, place, need = (n[k] for k in ("trl_market", "trl_own", "D4.3", "latency"))
    latency = None if place is None or need is None else 5 * min(1, place / need)
    marks: set[str] = set()
    if n["T2"] is not None and _rhu(n["T2"] or 0) <= 1:
        marks.add("TA2")
    if market is not None and market <= 5:
        marks.add("K9" if market <= 2 else "TA3")
    if place is not None and need is not None and _rhu(place) < need:
        marks.add("TA5")
    if n["safety"] and n["fallback"] == 0:
        marks.add("TA6")
    parts = [
        (20.0, connection),
        (20.0, n["T2"]),
        (20.0, None if market is None else TRL[int(market)]),
        (10.0, None if own is None else TRL[int(own)]),
        (10.0, latency),
        (10.0, n["D4.5"]),
        (10.0, n["D4.4"]),
    ]
    return _weigh(parts), marks


def _money(figures: MoneyFigures) -> float:
    stake = max(figures.stake, 1000)
    return (
        8 * _lin(figures.probability, (0, 0), (0.5, 1.5), (0.8, 3), (0.95, 4.5), (1, 5))
        + 5 * _lin(figures.p50 / stake, (-1, 0), (0, 1.5), (0.5, 3), (2, 5))
        + 3 * _lin(figures.p10 / stake, (-1, 0), (0, 2.5), (0.5, 5))
        + 4 * _lin(figures.payback / figures.horizon, (0.1, 5), (0.6, 3), (1, 1.5), (1.5, 0))
    )


def _economy(case: Case) -> Found:
    economy = case.economy
    without = _money(economy.without_grant)
    granted = max(without, _money(economy.with_grant)) if economy.with_grant else without
    p90 = economy.without_grant.p90
    marks: set[str] = set()
    raw = without
    if economy.funding != 0:
        raw = granted
        p90 = max(p90, economy.with_grant.p90 if economy.with_grant else p90)
    if economy.funding == 1 and _round(without) < 60 and _round(granted) > _round(without):
        marks.add("WA1")
    if p90 <= 0 and not economy.strategic:
        marks.add("K7")
    if economy.strategic and (p90 <= 0 or _round(raw) < 30):
        marks.add("WA2")
    return raw, marks


def _law(case: Case) -> Found:
    law = case.law
    points = CLASSES[law.law_class]
    marks = {item for item in law.items if item not in ("nis2", "cra")}
    if law.duties_done and points:
        points = max(points, 80)
    elif law.law_class.startswith("HR_"):
        marks.add("RA1")
    elif law.law_class == "PRUEFEN":
        marks.add("RA2")
    elif law.law_class == "ANHANG_III_AUSNAHME":
        marks.add("RA3")
    if law.law_class == "VERBOTEN":
        marks.add("K1")
    grounds = _mean([case.numbers[f"D7.{i}"] for i in range(1, 7)]) or 0.0
    return 0.8 * points + 4 * grounds - sum(DEDUCTIONS[item] for item in law.items), marks


def _organisation(case: Case) -> Found:
    n = case.numbers
    marks: set[str] = set()
    owner = n["owner"]
    if owner is not None and _rhu(owner) < 2:
        marks.add("OA1")
    if len(case.votes) >= 3 and 4 * sum(v <= 1 for v in case.votes) >= len(case.votes):
        marks.add("OA2")
    parts = [
        n["D1.2"],
        _mean([n["D5.1"], n["D5.3"], n["D5.4"]]),
        _mean([owner, n["D3.6"]]),
        _votes(case),
        n["D5.2"],
    ]
    return _weigh([(20.0, level) for level in parts]), marks
