"""Queries for what a supervisor watches: counted, and listed a page at a time."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from portal.db.call_queue import ORDER
from portal.db.dossiers import read_name
from portal.db.engine import fetch_row, fetch_rows
from portal.domain.calendar import end_of_day, local_date
from portal.domain.staff import Worker
from portal.domain.supervision import (
    NEVER_TRIED_AFTER,
    TOO_LONG_HELD,
    Covered,
    MovableCall,
    Watch,
)

PAGE = 50

Condition = tuple[str, list[object]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """Where somebody calls, and where somebody experienced does."""

    any_caller: Covered
    experienced: Covered


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchedCall:
    """One row of a list; `holder` has it in hand, `keeper` has it kept for her."""

    call: MovableCall
    name: str
    kind: str
    is_at_risk: bool
    attempts: int
    opened_at: datetime
    due_at: datetime
    waits_for: str | None
    paused_until: datetime | None
    lease_since: datetime | None
    reserved_until: datetime | None
    incident_id: UUID
    holder: str | None
    keeper: str | None

    @property
    def victim_id(self) -> UUID:
        return self.call.victim_id


async def fetch_watch_counts(
    *, worker: Worker, coverage: Coverage, now: datetime
) -> dict[Watch, int]:
    """Count every list in one statement, each from its own index where there is one."""
    counts, values = [], list[object]()
    for watch in Watch:
        condition, needed = watched(watch, worker=worker, coverage=coverage, now=now)
        counts.append(
            f"(SELECT count(*) FROM call_task t WHERE {condition}) AS {watch.value}"  # noqa: S608 - own words
        )
        values += needed
    row = await fetch_row(f"SELECT {', '.join(counts)}", *values)
    return {watch: row[watch.value] if row else 0 for watch in Watch}


async def fetch_watched_calls(
    *, watch: Watch, worker: Worker, coverage: Coverage, now: datetime, page: int
) -> list[WatchedCall]:
    """Give a page in the order of the queue, and one more when there is a next page."""
    condition, values = watched(watch, worker=worker, coverage=coverage, now=now)
    rows = await fetch_rows(
        f"""SELECT {_ROW} FROM call_task t {_PEOPLE} WHERE {condition}
            ORDER BY {ORDER.format("t")} LIMIT {{}} OFFSET {{}}""",  # noqa: S608 - own words
        *values,
        *(PAGE + 1, (page - 1) * PAGE),
    )
    return [_read(row) for row in rows]


async def fetch_watched_call(*, task_id: UUID, worker: Worker) -> WatchedCall | None:
    """Give one open call of this supervisor's own."""
    here, values = _here(worker)
    rows = await fetch_rows(
        f"SELECT {_ROW} FROM call_task t {_PEOPLE} WHERE {here} AND t.id = {{}}",  # noqa: S608 - own words
        *values,
        task_id,
    )
    return _read(rows[0]) if rows else None


def watched(
    watch: Watch, *, worker: Worker, coverage: Coverage, now: datetime
) -> Condition:
    """Say when row t is on this list."""
    here, values = _here(worker)
    more, needed = _CONDITIONS[watch](now, coverage)
    return f"{here} AND {more}", [*values, *needed]


def _here(worker: Worker) -> Condition:
    own = "t.organisation = {} AND t.closed_as IS NULL"
    if worker.location is None:
        return own, [worker.organisation.value]
    return f"{own} AND t.location = {{}}", [worker.organisation.value, worker.location]


_REACHED = """EXISTS (SELECT 1 FROM call_attempt a WHERE a.task = t.id AND a.reached
    AND a.corrected_at IS NULL AND a.corrects IS NULL)"""
_OF_TASK = "SELECT d.decision FROM call_task_decision d WHERE d.task = t.id"
_KNOWN = f"""EXISTS (SELECT 1 FROM knowledge k WHERE k.victim = t.victim
    AND k.withdrawn_at IS NULL AND k.decision IN ({_OF_TASK}))"""  # noqa: S608 - own words
_WRITTEN = f"""EXISTS (SELECT 1 FROM notification n WHERE n.victim = t.victim
    AND n.state = 'sent' AND (n.task = t.id OR n.decision IN ({_OF_TASK})))"""  # noqa: S608 - own words
_TRIES = """(SELECT count(*) FROM call_attempt a WHERE a.task = t.id
    AND a.corrected_at IS NULL AND a.corrects IS NULL)"""


def _not_heard(now: datetime, _: Coverage) -> Condition:
    sql = f"""t.not_heard_on <= {{}}
        AND NOT {_REACHED} AND NOT {_KNOWN} AND NOT {_WRITTEN}"""
    return sql, [local_date(now)]


def _overdue(now: datetime, _: Coverage) -> Condition:
    return "t.due_at < {}", [now]


def _never_tried(now: datetime, _: Coverage) -> Condition:
    """An agreed call that was not made is overdue, and no news before."""
    sql = f"""t.attempts = 0 AND t.opened_at <= {{}} AND NOT t.is_agreed
        AND {_TRIES} = 0"""
    return sql, [now - NEVER_TRIED_AFTER]


def _stuck(_now: datetime, _: Coverage) -> Condition:
    """Whatever was tried left a mark: only those are counted one by one."""
    return (
        f"""(t.attempts > 0 OR t.earliest_at IS NOT NULL OR t.waits_for IS NOT NULL)
        AND {_TRIES} >= 3""",
        [],
    )


def _unassigned(_now: datetime, coverage: Coverage) -> Condition:
    """Who calls heavy calls calls the others too."""
    if coverage.experienced.everywhere:
        return "1 = 0", []
    without = "t.location <> ALL({})"
    grave = f"(t.needs_experience AND {without})"
    there = [sorted(coverage.experienced.locations)]
    if coverage.any_caller.everywhere:
        return grave, list(there)
    anybody = [sorted(coverage.any_caller.locations)]
    return f"({without} OR {grave})", [*anybody, *there]


def _held_long(now: datetime, _: Coverage) -> Condition:
    return (
        "t.lease_token IS NOT NULL AND t.lease_until > {} AND t.lease_since <= {}",
        [now, now - TOO_LONG_HELD],
    )


def _today(now: datetime, _: Coverage) -> Condition:
    return "t.due_at <= {}", [end_of_day(local_date(now))]


def _tomorrow(now: datetime, _: Coverage) -> Condition:
    return _due_on(now, 1)


def _day_after(now: datetime, _: Coverage) -> Condition:
    return _due_on(now, 2)


def _due_on(now: datetime, offset: int) -> Condition:
    today = local_date(now)
    days = (today + timedelta(days=offset - 1), today + timedelta(days=offset))
    return "t.due_at > {} AND t.due_at <= {}", [end_of_day(day) for day in days]


_CONDITIONS = {
    Watch.NOT_HEARD: _not_heard,
    Watch.OVERDUE: _overdue,
    Watch.NEVER_TRIED: _never_tried,
    Watch.STUCK: _stuck,
    Watch.UNASSIGNED: _unassigned,
    Watch.HELD_LONG: _held_long,
    Watch.TODAY: _today,
    Watch.TOMORROW: _tomorrow,
    Watch.DAY_AFTER: _day_after,
}

MOVABLE = """t.id, t.victim AS victim_id, t.location, t.priority, t.needs_experience,
    t.due_at, t.lease_staff, t.lease_until, t.reserved_for"""
_ROW = f"""{MOVABLE}, t.kind, t.is_at_risk, t.attempts, t.opened_at,
    t.waits_for, t.paused_until, t.lease_since, t.reserved_until,
    t.incident AS incident_id,
    v.given_names, v.infix, v.family_name, h.name AS holder, k.name AS keeper"""
_PEOPLE = """JOIN victim v ON v.id = t.victim
    LEFT JOIN staff_member h ON h.id = t.lease_staff
    LEFT JOIN staff_member k ON k.id = t.reserved_for"""


def read_movable(row: dict[str, Any]) -> MovableCall:
    return MovableCall(**{name: row[name] for name in MovableCall.__slots__})


def _read(row: dict[str, Any]) -> WatchedCall:
    same = {name: row[name] for name in WatchedCall.__slots__ if name in row}
    return WatchedCall(
        **same,
        call=read_movable(row),
        name=read_name(row),
    )
