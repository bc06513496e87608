"""The calendar file at its address: what it holds when a hearing moves or is off."""

import vobject

from tests.chain import (
    case,
    happen,
    hearing,
    hearing_changed,
    hearing_held,
    hearing_off,
    report,
)
from tests.victim.test_appointments import item_of


async def fetch_file(person, query=""):
    address = await item_of(person)
    response = await person.get(f"{address}/afspraak.ics{query}")
    return response, vobject.readOne(response.text)


async def test_the_file_is_neutral_and_kept_by_nobody(enter):
    await happen(report(), case(), hearing())
    anna = await enter()
    response, calendar = await fetch_file(anna)

    assert response.headers["content-type"] == "text/calendar; charset=utf-8"
    disposition = response.headers["content-disposition"]
    assert disposition == 'attachment; filename="afspraak.ics"'
    assert response.headers["cache-control"] == "no-store"
    assert calendar.vevent.summary.value == "Afspraak"
    for betrayal in ("zitting", "rechtbank", "Utrecht", "portal", "mijn"):
        assert betrayal.lower() not in response.text.lower()


async def test_the_place_comes_only_when_she_asks_and_then_without_the_court(enter):
    await happen(report(), case(), hearing())
    anna = await enter()
    response, calendar = await fetch_file(anna, "?plaats=ja")

    assert calendar.vevent.location.value == "Vrouwe Justitiaplein 1, 3511 EX Utrecht"
    assert "rechtbank" not in response.text.lower()


async def test_a_changed_hearing_updates_the_entry_and_one_that_is_off_cancels_it(
    enter,
):
    await happen(report(), case(), hearing())
    anna = await enter()
    _, first = await fetch_file(anna)
    await happen(hearing_changed("2026-11-20T15:45", "2027-01-12T13:30"))
    _, changed = await fetch_file(anna)
    await happen(hearing_off("2026-11-21T16:40"))
    _, off = await fetch_file(anna)

    uids = {it.vevent.uid.value for it in (first, changed, off)}
    sequences = [int(it.vevent.sequence.value) for it in (first, changed, off)]
    assert len(uids) == 1
    assert sequences == [0, 1, 2]
    assert changed.vevent.dtstart.value.isoformat() == "2027-01-12T12:30:00+00:00"
    assert (first.method.value, off.method.value) == ("PUBLISH", "CANCEL")


async def test_a_day_that_was_and_went_on_hold_stays_in_the_calendar(enter):
    await happen(report(), case(), hearing(begin="2026-11-20T10:00"))
    await happen(hearing_held("2026-11-20T11:00", "aangehouden"))
    anna = await enter()
    _, calendar = await fetch_file(anna)

    assert calendar.method.value == "PUBLISH"


async def test_put_off_before_the_day_it_leaves_the_calendar(enter):
    await happen(report(), case(), hearing())
    await happen(hearing_held("2026-11-20T11:00", "aangehouden"))
    anna = await enter()
    _, calendar = await fetch_file(anna)

    assert calendar.method.value == "CANCEL"
