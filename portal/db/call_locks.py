"""Holding rows to the end of a transaction: victims, calls, decisions, complaints."""

from collections.abc import Collection
from uuid import UUID

from portal.db.engine import fetch_rows


async def lock_victims_of_case(*, case_id: UUID) -> None:
    """Wait for what any of them is just changing, as opening a call for her would.

    What is read of how they may be reached after this holds until we commit.
    """
    await fetch_rows(
        "SELECT id FROM victim WHERE id IN (SELECT fact_victim.victim"
        " FROM fact_victim JOIN fact ON fact.id = fact_victim.fact"
        ' WHERE fact."case" = {}) ORDER BY id FOR KEY SHARE',
        case_id,
    )


async def lock_calls_of_case(*, case_id: UUID) -> None:
    """Hold every call about its decisions and its other news, also closed ones.

    What is read of the case after this holds until we commit.
    """
    await fetch_rows(
        "SELECT id FROM call_task WHERE id IN (SELECT tells.task"
        " FROM call_task_decision AS tells"
        " JOIN decision ON decision.id = tells.decision"
        ' WHERE decision."case" = {}'
        " UNION ALL SELECT tells.task FROM call_task_happening AS tells"
        " JOIN happening ON happening.id = tells.happening"
        ' WHERE happening."case" = {}) ORDER BY id FOR UPDATE',
        *(case_id, case_id),
    )


async def lock_decision(*, decision_id: UUID) -> None:
    """Let it stand, or not, until we commit; others may hold it like this as well."""
    await fetch_rows("SELECT id FROM decision WHERE id = {} FOR SHARE", decision_id)


async def fetch_cases_of_fallen(*, decision_ids: Collection[UUID]) -> list[UUID]:
    """Give the cases of those that do not stand any more."""
    rows = await fetch_rows(
        'SELECT DISTINCT "case" FROM decision WHERE id = ANY({})'
        " AND state NOT IN ('stands', 'contested') ORDER BY \"case\"",
        list(decision_ids),
    )
    return [row["case"] for row in rows]
