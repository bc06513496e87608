"""The staff door alone, with people at work who look at it."""

import httpx
import pytest
from litestar import Litestar, post
from litestar.di import Provide
from litestar.params import FromPath
from litestar.plugins.htmx import HTMXPlugin, HTMXRequest

from portal.config import Settings
from portal.db.engine import fetch_rows
from portal.db.tables.staff import StaffMember
from portal.domain.staff import Organisation, Role
from portal.staff.routes import router
from portal.web.actors import StaffActor, log_in
from portal.web.pages import go_to
from portal.web.setup import build_web
from tests.builders import NOW, make_staff
from tests.pages import check_answer

ADDRESS = "https://portal.example"
HTMX = {"hx-request": "true"}


class Clock:
    moment = NOW

    def __call__(self):
        return self.moment

    async def now(self):
        return self.moment


@post("/binnen/{staff_id:str}")
async def submit_login(request: HTMXRequest, staff_id: FromPath[str]) -> object:
    staff = await StaffMember.objects().get(StaffMember.id == staff_id)
    log_in(
        request,
        StaffActor(
            staff_id=staff.id,
            name=staff.name,
            organisation=Organisation(staff.organisation),
            role=Role(staff.role),
            location=staff.location,
            is_experienced=staff.is_experienced,
        ),
    )
    return go_to(request, "/werk")


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def app(clock):
    settings = Settings.from_env(
        {"PORTAL_MODE": "test", "PORTAL_OFFICE_PHONE": "030-1234567"}
    )
    return Litestar(
        route_handlers=[router, submit_login],
        dependencies={"now": Provide(clock.now)},
        on_app_init=[build_web(settings, clock=clock)],
        plugins=[HTMXPlugin()],
        openapi_config=None,
        logging_config=None,
    )


class Browser:
    """Somebody at work; every page that comes is checked."""

    def __init__(self, client, staff):
        self.client, self.staff = client, staff

    async def get(self, path, **more):
        return self._checked(await self.client.get(path, **more))

    async def post(self, path, data=None, **more):
        return self._checked(await self.client.post(path, data=data, **more))

    async def log_out(self):
        """End the session as time does: the cookie is there, the row is gone."""
        await fetch_rows("DELETE FROM web_session RETURNING id")

    async def log_in(self, staff=None):
        self.staff = staff or self.staff
        await self.client.post(f"/binnen/{self.staff.id}")

    async def follow(self, response):
        assert response.status_code == 303, response.text
        return await self.get(response.headers["location"])

    def _checked(self, response):
        check_answer(response)
        return response


@pytest.fixture
async def visit(app, database):
    """Log somebody in: `browser = await visit(role="supervisor")`."""
    clients = []

    async def start(**staff):
        transport = httpx.ASGITransport(app=app)
        client = httpx.AsyncClient(transport=transport, base_url=ADDRESS)
        clients.append(client)
        member = await make_staff(**staff)
        await client.get("/inloggen")
        (token,) = [value for name, value in client.cookies.items() if "csrf" in name]
        client.headers.update({"sec-fetch-site": "same-origin", "x-csrftoken": token})
        await client.post(f"/binnen/{member.id}")
        return Browser(client, member)

    yield start
    for client in clients:
        await client.aclose()
