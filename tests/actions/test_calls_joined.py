"""More news for a call that is open already: it waits for nothing that was before."""

from datetime import UTC, datetime, timedelta

import pytest

from portal.actions.gate import read_decision
from portal.actions.later_calls import open_prosecutor_talk
from portal.db.engine import execute, fetch_rows
from portal.domain.call_kinds import Priority
from portal.domain.outcomes import Outcome
from tests.builders import make_staff
from tests.chain import (
    NOW,
    case,
    custody,
    decision,
    happen,
    hearing,
    hearing_changed,
    report,
    updated,
)
from tests.playing_calls import (
    AT_RISK,
    only,
    record,
    remind,
    speaks,
    written,
)

pytestmark = pytest.mark.usefixtures("database")
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


async def reserve(kind, until):
    staff = await make_staff()
    await execute(
        "UPDATE call_task SET reserved_for = {}, reserved_until = {} WHERE kind = {}",
        *(staff.id, until, kind),
    )


async def test_a_hearing_moved_to_tomorrow_does_not_wait_for_an_agreed_moment():
    moved = hearing_changed("2026-11-20T10:00", "2027-01-14T10:00")
    await happen(report(), speaks(), hearing(), moved)
    await record(
        "hearing_changed", Outcome.CALLBACK_AGREED, NOW, agreed_at=NOW + 3 * DAY
    )
    assert (await only("hearing_changed"))["not_before"] == NOW + 3 * DAY
    later = NOW + HOUR
    await reserve("hearing_changed", NOW + 2 * DAY)
    again = hearing_changed("2026-11-23T11:00", "2026-11-24T10:00")
    await happen(again, now=later)
    call = await only("hearing_changed")
    assert call["priority"] == Priority.URGENT
    assert not call["is_agreed"]
    assert call["not_before"] <= later < call["window_ends"]
    assert call["reserved_until"] is None
    assert call["preferred_staff"] is None


async def test_a_second_release_does_not_wait_for_the_rest_after_the_first():
    leave = custody("verlof", effective="2026-11-28T10:00")
    await happen(report(AT_RISK), case(), leave)
    await record("release", Outcome.CALLBACK_AGREED, NOW, agreed_at=NOW + 2 * DAY)
    await happen(custody(at="2026-11-23T10:20", effective="2026-11-23T18:00"))
    call = await only("release")
    assert not call["is_agreed"]
    assert call["not_before"] <= NOW < call["window_ends"]


async def test_what_stands_in_the_way_of_her_safety_is_not_lifted_by_urgent_news():
    leave = custody("verlof", effective="2026-11-28T10:00")
    await happen(report(AT_RISK), case(), leave)
    await record("release", Outcome.UNSAFE, NOW)
    await happen(custody(at="2026-11-23T10:20", effective="2026-11-23T18:00"))
    call = await only("release")
    assert (call["waits_for"], call["not_before"]) == ("unsafe", None)


async def test_a_second_decision_keeps_the_moment_that_she_agreed_to():
    await happen(report(), case(), decision("2026-11-23T09:30"))
    await record("sepot", Outcome.CALLBACK_AGREED, NOW, agreed_at=NOW + DAY)
    await happen(decision("2026-11-23T10:10", sepotcodes=["40"]))
    call = await only("sepot")
    assert call["is_agreed"]
    assert call["not_before"] == NOW + DAY


async def test_who_is_at_risk_hears_it_in_time_and_not_after_an_agreed_moment():
    await happen(report(), case(), decision("2026-11-23T09:30"))
    await record("sepot", Outcome.CALLBACK_AGREED, NOW, agreed_at=NOW + 3 * DAY)
    number = {"nummer": "06-12345678", "eigen": True, "veilig": True}
    await happen(updated("2026-11-23T10:10", kwetsbaar=True, telefoonnummers=[number]))
    call = await only("sepot")
    assert not call["is_agreed"]
    assert call["not_before"] < call["due_at"]


async def test_a_call_that_is_due_sooner_is_not_kept_for_anybody_on_its_last_day():
    await happen(report(), case(), decision("2026-11-23T09:30"))
    await reserve("sepot", NOW + 3 * DAY)
    number = {"nummer": "06-12345678", "eigen": True, "veilig": True}
    await happen(updated("2026-11-23T10:10", kwetsbaar=True, telefoonnummers=[number]))
    call = await only("sepot")
    assert call["reserved_until"] == datetime(2026, 11, 23, 23, tzinfo=UTC)


async def test_reading_it_ends_the_reservation_of_a_call_that_moves_forward():
    await happen(report(), case(), decision("2026-11-23T09:30", sepotcodes=["06"]))
    await reserve("sepot", NOW + 3 * DAY)
    [told] = await fetch_rows("SELECT decision FROM call_task_decision")
    call = await only("sepot")
    await read_decision(victim_id=call["victim"], decision_id=told["decision"], now=NOW)
    assert (await only("sepot"))["reserved_until"] < NOW


async def test_a_decision_after_the_letter_of_day_fourteen_gets_a_letter_too():
    await happen(report(), case(), decision())
    letter_day = datetime(2026, 11, 30, 9, tzinfo=UTC)
    await remind(letter_day)
    assert (await written()).count("decision_notice") == 1
    await happen(decision("2026-12-01T10:00", sepotcodes=["40"]), now=letter_day + DAY)
    assert str((await only("sepot"))["notice_by"]) == "2026-12-15"
    await remind(datetime(2026, 12, 14, 9, tzinfo=UTC))
    assert (await written()).count("decision_notice") == 1
    await remind(datetime(2026, 12, 15, 9, tzinfo=UTC))
    assert (await written()).count("decision_notice") == 2


async def test_a_late_decision_of_the_same_day_gets_its_letter_at_once():
    await happen(report(), case(), decision())
    letter_day = datetime(2026, 11, 30, 9, tzinfo=UTC)
    await remind(letter_day)
    other = decision("2026-11-16T12:30", sepotcodes=["40"])
    await happen(other, now=letter_day + HOUR)
    await remind(letter_day + HOUR)
    assert (await written()).count("decision_notice") == 2


async def test_a_talk_that_is_asked_for_again_stays_at_its_moment():
    await happen(report(), case(), decision("2026-11-23T09:30"))
    call = await only("sepot")
    talk = {
        "victim_id": call["victim"],
        "incident_id": call["incident"],
        "location": call["location"],
        "is_at_risk": False,
    }
    await open_prosecutor_talk(**talk, asked_at=NOW, now=NOW)
    agreed_at = NOW + 21 * DAY
    await record("prosecutor_talk", Outcome.CALLBACK_AGREED, NOW, agreed_at=agreed_at)
    await open_prosecutor_talk(**talk, asked_at=NOW + HOUR, now=NOW + HOUR)
    planned = await only("prosecutor_talk")
    assert planned["is_agreed"]
    assert planned["not_before"] == agreed_at
