"""How she wants it on the day: kept, changed, and not lost between two windows."""

import asyncio
import re

from portal.db.engine import fetch_rows
from tests.chain import case, happen, hearing, hearing_off, report, victim
from tests.victim.conftest import main_text
from tests.victim.test_appointments import item_of

WISH = {
    "based_on": "0",
    "attends": "yes",
    "waits_apart": "ja",
    "entering": "last",
    "seat": "back",
    "companion": "shn",
    "words": "Ik kom met\n een rolstoel.",
}


async def start(enter, **data):
    await happen(report(), case(), hearing(**data))
    anna = await enter()
    return anna, await item_of(anna)


def version_on(page):
    return re.search(r'name="based_on" value="(\d+)"', page.text)[1]


async def rows():
    return await fetch_rows("SELECT * FROM hearing_wish ORDER BY version")


async def test_she_says_it_and_reads_it_back_in_plain_words(enter):
    anna, address = await start(enter)
    page = await anna.post(f"{address}/wensen", **WISH)
    text = main_text(page)

    assert "Wij weten nu wat u wilt." in text
    assert "U wilt komen." in text
    assert "Slachtofferhulp gaat mee." in text
    assert "U wilt apart wachten." in text
    assert "U wilt als laatste de zaal in." in text
    assert "Ik kom met een rolstoel." in text
    assert "Slachtofferhulp en het OM zien het." in text


async def test_her_own_words_are_not_readable_in_the_database(enter):
    anna, address = await start(enter)
    await anna.post(f"{address}/wensen", **WISH)
    (row,) = await rows()

    assert "rolstoel" not in str(row)
    assert row["words_sealed"]


async def test_a_change_is_a_next_row_and_the_first_one_stays(enter):
    anna, address = await start(enter)
    await anna.post(f"{address}/wensen", **WISH)
    form = await anna.get(f"{address}/wensen")
    await anna.post(f"{address}/wensen", based_on=version_on(form), attends="no")
    first, second = await rows()

    assert (first["version"], first["attends"]) == (1, "yes")
    assert (second["version"], second["attends"]) == (2, "no")
    assert "U wilt niet komen." in main_text(await anna.get(address))
    assert "rolstoel" not in main_text(await anna.get(address))


async def test_a_second_click_says_it_once(enter):
    anna, address = await start(enter)
    await anna.post(f"{address}/wensen", **WISH)
    await anna.post(f"{address}/wensen", **WISH)

    assert len(await rows()) == 1


async def test_two_clicks_at_once_say_it_once(enter):
    anna, address = await start(enter)
    answers = await asyncio.gather(
        *(anna.browser.post(f"{address}/wensen", data=WISH) for _ in range(4))
    )

    assert {answer.status_code for answer in answers} == {303}
    assert len(await rows()) == 1


async def test_a_second_window_loses_nothing_and_overwrites_nothing(enter):
    anna, address = await start(enter)
    await anna.post(f"{address}/wensen", **WISH)
    late = {**WISH, "seat": "front", "words": "Ik zit graag vooraan."}
    page = await anna.post(f"{address}/wensen", status=409, **late)
    text = main_text(page)

    assert "U heeft dit net ook ergens anders veranderd." in text
    assert "U wilt achterin zitten." in text
    assert "Ik zit graag vooraan." in page.text
    assert len(await rows()) == 1
    again = await anna.post(
        f"{address}/wensen", **{**late, "based_on": version_on(page)}
    )
    assert "U wilt voorin zitten." in main_text(again)


async def test_two_different_wishes_at_once_keep_one_and_show_it_to_the_other(enter):
    anna, address = await start(enter)
    forms = [{**WISH, "seat": seat} for seat in ("front", "back")]
    answers = await asyncio.gather(
        *(anna.browser.post(f"{address}/wensen", data=form) for form in forms)
    )

    assert sorted(answer.status_code for answer in answers) == [303, 409]
    assert len(await rows()) == 1


async def test_what_is_no_choice_of_ours_is_nothing_chosen(enter):
    anna, address = await start(enter)
    await anna.post(
        f"{address}/wensen", based_on="veel", attends="misschien", seat="bovenop"
    )

    assert await rows() == []


async def test_too_many_words_are_said_and_not_lost(enter):
    anna, address = await start(enter)
    page = await anna.post(
        f"{address}/wensen", status=422, **{**WISH, "words": "woord " * 100}
    )

    assert "Dit is te lang. Maak het korter." in main_text(page)
    assert "woord woord" in page.text
    assert await rows() == []


async def test_hostile_words_stay_words(enter):
    anna, address = await start(enter)
    hostile = "<script>alert(1)</script> \u202eomgekeerd'\" --"
    page = await anna.post(f"{address}/wensen", **{**WISH, "words": hostile})

    assert "<script>alert" not in page.text
    assert "&lt;script&gt;alert(1)" in page.text


async def test_after_the_hearing_began_nothing_is_asked_any_more(enter, clock):
    anna, address = await start(enter, begin="2026-11-24T10:00")
    form = await anna.get(f"{address}/wensen")
    assert "Wilt u komen?" in main_text(form)
    clock.advance(days=1, minutes=10)
    late = await anna.post(f"{address}/wensen", status=422, **WISH)

    assert "Dit kan niet meer voor deze afspraak." in main_text(late)
    assert "Zeg het dan bij de balie." in main_text(late)
    assert await rows() == []


async def test_of_a_hearing_that_is_off_nothing_is_asked(enter):
    anna, address = await start(enter)
    await happen(hearing_off("2026-11-21T16:40"))
    page = await anna.get(f"{address}/wensen")

    assert "kunt u niets meer doorgeven" in main_text(page)


async def test_each_of_two_victims_has_wishes_of_her_own(enter):
    await happen(report(victim("slo-1"), victim("slo-2")), case(), hearing())
    anna, bea = await enter("slo-1"), await enter("slo-2")
    address = await item_of(anna)
    await anna.post(f"{address}/wensen", **WISH)
    text = main_text(await bea.get(address))

    assert "U wilt apart wachten." not in text
    assert "rolstoel" not in text


async def test_what_changed_leaves_a_line_of_who_changed_it(enter):
    anna, address = await start(enter)
    await anna.post(f"{address}/wensen", **WISH)
    lines = await fetch_rows(
        "SELECT victim FROM audit_event WHERE action = 'say_hearing_wish'"
    )

    assert lines == [{"victim": anna.victim_id}]
