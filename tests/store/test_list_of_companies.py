"""The list of companies stays quick with a million answers: it counts them in an index."""

from __future__ import annotations

from kihub_desktop.store import company_rows
from kihub_desktop.store.workspace import Workspace


def plan_of(workspace: Workspace) -> str:
    with workspace.reading() as connection:
        rows = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {company_rows._ROWS}").fetchall()
    return "\n".join(str(row[-1]) for row in rows)


def test_that_counting_answers_reads_no_answer(workspace: Workspace) -> None:
    assert "USING COVERING INDEX t_answer_given (company=?)" in plan_of(workspace)
