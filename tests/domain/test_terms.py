import json
from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.domain import terms
from portal.domain.calendar import (
    add_calendar_months,
    add_working_days,
    is_covered,
    is_working_day,
)
from portal.domain.terms import (
    TermKind,
    UnableToCountTermError,
    count_term,
    is_deadline,
    term_as_json,
)

# domain.md section 1.4: known at, 90 days and 3 months both extended, last safe day.
VECTORS = [
    ("2025-01-15", "2025-04-15", "2025-04-15", "2025-04-15"),
    ("2025-01-31", "2025-05-01", "2025-04-30", "2025-04-30"),
    ("2025-02-28", "2025-06-02", "2025-05-28", "2025-05-28"),
    ("2025-03-20", "2025-06-18", "2025-06-20", "2025-06-18"),
    ("2025-09-26", "2025-12-29", "2025-12-29", "2025-12-29"),
    ("2025-10-03", "2026-01-05", "2026-01-05", "2026-01-05"),
    ("2026-01-05", "2026-04-07", "2026-04-07", "2026-04-07"),
    ("2026-02-01", "2026-05-04", "2026-05-01", "2026-05-01"),
    ("2026-02-13", "2026-05-18", "2026-05-13", "2026-05-13"),
    ("2026-02-15", "2026-05-18", "2026-05-18", "2026-05-18"),
    ("2026-02-23", "2026-05-26", "2026-05-26", "2026-05-26"),
    ("2026-10-02", "2026-12-31", "2027-01-04", "2026-12-31"),
    ("2027-02-06", "2027-05-10", "2027-05-10", "2027-05-10"),
    ("2028-02-29", "2028-05-29", "2028-05-29", "2028-05-29"),
]

EVERY_DAY = [
    date(2023, 1, 1) + timedelta(days=n)
    for n in range((date(2029, 1, 1) - date(2023, 1, 1)).days)
]


def counted(day, kind=TermKind.PENALTY_ORDER):
    return count_term(kind=kind, known_at=day)


@pytest.mark.parametrize("kind", TermKind)
@pytest.mark.parametrize(("known_at", "ninety", "months", "safe"), VECTORS)
def test_the_vectors_of_the_reference_come_out(known_at, ninety, months, safe, kind):
    term = counted(date.fromisoformat(known_at), kind)

    assert term.ninety_days.isoformat() == ninety
    assert term.three_months.isoformat() == months
    assert term.last_safe_day.isoformat() == safe
    assert not term.provisional


def check_term(term):
    assert term.last_safe_day == min(term.ninety_days, term.three_months)
    assert is_working_day(term.ninety_days)
    assert is_working_day(term.three_months)
    assert 89 <= (term.last_safe_day - term.known_at).days <= 90 + 6
    assert term.post_by == add_working_days(term.last_safe_day, -5)
    days_to_arrive = (term.last_safe_day - term.post_by).days
    on_the_way = (term.post_by + timedelta(days=n) for n in range(days_to_arrive))
    assert sum(is_working_day(day) for day in on_the_way) == 5
    assert term.provisional is not is_covered(term.last_safe_day)


def test_every_day_of_six_years_gives_a_working_day_that_is_safe_both_ways():
    for day in EVERY_DAY:
        check_term(counted(day))


@settings(deadline=None)
@given(st.dates(date(1900, 1, 1), date(2200, 1, 1)), st.sampled_from(TermKind))
def test_any_day_gives_a_working_day_that_is_safe_both_ways(day, kind):
    check_term(counted(day, kind))


def test_who_knows_later_never_has_an_earlier_last_day():
    for one, next_one in pairwise(map(counted, EVERY_DAY)):
        assert one.ninety_days <= next_one.ninety_days
        assert one.three_months <= next_one.three_months
        assert one.last_safe_day <= next_one.last_safe_day
        assert one.post_by <= next_one.post_by


def test_a_term_is_only_longer_than_its_raw_day_where_that_day_is_off():
    for day in EVERY_DAY:
        raw = day + timedelta(days=90)
        assert (counted(day).ninety_days == raw) is is_working_day(raw)


def test_three_calendar_months_differ_from_ninety_days_as_the_reference_counts():
    differences = Counter(
        (add_calendar_months(day, 3) - day).days - 90
        for day in EVERY_DAY
        if day.year >= 2025
    )

    assert differences == {-1: 87, 0: 216, 1: 313, 2: 845}


@pytest.mark.parametrize(
    ("known_at", "last_safe_day", "provisional"),
    [
        (date(2028, 9, 29), date(2028, 12, 28), False),
        (date(2028, 9, 30), date(2028, 12, 29), False),
        (date(2028, 10, 1), date(2029, 1, 2), True),
        (date(2019, 10, 1), date(2019, 12, 30), False),
        (date(2019, 10, 3), date(2020, 1, 2), True),
        (date(2021, 5, 1), date(2021, 7, 30), True),
        (date(2022, 10, 1), date(2022, 12, 30), True),
        (date(2022, 10, 3), date(2023, 1, 2), False),
    ],
)
def test_a_term_is_provisional_where_equated_days_are_not_known(
    known_at, last_safe_day, provisional
):
    term = counted(known_at)

    assert term.last_safe_day == last_safe_day
    assert term.provisional is provisional


def test_only_the_law_makes_a_deadline():
    assert [kind for kind in TermKind if is_deadline(kind)] == [
        TermKind.PENALTY_ORDER,
        TermKind.SERVED_NOTICE,
    ]


def test_a_day_at_the_end_of_the_calendar_is_refused_with_words():
    with pytest.raises(UnableToCountTermError, match="9999-12-01"):
        counted(date(9999, 12, 1))


def test_another_rule_can_hold_from_another_day(monkeypatch):
    ends = date(2029, 4, 1)
    old = replace(terms.TERM_RULES[0], valid_until=ends)
    new = replace(old, valid_from=ends, valid_until=None, months=6)
    monkeypatch.setattr(terms, "TERM_RULES", (old, new))

    assert counted(date(2029, 3, 31)).three_months == date(2029, 7, 2)
    assert counted(ends).three_months == date(2029, 10, 1)
    with pytest.raises(UnableToCountTermError, match="No rule"):
        counted(ends, TermKind.SETTLEMENT)


def test_the_command_prints_plain_dates():
    line = json.dumps(term_as_json(counted(date(2026, 11, 23))))

    assert json.loads(line) == {
        "known_at": "2026-11-23",
        "ninety_days": "2027-02-22",
        "three_months": "2027-02-23",
        "last_safe_day": "2027-02-22",
        "provisional": False,
        "post_by": "2027-02-15",
    }
