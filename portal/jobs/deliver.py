"""Brings what waits in the outbox to its channel."""

import logging
from collections.abc import Callable
from datetime import datetime

from portal.actions.delivery import (
    Parcel,
    UnableToKeepLeaseError,
    confirm_email,
    note_failure,
    prepare_email,
    send_letter,
    take_message,
)
from portal.domain.safe_contact import Channel
from portal.jobs.tally import Tally
from portal.notifications.channels import EmailChannel, UnableToSendError
from portal.notifications.outlets import Outlets

logger = logging.getLogger(__name__)


async def deliver_one(*, outlets: Outlets, now: datetime) -> Tally | None:
    """Send one message; None where none waits. One taken back counts as neither."""
    parcel = await take_message(channels=outlets.channels, now=now)
    if parcel is None:
        return None
    try:
        return Tally(done=await _deliver(parcel, outlets, now))
    except UnableToKeepLeaseError:
        logger.warning("Message %s is another worker's by now.", parcel.message.id)
        return Tally()
    except UnableToSendError as error:
        logger.warning("Message %s was not sent: %s", parcel.message.id, error)
        await _note(parcel, str(error), permanent=error.permanent, now=now)
    except Exception as error:
        logger.exception("Message %s could not be written.", parcel.message.id)
        await _note(parcel, type(error).__name__, permanent=False, now=now)
    return Tally(failed=1)


async def deliver_all(
    *,
    outlets: Outlets,
    now: datetime,
    is_stopping: Callable[[], bool] = lambda: False,
) -> Tally:
    done = failed = 0
    while not is_stopping():
        one = await deliver_one(outlets=outlets, now=now)
        if one is None:
            break
        done, failed = done + one.done, failed + one.failed
    return Tally(done, failed)


async def _deliver(parcel: Parcel, outlets: Outlets, now: datetime) -> bool:
    if parcel.message.channel is Channel.EMAIL and outlets.email is not None:
        return await _email(parcel, outlets.email, now)
    return await send_letter(parcel=parcel, now=now)


async def _email(parcel: Parcel, channel: EmailChannel, now: datetime) -> bool:
    ready = await prepare_email(parcel=parcel, now=now)
    if ready is None:
        return False
    await channel.send(ready.email)
    return await confirm_email(parcel=parcel, content=ready.content, now=now)


async def _note(
    parcel: Parcel, problem: str, *, permanent: bool, now: datetime
) -> None:
    """Write the failure down; if even that fails, the lease brings it back."""
    try:
        await note_failure(parcel=parcel, problem=problem, permanent=permanent, now=now)
    except Exception:
        logger.exception("The failure of message %s is lost.", parcel.message.id)
