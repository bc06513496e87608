"""Every test that asks for `database` runs on SQLite and on PostgreSQL.

One event loop serves all tests on an engine, for a pool belongs to its loop: the
session's `engine` keeps anyio's runner alive. The real migrations make the schema once
for each engine; before each test all rows go, by DELETE, in about a millisecond.
"""

import os
from collections.abc import AsyncIterator, Iterator

import pytest

from portal.db.engine import Engine, make_engine
from portal.db.migrate import migrate
from tests.chromium import CHROMIUM
from tests.databases import delete_all_rows, use_engine
from tests.postgres import find_binaries, throwaway_postgres

HAS_POSTGRES = bool(os.environ.get("TEST_DATABASE_URL") or find_binaries())
NO_POSTGRES = "PostgreSQL is not installed, nor is TEST_DATABASE_URL set"


NO_CHROMIUM = "Chromium is not installed"


def pytest_configure() -> None:
    os.environ["PORTAL_MODE"] = "test"
    if os.environ.get("TEST_DATABASE_URL") and os.environ.get("PYTEST_XDIST_WORKER"):
        raise pytest.UsageError("One TEST_DATABASE_URL is for one process: add -n 0.")
    if os.environ.get("CI") and not HAS_POSTGRES:
        raise pytest.UsageError(NO_POSTGRES)
    if os.environ.get("CI") and not CHROMIUM:
        raise pytest.UsageError(NO_CHROMIUM)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(
    config: pytest.Config, items: list[pytest.Item]
) -> None:
    """Leave out what needs what is not there; the summary says so."""
    left_out = [item for item in items if not can_run(item)]
    items[:] = [item for item in items if can_run(item)]
    config.hook.pytest_deselected(items=left_out)


def can_run(item: pytest.Item) -> bool:
    needs_postgres = "postgres_url" in getattr(item, "fixturenames", ())
    needs_chromium = item.get_closest_marker("browser") is not None
    return (HAS_POSTGRES or not needs_postgres) and (CHROMIUM or not needs_chromium)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if not HAS_POSTGRES:
        line = f"SKIPPED all tests on PostgreSQL: {NO_POSTGRES}"
        terminalreporter.write_line(line, yellow=True)
    if not CHROMIUM:
        line = f"SKIPPED all tests in a browser: {NO_CHROMIUM}"
        terminalreporter.write_line(line, yellow=True)


@pytest.fixture(scope="session")
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    if url := os.environ.get("TEST_DATABASE_URL"):
        yield url
    else:
        with throwaway_postgres(find_binaries()) as url:
            yield url


@pytest.fixture(
    scope="session", params=["sqlite", "postgres"] if HAS_POSTGRES else ["sqlite"]
)
def database_url(request, tmp_path_factory) -> str:
    if request.param == "postgres":
        return request.getfixturevalue("postgres_url")
    return f"sqlite:///{tmp_path_factory.mktemp('database')}/portal.sqlite"


@pytest.fixture(scope="session")
async def engine(anyio_backend, database_url) -> AsyncIterator[Engine]:
    """The engine that Piccolo, our code and the processes we start all use."""
    engine = make_engine(database_url)
    use_engine(engine)
    await migrate()
    yield engine
    await engine.close_connection_pool()


@pytest.fixture
async def database(engine) -> Engine:
    """An empty database with the newest schema."""
    await delete_all_rows(engine)
    return engine
