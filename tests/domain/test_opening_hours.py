from datetime import UTC, date, datetime, time

import pytest

from portal.domain.opening_hours import (
    DEFAULT_HOURS,
    URGENT_HOURS,
    UnableToReadOpeningHoursError,
    hours_at,
    read_opening_hours,
)


def on(day, hours=DEFAULT_HOURS):
    stretch = hours.on(day)
    return stretch and tuple(moment.strftime("%H:%M") for moment in stretch)


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2026, 11, 23), ("08:00", "19:00")),  # Monday, winter time
        (date(2026, 7, 3), ("07:00", "18:00")),  # Friday, summer time
        (date(2026, 11, 28), ("09:00", "16:00")),  # Saturday
        (date(2026, 11, 29), None),  # Sunday
        (date(2026, 12, 25), None),  # a Friday
        (date(2026, 12, 26), None),  # a Saturday
        (date(2026, 5, 15), None),  # equated with a holiday
    ],
)
def test_by_default_it_is_open_on_weekdays_and_shorter_on_saturday(day, expected):
    assert on(day) == expected


def test_what_is_urgent_is_called_every_day_at_any_hour_that_is_hers():
    assert on(date(2026, 11, 29), URGENT_HOURS) == ("23:00", "22:59")
    assert on(date(2026, 12, 25), URGENT_HOURS) == ("23:00", "22:59")


def test_a_setting_gives_each_location_its_own_hours():
    hours = read_opening_hours(
        "Den Haag: mon-thu 09:00-17:00, sat 10:00-14:00; *: mon-fri 8:30-18:00"
    )

    assert hours_at("Den Haag", hours).on(date(2026, 11, 27)) is None
    assert on(date(2026, 11, 28), hours_at("Den Haag", hours)) == ("09:00", "13:00")
    assert on(date(2026, 11, 27), hours_at("Utrecht", hours)) == ("07:30", "17:00")


def test_without_a_setting_every_location_has_the_default():
    assert hours_at("Utrecht", read_opening_hours("")) is DEFAULT_HOURS
    assert hours_at("Utrecht", {}) is DEFAULT_HOURS


def test_a_part_without_a_location_holds_everywhere():
    hours = hours_at("Utrecht", read_opening_hours("wed 10:00-12:00"))

    assert hours.weekdays[2].opens == time(10)
    assert hours.on(date(2026, 11, 25)) == (
        datetime(2026, 11, 25, 9, tzinfo=UTC),
        datetime(2026, 11, 25, 11, tzinfo=UTC),
    )
    assert hours.on(date(2026, 11, 26)) is None


@pytest.mark.parametrize(
    "text",
    [
        "always",
        "mon 9-17",
        "mon-fri 17:00-09:00",
        "fri-mon 09:00-17:00",
        "maa 09:00-17:00",
        "mon 09:00-25:00",
        "mon 09:00-09:00",
    ],
)
def test_a_setting_that_is_none_is_refused_with_an_example(text):
    with pytest.raises(UnableToReadOpeningHoursError, match="write it like"):
        read_opening_hours(text)
