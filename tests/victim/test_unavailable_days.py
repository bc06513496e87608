"""Days on which she cannot come: said once, taken back, hers alone."""

import asyncio
from uuid import uuid4

import pytest

from portal.db.engine import fetch_rows
from tests.chain import case, happen, hearing, report, victim
from tests.victim.conftest import main_text

PAGE = "/mijn/afspraken/dagen"
DAYS = {"first_day": "2027-01-11", "last_day": "2027-01-15", "reason": "holiday"}


async def start(enter):
    await happen(report(), case())
    return await enter()


async def rows():
    return await fetch_rows("SELECT * FROM unavailability ORDER BY first_day")


async def test_she_says_days_and_sees_them(enter):
    anna = await start(enter)
    text = main_text(await anna.post(PAGE, **DAYS))

    assert "Wij weten nu dat u dan niet kunt." in text
    assert (
        "Van maandag 11 januari 2027 tot en met vrijdag 15 januari 2027 . Vakantie"
        in text.replace("2027.", "2027 .")
    )


async def test_one_day_needs_no_last_day_and_no_reason(enter):
    anna = await start(enter)
    await anna.post(PAGE, first_day="12-1-2027", last_day="", reason="")
    (row,) = await rows()

    assert str(row["first_day"]) == str(row["last_day"]) == "2027-01-12"
    assert row["reason"] == ""


async def test_said_twice_it_stands_once(enter):
    anna = await start(enter)
    await anna.post(PAGE, **DAYS)
    await anna.post(PAGE, **DAYS)
    answers = await asyncio.gather(
        *(anna.browser.post(PAGE, data=DAYS) for _ in range(4))
    )

    assert {answer.status_code for answer in answers} == {303}
    assert len(await rows()) == 1


@pytest.mark.parametrize(
    ("form", "words"),
    [
        ({"first_day": ""}, "Vul de eerste dag in."),
        ({"first_day": "morgen"}, "Vul de eerste dag in."),
        ({"last_day": "2027-13-45"}, "Deze dag klopt niet."),
        ({"last_day": "2027-01-10"}, "De laatste dag is eerder dan de eerste dag."),
        (
            {"first_day": "2026-11-01", "last_day": "2026-11-02"},
            "Deze dagen zijn al voorbij.",
        ),
        ({"first_day": "2036-01-01", "last_day": ""}, "Dit is te ver weg."),
        ({"last_day": "2028-06-01"}, "Dit is langer dan een jaar."),
    ],
)
async def test_what_makes_no_sense_is_said_and_what_was_typed_stays(enter, form, words):
    anna = await start(enter)
    page = await anna.post(PAGE, status=422, **{**DAYS, **form})

    assert words in main_text(page)
    assert (form.get("last_day") or "2027-01-15") in page.text or "last_day" in form
    assert await rows() == []


async def test_she_takes_days_back_and_a_second_click_finds_it_done(enter):
    anna = await start(enter)
    await anna.post(PAGE, **DAYS)
    (row,) = await rows()
    away = f"{PAGE}/{row['id']}/weg"
    text = main_text(await anna.post(away))
    again = main_text(await anna.post(away))

    assert "Deze dagen staan er niet meer." in text
    assert "U vulde nog geen dagen in." in again
    (kept,) = await rows()
    assert kept["withdrawn_at"] is not None
    await anna.post(PAGE, **DAYS)
    assert len(await rows()) == 2


async def test_a_day_with_a_hearing_warns_and_changes_nothing(enter):
    await happen(report(), case(), hearing())
    anna = await enter()
    text = main_text(await anna.post(PAGE, **DAYS))

    assert "op een van deze dagen is al een afspraak" in text
    assert "Let op: er is dan al een afspraak." in text
    assert "dinsdag 12 januari 2027 om 10.00 uur" in text
    on_list = main_text(await anna.get("/mijn/afspraken"))
    assert "U schreef dat u deze dag niet kunt." in on_list


async def test_another_cannot_take_hers_back(enter):
    await happen(report(victim("slo-1"), victim("slo-2")), case())
    anna, bea = await enter("slo-1"), await enter("slo-2")
    await anna.post(PAGE, **DAYS)
    (row,) = await rows()
    await bea.post(f"{PAGE}/{row['id']}/weg", status=404)
    await bea.post(f"{PAGE}/{uuid4()}/weg", status=404)

    assert (await rows())[0]["withdrawn_at"] is None
    assert "11 januari" not in main_text(await bea.get(PAGE))
