"""When who must be reminded of what: due moments, each from its own cause."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from uuid import UUID, uuid5

from portal.domain.calendar import (
    add_working_days,
    at_local_time,
    is_working_day,
    local_date,
)

OFFICE_OPENS = time(9)
VICTIM_IS_REMINDED = time(10)

_CAUSE_OF_A_TERM = UUID("5c1f1f1e-2f0b-5a0e-9d57-0c9a3a6b3f10")


class ReminderKind(StrEnum):
    CALL_DUE_SOON = "call_due_soon"
    CALL_OVERDUE = "call_overdue"
    WRITTEN_NOTICE_DUE = "written_notice_due"
    NOT_HEARD_DAY_12 = "not_heard_day_12"
    NO_SAFE_WAY_DAY_12 = "no_safe_way_day_12"
    COMPLAINT_35 = "complaint_35"
    COMPLAINT_14 = "complaint_14"
    COMPLAINT_3 = "complaint_3"


class ReminderState(StrEnum):
    WAITING = "waiting"
    FIRED = "fired"
    CANCELLED = "cancelled"
    NOT_WANTED = "not_wanted"


COMPLAINT_DAYS = {
    ReminderKind.COMPLAINT_35: 35,
    ReminderKind.COMPLAINT_14: 14,
    ReminderKind.COMPLAINT_3: 3,
}
COMPLAINT_KINDS = tuple(COMPLAINT_DAYS)
TASK_KINDS = tuple(kind for kind in ReminderKind if kind not in COMPLAINT_DAYS)


@dataclass(frozen=True, slots=True, kw_only=True)
class DueMoment:
    kind: ReminderKind
    due_at: datetime


def task_moments(
    *,
    due_at: datetime,
    not_heard_on: date | None,
    notice_by: date | None,
    has_safe_way: bool,
) -> tuple[DueMoment, ...]:
    """Give the moments of a call task.

    The two days (portal.domain.call_tasks counts them) are None where no decision
    waits to be told: then nothing is owed in writing.
    """
    moments = [
        DueMoment(
            kind=ReminderKind.CALL_DUE_SOON,
            due_at=at_local_time(local_date(due_at), OFFICE_OPENS),
        ),
        DueMoment(kind=ReminderKind.CALL_OVERDUE, due_at=due_at + timedelta(seconds=1)),
    ]
    if not_heard_on is not None:
        kind = (
            ReminderKind.NOT_HEARD_DAY_12
            if has_safe_way
            else ReminderKind.NO_SAFE_WAY_DAY_12
        )
        moments.append(_at_opening(kind, not_heard_on))
    if notice_by is not None:
        moments.append(_at_opening(ReminderKind.WRITTEN_NOTICE_DUE, notice_by))
    return tuple(moments)


def _at_opening(kind: ReminderKind, day: date) -> DueMoment:
    return DueMoment(kind=kind, due_at=at_local_time(day, OFFICE_OPENS))


def complaint_moments(post_by: date) -> tuple[DueMoment, ...]:
    """Give when the victim is reminded before the day to post a complaint."""
    return tuple(
        DueMoment(
            kind=kind,
            due_at=at_local_time(
                last_working_day_until(post_by - timedelta(days=days)),
                VICTIM_IS_REMINDED,
            ),
        )
        for kind, days in COMPLAINT_DAYS.items()
    )


def term_cause(*, victim_id: UUID, decision_id: UUID) -> UUID:
    """Give the one cause of the reminders of one victim's term on one decision."""
    return uuid5(_CAUSE_OF_A_TERM, f"{victim_id}/{decision_id}")


def last_working_day_until(day: date) -> date:
    return day if is_working_day(day) else add_working_days(day, -1)
