"""Who visits during the benchmarks: staff, victims, and the sessions of both.

Sessions are written straight into the database: logging in is not what is measured.
"""

import json
import secrets
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import msgspec

from portal import clock
from portal.db.engine import execute, fetch_rows, transaction
from portal.db.rows import insert_rows
from portal.db.sessions import StoredSession
from portal.domain.staff import Organisation, Role
from portal.web.actors import Actor, StaffActor, VictimActor
from portal.web.sessions import TOKEN_BYTES, digest
from tests.builders import NOW

STAFF = 400
VICTIMS = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Visitor:
    """`path` is the page that this one looks at."""

    person: UUID
    token: str
    path: str
    session: StoredSession


async def close_some_calls(*, leave_open: int) -> None:
    """Close the rest as spoken, with an attempt each; some open ones stay unreached."""
    [staff_id] = await _insert_staff(1, name="Eerdere beller")
    rows = await fetch_rows(
        "SELECT id, victim, organisation FROM call_task WHERE closed_as IS NULL"
        " ORDER BY id"
    )
    closed, tried = rows[leave_open:], rows[:leave_open:10]
    async with transaction():
        for row in closed:
            await execute(
                "UPDATE call_task SET closed_as = 'done', closed_at = {},"
                " close_reason = 'spoken' WHERE id = {}",
                *(NOW, row["id"]),
            )
        await insert_rows(
            "call_attempt", [_attempt(row, staff_id, "spoken") for row in closed]
        )
        await insert_rows(
            "call_attempt", [_attempt(row, staff_id, "no_answer") for row in tried]
        )


async def prepare_people() -> None:
    await _insert_staff(STAFF, name="Beller")


async def open_staff_sessions() -> list[Visitor]:
    rows = await fetch_rows(
        "SELECT id, name FROM staff_member WHERE name LIKE 'Beller %' ORDER BY name"
    )
    actors: list[tuple[Actor, str]] = [
        (
            StaffActor(
                staff_id=row["id"],
                name=row["name"],
                organisation=Organisation.OM,
                role=Role.SUPERVISOR,
                location=None,
                is_experienced=True,
            ),
            "/werk/bellen",
        )
        for row in rows
    ]
    return await _open_sessions("staff", actors)


async def open_victim_sessions() -> list[Visitor]:
    """Victims with a decision, spread over all, each with the page of her report."""
    rows = await fetch_rows(
        "SELECT DISTINCT t.victim, t.incident, v.reference, v.family_name"
        " FROM call_task t JOIN victim v ON v.id = t.victim ORDER BY v.reference"
    )
    some = rows[:: max(len(rows) // VICTIMS, 1)][:VICTIMS]
    actors: list[tuple[Actor, str]] = [
        (
            VictimActor(victim_id=row["victim"], name=row["family_name"] or ""),
            f"/mijn/verloop/{row['incident']}",
        )
        for row in some
    ]
    return await _open_sessions("victim", actors)


async def _open_sessions(kind: str, actors: list[tuple[Actor, str]]) -> list[Visitor]:
    now = clock.now()
    visitors = []
    for actor, path in actors:
        token = secrets.token_urlsafe(TOKEN_BYTES)
        person = actor.staff_id if isinstance(actor, StaffActor) else actor.victim_id
        session = StoredSession(
            id=digest(token),
            data=json.dumps(
                {kind: msgspec.to_builtins(actor)},
                sort_keys=True,
                separators=(",", ":"),
            ),
            created_at=now,
            seen_at=now,
            expires_at=now + timedelta(hours=10),
            **{f"{kind}_id": person},
        )
        visitors.append(Visitor(person=person, token=token, path=path, session=session))
    rows = [_row(it) for it in visitors]
    async with transaction():
        await insert_rows("web_session", rows)
    return visitors


def _row(visitor: Visitor) -> dict[str, Any]:
    session = visitor.session
    return {name: getattr(session, name) for name in StoredSession.__slots__}


async def _insert_staff(number: int, *, name: str) -> list[UUID]:
    rows = [
        {
            "id": uuid4(),
            "name": f"{name} {one:04}",
            "organisation": "om",
            "role": "supervisor",
            "is_experienced": True,
        }
        for one in range(number)
    ]
    async with transaction():
        await insert_rows("staff_member", rows)
    return [row["id"] for row in rows]


def _attempt(row: dict[str, Any], staff_id: UUID, outcome: str) -> dict[str, Any]:
    is_reached = outcome == "spoken"
    return {
        "id": uuid4(),
        "submission": uuid4(),
        "task": row["id"],
        "victim": row["victim"],
        "staff": staff_id,
        "organisation": row["organisation"],
        "at": NOW - timedelta(days=3),
        "outcome": outcome,
        "day_part": "afternoon",
        "counts": not is_reached,
        "reached": is_reached,
    }
