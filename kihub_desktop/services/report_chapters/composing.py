"""Puts the chapters of the report together."""

from __future__ import annotations

from kihub_desktop.reports.content import Report
from kihub_desktop.reports.wording import wording
from kihub_desktop.services.report_chapters.appendix import appendix_chapters
from kihub_desktop.services.report_chapters.company import company_chapter
from kihub_desktop.services.report_chapters.cover import (
    footing,
    publisher,
    recommendation,
    subtitle,
)
from kihub_desktop.services.report_chapters.funding import funding_chapters
from kihub_desktop.services.report_chapters.legal import legal_chapters
from kihub_desktop.services.report_chapters.material import Material
from kihub_desktop.services.report_chapters.method import method_chapter
from kihub_desktop.services.report_chapters.on_site import on_site_chapters
from kihub_desktop.services.report_chapters.pictures import picture_chapters
from kihub_desktop.services.report_chapters.pilot import pilot_chapters
from kihub_desktop.services.report_chapters.readiness import readiness_chapter
from kihub_desktop.services.report_chapters.reasons import reasons_chapters
from kihub_desktop.services.report_chapters.roadmap import roadmap_chapter
from kihub_desktop.services.report_chapters.summary import summary_chapter
from kihub_desktop.services.report_chapters.training import training_chapters
from kihub_desktop.services.report_chapters.use_cases import use_cases_chapter
from kihub_desktop.services.report_chapters.verdict import verdict_chapters
from kihub_desktop.texts import TEXTS, _


def compose(material: Material) -> Report:
    """The whole report in the language in use."""
    kind = _("Machbarkeitsbericht")
    return Report(
        title=f"{kind} {material.name}",
        publisher=publisher(),
        kind_line=kind.upper(),
        kind=kind,
        company=material.name,
        subtitle=subtitle(material),
        recommendation=recommendation(material),
        footing=footing(material),
        wording=wording(),
        language=TEXTS.language,
        created=material.today,
        chapters=(
            summary_chapter(material),
            readiness_chapter(material),
            company_chapter(material),
            *on_site_chapters(material),
            *picture_chapters(material),
            use_cases_chapter(material),
            *verdict_chapters(material),
            *legal_chapters(material),
            *funding_chapters(material),
            *pilot_chapters(material),
            *training_chapters(material),
            roadmap_chapter(material),
            method_chapter(material),
            *appendix_chapters(material),
            *reasons_chapters(material),
        ),
    )
