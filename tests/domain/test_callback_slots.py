from datetime import UTC, date, datetime, timedelta
from itertools import product
from random import Random
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest

from portal.db.locations import empty_location
from portal.domain.calendar import AMSTERDAM
from portal.domain.callback_slots import (
    Desk,
    Slot,
    Taken,
    days_ahead,
    free_seats,
    is_at_home_then,
    latest_moment,
)
from portal.domain.opening_hours import DEFAULT_HOURS
from portal.domain.staff import Organisation, Role
from portal.domain.staff_members import Leave, StaffOnFile
from portal.domain.victims import DayPart
from tests.builders import NOW

UTRECHT = "Utrecht"
TEN = Slot(starts_at=NOW, ends_at=NOW + timedelta(minutes=30))
NOTHING = Taken(seats={}, agreed={})


def caller(location=None, **given):
    known = {
        "id": uuid4(),
        "name": "Beller",
        "organisation": Organisation.OM,
        "role": Role.CALLER,
        "location": location,
        "is_experienced": False,
        "is_active": True,
        "shifts": "mon-fri 09:00-17:00",
        "version": 1,
    }
    return StaffOnFile(**(known | given))


def desk(*staff, leaves=(), rate=4, share=50):
    whole = empty_location(Organisation.OM)
    places = {"": type(whole)(**(fields(whole) | {"calls_per_hour": rate}))}
    return Desk(
        staff=staff,
        leaves=leaves,
        places=places,
        hours={"": DEFAULT_HOURS},
        minutes=30,
        share=share,
    )


def fields(row):
    return {name: getattr(row, name) for name in row.__slots__}


def left(desk, *, location=UTRECHT, heavy=False, taken=NOTHING, slot=TEN):
    return free_seats(desk, slot, location=location, heavy=heavy, taken=taken)


def test_half_of_what_one_caller_can_do_in_half_an_hour_is_one_call():
    assert left(desk(caller())) == (("", 1),)


def test_the_own_callers_go_first_and_who_works_everywhere_after_them():
    both = desk(caller(UTRECHT), caller(), caller())
    assert left(both) == ((UTRECHT, 1), ("", 2), ("", 1))


def test_callers_of_another_place_are_no_use_here():
    assert left(desk(caller("Breda"))) == ()


@pytest.mark.parametrize(
    "away",
    [
        {"is_active": False},
        {"shifts": ""},
        {"shifts": "mon-fri 10:15-17:00"},
        {"shifts": "tue-fri 09:00-17:00"},
        {"role": Role.PLANNER},
        {"role": Role.SUPERVISOR},
    ],
)
def test_who_is_not_there_to_call_has_no_seat(away):
    assert left(desk(caller(**away))) == ()


def test_who_is_on_leave_has_no_seat():
    one = caller()
    leave = Leave(
        id=uuid4(),
        staff_id=one.id,
        first_day=date(2026, 11, 23),
        last_day=date(2026, 11, 23),
        substitute_id=None,
    )
    assert left(desk(one, leaves=[leave])) == ()


def test_what_is_taken_is_not_given_again():
    taken = Taken(seats={"": frozenset({2})}, agreed={})
    assert left(desk(caller(), caller()), taken=taken) == (("", 1),)


def test_a_call_that_staff_agreed_on_takes_a_seat_too():
    taken = Taken(seats={}, agreed={UTRECHT: 1})
    assert left(desk(caller(), caller()), taken=taken) == (("", 1),)
    assert left(desk(caller(UTRECHT), caller()), taken=taken) == (("", 1),)
    elsewhere = Taken(seats={}, agreed={"Breda": 1})
    assert left(desk(caller(UTRECHT), caller()), taken=elsewhere) == ((UTRECHT, 1),)


def test_heavy_calls_get_the_seats_of_experienced_callers_only():
    mixed = desk(caller(is_experienced=True), caller(), caller())
    assert left(mixed, heavy=True) == (("", 1),)
    assert left(mixed) == (("", 3), ("", 2), ("", 1))  # theirs comes last
    assert left(desk(caller()), heavy=True) == ()


def test_nobody_gets_more_seats_than_there_are():
    dice = Random(7)  # noqa: S311 - the same each time
    for own, everywhere, agreed in product(range(3), range(3), range(3)):
        staff = [caller(UTRECHT, is_experienced=dice.random() < 0.5)] * own
        staff += [caller(is_experienced=dice.random() < 0.5)] * everywhere
        full = desk(*staff)
        seats = {"": set(), UTRECHT: set()}
        given = 0
        while found := left(
            full,
            heavy=dice.random() < 0.3,
            taken=Taken(
                seats={name: frozenset(it) for name, it in seats.items()},
                agreed={UTRECHT: agreed},
            ),
        ):
            pool, seat = found[0]
            assert seat not in seats[pool]
            seats[pool].add(seat)
            given += 1
        assert given <= max(own + everywhere - agreed, 0)


def test_nobody_said_how_many_calls_an_hour():
    assert not desk(caller(), rate=None).is_known(UTRECHT)
    assert not desk(caller(shifts="")).is_known(UTRECHT)
    assert not desk(caller("Breda")).is_known(UTRECHT)
    assert desk(caller()).is_known(UTRECHT)


def test_slots_fill_the_opening_and_no_more():
    slots = list(desk().slots_on(date(2026, 11, 28), location=UTRECHT))  # a Saturday
    assert slots[0].starts_at.isoformat() == "2026-11-28T09:00:00+00:00"
    assert slots[-1].ends_at.isoformat() == "2026-11-28T16:00:00+00:00"
    assert list(desk().slots_on(date(2026, 12, 25), location=UTRECHT)) == []


def test_five_working_days_after_today_may_be_chosen_over_a_weekend():
    days = days_ahead(date(2026, 11, 23))
    assert (days[0], days[-1]) == (date(2026, 11, 23), date(2026, 11, 30))


def test_the_whole_slot_lies_in_her_own_hours():
    noon = datetime(2026, 11, 23, 10, 45, tzinfo=UTC)  # 11.45 in Amsterdam
    over_noon = Slot(starts_at=noon, ends_at=noon + timedelta(minutes=30))
    morning = {DayPart.MORNING}
    assert is_at_home_then(TEN, days=(), day_parts=morning, zone=AMSTERDAM)
    assert not is_at_home_then(over_noon, days=(), day_parts=morning, zone=AMSTERDAM)
    assert is_at_home_then(over_noon, days=(), day_parts=(), zone=AMSTERDAM)
    new_york = ZoneInfo("America/New_York")
    assert not is_at_home_then(TEN, days=(), day_parts=(), zone=new_york)


def test_days_that_she_did_not_choose_are_left_out():
    assert is_at_home_then(TEN, days={1, 3}, day_parts=(), zone=AMSTERDAM)
    assert not is_at_home_then(TEN, days={2, 3}, day_parts=(), zone=AMSTERDAM)


def test_an_owed_call_keeps_its_norm_and_then_the_day_of_the_letter():
    due, letter = NOW + timedelta(days=1), NOW + timedelta(days=5)
    assert latest_moment(due_at=due, written_at=letter, now=NOW) == due
    late = NOW + timedelta(days=2)
    assert latest_moment(due_at=due, written_at=letter, now=late) == letter
    assert latest_moment(due_at=due, written_at=None, now=late) is None
