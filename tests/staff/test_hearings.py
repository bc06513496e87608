"""What staff see of how victims want a hearing, and who does not."""

from datetime import timedelta

import pytest

from portal.actions.hearing_wishes import say_wish
from portal.actions.unavailable_days import say_unavailable
from portal.db.appointments import fetch_appointments_for_victim
from portal.db.cases import fetch_incident_id
from portal.db.engine import fetch_rows
from portal.db.victims import fetch_victim_id
from portal.domain.hearing_wishes import Attendance, HearingWish
from portal.domain.unavailable_days import DayRange, Reason
from tests.chain import NOW, REPORT, case, complained, happen, hearing, report, victim

WISH = HearingWish(
    attends=Attendance.COMES, waits_apart=True, words="Met een rolstoel."
)
SEE = [
    {"role": "caller"},
    {"role": "prosecutor_office"},
    {"organisation": "shn", "role": "shn_worker"},
    {"organisation": "shn", "role": "supervisor"},
]
PLAN = [{"role": "planner"}, *SEE[1:]]
DO_NOT_PLAN = [
    {"role": "caller"},
    {"role": "privacy_officer"},
    {"organisation": "halt", "role": "halt_worker"},
    {"organisation": "halt", "role": "supervisor"},
]


def name_of(who):
    return "-".join(who.values())


async def make_wish(*, wish=WISH, **data):
    await happen(report(), case(), hearing(**data))
    anna = await fetch_victim_id(reference="slo-1")
    (planned,) = await fetch_appointments_for_victim(victim_id=anna)
    await say_wish(
        victim_id=anna, hearing_id=planned.id, wish=wish, based_on=0, now=NOW
    )
    day = planned.day
    days = DayRange(first_day=day, last_day=day + timedelta(days=2))
    days = DayRange(
        first_day=days.first_day, last_day=days.last_day, reason=Reason.HEALTH
    )
    await say_unavailable(victim_id=anna, days=days, now=NOW)
    return f"/werk/zaken/{await fetch_incident_id(pv_number=REPORT)}"


@pytest.mark.parametrize("who", SEE, ids=name_of)
async def test_the_case_page_shows_wishes_and_days_to_who_arranges_them(visit, who):
    browser = await visit(**who)
    page = await browser.get(await make_wish())

    assert "Komt, apart wachten" in page.text
    assert "Met een rolstoel." in page.text
    assert "kan dan niet" in page.text
    assert "di 12 jan 2027 \N{EN DASH} do 14 jan 2027" in page.text


@pytest.mark.parametrize("who", SEE, ids=name_of)
async def test_why_she_cannot_is_for_victim_support_alone(visit, who):
    browser = await visit(**who)
    page = await browser.get(await make_wish())

    assert ("gezondheid" in page.text) is (who.get("organisation") == "shn")


async def test_halt_sees_nothing_of_it(visit):
    browser = await visit(organisation="halt", role="halt_worker")
    path = await make_wish()
    await fetch_rows(
        "UPDATE happening SET code = 'halt_referred' WHERE code = 'reported'"
        " RETURNING id"
    )
    page = await browser.get(path)

    assert page.status_code == 200
    assert "Bij de zitting" not in page.text
    assert "rolstoel" not in page.text


async def test_of_a_hearing_about_her_complaint_the_om_sees_no_wish(visit):
    court = {"soort": "raadkamer-12sv", "rechter": "hof", "openbaar": False}
    await happen(report(), case(), complained())
    om, shn = await visit(), await visit(organisation="shn", role="shn_worker")
    path = await make_wish(**court)

    assert "rolstoel" not in (await om.get(path)).text
    assert "rolstoel" in (await shn.get(path)).text


@pytest.mark.parametrize("who", PLAN, ids=name_of)
async def test_who_plans_has_all_hearings_that_come_in_one_list(visit, who):
    browser = await visit(**who)
    await make_wish()
    page = await browser.get("/werk/zittingen")

    assert "di 12 jan 2027<br>10:00" in page.text
    assert "Anna de Vries" in page.text
    assert "Komt, apart wachten" in page.text
    assert "kan dan niet" in page.text
    assert ("gezondheid" in page.text) is (who.get("organisation") == "shn")


@pytest.mark.parametrize("who", DO_NOT_PLAN, ids=name_of)
async def test_for_others_that_list_does_not_exist(visit, who):
    browser = await visit(**who)
    await make_wish()

    assert (await browser.get("/werk/zittingen")).status_code == 404


async def test_a_planner_elsewhere_sees_no_hearing_of_here(visit):
    browser = await visit(role="planner", location="Amsterdam")
    await make_wish()
    page = await browser.get("/werk/zittingen")

    assert "Anna" not in page.text
    assert "geen zittingen" in page.text


async def test_the_list_begins_where_one_says_and_skips_nonsense(visit):
    browser = await visit(role="planner")
    await make_wish()
    later = await browser.get("/werk/zittingen?vanaf=2027-01-13")
    nonsense = await browser.get("/werk/zittingen?vanaf=ooit&pagina=-3")

    assert "Anna" not in later.text
    assert "Anna de Vries" in nonsense.text


async def test_more_than_a_page_goes_on_and_loses_nobody(visit):
    browser = await visit(role="planner")
    await happen(report(victim()), case())
    await happen(*[hearing(zittingId=f"zit-{number}") for number in range(1, 36)])
    first = await browser.get("/werk/zittingen")
    second = await browser.get("/werk/zittingen?vanaf=2026-11-23&pagina=2")

    assert first.text.count("Inhoudelijke zitting") == 30
    assert second.text.count("Inhoudelijke zitting") == 5
    assert "pagina=2" in first.text


async def test_who_reads_the_list_is_written_down(visit):
    browser = await visit(role="planner")
    await make_wish()
    await browser.get("/werk/zittingen")
    anna = await fetch_victim_id(reference="slo-1")
    lines = await fetch_rows(
        "SELECT actor, victim FROM audit_event WHERE action LIKE 'planned_hearings_%'"
        " ORDER BY action"
    )

    her = {"actor": str(browser.staff.id), "victim": anna}
    assert lines == [{**her, "victim": None}, her]
