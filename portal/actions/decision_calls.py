"""Doing what one victim is owed about a decision: a call, a letter, or stopping."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from portal.actions.call_endings import stop_telling
from portal.actions.call_openings import Concerned
from portal.actions.call_tasks import open_task
from portal.actions.written_notices import send_written_notice
from portal.db.case_people import CaseVictim
from portal.db.decisions import DecisionOnFile
from portal.domain.calendar import local_date
from portal.domain.call_dues import due_at
from portal.domain.call_tasks import OpeningReason, TaskKind
from portal.domain.notifications import NoticeReason
from portal.domain.owed import Duty, Owed
from portal.domain.victims import Communication


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """One victim, one decision of one case, and when what was made known of it."""

    concerned: Concerned
    decision: DecisionOnFile
    revised_at: datetime | None
    notice_at: datetime | None


async def do_what_is_owed(owed: Owed, about: About, *, now: datetime) -> None:
    match owed.duty:
        case Duty.CALL:
            await _call(about, owed.kind, now=now)
        case Duty.CALL_ABOUT_NOTICE:
            await _call_about_notice(about, owed.kind, now=now)
        case Duty.CALL_THAT_IT_GOES_ON:
            await _call_that_it_goes_on(about, owed.kind, now=now)
        case Duty.STOP_CALLING:
            await stop_telling(
                task_id=_task(owed),
                decision_id=owed.decision_id,
                reason=owed.reason,
                now=now,
            )
        case Duty.WRITE | Duty.WRITE_LEGAL_NOTICE:
            victim = about.concerned.victim
            await send_written_notice(
                victim_id=victim.id,
                decision_id=about.decision.id,
                task_id=None,
                now=now,
                reason=_why_in_writing(owed, victim),
                is_legal_notice=owed.duty is Duty.WRITE_LEGAL_NOTICE,
            )


def _why_in_writing(owed: Owed, victim: CaseVictim) -> NoticeReason:
    if owed.duty is Duty.WRITE_LEGAL_NOTICE:
        return NoticeReason.OWED_BY_LAW
    if owed.reason == OpeningReason.REFUSED:
        return NoticeReason.REFUSED
    if victim.communication is Communication.IN_WRITING:
        return NoticeReason.IN_WRITING
    return NoticeReason.NO_CALL


def _task(owed: Owed) -> UUID:
    if owed.task_id is None:
        raise ValueError("Stopping a call needs the call.")
    return owed.task_id


async def _call(about: About, kind: TaskKind, *, now: datetime) -> None:
    await _open(
        about,
        kind=kind,
        decided_on=about.decision.decided_on,
        decided_at=about.decision.decided_at,
        now=now,
    )


async def _call_about_notice(about: About, kind: TaskKind, *, now: datetime) -> None:
    """She knows of the decision: the norm counts from the notice (contracts 6)."""
    noted_at = about.notice_at or about.decision.decided_at
    await _open(
        about,
        kind=kind,
        decided_on=about.decision.served_on or local_date(noted_at),
        decided_at=noted_at,
        now=now,
    )


async def _call_that_it_goes_on(about: About, kind: TaskKind, *, now: datetime) -> None:
    revised_at = about.revised_at or about.decision.decided_at
    await _open(
        about,
        kind=kind,
        decided_on=local_date(revised_at),
        decided_at=revised_at,
        now=now,
        tells_revision=True,
    )


async def _open(
    about: About,
    *,
    kind: TaskKind,
    decided_on: date,
    decided_at: datetime,
    now: datetime,
    tells_revision: bool = False,
) -> None:
    concerned, decision = about.concerned, about.decision
    await open_task(
        concerned.new_task(
            kind,
            happened_at=decided_at,
            happened_on=decided_on,
            due_at=due_at(
                kind,
                happened_at=decided_at,
                happened_on=decided_on,
                at_risk=concerned.at_risk,
            ),
            grounds=decision.grounds,
        ),
        now=now,
        decision_id=decision.id,
        covers_notice=kind is TaskKind.SEPOT and decision.served_on is not None,
        tells_revision=tells_revision,
        at_hand=concerned.at_hand,
    )
