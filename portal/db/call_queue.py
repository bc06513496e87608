"""The queue of calls: its order, and who holds which. Hot, so in plain SQL.

Each change is one conditional statement; partial unique indexes settle the rest: one
lease for a victim, for a phone line in an incident, and for a member of staff.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from portal.db.engine import execute, fetch_row, fetch_rows
from portal.db.heavy_calls import Whose, may_have_heavy
from portal.domain.calendar import end_of_day, local_date

ROWS_SHOWN = 25
COUNTED_AT_MOST = 100
RESERVED_FOR = timedelta(hours=4)
RESERVED_WHEN_AGREED = timedelta(minutes=10)

ORDER = "{0}.is_agreed DESC, {0}.priority DESC, {0}.due_at, {0}.opened_at, {0}.id"


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """Who asks for calls, and for which: a location of None is all of them."""

    staff_id: UUID
    organisation: str
    location: str | None
    takes_grave_calls: bool

    @property
    def whose(self) -> Whose:
        return Whose(
            staff_id=self.staff_id,
            organisation=self.organisation,
            location=self.location,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Lease:
    task_id: UUID
    victim_id: UUID
    token: UUID
    until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueCounts:
    """Each counted no further than COUNTED_AT_MOST; `held` is the desk's own call."""

    held: UUID | None
    callable: int
    due_today: int
    overdue: int
    later_today: int
    unsafe: int


async def take_next(
    *, desk: Desk, token: UUID, until: datetime, now: datetime, waits: bool
) -> Lease | None:
    """Take the first call in order, or give back the one that the desk holds.

    Rows that others are just taking are skipped, or waited for when `waits`. Raises
    what the unique indexes raise when another took the same victim or line meanwhile.
    """
    mine, condition, values = _may_take(desk, now)
    lock = "FOR UPDATE OF t" if waits else "FOR UPDATE OF t SKIP LOCKED"
    row = await fetch_row(
        f"""UPDATE call_task SET {_LEASED}
            WHERE id = COALESCE(
                (SELECT t.id FROM call_task t WHERE {mine} LIMIT 1 FOR UPDATE OF t),
                (SELECT t.id FROM call_task t WHERE {condition}
                 ORDER BY {ORDER.format("t")} LIMIT 1 {lock}))
            RETURNING id, victim, lease_token, lease_until""",  # noqa: S608 - own words
        *_leased(desk, token, until, now),
        *(desk.staff_id, now),
        *values,
    )
    return _lease(row)


async def take_one(
    *, task_id: UUID, desk: Desk, token: UUID, until: datetime, now: datetime
) -> Lease | None:
    """Take this call if the desk may have it now, or holds it already."""
    mine, condition, values = _may_take(desk, now)
    row = await fetch_row(
        f"""UPDATE call_task AS t SET {_LEASED}
            WHERE t.id = {{}} AND (({mine}) OR ({condition}))
            RETURNING id, victim, lease_token, lease_until""",  # noqa: S608 - own words
        *(*_leased(desk, token, until, now), task_id),
        *(desk.staff_id, now),
        *values,
    )
    return _lease(row)


async def set_lease_until(*, task_id: UUID, token: UUID, until: datetime) -> bool:
    """Lengthen a lease, also one past its end that nobody else took."""
    return bool(
        await execute(
            """UPDATE call_task SET lease_until = {}
               WHERE id = {} AND lease_token = {} AND closed_as IS NULL""",
            *(until, task_id, token),
        )
    )


async def delete_lease(*, task_id: UUID, token: UUID) -> bool:
    return bool(
        await execute(
            f"{_GIVE_BACK} WHERE id = {{}} AND lease_token = {{}}", task_id, token
        )
    )


async def delete_other_leases(*, desk: Desk, task_id: UUID) -> None:
    """Give back what this member of staff holds beside this call."""
    await execute(
        f"{_GIVE_BACK} WHERE lease_token IS NOT NULL AND lease_staff = {{}}"
        " AND id <> {}",
        *(desk.staff_id, task_id),
    )


async def delete_expired_leases(*, now: datetime) -> int:
    return await execute(
        f"{_GIVE_BACK} WHERE lease_token IS NOT NULL AND lease_until <= {{}}", now
    )


async def fetch_queue(
    *, desk: Desk, now: datetime
) -> tuple[list[dict[str, Any]], QueueCounts]:
    """Give the first calls that the desk may take now, in order; and how many.

    One statement, for it is read more often than anything else.
    """
    _, condition, values = _may_take(desk, now)
    counts, counted = _counts(desk, now)
    rows = await fetch_rows(
        f"""SELECT q.*, c.held AS "held [uuid]", c.callable, c.due_today, c.overdue,
                   c.later_today, c.unsafe
            FROM (SELECT {counts}) c
            LEFT JOIN ({_LIST.format(condition=condition)}) q ON TRUE
            ORDER BY {ORDER.format("q")}""",  # noqa: S608 - own words
        *(*counted, *values),
    )
    numbers = QueueCounts(**{name: rows[0][name] for name in QueueCounts.__slots__})
    return [row for row in rows if row["id"] is not None], numbers


# Who has it already keeps the lease; the last one stays on file when it has ended.
_IS_KEPT = "CASE WHEN lease_staff = {} AND lease_until > {} THEN"
_KEPT = f"{_IS_KEPT} lease_token ELSE {{}} END"
_LEASED = f"""lease_token = {_KEPT}, last_lease = {_KEPT},
    lease_since = {_IS_KEPT} lease_since ELSE {{}} END,
    lease_staff = {{}}, lease_until = {{}}"""

_GIVE_BACK = """UPDATE call_task
    SET lease_token = NULL, lease_staff = NULL, lease_until = NULL"""

_MINE = """t.lease_token IS NOT NULL AND t.lease_staff = {} AND t.lease_until > {}
    AND t.closed_as IS NULL"""

_LIST = f"""
    SELECT q.id, q.kind, q.topic, q.opened_at, q.due_at, q.is_at_risk, q.is_agreed,
           q.priority, q.earliest_at, q.attempts, v.given_names, v.infix, v.family_name,
           a.at AS last_at, a.organisation AS last_organisation,
           a.outcome AS last_outcome, count(d.id) AS decisions,
           count(n.served_on) AS served
    FROM (SELECT * FROM call_task t WHERE {{condition}}
          ORDER BY {ORDER.format("t")} LIMIT {ROWS_SHOWN}) q
    JOIN victim v ON v.id = q.victim
    LEFT JOIN call_attempt a ON a.id = (
        SELECT x.id FROM call_attempt x
        WHERE x.victim = q.victim AND x.corrected_at IS NULL
          AND x.corrects IS NULL ORDER BY x.at DESC LIMIT 1)
    LEFT JOIN call_task_decision d ON d.task = q.id
         AND d.told_at IS NULL AND d.removed_at IS NULL
    LEFT JOIN decision n ON n.id = d.decision
    GROUP BY q.id, q.kind, q.topic, q.opened_at, q.due_at, q.is_at_risk, q.is_agreed,
           q.priority, q.earliest_at, q.attempts, v.given_names, v.infix, v.family_name,
           a.at, a.organisation, a.outcome"""  # noqa: S608 - own words

_HELD = """SELECT h.victim FROM call_task h
    WHERE h.lease_token IS NOT NULL AND h.lease_until > {}"""

_LINES_HELD = """SELECT h.incident, h.line FROM call_task h
    WHERE h.lease_token IS NOT NULL AND h.line IS NOT NULL AND h.lease_until > {}"""


def _may_take(desk: Desk, now: datetime) -> tuple[str, str, list[object]]:
    """Say when row t is the desk's own, and when it may be taken with which values.

    A call broken off waits four hours for the one who made it, an agreed one ten
    minutes; on its last day anybody may. One kept for somebody waits until its moment.
    """
    place, values = _place(desk)
    heavy, limits = _heavy(desk, now)
    condition = f"""{place} AND t.closed_as IS NULL
        AND t.not_before <= {{}} AND t.window_ends > {{}}
        AND (t.lease_token IS NULL OR t.lease_until <= {{}})
        AND (t.preferred_staff IS NULL OR t.preferred_staff = {{}}
             OR t.due_at <= {{}} OR t.earliest_at IS NULL
             OR t.earliest_at <= CASE WHEN t.is_agreed THEN {{}}::timestamptz
                                      ELSE {{}}::timestamptz END)
        AND t.victim NOT IN ({_HELD})
        AND (t.line IS NULL OR (t.incident, t.line) NOT IN ({_LINES_HELD}))
        AND (t.reserved_until IS NULL OR t.reserved_until <= {{}}
             OR t.reserved_for = {{}})
        {heavy}"""
    values += [now, now, now, desk.staff_id, end_of_day(local_date(now))]
    values += [now - RESERVED_WHEN_AGREED, now - RESERVED_FOR, now, now]
    values += [now, desk.staff_id, *limits]
    return _MINE, condition, values


def _heavy(desk: Desk, now: datetime) -> tuple[str, list[object]]:
    if not desk.takes_grave_calls:
        return "AND NOT t.needs_experience", []
    return may_have_heavy(desk.whose, now)


def _leased(
    desk: Desk, token: UUID, until: datetime, now: datetime
) -> tuple[object, ...]:
    kept = (desk.staff_id, now)
    return (*kept, token, *kept, token, *kept, now, desk.staff_id, until)


def _place(desk: Desk) -> tuple[str, list[object]]:
    if desk.location is None:
        return "t.organisation = {}", [desk.organisation]
    return (
        "t.organisation = {} AND t.location = {}",
        [desk.organisation, desk.location],
    )


def _counts(desk: Desk, now: datetime) -> tuple[str, list[object]]:
    """Count from the indexes alone: what colleagues hold at this moment is counted."""
    today_ends = end_of_day(local_date(now))
    place, values = _place(desk)
    rank = "" if desk.takes_grave_calls else "AND NOT t.needs_experience"
    here = f"{place} AND t.closed_as IS NULL AND"
    sql = f"""(SELECT t.id FROM call_task t WHERE {_MINE} LIMIT 1) AS held,
        {_count(f"{here} t.not_before <= {{}} AND t.window_ends > {{}} {rank}")}
            AS callable,
        {_count(f"{here} t.due_at >= {{}} AND t.due_at <= {{}}")} AS due_today,
        {_count(f"{here} t.due_at < {{}}")} AS overdue,
        {_count(f"{here} t.not_before > {{}} AND t.not_before <= {{}}")}
            AS later_today,
        {_count(f"{here} t.not_before IS NULL")} AS unsafe"""  # noqa: S608 - own words
    return sql, [
        *(desk.staff_id, now),
        *(*values, now, now),
        *(*values, now, today_ends),
        *(*values, now),
        *(*values, now, today_ends),
        *values,
    ]


def _count(condition: str) -> str:
    return f"""(SELECT count(*) FROM (
        SELECT 1 FROM call_task t WHERE {condition} LIMIT {COUNTED_AT_MOST}) c)"""  # noqa: S608 - own words


def _lease(row: dict[str, Any] | None) -> Lease | None:
    if row is None:
        return None
    return Lease(
        task_id=row["id"],
        victim_id=row["victim"],
        token=row["lease_token"],
        until=row["lease_until"],
    )
