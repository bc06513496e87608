"""Taking in many events, as a batch or as a feed: one answer for each."""

import logging
from collections.abc import Awaitable, Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeAlias
from uuid import UUID

from portal.actions.events import (
    Outcome,
    Receipt,
    UnableToAcceptEventError,
    receive_event,
    receive_events,
)
from portal.db.audit import insert_audit
from portal.db.availability import is_out_of_reach
from portal.db.inbound_events import fetch_parked_ids
from portal.domain.chain_events import InboundEvent
from portal.domain.errors import UnableToError
from portal.integrations.cloud_events import read_event
from portal.integrations.feed import FeedLine
from portal.integrations.strict_json import WHOLE, UnableToReadEventError

MOST_AT_ONCE = 100
MOST_BYTES_AT_ONCE = 4 * 1024 * 1024

logger = logging.getLogger(__name__)


class UnableToApplyEventError(UnableToError):
    """A bug of ours stands in the way of this event."""


Refusal: TypeAlias = (
    UnableToReadEventError | UnableToAcceptEventError | UnableToApplyEventError
)
Answer: TypeAlias = Receipt | Refusal


@dataclass(slots=True, kw_only=True)
class Tally:
    """What became of the lines of a feed; each counts once."""

    accepted: int = 0
    duplicate: int = 0
    rejected: int = 0
    waiting: list[UUID] = field(default_factory=list)

    @property
    def parked(self) -> int:
        return len(self.waiting)


async def take_in_all(
    read: Sequence[InboundEvent | UnableToReadEventError], *, now: datetime
) -> list[Answer]:
    """Take in what could be read; one that is refused stops no other."""
    answers: list[Answer] = []
    for start in range(0, len(read), MOST_AT_ONCE):
        part = read[start : start + MOST_AT_ONCE]
        taken = iter(
            await _take_in([it for it in part if isinstance(it, InboundEvent)], now=now)
        )
        answers += [next(taken) if isinstance(it, InboundEvent) else it for it in part]
    return answers


async def import_feed(
    lines: Iterable[FeedLine],
    *,
    refuse: Callable[[FeedLine, Refusal], None],
    clock: Callable[[], Awaitable[datetime]],
    by: str,
) -> Tally:
    """Take in a feed by parts, each a transaction; `refuse` hears of each refusal."""
    tally = Tally()
    for part in _parts(lines):
        answers = await take_in_all([_read(line) for line in part], now=await clock())
        for line, answer in zip(part, answers, strict=True):
            _count(tally, answer)
            if not isinstance(answer, Receipt):
                refuse(line, answer)
    await _count_what_was_applied_later(tally)
    await insert_audit(
        now=await clock(),
        actor_kind="command",
        actor=by,
        action="events_imported",
        object_kind="feed",
    )
    return tally


async def receive_from_partner(
    read: Sequence[InboundEvent | UnableToReadEventError],
    *,
    origin: str,
    now: datetime,
) -> list[Answer]:
    """Take in what one request brought; who gets the answers may forget the events."""
    answers = await take_in_all(read, now=now)
    first = read[0] if read else None
    await insert_audit(
        now=now,
        actor_kind="partner",
        actor=first.source[:100] if isinstance(first, InboundEvent) else "unknown",
        action="events_received",
        object_kind="event",
        object_id=first.event_id[:100] if isinstance(first, InboundEvent) else "",
        origin=origin,
    )
    return answers


async def _take_in(
    events: Sequence[InboundEvent], *, now: datetime
) -> Sequence[Answer]:
    """Take them in together, or one by one where a bug stopped that."""
    try:
        return await receive_events(events, now=now) if events else []
    except Exception as error:
        if is_out_of_reach(error):
            raise
        logger.warning("A batch failed and is taken in one by one: %r", error)
    return [await _take_in_one(event, now=now) for event in events]


async def _take_in_one(event: InboundEvent, *, now: datetime) -> Answer:
    try:
        return await receive_event(event, now=now)
    except UnableToAcceptEventError as error:
        return error
    except Exception as error:
        if is_out_of_reach(error):
            raise
        logger.exception("Event %r could not be applied", event.event_id)
        return UnableToApplyEventError("internal error")


def _parts(lines: Iterable[FeedLine]) -> Iterator[list[FeedLine]]:
    part: list[FeedLine] = []
    size = 0
    for line in lines:
        part.append(line)
        size += len(line.content)
        if len(part) == MOST_AT_ONCE or size > MOST_BYTES_AT_ONCE:
            yield part
            part, size = [], 0
    if part:
        yield part


def _read(line: FeedLine) -> InboundEvent | UnableToReadEventError:
    if line.problem:
        return UnableToReadEventError(WHOLE, line.problem)
    try:
        return read_event(line.content)
    except UnableToReadEventError as error:
        return error


def _count(tally: Tally, answer: Answer) -> None:
    if not isinstance(answer, Receipt):
        tally.rejected += 1
    elif answer.outcome is Outcome.DUPLICATE:
        tally.duplicate += 1
    elif answer.outcome is Outcome.PARKED and answer.row_id:
        tally.waiting.append(answer.row_id)
    else:
        tally.accepted += 1


async def _count_what_was_applied_later(tally: Tally) -> None:
    """A line that was parked and then applied by a later one was accepted."""
    still = await fetch_parked_ids(row_ids=tally.waiting)
    tally.accepted += len(tally.waiting) - len(still)
    tally.waiting = still
