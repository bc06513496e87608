"""Locations, staff, hours and leave, kept on screen from an empty system on."""

import re
from datetime import date, timedelta
from uuid import uuid4

import pytest

from portal.actions.opening_hours import fetch_location_hours
from portal.db.engine import execute, fetch_rows
from portal.db.tables.calls import CallTask
from portal.db.tables.setup import SetupChange, StaffLeave, WorkLocation
from portal.db.tables.staff import StaffMember
from portal.jobs.run import run_due_jobs
from portal.notifications.outlets import Outlets
from tests.builders import (
    CLOSES,
    NOW,
    agreed,
    make_staff,
    make_task,
    make_victim,
    reload_task,
)

LIST = "/werk/inrichting"
ONE_DAY = timedelta(days=1)
STAFF = f"{LIST}/medewerkers"
WEEK = {
    **{f"opens_{day}": "" for day in ("mon", "tue", "wed", "thu", "fri", "sat", "sun")},
    **{
        f"closes_{day}": "" for day in ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
    },
}
UTRECHT = {
    **WEEK,
    "name": "Midden-Nederland",
    "own_hours": "yes",
    "opens_mon": "09:00",
    "closes_mon": "12:00",
    "office_phone": "030-1234567",
    "interpreter_line": "088-2555222, klant 12",
    "calls_per_hour": "4",
    "heavy_per_day": "3",
    "heavy_pause_minutes": "60",
    "contact_hours": "4",
    "is_active": "yes",
    "version": "0",
}
PERSON = {
    **WEEK,
    "name": "N. Kaya",
    "role": "caller",
    "location": "",
    "opens_mon": "09:00",
    "closes_mon": "17:00",
    "is_active": "yes",
}


@pytest.fixture
async def els(visit):
    return await visit(role="supervisor", name="Els")


async def add_place(browser, **form):
    form = UTRECHT | {"id": str(uuid4())} | form
    return await browser.post(f"{LIST}/locaties/nieuw", form)


async def add_person(browser, **form):
    form = PERSON | {"id": str(uuid4())} | form
    return await browser.post(f"{STAFF}/nieuw", form)


async def place():
    return await WorkLocation.objects().where(WorkLocation.name != "").first()


async def person(name="N. Kaya"):
    return await StaffMember.objects().where(StaffMember.name == name).first()


def hidden(page):
    found = re.findall(r'name="(id|version|shown_week)" value="([^"]*)"', page.text)
    return dict(found)


async def test_an_empty_system_shows_the_whole_organisation_and_says_what_is_missing(
    els,
):
    page = await els.get(LIST)
    assert "Hele organisatie" in page.text
    assert "nog niet ingevuld" in page.text
    assert "Er zijn geen extra gesloten dagen." in page.text
    assert "Er is nog niets veranderd." in (await els.get(f"{LIST}/geschiedenis")).text


async def test_a_location_is_added_once_however_often_one_clicks(els):
    form = {"id": str(uuid4())}
    for _ in range(2):
        page = await els.follow(await add_place(els, **form))
        assert "ma 09:00" in page.text
        assert "12:00, di" not in page.text
    assert await WorkLocation.count() == 1
    twin = await add_place(els)
    assert twin.status_code == 422
    assert "Er is al een locatie met deze naam." in twin.text


async def test_what_was_typed_wrong_stays_on_screen_with_what_is_wrong(els):
    page = await add_place(
        els,
        name="",
        opens_tue="14:00",
        closes_tue="9:00",
        office_phone="bel maar",
        calls_per_hour="veel",
        heavy_pause_minutes="7",
    )
    assert page.status_code == 422
    for text in ("Vul een naam in", "later einde", "telefoonnummer in", "heel getal"):
        assert text in page.text
    for typed in ("14:00", "bel maar", "veel"):
        assert f'value="{typed}"' in page.text
    assert await WorkLocation.count() == 0


async def test_the_second_of_two_at_once_is_told_and_loses_no_text(els):
    await add_place(els)
    where = f"{LIST}/locaties/{(await place()).id}"
    shown = hidden(await els.get(where))
    first = await els.post(where, UTRECHT | shown | {"office_phone": "030-1111111"})
    assert first.status_code == 303
    late = await els.post(where, UTRECHT | shown | {"office_phone": "030-2222222"})
    assert late.status_code == 409
    assert "Iemand anders veranderde dit intussen." in late.text
    assert "telefoonnummer: 030-1111111" in late.text
    assert 'value="030-2222222"' in late.text
    assert (await place()).office_phone == "030-1111111"
    again = await els.post(
        where, UTRECHT | hidden(late) | {"office_phone": "030-2222222"}
    )
    assert again.status_code == 303
    assert (await place()).office_phone == "030-2222222"


async def test_changed_times_are_the_place_s_own_also_without_a_tick(els):
    await add_place(els)
    where = f"{LIST}/locaties/{(await place()).id}"
    page = await els.get(where)
    form = UTRECHT | hidden(page) | {"own_hours": "", "closes_mon": "13:00"}
    await els.post(where, form)
    assert (await place()).hours == "mon 09:00-13:00"
    page = await els.get(where)
    form |= hidden(page) | {"own_hours": ""}
    await els.post(where, form)
    assert (await place()).hours == ""


async def test_the_whole_organisation_is_kept_before_any_location(els):
    page = await els.get(LIST)
    (where,) = set(re.findall(rf"{LIST}/locaties/[0-9a-f-]{{36}}", page.text))
    form = UTRECHT | {"name": ""} | hidden(await els.get(where))
    assert (await els.post(where, form)).status_code == 303
    late = await els.post(where, form)
    assert late.status_code == 409
    hours = await fetch_location_hours(organisation="om", location="Amsterdam")
    assert hours.weekdays[0].closes.hour == 12
    other = await fetch_location_hours(organisation="shn", location="Amsterdam")
    assert other.weekdays[0].closes.hour == 20


async def test_new_hours_set_the_windows_of_open_calls_anew_in_chunks(els, monkeypatch):
    monkeypatch.setattr("portal.actions.setup_windows.AT_ONCE", 2)
    tasks = [await _callable_task() for _ in range(5)]
    elsewhere = await _callable_task(location="Amsterdam")
    await add_place(els)
    done = await run_due_jobs(now=NOW, outlets=Outlets(email=None))
    assert done["places_refreshed"] == 5
    for task in tasks:
        assert (await reload_task(task.id)).window_ends.hour == 11  # noon in Amsterdam
    assert (await reload_task(elsewhere.id)).window_ends == CLOSES
    assert (await run_due_jobs(now=NOW, outlets=Outlets(email=None)))[
        "places_refreshed"
    ] == 0


async def _callable_task(**task):
    victim = await make_victim(**agreed())
    return await make_task(victim=victim, **task)


async def test_a_closed_day_is_no_calling_day_until_it_is_opened_again(els):
    await add_place(els)
    form = {"id": str((await place()).id), "day": "2026-11-24", "reason": "verhuizing"}
    for _ in range(2):
        page = await els.follow(await els.post(f"{LIST}/dagen", form))
    assert page.text.count("verhuizing") == 1
    hours = await fetch_location_hours(organisation="om", location="Midden-Nederland")
    assert date(2026, 11, 24) in hours.closed_on
    (where,) = re.findall(rf"{LIST}/dagen/[0-9a-f-]{{36}}/weg", page.text)
    for _ in range(2):
        page = await els.follow(await els.post(where))
    assert "verhuizing" not in page.text
    wrong = await els.post(f"{LIST}/dagen", form | {"day": "morgen"})
    assert wrong.status_code == 422
    assert 'value="verhuizing"' in wrong.text


async def test_somebody_is_added_once_and_can_log_in_as_who_they_are(els):
    form = {"id": str(uuid4())}
    for _ in range(2):
        page = await els.follow(await add_person(els, **form))
    assert page.text.count("N. Kaya</a>") == 1
    member = await person()
    assert (member.organisation, member.role, member.shifts) == (
        "om",
        "caller",
        "mon 09:00-17:00",
    )


@pytest.mark.parametrize(
    "wrong", [{"role": "halt_worker"}, {"location": "Nergens"}, {"name": ""}]
)
async def test_a_form_cannot_name_another_organisation_s_role_or_place(els, wrong):
    page = await add_person(els, **wrong)
    assert page.status_code == 422
    assert await person() is None


async def test_who_goes_leaves_no_call_held_no_session_and_nothing_kept(els, visit):
    jan = await visit(name="Jan")
    held = await make_task(
        lease_token=uuid4(), lease_staff=jan.staff.id, lease_until=CLOSES
    )
    kept = await make_task(preferred_staff=jan.staff.id)
    promised = await make_task(reserved_for=jan.staff.id, reserved_until=CLOSES)
    where = f"{STAFF}/{jan.staff.id}"
    form = PERSON | {"name": "Jan", "is_active": ""} | hidden(await els.get(where))
    assert (await els.post(where, form)).status_code == 303
    assert (await reload_task(held.id)).lease_token is None
    assert (await reload_task(kept.id)).preferred_staff is None
    assert (await reload_task(promised.id)).reserved_for is None
    answer = await jan.get("/werk/bellen")
    assert (answer.status_code, answer.headers["location"]) == (303, "/inloggen")


async def test_the_last_who_can_set_up_everything_cannot_go(els):
    where = f"{STAFF}/{els.staff.id}"
    form = PERSON | {"name": "Els", "role": "caller"} | hidden(await els.get(where))
    page = await els.post(where, form)
    assert page.status_code == 422
    assert "de laatste" in page.text


async def test_leave_hands_on_what_was_kept_and_nobody_is_kept_out(els):
    jan, piet = await make_staff(name="Jan"), await make_staff(name="Piet")
    task = await make_task(reserved_for=jan.id, reserved_until=CLOSES)
    where = f"{STAFF}/{jan.id}"
    form = {
        "first_day": "2026-11-23",
        "last_day": "2026-11-27",
        "substitute": str(piet.id),
    }
    for _ in range(2):
        page = await els.follow(await els.post(f"{where}/verlof", form))
    assert "vervanger Piet" in page.text
    assert await StaffLeave.count() == 1
    assert (await reload_task(task.id)).reserved_for == piet.id
    second = {"first_day": "2026-11-23", "last_day": "2026-11-23", "substitute": ""}
    await els.post(f"{STAFF}/{piet.id}/verlof", second)
    assert (await reload_task(task.id)).reserved_for is None
    (undo,) = re.findall(rf"{where}/verlof/[0-9a-f-]{{36}}/weg", page.text)
    assert "geen verlof" in (await els.follow(await els.post(undo))).text


async def test_leave_that_ends_before_it_begins_is_refused_with_what_was_typed(els):
    jan = await make_staff(name="Jan")
    form = {"first_day": "2026-12-24", "last_day": "2026-12-20", "substitute": ""}
    page = await els.post(f"{STAFF}/{jan.id}/verlof", form)
    assert page.status_code == 422
    assert 'value="2026-12-24"' in page.text


async def test_a_local_supervisor_keeps_her_own_place_and_people_only(els, visit):
    await add_place(els)
    await add_place(els, name="Amsterdam")
    jan = await make_staff(name="Jan", location="Amsterdam")
    await make_staff(name="Piet", location="Midden-Nederland")
    local = await visit(role="supervisor", name="Lia", location="Midden-Nederland")
    page = await local.get(LIST)
    assert "Midden-Nederland" in page.text
    assert "Amsterdam" not in page.text
    people = (await local.get(STAFF)).text
    assert "Piet" in people
    assert "Jan" not in people
    assert (await local.get(f"{STAFF}/{jan.id}")).status_code == 404
    assert (await local.get(f"{LIST}/locaties/nieuw")).status_code == 404
    assert (await add_person(local, location="")).status_code == 422
    assert (await add_person(local, location="Midden-Nederland")).status_code == 303


async def test_another_organisation_and_a_caller_find_nothing(els, visit):
    await add_place(els)
    where = f"{LIST}/locaties/{(await place()).id}"
    shn = await visit(organisation="shn", role="supervisor")
    assert (await shn.get(where)).status_code == 404
    assert (await shn.post(where, UTRECHT)).status_code == 422
    caller = await visit()
    assert (await caller.get(LIST)).status_code == 404
    assert (await place()).version == 1


async def test_every_change_says_who_when_and_what_was_there_before(els):
    await add_place(els)
    where = f"{LIST}/locaties/{(await place()).id}"
    form = UTRECHT | hidden(await els.get(where)) | {"calls_per_hour": "6"}
    await els.post(where, form)
    await add_person(els)
    page = (await els.get(f"{LIST}/geschiedenis")).text
    assert "gesprekken per uur: 4 → 6" in page
    assert "functie: niets → beller" in page
    assert page.count("<td>Els</td>") == await SetupChange.count() == 3
    rows = await fetch_rows("SELECT action FROM audit_event WHERE action LIKE 'setup%'")
    assert len(rows) == 3
    await execute("UPDATE setup_change SET organisation = 'shn'")
    assert "nog niets veranderd" in (await els.get(f"{LIST}/geschiedenis")).text


async def test_leave_that_begins_later_hands_on_when_it_begins(els):
    jan, piet = await make_staff(name="Jan"), await make_staff(name="Piet")
    task = await make_task(reserved_for=jan.id, reserved_until=CLOSES)
    days = {"first_day": "2026-11-24", "last_day": "2026-11-24"}
    await els.post(f"{STAFF}/{jan.id}/verlof", days | {"substitute": str(piet.id)})
    assert (await reload_task(task.id)).reserved_for == jan.id
    tomorrow = NOW + timedelta(days=1)
    await CallTask.update({"reserved_until": tomorrow + ONE_DAY}, force=True)
    done = await run_due_jobs(now=tomorrow, outlets=Outlets(email=None))
    assert done["calls_handed_on"] == 1
    assert (await reload_task(task.id)).reserved_for == piet.id
