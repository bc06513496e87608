"""What became of a call while somebody still had it on screen."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from portal.actions import trail
from portal.actions.call_notes import keep_note
from portal.db.call_attempts import Attempt, fetch_submitted
from portal.db.call_drafts import delete_draft
from portal.db.call_moves import CallMove, fetch_moves
from portal.db.calls import CallTask, fetch_task
from portal.db.engine import transaction
from portal.db.staff import fetch_worker
from portal.domain.call_tasks import TaskState
from portal.domain.errors import UnableToError
from portal.domain.incoming_contacts import NOTE_LENGTH
from portal.domain.staff import Worker
from portal.domain.supervision import MoveAction


class UnableToNoteCallError(UnableToError):
    """There is nothing to note, or no call to note it with."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LostCall:
    """`recorded` is what this caller recorded of it herself, in another window.

    `holder` names the colleague who has it now, and `is_open` that it may be taken.
    `freed` is the supervisor's word when it was taken out of this caller's hands.
    """

    task: CallTask
    state: TaskState
    recorded: Attempt | None
    holder: str
    is_open: bool
    freed: CallMove | None


async def read_lost_call(
    *, task_id: UUID, token: UUID, worker: Worker, now: datetime
) -> LostCall | None:
    """Give what happened to it; of a call of others nothing."""
    task = await fetch_task(task_id=task_id)
    if task is None or not task.is_work_of(worker):
        return None
    recorded = await fetch_submitted(submission=token)
    async with transaction():
        await _note(task, worker, now, action="call_lost_read")
    return LostCall(
        task=task,
        state=task.state(now),
        recorded=recorded if recorded and recorded.task_id == task.id else None,
        holder=await _holder(task, worker, now),
        is_open=task.state(now) is TaskState.OPEN,
        freed=await _freed(task, worker),
    )


async def note_lost_call(
    *, task_id: UUID, note: str, worker: Worker, now: datetime
) -> None:
    """Keep what was typed among her contacts; a second click writes it once."""
    text = note.strip()
    task = await fetch_task(task_id=task_id)
    if task is None or not task.is_work_of(worker):
        raise UnableToNoteCallError("Dit gesprek is er niet meer.")
    if not 0 < len(text) <= NOTE_LENGTH:
        raise UnableToNoteCallError(
            f"Schrijf een notitie van hoogstens {NOTE_LENGTH} tekens."
        )
    async with transaction():
        await keep_note(task=task, text=text, worker=worker, now=now)
        await delete_draft(task_id=task_id, staff_id=worker.staff_id)
        await _note(task, worker, now, action="call_noted")


async def _note(task: CallTask, worker: Worker, now: datetime, *, action: str) -> None:
    await trail.note(
        worker,
        now,
        action,
        object_kind="call_task",
        object_id=task.id,
        victim_id=task.victim_id,
    )


async def _freed(task: CallTask, worker: Worker) -> CallMove | None:
    moves = await fetch_moves(task_id=task.id, organisation=worker.organisation)
    of_hers = (it for it in moves if it.before == worker.name)
    return next((it for it in of_hers if it.action is MoveAction.FREE), None)


async def _holder(task: CallTask, worker: Worker, now: datetime) -> str:
    is_held = task.lease_until is not None and task.lease_until > now
    if not is_held or task.lease_staff in {None, worker.staff_id}:
        return ""
    holder = await fetch_worker(staff_id=task.lease_staff) if task.lease_staff else None
    return holder.name if holder else "een collega"
