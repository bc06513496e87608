"""What joins an open call: no later for that, and what is urgent waits for nothing."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid4

from portal.domain.call_joins import MoreNews, OpenCall, with_news
from portal.domain.call_kinds import Priority
from portal.domain.call_ladder import PastAttempt
from portal.domain.outcomes import Outcome
from tests.builders import NOW

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
CALL = OpenCall(
    opened_at=NOW - DAY,
    due_at=NOW + 4 * DAY,
    notice_by=date(2026, 12, 4),
    not_heard_on=date(2026, 12, 2),
    is_at_risk=False,
    needs_experience=False,
    priority=Priority.USUAL,
    earliest_at=None,
    is_agreed=False,
    agreed_until=None,
    preferred_staff=None,
    reserved_for=None,
    reserved_until=None,
)
PROMISED = replace(
    CALL,
    earliest_at=NOW + 2 * DAY,
    is_agreed=True,
    agreed_until=NOW + 2 * DAY + 2 * HOUR,
    preferred_staff=uuid4(),
    reserved_for=uuid4(),
    reserved_until=NOW + 3 * DAY,
)
NEWS = MoreNews(
    opened_at=NOW,
    due_at=NOW + 5 * DAY,
    notice_by=date(2026, 12, 7),
    not_heard_on=date(2026, 12, 5),
    is_at_risk=True,
    needs_experience=True,
    priority=Priority.USUAL,
    informs=True,
)


def joined(call, news, last=None, **fired):
    return with_news(call, news, last=last, **fired)


def waiting(call):
    agreed = (call.earliest_at, call.is_agreed, call.agreed_until)
    return (*agreed, call.preferred_staff, call.reserved_for, call.reserved_until)


def test_the_earliest_of_every_day_holds():
    call = joined(CALL, NEWS)
    assert (call.opened_at, call.due_at) == (CALL.opened_at, CALL.due_at)
    assert (call.notice_by, call.not_heard_on) == (CALL.notice_by, CALL.not_heard_on)
    assert call.is_at_risk
    assert call.needs_experience


def test_what_was_agreed_is_kept_where_the_news_can_wait_for_it():
    assert waiting(joined(PROMISED, NEWS)) == waiting(PROMISED)


def test_what_is_urgent_waits_for_nothing_that_was_agreed():
    call = joined(PROMISED, replace(NEWS, priority=Priority.URGENT))
    assert waiting(call) == (None, False, None, None, None, None)
    assert call.priority == Priority.URGENT


def test_what_is_due_before_the_agreed_moment_does_not_wait_for_it():
    call = joined(PROMISED, replace(NEWS, due_at=NOW + DAY))
    assert waiting(call) == (None, False, None, None, None, None)


def test_what_asks_her_something_leaves_the_agreed_moment_as_it_is():
    call = joined(PROMISED, replace(NEWS, due_at=NOW + DAY, informs=False))
    assert call.is_agreed
    assert call.earliest_at == PROMISED.earliest_at


def test_after_an_attempt_the_pause_is_kept_unless_it_is_urgent():
    last = PastAttempt(at=NOW - HOUR, outcome=Outcome.NO_ANSWER)
    tomorrow = replace(CALL, earliest_at=NOW + DAY)
    soon = replace(NEWS, due_at=NOW + 10 * HOUR)
    assert joined(tomorrow, soon, last).earliest_at == NOW + 3 * HOUR
    urgent = replace(soon, priority=Priority.URGENT)
    assert joined(tomorrow, urgent, last).earliest_at is None


def test_on_its_last_day_it_is_kept_for_nobody():
    kept = replace(CALL, reserved_for=uuid4(), reserved_until=NOW + 3 * DAY)
    call = joined(kept, replace(NEWS, due_at=NOW + 13 * HOUR))
    assert call.reserved_until < NOW
    assert joined(kept, NEWS).reserved_until == kept.reserved_until


def test_a_letter_that_left_told_nothing_of_the_news():
    call = joined(CALL, NEWS, letter_has_left=True, silence_was_noted=True)
    assert (call.notice_by, call.not_heard_on) == (NEWS.notice_by, NEWS.not_heard_on)


def test_news_without_a_letter_takes_none_away():
    without = replace(NEWS, notice_by=None, not_heard_on=None)
    assert joined(CALL, without, letter_has_left=True) == joined(CALL, without)
    assert joined(CALL, without).notice_by == CALL.notice_by
