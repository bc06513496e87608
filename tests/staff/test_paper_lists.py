"""The calls of today on paper, for when the system is down."""

from datetime import timedelta

import pytest

from portal.db.engine import fetch_rows
from portal.db.query_count import count_queries
from tests.builders import (
    CLOSES,
    NOW,
    agreed,
    make_phone,
    make_representative,
    make_task,
    make_victim,
)
from tests.pages import read_html

PAPER = "/werk/bellen/op-papier"


def rows_of(page):
    (table,) = read_html(page.text).all("table")
    return [
        [cell.text for cell in row.all("td")]
        for row in table.all("tr")
        if list(row.all("td"))
    ]


async def test_it_holds_what_one_needs_to_call_and_room_to_write(visit):
    browser = await visit()
    anna = await make_victim(
        **agreed(), reference="slo-0001", day_parts="morning,evening"
    )
    await make_task(victim=anna)
    asked = await make_victim(
        **agreed(), given_names="Piet", infix=None, reference="slo-0002"
    )
    await make_task(
        victim=asked,
        kind="callback",
        is_agreed=True,
        not_before=NOW + timedelta(hours=2),
        window_ends=NOW + timedelta(hours=4),
    )
    first, second = rows_of(await browser.post(PAPER))
    assert first[:6] == [
        "1",
        "Piet Vries slo-0002",
        "06 12345678",
        "afgesproken 12:00",
        "vroeg om een gesprek",
        "codewoord: nee",
    ]
    assert second[1:5] == [
        "Anna de Vries slo-0001",
        "06 12345678",
        "tot 20:00 alleen ochtend (9\N{EN DASH}12), avond (18\N{EN DASH}20)",
        "een bericht",
    ]


async def test_it_says_nothing_of_what_it_is_about(visit):
    browser = await visit()
    for kind in ("sepot", "decision", "judgment", "release"):
        await make_task(kind=kind, victim=await make_victim(**agreed()))
    page = await browser.post(PAPER)
    (table,) = read_html(page.text).all("table")
    for word in ("sepot", "beslissing", "uitspraak", "vrijlating", "1988"):
        assert word not in table.text


async def test_only_numbers_that_are_safe_now_are_on_it(visit):
    browser = await visit()
    await make_task(victim=await make_victim(calling=False))
    safe = {"number": "06-11111111"}
    unsafe = {"number": "06-22222222", "is_safe": False}
    anna = await make_victim(**agreed(), phones=[safe, unsafe], is_vulnerable=True)
    await make_task(victim=anna)
    ((_, _, numbers, _, _, warning, _),) = rows_of(await browser.post(PAPER))
    assert numbers == "06 11111111"
    assert "extra controle wie het is" in warning


async def test_whom_to_ask_for_stands_before_the_number(visit):
    browser = await visit()
    child = await make_victim(
        **agreed(), birth_date=NOW.date().replace(year=2018), phones=[]
    )
    mother = await make_representative(victim=child, name="M. Vries", role="parent")
    await make_phone(victim=child, phone="06-33333333", representative=mother)
    await make_task(victim=child)
    ((_, _, numbers, *_),) = rows_of(await browser.post(PAPER))
    assert numbers == "M. Vries: 06 33333333"


async def test_what_is_not_for_today_or_for_here_is_not_on_it(visit):
    browser = await visit(location="Midden-Nederland")
    tomorrow = NOW + timedelta(days=1)
    await make_task(not_before=tomorrow, window_ends=tomorrow + timedelta(hours=8))
    await make_task(location="Amsterdam")
    await make_task(organisation="shn", kind="first_contact")
    await make_task(needs_experience=True)
    await make_task(closed_as="done", closed_at=NOW, close_reason="spoken")
    await make_task(not_before=None, window_ends=None, waits_for="no_safe_way")
    page = await browser.get(PAPER)
    assert "Er is vandaag niets meer te bellen." in page.text
    assert "<table" not in (await browser.post(PAPER)).text


async def test_nobody_stands_on_it_twice(visit):
    browser = await visit()
    anna = await make_victim(**agreed())
    for days, kind in enumerate(("sepot", "hearing", "judgment")):
        due_at = NOW + timedelta(days=days)
        await make_task(victim=anna, kind=kind, due_at=due_at)
    ((_, _, _, _, words, _, _),) = rows_of(await browser.post(PAPER))
    assert words == "een bericht, een datum 3 in één gesprek"


async def test_later_today_is_on_it_with_its_hour(visit):
    browser = await visit()
    anna = await make_victim(**agreed())
    await make_task(victim=anna, not_before=CLOSES - timedelta(hours=2))
    ((_, _, _, when, *_),) = rows_of(await browser.post(PAPER))
    assert when == "vanaf 18:00 tot 20:00"


async def test_looking_discloses_nobody_and_making_it_everybody(visit):
    browser = await visit()
    anna, piet = await make_victim(**agreed()), await make_victim(**agreed())
    await make_task(victim=anna)
    await make_task(victim=anna, kind="callback")
    await make_task(victim=piet)
    page = await browser.get(PAPER)
    assert "Maak de lijst (3)" in page.text
    assert "12345678" not in page.text
    assert await fetch_rows("SELECT id FROM audit_event WHERE victim IS NOT NULL") == []
    await browser.post(PAPER)
    rows = await fetch_rows("SELECT action, victim FROM audit_event WHERE victim IS NOT NULL")  # noqa: E501 # fmt: skip
    assert {row["action"] for row in rows} == {"call_list_printed"}
    assert {row["victim"] for row in rows} == {anna.id, piet.id}


async def test_a_long_list_takes_no_more_queries(visit):
    browser = await visit()
    for _ in range(2):
        await make_task(victim=await make_victim(**agreed()))
    with count_queries() as few:
        await browser.post(PAPER)
    for _ in range(6):
        await make_task(victim=await make_victim(**agreed()))
    with count_queries() as many:
        await browser.post(PAPER)
    assert len(few) == len(many)


@pytest.mark.parametrize("role", ["planner", "privacy_officer", "prosecutor_office"])
async def test_who_does_not_phone_has_no_list(visit, role):
    browser = await visit(role=role)
    assert (await browser.get(PAPER)).status_code == 404
    assert (await browser.post(PAPER)).status_code == 404
