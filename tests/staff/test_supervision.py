"""Coordination: what waits too long, and doing something about it."""

import re
from datetime import date, timedelta
from uuid import uuid4

import pytest

from portal.actions.calls import take_next_call
from portal.db.engine import execute
from portal.db.query_count import count_queries
from portal.db.tables.calls import CallTask
from portal.db.tables.messages import Notification
from portal.db.tables.setup import CallTaskMove, WorkLocation
from portal.domain.supervision import Watch
from tests.builders import (
    CLOSES,
    NOW,
    make_attempt,
    make_case,
    make_decision,
    make_incident,
    make_staff,
    make_task,
    make_victim,
    reload_task,
    worker,
)
from tests.staff.screens import open_call

PAGE = "/werk/coordinatie"
DO = f"{PAGE}/doen"
SHIFTS = "mon-fri 09:00-17:00"
RECENT = {"opened_at": NOW - timedelta(hours=1), "due_at": NOW + timedelta(days=9)}


@pytest.fixture
async def els(visit):
    await make_staff(name="Jan", is_experienced=True, shifts=SHIFTS)
    return await visit(role="supervisor", name="Els")


def counts(page):
    found = re.findall(r"lijst=(\w+)#gesprekken\"[^>]*><strong>(\d+)", page.text)
    return {code: int(number) for code, number in found}


async def held(**task):
    staff = await make_staff(name="Lange Lijn")
    return await make_task(
        lease_token=uuid4(),
        lease_staff=staff.id,
        lease_until=NOW + timedelta(minutes=20),
        **{"lease_since": NOW - timedelta(hours=1)} | RECENT | task,
    )


def picks(page):
    return re.findall(r'name="kies" type="checkbox" value="([^"]+)"', page.text)


def form(page, action, **more):
    (batch,) = set(re.findall(r'name="batch" value="([^"]+)"', page.text))
    (watch,) = set(re.findall(r'name="lijst" value="([^"]*)"', page.text))
    base = {"batch": batch, "lijst": watch, "pagina": "1", "reden": "Jan is ziek."}
    return base | {"actie": action} | more


async def test_an_empty_list_says_that_this_is_how_it_should_be(els):
    page = await els.get(PAGE)
    assert set(counts(page).values()) == {0}
    for watch in Watch:
        page = await els.get(f"{PAGE}?lijst={watch}")
        assert "Zo hoort het." in page.text


async def test_each_call_stands_on_the_lists_that_it_belongs_to(els):
    await make_task(**RECENT)
    late = await make_task(due_at=NOW - timedelta(hours=1), attempts=1)
    await make_attempt(task=late)
    await make_task(**RECENT | {"opened_at": NOW - timedelta(days=3)})
    stuck = await make_task(**RECENT, attempts=3)
    for _ in range(3):
        await make_attempt(task=stuck)
    await held()
    page = await els.get(PAGE)
    assert counts(page) == {
        "not_heard": 0,
        "overdue": 1,
        "never_tried": 1,
        "stuck": 1,
        "unassigned": 0,
        "held_long": 1,
    }


async def test_who_heard_read_or_was_written_to_is_not_on_the_list_of_day_fourteen(els):
    silent = await _not_heard()
    spoken = await _not_heard()
    await make_attempt(task=spoken[0], outcome="spoken_partly", reached=True)
    written = await _not_heard()
    await _written(written)
    early = await _not_heard(not_heard_on=date(2026, 11, 25))
    page = await els.get(f"{PAGE}?lijst=not_heard")
    assert [value.split()[0] for value in picks(page)] == [str(silent[0].id)]
    assert str(early[0].id) not in page.text


async def _not_heard(**task):
    victim = await make_victim()
    incident = await make_incident(victims=(victim,))
    case = await make_case(incident=incident, victims=(victim,))
    decision = await make_decision(case=case)
    day = {"not_heard_on": date(2026, 11, 23)}
    decisions = (decision,)
    task = await make_task(
        victim=victim, incident=incident, decisions=decisions, **RECENT | day | task
    )
    return task, decision


async def _written(what):
    task, decision = what
    await Notification(
        id=uuid4(),
        victim=task.victim,
        message="decision_notice",
        channel="letter",
        cause="test",
        decision=decision.id,
        state="sent",
        queued_at=NOW,
        sent_at=NOW,
    ).save()


async def test_a_call_that_nobody_there_may_make_is_nobody_s(visit):
    lia = await visit(role="supervisor", name="Lia")
    await make_staff(location="Amsterdam")
    await make_task(**RECENT)
    await make_task(**RECENT, location="Amsterdam")
    await make_task(**RECENT, location="Amsterdam", needs_experience=True)
    assert counts(await lia.get(PAGE))["unassigned"] == 2


async def test_the_coming_days_are_held_against_who_is_there(els):
    for days in (0, 1, 1, 2):
        await make_task(due_at=NOW + timedelta(days=days))
    page = await els.get(PAGE)
    assert "Vul in hoeveel gesprekken per uur" in page.text
    await WorkLocation(id=uuid4(), organisation="om", name="", calls_per_hour=4).save()
    page = await els.get(PAGE)
    rows = re.findall(
        r"<td class=\"num\">(\d)</td>\s*<td class=\"num\">([\d,]+)", page.text
    )
    assert rows[:3] == [("1", "7,0"), ("1", "8,0"), ("1", "8,0")]
    assert "<td>28</td>" in page.text
    await WorkLocation.update({"calls_per_hour": 0}, force=True)
    page = await els.get(PAGE)
    assert '<span class="late">2 te weinig</span>' in page.text


async def test_a_free_page_costs_few_statements_however_long_the_list(els):
    for _ in range(5):
        await make_task(due_at=NOW - timedelta(hours=1))
    with count_queries() as queries:
        await els.get(f"{PAGE}?lijst=overdue")
    assert len(queries) <= 8, queries


async def test_a_long_list_has_pages_that_lead_on_and_back(els, monkeypatch):
    for where in ("portal.db.supervision.PAGE", "portal.actions.supervision.PAGE"):
        monkeypatch.setattr(where, 2)
    for _ in range(3):
        await make_task(due_at=NOW - timedelta(hours=1))
    first = await els.get(f"{PAGE}?lijst=overdue")
    second = await els.get(f"{PAGE}?lijst=overdue&pagina=2")
    assert (len(picks(first)), len(picks(second))) == (2, 1)
    assert "pagina=2#gesprekken" in first.text
    assert "pagina=1#gesprekken" in second.text
    for number in ("99", "0", "x", "-1"):
        page = await els.get(f"{PAGE}?lijst=overdue&pagina={number}")
        assert page.status_code == 200
    assert "Over tijd" not in (await els.get(f"{PAGE}?lijst=weg")).text


async def test_a_call_is_raised_with_a_reason_that_lands_in_its_history(els, visit):
    task = await make_task(due_at=NOW - timedelta(hours=1))
    page = await els.get(f"{PAGE}?lijst=overdue")
    done = await els.post(DO, form(page, "raise", kies=picks(page)))
    assert "Naar voren gehaald: 1 gesprek." in done.text
    assert (await reload_task(task.id)).priority == 1
    history = await els.get(f"{PAGE}/gesprek/{task.id}")
    assert "Naar voren gehaald, Els: Jan is ziek." in history.text


async def test_the_same_button_twice_does_it_once(els):
    await make_task(due_at=NOW - timedelta(hours=1))
    page = await els.get(f"{PAGE}?lijst=overdue")
    pressed = form(page, "raise", kies=picks(page))
    for _ in range(2):
        done = await els.post(DO, pressed)
        assert "Naar voren gehaald: 1 gesprek." in done.text
        assert "intussen veranderd" not in done.text
    assert await CallTaskMove.count() == 1


async def test_without_a_reason_nothing_is_done_and_the_choice_stays(els):
    task = await make_task(due_at=NOW - timedelta(hours=1))
    page = await els.get(f"{PAGE}?lijst=overdue")
    refused = await els.post(DO, form(page, "raise", kies=picks(page), reden=" "))
    assert refused.status_code == 422
    assert "Vul in waarom" in refused.text
    assert re.search(r'name="kies"[^>]* checked', refused.text)
    assert (await reload_task(task.id)).priority == 0


@pytest.mark.parametrize(
    ("action", "more"),
    [("move_location", {"locatie": "Atlantis"}), ("move_person", {}), ("", {})],
)
async def test_a_button_that_says_nowhere_does_nothing(els, action, more):
    await make_task(due_at=NOW - timedelta(hours=1))
    page = await els.get(f"{PAGE}?lijst=overdue")
    refused = await els.post(DO, form(page, action, kies=picks(page), **more))
    assert refused.status_code == 422
    assert await CallTaskMove.count() == 0


async def test_a_button_without_any_call_says_so_also_where_no_list_is(els):
    for watch in ("", "overdue", "weg"):
        pressed = {"lijst": watch, "actie": "raise", "reden": "Jan is ziek."}
        refused = await els.post(DO, pressed)
        assert refused.status_code == 422
        assert "Kies ten minste één gesprek." in refused.text


async def test_what_changed_since_it_was_shown_is_left_alone_and_said(els):
    first, second = [await make_task(due_at=NOW - timedelta(hours=1)) for _ in "ab"]
    page = await els.get(f"{PAGE}?lijst=overdue")
    await CallTask.update({"location": "Amsterdam"}).where(CallTask.id == first.id)
    done = await els.post(DO, form(page, "raise", kies=picks(page)))
    assert "Naar voren gehaald: 1 gesprek." in done.text
    assert "1 gesprek was intussen veranderd" in done.text
    assert (await reload_task(first.id)).priority == 0
    assert (await reload_task(second.id)).priority == 1


async def test_all_of_a_list_is_done_in_chunks_that_a_second_click_goes_on_with(
    els, monkeypatch
):
    monkeypatch.setattr("portal.actions.call_moves.AT_ONCE", 2)
    monkeypatch.setattr("portal.actions.call_moves.monotonic", Stopwatch())
    for _ in range(7):
        await make_task(due_at=NOW - timedelta(hours=1))
    page = await els.get(f"{PAGE}?lijst=overdue")
    pressed = form(page, "raise", alles="yes")
    seen = []
    for _ in range(3):
        done = await els.post(DO, pressed)
        seen.append(int(re.search(r"gehaald: (\d+)", done.text)[1]))
        if "Ga verder met de rest" not in done.text:
            break
    assert seen[0] < 7
    assert seen == sorted(seen)
    assert seen[-1] == 7
    assert await CallTaskMove.count() == 7
    assert await CallTask.count().where(CallTask.priority == 1) == 7


class Stopwatch:
    """Each look at it a second and a half later."""

    now = 0.0

    def __call__(self):
        self.now += 1.5
        return self.now


async def test_a_call_in_hand_is_freed_but_not_moved_under_somebody_s_hands(els):
    await WorkLocation(id=uuid4(), organisation="om", name="Amsterdam").save()
    task = await held()
    page = await els.get(f"{PAGE}?lijst=held_long")
    pressed = form(page, "move_location", kies=picks(page), locatie="Amsterdam")
    assert "1 gesprek wordt nu gebeld" in (await els.post(DO, pressed)).text
    page = await els.get(f"{PAGE}?lijst=held_long")
    done = await els.post(DO, form(page, "free", kies=picks(page)))
    assert "Vrijgegeven: 1 gesprek." in done.text
    assert (await reload_task(task.id)).lease_token is None
    page = await els.get(f"{PAGE}/gesprek/{task.id}")
    assert "Vrijgegeven van Lange Lijn, Els: Jan is ziek." in page.text


async def test_a_call_for_a_colleague_waits_for_that_colleague(els):
    jan, piet = await make_staff(name="Kees"), await make_staff(name="Piet")
    task = await make_task(due_at=NOW + timedelta(days=2), opened_at=NOW)
    page = await els.get(f"{PAGE}/gesprek/{task.id}")
    pressed = _alone(page, "move_person", collega=str(jan.id))
    assert "Naar collega: 1 gesprek." in (await els.post(DO, pressed)).text
    assert await take_next_call(worker=worker(piet), now=NOW) is None
    assert (await take_next_call(worker=worker(jan), now=NOW)).task_id == task.id


def _alone(page, action, **more):
    fields = ("batch", "gesprek", "kies")
    found = {
        it: re.search(rf'name="{it}" value="([^"]+)"', page.text)[1] for it in fields
    }
    return found | {"actie": action, "reden": "Zij kent haar."} | more


async def test_a_heavy_call_does_not_go_to_who_may_not_make_it(els):
    jan = await make_staff(name="Kees")
    task = await make_task(needs_experience=True)
    page = await els.get(f"{PAGE}/gesprek/{task.id}")
    done = await els.post(DO, _alone(page, "move_person", collega=str(jan.id)))
    assert "mag deze collega niet voeren" in done.text
    assert (await reload_task(task.id)).reserved_for is None


async def test_another_location_takes_the_call_with_its_own_hours(els):
    await WorkLocation(
        id=uuid4(), organisation="om", name="Amsterdam", hours="mon 09:00-12:00"
    ).save()
    task = await make_task(due_at=NOW - timedelta(hours=1))
    page = await els.get(f"{PAGE}?lijst=overdue")
    pressed = form(page, "move_location", kies=picks(page), locatie="Amsterdam")
    assert "Naar andere locatie: 1 gesprek." in (await els.post(DO, pressed)).text
    moved = await reload_task(task.id)
    assert (moved.location, moved.window_ends) == ("Amsterdam", CLOSES.replace(hour=11))
    page = await els.get(f"{PAGE}/gesprek/{task.id}")
    assert "Midden-Nederland → Amsterdam" in page.text


async def test_a_local_supervisor_touches_only_what_is_hers(els, visit):
    lia = await visit(role="supervisor", location="Amsterdam")
    task = await make_task(due_at=NOW - timedelta(hours=1))
    assert counts(await lia.get(PAGE))["overdue"] == 0
    assert (await lia.get(f"{PAGE}/gesprek/{task.id}")).status_code == 404
    page = await els.get(f"{PAGE}?lijst=overdue")
    done = await lia.post(DO, form(page, "raise", kies=picks(page)))
    assert "Naar voren gehaald: 0 gesprekken." in done.text
    assert (await reload_task(task.id)).priority == 0
    caller = await visit()
    assert (await caller.get(PAGE)).status_code == 404


async def test_a_contact_person_goes_first_and_is_named_on_the_page(els):
    jan, piet = await make_staff(name="Kees"), await make_staff(name="Piet")
    task = await make_task(due_at=NOW + timedelta(days=2), opened_at=NOW)
    where = f"{PAGE}/gesprek/{task.id}"
    for _ in range(2):
        answer = await els.post(
            f"{where}/contactpersoon",
            {"contactpersoon": str(jan.id), "bereik": "alles"},
        )
        page = await els.follow(answer)
    assert page.text.count("Kees, slachtoffercoördinator") == 1
    assert await take_next_call(worker=worker(piet), now=NOW) is None
    later = NOW + timedelta(hours=4)
    assert (await take_next_call(worker=worker(piet), now=later)) is not None
    page = await els.follow(await els.post(f"{where}/contactpersoon", {}))
    assert "geen vaste contactpersoon" in page.text


async def test_a_day_with_nobody_experienced_makes_heavy_calls_the_supervisor_s(visit):
    els = await visit(role="supervisor")
    assert "Zware gesprekken zijn dan voor u" in (await els.get(PAGE)).text
    await make_staff(is_experienced=True, shifts=SHIFTS)
    assert "Zware gesprekken zijn dan voor u" not in (await els.get(PAGE)).text


async def test_who_lost_a_call_to_a_supervisor_reads_who_and_why(els, visit):
    screen = await open_call(await visit(name="Lange Lijn"))
    page = await els.get(f"{PAGE}/gesprek/{screen.task.id}")
    assert "Vrijgegeven: 1 gesprek." in (await els.post(DO, _alone(page, "free"))).text
    colleague = await visit(name="Kees", is_experienced=True)
    await colleague.post(f"{screen.path}/nemen")
    page = await screen.record("no_answer")
    assert page.status_code == 409
    assert "Els gaf uw gesprek vrij om 10:00: Zij kent haar." in page.text


async def test_the_call_itself_shows_what_was_done_with_it(els):
    task = await make_task(due_at=NOW - timedelta(hours=1))
    page = await els.get(f"{PAGE}/gesprek/{task.id}")
    await els.post(DO, _alone(page, "raise"))
    await els.post(f"/werk/gesprek/{task.id}/nemen")
    page = await els.get(f"/werk/gesprek/{task.id}")
    assert "Naar voren gehaald, Els: Zij kent haar." in page.text


async def test_the_counts_are_asked_again_without_keeping_the_session_alive(els, clock):
    page = await els.get(f"{PAGE}?lijst=overdue")
    path = re.search(r'hx-get="([^"]+)" hx-trigger="every 60s"', page.text)[1]
    assert path == f"{PAGE}/tellingen?lijst=overdue"
    await make_task(**RECENT | {"due_at": NOW - timedelta(hours=1)})
    for _ in range(7):
        clock.moment += timedelta(minutes=2)
        part = await els.get(path, headers={"hx-request": "true"})
        assert counts(part)["overdue"] == 1
        assert "<html" not in part.text
    clock.moment += timedelta(minutes=2)
    part = await els.get(path, headers={"hx-request": "true"})
    assert "overdue" not in part.text
    answer = await els.get(PAGE)
    assert answer.headers["location"].startswith("/inloggen")


async def test_who_opens_the_counts_as_a_page_gets_the_page(els):
    page = await els.follow(await els.get(f"{PAGE}/tellingen?lijst=stuck"))
    assert "Zo hoort het." in page.text


async def test_it_says_where_the_heavy_calls_are_hers(visit):
    els = await visit(role="supervisor", name="Els")
    page = await els.get(PAGE)
    assert "geen ervaren beller aan het werk. Zware" in page.text
    for name in ("Rotterdam", "Utrecht"):
        await WorkLocation(id=uuid4(), organisation="om", name=name).save()
    await make_staff(is_experienced=True, location="Utrecht", shifts=SHIFTS)
    page = await els.get(PAGE)
    assert "geen ervaren beller aan het werk in Rotterdam. Zware" in page.text
    await make_staff(is_experienced=True, shifts=SHIFTS)
    page = await els.get(PAGE)
    assert "geen ervaren beller" not in page.text


async def test_a_contact_person_of_elsewhere_is_not_ended_by_a_form_left_as_it_is(
    els, visit
):
    kees = await make_staff(name="Kees")
    task = await make_task(due_at=NOW + timedelta(days=2), opened_at=NOW)
    where = f"{PAGE}/gesprek/{task.id}"
    choice = {"contactpersoon": str(kees.id), "bereik": "alles"}
    await els.post(f"{where}/contactpersoon", choice)
    lia = await visit(role="supervisor", location=task.location)
    page = await lia.get(where)
    assert "Kees werkt op een andere plek." in page.text
    assert 'value="alles"' not in page.text
    answer = await lia.post(f"{where}/contactpersoon", {"bereik": "alles"})
    assert "Haar contactpersoon werkt op een andere plek." in answer.text
    assert "Kees, slachtoffercoördinator" in (await els.get(where)).text


async def test_why_it_was_moved_is_for_the_own_organisation(els, visit):
    task = await make_task(due_at=NOW - timedelta(hours=1))
    page = await els.get(f"{PAGE}?lijst=overdue")
    await els.post(DO, form(page, "raise", kies=picks(page), reden="Zij is boos."))
    assert "Zij is boos." in (await els.get(f"{PAGE}/gesprek/{task.id}")).text
    await execute("UPDATE call_task SET organisation = 'shn'")
    shn = await visit(organisation="shn", role="supervisor")
    for path in (f"{PAGE}/gesprek/{task.id}", f"/werk/gesprek/{task.id}"):
        page = await shn.get(path)
        assert page.status_code == 200
        assert "Zij is boos." not in page.text
