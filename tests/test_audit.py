"""Whoever looks at a person, or changes something of hers, leaves a trail."""

import json

import pytest

from portal.actions.demo_clock import current_time, start_demo_clock
from portal.actions.demo_setup import DEMO_STAFF, set_up_demo
from portal.db.engine import fetch_rows
from tests.builders import NOW
from tests.chain import case, decision, happen, report, victim
from tests.pages import read_html
from tests.whole_portal import may_post, visiting

# Pages about places, hours, choices, texts, rules and figures: there is nobody on them.
ABOUT_NOBODY = (
    "/werk/bellen/keuze",
    "/werk/bellen/op-papier",
    "/werk/cijfers",
    "/werk/inrichting",
    "/werk/teksten",
    "/werk/uitkomsten",
)


@pytest.fixture
async def visitor(database, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    await start_demo_clock()
    await set_up_demo(now=NOW)
    await happen(
        report(victim("slo-0001")), case(), decision(), now=await current_time()
    )
    async with visiting() as visitor:
        yield await may_post(visitor)


async def trail():
    return await fetch_rows("SELECT * FROM audit_event")


async def walk(visitor, start, below):
    """Look at every page that links lead to; give those that left no trail."""
    todo, seen, silent = [start], set(), []
    while todo:
        path = todo.pop(0)
        if path in seen:
            continue
        seen.add(path)
        before = len(await trail())
        response = await visitor.get(path)
        assert response.status_code == 200, path
        if len(await trail()) == before:
            silent.append(path)
        if not response.headers["content-type"].startswith("text/html"):
            continue  # a file to save
        todo += [
            link["href"]
            for link in read_html(response.text).all("a")
            if (link["href"] or "").startswith(below)
        ]
    return seen, silent


async def test_every_page_that_a_victim_reads_leaves_a_trail(visitor):
    await visitor.post("/demo/inloggen", data={"victim": "slo-0001"})
    seen, silent = await walk(visitor, "/mijn", "/mijn")
    assert len(seen) >= 5
    assert silent == []


@pytest.mark.parametrize("worker", DEMO_STAFF, ids=lambda worker: worker.role.value)
async def test_every_page_that_staff_read_leaves_a_trail(visitor, worker):
    await visitor.post("/demo/inloggen", data={"staff": str(worker.staff_id)})
    seen, silent = await walk(visitor, "/werk/bellen", "/werk/")
    assert len(seen) >= 3
    assert [path for path in silent if not path.startswith(ABOUT_NOBODY)] == []


async def test_the_trail_says_who_of_which_organisation_saw_whom(visitor):
    caller = DEMO_STAFF[0]
    await visitor.post("/demo/inloggen", data={"staff": str(caller.staff_id)})
    await walk(visitor, "/werk/bellen", "/werk/")
    (person,) = await fetch_rows("SELECT id FROM victim")
    about_her = [row for row in await trail() if row["victim"] == person["id"]]
    assert about_her
    assert {row["organisation"] for row in about_her} == {"om"}
    assert {row["actor_kind"] for row in about_her} == {"staff"}


async def test_the_trail_holds_nothing_of_how_to_reach_her(visitor):
    await visitor.post("/demo/inloggen", data={"victim": "slo-0001"})
    await walk(visitor, "/mijn", "/mijn")
    written = json.dumps(await trail(), default=str)
    for secret in ("anna@example.org", "12345678", "Biltstraat"):
        assert secret not in written
