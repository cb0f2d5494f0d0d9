"""A report as JSON: the form that golden files hold."""

from __future__ import annotations

import hashlib
import json

from kihub_desktop.reports.content import Report
from kihub_desktop.reports.plain import as_plain


def report_json(report: Report) -> str:
    """The report as stable, indented JSON; a figure stands there by the digest of its SVG."""
    plain = as_plain(report, str, _digest)
    return json.dumps(plain, ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def _digest(svg: bytes) -> str:
    return f"sha256:{hashlib.sha256(svg).hexdigest()}"
