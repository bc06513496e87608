"""Queries for what a person must look at."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from portal.db.engine import execute, fetch_row, fetch_rows
from portal.db.rows import insert_rows_once
from portal.domain.staff import Organisation, Role
from portal.domain.work_items import URGENT, Addressee, WorkItemKind


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkItem:
    id: UUID
    kind: WorkItemKind
    cause: UUID
    organisation: Organisation
    role: Role
    location: str
    victim_id: UUID | None
    case_id: UUID | None
    task_id: UUID | None
    detail: str
    moment: datetime | None
    opened_at: datetime


async def insert_work_items(
    *,
    kind: WorkItemKind,
    cause: UUID,
    addressees: Sequence[Addressee],
    location: str,
    victim_id: UUID | None,
    case_id: UUID | None,
    task_id: UUID | None,
    detail: str,
    now: datetime,
    moment: datetime | None = None,
) -> None:
    """Give it to each of these; one that is open already is not doubled."""
    await insert_rows_once(
        "work_item",
        [
            {
                "id": uuid4(),
                "kind": kind.value,
                "cause": cause,
                "organisation": addressee.organisation.value,
                "role": addressee.role.value,
                "location": location,
                "victim": victim_id,
                "case": case_id,
                "task": task_id,
                "detail": detail,
                "moment": moment,
                "opened_at": now,
            }
            for addressee in addressees
        ],
    )


async def set_work_items_done(
    *, cause: UUID, kinds: Sequence[WorkItemKind], by: str, now: datetime
) -> int:
    return await execute(
        "UPDATE work_item SET done_at = {}, done_by = {}"
        " WHERE cause = {} AND kind = ANY({}) AND done_at IS NULL",
        now,
        by,
        cause,
        [kind.value for kind in kinds],
    )


async def set_work_item_done(*, item_id: UUID, by: str, now: datetime) -> bool:
    """Tell whether it was still open."""
    changed = await execute(
        "UPDATE work_item SET done_at = {}, done_by = {}"
        " WHERE id = {} AND done_at IS NULL",
        now,
        by,
        item_id,
    )
    return bool(changed)


async def fetch_open_work_items(
    *,
    organisation: Organisation,
    role: Role,
    location: str | None,
    limit: int,
    offset: int,
) -> list[WorkItem]:
    """Give the urgent first, then the oldest; a location of None sees all of them.

    What is addressed to every location stays away from one where nothing of hers is.
    """
    rows = await fetch_rows(
        f"{_ON_LIST} ORDER BY CASE WHEN kind = ANY({{}}) THEN 0 ELSE 1 END,"
        " opened_at, id LIMIT {} OFFSET {}",
        *_of_list(organisation, role, location),
        sorted(URGENT),
        limit,
        offset,
    )
    return [_work_item(row) for row in rows]


async def fetch_open_work_item(
    *, item_id: UUID, organisation: Organisation, role: Role, location: str | None
) -> WorkItem | None:
    """Give it where it is on that list, however long the list is."""
    row = await fetch_row(
        f"{_ON_LIST} AND id = {{}}", *_of_list(organisation, role, location), item_id
    )
    return _work_item(row) if row else None


def _of_list(
    organisation: Organisation, role: Role, location: str | None
) -> tuple[str | None, ...]:
    place = location or ""
    return (organisation.value, role.value, location, place, place)


def _work_item(row: dict[str, Any]) -> WorkItem:
    return WorkItem(
        id=row["id"],
        kind=WorkItemKind(row["kind"]),
        cause=row["cause"],
        organisation=Organisation(row["organisation"]),
        role=Role(row["role"]),
        location=row["location"],
        victim_id=row["victim"],
        case_id=row["case"],
        task_id=row["task"],
        detail=row["detail"],
        moment=row["moment"],
        opened_at=row["opened_at"],
    )


_CASES_OF_HERS = """SELECT 1 FROM involvement w
    JOIN case_incident x ON x.incident = w.incident
    JOIN case_file c ON c.id = x."case" WHERE w.victim = work_item.victim"""

_IS_ELSEWHERE = f"""EXISTS ({_CASES_OF_HERS})
    AND NOT EXISTS ({_CASES_OF_HERS} AND c.location = {{}})"""

_ON_LIST = f"""SELECT * FROM work_item WHERE done_at IS NULL AND organisation = {{}}
    AND role = {{}} AND ({{}}::text IS NULL OR location = {{}}
        OR (location = '' AND NOT ({_IS_ELSEWHERE})))"""  # noqa: S608 - own words
