"""Whether a message that waited to be sent may still be said."""

from datetime import datetime
from uuid import UUID

from portal.actions.complaints import is_reminder_timely
from portal.db.call_stops import fetch_wait_for_victim
from portal.db.complaints import wants_reminders_about
from portal.db.decisions_told import fetch_decision_told
from portal.db.history import fetch_history
from portal.db.wishes import fetch_wishing
from portal.domain.news_letters import is_still_so
from portal.domain.notifications import (
    ABOUT_HEARING,
    NEEDS_STANDING_DECISION,
    WAITS_FOR_SHN,
    DecisionTold,
    MessageName,
    OutboxMessage,
)
from portal.domain.wishes import (
    NEWS_IN_WRITING,
    is_unwanted_news,
    is_unwanted_notice,
)


async def is_still_true(message: OutboxMessage, now: datetime) -> bool:
    if message.message is MessageName.CALLBACK_CONFIRMED and message.task_id:
        return await _is_call_promised(message, message.task_id)
    if message.message in NEWS_IN_WRITING and message.case_id:
        about = {"victim_id": message.victim_id, "case_id": message.case_id}
        told = await fetch_wishing(**about)
        if is_unwanted_news(message.message, told.wishes, may_speak=told.may_speak):
            return False
    if message.message in ABOUT_HEARING and message.case_id:
        return is_still_so(
            message.cause,
            await fetch_history(case_id=message.case_id),
            victim_id=message.victim_id,
            now=now,
        )
    if message.message not in NEEDS_STANDING_DECISION:
        return True
    return message.decision_id is not None and await _is_decision_to_tell(
        message, message.decision_id, now
    )


async def _is_call_promised(message: OutboxMessage, task_id: UUID) -> bool:
    wait = await fetch_wait_for_victim(victim_id=message.victim_id, task_id=task_id)
    return wait is None or WAITS_FOR_SHN in message.context


async def _is_decision_to_tell(
    message: OutboxMessage, decision_id: UUID, now: datetime
) -> bool:
    """It stands; and what the court has her complaint about is no news (0007)."""
    decision = await fetch_decision_told(
        victim_id=message.victim_id, decision_id=decision_id
    )
    if decision is None or not decision.state.is_standing:
        return False
    is_at_court = decision.complained_on is not None
    match message.message:
        case MessageName.DECISION_NOTICE:
            return not is_at_court and await _is_wanted(message, decision)
        case MessageName.COMPLAINT_REMINDER:
            return not is_at_court and await _may_remind(message, decision_id, now)
        case _:
            return True


async def _is_wanted(message: OutboxMessage, decision: DecisionTold) -> bool:
    """She may have opted out since; what the law owes her goes all the same."""
    told = await fetch_wishing(victim_id=message.victim_id, case_id=message.case_id)
    is_served = decision.served_on is not None
    return not is_unwanted_notice(told.wishes, kind=decision.kind, is_served=is_served)


async def _may_remind(message: OutboxMessage, decision_id: UUID, now: datetime) -> bool:
    """She may have said no since, and the day may be over."""
    about = {"victim_id": message.victim_id, "decision_id": decision_id}
    return await wants_reminders_about(**about) and await is_reminder_timely(
        **about, now=now
    )
