"""Writing the news that nobody could tell: because she was not reached, or said no."""

from datetime import datetime
from uuid import UUID

from portal.actions.messages import queue_message
from portal.db.call_coverage import fetch_news_left
from portal.db.engine import joined_transaction
from portal.db.history import fetch_history
from portal.domain.news_letters import message_about


async def write_what_was_not_told(
    *, task_id: UUID, victim_id: UUID, now: datetime
) -> int:
    """Queue a letter about each that a letter may tell; return how many there are.

    Of a release, or of a decision that is only meant, no letter tells.
    """
    written = 0
    async with joined_transaction():
        for happening_id, case_id in await fetch_news_left(task_id=task_id):
            history = await fetch_history(case_id=case_id)
            message = message_about(happening_id, history, victim_id=victim_id)
            if message is None:
                continue
            written += 1
            await queue_message(
                victim_id=victim_id,
                message=message.name,
                cause=message.cause,
                now=now,
                case_id=case_id,
                task_id=task_id,
                context=message.context,
            )
    return written
