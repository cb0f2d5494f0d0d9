"""Presenters work on the same real workspaces as the services."""

from tests.services.conftest import colleague, workspace

__all__ = ["colleague", "workspace"]
