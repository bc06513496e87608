"""What she wants to hear, asked in victim support's first call.

Who is hurt: she said no and is phoned about it, or said yes to somebody who wrote it in
a note that nothing reads.
"""

from datetime import timedelta

import pytest

from portal.actions.call_corrections import correct_attempt
from portal.actions.wishes import record_wishes
from portal.db.call_attempts import fetch_attempt
from portal.db.engine import fetch_rows
from portal.db.wishes import fetch_wishes_for_victim
from portal.domain.victims import Wish
from portal.domain.wishes import WishAnswer
from tests.builders import NOW, worker
from tests.pages import read_html
from tests.staff.screens import open_call

FIRST = {"organisation": "shn", "kind": "first_contact"}
SAID = {
    "wens_decision": "no",
    "wens_hearing": "yes",
    "wens_custody": "later",
    "wens_information": "",
}


async def first_call(visit, **victim):
    browser = await visit(organisation="shn", role="shn_worker")
    screen = await open_call(browser, task=FIRST, victim=victim)
    return await screen.identify()


async def answers(screen):
    wishes = await fetch_wishes_for_victim(victim_id=screen.task.victim)
    return {wish.value: it.answer for wish, it in wishes.items() if it.answer}


async def kept(screen):
    rows = await fetch_rows("SELECT wish, answer, staff FROM victim_wish")
    assert {row["staff"] for row in rows} <= {screen.browser.staff.id}
    return sorted((row["wish"], row["answer"]) for row in rows)


async def take_back(screen):
    [row] = await fetch_rows("SELECT id FROM call_attempt")
    await correct_attempt(
        attempt_id=row["id"],
        worker=worker(screen.browser.staff),
        reason="Verkeerde persoon.",
        now=NOW + timedelta(minutes=5),
    )


async def test_what_she_says_holds_at_once_and_is_on_file_with_who_heard_it(visit):
    screen = await first_call(visit)
    await screen.result("spoken_partly", **SAID)
    assert await answers(screen) == {
        "decision": "no",
        "hearing": "yes",
        "custody": "later",
    }
    assert await kept(screen) == [
        ("custody", "later"),
        ("decision", "no"),
        ("hearing", "yes"),
    ]
    rows = await fetch_rows(
        "SELECT victim FROM audit_event WHERE action = 'wishes_recorded'"
    )
    assert [row["victim"] for row in rows] == [screen.task.victim]


async def test_it_is_asked_in_the_first_contact_alone_and_once_it_is_she(visit):
    browser = await visit()
    other = await (await open_call(browser)).identify()
    assert "wens_decision" not in other.page.text
    await other.record("spoken_partly", wens_decision="no")
    assert await kept(other) == []
    shn = await visit(organisation="shn", role="shn_worker")
    screen = await open_call(shn, task=FIRST)
    assert "wens_decision" not in screen.page.text
    assert "wens_decision" in (await screen.identify()).page.text


@pytest.mark.parametrize("outcome", ["someone_else", "no_answer", "unsafe"])
async def test_nobody_else_says_what_she_wants(visit, outcome):
    screen = await first_call(visit)
    await screen.record(outcome, **SAID)
    assert await answers(screen) == {}


async def test_the_page_says_what_stands_and_leaves_it_when_nothing_is_chosen(visit):
    screen = await first_call(visit, wishes='{"decision": false, "hearing": true}')
    text = " ".join(read_html(screen.page.text).text.split())
    assert "blijft: nee" in text
    assert "blijft: ja" in text
    await screen.result("spoken_partly", wens_decision="", wens_hearing="")
    assert await kept(screen) == []
    assert await answers(screen) == {"decision": "no", "hearing": "yes"}


async def test_what_was_chosen_stays_when_the_form_comes_back(visit):
    screen = await first_call(visit)
    page = await screen.record("callback_agreed", **SAID)
    assert page.status_code == 422
    chosen = [
        it["value"]
        for it in read_html(page.text).all("option")
        if "selected" in it.attributes and it["value"] in {"yes", "no", "later"}
    ]
    assert chosen == ["no", "yes", "later"]


async def test_a_call_taken_back_gives_her_back_what_stood(visit):
    """A no that a mistake had lifted must not stay lifted."""
    screen = await first_call(visit, wishes='{"decision": false}')
    await screen.result("spoken_partly", wens_decision="yes", wens_hearing="yes")
    assert (await answers(screen))["decision"] == "yes"
    await take_back(screen)
    assert await answers(screen) == {"decision": "no", "hearing": "later"}
    [row] = await fetch_rows("SELECT id FROM call_attempt WHERE corrects IS NOT NULL")
    assert (await fetch_attempt(attempt_id=row["id"])).wishes == {}


async def test_what_she_chose_herself_since_stays(visit):
    screen = await first_call(visit)
    await screen.result("spoken_partly", wens_decision="yes")
    await record_wishes(
        victim_id=screen.task.victim,
        answers={Wish.DECISION: WishAnswer.NO},
        staff_id=None,
        now=NOW + timedelta(minutes=2),
    )
    await take_back(screen)
    assert (await answers(screen))["decision"] == "no"


async def test_a_second_click_writes_it_once(visit):
    screen = await first_call(visit)
    fields = screen.hidden
    for _ in range(2):
        await screen.browser.post(
            f"{screen.path}/poging",
            {**fields, "uitkomst": "spoken_partly", "wens_hearing": "yes"},
        )
    assert await kept(screen) == [("hearing", "yes")]
