"""A moment that is odd for her or for us is said in plain words."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from portal.domain.agreed_moments import find_objection
from portal.domain.calendar import AMSTERDAM
from portal.domain.opening_hours import DEFAULT_HOURS
from portal.domain.victims import DayPart

MORNING = frozenset({DayPart.MORNING})


def objection(moment, *, day_parts=frozenset(), zone=AMSTERDAM):
    return find_objection(moment, hours=DEFAULT_HOURS, day_parts=day_parts, zone=zone)


def test_a_moment_that_fits_has_no_objection():
    assert objection(datetime(2026, 11, 24, 9, 0, tzinfo=UTC)) == ""


def test_another_part_of_the_day_than_she_chose_is_named():
    said = objection(datetime(2026, 11, 24, 14, 0, tzinfo=UTC), day_parts=MORNING)
    assert said == "Zij wil gebeld worden in de ochtend."


def test_the_night_where_she_lives_is_said_in_her_own_time():
    said = objection(
        datetime(2026, 11, 24, 9, 0, tzinfo=UTC), zone=ZoneInfo("America/Curacao")
    )
    assert said == "Waar zij woont is het dan 5.00 uur."


@pytest.mark.parametrize(
    "moment",
    [
        datetime(2026, 11, 29, 10, 0, tzinfo=UTC),  # Sunday
        datetime(2026, 12, 25, 10, 0, tzinfo=UTC),  # Christmas
        datetime(2026, 11, 28, 16, 0, tzinfo=UTC),  # Saturday at five, closing time
    ],
)
def test_a_moment_at_which_nobody_works_is_said(moment):
    assert objection(moment) == "Dan is uw locatie dicht."


@pytest.mark.parametrize(
    ("moment", "is_open"),
    [
        (datetime(2027, 3, 29, 7, 0, tzinfo=UTC), False),  # Easter Monday, summer time
        (datetime(2027, 3, 30, 7, 0, tzinfo=UTC), True),  # nine o'clock by now
        (datetime(2027, 3, 26, 7, 0, tzinfo=UTC), False),  # Good Friday, eight o'clock
        (datetime(2026, 10, 26, 8, 0, tzinfo=UTC), True),  # nine again, winter time
        (datetime(2026, 10, 26, 7, 0, tzinfo=UTC), False),
    ],
)
def test_both_nights_on_which_the_clock_changes(moment, is_open):
    assert (objection(moment) == "") is is_open
