"""The queue of calls: its order, and who holds which. Hot, so in plain SQL.

Each change is one conditional statement; partial unique indexes settle the rest: one
lease for a victim, for a phone line in an incident, and for a member of staff.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from portal.db.engine import execute, fetch_row
from portal.db.heavy_calls import Whose, may_have_heavy
from portal.db.queue_filters import narrow
from portal.domain.calendar import end_of_day, local_date
from portal.domain.incoming_contacts import Manner
from portal.domain.queue_filters import EVERYTHING, QueueFilter

RESERVED_FOR = timedelta(hours=4)
RESERVED_WHEN_AGREED = timedelta(minutes=10)

ORDER = "{0}.is_agreed DESC, {0}.priority DESC, {0}.due_at, {0}.opened_at, {0}.id"


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """Who asks for calls, and for which: a location of None is all of them.

    Where `grave_is_covered_at` somebody else makes the heavy ones.
    """

    staff_id: UUID
    organisation: str
    location: str | None
    takes_grave_calls: bool
    grave_is_covered_at: frozenset[str] = frozenset()

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


async def take_next(
    *,
    desk: Desk,
    token: UUID,
    until: datetime,
    now: datetime,
    waits: bool,
    wanted: QueueFilter = EVERYTHING,
) -> Lease | None:
    """Take the first wanted call in order, or give back the one that the desk holds.

    Rows that others are just taking are skipped, or waited for when `waits`. Raises
    what the unique indexes raise when another took the same victim or line meanwhile.
    """
    mine, condition, values = may_take(desk, now)
    chosen, choice = narrow(wanted, staff_id=desk.staff_id, now=now)
    lock = "FOR UPDATE OF t" if waits else "FOR UPDATE OF t SKIP LOCKED"
    row = await fetch_row(
        f"""UPDATE call_task SET {_LEASED}
            WHERE id = COALESCE(
                (SELECT t.id FROM call_task t WHERE {mine} LIMIT 1 FOR UPDATE OF t),
                (SELECT t.id FROM call_task t {in_order(desk)}
                 WHERE {condition} AND {chosen}
                 ORDER BY {ORDER.format("t")} LIMIT 1 {lock}))
            RETURNING id, victim, lease_token, lease_until""",  # noqa: S608 - own words
        *_leased(desk, token, until, now),
        *(desk.staff_id, now),
        *(*values, *choice),
    )
    return _lease(row)


async def take_one(
    *,
    task_id: UUID,
    desk: Desk,
    token: UUID,
    until: datetime,
    now: datetime,
    manner: Manner = Manner.DIALLED,
) -> Lease | None:
    """Take this call if the desk may have it now, or holds it already.

    One that we do not dial now may be taken at any hour, guarded or not.
    """
    mine, condition, values = _may_take_as(manner, desk, now)
    row = await fetch_row(
        f"""UPDATE call_task AS t SET {_LEASED}
            WHERE t.id = {{}} AND (({mine}) OR ({condition}))
            RETURNING id, victim, lease_token, lease_until""",  # noqa: S608 - own words
        *(*_leased(desk, token, until, now, manner), task_id),
        *(desk.staff_id, now),
        *values,
    )
    return _lease(row)


async def set_lease_until(*, task_id: UUID, token: UUID, until: datetime) -> bool:
    """Lengthen a lease, also past its end; not of a call that is unsafe by now."""
    return bool(
        await execute(
            """UPDATE call_task SET lease_until = {}
               WHERE id = {} AND lease_token = {} AND closed_as IS NULL
                 AND COALESCE(waits_for, '') <> 'unsafe'""",
            *(until, task_id, token),
        )
    )


async def delete_lease(*, task_id: UUID, token: UUID) -> UUID | None:
    """Give whose call it was; None where the lease was over already."""
    row = await fetch_row(
        f"{_GIVE_BACK} WHERE id = {{}} AND lease_token = {{}} RETURNING victim",
        *(task_id, token),
    )
    return row["victim"] if row else None


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


# Who has it already keeps the lease; the last one stays on file when it has ended.
_IS_KEPT = "CASE WHEN lease_staff = {} AND lease_until > {} THEN"
_KEPT = f"{_IS_KEPT} lease_token ELSE {{}} END"
_LEASED = f"""lease_token = {_KEPT}, last_lease = {_KEPT},
    lease_since = {_IS_KEPT} lease_since ELSE {{}} END,
    taken_as = CASE WHEN lease_staff = {{}} AND lease_until > {{}}
        AND {{}}::text = '' THEN taken_as ELSE {{}} END,
    lease_staff = {{}}, lease_until = {{}}"""

_GIVE_BACK = """UPDATE call_task
    SET lease_token = NULL, lease_staff = NULL, lease_until = NULL"""

MINE = """t.lease_token IS NOT NULL AND t.lease_staff = {} AND t.lease_until > {}
    AND t.closed_as IS NULL"""

_HELD = """SELECT h.victim FROM call_task h
    WHERE h.lease_token IS NOT NULL AND h.lease_until > {}"""

_LINES_HELD = """SELECT h.incident, h.line FROM call_task h
    WHERE h.lease_token IS NOT NULL AND h.line IS NOT NULL AND h.lease_until > {}"""


def may_take(desk: Desk, now: datetime) -> tuple[str, str, list[object]]:
    """Say when row t is the desk's own, and when it may be taken with which values.

    A call broken off waits four hours for the one who made it, an agreed one ten
    minutes; on its last day anybody may. One kept for somebody waits until its moment.
    """
    place, values = place_of(desk)
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
    return MINE, condition, values


def _heavy(desk: Desk, now: datetime) -> tuple[str, list[object]]:
    rank, values = rank_of(desk)
    if not desk.takes_grave_calls:
        return rank, values
    limits, more = may_have_heavy(desk.whose, now)
    return f"{rank} {limits}", [*values, *more]


def rank_of(desk: Desk) -> tuple[str, list[object]]:
    """Leave out the heavy calls that are for others, whatever else holds."""
    if not desk.takes_grave_calls:
        return "AND NOT t.needs_experience", []
    if not desk.grave_is_covered_at:
        return "", []
    covered = sorted(desk.grave_is_covered_at)
    return "AND (NOT t.needs_experience OR t.location <> ALL({}))", [covered]


def _may_take_as(
    manner: Manner, desk: Desk, now: datetime
) -> tuple[str, str, list[object]]:
    """What was made on paper was made by somebody who may make such calls."""
    if manner is Manner.DIALLED:
        return may_take(desk, now)
    mine, condition, values = _may_take_anyway(desk, now)
    if manner is Manner.ON_PAPER and not desk.takes_grave_calls:
        condition += " AND NOT t.needs_experience"
    return mine, condition, values


def _may_take_anyway(desk: Desk, now: datetime) -> tuple[str, str, list[object]]:
    """Whoever comes to us is not sent away; a colleague's call is left alone."""
    place, values = place_of(desk)
    condition = f"""{place} AND t.closed_as IS NULL
        AND (t.lease_token IS NULL OR t.lease_until <= {{}})
        AND t.victim NOT IN ({_HELD})
        AND (t.line IS NULL OR (t.incident, t.line) NOT IN ({_LINES_HELD}))"""
    return MINE, condition, [*values, now, now, now]


def _leased(
    desk: Desk,
    token: UUID,
    until: datetime,
    now: datetime,
    manner: Manner = Manner.DIALLED,
) -> tuple[object, ...]:
    kept, how = (desk.staff_id, now), manner.value
    leases = (*kept, token, *kept, token, *kept, now)
    return (*leases, *kept, how, how, desk.staff_id, until)


def in_order(desk: Desk) -> str:
    """Name the index that has the calls of this desk in their order, for SQLite."""
    name = "queue_order" if desk.location is None else "queue_order_here"
    return f"/* INDEXED BY {name} */"


def place_of(desk: Desk) -> tuple[str, list[object]]:
    if desk.location is None:
        return "t.organisation = {}", [desk.organisation]
    return (
        "t.organisation = {} AND t.location = {}",
        [desk.organisation, desk.location],
    )


def _lease(row: dict[str, Any] | None) -> Lease | None:
    if row is None:
        return None
    return Lease(
        task_id=row["id"],
        victim_id=row["victim"],
        token=row["lease_token"],
        until=row["lease_until"],
    )
