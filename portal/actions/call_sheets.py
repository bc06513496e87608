"""Everything a caller needs on one screen; reading it changes nothing but the audit."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from portal.actions import trail
from portal.actions.call_situation import CallState, read_call_state
from portal.actions.decision_sheets import DecisionSheet, read_decision_sheets
from portal.db.call_attempts import PastContact, fetch_contacts
from portal.db.calls import CallTask, fetch_task
from portal.db.check_words import words_of_call
from portal.db.engine import transaction
from portal.db.halt_referrals import fetch_referred_cases
from portal.db.question_cards import Card, fetch_cards_for_call
from portal.db.surroundings import (
    CallNearby,
    CaseNearby,
    HearingNearby,
    fetch_calls_nearby,
    fetch_cases_nearby,
    fetch_hearings_nearby,
)
from portal.domain.call_checklists import NOTES_HER_VIEW
from portal.domain.call_kinds import KINDS
from portal.domain.call_ladder import what_happens_next
from portal.domain.call_news import NewsToTell
from portal.domain.call_tasks import TaskKind
from portal.domain.case_duties import GOES_ALONG
from portal.domain.errors import UnableToError
from portal.domain.halt_view import phase_for_halt
from portal.domain.incoming_contacts import leaves_call_as_it_is
from portal.domain.next_steps import NextStep
from portal.domain.outcomes import Outcome
from portal.domain.question_cards import card_grounds
from portal.domain.safe_contact import Channel, is_open, needs_reconfirmation
from portal.domain.staff import Organisation, Worker
from portal.domain.victims import Wish
from portal.domain.wishes import asked_in

SENTENCE_END = re.compile(r"(?<=[.?!]) (?=[A-Z])")


class UnableToShowCallError(UnableToError):
    """Numbers and content are for who has the call in hand."""

    is_conflict = True
    hint = "Neem het gesprek opnieuw. Dan ziet u weer wat u kunt vertellen."


@dataclass(frozen=True, slots=True, kw_only=True)
class CallSheet:
    state: CallState
    is_mine: bool
    may_leave_voicemail: bool
    asks_reconfirmation: bool
    caller_words: str
    decisions: tuple[DecisionSheet, ...]
    cards: tuple[Card, ...]
    contacts: tuple[PastContact, ...]
    cases: tuple[CaseNearby, ...]
    hearings: tuple[HearingNearby, ...]
    calls: tuple[CallNearby, ...]

    @property
    def task(self) -> CallTask:
        return self.state.task

    @property
    def news(self) -> tuple[NewsToTell, ...]:
        return self.state.news

    @property
    def text_blocks(self) -> tuple[str, ...]:
        """Name what is said in every call of this kind: templates/staff/tell."""
        return KINDS[self.task.kind].text_blocks

    @property
    def goes_before_decision(self) -> bool:
        """Whether the OM still has to tell her why this call is made."""
        return self.task.kind in GOES_ALONG.values() and any(
            call.kind is TaskKind.DECISION for call in self.calls
        )

    @property
    def asked_wishes(self) -> tuple[Wish, ...]:
        return asked_in(self.task.kind)

    @property
    def notes_her_view(self) -> bool:
        return self.task.kind in NOTES_HER_VIEW

    @property
    def may_complain(self) -> bool:
        """Whether there is a term that this worker may see, and no complaint yet."""
        return any(it.told.term and not it.told.complained_on for it in self.decisions)

    @property
    def hints(self) -> str:
        """Where to point her, over all decisions, no sentence twice."""
        texts = [
            it.follow_up
            for each in self.decisions
            if each.shows_grounds
            for it in each.grounds
        ]
        return " ".join(dict.fromkeys(SENTENCE_END.split(" ".join(texts)))).strip()

    @property
    def report(self) -> CaseNearby | None:
        """Give the police report that the call is about."""
        reports = (it for it in self.cases if it.incident_id == self.task.incident_id)
        return next(reports, None)

    @property
    def support_worker(self) -> str | None:
        """Name who of SHN spoke or tried to speak with her last."""
        shn = (it for it in self.contacts if it.organisation is Organisation.SHN)
        return next((it.staff_name for it in shn), None)

    def outlook(
        self,
        *,
        phone_id: UUID | None,
        is_told: bool,
        agreed_at: datetime | None = None,
    ) -> Mapping[Outcome, NextStep]:
        """Say what each outcome would set off."""
        steps = what_happens_next(
            self.state.situation(phone_id), is_told=is_told, agreed_at=agreed_at
        )
        manner, same = self.task.taken_as, self.state.step_as_it_was
        return {
            outcome: same if leaves_call_as_it_is(manner, outcome) else step
            for outcome, step in steps.items()
        }


async def read_call_sheet(
    *, task_id: UUID, worker: Worker, now: datetime
) -> CallSheet | None:
    """Give one of the own organisation's calls; any other is not there."""
    task = await fetch_task(task_id=task_id)
    if task is None or not task.is_work_of(worker):
        return None
    async with transaction():
        await _note(task, worker, now)
        return await _read(task, worker, now)


async def read_held_call_sheet(
    *, task_id: UUID, worker: Worker, now: datetime
) -> CallSheet | None:
    """Give the call that the worker has in hand; a colleague may be calling by now."""
    sheet = await read_call_sheet(task_id=task_id, worker=worker, now=now)
    if sheet is not None and not sheet.is_mine:
        raise UnableToShowCallError("U hebt dit gesprek niet meer.")
    return sheet


async def _read(task: CallTask, worker: Worker, now: datetime) -> CallSheet:
    state = await read_call_state(task, now=now)
    profile = state.contact.profile
    decisions = await read_decision_sheets(state, worker)
    return CallSheet(
        state=state,
        is_mine=task.is_held_by(worker.staff_id, now),
        may_leave_voicemail=is_open(
            Channel.VOICEMAIL,
            profile,
            at_risk=state.at_risk,
            now=now,
        ),
        asks_reconfirmation=needs_reconfirmation(profile, now),
        caller_words=words_of_call(task.id),
        decisions=decisions,
        cards=await _read_cards(task, decisions, worker),
        contacts=tuple(await fetch_contacts(victim_id=task.victim_id)),
        cases=await _read_cases(task, worker),
        hearings=await _read_hearings(task, worker, now),
        calls=tuple(
            await fetch_calls_nearby(victim_id=task.victim_id, but_not=task.id)
        ),
    )


async def _read_cards(
    task: CallTask, decisions: Sequence[DecisionSheet], worker: Worker
) -> tuple[Card, ...]:
    """Give what she may ask; cards of a ground only to who may know the ground."""
    grounds = {
        it.code for each in decisions if each.shows_grounds for it in each.grounds
    }
    cards = await fetch_cards_for_call(
        organisation=worker.organisation, kind=task.kind, grounds=card_grounds(grounds)
    )
    return tuple(cards)


async def _read_cases(task: CallTask, worker: Worker) -> tuple[CaseNearby, ...]:
    """Give what else goes on; to Halt only what was referred to it."""
    cases = await fetch_cases_nearby(victim_id=task.victim_id)
    if worker.organisation is not Organisation.HALT:
        return tuple(cases)
    here = [it for it in cases if it.incident_id == task.incident_id]
    ids = [it.case_id for it in here if it.case_id is not None]
    referred = await fetch_referred_cases(case_ids=ids)
    own = tuple(_as_halt_sees(it) for it in here if it.case_id in referred)
    return own or tuple(_report_alone(it) for it in here[:1])


def _as_halt_sees(case: CaseNearby) -> CaseNearby:
    return replace(
        case,
        phase=phase_for_halt(case.phase),
        complaint_received_on=None,
        complaint_court=None,
    )


def _report_alone(case: CaseNearby) -> CaseNearby:
    return replace(_as_halt_sees(case), case_id=None, parketnummer=None, phase="")


async def _read_hearings(
    task: CallTask, worker: Worker, now: datetime
) -> tuple[HearingNearby, ...]:
    if worker.organisation is Organisation.HALT:
        return ()
    return tuple(await fetch_hearings_nearby(victim_id=task.victim_id, after=now))


async def _note(task: CallTask, worker: Worker, now: datetime) -> None:
    await trail.note(
        worker,
        now,
        "call_read",
        object_kind="call_task",
        object_id=task.id,
        victim_id=task.victim_id,
    )
