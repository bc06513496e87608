"""What came of an attempt, to be said to the one who made it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from portal.actions import trail
from portal.actions.desks import open_desk
from portal.actions.rules_in_force import rules_in_force
from portal.db.attempt_messages import AttemptMessage, fetch_attempt_messages
from portal.db.call_attempts import Attempt, fetch_attempt, fetch_standing_attempts
from portal.db.calls import CallTask, fetch_task
from portal.db.engine import transaction
from portal.db.open_calls import OpenCall, fetch_calls_to_take
from portal.db.victims import fetch_contact
from portal.domain.attempts import CLOSING
from portal.domain.contacts import VictimContact
from portal.domain.outcomes import (
    Correctable,
    UnableToCorrectAttemptError,
    check_correctable,
)
from portal.domain.staff import Role, Worker

STILL_ON_THE_LINE = timedelta(minutes=30)


@dataclass(frozen=True, slots=True, kw_only=True)
class CallResult:
    attempt: Attempt
    task: CallTask
    contact: VictimContact
    messages: tuple[AttemptMessage, ...]
    is_correctable: bool
    her_other_calls: tuple[OpenCall, ...]
    """What she may be told at once, so that it is one conversation."""


async def read_call_result(
    *, attempt_id: UUID, worker: Worker, now: datetime
) -> CallResult | None:
    """Give an attempt of the own organisation; any other is not there."""
    attempt = await fetch_attempt(attempt_id=attempt_id)
    task = await fetch_task(task_id=attempt.task_id) if attempt else None
    if attempt is None or task is None or not task.is_work_of(worker):
        return None
    contact = await fetch_contact(victim_id=task.victim_id)
    if contact is None:
        raise LookupError(f"The victim of call {task.id} is not on file.")
    async with transaction():
        await trail.note(
            worker,
            now,
            "call_result_read",
            object_kind="call_attempt",
            object_id=attempt.id,
            victim_id=task.victim_id,
        )
    return CallResult(
        attempt=attempt,
        task=task,
        contact=contact,
        messages=tuple(await fetch_attempt_messages(task_id=task.id, at=attempt.at)),
        is_correctable=await _is_correctable(attempt, task, worker, now),
        her_other_calls=tuple(await _her_other_calls(attempt, worker, now)),
    )


async def _her_other_calls(
    attempt: Attempt, worker: Worker, now: datetime
) -> list[OpenCall]:
    """Give what is left for who was just spoken to; not what that set off."""
    is_over = attempt.outcome not in CLOSING or attempt.corrected_at is not None
    if is_over or now - attempt.at > STILL_ON_THE_LINE:
        return []
    desk = await open_desk(worker=worker, now=now)
    return await fetch_calls_to_take(
        victim_id=attempt.victim_id, desk=desk, opened_before=attempt.at, now=now
    )


async def correctable(
    attempt: Attempt, *, task: CallTask, worker: Worker, now: datetime
) -> Correctable:
    """Who may take it back is decided by the rules of now, not of the attempt."""
    rules = await rules_in_force(organisation=task.organisation, kind=task.kind, at=now)
    standing = await fetch_standing_attempts(task_id=attempt.task_id)
    return Correctable(
        outcome=attempt.outcome,
        is_latest=bool(standing) and standing[-1].id == attempt.id,
        is_corrected=attempt.corrected_at is not None,
        is_own=attempt.staff_id == worker.staff_id,
        is_supervisor=worker.role is Role.SUPERVISOR,
        caller_corrects=rules.rule.caller_corrects,
    )


async def _is_correctable(
    attempt: Attempt, task: CallTask, worker: Worker, now: datetime
) -> bool:
    try:
        check_correctable(await correctable(attempt, task=task, worker=worker, now=now))
    except UnableToCorrectAttemptError:
        return False
    return True
