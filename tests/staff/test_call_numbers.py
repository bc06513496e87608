"""Several numbers, each by what is known of it; one that is given in the call.

VIAL#360: no phone number, not callable. Simple#586: do not assume a phone number.
HMPPS: invalid, missing and shared numbers are a person's work.
"""

import asyncio
from datetime import timedelta

import asyncpg

from portal.actions import trail
from portal.db.engine import execute, fetch_rows
from portal.db.query_count import count_queries
from portal.db.tables.people import Phone, Victim
from portal.db.victim_records import merge_victim
from portal.domain.victims import GivenPhone, VictimFacts
from tests.builders import (
    NOW,
    agreed,
    make_attempt,
    make_phone,
    make_staff,
    make_task,
    make_victim,
    reload_task,
)
from tests.calling import work
from tests.pages import read_html
from tests.staff.screens import open_call

SECOND = {"number": "020-7654321", "is_own": None, "is_safe": None}
FRIDAY = "vr 20 nov"
MOST_QUESTIONS = 30


def numbers_of(page):
    return [
        " ".join(each.text.split())
        for each in read_html(page.text).all("p")
        if each["class"] == "numbers"
    ]


async def noted():
    return [phone for phone in await Phone.objects() if not phone.is_verified]


def mark_on(page):
    [field] = [it for it in read_html(page.text).all("input") if it["name"] == "gezien"]
    return {"gezien": field["value"]}


async def make_item_for_shn(visit):
    screen = await open_call(await visit())
    await screen.identify()
    await screen.record("spoken_partly", nieuw_nummer="06 23456789", nieuw_eigen="ja")
    shn = await visit(organisation="shn", role="shn_worker", name="S. Haddad")
    page = await shn.get("/werk/aandacht")
    [path] = [
        link["href"]
        for link in read_html(page.text).all("a")
        if (link["href"] or "").endswith("/nummers")
    ]
    return shn, path


async def test_each_number_says_what_is_known_of_it(visit):
    browser = await visit()
    screen = await open_call(browser, victim={"phones": ["06-12345678", SECOND]})
    first, second = await Phone.objects().order_by(Phone.position)
    past = {"task": screen.task, "staff": browser.staff}
    await make_attempt(**past, phone=first.id, outcome="someone_else", reached=False)
    await make_attempt(**past, phone=second.id, at=NOW - timedelta(days=2))
    page = await browser.get(screen.path)
    [mobile, landline] = numbers_of(page)
    assert "eigen nummer, veilig" in mobile
    assert f"iemand anders nam op {FRIDAY}" in mobile
    assert "niet bekend van wie, niet gevraagd of het veilig is" in landline
    assert "1 keer gebeld, nooit opgenomen" in landline


async def test_of_others_calls_one_sees_that_somebody_answered_and_not_who(visit):
    screen = await open_call(await visit())
    [phone] = await Phone.objects()
    shn = await make_staff(organisation="shn", role="shn_worker")
    theirs = await make_task(organisation="shn", kind="first_contact")
    await make_attempt(
        task=theirs,
        staff=shn,
        victim=screen.task.victim,
        phone=phone.id,
        outcome="someone_else",
    )
    [shown] = numbers_of(await screen.browser.get(screen.path))
    assert f"nam op {FRIDAY}" in shown
    assert "iemand anders" not in shown


async def test_a_number_that_may_not_be_called_is_named_but_cannot_be_dialled(visit):
    phones = [
        "06-12345678",
        {"number": "020-7654321", "is_wrong": True},
        {"number": "020-7654322", "is_safe": False},
    ]
    screen = await open_call(await visit(), victim={"phones": phones})
    assert len(numbers_of(screen.page)) == 1
    assert "21 (verkeerd nummer)" in screen.page.text
    assert "22 (onveilig)" in screen.page.text
    assert "7654321" not in screen.page.text


async def test_the_wrong_one_of_two_is_marked_and_the_other_comes_next(visit):
    screen = await open_call(
        await visit(), victim={"phones": ["06-12345678", "06-87654321"]}
    )
    first, second = await Phone.objects().order_by(Phone.position)
    page = await screen.record("wrong_number", telefoon=str(first.id))
    assert page.status_code == 303
    assert [p.is_wrong for p in await Phone.objects().order_by(Phone.position)] == [
        True,
        False,
    ]
    await execute("UPDATE call_task SET not_before = {}", NOW)
    await screen.browser.post(f"{screen.path}/nemen")
    page = await screen.browser.get(screen.path)
    assert len(numbers_of(page)) == 1
    assert str(second.id) in page.text


async def test_a_number_that_a_caller_notes_is_not_called_before_shn_looked(visit):
    screen = await (await open_call(await visit())).identify()
    await screen.result("spoken_partly", nieuw_nummer="06 23456789", nieuw_eigen="ja")
    [number] = await noted()
    assert (number.is_own, number.is_safe) == (True, None)
    assert "23456789" not in number.number_sealed
    assert await work() == [("number_to_verify", "shn", "shn_worker")]
    await execute("UPDATE call_task SET not_before = {}", NOW)
    await screen.browser.post(f"{screen.path}/nemen")
    page = await screen.browser.get(screen.path)
    assert "SHN vraagt na of het klopt" in page.text
    assert "23456789" not in page.text


async def test_who_answered_for_her_may_not_steer_our_calls(visit):
    """The number of whoever took the phone could be his."""
    screen = await open_call(await visit())
    await screen.result("someone_else", nieuw_nummer="06 23456789")
    assert len(await noted()) == 1


async def test_shn_notes_her_own_word_as_safe(visit):
    browser = await visit(organisation="shn", role="shn_worker")
    anna = await make_victim(**agreed())
    task = await make_task(victim=anna, organisation="shn", kind="first_contact")
    await browser.post(f"/werk/gesprek/{task.id}/nemen")
    page = await browser.get(f"/werk/gesprek/{task.id}")
    token = next(
        each["value"]
        for each in read_html(page.text).all("input")
        if each["name"] == "token"
    )
    await browser.post(
        f"/werk/gesprek/{task.id}/poging",
        {
            "token": token,
            "submission": token,
            "uitkomst": "spoken_partly",
            "identiteit": "details",
            "nieuw_nummer": "06 23456789",
            "nieuw_eigen": "ja",
            "nieuw_veilig": "ja",
        },
    )
    number = await Phone.objects().get(Phone.position == 1000)
    assert (number.is_verified, number.is_safe, number.vouched_at) == (True, True, NOW)
    assert await work() == []


async def test_a_number_that_nobody_can_read_is_asked_again(visit):
    screen = await open_call(await visit())
    page = await screen.record("no_answer", nieuw_nummer="het oude")
    assert page.status_code == 422
    assert 'href="#nieuw_nummer"' in page.text
    assert 'value="het oude"' in page.text


async def test_a_number_on_file_is_not_noted_twice(visit):
    screen = await open_call(await visit(), victim={"phones": ["+31612345678"]})
    await screen.result("no_answer", nieuw_nummer="06-12 34 56 78")
    assert len(await Phone.objects()) == 1
    assert await work() == []


async def test_what_shn_found_out_is_kept_once_after_a_deadlock(visit, monkeypatch):
    shn, path = await make_item_for_shn(visit)
    seen = mark_on(await shn.get(path))
    [number] = await noted()
    note, ended = trail.note, []

    async def note_or_end(worker, now, action, **about):
        await note(worker, now, action, **about)
        if action == "numbers_judged" and not ended:
            ended.append(action)
            raise asyncpg.DeadlockDetectedError

    monkeypatch.setattr(trail, "note", note_or_end)
    done = await shn.follow(
        await shn.post(path, {f"nummer-{number.id}": "own_and_safe", **seen})
    )
    assert ended
    assert "De nummers zijn uitgezocht." in done.text
    assert await work() == []


async def test_shn_looks_into_the_numbers_and_the_call_goes_on(visit):
    shn, path = await make_item_for_shn(visit)
    page = await shn.get(path)
    assert "06 23456789" in page.text
    assert "opgeschreven door een beller" in page.text
    [number] = await noted()
    seen = mark_on(page)
    open_still = await shn.follow(
        await shn.post(path, {f"nummer-{number.id}": "", **seen})
    )
    assert "Er is nog een nummer dat u moet uitzoeken." in open_still.text
    done = await shn.follow(
        await shn.post(path, {f"nummer-{number.id}": "own_and_safe", **seen})
    )
    assert "De nummers zijn uitgezocht." in done.text
    assert await noted() == []
    assert await work() == []
    again = await shn.post(path, {f"nummer-{number.id}": "wrong"})
    assert again.status_code == 409


async def test_numbers_are_looked_into_by_shn_alone(visit):
    _, path = await make_item_for_shn(visit)
    for other in (
        {"organisation": "om"},
        {"organisation": "om", "role": "supervisor"},
        {"organisation": "halt", "role": "halt_worker"},
    ):
        browser = await visit(**other)
        assert (await browser.get(path)).status_code == 404
        assert (await browser.post(path)).status_code == 409


async def test_settling_a_number_lifts_no_unsafe_call(visit):
    shn, path = await make_item_for_shn(visit)
    await execute(
        "UPDATE call_task SET waits_for = 'unsafe', not_before = NULL,"
        " window_ends = NULL, lease_token = NULL, lease_staff = NULL,"
        " lease_until = NULL"
    )
    [number] = await noted()
    seen = mark_on(await shn.get(path))
    await shn.post(path, {f"nummer-{number.id}": "own_and_safe", **seen})
    assert await noted() == []
    [row] = await fetch_rows("SELECT id FROM call_task")
    assert (await reload_task(row["id"])).waits_for == "unsafe"


async def test_news_from_the_chain_leaves_a_noted_number_and_its_id(visit):
    screen = await (await open_call(await visit())).identify()
    await screen.result("spoken_partly", nieuw_nummer="06 23456789")
    before = {p.id for p in await Phone.objects()}
    [victim] = await fetch_rows("SELECT reference FROM victim")
    await merge_victim(
        VictimFacts(
            victim_id=victim["reference"],
            given={"phones": (GivenPhone(text="06-12345678"),)},
        ),
        at=NOW + timedelta(hours=1),
        by_victim_or_shn=False,
        now=NOW + timedelta(hours=1),
    )
    assert before - {p.id for p in await Phone.objects()} == set()
    assert len(await noted()) == 1


async def test_more_numbers_and_more_tries_cost_no_more_questions(visit):
    """Open Klant asked 79 times for 25 rows: here ten cost as much as one."""
    browser = await visit()
    screen = await open_call(browser)
    with count_queries() as few:
        await browser.get(screen.path)
    victim = await Victim.objects().get(Victim.id == screen.task.victim)
    for last in range(5):
        phone = await make_phone(victim=victim, phone=f"06-1234567{last}")
        await make_attempt(task=screen.task, staff=browser.staff, phone=phone.id)
    with count_queries() as many:
        await browser.get(screen.path)
    assert len(many) == len(few) <= MOST_QUESTIONS


async def test_of_two_who_judge_one_list_the_second_is_told(visit):
    """One asked her, one a neighbour: nobody knows whose word would have stayed."""
    shn, path = await make_item_for_shn(visit)
    colleague = await visit(organisation="shn", role="shn_worker")
    seen = mark_on(await shn.get(path))
    first, second = await Phone.objects().order_by(Phone.position)
    await colleague.post(path, {f"nummer-{first.id}": "unsafe", **seen})
    late = {f"nummer-{first.id}": "own_and_safe", "nieuw_nummer": "06 11112222", **seen}
    answer = await shn.post(path, late)
    assert answer.status_code == 409
    assert "Een collega heeft net iets aan deze nummers veranderd." in answer.text
    assert 'value="06 11112222"' in answer.text
    assert f'name="nummer-{first.id}" value="own_and_safe" checked' in answer.text
    safe = {it.id: it.is_safe for it in await Phone.objects()}
    assert safe == {first.id: False, second.id: None}
    again = await shn.post(path, {**late, **mark_on(answer)})
    assert again.status_code == 303


async def test_two_who_press_at_once_note_one_new_number(visit):
    shn, path = await make_item_for_shn(visit)
    colleague = await visit(organisation="shn", role="shn_worker")
    form = {"nieuw_nummer": "06 11112222", **mark_on(await shn.get(path))}
    answers = await asyncio.gather(*(it.post(path, form) for it in (shn, colleague)))
    assert sorted(it.status_code for it in answers) == [303, 409]
    assert len(await Phone.objects()) == 3
