"""What she sees stands beside the call, and looking at it tells her nothing."""

from datetime import timedelta
from uuid import uuid4

from portal.db.engine import execute, fetch_rows
from tests.builders import NOW
from tests.chain import calls, case, decision, happen, report, victim
from tests.pages import read_html

REASON = "Er is te weinig bewijs tegen deze persoon."
HTMX = {"hx-request": "true"}


async def take(browser, kind="sepot"):
    call = next(it for it in await calls(kind))
    await browser.post(f"/werk/gesprek/{call['id']}/nemen")
    return f"/werk/gesprek/{call['id']}/wat-zij-ziet"


async def look(visit, *events, kind="sepot", **staff):
    browser = await visit(**staff)
    await happen(report(), case(), decision(), *events)
    path = await take(browser, kind)
    return browser, path, await browser.get(path)


async def test_behind_the_gate_nothing_of_the_decision_shows(visit):
    _, _, page = await look(visit)
    (main,) = read_html(page.text).all("main")
    assert "Er is een beslissing." in main.text
    assert "Wij bellen u vóór dinsdag 24 november 2026." in main.text
    assert REASON not in page.text


async def test_once_she_knows_the_caller_reads_what_she_reads(visit):
    browser, path, _ = await look(visit)
    (call,) = await calls("sepot")
    await execute(
        "UPDATE call_task_decision SET told_at = opened_at FROM call_task"
        " WHERE call_task.id = call_task_decision.task"
    )
    page = await browser.get(path)
    assert call["closed_as"] is None
    assert "Als zij verder leest: De zaak stopt" in page.text
    assert REASON in page.text


async def test_there_is_nothing_to_press_and_no_way_to_her_pages(visit):
    browser, path, _ = await look(visit)
    await execute("UPDATE call_task_decision SET told_at = {}", NOW)
    page = await browser.get(path)
    (main,) = read_html(page.text).all("main")
    assert not list(main.all("form", "button", "input"))
    assert not [it for it in main.all("a") if it["href"].startswith("/mijn")]
    assert "Slachtofferhulp kan uw keuze zien" not in main.text


async def test_looking_is_no_knowledge_and_leaves_a_trace_of_staff(visit):
    browser, path, _ = await look(visit)
    await browser.get(path)
    assert await fetch_rows("SELECT id FROM knowledge") == []
    rows = await fetch_rows(
        "SELECT actor_kind, actor, victim FROM audit_event"
        " WHERE action = 'victim_page_previewed'"
    )
    assert {row["actor_kind"] for row in rows} == {"staff"}
    assert {row["actor"] for row in rows} == {str(browser.staff.id)}
    seen = await fetch_rows("SELECT id FROM audit_event WHERE actor_kind = 'victim'")
    assert (len(rows), seen) == (2, [])


async def test_with_htmx_it_comes_as_a_part_of_the_screen(visit):
    browser, path, _ = await look(visit)
    part = await browser.get(path, headers=HTMX)
    assert "<html" not in part.text
    assert 'id="zij-ziet-kop"' in part.text


async def test_nothing_of_another_victim_shows(visit):
    browser = await visit()
    other = victim("slo-2", voornamen="Bo", achternaam="Bos", tussenvoegsel="")
    await happen(report(victim(), other), case(), decision())
    page = await browser.get(await take(browser))
    assert "Bos" not in page.text


async def test_who_lost_the_call_or_works_elsewhere_sees_nothing(visit):
    browser, path, _ = await look(visit)
    for other, status in (
        (await visit(), 409),
        (await visit(location="Amsterdam"), 404),
        (await visit(organisation="shn", role="shn_worker"), 404),
    ):
        page = await other.get(path)
        assert page.status_code == status
        assert "Er is een beslissing" not in page.text
    await execute("UPDATE call_task SET lease_until = {} WHERE kind = 'sepot'", NOW)
    assert (await browser.get(path)).status_code == 409


async def test_halt_sees_of_her_page_what_halt_may_know(visit):
    _, path, _ = await look(visit)
    await execute(
        "UPDATE call_task SET organisation = 'halt', kind = 'halt',"
        " lease_token = NULL, lease_staff = NULL, lease_until = NULL"
        " WHERE kind = 'sepot'"
    )
    halt = await visit(organisation="halt", role="halt_worker")
    await halt.post(path.replace("/wat-zij-ziet", "/nemen"))
    page = await halt.get(path)
    assert page.status_code == 200
    assert "officier van justitie heeft iets beslist" not in page.text
    assert REASON not in page.text


async def test_what_she_asked_another_organisation_stays_between_them(visit):
    browser, path, _ = await look(visit)
    (call,) = await calls("sepot")
    await execute(
        "INSERT INTO call_task (id, victim, incident, kind, organisation, location,"
        " topic, opened_at, due_at, is_at_risk, needs_experience, is_agreed, attempts,"
        " priority, not_before, window_ends)"
        " SELECT {}, victim, incident, 'callback', 'shn', location,"
        " 'Mijn moeder weet het niet', opened_at, due_at, FALSE, FALSE, FALSE, 0, 0,"
        " {}, {}"
        " FROM call_task WHERE id = {}",
        *(uuid4(), NOW, NOW + timedelta(hours=2), call["id"]),
    )
    page = await browser.get(path)
    assert "Slachtofferhulp Nederland belt u." in page.text
    assert "Mijn moeder" not in page.text
