"""Due moments: set with their cause, moved when it moves, fired once."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from portal.actions.complaints import is_reminder_timely
from portal.actions.messages import queue_message
from portal.actions.missed_news import write_what_was_not_told
from portal.actions.work_items import alert_people, close_work_items
from portal.actions.written_notices import send_written_notice
from portal.db.complaints import wants_reminders
from portal.db.engine import joined_transaction
from portal.db.reminders import (
    RemindedTask,
    Reminder,
    fetch_decisions_to_tell,
    fetch_reminded_task,
    has_later_due_reminder,
    hold_task_of_reminder,
    set_reminder_state,
    set_reminders_cancelled,
    take_due_reminder,
    upsert_reminders,
)
from portal.domain.notifications import MessageName, NoticeReason
from portal.domain.reminders import (
    COMPLAINT_DAYS,
    TASK_KINDS,
    DueMoment,
    ReminderKind,
    ReminderState,
    task_moments,
)
from portal.domain.work_items import WorkItemKind

# Day 12 brings work anew to who let it lie; overdue says more than due soon.
_TAKES_THE_PLACE_OF = {
    WorkItemKind.CALL_DUE_SOON: (WorkItemKind.CALL_DUE_SOON,),
    WorkItemKind.CALL_OVERDUE: (WorkItemKind.CALL_DUE_SOON, WorkItemKind.CALL_OVERDUE),
    WorkItemKind.NOT_HEARD: (WorkItemKind.NOT_HEARD,),
    WorkItemKind.NO_SAFE_WAY: (WorkItemKind.NO_SAFE_WAY,),
}


async def set_reminder(
    *,
    kind: ReminderKind,
    cause: UUID,
    due_at: datetime,
    victim_id: UUID | None = None,
    case_id: UUID | None = None,
    task_id: UUID | None = None,
    decision_id: UUID | None = None,
) -> None:
    """Set it, or move it; one that fired is armed again by another moment."""
    async with joined_transaction():
        await upsert_reminders(
            [DueMoment(kind=kind, due_at=due_at)],
            cause=cause,
            victim_id=victim_id,
            case_id=case_id,
            task_id=task_id,
            decision_id=decision_id,
        )


async def cancel_reminders(
    *, cause: UUID, kinds: Sequence[ReminderKind] | None = None
) -> int:
    """Cancel those of the cause that did not fire yet; return how many."""
    async with joined_transaction():
        return await set_reminders_cancelled(
            cause=cause, kinds=kinds or tuple(ReminderKind)
        )


async def set_task_reminders(
    *,
    task_id: UUID,
    victim_id: UUID,
    due_at: datetime,
    not_heard_on: date | None,
    notice_by: date | None,
    has_safe_way: bool,
    is_new: bool = False,
) -> None:
    """Set what belongs to an open call: when it opens, is joined, moved or changed."""
    moments = task_moments(
        due_at=due_at,
        not_heard_on=not_heard_on,
        notice_by=notice_by,
        has_safe_way=has_safe_way,
    )
    kinds = {moment.kind for moment in moments}
    async with joined_transaction():
        await upsert_reminders(
            moments, cause=task_id, victim_id=victim_id, task_id=task_id
        )
        if not is_new:
            await set_reminders_cancelled(
                cause=task_id, kinds=[kind for kind in TASK_KINDS if kind not in kinds]
            )


async def fire_reminder(*, reminder_id: UUID, now: datetime) -> bool:
    """Fire it with all that follows from it, or nothing; return whether it was ours."""
    async with joined_transaction():
        await hold_task_of_reminder(reminder_id=reminder_id)
        reminder = await take_due_reminder(reminder_id=reminder_id, now=now)
        if reminder is None:
            return False
        if reminder.kind in COMPLAINT_DAYS:
            await _remind_of_complaint(reminder, now)
        elif reminder.task_id is not None:
            task = await fetch_reminded_task(task_id=reminder.task_id)
            if task is not None and not task.is_closed:
                await _remind_of_task(reminder, reminder.task_id, task, now)
        return True


async def _remind_of_task(
    reminder: Reminder, task_id: UUID, task: RemindedTask, now: datetime
) -> None:
    if reminder.kind is ReminderKind.WRITTEN_NOTICE_DUE:
        await _write_what_is_untold(task_id, task, now)
        return
    kind = _work_for(reminder.kind, task, now)
    if kind is not None:
        await close_work_items(
            cause=task_id, kinds=_TAKES_THE_PLACE_OF[kind], by="portal", now=now
        )
        await alert_people(
            kind=kind,
            cause=task_id,
            organisation=task.organisation,
            now=now,
            victim_id=task.victim_id,
            task_id=task_id,
            location=task.location,
        )


def _work_for(
    kind: ReminderKind, task: RemindedTask, now: datetime
) -> WorkItemKind | None:
    """Judge by how the task is now: the way to her may have closed or opened."""
    if kind is ReminderKind.CALL_DUE_SOON:
        return WorkItemKind.CALL_DUE_SOON if now <= task.due_at else None
    if kind is ReminderKind.CALL_OVERDUE:
        return WorkItemKind.CALL_OVERDUE
    if not task.has_safe_way:
        return WorkItemKind.NO_SAFE_WAY
    return None if task.was_reached else WorkItemKind.NOT_HEARD


async def _write_what_is_untold(
    task_id: UUID, task: RemindedTask, now: datetime
) -> None:
    """Send the notice that must leave within 14 days; the calling goes on."""
    for decision_id in await fetch_decisions_to_tell(task_id=task_id):
        await send_written_notice(
            victim_id=task.victim_id,
            decision_id=decision_id,
            task_id=task_id,
            now=now,
            reason=NoticeReason.TIME_LIMIT,
        )
    await write_what_was_not_told(task_id=task_id, victim_id=task.victim_id, now=now)


async def _remind_of_complaint(reminder: Reminder, now: datetime) -> None:
    victim_id, case_id, decision_id = _whose_term(reminder)
    if not await wants_reminders(victim_id=victim_id, decision_id=decision_id):
        await set_reminder_state(
            reminder_id=reminder.id, state=ReminderState.NOT_WANTED
        )
    elif not await is_reminder_timely(
        victim_id=victim_id, decision_id=decision_id, now=now
    ):
        await set_reminder_state(reminder_id=reminder.id, state=ReminderState.CANCELLED)
    elif not await has_later_due_reminder(reminder=reminder, now=now):
        await queue_message(
            victim_id=victim_id,
            message=MessageName.COMPLAINT_REMINDER,
            cause=f"{reminder.kind}:{decision_id}:{reminder.due_at:%Y-%m-%d}",
            now=now,
            case_id=case_id,
            decision_id=decision_id,
        )


def _whose_term(reminder: Reminder) -> tuple[UUID, UUID, UUID]:
    victim_id, case_id = reminder.victim_id, reminder.case_id
    if victim_id is None or case_id is None or reminder.decision_id is None:
        raise ValueError(f"Reminder {reminder.id} does not say whose term it is.")
    return victim_id, case_id, reminder.decision_id
