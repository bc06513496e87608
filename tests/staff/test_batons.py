"""Handing over who tells a victim what, on the page of her case."""

import asyncio
import json
from datetime import timedelta
from uuid import uuid4

import pytest

from portal.actions import batons
from portal.actions.batons import hand_over_subject
from portal.actions.calls import take_call
from portal.db.engine import execute, fetch_rows
from portal.db.rows import insert_row
from portal.domain.batons import Subject, UnableToHandOverError
from portal.domain.errors import UnableToError
from portal.domain.staff import Organisation
from tests.builders import (
    NOW,
    agreed,
    make_attempt,
    make_case,
    make_decision,
    make_hearing,
    make_incident,
    make_staff,
    make_task,
    make_victim,
    reload_task,
    worker,
)
from tests.interleaving import Pause
from tests.staff.screens import Screen

NOTE = "Zij kent Samira goed."


class Story:
    """Anna, her case with a hearing, and the call about it."""

    def __init__(self, anna, incident, case, task):
        self.anna, self.incident, self.case, self.task = anna, incident, case, task

    @property
    def page(self):
        return f"/werk/zaken/{self.incident.id}?voor={self.anna.id}"

    async def give(self, browser, subject="hearing", to="shn", note=NOTE):
        return await browser.post(
            f"/werk/zaken/{self.incident.id}/wie-vertelt/{self.anna.id}",
            {
                "zaak": str(self.case.id),
                "onderwerp": subject,
                "aan": to,
                "notitie": note,
            },
        )


async def make_happening(incident, case, task=None):
    happening = uuid4()
    await insert_row(
        "happening",
        {
            "id": happening,
            "incident": incident.id,
            "case": case.id,
            "code": "hearing_planned",
            "at": NOW - timedelta(days=1),
            "arrival": 1,
            "detail": json.dumps({}),
        },
    )
    if task is not None:
        await insert_row(
            "call_task_happening",
            {"id": uuid4(), "task": task.id, "happening": happening},
        )


async def make_story(**task):
    anna = await make_victim(**agreed())
    incident = await make_incident(victims=(anna,))
    case = await make_case(incident=incident, victims=(anna,))
    await make_hearing(case=case)
    call = await make_task(victim=anna, incident=incident, kind="hearing", **task)
    await make_happening(incident, case, call)
    return Story(anna, incident, case, call)


async def steps():
    return await fetch_rows("SELECT * FROM baton ORDER BY step")


async def test_the_page_says_who_tells_what(visit):
    browser = await visit()
    story = await make_story()
    page = await browser.get(story.page)
    assert "Wie vertelt wat" in page.text
    assert page.text.count("OM vertelt dit") == 4
    assert '<option value="hearing">' in page.text
    assert '<option value="decision">' not in page.text


async def test_handing_over_moves_the_call_and_is_work_for_the_receiver(visit):
    browser = await visit()
    story = await make_story(preferred_staff=browser.staff.id)
    page = await browser.follow(await story.give(browser))
    assert "Overgedragen." in page.text
    assert "SHN vertelt dit" in page.text
    assert NOTE in page.text
    task = await reload_task(story.task.id)
    assert (task.organisation, task.kind, task.preferred_staff) == (
        "shn",
        "hearing",
        None,
    )
    shn = await visit(organisation="shn", role="shn_worker")
    page = await shn.get("/werk/aandacht")
    assert f"wij vertellen dit nu</a>: {NOTE}" in page.text
    page = await shn.get(f"/werk/gesprek/{task.id}")
    assert page.status_code == 200
    assert "Anna de Vries" in (await shn.get("/werk/bellen")).text


async def test_the_caller_reads_who_handed_it_over_and_why(visit):
    browser = await visit()
    story = await make_story()
    await story.give(browser)
    shn = await visit(organisation="shn", role="shn_worker")
    await shn.post("/werk/bellen/volgende")
    page = await shn.get(f"/werk/gesprek/{story.task.id}")
    assert "SHN vertelt dit. OM droeg het over" in page.text
    assert NOTE in page.text


async def test_who_calls_about_something_else_reads_who_tells_what(visit):
    browser = await visit()
    story = await make_story()
    first = await make_task(
        victim=story.anna,
        incident=story.incident,
        kind="first_contact",
        organisation="shn",
    )
    shn = await visit(organisation="shn", role="shn_worker")
    await shn.post(f"/werk/gesprek/{first.id}/nemen")
    screen = Screen(shn, first, await shn.get(f"/werk/gesprek/{first.id}"))
    await screen.identify()
    assert "Nieuws over de zaak: OM vertelt dit" in screen.page.text
    await story.give(browser)
    await screen.identify()
    assert f"Zitting ({story.case.parketnummer}): SHN vertelt dit" in screen.page.text
    assert "Ander nieuws over de zaak: OM vertelt dit" in screen.page.text


async def test_it_can_be_given_back_and_every_step_stays_on_file(visit):
    browser = await visit()
    story = await make_story()
    await story.give(browser)
    shn = await visit(organisation="shn", role="shn_worker")
    await story.give(shn, to="om", note="Zij wil het van het OM horen.")
    assert [(it["step"], it["holder"]) for it in await steps()] == [
        (1, "shn"),
        (2, "om"),
    ]
    assert (await reload_task(story.task.id)).organisation == "om"
    open_items = await fetch_rows(
        "SELECT organisation FROM work_item WHERE kind = 'handed_over'"
        " AND done_at IS NULL"
    )
    assert [row["organisation"] for row in open_items] == ["om"]


async def test_a_second_click_hands_nothing_over_twice(visit):
    browser = await visit()
    story = await make_story()
    await story.give(browser)
    answer = await story.give(browser)
    assert answer.status_code == 409
    assert "Uw organisatie vertelt dit niet (meer)." in answer.text
    assert len(await steps()) == 1


async def test_two_colleagues_at_once_hand_it_over_once(database):
    story = await make_story()
    colleagues = [worker(await make_staff()) for _ in range(3)]
    results = await asyncio.gather(
        *(
            hand_over_subject(
                incident_id=story.incident.id,
                victim_id=story.anna.id,
                case_id=story.case.id,
                subject=Subject.HEARING,
                to=Organisation.SHN,
                note=NOTE,
                worker=one,
                now=NOW,
            )
            for one in colleagues
        ),
        return_exceptions=True,
    )
    assert [it for it in results if it is True] == [True]
    assert sum(isinstance(it, UnableToHandOverError) for it in results) == 2
    assert len(await steps()) == 1


async def test_a_sepot_is_never_told_by_victim_support_first(visit):
    browser = await visit()
    story = await make_story()
    sepot = await make_decision(case=story.case)
    call = await make_task(
        victim=story.anna, incident=story.incident, decisions=(sepot,)
    )
    answer = await story.give(browser, subject="decision")
    assert "Een beslissing vertelt het OM eerst zelf." in answer.text
    assert (await reload_task(call.id)).organisation == "om"
    assert await steps() == []


async def test_a_call_that_is_being_made_is_not_taken_away(visit):
    browser = await visit()
    story = await make_story()
    await browser.post("/werk/bellen/volgende")
    answer = await story.give(await visit())
    assert "Een collega voert dit gesprek nu." in answer.text
    assert (await reload_task(story.task.id)).lease_staff == browser.staff.id


async def or_error(work):
    try:
        return await work
    except UnableToError as error:
        return error


async def test_who_takes_the_call_in_that_moment_keeps_it_or_gets_none(
    database, monkeypatch
):
    """Else SHN would hold the subject while the OM tells it on the phone."""
    story = await make_story()
    giver, caller = worker(await make_staff()), worker(await make_staff())
    gives = hand_over_subject(
        incident_id=story.incident.id,
        victim_id=story.anna.id,
        case_id=story.case.id,
        subject=Subject.HEARING,
        to=Organisation.SHN,
        note=NOTE,
        worker=giver,
        now=NOW,
    )
    takes = take_call(task_id=story.task.id, worker=caller, now=NOW)
    pause = Pause(monkeypatch, batons, "insert_baton")
    given, taken = await pause.meanwhile(or_error(gives), or_error(takes))
    task = await reload_task(story.task.id)
    is_handed_over = given is True
    assert is_handed_over is isinstance(taken, UnableToError)
    assert len(await steps()) == is_handed_over
    assert task.organisation == ("shn" if is_handed_over else "om")
    assert (task.lease_staff == caller.staff_id) is not is_handed_over


async def test_a_call_that_tells_of_another_case_too_stays(visit):
    browser = await visit()
    story = await make_story()
    other = await make_case(incident=story.incident, victims=(story.anna,))
    await make_happening(story.incident, other, story.task)
    await story.give(browser)
    assert (await reload_task(story.task.id)).organisation == "om"
    assert len(await steps()) == 1


async def test_the_receiver_waits_when_the_giver_just_spoke_her(visit):
    browser = await visit()
    story = await make_story()
    earlier = await make_task(
        victim=story.anna, incident=story.incident, kind="callback"
    )
    await make_attempt(
        task=earlier,
        staff=browser.staff,
        outcome="spoken",
        reached=True,
        at=NOW - timedelta(hours=1),
    )
    await story.give(browser)
    task = await reload_task(story.task.id)
    assert task.guarded_until == NOW + timedelta(hours=7)
    assert task.not_before >= task.guarded_until


async def test_others_read_that_it_moved_but_not_why(visit):
    story = await make_story()
    await execute(
        "INSERT INTO happening (id, incident, code, at, arrival, detail)"
        " VALUES ({}, {}, 'halt_referred', {}, 2, '{{}}')",
        *(uuid4(), story.incident.id, NOW),
    )
    browser = await visit()
    await story.give(browser)
    halt = await visit(organisation="halt", role="halt_worker")
    page = await halt.get(story.page)
    assert page.status_code == 200
    assert NOTE not in page.text


@pytest.mark.parametrize(
    "form", [{"to": "politie"}, {"subject": "alles"}, {"note": " "}]
)
async def test_what_is_not_filled_in_is_said(visit, form):
    browser = await visit()
    story = await make_story()
    answer = await story.give(browser, **form)
    assert answer.status_code in {400, 409, 422}
    assert await steps() == []


async def test_whom_one_may_not_know_is_not_handed_over(visit):
    story = await make_story()
    away = await visit(location="Amsterdam")
    assert (await story.give(away)).status_code == 404
    assert await steps() == []
