"""Today's calls as a list on paper: in their order, with how to reach each person."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from portal.db.call_queue import ORDER, Desk, place_of, rank_of
from portal.db.engine import fetch_rows
from portal.domain.calendar import end_of_day, local_date
from portal.domain.call_tasks import TaskKind

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
