"""A test can hold a page to its number of statements."""

import asyncio

from piccolo.apps.migrations.tables import Migration

from portal.db.engine import execute, fetch_rows, transaction
from portal.db.query_count import count_queries


async def test_each_way_of_asking_counts(database):
    with count_queries() as queries:
        await fetch_rows("SELECT {}::text", "a")
        await execute("DELETE FROM demo_clock")
        await Migration.count()
        await database.run_ddl("DROP TABLE IF EXISTS play_absent")
    await fetch_rows("SELECT 1")
    assert len(queries) == 4


async def test_transactions_themselves_do_not_count(database):
    with count_queries() as queries:
        async with transaction():
            await fetch_rows("SELECT 1")
            async with transaction():
                await fetch_rows("SELECT 2")
    assert queries == ["SELECT 1", "SELECT 2"]


async def test_tasks_started_meanwhile_count(database):
    with count_queries() as queries:
        await asyncio.gather(fetch_rows("SELECT 1"), fetch_rows("SELECT 2"))
    assert len(queries) == 2
