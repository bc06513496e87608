"""Queries for sessions. Their id is a digest: who reads the table cannot log in.

Whose session it is stands beside its data, so that each reading finds the person as
they are on file now: who left is out, and who moved or was merged is who they became.
"""

import json
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from portal.db.dossiers import read_name
from portal.db.engine import execute, fetch_row
from portal.db.rows import insert_row


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredSession:
    id: str
    data: str
    created_at: datetime
    seen_at: datetime
    expires_at: datetime
    staff_id: UUID | None = None
    victim_id: UUID | None = None
    representative_id: UUID | None = None


async def fetch_session(*, session_id: str, now: datetime) -> StoredSession | None:
    row = await fetch_row(
        """SELECT s.id, s.data, s.created_at, s.seen_at, s.expires_at, s.staff_id,
                  s.victim_id, s.representative_id, m.id AS works, m.name,
                  m.organisation, m.role, m.location, m.is_experienced,
                  v.merged_into, w.id AS lives, w.given_names, w.infix, w.family_name
           FROM web_session s
           LEFT JOIN staff_member m ON m.id = s.staff_id AND m.is_active
           LEFT JOIN victim v ON v.id = s.victim_id
           LEFT JOIN victim w ON w.id = COALESCE(v.merged_into, v.id)
                AND NOT w.is_deceased
           WHERE s.id = {} AND s.expires_at > {}""",
        session_id,
        now,
    )
    if row is None:
        return None
    columns = {name: row[name] for name in StoredSession.__slots__}
    return StoredSession(**columns | {"data": _as_now(row)})


def _as_now(row: dict[str, Any]) -> str:
    """Say in the data who this is now; of who is not there any more nothing is left."""
    data: dict[str, Any] = json.loads(row["data"])
    if ("staff" in data and not row["works"]) or (
        "victim" in data and not row["lives"]
    ):
        return "{}"
    if "staff" in data:
        data["staff"] |= {name: row[name] for name in _OF_STAFF}
    if "victim" in data and row["merged_into"]:
        data["victim"]["victim_id"] = str(row["lives"])
        if not row["representative_id"]:
            data["victim"]["name"] = read_name(row)
    return json.dumps(data, sort_keys=True, separators=(",", ":"))


_OF_STAFF = ("name", "organisation", "role", "location", "is_experienced")


async def insert_session(session: StoredSession) -> None:
    await insert_row("web_session", asdict(session))


async def set_session(session: StoredSession) -> None:
    """Change a session that still exists: one that was ended stays ended."""
    await execute(
        "UPDATE web_session SET data = {}, seen_at = {}, expires_at = {} WHERE id = {}",
        session.data,
        session.seen_at,
        session.expires_at,
        session.id,
    )


async def delete_session(*, session_id: str) -> None:
    await execute("DELETE FROM web_session WHERE id = {}", session_id)


async def delete_expired_sessions(*, now: datetime) -> int:
    """Return how many were removed."""
    return await execute("DELETE FROM web_session WHERE expires_at <= {}", now)
