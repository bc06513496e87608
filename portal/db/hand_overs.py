"""Calls that one caller hands over to a colleague or to everybody: append-only."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from portal.db.call_queue import ORDER
from portal.db.dossiers import read_name
from portal.db.engine import fetch_row, fetch_rows
from portal.db.rows import insert_row
from portal.domain.call_tasks import TaskKind
from portal.domain.staff import CALLING_ROLES, Organisation, Role, Worker


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnCall:
    """A call that is in one's hands, or kept for one."""

    task_id: UUID
    victim_id: UUID
    name: str
    kind: TaskKind
    location: str
    due_at: datetime
    agreed_at: datetime | None
    is_held: bool
    needs_experience: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class HandOver:
    id: UUID
    task_id: UUID
    from_staff: UUID
    to_staff: UUID | None
    note: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class WordFromColleague:
    """`to_name` None is everybody."""

    from_name: str
    to_name: str | None
    note: str
    at: datetime


async def fetch_own_calls_open(*, worker: Worker, now: datetime) -> list[OwnCall]:
    rows = await fetch_rows(
        f"""SELECT t.id, t.victim, t.kind, t.location, t.due_at, t.is_agreed,
                   t.earliest_at, t.lease_staff, t.lease_until, t.needs_experience,
                   v.given_names, v.infix, v.family_name
            FROM call_task t JOIN victim v ON v.id = t.victim
            WHERE {_MINE} ORDER BY {ORDER.format("t")}""",  # noqa: S608 - own words
        *_mine(worker),
    )
    return [_read(row, worker, now) for row in rows]


async def fetch_colleagues(*, worker: Worker) -> list[Worker]:
    """Give who else of the organisation phones."""
    rows = await fetch_rows(
        "SELECT id AS staff_id, name, organisation, role, location, is_experienced"
        " FROM staff_member WHERE organisation = {} AND is_active AND role = ANY({})"
        " AND id <> {} ORDER BY name, id",
        *(worker.organisation.value, [role.value for role in CALLING_ROLES]),
        worker.staff_id,
    )
    return [
        Worker(
            **{
                **row,
                "organisation": Organisation(row["organisation"]),
                "role": Role(row["role"]),
            }
        )
        for row in rows
    ]


async def set_handed_over(
    hand_over: HandOver, *, worker: Worker, now: datetime
) -> UUID | None:
    """Give whose call it is; None when it is not in this worker's hands any more.

    A colleague has it for a while from now on, as the maker of a call broken off.
    """
    row = await fetch_row(
        f"""UPDATE call_task AS t SET preferred_staff = {{}}, hand_over = {{}},
              reserved_for = NULL, reserved_until = NULL,
              earliest_at = CASE WHEN {{}}::uuid IS NULL OR t.is_agreed
                  OR t.earliest_at > {{}} THEN t.earliest_at
                  ELSE {{}}::timestamptz END,
              lease_token = NULL, lease_staff = NULL, lease_until = NULL
            WHERE t.id = {{}} AND {_MINE}
              AND (t.lease_token IS NULL OR t.lease_staff = {{}}
                   OR t.lease_until <= {{}})
            RETURNING victim""",  # noqa: S608 - own words
        *(hand_over.to_staff, hand_over.id, hand_over.to_staff, now, now),
        hand_over.task_id,
        *_mine(worker),
        *(worker.staff_id, now),
    )
    if row is None:
        return None
    await insert_row(
        "call_hand_over",
        {
            "id": hand_over.id,
            "task": hand_over.task_id,
            "from_staff": hand_over.from_staff,
            "to_staff": hand_over.to_staff,
            "note": hand_over.note,
            "at": hand_over.at,
        },
    )
    return UUID(str(row["victim"]))


async def fetch_word(*, hand_over_id: UUID) -> WordFromColleague | None:
    row = await fetch_row(
        """SELECT f.name AS from_name, t.name AS to_name, h.note, h.at
           FROM call_hand_over h JOIN staff_member f ON f.id = h.from_staff
           LEFT JOIN staff_member t ON t.id = h.to_staff WHERE h.id = {}""",
        hand_over_id,
    )
    return WordFromColleague(**row) if row else None


_MINE = """t.closed_as IS NULL AND t.organisation = {}
    AND ({}::text IS NULL OR t.location = {})
    AND (t.preferred_staff = {}
         OR (t.lease_token IS NOT NULL AND t.lease_staff = {}))"""


def _mine(worker: Worker) -> tuple[object, ...]:
    place = (worker.location, worker.location or "")
    return (worker.organisation.value, *place, worker.staff_id, worker.staff_id)


def _read(row: Mapping[str, Any], worker: Worker, now: datetime) -> OwnCall:
    is_leased = row["lease_staff"] == worker.staff_id and row["lease_until"] > now
    return OwnCall(
        task_id=row["id"],
        victim_id=row["victim"],
        name=read_name(row),
        kind=TaskKind(row["kind"]),
        location=row["location"],
        due_at=row["due_at"],
        agreed_at=row["earliest_at"] if row["is_agreed"] else None,
        is_held=is_leased,
        needs_experience=row["needs_experience"],
    )
