from datetime import UTC, date, datetime

from hypothesis import given
from hypothesis import strategies as st

from portal.domain.calendar import AMSTERDAM, is_working_day
from portal.domain.callbacks import agreed_window, days_to_choose
from portal.domain.opening_hours import DEFAULT_HOURS
from portal.domain.time_zones import ZoneInfo
from portal.domain.victims import DayPart

MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def choose(now=MONDAY, zone=AMSTERDAM):
    return days_to_choose(now=now, hours=DEFAULT_HOURS, zone=zone)


def window(day, part, now=MONDAY, zone=AMSTERDAM):
    return agreed_window(day=day, part=part, now=now, hours=DEFAULT_HOURS, zone=zone)


def test_a_part_of_today_that_has_begun_still_counts_from_now():
    found = window(date(2026, 11, 23), DayPart.MORNING)

    assert found.starts_at == MONDAY
    assert found.ends_at == datetime(2026, 11, 23, 11, 0, tzinfo=UTC)


def test_the_last_half_hour_of_a_part_is_no_promise():
    late = datetime(2026, 11, 23, 10, 31, tzinfo=UTC)

    assert window(date(2026, 11, 23), DayPart.MORNING, now=late) is None


def test_christmas_is_passed_over():
    days = [one.day for one in choose(datetime(2026, 12, 24, 9, tzinfo=UTC))]

    assert date(2026, 12, 25) not in days
    assert days[:2] == [date(2026, 12, 24), date(2026, 12, 28)]


def test_on_a_saturday_the_choice_begins_on_monday():
    assert choose(datetime(2026, 11, 21, 9, tzinfo=UTC))[0].day == date(2026, 11, 23)


def test_far_away_the_parts_are_those_of_her_own_day():
    curacao = ZoneInfo("America/Curacao")
    morning = window(date(2026, 11, 24), DayPart.MORNING, zone=curacao)
    evening = window(date(2026, 11, 24), DayPart.EVENING, zone=curacao)

    assert morning.starts_at == datetime(2026, 11, 24, 13, 0, tzinfo=UTC)
    assert evening is None


moments = st.datetimes(
    min_value=datetime(2026, 1, 1),  # noqa: DTZ001
    max_value=datetime(2027, 12, 31),  # noqa: DTZ001
    timezones=st.just(UTC),
)


@given(now=moments)
def test_every_moment_that_is_offered_can_be_agreed(now):
    for one in choose(now):
        assert is_working_day(one.day)
        for part in one.parts:
            found = window(one.day, part, now=now)
            assert now <= found.starts_at < found.ends_at
            assert found.starts_at.astimezone(AMSTERDAM).date() == one.day
