from datetime import UTC, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.domain.calendar import AMSTERDAM, is_holiday
from portal.domain.calling_hours import (
    HOURS_OF_DAY_PART,
    Window,
    day_part_at,
    next_window,
    stretch_at,
)
from portal.domain.opening_hours import DEFAULT_HOURS, URGENT_HOURS, read_opening_hours
from portal.domain.victims import DayPart

MORNING, AFTERNOON, EVENING = DayPart
LONDON = ZoneInfo("Europe/London")
ISTANBUL = ZoneInfo("Europe/Istanbul")
SYDNEY = ZoneInfo("Australia/Sydney")
ZONES = [AMSTERDAM, LONDON, ISTANBUL, SYDNEY, ZoneInfo("America/Paramaribo")]


def local(text):
    return datetime.fromisoformat(text).replace(tzinfo=AMSTERDAM).astimezone(UTC)


def window(earliest, *parts, zone=AMSTERDAM, hours=DEFAULT_HOURS):
    return next_window(
        earliest=local(earliest), hours=hours, day_parts=frozenset(parts), zone=zone
    )


def during(moment, *parts, earliest=None):
    return stretch_at(
        local(moment),
        earliest=earliest and local(earliest),
        hours=DEFAULT_HOURS,
        day_parts=frozenset(parts),
        zone=AMSTERDAM,
    )


def stretch(starts, ends):
    return Window(starts_at=local(starts), ends_at=local(ends))


def test_within_a_stretch_calling_starts_at_once():
    assert window("2026-11-23T10:17") == stretch("2026-11-23T10:17", "2026-11-23T20:00")


def test_before_opening_it_waits_for_opening():
    assert window("2026-11-23T07:00").starts_at == local("2026-11-23T09:00")


def test_at_closing_time_it_is_closed():
    assert window("2026-11-23T20:00").starts_at == local("2026-11-24T09:00")


def test_the_victims_part_of_the_day_is_waited_for():
    assert window("2026-11-23T10:00", EVENING) == stretch(
        "2026-11-23T18:00", "2026-11-23T20:00"
    )


def test_parts_that_meet_are_one_stretch():
    assert window("2026-11-23T10:00", MORNING, AFTERNOON) == stretch(
        "2026-11-23T10:00", "2026-11-23T18:00"
    )


def test_parts_that_do_not_meet_are_two():
    assert window("2026-11-23T10:00", MORNING, EVENING).ends_at == local(
        "2026-11-23T12:00"
    )


def test_at_the_end_of_a_part_it_is_over():
    assert window("2026-11-23T12:00", MORNING).starts_at == local("2026-11-24T09:00")


def test_on_saturday_the_evening_is_closed_and_on_sunday_everything():
    assert window("2026-11-27T20:30", EVENING).starts_at == local("2026-11-30T18:00")
    assert window("2026-11-27T20:30", MORNING) == stretch(
        "2026-11-28T10:00", "2026-11-28T12:00"
    )


def test_christmas_is_skipped_unless_it_is_urgent():
    assert window("2026-12-24T21:00").starts_at == local("2026-12-28T09:00")
    assert window("2026-12-24T21:00", hours=URGENT_HOURS).starts_at == local(
        "2026-12-25T09:00"
    )


def test_the_day_part_is_that_of_where_the_victim_lives():
    assert window("2026-11-23T07:00", MORNING, zone=LONDON) == stretch(
        "2026-11-23T10:00", "2026-11-23T13:00"
    )
    assert window("2026-11-23T07:00", EVENING, zone=ISTANBUL) == stretch(
        "2026-11-23T16:00", "2026-11-23T18:00"
    )


def test_without_wishes_nobody_is_called_at_night():
    assert window("2026-11-23T08:00", zone=SYDNEY) == stretch(
        "2026-11-23T09:00", "2026-11-23T10:00"
    )


def test_a_late_opening_can_be_the_next_morning_elsewhere():
    late = read_opening_hours("mon-fri 09:00-23:00")["*"]

    assert window(
        "2026-11-23T10:00", MORNING, zone=ZoneInfo("Pacific/Auckland"), hours=late
    ) == stretch("2026-11-23T21:00", "2026-11-23T23:00")


def test_parts_that_never_meet_the_opening_give_nothing():
    assert window("2026-11-23T10:00", AFTERNOON, zone=SYDNEY) is None


@pytest.mark.parametrize(
    ("saturday", "utc_hours"),
    [("2026-03-28", (9, 7)), ("2026-10-24", (8, 8))],
    ids=["spring", "autumn"],
)
def test_the_clock_on_the_wall_counts_on_both_sides_of_a_dst_night(saturday, utc_hours):
    on_saturday = window(f"{saturday}T00:00")
    on_monday = window(f"{saturday}T23:00")

    assert (on_saturday.starts_at.hour, on_monday.starts_at.hour) == utc_hours


@pytest.mark.parametrize("day", ["2026-03-29", "2026-10-25"], ids=["spring", "autumn"])
def test_in_a_dst_night_itself_nine_is_nine(day):
    assert window(f"{day}T01:00", MORNING, hours=URGENT_HOURS) == stretch(
        f"{day}T09:00", f"{day}T12:00"
    )


def test_where_clocks_change_on_another_day_the_victims_clock_counts():
    new_york = ZoneInfo("America/New_York")  # changes a week after Amsterdam
    between = window("2026-10-26T08:00", MORNING, zone=new_york)
    after = window("2026-11-02T08:00", MORNING, zone=new_york)

    assert between.starts_at.astimezone(new_york).hour == 9
    assert between.starts_at.astimezone(AMSTERDAM).hour == 14
    assert after.starts_at.astimezone(AMSTERDAM).hour == 15


@pytest.mark.parametrize(
    ("at", "part"),
    [
        ("08:59", None),
        ("09:00", MORNING),
        ("11:59", MORNING),
        ("12:00", AFTERNOON),
        ("18:00", EVENING),
        ("19:59", EVENING),
        ("20:00", None),
    ],
)
def test_parts_of_the_day_are_half_open(at, part):
    assert day_part_at(local(f"2026-11-23T{at}"), AMSTERDAM) is part


moments = st.datetimes(
    datetime(2026, 1, 1),  # noqa: DTZ001  # the zone is given beside
    datetime(2028, 12, 31),  # noqa: DTZ001
    timezones=st.just(UTC),
)
any_parts = st.frozensets(st.sampled_from(DayPart))
any_zone = st.sampled_from(ZONES)
any_hours = st.sampled_from([DEFAULT_HOURS, URGENT_HOURS])


def may_be_called_at(moment, hours, parts, zone):
    here = moment.astimezone(AMSTERDAM)
    period = hours.weekdays[here.weekday()]
    if period is None or (is_holiday(here.date()) and not hours.on_holidays):
        return False
    part = day_part_at(moment, zone)
    is_wanted = part is not None and (not parts or part in parts)
    return is_wanted and period.opens <= here.time() < period.closes


@settings(deadline=None, max_examples=60)
@given(moments, any_parts, any_zone, any_hours)
def test_a_window_lies_within_both_hours_and_never_in_the_past(
    earliest, parts, zone, hours
):
    found = next_window(earliest=earliest, hours=hours, day_parts=parts, zone=zone)

    if found is None:
        return
    assert earliest <= found.starts_at < found.ends_at
    last = found.ends_at - timedelta(microseconds=1)
    middle = found.starts_at + (last - found.starts_at) / 2
    for moment in (found.starts_at, middle, last):
        assert may_be_called_at(moment, hours, parts, zone)
    assert not may_be_called_at(found.ends_at, hours, parts, zone)


@settings(deadline=None, max_examples=30)
@given(moments, any_parts, any_zone, any_hours)
def test_no_moment_before_the_window_would_have_done(earliest, parts, zone, hours):
    found = next_window(earliest=earliest, hours=hours, day_parts=parts, zone=zone)
    until = found.starts_at if found else earliest + timedelta(days=14)

    moment = earliest
    while moment < until:
        assert not may_be_called_at(moment, hours, parts, zone)
        moment += timedelta(minutes=29)


@settings(deadline=None, max_examples=60)
@given(moments, any_parts, any_zone)
def test_where_the_window_starts_it_is_found_again(earliest, parts, zone):
    found = next_window(
        earliest=earliest, hours=DEFAULT_HOURS, day_parts=parts, zone=zone
    )

    if found is not None:
        again = next_window(
            earliest=found.starts_at, hours=DEFAULT_HOURS, day_parts=parts, zone=zone
        )
        assert again == found


def test_the_parts_of_the_day_cover_nine_to_eight():
    hours = list(HOURS_OF_DAY_PART.values())

    assert hours[0][0] == time(9)
    assert hours[-1][1] == time(20)
    assert all(before[1] == after[0] for before, after in pairwise(hours))


def test_the_stretch_at_a_moment_is_the_same_whenever_within_it_one_asks():
    of_monday = stretch("2026-11-23T09:00", "2026-11-23T20:00")
    assert during("2026-11-23T09:00") == during("2026-11-23T19:59") == of_monday
    assert during("2026-11-23T00:01") == of_monday
    assert during("2026-11-23T20:00").starts_at == local("2026-11-24T09:00")


def test_the_stretch_at_a_moment_leaves_out_the_parts_of_the_day_that_are_over():
    assert during("2026-11-23T13:00", MORNING, EVENING) == stretch(
        "2026-11-23T18:00", "2026-11-23T20:00"
    )


def test_the_stretch_at_a_moment_begins_no_sooner_than_is_asked():
    assert during("2026-11-23T13:00", earliest="2026-11-23T12:30") == stretch(
        "2026-11-23T12:30", "2026-11-23T20:00"
    )
    assert during("2026-11-23T13:00", earliest="2026-11-25T10:00") == stretch(
        "2026-11-25T10:00", "2026-11-25T20:00"
    )
