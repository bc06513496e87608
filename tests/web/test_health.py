from datetime import timedelta
from uuid import uuid4

import httpx
import pytest
from litestar import Litestar
from litestar.plugins.htmx import HTMXPlugin

from portal import clock
from portal.actions.demo_clock import current_time
from portal.config import Settings
from portal.db.tables.messages import Notification
from portal.web import health
from portal.web.health import build_health
from portal.web.setup import build_web
from tests.builders import make_victim
from tests.whole_portal import ADDRESS, visiting


@pytest.fixture
async def visitor(database):
    async with visiting() as visitor:
        yield visitor


async def test_the_process_lives(visitor):
    response = await visitor.get("/healthz")
    assert (response.status_code, response.text) == (200, "ok")


async def test_it_is_ready_when_database_and_schema_are(visitor):
    response = await visitor.get("/readyz")
    found = response.json()
    assert response.status_code == 200
    assert found["status"] == "ready"
    assert (found["database"], found["schema"]) == ("ok", "ok")
    assert found["scheduler"] == "elsewhere"
    assert "wait in the outbox" in found["mail"]
    assert found["outbox"] == {"due": 0, "oldest_due_seconds": None}


async def test_it_says_so_when_the_database_is_away(visitor, monkeypatch):
    async def fail(*_):
        raise ConnectionRefusedError

    monkeypatch.setattr(health, "fetch_row", fail)
    response = await visitor.get("/readyz")
    assert response.status_code == 503
    assert response.json()["database"] == "out of reach"
    assert (await visitor.get("/healthz")).status_code == 200


async def test_it_says_so_when_the_schema_is_old(visitor, monkeypatch):
    async def is_old():
        return False

    monkeypatch.setattr(health, "is_migrated", is_old)
    response = await visitor.get("/readyz")
    assert response.status_code == 503
    assert response.json()["schema"] == "not migrated"


@pytest.mark.parametrize(
    ("is_fit", "status", "words"), [(True, 200, "ok"), (False, 503, "stuck")]
)
async def test_the_scheduler_must_be_at_work(database, is_fit, status, words):
    app = Litestar(
        route_handlers=[build_health(lambda: is_fit)],
        on_app_init=[build_web(Settings.from_env(), clock=clock.now)],
        plugins=[HTMXPlugin()],
        openapi_config=None,
        logging_config=None,
    )
    transport = httpx.ASGITransport(app=app)
    async with httpx.AsyncClient(transport=transport, base_url=ADDRESS) as visitor:
        response = await visitor.get("/readyz")
    assert (response.status_code, response.json()["scheduler"]) == (status, words)


async def test_neither_asks_for_a_session_nor_gives_one(visitor):
    for path in ("/healthz", "/readyz"):
        response = await visitor.get(path)
        assert "set-cookie" not in response.headers


async def test_it_says_how_long_messages_wait(visitor):
    person = await make_victim()
    due_at = await current_time() - timedelta(minutes=10)
    await Notification(
        id=uuid4(),
        victim=person.id,
        message="decision_notice",
        channel="email",
        cause="test",
        queued_at=due_at,
        next_try_at=due_at,
    ).save()
    outbox = (await visitor.get("/readyz")).json()["outbox"]
    assert outbox["due"] == 1
    assert outbox["oldest_due_seconds"] >= 600
