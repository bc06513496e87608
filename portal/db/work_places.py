"""Where a piece of work is about: the person, and the call or report to open."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from portal.db.dossiers import read_name
from portal.db.engine import fetch_rows
from portal.domain.staff import Organisation


@dataclass(frozen=True, slots=True, kw_only=True)
class CallPlace:
    organisation: Organisation
    incident_id: UUID


async def fetch_names(*, victim_ids: Sequence[UUID]) -> dict[UUID, str]:
    rows = await fetch_rows(
        "SELECT id, given_names, infix, family_name FROM victim WHERE id = ANY({})",
        list(victim_ids),
    )
    return {row["id"]: read_name(row) for row in rows}


async def fetch_call_places(*, task_ids: Sequence[UUID]) -> dict[UUID, CallPlace]:
    rows = await fetch_rows(
        "SELECT id, organisation, incident FROM call_task WHERE id = ANY({})",
        list(task_ids),
    )
    return {
        row["id"]: CallPlace(
            organisation=Organisation(row["organisation"]), incident_id=row["incident"]
        )
        for row in rows
    }
