"""A call is kept for one person for some hours, and never past its last day."""

from datetime import date, timedelta
from uuid import uuid4

from portal.domain.reservations import kept_until, moved_until, next_on_shift
from portal.domain.staff import Organisation, Role
from portal.domain.staff_members import Leave, StaffOnFile, stand_in
from tests.builders import NOW

HOUR = timedelta(hours=1)
MONDAY = date(2026, 11, 23)


def member(shifts=""):
    return StaffOnFile(
        id=uuid4(),
        name="Jan",
        organisation=Organisation.OM,
        role=Role.CALLER,
        location=None,
        is_experienced=False,
        is_active=True,
        shifts=shifts,
        version=1,
    )


def leave(staff_id, first=MONDAY, last=MONDAY, substitute=None):
    return Leave(
        id=uuid4(),
        staff_id=staff_id,
        first_day=first,
        last_day=last,
        substitute_id=substitute,
    )


def test_a_contact_person_goes_first_from_when_the_call_may_be_made():
    due_at = NOW + 72 * HOUR
    opens_at = NOW + 2 * HOUR
    until = kept_until(opens_at=opens_at, hours=4, due_at=due_at, now=NOW)
    assert until == NOW + 6 * HOUR
    late = kept_until(opens_at=NOW - HOUR, hours=4, due_at=due_at, now=NOW)
    assert late == NOW + 4 * HOUR


def test_on_its_last_day_a_call_is_anybody_s():
    tonight = NOW + 13 * HOUR
    assert kept_until(opens_at=NOW, hours=4, due_at=tonight, now=NOW) is None
    tomorrow = tonight + 24 * HOUR
    until = kept_until(opens_at=NOW, hours=48, due_at=tomorrow, now=NOW)
    assert until == NOW + 14 * HOUR  # midnight in Amsterdam


def test_what_was_given_to_somebody_stays_theirs_four_hours_at_least():
    assert moved_until(due_at=NOW - HOUR, now=NOW) == NOW + 4 * HOUR
    assert moved_until(due_at=NOW + 72 * HOUR, now=NOW) > NOW + 48 * HOUR


def test_who_works_on_tuesday_is_there_on_tuesday():
    jan = member("tue 13:00-17:00")
    assert next_on_shift(jan, NOW, leaves=[]) == NOW + 27 * HOUR
    tuesday = MONDAY + timedelta(days=1)
    away = [leave(jan.id, tuesday, tuesday)]
    assert next_on_shift(jan, NOW, leaves=away) == NOW + (27 + 7 * 24) * HOUR
    gone = [leave(jan.id, tuesday, tuesday + timedelta(days=30))]
    assert next_on_shift(jan, NOW, leaves=gone) is None


def test_who_has_no_shifts_is_there_at_any_time_but_not_on_leave():
    jan = member()
    assert next_on_shift(jan, NOW, leaves=[]) == NOW
    back = next_on_shift(jan, NOW, leaves=[leave(jan.id)])
    assert back == NOW + 14 * HOUR


def test_a_substitute_s_substitute_stands_in_and_a_circle_is_nobody():
    jan, piet, kees = uuid4(), uuid4(), uuid4()
    everybody = {jan, piet, kees}
    away = [leave(jan, substitute=piet), leave(piet, substitute=kees)]
    assert stand_in(kees, day=MONDAY, active=everybody, leaves=away) == kees
    assert stand_in(jan, day=MONDAY, active=everybody, leaves=away) == kees
    assert stand_in(jan, day=MONDAY, active={jan, piet}, leaves=away) is None
    circle = [leave(jan, substitute=piet), leave(piet, substitute=jan)]
    assert stand_in(jan, day=MONDAY, active=everybody, leaves=circle) is None
    tuesday = MONDAY + timedelta(days=1)
    assert stand_in(jan, day=tuesday, active=everybody, leaves=away) == jan
