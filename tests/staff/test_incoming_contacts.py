"""She calls us or stands at the desk, and calls on paper are written down later."""

from datetime import date, timedelta

import pytest

from portal.db.engine import execute, fetch_rows
from portal.domain.checklist import SEPOT_ITEMS
from tests.builders import (
    NOW,
    agreed,
    make_case,
    make_decision,
    make_incident,
    make_staff,
    make_task,
    make_victim,
    reload_task,
)
from tests.pages import read_html
from tests.staff.screens import SURE, Screen

LATER = {
    "not_before": NOW + timedelta(hours=5),
    "window_ends": NOW + timedelta(hours=9),
}


async def make_anna(**task):
    anna = await make_victim(**agreed(), may_post=True)
    incident = await make_incident(victims=(anna,))
    case = await make_case(incident=incident, victims=(anna,))
    sepot = await make_decision(case=case)
    call = None
    if task is not None:
        call = await make_task(
            victim=anna, incident=incident, decisions=(sepot,), **task
        )
    return anna, incident, call, sepot


async def make_anna_without_calls():
    anna = await make_victim(**agreed(), may_post=True)
    incident = await make_incident(victims=(anna,))
    await make_case(incident=incident, victims=(anna,))
    return anna, incident


def path_of(anna, incident):
    return f"/werk/zaken/{incident.id}/contact/{anna.id}"


async def she_comes(browser, anna, incident, kind="incoming_call"):
    return await browser.post(f"{path_of(anna, incident)}/begin", {"soort": kind})


async def open_incoming(browser, kind="incoming_call", **task):
    anna, incident, call, sepot = await make_anna(**{**LATER, **task})
    page = await browser.follow(await she_comes(browser, anna, incident, kind))
    screen = Screen(browser, call, page)
    screen.decision = sepot
    return screen


def hidden(page):
    (form,) = [
        each
        for each in read_html(page.text).all("form")
        if each["action"].startswith("/werk/zaken/")
    ]
    return {
        field["name"]: field["value"]
        for field in form.all("input")
        if field["type"] == "hidden" and field["name"] != "_csrf_token"
    }


def spoken(screen):
    return {
        **SURE,
        "verteld": str(screen.decision.id),
        "punt": [str(item) for item in SEPOT_ITEMS],
    }


async def contacts():
    return await fetch_rows("SELECT * FROM contact")


@pytest.mark.parametrize(
    "task",
    [
        {},
        {"guarded_until": NOW + timedelta(hours=7)},
        {"not_before": None, "window_ends": None, "waits_for": "no_safe_way"},
        {"needs_experience": True},
    ],
    ids=["too-early", "guarded", "no-safe-way", "grave"],
)
async def test_her_open_call_is_taken_when_she_comes_to_us(visit, task):
    browser = await visit()
    screen = await open_incoming(browser, **task)
    assert "Zij belt ons" in screen.page.text
    assert "Geen gehoor" not in screen.page.text
    assert "Kijk eerst wie u spreekt" in screen.page.text
    assert (await reload_task(screen.task.id)).lease_staff == browser.staff.id


async def test_a_grave_call_asks_for_who_is_experienced(visit):
    browser = await visit()
    screen = await open_incoming(browser, needs_experience=True)
    assert "voor een ervaren beller" in screen.page.text


async def test_what_she_is_told_at_the_desk_counts_as_any_conversation(visit):
    browser = await visit()
    screen = await open_incoming(browser, "desk")
    assert "Zij staat aan de balie" in screen.page.text
    await screen.identify()
    page = await screen.result("spoken", **spoken(screen))
    assert "Vastgelegd: gesproken" in page.text
    (attempt,) = await fetch_rows("SELECT made_as, phone, counts FROM call_attempt")
    assert attempt == {"made_as": "desk", "phone": None, "counts": False}
    assert (await reload_task(screen.task.id)).closed_as == "done"
    (known,) = await fetch_rows("SELECT source FROM knowledge")
    assert known["source"] == "call"


async def test_who_was_not_surely_she_changes_nothing_about_calling_her(visit):
    browser = await visit()
    screen = await open_incoming(browser, attempts=2)
    assert "aan het bellen verandert niets" in screen.page.text
    page = await screen.result("identity_not_confirmed")
    assert "Aan het bellen verandert niets." in page.text
    task = await reload_task(screen.task.id)
    assert (task.attempts, task.closed_as, task.waits_for) == (2, None, None)
    assert task.not_before is not None
    assert task.lease_token is None


async def test_a_stop_stays_a_stop_when_somebody_calls_in_her_name(visit):
    browser = await visit()
    screen = await open_incoming(
        browser, not_before=None, window_ends=None, waits_for="unsafe"
    )
    await screen.result("someone_else")
    assert (await reload_task(screen.task.id)).waits_for == "unsafe"


async def test_nobody_answers_is_no_outcome_when_she_calls(visit):
    browser = await visit()
    screen = await open_incoming(browser)
    page = await screen.record("no_answer")
    assert page.status_code == 422
    assert "zij kwam zelf naar ons toe" in page.text


async def test_the_next_taking_is_an_ordinary_call_again(visit):
    browser = await visit()
    screen = await open_incoming(
        browser, not_before=NOW - timedelta(hours=1), window_ends=NOW + timedelta(8)
    )
    await browser.post(f"{screen.path}/teruggeven", screen.hidden)
    await browser.post("/werk/bellen/volgende")
    page = await browser.get(screen.path)
    assert "Zij belt ons" not in page.text


async def test_a_call_on_screen_becomes_hers_when_she_calls_meanwhile(visit):
    browser = await visit()
    anna, incident, call, _ = await make_anna()
    await browser.post("/werk/bellen/volgende")
    await she_comes(browser, anna, incident)
    page = await browser.get(f"/werk/gesprek/{call.id}")
    assert "Zij belt ons" in page.text


async def test_a_call_that_a_colleague_makes_is_left_alone(visit):
    colleague = await visit()
    anna, incident, call, _ = await make_anna()
    await colleague.post("/werk/bellen/volgende")
    browser = await visit()
    page = await browser.follow(await she_comes(browser, anna, incident))
    assert "Een collega voert nu een gesprek met haar" in page.text
    assert (await reload_task(call.id)).lease_staff == colleague.staff.id


async def test_a_call_about_another_report_is_offered_at_once(visit):
    browser = await visit()
    anna, _, call, _ = await make_anna(**LATER)
    other = await make_incident(victims=(anna,))
    page = await browser.follow(await she_comes(browser, anna, other))
    assert "Voer dat gesprek nu" in page.text
    path = f"/werk/zaken/{call.incident}/contact/{anna.id}/begin"
    assert f'action="{path}"' in page.text
    page = await browser.follow(await browser.post(path, {"soort": "desk"}))
    assert "Zij staat aan de balie" in page.text


async def test_without_an_open_call_a_contact_is_kept(visit):
    browser = await visit()
    anna, incident = await make_anna_without_calls()
    page = await browser.follow(await she_comes(browser, anna, incident, "desk"))
    assert "Waar ging het over?" in page.text
    form = {**hidden(page), "soort": "desk", "over": "case", "zeker": "ja"}
    note = {"notitie": "Vraagt of er al een zitting is."}
    page = await browser.follow(
        await browser.post(path_of(anna, incident), {**form, **note})
    )
    assert "Het contact is vastgelegd." in page.text
    assert "aan de balie, over de zaak" in page.text
    (kept,) = await contacts()
    assert (kept["kind"], kept["about"], kept["reached"]) == ("desk", "case", True)


async def test_a_second_click_keeps_one_contact(visit):
    browser = await visit()
    anna, incident = await make_anna_without_calls()
    page = await browser.get(path_of(anna, incident))
    form = {**hidden(page), "soort": "incoming_call", "over": "other", "zeker": "ja"}
    for _ in range(2):
        answer = await browser.post(path_of(anna, incident), form)
        assert answer.status_code == 303
    assert len(await contacts()) == 1


async def test_what_is_missing_is_said_and_nothing_typed_is_lost(visit):
    browser = await visit()
    anna, incident = await make_anna_without_calls()
    page = await browser.get(path_of(anna, incident))
    answer = await browser.post(
        path_of(anna, incident), {**hidden(page), "notitie": "Belt later nog eens."}
    )
    assert answer.status_code == 422
    assert "Kies waar het over ging." in answer.text
    assert "Belt later nog eens." in answer.text
    assert await contacts() == []


async def test_a_call_back_is_agreed_with_who_is_known(visit):
    browser = await visit()
    anna, incident = await make_anna_without_calls()
    page = await browser.get(path_of(anna, incident))
    form = {
        **hidden(page),
        "over": "case",
        "terug_dag": "2026-11-24",
        "terug_tijd": "11:15",
    }
    refused = await browser.post(path_of(anna, incident), form)
    assert "Maak alleen een afspraak als u weet wie u spreekt." in refused.text
    await browser.post(path_of(anna, incident), {**form, "zeker": "ja"})
    (task,) = await fetch_rows("SELECT * FROM call_task")
    assert (task["kind"], task["organisation"], task["is_agreed"]) == (
        "callback",
        "om",
        True,
    )
    assert task["earliest_at"].isoformat() == "2026-11-24T10:15:00+00:00"
    assert (await contacts())[0]["callback"] == task["id"]


async def test_a_promise_of_another_organisation_is_not_taken_away(visit):
    browser = await visit()
    anna, incident = await make_anna_without_calls()
    shns = await make_task(
        victim=anna, incident=incident, kind="callback", organisation="shn"
    )
    page = await browser.get(path_of(anna, incident))
    form = {**hidden(page), "over": "case", "zeker": "ja", "terug_dag": "2026-11-24"}
    answer = await browser.post(
        path_of(anna, incident), {**form, "terug_deel": "morning"}
    )
    assert "SHN heeft al een terugbelafspraak met haar." in answer.text
    assert (await reload_task(shns.id)).organisation == "shn"


async def test_for_others_a_contact_is_who_and_when(visit):
    browser = await visit()
    anna, incident = await make_anna_without_calls()
    page = await browser.get(path_of(anna, incident))
    form = {**hidden(page), "over": "support", "zeker": "ja", "notitie": "Geheim."}
    await browser.post(path_of(anna, incident), form)
    call = await make_task(
        victim=anna, incident=incident, kind="first_contact", organisation="shn"
    )
    shn = await visit(organisation="shn", role="shn_worker")
    page = await shn.get(f"/werk/gesprek/{call.id}")
    assert "OM sprak haar" in page.text
    assert "Geheim." not in page.text
    assert "over hulp" not in page.text


async def test_a_contact_keeps_others_away_for_eight_hours(visit):
    browser = await visit()
    anna, incident = await make_anna_without_calls()
    shns = await make_task(
        victim=anna, incident=incident, kind="first_contact", organisation="shn"
    )
    page = await browser.get(path_of(anna, incident))
    form = {**hidden(page), "over": "case", "zeker": "ja"}
    await browser.post(path_of(anna, incident), form)
    guarded = await reload_task(shns.id)
    assert guarded.guarded_until == NOW + timedelta(hours=8)
    assert guarded.not_before >= NOW + timedelta(hours=8)


async def test_who_was_not_surely_she_keeps_nobody_away(visit):
    browser = await visit()
    anna, incident = await make_anna_without_calls()
    shns = await make_task(
        victim=anna, incident=incident, kind="first_contact", organisation="shn"
    )
    page = await browser.get(path_of(anna, incident))
    await browser.post(path_of(anna, incident), {**hidden(page), "over": "case"})
    assert (await reload_task(shns.id)).guarded_until is None


async def test_a_call_on_paper_counts_from_its_real_moment(visit):
    browser = await visit()
    _, _, call, sepot = await make_anna(**LATER)
    page = await browser.get(f"/werk/gesprek/{call.id}")
    assert "op papier achteraf" in page.text
    page = await browser.follow(await browser.post(f"/werk/gesprek/{call.id}/achteraf"))
    screen = Screen(browser, call, page)
    screen.decision = sepot
    was = {"was_dag": "2026-11-20", "was_tijd": "15:30"}
    await screen.identify(**was)
    assert 'value="15:30"' in screen.page.text
    page = await screen.result("spoken", **spoken(screen), **was)
    assert "Vastgelegd: gesproken" in page.text
    (attempt,) = await fetch_rows("SELECT at, made_as FROM call_attempt")
    assert attempt["at"].isoformat() == "2026-11-20T14:30:00+00:00"
    assert attempt["made_as"] == "on_paper"
    (known,) = await fetch_rows("SELECT known_on FROM knowledge")
    assert known["known_on"] == date(2026, 11, 20)
    assert (await reload_task(call.id)).closed_at == attempt["at"]


@pytest.mark.parametrize(
    ("was", "problem"),
    [
        ({}, "Vul in wanneer dit gesprek was."),
        (
            {"was_dag": "2026-11-23", "was_tijd": "10:30"},
            "Dat moment moet nog komen.",
        ),
        (
            {"was_dag": "2026-11-01", "was_tijd": "10:00"},
            "Toen stond dit gesprek nog niet open.",
        ),
    ],
    ids=["none", "to-come", "before-it-opened"],
)
async def test_a_moment_that_cannot_be_is_refused(visit, was, problem):
    browser = await visit()
    _, _, call, _ = await make_anna()
    page = await browser.follow(await browser.post(f"/werk/gesprek/{call.id}/achteraf"))
    answer = await Screen(browser, call, page).record("no_answer", **was)
    assert answer.status_code == 422
    assert problem in answer.text


async def test_a_decision_of_later_was_not_told_then(visit):
    browser = await visit()
    _, _, call, sepot = await make_anna(opened_at=NOW - timedelta(days=7))
    await execute("UPDATE decision SET decided_at = {}", NOW - timedelta(days=1))
    page = await browser.follow(await browser.post(f"/werk/gesprek/{call.id}/achteraf"))
    screen = Screen(browser, call, page)
    screen.decision = sepot
    was = {"was_dag": "2026-11-20", "was_tijd": "15:30"}
    await screen.identify(**was)
    answer = await screen.record("spoken", **spoken(screen), **was)
    assert "Toen was de beslissing nog niet genomen." in answer.text


async def test_whom_one_may_not_know_does_not_come_to_us(visit):
    anna, incident = await make_anna_without_calls()
    stranger = await make_victim()
    away = await visit(location="Amsterdam")
    assert (await away.get(path_of(anna, incident))).status_code == 404
    page = await away.follow(await she_comes(away, anna, incident))
    assert page.status_code == 404
    browser = await visit()
    assert (await browser.get(path_of(stranger, incident))).status_code == 404
    assert await contacts() == []
    assert await make_staff()


async def test_a_callback_that_a_colleague_makes_loses_nothing_of_the_form(visit):
    browser = await visit()
    anna, incident = await make_anna_without_calls()
    call = await make_task(victim=anna, incident=incident, kind="callback")
    await (await visit()).post(f"/werk/gesprek/{call.id}/nemen")
    page = await browser.get(path_of(anna, incident))
    form = {**hidden(page), "over": "case", "zeker": "ja", "notitie": "Zij is ziek."}
    when = {"terug_dag": "2026-11-24", "terug_tijd": "11:15"}
    answer = await browser.post(path_of(anna, incident), form | when)
    assert answer.status_code == 422
    assert "Een collega voert de terugbelafspraak nu." in answer.text
    assert "Zij is ziek." in answer.text
    assert await contacts() == []
    assert (await browser.post(path_of(anna, incident), form)).status_code == 303
    assert [it["note"] for it in await contacts()] == ["Zij is ziek."]
