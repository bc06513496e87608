"""Doing what one victim is owed about a decision: a call, a letter, or stopping."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from portal.actions.call_tasks import open_task, stop_telling
from portal.actions.written_notices import send_written_notice
from portal.db.call_tasks import NewTask
from portal.db.case_people import CaseOnFile, CaseVictim
from portal.db.decisions import DecisionOnFile
from portal.domain.calendar import end_of_day, local_date
from portal.domain.call_kinds import caller_of
from portal.domain.call_tasks import (
    TaskKind,
    due_day,
    needs_experience,
    not_heard_day,
    written_notice_day,
)
from portal.domain.cases import OffenceCategory
from portal.domain.notifications import NoticeReason
from portal.domain.risk import is_at_risk
from portal.domain.sepot_duties import Duty, Owed
from portal.domain.victims import Communication


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """One victim, one decision of one case, and when what was made known of it."""

    case: CaseOnFile
    victim: CaseVictim
    decision: DecisionOnFile
    revised_at: datetime | None
    notice_at: datetime | None
    at_risk: bool

    @property
    def incident_id(self) -> UUID:
        """Give the report that she knows: a joined one where she is only in that."""
        hers = self.victim.incidents
        main = self.case.incident_id
        return main if main in hers else min(hers, default=main)


async def do_what_is_owed(owed: Owed, about: About, *, now: datetime) -> None:
    match owed.duty:
        case Duty.CALL:
            await _call(about, now=now)
        case Duty.CALL_ABOUT_NOTICE:
            await _call_about_notice(about, now=now)
        case Duty.CALL_THAT_IT_GOES_ON:
            await _call_that_it_goes_on(about, now=now)
        case Duty.STOP_CALLING:
            await stop_telling(
                task_id=_task(owed),
                decision_id=owed.decision_id,
                reason=owed.reason,
                now=now,
            )
        case Duty.WRITE | Duty.WRITE_LEGAL_NOTICE:
            await send_written_notice(
                victim_id=about.victim.id,
                decision_id=about.decision.id,
                task_id=None,
                now=now,
                reason=_why_in_writing(owed, about.victim),
                is_legal_notice=owed.duty is Duty.WRITE_LEGAL_NOTICE,
            )


def _why_in_writing(owed: Owed, victim: CaseVictim) -> NoticeReason:
    if owed.duty is Duty.WRITE_LEGAL_NOTICE:
        return NoticeReason.OWED_BY_LAW
    if victim.communication is Communication.IN_WRITING:
        return NoticeReason.IN_WRITING
    return NoticeReason.NO_CALL


def _task(owed: Owed) -> UUID:
    if owed.task_id is None:
        raise ValueError("Stopping a call needs the call.")
    return owed.task_id


async def _call(about: About, *, now: datetime) -> None:
    await _open(
        about,
        kind=TaskKind.SEPOT,
        decided_on=about.decision.decided_on,
        decided_at=about.decision.decided_at,
        now=now,
    )


async def _call_about_notice(about: About, *, now: datetime) -> None:
    """She knows of the decision: the norm counts from the notice (contracts 6)."""
    noted_at = about.notice_at or about.decision.decided_at
    await _open(
        about,
        kind=TaskKind.SEPOT,
        decided_on=about.decision.served_on or local_date(noted_at),
        decided_at=noted_at,
        now=now,
    )


async def _call_that_it_goes_on(about: About, *, now: datetime) -> None:
    revised_at = about.revised_at or about.decision.decided_at
    await _open(
        about,
        kind=TaskKind.DECISION,
        decided_on=local_date(revised_at),
        decided_at=revised_at,
        now=now,
    )


async def _open(
    about: About,
    *,
    kind: TaskKind,
    decided_on: date,
    decided_at: datetime,
    now: datetime,
) -> None:
    due_on = due_day(decided_on, decided_at, at_risk=about.at_risk)
    await open_task(
        NewTask(
            victim_id=about.victim.id,
            incident_id=about.incident_id,
            kind=str(kind),
            organisation=str(caller_of(kind)),
            location=about.case.location,
            opened_at=decided_at,
            due_at=end_of_day(due_on),
            notice_by=written_notice_day(decided_on, decided_at),
            not_heard_on=not_heard_day(decided_on, decided_at),
            is_at_risk=about.at_risk,
            needs_experience=any(
                needs_experience(
                    grounds=about.decision.grounds,
                    kind=about.victim.kind,
                    offence_category=category,
                    articles=about.victim.articles,
                )
                for category in _categories(about.victim)
            ),
        ),
        now=now,
        decision_id=about.decision.id,
        covers_notice=kind is TaskKind.SEPOT and about.decision.served_on is not None,
    )


def victim_is_at_risk(
    victim: CaseVictim, decisions: Sequence[DecisionOnFile], *, today: date
) -> bool:
    grounds = {ground for decision in decisions for ground in decision.grounds}
    return any(
        is_at_risk(
            vulnerable=victim.is_vulnerable,
            birth_date=victim.birth_date,
            today=today,
            offence_category=category,
            articles=victim.articles,
            relation=victim.relation,
            same_address=victim.same_address,
            grounds=grounds,
        )
        for category in _categories(victim)
    )


def _categories(victim: CaseVictim) -> frozenset[OffenceCategory]:
    return victim.categories or frozenset({OffenceCategory.OTHER})
