"""Queries for who works with the portal."""

from uuid import UUID

from portal.db.engine import fetch_row
from portal.db.rows import insert_row_once
from portal.domain.staff import Organisation, Role, Worker


async def insert_worker(worker: Worker) -> bool:
    """Tell whether they were new."""
    return await insert_row_once(
        "staff_member",
        {
            "id": worker.staff_id,
            "name": worker.name,
            "organisation": worker.organisation.value,
            "role": worker.role.value,
            "location": worker.location,
            "is_experienced": worker.is_experienced,
            "is_active": True,
        },
    )


async def fetch_worker(*, staff_id: UUID) -> Worker | None:
    row = await fetch_row(
        "SELECT id AS staff_id, name, organisation, role, location, is_experienced"
        " FROM staff_member WHERE id = {} AND is_active",
        staff_id,
    )
    if row is None:
        return None
    organisation, role = Organisation(row["organisation"]), Role(row["role"])
    return Worker(**(row | {"organisation": organisation, "role": role}))
