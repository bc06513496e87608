"""What differs for a call that we did not dial, or that is written down later."""

from datetime import datetime
from uuid import UUID

from portal.actions.call_situation import CallState
from portal.db.call_attempts import Attempt
from portal.db.calls import CallTask
from portal.db.incoming_contacts import fetch_newest_decided_at
from portal.domain.attempts import AttemptReport, UnableToRecordAttemptError
from portal.domain.incoming_contacts import (
    Manner,
    leaves_call_as_it_is,
    moment_problems,
)
from portal.domain.next_steps import NextStep
from portal.domain.staff import Worker


def preferred_caller(
    state: CallState, worker: Worker, step: NextStep, attempt: Attempt
) -> UUID | None:
    """Say for whom the call is kept: a conversation goes on with the same caller."""
    if leaves_call_as_it_is(attempt.made_as, attempt.outcome):
        return state.task.preferred_staff
    return worker.staff_id if step.same_caller else None


async def moment_of(task: CallTask, report: AttemptReport, now: datetime) -> datetime:
    """Give when it was: norms and knowledge count from the real moment."""
    if task.taken_as is not Manner.ON_PAPER:
        return now
    problems = moment_problems(report.happened_at, opened_at=task.opened_at, now=now)
    at = report.happened_at or now
    decided_at = await fetch_newest_decided_at(decision_ids=report.told)
    if decided_at is not None and decided_at > at and not problems:
        problems = {"happened_at": "Toen was de beslissing nog niet genomen."}
    if problems:
        raise UnableToRecordAttemptError(problems)
    return at
