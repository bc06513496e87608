from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.domain.calendar import (
    EQUATED_DAYS,
    add_calendar_months,
    add_working_days,
    at_local_time,
    easter,
    end_of_day,
    is_covered,
    is_holiday,
    is_working_day,
    local_date,
    next_working_day_from,
)

# domain.md section 1.4, as day/month; Easter and Whit Sunday are Sundays anyway.
HOLIDAYS = {
    2024: "1/1 29/3 1/4 27/4 5/5 9/5 10/5 20/5 25/12 26/12 27/12",
    2025: "1/1 18/4 21/4 26/4 5/5 29/5 30/5 9/6 25/12 26/12",
    2026: "1/1 2/1 3/4 6/4 27/4 5/5 14/5 15/5 25/5 25/12 26/12",
    2027: "1/1 26/3 29/3 27/4 5/5 6/5 7/5 17/5 25/12 26/12",
    2028: "1/1 14/4 17/4 27/4 28/4 5/5 25/5 26/5 5/6 25/12 26/12",
}

days = st.dates(date(1990, 1, 1), date(2100, 12, 31))


def all_days_of(year):
    first = date(year, 1, 1)
    return [
        first + timedelta(days=n) for n in range((date(year + 1, 1, 1) - first).days)
    ]


@pytest.mark.parametrize("year", HOLIDAYS)
def test_the_holidays_of_a_year_are_those_of_the_law_and_no_others(year):
    written = [text.split("/") for text in HOLIDAYS[year].split()]
    expected = [date(year, int(month), int(day)) for day, month in written]

    assert [day for day in all_days_of(year) if is_holiday(day)] == expected


@pytest.mark.parametrize(
    ("year", "month", "day"),
    [(1961, 4, 2), (2000, 4, 23), (2008, 3, 23), (2011, 4, 24), (2038, 4, 25)],
)
def test_easter_falls_where_the_church_puts_it(year, month, day):
    assert easter(year) == date(year, month, day)


def test_easter_is_always_a_sunday_in_spring():
    for year in range(1583, 3000):
        assert easter(year).weekday() == 6
        assert date(year, 3, 22) <= easter(year) <= date(year, 4, 25)


def test_kings_day_moves_to_saturday_when_it_would_be_a_sunday():
    assert is_holiday(date(2025, 4, 26))
    assert not is_holiday(date(2025, 4, 27))


def test_the_fifth_of_may_is_a_holiday_every_year():
    assert all(is_holiday(date(year, 5, 5)) for year in range(2000, 2040))


def test_the_first_of_may_and_new_years_eve_are_ordinary_days():
    assert is_working_day(date(2026, 5, 1))
    assert is_working_day(date(2026, 12, 31))


@pytest.mark.parametrize("decree", EQUATED_DAYS)
def test_each_equated_day_lies_in_its_decree_and_is_a_weekday_taken_off(decree):
    for day in decree.days:
        assert decree.covers_from <= day < decree.covers_until
        assert day.weekday() < 5
        assert not is_working_day(day)


@pytest.mark.parametrize("year", [2017, 2018, 2019, *range(2023, 2029)])
def test_equated_days_are_known_for_the_years_that_were_found(year):
    assert all(is_covered(day) for day in all_days_of(year))


@pytest.mark.parametrize("year", [2016, 2020, 2021, 2022, 2029])
def test_equated_days_are_not_known_for_other_years(year):
    assert not any(is_covered(day) for day in all_days_of(year))


@settings(deadline=None)
@given(days)
def test_the_next_working_day_is_the_first_from_the_day_itself_on(day):
    found = next_working_day_from(day)

    assert is_working_day(found)
    between = (day + timedelta(days=n) for n in range((found - day).days))
    assert not any(is_working_day(each) for each in between)
    assert (found == day) is is_working_day(day)


@settings(deadline=None)
@given(days, st.integers(1, 30))
def test_adding_working_days_counts_from_the_next_day(day, number):
    end = add_working_days(day, number)

    counted = (day + timedelta(days=n) for n in range(1, (end - day).days + 1))
    assert sum(is_working_day(each) for each in counted) == number
    assert is_working_day(end)


@settings(deadline=None)
@given(days, st.integers(1, 30))
def test_negative_working_days_count_backwards_from_the_day_before(day, number):
    start = add_working_days(day, -number)

    counted = (start + timedelta(days=n) for n in range((day - start).days))
    assert sum(is_working_day(each) for each in counted) == number
    assert is_working_day(start)


def test_no_working_days_further_is_the_day_itself():
    assert add_working_days(date(2026, 11, 22), 0) == date(2026, 11, 22)


def test_five_working_days_skip_a_long_weekend():
    assert add_working_days(date(2026, 5, 13), 5) == date(2026, 5, 22)
    assert add_working_days(date(2026, 5, 18), -5) == date(2026, 5, 7)


@pytest.mark.parametrize(
    ("day", "later"),
    [
        (date(2025, 2, 28), date(2025, 5, 28)),
        (date(2024, 2, 29), date(2024, 5, 29)),
        (date(2025, 4, 30), date(2025, 7, 30)),
        (date(2025, 9, 30), date(2025, 12, 30)),
        (date(2025, 11, 30), date(2026, 2, 28)),
        (date(2025, 1, 31), date(2025, 4, 30)),
        (date(2026, 12, 31), date(2027, 3, 31)),
    ],
)
def test_three_calendar_months_keep_the_number_and_do_not_stretch(day, later):
    assert add_calendar_months(day, 3) == later


@pytest.mark.parametrize(
    ("day", "moment"),
    [
        (date(2026, 11, 23), datetime(2026, 11, 23, 22, 59, 59, tzinfo=UTC)),
        (date(2026, 7, 1), datetime(2026, 7, 1, 21, 59, 59, tzinfo=UTC)),
        (date(2026, 3, 28), datetime(2026, 3, 28, 22, 59, 59, tzinfo=UTC)),
        (date(2026, 3, 29), datetime(2026, 3, 29, 21, 59, 59, tzinfo=UTC)),
        (date(2026, 10, 24), datetime(2026, 10, 24, 21, 59, 59, tzinfo=UTC)),
        (date(2026, 10, 25), datetime(2026, 10, 25, 22, 59, 59, tzinfo=UTC)),
    ],
)
def test_a_day_ends_at_its_last_second_in_amsterdam_around_both_clock_changes(
    day, moment
):
    assert end_of_day(day) == moment
    assert end_of_day(day).tzinfo is UTC


@settings(deadline=None)
@given(days)
def test_the_end_of_a_day_is_still_that_day_and_a_second_later_is_the_next(day):
    assert local_date(end_of_day(day)) == day
    assert local_date(end_of_day(day) + timedelta(seconds=1)) == day + timedelta(days=1)


def test_a_late_utc_evening_is_the_next_day_in_amsterdam():
    assert local_date(datetime(2026, 11, 22, 23, 30, tzinfo=UTC)) == date(2026, 11, 23)


def test_a_time_that_the_clock_skips_in_spring_counts_an_hour_later():
    moment = at_local_time(date(2026, 3, 29), time(2, 30))

    assert moment == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)


def test_a_time_that_occurs_twice_in_autumn_counts_as_the_first():
    moment = at_local_time(date(2026, 10, 25), time(2, 30))

    assert moment == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
