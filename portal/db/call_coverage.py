"""What each call has to tell: decisions and other news, each with its own tick."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from portal.db.engine import execute, fetch_row, fetch_rows
from portal.domain.call_tasks import TaskKind
from portal.domain.first_contact import FirstContact
from portal.domain.news import NewsCoverage
from portal.domain.outcomes import Outcome
from portal.domain.owed import Coverage


async def cover(
    *,
    task_id: UUID,
    decision_id: UUID,
    covers_notice: bool = False,
    tells_revision: bool = False,
) -> None:
    """Let the task tell this decision; one told without its notice is told anew."""
    await execute(
        "INSERT INTO call_task_decision"
        " (id, task, decision, covers_notice, tells_revision)"
        " VALUES ({}, {}, {}, {}, {}) ON CONFLICT (task, decision) DO UPDATE SET"
        " told_at = NULL, removed_at = NULL, covers_notice = excluded.covers_notice,"
        " tells_revision = excluded.tells_revision",
        uuid4(),
        task_id,
        decision_id,
        covers_notice,
        tells_revision,
    )


async def cover_happening(*, task_id: UUID, happening_id: UUID) -> None:
    """Let the task tell this news; what was taken out comes back."""
    await execute(
        "INSERT INTO call_task_happening (id, task, happening) VALUES ({}, {}, {})"
        " ON CONFLICT (task, happening) DO UPDATE SET removed_at = NULL",
        uuid4(),
        task_id,
        happening_id,
    )


async def uncover(*, task_id: UUID, decision_id: UUID, now: datetime) -> None:
    await execute(
        "UPDATE call_task_decision SET removed_at = {}"
        " WHERE task = {} AND decision = {} AND told_at IS NULL",
        now,
        task_id,
        decision_id,
    )


async def uncover_happening(
    *, task_id: UUID, happening_id: UUID, now: datetime
) -> None:
    await execute(
        "UPDATE call_task_happening SET removed_at = {}"
        " WHERE task = {} AND happening = {} AND told_at IS NULL",
        now,
        task_id,
        happening_id,
    )


_LEFT_TO_TELL = """
    EXISTS (SELECT 1 FROM call_task_decision AS tells WHERE tells.task = call_task.id
            AND tells.told_at IS NULL AND tells.removed_at IS NULL)
    OR EXISTS (SELECT 1 FROM call_task_happening AS tells
            WHERE tells.task = call_task.id
            AND tells.told_at IS NULL AND tells.removed_at IS NULL)
"""
_TOLD_SOMETHING = """
    EXISTS (SELECT 1 FROM call_task_decision AS told
            WHERE told.task = call_task.id AND told.told_at IS NOT NULL)
    OR EXISTS (SELECT 1 FROM call_task_happening AS told
            WHERE told.task = call_task.id AND told.told_at IS NOT NULL)
"""


async def close_when_nothing_is_left(
    *, task_id: UUID, reason: str, now: datetime
) -> str | None:
    """Close an open task that has nothing to tell any more; give how it closed.

    Cancelled when it told nothing, done when what was left had been told.
    """
    row = await fetch_row(
        "UPDATE call_task SET closed_at = {}, lease_token = NULL,"  # noqa: S608 - own words
        " lease_staff = NULL, lease_until = NULL, close_reason = {}, closed_as ="
        f" CASE WHEN {_TOLD_SOMETHING} THEN 'done' ELSE 'cancelled' END"
        f" WHERE id = {{}} AND closed_as IS NULL AND NOT ({_LEFT_TO_TELL})"
        " RETURNING closed_as",
        now,
        reason,
        task_id,
    )
    return str(row["closed_as"]) if row else None


async def fetch_coverage(*, case_id: UUID) -> dict[UUID, list[Coverage]]:
    """Give, per victim, the tasks that had or have to tell this case's decisions."""
    rows = await fetch_rows(
        "SELECT call_task.victim, call_task.kind, call_task.closed_as,"
        " call_task.close_reason, call_task.is_at_risk, covered.*"
        " FROM call_task_decision AS covered"
        " JOIN call_task ON call_task.id = covered.task"
        " JOIN decision ON decision.id = covered.decision"
        ' WHERE decision."case" = {}',
        case_id,
    )
    found: dict[UUID, list[Coverage]] = {}
    for row in rows:
        found.setdefault(row["victim"], []).append(
            Coverage(
                decision_id=row["decision"],
                task_id=row["task"],
                kind=TaskKind(row["kind"]),
                tells_revision=row["tells_revision"],
                is_open=row["closed_as"] is None,
                was_cancelled=row["closed_as"] == "cancelled",
                was_refused=row["close_reason"] == Outcome.REFUSED,
                is_told=row["told_at"] is not None,
                is_removed=row["removed_at"] is not None,
                covers_notice=row["covers_notice"],
                is_at_risk=row["is_at_risk"],
            )
        )
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class CallsOnFile:
    """The calls of one victim that are not about decisions."""

    news: list[NewsCoverage] = field(default_factory=list)
    first_contacts: list[FirstContact] = field(default_factory=list)


async def fetch_other_calls(*, victim_ids: Collection[UUID]) -> dict[UUID, CallsOnFile]:
    """Give, per victim, what had or has to be told of any case, and first contacts."""
    rows = await fetch_rows(
        "SELECT call_task.id AS task, call_task.victim, call_task.incident,"
        " call_task.kind, call_task.closed_as, call_task.is_at_risk,"
        " call_task.opened_at, covered.happening, covered.told_at,"
        " covered.removed_at, happening.arrival"
        " FROM call_task"
        " LEFT JOIN call_task_happening AS covered ON covered.task = call_task.id"
        " LEFT JOIN happening ON happening.id = covered.happening"
        " WHERE call_task.victim = ANY({})"
        " AND (covered.id IS NOT NULL OR call_task.kind = 'first_contact')",
        list(victim_ids),
    )
    found: dict[UUID, CallsOnFile] = {}
    for row in rows:
        calls = found.setdefault(row["victim"], CallsOnFile())
        if row["happening"] is None:
            calls.first_contacts.append(_first_contact(row))
        else:
            calls.news.append(_news(row))
    return found


def _first_contact(row: dict[str, Any]) -> FirstContact:
    return FirstContact(
        task_id=row["task"],
        incident_id=row["incident"],
        opened_at=row["opened_at"],
        is_open=row["closed_as"] is None,
        was_cancelled=row["closed_as"] == "cancelled",
    )


def _news(row: dict[str, Any]) -> NewsCoverage:
    return NewsCoverage(
        happening_id=row["happening"],
        task_id=row["task"],
        arrival=row["arrival"],
        kind=TaskKind(row["kind"]),
        is_open=row["closed_as"] is None,
        was_cancelled=row["closed_as"] == "cancelled",
        is_told=row["told_at"] is not None,
        is_removed=row["removed_at"] is not None,
        is_at_risk=row["is_at_risk"],
    )


async def fetch_ticks_of_strangers(
    *, case_id: UUID
) -> list[tuple[UUID, UUID | None, UUID | None]]:
    """Give what waits to be told to who is in the case no more: decision or news."""
    rows = await fetch_rows(
        "SELECT waits.task, waits.decision, waits.happening FROM ("
        " SELECT tells.task, tells.decision, NULL::uuid AS happening"
        " FROM call_task_decision AS tells"
        " JOIN decision ON decision.id = tells.decision"
        ' WHERE decision."case" = {} AND tells.told_at IS NULL'
        " AND tells.removed_at IS NULL"
        " UNION ALL SELECT tells.task, NULL, tells.happening"
        " FROM call_task_happening AS tells"
        " JOIN happening ON happening.id = tells.happening"
        ' WHERE happening."case" = {} AND tells.told_at IS NULL'
        " AND tells.removed_at IS NULL) AS waits"
        " JOIN call_task ON call_task.id = waits.task AND call_task.closed_as IS NULL"
        " WHERE NOT EXISTS (SELECT 1 FROM fact JOIN fact_victim"
        ' ON fact_victim.fact = fact.id WHERE fact."case" = {}'
        " AND fact_victim.victim = call_task.victim) ORDER BY waits.task",
        *(case_id, case_id, case_id),
    )
    return [(row["task"], row["decision"], row["happening"]) for row in rows]


async def fetch_news_left(*, task_id: UUID) -> list[tuple[UUID, UUID]]:
    """Give what the call has not told yet, each with its case, the oldest first."""
    rows = await fetch_rows(
        'SELECT happening.id, happening."case" FROM call_task_happening AS tells'
        " JOIN happening ON happening.id = tells.happening"
        " WHERE tells.task = {} AND tells.told_at IS NULL AND tells.removed_at IS NULL"
        ' AND happening."case" IS NOT NULL ORDER BY happening.at, happening.arrival',
        task_id,
    )
    return [(row["id"], row["case"]) for row in rows]


async def tick_in_other_calls(
    *, task_id: UUID, victim_id: UUID, said: Collection[UUID], at: datetime
) -> list[UUID]:
    """Tick in her other open calls what was said of a hearing here; give those calls.

    Only what was known when this call was taken: nobody told what came after that.
    """
    rows = await fetch_rows(
        "UPDATE call_task_happening SET told_at = {} WHERE id IN ("
        " SELECT tells.id FROM call_task AS other"
        " JOIN call_task_happening AS tells ON tells.task = other.id"
        " JOIN happening AS known ON known.id = tells.happening"
        " JOIN happening AS said ON said.hearing = known.hearing"
        " JOIN call_task AS own ON own.id = {}"
        " WHERE other.victim = {} AND other.id <> own.id AND other.closed_as IS NULL"
        " AND said.id = ANY({}) AND tells.told_at IS NULL AND tells.removed_at IS NULL"
        " AND known.at <= COALESCE(own.lease_since, {})) RETURNING task",
        *(at, task_id, victim_id, list(said), at),
    )
    return sorted({row["task"] for row in rows})
