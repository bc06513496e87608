"""Bringing a message to its channel: taking it, checking it again, closing it.

Taking commits before anything leaves, and each step after that holds only under the
lease: a worker that dies gives its message back by expiry, with the same key.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from portal.actions.bundles import WaitForCarrier, rides_along
from portal.actions.complaints import record_knowledge
from portal.actions.message_facts import gather_facts, recipient_of
from portal.actions.messages import safe_channels_now, send_by_safe_way
from portal.actions.still_true import is_still_true
from portal.actions.work_items import alert_people
from portal.config import Settings
from portal.db.audit import insert_audit
from portal.db.call_locks import lock_decision
from portal.db.engine import transaction
from portal.db.notifications import (
    TakenMessage,
    UnableToReadMessageError,
    fetch_message,
    set_ended,
    set_sent,
    set_waiting_again,
    take_due_message,
)
from portal.db.sealing import UnableToUnsealError
from portal.db.victims import fetch_contact
from portal.domain.calendar import local_date
from portal.domain.complaints import KnownBy
from portal.domain.contacts import VictimContact
from portal.domain.notifications import (
    LEASE,
    TELLS_DECISION,
    NotificationState,
    OutboxMessage,
    letter_known_on,
    pause_after,
    told_by,
)
from portal.domain.safe_contact import Channel
from portal.domain.staff import Organisation
from portal.domain.work_items import WorkItemKind
from portal.notifications.channels import OutgoingEmail
from portal.notifications.letter import address_lines
from portal.notifications.messages import (
    MessageFacts,
    render_content,
    render_email,
    render_letter,
)

_WRITTEN_ON = {
    Channel.EMAIL: {"email_sealed"},
    Channel.LETTER: {"address_sealed", "domicile_sealed"},
}


BESIDE_CARRIER = timedelta(minutes=1)


class UnableToKeepLeaseError(Exception):
    """Another worker has this message by now: what was done here is undone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadyEmail:
    """`email` None: one about others of its bundle went out, and stands for it too."""

    email: OutgoingEmail | None
    content: str


async def take_message(
    *, channels: Sequence[Channel], now: datetime
) -> TakenMessage | None:
    """Take one that is due, of the first channel that has any."""
    async with transaction():
        for channel in channels:
            taken = await take_due_message(
                channel=channel, token=uuid4(), until=now + LEASE, now=now
            )
            if taken is not None:
                return taken
        return None


async def prepare_email(*, taken: TakenMessage, now: datetime) -> ReadyEmail | None:
    """Write it as it is true and safe now; None where it must not go this way."""
    async with transaction():
        message = await fetch_message(message_id=taken.id)
        contact = await _still_safe(taken, message, now)
        if contact is None or contact.email_address is None:
            return None
        try:
            is_carried = await rides_along(message, now)
        except WaitForCarrier:
            await set_waiting_again(
                message_id=taken.id,
                token=taken.token,
                next_try_at=now + BESIDE_CARRIER,
                problem="",
            )
            return None
        await _note_writing(message, now)
        facts = await gather_facts(
            message, recipient_of(contact, now), language=contact.language, now=now
        )
        return ReadyEmail(
            email=None
            if is_carried
            else _to_send(message, contact.email_address, facts, now),
            content=render_content(message.message, facts),
        )


def _to_send(
    message: OutboxMessage, address: str, facts: MessageFacts, now: datetime
) -> OutgoingEmail:
    email = render_email(facts)
    return OutgoingEmail(
        key=str(message.id),
        to=address,
        subject=email.subject,
        text=email.text,
        html=email.html,
        written_at=now,
    )


async def confirm_email(*, taken: TakenMessage, content: str, now: datetime) -> bool:
    """Return whether the lease was still ours."""
    async with transaction():
        return await set_sent(
            message_id=taken.id, token=taken.token, content=content, now=now
        )


async def send_letter(*, taken: TakenMessage, now: datetime) -> bool:
    """Write it and hand it to the print queue; return whether it went.

    What it tells is assumed known when the post has brought it, and that day is
    what its own text counts from.
    """
    async with transaction():
        message = await fetch_message(message_id=taken.id)
        contact = await _still_safe(taken, message, now)
        if contact is None:
            return False
        await _note_writing(message, now)
        await _assume_known(message, now)
        page = await _write_letter(message, contact, now)
        if not await set_sent(
            message_id=taken.id, token=taken.token, content=page, now=now
        ):
            raise UnableToKeepLeaseError(str(taken.id))
        return True


async def _write_letter(
    message: OutboxMessage, contact: VictimContact, now: datetime
) -> str:
    recipient = recipient_of(contact, now)
    address = contact.letter_address
    if address is None:
        raise LookupError("A letter needs an address; the rule looked at that.")
    return render_letter(
        message.message,
        await gather_facts(message, recipient, language=contact.language, now=now),
        address_lines=address_lines(
            addressee=recipient.name, attention=recipient.attention, address=address
        ),
    )


async def _note_writing(message: OutboxMessage, now: datetime) -> None:
    await insert_audit(
        now=now,
        actor_kind="job",
        actor="outbox",
        action="message_written",
        object_kind="notification",
        object_id=str(message.id),
        victim_id=message.victim_id,
    )


async def _assume_known(message: OutboxMessage, now: datetime) -> None:
    if message.message not in TELLS_DECISION or message.decision_id is None:
        return
    await record_knowledge(
        victim_id=message.victim_id,
        decision_id=message.decision_id,
        known_on=letter_known_on(
            local_date(now), delivery_days=Settings.from_env().letter_delivery_days
        ),
        source=KnownBy.LETTER,
        recorded_by="portal",
        now=now,
        is_assumed=True,
        notification_id=message.id,
    )


async def note_failure(
    *, taken: TakenMessage, problem: str, permanent: bool, now: datetime
) -> None:
    """Try again after a pause, or give up: then a person gets it as work."""
    pause = None if permanent else pause_after(taken.tries)
    async with transaction():
        if pause is not None:
            await set_waiting_again(
                message_id=taken.id,
                token=taken.token,
                next_try_at=now + pause,
                problem=problem,
            )
        elif await set_ended(
            message_id=taken.id,
            token=taken.token,
            state=NotificationState.FAILED,
            problem=problem,
        ):
            await _go_on_after_failure(taken.id, problem, now)


async def _go_on_after_failure(message_id: UUID, problem: str, now: datetime) -> None:
    try:
        message = await fetch_message(message_id=message_id)
    except UnableToReadMessageError:
        await alert_people(
            kind=WorkItemKind.SENDING_FAILED,
            cause=message_id,
            organisation=Organisation.OM,
            now=now,
            detail=problem,
        )
        return
    await alert_people(
        kind=WorkItemKind.SENDING_FAILED,
        cause=message_id,
        organisation=told_by(message.message, message.context),
        now=now,
        victim_id=message.victim_id,
        case_id=message.case_id,
        task_id=message.task_id,
        detail=f"{message.message}, {message.channel}: {problem}",
    )
    await send_by_safe_way(_anew(message, now), now=now, but_not=[message.channel])


async def _still_safe(
    taken: TakenMessage, message: OutboxMessage, now: datetime
) -> VictimContact | None:
    """Look again: the profile or the decision may have changed since it was queued.

    The decision is held until this is done, so that who revises it meanwhile waits
    for us and sees what was sent.
    """
    if message.decision_id is not None:
        await lock_decision(decision_id=message.decision_id)
    contact = await fetch_contact(victim_id=message.victim_id)
    if contact is None or not await is_still_true(message, now):
        await _cancel(taken, "not true any more")
        return None
    if contact.damaged & _WRITTEN_ON.get(message.channel, set()):
        raise UnableToUnsealError("Where it goes cannot be read now.")
    if message.channel in await safe_channels_now(contact, now=now):
        return contact
    await _cancel(taken, "not safe any more")
    await send_by_safe_way(_anew(message, now), now=now, but_not=[message.channel])
    return None


async def _cancel(taken: TakenMessage, problem: str) -> None:
    if not await set_ended(
        message_id=taken.id,
        token=taken.token,
        state=NotificationState.CANCELLED,
        problem=problem,
    ):
        raise UnableToKeepLeaseError(str(taken.id))


def _anew(message: OutboxMessage, now: datetime) -> OutboxMessage:
    return replace(message, queued_at=now, tries=0)
