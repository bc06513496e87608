"""What a supervisor types about a place: read strictly, answered by field."""

from dataclasses import replace
from datetime import date, time

import pytest

from portal.domain.locations import TypedLocation, differences, read_location
from portal.domain.opening_hours import (
    OpeningHours,
    OpenPeriod,
    open_at_both,
    read_week,
    write_week,
)

CLOSED = (("", ""),) * 7
TYPED = TypedLocation(
    name="Utrecht",
    has_own_hours=True,
    week=(("09:00", "17:00"), *CLOSED[1:]),
    office_phone="+31 (0)30 123.45-67",
    interpreter_line="",
    calls_per_hour="4",
    heavy_per_day="",
    heavy_pause_minutes="30",
    contact_hours="0",
    is_active=True,
)


def test_what_is_right_becomes_columns_and_empty_is_no_limit():
    columns, problems = read_location(TYPED, needs_name=True)
    assert problems == {}
    assert columns["hours"] == "mon 09:00-17:00"
    assert (columns["calls_per_hour"], columns["heavy_per_day"]) == (4, None)
    assert (columns["heavy_pause_minutes"], columns["contact_hours"]) == (30, 0)


def test_without_own_hours_the_times_on_screen_are_not_kept():
    columns, problems = read_location(
        replace(TYPED, has_own_hours=False), needs_name=True
    )
    assert (columns["hours"], problems) == ("", {})


@pytest.mark.parametrize(
    ("field", "typed", "where"),
    [
        ("name", "", "name"),
        ("name", "x" * 101, "name"),
        ("week", CLOSED, "opens_mon"),
        ("week", (*CLOSED[:6], ("12:00", "")), "opens_sun"),
        ("week", (("17:00", "09:00"), *CLOSED[1:]), "opens_mon"),
        ("week", (("25:00", "26:00"), *CLOSED[1:]), "opens_mon"),
        ("office_phone", "bel maar", "office_phone"),
        ("office_phone", "12", "office_phone"),
        ("office_phone", "1" * 41, "office_phone"),
        ("interpreter_line", "x" * 81, "interpreter_line"),
        ("calls_per_hour", "21", "calls_per_hour"),
        ("calls_per_hour", "-1", "calls_per_hour"),
        ("heavy_per_day", "drie", "heavy_per_day"),
        ("heavy_pause_minutes", "31", "heavy_pause_minutes"),
        ("contact_hours", "٣", "contact_hours"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(field, typed, where):
    _, problems = read_location(replace(TYPED, **{field: typed}), needs_name=True)
    assert list(problems) == [where]


def test_a_week_is_written_as_it_is_read():
    week = read_week("mon-fri 09:00-17:30, sun 10:00-12:00")
    assert read_week(write_week(week.weekdays)) == week
    assert write_week(OpeningHours(weekdays=(None,) * 7).weekdays) == ""


def test_a_closed_day_is_closed_and_two_places_are_open_when_both_are():
    monday = date(2026, 11, 23)
    hours = read_week("mon-tue 09:00-17:00")
    closed = replace(hours, closed_on=frozenset({monday}))
    assert hours.on(monday)
    assert closed.on(monday) is None
    both = open_at_both(closed, read_week("tue-wed 12:00-20:00"))
    assert both.weekdays[1] == OpenPeriod(opens=time(12), closes=time(17))
    assert both.weekdays[0] is both.weekdays[2] is None
    assert both.closed_on == {monday}
    apart = open_at_both(read_week("mon 09:00-10:00"), read_week("mon 10:00-11:00"))
    assert apart.weekdays[0] is None


def test_only_what_changed_is_a_difference():
    before, after = {"a": 1, "b": None, "c": 3}, {"a": 1, "b": 2}
    assert differences(before, after) == {"b": (None, 2)}
