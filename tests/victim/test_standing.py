"""Looking for somebody else: only who may, only what they may, only as long as that."""

from datetime import date, timedelta

import pytest

from portal.actions.attention import settle_work_item
from portal.db.check_words import words_of_call
from portal.db.engine import fetch_row, fetch_rows
from portal.db.tables.people import Representative
from tests.builders import (
    NOW,
    make_attempt,
    make_case,
    make_incident,
    make_representative,
    make_staff,
    make_task,
    make_victim,
    worker,
)
from tests.pages import read_html
from tests.victim.conftest import links, main_text
from tests.victim.test_standing_held import shn_asks_her

CHILD = {"given_names": "Noor", "birth_date": date(2013, 5, 17)}
GROWN = {"given_names": "Noor", "birth_date": date(2010, 5, 17)}  # sixteen


async def make_pair(role="parent", *, child=None, **given):
    """A victim with a report, and somebody who stands in for her."""
    victim = await make_victim(reference="slo-noor", **(child or CHILD))
    incident = await make_incident(victims=(victim,))
    await make_case(incident=incident, victims=(victim,))
    one = await make_representative(
        victim=victim, role=role, name="Kim Bos", name_key="kim bos", **given
    )
    return victim, one


async def change(one, **columns):
    await Representative.update(columns, force=True).where(Representative.id == one.id)


async def shut(person, path="/mijn"):
    response = await person.browser.get(path)
    return response.status_code == 403


async def test_she_looks_for_her_daughter_and_every_page_says_so(enter):
    victim, one = await make_pair()
    mother = await enter(one)
    page = await mother.get("/mijn")
    assert "U kijkt namens Noor." in page.text
    assert "de Vries" not in page.text
    (title,) = read_html(page.text).all("title")
    assert "Noor" not in title.text
    (row,) = await fetch_rows(
        "SELECT * FROM audit_event WHERE action = 'read_overview'"
    )
    assert (row["actor_kind"], row["actor"]) == ("representative", str(one.id))
    assert (row["role"], row["victim"]) == ("parent", victim.id)


@pytest.mark.parametrize(
    "columns",
    [
        {"has_conflict": True},
        {"may_view": False},
        {"valid_until": NOW.date()},
        {"ended_at": NOW},
        {"doubted_at": NOW},
    ],
    ids=lambda columns: next(iter(columns)),
)
async def test_the_door_shuts_at_the_next_request_and_says_nothing(enter, columns):
    victim, one = await make_pair()
    mother = await enter(one)
    await mother.get("/mijn/berichten")
    await change(one, **columns)
    response = await mother.browser.get("/mijn/berichten")
    assert response.status_code == 403
    for word in ("Noor", "Vries", "Bos", "conflict", "dochter", "kind", "aangifte"):
        assert word not in response.text
    again = await mother.browser.get("/mijn")
    assert again.headers["location"] == "/inloggen", "the session is over"
    assert not await fetch_rows("SELECT id FROM web_session")
    refused = await fetch_row("SELECT * FROM audit_event WHERE outcome = 'refused'")
    assert (refused["actor"], refused["victim"]) == (str(one.id), victim.id)


async def test_who_is_left_out_of_the_list_is_out_of_the_door(enter):
    _, one = await make_pair()
    mother = await enter(one)
    await mother.get("/mijn")
    await Representative.delete().where(Representative.id == one.id)
    assert await shut(mother)


async def test_the_end_comes_at_midnight_in_the_netherlands(enter, clock):
    _, one = await make_pair(valid_until=NOW.date() + timedelta(days=1))
    mother = await enter(one)
    clock.moment = NOW.replace(hour=22, minute=59)
    await mother.get("/mijn")
    clock.moment = NOW.replace(hour=23, minute=0)
    assert await shut(mother)


async def test_who_may_only_look_finds_no_form_and_is_refused_every_change(enter):
    _, one = await make_pair(may_act=False)
    mother = await enter(one)
    for path in ("/mijn", "/mijn/berichten", "/mijn/namens", "/mijn/terugbellen"):
        page = await mother.get(path)
        (main,) = read_html(page.text).all("main")
        assert not list(main.all("form")), path
    before = await fetch_row("SELECT count(*) AS n FROM call_task")
    answer = await mother.post("/mijn/terugbellen", status=422, over="x")
    assert "niets veranderen" in main_text(answer)
    assert await fetch_row("SELECT count(*) AS n FROM call_task") == before


async def test_a_lawyer_reads_the_case_and_never_where_she_is(enter):
    _, one = await make_pair("lawyer", child={"given_names": "Noor"})
    lawyer = await enter(one)
    overview = await lawyer.get("/mijn")
    assert links(overview, "/mijn/verloop/")
    for path in ("/mijn/contact", "/mijn/terugbellen"):
        assert not links(overview, path)
        assert path not in overview.text
        await lawyer.get(path, status=404)


async def test_she_ends_it_herself_and_it_holds_at_once(enter):
    victim, one = await make_pair("authorised", child={"given_names": "Noor"})
    friend, noor = await enter(one), await enter(victim.id)
    await friend.get("/mijn")
    page = await noor.get("/mijn/namens")
    assert "Kim Bos" in page.text
    said = await noor.post(f"/mijn/namens/{one.id}/toegang", word="ended")
    assert "niets meer zien" in main_text(said)
    assert (await friend.browser.get("/mijn")).headers["location"] == "/inloggen"
    await noor.post(f"/mijn/namens/{one.id}/toegang", word="ended")
    words = await fetch_rows("SELECT word FROM standing_word")
    assert [row["word"] for row in words] == ["ended"], "a second click adds nothing"
    await noor.post(f"/mijn/namens/{one.id}/toegang", word="restored")
    assert (await fetch_row("SELECT ended_at FROM representative"))["ended_at"] is None


async def test_nobody_ends_what_a_court_or_the_law_gave(enter):
    victim, one = await make_pair("curator", child={"given_names": "Noor"})
    noor = await enter(victim.id)
    await noor.post(f"/mijn/namens/{one.id}/toegang", status=404, word="ended")
    await noor.post(f"/mijn/namens/{one.id}/toegang", status=404, word="kept")
    assert not await fetch_rows("SELECT id FROM standing_word")


async def test_from_sixteen_she_says_whether_her_mother_looks_along(enter):
    victim, one = await make_pair(child=GROWN)
    noor = await enter(victim.id)
    mother = await enter(one)
    assert await shut(mother)
    await noor.post(f"/mijn/namens/{one.id}/toegang", word="kept")
    assert await shut(await enter(one)), "a minor is at risk: SHN asks her first"
    await shn_asks_her()
    mother = await enter(one)
    await mother.get("/mijn")
    await mother.post(f"/mijn/nieuws/{one.id}/lezen", status=422)
    await mother.get("/mijn/terugbellen", status=404)
    await noor.post(f"/mijn/namens/{one.id}/toegang", word="let_go")
    assert (await mother.browser.get("/mijn")).status_code == 303
    assert await shut(await enter(one))


async def test_what_she_says_is_not_right_goes_to_shn_and_shuts_meanwhile(enter):
    victim, one = await make_pair()
    noor, mother = await enter(victim.id), await enter(one)
    await mother.get("/mijn")
    for _ in range(2):
        await noor.post(f"/mijn/namens/{one.id}/klopt-niet")
    assert (await mother.browser.get("/mijn")).status_code == 303
    assert await shut(await enter(one))
    (item,) = await fetch_rows("SELECT * FROM work_item")
    assert (item["organisation"], item["role"]) == ("shn", "shn_worker")
    staff = await make_staff(organisation="shn", role="shn_worker")
    await settle_work_item(item_id=item["id"], worker=worker(staff), now=NOW)
    await (await enter(one)).get("/mijn")


async def test_what_is_hers_alone_her_mother_does_not_see(enter, clock):
    victim, one = await make_pair()
    noor, mother = await enter(victim.id), await enter(one)
    await mother.get("/mijn/contact")
    await noor.post("/mijn/namens/alleen-van-mij", part="contact", answer="yes")
    await mother.get("/mijn/contact", status=404)
    await mother.get("/mijn/terugbellen", status=404)
    assert "/mijn/contact" not in (await mother.get("/mijn")).text
    await noor.get("/mijn/contact")
    clock.advance(minutes=1)
    await noor.post("/mijn/namens/alleen-van-mij", part="contact", answer="no")
    await mother.get("/mijn/contact", status=404)
    await shn_asks_her(now=NOW + timedelta(minutes=1))
    await mother.get("/mijn/contact")


async def test_who_stands_in_changes_nothing_about_who_stands_in(enter):
    _, one = await make_pair()
    mother = await enter(one)
    for path in (f"{one.id}/toegang", f"{one.id}/klopt-niet", "alleen-van-mij"):
        await mother.post(f"/mijn/namens/{path}", status=422, word="ended")
    assert (await fetch_row("SELECT ended_at FROM representative"))["ended_at"] is None


async def test_one_who_stands_in_for_two_chooses_and_never_a_third(enter):
    mark = {"email_index": "same", "name_key": "kim bos", "name": "Kim Bos"}
    victim, one = await make_pair(email_index="same")
    brother = await make_victim(
        given_names="Bram", family_name="Bos", birth_date=date(2015, 1, 1)
    )
    his = await make_representative(victim=brother, role="parent", **mark)
    other = await make_victim(given_names="Cor", birth_date=date(2015, 1, 1))
    no_mail = await make_representative(
        victim=other, role="parent", **(mark | {"email_index": None})
    )
    shut_out = await make_victim(given_names="Dirk", birth_date=date(2015, 1, 1))
    conflict = await make_representative(
        victim=shut_out, role="parent", has_conflict=True, **mark
    )
    mother = await enter(one)
    page = await mother.get("/mijn/namens")
    assert "Bram B." in page.text
    assert "Cor" not in page.text
    assert "Dirk" not in page.text
    for nobody in (no_mail.id, conflict.id, victim.id, "x"):
        await mother.post("/mijn/namens/kiezen", status=404, who=str(nobody))
    page = await mother.post("/mijn/namens/kiezen", who=str(his.id))
    assert "U kijkt namens Bram." in page.text


async def test_a_victim_chooses_nobody_else(enter):
    victim, one = await make_pair()
    noor = await enter(victim.id)
    await noor.post("/mijn/namens/kiezen", status=404, who=str(one.id))
    stranger = await make_victim(given_names="Eva")
    eva = await enter(stranger.id)
    for path in ("toegang", "klopt-niet"):
        await eva.post(f"/mijn/namens/{one.id}/{path}", status=404, word="ended")
    page = await eva.get("/mijn/namens")
    assert "Niemand kijkt met u mee." in page.text
    assert "Kim Bos" not in page.text


async def test_the_words_of_our_caller_are_for_who_is_called(enter):
    victim, one = await make_pair("lawyer", child={"given_names": "Noor"})
    incident = await make_incident(victims=(victim,))
    task = await make_task(victim=victim, incident=incident)
    words = words_of_call(task.id)
    noor, lawyer = await enter(victim.id), await enter(one)
    for path in ("/mijn", f"/mijn/verloop/{incident.id}"):
        assert words in (await noor.get(path)).text
        assert words not in (await lawyer.get(path)).text


async def test_that_she_asked_for_a_call_is_not_told_to_who_may_not_know(enter):
    victim, one = await make_pair("lawyer", child={"given_names": "Noor"})
    incident = await make_incident(victims=(victim,))
    asked = await make_task(
        victim=victim,
        incident=incident,
        kind="callback",
        organisation="shn",
        topic="Ik ben bang.",
        earliest_at=NOW + timedelta(days=1),
    )
    attempt = await make_attempt(task=asked, outcome="spoken")
    noor, lawyer = await enter(victim.id), await enter(one)
    for path in ("/mijn", f"/mijn/verloop/{incident.id}"):
        assert "Ik ben bang." in (await noor.get(path)).text
        assert "Ik ben bang." not in (await lawyer.get(path)).text
    hers, theirs = (
        await noor.get("/mijn/berichten"),
        await lawyer.get("/mijn/berichten"),
    )
    assert attempt.victim == victim.id
    assert len(main_text(hers)) > len(main_text(theirs))


async def test_a_company_and_its_people_choose_one_email_for_their_news(enter, clock):
    company = {"kind": "legal_person", "given_names": None, "birth_date": None}
    victim, one = await make_pair("authorised", child=company)
    firm, person = await enter(victim.id), await enter(one)
    page = await firm.post("/mijn/contact/gebundeld", wants="yes")
    assert "U krijgt nieuws nu in één e-mail" in main_text(page)
    page = await person.get("/mijn/namens")
    assert "Stuur elk bericht meteen" in main_text(page)
    clock.advance(minutes=1)
    await person.post("/mijn/contact/gebundeld", wants="no")
    words = await fetch_rows("SELECT wants FROM bundle_wish ORDER BY said_at")
    assert [bool(row["wants"]) for row in words] == [True, False]


async def test_a_person_is_not_asked_how_a_company_wants_its_news(enter):
    victim, one = await make_pair()
    noor, mother = await enter(victim.id), await enter(one)
    for who in (noor, mother):
        assert "één e-mail" not in (await who.get("/mijn/namens")).text
    await noor.post("/mijn/contact/gebundeld", status=404, wants="yes")
    await mother.post("/mijn/contact/gebundeld", status=422, wants="yes")
