"""What she doubts stays shut until SHN looked, whatever list the chain sends."""

from portal.actions.attention import settle_work_item
from portal.db.engine import execute, fetch_rows
from portal.db.migrate import migrate
from portal.db.tables.people import Representative
from tests.actions.test_merged_victims import merged
from tests.builders import NOW, make_staff, worker
from tests.chain import happen, report, updated, victim
from tests.victim.conftest import main_text
from tests.victim.test_standing_gate import news_for, stand_in, stands_in

EMPTY, AGAIN, LATER = "2026-11-21T12:00", "2026-11-22T09:00", "2026-11-22T09:30"


async def status_for(enter, one):
    return (await (await enter(one)).browser.get("/mijn")).status_code


async def settle(now=NOW):
    (item,) = await fetch_rows(
        "SELECT id FROM work_item WHERE kind = 'standing_doubted' AND done_at IS NULL"
    )
    staff = await make_staff(organisation="shn", role="shn_worker")
    await settle_work_item(item_id=item["id"], worker=worker(staff), now=now)


async def test_a_doubt_outlives_a_list_without_the_parent_and_shn_settles_it(enter):
    _, one = await news_for(stand_in())
    noor = await enter("slo-1")
    await noor.post(f"/mijn/namens/{one.id}/klopt-niet")
    await happen(updated(EMPTY, vertegenwoordigers=[]))
    await happen(updated(AGAIN, vertegenwoordigers=[stand_in()]))
    back = await stands_in()
    assert back.id != one.id
    assert await status_for(enter, back) == 403
    await settle()
    assert await status_for(enter, back) == 200
    await happen(updated(LATER, vertegenwoordigers=[stand_in(magHandelen=False)]))
    assert await status_for(enter, await stands_in()) == 200


async def test_who_comes_back_by_another_name_at_that_address_is_doubted_too(enter):
    _, one = await news_for(stand_in())
    await (await enter("slo-1")).post(f"/mijn/namens/{one.id}/klopt-niet")
    await happen(updated(EMPTY, vertegenwoordigers=[]))
    await happen(updated(AGAIN, vertegenwoordigers=[stand_in(naam="K. de Bos")]))
    assert await status_for(enter, await stands_in()) == 403


async def test_settling_one_of_two_doubts_leaves_the_other(enter):
    """Father and mother may share an address: each was doubted by herself."""
    await news_for(stand_in(), stand_in(naam="Piet Bos"))
    kim, piet = await Representative.objects().order_by(Representative.position)
    noor = await enter("slo-1")
    await noor.post(f"/mijn/namens/{kim.id}/klopt-niet")
    (of_kim,) = await fetch_rows("SELECT id FROM work_item")
    await noor.post(f"/mijn/namens/{piet.id}/klopt-niet")
    staff = await make_staff(organisation="shn", role="shn_worker")
    await settle_work_item(item_id=of_kim["id"], worker=worker(staff), now=NOW)
    assert await status_for(enter, piet) == 403
    await settle()
    assert await status_for(enter, piet) == 200
    assert await status_for(enter, kim) == 200


async def test_a_doubt_goes_along_to_the_person_she_turned_out_to_be(enter):
    child = {"voornamen": "Noor", "geboortedatum": "2013-05-17"}
    two = [
        victim(reference, **child, vertegenwoordigers=[stand_in()])
        for reference in ("slo-1", "slo-2")
    ]
    await happen(report(*two))
    by = {
        row["reference"]: row["id"]
        for row in await fetch_rows(
            "SELECT r.id, v.reference FROM representative r"
            " JOIN victim v ON v.id = r.victim"
        )
    }
    noor = await enter("slo-2")
    await noor.post(f"/mijn/namens/{by['slo-2']}/klopt-niet")
    await happen(merged())
    (kept,) = await fetch_rows(
        "SELECT r.id FROM representative r JOIN victim v ON v.id = r.victim"
        " WHERE v.merged_into IS NULL"
    )
    mother = await Representative.objects().get(Representative.id == kept["id"])
    assert await status_for(enter, mother) == 403
    await settle()
    assert await status_for(enter, mother) == 200


async def test_a_doubt_and_its_end_are_no_words_to_send(enter):
    _, one = await news_for(stand_in(), born="2009-05-17")
    noor = await enter("slo-1")
    await noor.post(f"/mijn/namens/{one.id}/klopt-niet")
    for word in ("settled", "doubted"):
        await noor.post(f"/mijn/namens/{one.id}/toegang", status=404, word=word)
    assert await status_for(enter, one) == 403


async def test_work_that_was_open_before_doubts_were_kept_still_settles_them(enter):
    _, one = await news_for(stand_in())
    noor = await enter("slo-1")
    await noor.post(f"/mijn/namens/{one.id}/klopt-niet")
    await execute("DELETE FROM standing_word")
    await execute("UPDATE work_item SET cause = {}", one.id)
    await execute("DELETE FROM migration WHERE name = {}", "2026-11-22T11:01:00:000000")
    await migrate()
    await happen(updated(EMPTY, vertegenwoordigers=[]))
    await happen(updated(AGAIN, vertegenwoordigers=[stand_in()]))
    assert await status_for(enter, await stands_in()) == 403
    await settle()
    assert await status_for(enter, await stands_in()) == 200


async def test_nothing_on_her_pages_tells_later_that_she_doubted_somebody(enter):
    """Whoever has her login would read what we tell nobody."""
    _, one = await news_for(stand_in())
    noor = await enter("slo-1")
    await noor.post(f"/mijn/namens/{one.id}/klopt-niet")
    text = main_text(await noor.get("/mijn/namens"))
    assert "Deze persoon ziet nu niets van u." in text
    assert "niet klopt" not in text
    assert "kijkt het na" not in text
