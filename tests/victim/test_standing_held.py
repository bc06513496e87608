"""Who is at risk lets nobody look along before SHN spoke to her; a no counts now."""

import pytest

from portal.actions.safe_contact_checks import (
    read_contact_check,
    settle_contact_check,
)
from portal.db.engine import fetch_rows
from tests.builders import NOW, make_staff, worker
from tests.victim.test_standing_gate import news_for, stand_in

WAITS = "Slachtofferhulp kijkt hier eerst met u naar. Tot dan blijft het dicht."
PAGE = "/mijn/namens"


async def open_work():
    return await fetch_rows(
        "SELECT id, kind FROM work_item WHERE done_at IS NULL"
        " AND kind = 'contact_to_check'"
    )


async def shn_asks_her(*, is_hers=True, now=NOW):
    (item,) = await open_work()
    staff = worker(await make_staff(organisation="shn", role="shn_worker"))
    check = await read_contact_check(item_id=item["id"], worker=staff, now=now)
    answers = {choice.field: is_hers for choice in check.found.held}
    assert await settle_contact_check(
        item_id=item["id"], worker=staff, answers=answers, now=now
    )


async def ended(enter, **given):
    _, one = await news_for(stand_in("gemachtigde"), born="1988-05-17", **given)
    noor = await enter("slo-1")
    await noor.post(f"{PAGE}/{one.id}/toegang", word="ended")
    return noor, one


async def status_for(enter, one):
    return (await (await enter(one)).browser.get("/mijn")).status_code


@pytest.mark.parametrize("is_hers", [True, False])
async def test_access_that_she_ended_is_back_only_when_shn_spoke_to_her(enter, is_hers):
    noor, one = await ended(enter, kwetsbaar=True)
    for _ in range(2):
        page = await noor.post(f"{PAGE}/{one.id}/toegang", word="restored")
    assert WAITS in page.text
    assert await status_for(enter, one) == 403
    assert not await fetch_rows("SELECT id FROM standing_word WHERE word = 'restored'")
    await shn_asks_her(is_hers=is_hers)
    assert await status_for(enter, one) == (200 if is_hers else 403)
    assert WAITS not in (await noor.get(PAGE)).text


async def test_who_is_not_at_risk_gives_it_back_at_once(enter):
    noor, one = await ended(enter)
    await noor.post(f"{PAGE}/{one.id}/toegang", word="restored")
    assert await status_for(enter, one) == 200
    assert await open_work() == []


async def test_what_waits_she_takes_back_at_once(enter):
    noor, one = await ended(enter, kwetsbaar=True)
    await noor.post(f"{PAGE}/{one.id}/toegang", word="restored")
    page = await noor.post(f"{PAGE}/{one.id}/toegang", word="ended")
    assert WAITS not in page.text
    await shn_asks_her()
    assert await status_for(enter, one) == 403


async def test_a_minor_shares_what_was_hers_only_when_shn_spoke_to_her(enter):
    _, one = await news_for(stand_in(), born="2011-05-17")
    noor, mother = await enter("slo-1"), await enter(one)
    await noor.post(f"{PAGE}/alleen-van-mij", part="questions", answer="yes")
    page = await noor.post(f"{PAGE}/alleen-van-mij", part="questions", answer="no")
    assert WAITS in page.text
    await mother.get("/mijn/vragen", status=404)
    await noor.post(f"{PAGE}/alleen-van-mij", part="questions", answer="yes")
    await shn_asks_her()
    await mother.get("/mijn/vragen", status=404)
