"""How long a call is kept for one person before it is anybody's."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta

from portal.domain.calendar import at_local_time, local_date
from portal.domain.staff_members import Leave, StaffOnFile, is_on_leave

CONTACT_HOURS = 4
SEARCHED_DAYS = 14


def kept_until(
    *, opens_at: datetime, hours: int, due_at: datetime, now: datetime
) -> datetime | None:
    """Give until when the contact person goes first; None is not at all.

    On its last day a call is anybody's.
    """
    until = max(opens_at, now) + timedelta(hours=hours)
    until = min(until, last_day_begins(due_at))
    return until if until > now else None


def last_day_begins(due_at: datetime) -> datetime:
    """Give from when a call is anybody's, whoever it was kept for."""
    return at_local_time(local_date(due_at), time())


def moved_until(*, due_at: datetime, now: datetime) -> datetime:
    """Give until when a call that a supervisor gave to somebody stays theirs.

    Till its last day begins, and four hours at least: it was given on purpose.
    """
    return max(last_day_begins(due_at), now + timedelta(hours=CONTACT_HOURS))


def next_on_shift(
    member: StaffOnFile, since: datetime, *, leaves: Sequence[Leave]
) -> datetime | None:
    """Give from when somebody is there; who has no shifts is there at any time.

    None is not within a fortnight.
    """
    first = local_date(since)
    for day in (first + timedelta(days=it) for it in range(SEARCHED_DAYS)):
        if is_on_leave(member.id, day, leaves):
            continue
        if member.week is None:
            return max(since, at_local_time(day, time()))
        shift = member.week.on(day)
        if shift is not None and shift[1] > since:
            return max(since, shift[0])
    return None
