"""Today's calls as a list on paper: in their order, with how to reach each person."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from portal.db.call_queue import ORDER, Desk, place_of, rank_of
from portal.db.engine import fetch_rows
from portal.db.victims import PERSON, read_contact
from portal.domain.calendar import end_of_day, local_date
from portal.domain.call_tasks import TaskKind
from portal.domain.contacts import VictimContact

LONGEST = 150


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperCall:
    """`not_before` and `window_ends` bound when it may be called today."""

    victim_id: UUID
    kind: TaskKind
    is_at_risk: bool
    is_agreed: bool
    not_before: datetime
    window_ends: datetime
    due_at: datetime


async def fetch_calls_of_today(*, desk: Desk, now: datetime) -> list[PaperCall]:
    """Give what may be called before the day ends, one more than fits if there is."""
    place, values = place_of(desk)
    rank, ranked = rank_of(desk)
    rows = await fetch_rows(
        f"""SELECT t.victim AS victim_id, t.kind, t.is_at_risk, t.is_agreed,
                   t.not_before, t.window_ends, t.due_at
            FROM call_task t WHERE {place} AND t.closed_as IS NULL
              AND t.not_before <= {{}} AND t.window_ends > {{}} {rank}
            ORDER BY {ORDER.format("t")} LIMIT {LONGEST + 1}""",  # noqa: S608 - own words
        *(*values, end_of_day(local_date(now)), now, *ranked),
    )
    return [PaperCall(**{**row, "kind": TaskKind(row["kind"])}) for row in rows]


async def fetch_contacts_of(*, victim_ids: Sequence[UUID]) -> dict[UUID, VictimContact]:
    """Give many at once, contact data in the clear."""
    ids = list(victim_ids)
    people = await fetch_rows(f"{PERSON} WHERE id = ANY({{}})", ids)
    phones = await fetch_rows(
        "SELECT * FROM phone WHERE victim = ANY({}) ORDER BY position", ids
    )
    others = await fetch_rows(
        "SELECT * FROM representative WHERE victim = ANY({}) ORDER BY position", ids
    )
    return {
        row["id"]: read_contact(row, _of(phones, row["id"]), _of(others, row["id"]))
        for row in people
    }


def _of(rows: Sequence[Mapping[str, Any]], victim_id: UUID) -> list[dict[str, Any]]:
    return [dict(row) for row in rows if row["victim"] == victim_id]
