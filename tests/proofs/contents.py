"""What a database holds, without what differs from one run to the next.

Two databases that were told the same hold the same, row by row: random keys are
replaced by what people call the thing, and moments of our own clock are left out.
"""

import json
import re
from collections import Counter
from collections.abc import Callable, Collection, Mapping
from typing import Any

from portal.db.engine import fetch_rows
from tests.databases import FROM_LEAVES_TO_ROOTS

Row = Mapping[str, Any]
Names = dict[str, str]
Contents = dict[str, Counter[str]]

UUID_IN_TEXT = re.compile(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}")
LEFT_OUT = {"audit_event", "demo_clock", "web_session"}
OUR_OWN_MOMENTS = {
    "applied_at",
    "arrival",
    "closed_at",
    "created_at",
    "done_at",
    "fired_at",
    "id",
    "next_try_at",
    "queued_at",
    "received_at",
    "removed_at",
    "sent_at",
}
NOT_IN = {
    "work_item": {"opened_at"},
    "complaint": {"updated_at"},
    "reminder": {"cause"},
}

NAMED: dict[str, Callable[[Row, Names], str]] = {
    "victim": lambda row, _: row["reference"],
    "incident": lambda row, _: row["pv_number"],
    "case_file": lambda row, _: row["parketnummer"],
    "hearing": lambda row, _: row["reference"],
    "staff_member": lambda row, _: row["name"],
    "fact": lambda row, names: f"{_of(row['case'], names)} {row['reference']}",
    "decision": lambda row, names: (
        f"{_of(row['case'], names)} {row['kind']} {row['decided_at']}"
    ),
    "happening": lambda row, names: (
        f"{_of(row['case'] or row['incident'], names)} {row['code']} {row['at']}"
        f" {row['detail']}"
    ),
    "representative": lambda row, names: (
        f"{_of(row['victim'], names)} by {row['position']}"
    ),
    "phone": lambda row, names: f"{_of(row['victim'], names)} at {row['position']}",
    "call_task": lambda row, names: (
        f"{_of(row['victim'], names)} {_of(row['incident'], names)}"
        f" {row['kind']} {row['opened_at']}"
    ),
}


async def read_contents(*, without: Collection[str] = ()) -> Contents:
    tables = {table._meta.tablename: table for table in FROM_LEAVES_TO_ROOTS}  # noqa: SLF001 - Piccolo's way
    rows = {
        name: await fetch_rows(f'SELECT * FROM "{name}"')  # noqa: S608 - own names
        for name in tables
        if name not in LEFT_OUT
    }
    names: Names = {}
    for table, name_of in NAMED.items():
        names |= {str(row["id"]): f"<{name_of(row, names)}>" for row in rows[table]}
    return {
        table: Counter(_plain(table, row, names, without) for row in its_rows)
        for table, its_rows in rows.items()
    }


def differences(expected: Contents, found: Contents) -> list[str]:
    """Say what is missing and what is too much, table by table."""
    said = []
    for table, rows in expected.items():
        said += [f"{table} lacks {row}" for row in rows - found[table]]
        said += [f"{table} has besides {row}" for row in found[table] - rows]
    return said


def _plain(table: str, row: Row, names: Names, without: Collection[str]) -> str:
    skipped = OUR_OWN_MOMENTS | NOT_IN.get(table, set()) | set(without)
    return json.dumps(
        {
            column: _named(value, names)
            for column, value in row.items()
            if column not in skipped and not column.endswith("_sealed")
        },
        sort_keys=True,
    )


def _named(value: Any, names: Names) -> str | None:
    if value is None:
        return None
    return UUID_IN_TEXT.sub(lambda found: _of(found[0], names), str(value))


def _of(key: object, names: Names) -> str:
    return names.get(str(key), "<somebody>")
