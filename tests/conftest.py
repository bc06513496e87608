"""Every test that asks for `database` runs on SQLite and on PostgreSQL.

One event loop serves all tests on an engine, for a pool belongs to its loop: the
session's `engine` keeps anyio's runner alive. The real migrations make the schema once
for each engine; before each test all rows go, by DELETE, in about a millisecond.
"""

import os
from collections.abc import AsyncIterator, Iterator

import pytest
from piccolo.apps.migrations.tables import Migration
from piccolo.table import sort_table_classes

from portal.db import piccolo_conf
from portal.db.engine import Engine, make_engine
from portal.db.engine_postgres import PostgresEngine
from portal.db.migrate import migrate
from portal.db.piccolo_app import APP_CONFIG
from tests.postgres import find_binaries, throwaway_postgres

TABLES_FROM_LEAVES = sort_table_classes(APP_CONFIG.table_classes)[::-1]
NO_POSTGRES = "PostgreSQL is not installed, nor is TEST_DATABASE_URL set."


def pytest_configure() -> None:
    os.environ["PORTAL_MODE"] = "test"


@pytest.fixture(scope="session")
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    if url := os.environ.get("TEST_DATABASE_URL"):
        yield url
    elif binaries := find_binaries():
        with throwaway_postgres(binaries) as url:
            yield url
    elif os.environ.get("CI"):
        pytest.fail(NO_POSTGRES)
    else:
        pytest.skip(NO_POSTGRES)


@pytest.fixture(scope="session", params=["sqlite", "postgres"])
def database_url(request, tmp_path_factory) -> str:
    if request.param == "postgres":
        return request.getfixturevalue("postgres_url")
    return f"sqlite:///{tmp_path_factory.mktemp('database')}/portal.sqlite"


@pytest.fixture(scope="session")
async def engine(anyio_backend, database_url) -> AsyncIterator[Engine]:
    """The engine that Piccolo, the code and started processes all use."""
    engine = make_engine(database_url)
    os.environ["PORTAL_DATABASE_URL"] = database_url
    piccolo_conf.DB = engine
    for table in (*TABLES_FROM_LEAVES, Migration):
        table._meta.db = engine  # noqa: SLF001 (Piccolo's way to choose an engine)
    await migrate()
    yield engine
    await engine.close_connection_pool()


@pytest.fixture
async def database(engine) -> Engine:
    """An empty database with the newest schema."""
    await delete_all_rows(engine)
    return engine


async def delete_all_rows(engine: Engine) -> None:
    deletes = [str(table.delete(force=True)) for table in TABLES_FROM_LEAVES]
    if isinstance(engine, PostgresEngine):
        deletes = ["; ".join(deletes)]
    async with engine.transaction():
        for delete in deletes:
            await engine.execute(delete)
