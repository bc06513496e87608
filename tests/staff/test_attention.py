"""What a person must look at."""

from datetime import timedelta
from uuid import uuid4

import pytest

from portal.actions.work_items import alert_people
from portal.db.query_count import count_queries
from portal.db.rows import insert_row, insert_rows
from portal.db.sealing_ring import sealer
from portal.db.tables.messages import WorkItem
from portal.db.tables.staff import AuditEvent
from portal.domain.staff import Organisation
from portal.domain.work_items import WorkItemKind
from tests.builders import NOW, make_case, make_task, make_victim, reload_task


async def alert(kind, task=None):
    task = task or await make_task()
    await alert_people(
        kind=WorkItemKind(kind),
        cause=task.id,
        organisation=Organisation.OM,
        now=NOW,
        victim_id=task.victim,
        task_id=task.id,
    )
    return task


async def item_of(role):
    return await WorkItem.objects().get(WorkItem.role == role)


async def test_everybody_sees_the_work_of_the_own_role(visit):
    task = await alert("unsafe")
    shn = await visit(organisation="shn", role="shn_worker")
    page = await shn.get("/werk/aandacht")
    assert "Onveilig: gesprek gestopt" in page.text
    assert "Anna de Vries" in page.text
    assert f"/werk/zaken/{task.incident}?voor={task.victim}" in page.text
    supervisor = await visit(role="supervisor")
    page = await supervisor.get("/werk/aandacht")
    assert f"/werk/gesprek/{task.id}" in page.text
    caller = await visit()
    assert "Er is nu niets te doen." in (await caller.get("/werk/aandacht")).text


async def test_what_shn_settled_may_be_called_again(visit):
    task = await make_task(waits_for="unsafe", not_before=None, window_ends=None)
    await alert("unsafe", task)
    shn = await visit(organisation="shn", role="shn_worker")
    item = await item_of("shn_worker")
    page = await shn.follow(await shn.post(f"/werk/aandacht/{item.id}/klaar"))
    assert "Dit is van de lijst." in page.text
    assert (await reload_task(task.id)).waits_for is None


async def test_the_supervisors_tick_lets_nobody_be_called(visit):
    task = await make_task(waits_for="unsafe", not_before=None, window_ends=None)
    await alert("unsafe", task)
    supervisor = await visit(role="supervisor")
    item = await item_of("supervisor")
    await supervisor.post(f"/werk/aandacht/{item.id}/klaar")
    assert (await reload_task(task.id)).waits_for == "unsafe"


async def make_older_work(count):
    """Work of another kind for SHN, all of it from before."""
    anna = await make_victim(given_names="Vroeg")
    await insert_rows(
        "work_item",
        [
            {
                "id": uuid4(),
                "kind": "hearing_wish",
                "cause": uuid4(),
                "organisation": "shn",
                "role": "shn_worker",
                "location": "",
                "victim": anna.id,
                "detail": "",
                "opened_at": NOW - timedelta(days=2, seconds=number),
            }
            for number in range(count)
        ],
    )


async def test_what_is_unsafe_comes_before_a_hundred_older_pieces_of_work(visit):
    await make_older_work(100)
    task = await make_task(waits_for="unsafe", not_before=None, window_ends=None)
    await alert("unsafe", task)
    shn = await visit(organisation="shn", role="shn_worker")
    page = await shn.get("/werk/aandacht")
    unsafe, older = (
        page.text.index(text)
        for text in ("Onveilig: gesprek gestopt", "Wil iets op de dag van de zitting")
    )
    assert unsafe < older


async def test_what_does_not_fit_on_the_first_page_is_on_the_next(visit):
    await make_older_work(100)
    task = await make_task()
    await alert("number_to_verify", task)
    shn = await visit(organisation="shn", role="shn_worker")
    page = await shn.get("/werk/aandacht")
    assert "Nummer uitzoeken" not in page.text
    assert "/werk/aandacht?pagina=2" in page.text
    page = await shn.get("/werk/aandacht?pagina=2")
    assert "Nummer uitzoeken" in page.text
    assert "/werk/aandacht?pagina=3" not in page.text
    page = await shn.get("/werk/aandacht?pagina=3")
    assert "Er is niets meer te doen op deze pagina." in page.text


async def test_work_behind_a_hundred_others_is_settled_all_the_same(visit):
    await make_older_work(100)
    task = await make_task(waits_for="number_to_verify")
    await alert("number_to_verify", task)
    shn = await visit(organisation="shn", role="shn_worker")
    item = await WorkItem.objects().get(WorkItem.kind == "number_to_verify")
    assert (await shn.get(f"/werk/aandacht/{item.id}/nummers")).status_code == 200
    page = await shn.follow(await shn.post(f"/werk/aandacht/{item.id}/klaar"))
    assert "Dit is van de lijst." in page.text


async def test_nobody_settles_the_work_of_another_role(visit):
    await alert("unsafe")
    caller = await visit()
    item = await item_of("supervisor")
    response = await caller.post(f"/werk/aandacht/{item.id}/klaar")
    assert response.status_code == 409


async def unreadable(text="zie dossier", location="Midden-Nederland", **given):
    phone = {"number": text, "is_readable": False, **given.pop("phone", {})}
    bo = await make_victim(
        given_names="Bo", infix="", family_name="Bos", phones=[phone], **given
    )
    case = await make_case(victims=(bo,), location=location)
    return bo, case


SHN = {"organisation": "shn", "role": "shn_worker"}


async def test_shn_sees_what_is_to_be_mended_as_it_came(visit):
    bo, case = await unreadable()
    page = await (await visit(**SHN)).get("/werk/aandacht")
    assert "zie dossier" in page.text
    assert f"/werk/zaken/{case.incident}?voor={bo.id}" in page.text


@pytest.mark.parametrize("role", ["caller", "supervisor", "prosecutor_office"])
async def test_others_see_only_that_a_number_cannot_be_read(visit, role):
    bo, case = await unreadable()
    page = await (await visit(role=role)).get("/werk/aandacht")
    assert "zie dossier" not in page.text
    assert "niet te lezen" in page.text
    assert f"/werk/zaken/{case.incident}?voor={bo.id}" in page.text


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ({"phone": {"is_safe": False}}, "niet te lezen; onveilig"),
        ({"calling": False}, "niet te lezen; wil niet gebeld worden"),
    ],
)
async def test_a_number_that_may_not_be_called_is_shown_to_nobody(visit, given, why):
    await unreadable(**given)
    page = await (await visit(**SHN)).get("/werk/aandacht")
    assert "zie dossier" not in page.text
    assert why in page.text


async def test_a_number_of_another_location_is_not_there(visit):
    await unreadable(location="Rotterdam")
    for who in (SHN, {}, {"role": "supervisor"}):
        local = await visit(**who, location="Midden-Nederland")
        assert "Bos" not in (await local.get("/werk/aandacht")).text
        there = await visit(**who, location="Rotterdam")
        assert "Bo Bos" in (await there.get("/werk/aandacht")).text


async def test_halt_and_who_plans_see_no_numbers(visit):
    await unreadable()
    halt = await visit(organisation="halt", role="halt_worker")
    assert "Bos" not in (await halt.get("/werk/aandacht")).text
    planner = await visit(role="planner")
    assert (await planner.get("/werk/aandacht")).status_code == 404


async def test_nobody_mends_the_number_of_who_died(visit):
    await unreadable(is_deceased=True)
    assert "Bos" not in (await (await visit(**SHN)).get("/werk/aandacht")).text


async def test_whom_the_page_told_of_is_written_down(visit):
    bo, _ = await unreadable()
    task = await alert("unsafe")
    supervisor = await visit(role="supervisor")
    await supervisor.get("/werk/aandacht")
    shown = await AuditEvent.objects().where(AuditEvent.action == "attention_shown")
    assert {row.victim for row in shown} == {bo.id, task.victim}
    assert {row.actor for row in shown} == {str(supervisor.staff.id)}


async def test_many_people_on_the_page_cost_no_more_statements_than_one(visit):
    task = await alert("unsafe")
    supervisor = await visit(role="supervisor")
    await supervisor.get("/werk/aandacht")
    with count_queries() as of_one:
        await supervisor.get("/werk/aandacht")
    for number in range(5):
        anna = await make_victim(given_names=f"Anna {number}")
        await alert("unsafe", await make_task(victim=anna))
    with count_queries() as of_six:
        await supervisor.get("/werk/aandacht")
    assert len(of_six) == len(of_one)
    shown = await AuditEvent.objects().where(AuditEvent.action == "attention_shown")
    assert len({row.victim for row in shown}) == 6
    assert len([row for row in shown if row.victim == task.victim]) == 3


async def test_work_for_all_locations_stays_away_where_nothing_of_hers_is(visit):
    anna = await make_victim()
    await make_case(victims=(anna,), location="Rotterdam")
    await alert_people(
        kind=WorkItemKind.NO_SAFE_CHANNEL,
        cause=anna.id,
        organisation=Organisation.OM,
        now=NOW,
        victim_id=anna.id,
    )
    for location, is_there in (
        ("Midden-Nederland", False),
        ("Rotterdam", True),
        (None, True),
    ):
        supervisor = await visit(role="supervisor", location=location)
        page = await supervisor.get("/werk/aandacht")
        assert ("Anna de Vries" in page.text) is is_there


async def park(**given):
    event_id = uuid4()
    content = sealer().seal("{}", place=f"inbound_event/{event_id}/content_sealed")
    await insert_row(
        "inbound_event",
        {
            "id": event_id,
            "source": "urn:test",
            "event_id": "1",
            "kind": "nl.om.beslissing-genomen",
            "subject": "16-123456-26",
            "happened_at": NOW,
            "content_hash": "0" * 64,
            "state": "parked",
            "waits_for": "case:16-123456-26",
            "content_sealed": content,
            "arrival": 1,
            "received_at": NOW,
            **given,
        },
    )


async def test_events_that_wait_are_shown_with_since_when(visit):
    await park()
    page = await (await visit()).get("/werk/aandacht")
    assert "16-123456-26" in page.text
    assert "ma 23 nov 10:00" in page.text


async def test_an_event_that_we_cannot_apply_says_so(visit):
    await park(problem="KeyError", tried_at=NOW)
    page = await (await visit()).get("/werk/aandacht")
    assert "fout in het portaal" in page.text
    assert "KeyError" in page.text
