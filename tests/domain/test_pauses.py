from datetime import UTC, datetime, timedelta

import pytest

from portal.domain.call_kinds import Priority
from portal.domain.call_tasks import TaskKind
from portal.domain.pauses import WEEKS, rest_ends, waits_until
from tests.builders import NOW

REST = rest_ends(NOW, weeks=4)
DUE = datetime(2026, 11, 30, 22, 59, 59, tzinfo=UTC)  # the end of that Monday


def wait(kind, **given):
    known = {"priority": 0, "is_agreed": False, "due_at": DUE, "rest": REST}
    return waits_until(kind=kind, **(known | given))


def test_rest_ends_at_the_beginning_of_a_day_also_when_the_clock_is_changed():
    assert REST.isoformat() == "2026-12-20T23:00:00+00:00"
    before_summer = datetime(2027, 3, 15, 9, 0, tzinfo=UTC)
    ends = rest_ends(before_summer, weeks=3)
    assert ends.isoformat() == "2027-04-04T22:00:00+00:00"


@pytest.mark.parametrize("weeks", WEEKS)
def test_rest_ends_on_the_same_day_of_the_week(weeks):
    assert rest_ends(NOW, weeks=weeks) - rest_ends(NOW, weeks=0) == timedelta(
        weeks=weeks
    )


@pytest.mark.parametrize("kind", TaskKind)
def test_without_rest_no_call_waits(kind):
    assert wait(kind, rest=None) is None


@pytest.mark.parametrize("kind", TaskKind)
def test_what_is_urgent_never_waits(kind):
    assert wait(kind, priority=Priority.URGENT) is None


@pytest.mark.parametrize("kind", TaskKind)
def test_what_she_agreed_to_herself_never_waits(kind):
    assert wait(kind, is_agreed=True) is None


@pytest.mark.parametrize("kind", TaskKind)
def test_no_call_waits_longer_than_her_rest(kind):
    assert (wait(kind) or NOW) <= REST


def test_a_release_never_waits_even_when_nobody_marked_it_urgent():
    assert wait(TaskKind.RELEASE) is None


@pytest.mark.parametrize(
    "kind",
    [
        TaskKind.HEARING,
        TaskKind.HEARING_CHANGED,
        TaskKind.TERM_CONSULTATION,
        TaskKind.HALT,
    ],
)
def test_what_others_wait_for_is_called_on_its_last_day(kind):
    assert wait(kind).isoformat() == "2026-11-29T23:00:00+00:00"


def test_she_is_heard_two_working_days_before_it_is_decided():
    assert wait(TaskKind.CONSULTATION).isoformat() == "2026-11-25T23:00:00+00:00"


@pytest.mark.parametrize(
    "kind",
    [TaskKind.SEPOT, TaskKind.DECISION, TaskKind.FIRST_CONTACT, TaskKind.AFTERCARE],
)
def test_other_calls_wait_till_her_rest_is_over(kind):
    assert wait(kind) == REST
