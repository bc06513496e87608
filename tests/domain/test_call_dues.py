"""Contracts section 6, column "due"."""

from datetime import UTC, date, datetime, timedelta

import pytest

from portal.domain.calendar import end_of_day
from portal.domain.call_dues import due_at, due_day, hastened, priority_of
from portal.domain.call_kinds import KINDS, EndsIn, LadderRule, Priority
from portal.domain.call_tasks import TaskKind


def due(decided, at, *, at_risk=False, kind=TaskKind.SEPOT):
    decided_at = datetime.fromisoformat(at)
    return due_day(kind, date.fromisoformat(decided), decided_at, at_risk=at_risk)


def by(kind, happened, **given):
    """The moment by which a call of this kind is made, in UTC."""
    about = given.pop("about", None)
    return due_at(
        TaskKind(kind),
        happened_at=datetime.fromisoformat(happened),
        about=datetime.fromisoformat(about) if about else None,
        **given,
    )


def test_a_call_is_due_on_the_fifth_working_day():
    assert due("2026-11-16", "2026-11-16T11:30:00+01:00") == date(2026, 11, 23)


def test_for_someone_at_risk_it_is_due_on_the_first():
    decided = "2026-11-20", "2026-11-20T11:30:00+01:00"

    assert due(*decided, at_risk=True) == date(2026, 11, 23)


def test_holidays_and_equated_days_are_no_working_days():
    assert due("2026-05-13", "2026-05-13T10:00:00+02:00", at_risk=True) == date(
        2026, 5, 18
    )


def test_the_earlier_of_both_days_counts():
    assert due("2026-11-18", "2026-11-16T11:30:00+01:00") == date(2026, 11, 23)
    assert due("2026-11-16", "2026-11-20T11:30:00+01:00") == date(2026, 11, 23)


def test_the_moment_is_read_as_a_day_in_amsterdam():
    assert due("2026-11-17", "2026-11-15T23:30:00+00:00") == date(2026, 11, 23)


@pytest.mark.parametrize(
    ("kind", "day"),
    [
        ("decision", "2026-11-27"),
        ("halt", "2026-11-27"),
        ("mediation", "2026-11-27"),
        ("term_consultation", "2026-11-27"),
        ("aftercare", "2026-11-27"),
        ("first_contact", "2026-11-24"),
        ("judgment", "2026-11-24"),
        ("hearing_changed", "2026-11-23"),
    ],
)
def test_each_kind_has_its_own_norm(kind, day):
    friday = "2026-11-20T10:00:00+01:00"

    assert by(kind, friday) == end_of_day(date.fromisoformat(day))


def test_who_is_at_risk_is_told_of_a_decision_sooner_but_not_of_a_judgment():
    friday = "2026-11-20T10:00:00+01:00"

    assert by("decision", friday, at_risk=True) == end_of_day(date(2026, 11, 23))
    assert by("halt", friday, at_risk=True) == end_of_day(date(2026, 11, 23))
    assert by("judgment", friday, at_risk=True) == end_of_day(date(2026, 11, 24))


def test_a_hearing_is_told_fourteen_days_before_it_at_the_latest():
    monday = "2026-11-09T14:00:00+01:00"

    far = by("hearing", monday, about="2027-01-12T10:00:00+01:00")
    near = by("hearing", monday, about="2026-11-26T10:00:00+01:00")
    nearer = by("hearing", monday, about="2026-11-13T10:00:00+01:00")

    assert far == end_of_day(date(2026, 11, 16))
    assert near == end_of_day(date(2026, 11, 12))
    assert nearer == end_of_day(date(2026, 11, 9))


def test_what_is_urgent_is_due_on_the_day_itself_also_on_a_saturday():
    saturday = "2026-11-21T16:40:00+01:00"

    assert by("hearing_changed", saturday, priority=Priority.URGENT) == end_of_day(
        date(2026, 11, 21)
    )


def test_a_release_is_told_before_it_and_one_that_was_heard_of_late_at_once():
    saturday = "2026-11-21T17:20:00+01:00"

    before = by("release", saturday, about="2026-11-23T10:00:00+01:00")
    late = by("release", saturday, about="2026-11-21T09:00:00+01:00")

    assert before == datetime(2026, 11, 23, 8, 59, 59, tzinfo=UTC)
    assert late == datetime(2026, 11, 21, 16, 20, tzinfo=UTC)


@pytest.mark.parametrize(
    ("happened", "moments", "is_urgent"),
    [
        ("2026-11-21T16:40:00+01:00", ["2026-11-24T09:15:00+01:00"], True),
        ("2026-11-20T15:45:00+01:00", ["2026-11-25T09:15:00+01:00"], True),
        ("2026-11-20T15:45:00+01:00", ["2026-11-26T09:15:00+01:00"], False),
        (
            "2026-11-20T15:45:00+01:00",
            ["2027-01-12T10:00:00+01:00", "2026-11-24T10:00:00+01:00"],
            True,
        ),
        (
            "2026-11-20T15:45:00+01:00",
            ["2026-11-24T10:00:00+01:00", "2027-01-12T10:00:00+01:00"],
            True,
        ),
        ("2026-11-20T15:45:00+01:00", ["2026-11-19T10:00:00+01:00"], False),
        ("2026-11-20T15:45:00+01:00", [], False),
    ],
)
def test_a_changed_hearing_is_urgent_when_it_was_or_is_within_three_working_days(
    happened, moments, is_urgent
):
    found = priority_of(
        TaskKind.HEARING_CHANGED,
        happened_at=datetime.fromisoformat(happened),
        moments=tuple(datetime.fromisoformat(it) for it in moments),
    )

    assert (found is Priority.URGENT) == is_urgent


def test_a_release_is_always_urgent_and_a_planned_hearing_never():
    at = datetime(2026, 11, 20, 10, tzinfo=UTC)

    assert priority_of(TaskKind.RELEASE, happened_at=at) is Priority.URGENT
    assert (
        priority_of(TaskKind.HEARING, happened_at=at, moments=(at,)) is Priority.USUAL
    )


def test_what_is_urgent_is_tried_within_the_hour_and_ends_with_a_person():
    usual = LadderRule()
    urgent = hastened(usual, Priority.URGENT)

    assert hastened(usual, Priority.USUAL) == usual
    assert hastened(usual, Priority.RAISED) == usual
    assert (urgent.days, urgent.pause) == (1, timedelta(hours=1))
    assert urgent.ends_in is EndsIn.LETTER_AND_SUPERVISOR
    release = KINDS[TaskKind.RELEASE].ladder
    assert hastened(release, Priority.URGENT) == release
