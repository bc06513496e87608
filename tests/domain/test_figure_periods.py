"""A month, a quarter, or days of one's own."""

from datetime import UTC, date, datetime

import pytest

from portal.domain.figure_periods import (
    PeriodKind,
    UnableToReadPeriodError,
    month_of,
    quarter_of,
    read_period,
    recent_periods,
)

TODAY = date(2026, 11, 23)


def read(code, first="", last=""):
    return read_period(code, first=first, last=last, today=TODAY)


def test_nothing_chosen_is_this_month():
    assert read("") == month_of(TODAY)


@pytest.mark.parametrize(
    ("code", "first", "last"),
    [
        ("2026-02", date(2026, 2, 1), date(2026, 2, 28)),
        ("2028-02", date(2028, 2, 1), date(2028, 2, 29)),
        ("2026-12", date(2026, 12, 1), date(2026, 12, 31)),
        ("2026-k1", date(2026, 1, 1), date(2026, 3, 31)),
        ("2026-k4", date(2026, 10, 1), date(2026, 12, 31)),
    ],
)
def test_a_month_and_a_quarter_are_whole(code, first, last):
    period = read(code)
    assert (period.first, period.last) == (first, last)
    assert period.code == code


def test_a_day_is_as_long_as_the_clock_in_amsterdam_makes_it():
    october = read("2026-10")
    assert october.starts_at == datetime(2026, 9, 30, 22, tzinfo=UTC)
    assert october.ends_at == datetime(2026, 10, 31, 23, tzinfo=UTC)
    assert read("2026-11").starts_at == october.ends_at


def test_one_day_is_a_period_too():
    period = read("eigen", "2026-11-23", " 2026-11-23 ")
    assert period.kind is PeriodKind.OWN
    assert period.days() == [TODAY]


@pytest.mark.parametrize(
    ("asked", "fields"),
    [
        (("2026-00",), {"periode"}),
        (("2026-13",), {"periode"}),
        (("2026-k0",), {"periode"}),
        (("0001-01",), {"periode"}),
        (("9999-12",), {"periode"}),
        (("٢٠٢٦-11",), {"periode"}),
        (("alles",), {"periode"}),
        (("eigen",), {"van", "tot"}),
        (("eigen", "2026-11-01", "31-11-2026"), {"tot"}),
        (("eigen", "0001-01-01", "2026-11-23"), {"van"}),
        (("eigen", "2026-11-24", "2026-11-23"), {"tot"}),
        (("eigen", "2025-11-22", "2026-11-23"), {"tot"}),
    ],
)
def test_what_is_no_period_is_refused_by_field(asked, fields):
    with pytest.raises(UnableToReadPeriodError) as refused:
        read(*asked)
    assert set(refused.value.problems) == fields


def test_a_year_of_days_may_be_asked_and_not_a_day_more():
    assert len(read("eigen", "2027-03-01", "2028-02-29").days()) == 366


def test_one_chooses_from_this_month_and_before_and_from_quarters():
    periods = recent_periods(TODAY)
    assert periods[0] == month_of(TODAY)
    assert periods[11] == month_of(date(2025, 12, 1))
    assert periods[12] == quarter_of(TODAY)
    assert len(set(periods)) == len(periods)
    assert all(read(it.code) == it for it in periods)
