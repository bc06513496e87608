"""What came since she was here before is marked, as far as the gate lets it."""

import asyncio
from datetime import timedelta

from portal.db.engine import execute, fetch_rows
from portal.db.tables.people import Victim
from portal.db.visits import set_visit_for_victim
from portal.domain.visits import Visit
from tests.builders import make_representative, make_victim
from tests.chain import NOW, case, decision, event, happen, report, victim
from tests.pages import read_html
from tests.victim.conftest import links, main_text
from tests.victim.test_incidents import course_of
from tests.victim.test_messages import sent_to

NEW = "Nieuw sinds uw vorige bezoek"
NOTHING = "Er is niets nieuws. U hoeft niets te doen."


def hearing(at="2026-11-20T10:00"):
    return event(
        "nl.rechtspraak.zitting-gepland",
        "zit-1",
        at,
        zittingId="zit-1",
        parketnummers=["16-123456-26"],
        soort="inhoudelijk",
        rechter="politierechter",
        begin="2027-01-12T10:00:00+01:00",
        duurMinuten=60,
        rechtbank="Rechtbank Midden-Nederland",
        plaats="Utrecht",
        zaal="3",
        openbaar=True,
    )


async def visited(enter, clock):
    """Somebody who was here yesterday."""
    anna = await enter()
    await anna.get("/mijn")
    clock.advance(days=1)
    return anna


async def test_on_her_first_visit_nothing_is_called_new(enter):
    await happen(report(), case())
    anna = await enter()

    assert NEW not in main_text(await anna.get("/mijn"))
    page = await anna.get(await course_of(anna))
    assert "tag" not in [each["class"] for each in read_html(page.text).all("span")]


async def test_what_came_since_is_listed_and_marked(enter, clock):
    await happen(report(), case())
    anna = await visited(enter, clock)
    await happen(hearing(), now=clock.moment - timedelta(hours=1))
    text = main_text(await anna.get("/mijn"))

    assert NEW in text
    assert "U was hier het laatst op maandag 23 november 2026." in text
    assert "Er is een zitting gepland." in text
    course = main_text(await anna.get(await course_of(anna)))
    assert "Er is een zitting gepland. nieuw" in course
    assert "De zaak kwam bij de officier van justitie. nieuw" not in course


async def test_what_happened_before_but_reached_us_since_is_new(enter, clock):
    await happen(report())
    anna = await visited(enter, clock)
    await happen(case(at="2026-11-05T09:00"), now=clock.moment)
    clock.advance(minutes=1)

    assert "De zaak kwam bij de officier van justitie." in main_text(
        await anna.get("/mijn")
    )


async def test_nothing_new_is_said_calmly(enter, clock):
    await happen(report(), case())
    anna = await visited(enter, clock)

    assert NOTHING in main_text(await anna.get("/mijn"))


async def test_the_marks_stay_while_she_looks_around(enter, clock):
    await happen(report(), case())
    anna = await visited(enter, clock)
    await happen(hearing(), now=clock.moment)
    for _ in range(4):
        clock.advance(minutes=20)
        assert "Er is een zitting gepland." in main_text(await anna.get("/mijn"))
        await anna.get("/mijn/contact")
    clock.advance(minutes=31)
    assert NOTHING in main_text(await anna.get("/mijn"))


async def test_a_decision_behind_its_gate_is_new_without_what_it_says(enter, clock):
    await happen(report(), case())
    anna = await visited(enter, clock)
    await happen(decision("2026-11-24T09:00"), now=clock.moment)
    clock.advance(minutes=5)
    text = main_text(await anna.get("/mijn")).partition(NEW)[2]

    assert "Er is een beslissing." in text
    assert "De officier van justitie heeft iets beslist." not in text
    course = main_text(await anna.get(await course_of(anna)))
    assert "heeft iets beslist" not in course


async def test_a_decision_is_new_from_when_she_was_told(enter, clock):
    await happen(report(), case(), decision())
    anna = await visited(enter, clock)
    assert (
        "Er is een beslissing."
        not in main_text(await anna.get("/mijn")).partition(NEW)[2]
    )
    clock.advance(hours=2)
    await execute("UPDATE call_task_decision SET told_at = {}", clock.moment)
    clock.advance(hours=2)
    text = main_text(await anna.get("/mijn")).partition(NEW)[2]

    assert "De officier van justitie heeft iets beslist." in text


async def test_a_decision_that_she_read_here_is_not_news_the_next_time(enter, clock):
    await happen(report(), case(), decision())
    anna = await visited(enter, clock)
    (gate,) = links(await anna.get("/mijn"), "/mijn/nieuws/")
    await anna.post(f"{gate}/lezen")
    clock.advance(days=1)

    assert NOTHING in main_text(await anna.get("/mijn"))


async def test_that_we_want_to_call_her_is_new(enter, clock):
    await happen(report())
    anna = await visited(enter, clock)
    await happen(case(at="2026-11-24T09:30"), now=clock.moment)
    clock.advance(minutes=1)
    page = await anna.get("/mijn")

    said = "Slachtofferhulp Nederland wil u bellen , over hulp voor u"
    assert said in main_text(page).partition(NEW)[2]
    clock.advance(days=1)
    assert NOTHING in main_text(await anna.get("/mijn"))


async def test_messages_to_read_are_counted(enter, clock):
    await happen(report())
    anna = await visited(enter, clock)
    await sent_to(anna.victim_id, sent_at=clock.moment)
    clock.advance(minutes=1)

    assert "1 bericht om te lezen" in main_text(await anna.get("/mijn"))


async def test_news_of_another_victim_is_not_hers(enter, clock):
    await happen(report(), case())
    anna = await visited(enter, clock)
    other = report(victim("slo-2"), pvNummer="PL0900-2026089999")
    await happen(other, now=clock.moment)
    clock.advance(minutes=1)

    assert NOTHING in main_text(await anna.get("/mijn"))


async def test_two_windows_at_once_begin_one_visit(database):
    anna = (await make_victim()).id
    before = NOW - timedelta(days=2)
    await set_visit_for_victim(
        victim_id=anna, visit=Visit(begins=True), now=NOW - timedelta(days=3)
    )
    visits = (
        set_visit_for_victim(
            victim_id=anna, visit=Visit(since=since, begins=True), now=NOW
        )
        for since in (before, NOW - timedelta(minutes=31))
    )
    assert sorted(await asyncio.gather(*visits)) == [False, True]
    (row,) = await fetch_rows("SELECT started_at FROM visit")
    assert row["started_at"] == NOW


async def test_logging_in_is_no_page_of_a_visit(enter, clock):
    await happen(report(), case())
    anna = await visited(enter, clock)
    await execute(
        "INSERT INTO audit_event (id, at, actor_kind, actor, action, victim)"
        " SELECT 'd3b07384-d9a0-4c9b-8f3e-2b1c7a3e5f10', {}, 'victim', 'x',"
        " 'logged_in', id FROM victim",
        clock.moment,
    )
    assert NOTHING in main_text(await anna.get("/mijn"))


async def test_a_look_by_staff_is_no_visit_of_hers(enter, clock):
    await happen(report(), case())
    anna = await enter()
    await execute(
        "INSERT INTO audit_event (id, at, actor_kind, actor, action, victim)"
        " SELECT 'd3b07384-d9a0-4c9b-8f3e-2b1c7a3e5f10', {}, 'staff', 'x',"
        " 'victim_page_previewed', id FROM victim",
        NOW - timedelta(days=1),
    )
    assert NEW not in main_text(await anna.get("/mijn"))


async def test_it_says_until_when_each_source_told_us_anything(enter, clock):
    await happen(report(), case(), now=NOW)
    anna = await enter()
    text = main_text(await anna.get(await course_of(anna)))

    assert "Het laatste over uw zaak: donderdag 5 november 2026." in text
    assert "Gaf ons het laatst iets door op maandag 23 november 2026." in text
    assert "Rechtbank of gerechtshof Gaf ons nog niets door." in text
    assert "Halt" not in text
    assert "meer dan een week geleden" not in text


async def test_a_source_that_fell_silent_is_said_to_be_silent(enter, clock):
    await happen(report(), case(), now=NOW)
    anna = await enter()
    clock.advance(days=8)
    text = main_text(await anna.get(await course_of(anna)))

    assert "Misschien is er nieuws dat wij nog niet hebben." in text


async def who_stands_in(role="curator"):
    """Somebody with a right to look at her data, and to act for her."""
    person = await Victim.objects().first()
    return await make_representative(victim=person, role=role)


async def test_who_stands_in_has_no_visits_and_opens_nothing_for_her(enter, clock):
    await happen(report(), case())
    anna = await enter()
    await anna.get("/mijn")
    path = await sent_to(anna.victim_id)
    other = await enter(await who_stands_in())
    clock.advance(days=1)
    assert NEW not in main_text(await other.get("/mijn"))
    await other.get(path)
    clock.advance(days=1)

    text = main_text(await anna.get("/mijn"))
    assert "U was hier het laatst op maandag 23 november 2026." in text
    assert "Hier nog niet geopend." in main_text(await anna.get("/mijn/berichten"))


async def test_the_whole_of_her_data_is_hers_alone(enter):
    await happen(report(victim(geboortedatum="2016-05-17")), case())
    anna, other = await enter(), await enter(await who_stands_in("parent"))
    page = await other.get("/mijn/gegevens")

    assert links(page, "/mijn/gegevens/") == []
    await other.get("/mijn/gegevens/lezen", status=404)
    assert (await other.browser.get("/mijn/gegevens/gegevens.json")).status_code == 404
    assert "Iemand die namens u mag kijken" in main_text(
        await anna.get("/mijn/gegevens")
    )
