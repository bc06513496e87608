from datetime import timedelta
from uuid import uuid4

import pytest

from portal.actions.demo_clock import current_time, start_demo_clock
from portal.actions.demo_setup import DEMO_STAFF, set_up_demo
from portal.db.engine import execute, fetch_rows
from portal.db.sealing_ring import sealer
from portal.db.tables.messages import Notification
from portal.domain.calendar import AMSTERDAM
from tests.builders import NOW, make_staff, make_victim
from tests.chain import case, decision, happen, report, victim
from tests.pages import check_answer
from tests.whole_portal import may_post, visiting

STAFF = "SELECT name FROM staff_member"
KEYS = {
    "PORTAL_MODE": "production",
    "PORTAL_SECRET_KEY": "q0Jm8m1nJ0Yw2T8cJ6a5lYpZ3m2c0m7Hc1v5uJ9k3X4=",
    "PORTAL_DATA_KEYS": "9v3Q2m8s1kD5yH7cB4xN6wZ0aL2pT8rE3uJ5fG1hV7I=",
}


@pytest.fixture
async def visitor(database, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)  # where on PostgreSQL the demo keeps its mail
    async with visiting() as visitor:
        yield await may_post(visitor)


@pytest.fixture
async def demo(visitor):
    """The demo as it begins, with its three victims."""
    people = [victim(f"slo-000{number}") for number in (1, 2, 3)]
    await start_demo_clock()
    await set_up_demo(now=NOW)
    await happen(report(*people), case(), decision(), now=await current_time())
    return visitor


async def post(visitor, path, **form):
    response = await visitor.post(path, data=form)
    check_answer(response)
    return response


async def test_the_people_of_the_demo_can_be_chosen(demo):
    response = await demo.get("/demo")
    check_answer(response)
    assert response.status_code == 200
    assert response.text.count('name="victim" value="slo-000') == 3
    assert response.text.count('name="staff"') == len(DEMO_STAFF)


async def test_it_is_a_page_also_before_anything_was_imported(visitor):
    response = await visitor.get("/demo")
    check_answer(response)
    assert "Er zijn nog geen mensen" in response.text
    assert "Er is nog niets verstuurd" in response.text


async def test_a_victim_comes_to_her_own_page(demo):
    response = await post(demo, "/demo/inloggen", victim="slo-0002")
    assert (response.status_code, response.headers["location"]) == (303, "/")
    assert (await demo.get("/")).headers["location"] == "/mijn"
    page = await demo.get("/mijn")
    check_answer(page)
    assert page.status_code == 200
    assert "Dit is een demo" in page.text


@pytest.mark.parametrize("worker", DEMO_STAFF, ids=lambda worker: worker.role.value)
async def test_each_member_of_staff_comes_to_work(demo, worker):
    await post(demo, "/demo/inloggen", staff=str(worker.staff_id))
    assert (await demo.get("/")).headers["location"] == "/werk"
    page = await demo.get("/werk", follow_redirects=True)
    check_answer(page)
    assert page.status_code == 200
    assert worker.name in page.text


async def test_everybody_at_work_is_on_the_list_and_who_went_is_not(demo):
    await make_staff(name="Nieuwe Nel", location="Amsterdam")
    await make_staff(name="Oude Otto", is_active=False)
    page = await demo.get("/demo")
    check_answer(page)
    await execute("UPDATE staff_member SET is_active = FALSE WHERE name = 'Lotte Smit'")
    page = await demo.get("/demo")
    assert "Lotte Smit" not in page.text
    names = [worker.name for worker in DEMO_STAFF if worker.name != "Lotte Smit"]
    assert sorted(map(page.text.index, names)) == [page.text.index(it) for it in names]
    assert "Nieuwe Nel" in page.text
    assert "Oude Otto" not in page.text


async def test_setting_up_the_demo_again_keeps_what_was_changed_in_it(demo):
    await execute("UPDATE staff_member SET name = 'Jan B.' WHERE name = 'Jan Brouwer'")
    await execute("UPDATE work_location SET office_phone = '030-1' WHERE name = ''")
    await set_up_demo(now=NOW)
    assert "Jan B." in [row["name"] for row in await fetch_rows(STAFF)]
    phones = await fetch_rows("SELECT office_phone FROM work_location WHERE name = ''")
    assert {row["office_phone"] for row in phones} == {"030-1"}


async def test_who_is_listed_can_be_chosen_on_any_database(visitor):
    caller = DEMO_STAFF[0]
    response = await post(visitor, "/demo/inloggen", staff=str(caller.staff_id))
    assert (response.status_code, response.headers["location"]) == (303, "/")


async def test_any_victim_of_another_feed_can_be_chosen(demo):
    await happen(report(victim("eigen-1"), pvNummer="PL0900-2026000077"))
    response = await post(demo, "/demo/inloggen", victim=" eigen-1 ")
    assert response.status_code == 303


async def test_who_logs_in_is_written_down(demo):
    await post(demo, "/demo/inloggen", victim="slo-0002")
    await post(demo, "/demo/inloggen", staff=str(DEMO_STAFF[0].staff_id))
    rows = await fetch_rows(
        "SELECT actor_kind FROM audit_event WHERE action = 'logged_in'"
    )
    assert {row["actor_kind"] for row in rows} == {"victim", "staff"}


@pytest.mark.parametrize(
    "form", [{"victim": "nobody"}, {"victim": ""}, {}, {"staff": str(uuid4())}]
)
async def test_nobody_is_made_up(demo, form):
    assert (await post(demo, "/demo/inloggen", **form)).status_code == 422


async def test_the_clock_goes_a_day_further_and_work_is_done(demo):
    before = await current_time()
    response = await post(demo, "/demo/klok", step="day")
    assert (response.status_code, response.headers["location"]) == (303, "/demo")
    assert await current_time() >= before + timedelta(days=1)
    fired = await fetch_rows("SELECT kind FROM reminder WHERE state = 'fired'")
    assert "call_overdue" in {row["kind"] for row in fired}


async def test_the_clock_goes_to_the_next_reminder(demo):
    (first,) = await fetch_rows(
        "SELECT due_at FROM reminder WHERE due_at > {} ORDER BY due_at LIMIT 1",
        await current_time(),
    )
    await post(demo, "/demo/klok", step="reminder")
    assert first["due_at"] <= await current_time()
    assert await current_time() < first["due_at"] + timedelta(minutes=1)


async def test_without_a_reminder_the_clock_stays(visitor):
    await start_demo_clock()
    assert (await post(visitor, "/demo/klok", step="reminder")).status_code == 422


async def test_the_clock_goes_to_a_moment_in_amsterdam(demo):
    await post(demo, "/demo/klok", step="moment", moment="2026-12-24T18:30")
    local = (await current_time()).astimezone(AMSTERDAM)
    assert f"{local:%Y-%m-%d %H:%M}" == "2026-12-24 18:30"


@pytest.mark.parametrize(
    "moment", ["", "morgen", "2026-02-31T10:00", "2020-01-01T10:00"]
)
async def test_the_clock_takes_no_nonsense_and_never_goes_back(demo, moment):
    before = await current_time()
    response = await post(demo, "/demo/klok", step="moment", moment=moment)
    assert response.status_code == 422
    assert await current_time() - before < timedelta(minutes=1)


async def test_a_form_from_elsewhere_is_refused(demo):
    demo.headers["sec-fetch-site"] = "cross-site"
    response = await post(demo, "/demo/klok", step="day")
    assert response.status_code == 403


async def test_a_letter_is_shown_as_it_is_printed_and_runs_nothing(demo):
    letter_id = await print_letter("<html><head></head><p>Beste Anna</p></html>")
    page = await demo.get("/demo")
    assert f"/demo/brieven/{letter_id}" in page.text
    response = await demo.get(f"/demo/brieven/{letter_id}")
    assert "<p>Beste Anna</p>" in response.text
    policies = response.headers.get_list("content-security-policy")
    assert any("sandbox" in policy and "scripts" not in policy for policy in policies)
    assert any("default-src 'none'" in policy for policy in policies)


async def test_a_letter_that_is_not_there_is_not_there(demo):
    assert (await demo.get(f"/demo/brieven/{uuid4()}")).status_code == 404


@pytest.mark.parametrize("path", ["/demo", "/demo/inloggen", "/demo/klok"])
async def test_production_has_no_demo(database, path):
    async with visiting(**KEYS) as visitor:
        assert (await visitor.get(path)).status_code == 404
        assert "demo" not in (await visitor.get("/inloggen")).text.lower()


async def print_letter(content):
    letter_id = uuid4()
    person = await make_victim()
    await Notification(
        id=letter_id,
        victim=person.id,
        message="decision_notice",
        channel="letter",
        cause=f"test:{letter_id}",
        state="sent",
        queued_at=await current_time(),
        sent_at=await current_time(),
        content_sealed=sealer().seal(
            content, place=f"notification/{letter_id}/content_sealed"
        ),
    ).save()
    return letter_id
