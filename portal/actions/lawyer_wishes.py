"""Her wish that things go through her lawyer: asked in a call, kept, lifted again."""

from datetime import datetime
from uuid import UUID

from portal.actions import trail
from portal.actions.call_consents import is_her_word
from portal.actions.call_heard import known_through
from portal.actions.call_situation import CallState
from portal.actions.call_tasks import refresh_calls_of_victim
from portal.db.call_attempts import Attempt
from portal.db.lawyer_wishes import insert_lawyer_wish, withdraw_lawyer_wishes
from portal.domain.attempts import AttemptReport
from portal.domain.calendar import local_date
from portal.domain.complaints import KnownBy
from portal.domain.representation import lawyers_on_file
from portal.domain.staff import Organisation, Worker


def asks_for_lawyer(state: CallState, *, spoken_to: UUID | None) -> bool:
    """Ask it of her alone, or of who stands in for a child; Halt does not.

    Where no lawyer is on file any more the wish can still be lifted.
    """
    if state.task.organisation is Organisation.HALT:
        return False
    if known_through(spoken_to, state) is not KnownBy.CALL:
        return False
    today = local_date(state.at)
    return state.contact.wants_lawyer or bool(
        lawyers_on_file(state.contact.reachable, today=today)
    )


async def keep_lawyer_wish(
    *,
    state: CallState,
    worker: Worker,
    report: AttemptReport,
    attempt: Attempt,
    source: KnownBy | None,
) -> None:
    """Keep it where it changes, and where it is sure that she said it."""
    wants = report.wants_lawyer
    if wants is None or wants == state.contact.wants_lawyer:
        return
    is_hers = is_her_word(report, attempt, state, source)
    if not is_hers or not asks_for_lawyer(state, spoken_to=report.spoken_to):
        return
    victim_id = state.task.victim_id
    await insert_lawyer_wish(
        victim_id=victim_id,
        attempt_id=attempt.id,
        wants=wants,
        staff_id=worker.staff_id,
        said_at=state.at,
    )
    await refresh_calls_of_victim(
        victim_id=victim_id, is_settled_by_shn=False, now=state.at
    )
    await _note(worker, victim_id, wants=wants, now=state.at)


async def withdraw_lawyer_wish(*, attempt: Attempt, now: datetime) -> None:
    """What was said in a call that was none was not said."""
    if await withdraw_lawyer_wishes(attempt_id=attempt.id, now=now):
        await refresh_calls_of_victim(
            victim_id=attempt.victim_id, is_settled_by_shn=False, now=now
        )


async def _note(worker: Worker, victim_id: UUID, *, wants: bool, now: datetime) -> None:
    await trail.note(
        worker,
        now,
        "lawyer_wished" if wants else "lawyer_wish_lifted",
        object_kind="victim",
        object_id=victim_id,
        victim_id=victim_id,
    )
