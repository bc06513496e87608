import sqlite3

import asyncpg
import pytest

from portal.db.availability import (
    UnableToUseDatabaseError,
    explain,
    is_out_of_reach,
    open_known_database,
    open_ready_database,
)
from portal.db.engine import execute, fetch_row, make_engine
from tests.databases import beside, use_engine


@pytest.mark.parametrize(
    "error",
    [
        ConnectionRefusedError(),
        TimeoutError(),
        asyncpg.CannotConnectNowError(),
        asyncpg.AdminShutdownError(),
        asyncpg.TooManyConnectionsError(),
        asyncpg.InterfaceError("the pool is closed"),
        asyncpg.ConnectionDoesNotExistError(),
    ],
    ids=lambda error: type(error).__name__,
)
def test_what_ails_the_database_is_known(error):
    assert is_out_of_reach(error)


@pytest.mark.parametrize(
    "error",
    [KeyError(), asyncpg.UniqueViolationError(), asyncpg.PostgresSyntaxError()],
    ids=lambda error: type(error).__name__,
)
def test_a_bug_of_ours_is_no_ailment(error):
    assert not is_out_of_reach(error)


async def test_a_wrong_statement_is_no_ailment(database):
    with pytest.raises(Exception, match=r"no_such_table") as raised:
        await execute("DELETE FROM no_such_table")
    assert not is_out_of_reach(raised.value)


def test_a_file_that_is_locked_or_no_database_is_an_ailment(tmp_path):
    path = tmp_path / "letter.txt"
    path.write_text("This is a letter." * 100)
    connection = sqlite3.connect(path)
    with pytest.raises(sqlite3.Error) as raised:
        connection.execute("SELECT * FROM victim")
    connection.close()
    assert is_out_of_reach(raised.value)


async def test_a_database_without_tables_is_known_but_not_ready(engine, tmp_path):
    async with beside(engine, tmp_path):
        async with open_known_database():
            assert await fetch_row("SELECT 1 AS one") == {"one": 1}
        with pytest.raises(UnableToUseDatabaseError, match="portal migrate"):
            async with open_ready_database():
                pass


async def test_one_that_is_away_is_said_in_one_line(engine, tmp_path):
    away = make_engine("postgres://nobody@127.0.0.1:1/nothing")
    use_engine(away)
    try:
        with pytest.raises(UnableToUseDatabaseError, match="PORTAL_DATABASE_URL"):
            async with open_known_database():
                pass
    finally:
        use_engine(engine)
        await away.close_connection_pool()


def test_a_reason_of_several_lines_becomes_one():
    assert "\n" not in explain(OSError("no\nroute\nto host"))
