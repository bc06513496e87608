"""What comes of a call, as the screen takes it and says it."""

import re
from datetime import date, timedelta

import pytest

from portal.db.engine import execute, fetch_rows
from tests.builders import (
    NOW,
    agreed,
    make_representative,
    make_task,
    make_victim,
    reload_task,
)
from tests.pages import read_html
from tests.staff.screens import ITEMS, SURE, WORDS_OF_02, open_call


async def test_spoken_shows_what_happens_now(visit):
    screen = await (await open_call(await visit())).identify()
    page = await screen.result(
        "spoken",
        verteld=str(screen.decision.id),
        punt=ITEMS,
        bevestiging="letter",
        herinneringen="ja",
        veilig="ja",
        notitie="Zij begreep het.",
    )
    assert "Het gesprek is afgerond." in page.text
    assert "Volgend gesprek" in page.text
    assert (await reload_task(screen.task.id)).closed_as == "done"


async def test_what_was_left_out_needs_a_reason_and_nothing_typed_is_lost(visit):
    screen = await (await open_call(await visit())).identify()
    said = {
        "verteld": str(screen.decision.id),
        "punt": ITEMS[1:],
        "notitie": "Zij hing op.",
    }
    page = await screen.record("spoken", **said)
    assert page.status_code == 422
    assert 'href="#reden_reason_explained"' in page.text
    assert "Zij hing op." in page.text
    checked = re.findall(r'name="punt"[^>]*value="(\w+)" checked', page.text)
    assert checked == ITEMS[1:]
    await screen.result("spoken", reden_reason_explained="not_wanted", **said)
    assert (await reload_task(screen.task.id)).closed_as == "done"


async def test_spoken_without_knowing_who_is_refused(visit):
    screen = await open_call(await visit())
    page = await screen.record("spoken", verteld=str(screen.decision.id), punt=ITEMS)
    assert page.status_code == 422
    assert "Bevestig eerst dat u weet wie u sprak." in page.text


async def test_no_answer_is_one_key_and_says_when_again(visit):
    screen = await open_call(await visit())
    assert "poging 1 van 3: wij proberen het vanmiddag vanaf 14:00 opnieuw" in (
        screen.page.text
    )
    page = await screen.result("no_answer")
    assert "Het gesprek komt terug op maandag 23 november 2026 om 14.00 uur." in (
        page.text
    )


@pytest.mark.parametrize(
    ("moment", "comes"),
    [
        ({"terug_tijd": "14:30"}, "om 14.30 uur"),
        ({"terug_deel": "evening"}, "om 18.00 uur"),
    ],
)
async def test_a_call_back_is_agreed_at_a_time_or_in_a_part_of_the_day(
    visit, moment, comes
):
    screen = await open_call(await visit())
    page = await screen.result("callback_agreed", terug_dag="2026-11-24", **moment)
    assert f"dinsdag 24 november 2026 {comes}" in page.text


async def test_a_call_back_without_a_moment_keeps_what_was_typed(visit):
    screen = await open_call(await visit())
    page = await screen.record("callback_agreed", notitie="Na het werk.")
    assert page.status_code == 422
    assert "Vul in wanneer u terugbelt." in page.text
    assert "Na het werk." in page.text


async def test_a_second_click_shows_what_the_first_recorded(visit):
    screen = await open_call(await visit())
    fields = {**screen.hidden, "uitkomst": "no_answer"}
    first = await screen.browser.post(f"{screen.path}/poging", fields)
    second = await screen.browser.post(f"{screen.path}/poging", fields)
    assert first.headers["location"] == second.headers["location"]


async def test_an_outcome_too_late_is_refused_with_the_text_to_copy(visit, clock):
    screen = await open_call(await visit())
    clock.moment = NOW + timedelta(minutes=14)
    colleague = await visit()
    await fetch_rows(
        "UPDATE call_task SET lease_staff = {}, lease_token = {}, last_lease = {}"
        " RETURNING id",
        *(colleague.staff.id, screen.task.id, screen.task.id),
    )
    page = await screen.record("no_answer", notitie="Zij belt zelf terug morgen.")
    assert page.status_code == 409
    assert f"{colleague.staff.name} heeft het overgenomen." in page.text
    assert "Zij belt zelf terug morgen." in page.text


@pytest.mark.parametrize("step", ["identiteit", "vooruitblik", "poging"])
async def test_who_lost_the_call_sees_no_number_and_no_content(visit, step):
    screen = await open_call(await visit())
    colleague = await visit()
    await execute(
        "UPDATE call_task SET lease_staff = {} WHERE id = {}",
        *(colleague.staff.id, screen.task.id),
    )
    page = await screen.browser.post(
        f"{screen.path}/{step}",
        {**screen.hidden, **SURE, "uitkomst": "spoken", "notitie": "Een en ander."},
    )
    assert page.status_code == 409
    assert "U hebt dit gesprek niet meer." in page.text
    assert "Een en ander." in page.text
    assert "12345678" not in page.text
    assert WORDS_OF_02 not in page.text


async def test_the_outlook_follows_the_ticks(visit):
    screen = await (await open_call(await visit())).identify()
    part = await screen.browser.post(
        f"{screen.path}/vooruitblik",
        {**screen.hidden, "punt": ITEMS[:4]},
        headers={"hx-request": "true"},
    )
    assert "1 punt is nog niet verteld" in " ".join(part.text.split())
    assert "Een beslissing is nog niet verteld" in " ".join(part.text.split())


async def test_the_lease_is_renewed_while_the_screen_is_open(visit, clock):
    screen = await open_call(await visit())
    clock.moment = NOW + timedelta(minutes=5)
    part = await screen.browser.post(
        f"{screen.path}/vasthouden",
        {"token": screen.hidden["token"]},
        headers={"hx-request": "true"},
    )
    assert "toegewezen tot 10:35" in part.text
    assert (await reload_task(screen.task.id)).lease_until == NOW + timedelta(
        minutes=35
    )


async def test_a_call_is_given_back_without_an_outcome(visit):
    screen = await open_call(await visit())
    await screen.browser.post(
        f"{screen.path}/teruggeven", {"token": screen.hidden["token"]}
    )
    assert (await reload_task(screen.task.id)).lease_token is None


async def test_a_call_of_nobody_shows_no_number_until_it_is_taken(visit):
    browser = await visit()
    task = await make_task()
    page = await browser.get(f"/werk/gesprek/{task.id}")
    assert "12345678" not in page.text
    taken = await browser.follow(await browser.post(f"/werk/gesprek/{task.id}/nemen"))
    assert "06 12345678" in taken.text


async def test_a_mistaken_outcome_is_taken_back(visit):
    screen = await open_call(await visit())
    page = await screen.result("no_answer")
    (form,) = [
        each
        for each in read_html(page.text).all("form")
        if "terugdraaien" in each["action"]
    ]
    back = await screen.browser.post(form["action"], {"reden": "Verkeerde knop."})
    page = await screen.browser.follow(back)
    assert "Het gesprek staat weer open." in page.text
    assert (await reload_task(screen.task.id)).attempts == 0


async def test_whoever_stands_in_for_her_is_chosen_before_content(visit):
    child = {"birth_date": date(2014, 5, 1), "phones": []}
    browser = await visit()
    anna = await make_victim(**{**agreed(), **child})
    mother = await make_representative(victim=anna, role="parent", name="E. Bos")
    await make_task(victim=anna)
    response = await browser.post("/werk/bellen/volgende")
    page = await browser.follow(response)
    assert "E. Bos" in page.text
    assert f'value="{mother.id}" checked' in page.text


@pytest.mark.parametrize(
    "other",
    [
        {"organisation": "shn", "role": "shn_worker"},
        {"organisation": "om", "location": "Amsterdam"},
    ],
)
async def test_what_is_not_hers_to_see_does_not_exist(visit, other):
    task = await make_task()
    browser = await visit(**other)
    for path in ("", "/klaar/00000000-0000-0000-0000-000000000000"):
        response = await browser.get(f"/werk/gesprek/{task.id}{path}")
        assert response.status_code == 404


async def test_reading_a_call_leaves_an_audit_row(visit):
    screen = await open_call(await visit())
    rows = await fetch_rows(
        "SELECT actor, victim FROM audit_event WHERE action = 'call_read'"
    )
    assert [(row["actor"], row["victim"]) for row in rows] == [
        (str(screen.browser.staff.id), screen.task.victim)
    ]


@pytest.mark.parametrize("outcome", ["", "nonsense"])
async def test_an_outcome_that_there_is_not_is_refused_calmly(visit, outcome):
    screen = await open_call(await visit())
    page = await screen.record(outcome)
    assert page.status_code == 400
