"""Starts the window."""

from __future__ import annotations

import sys


def main() -> int:
    """The window; its exit code."""
    from kihub_desktop.app import run

    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
