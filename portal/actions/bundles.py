"""News for a company in one e-mail a working day, where it wants that."""

from datetime import datetime
from uuid import UUID

from portal.db.bundles import (
    fetch_carriers,
    fetch_is_company_for_victim,
    fetch_wants_bundle_for_victim,
    insert_bundle_wish_for_victim,
)
from portal.db.engine import joined_transaction
from portal.domain.bundles import MAY_WAIT, next_bundle
from portal.domain.errors import UnableToError
from portal.domain.notifications import NotificationState, OutboxMessage
from portal.domain.safe_contact import Channel


class UnableToBundleError(UnableToError):
    """Only a company gets its news bundled."""


class WaitForCarrier(Exception):  # noqa: N818 - nothing went wrong
    """Another worker sends the e-mail of this bundle at this moment."""


async def leaves_at(
    message: OutboxMessage, channel: Channel, now: datetime
) -> datetime | None:
    """Say until when it waits for the next bundle; None is not at all."""
    if channel is not Channel.EMAIL or message.message not in MAY_WAIT:
        return None
    if not await fetch_wants_bundle_for_victim(victim_id=message.victim_id):
        return None
    return next_bundle(now)


async def rides_along(message: OutboxMessage, now: datetime) -> bool:
    """Whether the e-mail of its bundle went already, with another message."""
    since = next_bundle(message.queued_at)
    if message.message not in MAY_WAIT or now < since:
        return False
    if not await fetch_wants_bundle_for_victim(victim_id=message.victim_id):
        return False
    states = await fetch_carriers(
        victim_id=message.victim_id,
        beside=message.id,
        messages=[name.value for name in MAY_WAIT],
        since=since,
        now=now,
    )
    if NotificationState.SENT in states:
        return True
    if states:
        raise WaitForCarrier
    return False


async def read_bundle_wish(*, victim_id: UUID) -> bool | None:
    """None where it is nothing to wish for."""
    if not await fetch_is_company_for_victim(victim_id=victim_id):
        return None
    return await fetch_wants_bundle_for_victim(victim_id=victim_id)


async def wish_bundle(*, victim_id: UUID, wants: bool, now: datetime) -> None:
    """Keep it where it changes; what waits already leaves at its own moment."""
    async with joined_transaction():
        if not await fetch_is_company_for_victim(victim_id=victim_id):
            raise UnableToBundleError("Deze pagina is er niet.")
        if await fetch_wants_bundle_for_victim(victim_id=victim_id) != wants:
            await insert_bundle_wish_for_victim(
                victim_id=victim_id, wants=wants, now=now
            )
