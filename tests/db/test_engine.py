"""What Piccolo's own engines get wrong, held on both of ours."""

import asyncio
import threading
from contextvars import Context
from pathlib import Path

import asyncpg
import pytest

from portal.db.dialect import UnableToAskLikeThatError
from portal.db.engine import (
    UnableToMakeEngineError,
    execute,
    fetch_row,
    fetch_rows,
    make_engine,
    open_database,
    snapshot,
    transaction,
)
from portal.db.engine_postgres import PostgresEngine
from portal.db.engine_sqlite import SqliteEngine
from portal.db.sqlite_constraints import in_words_of_sqlite
from portal.db.transactions import UnableToCommitError, UnableToUseTransactionError
from tests.processes import run_python

SCHEMA = (
    "CREATE TABLE play (id INTEGER PRIMARY KEY, n INTEGER NOT NULL DEFAULT 0)",
    """CREATE TABLE play_child (
        id INTEGER PRIMARY KEY,
        play INTEGER NOT NULL REFERENCES play (id) DEFERRABLE INITIALLY DEFERRED
    )""",
)
INCREMENT_100_TIMES = """
import asyncio
from portal.db.engine import open_database
from tests.db.test_engine import increment

async def main():
    async with open_database():
        await asyncio.gather(*(increment(times=10) for _ in range(10)))

asyncio.run(main())
"""


class PlannedError(Exception):
    pass


@pytest.fixture
async def play(engine):
    for statement in SCHEMA:
        await engine.run_ddl(statement)
    yield engine
    await engine.run_ddl("DROP TABLE play_child")
    await engine.run_ddl("DROP TABLE play")


@pytest.fixture
async def pool_of_four(play):
    if isinstance(play, SqliteEngine):
        yield play
    else:
        engine = PostgresEngine(play.url, pool_size=4)
        yield engine
        await engine.close_connection_pool()


async def insert(number):
    await execute("INSERT INTO play (id) VALUES ({})", number)


async def fetch_ids():
    return [row["id"] for row in await fetch_rows("SELECT id FROM play ORDER BY id")]


async def increment(*, times):
    for _ in range(times):
        async with transaction():
            row = await fetch_row("SELECT n FROM play WHERE id = 1 FOR UPDATE")
            await asyncio.sleep(0)
            await execute("UPDATE play SET n = {} WHERE id = 1", row["n"] + 1)


async def test_300_cancelled_transactions_leave_nothing_locked(pool_of_four):
    engine, threads = pool_of_four, threading.active_count()

    async def work(number):
        async with engine.transaction():
            await engine.execute("INSERT INTO play (id) VALUES ({})", number)
            await asyncio.sleep(0.002)
            await engine.fetch_rows("SELECT count(*) FROM play")
        return number

    tasks = [asyncio.create_task(work(number)) for number in range(300)]
    for number, task in enumerate(tasks):
        asyncio.get_running_loop().call_later(number * 7 % 300 / 400, task.cancel)
    results = await asyncio.gather(*tasks, return_exceptions=True)

    done = {result for result in results if isinstance(result, int)}
    assert 0 < len(done) < 300
    async with asyncio.timeout(5):
        await asyncio.gather(*(work(number) for number in range(1000, 1008)))
        assert done <= set(await fetch_ids())
    assert threading.active_count() == threads


async def test_a_failing_commit_gives_its_connection_back(pool_of_four):
    async def break_a_promise(number):
        async with asyncio.timeout(5), pool_of_four.transaction():
            await pool_of_four.execute("INSERT INTO play_child VALUES ({}, 9)", number)

    for number in range(20):
        with pytest.raises(Exception, match=r"(?i)foreign key"):
            await break_a_promise(number)
    assert await fetch_rows("SELECT * FROM play_child") == []


async def test_an_error_undoes_the_transaction(play):
    async def fail():
        async with transaction():
            await insert(1)
            raise PlannedError

    with pytest.raises(PlannedError):
        await fail()
    assert await fetch_ids() == []


async def test_a_caught_error_undoes_the_nested_part_only(play):
    async def fail():
        async with transaction():
            await insert(2)
            async with transaction():
                await insert(3)
            raise PlannedError

    async with transaction():
        await insert(1)
        with pytest.raises(PlannedError):
            await fail()
        async with transaction():
            await insert(4)
    assert await fetch_ids() == [1, 4]


async def test_what_postgres_rolled_back_is_not_taken_for_committed(play):
    async def swallow_an_error():
        async with transaction():
            await insert(1)
            with pytest.raises(asyncpg.UniqueViolationError):
                await insert(1)

    if isinstance(play, PostgresEngine):  # SQLite undoes the failed statement only
        with pytest.raises(UnableToCommitError):
            await swallow_an_error()


async def test_50_tasks_that_read_and_update_lose_nothing(play):
    await insert(1)
    await asyncio.gather(*(increment(times=4) for _ in range(50)))
    assert await fetch_row("SELECT n FROM play") == {"n": 200}


async def test_processes_that_read_and_update_lose_nothing(play):
    await insert(1)
    own = 0
    others = [asyncio.create_task(run_python(INCREMENT_100_TIMES)) for _ in range(2)]
    while not all(other.done() for other in others):
        await increment(times=1)
        own += 1
    await asyncio.gather(*others)
    assert await fetch_row("SELECT n FROM play") == {"n": own + 200}


async def test_a_task_that_outlives_its_transaction_fails(play):
    ended = asyncio.Event()

    async def outlive():
        await ended.wait()
        await insert(1)

    async with transaction():
        task = asyncio.create_task(outlive())
    ended.set()
    with pytest.raises(UnableToUseTransactionError):
        await task


async def test_a_task_beside_its_transaction_fails(play):
    async with transaction():
        with pytest.raises(UnableToUseTransactionError):
            await asyncio.gather(insert(1), insert(2))


async def test_a_snapshot_sees_one_state(play):
    await insert(1)
    async with snapshot():
        assert await fetch_ids() == [1]
        await asyncio.create_task(insert(2), context=Context())
        assert await fetch_ids() == [1]
    assert await fetch_ids() == [1, 2]


async def test_a_snapshot_cannot_write(play):
    async def write():
        async with snapshot():
            await insert(1)

    with pytest.raises(Exception, match=r"(?i)read-?only"):
        await write()


async def test_a_busy_task_lets_others_run(play):
    turns = 0

    async def take_turns():
        nonlocal turns
        while True:
            turns += 1
            await asyncio.sleep(0)

    other = asyncio.create_task(take_turns())
    for _ in range(3000):
        await fetch_rows("SELECT n FROM play")
    other.cancel()
    assert turns > 1


def test_commands_use_the_engine_in_loops_of_their_own(engine):
    async def command():
        async with open_database():
            return await asyncio.gather(*(fetch_row("SELECT 1 AS n") for _ in range(3)))

    assert asyncio.run(command()) == asyncio.run(command()) == [{"n": 1}] * 3


async def test_a_snapshot_begins_outside_a_transaction(play):
    async with transaction():
        with pytest.raises(UnableToUseTransactionError):
            await snapshot().__aenter__()


@pytest.mark.parametrize(
    ("url", "path"),
    [
        ("sqlite:///var/portal.sqlite", "var/portal.sqlite"),
        ("sqlite:////srv/portal.sqlite", "/srv/portal.sqlite"),
    ],
)
def test_an_address_of_a_file_makes_sqlite(url, path):
    engine = make_engine(url)
    assert isinstance(engine, SqliteEngine)
    assert engine.path == Path(path)


@pytest.mark.parametrize("scheme", ["postgres", "postgresql"])
def test_an_address_of_a_server_makes_postgres(scheme):
    assert isinstance(make_engine(f"{scheme}://host/portal"), PostgresEngine)


@pytest.mark.parametrize("url", ["", "mysql://host/portal", "sqlite:///", "portal.db"])
def test_another_address_is_refused_in_words(url):
    with pytest.raises(UnableToMakeEngineError, match="sqlite:///"):
        make_engine(url)


async def test_the_folder_of_a_new_file_is_made(tmp_path):
    engine = make_engine(f"sqlite:///{tmp_path}/new/folder/portal.sqlite")
    assert await engine.fetch_rows("SELECT 1 AS n") == [{"n": 1}]
    await engine.close_connection_pool()


async def test_what_our_engines_do_not_offer_is_said_so(database):
    with pytest.raises(UnableToAskLikeThatError, match="by pages"):
        await database.batch()
    if isinstance(database, PostgresEngine):
        with pytest.raises(UnableToAskLikeThatError, match="event loop"):
            database.get_version_sync()


def test_sqlite_says_which_constraint_it_cannot_keep():
    ddl = 'ALTER TABLE "play" ADD CONSTRAINT "one" UNIQUE NULLS NOT DISTINCT ("n")'
    with pytest.raises(UnableToAskLikeThatError, match="NULLS NOT DISTINCT"):
        in_words_of_sqlite(ddl, columns=["n"])
