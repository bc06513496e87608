"""Who is at risk is judged over everything, and costs no more than what there is."""

import json
import re
from datetime import date
from uuid import uuid4

import pytest

from portal.db import risks
from portal.db.engine import execute, fetch_rows
from portal.db.engine_postgres import PostgresEngine
from portal.db.query_count import count_queries
from portal.db.risks import fetch_is_at_risk
from portal.db.rows import insert_rows
from tests.builders import (
    make_case,
    make_decision,
    make_fact,
    make_incident,
    make_task,
    make_victim,
)

TODAY = date(2026, 11, 23)
REPORTS = 300


async def at_risk(victim):
    return await fetch_is_at_risk(victim_id=victim.id, today=TODAY)


async def test_who_is_in_nothing_is_not_at_risk(database):
    assert not await at_risk(await make_victim())


@pytest.mark.parametrize(
    ("incident", "fact", "decision", "person"),
    [
        ({"category": "domestic_violence"}, {}, {}, {}),
        ({}, {"article": "285b Sr"}, {}, {}),
        ({}, {}, {"grounds": "02,73"}, {}),
        ({"category": "violence"}, {}, {}, {"relation": "ex_partner"}),
        ({}, {}, {}, {"is_vulnerable": True}),
    ],
)
async def test_one_of_many_things_puts_at_risk(
    database, incident, fact, decision, person
):
    anna = await make_victim(**person)
    for _ in range(2):
        await make_case(victims=(anna,))
    report = await make_incident(victims=(anna,), **incident)
    case = await make_case(incident=report, victims=(anna,))
    await make_fact(case=case, victims=(anna,), **fact)
    await make_decision(case=case, **decision)
    assert await at_risk(anna)


async def test_what_befell_another_victim_of_the_case_does_not_count(database):
    anna, bo = await make_victim(), await make_victim()
    case = await make_case(victims=(bo,))
    await make_fact(case=case, victims=(anna,), article="285b Sr")
    assert await at_risk(anna)
    assert not await at_risk(bo)


async def test_a_call_that_was_unsafe_puts_at_risk(database):
    task = await make_task(is_at_risk=True)
    assert await fetch_is_at_risk(victim_id=task.victim, today=TODAY)


async def test_a_shop_with_many_reports_is_judged_at_the_cost_of_a_list(database):
    shop = await shop_with_many_reports()
    with count_queries() as queries:
        assert not await at_risk(shop)
    assert len(queries) == 1
    found = await fetch_rows(risks._RISKS, *[[shop.id]] * 4)  # noqa: SLF001
    assert len(found) == 3  # one category, one article, one ground
    if isinstance(database, PostgresEngine):
        await execute("ANALYZE")  # the planner knows how much there is, as in use
        widest = await most_rows_of_one_step(shop)
        assert widest < 4 * REPORTS  # each list once, and together


async def most_rows_of_one_step(victim):
    """How many rows the widest step of the plan really gave."""
    explain = f"EXPLAIN (ANALYZE, FORMAT JSON) {risks._RISKS}"  # noqa: SLF001
    [row] = await fetch_rows(explain, *[[victim.id]] * 4)
    plan = json.dumps(json.loads(row["QUERY PLAN"]))
    steps = re.findall(r'"Actual Rows": ([\d.]+), "Actual Loops": (\d+)', plan)
    assert steps
    return max(float(rows) * int(loops) for rows, loops in steps)


async def shop_with_many_reports():
    shop = await make_victim(kind="legal_person", birth_date=None)
    case = await make_case(victims=(shop,))
    await make_decision(case=case)
    incident, file, fact, decision = [
        await the_one(table) for table in ("incident", "case_file", "fact", "decision")
    ]
    copies = {"incident": [], "involvement": [], "case_file": [], "fact": []}
    copies |= {"fact_victim": [], "decision": []}
    for number in range(REPORTS):
        report, case_id, fact_id = uuid4(), uuid4(), uuid4()
        copies["incident"].append(
            incident | {"id": report, "pv_number": f"PL0900-2025{number:06}"}
        )
        copies["involvement"].append(
            {"id": uuid4(), "incident": report, "victim": shop.id}
        )
        name = {"id": case_id, "parketnummer": f"17-{number:06}-26"}
        copies["case_file"].append(file | name | {"incident": report})
        copies["fact"].append(
            fact | {"id": fact_id, "case": case_id, "reference": f"f/{number}"}
        )
        copies["fact_victim"].append(
            {"id": uuid4(), "fact": fact_id, "victim": shop.id}
        )
        copies["decision"].append(
            decision | {"id": uuid4(), "case": case_id, "arrival": 10_000 + number}
        )
    for table, rows in copies.items():
        await insert_rows(table, rows)
    return shop


async def the_one(table):
    [row] = await fetch_rows(f"SELECT * FROM {table}")  # noqa: S608 - own names
    return row
