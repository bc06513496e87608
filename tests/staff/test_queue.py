"""The list of calls, and the next one by one button."""

from datetime import timedelta

from portal.db.query_count import count_queries
from portal.db.tables.calls import CallTask
from tests.builders import (
    NOW,
    make_attempt,
    make_decision,
    make_staff,
    make_task,
    make_victim,
)
from tests.pages import read_html


def rows_of(response):
    page = read_html(response.text)
    (table,) = page.all("table")
    return [
        [cell.text for cell in row.all("td")]
        for row in table.all("tr")
        if row.all("td")
    ][1:]


async def test_the_list_says_of_each_call_why_it_is_now(visit):
    browser = await visit()
    anna = await make_victim(given_names="Anna", infix="de", family_name="Vries")
    served = await make_decision(served_on=NOW.date())
    await make_task(victim=anna, decisions=(served,), is_at_risk=True)
    pieter = await make_victim(given_names="Pieter", infix="", family_name="Jansen")
    agreed = {"is_agreed": True, "earliest_at": NOW, "not_before": NOW}
    await make_task(victim=pieter, kind="callback", **agreed)
    late = await make_task(due_at=NOW - timedelta(days=1), attempts=1)
    await make_attempt(task=late)
    page = await browser.get("/werk/bellen")
    first, second, third = rows_of(page)
    assert first == ["Pieter Jansen", "terugbelverzoek", "10:00 afgesproken",
                     "afspraak is nu", "0", "–"]  # noqa: RUF001 # fmt: skip
    assert second[2:] == ["zo 22 nov", "over tijd", "1", "vr 20 nov, geen gehoor"]
    assert third[:4] == ["Anna de Vries risico", "sepot + kennisgeving", "vandaag",
                         "uiterste dag vandaag"]  # fmt: skip


async def test_of_another_organisation_one_sees_who_and_when_only(visit):
    browser = await visit()
    task = await make_task()
    shn = await make_staff(organisation="shn", role="shn_worker")
    await make_attempt(task=task, staff=shn, outcome="spoken")
    ((*_, last),) = rows_of(await browser.get("/werk/bellen"))
    assert last == "SHN belde vr 20 nov"


async def test_the_next_call_is_one_button(visit):
    browser = await visit()
    task = await make_task()
    response = await browser.post("/werk/bellen/volgende")
    assert response.headers["location"] == f"/werk/gesprek/{task.id}"
    page = await browser.follow(response)
    assert "Anna de Vries" in page.text


async def test_when_there_is_nothing_to_do_it_says_so(visit):
    browser = await visit()
    page = await browser.follow(await browser.post("/werk/bellen/volgende"))
    assert "Er is nu niets te bellen." in page.text


async def test_the_list_is_asked_again_without_its_frame(visit):
    browser = await visit()
    await make_task()
    part = await browser.get("/werk/bellen/lijst", headers={"hx-request": "true"})
    assert "<html" not in part.text
    assert "Volgend gesprek" in part.text


async def test_the_counts_go_no_further_than_a_thousand(visit):
    browser = await visit()
    task = await make_task()
    await make_task(not_before=NOW + timedelta(hours=4))
    await make_task(not_before=None, window_ends=None, waits_for="no_safe_way")
    page = read_html((await browser.get("/werk/bellen")).text)
    counts = [each.text for each in page.all("span") if each["class"] == "count"]
    assert counts == ["1", "3", "0", "1", "1"]
    await CallTask.delete().where(CallTask.id == task.id)


async def test_the_list_takes_five_queries_however_long_it_is(visit):
    browser = await visit()
    for _ in range(3):
        await make_task()
    with count_queries() as few:
        await browser.get("/werk/bellen")
    for _ in range(30):
        await make_task()
    with count_queries() as many:
        page = await browser.get("/werk/bellen")
    assert len(rows_of(page)) == 25
    assert len(few) == len(many) <= 5


async def test_the_next_call_takes_three_queries(visit):
    browser = await visit()
    await make_task()
    with count_queries() as queries:
        await browser.post("/werk/bellen/volgende")
    assert len(queries) <= 3


async def test_who_makes_no_calls_has_no_list(visit):
    for role in ("planner", "privacy_officer"):
        browser = await visit(role=role)
        assert (await browser.get("/werk/bellen")).status_code == 404


async def test_who_has_no_work_here_yet_is_told_so(visit):
    browser = await visit(role="planner")
    page = await browser.get("/werk")
    assert "Voor uw rol is hier nog niets te doen." in page.text


async def test_the_list_that_asks_by_itself_keeps_nobody_logged_in(visit, clock):
    browser = await visit()
    for minutes in (5, 10, 14):
        clock.moment = NOW + timedelta(minutes=minutes)
        assert (await browser.get("/werk/bellen/lijst")).status_code == 200
    clock.moment = NOW + timedelta(minutes=16)
    response = await browser.get("/werk/bellen/lijst")
    assert response.headers["location"] == "/inloggen"


async def test_the_door_is_closed_without_a_login(visit):
    browser = await visit()
    browser.client.cookies.clear()
    response = await browser.client.get("/werk/bellen")
    assert response.headers["location"] == "/inloggen"
