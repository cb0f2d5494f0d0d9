"""Workspaces written by earlier formats, which every later version has to open.

A release that changes the storage (a new revision under `database/laptop/versions`) or the schema
of the operations adds one, before it changes anything:

    .venv/bin/python -m tests.migrations.make_workspace format-N

This writes `workspaces/format-N.kihub` and `workspaces/format-N.kihub.json` with the program as it
is. Both are committed as they are and never written again; the tests find them by name.
"""
