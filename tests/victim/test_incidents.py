import gzip
from uuid import uuid4

from portal.db.cases import fetch_incident_id
from portal.db.engine import execute, fetch_rows
from portal.db.query_count import count_queries
from tests.chain import (
    NOW,
    REPORT,
    case,
    decision,
    event,
    fact,
    happen,
    import_sample,
    report,
    victim,
)
from tests.pages import read_html
from tests.victim.conftest import links, main_text

MOST_OF_A_PAGE = 25_000
MOST_OF_A_VIEW = 60_000


async def course_of(person, pv_number=REPORT):
    return f"/mijn/verloop/{await fetch_incident_id(pv_number=pv_number)}"


async def test_the_page_tells_what_was_what_is_and_what_comes(enter):
    await happen(report(), case(), decision(beslissing="dagvaarden", sepotcodes=[]))
    await execute("UPDATE call_task_decision SET told_at = {}", NOW)
    anna = await enter()
    text = main_text(await anna.get(await course_of(anna)))

    assert "Uw aangifte van zondag 1 november 2026" in text
    assert "Bij de officier van justitie (klaar) donderdag 5 november 2026" in text
    assert "Zitting (nu) De verdachte moet naar de rechter." in text
    assert "Uitspraak (komt nog) meestal binnen twee weken na de zitting" in text
    assert "U krijgt bericht als de dag bekend is." in text
    assert "U hoeft hier niets te doen als u dat niet wilt." in text


async def test_a_report_without_a_case_says_that_the_police_investigate(enter):
    await happen(report())
    anna = await enter()
    text = main_text(await anna.get(await course_of(anna)))

    assert "Onderzoek (nu) De politie onderzoekt wat er is gebeurd." in text
    assert REPORT in text


async def test_two_suspects_are_case_one_and_two_never_a_name(enter):
    await import_sample()
    anna = await enter("slo-0002")
    page = await anna.get(await course_of(anna, "PL1300-2026074455"))
    text = main_text(page)

    assert "Zaak 1" in text
    assert "Zaak 2" in text
    assert "Elke verdachte heeft een eigen zaak." in text
    assert "dinsdag 12 januari 2027 om 13.30 uur" in text
    assert "Eerst was het dinsdag 12 januari 2027 om 10.00 uur." in text
    assert "Voor Zaak 1" in text


async def test_somebody_elses_report_answers_like_one_that_is_not_there(enter):
    await happen(
        report(),
        report(victim("slo-2"), pvNummer="PL0900-2026081235"),
    )
    anna = await enter()
    path, nowhere = (
        await course_of(anna, "PL0900-2026081235"),
        f"/mijn/verloop/{uuid4()}",
    )
    hers = await anna.get(path, status=404)
    nobodys = await anna.get(nowhere, status=404)

    assert hers.text == nobodys.text.replace(nowhere, path)
    assert hers.headers.keys() == nobodys.headers.keys()


async def test_who_is_not_logged_in_is_sent_to_the_login(enter, app):
    await happen(report())
    anna = await enter()
    path = await course_of(anna)
    anna.browser.cookies.clear()
    response = await anna.browser.get(path)

    assert response.status_code == 303
    assert response.headers["location"] == "/inloggen"


async def test_a_case_in_which_no_fact_names_her_does_not_exist(enter):
    both = report(victim("slo-1"), victim("slo-2"))
    await happen(both, case(feiten=[fact(1, slachtofferIds=["slo-2"])]), decision())
    anna = await enter()
    page = await anna.get(await course_of(anna))
    text = main_text(page)

    assert "De politie onderzoekt wat er is gebeurd." in text
    assert "16-123456-26" not in text
    assert links(page, "/mijn/nieuws/") == []
    (row,) = await fetch_rows("SELECT id FROM decision")
    await anna.get(f"/mijn/nieuws/{row['id']}", status=404)


async def test_victims_of_different_facts_never_see_each_others(enter):
    await import_sample()
    await execute("UPDATE call_task_decision SET told_at = {}", NOW)
    school, man = await enter("slo-0004"), await enter("slo-0005")
    path = await course_of(school, "PL1500-2026101188")
    hers, his = await school.get(path), await man.get(path)

    assert "840 euro" in hers.text
    assert "310 euro" not in hers.text
    assert "310 euro" in his.text
    assert "840 euro" not in his.text
    for name in ("El Amrani", "De Linde", "slo-0004", "slo-0005"):
        assert name not in hers.text + his.text


async def test_a_judgment_for_two_tells_each_her_own_amount(enter):
    both = report(victim("slo-1"), victim("slo-2"))
    facts = [fact(1, slachtofferIds=["slo-1"]), fact(2, slachtofferIds=["slo-2"])]
    await happen(
        both,
        case(feiten=facts),
        decision(beslissing="dagvaarden", sepotcodes=[]),
        event(
            "nl.rechtspraak.uitspraak-gedaan",
            "16-123456-26",
            "2026-11-20T12:00",
            parketnummer="16-123456-26",
            datum="2026-11-20",
            uitkomst="veroordeling",
            slachtoffers=[
                {
                    "slachtofferId": "slo-1",
                    "vordering": "toegewezen",
                    "bedragCenten": 125_000,
                    "maatregel36f": True,
                },
                {
                    "slachtofferId": "slo-2",
                    "vordering": "afgewezen",
                    "bedragCenten": 0,
                    "maatregel36f": False,
                },
            ],
            toelichting="Hij moet 1.250 euro betalen.",
        ),
    )
    anna, bea = await enter("slo-1"), await enter("slo-2")
    path = await course_of(anna)
    hers, others = await anna.get(path), await bea.get(path)

    assert "Het gaat om 1.250 euro." in main_text(hers)
    assert "1.250" not in others.text
    assert "U vroeg uw schade terug. De rechter vindt dat niet goed." in main_text(
        others
    )


async def test_the_page_costs_at_most_six_statements(enter):
    await import_sample()
    anna = await enter("slo-0002")
    path = await course_of(anna, "PL1300-2026074455")
    with count_queries() as queries:
        await anna.get(path)

    assert len(queries) <= 6, queries


async def test_the_first_view_is_small_and_needs_no_second_request(enter):
    await import_sample()
    sizes = {}
    for number in range(1, 23):
        person = await enter(f"slo-{number:04}")
        for path in links(await person.get("/mijn"), "/mijn/verloop/"):
            page = await person.get(path)
            with count_queries() as queries:
                await person.get(path)
            assert len(queries) <= 6, queries
            sizes[path] = len(page.content)
            assert "hx-get" not in page.text
            assert "hx-trigger" not in page.text
    assert max(sizes.values()) <= MOST_OF_A_PAGE, sizes


async def test_all_that_the_first_view_loads_is_small(enter):
    await import_sample()
    anna = await enter("slo-0002")
    page = await anna.get(await course_of(anna, "PL1300-2026074455"))
    head = read_html(page.text)
    files = [each["href"] for each in head.all("link")]
    files += [each["src"] for each in head.all("script")]
    total = len(gzip.compress(page.content))
    for path in files:
        answer = await anna.browser.get(path, headers={"accept-encoding": "gzip"})
        assert answer.status_code == 200
        total += len(gzip.compress(answer.content))
    assert len(files) == len(set(files))
    assert total <= MOST_OF_A_VIEW


async def test_each_look_leaves_one_audit_row(enter):
    await happen(report())
    anna = await enter()
    await anna.get(await course_of(anna))
    rows = await fetch_rows("SELECT * FROM audit_event WHERE action = 'read_incident'")

    assert [(row["victim"], row["actor_kind"]) for row in rows] == [
        (anna.victim_id, "victim")
    ]


async def test_a_hearing_that_is_off_is_said_to_be_off(enter):
    await import_sample()
    anna = await enter("slo-0008")
    text = main_text(await anna.get(await course_of(anna, "PL2300-2026052210")))

    assert "De zitting gaat niet door." in text
    assert "24 november 2026 om 9.15 uur" not in text


async def test_every_page_of_the_sample_feed_is_whole(enter):
    await import_sample()
    seen = 0
    for number in range(1, 23):
        person = await enter(f"slo-{number:04}")
        overview = await person.get("/mijn")
        for path in links(overview, "/mijn/verloop/"):
            page = await person.get(path)
            seen += 1
            for decided in links(page, "/mijn/nieuws/"):
                await person.get(decided)
        for path in ("/mijn/terugbellen", "/mijn/berichten", "/mijn/contact"):
            await person.get(path)
    assert seen == len(await fetch_rows("SELECT id FROM involvement"))
