"""Where SHN must look first nobody promises a call, whatever she asked."""

from datetime import date
from uuid import uuid4

import pytest

from portal.actions import call_outcomes, callbacks
from portal.actions.call_outcomes import record_attempt
from portal.actions.call_tasks import refresh_calls_of_victim
from portal.actions.callbacks import ask_callback, fetch_callback_choices
from portal.actions.calls import take_call
from portal.db.cases import fetch_incident_id
from portal.db.engine import execute
from portal.db.notices import fetch_contents_for_victim
from portal.db.victims import fetch_victim_id
from portal.domain.attempts import AttemptReport
from portal.domain.outcomes import Outcome
from portal.domain.staff import Organisation
from portal.domain.victims import DayPart
from tests.builders import make_staff, worker
from tests.calling import work
from tests.chain import (
    NOW,
    REPORT,
    calls,
    case,
    decision,
    fact,
    happen,
    report,
    victim,
)
from tests.interleaving import Pause
from tests.outbox import Postbox, deliver, outbox

pytestmark = pytest.mark.usefixtures("database")
SAFE_PHONE = {"nummer": "06-12345678", "eigen": True, "veilig": True}
OTHER_CASE = "16-654321-26"


async def hers():
    await happen(report(victim(telefoonnummers=[SAFE_PHONE])), case(), decision())
    return {
        "victim_id": await fetch_victim_id(reference="slo-1"),
        "incident_id": await fetch_incident_id(pv_number=REPORT),
    }


async def ask(about, organisation=Organisation.OM):
    return await ask_callback(
        **about,
        organisation=organisation,
        day=date(2026, 11, 24),
        day_part=DayPart.MORNING,
        topic="",
        now=NOW,
    )


async def take_sepot():
    [task] = await calls("sepot")
    caller = worker(await make_staff())
    lease = await take_call(task_id=task["id"], worker=caller, now=NOW)
    return task["id"], lease.token, caller


async def danger(taken):
    task_id, token, caller = taken
    await record_attempt(
        task_id=task_id,
        token=token,
        worker=caller,
        report=AttemptReport(submission=uuid4(), outcome=Outcome.UNSAFE),
        now=NOW,
    )


async def waiting():
    return {row["kind"]: row["waits_for"] for row in await calls()}


async def content(about):
    await deliver(email=Postbox())
    [row] = await outbox()
    contents = await fetch_contents_for_victim(
        victim_id=about["victim_id"], message_ids=[row["id"]]
    )
    return contents[row["id"]]


async def test_a_callback_after_danger_waits_and_is_no_promise():
    about = await hers()
    await danger(await take_sepot())
    asked = await ask(about)
    assert asked.waits_for_shn
    assert await waiting() == {"sepot": "unsafe", "callback": "unsafe"}
    told = await content(about)
    assert "Iemand van Slachtofferhulp kijkt eerst" in told
    assert "0900 0101" in told
    assert "Wij bellen u op" not in told


async def test_it_is_work_for_shn_also_when_the_unsafe_call_is_over():
    about = await hers()
    await danger(await take_sepot())
    await ask(about)
    await execute("UPDATE work_item SET done_at = {}", NOW)
    await ask(about)
    assert ("unsafe", "shn", "shn_worker") in await work()


async def test_the_form_does_not_promise_either():
    about = await hers()
    assert not (await fetch_callback_choices(**about, now=NOW)).waits_for_shn
    await danger(await take_sepot())
    assert (await fetch_callback_choices(**about, now=NOW)).waits_for_shn


@pytest.mark.parametrize("wait", ["unsafe", "number_to_verify"])
async def test_a_promise_that_no_longer_holds_does_not_leave(wait):
    about = await hers()
    await ask(about)
    await execute(
        "UPDATE call_task SET waits_for = {}, not_before = NULL, window_ends = NULL",
        wait,
    )
    await deliver(email=Postbox())
    assert [row["state"] for row in await outbox()] == ["cancelled"]


@pytest.mark.parametrize("wait", ["unsafe", "number_to_verify"])
async def test_asking_again_changes_no_wait(wait):
    about = await hers()
    await ask(about)
    await execute(
        "UPDATE call_task SET waits_for = {}, not_before = NULL, window_ends = NULL"
        " WHERE kind = 'callback'",
        wait,
    )
    assert (await ask(about)).waits_for_shn
    assert (wait, "shn", "shn_worker") in await work()


async def test_shn_opens_the_way_for_all_of_them():
    about = await hers()
    await danger(await take_sepot())
    await ask(about)
    await execute("UPDATE victim SET is_vulnerable = FALSE")
    await execute("UPDATE work_item SET done_at = {}", NOW)
    await refresh_calls_of_victim(
        victim_id=about["victim_id"], is_settled_by_shn=True, now=NOW
    )
    assert await waiting() == {"sepot": None, "callback": None}


async def test_a_call_about_a_new_decision_waits_as_well():
    await hers()
    await danger(await take_sepot())
    await execute("UPDATE call_task SET closed_as = 'cancelled', closed_at = {}", NOW)
    other = {"parketnummer": OTHER_CASE}
    await happen(case(**other, feiten=[fact(2)]), decision("2026-11-23T09:00", **other))
    open_calls = [it for it in await calls("sepot") if it["closed_as"] is None]
    assert [it["waits_for"] for it in open_calls] == ["unsafe"]


async def test_a_callback_that_is_being_asked_when_danger_shows_waits(monkeypatch):
    about = await hers()
    taken = await take_sepot()
    pause = Pause(monkeypatch, callbacks, "refresh_window")
    await pause.meanwhile(ask(about), danger(taken))
    assert await waiting() == {"sepot": "unsafe", "callback": "unsafe"}


async def test_danger_that_is_being_recorded_stops_a_callback_asked_then(monkeypatch):
    about = await hers()
    taken = await take_sepot()
    pause = Pause(monkeypatch, call_outcomes, "insert_attempt")
    await pause.meanwhile(danger(taken), ask(about))
    assert await waiting() == {"sepot": "unsafe", "callback": "unsafe"}
