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

NEUTRAL = "https://www.buienradar.nl/"
WEATHER = {"body": "<title>Weer</title><h1>Weer</h1>", "content_type": "text/html"}
PATIENCE = 15_000
HOME = {"locale": "nl-NL", "timezone_id": "Europe/Amsterdam"}


def pytest_itemcollected(item):
    if item.path.is_relative_to(Path(__file__).parent):
        item.add_marker(pytest.mark.browser)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config, items):
    """What is said of all pages can only be said when all tests of them run."""
    for last in [it for it in items if it.name == "test_no_page_was_forgotten"]:
        beside = {it.originalname for it in items if it.module is last.module}
        if beside < {name for name in vars(last.module) if name.startswith("test_")}:
            items.remove(last)
            config.hook.pytest_deselected(items=[last])


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
def portal_on_postgres(postgres_url):
    with (
        new_postgres_database(postgres_url) as database_url,
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
