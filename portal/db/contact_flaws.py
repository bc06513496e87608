"""Victims whom we must call, and whose numbers are missing, wrong or another's too."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from portal.db.dossiers import read_name
from portal.db.engine import fetch_row, fetch_rows
from portal.db.sealing_ring import unseal_if_possible
from portal.domain.contact_flaws import Flaw
from portal.domain.staff import Worker
from portal.domain.work_items import WorkItemKind

PAGE = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class FlawedContact:
    """`text` is a number that nobody can read, and `others` whose number it is too.

    Both are only for who mends contact data. `task_id` is an open call of ours.
    """

    victim_id: UUID
    name: str
    task_id: UUID
    incident_id: UUID
    due_at: datetime
    asked_at: datetime | None
    text: str | None
    others: tuple[str, ...]


async def count_flaws(*, worker: Worker) -> dict[Flaw, int]:
    counts, values = [], list[object]()
    for flaw in Flaw:
        open_call, needed = _open_call(worker)
        counts.append(
            f"(SELECT count(*) FROM victim v WHERE {_ALIVE} AND {_FLAWED[flaw]}"  # noqa: S608 - own words
            f" AND EXISTS ({open_call})) AS {flaw.value}"
        )
        values += needed
    row = await fetch_row(f"SELECT {', '.join(counts)}", *values)
    return {flaw: row[flaw.value] if row else 0 for flaw in Flaw}


async def fetch_flawed_contacts(
    *, flaw: Flaw, worker: Worker, page: int
) -> list[FlawedContact]:
    """Give a page, whom we must call soonest first, and one more if there is a next."""
    open_call, values = _open_call(worker)
    rows = await fetch_rows(
        f"""SELECT v.id, v.given_names, v.infix, v.family_name, v.calling,
                   t.id AS task_id, t.incident AS incident_id, t.due_at,
                   i.opened_at AS asked_at
            FROM victim v
            JOIN call_task t ON t.id = ({open_call}
                ORDER BY o.due_at, o.id LIMIT 1)
            LEFT JOIN work_item i ON i.cause = v.id AND i.kind = {{}}
                 AND i.done_at IS NULL
            WHERE {_ALIVE} AND {_FLAWED[flaw]}
            ORDER BY t.due_at, v.id LIMIT {{}} OFFSET {{}}""",  # noqa: S608 - own words
        *values,
        WorkItemKind.NUMBER_TO_VERIFY.value,
        *(PAGE + 1, (page - 1) * PAGE),
    )
    details = await _details(flaw, [row["id"] for row in rows], worker)
    return [_read(row, details.get(row["id"], [])) for row in rows]


async def has_flaw(*, victim_id: UUID, flaw: Flaw, worker: Worker) -> bool:
    """Whether she is on this list for this worker."""
    open_call, values = _open_call(worker)
    row = await fetch_row(
        f"""SELECT v.id FROM victim v WHERE v.id = {{}} AND {_ALIVE} AND {_FLAWED[flaw]}
            AND EXISTS ({open_call})""",  # noqa: S608 - own words
        victim_id,
        *values,
    )
    return row is not None


def _open_call(worker: Worker) -> tuple[str, list[object]]:
    """SHN looks after every victim; the others after those whom they must call."""
    own = "SELECT o.id FROM call_task o WHERE o.victim = v.id AND o.closed_as IS NULL"
    if worker.mends_contact:
        return own, []
    own = f"{own} AND o.organisation = {{}}"
    if worker.location is None:
        return own, [worker.organisation.value]
    return f"{own} AND o.location = {{}}", [worker.organisation.value, worker.location]


async def _details(
    flaw: Flaw, victim_ids: list[UUID], worker: Worker
) -> dict[UUID, list[str]]:
    if not worker.mends_contact or not victim_ids or flaw not in _DETAIL:
        return {}
    found: dict[UUID, list[str]] = {}
    for row in await fetch_rows(_DETAIL[flaw], victim_ids):
        found.setdefault(row["victim"], []).append(_detail(flaw, row))
    return found


def _detail(flaw: Flaw, row: dict[str, Any]) -> str:
    if flaw is Flaw.SHARED:
        return read_name(row)
    place = f"phone/{row['id']}/number_sealed"
    return unseal_if_possible(row["number_sealed"], place=place) or "niet te lezen"


def _read(row: dict[str, Any], details: list[str]) -> FlawedContact:
    is_no = row["calling"] is False
    return FlawedContact(
        victim_id=row["id"],
        name=read_name(row),
        task_id=row["task_id"],
        incident_id=row["incident_id"],
        due_at=row["due_at"],
        asked_at=row["asked_at"],
        text=None if is_no else ", ".join(details) or None,
        others=tuple(details),
    )


_ALIVE = "NOT v.is_deceased AND v.merged_into IS NULL"
_STRANGER = """q.number_index = p.number_index AND q.victim <> p.victim
    AND q.representative IS NULL AND NOT q.is_wrong
    AND w.merged_into IS NULL
    AND lower(COALESCE(w.family_name, '')) <> lower(COALESCE(v.family_name, ''))
    AND NOT EXISTS (SELECT 1 FROM involvement a JOIN involvement b
        ON b.incident = a.incident WHERE a.victim = v.id AND b.victim = w.id)"""
# A family shares a number, and so do people of one report; a lawyer has many clients.
_FLAWED = {
    Flaw.MISSING: """v.calling IS NOT FALSE
        AND v.communication = 'call'
        AND NOT EXISTS (SELECT 1 FROM phone p WHERE p.victim = v.id)""",
    Flaw.UNREADABLE: """EXISTS (SELECT 1 FROM phone p
        WHERE p.victim = v.id AND p.is_readable = FALSE)""",
    Flaw.WRONG: """EXISTS (SELECT 1 FROM phone p
        WHERE p.victim = v.id AND p.is_wrong)""",
    Flaw.SHARED: f"""EXISTS (SELECT 1 FROM phone p
        JOIN phone q ON q.number_index = p.number_index
        JOIN victim w ON w.id = q.victim
        WHERE p.victim = v.id AND p.representative IS NULL AND NOT p.is_wrong
          AND {_STRANGER})""",  # noqa: S608 - own words
}
_DETAIL = {
    Flaw.UNREADABLE: """SELECT p.id, p.victim, p.number_sealed FROM phone p
        WHERE p.victim = ANY({}) AND p.is_readable = FALSE
          AND p.is_safe IS NOT FALSE ORDER BY p.position""",
    Flaw.SHARED: f"""SELECT DISTINCT p.victim, w.given_names, w.infix, w.family_name
        FROM phone p JOIN victim v ON v.id = p.victim
        JOIN phone q ON q.number_index = p.number_index
        JOIN victim w ON w.id = q.victim
        WHERE p.victim = ANY({{}}) AND p.representative IS NULL AND NOT p.is_wrong
          AND {_STRANGER}""",  # noqa: S608 - own words
}
