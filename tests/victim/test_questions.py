"""Questions in writing, on her pages."""

import re
from uuid import uuid4

from portal.actions.question_answers import answer_question, take_to_answer
from portal.db.cases import fetch_incident_id
from portal.db.engine import fetch_rows
from tests.builders import make_staff, worker
from tests.chain import NOW, REPORT, case, happen, report, victim
from tests.pages import read_html
from tests.victim.conftest import links, main_text
from tests.victim.test_standing_gate import stand_in, stands_in

PAGE = "/mijn/vragen"
HOSTILE = "<script>alert(1)</script> ${7*7} 'aan' \"beide\" kanten"


async def form_on(page, **given):
    (submission,) = [
        it["value"]
        for it in read_html(page.text).all("input")
        if it["name"] == "submission"
    ]
    return {
        "over": str(await fetch_incident_id(pv_number=REPORT)),
        "organisation": "om",
        "about": "case",
        "text": "Wanneer hoor ik iets?",
        "submission": submission,
        **given,
    }


async def anna_asks(enter, people=(), **given):
    await happen(report(*people), case())
    anna = await enter()
    form = await form_on(await anna.get(PAGE), **given)
    return anna, form, await anna.post(PAGE, **form)


async def answered(text="Over twee weken."):
    (row,) = await fetch_rows("SELECT id FROM question")
    caller = worker(await make_staff())
    await take_to_answer(question_id=row["id"], worker=caller, now=NOW)
    await answer_question(
        question_id=row["id"],
        submission=uuid4(),
        text=text,
        seen=1,
        worker=caller,
        now=NOW,
    )
    return row["id"]


async def test_she_asks_and_reads_till_when_she_gets_an_answer(enter):
    _, _, page = await anna_asks(enter)
    text = main_text(page)

    assert "Goed. Uw vraag is verstuurd." in text
    assert "U krijgt antwoord op uiterlijk woensdag 25 november 2026." in text
    assert "Wanneer hoor ik iets?" in text


async def test_sending_the_form_again_leads_to_the_same_question(enter):
    anna, form, page = await anna_asks(enter)
    again = await anna.post(PAGE, **form)

    assert again.url == page.url
    assert len(await fetch_rows("SELECT id FROM question")) == 1


async def test_she_reads_the_answer_and_that_she_read_it_is_kept(enter):
    anna, _, _ = await anna_asks(enter)
    question_id = await answered()
    assert "Nieuw antwoord" in main_text(await anna.get(PAGE))
    text = main_text(await anna.get(f"{PAGE}/{question_id}"))
    assert "Het Openbaar Ministerie antwoordde op" in text
    assert "Over twee weken." in text
    assert "Nieuw antwoord" not in main_text(await anna.get(PAGE))


async def test_a_parent_who_reads_the_answer_does_not_read_it_for_her(enter):
    parent = stand_in(rol="ouder")
    noor = victim(geboortedatum="2013-05-17", vertegenwoordigers=[parent])
    anna, _, _ = await anna_asks(enter, people=(noor,))
    question_id = await answered()
    mother = await enter(await stands_in())
    page = await mother.get(f"{PAGE}/{question_id}")
    assert "Over twee weken." in main_text(page)
    assert "Nieuw antwoord" in main_text(await anna.get(PAGE))


async def test_hostile_text_is_only_text(enter):
    anna, _, page = await anna_asks(enter, text=HOSTILE)
    assert HOSTILE in main_text(page)
    assert "<script>alert" not in page.text
    question_id = await answered(text=HOSTILE)
    page = await anna.get(f"{PAGE}/{question_id}")

    assert "<script>alert" not in page.text
    assert "49" not in re.sub(r"\d{3,}", "", main_text(page))


async def test_what_is_too_long_is_said_and_kept(enter):
    await happen(report(), case())
    anna = await enter()
    long = "lang. " * 400
    form = await form_on(await anna.get(PAGE), text=long)
    page = await anna.post(PAGE, status=422, **form)

    assert "Uw tekst is te lang. Er passen 2000 tekens in." in main_text(page)
    assert long.strip() in main_text(page)
    assert await fetch_rows("SELECT id FROM question") == []


async def test_about_a_complaint_only_shn_is_asked(enter):
    await happen(report(), case())
    anna = await enter()
    form = await form_on(await anna.get(PAGE), about="complaint")
    page = await anna.post(PAGE, status=422, **form)
    assert "Kies Slachtofferhulp." in main_text(page)
    await anna.post(PAGE, **form | {"organisation": "shn"})
    (row,) = await fetch_rows("SELECT organisation, about FROM question")

    assert (row["organisation"], row["about"]) == ("shn", "complaint")


async def test_she_asks_on_and_takes_it_back(enter):
    anna, _, page = await anna_asks(enter)
    address = str(page.url.path)
    form = await form_on(page, text="En hoe lang duurt het?")
    text = main_text(await anna.post(address, text=form["text"], submission=uuid4()))
    assert "En hoe lang duurt het?" in text
    page = await anna.post(f"{address}/intrekken")
    assert "U trok deze vraag in." in main_text(page)
    page = await anna.get(address)
    assert "Wilt u meer vragen" not in main_text(page)


async def test_anothers_question_is_not_there(enter):
    await happen(report(victim("slo-1"), victim("slo-2")), case())
    anna, bea = await enter("slo-1"), await enter("slo-2")
    page = await anna.post(PAGE, **await form_on(await anna.get(PAGE)))
    address = str(page.url.path)
    form = {"text": "Ik ben Bea.", "submission": uuid4()}
    await bea.get(address, status=404)
    await bea.post(address, status=404, **form)
    await bea.post(f"{address}/intrekken", status=404)

    assert links(await bea.get(PAGE), f"{PAGE}/") == []
    assert len(await fetch_rows("SELECT id FROM question_step")) == 1


async def test_the_police_report_alone_has_only_shn_to_ask(enter):
    await happen(report())
    anna = await enter()
    text = main_text(await anna.get(PAGE))

    assert "Slachtofferhulp, voor hulp en vragen" in text
    assert "Het Openbaar Ministerie, over de zaak" not in text


async def test_her_questions_are_in_the_data_that_she_takes_along(enter):
    anna, _, _ = await anna_asks(enter)
    await answered()
    data = (await anna.browser.get("/mijn/gegevens/gegevens.json")).json()
    (question,) = data["questions"]

    assert [step["text"] for step in question["steps"]] == [
        "Wanneer hoor ik iets?",
        "Over twee weken.",
    ]
    assert "Beller" not in str(question)
