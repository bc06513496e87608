"""A victim reads a decision before we called; whether we still call is up to her."""

from datetime import date, datetime, time
from uuid import UUID

from portal.actions.call_endings import stop_telling
from portal.actions.call_tasks import refresh_window
from portal.actions.complaints import record_knowledge
from portal.actions.written_notices import send_written_notice
from portal.db.call_locks import lock_decision
from portal.db.engine import transaction
from portal.db.gate import (
    lock_calls_for_victim,
    set_call_sooner_for_victim,
    take_free_call_for_victim,
)
from portal.db.overview import fetch_incident_with_decision_for_victim
from portal.db.risks import fetch_is_at_risk
from portal.domain.calendar import (
    AMSTERDAM,
    add_working_days,
    end_of_day,
    is_working_day,
    local_date,
)
from portal.domain.complaints import KnownBy
from portal.domain.errors import UnableToError
from portal.domain.notifications import NoticeReason
from portal.domain.overview import (
    DecisionSeen,
    PromisedCall,
    WaitingNews,
    find_decision,
)
from portal.domain.sepot_grounds import is_sensitive

READ_BY_VICTIM = "read_by_victim"
LATEST_TO_CALL_TODAY = time(17)


class UnableToFindDecisionError(UnableToError):
    """There is no such decision, or it is not about this victim."""


class UnableToReadBeforeHerError(UnableToError):
    """Who stands in for her does not hear it before she does."""

    hint = "Daarna kunt u het hier ook lezen."


class UnableToChangeCallError(UnableToError):
    """The call is over, or a caller has it on screen at this moment."""

    is_conflict = True


async def read_decision(
    *,
    victim_id: UUID,
    decision_id: UUID,
    now: datetime,
    reads_as: KnownBy | None = KnownBy.PORTAL,
    recorded_by: str = "victim",
) -> None:
    """Record that it was read, by her or for her: this starts her term.

    What is still to be told she hears first: nobody whose reading is not hers opens
    the gate.

    The call stays. For someone at risk, or where the ground is a sensitive one, it
    moves forward: nobody should be left alone with such news (design 4.4). A time that
    she chose herself stays: she said when it is safe.
    """
    async with transaction():
        await lock_calls_for_victim(victim_id=victim_id, decision_id=decision_id)
        await lock_decision(decision_id=decision_id)
        found = await _find(victim_id=victim_id, decision_id=decision_id, now=now)
        if isinstance(found, DecisionSeen) and not _has_news(found):
            return
        is_first_hers = isinstance(found, WaitingNews) or found.has_waiting_notice
        if reads_as is None or (is_first_hers and reads_as is not KnownBy.PORTAL):
            raise UnableToReadBeforeHerError("Wij vertellen dit nieuws eerst zelf.")
        await record_knowledge(
            victim_id=victim_id,
            decision_id=decision_id,
            known_on=local_date(now),
            source=reads_as,
            recorded_by=recorded_by,
            now=now,
        )
        await _call_sooner(victim_id=victim_id, decision_id=decision_id, now=now)


async def cancel_call_after_reading(
    *, victim_id: UUID, decision_id: UUID, now: datetime
) -> None:
    """Take the decision out of the call, at her wish; what she read goes in writing."""
    async with transaction():
        call = await _call_about(victim_id=victim_id, decision_id=decision_id, now=now)
        if not await take_free_call_for_victim(
            victim_id=victim_id, task_id=call.task_id, now=now
        ):
            raise UnableToChangeCallError(
                "Wij bellen u op dit moment.",
                hint="U kunt aan de telefoon zeggen dat u niet wilt praten.",
            )
        await stop_telling(
            task_id=call.task_id,
            decision_id=decision_id,
            reason=READ_BY_VICTIM,
            now=now,
        )
        await send_written_notice(
            victim_id=victim_id,
            decision_id=decision_id,
            task_id=call.task_id,
            now=now,
            reason=NoticeReason.IN_WRITING,
        )


async def keep_call(
    *, victim_id: UUID, decision_id: UUID, now: datetime
) -> PromisedCall:
    """Give the call that stays as it is."""
    return await _call_about(victim_id=victim_id, decision_id=decision_id, now=now)


async def require_decision(
    *, victim_id: UUID, decision_id: UUID, now: datetime
) -> DecisionSeen:
    """Give a decision that she may read; behind its gate it is not there yet."""
    found = await _find(victim_id=victim_id, decision_id=decision_id, now=now)
    if isinstance(found, WaitingNews):
        raise UnableToFindDecisionError("Deze pagina is er niet.")
    return found


async def _find(
    *, victim_id: UUID, decision_id: UUID, now: datetime
) -> DecisionSeen | WaitingNews:
    incident = await fetch_incident_with_decision_for_victim(
        victim_id=victim_id, decision_id=decision_id, now=now
    )
    found = find_decision(incident.cases, decision_id) if incident else None
    if found is None:
        raise UnableToFindDecisionError("Deze pagina is er niet.")
    return found[1]


def _has_news(decision: DecisionSeen) -> bool:
    return decision.is_unread or decision.has_waiting_notice


async def _call_about(
    *, victim_id: UUID, decision_id: UUID, now: datetime
) -> PromisedCall:
    """Give the call about a decision that she has read."""
    found = await _find(victim_id=victim_id, decision_id=decision_id, now=now)
    if isinstance(found, WaitingNews) or _has_news(found):
        raise UnableToChangeCallError(
            "U heeft het nieuws nog niet gelezen.",
            hint="Lees het eerst. Daarna kunt u zeggen of wij nog moeten bellen.",
        )
    if found.call is None:
        raise UnableToChangeCallError(
            "Er staat geen telefoongesprek meer open over deze beslissing.",
            hint="Wilt u toch praten? Vraag dan of wij u terugbellen.",
        )
    return found.call


async def _call_sooner(*, victim_id: UUID, decision_id: UUID, now: datetime) -> None:
    found = await _find(victim_id=victim_id, decision_id=decision_id, now=now)
    if isinstance(found, WaitingNews) or found.call is None:
        return
    at_risk = await fetch_is_at_risk(victim_id=victim_id, today=local_date(now))
    if not (at_risk or is_sensitive(found.grounds)):
        return
    if await set_call_sooner_for_victim(
        victim_id=victim_id,
        task_id=found.call.task_id,
        due_at=end_of_day(_soonest_day(now)),
        now=now,
    ):
        await refresh_window(task_id=found.call.task_id, now=now)


def _soonest_day(now: datetime) -> date:
    local = now.astimezone(AMSTERDAM)
    if is_working_day(local.date()) and local.time() < LATEST_TO_CALL_TODAY:
        return local.date()
    return add_working_days(local.date(), 1)
