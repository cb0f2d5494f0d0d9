"""What the card „Fotos & Notizen“ and the viewer show, as data without Qt."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from kihub_desktop.domain.phrases import Value
from kihub_desktop.domain.progress import Step


@dataclass(frozen=True)
class PictureLine:
    """One picture; `image` names its thumbnail, `here` says whether the picture has arrived."""

    id: UUID
    image: str
    name: Value
    here: bool
    sketch: bool


@dataclass(frozen=True)
class ComingLine:
    """One that is still being stored."""

    key: str
    name: str
    preview: bytes | None


@dataclass(frozen=True)
class PicturesCardState:
    """`step` is where the storing is; None if nothing is being stored."""

    company: UUID | None = None
    pictures: tuple[PictureLine, ...] = ()
    coming: tuple[ComingLine, ...] = ()
    notes: int = 0
    step: Step | None = None


@dataclass(frozen=True)
class Belonging:
    """Something a picture can belong to; `key` is `observation:<id>`, `process:<id>` or ""."""

    key: str
    label: Value


@dataclass(frozen=True)
class ViewerState:
    """One picture in the viewer; `place` counts from 1. `note` tells size, day and position."""

    id: UUID
    as_of: int
    content: str
    caption: str
    note: Value
    place: int
    count: int
    here: bool
    drawn: bool
    belongs: str
    offered: tuple[Belonging, ...]
