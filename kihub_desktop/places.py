"""Where this user's files lie: in the profile, or all on one stick in portable mode."""

from __future__ import annotations

import os
import platform
import sys
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

_APPLICATION = "KI-HUB Werkbank"
MARKER = "kihub-portable.toml"
_DEFAULT_FOLDER = "KI-HUB-Daten"
_LARGEST_MARKER = 10_000


@dataclass(frozen=True)
class UserPlaces:
    """Settings, device anchors and new workspaces; `root` holds all three in portable mode."""

    settings: Path
    anchors: Path
    documents: Path
    root: Path | None = None

    @property
    def catalogues(self) -> Path:
        """Where editions of catalogues are installed, for all workspaces of this user."""
        base = self.root if self.root is not None else self.anchors.parent
        return base / "catalogues"

    @property
    def logs(self) -> Path:
        """Where defects are noted for support."""
        if self.root is not None:
            return self.root / "log"
        from platformdirs import user_log_path

        return user_log_path(_APPLICATION, appauthor=False)

    def remembered(self, folder: Path) -> str:
        """How a folder is noted: relative on a stick, whose letter differs between computers."""
        if self.root is not None and folder.is_absolute() and folder.is_relative_to(self.root):
            return folder.relative_to(self.root).as_posix()
        return str(folder)

    def found(self, remembered: str) -> Path:
        """The folder behind a note."""
        path = Path(remembered)
        return path if self.root is None or path.is_absolute() else self.root / path


def user_places(root: Path | None = None) -> UserPlaces:
    """The places of this user; with `root` everything lies below it, nothing in the profile."""
    if root is not None:
        return UserPlaces(
            settings=root / "settings.toml",
            anchors=root / "devices" / _volume_of(root),
            documents=root,
            root=root,
        )
    from platformdirs import user_config_path, user_data_path, user_documents_path

    return UserPlaces(
        settings=user_config_path(_APPLICATION, appauthor=False) / "settings.toml",
        anchors=user_data_path(_APPLICATION, appauthor=False) / "devices",
        documents=user_documents_path() / _APPLICATION,
    )


def portable_root(given: str | None, program: Path | None = None) -> Path | None:
    """The folder of portable mode: given on the command line, or by a marker beside the program.

    The marker is a TOML file, empty or with `folder = "Name"`, relative to it. A damaged one
    counts as empty: on a stick nothing must go into the profile by mistake.
    """
    if given:
        return Path(given).absolute()
    beside = (program or _program()).absolute().parent
    marker = beside / MARKER
    return beside / _folder_in(marker) if marker.is_file() else None


def portable_argument(arguments: Sequence[str]) -> str | None:
    """What follows `--portable`; None without it."""
    for place, argument in enumerate(arguments):
        if argument.startswith("--portable="):
            return argument.partition("=")[2]
        if argument == "--portable":
            return next(iter(arguments[place + 1 : place + 2]), None)
    return None


def settle_portable(root: Path) -> None:
    """Makes the folder, and keeps what libraries would note in the profile on the stick too."""
    root.mkdir(parents=True, exist_ok=True)
    os.environ["MPLCONFIGDIR"] = str(root / "cache" / "charts")


def _program() -> Path:
    return Path(sys.executable if getattr(sys, "frozen", False) else sys.argv[0])


def _folder_in(marker: Path) -> str:
    try:
        with marker.open("rb") as source:
            content = tomllib.loads(source.read(_LARGEST_MARKER).decode("utf-8"))
        folder = content.get("folder", _DEFAULT_FOLDER)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError):
        return _DEFAULT_FOLDER
    outside = not isinstance(folder, str) or not folder or Path(folder).is_absolute()
    return _DEFAULT_FOLDER if outside or ".." in Path(folder).parts else folder


def _volume_of(root: Path) -> str:
    """Tells a copied stick from its original where the system numbers its volumes (Windows).

    Both would otherwise go on under one device and write two histories under one name.
    """
    if platform.system() != "Windows":
        return ""
    try:
        return f"{Path(root.anchor).stat().st_dev:x}"
    except OSError:
        return ""
