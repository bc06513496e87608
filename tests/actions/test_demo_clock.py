"""The clock of a demo runs ahead, for every process alike, and never back."""

from datetime import UTC, datetime, timedelta

import pytest

from portal import clock
from portal.actions import demo_clock
from portal.actions.demo_clock import (
    DEMO_STARTS_AT,
    UnableToMoveClockError,
    current_time,
    move_clock,
    next_reminder_at,
    start_demo_clock,
)
from portal.actions.reminders import set_reminder
from portal.db.demo_clock import add_to_ahead
from portal.db.query_count import count_queries
from portal.domain.reminders import ReminderKind
from tests.builders import NOW, make_victim

REAL = datetime(2026, 11, 22, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
async def real_clock(database, monkeypatch):
    """The system clock stands still, and nothing is remembered."""
    monkeypatch.setattr(clock, "now", lambda: REAL)
    demo_clock._last_reading.clear()  # noqa: SLF001 (what the process remembers)
    return database


async def test_without_a_clock_of_its_own_it_is_the_real_time():
    assert await current_time() == REAL


async def test_a_demo_begins_on_its_monday_morning():
    await start_demo_clock()
    assert await current_time() == DEMO_STARTS_AT == NOW


async def test_beginning_again_leaves_the_clock_alone():
    await start_demo_clock()
    await move_clock(by=timedelta(days=1))
    await start_demo_clock()
    assert await current_time() == DEMO_STARTS_AT + timedelta(days=1)


async def test_it_moves_by_a_day_and_to_a_moment():
    assert await move_clock(by=timedelta(days=1)) == REAL + timedelta(days=1)
    to = REAL + timedelta(days=5)
    assert await move_clock(to=to) == to


@pytest.mark.parametrize("year", [1, 9999])
async def test_it_goes_no_further_than_days_can_be_counted(year):
    with pytest.raises(UnableToMoveClockError):
        await move_clock(to=datetime(year, 12, 31, tzinfo=UTC))
    assert await current_time() == REAL


@pytest.mark.parametrize(
    "step", [{"by": timedelta(seconds=-1)}, {"to": REAL - timedelta(seconds=1)}]
)
async def test_it_never_goes_back(step):
    with pytest.raises(UnableToMoveClockError):
        await move_clock(**step)


async def test_a_request_asks_the_database_once_a_second(monkeypatch):
    await current_time()
    with count_queries() as queries:
        await current_time()
    assert queries == []
    await add_to_ahead(timedelta(hours=1))  # by another process
    monkeypatch.setattr(demo_clock, "REMEMBERED_SECONDS", 0.0)
    assert await current_time() == REAL + timedelta(hours=1)


async def test_production_knows_no_other_time(monkeypatch):
    await move_clock(by=timedelta(days=1))
    monkeypatch.setenv("PORTAL_MODE", "production")
    assert await current_time() == REAL
    with pytest.raises(UnableToMoveClockError):
        await move_clock(by=timedelta(days=1))


async def test_the_next_reminder_is_the_first_still_to_come():
    cause = (await make_victim()).id
    for kind, days in ((ReminderKind.CALL_OVERDUE, 9), (ReminderKind.COMPLAINT_3, -1)):
        await set_reminder(kind=kind, cause=cause, due_at=REAL + timedelta(days=days))
    assert await next_reminder_at() == REAL + timedelta(days=9)
