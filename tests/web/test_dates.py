"""Days and moments as a Dutch reader expects them."""

from datetime import UTC, date, datetime, timedelta

import pytest
from babel.dates import format_date, format_datetime

from portal.domain.calendar import AMSTERDAM
from portal.locale import Language, speaking
from portal.web.dates import (
    clock_time,
    iso,
    long_date,
    long_moment,
    part_of_day,
    plain_time,
    short_day,
    short_moment,
)

HALF_PAST_ONE = datetime(2027, 1, 12, 12, 30, tzinfo=UTC)


def test_a_day_is_written_with_its_weekday():
    assert long_date(date(2027, 1, 12)) == "dinsdag 12 januari 2027"
    assert short_day(date(2026, 11, 23)) == "ma 23 nov"


def test_a_moment_is_written_in_the_time_of_amsterdam():
    assert long_moment(HALF_PAST_ONE) == "dinsdag 12 januari 2027 om 13.30 uur"
    assert short_moment(datetime(2026, 11, 23, 22, 59, tzinfo=UTC)) == "ma 23 nov 23:59"
    assert clock_time(datetime(2026, 11, 23, 8, 5, tzinfo=UTC)) == "9:05"


def test_between_hours_is_written_as_people_say_it():
    assert plain_time(datetime(2026, 11, 23, 11, 0, tzinfo=UTC)) == "12"
    assert plain_time(HALF_PAST_ONE) == "13.30"


@pytest.mark.parametrize(
    ("moment", "said"),
    [
        ("2026-11-23T11:59", "vanochtend"),
        ("2026-11-23T12:00", "vanmiddag"),
        ("2026-11-23T18:00", "vanavond"),
        ("2026-11-24T09:00", "morgenochtend"),
        ("2026-11-24T14:00", "morgenmiddag"),
        ("2026-11-25T18:00", "woensdagavond"),
        ("2026-11-29T09:00", "zondagochtend"),
        ("2026-11-30T09:00", "maandagochtend 30 november"),
        ("2026-11-22T09:00", "zondagochtend 22 november"),
    ],
)
def test_a_moment_soon_is_said_by_its_part_of_the_day(moment, said):
    now = datetime(2026, 11, 23, 10, tzinfo=AMSTERDAM)
    assert part_of_day(datetime.fromisoformat(moment + "+01:00"), now) == said


@pytest.mark.parametrize(
    ("spoken", "day", "moment", "short", "hour"),
    [
        (
            Language.ENGLISH,
            "Tuesday, 12 January 2027",
            "Tuesday, 12 January 2027 at 13:30",
            "Tue 12 Jan",
            "9:05",
        ),
        (
            Language.FRENCH,
            "mardi 12 janvier 2027",
            "mardi 12 janvier 2027 à 13 h 30",
            "mar. 12 janv.",
            "9 h 05",
        ),
        (
            Language.GERMAN,
            "Dienstag, 12. Januar 2027",
            "Dienstag, 12. Januar 2027 um 13:30 Uhr",
            "Di. 12. Jan.",
            "9:05",
        ),
    ],
)
def test_days_and_moments_are_written_in_her_language(spoken, day, moment, short, hour):
    nine = datetime(2026, 11, 23, 8, 5, tzinfo=UTC)
    with speaking(spoken):
        assert long_date(date(2027, 1, 12)) == day
        assert long_moment(HALF_PAST_ONE) == moment
        assert short_day(date(2027, 1, 12)) == short
        assert plain_time(nine) == hour


def test_a_moment_near_midnight_belongs_to_the_local_day():
    assert long_date(datetime(2026, 7, 1, 22, 30, tzinfo=UTC)).startswith("donderdag 2")


@pytest.mark.parametrize(
    ("moment", "written"),
    [
        (datetime(2026, 3, 29, 0, 59, tzinfo=UTC), "zo 29 mrt 1:59"),
        (datetime(2026, 3, 29, 1, 0, tzinfo=UTC), "zo 29 mrt 3:00"),
        (datetime(2026, 10, 25, 0, 30, tzinfo=UTC), "zo 25 okt 2:30"),
        (datetime(2026, 10, 25, 1, 30, tzinfo=UTC), "zo 25 okt 2:30"),
    ],
)
def test_both_nights_on_which_the_clock_changes_are_right(moment, written):
    assert short_moment(moment) == written


def test_machines_read_the_day_or_the_moment_with_its_offset():
    assert iso(date(2027, 1, 12)) == "2027-01-12"
    assert iso(HALF_PAST_ONE) == "2027-01-12T13:30:00+01:00"


def test_a_moment_without_a_zone_is_refused():
    with pytest.raises(ValueError, match="time zone"):
        long_moment(datetime(2027, 1, 12, 13, 30))  # noqa: DTZ001


def test_every_day_of_a_year_is_as_babel_writes_it():
    for number in range(366):
        day = date(2028, 1, 1) + timedelta(days=number)
        assert long_date(day) == format_date(day, "EEEE d MMMM y", locale="nl")
        assert short_day(day) == format_date(day, "EEEEEE d MMM", locale="nl").replace(
            ".", ""
        )


def test_a_moment_is_as_babel_writes_it():
    written = format_datetime(
        HALF_PAST_ONE, "EEEE d MMMM y 'om' HH.mm 'uur'", tzinfo=AMSTERDAM, locale="nl"
    )
    assert long_moment(HALF_PAST_ONE) == written
