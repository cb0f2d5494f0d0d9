"""„Fotos und Skizzen“: what was seen, two side by side, small enough to be sent by mail."""

from __future__ import annotations

import base64
from collections.abc import Iterator

from kihub_desktop.domain.choices import ObservationKind, PictureKind
from kihub_desktop.domain.refusals import Refused
from kihub_desktop.domain.visit_records import Observation, Picture
from kihub_desktop.domain.words import word
from kihub_desktop.reports.content import Block, Chapter, Figure, Gallery, Paragraph, text
from kihub_desktop.services.report_chapters.material import Material
from kihub_desktop.texts import _, day, ngettext, number, render

MOST_PRINTED = 24
_LONGEST_PX, _QUALITY = 1000, 78
"""Some 290 dots per inch in half the width of a page, about 100 kB."""
_LONGEST_QUOTE = 160
_UPRIGHT = 0.62
"""The width of an upright picture in its column, so that it is no taller than two lying ones."""


def picture_chapters(material: Material) -> Iterator[Chapter]:
    """The chapter, if there are pictures."""
    if material.on_site.pictures:
        yield Chapter(_("Fotos und Skizzen"), tuple(_blocks(material)))


def _blocks(material: Material) -> Iterator[Block]:
    pictures = material.on_site.pictures
    figures = tuple(_figures(material, pictures[:MOST_PRINTED]))
    if figures:
        yield Gallery(figures)
    missing = min(len(pictures), MOST_PRINTED) - len(figures)
    if missing:
        words = ngettext(
            "{n} Bild ist noch nicht auf diesem Laptop und fehlt hier.",
            "{n} Bilder sind noch nicht auf diesem Laptop und fehlen hier.",
            missing,
        )
        yield Paragraph(text(words.format(n=number(missing))), muted=True)
    left = len(pictures) - MOST_PRINTED
    if left > 0:
        words = ngettext(
            "{n} weiteres Bild steht in der Werkbank.",
            "{n} weitere Bilder stehen in der Werkbank.",
            left,
        )
        yield Paragraph(text(words.format(n=number(left))), muted=True)


def _figures(material: Material, pictures: tuple[Picture, ...]) -> Iterator[Figure]:
    from kihub_desktop.imports.pictures import for_print

    for each in pictures:
        content = material.stored(each.content) if each.content else None
        if content is None:
            continue
        try:
            printed, width, height = for_print(content, _LONGEST_PX, _QUALITY)
        except Refused:  # an unreadable picture counts as missing, and is told as such
            continue
        caption = _caption(material, each)
        kind = render(word(each.kind or PictureKind.PHOTO))
        share = 1.0 if width >= height else _UPRIGHT
        alt = f"{kind}: {caption or '–'}"
        yield Figure(_as_svg(printed, width, height), caption, alt, share)


def _as_svg(jpeg: bytes, width: int, height: int) -> bytes:
    """The picture inside an SVG, as charts are: the report passes one kind of picture on."""
    packed = base64.b64encode(jpeg).decode("ascii")
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
        f' width="{width}" height="{height}" viewBox="0 0 {width} {height}">'
        f'<image width="{width}" height="{height}"'
        f' xlink:href="data:image/jpeg;base64,{packed}"/></svg>'
    ).encode("ascii")


def _caption(material: Material, picture: Picture) -> str:
    """The caption, or what was observed there; behind it process and day."""
    observed = _observed(material, picture)
    known = (
        material.name_of(picture.process),
        day(picture.taken_on) if picture.taken_on else "",
    )
    origin = ", ".join(filter(None, known))
    words = " – ".join(filter(None, (picture.caption, observed)))
    return f"{words} ({origin})" if words and origin else words or origin


def _observed(material: Material, picture: Picture) -> str:
    found = [each for each in material.on_site.observations if each.id == picture.observation]
    return _quoted(found[0]) if found else ""


def _quoted(each: Observation) -> str:
    words = " ".join((each.text or "").split())
    if len(words) > _LONGEST_QUOTE:
        words = words[: _LONGEST_QUOTE - 1] + "…"
    if each.kind is ObservationKind.QUOTE and words:
        words = _("„{words}“").format(words=words.strip("„“\"'"))
        return f"{words}, {each.said_by}" if each.said_by else words
    return words
