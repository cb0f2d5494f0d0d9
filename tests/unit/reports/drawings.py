"""Charts of the sample report, drawn without any library so that their bytes never change."""

import math

DIMENSIONS = (
    ("Strategie", 2.8, 3.5, "Budget nicht beziffert"),
    ("Daten", 1.9, 3.5, "Keine Verantwortlichen für die Maschinendaten"),
    ("Technik", 3.1, 3.5, "Edge-Rechner fehlt"),
    ("Kompetenz", 2.2, 3.0, "Grundkenntnisse bei einer Person"),
    ("Prozesse", 3.4, 4.0, "–"),
    ("Kultur", 2.9, 3.5, "Betriebsrat früh einbinden"),
    ("Recht", 2.4, 3.5, "Verzeichnis Art. 30 unvollständig"),
)


def _corner(index: int, value: float) -> tuple[float, float]:
    angle = 2 * math.pi * index / len(DIMENSIONS) - math.pi / 2
    return 260 + 30 * value * math.cos(angle), 190 + 30 * value * math.sin(angle)


def _polygon(values: list[float], style: str) -> str:
    corners = " ".join(
        ",".join(f"{place:.1f}" for place in _corner(index, value))
        for index, value in enumerate(values)
    )
    return f'<polygon points="{corners}" {style}/>'


def _name(index: int, name: str) -> str:
    across, down = _corner(index, 5.9)
    return (
        f'<text x="{across:.1f}" y="{down:.1f}" text-anchor="middle" font-size="13" '
        f'font-family="Source Sans 3" fill="#3A4853">{name}</text>'
    )


def radar() -> bytes:
    """Profile of the seven dimensions, drawn without any library."""
    grid = [_polygon([level] * 7, 'fill="none" stroke="#DDE3E8"') for level in (1, 2, 3, 4, 5)]
    now = _polygon(
        [now for _, now, _, _ in DIMENSIONS],
        'fill="#0E6E73" fill-opacity="0.18" stroke="#0E6E73" stroke-width="2"',
    )
    target = _polygon(
        [target for _, _, target, _ in DIMENSIONS],
        'fill="none" stroke="#BF7B00" stroke-width="1.6" stroke-dasharray="5 4"',
    )
    names = [_name(index, name) for index, (name, *_) in enumerate(DIMENSIONS)]
    body = "".join([*grid, now, target, *names])
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 520 390" width="520" height="390">'
        f"{body}</svg>"
    ).encode()


def tornado() -> bytes:
    drivers = [("Ausschuss heute", 96), ("Stillstand je Störung", 71), ("Pflege im Jahr", 34)]
    bars = [
        f'<rect x="{300 - width}" y="{24 + 34 * index}" width="{2 * width}" height="20" '
        f'fill="#0E6E73" fill-opacity="0.75"/>'
        f'<text x="190" y="{39 + 34 * index}" text-anchor="end" font-family="Source Sans 3" '
        f'font-size="13" fill="#16212B">{name}</text>'
        for index, (name, width) in enumerate(drivers)
    ]
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 520 130" width="520" height="130">'
        f'{"".join(bars)}<path d="M300 14V122" stroke="#5B6B78"/></svg>'
    ).encode()
