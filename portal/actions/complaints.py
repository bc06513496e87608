"""What a victim gets to know, and the reminders that follow from her term."""

from datetime import date, datetime
from uuid import UUID

from portal.db.call_locks import lock_decision
from portal.db.complaint_choices import fetch_choices_for_victim
from portal.db.complaints import (
    ComplaintOnFile,
    VictimTerm,
    cancel_other_reminders,
    fetch_terms_for_victim,
    set_complaint_reminders,
    set_reminders_wanted,
    take_complaint,
)
from portal.db.engine import joined_transaction
from portal.db.knowledge import (
    fetch_decision_to_know,
    has_read_in_portal,
    insert_knowledge,
    set_knowledge_withdrawn,
)
from portal.db.reminders import upsert_reminders
from portal.domain.calendar import local_date
from portal.domain.complaint_choices import ChoiceMade, newest_choice
from portal.domain.complaints import Knowledge, KnowledgeSubject, KnownBy
from portal.domain.errors import UnableToError
from portal.domain.reminders import ReminderState, complaint_moments, term_cause


class UnableToRecordKnowledgeError(UnableToError):
    """There is no such decision."""


async def record_knowledge(
    *,
    victim_id: UUID,
    decision_id: UUID,
    known_on: date,
    source: KnownBy,
    recorded_by: str,
    now: datetime,
    is_assumed: bool = False,
    attempt_id: UUID | None = None,
    notification_id: UUID | None = None,
) -> None:
    """Record that its content reached the victim: her term may start by it.

    Of a notice (KNVV) she knows only when it had been served on that day. It holds
    the decision, and the row of her complaint: whoever also changes a call task does
    that first.
    """
    async with joined_transaction():
        await lock_decision(decision_id=decision_id)
        decision = await fetch_decision_to_know(decision_id=decision_id)
        if decision is None:
            raise UnableToRecordKnowledgeError("Deze beslissing is niet bekend.")
        await take_complaint(victim_id=victim_id, case_id=decision.case_id)
        for subject in _subjects(known_on, decision.served_on):
            if source is KnownBy.PORTAL and await has_read_in_portal(
                victim_id=victim_id, decision_id=decision_id, subject=subject
            ):
                continue
            await insert_knowledge(
                victim_id=victim_id,
                decision_id=decision_id,
                knowledge=Knowledge(
                    known_on=known_on,
                    source=source,
                    subject=subject,
                    is_assumed=is_assumed,
                    recorded_by=recorded_by,
                    recorded_at=now,
                ),
                attempt_id=attempt_id,
                notification_id=notification_id,
            )
        await refresh_complaint(victim_id=victim_id, case_id=decision.case_id, now=now)


def _subjects(known_on: date, served_on: date | None) -> tuple[KnowledgeSubject, ...]:
    if served_on is None or served_on > known_on:
        return (KnowledgeSubject.DECISION,)
    return (KnowledgeSubject.DECISION, KnowledgeSubject.SERVED_NOTICE)


async def withdraw_knowledge(*, attempt_id: UUID, by: str, now: datetime) -> None:
    """Take back what a mistaken outcome recorded; the rows stay, marked."""
    async with joined_transaction():
        touched = await set_knowledge_withdrawn(attempt_id=attempt_id, by=by, now=now)
        for victim_id, case_id in sorted(touched):
            await refresh_complaint(victim_id=victim_id, case_id=case_id, now=now)


async def set_reminder_wish(
    *, victim_id: UUID, case_id: UUID, wants: bool | None, now: datetime
) -> None:
    """Keep whether she wants to be reminded; None is not asked."""
    async with joined_transaction():
        await take_complaint(victim_id=victim_id, case_id=case_id)
        await set_reminders_wanted(victim_id=victim_id, case_id=case_id, wants=wants)
        await refresh_complaint(victim_id=victim_id, case_id=case_id, now=now)


async def refresh_complaint(*, victim_id: UUID, case_id: UUID, now: datetime) -> None:
    """Set the reminders that her terms ask for, move them, or stop them."""
    async with joined_transaction():
        complaint = await take_complaint(victim_id=victim_id, case_id=case_id)
        terms = await fetch_terms_for_victim(victim_id=victim_id, case_id=case_id)
        running = [term for term in terms if not _has_ended(term, complaint)]
        causes = [await _set_reminders(term) for term in running]
        await cancel_other_reminders(
            victim_id=victim_id, case_id=case_id, causes=causes
        )
        if not running:
            return
        chosen = await fetch_choices_for_victim(victim_id=victim_id)
        for term in running:
            choice = newest_choice(chosen.get(term.decision_id, ()))
            wants = complaint.wants_reminders
            await _follow_wish(term, wants=wants, choice=choice, now=now)


def _has_ended(term: VictimTerm, complaint: ComplaintOnFile) -> bool:
    """Whether there is nothing to remind of: not known yet, or the court has it."""
    received_on = complaint.received_on
    is_received = received_on is not None and received_on >= term.decided_on
    return term.term.post_by is None or is_received


async def _set_reminders(term: VictimTerm) -> UUID:
    cause = term_cause(victim_id=term.victim_id, decision_id=term.decision_id)
    if term.term.post_by is not None:
        await upsert_reminders(
            complaint_moments(term.term.post_by),
            cause=cause,
            victim_id=term.victim_id,
            case_id=term.case_id,
            decision_id=term.decision_id,
        )
    return cause


async def _follow_wish(
    term: VictimTerm, *, wants: bool | None, choice: ChoiceMade | None, now: datetime
) -> None:
    """Switch what is still to come on or off; not asked leaves it as it is.

    Her wish stays what it was while her choice stops them: she may choose again.
    """
    if wants is None and choice is None:
        return
    is_stopped = choice is not None and choice.stops_reminders
    states = (ReminderState.WAITING, ReminderState.NOT_WANTED)
    off = wants is False or is_stopped
    was, becomes = states if off else reversed(states)
    await set_complaint_reminders(
        victim_id=term.victim_id,
        decision_id=term.decision_id,
        was=was,
        becomes=becomes,
        now=now,
    )


async def is_reminder_timely(
    *, victim_id: UUID, decision_id: UUID, now: datetime
) -> bool:
    """Whether a term on it still runs, as far as one can be reminded of that."""
    today = local_date(now)
    for found in await fetch_terms_for_victim(victim_id=victim_id):
        if found.decision_id == decision_id:
            last_day = found.term.last_safe_day
            return last_day is not None and today <= last_day
    return False
