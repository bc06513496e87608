"""Sixteen callers take ten thousand calls: none twice, and hardly slower than bare SQL.

Beside each call a row is taken from a bare queue by the shortest statement that can do
it (`UPDATE … SKIP LOCKED`), in the same run and by the same callers.
"""

import asyncio
import json
from statistics import median, quantiles
from uuid import uuid4

from portal.db.engine import database, execute, transaction
from portal.db.rows import insert_rows
from tests.builders import NOW
from tests.processes import run_module
from tests.proofs.promises import Sizes, insist
from tests.proofs.stores import Place, new_store
from tests.proofs.waiting_calls import fetch_holders, make_callers, make_single_calls

PROCESSES = 2
CALLERS = 8
AT_MOST = 3.0
ENOUGH_TO_JUDGE = 1000
BARE_QUEUE = """CREATE TABLE bare_queue (id {uuid} PRIMARY KEY, due_at {moment},
    opened_at {moment}, lease_token {uuid}, lease_until {moment})"""
TYPES = {
    "postgres": {"uuid": "UUID", "moment": "TIMESTAMPTZ"},
    "sqlite": {"uuid": "TEXT", "moment": "TEXT"},
}


async def prove_claims(place: Place, sizes: Sizes) -> None:
    async with new_store(place):
        await make_single_calls(sizes.claims)
        await _make_bare_queue(place.engine, len(await fetch_holders()))
        staff = await make_callers(PROCESSES * CALLERS)
        outputs = await asyncio.gather(
            *(
                run_module("tests.proofs.claimer", json.dumps(staff[it::PROCESSES]))
                for it in range(PROCESSES)
            )
        )
        calls = [pair for text in outputs for pair in json.loads(text)["calls"]]
        bare = [pair for text in outputs for pair in json.loads(text)["bare"]]
        ratio = _judge(calls, bare, expected=len(await fetch_holders()))
    if place.engine == "postgres" and len(calls) >= ENOUGH_TO_JUDGE:
        insist(ratio <= AT_MOST, f"taking a call is {ratio:.2f} times bare SQL at p95")
    sizes.tell(
        f"claims, {place.engine}: {len(calls)} calls taken by {PROCESSES}x{CALLERS}"
        f" callers, none twice; {_figures(calls)}, a bare queue {_figures(bare)}:"
        f" {ratio:.2f} times at p95 (at most {AT_MOST:.0f} on postgres)"
    )


async def _make_bare_queue(engine: str, rows: int) -> None:
    await database().run_ddl(BARE_QUEUE.format(**TYPES[engine]))
    await database().run_ddl(
        "CREATE INDEX bare_order ON bare_queue (due_at, opened_at, id)"
        " WHERE lease_token IS NULL"
    )
    async with transaction():
        await insert_rows(
            "bare_queue",
            [{"id": uuid4(), "due_at": NOW, "opened_at": NOW} for _ in range(rows)],
        )
    await execute("ANALYZE")


def _judge(
    calls: list[tuple[str, float]], bare: list[tuple[str, float]], *, expected: int
) -> float:
    for what, taken in (("calls", calls), ("rows of the bare queue", bare)):
        ids = {taken_id for taken_id, _ in taken}
        insist(len(ids) == len(taken), f"{len(taken) - len(ids)} {what} taken twice")
    insist(len(calls) == expected, f"{len(calls)} of {expected} calls were taken")
    return _p95(calls) / _p95(bare)


def _figures(taken: list[tuple[str, float]]) -> str:
    middle = median(seconds for _, seconds in taken)
    return f"median {middle * 1000:.1f} ms, p95 {_p95(taken) * 1000:.1f} ms"


def _p95(taken: list[tuple[str, float]]) -> float:
    return quantiles((seconds for _, seconds in taken), n=20)[-1]
