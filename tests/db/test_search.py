"""Finding people stays quick however many there are: no table is read whole."""

import json

import pytest

from portal.db import search
from portal.db.engine import database as engine_of_now
from portal.db.engine import execute, fetch_rows, transaction
from portal.db.engine_postgres import PostgresEngine
from portal.db.query_count import count_queries
from portal.db.search import fetch_matches
from portal.domain.search import read_search
from tests.builders import make_staff, worker

BIG = {"victim_name", "phone", "involvement", "incident", "case_file", "victim"}


async def plan_of(monkeypatch, text):
    """Give the words of the plan by which the database looks for it."""
    caller = worker(await make_staff(location="Utrecht"))
    explained = []

    async def explain(sql, *args):
        is_postgres = isinstance(engine_of_now(), PostgresEngine)
        how = "EXPLAIN (FORMAT JSON) " if is_postgres else "EXPLAIN QUERY PLAN "
        async with transaction():
            if is_postgres:  # a few rows are read whole whatever index there is
                await execute("SET LOCAL enable_seqscan = off")
            explained.extend(await fetch_rows(how + sql, *args))
        return []

    monkeypatch.setattr(search, "fetch_rows", explain)
    await fetch_matches(search=read_search(text), worker=caller)
    return explained


def tables_read_whole(plan):
    if "QUERY PLAN" in plan[0]:
        return set(_whole_of_postgres(json.loads(plan[0]["QUERY PLAN"])[0]["Plan"]))
    return {
        row["detail"].split()[1]
        for row in plan
        if row["detail"].startswith("SCAN") and "INDEX" not in row["detail"]
    }


def _whole_of_postgres(node):
    if node["Node Type"] == "Seq Scan":
        yield node["Relation Name"]
    for below in node.get("Plans", ()):
        yield from _whole_of_postgres(below)


@pytest.mark.parametrize(
    "text", ["vries", "de vries anna", "345678", "16-123456-26", "slo-0001", "PL0900-1"]
)
async def test_no_table_of_people_is_read_whole(database, monkeypatch, text):
    plan = await plan_of(monkeypatch, text)
    assert plan
    assert tables_read_whole(plan) & BIG == set()


async def test_who_it_is_takes_one_statement(database):
    caller = worker(await make_staff())
    with count_queries() as queries:
        await fetch_matches(search=read_search("vries"), worker=caller)
    assert len(queries) == 1
