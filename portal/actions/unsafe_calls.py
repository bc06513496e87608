"""Stopping at once because a call is not safe: no rule of a form stands in its way."""

from dataclasses import replace
from datetime import datetime
from functools import partial
from uuid import UUID

from portal.actions import trail
from portal.actions.call_notes import keep_note
from portal.actions.call_outcomes import (
    UnableToKeepCallError,
    UnableToRecordAgainError,
    record_attempt,
)
from portal.actions.found_at_risk import mark_at_risk
from portal.actions.work_items import alert_people
from portal.db.call_stops import lock_victim_of_call
from portal.db.calls import CallTask, fetch_task
from portal.db.deadlocks import again_after_deadlock
from portal.db.engine import transaction
from portal.db.victims import fetch_contact
from portal.domain.attempts import (
    NOTE_LENGTH,
    AttemptReport,
    UnableToRecordAttemptError,
)
from portal.domain.call_tasks import WaitsFor
from portal.domain.errors import UnableToError
from portal.domain.outcomes import Outcome
from portal.domain.staff import Worker
from portal.domain.work_items import WorkItemKind


class UnableToStopCallError(UnableToError):
    """There is no such call in this worker's work."""

    is_conflict = True


async def stop_call(
    *, task_id: UUID, token: UUID, worker: Worker, report: AttemptReport, now: datetime
) -> None:
    """Record that it was unsafe; who lost the call meanwhile still stops all calls.

    Raise UnableToStopCallError only where there is no such work of this worker.
    """
    report = replace(report, outcome=Outcome.UNSAFE, note=report.note[:NOTE_LENGTH])
    if await _is_recorded(task_id, token, worker, report, now):
        return
    task = await fetch_task(task_id=task_id)
    if task is None or not task.is_work_of(worker):
        raise UnableToStopCallError("Dit gesprek is er niet meer.")
    note = report.note.strip()
    await again_after_deadlock(partial(_stop_all, task, worker, note, now))


async def is_stopped(*, task_id: UUID, worker: Worker) -> bool:
    """Whether a colleague stopped all calls to her while this one is on screen."""
    task = await fetch_task(task_id=task_id)
    is_hers = task is not None and task.is_work_of(worker)
    return task is not None and is_hers and task.waits_for is WaitsFor.UNSAFE


async def _is_recorded(
    task_id: UUID, token: UUID, worker: Worker, report: AttemptReport, now: datetime
) -> bool:
    """What was ticked may wait, that it is unsafe may not."""
    for one in (report, _bare(report)):
        try:
            await record_attempt(
                task_id=task_id, token=token, worker=worker, report=one, now=now
            )
        except UnableToRecordAttemptError:
            continue
        except (UnableToKeepCallError, UnableToRecordAgainError):
            return False
        else:
            return True
    return False


def _bare(report: AttemptReport) -> AttemptReport:
    return AttemptReport(
        submission=report.submission, outcome=report.outcome, note=report.note
    )


async def _stop_all(task: CallTask, worker: Worker, note: str, now: datetime) -> None:
    async with transaction():
        await lock_victim_of_call(task_id=task.id)
        contact = await fetch_contact(victim_id=task.victim_id)
        if contact is not None:
            await mark_at_risk(
                victim_id=task.victim_id, reference=contact.reference, now=now
            )
        await alert_people(
            kind=WorkItemKind.UNSAFE,
            cause=task.id,
            organisation=task.organisation,
            now=now,
            victim_id=task.victim_id,
            task_id=task.id,
            location=task.location,
        )
        if note:
            await keep_note(task=task, text=note, worker=worker, now=now)
        await trail.note(
            worker,
            now,
            "calls_stopped_as_unsafe",
            object_kind="call_task",
            object_id=task.id,
            victim_id=task.victim_id,
        )
