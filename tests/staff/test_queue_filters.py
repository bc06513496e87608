"""Choosing which calls to see and take, and keeping that choice."""

from datetime import timedelta

import pytest

from portal.db.engine import execute, fetch_rows
from portal.db.query_count import count_queries
from tests.builders import NOW, make_staff, make_task, make_victim
from tests.pages import read_html


def names_on(page):
    rows = read_html(page.text).all("a")
    return [link.text for link in rows if (link["id"] or "").startswith("rij-")]


async def make_two(**differs):
    """One call that is wanted, and an ordinary one."""
    person = differs.pop("victim", {})
    wanted = await make_victim(given_names="Wil", infix=None, **person)
    await make_task(victim=wanted, due_at=NOW + timedelta(days=2), **differs)
    other = await make_victim(given_names="Niet", infix=None)
    return await make_task(victim=other, due_at=NOW + timedelta(days=1))


async def choose(browser, **data):
    return await browser.follow(await browser.post("/werk/bellen/keuze", data))


@pytest.mark.parametrize(
    ("differs", "choice"),
    [
        ({"kind": "callback"}, {"soort": "callback"}),
        ({"location": "Amsterdam"}, {"plaats": "Amsterdam"}),
        ({"is_at_risk": True}, {"risico": "ja"}),
        ({"priority": 2}, {"spoed": "ja"}),
        ({"victim": {"language": "pl"}}, {"taal": "other"}),
        ({"victim": {"needs_interpreter": True}}, {"taal": "interpreter"}),
    ],
    ids=["kind", "place", "risk", "urgent", "language", "interpreter"],
)
async def test_a_choice_leaves_out_the_rest(visit, differs, choice):
    browser = await visit()
    await make_two(**differs)
    page = await choose(browser, **choice)
    assert names_on(page) == ["Wil Vries"]
    assert (
        names_on(await choose(browser, alles="ja"))
        == ["Wil Vries", "Niet Vries"][:: 1 if "priority" in differs else -1]
    )


async def test_what_is_due_by_now_can_be_chosen(visit):
    browser = await visit()
    late = await make_victim(given_names="Laat", infix=None)
    await make_task(victim=late, due_at=NOW - timedelta(days=1))
    today = await make_victim(given_names="Vandaag", infix=None)
    await make_task(victim=today)
    await make_task(due_at=NOW + timedelta(days=3))
    assert names_on(await choose(browser, wanneer="overdue")) == ["Laat Vries"]
    page = await choose(browser, wanneer="today")
    assert names_on(page) == ["Laat Vries", "Vandaag Vries"]


async def test_calls_kept_for_me_can_be_chosen(visit):
    browser = await visit()
    await make_two(preferred_staff=browser.staff.id)
    assert names_on(await choose(browser, mij="ja")) == ["Wil Vries"]


async def test_the_next_call_keeps_to_the_choice_and_says_so(visit):
    browser = await visit()
    await make_two(kind="callback")
    page = await choose(browser, soort="callback")
    assert "Volgend gesprek uit: zelf gekozen" in page.text
    page = await browser.follow(await browser.post("/werk/bellen/volgende"))
    assert "Wil Vries" in page.text


async def test_the_next_call_keeps_to_what_stands_on_the_page(visit):
    """Another window may have chosen something else since."""
    browser = await visit()
    await make_two(kind="callback")
    await choose(browser, soort="callback")
    answer = await browser.post("/werk/bellen/volgende", {"keuze": ""})
    assert "Niet Vries" in (await browser.follow(answer)).text


async def test_an_empty_choice_says_what_there_is_without_it(visit):
    browser = await visit()
    await make_task()
    page = await choose(browser, soort="callback")
    assert "Binnen uw keuze is nu niets te bellen. Zonder keuze wel: 1." in page.text
    page = await browser.follow(await browser.post("/werk/bellen/volgende"))
    assert "Binnen uw keuze is nu niets te bellen." in page.text


async def test_what_cannot_wait_is_never_hidden_in_silence(visit):
    browser = await visit()
    await make_two(kind="callback")
    urgent = await make_task(kind="release", priority=2)
    page = await choose(browser, soort="callback")
    assert "Uw keuze verbergt 1 gesprek dat niet kan wachten." in page.text
    await execute("UPDATE call_task SET closed_as = 'done', closed_at = opened_at"
                  " WHERE id = {}", urgent.id)  # fmt: skip
    page = await browser.get("/werk/bellen")
    assert "verbergt" not in page.text


async def test_the_list_that_asks_by_itself_keeps_to_the_choice(visit):
    browser = await visit()
    await make_two(kind="callback")
    page = await choose(browser, soort="callback")
    (rows,) = [it for it in read_html(page.text).all("div") if it["id"] == "rij"]
    part = await browser.get(rows["hx-get"], headers={"hx-request": "true"})
    assert names_on(part) == ["Wil Vries"]


async def test_a_kept_choice_is_one_click_and_changes_under_its_name(visit):
    browser = await visit()
    await make_two(kind="callback")
    await choose(browser, soort="callback", naam="Terug bellen", bewaar="ja")
    await choose(browser, alles="ja")
    page = await choose(browser, kies="Terug bellen")
    assert names_on(page) == ["Wil Vries"]
    assert "uit: Terug bellen" in page.text
    await choose(browser, soort="sepot", naam="Terug  bellen", bewaar="ja")
    assert names_on(await choose(browser, kies="Terug bellen")) == ["Niet Vries"]
    assert len(await fetch_rows("SELECT id FROM queue_filter")) == 1


async def test_the_day_begins_with_the_choice_that_was_set_so(visit, clock):
    browser = await visit()
    await make_two(kind="callback")
    await choose(browser, soort="callback", naam="A", bewaar="ja", altijd="ja")
    await browser.client.post(f"/binnen/{browser.staff.id}")  # the next morning
    page = await browser.get("/werk/bellen")
    assert names_on(page) == ["Wil Vries"]
    kept = "/werk/bellen/keuze/bewaard"
    await browser.follow(await browser.post(kept, {"begin": ""}))
    await browser.client.post(f"/binnen/{browser.staff.id}")
    assert len(names_on(await browser.get("/werk/bellen"))) == 2


async def test_a_choice_that_is_let_go_hides_nothing_any_more(visit):
    browser = await visit()
    await make_two(kind="callback")
    await choose(browser, soort="callback", naam="A", bewaar="ja")
    page = await browser.follow(
        await browser.post("/werk/bellen/keuze/bewaard", {"vergeet": "A"})
    )
    assert "De keuze is weg." in page.text
    assert len(names_on(await browser.get("/werk/bellen"))) == 2


async def test_a_choice_is_its_makers_own(visit):
    browser = await visit()
    await choose(browser, soort="callback", naam="A", bewaar="ja")
    other = await visit()
    assert ">A<" not in (await other.get("/werk/bellen/keuze")).text


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        ({"soort": "callback"}, "Geef de keuze een naam."),
        ({"naam": "Alles"}, "Kies eerst wat u wilt zien."),
    ],
)
async def test_what_cannot_be_kept_is_said_and_stays_filled_in(visit, data, problem):
    browser = await visit()
    page = await browser.post("/werk/bellen/keuze", {**data, "bewaar": "ja"})
    assert page.status_code == 422
    assert problem in page.text
    chosen = [it["value"] for it in read_html(page.text).all("input") if "checked" in it.attributes]  # noqa: E501 # fmt: skip
    assert chosen == [it for it in [data.get("soort")] if it]


async def test_after_a_call_the_button_says_the_choice_too(visit):
    browser = await visit()
    await make_two(kind="callback")
    await choose(browser, soort="callback", naam="Terug", bewaar="ja")
    answer = await browser.post("/werk/bellen/volgende")
    path = answer.headers["location"]
    page = await browser.get(path)
    hidden = {
        it["name"]: it["value"]
        for it in read_html(page.text).all("input")
        if it["type"] == "hidden" and it["name"] in {"submission", "token"}
    }
    answer = await browser.post(f"{path}/poging", {**hidden, "uitkomst": "no_answer"})
    assert "Volgend gesprek uit: Terug" in (await browser.follow(answer)).text


async def test_a_choice_costs_no_more_queries(visit):
    browser = await visit()
    await make_two(kind="callback")
    await choose(browser, soort="callback", naam="A", bewaar="ja", altijd="ja")
    with count_queries() as queries:
        await browser.get("/werk/bellen")
    assert len(queries) <= 5
    with count_queries() as queries:
        await browser.post("/werk/bellen/volgende")
    assert len(queries) <= 3


async def test_halt_and_shn_choose_from_their_own_kinds(visit):
    halt = await visit(organisation="halt", role="halt_worker")
    page = await halt.get("/werk/bellen/keuze")
    assert 'value="halt"' in page.text
    assert 'value="sepot"' not in page.text


async def test_of_a_conversation_elsewhere_the_row_says_who_and_when(visit):
    browser = await visit()
    task = await make_task()
    shn = await make_staff(organisation="shn", role="shn_worker")
    await execute(
        "INSERT INTO contact (id, submission, victim, incident, organisation, staff,"
        " at, kind, about, note, reached) VALUES ({}, {}, {}, {}, 'shn', {}, {},"
        " 'desk', 'support', 'Geheim.', TRUE)",
        *(task.id, task.id, task.victim, task.incident, shn.id),
        NOW + timedelta(minutes=12),
    )
    page = await browser.get("/werk/bellen")
    assert "SHN sprak haar vandaag 10:12" in " ".join(page.text.split())
    assert "Geheim." not in page.text
