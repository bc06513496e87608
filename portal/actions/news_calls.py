"""Calling and writing a victim about news of her case that is no decision."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from portal.actions.call_endings import cancel_task, stop_telling_news
from portal.actions.call_openings import Concerned
from portal.actions.call_tasks import open_task
from portal.actions.messages import cancel_messages, queue_message
from portal.db.batons import fetch_last_step
from portal.db.call_coverage import CallsOnFile
from portal.domain.batons import subject_of
from portal.domain.call_dues import due_at
from portal.domain.call_tasks import TaskKind
from portal.domain.case_duties import wanted_news
from portal.domain.first_contact import first_contact_owed
from portal.domain.news import calls_to_open, calls_to_stop
from portal.domain.news_letters import messages_owed
from portal.domain.phases import HistoryEntry
from portal.domain.staff import Organisation


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseNews:
    """What happened in a case; `standing` are its decisions that do.

    `queued` holds (victim, cause) of the messages about it that are under way or sent.
    """

    history: Sequence[HistoryEntry]
    standing: frozenset[UUID]
    queued: Collection[tuple[UUID, str]]


async def tell_news(
    concerned: Concerned, news: CaseNews, calls: CallsOnFile, *, now: datetime
) -> None:
    """Open, join and stop her calls, and queue what she is written."""
    await _offer_support(concerned, news, calls, now=now)
    listener = concerned.listener
    wanted = wanted_news(news.history, listener, standing=news.standing)
    for one in calls_to_open(wanted, calls.news, at_risk=concerned.at_risk):
        task = concerned.new_task(
            one.kind,
            happened_at=one.happened_at,
            due_at=one.due_at,
            priority=one.priority,
            hearing_at=one.hearing_at,
            baton=await _holder(concerned, one.kind),
        )
        await open_task(
            task,
            now=now,
            happening_id=one.happening_id,
            at_hand=concerned.at_hand,
        )
    arrivals = {entry.arrival for entry in news.history}
    ours = {entry.id for entry in news.history}
    for stop in calls_to_stop(wanted, calls.news, listener, of_case=arrivals):
        if stop.happening_id not in ours:
            continue  # another case of the same hearing opened it
        await stop_telling_news(
            task_id=stop.task_id,
            happening_id=stop.happening_id,
            reason=stop.reason,
            now=now,
        )
    await _write(concerned, news, now=now)


async def _holder(concerned: Concerned, kind: TaskKind) -> Organisation | None:
    """Say who tells it where it was handed over; None is the kind's own caller."""
    subject = subject_of(kind)
    if subject is None:
        return None
    _, step, holder = await fetch_last_step(
        victim_id=concerned.victim.id, case_id=concerned.case.id, subject=subject
    )
    return holder if step else None


async def _offer_support(
    concerned: Concerned, news: CaseNews, calls: CallsOnFile, *, now: datetime
) -> None:
    owed = first_contact_owed(
        news.history,
        calls.first_contacts,
        incident_id=concerned.incident_id,
        is_deceased=concerned.victim.is_deceased,
    )
    for task_id in owed.stops:
        await cancel_task(task_id=task_id, reason=owed.reason, now=now)
    if owed.opens_at is not None:
        kind = TaskKind.FIRST_CONTACT
        due = due_at(kind, happened_at=owed.opens_at)
        task = concerned.new_task(kind, happened_at=owed.opens_at, due_at=due)
        await open_task(task, now=now, at_hand=concerned.at_hand)


async def _write(concerned: Concerned, news: CaseNews, *, now: datetime) -> None:
    """Write what is true now; what waits to be sent and is not any more stays here."""
    victim_id = concerned.victim.id
    for message in messages_owed(news.history, concerned.listener, now=now):
        for cause in message.instead_of:
            if (victim_id, cause) in news.queued:
                await cancel_messages(cause=cause, victim_id=victim_id)
        if (victim_id, message.cause) not in news.queued:
            await queue_message(
                victim_id=victim_id,
                message=message.name,
                cause=message.cause,
                now=now,
                case_id=concerned.case.id,
                context=message.context,
            )
