"""The schema comes whole or not at all, whoever begins first."""

import asyncio

import pytest
from piccolo.apps.migrations.tables import Migration

from portal.db.engine import execute, fetch_rows
from portal.db.migrate import is_migrated, migrate
from tests.databases import beside
from tests.processes import run_python

MIGRATE = """
import asyncio
from portal.db.engine import open_database
from portal.db.migrate import is_migrated, migrate

async def main():
    async with open_database():
        await migrate()
        assert await is_migrated()

asyncio.run(main())
"""


@pytest.fixture
async def new_database(engine, tmp_path):
    async with beside(engine, tmp_path) as other:
        yield other


async def test_three_processes_at_once_migrate_once_and_silently(new_database):
    outputs = await asyncio.gather(*(run_python(MIGRATE) for _ in range(3)))
    assert outputs == ["", "", ""]
    ran = [row["name"] for row in await fetch_rows("SELECT name FROM migration")]
    assert len(ran) == len(set(ran)) > 0


async def test_tasks_at_once_migrate_once(new_database):
    await asyncio.gather(*(migrate() for _ in range(3)))
    assert await is_migrated()


async def test_a_migration_that_dies_leaves_nothing(new_database, monkeypatch):
    def die(*_):
        raise ConnectionResetError

    monkeypatch.setattr(Migration, "insert", die)  # the tables are made by then
    with pytest.raises(ConnectionResetError):
        await migrate()
    assert not await is_migrated()
    monkeypatch.undo()
    await migrate()
    assert await is_migrated()


async def test_a_database_behind_the_newest_is_not_migrated(new_database):
    await migrate()
    await execute("""DELETE FROM migration
                     WHERE name = (SELECT max(name) FROM migration)""")
    assert not await is_migrated()
