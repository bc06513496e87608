"""What follows from an attempt, inside the same transaction."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from portal.actions.call_consents import confirmed_answers, is_her_word
from portal.actions.call_endings import tell_in_other_calls
from portal.actions.call_situation import CallState
from portal.actions.call_tasks import (
    end_task_work,
    guard_others,
    refresh_calls_of_victim,
    refresh_window,
)
from portal.actions.call_wishes import follow_wishes
from portal.actions.cases import refresh_case
from portal.actions.complaints import record_knowledge, set_reminder_wish
from portal.actions.found_at_risk import mark_at_risk
from portal.actions.messages import queue_message
from portal.actions.missed_news import write_what_was_not_told
from portal.actions.noted_numbers import note_number
from portal.actions.work_items import alert_people
from portal.actions.written_notices import send_written_notice
from portal.db.call_attempts import Attempt
from portal.db.call_locks import fetch_cases_of_fallen
from portal.db.calls import TaskDecision, fetch_task_decisions
from portal.db.phone_marks import set_number_vouched, set_number_wrong
from portal.db.victim_records import merge_victim
from portal.domain.attempts import AttemptReport
from portal.domain.calendar import local_date
from portal.domain.call_tasks import TaskKind, TaskState
from portal.domain.complaints import KnownBy
from portal.domain.next_steps import NextStep, StepKind, Work
from portal.domain.notifications import WHO_CALLED, MessageName, NoticeReason
from portal.domain.staff import Worker
from portal.domain.victims import FactValue, VictimFacts
from portal.domain.work_items import WorkItemKind

_WORK_ITEM = {
    Work.NO_SAFE_WAY: WorkItemKind.NO_SAFE_WAY,
    Work.UNSAFE: WorkItemKind.UNSAFE,
    Work.NUMBER_TO_VERIFY: WorkItemKind.NUMBER_TO_VERIFY,
    Work.INTERPRETER: WorkItemKind.INTERPRETER,
    Work.NOT_REACHED: WorkItemKind.NOT_REACHED,
}


async def follow_up(
    *,
    state: CallState,
    worker: Worker,
    report: AttemptReport,
    attempt: Attempt,
    step: NextStep,
    source: KnownBy | None,
) -> None:
    if source is not None:
        await _record_what_was_told(state, worker, attempt, source)
    await tell_in_other_calls(
        task_id=state.task.id,
        victim_id=state.task.victim_id,
        said=attempt.told,
        now=state.at,
    )
    await _keep_wishes(state, report)
    await _mark_person(state, report, attempt, step, source)
    await note_number(
        state=state,
        worker=worker,
        new=report.new_number,
        is_her_word=is_her_word(report, attempt, state, source),
    )
    await _write(state, report, attempt, step)
    await _settle_task(state, worker, step)
    await follow_wishes(state=state, report=report, attempt=attempt, step=step)
    await _give_work(state, step)
    if attempt.reached:
        await _guard(state, attempt)


async def follow_up_when_fallen(
    *,
    state: CallState,
    worker: Worker,
    report: AttemptReport,
    attempt: Attempt,
    step: NextStep,
    source: KnownBy | None,
) -> None:
    """What was heard and found out stays true; the call itself is over."""
    if source is not None:
        await _record_what_was_told(state, worker, attempt, source)
    await _mark_person(state, report, attempt, step, source)
    await note_number(
        state=state,
        worker=worker,
        new=report.new_number,
        is_her_word=is_her_word(report, attempt, state, source),
    )
    await _give_work(state, step)
    if attempt.reached:
        await _guard(state, attempt)


def cause_of(attempt_id: UUID, decision_id: UUID) -> str:
    """Give the cause of what is sent because of this attempt, one per decision."""
    return f"attempt:{attempt_id}:{decision_id}"


async def _record_what_was_told(
    state: CallState,
    worker: Worker,
    attempt: Attempt,
    source: KnownBy,
) -> None:
    news = {it.id for it in state.news}
    for decision_id in sorted(attempt.told - news):
        await record_knowledge(
            victim_id=state.task.victim_id,
            decision_id=decision_id,
            known_on=local_date(state.at),
            source=source,
            recorded_by=worker.name,
            now=state.at,
            attempt_id=attempt.id,
        )


async def mark_number(
    *, victim_id: UUID, phone_id: UUID, is_wrong: bool, now: datetime
) -> None:
    """Keep whether it is hers; her other calls are not made by a wrong one either."""
    await set_number_wrong(victim_id=victim_id, phone_id=phone_id, is_wrong=is_wrong)
    await refresh_calls_of_victim(victim_id=victim_id, is_settled_by_shn=False, now=now)


async def tell_that_it_goes_on(told: Collection[UUID], *, now: datetime) -> None:
    """She was told what had fallen meanwhile: draw the consequences of that too."""
    for case_id in await fetch_cases_of_fallen(decision_ids=told):
        await refresh_case(case_id=case_id, now=now)


async def _keep_wishes(state: CallState, report: AttemptReport) -> None:
    if report.wants_reminders is None:
        return
    for case_id in sorted(
        {d.case_id for d in state.decisions if d.decision_id in report.told}
    ):
        await set_reminder_wish(
            victim_id=state.task.victim_id,
            case_id=case_id,
            wants=report.wants_reminders,
            now=state.at,
        )


async def _mark_person(
    state: CallState,
    report: AttemptReport,
    attempt: Attempt,
    step: NextStep,
    source: KnownBy | None,
) -> None:
    """Keep what was learnt of the number and the person.

    What is safe for her only she says, or who stands in for a child.
    """
    victim_id, given = state.task.victim_id, dict[str, FactValue]()
    if step.marks_number_wrong and attempt.phone_id:
        await mark_number(
            victim_id=victim_id,
            phone_id=attempt.phone_id,
            is_wrong=True,
            now=state.at,
        )
    if step.needs_interpreter:
        given["needs_interpreter"] = True
    if step.marks_at_risk:
        await mark_at_risk(
            victim_id=victim_id, reference=state.contact.reference, now=state.at
        )
    if report.is_still_safe and is_her_word(report, attempt, state, source):
        given |= confirmed_answers(state)
        if attempt.phone_id:
            await set_number_vouched(
                victim_id=victim_id, phone_id=attempt.phone_id, at=state.at
            )
    if given:
        await merge_victim(
            VictimFacts(victim_id=state.contact.reference, given=given),
            at=state.at,
            by_victim_or_shn=True,
            now=state.at,
        )
        await refresh_calls_of_victim(
            victim_id=victim_id, is_settled_by_shn=False, now=state.at
        )


async def _give_work(state: CallState, step: NextStep) -> None:
    for work in step.work:
        await alert_people(
            kind=_WORK_ITEM[work],
            cause=state.task.id,
            organisation=state.task.organisation,
            now=state.at,
            victim_id=state.task.victim_id,
            task_id=state.task.id,
            location=state.task.location,
            moment=step.interpreter_at if work is Work.INTERPRETER else None,
        )


async def _write(
    state: CallState, report: AttemptReport, attempt: Attempt, step: NextStep
) -> None:
    """Confirm in writing what was told, and write what was not."""
    if step.closed_as in {None, TaskState.CANCELLED}:
        return
    decisions = await fetch_task_decisions(task_id=state.task.id)
    letters = await write_what_was_not_told(
        task_id=state.task.id, victim_id=state.task.victim_id, now=state.at
    )
    is_no_news = all(it.is_at_court and not it.has_notice for it in decisions)
    if step.kind is StepKind.WRITTEN and is_no_news and not letters:
        asked = state.task.kind is TaskKind.CALLBACK
        await _write_that_she_was_missed(state, attempt, asked=asked)
    reason = (
        NoticeReason.REFUSED
        if step.kind is StepKind.REFUSED
        else NoticeReason.NOT_REACHED
    )
    for decision in decisions:
        if decision.told_at is not None:
            await _confirm(state, report, attempt, decision)
        else:
            await send_written_notice(
                victim_id=state.task.victim_id,
                decision_id=decision.decision_id,
                task_id=state.task.id,
                now=state.at,
                reason=reason,
            )


async def _write_that_she_was_missed(
    state: CallState, attempt: Attempt, *, asked: bool
) -> None:
    """There is nothing to tell, for she asked or knows: offer to call again."""
    await queue_message(
        victim_id=state.task.victim_id,
        message=MessageName.CALLBACK_MISSED,
        cause=f"attempt:{attempt.id}",
        now=state.at,
        task_id=state.task.id,
        context={
            "asked": "yes" if asked else "no",
            WHO_CALLED: str(state.task.organisation),
        },
    )


async def _confirm(
    state: CallState, report: AttemptReport, attempt: Attempt, decision: TaskDecision
) -> None:
    await queue_message(
        victim_id=state.task.victim_id,
        message=MessageName.DECISION_CONFIRMATION,
        cause=cause_of(attempt.id, decision.decision_id),
        now=state.at,
        case_id=decision.case_id,
        decision_id=decision.decision_id,
        task_id=state.task.id,
        prefer=report.confirmation_channel,
    )


async def _settle_task(state: CallState, worker: Worker, step: NextStep) -> None:
    if step.closed_as is not None:
        await end_task_work(task_id=state.task.id, by=worker.name, now=state.at)
    elif step.waits_for is None:
        await refresh_window(task_id=state.task.id, now=state.at)


async def _guard(state: CallState, attempt: Attempt) -> None:
    line = state.contact.lines.get(attempt.phone_id) if attempt.phone_id else None
    await guard_others(
        victim_id=state.task.victim_id,
        incident_id=state.task.incident_id,
        line=line.index if line else state.task.line,
        organisation=state.task.organisation.value,
        at=state.at,
    )
