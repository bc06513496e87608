"""Until when each kind of call is due, and which one cannot wait (design 4.9-4.10)."""

from dataclasses import replace
from datetime import date, datetime, timedelta

from portal.domain.calendar import add_working_days, end_of_day, local_date
from portal.domain.call_kinds import (
    KINDS,
    URGENT_PAUSE,
    DueFrom,
    DueRule,
    EndsIn,
    LadderRule,
    Priority,
    Urgency,
)
from portal.domain.call_tasks import TaskKind, first_day

URGENT_WITHIN = 3  # working days before a hearing

_MOMENT_BEFORE = timedelta(seconds=1)


def due_day(
    kind: TaskKind, happened_on: date, happened_at: datetime, *, at_risk: bool
) -> date:
    """Give the last day to call after news; `end_of_day` of it is the moment."""
    rule = KINDS[kind].due
    days = rule.working_days_at_risk if at_risk else rule.working_days
    return add_working_days(first_day(happened_on, happened_at), days)


def due_at(
    kind: TaskKind,
    *,
    happened_at: datetime,
    happened_on: date | None = None,
    at_risk: bool = False,
    about: datetime | None = None,
    priority: Priority = Priority.USUAL,
) -> datetime:
    """Give the moment by which it is made; `about` is when it is about.

    Never before the news was there: what comes too late is due at once.
    """
    rule = KINDS[kind].due
    if rule.counts_from is DueFrom.MOMENT:
        return max(happened_at, (about or happened_at) - _MOMENT_BEFORE)
    first = first_day(happened_on or local_date(happened_at), happened_at)
    if priority is Priority.URGENT:
        return end_of_day(first)
    last = due_day(kind, first, happened_at, at_risk=at_risk)
    return end_of_day(max(first, min(last, *_latest(rule, about))))


def _latest(rule: DueRule, about: datetime | None) -> list[date]:
    if rule.days_before is None or about is None:
        return [date.max]
    return [local_date(about) - timedelta(days=rule.days_before)]


def priority_of(
    kind: TaskKind, *, happened_at: datetime, moments: tuple[datetime, ...] = ()
) -> Priority:
    """Say whether it cannot wait: `moments` are when the hearing was, and now is."""
    match KINDS[kind].urgency:
        case Urgency.ALWAYS:
            return Priority.URGENT
        case Urgency.SHORTLY_BEFORE:
            near = any(_is_near(moment, happened_at) for moment in moments)
            return Priority.URGENT if near else Priority.USUAL
        case Urgency.NEVER:
            return Priority.USUAL


def hastened(rule: LadderRule, priority: int) -> LadderRule:
    """What is urgent knows no four hours (design 4.10): it is tried within the hour.

    Where it ends in a letter a supervisor has it too, for a letter may come too late.
    """
    if priority != Priority.URGENT:
        return rule
    ends_in = rule.ends_in
    if ends_in is EndsIn.LETTER:
        ends_in = EndsIn.LETTER_AND_SUPERVISOR
    pause = min(rule.pause, URGENT_PAUSE)
    return replace(rule, days=1, pause=pause, ends_in=ends_in)


def is_too_late(rule: LadderRule, *, due_at: datetime, starts_at: datetime) -> bool:
    """Whether calling then comes too late for what no letter may tell instead."""
    return rule.ends_in is EndsIn.SUPERVISOR and starts_at > due_at


def _is_near(moment: datetime, happened_at: datetime) -> bool:
    today, day = local_date(happened_at), local_date(moment)
    return today <= day <= add_working_days(today, URGENT_WITHIN)
