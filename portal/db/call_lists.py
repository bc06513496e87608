"""The list of calls that may be made now, and how many there are. Hot: plain SQL."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from portal.db.call_queue import (
    MINE,
    ORDER,
    Desk,
    in_order,
    may_take,
    place_of,
    rank_of,
)
from portal.db.engine import fetch_rows
from portal.db.queue_filters import narrow
from portal.domain.calendar import end_of_day, local_date
from portal.domain.call_kinds import Priority
from portal.domain.queue_filters import EVERYTHING, QueueFilter

ROWS_SHOWN = 25
COUNTED_AT_MOST = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueCounts:
    """Each counted no further than COUNTED_AT_MOST; `held` is the desk's own call.

    `chosen` may be called and are wanted; `hidden_urgent` are not, and cannot wait.
    """

    held: UUID | None
    callable: int
    chosen: int
    hidden_urgent: int
    due_today: int
    overdue: int
    later_today: int
    unsafe: int


async def fetch_queue(
    *, desk: Desk, now: datetime, wanted: QueueFilter = EVERYTHING
) -> tuple[list[dict[str, Any]], QueueCounts]:
    """Give the first calls that the desk may take now, in order; and how many.

    One statement, for it is read more often than anything else.
    """
    _, condition, values = may_take(desk, now)
    chosen, choice = narrow(wanted, staff_id=desk.staff_id, now=now)
    counts, counted = _counts(desk, now, wanted)
    listed = _LIST.format(index=in_order(desk), condition=f"{condition} AND {chosen}")
    rows = await fetch_rows(
        f"""SELECT q.*, c.held AS "held [uuid]", c.callable, c.chosen, c.hidden_urgent,
                   c.due_today, c.overdue, c.later_today, c.unsafe
            FROM (SELECT {counts}) c
            LEFT JOIN ({listed}) q ON TRUE
            ORDER BY {ORDER.format("q")}""",  # noqa: S608 - own words
        *(*counted, *values, *choice),
    )
    numbers = QueueCounts(**{name: rows[0][name] for name in QueueCounts.__slots__})
    return [row for row in rows if row["id"] is not None], numbers


_LIST = f"""
    SELECT q.id, q.kind, q.topic, q.opened_at, q.due_at, q.is_at_risk, q.is_agreed,
           q.priority, q.earliest_at, q.attempts, v.given_names, v.infix, v.family_name,
           a.at AS last_at, a.organisation AS last_organisation,
           a.outcome AS last_outcome, a.reached AS last_reached,
           k.at AS contact_at, k.organisation AS contact_organisation,
           k.kind AS contact_kind, k.reached AS contact_reached,
           h.note AS word, s.name AS word_from, q.preferred_staff,
           count(d.id) AS decisions, count(n.served_on) AS served
    FROM (SELECT * FROM call_task t {{index}} WHERE {{condition}}
          ORDER BY {ORDER.format("t")} LIMIT {ROWS_SHOWN}) q
    JOIN victim v ON v.id = q.victim
    LEFT JOIN call_attempt a ON a.id = (
        SELECT x.id FROM call_attempt x
        WHERE x.victim = q.victim AND x.corrected_at IS NULL
          AND x.corrects IS NULL ORDER BY x.at DESC LIMIT 1)
    LEFT JOIN contact k ON k.id = (
        SELECT y.id FROM contact y WHERE y.victim = q.victim ORDER BY y.at DESC LIMIT 1)
    LEFT JOIN call_hand_over h ON h.id = q.hand_over
    LEFT JOIN staff_member s ON s.id = h.from_staff
    LEFT JOIN call_task_decision d ON d.task = q.id
         AND d.told_at IS NULL AND d.removed_at IS NULL
    LEFT JOIN decision n ON n.id = d.decision
    GROUP BY q.id, q.kind, q.topic, q.opened_at, q.due_at, q.is_at_risk, q.is_agreed,
           q.priority, q.earliest_at, q.attempts, v.given_names, v.infix, v.family_name,
           a.at, a.organisation, a.outcome, a.reached, k.at, k.organisation, k.kind,
           k.reached, h.note, s.name, q.preferred_staff"""  # noqa: S608 - own words


def _counts(desk: Desk, now: datetime, wanted: QueueFilter) -> tuple[str, list[object]]:
    """Count from the indexes alone: what colleagues hold at this moment is counted."""
    today_ends = end_of_day(local_date(now))
    place, values = place_of(desk)
    rank, ranked = rank_of(desk)
    here = f"{place} AND t.closed_as IS NULL AND"
    is_now = f"{here} t.not_before <= {{}} AND t.window_ends > {{}} {rank}"
    now_here = [*values, now, now, *ranked]
    narrowed, narrowing = _narrowed(is_now, now_here, desk, now, wanted)
    sql = f"""(SELECT t.id FROM call_task t WHERE {MINE} LIMIT 1) AS held,
        {_count(is_now)} AS callable, {narrowed},
        {_count(f"{here} t.due_at >= {{}} AND t.due_at <= {{}}")} AS due_today,
        {_count(f"{here} t.due_at < {{}}")} AS overdue,
        {_count(f"{here} t.not_before > {{}} AND t.not_before <= {{}}")}
            AS later_today,
        {_count(f"{here} t.not_before IS NULL")} AS unsafe"""  # noqa: S608 - own words
    return sql, [
        *(desk.staff_id, now),
        *(*now_here, *narrowing),
        *(*values, now, today_ends),
        *(*values, now),
        *(*values, now, today_ends),
        *values,
    ]


def _narrowed(
    is_now: str,
    now_here: list[object],
    desk: Desk,
    now: datetime,
    wanted: QueueFilter,
) -> tuple[str, list[object]]:
    """Count what is wanted, and what is urgent and left out: 0 without a choice."""
    if wanted.is_empty:
        return "0 AS chosen, 0 AS hidden_urgent", []
    chosen, choice = narrow(wanted, staff_id=desk.staff_id, now=now)
    left_out = f"{is_now} AND t.priority = {{}} AND NOT COALESCE(({chosen}), FALSE)"
    wanted_now = _count(f"{is_now} AND {chosen}")
    sql = f"{wanted_now} AS chosen, {_count(left_out)} AS hidden_urgent"
    return sql, [*now_here, *choice, *now_here, int(Priority.URGENT), *choice]


def _count(condition: str) -> str:
    return f"""(SELECT count(*) FROM (
        SELECT 1 FROM call_task t WHERE {condition} LIMIT {COUNTED_AT_MOST}) c)"""  # noqa: S608 - own words
