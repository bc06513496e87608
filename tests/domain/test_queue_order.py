from datetime import UTC, datetime, timedelta
from uuid import UUID

from portal.domain.queue_order import QueuedTask, WhyNow, queue_key, why_now

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


def task(**facts):
    return QueuedTask(
        **{
            "id": UUID(int=1),
            "is_agreed": False,
            "not_before": NOW - HOUR,
            "due_at": NOW + 3 * DAY,
            "opened_at": NOW - DAY,
            "attempts": 0,
            **facts,
        }
    )


def in_order(*tasks):
    return sorted(tasks, key=lambda one: queue_key(one, NOW))


def test_an_agreement_that_is_due_comes_first():
    agreed = task(is_agreed=True, due_at=NOW + 9 * DAY)
    overdue = task(due_at=NOW - DAY)

    assert in_order(overdue, agreed) == [agreed, overdue]


def test_an_agreement_for_later_has_no_precedence():
    agreed = task(is_agreed=True, not_before=NOW + HOUR)
    sooner = task(due_at=NOW + DAY)

    assert in_order(agreed, sooner) == [sooner, agreed]


def test_what_is_urgent_comes_before_what_was_raised_and_that_before_the_rest():
    urgent = task(priority=2, due_at=NOW + 9 * DAY)
    raised = task(priority=1, due_at=NOW + 8 * DAY)
    overdue = task(due_at=NOW - DAY)
    agreed = task(is_agreed=True)

    assert in_order(overdue, raised, urgent, agreed) == [
        agreed,
        urgent,
        raised,
        overdue,
    ]


def test_then_comes_what_breaks_a_limit_soonest_then_the_oldest_then_any_fixed_order():
    first = task(due_at=NOW + DAY)
    second = task(opened_at=NOW - 9 * DAY, id=UUID(int=9))
    third = task(id=UUID(int=2))
    fourth = task(id=UUID(int=3))

    assert in_order(fourth, third, second, first) == [first, second, third, fourth]


def test_each_row_says_why_it_is_called_now():
    today = datetime(2026, 11, 23, 22, 59, 59, tzinfo=UTC)

    assert why_now(task(is_agreed=True, due_at=today), NOW) is WhyNow.AGREED
    assert why_now(task(priority=2, due_at=NOW - HOUR), NOW) is WhyNow.URGENT
    assert why_now(task(priority=1, due_at=today), NOW) is WhyNow.RAISED
    assert why_now(task(due_at=NOW - HOUR, attempts=1), NOW) is WhyNow.OVERDUE
    assert why_now(task(due_at=today, attempts=1), NOW) is WhyNow.LAST_DAY
    assert why_now(task(attempts=2), NOW) is WhyNow.AFTER_ATTEMPT
    assert why_now(task(opened_at=NOW - 3 * DAY), NOW) is WhyNow.LONG_WAITING
    assert why_now(task(), NOW) is WhyNow.FIRST_ATTEMPT
