"""What a caller typed and did not record yet, sealed: one draft for a call and caller.

A draft of a call that was recorded counts as none, whenever it was written.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from portal.db.engine import execute, fetch_row, fetch_rows
from portal.db.sealing import UnableToUnsealError
from portal.db.sealing_ring import sealer
from portal.domain.staff import Organisation, Worker

_NOT_RECORDED = "NOT EXISTS (SELECT 1 FROM call_attempt a WHERE a.submission = {lease})"


@dataclass(frozen=True, slots=True, kw_only=True)
class CallDraft:
    """`lease` is the taking of the call that it was typed in."""

    task_id: UUID
    lease: UUID
    content: str
    saved_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class UnfinishedCall:
    """A call with a draft; `is_held`: the caller has it in hand still.

    `is_ours` False: it went to another organisation or place since, so that only what
    she typed herself is left to her.
    """

    id: UUID
    victim_id: UUID
    name: str
    saved_at: datetime
    is_held: bool
    is_ours: bool
    draft: CallDraft | None


async def put_draft(draft: CallDraft, *, staff_id: UUID) -> bool:
    """Keep it in place of an older one; tell whether the call was not recorded yet."""
    draft_id = _id(draft.task_id, staff_id)
    row = await fetch_row(
        f"""INSERT INTO call_draft (id, task, staff, lease, content_sealed, saved_at)
            SELECT {{}}::uuid, {{}}::uuid, {{}}::uuid, {{}}::uuid, {{}}::text,
                   {{}}::timestamptz
            WHERE {_NOT_RECORDED.format(lease="{}")}
            ON CONFLICT (id) DO UPDATE SET lease = excluded.lease,
              content_sealed = excluded.content_sealed, saved_at = excluded.saved_at
            RETURNING id""",
        *(draft_id, draft.task_id, staff_id, draft.lease),
        *(sealer().seal(draft.content, place=_place(draft_id)), draft.saved_at),
        draft.lease,
    )
    return row is not None


async def fetch_draft(*, task_id: UUID, staff_id: UUID) -> CallDraft | None:
    row = await fetch_row(
        f"SELECT d.* FROM call_draft d WHERE d.id = {{}}"  # noqa: S608 - own words
        f" AND {_NOT_RECORDED.format(lease='d.lease')}",
        _id(task_id, staff_id),
    )
    return _read(row) if row else None


async def fetch_unfinished(*, worker: Worker, now: datetime) -> list[UnfinishedCall]:
    """Give the calls that this caller typed something in, the newest first."""
    rows = await fetch_rows(
        f"""SELECT d.*, v.id AS victim, v.given_names, v.infix, v.family_name,
                   t.lease_staff, t.lease_until, t.organisation, t.location
            FROM call_draft d JOIN call_task t ON t.id = d.task
            JOIN victim v ON v.id = t.victim
            WHERE d.staff = {{}} AND {_NOT_RECORDED.format(lease="d.lease")}
            ORDER BY d.saved_at DESC, d.id""",  # noqa: S608 - own words
        worker.staff_id,
    )
    return [
        UnfinishedCall(
            id=row["task"],
            victim_id=row["victim"],
            name=_name(row),
            saved_at=row["saved_at"],
            is_held=row["lease_staff"] == worker.staff_id and row["lease_until"] > now,
            is_ours=worker.works_on(
                organisation=Organisation(row["organisation"]),
                location=row["location"],
            ),
            draft=_read(row),
        )
        for row in rows
    ]


async def has_drafts(*, staff_id: UUID) -> bool:
    row = await fetch_row(
        f"SELECT d.id FROM call_draft d WHERE d.staff = {{}}"  # noqa: S608 - own words
        f" AND {_NOT_RECORDED.format(lease='d.lease')} LIMIT 1",
        staff_id,
    )
    return row is not None


async def delete_draft(*, task_id: UUID, staff_id: UUID) -> bool:
    """Tell whether there was one."""
    return bool(
        await execute("DELETE FROM call_draft WHERE id = {}", _id(task_id, staff_id))
    )


async def delete_old_drafts(*, before: datetime) -> int:
    """Also those that were typed on in another window after the call was recorded."""
    return await execute(
        "DELETE FROM call_draft WHERE saved_at < {} OR EXISTS"
        " (SELECT 1 FROM call_attempt a WHERE a.submission = call_draft.lease)",
        before,
    )


def _id(task_id: UUID, staff_id: UUID) -> UUID:
    """One for a call and a caller: two windows that save at once write one row."""
    return uuid5(task_id, staff_id.hex)


def _place(draft_id: UUID) -> str:
    return f"call_draft/{draft_id}/content_sealed"


def _read(row: dict[str, Any]) -> CallDraft | None:
    """A draft whose key is gone holds no call up: it counts as none."""
    try:
        content = sealer().unseal(row["content_sealed"], place=_place(row["id"]))
    except UnableToUnsealError:
        return None
    return CallDraft(
        task_id=row["task"],
        lease=row["lease"],
        content=content,
        saved_at=row["saved_at"],
    )


def _name(row: dict[str, Any]) -> str:
    parts = (row["given_names"], row["infix"], row["family_name"])
    return " ".join(part for part in parts if part)
