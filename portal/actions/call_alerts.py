"""Who must know of an open call: reminders of its days, and people who must act."""

from datetime import datetime

from portal.actions.reminders import set_task_reminders
from portal.actions.work_items import alert_people, close_work_items
from portal.db.call_tasks import TaskOnFile
from portal.domain.call_dues import is_too_late
from portal.domain.call_kinds import KINDS
from portal.domain.call_tasks import TaskKind
from portal.domain.staff import Organisation
from portal.domain.work_items import WorkItemKind

NO_SAFE_WAY = "no_safe_way"


async def tell_people(
    task: TaskOnFile, *, had_safe_way: bool, is_new: bool, now: datetime
) -> None:
    """Draw the consequences of when the call may be made, as it says now."""
    is_safe = task.waits_for != NO_SAFE_WAY
    await set_task_reminders(
        task_id=task.id,
        victim_id=task.victim_id,
        due_at=task.due_at,
        not_heard_on=task.not_heard_on,
        notice_by=task.notice_by,
        has_safe_way=is_safe,
        is_new=is_new,
    )
    if not is_safe:
        await alert_about(task, WorkItemKind.NO_SAFE_WAY, now=now)
        return
    if not had_safe_way:
        await close_work_items(
            cause=task.id, kinds=[WorkItemKind.NO_SAFE_WAY], by="portal", now=now
        )
    if _comes_too_late(task, now):
        await alert_about(task, WorkItemKind.NOT_REACHED, now=now)


async def alert_about(task: TaskOnFile, kind: WorkItemKind, *, now: datetime) -> None:
    await alert_people(
        kind=kind,
        cause=task.id,
        organisation=Organisation(task.organisation),
        now=now,
        victim_id=task.victim_id,
        task_id=task.id,
        location=task.location,
    )


def has_safe_way(task: TaskOnFile) -> bool:
    return task.not_before is not None and task.waits_for != NO_SAFE_WAY


def _comes_too_late(task: TaskOnFile, now: datetime) -> bool:
    """Say it as soon as it is sure; once it is late, the reminder of that says so."""
    starts_at = task.not_before
    if starts_at is None or now > task.due_at:
        return False
    ladder = KINDS[TaskKind(task.kind)].ladder
    return is_too_late(ladder, due_at=task.due_at, starts_at=starts_at)
