"""What she means to do about a complaint: SHN helps with it, the OM never sees it."""

import re
from types import SimpleNamespace
from uuid import UUID

import pytest

from portal.actions.complaint_choices import choose_about_complaint
from portal.actions.complaints import record_knowledge, set_reminder_wish
from portal.actions.export import export_case
from portal.db.engine import fetch_rows
from portal.domain.calendar import local_date
from portal.domain.complaint_choices import ComplaintChoice
from portal.domain.complaints import KnownBy
from tests.builders import NOW
from tests.chain import CASE, calls, case, decision, happen, report, victim
from tests.pages import read_html
from tests.staff.screens import Screen

ASKS = ComplaintChoice.ASKS_CALL
OM_ROLES = ("caller", "planner", "prosecutor_office", "supervisor")
STARTS = (
    "/werk",
    "/werk/bellen",
    "/werk/bellen/lijst",
    "/werk/aandacht",
    "/werk/zaken",
    "/werk/zoeken",
    "/werk/coordinatie",
    "/werk/coordinatie/tellingen",
    "/werk/cijfers",
    "/werk/cijfers/overzicht.csv",
    "/werk/eigen",
    "/werk/papier",
    "/werk/vragen",
)
OWN = re.compile(r'value="[0-9a-zA-Z_./+:=-]{24,}"|x-csrftoken": "[^"]*"')


async def her_case(*, wants=False):
    """She read what was decided; whether she wants reminders the OM may see."""
    await happen(report(victim()), case(), decision())
    (row,) = await fetch_rows(
        'SELECT decision.id, decision."case", fact_victim.victim FROM decision'
        ' JOIN fact ON fact."case" = decision."case"'
        " JOIN fact_victim ON fact_victim.fact = fact.id"
    )
    await record_knowledge(
        victim_id=row["victim"],
        decision_id=row["id"],
        known_on=local_date(NOW),
        source=KnownBy.PORTAL,
        recorded_by="victim",
        now=NOW,
    )
    await set_reminder_wish(
        victim_id=row["victim"], case_id=row["case"], wants=wants, now=NOW
    )
    return row["victim"], row["id"]


async def choose(victim_id: UUID, decision_id: UUID, choice: ComplaintChoice):
    await choose_about_complaint(
        victim_id=victim_id,
        decision_id=decision_id,
        choice=choice,
        sent_on=local_date(NOW) if choice is ComplaintChoice.SENT else None,
        now=NOW,
    )


async def walk(browser, *more):
    """Every page that one comes to from the lists and the call in hand."""
    todo, seen = [*STARTS, *more], {}
    while todo:
        path = todo.pop(0)
        if path in seen or not path.startswith("/werk") or len(seen) > 120:
            continue
        answer = await browser.client.get(path)
        kind = answer.headers.get("content-type", "")
        text = answer.text if kind.startswith("text/") else ""  # a workbook has a clock
        seen[path] = (answer.status_code, OWN.sub("", text))
        if "text/html" in kind:
            links = read_html(answer.text).all("a")
            todo += [it["href"] for it in links if it["href"]]
    found = await browser.client.post("/werk/zoeken", data={"zoek": "Vries"})
    return seen | {"found": (found.status_code, OWN.sub("", found.text))}


async def take_sepot(browser):
    call = next(it for it in await calls("sepot"))
    await browser.post(f"/werk/gesprek/{call['id']}/nemen")
    return f"/werk/gesprek/{call['id']}", f"/werk/gesprek/{call['id']}/wat-zij-ziet"


@pytest.mark.parametrize("role", OM_ROLES)
async def test_no_page_of_the_om_changes_by_what_she_chooses(visit, role):
    victim_id, decision_id = await her_case()
    browser = await visit(role=role)
    in_hand = await take_sepot(browser) if role == "caller" else ()
    before = await walk(browser, *in_hand)
    assert any(status == 200 for status, _ in before.values())
    if role == "caller":
        assert all(before[path][0] == 200 for path in in_hand)
        assert any("/werk/zaken/" in path for path in before)

    for choice in (ComplaintChoice.SENT, ComplaintChoice.WILL_NOT):
        await choose(victim_id, decision_id, choice)
        assert await walk(browser, *in_hand) == before


async def test_no_page_of_the_om_says_why_she_asked_shn_to_call(visit):
    victim_id, decision_id = await her_case()
    browser = await visit(role="supervisor")
    before = await walk(browser)
    await choose(victim_id, decision_id, ASKS)
    after = await walk(browser)

    for path, (_, text) in after.items():
        said = set(text.splitlines()) - set(before.get(path, (0, ""))[1].splitlines())
        assert not [line for line in said if re.search("klacht|twijfel", line.lower())]


async def test_the_export_of_a_case_is_the_same_whatever_she_chooses(database):
    victim_id, decision_id = await her_case()
    before = await export_case(number=CASE, by="operator", now=NOW)
    for choice in (ComplaintChoice.SENT, ComplaintChoice.WILL_NOT):
        await choose(victim_id, decision_id, choice)
        assert await export_case(number=CASE, by="operator", now=NOW) == before


async def test_sent_and_not_wanted_look_alike_where_reminders_are_told(database):
    victim_id, decision_id = await her_case(wants=True)
    told = []
    for choice in (ComplaintChoice.SENT, ComplaintChoice.WILL_NOT):
        await choose(victim_id, decision_id, choice)
        told.append(await export_case(number=CASE, by="operator", now=NOW))
    assert told[0] == told[1]


@pytest.mark.parametrize(
    ("choice", "words"),
    [
        (
            ComplaintChoice.SENT,
            "zegt dat zij die heeft gestuurd op maandag 23 november",
        ),
        (ComplaintChoice.WILL_NOT, "wil dat niet"),
        (ASKS, "weet het nog niet en wil er met u over praten"),
    ],
)
async def test_shn_sees_what_she_chose_with_the_case(visit, choice, words):
    victim_id, decision_id = await her_case()
    await choose(victim_id, decision_id, choice)
    browser = await visit(organisation="shn", role="shn_worker")
    (incident,) = await fetch_rows("SELECT id FROM incident")
    page = await browser.get(f"/werk/zaken/{incident['id']}")
    assert words in page.text


async def test_shn_sees_it_in_the_call_that_she_asked_for(visit):
    victim_id, decision_id = await her_case()
    await choose(victim_id, decision_id, ASKS)
    browser = await visit(organisation="shn", role="shn_worker")
    (call,) = await calls("callback")
    await browser.post(f"/werk/gesprek/{call['id']}/nemen")
    page = await browser.get(f"/werk/gesprek/{call['id']}")
    screen = Screen(browser, SimpleNamespace(**call), page)
    assert "het OM ziet dit niet" not in screen.page.text  # not yet known to be her
    screen = await screen.identify()
    assert "het OM ziet dit niet" in screen.page.text


async def test_halt_sees_nothing_of_it(visit):
    victim_id, decision_id = await her_case()
    await choose(victim_id, decision_id, ASKS)
    browser = await visit(organisation="halt", role="halt_worker")
    pages = await walk(browser)
    assert not [path for path, (_, text) in pages.items() if "klacht" in text.lower()]
