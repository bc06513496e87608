"""One process with several callers who take calls, and rows of a bare queue in turn.

Started by the proof as `python -m tests.proofs.claimer STAFF`, with its callers' ids as
JSON; it prints what each took and how long that took as one JSON object.
"""

import asyncio
import json
import sys
from dataclasses import dataclass, field
from time import perf_counter
from uuid import UUID, uuid4

from portal.actions.calls import take_next_call
from portal.db.engine import execute, fetch_row, open_database
from portal.domain.staff import Organisation, Role, Worker
from tests.builders import NOW
from tests.proofs.taker import close

BARE = """UPDATE bare_queue SET lease_token = {}, lease_until = {}
    WHERE id = (SELECT id FROM bare_queue WHERE lease_token IS NULL
                ORDER BY due_at, opened_at, id LIMIT 1 FOR UPDATE SKIP LOCKED)
    RETURNING id"""


@dataclass(slots=True)
class Taken:
    """`seconds` of each taking, in the order of `ids`."""

    ids: list[str] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)

    def note(self, taken: UUID, began: float) -> None:
        self.seconds.append(perf_counter() - began)
        self.ids.append(str(taken))


async def claim(worker: Worker, calls: Taken, bare: Taken) -> None:
    """Take one of each in turn, so that both meet the same crowd."""
    while True:
        began = perf_counter()
        lease = await take_next_call(worker=worker, now=NOW)
        if lease is None:
            return
        calls.note(lease.task_id, began)
        await close(lease, now=NOW)
        began = perf_counter()
        row = await fetch_row(BARE, uuid4(), NOW)
        if row is not None:
            bare.note(row["id"], began)
            await execute("DELETE FROM bare_queue WHERE id = {}", row["id"])


async def claim_all(staff: list[str]) -> dict[str, list[list[object]]]:
    calls, bare = Taken(), Taken()
    async with open_database(), asyncio.TaskGroup() as tasks:
        for staff_id in staff:
            tasks.create_task(claim(_sit_down(staff_id), calls, bare))
    return {"calls": _pairs(calls), "bare": _pairs(bare)}


def _sit_down(staff_id: str) -> Worker:
    return Worker(
        staff_id=UUID(staff_id),
        name="Beller",
        organisation=Organisation.OM,
        role=Role.CALLER,
        location=None,
        is_experienced=False,
    )


def _pairs(taken: Taken) -> list[list[object]]:
    return [list(pair) for pair in zip(taken.ids, taken.seconds, strict=True)]


if __name__ == "__main__":
    print(json.dumps(asyncio.run(claim_all(json.loads(sys.argv[1])))))
