"""Rest that a victim asks for: how long, and which calls go on all the same.

The reading of issue 4 is laid down in docs/decisions/0021-rest-times-and-questions.md.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from portal.domain.calendar import add_working_days, at_local_time, local_date
from portal.domain.call_kinds import Priority
from portal.domain.call_tasks import TaskKind

MOST_WEEKS = 8
WEEKS = tuple(range(1, MOST_WEEKS + 1))
DAYS_BEFORE_HEARING_HER = 2

# What these calls are about happens on its day, rest or not: she would lose her say.
_ON_THE_DUE_DAY = frozenset(
    {
        TaskKind.HEARING,
        TaskKind.HEARING_CHANGED,
        TaskKind.TERM_CONSULTATION,
        TaskKind.HALT,
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pause:
    """Rest that stands: till the beginning of a day, chosen at a moment."""

    until: datetime
    since: datetime

    @property
    def first_day_after(self) -> date:
        return local_date(self.until)


def rest_ends(now: datetime, *, weeks: int) -> datetime:
    """Give the beginning of the same weekday, that many weeks on, in UTC."""
    return at_local_time(local_date(now) + timedelta(weeks=weeks), time.min)


def waits_until(
    *,
    kind: TaskKind,
    priority: int,
    is_agreed: bool,
    due_at: datetime,
    rest: datetime | None,
) -> datetime | None:
    """Give till when this call waits for her rest to end; None is not at all.

    A release is urgent. What she agreed to herself she wants. A limit of the law that
    only a conversation can keep comes first; the letter of the fourteenth day leaves
    by itself.
    """
    if rest is None or is_agreed or priority == Priority.URGENT:
        return None
    if kind is TaskKind.RELEASE:
        return None
    latest = _latest(kind, due_at)
    return rest if latest is None else min(rest, latest)


def _latest(kind: TaskKind, due_at: datetime) -> datetime | None:
    due_on = local_date(due_at)
    if kind is TaskKind.CONSULTATION:
        day = add_working_days(due_on, -DAYS_BEFORE_HEARING_HER)
        return at_local_time(day, time.min)
    if kind in _ON_THE_DUE_DAY:
        return at_local_time(due_on, time.min)
    return None
