"""The shell with a few pages of its own, and visitors who look at them."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import httpx
import pytest
from litestar import Litestar, get, post
from litestar.params import FromPath
from litestar.plugins.htmx import HTMXPlugin, HTMXRequest
from litestar.response import Template

from portal.config import Settings
from portal.domain.errors import UnableToError
from portal.domain.staff import Organisation, Role
from portal.web.actors import (
    StaffActor,
    VictimActor,
    log_in,
    requires_role,
    requires_staff,
    requires_victim,
)
from portal.web.pages import go_to, say, show_page
from portal.web.sessions import BACKGROUND
from portal.web.setup import build_web
from tests.builders import make_staff, make_victim

ANNA = VictimActor(victim_id=UUID(int=1), name="Anna de Vries")
JAN = StaffActor(
    staff_id=UUID(int=2),
    name="Jan Brouwer",
    organisation=Organisation.OM,
    role=Role.CALLER,
    location=None,
    is_experienced=False,
)
ENVIRONMENT = {
    "PORTAL_SECRET_KEY": "S2V0ZW5wb3J0YWFsIHNoYWxsIGtleSBmb3IgaXRzIHRlc3RzIQ==",
    "PORTAL_BASE_URL": "https://portal.example",
    "PORTAL_OFFICE_PHONE": "030-1234567",
}
PERSON = {"sec-fetch-site": "same-origin"}
PAGE = "public/logged_out.html"


class Clock:
    """The real clock's place in tests: it stands still until told."""

    def __init__(self):
        self.moment = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)

    def __call__(self):
        return self.moment

    def advance(self, **span):
        self.moment += timedelta(**span)


class UnableToWaitError(UnableToError):
    is_conflict = True


@get("/mijn", guards=[requires_victim])
async def show_mine(request: HTMXRequest) -> Template:
    return show_page(
        request, PAGE, title="Mijn overzicht", fragment="components/_session.html"
    )


@get("/mijn/vraag", guards=[requires_victim], opt={BACKGROUND: True})
async def poll(request: HTMXRequest) -> Template:
    return show_page(request, PAGE, title="Mijn overzicht")


@get("/werk", guards=[requires_staff])
async def show_work(request: HTMXRequest) -> Template:
    return show_page(request, PAGE, title="Werklijst")


@get("/werk/leiding", guards=[requires_role(Role.SUPERVISOR)])
async def show_supervision(request: HTMXRequest) -> Template:
    return show_page(request, PAGE, title="Werklijst")


@post("/binnen/{who:str}")
async def submit_login(request: HTMXRequest, who: FromPath[str]) -> object:
    log_in(request, ANNA if who == "anna" else JAN)
    return go_to(request, "/mijn" if who == "anna" else "/werk")


@post("/mijn/fout/{number:int}", opt={"back": "/mijn/fout/{number}"})
async def submit_wrong(number: FromPath[int]) -> None:
    raise UnableToError("Dit nummer is te kort.", hint="Geef tien cijfers.")


@post("/mijn/bezet")
async def submit_late() -> None:
    raise UnableToWaitError("Iemand anders was eerst.")


@post("/mijn/gezegd")
async def submit_said(request: HTMXRequest) -> object:
    say(request, "Wij bellen u dinsdag.")
    return go_to(request, "/mijn")


@get("/stuk")
async def show_broken() -> None:
    raise RuntimeError("the secret of the bug")


@get("/api/v1/stuk", opt={"skip_session": True})
async def show_broken_api() -> None:
    raise RuntimeError("the secret of the bug")


@post("/api/v1/fout", opt={"exclude_from_csrf": True, "skip_session": True})
async def submit_wrong_api() -> None:
    raise UnableToError("Too short.")


HANDLERS = [
    show_mine,
    poll,
    show_work,
    show_supervision,
    submit_login,
    submit_wrong,
    submit_late,
    submit_said,
    show_broken,
    show_broken_api,
    submit_wrong_api,
]


def build_app(clock, **environment):
    settings = Settings.from_env({**ENVIRONMENT, **environment})
    return Litestar(
        route_handlers=HANDLERS,
        on_app_init=[build_web(settings, clock=clock)],
        plugins=[HTMXPlugin()],
        openapi_config=None,
        logging_config=None,
    )


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def app(clock):
    return build_app(clock)


@pytest.fixture
async def visitor(app):
    """A browser, without a database behind the app unless the test asks for one."""
    transport = httpx.ASGITransport(app=app)
    address = "https://portal.example"
    async with httpx.AsyncClient(transport=transport, base_url=address) as client:
        yield client


async def make_people():
    await make_victim(id=ANNA.victim_id)
    await make_staff(id=JAN.staff_id, name=JAN.name)


@pytest.fixture
async def person(visitor, database):
    """A browser that has looked at a page, so that it may send forms."""
    await make_people()
    await visitor.get("/inloggen")
    token = visitor.cookies["__Host-csrf"]
    visitor.headers.update({**PERSON, "x-csrftoken": token})
    return visitor
