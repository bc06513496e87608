from datetime import timedelta

import pytest

from portal.db.engine import execute, fetch_row, fetch_rows
from portal.db.query_count import count_queries
from tests.builders import make_staff
from tests.chain import (
    CASE,
    NOW,
    calls_of,
    case,
    decision,
    event,
    fact,
    happen,
    report,
    revised,
    served,
    updated,
    victim,
)
from tests.victim.conftest import links, main_text

GATE = "Er is een beslissing."
REASON = "Er is te weinig bewijs"


async def page_of_decision():
    row = await fetch_row("SELECT id FROM decision ORDER BY decided_at DESC LIMIT 1")
    return f"/mijn/nieuws/{row['id']}"


async def knowledge():
    rows = await fetch_rows("SELECT subject, source, known_on FROM knowledge")
    return [
        (row["subject"], row["source"], row["known_on"].isoformat()) for row in rows
    ]


async def sepot(*victims, **data):
    await happen(report(*victims), case(), decision(**data))
    return await page_of_decision()


async def test_before_the_gate_she_sees_that_there_is_a_decision_and_when_we_call(
    enter,
):
    path = await sepot()
    anna = await enter()
    for page in (await anna.get("/mijn"), await anna.get(path)):
        assert GATE.rstrip(".") in main_text(page)
        assert "Wij bellen u vóór dinsdag 24 november 2026." in main_text(page)
        assert REASON not in page.text
        assert "stopt" not in main_text(page)
    assert "Nu al lezen?" in main_text(await anna.get("/mijn"))


async def test_looking_at_the_gate_is_no_knowledge_and_only_the_click_is(enter):
    path = await sepot()
    anna = await enter()
    await anna.get(path)
    await anna.get("/mijn")
    assert await knowledge() == []

    page = await anna.post(f"{path}/lezen")
    assert await knowledge() == [("decision", "portal", "2026-11-23")]
    assert "De zaak stopt" in main_text(page)
    assert REASON in main_text(page)
    assert "Wij weten nu dat u dit heeft gelezen." in main_text(page)


async def test_a_link_alone_never_opens_the_gate(enter):
    path = await sepot()
    anna = await enter()
    response = await anna.browser.get(f"{path}/lezen")

    assert response.status_code == 405
    assert await knowledge() == []


async def test_reading_offers_to_cancel_the_call_and_never_cancels_it(enter):
    path = await sepot()
    anna = await enter()
    page = await anna.post(f"{path}/lezen")
    (task,) = await calls_of("slo-1")

    assert task["closed_as"] is None
    assert "Wilt u nog dat wij bellen?" in main_text(page)


async def test_keeping_the_call_keeps_it(enter):
    path = await sepot()
    anna = await enter()
    await anna.post(f"{path}/lezen")
    page = await anna.post(f"{path}/bellen", choice="keep")
    (task,) = await calls_of("slo-1")

    assert task["closed_as"] is None
    assert "Wij bellen u vóór dinsdag 24 november 2026." in main_text(page)


@pytest.mark.parametrize("choice", ["", "yes", "CANCEL"])
async def test_anything_but_a_clear_no_keeps_the_call(enter, choice):
    path = await sepot()
    anna = await enter()
    await anna.post(f"{path}/lezen")
    await anna.post(f"{path}/bellen", choice=choice)
    (task,) = await calls_of("slo-1")

    assert task["closed_as"] is None


async def test_her_own_click_cancels_the_call_and_it_stays_cancelled(enter):
    path = await sepot()
    anna = await enter()
    await anna.post(f"{path}/lezen")
    page = await anna.post(f"{path}/bellen", choice="cancel")
    await happen(updated(taal="nl"))
    (task,) = await calls_of("slo-1")

    assert (task["closed_as"], task["close_reason"]) == ("cancelled", "read_by_victim")
    assert "Wij bellen u hier niet meer over." in main_text(page)
    assert "Wilt u nog dat wij bellen?" not in main_text(page)


async def test_a_call_cannot_be_cancelled_before_it_was_read(enter):
    path = await sepot()
    anna = await enter()
    page = await anna.post(f"{path}/bellen", choice="cancel", status=409)
    (task,) = await calls_of("slo-1")

    assert task["closed_as"] is None
    assert "U heeft het nieuws nog niet gelezen." in main_text(page)


async def test_a_call_that_is_being_made_is_not_cancelled_under_it(enter):
    path = await sepot()
    anna = await enter()
    await anna.post(f"{path}/lezen")
    (task,) = await calls_of("slo-1")
    caller = await make_staff()
    await execute(
        "UPDATE call_task SET lease_token = {}, lease_staff = {}, lease_until = {}"
        " WHERE kind = 'sepot'",
        task["id"],
        caller.id,
        NOW + timedelta(minutes=20),
    )
    page = await anna.post(f"{path}/bellen", choice="cancel", status=409)
    (task,) = await calls_of("slo-1")

    assert task["closed_as"] is None
    assert "Wij bellen u op dit moment." in main_text(page)


async def test_who_is_at_risk_and_reads_is_called_sooner(enter):
    path = await sepot(
        victim(kwetsbaar=True), datum="2026-11-23", at="2026-11-23T09:30"
    )
    (before,) = await calls_of("slo-1")
    anna = await enter()
    await anna.post(f"{path}/lezen")
    (after,) = await calls_of("slo-1")

    assert before["due_at"].isoformat() == "2026-11-24T22:59:59+00:00"
    assert after["due_at"].isoformat() == "2026-11-23T22:59:59+00:00"


async def test_a_sensitive_ground_is_called_about_sooner(enter):
    path = await sepot(sepotcodes=["71"], datum="2026-11-20", at="2026-11-20T11:30")
    anna = await enter()
    await anna.post(f"{path}/lezen")
    (after,) = await calls_of("slo-1")

    assert after["due_at"].isoformat() == "2026-11-23T22:59:59+00:00"


async def test_an_ordinary_decision_that_was_read_keeps_its_day(enter):
    path = await sepot(datum="2026-11-20", at="2026-11-20T11:30")
    anna = await enter()
    await anna.post(f"{path}/lezen")
    (after,) = await calls_of("slo-1")

    assert after["due_at"].isoformat() == "2026-11-27T22:59:59+00:00"


async def test_a_second_click_changes_nothing(enter):
    path = await sepot()
    anna = await enter()
    await anna.post(f"{path}/lezen")
    await anna.post(f"{path}/lezen")

    assert len(await knowledge()) == 1


async def test_who_opted_out_of_calls_reads_it_and_says_so_with_a_click(enter):
    wishes = {"informatie": False, "beslissing": False}
    path = await sepot(victim(wensen=wishes))
    anna = await enter()
    page = await anna.get(path)
    assert REASON in main_text(page)
    assert await knowledge() == []

    page = await anna.post(f"{path}/lezen")
    assert await knowledge() == [("decision", "portal", "2026-11-23")]
    assert "Heeft u dit gelezen?" not in main_text(page)


async def test_without_a_term_in_the_law_the_day_is_advice_and_no_deadline(enter):
    path = await sepot()
    anna = await enter()
    text = main_text(await anna.post(f"{path}/lezen"))

    assert "Voor deze klacht staat geen vaste tijd in de wet." in text
    assert "Ons advies" in text
    assert "maandag 22 februari 2027" in text
    for hard in ("uiterlijk", "moet uw klacht", "deadline", "te laat"):
        assert hard not in text.lower()


async def test_a_real_term_gives_both_days_and_the_court(enter):
    path = await sepot(beslissing="strafbeschikking", sepotcodes=[])
    anna = await enter()
    text = main_text(await anna.post(f"{path}/lezen"))

    assert (
        "Uw klacht moet uiterlijk maandag 22 februari 2027 bij het gerechtshof"
        " Arnhem-Leeuwarden zijn; verstuur vóór maandag 15 februari 2027"
    ) in text
    assert "Het is gratis. U heeft geen advocaat nodig." in text
    assert CASE in text


async def test_a_term_that_rests_on_a_letter_is_provisional(enter):
    path = await sepot(beslissing="strafbeschikking", sepotcodes=[])
    anna = await enter()
    await anna.post(f"{path}/lezen")
    await execute("UPDATE knowledge SET source = 'letter', is_assumed = TRUE")
    text = main_text(await anna.get(path))

    assert "Deze dagen zijn onder voorbehoud." in text


async def test_a_penalty_that_was_not_carried_out_can_be_complained_of_any_day(enter):
    path = await sepot(
        victim(wensen={"beslissing": False}), sepotcodes=["77"], vergoedingVoor=[]
    )
    anna = await enter()
    text = main_text(await anna.post(f"{path}/lezen"))

    assert "De straf wordt niet verder uitgevoerd" in text
    assert "Er is geen laatste dag." in text


async def test_a_notice_served_later_stands_behind_a_gate_of_its_own(enter):
    path = await sepot()
    anna = await enter()
    await anna.post(f"{path}/lezen")
    await happen(served())
    text = main_text(await anna.get(path))
    assert "De zaak stopt" in text
    assert "Er is nieuws over een beslissing." in text
    assert "officieel bericht" not in text
    assert "uiterlijk" not in text

    text = main_text(await anna.post(f"{path}/lezen"))
    assert "De verdachte kreeg op vrijdag 20 november 2026 een officieel" in text
    assert "uiterlijk maandag 22 februari 2027" in text
    assert {subject for subject, _, _ in await knowledge()} == {
        "decision",
        "served_notice",
    }


async def test_free_text_about_health_stays_with_the_prosecutor(enter):
    path = await sepot(sepotcodes=["53"], toelichting="De verdachte is ernstig ziek.")
    anna = await enter()
    page = await anna.post(f"{path}/lezen")
    assert "ziek" not in page.text
    assert "53" not in main_text(page)

    await execute("UPDATE decision SET is_explanation_released = TRUE")
    assert "De verdachte is ernstig ziek." in main_text(await anna.get(path))


async def test_text_about_anothers_compensation_is_not_shown(enter):
    both = report(victim("slo-1"), victim("slo-2"))
    await happen(
        both,
        case(),
        decision(
            beslissing="strafbeschikking",
            sepotcodes=[],
            vergoedingVoor=["slo-2"],
            toelichting="Hij betaalt 310 euro.",
        ),
    )
    path = await page_of_decision()
    anna, bea = await enter("slo-1"), await enter("slo-2")
    await execute("UPDATE call_task_decision SET told_at = {}", NOW)

    assert "310 euro" not in (await anna.get(path)).text
    assert "310 euro" in main_text(await bea.get(path))


async def test_a_decision_that_fell_after_she_read_it_says_so(enter):
    path = await sepot()
    anna = await enter()
    await anna.post(f"{path}/lezen")
    await happen(revised())
    text = main_text(await anna.get(path))

    assert "Deze beslissing geldt niet meer. De zaak gaat verder." in text
    assert "Bent u het er niet mee eens?" not in text


async def test_a_decision_that_fell_before_anybody_told_it_does_not_exist(enter):
    path = await sepot()
    await happen(revised())
    anna = await enter()

    await anna.get(path, status=404)
    assert links(await anna.get("/mijn"), "/mijn/nieuws/") == []


async def test_another_victims_decision_answers_like_none(enter):
    both = report(victim("slo-1"), victim("slo-2"))
    await happen(both, case(feiten=[fact(1, slachtofferIds=["slo-2"])]), decision())
    path = await page_of_decision()
    anna = await enter("slo-1")
    await anna.get(path, status=404)
    for action in ("lezen", "bellen", "herinnering"):
        await anna.post(f"{path}/{action}", choice="cancel", wants="yes", status=404)

    assert await knowledge() == []
    assert await fetch_rows("SELECT id FROM complaint WHERE wants_reminders") == []


async def test_she_says_whether_she_wants_to_be_reminded(enter):
    path = await sepot(beslissing="strafbeschikking", sepotcodes=[])
    anna = await enter()
    await anna.post(f"{path}/lezen")
    text = main_text(await anna.post(f"{path}/herinnering", wants="yes"))
    assert "Wij herinneren u op tijd." in text
    waiting = await fetch_rows("SELECT kind FROM reminder WHERE state = 'waiting'")
    assert {"complaint_35", "complaint_14", "complaint_3"} <= {
        row["kind"] for row in waiting
    }

    text = main_text(await anna.post(f"{path}/herinnering", wants="no"))
    assert "U wilt geen herinnering." in text


async def test_a_complaint_that_the_court_has_needs_nothing_more(enter):
    path = await sepot()
    anna = await enter()
    await anna.post(f"{path}/lezen")
    await happen(
        event(
            "nl.rechtspraak.beklag-ontvangen",
            CASE,
            "2026-11-22T09:00",
            parketnummer=CASE,
            slachtofferId="slo-1",
            hof="Arnhem-Leeuwarden",
            ontvangenOp="2026-11-21",
        )
    )
    text = main_text(await anna.get(path))

    assert "Het gerechtshof Arnhem-Leeuwarden kreeg uw klacht op zaterdag" in text
    assert "verstuur" not in text.lower()


async def test_a_late_call_is_owned_up_to(enter, clock):
    path = await sepot()
    clock.advance(days=3)
    anna = await enter()
    text = main_text(await anna.get(path))

    assert "Wij hadden u al moeten bellen. Dat spijt ons." in text


async def test_without_a_safe_way_it_says_that_shn_looks_for_one(enter):
    path = await sepot(victim(kwetsbaar=True, veiligContact={"bellen": False}))
    anna = await enter()
    text = main_text(await anna.get(path))

    assert "Wij weten nog geen manier die veilig is." in text


async def test_the_page_of_a_decision_costs_at_most_six_statements(enter):
    path = await sepot()
    anna = await enter()
    await anna.post(f"{path}/lezen")
    with count_queries() as queries:
        await anna.get(path)

    assert len(queries) <= 6, queries
