"""Her lawyer on the call screen and when one calls us: only where she wants that."""

import pytest

from portal.db.engine import fetch_rows
from portal.db.tables.people import Victim
from portal.domain.checklist import SEPOT_ITEMS
from tests.builders import NOW, make_phone, make_representative, make_victim
from tests.pages import read_html
from tests.staff.screens import SURE, Screen, open_call
from tests.staff.test_incoming_contacts import (
    hidden,
    make_anna,
    make_anna_without_calls,
    path_of,
    she_comes,
)

ASKED = "Zij wil dat het via haar advocaat gaat"
LAWYER = "mr. K. Bos"


async def give_lawyer(anna, **given):
    lawyer = await make_representative(victim=anna, name=LAWYER, **given)
    await make_phone(victim=anna, phone="030-2345678", representative=lawyer)
    return lawyer


async def open_with_lawyer(browser, **given):
    screen = await open_call(browser)
    anna = await Victim.objects().first()
    return screen, await give_lawyer(anna, **given)


async def say_so(screen):
    await screen.identify()
    return await screen.result("spoken_partly", **SURE, advocaat=["nee", "ja"])


async def take_again(screen):
    await screen.browser.post(f"{screen.path}/achteraf")
    screen.page = await screen.browser.get(screen.path)
    return screen


async def is_wished():
    rows = await fetch_rows("SELECT wants FROM lawyer_wish ORDER BY said_at, id")
    return [bool(row["wants"]) for row in rows]


async def test_it_is_asked_once_it_is_she_and_not_of_who_has_no_lawyer(visit):
    browser = await visit()
    screen = await open_call(browser)
    await screen.identify()
    assert ASKED not in screen.page.text


@pytest.mark.parametrize("given", [{"has_conflict": True}, {"may_view": False}])
async def test_it_is_not_asked_about_a_lawyer_who_may_know_nothing(visit, given):
    screen, _ = await open_with_lawyer(await visit(), **given)
    await screen.identify()
    assert ASKED not in screen.page.text


async def test_what_was_ticked_stays_while_it_is_unsure_who_she_is(visit):
    screen, _ = await open_with_lawyer(await visit())
    assert ASKED not in screen.page.text
    assert LAWYER not in screen.page.text
    await screen.identify()
    assert ASKED in screen.page.text
    await screen.identify(advocaat=["nee", "ja"], wissen="ja")
    assert screen.hidden["advocaat"] == "ja"
    await screen.identify()
    [box] = [
        it for it in read_html(screen.page.text).all("input") if it["id"] == "advocaat"
    ]
    assert "checked" in box.attributes


async def test_once_she_wants_it_her_lawyer_can_be_called_and_spoken_to(visit):
    screen, lawyer = await open_with_lawyer(await visit())
    await say_so(screen)
    assert await is_wished() == [True]
    await take_again(screen)
    assert f'value="{lawyer.id}"' in screen.page.text
    assert "zij wil dat het via deze advocaat gaat" in screen.page.text
    through = {"wie": str(lawyer.id), "was_dag": "2026-11-23", "was_tijd": "10:00"}
    await screen.identify(**through)
    assert ASKED not in screen.page.text
    page = await screen.result(
        "spoken",
        **{**SURE, **through},
        verteld=str(screen.decision.id),
        punt=[str(item) for item in SEPOT_ITEMS],
    )
    assert "Vastgelegd" in page.text
    [known] = await fetch_rows("SELECT source FROM knowledge")
    assert known["source"] == "lawyer"


async def test_without_the_tick_the_wish_is_lifted(visit):
    screen, _ = await open_with_lawyer(await visit())
    await say_so(screen)
    await take_again(screen)
    was = {"was_dag": "2026-11-23", "was_tijd": "10:00"}
    await screen.identify(**was)
    assert "checked" in screen.page.text
    await screen.result("spoken_partly", **SURE, **was, advocaat="nee")
    assert sorted(await is_wished()) == [False, True]


async def test_a_lawyer_who_calls_us_takes_her_open_call(visit):
    browser = await visit()
    anna, incident, call, _ = await make_anna()
    await give_lawyer(anna)
    screen = Screen(browser, call, await browser.get(f"/werk/gesprek/{call.id}"))
    await browser.post(f"{screen.path}/nemen")
    screen.page = await browser.get(screen.path)
    await say_so(screen)
    page = await browser.follow(await she_comes(browser, anna, incident))
    assert f"{LAWYER}, advocaat" in page.text


async def wish(anna, browser):
    """As she said it in a call of this morning."""
    other = await open_call(browser)
    await other.record("no_answer")
    [attempt] = await fetch_rows("SELECT id FROM call_attempt")
    await fetch_rows(
        "INSERT INTO lawyer_wish (id, victim, attempt, wants, staff, said_at)"
        " VALUES ({}, {}, {}, TRUE, {}, {}) RETURNING id",
        *(attempt["id"], anna.id, attempt["id"], browser.staff.id, NOW),
    )


async def test_a_lawyer_who_calls_us_without_an_open_call_is_written_down(visit):
    browser = await visit()
    anna, incident = await make_anna_without_calls()
    lawyer = await give_lawyer(anna)
    await wish(anna, browser)
    page = await browser.get(path_of(anna, incident))
    assert f"{LAWYER}, advocaat" in page.text
    form = {"over": "case", "zeker": "ja", "wie": str(lawyer.id), **hidden(page)}
    page = await browser.follow(await browser.post(path_of(anna, incident), form))
    assert page.status_code == 200
    [contact] = await fetch_rows("SELECT spoken_with, reached FROM contact")
    assert (contact["spoken_with"], bool(contact["reached"])) == (LAWYER, True)
    page = await browser.get(path_of(anna, incident))
    assert f"met {LAWYER}, advocaat" in page.text


async def test_a_lawyer_of_whom_she_said_nothing_is_nobody_to_speak_to(visit):
    browser = await visit()
    anna, incident = await make_anna_without_calls()
    lawyer = await give_lawyer(anna)
    stranger = await give_lawyer(await make_victim())
    page = await browser.get(path_of(anna, incident))
    assert "advocaat" not in page.text
    for one in (lawyer, stranger):
        form = {"over": "case", "zeker": "ja", "wie": str(one.id), **hidden(page)}
        answer = await browser.post(path_of(anna, incident), form)
        assert "Kies wie u aan de lijn had." in answer.text
    assert await fetch_rows("SELECT id FROM contact") == []
