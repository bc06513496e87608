"""Recording how a call went: one transaction, with all that follows from it."""

from dataclasses import dataclass
from datetime import datetime
from functools import partial
from uuid import UUID, uuid4

from portal.actions import trail
from portal.actions.call_checks import check_report
from portal.actions.call_consequences import (
    follow_up,
    follow_up_when_fallen,
    tell_that_it_goes_on,
)
from portal.actions.call_heard import as_heard, known_by
from portal.actions.call_manners import moment_of, preferred_caller
from portal.actions.call_situation import CallState, read_call_state
from portal.actions.first_wishes import keep_first_wishes, with_wishes
from portal.actions.lawyer_wishes import keep_lawyer_wish
from portal.db.call_attempts import Attempt, fetch_submitted, insert_attempt
from portal.db.call_drafts import delete_draft
from portal.db.call_news import set_news_told
from portal.db.call_stops import lock_victim_of_call
from portal.db.calls import (
    CallTask,
    fetch_fallen,
    fetch_task,
    set_next_step,
    set_told,
    take_to_record,
)
from portal.db.deadlocks import again_after_deadlock
from portal.db.engine import transaction
from portal.db.integrity import INTEGRITY_ERRORS, is_unique_violation
from portal.domain.attempts import AttemptReport
from portal.domain.call_checklists import NOTES_HER_VIEW
from portal.domain.call_ladder import after_attempt
from portal.domain.call_tasks import WaitsFor
from portal.domain.calling_hours import day_part_at
from portal.domain.checklist import ChecklistItem, untold
from portal.domain.complaints import KnownBy
from portal.domain.errors import UnableToError
from portal.domain.incoming_contacts import leaves_call_as_it_is
from portal.domain.next_steps import SPOKEN, STOPPED, NextStep, still_stopped
from portal.domain.outcomes import NOT_HER, OUTCOME_RULES, Outcome
from portal.domain.staff import Worker


class UnableToKeepCallError(UnableToError):
    """Somebody else has the call now, or closed it: nothing was recorded."""

    is_conflict = True
    hint = "Er is niets opgeslagen. Bewaar uw notitie en overleg met uw collega."


class UnableToRecordAgainError(UnableToError):
    """The same call was recorded before, as something else."""

    is_conflict = True
    hint = "Dit is niet opgeslagen. Klopte de eerste keer niet? Draai die terug."

    def __init__(self, attempt: Attempt) -> None:
        super().__init__("U hebt dit gesprek al vastgelegd.")
        self.attempt = attempt


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """`is_repeat`: this submission had been recorded before, and was not again."""

    attempt: Attempt
    is_repeat: bool


async def record_attempt(
    *, task_id: UUID, token: UUID, worker: Worker, report: AttemptReport, now: datetime
) -> Recorded:
    """Record one try; also late, as long as nobody else took the call meanwhile."""
    try:
        return await again_after_deadlock(
            partial(_record_once, task_id, token, worker, report, now)
        )
    except INTEGRITY_ERRORS as error:
        known = await _find_repeat(task_id, report)
        if known is None or not is_unique_violation(error):
            raise
        return known


async def _record_once(
    task_id: UUID, token: UUID, worker: Worker, report: AttemptReport, now: datetime
) -> Recorded:
    async with transaction():
        if report.recorded_outcome is Outcome.UNSAFE:
            await lock_victim_of_call(task_id=task_id)
        known = await _find_repeat(task_id, report)
        return known or await _record_new(task_id, token, worker, report, now)


async def _find_repeat(task_id: UUID, report: AttemptReport) -> Recorded | None:
    attempt = await fetch_submitted(submission=report.submission)
    if attempt is None or attempt.task_id != task_id:
        return None
    same = (report.recorded_outcome, report.note.strip())
    if (attempt.outcome, attempt.note) != same:
        raise UnableToRecordAgainError(attempt)
    return Recorded(attempt=attempt, is_repeat=True)


async def _record_new(
    task_id: UUID, token: UUID, worker: Worker, report: AttemptReport, now: datetime
) -> Recorded:
    task = await take_to_record(
        task_id=task_id, token=token, organisation=worker.organisation
    )
    if task is None or not task.is_work_of(worker):
        known = await _find_repeat(task_id, report)
        return known or await _refuse(task_id, worker)
    at = await moment_of(task, report, now)
    state = await read_call_state(task, now=at)
    fallen = await fetch_fallen(task_id=task.id)
    if task.closed_as is not None and not _must_be_kept(report, fallen):
        return await _refuse(task_id, worker)
    check_report(report, state)
    source = known_by(report, state)
    report = as_heard(report, state, source, fallen)
    attempt = await (
        _go_on(state, worker, report, source)
        if task.closed_as is None
        else _keep_what_was_told(state, worker, report, source)
    )
    await tell_that_it_goes_on(report.told, now=now)
    await delete_draft(task_id=task.id, staff_id=worker.staff_id)
    await _note(attempt, worker, now)
    return Recorded(attempt=attempt, is_repeat=False)


async def _keep_what_was_told(
    state: CallState, worker: Worker, report: AttemptReport, source: KnownBy | None
) -> Attempt:
    """Record what came of a call that fell while it was made: it stays closed."""
    step = STOPPED if report.recorded_outcome is Outcome.UNSAFE else SPOKEN
    attempt = _describe(report, state, worker, step)
    await insert_attempt(attempt)
    await follow_up_when_fallen(
        state=state,
        worker=worker,
        report=report,
        attempt=attempt,
        step=step,
        source=source,
    )
    await keep_lawyer_wish(
        state=state, worker=worker, report=report, attempt=attempt, source=source
    )
    return attempt


def _must_be_kept(report: AttemptReport, fallen: frozenset[UUID]) -> bool:
    was_heard = report.recorded_outcome not in NOT_HER
    return report.recorded_outcome is Outcome.UNSAFE or (
        was_heard and bool(report.told & fallen)
    )


async def _go_on(
    state: CallState, worker: Worker, report: AttemptReport, source: KnownBy | None
) -> Attempt:
    step = _next_step(report, state)
    attempt = await with_wishes(
        _describe(report, state, worker, step),
        state=state,
        report=report,
        source=source,
    )
    task, now = state.task, state.at
    await insert_attempt(attempt)
    await set_told(task_id=task.id, decision_ids=report.told, at=now)
    await set_news_told(task_id=task.id, happening_ids=report.told, at=now)
    await set_next_step(
        task_id=task.id,
        step=step,
        reason="not_reached" if attempt.counts else attempt.outcome.value,
        preferred_staff=preferred_caller(state, worker, step, attempt),
        counted=int(attempt.counts),
        at=now,
    )
    await follow_up(
        state=state,
        worker=worker,
        report=report,
        attempt=attempt,
        step=step,
        source=source,
    )
    await keep_lawyer_wish(
        state=state, worker=worker, report=report, attempt=attempt, source=source
    )
    await keep_first_wishes(attempt=attempt, worker=worker, now=now)
    return attempt


async def _refuse(task_id: UUID, worker: Worker) -> Recorded:
    """Say why; of a call of others not even that it is there."""
    found = await fetch_task(task_id=task_id)
    task = found if found and found.is_work_of(worker) else None
    raise UnableToKeepCallError(_why(task))


def _why(task: CallTask | None) -> str:
    if task is None or task.closed_as is not None:
        return "Dit gesprek is intussen afgerond of vervallen."
    if task.lease_token is None:
        return "U hebt dit gesprek niet genomen. Neem het eerst uit de lijst."
    return "Uw tijd voor dit gesprek was om. Een collega heeft het overgenomen."


def _next_step(report: AttemptReport, state: CallState) -> NextStep:
    if leaves_call_as_it_is(state.task.taken_as, report.recorded_outcome):
        return state.step_as_it_was
    step = after_attempt(
        report.recorded_outcome,
        state.situation(report.phone_id),
        agreed_at=report.agreed_at,
        is_told=not untold(state.untold, report.told),
    )
    return still_stopped(step) if state.task.waits_for is WaitsFor.UNSAFE else step


def _describe(
    report: AttemptReport, state: CallState, worker: Worker, step: NextStep
) -> Attempt:
    outcome = report.recorded_outcome
    manner, rule = state.task.taken_as, OUTCOME_RULES[outcome]
    dialled = None if manner.comes_in else state.dialled(report.phone_id)
    day_part = day_part_at(state.at, state.situation(report.phone_id).zone)
    return Attempt(
        id=uuid4(),
        submission=report.submission,
        task_id=state.task.id,
        victim_id=state.task.victim_id,
        staff_id=worker.staff_id,
        organisation=worker.organisation,
        at=state.at,
        outcome=outcome,
        day_part=day_part.value if day_part else "",
        made_as=manner,
        counts=rule.counts and not manner.comes_in,
        reached=rule.reached,
        phone_id=dialled.id if dialled else None,
        told=report.told,
        ticked=report.ticked,
        reasons=report.reasons,
        note=report.note.strip(),
        her_view=_her_view(report, state),
        rules_version=state.rules.version,
        next_at=step.not_before,
        next_step=step.code,
    )


def _her_view(report: AttemptReport, state: CallState) -> str:
    """Keep it where it was asked, and where it is surely hers."""
    is_hers = ChecklistItem.VIEW_ASKED in report.ticked
    is_asked = state.task.kind in NOTES_HER_VIEW and is_hers
    return report.her_view.strip() if is_asked else ""


async def _note(attempt: Attempt, worker: Worker, now: datetime) -> None:
    await trail.note(
        worker,
        now,
        f"call_recorded:{attempt.outcome}",
        object_kind="call_task",
        object_id=attempt.task_id,
        victim_id=attempt.victim_id,
    )
