"""Who takes a call that is not to be dialled now gets no number to dial.

Writing down a paper call, or answering hers, opens at any hour, guarded or not. Who is
hurt: she whose phone rings at night beside him, because that door showed her number.
"""

from datetime import timedelta
from uuid import uuid4

import pytest

from portal.db.tables.setup import WorkLocation
from tests.builders import NOW, make_attempt, make_staff, make_task, reload_task
from tests.pages import read_html
from tests.staff.test_incoming_contacts import LATER, make_anna, open_incoming

WHOLE = "12345678"
MASKED = "06 ·· ·· ·· 78"
HEAVY = {"needs_experience": True}


def dialled(page):
    hrefs = [link["href"] or "" for link in read_html(page.text).all("a")]
    return [href for href in hrefs if href.startswith("tel:")]


async def afterwards(browser, call):
    return await browser.post(f"/werk/gesprek/{call.id}/achteraf")


async def test_a_call_written_down_later_shows_no_number_to_dial(visit):
    browser = await visit()
    _, _, call, _ = await make_anna(**LATER)
    page = await browser.follow(await afterwards(browser, call))
    assert MASKED in page.text
    assert WHOLE not in page.text.replace(" ", "")
    assert dialled(page) == []


@pytest.mark.parametrize("kind", ["incoming_call", "desk"])
async def test_who_comes_to_us_is_not_called_meanwhile(visit, kind):
    screen = await open_incoming(await visit(), kind)
    await screen.identify()
    assert MASKED in screen.page.text
    assert WHOLE not in screen.page.text.replace(" ", "")
    assert dialled(screen.page) == []


async def test_taking_it_once_more_makes_it_no_call_to_dial(visit):
    browser = await visit()
    _, _, call, _ = await make_anna()
    await afterwards(browser, call)
    await browser.post(f"/werk/gesprek/{call.id}/nemen")
    await browser.post("/werk/bellen/volgende")
    assert dialled(await browser.get(f"/werk/gesprek/{call.id}")) == []


async def test_given_back_and_taken_in_its_hours_it_can_be_dialled(visit):
    browser = await visit()
    _, _, call, _ = await make_anna()
    await afterwards(browser, call)
    token = (await reload_task(call.id)).lease_token
    await browser.post(f"/werk/gesprek/{call.id}/teruggeven", {"token": str(token)})
    await browser.post(f"/werk/gesprek/{call.id}/nemen")
    assert dialled(await browser.get(f"/werk/gesprek/{call.id}")) == [
        "tel:+31-6-12345678"
    ]


async def test_a_heavy_call_was_not_made_by_who_may_not_make_it(visit):
    browser = await visit()
    _, _, call, _ = await make_anna(**HEAVY)
    page = await browser.get(f"/werk/gesprek/{call.id}")
    assert "op papier achteraf" not in page.text
    answer = await afterwards(browser, call)
    assert answer.status_code == 409
    assert "Dit gesprek is voor een ervaren beller." in answer.text
    assert (await reload_task(call.id)).lease_token is None


async def test_who_is_experienced_writes_it_down_however_many_she_had(visit):
    browser = await visit(is_experienced=True)
    limit = WorkLocation(id=uuid4(), organisation="om", name="", heavy_per_day=1)
    await limit.save()
    other = await make_task(**HEAVY)
    await make_attempt(task=other, staff=browser.staff, outcome="spoken", at=NOW)
    _, _, call, _ = await make_anna(**HEAVY)
    assert (await afterwards(browser, call)).status_code == 303
    assert (await reload_task(call.id)).taken_as == "on_paper"


async def test_a_supervisor_writes_down_what_she_made_when_nobody_was_there(visit):
    """An experienced caller is on shift by now."""
    browser = await visit(role="supervisor")
    await make_staff(is_experienced=True)
    _, _, call, _ = await make_anna(opened_at=NOW - timedelta(days=3), **HEAVY)
    assert (await afterwards(browser, call)).status_code == 303


async def test_who_comes_to_us_is_not_sent_away_by_who_has_no_experience(visit):
    screen = await open_incoming(await visit(), **HEAVY)
    assert "vraag of die het overneemt" in screen.page.text
