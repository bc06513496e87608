"""The outbox: what still has to be sent, and what was. No contact data stands in it."""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from portal.db.engine import execute, fetch_row, fetch_rows
from portal.db.rows import insert_row_once
from portal.db.sealing_ring import sealer
from portal.domain.notifications import (
    MessageName,
    NotificationState,
    OutboxMessage,
)
from portal.domain.safe_contact import Channel


@dataclass(frozen=True, slots=True, kw_only=True)
class Backlog:
    """Messages that are due and did not leave yet."""

    messages: int
    oldest_due_at: datetime | None


class UnableToReadMessageError(Exception):
    """What stands in the outbox makes no sense to this version of the portal."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenMessage:
    """A message that is ours until its lease ends."""

    id: UUID
    token: UUID
    channel: Channel
    tries: int


async def insert_notification(
    message: OutboxMessage,
) -> bool:
    """Tell whether it is new: a cause reaches a person by one channel only."""
    return await insert_row_once(
        "notification",
        {
            "id": message.id,
            "victim": message.victim_id,
            "message": message.message.value,
            "channel": message.channel.value,
            "cause": message.cause,
            "case": message.case_id,
            "decision": message.decision_id,
            "task": message.task_id,
            "context": json.dumps(message.context, sort_keys=True),
            "state": NotificationState.QUEUED.value,
            "queued_at": message.queued_at,
            "next_try_at": message.leaves_at or message.queued_at,
        },
    )


async def fetch_live_channel(*, victim_id: UUID, cause: str) -> Channel | None:
    """Say by which channel this cause was sent, or waits to be."""
    row = await fetch_row(
        "SELECT channel FROM notification WHERE victim = {} AND cause = {}"
        " AND state NOT IN ('cancelled', 'failed')",
        victim_id,
        cause,
    )
    return Channel(row["channel"]) if row else None


async def fetch_causes_queued(
    *, victim_ids: Collection[UUID]
) -> frozenset[tuple[UUID, str]]:
    """Give whom and what about we write, or wrote, that is no decision."""
    rows = await fetch_rows(
        "SELECT victim, cause FROM notification WHERE victim = ANY({})"
        " AND decision IS NULL AND state NOT IN ('cancelled', 'failed')",
        list(victim_ids),
    )
    return frozenset((row["victim"], row["cause"]) for row in rows)


async def set_messages_cancelled(*, cause: str, victim_id: UUID | None) -> int:
    """Stop what is not on its way yet."""
    return await execute(
        "UPDATE notification SET state = 'cancelled', next_try_at = NULL"
        " WHERE cause = {} AND ({}::uuid IS NULL OR victim = {}) AND state = 'queued'",
        cause,
        victim_id,
        victim_id,
    )


async def take_due_message(
    *, channel: Channel, token: UUID, until: datetime, now: datetime
) -> TakenMessage | None:
    """Lease the message that waits longest, also from a worker that died with it."""
    row = await fetch_row(
        "UPDATE notification SET state = 'sending', lease_token = {},"
        " lease_until = {}, next_try_at = {}, tries = tries + 1"
        " WHERE id = (SELECT id FROM notification"
        " WHERE state IN ('queued', 'sending') AND channel = {}"
        " AND next_try_at <= {} ORDER BY next_try_at, id LIMIT 1"
        " FOR UPDATE SKIP LOCKED)"
        " RETURNING id, tries",
        token,
        until,
        until,
        channel.value,
        now,
    )
    if row is None:
        return None
    return TakenMessage(id=row["id"], token=token, channel=channel, tries=row["tries"])


async def fetch_message(*, message_id: UUID) -> OutboxMessage:
    """Raise UnableToReadMessageError for one that no version of us knows."""
    row = await fetch_row(
        'SELECT id, victim, message, channel, cause, "case", decision, task, context,'
        " queued_at, tries FROM notification WHERE id = {}",
        message_id,
    )
    try:
        return _read(row or {})
    except (ValueError, KeyError) as error:
        raise UnableToReadMessageError(f"Message {message_id}: {error}") from error


async def set_sent(
    *, message_id: UUID, token: UUID, content: str, now: datetime
) -> bool:
    """Close it with what was said, sealed; tell whether the lease was still ours."""
    return await _end(
        message_id,
        token,
        {
            "state": NotificationState.SENT.value,
            "sent_at": now,
            "content_sealed": sealer().seal(content, place=_place(message_id)),
            "problem": "",
        },
    )


async def set_waiting_again(
    *, message_id: UUID, token: UUID, next_try_at: datetime, problem: str
) -> bool:
    return await _end(
        message_id,
        token,
        {
            "state": NotificationState.QUEUED.value,
            "next_try_at": next_try_at,
            "problem": problem[:200],
        },
    )


async def set_ended(
    *, message_id: UUID, token: UUID, state: NotificationState, problem: str
) -> bool:
    """Give up on it, or take it back, without sending."""
    return await _end(
        message_id, token, {"state": state.value, "problem": problem[:200]}
    )


async def _end(message_id: UUID, token: UUID, changes: Mapping[str, object]) -> bool:
    values = {
        "lease_token": None,
        "lease_until": None,
        "next_try_at": None,
        **changes,
    }
    names = ", ".join(f"{name} = {{}}" for name in values)
    changed = await execute(
        f"UPDATE notification SET {names}"  # noqa: S608 - own words
        " WHERE id = {} AND state = 'sending' AND lease_token = {}",
        *values.values(),
        message_id,
        token,
    )
    return bool(changed)


async def fetch_backlog(*, now: datetime) -> Backlog:
    """Give what should have left by now, by whichever channel."""
    row = await fetch_row(
        "SELECT count(*) AS messages,"
        ' min(next_try_at) AS "oldest_due_at [timestamptz]" FROM notification'
        " WHERE state IN ('queued', 'sending') AND next_try_at <= {}",
        now,
    )
    return Backlog(**row) if row else Backlog(messages=0, oldest_due_at=None)


async def count_waiting(*, now: datetime) -> dict[Channel, int]:
    """Count what should have left by now, for /readyz and the demo."""
    rows = await fetch_rows(
        "SELECT channel, count(*) AS messages FROM notification"
        " WHERE state IN ('queued', 'sending') AND next_try_at <= {}"
        " GROUP BY channel",
        now,
    )
    return {Channel(row["channel"]): int(row["messages"]) for row in rows}


def _read(row: Mapping[str, Any]) -> OutboxMessage:
    return OutboxMessage(
        id=row["id"],
        victim_id=row["victim"],
        message=MessageName(row["message"]),
        channel=Channel(row["channel"]),
        cause=row["cause"],
        case_id=row["case"],
        decision_id=row["decision"],
        task_id=row["task"],
        context=json.loads(row["context"]),
        queued_at=row["queued_at"],
        tries=row["tries"],
    )


def _place(message_id: UUID) -> str:
    return f"notification/{message_id}/content_sealed"
