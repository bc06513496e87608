"""Two windows, a double click, the back button, a lease that ran out: nothing is lost
and nothing doubled, and the caller reads what happened.

Named after what users of other systems reported: VIAL#295 and #366 (the same party
called twice within minutes), VIAL#722 (double submission), VIAL#353 (why am I calling
again?), DARIA#1465 (entries vanish).
"""

import asyncio
from datetime import timedelta
from uuid import uuid4

import pytest

from portal.db.engine import execute, fetch_rows
from tests.builders import NOW, make_decision, make_task, reload_task
from tests.staff.screens import ITEMS, Screen, open_call

NOTE = "Zij belt zelf terug morgen."


async def attempts():
    rows = await fetch_rows("SELECT outcome, note FROM call_attempt ORDER BY at, id")
    return [(row["outcome"], row["note"]) for row in rows]


async def in_another_window(screen):
    page = await screen.browser.get(screen.path)
    return Screen(screen.browser, screen.task, page)


async def expire(clock):
    """The lease runs out while she is away; her session is still there."""
    await execute("UPDATE call_task SET lease_until = {}", NOW)
    clock.moment = NOW + timedelta(minutes=1)


async def test_vial_722_a_double_click_is_one_attempt(visit):
    screen = await open_call(await visit())
    fields = {**screen.hidden, "uitkomst": "no_answer", "notitie": NOTE}
    pages = await asyncio.gather(
        *(screen.browser.post(f"{screen.path}/poging", fields) for _ in range(5))
    )
    assert {page.status_code for page in pages} == {303}
    assert len({page.headers["location"] for page in pages}) == 1
    assert await attempts() == [("no_answer", NOTE)]


async def test_the_second_window_says_what_the_first_one_recorded(visit):
    first = await open_call(await visit())
    second = await in_another_window(first)
    await first.record("no_answer")
    page = await second.record("engaged", notitie=NOTE)
    assert page.status_code == 409
    assert "om 10:00 al vastgelegd als: geen gehoor" in page.text
    assert "draai het terug" in page.text
    assert NOTE in page.text
    assert await attempts() == [("no_answer", "")]


async def test_vial_366_a_call_taken_anew_in_another_window_is_recorded_once(
    visit, clock
):
    first = await open_call(await visit())
    await expire(clock)
    await first.browser.post(f"{first.path}/nemen")
    second = await in_another_window(first)
    page = await first.record("no_answer", notitie=NOTE)
    assert page.status_code == 409
    assert "opnieuw genomen, misschien in een ander venster" in page.text
    assert NOTE in page.text
    assert await attempts() == []
    await Screen(first.browser, first.task, page).result("no_answer", notitie=NOTE)
    twice = await second.record("no_answer")
    assert twice.status_code == 409
    assert "al vastgelegd als: geen gehoor" in twice.text
    assert await attempts() == [("no_answer", NOTE)]


async def test_an_old_window_goes_on_with_the_new_lease(visit, clock):
    first = await open_call(await visit())
    await expire(clock)
    await first.browser.post(f"{first.path}/nemen")
    await first.identify(notitie=NOTE)
    assert NOTE in first.page.text
    await first.result("no_answer", notitie=NOTE)
    assert await attempts() == [("no_answer", NOTE)]


async def test_a_lease_that_ran_out_still_records_when_nobody_took_over(visit, clock):
    screen = await open_call(await visit())
    await expire(clock)
    page = await screen.result("no_answer", notitie=NOTE)
    assert "Vastgelegd: geen gehoor" in page.text
    assert await attempts() == [("no_answer", NOTE)]


async def test_vial_295_after_a_colleague_took_over_nothing_is_recorded(visit, clock):
    screen = await open_call(await visit())
    await expire(clock)
    colleague = await visit(name="M. de Wit")
    await colleague.post(f"{screen.path}/nemen")
    page = await screen.record("spoken", notitie=NOTE, punt=ITEMS[:1])
    assert page.status_code == 409
    assert "M. de Wit heeft het overgenomen." in page.text
    assert "Reden uitgelegd" in page.text
    assert "Deze vinkjes tellen nog niet" in page.text
    assert NOTE in page.text
    assert "12345678" not in page.text
    assert await attempts() == []
    assert (await reload_task(screen.task.id)).lease_staff == colleague.staff.id


async def test_a_call_that_nobody_has_can_be_taken_again_with_the_text(visit, clock):
    screen = await open_call(await visit())
    await expire(clock)
    page = await screen.browser.post(
        f"{screen.path}/identiteit", {**screen.hidden, "notitie": NOTE}
    )
    assert page.status_code == 409
    assert "Niemand anders heeft het overgenomen." in page.text
    await screen.browser.post(
        f"{screen.path}/concept", {**screen.hidden, "notitie": NOTE}
    )
    again = await screen.browser.follow(
        await screen.browser.post(f"{screen.path}/nemen")
    )
    assert "Dit typte u om 10:01." in again.text
    assert NOTE in again.text


@pytest.mark.parametrize(
    ("reason", "said"),
    [
        ("revised", "De beslissing is intussen herzien."),
        ("read", "Zij heeft het intussen zelf gelezen"),
        ("deceased", "is overleden. Bel niet meer."),
        ("told", "Dit gesprek is intussen afgerond."),
    ],
)
async def test_a_call_that_fell_meanwhile_says_why(visit, reason, said):
    screen = await (await open_call(await visit())).identify()
    await execute(
        "UPDATE call_task SET closed_as = 'cancelled', closed_at = {},"
        " close_reason = {}, lease_token = NULL, lease_staff = NULL,"
        " lease_until = NULL",
        *(NOW, reason),
    )
    page = await screen.record("no_answer", notitie=NOTE)
    assert page.status_code == 409
    assert said in page.text
    assert NOTE in page.text
    assert await attempts() == []


async def test_what_came_meanwhile_is_said_before_it_closes(visit):
    screen = await (await open_call(await visit())).identify()
    other = await make_decision()
    await execute(
        "INSERT INTO call_task_decision (id, task, decision, covers_notice)"
        " VALUES ({}, {}, {}, FALSE)",
        *(other.id, screen.task.id, other.id),
    )
    said = {"verteld": str(screen.decision.id), "punt": ITEMS}
    page = await screen.record("spoken", **said)
    assert page.status_code == 422
    assert "Er kwam tijdens dit gesprek iets bij." in page.text
    assert f'name="getoond" value="{other.id}"' in page.text
    again = Screen(screen.browser, screen.task, page)
    result = await again.result(
        "spoken", **said, getoond=[str(screen.decision.id), str(other.id)]
    )
    assert "Vastgelegd: gesproken" in result.text
    assert (await reload_task(screen.task.id)).closed_as is None


async def test_the_back_button_shows_that_it_was_recorded(visit):
    screen = await open_call(await visit())
    await screen.record("no_answer")
    page = await screen.browser.get(screen.path)
    assert page.headers["cache-control"] == "no-store"
    assert "U legde dit gesprek vast op" in page.text
    assert "12345678" not in page.text


async def test_a_step_back_into_the_form_after_recording_records_nothing(visit):
    screen = await (await open_call(await visit())).identify()
    fields = screen.hidden
    await screen.record("no_answer")
    page = await screen.browser.post(f"{screen.path}/identiteit", fields)
    assert page.status_code == 409
    assert "al vastgelegd als: geen gehoor" in page.text
    assert len(await attempts()) == 1


async def test_another_call_in_another_window_loses_neither(visit):
    """Taking a second call gives the first one back; what was said is recorded."""
    first = await open_call(await visit())
    other = await make_task()
    await first.browser.post(f"/werk/gesprek/{other.id}/nemen")
    page = await first.result("no_answer", notitie=NOTE)
    assert "Vastgelegd: geen gehoor" in page.text
    assert (await reload_task(other.id)).lease_staff == first.browser.staff.id


async def test_given_back_twice_is_said_and_harms_nobody(visit, clock):
    screen = await open_call(await visit())
    await expire(clock)
    colleague = await visit()
    await colleague.post(f"{screen.path}/nemen")
    page = await screen.browser.follow(
        await screen.browser.post(f"{screen.path}/teruggeven", screen.hidden)
    )
    assert "U had dit gesprek al niet meer." in page.text
    assert (await reload_task(screen.task.id)).lease_staff == colleague.staff.id


async def test_what_could_not_be_recorded_is_kept_as_a_note_once(visit, clock):
    """DARIA#1465: nothing that was written down vanishes."""
    screen = await open_call(await visit())
    await expire(clock)
    colleague = await visit()
    await colleague.post(f"{screen.path}/nemen")
    page = await screen.record("spoken", notitie=NOTE)
    assert f'action="{screen.path}/notitie"' in page.text
    for token in (uuid4(), uuid4()):  # two windows, two leases
        note = {"token": str(token), "notitie": NOTE}
        saved = await screen.browser.post(f"{screen.path}/notitie", note)
    shown = await screen.browser.follow(saved)
    assert "Uw notitie staat nu bij het eerdere contact." in shown.text
    rows = await fetch_rows("SELECT kind, note, reached FROM contact")
    assert [(row["kind"], row["note"], row["reached"]) for row in rows] == [
        ("note", NOTE, False)
    ]
    theirs = await colleague.get(screen.path)
    assert "notitie achteraf" in theirs.text
    assert NOTE in theirs.text
    assert await attempts() == []


async def test_other_words_about_the_same_call_are_another_note(visit, clock):
    screen = await open_call(await visit())
    token = screen.hidden["token"]
    await expire(clock)
    for note in (NOTE, f"{NOTE} Of woensdag."):
        await screen.browser.post(
            f"{screen.path}/notitie", {"token": token, "notitie": note}
        )
    assert len(await fetch_rows("SELECT id FROM contact")) == 2


@pytest.mark.parametrize("note", ["", "  ", "x" * 501])
async def test_a_note_says_something_and_not_too_much(visit, note):
    screen = await open_call(await visit())
    page = await screen.browser.post(f"{screen.path}/notitie", {"notitie": note})
    assert page.status_code == 422
    assert await fetch_rows("SELECT id FROM contact") == []
