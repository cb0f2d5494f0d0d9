"""What this installation remembers about its user, in a readable TOML file.

Checked by hand: a validation library would take longer to load than the first window to appear.
"""

from __future__ import annotations

import json
import shutil
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from itertools import zip_longest
from pathlib import Path
from typing import Any, Literal

ThemeChoice = Literal["light", "dark", "system"]
LanguageChoice = Literal["de", "en"]
SMALLEST_SCALE = 80
LARGEST_SCALE = 200
_THEMES = ("light", "dark", "system")
_LANGUAGES = ("de", "en")
_KEPT_RECENT = 8
_LONGEST_NAME = 200
_LONGEST_LOCK = 24 * 60


class InvalidSettings(ValueError):
    """A settings file with a value that cannot be."""


@dataclass(frozen=True)
class AppSettings:
    """Frozen; change by `dataclasses.replace` or the methods here, then `save`."""

    language: LanguageChoice = "de"
    theme: ThemeChoice = "system"
    scale_percent: int = 100
    consultant_name: str = ""
    recent_workspaces: tuple[str, ...] = ()
    recent_opened: tuple[str, ...] = ()
    lock_minutes: int = 10

    def __post_init__(self) -> None:
        _demand(self.language in _LANGUAGES, "language")
        _demand(self.theme in _THEMES, "theme")
        whole = isinstance(self.scale_percent, int) and not isinstance(self.scale_percent, bool)
        _demand(whole and SMALLEST_SCALE <= self.scale_percent <= LARGEST_SCALE, "scale_percent")
        _demand(_is_text(self.consultant_name), "consultant_name")
        _demand(len(self.consultant_name) <= _LONGEST_NAME, "consultant_name")
        _demand(len(self.recent_workspaces) <= _KEPT_RECENT, "recent_workspaces")
        _demand(all(_is_text(each) for each in self.recent_workspaces), "recent_workspaces")
        _demand(all(_is_text(each) for each in self.recent_opened), "recent_opened")
        minutes = isinstance(self.lock_minutes, int) and not isinstance(self.lock_minutes, bool)
        _demand(minutes and 0 <= self.lock_minutes <= _LONGEST_LOCK, "lock_minutes")

    def recent(self) -> tuple[tuple[str, str], ...]:
        """The recent workspaces, newest first, each with when it was opened ("" if unknown)."""
        known = zip_longest(self.recent_workspaces, self.recent_opened, fillvalue="")
        return tuple((path, moment) for path, moment in known if path)

    def with_recent(self, workspace: Path | str, opened: str = "") -> AppSettings:
        """The workspace as the newest of the recent ones, opened at this ISO moment."""
        path = str(workspace)
        others = [each for each in self.recent() if each[0] != path]
        kept = ((path, opened), *others)[:_KEPT_RECENT]
        return replace(
            self,
            recent_workspaces=tuple(each for each, _moment in kept),
            recent_opened=tuple(moment for _path, moment in kept),
        )


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _demand(fits: bool, name: str) -> None:
    if not fits:
        raise InvalidSettings(name)


def load(path: Path) -> AppSettings:
    """Reads the file; a missing one gives the defaults, a damaged one too and is kept as a copy."""
    try:
        with path.open("rb") as source:
            return from_mapping(tomllib.load(source))
    except FileNotFoundError:
        return AppSettings()
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, InvalidSettings):
        shutil.copyfile(path, damaged_copy(path))
        return AppSettings()


def from_mapping(content: Mapping[str, Any]) -> AppSettings:
    """Settings from a parsed file; names of other versions are ignored."""
    known = {each.name for each in fields(AppSettings)}
    values = {name: value for name, value in content.items() if name in known}
    for name in ("recent_workspaces", "recent_opened"):
        listed = values.get(name, [])
        _demand(isinstance(listed, list), name)
        values[name] = tuple(listed)
    return AppSettings(**values)


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
    values = {each.name: getattr(settings, each.name) for each in fields(settings)}
    return "".join(f"{name} = {_literal(value)}\n" for name, value in values.items())


def _literal(value: str | int | tuple[str, ...]) -> str:
    if isinstance(value, tuple):
        return "[" + ", ".join(_literal(part) for part in value) + "]"
    if isinstance(value, int):
        return str(value)
    # A JSON string is a TOML basic string, but for DEL, which TOML wants escaped.
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
