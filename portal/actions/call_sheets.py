"""Everything a caller needs on one screen; reading it changes nothing but the audit."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from portal.actions.call_situation import CallState, read_call_state
from portal.db.audit import insert_audit
from portal.db.call_attempts import PastContact, fetch_contacts
from portal.db.calls import CallTask, fetch_task
from portal.db.check_words import words_of_call
from portal.db.decisions_told import fetch_decision_told
from portal.db.engine import transaction
from portal.db.question_cards import Card, fetch_cards_for_call
from portal.db.surroundings import (
    CallNearby,
    CaseNearby,
    HearingNearby,
    fetch_calls_nearby,
    fetch_cases_nearby,
    fetch_hearings_nearby,
)
from portal.domain.calendar import local_date
from portal.domain.call_kinds import KINDS
from portal.domain.call_ladder import what_happens_next
from portal.domain.call_news import NewsToTell
from portal.domain.cases import DecisionKind
from portal.domain.complaints import (
    ComplaintTerm,
    Knowledge,
    KnowledgeSubject,
    KnownBy,
    complaint_term,
)
from portal.domain.errors import UnableToError
from portal.domain.next_steps import NextStep
from portal.domain.notifications import DecisionTold
from portal.domain.outcomes import Outcome
from portal.domain.question_cards import card_grounds
from portal.domain.safe_contact import Channel, is_open, needs_reconfirmation
from portal.domain.sepot_grounds import SepotGround, ground_for
from portal.domain.sepot_hints import NEVER_SAY
from portal.domain.staff import Organisation, Worker

SENTENCE_END = re.compile(r"(?<=[.?!]) (?=[A-Z])")


class UnableToShowCallError(UnableToError):
    """Numbers and content are for who has the call in hand."""

    is_conflict = True
    hint = "Neem het gesprek opnieuw. Dan ziet u weer wat u kunt vertellen."


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionSheet:
    """`term` is the one that runs, or that would run from today."""

    decision_id: UUID
    told: DecisionTold
    is_told: bool
    term: ComplaintTerm | None
    grounds: tuple[SepotGround, ...]
    sees: Organisation

    @property
    def shows_grounds(self) -> bool:
        return self.sees is Organisation.OM

    @property
    def shows_reason(self) -> bool:
        """Halt knows that there is a decision; why is not for Halt to tell."""
        return self.sees is not Organisation.HALT or self.told.kind == DecisionKind.HALT

    @property
    def is_over(self) -> bool:
        """Whether the call is to say that it stands no more."""
        return not self.told.state.is_standing

    @property
    def not_to_say(self) -> tuple[str, ...]:
        """What each ground forbids; what is never said stands once, at the end."""
        own = (
            it.not_to_say.removesuffix(NEVER_SAY).strip()
            for it in self.grounds
            if self.shows_grounds
        )
        return (*dict.fromkeys(filter(None, own)), NEVER_SAY)


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
        return what_happens_next(
            self.state.situation(phone_id), is_told=is_told, agreed_at=agreed_at
        )


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
    decisions = await _read_decisions(state, worker)
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
        hearings=tuple(
            await fetch_hearings_nearby(victim_id=task.victim_id, after=now)
        ),
        calls=tuple(
            await fetch_calls_nearby(victim_id=task.victim_id, but_not=task.id)
        ),
    )


async def _read_decisions(
    state: CallState, worker: Worker
) -> tuple[DecisionSheet, ...]:
    sheets = []
    for each in state.decisions:
        told = await fetch_decision_told(
            victim_id=state.task.victim_id, decision_id=each.decision_id
        )
        if told is not None:
            told = _as_seen_by(worker, told)
            sheets.append(
                DecisionSheet(
                    decision_id=each.decision_id,
                    told=told,
                    is_told=each.told_at is not None,
                    term=_term(told, state.at),
                    grounds=tuple(
                        ground_for(code, decided_on=told.decided_on)
                        for code in told.grounds
                    ),
                    sees=worker.organisation,
                )
            )
    return tuple(sheets)


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
    """Give what else goes on; to Halt only what the call itself is about."""
    cases = await fetch_cases_nearby(victim_id=task.victim_id)
    is_halt = worker.organisation is Organisation.HALT
    return tuple(
        it for it in cases if not is_halt or it.incident_id == task.incident_id
    )


def _as_seen_by(worker: Worker, told: DecisionTold) -> DecisionTold:
    """A complaint and its term are no business of Halt (design section 5)."""
    if worker.organisation is not Organisation.HALT:
        return told
    return replace(told, term=None, complained_on=None, complaint_court=None)


def _term(told: DecisionTold, at: datetime) -> ComplaintTerm | None:
    """Give the term that runs, or the one that telling her now would start."""
    if told.term is None or told.term.known_at is not None:
        return told.term
    today = local_date(at)
    is_served = told.served_on is not None and told.served_on <= today
    subject = KnowledgeSubject.SERVED_NOTICE if is_served else KnowledgeSubject.DECISION
    known_now = Knowledge(
        known_on=today,
        source=KnownBy.CALL,
        subject=subject,
        is_assumed=False,
        recorded_by="",
        recorded_at=at,
    )
    return complaint_term(
        kind_of_decision=told.kind,
        grounds=told.grounds,
        served_on=told.served_on,
        parket=told.parketnummer[:2],
        knowledge=[known_now],
    )


async def _note(task: CallTask, worker: Worker, now: datetime) -> None:
    await insert_audit(
        now=now,
        actor_kind="staff",
        actor=str(worker.staff_id),
        organisation=worker.organisation.value,
        role=worker.role.value,
        action="call_read",
        object_kind="call_task",
        object_id=str(task.id),
        victim_id=task.victim_id,
    )
