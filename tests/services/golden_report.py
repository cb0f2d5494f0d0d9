"""Writes the golden file of the sample's report anew: `python -m tests.services.golden_report`."""

from __future__ import annotations

import json
import tempfile
from datetime import date
from pathlib import Path
from uuid import UUID

from kihub_desktop.composition import Services
from kihub_desktop.reports.content import Report
from kihub_desktop.reports.plain import as_plain
from kihub_desktop.services.reporting import company_named
from kihub_desktop.services.sample import load_sample
from kihub_desktop.store.workspace import Surroundings, create_workspace
from tests.store.conftest import CHEAP, PASSPHRASE

TODAY = date(2026, 11, 23)
FIRM = "Göltzschtal"
FILE = Path(__file__).parents[1] / "golden" / "report_sample.json"


def sample_services(folder: Path) -> Services:
    """A workspace with the sample and a fixed day; close it after use."""
    around = Surroundings(anchors=folder / "anchors", key_cost=CHEAP)
    workspace = create_workspace(folder / "Muster.kihub", PASSPHRASE, around)
    load_sample(workspace, TODAY)
    return Services(workspace, lambda: TODAY)


def firm(services: Services) -> UUID:
    return company_named(services.companies, FIRM)


def golden_text(report: Report) -> str:
    """The report as JSON without what differs between machines: drawings and report number."""
    plain = as_plain(report, str, lambda _svg: "")
    plain["footing"]["number"] = ""
    return json.dumps(plain, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        services = sample_services(Path(folder))
        with services.workspace:
            FILE.write_text(golden_text(services.reports.content(firm(services))), encoding="utf-8")


if __name__ == "__main__":
    main()
