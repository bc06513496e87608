"""Brings what waits in the outbox to its channel."""

import logging
from collections.abc import Callable
from datetime import datetime

from portal.actions.delivery import (
    UnableToKeepLeaseError,
    confirm_email,
    note_failure,
    prepare_email,
    send_letter,
    take_message,
)
from portal.db.notifications import TakenMessage
from portal.domain.safe_contact import Channel
from portal.jobs.tally import Tally
from portal.notifications.channels import EmailChannel, UnableToSendError
from portal.notifications.outlets import Outlets

logger = logging.getLogger(__name__)


async def deliver_one(*, outlets: Outlets, now: datetime) -> Tally | None:
    """Send one message; None where none waits. One taken back counts as neither."""
    taken = await take_message(channels=outlets.channels, now=now)
    if taken is None:
        return None
    try:
        return Tally(done=await _deliver(taken, outlets, now))
    except UnableToKeepLeaseError:
        logger.warning("Message %s is another worker's by now.", taken.id)
        return Tally()
    except UnableToSendError as error:
        logger.warning("Message %s was not sent: %s", taken.id, error)
        await _note(taken, str(error), permanent=error.permanent, now=now)
    except Exception as error:
        logger.exception("Message %s could not be written.", taken.id)
        await _note(taken, type(error).__name__, permanent=False, now=now)
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


async def _deliver(taken: TakenMessage, outlets: Outlets, now: datetime) -> bool:
    if taken.channel is Channel.EMAIL and outlets.email is not None:
        return await _email(taken, outlets.email, now)
    return await send_letter(taken=taken, now=now)


async def _email(taken: TakenMessage, channel: EmailChannel, now: datetime) -> bool:
    ready = await prepare_email(taken=taken, now=now)
    if ready is None:
        return False
    if ready.email is not None:
        await channel.send(ready.email)
    return await confirm_email(taken=taken, content=ready.content, now=now)


async def _note(
    taken: TakenMessage, problem: str, *, permanent: bool, now: datetime
) -> None:
    """Write the failure down; if even that fails, the lease brings it back."""
    try:
        await note_failure(taken=taken, problem=problem, permanent=permanent, now=now)
    except Exception:
        logger.exception("The failure of message %s is lost.", taken.id)
