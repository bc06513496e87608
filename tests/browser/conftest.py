"""People in front of the real demo: a browser for each, and one database for a test."""

import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.running import (
    new_postgres_database,
    restore_sqlite,
    run_portal,
    wait_for_clock,
)
from tests.chromium import run_chromium
from tests.conftest import HAS_POSTGRES, NO_POSTGRES

NEUTRAL = "https://www.buienradar.nl/"
WEATHER = {"body": "<title>Weer</title><h1>Weer</h1>", "content_type": "text/html"}
PATIENCE = 15_000
HOME = {"locale": "nl-NL", "timezone_id": "Europe/Amsterdam"}


def pytest_collection_modifyitems(items):
    here = Path(__file__).parent
    for item in items:
        if item.path.is_relative_to(here):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="package")
def chromium():
    with run_chromium() as browser:
        yield browser


@pytest.fixture(scope="package")
def demo_database(chromium, tmp_path_factory) -> Path:
    """What `portal demo` makes of the feed that we ship, made once."""
    database = tmp_path_factory.mktemp("demo") / "portal.sqlite"
    with run_portal(f"sqlite:///{database}", "demo"):
        pass
    return database


@pytest.fixture(scope="package")
def running(demo_database, tmp_path_factory):
    """One server for all tests: to start one takes longer than most of them."""
    database = tmp_path_factory.mktemp("portal") / "portal.sqlite"
    shutil.copyfile(demo_database, database)
    with run_portal(f"sqlite:///{database}", "serve") as portal:
        yield portal, database


@pytest.fixture
def portal(running, demo_database):
    """A demo as new, on Monday 23 November 2026 at ten."""
    portal, database = running
    restore_sqlite(demo_database, database)
    wait_for_clock(portal)
    return portal


@pytest.fixture
def portal_on_postgres(request):
    if not HAS_POSTGRES:
        pytest.skip(NO_POSTGRES)
    server = request.getfixturevalue("postgres_url")
    with (
        new_postgres_database(server) as database_url,
        run_portal(database_url, "demo") as running,
    ):
        yield running


@pytest.fixture
def open_browser(chromium):
    """Give somebody a browser: whatever goes wrong in its console fails the test."""
    contexts, complaints = [], []

    def open_one(portal, **options) -> Page:
        context = chromium.new_context(base_url=portal.url, **(HOME | options))
        context.set_default_timeout(PATIENCE)
        context.route(f"{NEUTRAL}**", lambda route: route.fulfill(**WEATHER))
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(f"Error: {error}"))
        return page

    yield open_one
    for context in contexts:
        context.close()
    serious = ("Content Security Policy", "Error:")
    assert [text for text in complaints if any(s in text for s in serious)] == []
