"""Members of staff as they are kept, their leave, and what they leave behind."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from portal.db.engine import execute, fetch_row, fetch_rows
from portal.db.rows import insert_row
from portal.domain.staff import Organisation, Role
from portal.domain.staff_members import Leave, StaffOnFile

_COLUMNS = """id, name, organisation, role, location, is_experienced, is_active,
    shifts, version"""


async def fetch_staff(*, organisation: Organisation) -> list[StaffOnFile]:
    """Give those at work first, by name."""
    rows = await fetch_rows(
        f"""SELECT {_COLUMNS} FROM staff_member WHERE organisation = {{}}
            ORDER BY is_active DESC, name, id""",  # noqa: S608 - own names
        organisation.value,
    )
    return [_read(row) for row in rows]


async def fetch_everybody() -> list[StaffOnFile]:
    """Give all there ever were, of every organisation."""
    rows = await fetch_rows(
        f"SELECT {_COLUMNS} FROM staff_member ORDER BY organisation DESC, name, id"  # noqa: S608 - own names
    )
    return [_read(row) for row in rows]


async def fetch_staff_member(*, staff_id: UUID) -> StaffOnFile | None:
    row = await fetch_row(
        f"SELECT {_COLUMNS} FROM staff_member WHERE id = {{}}",  # noqa: S608 - own names
        staff_id,
    )
    return _read(row) if row else None


async def insert_staff_member(member: StaffOnFile) -> None:
    await insert_row(
        "staff_member",
        {
            "id": member.id,
            "name": member.name,
            "organisation": member.organisation.value,
            "role": member.role.value,
            "location": member.location,
            "is_experienced": member.is_experienced,
            "is_active": member.is_active,
            "shifts": member.shifts,
            "version": 1,
        },
    )


async def set_staff_member(member: StaffOnFile) -> bool:
    """Tell whether it still was the version that was shown."""
    changed = await execute(
        """UPDATE staff_member SET name = {}, role = {}, location = {},
             is_experienced = {}, is_active = {}, shifts = {}, version = version + 1
           WHERE id = {} AND version = {}""",
        *(member.name, member.role.value, member.location, member.is_experienced),
        *(member.is_active, member.shifts, member.id, member.version),
    )
    return bool(changed)


async def lock_supervisors(*, organisation: Organisation) -> list[UUID]:
    """Hold who leads the whole organisation, so that not all of them go at once."""
    rows = await fetch_rows(
        """SELECT id FROM staff_member WHERE organisation = {} AND role = {}
           AND is_active AND location IS NULL ORDER BY id FOR UPDATE""",
        *(organisation.value, Role.SUPERVISOR.value),
    )
    return [row["id"] for row in rows]


async def delete_sessions_of_staff(*, staff_id: UUID) -> int:
    """End every session that says who they were: they log in as who they are now."""
    return await execute(
        "DELETE FROM web_session WHERE data LIKE {}", f'%"{staff_id}"%'
    )


async def release_calls_of(*, staff_id: UUID) -> int:
    """Give back what somebody holds; tell how many calls."""
    return await execute(
        """UPDATE call_task SET lease_token = NULL, lease_staff = NULL,
             lease_until = NULL WHERE lease_token IS NOT NULL AND lease_staff = {}""",
        staff_id,
    )


async def hand_on_reserved_calls(
    *, staff_id: UUID, to: UUID | None, now: datetime
) -> int:
    """Keep for somebody else what was kept for this one, or for nobody.

    What the other may not make, for its place or its weight, is for everybody.
    """
    handed_on = 0
    await execute(
        "UPDATE call_task SET preferred_staff = {} WHERE preferred_staff = {}"
        " AND closed_as IS NULL",
        *(to, staff_id),
    )
    if to is not None:
        handed_on = await execute(
            """UPDATE call_task SET reserved_for = {} WHERE reserved_for = {}
               AND closed_as IS NULL AND reserved_until > {}
               AND EXISTS (SELECT 1 FROM staff_member s WHERE s.id = {}
                 AND (s.location IS NULL OR s.location = call_task.location)
                 AND (s.is_experienced OR s.role = {}
                      OR NOT call_task.needs_experience))""",
            *(to, staff_id, now, to, Role.SUPERVISOR.value),
        )
    return handed_on + await execute(
        "UPDATE call_task SET reserved_for = NULL, reserved_until = NULL"
        " WHERE reserved_for = {} AND closed_as IS NULL",
        staff_id,
    )


async def insert_leave(
    *, staff_id: UUID, first_day: date, last_day: date, substitute_id: UUID | None
) -> UUID:
    leave_id = uuid4()
    await insert_row(
        "staff_leave",
        {
            "id": leave_id,
            "staff": staff_id,
            "first_day": first_day,
            "last_day": last_day,
            "substitute": substitute_id,
        },
    )
    return leave_id


async def set_leave_withdrawn(*, leave_id: UUID, now: datetime) -> Leave | None:
    """Give the leave that ends here; None where it was withdrawn before."""
    row = await fetch_row(
        """UPDATE staff_leave SET withdrawn_at = {} WHERE id = {}
           AND withdrawn_at IS NULL
           RETURNING id, staff, first_day, last_day, substitute""",
        *(now, leave_id),
    )
    return _read_leave(row) if row else None


async def fetch_leaves(
    *, since: date, staff_ids: Sequence[UUID] | None = None
) -> list[Leave]:
    """Give the leave that is not over yet, of these people or of everybody."""
    rows = await fetch_rows(
        f"""SELECT id, staff, first_day, last_day, substitute FROM staff_leave
            WHERE withdrawn_at IS NULL AND last_day >= {{}}
            {"" if staff_ids is None else "AND staff = ANY({})"}
            ORDER BY first_day, id""",  # noqa: S608 - own words
        since,
        *(() if staff_ids is None else (list(staff_ids),)),
    )
    return [_read_leave(row) for row in rows]


def _read(row: dict[str, Any]) -> StaffOnFile:
    organisation, role = Organisation(row["organisation"]), Role(row["role"])
    return StaffOnFile(**(row | {"organisation": organisation, "role": role}))


def _read_leave(row: dict[str, Any]) -> Leave:
    return Leave(
        id=row["id"],
        staff_id=row["staff"],
        first_day=row["first_day"],
        last_day=row["last_day"],
        substitute_id=row["substitute"],
    )
