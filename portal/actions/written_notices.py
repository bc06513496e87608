"""A decision told in writing: because nobody answered, or because the law says so."""

from datetime import datetime
from uuid import UUID

from portal.actions.messages import queue_message
from portal.db.call_locks import lock_decision
from portal.db.complaints import has_complained
from portal.db.engine import joined_transaction
from portal.db.knowledge import DecisionToKnow, fetch_decision_to_know
from portal.domain.errors import UnableToError
from portal.domain.notifications import MessageName, NoticeReason
from portal.domain.safe_contact import Channel


class UnableToWriteNoticeError(UnableToError):
    """There is no such decision."""


async def send_written_notice(
    *,
    victim_id: UUID,
    decision_id: UUID,
    task_id: UUID | None,
    now: datetime,
    reason: NoticeReason = NoticeReason.NO_CALL,
    is_legal_notice: bool = False,
) -> Channel | None:
    """Queue what is to be told of it now: once, and once more for a KNVV served later.

    None where no way is safe: then SHN and the supervisor have it as work; or where
    the court has her complaint about it, for then it is no news (decision 0007).
    """
    async with joined_transaction():
        await lock_decision(decision_id=decision_id)
        decision = await fetch_decision_to_know(decision_id=decision_id)
        if decision is None:
            raise UnableToWriteNoticeError("Deze beslissing is niet bekend.")
        message = _message(decision)
        if message is MessageName.DECISION_NOTICE and await has_complained(
            victim_id=victim_id, case_id=decision.case_id, since=decision.decided_on
        ):
            return None
        told_why = NoticeReason.OWED_BY_LAW if is_legal_notice else reason
        return await queue_message(
            victim_id=victim_id,
            message=message,
            cause=f"{message}:{decision_id}",
            now=now,
            case_id=decision.case_id,
            decision_id=decision_id,
            task_id=task_id,
            context={"reason": told_why.value},
        )


def _message(decision: DecisionToKnow) -> MessageName:
    if not decision.state.is_standing:
        return MessageName.DECISION_REVISED
    is_served = decision.served_on is not None
    return MessageName.SERVED_NOTICE if is_served else MessageName.DECISION_NOTICE
