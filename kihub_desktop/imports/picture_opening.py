"""Opening a stranger's picture: which formats and sizes, and what it says about itself."""

from __future__ import annotations

import io
import re
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from kihub_desktop.domain.phrases import Amount, Phrase, phrase
from kihub_desktop.domain.refusals import Reason, Refused

if TYPE_CHECKING:
    from PIL.Image import Image

KEPT_PIXELS = 12_000_000
LARGEST_EMBEDDED = 640
_FORMATS = ("JPEG", "PNG", "WEBP", "TIFF", "BMP", "GIF")
_MEGA = 1_000_000
_DRAFT_ABOVE = 24_000_000
_MOST_PIXELS = {"JPEG": 220_000_000, "WEBP": 13_000_000}
_MOST_OTHERWISE = 24_000_000
_MOST_SCANNED = 400_000_000
"""Pixels times scans: a progressive JPEG may repeat every pixel in each of its scans."""
_LONGEST_SIDE = 30_000
_ORIENTATION, _EXIF, _GPS, _TAKEN, _TAKEN_ANY = 0x0112, 0x8769, 0x8825, 0x9003, 0x0132
_SMALL_IFD, _SMALL_BEGIN, _SMALL_SIZE, _SMALLEST_EMBEDDED = 1, 0x0201, 0x0202, 500


def open_picture(raw: bytes, name: str) -> Image:
    from PIL import Image

    if _is_heic(raw):
        raise Refused(Reason.BAD_INPUT, _heic(name))
    Image.MAX_IMAGE_PIXELS = None  # the limits below are stricter and know the format
    image: Image.Image = Image.open(io.BytesIO(raw), formats=_FORMATS)
    if image.format == "MPO":  # a JPEG with further pictures behind it; the first is the photo
        image.format = "JPEG"
    width, height = image.size
    limit = _MOST_PIXELS.get(image.format or "", _MOST_OTHERWISE)
    progressive = "progressive" in image.info or "progression" in image.info
    if progressive:
        limit = _MOST_OTHERWISE
        _check_scans(raw, width * height, name)
    if width * height > limit or max(width, height) > _LONGEST_SIDE:
        raise Refused(
            Reason.BAD_INPUT,
            phrase(
                "„{name}“ hat {size}, mehr als {limit} nimmt die Werkbank in diesem Format nicht"
                " an. Bitte verkleinern oder als JPEG sichern.",
                name=name,
                size=Amount(width * height / _MEGA, 0, "Megapixel"),
                limit=Amount(limit / _MEGA, 0, "Megapixel"),
            ),
        )
    return image


def _check_scans(raw: bytes, pixels: int, name: str) -> None:
    if raw.count(b"\xff\xda") * pixels > _MOST_SCANNED:
        raise Refused(Reason.BAD_INPUT, unusable(name))


def _is_heic(raw: bytes) -> bool:
    return raw[4:8] == b"ftyp" and raw[8:12] in {
        b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"mif1", b"msf1", b"avif",
    }  # fmt: skip


def loaded(image: Image) -> Image:
    """Decoded; a very large JPEG is decoded at half or a quarter of its size at once."""
    pixels = image.width * image.height
    if image.format == "JPEG" and pixels > _DRAFT_ABOVE:
        share = (KEPT_PIXELS / 2 / pixels) ** 0.5
        image.draft(None, (int(image.width * share), int(image.height * share)))
    image.load()
    return image


# -- what the file says about itself ---------------------------------------------------------


@dataclass(frozen=True)
class Told:
    orientation: int = 1
    taken_on: date | None = None
    location: str | None = None


def told_by(image: Image, *, keep_location: bool) -> Told:
    """Orientation, day, and the position only if it is wanted; nothing of it can fail."""
    found = Told()
    with suppress(Exception):  # the reader of EXIF meets whatever a stranger wrote
        exif = image.getexif()
        orientation = exif.get(_ORIENTATION, 1)
        found = Told(orientation if orientation in range(1, 9) else 1)
        taken = exif.get_ifd(_EXIF).get(_TAKEN) or exif.get(_TAKEN_ANY)
        found = Told(found.orientation, _day(taken))
        if keep_location:
            found = Told(found.orientation, found.taken_on, _place(exif.get_ifd(_GPS)))
    return found


def embedded(image: Image) -> Image | None:
    """The thumbnail that cameras put into their files."""
    exif = image.getexif()
    inside = exif.get_ifd(_SMALL_IFD)
    begin, size = inside.get(_SMALL_BEGIN), inside.get(_SMALL_SIZE)
    raw = image.info.get("exif", b"")[6:]
    if not isinstance(begin, int) or not isinstance(size, int) or size < _SMALLEST_EMBEDDED:
        return None
    small = open_picture(raw[begin : begin + size], "")
    return small if max(small.size) <= LARGEST_EMBEDDED else None


def _day(taken: object) -> date | None:
    match = re.match(r"(\d{4}):(\d\d):(\d\d)", str(taken))
    if match is None:
        return None
    year, month, day = (int(part) for part in match.groups())
    with suppress(ValueError):
        if year >= 1990:  # a camera whose clock was never set says 1970 or 1980
            return date(year, month, day)
    return None


def _place(gps: Any) -> str | None:
    latitude = _degrees(gps.get(2), str(gps.get(1)), "S", 90)
    longitude = _degrees(gps.get(4), str(gps.get(3)), "W", 180)
    if latitude is None or longitude is None:
        return None
    return f"{latitude:.5f}, {longitude:.5f}"


def _degrees(parts: Any, sign: str, negative: str, most: float) -> float | None:
    degrees, minutes, seconds = (float(part) for part in parts)
    value = degrees + minutes / 60 + seconds / 3600
    if not 0 <= value <= most:
        return None
    return -value if sign.strip() == negative else value


class refusing:  # noqa: N801  read like a function
    """Whatever a decoder says about a stranger's file becomes one sentence."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __enter__(self) -> None:
        return None

    def __exit__(self, _kind: object, error: BaseException | None, _trace: object) -> None:
        if isinstance(error, Exception) and not isinstance(error, Refused):
            reason = unusable(self._name)
            raise Refused(Reason.BAD_INPUT, reason, type(error).__name__) from error


def unusable(name: str) -> Phrase:
    if not name:
        return phrase("Das Bild ist beschädigt oder kein Bild, das die Werkbank lesen kann.")
    return phrase("„{name}“ ist beschädigt oder kein Bild, das die Werkbank lesen kann.", name=name)


def _heic(name: str) -> Phrase:
    return phrase(
        "„{name}“ ist ein HEIC-Bild, das die Werkbank nicht lesen kann. Bitte am Telefon"
        " „Maximale Kompatibilität“ (JPEG) einstellen oder das Foto als JPEG senden.",
        name=name,
    )
