"""Pictures from outside, made into our own: upright, without metadata, bounded in size and time.

Nothing of the file itself is kept: it is decoded, turned the right way round, brought to sRGB and
at most 12 megapixels, and encoded anew. So neither position data nor a second content hidden in
the file (a script, an archive) survives, and every later reader meets a file of our own making.
"""

from __future__ import annotations

import io
import threading
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kihub_desktop.domain.phrases import Amount, phrase
from kihub_desktop.domain.refusals import Reason, Refused
from kihub_desktop.imports.picture_opening import (
    KEPT_PIXELS,
    embedded,
    loaded,
    open_picture,
    refusing,
    told_by,
)

if TYPE_CHECKING:
    from PIL.Image import Image

SUFFIXES = (".jpg", ".jpeg", ".jpe", ".jfif", ".png", ".webp", ".tif", ".tiff", ".bmp", ".gif")
LARGEST_FILE = 64 * 1024 * 1024
_QUALITY = 88
_LARGEST_PNG = 4_000_000
_THUMBNAIL, _THUMBNAIL_BYTES = 320, 30_000
_LOSSLESS = frozenset({"PNG", "GIF", "BMP"})
_ONE_AT_A_TIME = threading.Semaphore(1)
"""Whoever asks: only one large picture is in memory."""


@dataclass(frozen=True)
class Prepared:
    """A picture as it is kept: `content` and `thumbnail` are whole files (JPEG or PNG)."""

    content: bytes
    thumbnail: bytes
    media_type: str
    width: int
    height: int
    taken_on: date | None = None
    location: str | None = None


def read_picture_file(path: Path) -> bytes:
    """The bytes of a file; Refused BAD_INPUT if it is too large or cannot be read."""
    try:
        with path.open("rb") as source:
            raw = source.read(LARGEST_FILE + 1)
    except (OSError, ValueError) as error:  # a name with a NUL is a ValueError
        raise Refused(
            Reason.BAD_INPUT,
            phrase("„{name}“ lässt sich nicht lesen.", name=path.name),
            str(error),
        ) from error
    if len(raw) > LARGEST_FILE:
        raise Refused(
            Reason.BAD_INPUT,
            phrase(
                "„{name}“ ist größer als {limit}.",
                name=path.name,
                limit=Amount(LARGEST_FILE // (1024 * 1024), 0, "MB"),
            ),
        )
    return raw


def prepare(raw: bytes, name: str = "", *, keep_location: bool = False) -> Prepared:
    """The picture in `raw` as it is kept; Refused BAD_INPUT with one sentence naming `name`.

    Takes at most some 250 MB of memory and about a second, whatever the file claims to be.
    """
    with _ONE_AT_A_TIME, refusing(name):
        source = open_picture(raw, name)
        told = told_by(source, keep_location=keep_location)
        with suppress(OSError):  # a profile that cannot be used leaves the colours as they are
            _check_profile(source)
        image = _upright(loaded(source), told.orientation)
        image = _plain(image)
        lossless = source.format in _LOSSLESS
        content, media_type = _encoded(image, lossless=lossless)
        return Prepared(
            content,
            _thumbnail(image),
            media_type,
            image.width,
            image.height,
            told.taken_on,
            told.location,
        )


def preview(raw: bytes) -> bytes | None:
    """A small JPEG of a JPEG at once, before it is prepared; None for what takes longer."""
    with suppress(Exception):  # whatever is wrong with it, `prepare` will say
        image = open_picture(raw, "")
        if image.format == "JPEG":
            told = told_by(image, keep_location=False)
            small = embedded(image) or image
            small.draft("RGB", (_THUMBNAIL, _THUMBNAIL))
            return _thumbnail(_plain(_upright(small, told.orientation)))
    return None


def described(content: bytes) -> Prepared:
    """A picture of our own making with a new thumbnail; its bytes stay as they are."""
    with _ONE_AT_A_TIME, refusing(""):
        image = open_picture(content, "")
        width, height = image.size
        media_type = "image/png" if image.format == "PNG" else "image/jpeg"
        if image.format == "JPEG":
            image.draft("RGB", (2 * _THUMBNAIL, 2 * _THUMBNAIL))
        return Prepared(content, _thumbnail(_plain(image)), media_type, width, height)


def turned(content: bytes, quarters: int) -> Prepared:
    """A picture of our own making, turned clockwise by so many quarters."""
    from PIL import Image

    ways = {
        1: Image.Transpose.ROTATE_270,
        2: Image.Transpose.ROTATE_180,
        3: Image.Transpose.ROTATE_90,
    }
    with _ONE_AT_A_TIME, refusing(""):
        source = open_picture(content, "")
        lossless = source.format in _LOSSLESS
        image = _plain(source)
        if quarters % 4:
            image = image.transpose(ways[quarters % 4])
        turned_content, media_type = _encoded(image, lossless=lossless)
        return Prepared(turned_content, _thumbnail(image), media_type, image.width, image.height)


def for_print(content: bytes, longest: int, quality: int = 80) -> tuple[bytes, int, int]:
    """A JPEG for paper whose longer side has at most so many pixels: (bytes, width, height)."""
    with _ONE_AT_A_TIME, refusing(""):
        source = open_picture(content, "")
        if source.format == "JPEG":
            source.draft("RGB", (longest, longest))
        image = _plain(source)
        image.thumbnail((longest, longest))
        return _jpeg(image, quality), image.width, image.height


# -- making it our own -----------------------------------------------------------------------


def _check_profile(image: Image) -> None:
    profile = image.info.get("icc_profile")
    if profile is not None and len(profile) > 4 * 1024 * 1024:
        image.info.pop("icc_profile")


def _upright(image: Image, orientation: int) -> Image:
    """At most 12 megapixels, turned as the camera was held."""
    from PIL import Image

    if image.width * image.height > KEPT_PIXELS:
        share = (KEPT_PIXELS / (image.width * image.height)) ** 0.5
        size = (max(1, int(image.width * share)), max(1, int(image.height * share)))
        profile = image.info.get("icc_profile")
        mode = "RGBA" if image.mode in {"P", "PA", "LA"} else image.mode
        image = image.convert(mode) if image.mode != mode else image
        image = image.resize(size, Image.Resampling.LANCZOS, reducing_gap=2.0)
        if profile:
            image.info["icc_profile"] = profile
    ways = {
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_270,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_90,
    }
    if orientation in ways:
        profile = image.info.get("icc_profile")
        image = image.transpose(ways[orientation])
        if profile:
            image.info["icc_profile"] = profile
    return image


def _plain(image: Image) -> Image:
    """RGB or grey on white, in sRGB, carrying nothing else."""
    from PIL import Image

    profile = image.info.get("icc_profile")
    if image.mode in {"RGBA", "LA", "PA"} or "transparency" in image.info:
        with_alpha = image.convert("RGBA")
        image = Image.new("RGB", with_alpha.size, "white")
        image.paste(with_alpha, mask=with_alpha.getchannel("A"))
    elif image.mode.startswith("I"):
        image = _grey(image)
    elif profile and image.mode in {"RGB", "CMYK", "L"}:
        image = _in_srgb(image, profile)
    if image.mode not in {"RGB", "L"}:
        image = image.convert("L" if image.mode in {"1", "LA"} else "RGB")
    image.info.clear()
    return image


def _grey(image: Image) -> Image:
    """16 bits to 8; Pillow itself would cut them off."""
    wide = image.convert("I")
    extremes: Any = wide.getextrema()
    scale = 255 / max(255, extremes[1])
    return wide.point(lambda value: value * scale).convert("L")


def _in_srgb(image: Image, profile: bytes) -> Image:
    from PIL import ImageCms

    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        if "sRGB" in ImageCms.getProfileDescription(source):
            return image
        wanted = "RGB" if image.mode != "L" else "L"
        changed = ImageCms.profileToProfile(
            image, source, ImageCms.createProfile("sRGB"), outputMode=wanted
        )
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
        return image
    return changed or image


def _encoded(image: Image, *, lossless: bool) -> tuple[bytes, str]:
    """PNG for what was without loss (screenshots), unless it is a photo all the same."""
    if lossless:
        target = io.BytesIO()
        image.save(target, "PNG", compress_level=6)
        if target.tell() <= _LARGEST_PNG:
            return target.getvalue(), "image/png"
    return _jpeg(image, _QUALITY), "image/jpeg"


def _jpeg(image: Image, quality: int) -> bytes:
    target = io.BytesIO()
    image.save(target, "JPEG", quality=quality)
    return target.getvalue()


def _thumbnail(image: Image) -> bytes:
    """At most 320 pixels and 30 kB."""
    from PIL import Image

    small = image.copy() if max(image.size) <= _THUMBNAIL else _reduced(image)
    small.thumbnail((_THUMBNAIL, _THUMBNAIL), Image.Resampling.LANCZOS)
    content = b""
    for quality in (80, 65, 50, 35, 20):
        content = _jpeg(small, quality)
        if len(content) <= _THUMBNAIL_BYTES:
            break
    return content


def _reduced(image: Image) -> Image:
    factor = max(1, max(image.size) // (2 * _THUMBNAIL))
    return image.reduce(factor) if factor > 1 else image.copy()
