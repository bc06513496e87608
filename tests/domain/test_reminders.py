"""When reminders are due: on working days, at nine and ten by Amsterdam's clocks."""

from datetime import UTC, date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.domain.calendar import AMSTERDAM, end_of_day, is_working_day
from portal.domain.reminders import (
    COMPLAINT_DAYS,
    ReminderKind,
    complaint_moments,
    last_working_day_until,
    task_moments,
    term_cause,
)
from tests.builders import NOW

DAYS = st.dates(date(2023, 1, 1), date(2028, 12, 31))


def moments_of(**given):
    row = {
        "due_at": end_of_day(date(2026, 11, 23)),
        "not_heard_on": date(2026, 11, 28),
        "notice_by": date(2026, 11, 30),
        "has_safe_way": True,
        **given,
    }
    return {moment.kind: moment.due_at for moment in task_moments(**row)}


def local(moment):
    return moment.astimezone(AMSTERDAM)


def test_a_call_has_its_moments():
    assert moments_of() == {
        ReminderKind.CALL_DUE_SOON: datetime(2026, 11, 23, 8, tzinfo=UTC),
        ReminderKind.CALL_OVERDUE: datetime(2026, 11, 23, 23, tzinfo=UTC),
        ReminderKind.NOT_HEARD_DAY_12: datetime(2026, 11, 28, 8, tzinfo=UTC),
        ReminderKind.WRITTEN_NOTICE_DUE: datetime(2026, 11, 30, 8, tzinfo=UTC),
    }


def test_without_a_safe_way_day_12_says_so():
    moments = moments_of(has_safe_way=False)
    assert ReminderKind.NOT_HEARD_DAY_12 not in moments
    assert moments[ReminderKind.NO_SAFE_WAY_DAY_12] == datetime(
        2026, 11, 28, 8, tzinfo=UTC
    )


def test_a_call_without_decisions_owes_nothing_in_writing():
    assert set(moments_of(not_heard_on=None, notice_by=None)) == {
        ReminderKind.CALL_DUE_SOON,
        ReminderKind.CALL_OVERDUE,
    }


@pytest.mark.parametrize(
    ("day", "hour"),
    [
        (date(2026, 10, 24), 7),  # the Saturday before the clocks go back
        (date(2026, 10, 25), 8),  # the night itself, with an hour twice
        (date(2027, 3, 27), 8),
        (date(2027, 3, 28), 7),  # the night itself, with an hour less
    ],
)
def test_nine_in_the_morning_is_nine_on_both_clock_change_days(day, hour):
    due_at = moments_of(not_heard_on=day)[ReminderKind.NOT_HEARD_DAY_12]
    assert due_at == datetime(day.year, day.month, day.day, hour, tzinfo=UTC)
    assert local(due_at).time() == time(9)


def test_overdue_is_the_first_moment_after_the_due_day_in_the_long_night():
    due_at = moments_of(due_at=end_of_day(date(2026, 10, 25)))[
        ReminderKind.CALL_OVERDUE
    ]
    assert local(due_at).replace(tzinfo=None) == datetime(2026, 10, 26)  # noqa: DTZ001


def test_the_day_before_a_holiday_reminds_of_a_complaint():
    moments = {it.kind: it.due_at for it in complaint_moments(date(2026, 5, 8))}
    assert local(moments[ReminderKind.COMPLAINT_3]).date() == date(2026, 5, 4)
    assert local(moments[ReminderKind.COMPLAINT_14]).date() == date(2026, 4, 24)
    assert local(moments[ReminderKind.COMPLAINT_35]).date() == date(2026, 4, 2)


@given(post_by=DAYS)
def test_complaint_reminders_come_at_ten_on_working_days_in_order(post_by):
    moments = complaint_moments(post_by)
    assert [it.due_at for it in moments] == sorted(it.due_at for it in moments)
    for moment in moments:
        at = local(moment.due_at)
        assert (at.time(), is_working_day(at.date())) == (time(10), True)
        assert (post_by - at.date()).days >= COMPLAINT_DAYS[moment.kind]


@given(day=DAYS)
def test_the_last_working_day_is_never_later(day):
    found = last_working_day_until(day)
    assert found <= day
    assert is_working_day(found)
    assert (day - found).days <= 5


def test_each_victim_and_decision_have_a_cause_of_their_own():
    ids = [NOW.replace(hour=hour) for hour in (1, 2)]
    causes = {
        term_cause(victim_id=one, decision_id=other) for one in ids for other in ids
    }
    assert len(causes) == 4
