"""Halt knows how its own referrals go, and not one word of any other case.

Who is hurt: a young suspect whose other case is read by people whom it does not
concern, and a victim whose name stands in a report of which Halt has one case.
"""

import pytest

from portal.db.engine import execute, fetch_row
from tests.builders import make_staff
from tests.chain import case, decision, event, fact, happen, report, victim
from tests.pages import read_html
from tests.whole_portal import may_post, visiting

HALTS, OTHER = "16-123456-26", "16-654321-26"
PLANNED, OTHER_PLACE = "Almelohof", "Hoornloo"
SECRET = (OTHER, PLANNED, OTHER_PLACE, "Bo Bos", "Kerkstraatzaak", "te weinig bewijs")
WORDS = ("zitting", "uitspraak", "dagvaarding", "sepot", "bewijs", "klacht", "hof")
IN_GENERAL = ("/werk/uitkomsten", "/werk/teksten", "/werk/cijfers", "/werk/inrichting")
"""Pages about how we work, not about anybody: there the words may stand."""


def planned(parketnummer, place, hearing):
    facts = {
        "zittingId": hearing,
        "parketnummers": [parketnummer],
        "soort": "inhoudelijk",
        "rechter": "politierechter",
        "begin": "2026-12-18T10:00:00+01:00",
        "duurMinuten": 60,
        "rechtbank": f"Rechtbank {place}",
        "plaats": place,
        "zaal": None,
        "openbaar": True,
    }
    return event("nl.rechtspraak.zitting-gepland", hearing, "2026-11-21T09:00", **facts)


def referred(**number):
    facts = {
        "datum": "2026-11-12",
        "verwijzer": "om",
        "eersteVerhoorOp": "2026-11-02",
        "schade": [{"slachtofferId": "slo-1", "bedragCenten": 12500}],
        "wensenBekend": True,
        **number,
    }
    subject = next(iter(number.values()))
    return event("nl.halt.verwijzing-ontvangen", subject, "2026-11-12T09:00", **facts)


def other_case():
    """Another suspect of the same report, with a victim of its own beside her."""
    facts = [
        {**fact(), "feitId": f"{OTHER}/1", "omschrijving": "Kerkstraatzaak"},
    ]
    return (
        case(parketnummer=OTHER, feiten=facts),
        decision(parketnummer=OTHER, at="2026-11-18T11:30"),
        planned(OTHER, OTHER_PLACE, "zit-2"),
    )


async def make_story():
    """One report, two suspects: one was sent to Halt and went on to a judge since."""
    bo = victim("slo-2", voornamen="Bo", tussenvoegsel="", achternaam="Bos")
    halts = {"feiten": [fact(slachtofferIds=["slo-1"])]}
    await happen(
        report(victim(), bo),
        case(**halts),
        *other_case(),
        decision("2026-11-11T11:30", beslissing="halt", sepotcodes=[], toelichting=""),
        referred(parketnummer=HALTS),
    )


async def go_on_to_a_judge():
    await happen(
        decision("2026-11-20T11:30", beslissing="dagvaarden", sepotcodes=[]),
        planned(HALTS, PLANNED, "zit-1"),
    )


def links(page):
    hrefs = (it["href"] or "" for it in read_html(page.text).all("a"))
    return {it.partition("#")[0] for it in hrefs if it.startswith("/werk")}


def is_page(answer):
    return answer.headers["content-type"].startswith("text/html")


async def walk(visitor, *starts):
    """Give every page of the staff door that links lead to, by its address."""
    seen, todo = {}, ["/werk", *starts]
    while todo:
        path = todo.pop()
        if path in seen:
            continue
        page = await visitor.get(path, follow_redirects=True)
        seen[path] = page
        if is_page(page):
            todo += sorted(links(page) - seen.keys())
    return {path: it for path, it in seen.items() if is_page(it)}


async def halts_task():
    row = await fetch_row(
        "SELECT id, incident FROM call_task WHERE organisation = 'halt'"
    )
    return row["id"], row["incident"]


async def pages_in_hand(visitor):
    """She calls, and who it is was made sure: the fullest screen there is."""
    task, incident = await halts_task()
    anna = await fetch_row("SELECT id FROM victim WHERE reference = 'slo-1'")
    path, hers = f"/werk/gesprek/{task}", f"/werk/zaken/{incident}/contact/{anna['id']}"
    begun = await visitor.post(f"{hers}/begin", data={"soort": "incoming_call"})
    assert begun.headers["location"] == path
    page = await visitor.get(path)
    token = next(
        it["value"]
        for it in read_html(page.text).all("input")
        if it["name"] == "token" and it["value"]
    )
    sure = {"token": token, "identiteit": "details", "wie": "victim"}
    return {
        "identified": await visitor.post(f"{path}/identiteit", data=sure),
        "preview": await visitor.get(f"{path}/wat-zij-ziet"),
        "found": await visitor.post(
            "/werk/zoeken", data={"zoek": "Vries"}, follow_redirects=True
        ),
        **await walk(visitor, f"/werk/zaken/{incident}", path),
    }


def betrayed(pages):
    found = []
    for name, page in pages.items():
        secrets = SECRET if name.startswith(IN_GENERAL) else (*SECRET, *WORDS)
        shown = " ".join(it.text for it in read_html(page.text).all("main")).lower()
        found += [(name, word) for word in secrets if word.lower() in shown]
    return found


@pytest.fixture
async def visitor(database, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    async with visiting() as visitor:
        yield await may_post(visitor)


async def log_in(visitor, **staff):
    member = await make_staff(**staff)
    await visitor.post("/demo/inloggen", data={"staff": str(member.id)})


@pytest.mark.parametrize("role", ["halt_worker", "supervisor"])
async def test_halt_finds_no_word_of_a_case_that_was_not_referred(visitor, role):
    await make_story()
    await log_in(visitor, organisation="halt", role=role)
    pages = await pages_in_hand(visitor)
    _, incident = await halts_task()
    assert {"identified", "preview", f"/werk/zaken/{incident}"} <= pages.keys()
    assert {page.status_code for page in pages.values()} == {200}
    assert HALTS in pages[f"/werk/zaken/{incident}"].text
    assert HALTS in pages["identified"].text
    assert betrayed(pages) == []


async def test_nor_how_its_own_case_went_on_without_it(visitor):
    await make_story()
    await go_on_to_a_judge()
    await execute(
        "UPDATE call_task SET closed_as = NULL, closed_at = NULL, close_reason = NULL"
        " WHERE organisation = 'halt'"
    )
    await log_in(visitor, organisation="halt", role="halt_worker")
    pages = await pages_in_hand(visitor)
    assert HALTS in pages["found"].text or "PL0900" in pages["found"].text
    assert betrayed(pages) == []


async def test_the_om_reads_it_all_or_the_test_above_would_find_nothing(visitor):
    await make_story()
    await go_on_to_a_judge()
    await log_in(visitor)
    row = await fetch_row("SELECT id FROM incident")
    anna = await fetch_row("SELECT id FROM victim WHERE reference = 'slo-1'")
    page = await visitor.get(f"/werk/zaken/{row['id']}?voor={anna['id']}")
    for word in (OTHER, PLANNED, OTHER_PLACE, "Bo Bos", "sepot", "dagvaarding"):
        assert word in page.text


async def test_a_victim_of_the_other_case_alone_is_nobody_to_halt(visitor):
    await make_story()
    await log_in(visitor, organisation="halt", role="halt_worker")
    answer = await visitor.post(
        "/werk/zoeken", data={"zoek": "Bos"}, follow_redirects=True
    )
    assert "Niets gevonden." in answer.text
    _, incident = await halts_task()
    row = await fetch_row("SELECT id FROM victim WHERE reference = 'slo-2'")
    path = f"/werk/zaken/{incident}"
    assert "Bo Bos" not in (await visitor.get(f"{path}?voor={row['id']}")).text
    assert (await visitor.get(f"{path}/contact/{row['id']}")).status_code == 404


async def test_of_a_report_that_the_police_sent_there_is_no_case_to_see(visitor):
    """No parketnummer: what the prosecutor has of it is about other suspects."""
    await happen(report(), *other_case(), referred(pvNummer="PL0900-2026081234"))
    await log_in(visitor, organisation="halt", role="halt_worker")
    row = await fetch_row("SELECT id FROM incident")
    page = await visitor.get(f"/werk/zaken/{row['id']}")
    assert "De politie verwees deze aangifte." in page.text
    assert "Anna de Vries" in page.text
    assert betrayed(await walk(visitor, f"/werk/zaken/{row['id']}")) == []


async def test_a_referral_that_was_taken_back_before_it_came_is_none(visitor):
    await happen(report(), case(), decision(beslissing="halt", sepotcodes=[]))
    await execute("UPDATE decision SET state = 'revised'")
    await log_in(visitor, organisation="halt", role="halt_worker")
    row = await fetch_row("SELECT id FROM incident")
    assert (await visitor.get(f"/werk/zaken/{row['id']}")).status_code == 404
