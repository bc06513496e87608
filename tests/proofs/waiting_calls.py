"""Calls to take, made in bulk: alone, of families on one line, with lapsed hours."""

from collections.abc import Iterator
from datetime import timedelta
from itertools import count
from typing import Any
from uuid import UUID, uuid4

from portal.db.engine import fetch_rows, transaction
from portal.db.rows import insert_rows
from tests.builders import NOW, agreed, make_task, make_victim

FAMILY = 4
KINDS = ("sepot", "decision")
_number = count(1)

Rows = dict[str, list[dict[str, Any]]]


async def make_single_calls(calls: int) -> None:
    await _insert(_family(members=1, kinds=KINDS[:1]) for _ in range(calls))


async def make_family_calls(calls: int) -> None:
    """Eight calls a family, one after another in the queue, of which one may run."""
    each = FAMILY * len(KINDS)
    await _insert(_family(members=FAMILY, kinds=KINDS) for _ in range(calls // each))


async def make_lapsed_calls(calls: int) -> None:
    """Calls that may be made now, but whose hours nobody has set anew since Friday."""
    for _ in range(calls):
        await make_task(
            victim=await make_victim(**agreed()),
            not_before=NOW - timedelta(days=3),
            window_ends=NOW - timedelta(days=2),
        )


async def make_callers(callers: int) -> list[str]:
    rows = [
        {
            "id": uuid4(),
            "name": f"Beller {number}",
            "organisation": "om",
            "role": "caller",
            "is_experienced": False,
        }
        for number in range(callers)
    ]
    async with transaction():
        await insert_rows("staff_member", rows)
    return [str(row["id"]) for row in rows]


async def fetch_holders() -> dict[str, tuple[str, str]]:
    """Give the victim and the line of every call; a line is one within an incident."""
    rows = await fetch_rows("SELECT id, victim, incident, line FROM call_task")
    return {
        str(row["id"]): (
            str(row["victim"]),
            f"{row['incident']}/{row['line']}" if row["line"] else "",
        )
        for row in rows
    }


async def _insert(families: Iterator[Rows]) -> None:
    everything: Rows = {}
    for family in families:
        for table, rows in family.items():
            everything.setdefault(table, []).extend(rows)
    async with transaction():
        for table, rows in everything.items():
            await insert_rows(table, rows)


def _family(*, members: int, kinds: tuple[str, ...]) -> Rows:
    number = next(_number)
    incident, line = uuid4(), f"line-{number}" if members > 1 else None
    victims = [_victim() for _ in range(members)]
    opened_at = NOW - timedelta(days=7) + timedelta(seconds=number)
    return {
        "victim": victims,
        "incident": [_incident(incident, number)],
        "call_task": [
            _task(victim["id"], incident, kind, line=line, opened_at=opened_at)
            for kind in kinds
            for victim in victims
        ],
    }


def _victim() -> dict[str, Any]:
    number = next(_number)
    return {
        "id": uuid4(),
        "reference": f"slo-proof-{number}",
        "kind": "person",
        "given_names": "Anna",
        "family_name": f"Vries {number}",
        "created_at": NOW - timedelta(days=100),
    }


def _incident(incident: UUID, number: int) -> dict[str, Any]:
    return {
        "id": incident,
        "pv_number": f"PL0900-2026{number:06}",
        "category": "property",
        "description": "Diefstal van een fiets.",
        "place": "Utrecht",
        "updated_at": NOW - timedelta(days=100),
    }


def _task(
    victim: UUID, incident: UUID, kind: str, *, line: str | None, opened_at: Any
) -> dict[str, Any]:
    return {
        "id": uuid4(),
        "victim": victim,
        "incident": incident,
        "kind": kind,
        "organisation": "om",
        "location": "Midden-Nederland",
        "opened_at": opened_at,
        "due_at": NOW + timedelta(hours=13),
        "not_before": NOW - timedelta(hours=1),
        "window_ends": NOW + timedelta(days=30),
        "line": line,
    }
