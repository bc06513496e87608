"""Taking back a mistaken outcome by a counter-step: rows are added, none is erased."""

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID, uuid4

from portal.actions import trail
from portal.actions.call_consequences import mark_number, tell_that_it_goes_on
from portal.actions.call_endings import end_calls_of_deceased
from portal.actions.call_results import correctable
from portal.actions.call_tasks import refresh_calls_of_victim, refresh_window
from portal.actions.call_wishes import TAKEN_BACK, withdraw_wishes
from portal.actions.complaints import withdraw_knowledge
from portal.actions.dropped_times import rested_at
from portal.actions.first_wishes import withdraw_first_wishes
from portal.actions.work_items import close_work_items
from portal.db.attempt_messages import fetch_attempt_messages, set_messages_taken_back
from portal.db.call_attempts import (
    Attempt,
    fetch_attempt,
    insert_attempt,
    set_corrected,
)
from portal.db.call_coverage import cover_happening, fetch_news_left
from portal.db.call_news import set_news_untold
from portal.db.call_stops import keep_stopped, release_stopped
from portal.db.calls import (
    CallTask,
    add_task_decision,
    fetch_open_tasks,
    fetch_task_decisions,
    lock_task,
    set_reopened,
    set_untold,
)
from portal.db.engine import transaction
from portal.db.integrity import INTEGRITY_ERRORS, is_unique_violation
from portal.domain.call_tasks import TaskState
from portal.domain.figures import TOLD_TO_WRONG_PERSON
from portal.domain.notifications import NotificationState
from portal.domain.outcomes import (
    Outcome,
    UnableToCorrectAttemptError,
    check_correctable,
)
from portal.domain.staff import Worker
from portal.domain.work_items import WorkItemKind

SETTLED = (WorkItemKind.NUMBER_TO_VERIFY, WorkItemKind.INTERPRETER)


@dataclass(frozen=True, slots=True, kw_only=True)
class Corrected:
    """Where something had gone out already the task stays closed: she read it."""

    attempt: Attempt
    open_task_id: UUID | None
    stopped_messages: int
    sent_messages: int


async def correct_attempt(
    *,
    attempt_id: UUID,
    worker: Worker,
    reason: str,
    now: datetime,
    is_wrong_person: bool = False,
) -> Corrected:
    """Take back the latest outcome of a task, with the knowledge it recorded.

    `is_wrong_person`: it was told to somebody else, which is counted as such.
    """
    async with transaction():
        attempt, task = await _find(attempt_id, worker)
        check_correctable(await correctable(attempt, task=task, worker=worker, now=now))
        await set_corrected(attempt_id=attempt.id, at=now)
        why = TOLD_TO_WRONG_PERSON if is_wrong_person else TAKEN_BACK
        await _insert_counter_step(attempt, worker, reason, why, now)
        await set_untold(task_id=task.id, decision_ids=attempt.told)
        await set_news_untold(task_id=task.id, happening_ids=attempt.told)
        await withdraw_knowledge(attempt_id=attempt.id, by=worker.name, now=now)
        await withdraw_wishes(attempt=attempt, incident_id=task.incident_id, now=now)
        await withdraw_first_wishes(attempt=attempt, worker=worker, now=now)
        if attempt.outcome is Outcome.WRONG_NUMBER and attempt.phone_id:
            await mark_number(
                victim_id=task.victim_id,
                phone_id=attempt.phone_id,
                is_wrong=False,
                now=now,
            )
        stopped = await set_messages_taken_back(
            task_id=task.id, at=attempt.at, attempt_id=attempt.id
        )
        sent = await _count_sent(attempt)
        fell = (
            task.closed_as is TaskState.CANCELLED
            and task.close_reason != Outcome.REFUSED
        )
        open_task_id = None if sent or fell else await _reopen(task, attempt, now)
        await _tell_nothing_that_fell(task, now)
        await end_calls_of_deceased(victim_id=task.victim_id, now=now)
        await _note(attempt, worker, now)
        return Corrected(
            attempt=attempt,
            open_task_id=open_task_id,
            stopped_messages=stopped,
            sent_messages=sent,
        )


async def _find(attempt_id: UUID, worker: Worker) -> tuple[Attempt, CallTask]:
    """Lock the task: what is corrected here is not recorded on meanwhile."""
    attempt = await fetch_attempt(attempt_id=attempt_id)
    task = await lock_task(task_id=attempt.task_id) if attempt else None
    if attempt is None or task is None or not task.is_work_of(worker):
        raise UnableToCorrectAttemptError("Deze uitkomst is er niet.")
    return attempt, task


async def _insert_counter_step(
    attempt: Attempt, worker: Worker, reason: str, why: str, now: datetime
) -> None:
    await insert_attempt(
        replace(
            attempt,
            id=uuid4(),
            submission=uuid4(),
            staff_id=worker.staff_id,
            at=now,
            counts=False,
            reached=False,
            wishes={},
            told=frozenset(),
            ticked=frozenset(),
            reasons={},
            note=reason,
            next_at=None,
            next_step=why,
            corrects=attempt.id,
        )
    )


async def _tell_nothing_that_fell(task: CallTask, now: datetime) -> None:
    """What was revised since is not told after all; the case says what is."""
    decisions = await fetch_task_decisions(task_id=task.id)
    await tell_that_it_goes_on([it.decision_id for it in decisions], now=now)


async def _count_sent(attempt: Attempt) -> int:
    messages = await fetch_attempt_messages(task_id=attempt.task_id, at=attempt.at)
    out = {NotificationState.SENDING, NotificationState.SENT}
    return sum(message.state in out for message in messages)


async def _reopen(task: CallTask, attempt: Attempt, now: datetime) -> UUID:
    """Open the task again; where a new one of its kind is open, that tells it all."""
    again_at = await _rested_at(task, now)
    try:
        async with transaction():
            await set_reopened(
                task_id=task.id, counted=int(attempt.counts), at=again_at
            )
        open_id = task.id
    except INTEGRITY_ERRORS as error:
        if not is_unique_violation(error):
            raise
        open_id = await _hand_over(task)
    await close_work_items(cause=task.id, kinds=SETTLED, by="portal", now=now)
    if attempt.outcome is Outcome.UNSAFE:
        await _lift_stop(task, now)
    await keep_stopped(task_id=open_id)
    await refresh_window(task_id=open_id, now=now)
    return open_id


async def _lift_stop(task: CallTask, now: datetime) -> None:
    """It was not unsafe after all: all her calls go on, unless another one was."""
    unsafe = (WorkItemKind.UNSAFE,)
    await close_work_items(cause=task.id, kinds=unsafe, by="portal", now=now)
    if await release_stopped(victim_id=task.victim_id):
        await refresh_calls_of_victim(
            victim_id=task.victim_id, is_settled_by_shn=False, now=now
        )


async def _rested_at(task: CallTask, now: datetime) -> datetime:
    """The attempt before the one taken back still leaves her its rest."""
    return max(now, await rested_at(task.id) or now)


async def _hand_over(task: CallTask) -> UUID:
    """Let the open task of the same kind tell what this one did not."""
    newer = next(
        other
        for other in await fetch_open_tasks(victim_id=task.victim_id)
        if (other.incident_id, other.kind) == (task.incident_id, task.kind)
    )
    for decision in await fetch_task_decisions(task_id=task.id):
        if decision.told_at is None:
            await add_task_decision(task_id=newer.id, decision_id=decision.decision_id)
    for happening_id, _ in await fetch_news_left(task_id=task.id):
        await cover_happening(task_id=newer.id, happening_id=happening_id)
    return newer.id


async def _note(attempt: Attempt, worker: Worker, now: datetime) -> None:
    await trail.note(
        worker,
        now,
        f"call_taken_back:{attempt.outcome}",
        object_kind="call_attempt",
        object_id=attempt.id,
        victim_id=attempt.victim_id,
    )
