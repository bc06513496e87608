"""What was sent because of one attempt, and taking it back."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from portal.db.engine import execute, fetch_rows
from portal.domain.notifications import MessageName, NotificationState
from portal.domain.safe_contact import Channel


@dataclass(frozen=True, slots=True, kw_only=True)
class AttemptMessage:
    decision_id: UUID | None
    message: MessageName
    channel: Channel
    state: NotificationState


async def fetch_attempt_messages(
    *, task_id: UUID, at: datetime
) -> list[AttemptMessage]:
    """Give what an attempt of this task at this moment queued."""
    rows = await fetch_rows(
        "SELECT decision, message, channel, state FROM notification"
        " WHERE task = {} AND queued_at = {} AND state <> 'cancelled' ORDER BY id",
        *(task_id, at),
    )
    return [
        AttemptMessage(
            decision_id=row["decision"],
            message=MessageName(row["message"]),
            channel=Channel(row["channel"]),
            state=NotificationState(row["state"]),
        )
        for row in rows
    ]


async def set_messages_taken_back(
    *, task_id: UUID, at: datetime, attempt_id: UUID
) -> int:
    """Stop what did not leave, and free its cause: the same may be owed again."""
    return await execute(
        "UPDATE notification SET state = 'cancelled', next_try_at = NULL,"
        " cause = cause || {}"
        " WHERE task = {} AND queued_at = {} AND state = 'queued'",
        *(f"/{attempt_id}", task_id, at),
    )
