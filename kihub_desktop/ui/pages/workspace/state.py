"""What the page of the workspace shows, without Qt."""

from __future__ import annotations

from dataclasses import dataclass

from kihub_desktop.domain.phrases import Value


@dataclass(frozen=True)
class WorkspaceState:
    """Name, place and size of the workspace, and the names under which it writes."""

    name: str
    folder: str
    size: Value
    device: Value
    author: Value
