"""The list of questions in writing, and answering one."""

from uuid import uuid4

from portal.actions.questions import TypedQuestion, ask_question
from portal.db.cases import fetch_incident_id
from portal.db.engine import fetch_rows
from portal.db.victims import fetch_victim_id
from tests.chain import NOW, REPORT, case, happen, report
from tests.pages import read_html

LIST = "/werk/vragen"
SHN = {"organisation": "shn", "role": "shn_worker"}


async def a_question(**given):
    await happen(report(), case())
    known = {
        "submission": uuid4(),
        "incident_id": await fetch_incident_id(pv_number=REPORT),
        "organisation": "om",
        "about": "case",
        "text": "<i>Wanneer</i> hoor ik iets?",
    }
    question_id = await ask_question(
        TypedQuestion(**(known | given)),
        victim_id=await fetch_victim_id(reference="slo-1"),
        now=NOW,
    )
    return f"{LIST}/{question_id}"


def hidden(page):
    return {
        it["name"]: it["value"]
        for it in read_html(page.text).all("input")
        if it["name"] in {"submission", "seen"}
    }


async def test_a_caller_takes_and_answers_it(visit):
    jan = await visit()
    address = await a_question()
    page = await jan.get(LIST)
    assert "Anna de Vries" in page.text
    assert address in page.text
    page = await jan.follow(await jan.post(f"{address}/nemen"))
    assert "&lt;i&gt;Wanneer&lt;/i&gt; hoor ik iets?" in page.text
    answer = await jan.post(
        f"{address}/antwoord", {**hidden(page), "text": "Over twee weken."}
    )
    page = await jan.follow(answer)

    assert "Het antwoord is verstuurd." in page.text
    assert "Er wacht geen vraag op antwoord." in page.text


async def test_what_was_written_is_not_lost_when_a_colleague_has_it(visit):
    jan, els = await visit(), await visit()
    address = await a_question()
    page = await jan.follow(await jan.post(f"{address}/nemen"))
    await jan.post(f"{address}/teruggeven")
    await els.post(f"{address}/nemen")
    answer = await jan.post(
        f"{address}/antwoord", {**hidden(page), "text": "Mijn lange antwoord."}
    )
    assert answer.status_code == 409
    assert "Een collega heeft deze vraag overgenomen." in answer.text
    assert "Mijn lange antwoord." in answer.text


async def test_an_empty_answer_is_not_sent(visit):
    jan = await visit()
    address = await a_question()
    page = await jan.follow(await jan.post(f"{address}/nemen"))
    answer = await jan.post(f"{address}/antwoord", {**hidden(page), "text": " "})

    assert answer.status_code == 409
    (row,) = await fetch_rows("SELECT state FROM question")
    assert row["state"] == "open"


async def test_shn_hands_it_on_with_its_word_that_no_complaint_is_in_it(visit):
    samira = await visit(**SHN)
    address = await a_question(organisation="shn")
    await samira.post(f"{address}/nemen")
    refused = await samira.post(f"{address}/doorgeven", {"naar": "om"})
    assert "Bevestig dat er niets over een klacht in staat." in refused.text
    form = {"naar": "om", "geen_klacht": "ja"}
    page = await samira.follow(await samira.post(f"{address}/doorgeven", form))
    assert "De vraag is doorgegeven." in page.text
    assert (await samira.get(address)).status_code == 404


async def test_the_om_sees_nothing_of_what_was_asked_of_shn(visit):
    jan = await visit()
    address = await a_question(organisation="shn", about="complaint")

    assert "Er wacht geen vraag op antwoord." in (await jan.get(LIST)).text
    assert (await jan.get(address)).status_code == 404
    for step in ("nemen", "antwoord", "doorgeven", "teruggeven"):
        answer = await jan.post(f"{address}/{step}", {"text": "x", "naar": "om"})
        assert answer.status_code in {404, 409, 422}, step
        assert "Anna" not in answer.text


async def test_every_look_at_a_question_is_on_the_trail(visit):
    jan = await visit()
    address = await a_question()
    await jan.get(address)
    await jan.post(f"{address}/nemen")
    rows = await fetch_rows(
        "SELECT action FROM audit_event WHERE actor_kind = 'staff'"
        " AND victim IS NOT NULL"
    )
    assert {row["action"] for row in rows} >= {"question_read", "question_taken"}
