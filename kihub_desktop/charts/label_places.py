"""Places for labels beside their marks, so that nothing covers anything: greedy, in pixels."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_GAP = 3.0
_FAR = (0.0, 8.0, 18.0, 32.0, 50.0, 74.0, 104.0, 140.0)


@dataclass(frozen=True)
class Box:
    """A rectangle; x to the right, y upwards."""

    left: float
    bottom: float
    right: float
    top: float

    @property
    def middle(self) -> tuple[float, float]:
        return (self.left + self.right) / 2, (self.bottom + self.top) / 2

    def nearest(self, x: float, y: float) -> tuple[float, float]:
        """The point of the rectangle closest to x, y."""
        return min(max(x, self.left), self.right), min(max(y, self.bottom), self.top)

    def touches(self, other: Box) -> bool:
        return (
            self.left < other.right
            and other.left < self.right
            and self.bottom < other.top
            and other.bottom < self.top
        )

    def within(self, other: Box) -> bool:
        return (
            self.left >= other.left
            and self.right <= other.right
            and self.bottom >= other.bottom
            and self.top <= other.top
        )

    def grown(self, margin: float) -> Box:
        return Box(self.left - margin, self.bottom - margin, self.right + margin, self.top + margin)


@dataclass(frozen=True)
class Mark:
    """A round mark that wants a label of the given width and height."""

    x: float
    y: float
    radius: float
    width: float
    height: float

    @property
    def box(self) -> Box:
        r = self.radius
        return Box(self.x - r, self.y - r, self.x + r, self.y + r)


def place_labels(
    marks: Sequence[Mark], frame: Box, taken: Sequence[Box] = (), reach: float = _FAR[-1]
) -> list[Box | None]:
    """A box per label inside `frame`, off all marks, other labels and what is `taken`.

    Nearest free place first: below, above, right, left, corners, then further out; below and
    above a label may slide sideways to stay inside. Marks come in the order of their
    importance. None where no place is free within `reach` pixels of the mark.
    """
    blocked = [*taken, *(mark.box for mark in marks)]
    places: list[Box | None] = []
    for mark in marks:
        found = next(
            (box for box in _candidates(mark, frame, reach) if _free(box, frame, blocked)), None
        )
        places.append(found)
        if found is not None:
            blocked.append(found)
    return places


def _free(box: Box, frame: Box, blocked: Sequence[Box]) -> bool:
    roomy = box.grown(1.0)
    return box.within(frame) and not any(roomy.touches(other) for other in blocked)


def _candidates(mark: Mark, frame: Box, reach: float) -> Iterator[Box]:
    high = mark.height
    for far in (far for far in _FAR if far <= reach):
        away = mark.radius + _GAP + far
        slant = 0.75 * away
        beside_left, beside_right = mark.x - away - mark.width, mark.x + away
        places = [
            *((x, mark.y - away - high) for x in _slides(mark, frame)),
            *((x, mark.y + away) for x in _slides(mark, frame)),
            *((beside_right, mark.y + up * high) for up in (-0.5, -0.1, -0.9)),
            *((beside_left, mark.y + up * high) for up in (-0.5, -0.1, -0.9)),
            (mark.x + slant, mark.y - slant - high),
            (mark.x - slant - mark.width, mark.y - slant - high),
            (mark.x + slant, mark.y + slant),
            (mark.x - slant - mark.width, mark.y + slant),
        ]
        yield from (Box(x, y, x + mark.width, y + high) for x, y in places)


def _slides(mark: Mark, frame: Box) -> Iterator[float]:
    """Left edges of a label below or above its mark: centred, then to either side."""
    centred = mark.x - mark.width / 2
    inside = min(max(centred, frame.left), frame.right - mark.width)
    yield inside
    for share in (0.25, -0.25, 0.42, -0.42):
        yield inside + share * mark.width
