"""The examples of docs/calc.md run as they stand there."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.unit.command_line import CommandLine

PAGE = Path(__file__).parents[2] / "docs" / "calc.md"
EXAMPLES = dict(
    re.findall(
        r"^## (\w+)\n(?:(?!^## ).*\n)*?```json\n(.*?)\n```", PAGE.read_text("utf-8"), re.MULTILINE
    )
)
# What the page says stands in the result.
PROMISED = {
    "readiness": ("result", "explanation"),
    "economics": ("without_grant", "with_grant", "cost_of_ownership", "assumptions", "notices"),
    "verdict": ("outcome", "low", "high", "pillars", "conditions", "improvements", "evidence"),
    "ahp": ("weights", "consistency_ratio", "worst_triad", "filled"),
    "topsis": ("closeness", "weighted_sum", "weight_flips"),
    "smaa": ("rank_acceptability", "central_weights", "confidence", "ahead"),
}


@pytest.mark.parametrize("name", PROMISED)
def test_that_the_example_of_an_analysis_gives_what_the_page_says(
    name: str, tmp_path: Path
) -> None:
    done = CommandLine(tmp_path).run("calc", name, "--today", "2026-11-23", given=EXAMPLES[name])
    assert done.returncode == 0, done.stderr
    assert set(PROMISED[name]) <= json.loads(done.stdout).keys()
