"""The victim's door with the real pages behind it, and people who come through it."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

import httpx
import pytest
from litestar import Litestar, post
from litestar.di import Provide
from litestar.params import FromPath
from litestar.plugins.htmx import HTMXPlugin, HTMXRequest

from portal.config import Settings
from portal.db.tables.people import Representative
from portal.db.victims import fetch_victim_id
from portal.domain.victims import RepresentativeRole
from portal.victim import routes
from portal.web.actors import Standing, VictimActor, log_in
from portal.web.pages import go_to
from portal.web.setup import build_web
from tests.chain import NOW
from tests.pages import check_answer, read_html
from tests.plain_dutch import check_plain_dutch

ADDRESS = "https://portal.example"


class Clock:
    """What the portal takes for now, and the sessions' real clock, both standing."""

    def __init__(self):
        self.moment = NOW

    async def __call__(self):
        return self.moment

    def advance(self, **span):
        self.moment += timedelta(**span)


@post("/binnen/{victim_id:uuid}")
async def submit_login(request: HTMXRequest, victim_id: FromPath[UUID]) -> object:
    log_in(request, VictimActor(victim_id=victim_id, name="Anna de Vries"))
    return go_to(request, "/mijn")


@post("/binnen/namens/{representative_id:uuid}")
async def submit_login_for(
    request: HTMXRequest, representative_id: FromPath[UUID]
) -> object:
    one = await Representative.objects().get(Representative.id == representative_id)
    standing = Standing(representative_id=one.id, role=RepresentativeRole(one.role))
    log_in(
        request,
        VictimActor(victim_id=one.victim, name=one.name, standing=standing),
    )
    return go_to(request, "/mijn")


@dataclass
class Person:
    """Somebody with a browser; every page she sees is checked as any page is."""

    browser: httpx.AsyncClient
    victim_id: UUID

    async def get(self, path, status=200):
        return self._check(await self.browser.get(path), status)

    async def post(self, path, status=303, **form):
        response = self._check(await self.browser.post(path, data=form), status)
        if status != 303:
            return response
        return await self.get(response.headers["location"])

    def _check(self, response, status):
        assert response.status_code == status, response.text[:2000]
        check_answer(response)
        if "text/html" in response.headers.get("content-type", ""):
            check_plain_dutch(response.text)
        return response


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def app(clock):
    settings = Settings.from_env({"PORTAL_MODE": "test"})
    return Litestar(
        route_handlers=[routes.router, submit_login, submit_login_for],
        dependencies={"now": Provide(clock)},
        on_app_init=[
            build_web(settings, clock=lambda: datetime(2026, 1, 1, tzinfo=UTC))
        ],
        plugins=[HTMXPlugin()],
        openapi_config=None,
        logging_config=None,
    )


@pytest.fixture
async def enter(app, database):
    """Log in by the chain's own id of a victim, or as who stands in for one."""
    browsers = []

    async def come_in(who="slo-1"):
        door, victim_id = "", who
        if isinstance(who, Representative):
            door, victim_id = "namens/", who.id
        elif not isinstance(who, UUID):
            victim_id = await fetch_victim_id(reference=who)
        transport = httpx.ASGITransport(app=app)
        browser = httpx.AsyncClient(transport=transport, base_url=ADDRESS)
        browsers.append(browser)
        await browser.get("/inloggen")
        browser.headers["x-csrftoken"] = browser.cookies["csrf"]
        browser.headers["sec-fetch-site"] = "same-origin"
        await browser.post(f"/binnen/{door}{victim_id}")
        return Person(browser=browser, victim_id=victim_id)

    yield come_in
    for browser in browsers:
        await browser.aclose()


def links(response, begins):
    """The addresses on the page that begin so, each once, in order."""
    found = [link["href"] for link in read_html(response.text).all("a")]
    return list(dict.fromkeys(href for href in found if href.startswith(begins)))


def main_text(response):
    (main,) = read_html(response.text).all("main")
    return main.text
