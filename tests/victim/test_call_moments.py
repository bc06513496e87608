"""Picking a time on screen."""

from uuid import uuid4

import pytest

from portal.actions.call_tasks import refresh_window
from portal.db.cases import fetch_incident_id
from portal.db.engine import execute, fetch_rows
from tests.actions.test_call_moments import open_desk
from tests.chain import NOW, REPORT, calls, case, decision, happen, report, victim
from tests.pages import read_html
from tests.victim.conftest import links, main_text

FORM = "/mijn/terugbellen"


async def times_page(**given):
    over = await fetch_incident_id(pv_number=REPORT)
    return {"over": str(over), "wie": "om", **given}


def times_on(page):
    return [
        field["value"]
        for field in read_html(page.text).all("input")
        if field["name"] == "moment"
    ]


async def test_she_reads_days_and_times_and_then_when_we_call(enter):
    await open_desk()
    await happen(report(), case())
    anna = await enter()
    page = await anna.get(FORM)
    (link,) = [it for it in links(page, f"{FORM}/moment") if "wie=om" in it]
    page = await anna.get(link)
    text = main_text(page)

    assert "dinsdag 24 november 2026" in text
    assert "10.30 tot 11 uur" in text
    page = await anna.post(
        f"{FORM}/moment",
        **await times_page(moment="2026-11-24T09:30", topic="Mijn vraag"),
    )
    text = main_text(page)
    assert "Goed. Wij bellen u op de tijd die u koos." in text
    assert "dinsdag 24 november 2026, tussen 10.30 en 11 uur" in text
    assert "U wilt praten over: Mijn vraag" in text
    assert "Dan zeggen wij eerst:" in text


async def test_who_comes_second_is_shown_what_is_left_and_loses_nothing(enter):
    await open_desk()
    await happen(report(victim("slo-1"), victim("slo-2")), case())
    anna, bea = await enter("slo-1"), await enter("slo-2")
    theirs = await times_page(moment="2026-11-24T09:30", topic="<b>Over</b> mijn werk")
    await anna.post(f"{FORM}/moment", **theirs)
    page = await bea.post(f"{FORM}/moment", status=409, **theirs)
    text = main_text(page)

    assert "Deze tijd is net weg." in text
    assert "<b>Over</b> mijn werk" in text
    assert "2026-11-24T09:30" not in times_on(page)
    assert "2026-11-24T10:00" in times_on(page)
    assert [task["reference"] for task in await calls("callback")] == ["slo-1"]


@pytest.mark.parametrize("moment", ["", "morgen", "2026-13-45T99:99"])
async def test_without_a_time_she_is_asked_again(enter, moment):
    await open_desk()
    await happen(report(), case())
    anna = await enter()
    page = await anna.post(
        f"{FORM}/moment", status=422, **await times_page(moment=moment, topic="Dag")
    )
    assert "Kies een tijd." in main_text(page)
    assert "Dag" in main_text(page)
    assert await calls("callback") == []


async def test_where_times_are_known_a_part_of_a_day_is_no_way_round(enter):
    await open_desk()
    await happen(report(), case())
    anna = await enter()
    form = {"organisation": "om", "day": "2026-11-24", "part": "morning"}
    page = await anna.post(FORM, status=422, **await times_page(**form))

    assert "Kies bij deze organisatie een tijd uit de lijst." in main_text(page)
    assert await calls("callback") == []


async def test_when_all_times_are_gone_she_can_still_ask(enter):
    await open_desk(shifts="sun 09:00-17:00")
    await happen(report(), case())
    anna = await enter()
    form = {"organisation": "om", "day": "2026-11-24", "part": "morning"}
    await anna.post(FORM, **await times_page(**form))

    assert len(await calls("callback")) == 1


async def test_she_picks_the_time_of_a_call_that_we_owe_and_leaves_it_again(enter):
    await open_desk(is_experienced=True)
    await happen(report(), case(), decision(at="2026-11-19T11:30"))
    anna = await enter()
    (task,) = await calls("sepot")
    page = await anna.get(FORM)
    assert "Wij bellen u vóór" in main_text(page)
    address = f"{FORM}/{task['id']}/moment"
    assert address in links(page, FORM)
    page = await anna.get(address)
    assert "Later mag dit gesprek niet." in main_text(page)
    chosen = times_on(page)[0]
    page = await anna.post(address, moment=chosen)
    assert "maandag 23 november 2026, tussen 10.30 en 11 uur" in main_text(page)
    page = await anna.post(f"{FORM}/{task['id']}/geen-moment")
    assert "Wij kiezen zelf een tijd waarop u gebeld wilt worden." in main_text(page)
    (task,) = await calls("sepot")
    assert not task["is_agreed"]


async def test_what_the_call_is_about_stays_behind_its_gate(enter):
    await open_desk(is_experienced=True)
    await happen(report(), case(), decision(beslissing="halt", sepotcodes=[]))
    anna = await enter()
    text = main_text(await anna.get(FORM))

    assert "Gesprekken die u nog krijgt" in text
    assert "Halt" not in text


@pytest.mark.parametrize("kind", ["seizure", "release", "apology"])
async def test_what_is_not_hers_to_move_is_not_on_the_page(enter, kind):
    await open_desk()
    await happen(report(), case(), decision())
    await execute("UPDATE call_task SET kind = {} WHERE kind = 'sepot'", kind)
    anna = await enter()
    (task,) = await calls(kind)

    assert str(task["id"]) not in (await anna.get(FORM)).text
    await anna.get(f"{FORM}/{task['id']}/moment", status=404)
    await anna.post(
        f"{FORM}/{task['id']}/moment", status=404, moment="2026-11-24T09:30"
    )


async def test_anothers_call_is_not_there(enter):
    await open_desk()
    await happen(report(victim("slo-1"), victim("slo-2")), case(), decision())
    anna = await enter("slo-1")
    theirs = next(it for it in await calls("sepot") if it["reference"] == "slo-2")
    for path in (f"{FORM}/{theirs['id']}/moment", f"{FORM}/{uuid4()}/moment"):
        await anna.get(path, status=404)
        await anna.post(path, status=404, moment="2026-11-24T09:30")
    await anna.post(f"{FORM}/{theirs['id']}/geen-moment", status=404)
    over = {"over": str(uuid4()), "wie": "om"}
    await anna.post(f"{FORM}/moment", status=404, moment="2026-11-24T09:30", **over)
    over = await times_page(wie="politie")
    await anna.post(f"{FORM}/moment", status=404, moment="2026-11-24T09:30", **over)
    assert await fetch_rows("SELECT id FROM call_slot") == []
    assert not any(it["is_agreed"] for it in await calls())


async def test_times_abroad_are_said_in_both(enter):
    await open_desk()
    await happen(report(victim(telefoonnummers=["+1 212 736 5000"])), case())
    anna = await enter()
    over = await fetch_incident_id(pv_number=REPORT)
    text = main_text(await anna.get(f"{FORM}/moment?over={over}&wie=om"))

    assert "Dit zijn tijden in Nederland." in text
    assert "15 tot 15.30 uur (9:00)" in text


async def test_each_change_is_on_the_trail_once(enter):
    await open_desk(is_experienced=True)
    await happen(report(), case(), decision(at="2026-11-19T11:30"))
    anna = await enter()
    (task,) = await calls("sepot")
    moment = f"{NOW.replace(hour=10):%Y-%m-%dT%H:%M}"
    await anna.post(f"{FORM}/{task['id']}/moment", moment=moment)
    await anna.post(f"{FORM}/{task['id']}/geen-moment")
    rows = await fetch_rows(
        "SELECT action FROM audit_event WHERE actor_kind = 'victim'"
    )

    actions = [row["action"] for row in rows]
    assert actions.count("choose_call_time") == actions.count("drop_call_time") == 1


async def test_the_news_says_when_she_chose_to_be_called(enter):
    await open_desk(is_experienced=True)
    await happen(report(), case(), decision(at="2026-11-19T11:30"))
    anna = await enter()
    (task,) = await calls("sepot")
    assert "Wij bellen u vóór" in main_text(await anna.get("/mijn"))
    await anna.post(f"{FORM}/{task['id']}/moment", moment="2026-11-24T09:30")
    text = main_text(await anna.get("/mijn"))
    assert "Wij bellen u op dinsdag 24 november 2026 om 10.30 uur." in text


async def test_the_news_promises_no_call_in_her_rest(enter):
    await happen(report(), case(), decision(at="2026-11-19T11:30"))
    anna = await enter()
    await anna.post("/mijn/rust", weeks="2", sure="ja")
    text = main_text(await anna.get("/mijn"))

    assert "Wij bellen u vanaf maandag 7 december 2026." in text
    assert "Wij bellen u vóór" not in text


async def test_late_is_late_though_the_next_hours_are_tomorrow(enter, clock):
    await happen(report(), case(), decision(at="2026-11-13T11:30"))
    anna = await enter()
    clock.advance(hours=11)  # nine in the evening
    (task,) = await calls("sepot")
    await refresh_window(task_id=task["id"], now=clock.moment)
    text = main_text(await anna.get("/mijn"))

    assert "Wij hadden u al moeten bellen." in text


async def test_a_time_that_we_missed_is_not_promised_once_more(enter, clock):
    await open_desk(is_experienced=True)
    await happen(report(), case(), decision(at="2026-11-19T11:30"))
    anna = await enter()
    (task,) = await calls("sepot")
    await anna.post(f"{FORM}/{task['id']}/moment", moment="2026-11-23T09:30")
    clock.advance(hours=34)
    await refresh_window(task_id=task["id"], now=clock.moment)
    text = main_text(await (await enter()).get(FORM))

    _, of_the_om = text.split("Het Openbaar Ministerie belt u. ")
    assert of_the_om.startswith("Wij zijn te laat. Wij bellen u zo snel als het kan.")
