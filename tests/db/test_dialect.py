"""One text of SQL gives the same answer, in the same types, on both engines."""

from datetime import UTC, date, datetime, timedelta, timezone
from enum import StrEnum
from uuid import UUID, uuid4

import pytest
from piccolo import columns
from piccolo.table import Table, create_db_tables, drop_db_tables

from portal.db.dialect import for_postgres, for_sqlite, is_read
from portal.db.engine import execute, fetch_row, fetch_rows

LOCAL = timezone(timedelta(hours=1))
MOMENT = datetime(2026, 11, 23, 10, 30, 0, 250_000, tzinfo=LOCAL)


class Kind(StrEnum):
    CALL = "call"


class PlayValue(Table, tablename="play_value"):
    id = columns.UUID(primary_key=True)
    at = columns.Timestamptz(null=True)
    day = columns.Date(null=True)
    is_open = columns.Boolean(null=True)
    number = columns.Integer(null=True)
    large = columns.BigInt(null=True)
    kind = columns.Text(null=True)


@pytest.fixture
async def values(engine):
    PlayValue._meta.db = engine  # noqa: SLF001 (Piccolo's way to choose an engine)
    await create_db_tables(PlayValue)
    yield
    await drop_db_tables(PlayValue)


async def insert(**values):
    row = {"id": uuid4(), "at": MOMENT, "day": MOMENT.date(), "is_open": True}
    row |= {"number": 7, "large": 2**40, "kind": Kind.CALL, **values}
    names, places = ", ".join(row), ", ".join("{}" for _ in row)
    await execute(
        f"INSERT INTO play_value ({names}) VALUES ({places})",  # noqa: S608
        *row.values(),
    )
    return row


async def test_plain_columns_come_back_as_they_went_in(values):
    row = await insert()
    assert await fetch_rows("SELECT * FROM play_value") == [row]
    assert await PlayValue.select() == [row]


async def test_types_are_those_of_python(values):
    await insert()
    row = await fetch_row("SELECT * FROM play_value")
    assert isinstance(row["id"], UUID)
    assert row["at"].tzinfo is UTC
    assert type(row["day"]) is date
    assert row["is_open"] is True
    assert type(row["number"]) is type(row["large"]) is int


async def test_nothing_stays_nothing(values):
    row = await insert(at=None, day=None, is_open=None, number=None, kind=None)
    assert await fetch_row("SELECT * FROM play_value") == row


async def test_a_piccolo_row_is_found_by_raw_arguments(values):
    await PlayValue.insert(PlayValue(id=(key := uuid4()), at=MOMENT, day=MOMENT.date()))
    found = await fetch_rows(
        "SELECT id FROM play_value WHERE id = {} AND at = {} AND day = {}",
        key,
        MOMENT,
        MOMENT.date(),
    )
    assert found == [{"id": key}]


async def test_moments_compare_across_whole_and_broken_seconds(values):
    await insert(at=MOMENT.replace(microsecond=0))
    await insert(at=MOMENT)
    rows = await fetch_rows("SELECT at FROM play_value WHERE at < {}", MOMENT)
    assert [row["at"].microsecond for row in rows] == [0]


async def test_an_expression_is_typed_by_its_name(values):
    await insert()
    row = await fetch_row(
        """SELECT max(at) AS "at [timestamptz]", min(day) AS "day [date]",
           day > {}::date AS "is_late [boolean]", count(*) AS n
           FROM play_value GROUP BY day""",
        date(2026, 1, 1),
    )
    assert row == {"at": MOMENT, "day": MOMENT.date(), "is_late": True, "n": 1}


async def test_rows_are_found_by_a_list(values):
    first, second, third = await insert(), await insert(number=8), await insert()
    wanted = [first["id"], second["id"]]
    found = await fetch_rows("SELECT id FROM play_value WHERE id = ANY({})", wanted)
    assert {row["id"] for row in found} == set(wanted)
    left = await fetch_rows("SELECT id FROM play_value WHERE id <> ALL({})", wanted)
    assert left == [{"id": third["id"]}]
    kinds = [Kind.CALL, "other"]
    assert len(await fetch_rows("SELECT 1 FROM play_value WHERE kind = ANY({})", kinds))


async def test_execute_gives_the_number_of_rows_changed(values):
    await insert()
    await insert()
    assert await execute("UPDATE play_value SET number = {}", 9) == 2
    assert await execute("DELETE FROM play_value WHERE number = {}", 8) == 0


async def test_an_update_gives_its_rows(values):
    row = await insert()
    sql = "UPDATE play_value SET number = number + {} RETURNING id, at, number"
    expected = {"id": row["id"], "at": MOMENT, "number": 8}
    assert await fetch_rows(sql, 1) == [expected]


@pytest.mark.parametrize(
    "lock",
    ["UPDATE SKIP LOCKED", "NO KEY UPDATE", "SHARE", "KEY SHARE"],
)
async def test_rows_are_locked_only_where_that_means_something(values, lock):
    await insert()
    sql = f"SELECT number FROM play_value LIMIT {{}} FOR {lock}"  # noqa: S608
    assert await fetch_rows(sql, 1) == [{"number": 7}]


def test_braces_are_doubled_to_be_braces():
    sql = "SELECT '{{}}', {} , {}::date"
    assert for_postgres(sql) == "SELECT '{}', $1 , $2::date"
    assert for_sqlite(sql) == "SELECT '{}', ? , ?"


@pytest.mark.parametrize(
    ("sql", "expected"),
    [
        ("SELECT 1", True),
        ("\n  select 1", True),
        ("EXPLAIN QUERY PLAN SELECT 1", True),
        ("PRAGMA table_info(play)", True),
        ("PRAGMA foreign_keys = OFF", False),
        ("WITH due AS (SELECT 1) SELECT * FROM due", True),
        ("WITH due AS (SELECT 1) UPDATE play SET n = 1", False),
        ("WITH due AS (SELECT 1)\nINSERT INTO play SELECT * FROM due", False),
        ("INSERT INTO play VALUES (1) RETURNING id", False),
        ("UPDATE play SET n = 1 RETURNING n", False),
        ("SELECTED", False),
    ],
)
def test_only_what_surely_reads_goes_to_the_reader(sql, expected):
    assert is_read(sql) is expected


def test_only_sqlite_is_told_which_index_to_read():
    sql = "SELECT id FROM call_task t /* INDEXED BY queue_order */ WHERE t.id = {}"
    assert "t INDEXED BY queue_order WHERE" in for_sqlite(sql)
    assert "/* INDEXED BY queue_order */" in for_postgres(sql)


async def test_the_seconds_between_two_moments_are_the_same_on_both(database):
    row = await fetch_row(
        "SELECT round(EXTRACT(EPOCH FROM {}::timestamptz - {}::timestamptz)) AS days,"
        " round(EXTRACT(EPOCH FROM b.seen_at - b.created_at)) AS seconds"
        " FROM (SELECT {}::timestamptz AS seen_at, {}::timestamptz AS created_at) b",
        *(MOMENT, MOMENT - timedelta(days=40)),
        *(MOMENT, MOMENT + timedelta(seconds=7)),
    )
    assert (float(row["days"]), float(row["seconds"])) == (40 * 86400.0, -7.0)
