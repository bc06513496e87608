"""Queries for the figures about calls: set-based, one statement each."""

from datetime import datetime
from typing import Any

from portal.db.engine import fetch_row, fetch_rows
from portal.domain.call_tasks import TaskKind
from portal.domain.figure_periods import Period
from portal.domain.figures import (
    ALL_DAY,
    CONVERSATIONS,
    DAY_PARTS,
    NOT_SURELY_HER,
    TOLD_ELSEWHERE,
    TOLD_TO_WRONG_PERSON,
    WE_RANG,
    WITH_NORM,
    DayPartRow,
    IncidentKind,
    IncidentRow,
    NormRow,
    Ratio,
    Scope,
    WaitKind,
    WaitRow,
)
from portal.domain.outcomes import Outcome

_SPOKEN = sorted(it.value for it in CONVERSATIONS)
_DOUBTED = sorted(it.value for it in NOT_SURELY_HER)
_RANG = sorted(it.value for it in WE_RANG)
_KINDS = [it.value for it in WITH_NORM]
_STANDS = "a.corrected_at IS NULL AND a.corrects IS NULL"

# She was told of it in time: in this call, or in another one that said all of it.
_IN_TIME = f"""CASE WHEN EXISTS (SELECT 1 FROM call_attempt a WHERE a.task = t.id
        AND {_STANDS} AND a.outcome = ANY({{}}) AND a.at <= t.due_at)
      OR (t.closed_as = 'done' AND t.close_reason = {{}} AND t.closed_at <= t.due_at)
    THEN 1 ELSE 0 END"""  # noqa: S608 - own words
_FELL_BEFORE = """COALESCE(t.closed_as, '') = 'cancelled'
    AND t.closed_at <= t.due_at"""


async def fetch_norms(
    *, scope: Scope, period: Period, now: datetime
) -> tuple[NormRow, ...]:
    """Count the calls that were due in these days and until now, and those in time."""
    here, place = _here("t", scope)
    rows = await fetch_rows(
        f"""SELECT d.kind, d.is_at_risk, count(*) AS owed, sum(d.in_time) AS in_time
            FROM (SELECT t.kind, t.is_at_risk, t.closed_as, t.closed_at, t.due_at,
                         {_IN_TIME} AS in_time
                  FROM call_task t
                  WHERE {here} AND t.kind = ANY({{}}) AND t.due_at >= {{}}
                    AND t.due_at < {{}} AND t.due_at <= {{}}
                    AND COALESCE(t.close_reason, '') <> 'merged') d
            WHERE d.in_time = 1 OR NOT ({_FELL_BEFORE.replace("t.", "d.")})
            GROUP BY d.kind, d.is_at_risk""",  # noqa: S608 - own words
        *(_SPOKEN, TOLD_ELSEWHERE),
        *place,
        *(_KINDS, period.starts_at, period.ends_at, now),
    )
    found = [_norm(row) for row in rows]
    return tuple(
        sorted(found, key=lambda it: (WITH_NORM.index(it.kind), it.is_at_risk))
    )


def _norm(row: dict[str, Any]) -> NormRow:
    return NormRow(
        kind=TaskKind(row["kind"]),
        is_at_risk=bool(row["is_at_risk"]),
        reached=Ratio(numerator=int(row["in_time"]), denominator=row["owed"]),
    )


async def fetch_day_parts(*, scope: Scope, period: Period) -> tuple[DayPartRow, ...]:
    """Count, by part of the day, how often we rang and whom we spoke then."""
    here, place = _here("t", scope)
    counted = """count(*) AS attempts, count(DISTINCT CASE WHEN spoken = 1
        THEN victim END) AS people"""
    rows = await fetch_rows(
        f"""WITH tries AS (
              SELECT a.day_part, a.victim,
                     CASE WHEN a.outcome = ANY({{}}) THEN 1 ELSE 0 END AS spoken
              FROM call_attempt a JOIN call_task t ON t.id = a.task
              WHERE {here} AND a.organisation = {{}} AND {_STANDS}
                AND a.made_as = ANY({{}}) AND a.at >= {{}} AND a.at < {{}})
            SELECT day_part, {counted} FROM tries GROUP BY day_part
            UNION ALL SELECT '{ALL_DAY}', {counted} FROM tries""",  # noqa: S608 - own words
        _SPOKEN,
        *place,
        *(scope.organisation.value, _RANG, period.starts_at, period.ends_at),
    )
    found = {row["day_part"]: row for row in rows}
    return tuple(
        DayPartRow(
            part=part,
            attempts=Ratio(
                numerator=found[part]["attempts"], denominator=found[part]["people"]
            ),
        )
        for part in DAY_PARTS
        if part in found and found[part]["attempts"]
    )


async def fetch_waits(
    *, scope: Scope, period: Period, now: datetime
) -> tuple[WaitRow, ...]:
    """Give how long those waited who were first spoken then, and who wait still."""
    here, place = _here("t", scope)
    until = min(period.ends_at, now)
    rows = await fetch_rows(
        f"""WITH waited AS (
              SELECT '{WaitKind.REACHED}' AS kind, t.is_at_risk,
                     round(EXTRACT(EPOCH FROM f.at - t.opened_at)) AS seconds
              FROM (SELECT a.task, min(a.at) AS at FROM call_attempt a
                    WHERE {_STANDS} AND a.outcome = ANY({{}})
                      AND a.at >= {{}} AND a.at < {{}} GROUP BY a.task) f
              JOIN call_task t ON t.id = f.task
              WHERE {here} AND t.kind = ANY({{}})
                AND NOT EXISTS (SELECT 1 FROM call_attempt a WHERE a.task = t.id
                    AND {_STANDS} AND a.outcome = ANY({{}}) AND a.at < {{}})
              UNION ALL
              SELECT '{WaitKind.WAITING}', t.is_at_risk,
                     round(EXTRACT(EPOCH FROM {{}}::timestamptz - t.opened_at))
              FROM call_task t
              WHERE {here} AND t.kind = ANY({{}}) AND t.opened_at < {{}}
                AND (t.closed_at IS NULL OR t.closed_at >= {{}})
                AND NOT EXISTS (SELECT 1 FROM call_attempt a WHERE a.task = t.id
                    AND {_STANDS} AND a.outcome = ANY({{}}) AND a.at < {{}})),
            ranked AS (
              SELECT kind, is_at_risk,
                     CASE WHEN seconds < 0 THEN 0 ELSE seconds END AS seconds,
                     row_number() OVER (PARTITION BY kind, is_at_risk
                                        ORDER BY seconds) AS place,
                     count(*) OVER (PARTITION BY kind, is_at_risk) AS calls
              FROM waited)
            SELECT kind, is_at_risk, max(calls) AS calls, max(seconds) AS longest,
                   avg(CASE WHEN place IN ((calls + 1) / 2, (calls + 2) / 2)
                       THEN seconds END) AS median
            FROM ranked GROUP BY kind, is_at_risk""",  # noqa: S608 - own words
        *(_SPOKEN, period.starts_at, period.ends_at, *place, _KINDS),
        *(_SPOKEN, period.starts_at),
        *(until, *place, _KINDS, until, until, _SPOKEN, until),
    )
    found = [_wait(row) for row in rows]
    return tuple(
        sorted(found, key=lambda it: (list(WaitKind).index(it.kind), it.is_at_risk))
    )


def _wait(row: dict[str, Any]) -> WaitRow:
    return WaitRow(
        kind=WaitKind(row["kind"]),
        is_at_risk=bool(row["is_at_risk"]),
        calls=row["calls"],
        median=float(row["median"]),
        longest=float(row["longest"]),
    )


async def fetch_incidents(*, scope: Scope, period: Period) -> tuple[IncidentRow, ...]:
    """Count what reached, or nearly reached, somebody else."""
    here, place = _here("t", scope)
    row = await fetch_row(
        f"""SELECT count(*) AS attempts,
              sum(CASE WHEN {_WRONG} THEN 1 ELSE 0 END) AS wrong_person,
              sum(CASE WHEN a.corrected_at IS NULL AND a.outcome = {{}}
                  THEN 1 ELSE 0 END) AS unsafe,
              sum(CASE WHEN a.corrected_at IS NULL AND a.outcome = ANY({{}})
                  AND NOT ({_TELLS}) THEN 1 ELSE 0 END) AS somebody_else
            FROM call_attempt a JOIN call_task t ON t.id = a.task
            WHERE {here} AND a.organisation = {{}} AND a.corrects IS NULL
              AND a.at >= {{}} AND a.at < {{}}""",  # noqa: S608 - own words
        *(TOLD_TO_WRONG_PERSON, _DOUBTED, Outcome.UNSAFE.value, _DOUBTED),
        *place,
        *(scope.organisation.value, period.starts_at, period.ends_at),
    )
    attempts = row["attempts"] if row else 0
    return tuple(
        IncidentRow(
            kind=kind,
            incidents=Ratio(
                numerator=int(row[kind.value] or 0) if row else 0, denominator=attempts
            ),
        )
        for kind in IncidentKind
    )


_TELLS = "a.told LIKE '%decision_told:%'"
_WRONG = f"""(a.corrected_at IS NOT NULL AND EXISTS (SELECT 1 FROM call_attempt c
      WHERE c.task = a.task AND c.corrects = a.id AND c.next_step = {{}}))
    OR (a.corrected_at IS NULL AND a.outcome = ANY({{}}) AND {_TELLS})"""  # noqa: S608 - own words


def _here(row: str, scope: Scope) -> tuple[str, list[object]]:
    own = f"{row}.organisation = {{}}"
    if scope.location is None:
        return own, [scope.organisation.value]
    return f"{own} AND {row}.location = {{}}", [
        scope.organisation.value,
        scope.location,
    ]
