"""Every kind of call on the screen: its own words, its own ticks, its own checklist."""

import re

import pytest

from portal.db.engine import execute, fetch_rows
from portal.db.question_cards import ship_cards
from portal.domain.call_kinds import KINDS
from portal.domain.question_cards import start_set
from tests.builders import NOW, make_task, reload_task
from tests.chain import (
    calls,
    case,
    custody,
    decision,
    event,
    fact,
    happen,
    hearing,
    hearing_changed,
    hearing_off,
    intention,
    judgment,
    report,
    victim,
)
from tests.pages import read_html
from tests.plain_dutch import check_plain_dutch
from tests.staff.screens import Screen

WISHES = {"informatie": True, "beslissing": True, "zitting": True, "detentie": True}
ANNA = victim(wensen=WISHES)
MAY_SPEAK = case(feiten=[fact(spreekrecht=True)])
WORKERS = {
    "om": {"is_experienced": True},
    "shn": {"organisation": "shn", "role": "shn_worker", "is_experienced": True},
    "halt": {"organisation": "halt", "role": "halt_worker"},
}
SUMMONS = {"beslissing": "dagvaarden", "sepotcodes": []}


async def open_screen(visit, kind, *, identified=True):
    """Show the first call of this kind to who makes such calls."""
    call = (await calls(kind))[0]
    await execute(
        "UPDATE call_task SET not_before = {}, window_ends = {}, earliest_at = NULL"
        " WHERE id = {}",
        *(NOW, NOW.replace(hour=19), call["id"]),
    )
    browser = await visit(**WORKERS[call["organisation"]])
    taken = await browser.post(f"/werk/gesprek/{call['id']}/nemen")
    assert taken.status_code == 303, taken.text
    task = await reload_task(call["id"])
    page = await browser.get(f"/werk/gesprek/{call['id']}")
    screen = Screen(browser, task, page)
    return await screen.identify() if identified else screen


def items_on(page):
    return re.findall(r'name="punt" id="punt-(\w+)"', page.text)


def told_on(page):
    return re.findall(r'name="verteld" id="verteld-([\w-]+)"', page.text)


def said_on(page):
    blocks = [it for it in read_html(page.text).all("div") if it["class"] == "say"]
    return " ".join(block.text for block in blocks)


async def make(kind):
    """Let what must happen happen for a call of this kind to be owed."""
    await happen(report(ANNA))
    match kind:
        case "first_contact":
            await happen(case())
        case "hearing":
            await happen(MAY_SPEAK, decision(**SUMMONS), hearing())
        case "hearing_changed":
            await happen(MAY_SPEAK, decision(**SUMMONS), hearing())
            await execute("UPDATE call_task_happening SET told_at = {}", NOW)
            await execute(
                "UPDATE call_task SET closed_as = 'done', closed_at = {},"
                " close_reason = 'told' WHERE kind = 'hearing'",
                NOW,
            )
            await happen(hearing_off("2026-11-21T10:00"))
        case "judgment":
            await happen(case(), judgment())
        case "release":
            await happen(case(), custody())
        case "consultation":
            await happen(MAY_SPEAK, intention())
        case "halt" | "mediation":
            await happen(case(), decision(beslissing=kind, sepotcodes=[]))
        case "term_consultation":
            await happen(case(), decision(**SUMMONS))
        case "decision":
            await happen(case(), decision(beslissing="strafbeschikking", sepotcodes=[]))
        case _:
            await happen(case(), decision())


OWED = (
    "sepot",
    "decision",
    "hearing",
    "hearing_changed",
    "judgment",
    "release",
    "consultation",
    "mediation",
    "first_contact",
    "term_consultation",
    "halt",
)


@pytest.mark.parametrize("kind", OWED)
async def test_a_call_is_told_in_plain_words_with_its_checklist(visit, kind):
    await make(kind)
    screen = await open_screen(visit, kind)
    assert set(items_on(screen.page)) & set(KINDS[kind].checklist)
    said = said_on(screen.page)
    check_plain_dutch(f"<p>{said}</p>")
    assert said.count(".") >= 2


@pytest.mark.parametrize("kind", OWED)
async def test_nothing_of_it_shows_before_it_is_sure_who_it_is(visit, kind):
    await make(kind)
    screen = await open_screen(visit, kind, identified=False)
    assert items_on(screen.page) == []
    assert told_on(screen.page) == []
    assert said_on(screen.page) == ""


@pytest.mark.parametrize("kind", OWED)
async def test_it_closes_as_spoken_once_all_is_told_and_ticked(visit, kind):
    await make(kind)
    screen = await open_screen(visit, kind)
    answer = {
        "verteld": told_on(screen.page),
        "punt": [it for it in items_on(screen.page) if not it.endswith("_wanted")],
        "zienswijze": "Zij wil dat het stopt.",
    }
    incomplete = await screen.record("spoken", **answer | {"punt": []})
    assert incomplete.status_code == 422
    assert "Waarom niet?" in incomplete.text
    page = await screen.result("spoken", **answer)
    assert "Het gesprek is afgerond." in page.text
    assert (await reload_task(screen.task.id)).closed_as == "done"


@pytest.mark.parametrize("kind", OWED)
async def test_cards_of_its_kind_stand_beside_it(visit, kind):
    await ship_cards(cards=tuple(start_set()))
    await make(kind)
    screen = await open_screen(visit, kind)
    own = [it for it in start_set() if it.kind == kind and not it.ground]
    shown = [it for it in own if it.question in screen.page.text]
    assert len(shown) >= 2
    assert "Wat heb ik aan een klacht?" in screen.page.text or kind != "sepot"


@pytest.mark.parametrize(
    "kind", ["prosecutor_talk", "aftercare", "seizure", "apology", "callback"]
)
async def test_a_call_that_tells_no_news_has_its_words_and_checklist(visit, kind):
    organisation = "shn" if kind == "aftercare" else "om"
    task = await make_task(kind=kind, organisation=organisation, topic="")
    browser = await visit(**WORKERS[organisation])
    await browser.post(f"/werk/gesprek/{task.id}/nemen")
    page = await browser.get(f"/werk/gesprek/{task.id}")
    screen = await Screen(browser, task, page).identify()
    assert set(items_on(screen.page)) == set(KINDS[kind].checklist)
    if kind != "callback":
        check_plain_dutch(f"<p>{said_on(screen.page)}</p>")


async def test_a_hearing_says_when_and_where_and_until_when_she_may_write(visit):
    await make("hearing")
    page = (await open_screen(visit, "hearing")).page
    for text in (
        "dinsdag 12 januari 2027 om 10.00 uur",
        "zaal",
        "uiterlijk op dinsdag 29 december 2026",
    ):
        assert text in page.text
    assert "speaking_explained" in items_on(page)


async def test_who_may_not_speak_is_told_nothing_of_speaking(visit):
    await happen(report(ANNA), case(), decision(**SUMMONS), hearing())
    page = (await open_screen(visit, "hearing")).page
    assert "U mag op de zitting iets zeggen." not in page.text
    assert "speaking_explained" not in items_on(page)


async def test_a_hearing_that_moved_before_she_knew_is_told_as_it_is_now(visit):
    await happen(report(ANNA), MAY_SPEAK, decision(**SUMMONS), hearing())
    await happen(hearing_changed("2026-11-20T10:00", begin="2027-02-02T10:00"))
    page = (await open_screen(visit, "hearing")).page
    assert "dinsdag 2 februari 2027" in page.text


async def test_a_hearing_that_is_off_says_that_she_need_not_come(visit):
    await make("hearing_changed")
    page = (await open_screen(visit, "hearing_changed")).page
    assert "gaat niet door. U hoeft dan niet te komen." in said_on(page)


async def test_a_judgment_tells_her_own_amount_and_no_other(visit):
    bo = victim("slo-2", voornamen="Bo", achternaam="Bos", tussenvoegsel="")
    claims = [
        {
            "slachtofferId": who,
            "vordering": "toegewezen",
            "bedragCenten": cents,
            "maatregel36f": True,
        }
        for who, cents in (("slo-1", 25_000), ("slo-2", 99_900))
    ]
    secret = "Bo Bos krijgt het meest."
    await happen(report(ANNA, bo), case())
    await happen(judgment(slachtoffers=claims, toelichting=secret))
    (hers,) = [it for it in await calls("judgment") if it["reference"] == "slo-1"]
    browser = await visit(**WORKERS["om"])
    await browser.post(f"/werk/gesprek/{hers['id']}/nemen")
    page = await browser.get(f"/werk/gesprek/{hers['id']}")
    screen = await Screen(browser, await reload_task(hers["id"]), page).identify()
    assert "250 euro" in screen.page.text
    assert "999 euro" not in screen.page.text
    assert "Bos" not in screen.page.text
    assert "own_claim_explained" in items_on(screen.page)


async def test_a_release_says_the_moment_and_the_rules(visit):
    await make("release")
    page = (await open_screen(visit, "release")).page
    assert "112" in said_on(page)
    assert "safety_plan_made" in items_on(page)
    assert "Dat is op" in said_on(page)


async def test_an_intended_decision_is_put_as_not_taken_and_no_ground_is_said(visit):
    await make("consultation")
    page = (await open_screen(visit, "consultation")).page
    assert "Er is nog niets beslist." in said_on(page)
    assert "onvoldoende bewijs" not in said_on(page)
    assert 'name="zienswijze"' in page.text
    assert "prosecutor_talk_offered" in items_on(page)


async def test_halt_is_shown_nothing_of_why_or_of_other_reports(visit):
    await make("halt")
    await happen(
        report(ANNA, pvNummer="PL0900-2026081235", omschrijving="Bekladde voordeur.")
    )
    page = (await open_screen(visit, "halt")).page
    for hidden in (
        "Bekladde voordeur",
        "code",
        "klacht",
        "officier van justitie dacht",
    ):
        assert hidden not in said_on(page) + page.text.split("<aside")[2]
    assert "Ik bel namens Halt." in page.text


async def test_who_calls_beside_a_decision_is_warned_that_it_is_not_told_yet(visit):
    await make("halt")
    screen = await open_screen(visit, "halt")
    assert "het OM moet haar nog vertellen" in screen.page.text
    await execute(
        "UPDATE call_task SET closed_as = 'done', closed_at = {}, close_reason = 'told'"
        " WHERE kind = 'decision'",
        NOW,
    )
    screen = await screen.identify()
    assert "het OM moet haar nog vertellen" not in screen.page.text


async def test_shn_is_told_of_a_hearing_without_any_ground(visit):
    await make("term_consultation")
    page = (await open_screen(visit, "term_consultation")).page
    assert "availability_asked" in items_on(page)
    assert "Voor u: code" not in page.text


async def test_a_sepot_that_fell_is_told_as_over(visit):
    await make("sepot")
    await execute("UPDATE call_task_decision SET told_at = {}", NOW)
    await execute(
        "UPDATE call_task SET closed_as = 'done', closed_at = {}, close_reason = 'told'"
        " WHERE kind = 'sepot'",
        NOW,
    )
    await happen(
        event(
            "nl.om.beslissing-herzien",
            "16-123456-26",
            "2026-11-20T15:00",
            parketnummer="16-123456-26",
            datum="2026-11-20",
            reden="nieuwe-feiten",
        )
    )
    page = (await open_screen(visit, "decision")).page
    assert "Die geldt niet meer." in said_on(page)
    assert "te weinig bewijs" not in said_on(page)


async def test_each_piece_of_news_has_its_own_tick_and_keeps_the_call_open(visit):
    await make("hearing")
    screen = await open_screen(visit, "hearing")
    items = [it for it in items_on(screen.page) if not it.endswith("_wanted")]
    page = await screen.result("spoken", punt=items)
    assert "Het gesprek komt terug op" in page.text
    assert (await reload_task(screen.task.id)).closed_as is None
    rows = await fetch_rows("SELECT told_at FROM call_task_happening")
    assert {row["told_at"] for row in rows} == {None}


async def test_a_mistake_is_taken_back_with_what_it_told(visit):
    await make("hearing")
    screen = await open_screen(visit, "hearing")
    items = [it for it in items_on(screen.page) if not it.endswith("_wanted")]
    page = await screen.record("spoken", punt=items, verteld=told_on(screen.page))
    attempt = page.headers["location"].rpartition("/")[2]
    await screen.browser.post(
        f"{screen.path}/terugdraaien/{attempt}", {"reden": "Verkeerde persoon."}
    )
    assert (await reload_task(screen.task.id)).closed_as is None
    rows = await fetch_rows("SELECT told_at FROM call_task_happening")
    assert {row["told_at"] for row in rows} == {None}


async def test_before_it_is_saved_it_says_that_a_next_try_comes_too_late(visit):
    soon = custody(at="2026-11-23T09:30", effective="2026-11-23T10:45")
    await happen(report(ANNA), case(), soon)
    page = (await open_screen(visit, "release", identified=False)).page
    said = re.sub(r"\s+", " ", page.text)
    no_answer = said.split("Geen gehoor")[1].split("Voicemail")[0]
    assert "opnieuw; de coördinator hoort dit meteen" in no_answer
