"""Keeping what a caller typed until she records it: browsers die, sessions end."""

from datetime import datetime, timedelta
from uuid import UUID

from portal.actions import trail
from portal.db.call_drafts import (
    CallDraft,
    UnfinishedCall,
    delete_draft,
    delete_old_drafts,
    fetch_draft,
    fetch_unfinished,
    put_draft,
)
from portal.db.calls import CallTask, fetch_task
from portal.db.engine import transaction
from portal.db.sealing import UnableToUnsealError
from portal.db.sealing_ring import sealer
from portal.db.staff import fetch_worker
from portal.domain.staff import Worker

KEPT = timedelta(days=1)


async def keep_draft(
    *, task_id: UUID, token: UUID, worker: Worker, content: str, now: datetime
) -> bool:
    """Keep it in place of the older one; nothing typed is no draft.

    Tell whether it is kept: not of a call that was recorded, nor of others' work. Who
    typed in a call that went to others meanwhile types on.
    """
    task = await _find(task_id, worker) or await _find_begun(task_id, worker)
    if task is None:
        return False
    if not content:
        await discard_draft(task_id=task_id, worker=worker, now=now)
        return False
    draft = CallDraft(task_id=task_id, lease=token, content=content, saved_at=now)
    async with transaction():
        await _note(task, worker, now, action="call_draft_kept")
        return await put_draft(draft, staff_id=worker.staff_id)


async def read_draft(*, task_id: UUID, worker: Worker) -> CallDraft | None:
    """Give one's own; what a colleague typed about the same call stays hers."""
    return await fetch_draft(task_id=task_id, staff_id=worker.staff_id)


async def discard_draft(*, task_id: UUID, worker: Worker, now: datetime) -> None:
    """It is one's own, wherever the call went meanwhile."""
    task = await fetch_task(task_id=task_id)
    if task is None:
        return
    async with transaction():
        if await delete_draft(task_id=task_id, staff_id=worker.staff_id):
            await _note(task, worker, now, action="call_draft_discarded")


async def read_unfinished(*, worker: Worker, now: datetime) -> list[UnfinishedCall]:
    """Give the calls in which this caller typed something that is not recorded."""
    calls = await fetch_unfinished(worker=worker, now=now)
    async with transaction():
        for call in calls:
            await _note(call, worker, now, action="call_drafts_read")
    return calls


def seal_author(*, task_id: UUID, token: UUID, worker: Worker) -> str:
    """Write on a form whose it is: sent in without a login it is still hers."""
    return sealer().seal(worker.staff_id.hex, place=_form(task_id, token))


async def read_author(*, task_id: UUID, token: UUID, author: str) -> Worker | None:
    """Give whose form this is by its seal; None where it is nobody's who works here."""
    try:
        staff_id = UUID(sealer().unseal(author, place=_form(task_id, token)))
    except (UnableToUnsealError, ValueError):
        return None
    return await fetch_worker(staff_id=staff_id)


async def end_drafts(*, now: datetime) -> int:
    """Nobody goes on with a call of yesterday from where she left it."""
    async with transaction():
        return await delete_old_drafts(before=now - KEPT)


async def _find(task_id: UUID, worker: Worker) -> CallTask | None:
    task = await fetch_task(task_id=task_id)
    return task if task and task.is_work_of(worker) else None


async def _find_begun(task_id: UUID, worker: Worker) -> CallTask | None:
    draft = await fetch_draft(task_id=task_id, staff_id=worker.staff_id)
    return await fetch_task(task_id=task_id) if draft else None


def _form(task_id: UUID, token: UUID) -> str:
    return f"call form/{task_id}/{token}"


async def _note(
    call: CallTask | UnfinishedCall, worker: Worker, now: datetime, *, action: str
) -> None:
    await trail.note(
        worker,
        now,
        action,
        object_kind="call_task",
        object_id=call.id,
        victim_id=call.victim_id,
    )
