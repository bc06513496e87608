"""What begins beside a page is done before it leaves, and spoils it by failing."""

import asyncio

import httpx
import pytest
from litestar import Litestar, get
from litestar.plugins.htmx import HTMXPlugin, HTMXRequest
from litestar.response.base import ASGIResponse

from portal.config import Settings
from portal.web.meanwhile import meanwhile, render
from portal.web.pages import show_page
from portal.web.setup import build_web
from tests.web.conftest import ENVIRONMENT, PAGE, Clock

done: list[str] = []


async def write(word: str) -> None:
    await asyncio.sleep(0.01)
    done.append(word)


async def fail() -> None:
    await asyncio.sleep(0.01)
    raise RuntimeError("The row could not be written.")


@get("/goed")
async def show_good(request: HTMXRequest) -> ASGIResponse:
    async with meanwhile(write("row")):
        done.append("page")
        return render(request, show_page(request, PAGE, title="Goed"))


@get("/fout")
async def show_bad(request: HTMXRequest) -> ASGIResponse:
    async with meanwhile(fail()):
        return render(request, show_page(request, PAGE, title="Van Anna de Vries"))


@pytest.fixture
async def client():
    app = Litestar(
        route_handlers=[show_good, show_bad],
        on_app_init=[build_web(Settings.from_env(ENVIRONMENT), clock=Clock())],
        plugins=[HTMXPlugin()],
        openapi_config=None,
        logging_config=None,
    )
    transport = httpx.ASGITransport(app=app, raise_app_exceptions=False)
    async with httpx.AsyncClient(
        transport=transport, base_url="https://portal.example"
    ) as visitor:
        yield visitor


async def test_the_page_leaves_after_what_began_beside_it(client):
    done.clear()
    assert (await client.get("/goed")).status_code == 200
    assert done == ["page", "row"]


async def test_a_page_whose_row_could_not_be_written_is_not_shown(client):
    answer = await client.get("/fout")
    assert answer.status_code == 500
    assert "Anna" not in answer.text
    assert "content-security-policy" in answer.headers
