"""Reading a report and its cases with what the victim sees of them."""

from datetime import date, timedelta
from uuid import uuid4

from portal.db.engine import execute, fetch_rows
from portal.db.rows import insert_row
from tests.builders import (
    NOW,
    make_attempt,
    make_case,
    make_decision,
    make_fact,
    make_hearing,
    make_incident,
    make_task,
    make_victim,
)


async def make_dossier(**decision):
    anna = await make_victim()
    incident = await make_incident(victims=(anna,), pv_number="PL0900-2026081234")
    case = await make_case(
        incident=incident, victims=(anna,), parketnummer="16-123456-26"
    )
    sepot = await make_decision(case=case, **decision)
    await happen(incident, "reported", days=100)
    await happen(incident, "decision", case=case, decision=sepot, days=7)
    return anna, incident, case


async def happen(incident, code, *, case=None, decision=None, days=0):
    await insert_row(
        "happening",
        {
            "id": uuid4(),
            "incident": incident.id,
            "case": case.id if case else None,
            "decision": decision.id if decision else None,
            "code": code,
            "at": NOW - timedelta(days=days),
            "arrival": 100 - days,
            "detail": '{"kind": "sepot", "grounds": ["02"], "facts": null}',
        },
    )


async def test_a_report_shows_cases_decisions_hearings_and_calls(visit):
    browser = await visit()
    anna, incident, case = await make_dossier(state="revised")
    await make_decision(case=case, grounds="41", served_on=date(2026, 11, 18))
    await make_hearing(case=case)
    await make_task(victim=anna, incident=incident)
    await make_task(
        victim=anna, incident=incident, kind="first_contact", organisation="shn"
    )
    page = await browser.get(f"/werk/zaken/{incident.id}")
    for text in (
        "16-123456-26",
        "herzien",
        "gering aandeel in het feit",
        "kennisgeving betekend op woensdag 18 november 2026",
        "Inhoudelijke zitting",
        "Anna de Vries",
        "SHN",
    ):
        assert text in page.text
    assert "eerste contact" not in page.text


async def test_each_line_says_whether_the_victim_sees_it(visit):
    browser = await visit()
    anna, incident, _ = await make_dossier()
    (link,) = await fetch_rows("SELECT id FROM decision")
    page = await browser.get(f"/werk/zaken/{incident.id}")
    lines = page.text.split('<ol class="log">')[1].split("</ol>")[0].split("<li>")
    shown = {
        line.split("<span>")[1].split("<")[0].strip(): "niet zichtbaar" not in line
        for line in lines[1:]
    }
    assert shown["Aangifte opgenomen"]
    task = await make_task(victim=anna, incident=incident)
    await insert_row(
        "call_task_decision", {"id": uuid4(), "task": task.id, "decision": link["id"]}
    )
    page = await browser.get(f"/werk/zaken/{incident.id}")
    assert "niet zichtbaar voor slachtoffer" in page.text


async def test_the_reports_that_changed_last_come_first(visit):
    browser = await visit()
    await make_dossier()
    page = await browser.get("/werk/zaken")
    assert "Laatst gewijzigd" in page.text


async def test_a_local_worker_sees_the_cases_of_that_location(visit):
    _, incident, _ = await make_dossier()
    away = await visit(location="Amsterdam")
    assert (await away.get(f"/werk/zaken/{incident.id}")).status_code == 404
    page = await away.get("/werk/zaken")
    assert "PL0900-2026081234" not in page.text
    here = await visit(location="Midden-Nederland")
    assert (await here.get(f"/werk/zaken/{incident.id}")).status_code == 200


async def test_halt_sees_only_what_was_referred_to_it(visit):
    _, incident, case = await make_dossier()
    browser = await visit(organisation="halt", role="halt_worker")
    assert (await browser.get(f"/werk/zaken/{incident.id}")).status_code == 404
    await happen(incident, "halt_referred", case=case)
    page = await browser.get(f"/werk/zaken/{incident.id}")
    assert page.status_code == 200
    assert "onvoldoende bewijs" not in page.text


async def test_halt_sees_no_term_and_no_complaint(visit):
    _, incident, case = await make_dossier()
    await happen(incident, "halt_referred", case=case)
    await happen(incident, "complaint_received", case=case)
    path = f"/werk/zaken/{incident.id}"
    halt = await visit(organisation="halt", role="halt_worker")
    assert "Klacht" not in (await halt.get(path)).text
    om = await (await visit()).get(path)
    assert "Klacht (art. 12 Sv)" in om.text


async def test_shn_does_not_read_what_tells_of_the_suspects_health(visit):
    ill = {"grounds": "53", "explanation": "Ernstig ziek."}
    _, incident, _ = await make_dossier(**ill)
    shn = await visit(organisation="shn", role="shn_worker")
    page = await shn.get(f"/werk/zaken/{incident.id}")
    assert "gezondheidstoestand" not in page.text
    assert "Ernstig ziek." not in page.text
    om = await visit()
    assert "gezondheidstoestand" in (await om.get(f"/werk/zaken/{incident.id}")).text


async def test_a_victim_is_shown_the_cases_of_her_own_facts_alone(visit):
    browser = await visit()
    anna, incident, _ = await make_dossier()
    other = await make_victim(given_names="Bo", infix="", family_name="Bos")
    await execute(
        "INSERT INTO involvement (id, incident, victim) VALUES ({}, {}, {})",
        *(uuid4(), incident.id, other.id),
    )
    hers = await make_case(incident=incident, parketnummer="16-999999-26")
    await make_fact(case=hers, victims=(other,))
    of_anna = await browser.get(f"/werk/zaken/{incident.id}?voor={anna.id}")
    assert "16-999999-26" not in of_anna.text
    of_bo = await browser.get(f"/werk/zaken/{incident.id}?voor={other.id}")
    assert "16-999999-26" in of_bo.text
    assert "16-123456-26" not in of_bo.text


async def test_reading_a_report_leaves_an_audit_row(visit):
    browser = await visit()
    anna, incident, _ = await make_dossier()
    await browser.get(f"/werk/zaken/{incident.id}")
    rows = await fetch_rows(
        "SELECT victim FROM audit_event WHERE action = 'dossier_read'"
    )
    assert [row["victim"] for row in rows] == [anna.id]


async def test_planners_and_privacy_officers_read_no_cases(visit):
    _, incident, _ = await make_dossier()
    for role in ("planner", "privacy_officer"):
        browser = await visit(role=role)
        assert (await browser.get("/werk/zaken")).status_code == 404
        assert (await browser.get(f"/werk/zaken/{incident.id}")).status_code == 404


async def test_the_om_reads_what_she_thought_before_it_was_decided(visit):
    om = await visit()
    anna, incident, _ = await make_dossier()
    task = await make_task(victim=anna, incident=incident, kind="consultation")
    view = {"outcome": "spoken", "her_view": "Zij wil een rechter."}
    await make_attempt(task=task, staff=om.staff, **view)
    other = {"her_view": "Zij wil niets.", "corrected_at": NOW}
    await make_attempt(task=task, staff=om.staff, **other)
    page = await om.get(f"/werk/zaken/{incident.id}")
    assert "Zij wil een rechter." in page.text
    assert "vrijdag 20 november 2026" in page.text
    assert "Zij wil niets." not in page.text
    shn = await visit(organisation="shn", role="shn_worker")
    page = await shn.get(f"/werk/zaken/{incident.id}")
    assert "Zij wil een rechter." not in page.text
