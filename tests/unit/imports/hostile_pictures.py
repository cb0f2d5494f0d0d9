"""Pictures that are none: broken, cut off, mislabelled, far too large, or two things at once."""

from __future__ import annotations

import io
import random
import struct
import zlib
from collections.abc import Callable, Iterator

from PIL import Image, ImageDraw

WRITERS: dict[str, dict[str, object]] = {
    "JPEG": {"quality": 85},
    "PNG": {},
    "WEBP": {"quality": 70},
    "TIFF": {"compression": "tiff_lzw"},
    "BMP": {},
    "GIF": {},
}


def picture(width: int = 160, height: int = 120, seed: int = 0) -> Image.Image:
    """A small scene with edges and areas."""
    chance = random.Random(seed)
    image = Image.new("RGB", (width, height), (chance.randrange(256), 120, 90))
    draw = ImageDraw.Draw(image)
    for _shape in range(12):
        x, y = chance.randrange(width), chance.randrange(height)
        colour = tuple(chance.randrange(256) for _part in range(3))
        draw.ellipse((x - 20, y - 15, x + 20, y + 15), fill=colour)
    return image


def encoded(kind: str, image: Image.Image | None = None, **options: object) -> bytes:
    target = io.BytesIO()
    (image or picture()).save(target, kind, **{**WRITERS[kind], **options})
    return target.getvalue()


def png_of_size(width: int, height: int, body: bytes = b"") -> bytes:
    """A PNG that claims a size, with whatever pixels."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", body or zlib.compress(b"\0" * 4096)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, content) for kind, content in chunks)


def _chunk(kind: bytes, content: bytes) -> bytes:
    checked = kind + content
    return struct.pack(">I", len(content)) + checked + struct.pack(">I", zlib.crc32(checked))


def bombs() -> Iterator[tuple[str, bytes]]:
    """Small files that promise more than any memory holds, or endless work."""
    zeros = zlib.compress(b"\0" * 20_000_000)
    yield "bomb.png", png_of_size(60_000, 60_000, zeros)
    yield "riesig.png", png_of_size(2**31 - 1, 2**31 - 1)
    yield "schmal.png", png_of_size(1, 2**30)
    yield "text.png", _with_text_bomb()
    plain = bytearray(encoded("BMP"))
    plain[18:26] = struct.pack("<ii", 2**30, 2**30)
    yield "bomb.bmp", bytes(plain)
    jpeg = bytearray(encoded("JPEG"))
    frame = jpeg.index(b"\xff\xc0")
    jpeg[frame + 5 : frame + 9] = struct.pack(">HH", 65_500, 65_500)
    yield "bomb.jpg", bytes(jpeg)
    large = encoded("JPEG", Image.new("L", (4000, 3000)), progressive=True)
    scan = large.index(b"\xff\xda")
    yield "durchläufe.jpg", large[:-2] + large[scan:-2] * 60 + b"\xff\xd9"


def _with_text_bomb() -> bytes:
    packed = b"Comment\0\0" + zlib.compress(b"A" * 80_000_000)
    whole = encoded("PNG")
    return whole[:33] + _chunk(b"zTXt", packed) + whole[33:]


def polyglots() -> Iterator[tuple[str, bytes]]:
    """Files that are a picture and something else; none of the rest may be kept."""
    script = b"<script>alert('GEHEIM')</script>"
    for kind in WRITERS:
        yield f"polyglott.{kind.lower()}", encoded(kind) + b"PK\x03\x04GEHEIM" + script
    yield "kommentar.jpg", encoded("JPEG", comment=script)


def malformed(count: int, seed: int = 1) -> Iterator[tuple[str, bytes]]:
    """`count` broken pictures, always the same for a seed: (file name, bytes)."""
    chance = random.Random(seed)
    whole = {kind: encoded(kind, picture(seed=seed)) for kind in WRITERS}
    ways: tuple[Callable[[bytes, random.Random], bytes], ...] = (
        _flip,
        _cut,
        _splice,
        _blank,
        _grow,
    )
    for number in range(count):
        kind = chance.choice(sorted(whole))
        broken = chance.choice(ways)(whole[kind], chance)
        ending = chance.choice([kind.lower(), "jpg", "png", "heic", "exe"])
        yield f"{number}.{ending}", broken


def all_hostile(count: int = 500, seed: int = 1) -> Iterator[tuple[str, bytes]]:
    """Everything of this module, for a fuzz over all that is imported."""
    yield from bombs()
    yield from polyglots()
    yield "leer.jpg", b""
    yield "text.jpg", b"Das ist kein Bild." * 50
    yield "../../weg.jpg", b"\xff\xd8\xff\xe0"
    yield "telefon.heic", b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + bytes(400)
    yield from malformed(count, seed)


def _flip(raw: bytes, chance: random.Random) -> bytes:
    changed = bytearray(raw)
    for _time in range(chance.randint(1, 40)):
        changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
    return bytes(changed)


def _cut(raw: bytes, chance: random.Random) -> bytes:
    return raw[: chance.randrange(len(raw))]


def _splice(raw: bytes, chance: random.Random) -> bytes:
    at, length = chance.randrange(len(raw)), chance.randint(1, 200)
    return raw[:at] + raw[at + length :]


def _blank(raw: bytes, chance: random.Random) -> bytes:
    at, length = chance.randrange(len(raw)), chance.randint(1, 400)
    return raw[:at] + bytes([chance.choice((0, 255))]) * length + raw[at + length :]


def _grow(raw: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(raw))
    return raw[:at] + chance.randbytes(chance.randint(1, 300)) + raw[at:]
