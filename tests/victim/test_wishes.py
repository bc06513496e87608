"""Her wishes on her own page: kept at once, by each window, with and without words."""

import pytest

from portal.db.engine import fetch_rows
from tests.chain import CASE, calls, case, decision, fact, happen, report, victim
from tests.pages import read_html
from tests.victim.conftest import main_text

PAGE = "/mijn/wensen"


def answered(page):
    """What the page would send back if she pressed the button now."""
    form = next(it for it in read_html(page.text).all("form") if it["action"] == PAGE)
    fields = form.all("input")
    return {
        it["name"]: it["value"]
        for it in fields
        if it["type"] == "hidden"
        or (it["type"] == "radio" and "checked" in it.attributes)
    }


async def choose(anna, page=None, status=303, **answers):
    page = page or await anna.get(PAGE)
    return await anna.post(PAGE, status=status, **answered(page) | answers)


async def kept():
    rows = await fetch_rows("SELECT wish, answer FROM victim_wish ORDER BY said_at, id")
    return [(row["wish"], row["answer"]) for row in rows]


async def test_each_wish_says_what_yes_and_no_mean(enter):
    await happen(report())
    text = main_text(await (await enter()).get(PAGE))

    assert text.count("Ja:") == text.count("Nee:") == 11
    assert "Soms moeten wij u van de wet toch een brief sturen." in text
    assert "Dit hoorden wij op zondag 1 november 2026." in text


async def test_nobody_was_asked_yet_and_nothing_is_ticked(enter):
    await happen(report(victim(wensen={})))
    anna = await enter()

    assert [name for name in answered(await anna.get(PAGE)) if "was-" not in name] == [
        "_csrf_token"
    ]
    assert "Er is niets veranderd." in main_text(await choose(anna))
    assert await kept() == []


async def test_a_no_stops_the_call_at_once_and_a_yes_brings_it_back(enter, clock):
    await happen(report(), case(), decision())
    anna = await enter()
    page = await choose(anna, decision="no")

    assert "Uw wensen zijn bewaard." in main_text(page)
    assert "U koos dit op maandag 23 november 2026." in main_text(page)
    [call] = await calls("sepot")
    assert (call["closed_as"], call["close_reason"]) == ("cancelled", "opted_out")

    clock.advance(hours=1)
    await choose(anna, decision="yes")
    assert [it["closed_as"] for it in await calls("sepot")] == ["cancelled", None]
    assert await kept() == [("decision", "no"), ("decision", "yes")]


async def test_ask_me_later_stays_on_her_page(enter):
    await happen(report(victim(wensen={})))
    anna = await enter()
    page = await choose(anna, mediation="later")

    assert answered(page)["mediation"] == "later"


async def test_a_second_click_keeps_one_answer(enter):
    await happen(report())
    anna = await enter()
    page = await anna.get(PAGE)
    await choose(anna, page, hearing="yes")
    await choose(anna, page, hearing="yes")

    assert await kept() == [("hearing", "yes")]


async def test_what_another_window_changed_is_not_undone_unseen(enter):
    await happen(report())
    anna = await enter()
    first, second = await anna.get(PAGE), await anna.get(PAGE)
    await choose(anna, first, hearing="yes")
    page = await choose(anna, second, status=409, hearing="no", damages="yes")

    assert "Deze keuze is net veranderd" in main_text(page)
    assert answered(page)["hearing"] == "no"
    assert await kept() == [("hearing", "yes")]
    await choose(anna, page)
    assert ("hearing", "no") in await kept()
    assert ("damages", "yes") in await kept()


async def test_an_answer_in_one_window_leaves_the_other_answers_alone(enter):
    await happen(report())
    anna = await enter()
    first, second = await anna.get(PAGE), await anna.get(PAGE)
    await choose(anna, first, hearing="yes")
    await choose(anna, second, damages="no")

    assert sorted(await kept()) == [("damages", "no"), ("hearing", "yes")]


@pytest.mark.parametrize("nonsense", ["", "maybe", "yes\x00", "ja"])
async def test_nonsense_changes_nothing_of_hers(enter, nonsense):
    await happen(report())
    anna = await enter()
    page = await anna.get(PAGE)
    await anna.post(PAGE, **answered(page) | {"hearing": nonsense, "geheim": "yes"})

    assert await kept() == ([("hearing", "yes")] if nonsense == "yes\x00" else [])


async def test_she_asks_for_the_talk_where_it_must_be_offered(enter):
    await happen(
        report(),
        case(feiten=[fact(spreekrecht=True)]),
        decision(beslissing="dagvaarden", sepotcodes=[]),
    )
    anna = await enter()
    await choose(anna, prosecutor_talk="yes")
    [call] = await calls("prosecutor_talk")
    assert call["closed_as"] is None

    await choose(anna, prosecutor_talk="no")
    [call] = await calls("prosecutor_talk")
    assert (call["closed_as"], call["close_reason"]) == ("cancelled", "withdrawn")


async def test_the_talk_tells_nothing_of_a_decision_behind_its_gate(enter):
    await happen(report(), case(feiten=[fact(spreekrecht=True)]), decision())
    anna = await enter()
    await choose(anna, prosecutor_talk="yes")

    assert await calls("prosecutor_talk") == []
    assert CASE not in main_text(await anna.get(PAGE))


async def test_reading_and_changing_leave_each_a_trace(enter):
    await happen(report())
    anna = await enter()
    await choose(anna, hearing="yes")
    rows = await fetch_rows(
        "SELECT action FROM audit_event WHERE actor_kind = 'victim'"
    )

    assert [row["action"] for row in rows].count("change_wishes") == 1
    assert [row["action"] for row in rows].count("read_wishes") == 2
