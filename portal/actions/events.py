"""Taking in what the chain tells: known, parked, or applied with all that follows."""

import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from functools import partial
from typing import Any, ClassVar
from uuid import UUID, uuid4

from portal.actions import apply_cases, apply_courts, apply_reports
from portal.actions.applying import Applied, Moment
from portal.actions.call_endings import end_calls_of_deceased
from portal.actions.call_tasks import refresh_calls_of_victim
from portal.actions.cases import refresh_case
from portal.actions.event_needs import OnFile, brings
from portal.db import inbound_events as db
from portal.db.availability import is_out_of_reach
from portal.db.deadlocks import again_after_deadlock, is_deadlock
from portal.db.engine import transaction
from portal.domain import chain_events, court_events
from portal.domain.errors import UnableToError
from portal.integrations.cloud_events import read_event

RETRY_AFTER = timedelta(hours=1)

logger = logging.getLogger(__name__)


class Outcome(StrEnum):
    APPLIED = "applied"
    PARKED = "parked"
    DUPLICATE = "duplicate"


class UnableToAcceptEventError(UnableToError):
    """Another event with this source and id was accepted before."""

    is_conflict: ClassVar[bool] = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """`row_id` is None for a duplicate."""

    outcome: Outcome
    row_id: UUID | None


async def receive_event(event: chain_events.InboundEvent, *, now: datetime) -> Receipt:
    """Take in one event; who gets the receipt may forget the event.

    Raise UnableToAcceptEventError where source and id were used for another.
    """
    [answer] = await receive_events([event], now=now)
    if isinstance(answer, UnableToAcceptEventError):
        raise answer
    return answer


async def receive_events(
    received: Sequence[chain_events.InboundEvent], *, now: datetime
) -> list[Receipt | UnableToAcceptEventError]:
    """Take in several in one transaction; one that is refused stops no other."""
    return await again_after_deadlock(partial(_receive, received, now=now))


async def _receive(
    received: Sequence[chain_events.InboundEvent], *, now: datetime
) -> list[Receipt | UnableToAcceptEventError]:
    async with transaction():
        noted = await _note(received, now=now)
        line = await _begin(
            [it.event.data for it in noted if isinstance(it, db.NewEvent)]
        )
        return [
            await _take_in(it, line, now=now) if isinstance(it, db.NewEvent) else it
            for it in noted
        ]


async def retry_stopped_events(*, now: datetime) -> int:
    """Try parked ones again that a bug of ours stopped; return how many it applied."""
    return len(await again_after_deadlock(partial(_retry, now=now)))


async def _retry(*, now: datetime) -> list[UUID]:
    async with transaction():
        keys = await db.fetch_keys_to_retry(tried_before=now - RETRY_AFTER)
        if not keys:
            return []
        await db.take_the_line()
        line = _Line(on_file=OnFile(), waited_for=set(keys))
        return await _apply_what_waited(keys, line, now=now)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    """What is known for as long as we are the only ones who apply events."""

    on_file: OnFile
    waited_for: set[str]


async def _note(
    received: Sequence[chain_events.InboundEvent], *, now: datetime
) -> list[db.NewEvent | Receipt | UnableToAcceptEventError]:
    """Write down those that we did not know, and answer for the others."""
    first = await db.take_the_line()
    contents = await db.fetch_content_hashes(received)
    noted: list[db.NewEvent | Receipt | UnableToAcceptEventError] = []
    for arrival, event in enumerate(received, start=first):
        key = (event.source, event.event_id)
        if key in contents:
            noted.append(_answer_known(event, contents[key]))
            continue
        contents[key] = event.content_hash
        noted.append(db.NewEvent(id=uuid4(), arrival=arrival, event=event))
    await db.insert_events([it for it in noted if isinstance(it, db.NewEvent)], now=now)
    return noted


def _answer_known(
    event: chain_events.InboundEvent, content_hash: str
) -> Receipt | UnableToAcceptEventError:
    if event.content_hash == content_hash:
        return Receipt(outcome=Outcome.DUPLICATE, row_id=None)
    return UnableToAcceptEventError(
        f"An event {event.event_id} of {event.source} with other content"
        " was accepted before; give what is new an id of its own."
    )


async def _begin(events: Sequence[chain_events.EventData]) -> _Line:
    on_file = OnFile()
    await on_file.look_up(events)
    brought = [key for data in events for key in brings(data)]
    return _Line(on_file=on_file, waited_for=await db.fetch_waited_for(keys=brought))


async def _take_in(new: db.NewEvent, line: _Line, *, now: datetime) -> Receipt:
    event = new.event
    missing = await line.on_file.find_missing(event.data)
    if missing is not None:
        await _park(new.id, missing, event.content, line)
        return Receipt(outcome=Outcome.PARKED, row_id=new.id)
    await _apply(event, arrival=new.arrival, now=now)
    line.on_file.add(brings(event.data))
    await _apply_what_waited(brings(event.data), line, now=now)
    return Receipt(outcome=Outcome.APPLIED, row_id=new.id)


async def _park(row_id: UUID, missing: str, content: bytes, line: _Line) -> None:
    await db.set_parked(row_id=row_id, waits_for=missing, content=content)
    line.waited_for.add(missing)


async def _apply_what_waited(
    keys: list[str], line: _Line, *, now: datetime
) -> list[UUID]:
    """Apply what was parked for these, in order of time, and what waited for that."""
    applied = []
    while wanted := [key for key in keys if key in line.waited_for]:
        keys = []
        for waiting in await db.fetch_waiting(keys=wanted):
            brought = await _apply_waiting(waiting, line, now=now)
            if brought is not None:
                applied.append(waiting.id)
                keys += brought
        line.waited_for.update(await db.fetch_waited_for(keys=keys))
    return applied


async def _apply_waiting(
    waiting: db.WaitingEvent, line: _Line, *, now: datetime
) -> list[str] | None:
    """Give what it brings; None where it waits on, for something else or for us."""
    try:
        async with transaction():
            event = read_event(waiting.unseal())
            missing = await line.on_file.find_missing(event.data)
            if missing is not None:
                await _park(waiting.id, missing, event.content, line)
                return None
            await db.set_applied(row_id=waiting.id, now=now)
            await _apply(event, arrival=waiting.arrival, now=now)
    except Exception as error:
        if is_out_of_reach(error) or is_deadlock(error):
            raise
        logger.exception("Parked event %s could not be applied", waiting.id)
        problem = type(error).__name__
        await db.set_problem(row_id=waiting.id, problem=problem, now=now)
        return None
    brought = brings(event.data)
    line.on_file.add(brought)
    return brought


async def _apply(
    event: chain_events.InboundEvent, *, arrival: int, now: datetime
) -> None:
    moment = Moment(at=event.happened_at, now=now, arrival=arrival)
    applied = await _APPLY[type(event.data)](event.data, moment)
    await _follow(applied, event.data, now=now)


async def _follow(
    applied: Applied, data: chain_events.EventData, *, now: datetime
) -> None:
    for case_id in sorted(applied.cases):
        await refresh_case(case_id=case_id, now=now)
    is_settled = isinstance(data, chain_events.VictimUpdated) and (
        "phones" in data.facts.given or data.facts.given.get("calling") is True
    )
    for victim_id in sorted(applied.victims):
        await end_calls_of_deceased(victim_id=victim_id, now=now)
        await refresh_calls_of_victim(
            victim_id=victim_id, is_settled_by_shn=is_settled, now=now
        )


_APPLY: dict[type, Callable[[Any, Moment], Awaitable[Applied]]] = {
    chain_events.ReportRecorded: apply_reports.apply_report,
    chain_events.InvestigationEnded: apply_reports.apply_investigation_ended,
    chain_events.VictimUpdated: apply_reports.apply_victim_update,
    chain_events.VictimsMerged: apply_reports.apply_merge,
    chain_events.CaseReceived: apply_cases.apply_case,
    chain_events.IntendedDecision: apply_cases.apply_intention,
    chain_events.DecisionTaken: apply_cases.apply_decision,
    chain_events.DecisionRevised: apply_cases.apply_revision,
    chain_events.ObjectionChanged: apply_cases.apply_objection,
    chain_events.NoticeServed: apply_cases.apply_served_notice,
    chain_events.CustodyChanged: apply_cases.apply_custody,
    chain_events.HaltReferred: apply_cases.apply_halt_referral,
    chain_events.HaltStarted: apply_cases.apply_halt_start,
    chain_events.HaltEnded: apply_cases.apply_halt_end,
    chain_events.PaymentMade: apply_cases.apply_payment,
    court_events.HearingPlanned: apply_courts.apply_hearing_planned,
    court_events.HearingChanged: apply_courts.apply_hearing_changed,
    court_events.HearingCancelled: apply_courts.apply_hearing_cancelled,
    court_events.HearingHeld: apply_courts.apply_hearing_held,
    court_events.JudgmentGiven: apply_courts.apply_judgment,
    court_events.JudgmentFinal: apply_courts.apply_final,
    court_events.AppealFiled: apply_courts.apply_appeal,
    court_events.ComplaintReceived: apply_courts.apply_complaint_received,
    court_events.ComplaintDecided: apply_courts.apply_complaint_decided,
}
