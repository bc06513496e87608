"""What a call tells that is no decision: each happening with its own tick."""

import json
from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID

from portal.db.engine import execute, fetch_rows
from portal.domain.call_news import HearingNow, NewsToTell

_NEWS = """
SELECT h.id, h.code, h.at, h.detail, tells.told_at, c.parketnummer,
       claim.detail AS claim, x.id AS hearing, x.kind, x.state, x.starts_at,
       x.minutes, x.court, x.place, x.room, x.is_public,
       EXISTS (SELECT 1 FROM fact JOIN fact_victim ON fact_victim.fact = fact.id
               WHERE fact."case" = h."case" AND fact.has_right_to_speak
                 AND fact_victim.victim = task.victim) AS "may_speak [boolean]",
       EXISTS (SELECT 1 FROM fact JOIN fact_victim ON fact_victim.fact = fact.id
               WHERE fact."case" = h."case"
                 AND fact_victim.victim <> task.victim) AS "has_others [boolean]"
FROM call_task_happening AS tells
JOIN call_task AS task ON task.id = tells.task
JOIN happening AS h ON h.id = tells.happening
LEFT JOIN case_file AS c ON c.id = h."case"
LEFT JOIN hearing AS x ON x.id = h.hearing
LEFT JOIN happening AS claim ON claim."case" = h."case"
     AND claim.arrival = h.arrival AND claim.victim = task.victim
     AND claim.code = 'judgment_victim'
WHERE tells.task = {} AND tells.removed_at IS NULL
ORDER BY h.at, h.arrival, h.id
"""


async def fetch_news_to_tell(*, task_id: UUID) -> list[NewsToTell]:
    """Give what the call tells or has told, the oldest first."""
    return [_read(row) for row in await fetch_rows(_NEWS, task_id)]


async def set_news_told(
    *, task_id: UUID, happening_ids: Collection[UUID], at: datetime
) -> None:
    await execute(
        "UPDATE call_task_happening SET told_at = {} WHERE task = {}"
        " AND happening = ANY({}) AND told_at IS NULL AND removed_at IS NULL",
        *(at, task_id, list(happening_ids)),
    )


async def set_news_untold(*, task_id: UUID, happening_ids: Collection[UUID]) -> None:
    await execute(
        "UPDATE call_task_happening SET told_at = NULL"
        " WHERE task = {} AND happening = ANY({})",
        *(task_id, list(happening_ids)),
    )


def _read(row: dict[str, Any]) -> NewsToTell:
    detail = json.loads(row["detail"])
    if row["has_others"]:
        detail.pop("explanation", None)
    return NewsToTell(
        id=row["id"],
        code=row["code"],
        at=row["at"],
        parketnummer=row["parketnummer"],
        told_at=row["told_at"],
        may_speak=row["may_speak"],
        hearing=_hearing(row) if row["hearing"] else None,
        claim=json.loads(row["claim"]) if row["claim"] else None,
        detail=detail,
    )


def _hearing(row: dict[str, Any]) -> HearingNow:
    return HearingNow(
        kind=row["kind"],
        state=row["state"],
        starts_at=row["starts_at"],
        minutes=row["minutes"],
        court=row["court"],
        place=row["place"],
        room=row["room"],
        is_public=row["is_public"],
    )
