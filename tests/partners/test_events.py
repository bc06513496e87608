import json
from dataclasses import replace

import httpx
import pytest

from portal.actions import apply_cases
from portal.app import create_app
from portal.config import Settings
from portal.db.engine import fetch_rows
from tests.chain import CASE, case, decision, report
from tests.whole_portal import ADDRESS, visiting

PATH = "/api/v1/gebeurtenissen"
ONE = {"content-type": "application/cloudevents+json"}
BATCH = {"content-type": "application/cloudevents-batch+json; charset=utf-8"}


@pytest.fixture
async def partner(database):
    async with visiting(PORTAL_API_TOKEN="a token") as visitor:
        visitor.headers["authorization"] = "Bearer a token"
        yield visitor


async def send(partner, event, headers=ONE):
    body = event if isinstance(event, bytes) else json.dumps(event).encode()
    return await partner.post(PATH, content=body, headers=headers)


async def count_of(table):
    (row,) = await fetch_rows(f"SELECT count(*) AS rows FROM {table}")  # noqa: S608
    return row["rows"]


async def test_one_event_is_applied(partner):
    response = await send(partner, report())
    assert (response.status_code, response.json()) == (202, {"state": "applied"})
    assert await count_of("incident") == 1


async def test_one_that_comes_too_early_is_parked_and_applied_later(partner):
    response = await send(partner, case())
    assert (response.status_code, response.json()) == (202, {"state": "parked"})
    await send(partner, report())
    assert await count_of("case_file") == 1


async def test_the_same_again_is_a_duplicate(partner):
    told = report()
    await send(partner, told)
    response = await send(partner, told)
    assert (response.status_code, response.json()) == (200, {"state": "duplicate"})


async def test_the_same_id_with_other_content_is_a_conflict(partner):
    told = report()
    await send(partner, told)
    response = await send(partner, told | {"time": "2026-11-02T10:00:00+01:00"})
    assert response.status_code == 409
    assert response.headers["content-type"].startswith("application/problem+json")
    assert response.json()["status"] == 409


async def test_a_wrong_field_is_named_with_the_reason(partner):
    response = await send(partner, decision(datum="2026-02-31"))
    problem = response.json()
    assert response.status_code == 422
    assert response.headers["content-type"].startswith("application/problem+json")
    assert problem["path"] == "data.datum"
    assert problem["reason"]
    assert problem["status"] == 422
    assert problem["title"]


@pytest.mark.parametrize("body", [b"", b"{", b"\xff", b"[]", b'"a"', b"null", b"12"])
async def test_what_is_no_event_is_malformed(partner, body):
    assert (await send(partner, body)).status_code == 422


@pytest.mark.parametrize(
    "given", ["", "Bearer", "Bearer ", "Bearer other", "Basic a token", "a token"]
)
async def test_without_the_token_nothing_happens(partner, given):
    partner.headers["authorization"] = given
    response = await send(partner, report())
    assert response.status_code == 401
    assert response.headers["www-authenticate"] == "Bearer"
    assert response.headers["content-type"].startswith("application/problem+json")
    assert await count_of("incident") == 0


async def test_where_no_token_is_set_none_is_right(database):
    settings = Settings.from_env({"PORTAL_MODE": "test"})
    app = create_app(replace(settings, api_token=None), has_jobs=False)
    transport = httpx.ASGITransport(app=app)
    async with httpx.AsyncClient(transport=transport, base_url=ADDRESS) as partner:
        partner.headers["authorization"] = "Bearer "
        assert (await send(partner, report())).status_code == 401


@pytest.mark.parametrize("kind", ["application/json", "text/plain", ""])
async def test_another_content_type_is_refused(partner, kind):
    response = await send(partner, report(), {"content-type": kind})
    assert response.status_code == 415


async def test_an_event_may_be_two_megabytes_at_most(partner):
    response = await send(partner, b" " * (2 * 1024 * 1024 + 1))
    assert response.status_code == 413


async def test_a_batch_has_one_result_an_event_in_order(partner):
    told = report()
    wrong = decision(sepotcodes="02")
    sent = [case(), told, told, wrong, {"id": "x"}, 12, decision()]
    response = await send(partner, sent, BATCH)
    results = response.json()
    assert response.status_code == 207
    assert [one["status"] for one in results] == [202, 202, 200, 422, 422, 422, 202]
    assert [one["id"] for one in results][3:6] == [wrong["id"], "x", None]
    assert [one.get("state") for one in results][:3] == [
        "parked",
        "applied",
        "duplicate",
    ]
    assert results[3]["path"] == "data.sepotcodes"
    assert results[3]["reason"]


async def test_a_conflict_in_a_batch_stops_no_other(partner):
    told = report()
    other = told | {"time": "2026-11-02T10:00:00+01:00"}
    results = (await send(partner, [told, other, case()], BATCH)).json()
    assert [one["status"] for one in results] == [202, 409, 202]


async def test_a_bug_in_a_batch_stops_no_other(partner, monkeypatch):
    async def fail(*_, **__):
        raise KeyError("somebody's name")

    monkeypatch.setattr(apply_cases, "insert_decision", fail)
    results = (await send(partner, [report(), case(), decision()], BATCH)).json()
    assert [one["status"] for one in results] == [202, 202, 500]
    assert "somebody" not in json.dumps(results)


async def test_an_empty_batch_is_answered(partner):
    response = await send(partner, [], BATCH)
    assert (response.status_code, response.json()) == (207, [])


async def test_a_batch_holds_five_hundred_at_most(partner):
    response = await send(partner, [report()] * 501, BATCH)
    assert response.status_code == 413
    assert await count_of("incident") == 0


@pytest.mark.parametrize("body", [b"{}", b"[", b'"a"'])
async def test_what_is_no_batch_is_malformed(partner, body):
    assert (await send(partner, body, BATCH)).status_code == 422


async def test_half_a_character_in_an_id_does_no_harm(partner):
    body = b'[{"id": "\\ud800", "specversion": "1.0"}]'
    (result,) = (await send(partner, body, BATCH)).json()
    assert result["status"] == 422


async def test_each_request_is_written_down(partner):
    await send(partner, report())
    await send(partner, [case(), decision()], BATCH)
    rows = await fetch_rows("SELECT actor_kind, action, actor FROM audit_event")
    assert [row["action"] for row in rows] == ["events_received"] * 2
    assert {row["actor_kind"] for row in rows} == {"partner"}
    assert rows[0]["actor"].startswith("urn:nld:oin:")


async def test_nothing_is_kept_of_who_asked_but_the_events(partner):
    response = await send(partner, report())
    assert "set-cookie" not in response.headers
    assert await count_of("web_session") == 0
    assert CASE not in response.text


async def test_other_addresses_answer_as_a_machine_expects(partner):
    response = await partner.get("/api/v1/zaken")
    assert response.status_code == 404
    assert response.headers["content-type"].startswith("application/problem+json")
