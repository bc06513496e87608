"""News that somebody reads for a victim: whose knowledge it is, and who waits."""

from datetime import timedelta

import pytest

from portal.db.engine import execute, fetch_rows
from portal.db.tables.people import Representative
from tests.actions.test_merged_victims import merged
from tests.chain import NOW, case, decision, happen, report, updated, victim
from tests.victim.conftest import main_text
from tests.victim.test_decisions import knowledge, page_of_decision

FULL = {"magInzien": True, "magHandelen": True, "belangenconflict": False}


def stand_in(rol="ouder", naam="Kim Bos", **given):
    return {"naam": naam, "rol": rol, "email": "kim@example.org", **FULL, **given}


async def news_for(*people, born="2013-05-17", **given):
    noor = victim(
        "slo-1",
        voornamen="Noor",
        geboortedatum=born,
        vertegenwoordigers=list(people),
        **given,
    )
    await happen(report(noor), case(), decision())
    return await page_of_decision(), await stands_in()


async def stands_in():
    return await Representative.objects().order_by(Representative.position).first()


async def no_call_is_due():
    """Let the gate be open with nothing known: no call will tell it."""
    await execute("UPDATE call_task_decision SET removed_at = {}", NOW)


async def test_a_parent_reads_it_for_a_child_and_then_the_child_knows(enter):
    path, one = await news_for(stand_in())
    mother = await enter(one)
    assert "lezen" in main_text(await mother.get(path))
    await mother.post(f"{path}/lezen")
    assert await knowledge() == [("decision", "portal", "2026-11-23")]
    (row,) = await fetch_rows("SELECT recorded_by FROM knowledge")
    assert row["recorded_by"] == "representative"
    (trail,) = await fetch_rows("SELECT * FROM audit_event WHERE action = 'open_gate'")
    assert (trail["actor_kind"], trail["role"]) == ("representative", "parent")


@pytest.mark.parametrize("rol", ["advocaat", "curator", "mentor", "gemachtigde"])
async def test_of_a_grown_woman_nobody_reads_the_news_before_her(enter, rol):
    path, one = await news_for(stand_in(rol), born="1988-05-17")
    other = await enter(one)
    page = await other.get(path)
    assert "Wij vertellen het nieuws eerst aan Noor." in main_text(page)
    assert f"{path}/lezen" not in page.text
    await other.post(f"{path}/lezen", status=422)
    assert await knowledge() == []


@pytest.mark.parametrize(
    ("rol", "born", "source"),
    [
        ("advocaat", "1988-05-17", "lawyer"),
        ("curator", "1988-05-17", "other"),
        ("gemachtigde", "1988-05-17", "other"),
        ("voogd", "2013-05-17", "portal"),
    ],
)
async def test_what_anybody_may_read_counts_as_of_who_reads_it(
    enter, rol, born, source
):
    path, one = await news_for(stand_in(rol), born=born)
    await no_call_is_due()
    other = await enter(one)
    await other.post(f"{path}/lezen")
    assert [it[1] for it in await knowledge()] == [source]
    await other.post(f"{path}/lezen")
    assert len(await knowledge()) == 1, "a second click adds nothing"


@pytest.mark.parametrize(
    ("rol", "given", "born"),
    [
        ("advocaat", {"magHandelen": False}, "1988-05-17"),
        ("ouder", {"magHandelen": False}, "2013-05-17"),
        ("bijzondere-curator", {}, "2009-05-17"),
    ],
)
async def test_who_may_not_act_gives_no_knowledge(enter, rol, given, born):
    path, one = await news_for(stand_in(rol, **given), born=born)
    await no_call_is_due()
    other = await enter(one)
    page = await other.get(path)
    assert f"{path}/lezen" not in page.text
    await other.post(f"{path}/lezen", status=422)
    assert await knowledge() == []


async def test_a_company_s_own_people_read_for_the_company(enter):
    path, one = await news_for(
        stand_in("gemachtigde"),
        soort="rechtspersoon",
        kvkNummer="12345678",
        born=None,
    )
    person = await enter(one)
    await person.post(f"{path}/lezen")
    assert await knowledge() == [("decision", "portal", "2026-11-23")]


async def test_a_list_that_is_sent_anew_keeps_who_is_who_and_what_she_said(enter):
    _, one = await news_for(stand_in("gemachtigde"), born="1988-05-17")
    noor, friend = await enter("slo-1"), await enter(one)
    again = stand_in("gemachtigde", "KIM  bos", magHandelen=False)
    await happen(updated("2026-11-20T12:00", vertegenwoordigers=[again]))
    assert (await stands_in()).id == one.id
    await friend.get("/mijn")
    await noor.post(f"/mijn/namens/{one.id}/toegang", word="ended")
    await happen(updated("2026-11-21T12:00", vertegenwoordigers=[]))
    renamed = stand_in("gemachtigde", "K. Bos-Smit")
    for day, sent in (("22", stand_in("gemachtigde")), ("23", renamed)):
        await happen(updated(f"2026-11-{day}T09:00", vertegenwoordigers=[sent]))
        back = await stands_in()
        assert back.ended_at is not None, "her end holds, also under another name"
        response = await (await enter(back)).browser.get("/mijn")
        assert response.status_code == 403


async def test_a_conflict_that_comes_later_shuts_the_door_at_once(enter):
    _, one = await news_for(stand_in())
    mother = await enter(one)
    await mother.get("/mijn")
    await happen(updated(vertegenwoordigers=[stand_in(belangenconflict=True)]))
    assert (await mother.browser.get("/mijn")).status_code == 403


async def test_who_stands_in_goes_on_for_one_person_found_twice(enter):
    """The newer list holds, and what she said under either id holds in it."""
    friend = stand_in("gemachtigde", "Loes Kok", email="loes@example.org")
    _, one = await news_for(stand_in("curator"), friend, born="1988-05-17")
    loes = await Representative.objects().get(Representative.name == "Loes Kok")
    noor, curator = await enter("slo-1"), await enter(one)
    await noor.post(f"/mijn/namens/{loes.id}/toegang", word="ended")
    twice = victim("slo-2", voornamen="Noor", vertegenwoordigers=[])
    await happen(report(twice, at="2026-10-01T10:00", pvNummer="PL0900-2026777777"))
    await happen(merged("slo-2", "slo-1"))
    page = await curator.get("/mijn")
    assert "U kijkt namens Noor." in page.text
    (row,) = await fetch_rows(
        "SELECT data FROM web_session WHERE representative_id = {}", one.id
    )
    assert "Kim Bos" in row["data"], "the name is of who looks"
    assert (await (await enter(loes)).browser.get("/mijn")).status_code == 403


WHEN = (
    "Wij bellen u",
    "Slachtofferhulp belt u",
    "24 november",
    "veilig",
    "Dan zeggen wij",
)


async def agree_on_a_moment():
    moment = NOW + timedelta(hours=26)
    await execute(
        "UPDATE call_task SET is_agreed = TRUE, not_before = {}, earliest_at = {},"
        " agreed_until = {}",
        *(moment, moment, moment + timedelta(hours=1)),
    )


def tells_when(page):
    text = main_text(page)
    return [words for words in WHEN if words in text]


async def test_who_may_not_know_when_she_is_called_reads_no_moment(enter):
    friend = stand_in("gemachtigde")
    path, one = await news_for(friend, born="1988-05-17", kwetsbaar=True)
    await agree_on_a_moment()
    (incident,) = await fetch_rows("SELECT id FROM incident")
    pages = ("/mijn", f"/mijn/verloop/{incident['id']}", path)
    noor, other = await enter("slo-1"), await enter(one)
    for page in pages:
        assert tells_when(await noor.get(page)), page
        assert tells_when(await other.get(page)) == [], page
    assert "Wij vertellen dit zelf aan Noor." in main_text(await other.get("/mijn"))

    await noor.post(f"{path}/lezen")
    await noor.post(f"{path}/keuze", choice="asks_call")
    for page in pages:
        assert tells_when(await other.get(page)) == [], page


async def test_what_a_girl_of_fifteen_keeps_to_herself_has_no_moment(enter):
    path, one = await news_for(stand_in(), born="2011-05-17")
    await agree_on_a_moment()
    noor, mother = await enter("slo-1"), await enter(one)
    await noor.post("/mijn/namens/alleen-van-mij", part="contact", answer="yes")
    for page in ("/mijn", path):
        assert tells_when(await mother.get(page)) == [], page
    await mother.post(f"{path}/lezen")
    page = await mother.get(path)
    assert tells_when(page) == []
    assert "/mijn/terugbellen" not in page.text
    assert f"{path}/bellen" not in page.text
    await mother.post(f"{path}/bellen", status=422, choice="cancel")


async def test_what_we_say_of_who_sees_her_choice_is_true_for_who_looks_along(enter):
    path, one = await news_for(stand_in("gemachtigde"), born="1988-05-17")
    noor, other = await enter("slo-1"), await enter(one)
    await noor.post(f"{path}/lezen")
    for page in (await noor.get(path), await other.get(path)):
        text = main_text(page)
        assert "Slachtofferhulp ziet uw keuze, en wie met u meekijkt ook." in text
        assert "Alleen u en Slachtofferhulp" not in text
