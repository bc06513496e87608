"""The end of a shift: what stands in one's name goes to a colleague or to everybody."""

from datetime import timedelta

from portal.db.engine import fetch_rows
from tests.builders import NOW, make_staff, make_task, make_victim, reload_task
from tests.pages import read_html

PAGE = "/werk/overdracht"


def boxes(page):
    return [
        it["value"]
        for it in read_html(page.text).all("input")
        if it["name"] == "gesprek"
    ]


async def make_kept(staff, **task):
    anna = await make_victim()
    return await make_task(victim=anna, preferred_staff=staff.id, **task)


async def give(browser, *tasks, to="", note=""):
    return await browser.post(
        PAGE, {"gesprek": [str(task.id) for task in tasks], "aan": to, "notitie": note}
    )


async def test_who_has_nothing_has_nothing_to_hand_over(visit):
    browser = await visit()
    await make_task()
    page = await browser.get(PAGE)
    assert "U hoeft niets over te dragen." in page.text


async def test_it_lists_what_is_held_and_what_is_kept(visit):
    browser = await visit()
    other = await make_staff()
    await make_kept(other)
    held = await make_task(due_at=NOW + timedelta(hours=1))
    kept = await make_kept(browser.staff, due_at=NOW + timedelta(days=2))
    promised = await make_kept(
        browser.staff,
        kind="callback",
        is_agreed=True,
        earliest_at=NOW + timedelta(hours=3),
        not_before=NOW + timedelta(hours=3),
    )
    await browser.post(f"/werk/gesprek/{held.id}/nemen")
    page = await browser.get(PAGE)
    assert set(boxes(page)) == {str(it.id) for it in (held, kept, promised)}
    assert "u hebt het nu open" in page.text
    assert "ma 23 nov 13:00 afgesproken" in page.text


async def test_a_colleague_gets_it_with_the_note_in_list_and_call(visit):
    browser, colleague = await visit(), await visit()
    third = await visit()
    task = await make_kept(browser.staff, earliest_at=NOW - timedelta(days=2))
    page = await browser.follow(
        await give(browser, task, to=str(colleague.staff.id), note="Zij wacht op u.")
    )
    assert "1 overgedragen." in page.text
    assert (await reload_task(task.id)).preferred_staff == colleague.staff.id
    shown = await colleague.get("/werk/bellen")
    assert f"van {browser.staff.name}: Zij wacht op u." in shown.text
    assert "Zij wacht op u." not in (await third.get("/werk/bellen")).text
    await colleague.post("/werk/bellen/volgende")
    page = await colleague.get(f"/werk/gesprek/{task.id}")
    assert "Zij wacht op u." in page.text


async def test_it_is_kept_for_the_colleague_for_a_while(visit, clock):
    browser, colleague = await visit(), await visit()
    task = await make_kept(
        browser.staff, due_at=NOW + timedelta(days=3), earliest_at=None
    )
    await give(browser, task, to=str(colleague.staff.id))
    third = await visit()
    answer = await third.post("/werk/bellen/volgende")
    assert answer.headers["location"] == "/werk/bellen"
    clock.moment = NOW + timedelta(hours=5)
    await third.client.get("/hulp")
    third = await visit()
    answer = await third.post("/werk/bellen/volgende")
    assert answer.headers["location"] == f"/werk/gesprek/{task.id}"


async def test_what_was_kept_for_somebody_else_is_the_colleagues_now(visit):
    browser, colleague = await visit(), await visit()
    contact_person = await make_staff()
    task = await make_kept(
        browser.staff,
        reserved_for=contact_person.id,
        reserved_until=NOW + timedelta(days=1),
    )
    await give(browser, task, to=str(colleague.staff.id))
    answer = await colleague.post("/werk/bellen/volgende")
    assert answer.headers["location"] == f"/werk/gesprek/{task.id}"


async def test_what_goes_back_to_everybody_may_be_taken_by_anybody(visit):
    browser = await visit()
    task = await make_task()
    await browser.post("/werk/bellen/volgende")
    await give(browser, task, note="Probeer de moeder.")
    row = await reload_task(task.id)
    assert (row.lease_token, row.preferred_staff) == (None, None)
    other = await visit()
    assert "Probeer de moeder." in (await other.get("/werk/bellen")).text
    await other.post("/werk/bellen/volgende")
    assert "Probeer de moeder." in (await other.get(f"/werk/gesprek/{task.id}")).text


async def test_after_the_next_try_the_note_is_history(visit):
    browser, colleague = await visit(), await visit()
    task = await make_kept(browser.staff)
    await give(browser, task, to=str(colleague.staff.id), note="Zij wacht.")
    await colleague.post("/werk/bellen/volgende")
    page = await colleague.get(f"/werk/gesprek/{task.id}")
    hidden = {
        it["name"]: it["value"]
        for it in read_html(page.text).all("input")
        if it["type"] == "hidden" and it["name"] in {"submission", "token"}
    }
    path = f"/werk/gesprek/{task.id}/poging"
    await colleague.post(path, {**hidden, "uitkomst": "no_answer"})
    assert (await reload_task(task.id)).hand_over is None
    assert len(await fetch_rows("SELECT id FROM call_hand_over")) == 1


async def test_what_changed_meanwhile_is_left_and_counted(visit):
    browser = await visit()
    mine, gone = await make_kept(browser.staff), await make_kept(await make_staff())
    page = await browser.follow(await give(browser, mine, gone))
    assert "1 overgedragen. 1 stond niet meer op uw naam." in page.text
    page = await browser.follow(await give(browser, mine))
    assert "0 overgedragen. 1 stond niet meer op uw naam." in page.text


async def test_a_grave_call_goes_to_nobody_without_experience(visit):
    browser = await visit(is_experienced=True)
    novice, old_hand = await make_staff(), await make_staff(is_experienced=True)
    task = await make_kept(browser.staff, needs_experience=True)
    page = await browser.follow(await give(browser, task, to=str(novice.id)))
    assert "past niet bij deze collega" in page.text
    page = await browser.follow(await give(browser, task, to=str(old_hand.id)))
    assert "1 overgedragen." in page.text


async def test_only_colleagues_who_phone_can_be_chosen(visit):
    browser = await visit()
    await make_kept(browser.staff)
    shn = await make_staff(organisation="shn", role="shn_worker", name="Van SHN")
    await make_staff(role="planner", name="Die plant")
    await make_staff(is_active=False, name="Die weg is")
    await make_staff(name="Die belt")
    page = await browser.get(PAGE)
    options = [it.text for it in read_html(page.text).all("option")]
    assert options == ["iedereen", "Die belt"]
    task = await make_kept(browser.staff)
    answer = await give(browser, task, to=str(shn.id), note="Blijft staan.")
    assert answer.status_code == 422
    assert "Deze collega is er niet (meer)." in answer.text
    assert "Blijft staan." in answer.text
    assert (await reload_task(task.id)).preferred_staff == browser.staff.id


async def test_nothing_chosen_is_said(visit):
    browser = await visit()
    await make_kept(browser.staff)
    answer = await give(browser)
    assert answer.status_code == 422
    assert "Kies welke gesprekken u overdraagt." in answer.text


async def test_who_handed_whose_call_over_is_written_down(visit):
    browser = await visit()
    task = await make_kept(browser.staff)
    await give(browser, task, note="Geheim.")
    rows = await fetch_rows("SELECT * FROM audit_event WHERE victim IS NOT NULL")
    assert [(row["action"], row["victim"]) for row in rows] == [
        ("call_handed_over", task.victim)
    ]
    assert "Geheim." not in str(rows)


async def test_the_trail_says_whose_names_were_on_the_page(visit):
    browser = await visit()
    mine = [await make_kept(browser.staff) for _ in range(2)]
    await make_kept(await make_staff())
    await browser.get(PAGE)
    rows = await fetch_rows(
        "SELECT victim FROM audit_event WHERE action = 'hand_over_read'"
    )
    assert {row["victim"] for row in rows} == {task.victim for task in mine}
