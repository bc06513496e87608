"""Queries for the figures about decisions: letters in time, and complaints."""

from collections.abc import Sequence

from portal.db.engine import fetch_row, fetch_rows
from portal.domain.cases import DecisionKind
from portal.domain.figure_periods import Period
from portal.domain.figures import (
    DUPLICATE_GROUND,
    ComplaintRow,
    LetterDay,
    Ratio,
    Scope,
)
from portal.domain.notifications import TELLS_DECISION

_MESSAGES = sorted(it.value for it in TELLS_DECISION)
_DAY = "({}::date, {}::timestamptz, {}::timestamptz, {}::date, {}::timestamptz)"

# Norms count from the earlier of the decision's day and that of its event (design 4.9).
_DUE = """
early AS MATERIALIZED (
  SELECT d.id, d."case", d.decided_on, d.decided_at
  FROM decision d LEFT JOIN day y ON y.day = d.decided_on
  WHERE d.decided_at < y.starts_at
     OR (d.decided_on > {} AND d.decided_at < {})),
due AS (
  SELECT d.id, d."case", d.decided_on, x.limit_on, x.limit_at
  FROM day x JOIN decision d ON d.decided_on = x.day
  WHERE d.decided_at >= x.starts_at
  UNION ALL
  SELECT d.id, d."case", d.decided_on, x.limit_on, x.limit_at
  FROM early d JOIN day x
    ON d.decided_at >= x.starts_at AND d.decided_at < x.next_at)"""

# Whoever had to be called about it, or was to be written to without a call.
_OWED = """
owed AS (
  SELECT due.id AS decision, t.victim, due."case", due.decided_on, due.limit_on,
         due.limit_at
  FROM due JOIN call_task_decision l ON l.decision = due.id
  JOIN call_task t ON t.id = l.task
  WHERE NOT l.tells_revision
    AND (l.removed_at IS NULL OR l.removed_at > due.limit_at)
    AND NOT (COALESCE(t.closed_as, '') = 'cancelled' AND t.closed_at <= due.limit_at)
  UNION
  SELECT due.id, n.victim, due."case", due.decided_on, due.limit_on, due.limit_at
  FROM due JOIN notification n ON n.decision = due.id
  WHERE n.message = ANY({}) AND n.state <> 'cancelled')"""


async def fetch_letters(*, scope: Scope, days: Sequence[LetterDay]) -> Ratio:
    """Count what was to be told of decisions in writing, and what left in time.

    Not what somebody has complained of by then: the court told us that she knows.
    """
    if not days:
        return Ratio(numerator=0, denominator=0)
    here = "" if scope.location is None else "AND c.location = {}"
    row = await fetch_row(
        f"""WITH day (day, starts_at, next_at, limit_on, limit_at) AS
              (VALUES {", ".join([_DAY] * len(days))}), {_DUE}, {_OWED}
            SELECT count(*) AS owed,
              sum(CASE WHEN EXISTS (SELECT 1 FROM notification n
                  WHERE n.victim = o.victim AND n.decision = o.decision
                    AND n.message = ANY({{}}) AND n.state = 'sent'
                    AND n.sent_at <= o.limit_at) THEN 1 ELSE 0 END) AS written
            FROM owed o JOIN case_file c ON c.id = o."case"
            WHERE NOT EXISTS (SELECT 1 FROM complaint k
                WHERE k.victim = o.victim AND k."case" = o."case"
                  AND k.received_on >= o.decided_on AND k.received_on <= o.limit_on)
            {here}""",  # noqa: S608 - own words
        *(value for it in days for value in _values(it)),
        *(days[-1].day, days[-1].next_at),
        *(_MESSAGES, _MESSAGES),
        *([] if scope.location is None else [scope.location]),
    )
    return Ratio(
        numerator=int(row["written"] or 0) if row else 0,
        denominator=row["owed"] if row else 0,
    )


def _values(day: LetterDay) -> tuple[object, ...]:
    return (day.day, day.starts_at, day.next_at, day.limit, day.limit_at)


# One sepot for one victim, by the facts that name her; entered twice is none.
_SEPOTS = """
SELECT DISTINCT d.id, d."case", d.decided_on, d.decided_at, d.arrival, fv.victim
FROM decision d JOIN fact f ON f."case" = d."case"
JOIN fact_victim fv ON fv.fact = f.id
WHERE d.kind = {} AND d.grounds <> {} AND d.decided_on >= {} AND d.decided_on <= {}
  AND (d.fact_references IS NULL OR d.fact_references <>
       replace(d.fact_references, '"' || f.reference || '"', ''))"""
_NEWER = """EXISTS (SELECT 1 FROM decision o WHERE o."case" = s."case"
  AND o.kind = {} AND o.grounds <> {} AND o.decided_on <= k.received_on
  AND (o.decided_at, o.arrival) > (s.decided_at, s.arrival))"""
# Told in a conversation, and not only after she had complained.
_CALLED = """EXISTS (SELECT 1 FROM knowledge w WHERE w.victim = s.victim
  AND w.decision = s.id AND w.attempt IS NOT NULL AND w.withdrawn_at IS NULL
  AND (k.received_on IS NULL OR w.known_on <= k.received_on))"""


async def fetch_complaints(*, period: Period) -> tuple[ComplaintRow, ...]:
    """Count the sepots of these days and what the court got about them until now.

    Of the whole country and by nothing else: there is no figure per caller or place.
    """
    sepot = (DecisionKind.SEPOT.value, DUPLICATE_GROUND)
    rows = await fetch_rows(
        f"""SELECT q.called, count(*) AS sepots, sum(q.complained) AS complaints
            FROM (SELECT CASE WHEN {_CALLED} THEN 1 ELSE 0 END AS called,
                    CASE WHEN k.received_on >= s.decided_on AND NOT {_NEWER}
                      THEN 1 ELSE 0 END AS complained
                  FROM ({_SEPOTS}) s LEFT JOIN complaint k
                    ON k.victim = s.victim AND k."case" = s."case") q
            GROUP BY q.called""",  # noqa: S608 - own words
        *sepot,
        *(*sepot, period.first, period.last),
    )
    found = {bool(row["called"]): row for row in rows}
    return tuple(
        ComplaintRow(
            is_called=is_called,
            complaints=Ratio(
                numerator=int(found[is_called]["complaints"]),
                denominator=found[is_called]["sepots"],
            )
            if is_called in found
            else Ratio(numerator=0, denominator=0),
        )
        for is_called in (True, False)
    )
