"""What this installation remembers about its user, in a readable TOML file."""

from __future__ import annotations

import json
import shutil
import tomllib
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

ThemeChoice = Literal["light", "dark", "system"]
LanguageChoice = Literal["de", "en"]
SMALLEST_SCALE = 80
LARGEST_SCALE = 200
_KEPT_RECENT = 8


class AppSettings(BaseModel):
    """Frozen; change by `model_copy(update=...)` or the methods here, then `save`."""

    model_config = ConfigDict(frozen=True, extra="ignore", strict=True)

    language: LanguageChoice = "de"
    theme: ThemeChoice = "system"
    scale_percent: int = Field(default=100, ge=SMALLEST_SCALE, le=LARGEST_SCALE)
    consultant_name: str = Field(default="", max_length=200)
    recent_workspaces: tuple[str, ...] = Field(default=(), strict=False, max_length=_KEPT_RECENT)

    def with_recent(self, workspace: Path) -> AppSettings:
        """The workspace as the newest of the recent ones."""
        opened = str(workspace)
        others = [path for path in self.recent_workspaces if path != opened]
        recent = (opened, *others)[:_KEPT_RECENT]
        return self.model_copy(update={"recent_workspaces": recent})


def load(path: Path) -> AppSettings:
    """Reads the file; a missing one gives the defaults, a damaged one too and is kept as a copy."""
    try:
        with path.open("rb") as source:
            return AppSettings.model_validate(tomllib.load(source))
    except FileNotFoundError:
        return AppSettings()
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, ValidationError):
        shutil.copyfile(path, damaged_copy(path))
        return AppSettings()


def damaged_copy(path: Path) -> Path:
    """Where a damaged settings file is kept."""
    return path.with_name(f"{path.stem}.damaged{path.suffix}")


def save(settings: AppSettings, path: Path) -> None:
    """Writes all or nothing: a crash leaves the old file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    written = path.with_name(path.name + ".new")
    written.write_text(to_toml(settings), encoding="utf-8")
    written.replace(path)


def to_toml(settings: AppSettings) -> str:
    lines = [f"{name} = {_literal(value)}" for name, value in settings.model_dump().items()]
    return "\n".join(lines) + "\n"


def _literal(value: str | int | tuple[str, ...]) -> str:
    if isinstance(value, tuple):
        return "[" + ", ".join(_literal(part) for part in value) + "]"
    if isinstance(value, int):
        return str(value)
    # A JSON string is a TOML basic string, but for DEL, which TOML wants escaped.
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
