"""In which order calls are made, and what to say about it on each row."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from portal.domain.calendar import local_date
from portal.domain.call_kinds import Priority

LONG_WAIT = timedelta(days=3)


class WhyNow(StrEnum):
    AGREED = "agreed"
    URGENT = "urgent"
    RAISED = "raised"
    OVERDUE = "overdue"
    LAST_DAY = "last_day"
    AFTER_ATTEMPT = "after_attempt"
    LONG_WAITING = "long_waiting"
    FIRST_ATTEMPT = "first_attempt"


@dataclass(frozen=True, slots=True, kw_only=True)
class QueuedTask:
    """What the order of the queue looks at."""

    id: UUID
    is_agreed: bool
    not_before: datetime | None
    due_at: datetime
    opened_at: datetime
    attempts: int
    priority: int = Priority.USUAL


_WHY_FIRST: Mapping[int, WhyNow] = {
    Priority.URGENT: WhyNow.URGENT,
    Priority.RAISED: WhyNow.RAISED,
}

QueueKey = tuple[bool, int, datetime, datetime, UUID]


def queue_key(task: QueuedTask, now: datetime) -> QueueKey:
    """Give the order: agreed and due, urgent, raised, soonest limit, then oldest.

    The query that takes the next call orders by the same five.
    """
    return (
        not is_agreed_and_due(task, now),
        -task.priority,
        task.due_at,
        task.opened_at,
        task.id,
    )


def why_now(task: QueuedTask, now: datetime) -> WhyNow:
    """Give the strongest reason why this one may be called at this moment."""
    if is_agreed_and_due(task, now):
        return WhyNow.AGREED
    if task.priority in _WHY_FIRST:
        return _WHY_FIRST[task.priority]
    return _why_by_limit(task, now)


def _why_by_limit(task: QueuedTask, now: datetime) -> WhyNow:
    if task.due_at < now:
        return WhyNow.OVERDUE
    if local_date(task.due_at) == local_date(now):
        return WhyNow.LAST_DAY
    if task.attempts:
        return WhyNow.AFTER_ATTEMPT
    return WhyNow.LONG_WAITING if _waits_long(task, now) else WhyNow.FIRST_ATTEMPT


def is_agreed_and_due(task: QueuedTask, now: datetime) -> bool:
    return task.is_agreed and task.not_before is not None and task.not_before <= now


def _waits_long(task: QueuedTask, now: datetime) -> bool:
    return now - task.opened_at >= LONG_WAIT
