"""The look: colours by role from TOML, one style sheet, palette and fonts, changed at run time."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from functools import cache

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from kihub_desktop.paths import resources
from kihub_desktop.settings import LARGEST_SCALE, SMALLEST_SCALE, ThemeChoice
from kihub_desktop.ui.tones import Tone

FONT_FAMILY = "Source Sans 3"
FONT_FILES = (
    "SourceSans3-Regular.ttf",
    "SourceSans3-It.ttf",
    "SourceSans3-Semibold.ttf",
    "SourceSans3-Bold.ttf",
)
BODY, TITLE, LABEL, NOTE = 15, 22, 12, 13
_SCALE_STEPS = (80, 90, 100, 110, 125, 150, 175, 200)


@dataclass(frozen=True)
class Colours:
    """One colour (`#RRGGBB`) per role."""

    ink: str
    muted: str
    line: str
    field_border: str
    ground: str
    card: str
    hover: str
    track: str
    neutral_soft: str
    neutral_text: str
    primary: str
    on_primary: str
    primary_hover: str
    primary_soft: str
    primary_text: str
    amber: str
    amber_soft: str
    amber_text: str
    red: str
    red_soft: str
    red_text: str
    green: str
    green_soft: str
    green_text: str
    blue: str
    blue_soft: str
    blue_text: str
    rail: str
    rail_card: str
    rail_line: str
    rail_ink: str
    rail_text: str
    rail_muted: str
    rail_active: str
    rail_done: str
    rail_focus: str


@dataclass(frozen=True)
class ToneColours:
    mark: str
    soft: str
    text: str


@dataclass(frozen=True)
class Theme:
    """Colours, and a scale that every length and font size is multiplied with."""

    name: str
    dark: bool
    colours: Colours
    scale: float = 1.0

    def px(self, length: float) -> int:
        return max(1, round(length * self.scale)) if length else 0

    def colour(self, role: str) -> QColor:
        return QColor(getattr(self.colours, role))

    def roles(self) -> dict[str, str]:
        """All colours by role, for charts."""
        return asdict(self.colours)

    def tone(self, tone: Tone) -> ToneColours:
        c = self.colours
        return {
            Tone.NEUTRAL: ToneColours(c.field_border, c.neutral_soft, c.neutral_text),
            Tone.GOOD: ToneColours(c.green, c.green_soft, c.green_text),
            Tone.WARN: ToneColours(c.amber, c.amber_soft, c.amber_text),
            Tone.BAD: ToneColours(c.red, c.red_soft, c.red_text),
            Tone.NOTE: ToneColours(c.blue, c.blue_soft, c.blue_text),
        }[tone]

    def font(self, size: float = BODY, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
        return QFont(_font(self.px(size), weight))  # a copy: the caller may change it


@cache
def _font(pixels: int, weight: QFont.Weight) -> QFont:
    font = QFont(FONT_FAMILY)
    font.setPixelSize(pixels)
    font.setWeight(weight)
    return font


@cache
def load_theme(name: str) -> Theme:
    """The theme `light` or `dark` from resources/themes."""
    with (resources() / "themes" / f"{name}.toml").open("rb") as source:
        tokens = tomllib.load(source)
    return Theme(name, tokens["dark"], Colours(**tokens["colours"]))


_shown: Theme | None = None


def current() -> Theme:
    """The theme now shown; painted widgets ask for it in every `paintEvent`."""
    return _shown or load_theme("light")


def style_sheet(theme: Theme) -> str:
    """The one style sheet with roles (`@ink`) and lengths (`12u`) filled in."""
    template = (resources() / "themes" / "app.qss").read_text(encoding="utf-8")
    roles = asdict(theme.colours)
    sheet = re.sub(r"@(\w+)", lambda found: roles[found[1]], template)
    return re.sub(r"\b(\d+)u\b", lambda found: f"{theme.px(int(found[1]))}px", sheet)


def palette(theme: Theme) -> QPalette:
    c = theme.colours
    roles = {
        QPalette.ColorRole.Window: c.ground,
        QPalette.ColorRole.WindowText: c.ink,
        QPalette.ColorRole.Base: c.card,
        QPalette.ColorRole.AlternateBase: c.hover,
        QPalette.ColorRole.Text: c.ink,
        QPalette.ColorRole.PlaceholderText: c.muted,
        QPalette.ColorRole.Button: c.card,
        QPalette.ColorRole.ButtonText: c.ink,
        QPalette.ColorRole.Mid: c.field_border,
        QPalette.ColorRole.Highlight: c.primary,
        QPalette.ColorRole.HighlightedText: c.on_primary,
        QPalette.ColorRole.ToolTipBase: c.card,
        QPalette.ColorRole.ToolTipText: c.ink,
        QPalette.ColorRole.Link: c.primary,
        QPalette.ColorRole.LinkVisited: c.primary,
        QPalette.ColorRole.Accent: c.primary,
    }
    result = QPalette()
    for role, value in roles.items():
        result.setColor(role, QColor(value))
    disabled = QPalette.ColorGroup.Disabled
    for role in (QPalette.ColorRole.Text, QPalette.ColorRole.WindowText):
        result.setColor(disabled, role, QColor(c.muted))
    result.setColor(disabled, QPalette.ColorRole.ButtonText, QColor(c.muted))
    return result


def load_fonts() -> None:
    """Registers the shipped face once per process; no system font is needed."""
    if FONT_FAMILY in QFontDatabase.families():
        return
    for name in FONT_FILES:
        if QFontDatabase.addApplicationFont(str(resources() / "fonts" / name)) < 0:
            raise FileNotFoundError(f"the font {name} is missing from this installation")


def apply(app: QApplication, theme: Theme) -> None:
    """Shows the theme in the running application."""
    global _shown  # noqa: PLW0603 - the look of a process is one
    _shown = theme
    load_fonts()
    if not app.styleSheet():  # once: a sheet hides the name of its style, and each set polishes all
        app.setStyle("Fusion")
    app.setPalette(palette(theme))
    app.setFont(theme.font())
    app.setStyleSheet(style_sheet(theme))


def _system_is_dark() -> bool:
    return QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark


class Appearance(QObject):
    """The choice of theme and scale; follows the system when asked to."""

    changed = Signal(object)  # Theme

    def __init__(
        self,
        app: QApplication,
        choice: ThemeChoice = "light",
        percent: int = 100,
        system_is_dark: Callable[[], bool] | None = None,
    ) -> None:
        super().__init__(app)
        self._system_is_dark = system_is_dark or _system_is_dark
        self._app = app
        self.choice: ThemeChoice = choice
        self.percent = percent
        app.styleHints().colorSchemeChanged.connect(self._on_system_changed)
        self._show()

    def choose(self, choice: ThemeChoice) -> None:
        self.choice = choice
        self._show()

    def toggle(self) -> None:
        self.choose("light" if current().dark else "dark")

    def scale_to(self, percent: int) -> None:
        """Scales everything, from 80 to 200 percent."""
        self.percent = min(LARGEST_SCALE, max(SMALLEST_SCALE, percent))
        self._show()

    def larger(self) -> None:
        self.scale_to(min((s for s in _SCALE_STEPS if s > self.percent), default=LARGEST_SCALE))

    def smaller(self) -> None:
        self.scale_to(max((s for s in _SCALE_STEPS if s < self.percent), default=SMALLEST_SCALE))

    def _show(self) -> None:
        theme = replace(load_theme(self._wanted()), scale=self.percent / 100)
        if theme != _shown:
            apply(self._app, theme)
            self.changed.emit(theme)

    def _wanted(self) -> str:
        if self.choice != "system":
            return self.choice
        return "dark" if self._system_is_dark() else "light"

    def _on_system_changed(self) -> None:
        if self.choice == "system":
            self._show()
