"""Unsafe, stop now: nothing stands in its way, and nothing of it stays on screen."""

from datetime import timedelta

import asyncpg
import pytest

from portal.actions import unsafe_calls
from portal.actions.work_items import alert_people
from portal.db.engine import execute, fetch_rows
from portal.db.tables.people import Victim
from tests.builders import NOW, reload_task
from tests.calling import work
from tests.staff.screens import ITEMS, open_call

NOTE = "Hij nam op en schreeuwde."
PEOPLE_TOLD = [("unsafe", "om", "supervisor"), ("unsafe", "shn", "shn_worker")]


async def is_stopped(screen):
    task = await reload_task(screen.task.id)
    anna = await Victim.objects().get(Victim.id == screen.task.victim)
    return anna.is_vulnerable and (
        task.closed_as is not None or task.waits_for == "unsafe"
    )


async def test_one_key_leads_to_a_page_that_says_nothing_of_her(visit):
    screen = await open_call(await visit())
    page = await screen.result("unsafe", notitie=NOTE)
    assert page.request.url.path == "/werk/gestopt"
    for word in ("Anna", "Vries", "12345678", "sepot", NOTE):
        assert word not in page.text
    assert await is_stopped(screen)
    assert await work() == PEOPLE_TOLD


async def test_the_way_back_shows_nothing_of_her(visit):
    screen = await open_call(await visit())
    await screen.record("unsafe")
    [attempt] = await fetch_rows("SELECT id FROM call_attempt")
    for path in (screen.path, f"{screen.path}/klaar/{attempt['id']}"):
        page = await screen.browser.get(path)
        assert page.headers["location"] == "/werk/gestopt"


async def test_a_supervisor_does_see_it_and_can_take_it_back(visit):
    screen = await open_call(await visit())
    await screen.record("unsafe", notitie=NOTE)
    [attempt] = await fetch_rows("SELECT id FROM call_attempt")
    supervisor = await visit(role="supervisor")
    assert "Anna" in (await supervisor.get(screen.path)).text
    page = await supervisor.get(f"{screen.path}/klaar/{attempt['id']}")
    assert "Draai terug" in page.text


@pytest.mark.parametrize(
    "typed",
    [
        {"punt": ITEMS, "identiteit": "details"},
        {"notitie": "x" * 900},
        {"nieuw_nummer": "geen idee"},
        {"telefoon": "nonsense", "wie": "nonsense"},
    ],
)
async def test_no_rule_of_a_form_stands_in_its_way(visit, typed):
    screen = await open_call(await visit(), task={"is_at_risk": True})
    page = await screen.record("unsafe", **typed)
    assert page.headers["location"] == "/werk/gestopt"
    assert await is_stopped(screen)


async def test_who_lost_the_call_stops_it_too(visit, clock):
    screen = await open_call(await visit())
    await execute("UPDATE call_task SET lease_until = {}", NOW)
    clock.moment = NOW + timedelta(minutes=1)
    colleague = await visit()
    await colleague.post(f"{screen.path}/nemen")
    page = await screen.record("unsafe", notitie=NOTE)
    assert page.headers["location"] == "/werk/gestopt"
    assert await is_stopped(screen)
    assert await work() == PEOPLE_TOLD
    [note] = await fetch_rows("SELECT kind, note, reached FROM contact")
    assert (note["kind"], note["note"], note["reached"]) == ("note", NOTE, False)


async def test_two_stops_that_wait_for_each_other_both_hold(visit, clock, monkeypatch):
    """PostgreSQL ends one of the two: its caller has hung up and looks no more."""
    screen = await open_call(await visit())
    await execute("UPDATE call_task SET lease_until = {}", NOW)
    clock.moment = NOW + timedelta(minutes=1)
    await (await visit()).post(f"{screen.path}/nemen")
    tries = []

    async def alert(**given):
        tries.append(given)
        await alert_people(**given)
        if len(tries) == 1:
            raise asyncpg.DeadlockDetectedError

    monkeypatch.setattr(unsafe_calls, "alert_people", alert)
    page = await screen.record("unsafe", notitie=NOTE)
    assert page.headers["location"] == "/werk/gestopt"
    assert len(tries) > 1
    assert await is_stopped(screen)
    assert len(await fetch_rows("SELECT id FROM contact")) == 1
    assert await work() == PEOPLE_TOLD


async def test_after_another_outcome_of_the_same_call_it_still_counts(visit):
    screen = await open_call(await visit())
    fields = screen.hidden
    await screen.record("no_answer")
    await screen.browser.post(f"{screen.path}/poging", {**fields, "uitkomst": "unsafe"})
    assert await is_stopped(screen)


async def test_twice_is_once(visit):
    screen = await open_call(await visit())
    fields = {**screen.hidden, "uitkomst": "unsafe", "notitie": NOTE}
    for note in (NOTE, NOTE, "anders"):
        page = await screen.browser.post(
            f"{screen.path}/poging", {**fields, "notitie": note}
        )
        assert page.headers["location"] == "/werk/gestopt"
    assert await work() == PEOPLE_TOLD
    assert len(await fetch_rows("SELECT id FROM call_attempt")) == 1


async def test_of_others_work_it_stops_nothing(visit):
    screen = await open_call(await visit())
    stranger = await visit(organisation="shn", role="shn_worker")
    page = await stranger.post(
        f"{screen.path}/poging", {**screen.hidden, "uitkomst": "unsafe"}
    )
    assert page.status_code == 409
    assert await work() == []


async def test_it_does_not_wait_for_a_login(visit):
    screen = await open_call(await visit())
    await screen.browser.log_out()
    await screen.browser.client.post(
        f"{screen.path}/poging", data={**screen.hidden, "uitkomst": "unsafe"}
    )
    assert await is_stopped(screen)
    assert await work() == PEOPLE_TOLD


async def test_where_sending_failed_the_page_says_so(visit):
    browser = await visit()
    page = await browser.get("/werk/gestopt?mislukt=ja")
    assert "Misschien is het niet vastgelegd." in page.text


async def test_who_has_her_on_the_line_meanwhile_is_told_to_hang_up(visit):
    """A colleague of another organisation hears it first."""
    screen = await open_call(await visit())
    await execute(
        "UPDATE call_task SET waits_for = 'unsafe', not_before = NULL,"
        " window_ends = NULL"
    )
    part = await screen.browser.post(
        f"{screen.path}/vasthouden",
        {"token": screen.hidden["token"]},
        headers={"hx-request": "true"},
    )
    assert "Hang op: een collega hoorde dat bellen onveilig is." in part.text
    page = await screen.browser.get(screen.path)
    assert "Hang op" in page.text
    assert "12345678" not in page.text
