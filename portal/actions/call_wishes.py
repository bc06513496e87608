"""What she said that she wants, and the calls that follow from it."""

from datetime import datetime, timedelta
from uuid import UUID

from portal.actions.call_endings import cancel_task
from portal.actions.call_situation import CallState
from portal.actions.call_tasks import refresh_window
from portal.actions.later_calls import open_aftercare, open_prosecutor_talk
from portal.actions.lawyer_wishes import withdraw_lawyer_wish
from portal.db.agreed_calls import fetch_calls_asked, set_agreed
from portal.db.call_attempts import Attempt
from portal.domain.attempts import CLOSING, AttemptReport
from portal.domain.call_tasks import TaskKind
from portal.domain.checklist import ChecklistItem
from portal.domain.next_steps import NextStep

TAKEN_BACK = "taken_back"
AGREED_FOR = timedelta(hours=2)
"""For so long an agreed moment goes before everything else."""


async def follow_wishes(
    *, state: CallState, report: AttemptReport, attempt: Attempt, step: NextStep
) -> None:
    """Open what she asked for: the talk at once, aftercare once the call is over."""
    await _plan_as_agreed(state, step)
    wanted = attempt.ticked & set(state.wishes)
    if ChecklistItem.TALK_WANTED in wanted:
        await _plan_talk(state, report)
    said = wanted.union(*(it.ticked for it in state.earlier))
    is_over = step.closed_as is not None and report.recorded_outcome in CLOSING
    is_sepot = state.task.kind is TaskKind.SEPOT
    if is_sepot and is_over and ChecklistItem.AFTERCARE_WANTED in said:
        await _promise_aftercare(state)


async def _plan_as_agreed(state: CallState, step: NextStep) -> None:
    """A talk that is planned is due at its moment, not when it was asked for."""
    is_talk = state.task.kind is TaskKind.PROSECUTOR_TALK and step.is_agreed
    if not is_talk or step.not_before is None or step.closed_as is not None:
        return
    await set_agreed(
        task_id=state.task.id,
        starts_at=step.not_before,
        ends_at=step.not_before + AGREED_FOR,
    )
    await refresh_window(task_id=state.task.id, now=state.at)


async def withdraw_wishes(
    *, attempt: Attempt, incident_id: UUID, now: datetime
) -> None:
    """Stop what this attempt set off, where nobody has begun with it yet."""
    await withdraw_lawyer_wish(attempt=attempt, now=now)
    for task_id in await fetch_calls_asked(
        victim_id=attempt.victim_id, incident_id=incident_id, asked_at=attempt.at
    ):
        await cancel_task(task_id=task_id, reason=TAKEN_BACK, now=now)


async def _plan_talk(state: CallState, report: AttemptReport) -> None:
    task = state.task
    talk_id = await open_prosecutor_talk(
        victim_id=task.victim_id,
        incident_id=task.incident_id,
        location=task.location,
        asked_at=state.at,
        is_at_risk=state.at_risk,
        now=state.at,
    )
    if report.talk_at is not None:
        await set_agreed(
            task_id=talk_id,
            starts_at=report.talk_at,
            ends_at=report.talk_at + AGREED_FOR,
        )
        await refresh_window(task_id=talk_id, now=state.at)


async def _promise_aftercare(state: CallState) -> None:
    task = state.task
    await open_aftercare(
        victim_id=task.victim_id,
        incident_id=task.incident_id,
        location=task.location,
        spoken_at=state.at,
        is_at_risk=state.at_risk,
        now=state.at,
        needs_experience=task.needs_experience,
    )
