"""Sessions: nothing a visitor sends is adopted, and each ends in time."""

import json

import pytest

from portal.db.engine import execute, fetch_rows
from portal.db.query_count import count_queries
from portal.db.sessions import delete_expired_sessions
from tests.builders import make_victim
from tests.web.conftest import ANNA

COOKIE = "__Host-portal"


async def stored():
    return await fetch_rows("SELECT * FROM web_session")


async def log_in(person, who="anna"):
    response = await person.post(f"/binnen/{who}")
    assert response.status_code == 303
    return person.cookies[COOKIE]


async def is_logged_in(person):
    return (await person.get("/mijn")).status_code == 200


async def test_a_visitor_who_only_looks_costs_no_row_and_gets_no_session(person):
    response = await person.get("/inloggen")
    assert COOKIE not in response.headers.get("set-cookie", "")
    assert await stored() == []


async def test_the_cookie_says_the_least_and_goes_with_the_browser(person):
    response = await person.post("/binnen/anna")
    (cookie,) = response.headers.get_list("set-cookie")
    assert cookie.startswith(f"{COOKIE}=")
    assert {part.strip().lower() for part in cookie.split(";")[1:]} == {
        "path=/",
        "secure",
        "httponly",
        "samesite=lax",
    }


async def test_the_database_holds_no_token(person):
    token = await log_in(person)
    (row,) = await stored()
    assert token not in json.dumps(row, default=str)
    assert len(row["id"]) == 64


@pytest.mark.parametrize("planted", ["attackers-own-id", "a" * 43, "'--", "é" * 43])
async def test_an_id_that_we_did_not_give_is_never_taken(person, planted):
    token = person.cookies.pop("__Host-csrf")
    cookies = f"{COOKIE}={planted}; __Host-csrf={token}".encode()
    response = await person.post("/binnen/anna", headers=[(b"cookie", cookies)])
    assert response.status_code == 303
    assert planted not in response.headers["set-cookie"]
    assert len(await stored()) == 1


async def test_logging_in_again_gives_a_new_id_and_ends_the_old(person):
    first = await log_in(person)
    second = await log_in(person, "jan")
    assert second != first
    (row,) = await stored()
    assert json.loads(row["data"]).keys() == {"staff"}
    person.cookies.set(COOKIE, first, domain="portal.example")
    assert not await is_logged_in(person)


async def test_it_ends_after_fifteen_minutes_of_silence(person, clock):
    await log_in(person)
    clock.advance(minutes=14, seconds=59)
    assert await is_logged_in(person)
    clock.advance(minutes=15, seconds=1)
    assert not await is_logged_in(person)


@pytest.mark.parametrize(
    ("who", "page", "hours"), [("anna", "/mijn", 2), ("jan", "/werk", 10)]
)
async def test_it_ends_for_the_liveliest_visitor_too(person, clock, who, page, hours):
    await log_in(person, who)
    for _ in range(6 * hours - 1):
        clock.advance(minutes=10)
        assert (await person.get(page)).status_code == 200
    left = int((await person.get(page)).headers["session-seconds"])
    assert left <= 600
    clock.advance(minutes=10)
    assert (await person.get(page)).headers["location"] == "/inloggen"


async def test_a_page_that_asks_by_itself_is_no_sign_of_life(person, clock):
    await log_in(person)
    for _ in range(14):
        clock.advance(minutes=1)
        assert (await person.get("/mijn/vraag")).status_code == 200
    clock.advance(minutes=1)
    assert (await person.get("/mijn/vraag")).status_code == 303


async def test_the_page_knows_how_long_it_has(person, clock):
    await log_in(person)
    clock.advance(minutes=5)
    response = await person.get("/mijn/vraag")
    assert response.headers["session-seconds"] == "600"
    assert 'data-session-seconds="600"' in response.text
    response = await person.post("/ingelogd")
    assert response.headers["session-seconds"] == "900"


async def test_looking_costs_one_query_and_once_a_minute_a_second(person, clock):
    await log_in(person)
    with count_queries() as queries:
        await person.get("/mijn")
    assert len(queries) == 1
    clock.advance(minutes=1)
    with count_queries() as queries:
        await person.get("/mijn")
    assert len(queries) == 2
    with count_queries() as queries:
        await person.get("/mijn")
    assert len(queries) == 1


async def test_who_logs_out_is_out_everywhere_and_at_once(person):
    token = await log_in(person)
    response = await person.post("/uitloggen")
    assert response.headers["location"] == "/uitgelogd"
    assert '"cookies"' in response.headers["clear-site-data"]
    assert await stored() == []
    person.cookies.set(COOKIE, token, domain="portal.example")
    assert not await is_logged_in(person)


@pytest.mark.parametrize("method", ["GET", "POST"])
async def test_leaving_quickly_ends_the_session(person, method):
    await log_in(person)
    response = await person.request(method, "/weg")
    assert '"cookies"' in response.headers["clear-site-data"]
    assert await stored() == []
    if method == "GET":
        assert response.status_code == 303
        assert response.headers["location"].startswith("https://")


async def test_what_was_said_is_said_once(person):
    await log_in(person)
    assert (await person.post("/mijn/gezegd")).status_code == 303
    assert "Wij bellen u dinsdag." in (await person.get("/mijn")).text
    assert "Wij bellen u dinsdag." not in (await person.get("/mijn")).text


async def test_a_session_of_an_older_version_is_no_login(person):
    await log_in(person)
    await fetch_rows("UPDATE web_session SET data = {}", '{"victim": {"id": 1}}')
    assert not await is_logged_in(person)


async def test_a_session_that_was_ended_elsewhere_is_not_written_back(person, clock):
    await log_in(person)
    clock.advance(minutes=1)
    await fetch_rows("DELETE FROM web_session")
    assert not await is_logged_in(person)
    assert await stored() == []


async def test_sessions_that_are_over_are_swept_up(person, clock):
    await log_in(person)
    clock.advance(minutes=14)
    assert await delete_expired_sessions(now=clock()) == 0
    clock.advance(minutes=2)
    assert await delete_expired_sessions(now=clock()) == 1
    assert await stored() == []


async def test_who_works_here_no_longer_is_out_at_once(person):
    await log_in(person, "jan")
    await execute("UPDATE staff_member SET is_active = FALSE")
    response = await person.get("/werk")
    assert response.headers["location"] == "/inloggen"
    assert await stored() == []


async def test_who_was_given_another_role_has_it_at_once(person):
    await log_in(person, "jan")
    assert (await person.get("/werk/leiding")).status_code == 404
    await execute("UPDATE staff_member SET role = 'supervisor', location = 'Utrecht'")
    assert (await person.get("/werk/leiding")).status_code == 200
    await execute("UPDATE staff_member SET role = 'caller'")
    assert (await person.get("/werk/leiding")).status_code == 404


async def test_nobody_goes_on_for_who_died(person):
    await log_in(person)
    await execute("UPDATE victim SET is_deceased = TRUE")
    assert not await is_logged_in(person)
    assert await stored() == []


async def test_who_was_merged_goes_on_as_the_one_that_stays(person, clock):
    await log_in(person)
    bo = await make_victim(given_names="Bo", infix="", family_name="Bos")
    await execute(
        "UPDATE victim SET merged_into = {} WHERE id = {}", bo.id, ANNA.victim_id
    )
    clock.advance(minutes=1)
    for _ in range(2):
        assert await is_logged_in(person)
        (row,) = await stored()
        expected = {"victim_id": str(bo.id), "name": "Bo Bos", "standing": None}
        assert json.loads(row["data"]) == {"victim": expected}
    await execute("UPDATE victim SET is_deceased = TRUE WHERE id = {}", bo.id)
    assert not await is_logged_in(person)


async def test_a_session_of_nobody_on_file_is_no_login(person):
    await log_in(person)
    await execute("UPDATE web_session SET victim_id = NULL")
    assert not await is_logged_in(person)
