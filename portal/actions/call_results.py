"""What came of an attempt, to be said to the one who made it."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from portal.actions.rules_in_force import rules_in_force
from portal.db.attempt_messages import AttemptMessage, fetch_attempt_messages
from portal.db.audit import insert_audit
from portal.db.call_attempts import Attempt, fetch_attempt, fetch_standing_attempts
from portal.db.calls import CallTask, fetch_task
from portal.db.engine import transaction
from portal.db.victims import fetch_contact
from portal.domain.contacts import VictimContact
from portal.domain.outcomes import (
    Correctable,
    UnableToCorrectAttemptError,
    check_correctable,
)
from portal.domain.staff import Role, Worker


@dataclass(frozen=True, slots=True, kw_only=True)
class CallResult:
    attempt: Attempt
    task: CallTask
    contact: VictimContact
    messages: tuple[AttemptMessage, ...]
    is_correctable: bool


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
        await insert_audit(
            now=now,
            actor_kind="staff",
            actor=str(worker.staff_id),
            organisation=worker.organisation.value,
            role=worker.role.value,
            action="call_result_read",
            object_kind="call_attempt",
            object_id=str(attempt.id),
            victim_id=task.victim_id,
        )
    return CallResult(
        attempt=attempt,
        task=task,
        contact=contact,
        messages=tuple(await fetch_attempt_messages(task_id=task.id, at=attempt.at)),
        is_correctable=await _is_correctable(attempt, task, worker, now),
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
