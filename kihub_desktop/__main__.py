"""Starts the window."""

from __future__ import annotations

import sys


def main() -> int:
    """The window; its exit code."""
    import multiprocessing

    multiprocessing.freeze_support()  # a child of the built program starts here
    from kihub_desktop.app import run

    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
