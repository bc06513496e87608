"""One process with several callers who take calls until none is left.

Started by the proof as `python -m tests.proofs.taker ORDERS`, with its orders as JSON;
it prints what its callers saw as one JSON object a line.
"""

import asyncio
import json
import random
import sys
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from time import monotonic
from typing import Any
from uuid import UUID

from portal.actions.calls import take_next_call
from portal.db.call_queue import Lease
from portal.db.engine import execute, fetch_row, open_database
from portal.db.query_count import count_queries
from portal.domain.staff import Organisation, Role, Worker
from tests.builders import NOW

PAUSE = 0.005


@dataclass(frozen=True, slots=True, kw_only=True)
class Orders:
    """Each seat is taken by its staff, one after another: who vanishes is followed.

    A second of the machine is `speed` seconds of the callers.
    """

    seats: list[list[str]]
    began: float
    speed: float
    vanishing: float
    seed: int

    def now(self) -> datetime:
        return NOW + timedelta(seconds=(monotonic() - self.began) * self.speed)

    def moment(self, at: datetime) -> float:
        return self.began + (at - NOW).total_seconds() / self.speed


@dataclass(slots=True, kw_only=True)
class Seat:
    orders: Orders
    staff: list[str]
    random: random.Random
    seen: list[dict[str, Any]]

    def sit_down(self) -> Worker:
        return Worker(
            staff_id=UUID(self.staff.pop()),
            name="Beller",
            organisation=Organisation.OM,
            role=Role.CALLER,
            location=None,
            is_experienced=False,
        )


async def work(seat: Seat) -> None:
    worker = seat.sit_down()
    while True:
        asked = monotonic()
        with count_queries() as queries:
            lease = await take_next_call(worker=worker, now=seat.orders.now())
        seen = {"asked": asked, "answered": monotonic(), "queries": len(queries)}
        if lease is None:
            seat.seen.append(seen)
            if await count_open() == 0:
                return
            await asyncio.sleep(PAUSE)
            continue
        seen |= {"task": str(lease.task_id), "expires": seat.orders.moment(lease.until)}
        seat.seen.append(seen)
        await asyncio.sleep(seat.random.random() * PAUSE)
        if seat.staff and seat.random.random() < seat.orders.vanishing:
            worker = seat.sit_down()
            continue
        seen["closing"] = monotonic()
        seen["is_closed"] = await close(lease, now=seat.orders.now())
        seen["closed"] = monotonic()


async def close(lease: Lease, *, now: datetime) -> bool:
    """As recording an attempt does: only who still has the lease may."""
    changed = await execute(
        "UPDATE call_task SET closed_as = 'done', closed_at = {}, lease_token = NULL,"
        " lease_staff = NULL, lease_until = NULL, close_reason = 'spoken'"
        " WHERE id = {} AND lease_token = {} AND closed_as IS NULL",
        *(now, lease.task_id, lease.token),
    )
    return changed == 1


async def count_open() -> int:
    row = await fetch_row("SELECT count(*) AS n FROM call_task WHERE closed_as IS NULL")
    return int(row["n"]) if row else 0


async def work_all(orders: Orders) -> list[dict[str, Any]]:
    seen: list[dict[str, Any]] = []
    numbers = random.Random(orders.seed)
    seats = [
        Seat(
            orders=orders,
            staff=staff,
            random=random.Random(numbers.random()),
            seen=seen,
        )
        for staff in orders.seats
    ]
    async with open_database(), asyncio.TaskGroup() as tasks:
        for seat in seats:
            tasks.create_task(work(seat))
    return seen


def to_json(orders: Orders) -> str:
    return json.dumps(asdict(orders))


def main() -> None:
    orders = Orders(**json.loads(sys.argv[1]))
    for one in asyncio.run(work_all(orders)):
        print(json.dumps(one))


if __name__ == "__main__":
    main()
