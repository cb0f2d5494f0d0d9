"""The training offers: each one dated and cited, every group served; broken editions refused."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from kihub_desktop.catalogues.errors import CatalogueError
from kihub_desktop.catalogues.training import current_training, load_training
from kihub_desktop.domain.choices import TrainingGroup
from kihub_desktop.domain.offers import Confidence
from kihub_desktop.domain.training import TrainingOffer
from kihub_desktop.paths import resources

SHIPPED = resources() / "catalogues" / "training.yaml"


@pytest.mark.parametrize("offer", current_training().offers, ids=lambda each: each.id)
def test_that_every_offer_has_source_date_form_and_cost(offer: TrainingOffer) -> None:
    assert offer.sources
    assert date(2026, 1, 1) < offer.checked_on <= date(2026, 11, 30)
    assert all((offer.name, offer.provider, offer.format, offer.cost, offer.content))
    if offer.sources == ("eigene",):
        assert offer.confidence is Confidence.UNCONFIRMED


@pytest.mark.parametrize("group", list(TrainingGroup))
def test_that_every_group_finds_an_offer(group: TrainingGroup) -> None:
    assert any(group in offer.groups for offer in current_training().offers)


def test_that_the_basic_unit_takes_apprentices_along() -> None:
    basic = current_training().basic()
    assert {TrainingGroup.ALL, TrainingGroup.APPRENTICE} <= set(basic.groups)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("kind: training", "kind: partners", "kein Katalog der Weiterbildung"),
        ("id: t22", "id: t21", "-mal vergeben"),
        ("sources: [ffb]", "sources: [fremde]", "nicht verzeichnet"),
        ("    basic: true\n", "", "Grundlage für alle"),
        ("groups: [works_council]", "groups: []", "keine Zielgruppe"),
        ("due_days: 28", "due_days: 0", "mindestens ein Tag"),
        ("archetype: FC", "archetype: PM", "genau einmal"),
        ("valid_until: 2028-03-31", "valid_until: bald", "Datum"),
    ],
)
def test_that_a_broken_catalogue_is_refused_with_its_fault(
    tmp_path: Path, old: str, new: str, said: str
) -> None:
    text = SHIPPED.read_text(encoding="utf-8")
    assert old in text
    broken = tmp_path / "training.yaml"
    broken.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(CatalogueError) as caught:
        load_training(broken)
    assert said in str(caught.value)
