"""The turns of a call: an interpreter, who stands in, a moment, plain words."""

from datetime import date, timedelta
from uuid import UUID

import pytest

from portal.db.engine import execute, fetch_rows
from portal.db.sealing_ring import sealer
from tests.builders import (
    NOW,
    agreed,
    make_representative,
    make_task,
    make_victim,
    reload_task,
)
from tests.calling import work
from tests.pages import read_html
from tests.staff.screens import ITEMS, WORDS_OF_02, open_call

ANNA = UUID("2d0c9d5e-58e8-4a49-8f8d-0c7a2a3f6b11")
TUESDAY = {"terug_dag": "2026-11-24", "terug_tijd": "14:30"}


async def item_on_list(browser):
    page = await browser.get("/werk/aandacht")
    [form] = [
        each
        for each in read_html(page.text).all("form")
        if each["action"].endswith("/tolk")
    ]
    return page, form["action"]


async def test_an_interpreter_is_on_the_line_before_she_is(visit):
    await execute(
        "INSERT INTO work_location (id, organisation, name, interpreter_line)"
        " VALUES ('7f1f2a58-1a2f-4a56-8f0e-2f7a5c0d9e11', 'om', '', '088-2555222')"
    )
    screen = await open_call(
        await visit(), victim={"needs_interpreter": True, "language": "ar"}
    )
    assert "Eerst een tolk Arabisch, dan pas haar." in screen.page.text
    assert "Bel de tolkenlijn: 088-2555222" in screen.page.text
    assert "Noem geen naam en geen zaak." in screen.page.text


@pytest.mark.parametrize(
    ("way", "said"),
    [("text_relay", "Bel via de teksttolk"), ("sign_language", "via de gebarentolk")],
)
async def test_another_way_to_talk_says_how_to_call(visit, way, said):
    screen = await open_call(await visit(), victim={"communication": way})
    assert said in screen.page.text


async def test_an_interpreter_is_asked_for_a_moment_and_booked_as_its_own_step(visit):
    browser = await visit()
    screen = await open_call(browser)
    await screen.result("interpreter_needed", **TUESDAY)
    assert await work() == [("interpreter", "om", "caller")]
    task = await reload_task(screen.task.id)
    assert not task.is_agreed
    page, path = await item_on_list(browser)
    assert 'value="2026-11-24"' in page.text
    assert 'value="14:30"' in page.text
    done = await browser.follow(
        await browser.post(path, {"terug_dag": "2026-11-25", "terug_tijd": "10:00"})
    )
    assert "De tolk is geregeld." in done.text
    task = await reload_task(screen.task.id)
    assert task.is_agreed
    assert task.not_before == NOW + timedelta(days=2)
    assert await work() == []
    again = await browser.post(path, TUESDAY)
    assert again.status_code == 409


async def test_a_booking_without_a_moment_that_can_be_is_refused(visit):
    browser = await visit()
    screen = await open_call(browser)
    await screen.result("interpreter_needed")
    _, path = await item_on_list(browser)
    for moment in ({}, {"terug_dag": "2026-11-20", "terug_tijd": "10:00"}):
        assert (await browser.post(path, moment)).status_code == 422
    assert await work() == [("interpreter", "om", "caller")]


async def test_an_interpreter_for_a_call_that_is_over_is_on_no_list(visit):
    browser = await visit()
    screen = await open_call(browser)
    await screen.result("interpreter_needed")
    _, path = await item_on_list(browser)
    await execute("UPDATE call_task SET closed_as = 'cancelled', closed_at = {}", NOW)
    page = await browser.post(path, TUESDAY)
    assert page.status_code == 409
    assert "Dit gesprek is al afgerond." in page.text
    assert screen.task.id


async def test_who_has_a_conflict_of_interest_is_shut_out_by_name(visit):
    browser = await visit()
    anna = await make_victim(birth_date=date(2016, 5, 1), **agreed())
    await make_representative(
        victim=anna, role="parent", name="R. de Vries", has_conflict=True
    )
    await make_representative(victim=anna, role="parent", name="E. Bos")
    await make_task(victim=anna)
    page = await browser.follow(await browser.post("/werk/bellen/volgende"))
    if page.request.url.path == "/werk/bellen":
        task = (await fetch_rows("SELECT id FROM call_task"))[0]
        await browser.post(f"/werk/gesprek/{task['id']}/nemen")
        page = await browser.get(f"/werk/gesprek/{task['id']}")
    assert "Niet bellen en niets zeggen: R. de Vries, ouder." in page.text
    assert "E. Bos" in page.text


async def test_a_company_is_asked_for_its_contact_person(visit):
    company = {
        "kind": "legal_person",
        "given_names": None,
        "infix": None,
        "family_name": "Fietsenhuis BV",
        "contact_person": "T. Mulder",
        "birth_date": None,
    }
    screen = await open_call(await visit(), victim=company)
    assert "Vraag naar <strong>T. Mulder</strong>." in screen.page.text
    assert "naam en functie, de naam van het bedrijf" in screen.page.text
    await screen.identify()
    assert WORDS_OF_02 in screen.page.text


async def test_plain_language_has_its_own_words_and_she_says_them_back(visit):
    screen = await open_call(await visit(), victim={"plain_language": True})
    await screen.identify()
    assert "Eenvoudige taal. Zeg het zo:" in screen.page.text
    assert "Er komt geen rechtszaak." in screen.page.text
    assert "Kunt u in uw eigen woorden zeggen wat er nu gebeurt?" in screen.page.text
    said = {"verteld": str(screen.decision.id)}
    page = await screen.record("spoken", punt=ITEMS, **said)
    assert page.status_code == 422
    assert 'href="#reden_repeated_back"' in page.text
    await screen.result("spoken", punt=[*ITEMS, "repeated_back"], **said)
    assert (await reload_task(screen.task.id)).closed_as == "done"


async def test_the_code_word_is_compared_after_she_said_it(visit):
    word = sealer().seal("regenboog", place=f"victim/{ANNA}/code_word_sealed")
    screen = await open_call(
        await visit(),
        victim={"id": ANNA, "code_word_sealed": word},
        task={"is_at_risk": True},
    )
    [hidden] = [
        each
        for each in read_html(screen.page.text).all("details")
        if "regenboog" in each.text
    ]
    assert hidden["open"] is None
    assert next(hidden.all("summary")).text.startswith("begint met r")
    assert screen.page.text.count("regenboog") == 1


async def test_whoever_else_answers_hears_nothing(visit):
    screen = await open_call(await visit(name="J. Brouwer"))
    said = "U spreekt met J. Brouwer. Ik bel een andere keer terug. Dag."
    assert said in screen.page.text
    risky = await open_call(await visit(), task={"is_at_risk": True})
    assert "Sorry, dan heb ik een verkeerd nummer. Dag." in risky.page.text


async def test_a_broken_off_call_is_called_back_at_once(visit, clock):
    screen = await (await open_call(await visit())).identify()
    page = await screen.result("broken_off", notitie="Zij zat in de trein.")
    assert "Bel meteen terug" in page.text
    clock.moment = NOW + timedelta(seconds=30)
    again = await screen.browser.follow(
        await screen.browser.post(f"{screen.path}/nemen")
    )
    assert "06 12345678" in again.text


async def test_a_broken_off_call_goes_on_at_a_moment_agreed(visit):
    screen = await (await open_call(await visit())).identify()
    page = await screen.result("spoken_partly", **TUESDAY)
    assert "U belt terug op dinsdag 24 november 2026 om 14.30 uur" in page.text


@pytest.mark.parametrize(
    ("moment", "warning"),
    [
        (TUESDAY, "Zij wil gebeld worden in de ochtend of de avond."),
        (
            {"terug_dag": "2026-11-24", "terug_tijd": "22:00"},
            "Waar zij woont is het dan 22.00 uur. Dan is uw locatie dicht.",
        ),
        (
            {"terug_dag": "2026-11-29", "terug_deel": "morning"},
            "Dan is uw locatie dicht.",
        ),
    ],
)
async def test_an_odd_moment_is_warned_of_once_and_then_stands(visit, moment, warning):
    """VIAL#441: do not call when they are known not to answer."""
    screen = await open_call(await visit(), victim={"day_parts": "morning,evening"})
    page = await screen.record("callback_agreed", notitie="Zij vroeg dit.", **moment)
    assert page.status_code == 422
    assert warning in page.text
    assert "Zij vroeg dit." in page.text
    screen.page = page
    done = await screen.result("callback_agreed", **moment)
    assert "U belt terug op" in done.text


async def test_another_odd_moment_is_warned_of_anew(visit):
    screen = await open_call(await visit(), victim={"day_parts": "morning"})
    screen.page = await screen.record("callback_agreed", **TUESDAY)
    page = await screen.record(
        "callback_agreed", terug_dag="2026-11-25", terug_tijd="15:00"
    )
    assert page.status_code == 422


async def test_the_keys_say_what_comes_of_a_moment_as_soon_as_it_is_typed(visit):
    screen = await (await open_call(await visit())).identify()
    part = await screen.browser.post(
        f"{screen.path}/vooruitblik",
        {**screen.hidden, **TUESDAY},
        headers={"hx-request": "true"},
    )
    said = {
        each["id"]: each.text
        for each in read_html(part.text).all("small")
        if each["hx-swap-oob"]
    }
    moment = "morgenmiddag om 14:30"
    agreed = f"wij bellen {moment} terug; staat dan bovenaan"
    assert said["dan-callback_agreed"] == agreed
    mine = f"u gaat {moment} verder; staat dan bovenaan"
    assert said["dan-spoken_partly"] == mine
    assert said["dan-interpreter_needed"] == "tolk vragen voor di 24 nov 14:30"
    again = "wij proberen het vanmiddag vanaf 14:00 opnieuw"
    assert said["dan-no_answer"] == f"poging 1 van 3: {again}"
