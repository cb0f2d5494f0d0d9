"""Photos in the report: captions, quotes, bounded size, and what is not here is said."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from uuid import UUID

import pypdf
import pytest
from PIL import Image

from kihub_desktop.composition import Services
from kihub_desktop.domain.choices import ObservationKind
from kihub_desktop.domain.visit_records import Observation
from kihub_desktop.reports.content import Chapter, Gallery, Paragraph, plain_text
from kihub_desktop.services.picture_intake import PictureIntake, PicturePlace, PictureSource
from kihub_desktop.services.report_chapters.pictures import MOST_PRINTED, picture_chapters
from tests.services.golden_report import firm, sample_services
from tests.unit.imports.hostile_pictures import encoded, picture


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> tuple[Services, UUID]:
    """The sample with two photos, one of which shows a quote."""
    services = sample_services(tmp_path_factory.mktemp("bericht"))
    company = firm(services)
    quote, _changes = services.records(Observation).create(
        company, text="Das merken wir erst am Montag", kind=ObservationKind.QUOTE, said_by="Meister"
    )
    noise = Image.effect_noise((3000, 2000), 60).convert("RGB")
    sources = [
        PictureSource("a.jpg", content=encoded("JPEG", picture(800, 600))),
        PictureSource("b.jpg", content=encoded("JPEG", noise)),
    ]
    PictureIntake(services.workspace, PicturePlace(company), sources).run()
    state = services.pictures.of_company(company)
    first, second = state.records
    services.pictures.save(company, first.id, state.as_of, caption="Späne an der Führung")
    services.pictures.save(company, second.id, state.as_of, observation=quote)
    return services, company


def chapter_of(services: Services, company: UUID) -> Chapter:
    (chapter,) = picture_chapters(services.reports.material(company))
    return chapter


def test_that_pictures_come_with_caption_and_quote(shown: tuple[Services, UUID]) -> None:
    chapter = chapter_of(*shown)
    (gallery,) = chapter.blocks
    assert isinstance(gallery, Gallery)
    assert [each.caption for each in gallery.figures] == [
        "Späne an der Führung",
        "„Das merken wir erst am Montag“, Meister",
    ]
    assert all(len(each.svg) < 700_000 for each in gallery.figures)


def test_that_the_pdf_holds_the_pictures_and_stays_an_archive(
    shown: tuple[Services, UUID], tmp_path: Path
) -> None:
    services, company = shown
    target = tmp_path / "bericht.pdf"
    services.reports.write_pdf(company, target)
    reader = pypdf.PdfReader(target)
    words = " ".join(page.extract_text() for page in reader.pages)
    assert "Späne an der Führung" in words
    sizes = {image.image.size for page in reader.pages for image in page.images if image.image}
    assert (800, 600) in sizes
    assert target.stat().st_size < 3_000_000


def test_that_pictures_that_are_not_here_or_too_many_are_said(
    shown: tuple[Services, UUID],
) -> None:
    services, company = shown
    material = services.reports.material(company)
    many = tuple(material.on_site.pictures[:1]) * (MOST_PRINTED + 3)
    without = replace(
        material, on_site=replace(material.on_site, pictures=many), stored=lambda _digest: None
    )
    (chapter,) = picture_chapters(without)
    said = [plain_text(each.text) for each in chapter.blocks if isinstance(each, Paragraph)]
    assert said == [
        "24 Bilder sind noch nicht auf diesem Laptop und fehlen hier.",
        "3 weitere Bilder stehen in der Werkbank.",
    ]
