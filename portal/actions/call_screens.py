"""One call as its caller has it on screen: the sheet, and what is hers alone."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from portal.actions.call_drafts import read_draft
from portal.actions.call_sheets import (
    CallSheet,
    read_call_sheet,
    read_held_call_sheet,
)
from portal.actions.complaint_reading import read_choices_at_work
from portal.actions.office_numbers import read_office_number
from portal.db.batons import BatonOnFile, fetch_batons
from portal.db.call_attempts import Attempt
from portal.db.call_drafts import CallDraft
from portal.db.call_moves import CallMove, fetch_moves
from portal.db.calls import CallTask
from portal.db.complaint_choices import StandingChoice
from portal.db.contact_persons import ContactPerson, fetch_contact_persons
from portal.db.hand_overs import WordFromColleague, fetch_word
from portal.db.interpreters import fetch_interpreter_line
from portal.db.phone_marks import fetch_number_history
from portal.domain.batons import Subject, subject_of
from portal.domain.masking import mask_number
from portal.domain.number_marks import ClosedBecause, NumberHistory, why_closed
from portal.domain.outcomes import Outcome
from portal.domain.representation import RepresentativeOnFile, shut_out
from portal.domain.safe_contact import may_call
from portal.domain.staff import Organisation, Worker


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosedNumber:
    """A number that may not be called: enough of it to know it by."""

    masked: str
    because: ClosedBecause


@dataclass(frozen=True, slots=True, kw_only=True)
class CallScreen:
    """`is_stopped`: this very caller stopped it as unsafe, so it stays out of sight."""

    sheet: CallSheet
    draft: CallDraft | None
    history: Mapping[UUID, NumberHistory]
    closed: tuple[ClosedNumber, ...]
    shut_out: tuple[RepresentativeOnFile, ...]
    interpreter_line: str
    office_phone: str
    moves: tuple[CallMove, ...]
    contact_persons: tuple[ContactPerson, ...]
    is_stopped: bool
    word: WordFromColleague | None
    batons: tuple[BatonOnFile, ...]
    her_choices: tuple[StandingChoice, ...] = ()  # for SHN alone

    @property
    def handed_over(self) -> tuple[BatonOnFile, ...]:
        """Give who handed over what this call is about."""
        subject = subject_of(self.sheet.task.kind)
        return tuple(step for step in self.batons if step.subject is subject)

    def recorded_by(self, worker: Worker) -> Attempt | None:
        """Give this worker's own last attempt, when no one tried since."""
        last = self.sheet.state.earlier[-1] if self.sheet.state.earlier else None
        return last if last and last.staff_id == worker.staff_id else None


async def read_call_screen(
    *, task_id: UUID, worker: Worker, now: datetime
) -> CallScreen | None:
    """Give one of the own organisation's calls; any other is not there."""
    sheet = await read_call_sheet(task_id=task_id, worker=worker, now=now)
    return await _complete(sheet, worker) if sheet else None


async def read_held_call_screen(
    *, task_id: UUID, worker: Worker, now: datetime
) -> CallScreen | None:
    """Raise UnableToShowCallError where a colleague may be calling by now."""
    sheet = await read_held_call_sheet(task_id=task_id, worker=worker, now=now)
    return await _complete(sheet, worker) if sheet else None


async def _complete(sheet: CallSheet, worker: Worker) -> CallScreen:
    task, contact = sheet.task, sheet.state.contact
    is_special = contact.needs_interpreter or contact.communication != "call"
    return CallScreen(
        sheet=sheet,
        draft=await read_draft(task_id=task.id, worker=worker),
        history=await fetch_number_history(victim_id=task.victim_id)
        if sheet.is_mine
        else {},
        closed=_closed(sheet) if sheet.is_mine else (),
        shut_out=shut_out(contact.reachable),
        interpreter_line=await fetch_interpreter_line(
            organisation=task.organisation.value, location=task.location
        )
        if sheet.is_mine and is_special
        else "",
        office_phone=await read_office_number(
            organisation=task.organisation, location=task.location
        ),
        moves=tuple(
            await fetch_moves(task_id=task.id, organisation=worker.organisation)
        ),
        contact_persons=tuple(await fetch_contact_persons(victim_id=task.victim_id)),
        is_stopped=_is_stopped(sheet, worker),
        word=await fetch_word(hand_over_id=task.hand_over) if task.hand_over else None,
        batons=await _batons_of(task),
        her_choices=await read_choices_at_work(victim_id=task.victim_id, worker=worker),
    )


async def _batons_of(task: CallTask) -> tuple[BatonOnFile, ...]:
    """Give the step that holds of each subject that was ever handed over."""
    if task.organisation is Organisation.HALT:
        return ()
    newest: dict[tuple[UUID, Subject], BatonOnFile] = {}
    for step in await fetch_batons(victim_id=task.victim_id):
        newest.setdefault((step.case_id, step.subject), step)
    return tuple(newest.values())


def _closed(sheet: CallSheet) -> tuple[ClosedNumber, ...]:
    """Where she may not be called at all no number of hers is better than another."""
    state = sheet.state
    if not may_call(state.contact.profile, at_risk=state.at_risk, now=state.at):
        return ()
    open_ids = {number.id for number in state.numbers}
    return tuple(
        ClosedNumber(masked=mask_number(number.display), because=why_closed(number))
        for number in state.contact.numbers
        if number.id not in open_ids
    )


def _is_stopped(sheet: CallSheet, worker: Worker) -> bool:
    last = sheet.state.earlier[-1] if sheet.state.earlier else None
    return (
        not sheet.is_mine
        and last is not None
        and last.outcome is Outcome.UNSAFE
        and last.staff_id == worker.staff_id
    )
