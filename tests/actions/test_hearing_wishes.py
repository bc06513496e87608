"""What she wished and when she cannot come: kept with her, also when two are one."""

from portal.actions.export import export_victim
from portal.actions.hearing_wishes import say_wish
from portal.actions.unavailable_days import say_unavailable
from portal.db.appointments import fetch_appointments_for_victim
from portal.db.engine import fetch_rows
from portal.db.hearing_wishes import fetch_hearing_wishes_for_victim
from portal.db.unavailable_days import fetch_unavailable_days_for_victim
from portal.db.victims import fetch_victim_id
from portal.domain.hearing_wishes import Attendance, HearingWish, Seat, newest
from portal.domain.unavailable_days import DayRange
from tests.chain import (
    NOW,
    case,
    day,
    event,
    happen,
    hearing,
    hearing_changed,
    hearing_off,
    in_days,
    report,
    victim,
)

FRONT, BACK = HearingWish(seat=Seat.FRONT), HearingWish(seat=Seat.BACK)
HOLIDAY = DayRange(first_day=day("2027-01-11"), last_day=day("2027-01-15"))
LATER = DayRange(first_day=day("2027-02-01"), last_day=day("2027-02-01"))


def merged(stays="slo-1", dropped="slo-2"):
    kind = "nl.slachtofferhulp.slachtoffer-samengevoegd"
    at = "2026-11-22T12:00"
    return event(kind, stays, at, slachtofferId=stays, vervallen=dropped)


async def say(reference, wish, *, based_on=0, now=NOW):
    victim_id = await fetch_victim_id(reference=reference)
    (planned,) = await fetch_appointments_for_victim(victim_id=victim_id)
    await say_wish(
        victim_id=victim_id,
        hearing_id=planned.id,
        wish=wish,
        based_on=based_on,
        now=now,
    )
    return victim_id, planned.id


async def test_of_two_who_are_one_the_wish_said_last_holds_and_none_is_lost(database):
    await happen(report(victim("slo-1"), victim("slo-2")), case(), hearing())
    await say("slo-1", FRONT, now=in_days(-2))
    await say("slo-2", BACK, now=in_days(-1))
    await happen(merged())
    victim_id = await fetch_victim_id(reference="slo-1")
    (planned,) = await fetch_appointments_for_victim(victim_id=victim_id)
    kept = await fetch_hearing_wishes_for_victim(
        victim_id=victim_id, hearing_id=planned.id
    )

    assert {it.version for it in kept} == {1, 2}
    assert newest(kept).wish == BACK
    await say("slo-1", FRONT, based_on=2)


async def test_of_two_who_are_one_days_that_both_said_stand_once(database):
    await happen(report(victim("slo-1"), victim("slo-2")), case())
    for reference, days in (("slo-1", HOLIDAY), ("slo-2", HOLIDAY), ("slo-2", LATER)):
        victim_id = await fetch_victim_id(reference=reference)
        await say_unavailable(victim_id=victim_id, days=days, now=NOW)
    await happen(merged())
    victim_id = await fetch_victim_id(reference="slo-1")
    standing = await fetch_unavailable_days_for_victim(
        victim_id=victim_id, since=day("2026-11-23")
    )

    assert [it.days for it in standing] == [HOLIDAY, LATER]


async def test_what_is_kept_of_it_is_in_what_she_may_ask_for(database):
    await happen(report(), case(), hearing())
    await say("slo-1", HearingWish(words="Ik kom met een rolstoel."))
    victim_id = await fetch_victim_id(reference="slo-1")
    await say_unavailable(victim_id=victim_id, days=HOLIDAY, now=NOW)
    found = await export_victim(reference="slo-1", by="test", now=NOW)

    (wish,) = found["hearing_wish"]
    assert wish["words_in_clear"] == "Ik kom met een rolstoel."
    (days,) = found["unavailability"]
    assert str(days["first_day"]) == "2027-01-11"


async def open_work():
    rows = await fetch_rows(
        "SELECT organisation, role FROM work_item"
        " WHERE kind = 'hearing_wish' AND done_at IS NULL"
    )
    return [(row["organisation"], row["role"]) for row in rows]


SHN_WORK = [("shn", "shn_worker")]


async def test_what_she_asks_is_work_for_victim_support_once(database):
    await happen(report(), case(), hearing())
    await say("slo-1", FRONT)
    await say("slo-1", BACK, based_on=1)

    assert await open_work() == SHN_WORK


async def test_to_come_alone_asks_nothing_of_anybody(database):
    await happen(report(), case(), hearing())
    await say("slo-1", HearingWish(attends=Attendance.COMES))

    assert await open_work() == []


async def test_what_she_asks_no_more_is_no_work_any_more(database):
    await happen(report(), case(), hearing())
    await say("slo-1", FRONT)
    await say("slo-1", HearingWish(), based_on=1)

    assert await open_work() == []


async def test_a_changed_hearing_is_looked_at_again_and_one_that_is_off_is_not(
    database,
):
    await happen(report(), case(), hearing())
    await say("slo-1", FRONT)
    await fetch_rows("UPDATE work_item SET done_at = {} RETURNING id", NOW)
    assert await open_work() == []
    await happen(hearing_changed("2026-11-20T15:45", "2027-01-13T10:00"))
    assert await open_work() == SHN_WORK
    await happen(hearing_off("2026-11-21T16:40"))
    assert await open_work() == []
