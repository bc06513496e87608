"""Many callers at once, in two processes: every call exactly once, none forgotten."""

import asyncio
import json
from uuid import UUID, uuid4

from portal.actions.calls import take_next_call
from portal.db.rows import insert_rows
from portal.domain.staff import Organisation, Role, Worker
from tests.builders import CLOSES, NOW, make_incident, make_staff, make_victim
from tests.calling import close
from tests.processes import run_python

CALLS = 500
LINES = 50
CALLERS_IN_A_PROCESS = 8

TAKE_UNTIL_NONE = """
import asyncio, json
from portal.db.engine import open_database
from tests.actions.test_calls_at_once import take_all

async def main():
    async with open_database():
        print(json.dumps(await take_all({staff})))

asyncio.run(main())
"""


async def take_all(staff_ids: list[str]) -> list[str]:
    """Let these callers take calls, and close them, until there is nothing to do."""
    taken = await asyncio.gather(*map(take_until_none, staff_ids))
    return [task for each in taken for task in each]


async def take_until_none(staff_id: str) -> list[str]:
    caller = Worker(
        staff_id=UUID(staff_id),
        name="Beller",
        organisation=Organisation.OM,
        role=Role.CALLER,
        location=None,
        is_experienced=True,
    )
    taken = []
    while lease := await take_next_call(worker=caller, now=NOW):
        taken.append(str(lease.task_id))
        await close(lease)
    return taken


async def test_two_processes_of_eight_callers_take_every_call_once(database):
    tasks = await make_calls()
    callers = [str((await make_staff()).id) for _ in range(2 * CALLERS_IN_A_PROCESS)]
    answers = await asyncio.gather(
        run_python(script_for(callers[:CALLERS_IN_A_PROCESS])),
        run_python(script_for(callers[CALLERS_IN_A_PROCESS:])),
    )
    taken = [task for answer in answers for task in json.loads(answer)]
    assert sorted(taken) == sorted(tasks)


async def test_sixteen_callers_in_one_process_take_every_call_once(database):
    tasks = await make_calls()
    callers = [str((await make_staff()).id) for _ in range(16)]
    assert sorted(await take_all(callers)) == sorted(tasks)


def script_for(staff_ids: list[str]) -> str:
    return TAKE_UNTIL_NONE.replace("{staff}", json.dumps(staff_ids))


async def make_calls() -> list[str]:
    """Calls of two kinds for each victim, some of them on one phone line."""
    incident = await make_incident()
    victims = [(await make_victim(phones=[])).id for _ in range(CALLS // 2)]
    rows = [
        call_row(victim=victim, incident=incident.id, kind=kind, line=number % LINES)
        for number, victim in enumerate(victims)
        for kind in ("sepot", "callback")
    ]
    await insert_rows("call_task", rows)
    return [str(row["id"]) for row in rows]


def call_row(
    *, victim: UUID, incident: UUID, kind: str, line: int
) -> dict[str, object]:
    return {
        "id": uuid4(),
        "victim": victim,
        "incident": incident,
        "kind": kind,
        "organisation": "om",
        "location": "Midden-Nederland",
        "topic": "",
        "opened_at": NOW,
        "due_at": NOW,
        "is_at_risk": False,
        "needs_experience": False,
        "is_agreed": False,
        "not_before": NOW,
        "window_ends": CLOSES,
        "line": f"line {line}",
        "attempts": 0,
    }
