"""How busy each caller is today."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time
from uuid import UUID

from portal.db.engine import fetch_rows
from portal.domain.calendar import at_local_time, local_date
from portal.domain.heavy_calls import HeavyLoad
from portal.domain.locations import Location
from portal.domain.staff import Organisation


@dataclass(frozen=True, slots=True, kw_only=True)
class CallerLoad:
    """Of today; `heavy` counts conversations, `last_heavy_at` is when the last was."""

    attempts: int = 0
    reached: int = 0
    heavy: int = 0
    last_heavy_at: datetime | None = None
    holds: int = 0

    def heavy_load(
        self, places: Mapping[str, Location], location: str | None
    ) -> HeavyLoad:
        whole, own = places[""], places.get(location or "")
        most, pause = whole.heavy_per_day, whole.heavy_pause_minutes
        if own is not None and own.heavy_per_day is not None:
            most = own.heavy_per_day
        if own is not None and own.heavy_pause_minutes is not None:
            pause = own.heavy_pause_minutes
        return HeavyLoad(
            number=self.heavy,
            last_at=self.last_heavy_at,
            most=most,
            pause_minutes=pause,
        )


async def fetch_caller_loads(
    *, organisation: Organisation, now: datetime
) -> dict[UUID, CallerLoad]:
    rows = await fetch_rows(
        """SELECT s.id, count(a.id) AS attempts,
             sum(CASE WHEN a.reached THEN 1 ELSE 0 END) AS reached,
             sum(CASE WHEN a.reached AND t.needs_experience THEN 1 ELSE 0 END)
               AS heavy,
             max(CASE WHEN a.reached AND t.needs_experience THEN a.at END)
               AS "last_heavy_at [timestamptz]",
             (SELECT count(*) FROM call_task h WHERE h.lease_token IS NOT NULL
                AND h.lease_staff = s.id AND h.lease_until > {}) AS holds
           FROM staff_member s
           LEFT JOIN call_attempt a ON a.staff = s.id AND a.at >= {}
             AND a.corrected_at IS NULL AND a.corrects IS NULL
           LEFT JOIN call_task t ON t.id = a.task
           WHERE s.organisation = {} AND s.is_active GROUP BY s.id""",
        *(now, at_local_time(local_date(now), time()), organisation.value),
    )
    return {row.pop("id"): CallerLoad(**row) for row in rows}
