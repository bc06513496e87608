"""How many heavy calls somebody had, and whether another may follow now.

Heavy is what only experienced callers make. The limits are the location's, or else
the whole organisation's; without any there are none.
"""

from dataclasses import dataclass
from datetime import datetime, time
from uuid import UUID

from portal.db.engine import fetch_row
from portal.domain.calendar import at_local_time, local_date
from portal.domain.heavy_calls import PAUSES, HeavyLoad

_NO_LIMIT = 1000
_HAD = """SELECT {what} FROM call_attempt y JOIN call_task z ON z.id = y.task
    WHERE y.staff = {{}} AND y.at >= {{}} AND y.reached AND y.corrected_at IS NULL
      AND y.corrects IS NULL AND z.needs_experience"""
_LIMIT = """COALESCE((SELECT l.{column} FROM work_location l
        WHERE l.organisation = {{}} AND l.name = {{}}),
    (SELECT l.{column} FROM work_location l
        WHERE l.organisation = {{}} AND l.name = ''))"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Whose:
    staff_id: UUID
    organisation: str
    location: str | None

    @property
    def place(self) -> tuple[str, str, str]:
        return (self.organisation, self.location or "", self.organisation)


def may_have_heavy(whose: Whose, now: datetime) -> tuple[str, list[object]]:
    """Say when row t may be theirs: not heavy, promised, or within the limits."""
    had = _HAD.format(what="count(*)")
    most = _LIMIT.format(column="heavy_per_day")
    pause = _LIMIT.format(column="heavy_pause_minutes")
    since = " ".join(f"WHEN {minutes} THEN {{}}::timestamptz" for minutes in PAUSES)
    sql = f"""AND (NOT t.needs_experience OR t.is_agreed OR (
        ({had}) < COALESCE({most}, {_NO_LIMIT})
        AND NOT EXISTS ({_HAD.format(what="1")}
            AND y.at > CASE {pause} {since} ELSE {{}}::timestamptz END)))"""
    today = _begin_of_day(now)
    return sql, [
        *(whose.staff_id, today),
        *whose.place,
        *(whose.staff_id, today),
        *whose.place,
        *(now - pause for pause in PAUSES.values()),
        now,
    ]


async def fetch_heavy_load(*, whose: Whose, now: datetime) -> HeavyLoad:
    """Give how many there were today, when the last one was, and the limits."""
    row = await fetch_row(
        f"""SELECT had.number, had.last_at AS "last_at [timestamptz]",
                   {_LIMIT.format(column="heavy_per_day")} AS most,
                   {_LIMIT.format(column="heavy_pause_minutes")} AS pause
            FROM ({_HAD.format(what="count(*) AS number, max(y.at) AS last_at")})
                AS had""",  # noqa: S608 - own words
        *whose.place,
        *whose.place,
        *(whose.staff_id, _begin_of_day(now)),
    )
    if row is None:
        return HeavyLoad(number=0, last_at=None, most=None, pause_minutes=None)
    return HeavyLoad(
        number=row["number"],
        last_at=row["last_at"],
        most=row["most"],
        pause_minutes=row["pause"],
    )


def _begin_of_day(now: datetime) -> datetime:
    return at_local_time(local_date(now), time())
