"""200 photos of 12 megapixels taken in while somebody types: stalls, times, memory."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image, ImageDraw

COUNT = 200
SIZE = (4000, 3000)
_SCENES = 8


def measure(count: int = COUNT) -> dict[str, float]:
    """Seconds, milliseconds and megabytes by name, from one run in a process of its own."""
    with tempfile.TemporaryDirectory(dir=Path.cwd()) as name:
        photos, folder = Path(name) / "photos", Path(name) / "work"
        photos.mkdir()
        folder.mkdir()
        write_photos(photos, count)
        done = subprocess.run(
            [sys.executable, "-m", "tests.bench.storing_pictures", str(photos), str(folder)],
            cwd=Path(__file__).parents[2],
            env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
            capture_output=True,
            text=True,
            check=True,
        )
        found = dict(line.split() for line in done.stdout.splitlines())
        figures = {key.replace("_", " "): float(value) for key, value in found.items()}
        files = [path.stat().st_size for path in photos.iterdir()]
        return figures | {"file": sum(files) / len(files) / 1e6}


def write_photos(folder: Path, count: int) -> None:
    """JPEG files of some 3.5 MB with areas, edges and the grain of a camera; no two are equal."""
    scenes = [_scene(number) for number in range(_SCENES)]
    for number in range(count):
        image = scenes[number % _SCENES].copy()
        draw = ImageDraw.Draw(image)
        x = 37 * number % (SIZE[0] - 400)
        draw.rectangle((x, 200, x + 300, 700), fill=(number % 256, 80, 160))
        image.save(folder / f"DSC_{number:04d}.jpg", "JPEG", quality=90)


def _scene(number: int) -> Image.Image:
    grain = Image.effect_noise(SIZE, 14 + number)
    shade = Image.linear_gradient("L").resize(SIZE)
    base = Image.merge("RGB", (shade, shade.rotate(180), Image.new("L", SIZE, 90 + 10 * number)))
    draw = ImageDraw.Draw(base)
    for place in range(60):
        x, y = (place * 611) % SIZE[0], (place * 389) % SIZE[1]
        draw.ellipse((x, y, x + 420, y + 300), fill=(place * 4, 200 - place * 3, 120))
    return Image.blend(base, Image.merge("RGB", (grain, grain, grain)), 0.22)
