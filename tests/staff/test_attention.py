"""What a person must look at."""

from uuid import uuid4

from portal.actions.work_items import alert_people
from portal.db.rows import insert_row
from portal.db.sealing_ring import sealer
from portal.db.tables.messages import WorkItem
from portal.domain.staff import Organisation
from portal.domain.work_items import WorkItemKind
from tests.builders import NOW, make_phone, make_task, make_victim, reload_task


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


async def test_nobody_settles_the_work_of_another_role(visit):
    await alert("unsafe")
    caller = await visit()
    item = await item_of("supervisor")
    response = await caller.post(f"/werk/aandacht/{item.id}/klaar")
    assert response.status_code == 409


async def test_numbers_that_nobody_can_read_are_listed_as_they_came(visit):
    victim = await make_victim(given_names="Bo", infix="", family_name="Bos")
    await make_phone(victim=victim, phone="zie dossier", is_readable=False)
    page = await (await visit()).get("/werk/aandacht")
    assert "zie dossier" in page.text
    assert "Bo Bos" in page.text


async def test_events_that_wait_are_shown_with_since_when(visit):
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
        },
    )
    page = await (await visit()).get("/werk/aandacht")
    assert "16-123456-26" in page.text
    assert "ma 23 nov 10:00" in page.text
