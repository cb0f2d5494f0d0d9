"""Pictures from outside: upright, bare of metadata, bounded; everything else is one sentence."""

from __future__ import annotations

import io
import time
from datetime import date

import pytest
from PIL import Image

from kihub_desktop.domain.refusals import Reason, Refused
from kihub_desktop.imports.pictures import Prepared, for_print, prepare, preview, turned
from kihub_desktop.texts import render
from tests.unit.imports.hostile_pictures import (
    all_hostile,
    bombs,
    encoded,
    picture,
    png_of_size,
    polyglots,
)

POSITION = {1: "N", 2: (50.0, 29.0, 42.0), 3: "E", 4: (12.0, 8.0, 13.2)}
LONGEST_SECONDS = 2.0


def with_exif(orientation: int = 1, taken: str = "2026:11:18 10:42:07") -> bytes:
    """A JPEG as a phone writes it: maker, day, position, orientation."""
    exif = Image.Exif()
    exif[0x010F] = "GEHEIMER HERSTELLER"
    exif[0x0112] = orientation
    exif.get_ifd(0x8769)[0x9003] = taken
    exif.get_ifd(0x8825).update(POSITION)
    return encoded("JPEG", picture(200, 100), exif=exif)


def attempt(name: str, raw: bytes) -> Prepared | Refused:
    """What comes of a file; any other error than a refusal fails the test."""
    try:
        return prepare(raw, name)
    except Refused as refusal:
        return refusal


def opened(made: Prepared) -> Image.Image:
    return Image.open(io.BytesIO(made.content))


def test_that_nothing_a_camera_says_survives() -> None:
    made = prepare(with_exif())
    for stored in (made.content, made.thumbnail):
        assert b"GEHEIM" not in stored
        assert dict(Image.open(io.BytesIO(stored)).getexif()) == {}
    assert (made.taken_on, made.location) == (date(2026, 11, 18), None)


def test_that_a_position_is_kept_only_on_purpose_and_only_beside_the_picture() -> None:
    made = prepare(with_exif(), keep_location=True)
    assert made.location == "50.49500, 12.13700"
    assert dict(opened(made).getexif()) == {}


@pytest.mark.parametrize("orientation", range(1, 9))
def test_that_a_picture_stands_upright_however_the_camera_was_held(orientation: int) -> None:
    corner = Image.new("RGB", (80, 40), "white")
    corner.paste("red", (0, 0, 20, 10))
    ways = {
        1: None, 2: Image.Transpose.FLIP_LEFT_RIGHT, 3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM, 5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_90, 7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270,
    }  # fmt: skip
    way = ways[orientation]
    held = corner if way is None else corner.transpose(way)
    exif = Image.Exif()
    exif[0x0112] = orientation
    made = prepare(encoded("JPEG", held, exif=exif, quality=95, subsampling=0))
    assert (made.width, made.height) == (80, 40)
    red, _green, blue = opened(made).convert("RGB").getpixel((5, 3))  # type: ignore[misc]
    assert (red > 200, blue < 100) == (True, True)


@pytest.mark.parametrize("day", ["1980:01:01 00:00:00", "2026:13:40 00:00:00", "gestern", ""])
def test_that_an_impossible_day_is_no_day(day: str) -> None:
    assert prepare(with_exif(taken=day)).taken_on is None


def test_that_a_picture_is_kept_with_at_most_12_megapixels() -> None:
    made = prepare(encoded("JPEG", Image.new("RGB", (6000, 5000), "teal")))
    assert made.width * made.height <= 12_000_000
    assert abs(made.width / made.height - 1.2) < 0.01


def test_that_a_thumbnail_is_small_even_of_noise() -> None:
    noise = Image.effect_noise((2000, 1500), 90).convert("RGB")
    made = prepare(encoded("JPEG", noise))
    assert len(made.thumbnail) <= 30_000
    assert max(Image.open(io.BytesIO(made.thumbnail)).size) == 320


def test_that_screenshots_stay_without_loss_and_photos_become_jpeg() -> None:
    assert prepare(encoded("PNG")).media_type == "image/png"
    assert prepare(encoded("WEBP")).media_type == "image/jpeg"
    see_through = Image.new("RGBA", (40, 40), (255, 0, 0, 0))
    assert opened(prepare(encoded("PNG", see_through))).getpixel((5, 5)) == (255, 255, 255)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "I;16", "CMYK", "F"])
def test_that_every_kind_of_pixel_can_be_read(mode: str) -> None:
    kind = "TIFF" if mode in {"CMYK", "F", "I;16"} else "PNG"
    source = picture().convert("L").convert(mode) if mode == "I;16" else picture().convert(mode)
    assert opened(prepare(encoded(kind, source))).mode in {"RGB", "L"}


def test_that_a_preview_comes_from_what_the_camera_has_put_in() -> None:
    small = preview(with_exif(orientation=6))
    assert small is not None
    width, height = Image.open(io.BytesIO(small)).size
    assert height > width
    assert preview(b"kein Bild") is None


def test_that_turning_swaps_the_sides() -> None:
    made = prepare(encoded("JPEG", picture(200, 100)))
    assert (turned(made.content, 1).width, turned(made.content, 2).width) == (100, 200)
    assert for_print(made.content, 50)[1:] == (50, 25)


def test_that_heic_is_told_with_what_to_do() -> None:
    with pytest.raises(Refused) as refused:
        prepare(b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + bytes(400), "IMG_1.HEIC")
    assert "„IMG_1.HEIC“ ist ein HEIC-Bild" in render(refused.value.message)


@pytest.mark.parametrize(("name", "raw"), list(bombs()), ids=lambda part: str(part)[:12])
def test_that_a_bomb_is_refused_or_harmless_at_once(name: str, raw: bytes) -> None:
    began = time.perf_counter()
    made = attempt(name, raw)
    assert time.perf_counter() - began < LONGEST_SECONDS
    if isinstance(made, Refused):
        assert (made.reason, name in render(made.message)) == (Reason.BAD_INPUT, True)
    else:
        assert made.width * made.height <= 12_000_000


def test_that_a_png_with_too_many_pixels_names_the_limit() -> None:
    with pytest.raises(Refused) as refused:
        prepare(png_of_size(8000, 6000), "plan.png")
    assert "48 Megapixel, mehr als 24 Megapixel" in render(refused.value.message).replace(
        "\N{NO-BREAK SPACE}", " "
    )


@pytest.mark.parametrize(("name", "raw"), list(polyglots()), ids=lambda part: str(part)[:12])
def test_that_only_the_picture_of_a_polyglot_is_kept(name: str, raw: bytes) -> None:
    made = prepare(raw, name)
    assert b"GEHEIM" not in made.content + made.thumbnail
    assert b"<script" not in made.content + made.thumbnail


def test_that_five_hundred_broken_pictures_give_a_picture_or_a_sentence() -> None:
    kept = refused = 0
    for name, raw in all_hostile(500):
        began = time.perf_counter()
        made = attempt(name, raw)
        assert time.perf_counter() - began < LONGEST_SECONDS, name
        if isinstance(made, Refused):
            assert (made.reason, name in render(made.message)) == (Reason.BAD_INPUT, True)
            refused += 1
        else:
            assert made.thumbnail[:2] == b"\xff\xd8"
            kept += 1
    assert refused > 200
    assert kept > 20
