"""What a caller typed outlives her browser and her session, and is hers alone."""

import asyncio
from datetime import timedelta

import pytest

from portal.db.engine import execute, fetch_rows
from portal.db.personal_data import fetch_personal_data
from portal.jobs.run import run_due_jobs
from portal.notifications.outlets import Outlets
from tests.builders import NOW, make_staff, reload_task
from tests.staff.screens import ITEMS, WORDS_OF_02, open_call

NOTE = "Zij wil eerst met haar broer praten."
HTMX = {"hx-request": "true"}


async def drafts():
    return await fetch_rows("SELECT * FROM call_draft")


async def save(screen, **data):
    return await screen.browser.post(
        f"{screen.path}/concept", {**screen.hidden, **data}, headers=HTMX
    )


async def test_what_is_typed_comes_back_when_the_browser_died(visit, clock):
    screen = await (await open_call(await visit())).identify()
    clock.moment = NOW + timedelta(minutes=3)
    part = await save(screen, notitie=NOTE, punt=ITEMS[:2], terug_dag="2026-11-24")
    assert "Bewaard om 10:03." in part.text
    page = await screen.browser.get(screen.path)
    assert "Dit typte u om 10:03." in page.text
    assert NOTE in page.text
    assert 'value="2026-11-24"' in page.text
    assert page.text.count("checked") == 2
    assert WORDS_OF_02 in page.text


async def test_much_later_it_is_asked_again_who_is_on_the_line(visit, clock):
    screen = await (await open_call(await visit())).identify()
    await save(screen, notitie=NOTE, punt=ITEMS)
    clock.moment = NOW + timedelta(minutes=14)
    screen.page = await screen.browser.get(screen.path)
    assert NOTE in screen.page.text
    assert WORDS_OF_02 not in screen.page.text
    await screen.identify(punt=ITEMS)
    assert screen.page.text.count('name="punt"') >= len(ITEMS)
    assert screen.page.text.count(" checked data-key") == len(ITEMS)


async def test_ticks_wait_out_of_sight_while_it_is_unsure_who_it_is(visit):
    screen = await (await open_call(await visit())).identify()
    ticked = {"punt": ITEMS, "verteld": str(screen.decision.id)}
    await screen.identify(wissen="ja", **ticked)
    assert screen.page.text.count('type="hidden" name="punt"') == len(ITEMS)
    page = await screen.record("no_answer", **ticked)
    assert page.status_code == 303


async def test_a_draft_stands_nowhere_readable(visit):
    screen = await open_call(await visit())
    await save(screen, notitie=NOTE)
    [row] = await drafts()
    assert "broer" not in row["content_sealed"]


async def test_a_draft_is_for_nobody_else(visit, clock):
    screen = await open_call(await visit())
    await save(screen, notitie=NOTE)
    clock.moment = NOW + timedelta(minutes=14)
    await execute("UPDATE call_task SET lease_until = {}", NOW)
    colleague = await visit()
    await colleague.post(f"{screen.path}/nemen")
    assert NOTE not in (await colleague.get(screen.path)).text
    assert (
        "Alles wat u typte is vastgelegd."
        in (await colleague.get("/werk/concepten")).text
    )


async def test_each_step_without_scripts_keeps_the_draft(visit):
    screen = await open_call(await visit())
    await screen.identify(notitie=NOTE)
    assert NOTE in (await screen.browser.get(screen.path)).text


async def test_what_could_not_be_recorded_is_kept(visit):
    screen = await open_call(await visit())
    await screen.record("callback_agreed", notitie=NOTE)
    assert NOTE in (await screen.browser.get(screen.path)).text


@pytest.mark.parametrize("end", ["poging", "teruggeven"])
async def test_recorded_or_given_back_it_is_gone(visit, end):
    screen = await open_call(await visit())
    await save(screen, notitie=NOTE)
    await screen.browser.post(
        f"{screen.path}/{end}",
        {**screen.hidden, "uitkomst": "no_answer", "notitie": NOTE},
    )
    assert await drafts() == []


async def test_a_window_that_lags_behind_brings_no_draft_back(visit):
    screen = await open_call(await visit())
    await screen.browser.post(
        f"{screen.path}/poging", {**screen.hidden, "uitkomst": "no_answer"}
    )
    part = await save(screen, notitie=NOTE)
    assert "Bewaard" not in part.text
    assert await drafts() == []


async def test_she_throws_it_away_and_begins_anew(visit):
    screen = await open_call(await visit())
    await save(screen, notitie=NOTE)
    page = await screen.browser.follow(
        await screen.browser.post(f"{screen.path}/concept/weg")
    )
    assert "Wat u typte is weggegooid." in page.text
    assert NOTE not in page.text
    again = await screen.browser.follow(
        await screen.browser.post(f"{screen.path}/concept/weg", {"naar": "lijst"})
    )
    assert "Alles wat u typte is vastgelegd." in again.text


async def test_nothing_typed_is_no_draft(visit):
    screen = await open_call(await visit())
    await save(screen)
    assert await drafts() == []


@pytest.mark.parametrize("step", ["poging", "identiteit", "concept", "vooruitblik"])
async def test_what_comes_in_after_the_session_ended_is_there_after_login(visit, step):
    screen = await open_call(await visit())
    await screen.browser.log_out()
    page = await screen.browser.client.post(
        f"{screen.path}/{step}",
        data={**screen.hidden, "uitkomst": "no_answer", "notitie": NOTE},
    )
    assert page.headers["location"] == "/inloggen"
    assert (await reload_task(screen.task.id)).attempts == 0
    await screen.browser.log_in()
    start = await screen.browser.get("/werk")
    found = await screen.browser.follow(start)
    assert "Anna de Vries" in found.text
    assert "nog van u" in found.text
    assert NOTE in (await screen.browser.get(screen.path)).text


async def test_what_was_left_is_brought_up_once_and_stays_to_be_found(visit):
    screen = await open_call(await visit())
    await save(screen, notitie=NOTE)
    first = await screen.browser.follow(await screen.browser.get("/werk"))
    assert first.request.url.path == "/werk/concepten"
    again = await screen.browser.get("/werk")
    assert again.headers["location"] == "/werk/bellen"


async def test_whoever_logs_in_next_sees_nothing_of_it(visit):
    screen = await open_call(await visit())
    await screen.browser.log_out()
    await screen.browser.client.post(
        f"{screen.path}/poging", data={**screen.hidden, "notitie": NOTE}
    )
    await screen.browser.log_in(await make_staff())
    start = await screen.browser.get("/werk")
    assert start.headers["location"] == "/werk/bellen"
    assert NOTE not in (await screen.browser.get(screen.path)).text


async def test_a_form_that_is_not_ours_keeps_nothing(visit):
    screen = await open_call(await visit())
    await screen.browser.log_out()
    for seal in ("", "nonsense", screen.hidden["zegel"][:-4] + "AAA="):
        await screen.browser.client.post(
            f"{screen.path}/poging",
            data={**screen.hidden, "zegel": seal, "notitie": NOTE},
        )
    assert await drafts() == []


async def test_after_a_day_a_job_throws_it_away(visit):
    screen = await open_call(await visit())
    await save(screen, notitie=NOTE)
    await run_due_jobs(now=NOW + timedelta(hours=23), outlets=Outlets(email=None))
    assert len(await drafts()) == 1
    late = NOW + timedelta(hours=25)
    done = await run_due_jobs(now=late, outlets=Outlets(email=None))
    assert done["drafts_ended"] == 1
    assert await drafts() == []


async def test_a_call_that_ended_by_itself_still_shows_the_text(visit, clock):
    screen = await open_call(await visit())
    await save(screen, notitie=NOTE)
    await execute(
        "UPDATE call_task SET closed_as = 'cancelled', closed_at = {},"
        " close_reason = 'revised', lease_token = NULL, lease_staff = NULL,"
        " lease_until = NULL",
        NOW,
    )
    page = await screen.browser.get(screen.path)
    assert NOTE in page.text
    assert "om te kopiëren" in page.text


async def test_two_windows_that_keep_at_once_keep_one_draft(visit):
    screen = await open_call(await visit())
    notes = [f"{NOTE} {number}" for number in range(5)]
    parts = await asyncio.gather(*(save(screen, notitie=note) for note in notes))
    assert all("Bewaard" in part.text for part in parts)
    assert len(await drafts()) == 1


async def test_a_draft_that_no_key_opens_holds_no_call_up(visit):
    screen = await open_call(await visit())
    await save(screen, notitie=NOTE)
    await execute("UPDATE call_draft SET content_sealed = 'gone1234.AAAA'")
    page = await screen.browser.get(screen.path)
    assert page.status_code == 200
    assert "Dit typte u" not in page.text


async def test_a_draft_is_part_of_what_is_stored_about_her(visit):
    screen = await open_call(await visit())
    await save(screen, notitie=NOTE)
    stored = await fetch_personal_data(victim_id=screen.task.victim)
    [draft] = stored["call_draft"]
    assert "haar broer" in draft["content_in_clear"]


async def move_away(to="shn", location="Midden-Nederland"):
    await execute(
        "UPDATE call_task SET organisation = {}, location = {}, lease_token = NULL,"
        " lease_staff = NULL, lease_until = NULL",
        *(to, location),
    )


@pytest.mark.parametrize("moved", [{"to": "shn"}, {"location": "Amsterdam"}])
async def test_in_a_call_that_went_to_others_she_still_has_her_own_words(visit, moved):
    screen = await open_call(await visit(location="Midden-Nederland"))
    await save(screen, notitie=NOTE)
    await move_away(**{"to": "om", **moved})
    assert (await screen.browser.get(screen.path)).status_code == 404
    page = await screen.browser.get("/werk/concepten")
    assert NOTE in page.text
    assert "Anna" not in page.text
    assert f'href="{screen.path}"' not in page.text
    colleague = await visit(organisation="shn", role="shn_worker")
    assert NOTE not in (await colleague.get("/werk/concepten")).text


async def test_what_she_typed_in_it_can_be_thrown_away(visit):
    screen = await open_call(await visit())
    await save(screen, notitie=NOTE)
    await move_away()
    page = await screen.browser.follow(
        await screen.browser.post(f"{screen.path}/concept/weg", {"naar": "lijst"})
    )
    assert "Alles wat u typte is vastgelegd." in page.text
    assert await drafts() == []


async def test_who_was_typing_when_it_went_types_on(visit):
    """The page said that it is kept, so it is."""
    screen = await open_call(await visit())
    await save(screen, notitie=NOTE)
    await move_away()
    part = await save(screen, notitie=f"{NOTE} Meer.")
    assert "Bewaard" in part.text
    assert f"{NOTE} Meer." in (await screen.browser.get("/werk/concepten")).text
    stranger = await visit()
    await stranger.post(
        f"{screen.path}/concept", {**screen.hidden, "notitie": "van een ander"}
    )
    assert len(await drafts()) == 1
