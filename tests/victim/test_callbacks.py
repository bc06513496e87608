from datetime import timedelta
from uuid import uuid4

import pytest

from portal.db.cases import fetch_incident_id
from portal.db.engine import execute, fetch_rows
from tests.builders import make_staff
from tests.chain import (
    NOW,
    REPORT,
    calls,
    case,
    decision,
    happen,
    report,
    updated,
    victim,
)
from tests.victim.conftest import main_text

FORM = "/mijn/terugbellen"


async def form_of(pv_number=REPORT, **given):
    return {
        "over": str(await fetch_incident_id(pv_number=pv_number)),
        "organisation": "om",
        "day": "2026-11-24",
        "part": "morning",
        "topic": "Wat er nu gebeurt.",
        **given,
    }


async def test_she_chooses_who_which_day_and_which_part_of_it(enter):
    await happen(report(), case())
    anna = await enter()
    page = await anna.post(FORM, **await form_of())
    (task,) = await calls("callback")

    assert (task["organisation"], task["location"]) == ("om", "Midden-Nederland")
    assert task["is_agreed"]
    assert task["not_before"].isoformat() == "2026-11-24T08:00:00+00:00"
    assert task["window_ends"].isoformat() == "2026-11-24T11:00:00+00:00"
    text = main_text(page)
    assert "Goed. Wij bellen u op de dag die u koos." in text
    assert "dinsdag 24 november 2026, tussen 9 en 12 uur" in text
    assert "Het Openbaar Ministerie belt u." in text
    assert "U wilt praten over: Wat er nu gebeurt." in text


async def test_the_overview_shows_the_call_that_she_asked_for(enter):
    await happen(report(), case())
    anna = await enter()
    await anna.post(FORM, **await form_of(organisation="shn", part="evening"))
    text = main_text(await anna.get("/mijn"))

    assert "dinsdag 24 november 2026, tussen 18 en 20 uur" in text
    assert "Slachtofferhulp Nederland belt u." in text


async def test_asking_again_changes_the_call_and_never_doubles_it(enter):
    await happen(report(), case())
    anna = await enter()
    await anna.post(FORM, **await form_of())
    await anna.post(FORM, **await form_of(day="2026-11-25", part="afternoon"))
    (task,) = await calls("callback")

    assert task["not_before"].isoformat() == "2026-11-25T11:00:00+00:00"
    live = await fetch_rows(
        "SELECT id FROM notification WHERE message = 'callback_confirmed'"
        " AND state = 'queued'"
    )
    assert len(live) == 1


async def test_she_takes_it_back(enter):
    await happen(report(), case())
    anna = await enter()
    await anna.post(FORM, **await form_of())
    (task,) = await calls("callback")
    page = await anna.post(f"{FORM}/{task['id']}/intrekken")
    (task,) = await calls("callback")

    assert (task["closed_as"], task["close_reason"]) == ("cancelled", "withdrawn")
    assert "Wij bellen u niet." in main_text(page)
    states = await fetch_rows("SELECT message, state FROM notification")
    assert {(row["message"], row["state"]) for row in states} == {
        ("callback_confirmed", "cancelled"),
        ("callback_withdrawn", "queued"),
    }


async def test_a_call_that_is_being_made_is_left_alone(enter):
    await happen(report(), case())
    anna = await enter()
    await anna.post(FORM, **await form_of())
    (task,) = await calls("callback")
    caller = await make_staff()
    await execute(
        "UPDATE call_task SET lease_token = {}, lease_staff = {}, lease_until = {}"
        " WHERE kind = 'callback'",
        uuid4(),
        caller.id,
        NOW + timedelta(minutes=20),
    )
    await anna.post(f"{FORM}/{task['id']}/intrekken", status=409)
    page = await anna.post(FORM, **await form_of(day="2026-11-25"), status=409)
    (after,) = await calls("callback")

    assert after["closed_as"] is None
    assert after["not_before"] == task["not_before"]
    assert "Wij bellen u op dit moment." in main_text(page)


async def test_nobody_takes_back_anothers_call(enter):
    both = report(victim("slo-1"), victim("slo-2"))
    await happen(both, case())
    anna, bea = await enter("slo-1"), await enter("slo-2")
    await bea.post(FORM, **await form_of())
    (task,) = await calls("callback")
    await anna.post(f"{FORM}/{task['id']}/intrekken", status=409)
    (task,) = await calls("callback")

    assert task["closed_as"] is None
    assert task["reference"] == "slo-2"
    assert "dinsdag 24 november" not in main_text(await anna.get("/mijn"))


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("organisation", "", "Kies wie u wilt spreken."),
        ("organisation", "halt", "Kies wie u wilt spreken."),
        ("day", "", "Kies een dag."),
        ("day", "31 februari", "Kies een dag."),
        ("part", "night", "Kies een deel van de dag."),
        ("day", "2026-11-22", "Op dat moment kunnen wij niet bellen."),
        ("day", "2026-12-25", "Op dat moment kunnen wij niet bellen."),
        ("day", "2027-11-23", "Op dat moment kunnen wij niet bellen."),
    ],
)
async def test_what_cannot_be_promised_is_asked_again(enter, field, value, says):
    await happen(report(), case())
    anna = await enter()
    page = await anna.post(FORM, **await form_of(**{field: value}), status=422)

    assert says in main_text(page)
    assert "Wat er nu gebeurt." in page.text
    assert await calls("callback") == []


async def test_a_part_of_today_that_is_over_is_not_promised(enter, clock):
    await happen(report(), case())
    clock.advance(hours=3)
    anna = await enter()
    await anna.post(FORM, **await form_of(day="2026-11-23"), status=422)
    await anna.post(FORM, **await form_of(day="2026-11-23", part="afternoon"))
    (task,) = await calls("callback")

    assert task["not_before"].isoformat() == "2026-11-23T12:00:00+00:00"


async def test_as_long_as_the_police_have_it_there_is_only_shn_to_ask(enter):
    await happen(report())
    anna = await enter()
    page = await anna.get(FORM)
    assert "Openbaar Ministerie" not in main_text(page)
    await anna.post(FORM, **await form_of(), status=422)
    await anna.post(FORM, **await form_of(organisation="shn"))
    (task,) = await calls("callback")

    assert task["organisation"] == "shn"


async def test_without_a_safe_number_shn_looks_for_a_way_with_her(enter):
    await happen(report(victim(kwetsbaar=True, veiligContact={})), case())
    anna = await enter()
    page = await anna.get(FORM)
    assert "Wij weten nu geen nummer waarop wij u veilig kunnen bellen." in main_text(
        page
    )
    await anna.post(FORM, **await form_of(), status=422)
    assert await calls("callback") == []

    page = await anna.post(f"{FORM}/veilig", over=(await form_of())["over"])
    assert "Slachtofferhulp zoekt met u een manier die veilig is." in main_text(page)
    (item,) = await fetch_rows(
        "SELECT * FROM work_item WHERE kind = 'no_safe_way' AND task IS NULL"
    )
    assert (item["organisation"], item["role"]) == ("shn", "shn_worker")
    assert item["victim"] == anna.victim_id


async def test_who_said_no_to_calling_is_not_called_by_a_form(enter):
    await happen(report(), case(), updated(veiligContact={"bellen": False}))
    anna = await enter()
    await anna.post(FORM, **await form_of(), status=422)

    assert await calls("callback") == []


async def test_another_victims_report_is_not_there_to_ask_about(enter):
    await happen(
        report(), report(victim("slo-2"), pvNummer="PL0900-2026081235"), case()
    )
    anna = await enter()
    foreign = await form_of("PL0900-2026081235")
    await anna.post(FORM, **foreign, status=404)
    await anna.post(FORM, **await form_of(over=str(uuid4())), status=404)
    await anna.post(FORM, **await form_of(over="geen nummer"), status=404)
    await anna.post(f"{FORM}/veilig", over=foreign["over"], status=404)

    assert await calls() == []


async def test_with_several_reports_she_says_which_one(enter):
    await happen(report(), report(pvNummer="PL0900-2026081235", at="2026-11-02T10:00"))
    anna = await enter()
    page = await anna.get(FORM)

    assert "Waarover wilt u praten?" in main_text(page)
    assert "De aangifte van maandag 2 november 2026" in main_text(page)


async def test_her_number_is_shown_masked_and_words_are_promised(enter):
    await happen(report(), case(), decision())
    anna = await enter()
    page = await anna.get(FORM)

    assert "06 ·· ·· ·· 78" in main_text(page)
    assert "12345678" not in page.text.replace(" ", "").replace("-", "")
    assert "Daarna leest u hier twee woorden." in main_text(page)


async def test_what_waits_for_shn_is_promised_nowhere(enter):
    await happen(report(), case())
    anna = await enter()
    await anna.post(FORM, **await form_of())
    await execute(
        "UPDATE call_task SET waits_for = 'unsafe', not_before = NULL,"
        " window_ends = NULL WHERE kind = 'callback'"
    )
    for path in ("/mijn", FORM):
        text = main_text(await anna.get(path))
        assert "Iemand van Slachtofferhulp kijkt eerst hoe het veilig kan." in text
        assert "0900 0101" in text
        for promise in ("Wij bellen u op", "belt u.", "tussen 9.00"):
            assert promise not in text


async def test_asking_again_while_shn_looks_promises_nothing(enter):
    await happen(report(), case())
    anna = await enter()
    await anna.post(FORM, **await form_of())
    await execute(
        "UPDATE call_task SET waits_for = 'unsafe', not_before = NULL,"
        " window_ends = NULL WHERE kind = 'callback'"
    )
    page = await anna.post(FORM, **await form_of())
    assert "Slachtofferhulp kijkt eerst hoe wij u veilig kunnen bellen." in main_text(
        page
    )
    assert "Wij bellen u op" not in main_text(page)
