"""Putting a message in the outbox, by a way that is safe; or telling a person."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import datetime
from uuid import UUID, uuid4

from portal.actions.bundles import leaves_at
from portal.actions.work_items import alert_people
from portal.db.engine import joined_transaction
from portal.db.notifications import (
    fetch_live_channel,
    insert_notification,
    set_messages_cancelled,
)
from portal.db.risks import fetch_is_at_risk
from portal.db.victims import fetch_contact
from portal.domain.calendar import local_date
from portal.domain.contacts import VictimContact
from portal.domain.notifications import (
    MAY_STAY_UNSENT,
    MessageName,
    OutboxMessage,
    choose_channel,
    told_by,
)
from portal.domain.safe_contact import Channel, Sendable, safe_channels
from portal.domain.work_items import WorkItemKind


async def queue_message(
    *,
    victim_id: UUID,
    message: MessageName,
    cause: str,
    now: datetime,
    case_id: UUID | None = None,
    decision_id: UUID | None = None,
    task_id: UUID | None = None,
    context: Mapping[str, str] | None = None,
    prefer: Channel | None = None,
) -> Channel | None:
    """Queue it once for this cause; None where no way is safe and people were told.

    `context` holds plain words for the template, never how to reach her.
    """
    new = OutboxMessage(
        id=uuid4(),
        victim_id=victim_id,
        message=message,
        channel=Channel.LETTER,
        cause=cause,
        case_id=case_id,
        decision_id=decision_id,
        task_id=task_id,
        context=dict(context or {}),
        queued_at=now,
        tries=0,
    )
    async with joined_transaction():
        live = await fetch_live_channel(victim_id=victim_id, cause=cause)
        return live or await send_by_safe_way(new, prefer=prefer, now=now)


async def send_by_safe_way(
    message: OutboxMessage,
    *,
    now: datetime,
    prefer: Channel | None = None,
    but_not: Collection[Channel] = (),
) -> Channel | None:
    """Queue it by the first way that is safe now, or make it a person's work."""
    async with joined_transaction():
        contact = await fetch_contact(victim_id=message.victim_id)
        safe = await safe_channels_now(contact, now=now) if contact else ()
        tried = set(but_not)
        while channel := choose_channel(
            message.message, safe, prefer=prefer, but_not=tried
        ):
            waits = await leaves_at(message, channel, now)
            if await insert_notification(
                replace(message, id=uuid4(), channel=channel, leaves_at=waits)
            ):
                return channel
            live = await fetch_live_channel(
                victim_id=message.victim_id, cause=message.cause
            )
            if live is not None:
                return live
            tried.add(channel)
        if contact and not contact.is_deceased:
            await _tell_people(message, now=now)
        return None


async def safe_channels_now(
    contact: VictimContact, *, now: datetime
) -> tuple[Channel, ...]:
    """Give the ways by which a message may go to her at this moment."""
    if contact.is_deceased:
        return ()
    at_risk = await fetch_is_at_risk(victim_id=contact.id, today=local_date(now))
    sendable = Sendable(
        has_letter_address=contact.letter_address is not None,
        has_email=contact.email_address is not None,
        has_text_number=False,
    )
    return safe_channels(contact.profile, sendable, at_risk=at_risk, now=now)


async def cancel_messages(*, cause: str, victim_id: UUID | None = None) -> int:
    """Take back what did not leave yet; return how many."""
    async with joined_transaction():
        return await set_messages_cancelled(cause=cause, victim_id=victim_id)


async def _tell_people(message: OutboxMessage, *, now: datetime) -> None:
    if message.message in MAY_STAY_UNSENT:
        return
    await alert_people(
        kind=WorkItemKind.NO_SAFE_CHANNEL,
        cause=message.decision_id or message.victim_id,
        organisation=told_by(message.message, message.context),
        now=now,
        victim_id=message.victim_id,
        case_id=message.case_id,
        task_id=message.task_id,
        detail=message.message.value,
    )
