"""What an open call becomes when more news joins it: it is made no later for that."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from portal.domain.call_kinds import Priority
from portal.domain.call_ladder import PastAttempt, paused_until
from portal.domain.reservations import last_day_begins


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenCall:
    """What joining may change of an open call."""

    opened_at: datetime
    due_at: datetime
    notice_by: date | None
    not_heard_on: date | None
    is_at_risk: bool
    needs_experience: bool
    priority: int
    earliest_at: datetime | None
    is_agreed: bool
    agreed_until: datetime | None
    preferred_staff: UUID | None
    reserved_for: UUID | None
    reserved_until: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MoreNews:
    """What comes into it as well; `informs` where she must hear it from us."""

    opened_at: datetime
    due_at: datetime
    notice_by: date | None
    not_heard_on: date | None
    is_at_risk: bool
    needs_experience: bool
    priority: int
    informs: bool


def with_news(
    call: OpenCall,
    news: MoreNews,
    *,
    last: PastAttempt | None,
    letter_has_left: bool = False,
    silence_was_noted: bool = False,
) -> OpenCall:
    """Keep the earliest of every day; a letter that left told nothing of this news.

    A moment that was agreed stays where nothing is to be told before it.
    """
    joined = replace(
        call,
        opened_at=min(call.opened_at, news.opened_at),
        due_at=min(call.due_at, news.due_at),
        notice_by=_earliest(None if letter_has_left else call.notice_by, news.notice_by)
        or call.notice_by,
        not_heard_on=_earliest(
            None if silence_was_noted else call.not_heard_on, news.not_heard_on
        )
        or call.not_heard_on,
        is_at_risk=call.is_at_risk or news.is_at_risk,
        needs_experience=call.needs_experience or news.needs_experience,
        priority=max(call.priority, news.priority),
        reserved_until=_kept_until(call, news),
    )
    if news.priority == Priority.URGENT:
        return _at_once(joined)
    waits_until = call.earliest_at
    if not news.informs or waits_until is None or news.due_at >= waits_until:
        return joined
    rested_at = paused_until(last=last, others_reached_at=None)
    return replace(_at_once(joined), earliest_at=rested_at)


def _at_once(call: OpenCall) -> OpenCall:
    """Nothing that was agreed or kept for somebody holds back what cannot wait."""
    return replace(
        call,
        earliest_at=None,
        is_agreed=False,
        agreed_until=None,
        preferred_staff=None,
        reserved_for=None,
        reserved_until=None,
    )


def _kept_until(call: OpenCall, news: MoreNews) -> datetime | None:
    """On its last day a call is anybody's, also when that day came nearer."""
    if call.reserved_until is None or news.due_at >= call.due_at:
        return call.reserved_until
    return min(call.reserved_until, last_day_begins(news.due_at))


def _earliest(one: date | None, other: date | None) -> date | None:
    return min((day for day in (one, other) if day is not None), default=None)
