"""The method as the analysis calls it; its dataclasses are defined in the domain."""

from __future__ import annotations

from kihub_desktop.domain.method import Method

__all__ = ["Method"]
